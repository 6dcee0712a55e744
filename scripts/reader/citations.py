"""Citations: `[@key, para. 23]` in the text becomes a numbered note with the reference and the way to the list."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .here import Here
from .index import CITATION, CITED, SOURCES, note_name
from .prose import CODE
from .reference import write_reference

# After fenced code (25) and raw HTML (20) are set aside, before anything reads the lines.
PRIORITY = 15
_MARK = re.compile(r"fnref\d*-(.+)")


class CitationNotes(Preprocessor):
    """Replace citations by marks of the stock footnotes extension, and add the notes they point to."""

    def __init__(self, md: Markdown, here: Here):
        super().__init__(md)
        self.here = here

    def run(self, lines: list[str]) -> list[str]:
        """Rewrite the lines; each note's text is a mark that NoteText turns into elements."""
        self.notes: dict[str, tuple[str, str]] = {}
        self.md.reader_notes = self.notes
        lines = [_outside_code(line, self._marks) for line in lines]
        for number, name in enumerate(self.notes):
            lines += ["", f"[^{name}]: {{@note:{number}}}"]
        return lines

    def _marks(self, text: str) -> str:
        return CITATION.sub(lambda match: "".join(self._mark(cited) for cited in CITED.finditer(match[1])), text)

    def _mark(self, cited: re.Match) -> str:
        key, place = cited["key"], (cited["place"] or "").strip()
        name = note_name(self.here.page, key, place)
        self.notes[name] = key, place
        return f"[^{name}]"


class NoteText(InlineProcessor):
    """Write the reference of a note."""

    def __init__(self, md: Markdown, here: Here):
        super().__init__(r"\{@note:(\d+)\}", md)
        self.here = here

    def handleMatch(self, match: re.Match, data: str):
        """Return the element that stands for the note's text."""
        key, place = list(self.md.reader_notes.values())[int(match[1])]
        holder = etree.Element("span", {"class": "note"})
        source = self.here.state.sources.get(key)
        if source is None:
            holder.text = AtomicString(f"There is no source '{key}'.")
        else:
            write_reference(holder, source, place).tail = " "
            link = etree.SubElement(holder, "a", {"href": f"{self.here.up}{SOURCES}#src-{key}", "class": "to-source"})
            link.text = AtomicString("In the list of sources")
        return holder, match.start(0), match.end(0)


class MarksInOrder(Treeprocessor):
    """Count the marks of one note in reading order.

    The host reads nested blocks after the paragraphs around them, so that it may call the second mark the first.
    """

    def run(self, root: etree.Element) -> None:
        """Give each mark of a note its id anew: fnref-NOTE, fnref2-NOTE, …"""
        uses: dict[str, int] = {}
        for mark in root.iter("sup"):
            match = _MARK.fullmatch(mark.get("id", ""))
            if match:
                use = uses[match[1]] = uses.get(match[1], 0) + 1
                mark.set("id", f"fnref{use if use > 1 else ''}-{match[1]}")


def name_way_back(link: etree.Element, number: int, place: int, places: int) -> None:
    """Say of a link in a note to which of its marks it leads."""
    which = f", place {place} of {places}" if places > 1 else ""
    link.attrib.pop("title", None)
    link.set("aria-label", f"Back to reference {number} in the text{which}")


class NamesOfNotes(Treeprocessor):
    """Say what the list of notes is, and to which of several marks each way back leads."""

    def run(self, root: etree.Element) -> None:
        """Name the list, and every link in it that leads back."""
        for holder in root.findall("div[@class='footnote']"):
            holder.set("role", "region")
            holder.set("aria-label", "Notes")
            for number, note in enumerate(holder.iter("li"), 1):
                links = [link for link in note.iter("a") if link.get("class") == "footnote-backref"]
                for place, link in enumerate(links, 1):
                    name_way_back(link, number, place, len(links))


def _outside_code(line: str, change) -> str:
    """Apply a change to what is not inline code."""
    parts, end = [], 0
    for code in CODE.finditer(line):
        parts += [change(line[end : code.start()]), code[0]]
        end = code.end()
    return "".join(parts) + change(line[end:])
