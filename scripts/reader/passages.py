"""A page as the lint reads it: paragraphs, list items and table rows, each line a sentence. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_timeline import Problem, find_sections, prose_lines

from .index import CITATION
from .prose import blank

# What every chapter ends with: lists of what stands elsewhere, and questions; each is the end of its section's id.
LISTS = ("-in-dates", "-key-terms", "-further-reading")
_ENDS = (*LISTS, "-questions")
# Lines that retell the article of the corrections, and those that list other spellings in the glossary.
NOT_OWN = re.compile(r"\*\*The article \(|Also: ")
QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*(?:”|$)")
_TARGET = re.compile(r"(?<=\])\([^()]*(?:\([^()]*\)[^()]*)*\)")
# A citation that lost its brackets, which is told elsewhere.
_LOOSE = re.compile(r"(?<![\w@])@[a-z][a-z0-9-]{3,}")
_ADDRESS = re.compile(r"<?https?://[^\s<>]+>?")
_ID = re.compile(r"\{:?\s*#[^{}]*\}")
_MARKER = re.compile(r"/{3,}[ \t]*(?P<name>[a-z-]+)?[ \t]*(?:\|[ \t]*(?P<label>.*))?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; in `text`, code, citations and where links lead are blank, and columns are kept."""

    number: int
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a list item or a table row.

    Attributes:
        section: the id of the section of level 2 or, before the first, of the page.
        inner: the id of the innermost section.
        positions: the line on which its `positions` block begins, or 0.
        label: whose position it is, or "".
        position: the line on which that begins, or 0.
        cited: whether it cites; a table row also by the paragraph right before or after the table.
    """

    lines: tuple[Line, ...]
    section: str = ""
    inner: str = ""
    row: bool = False
    positions: int = 0
    label: str = ""
    position: int = 0
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the words of its line, by which an exception names it."""

    problem: Problem
    page: str
    line: str


def find_passages(path: str, text: str) -> list[Passage]:
    """Read a page; headings, heads of tables and the marks of blocks are no passages."""
    found = list(_raw(path, text))
    return [
        replace(passage, cited=_cites(passage) or (passage.row and _beside(found, number)))
        for number, passage in enumerate(found)
    ]


def spoken(line: str) -> str:
    """Blank code, citations, ids and where links lead."""
    return blank(line, CITATION, _LOOSE, _TARGET, _ADDRESS, _ID)


def of_chapter(passages: Iterable[Passage]) -> list[Passage]:
    """Leave out what only points or asks: the parts that every chapter ends with."""
    return [passage for passage in passages if not passage.section.endswith(_ENDS)]


def _raw(path: str, text: str) -> Iterator[Passage]:
    sections = {section.line: section for section in find_sections(path, text)}
    lines = dict(prose_lines(text))
    here = Passage(())
    kept: list[Line] = []
    options = False  # whether the next line may be an option of a block

    def flush() -> Iterator[Passage]:
        if kept:
            yield replace(here, lines=tuple(kept), row=False)
            kept.clear()

    for number, raw in lines.items():
        line = Line(number, raw, spoken(raw))
        marker = _MARKER.fullmatch(raw.rstrip())
        options = bool(marker) or (options and raw.startswith(("    ", "\t")))
        if options and not marker:
            continue
        if number in sections or marker or not raw.strip() or raw.startswith("|") or _ITEM.match(raw):
            yield from flush()
        if number in sections:
            section = sections[number]
            here = replace(here, inner=section.id, section=section.id if section.level <= 2 else here.section)
        elif marker:
            here = _block(here, marker, number)
        elif raw.startswith("|"):
            head = _RULE.fullmatch(lines.get(number + 1, "").rstrip() or "x")
            if not head and not _RULE.fullmatch(raw.rstrip()):
                yield replace(here, lines=(line,), row=True)
        elif raw.strip():
            kept.append(line)
    yield from flush()


def _block(here: Passage, marker: re.Match, number: int) -> Passage:
    """Go into a block or out of it; a position ends with its mark, a group of them with the next."""
    name = marker["name"]
    if name == "positions":
        return replace(here, positions=number)
    if name == "position":
        return replace(here, label=(marker["label"] or "").strip(), position=number)
    if not name and here.label:
        return replace(here, label="", position=0)
    return replace(here, positions=0) if not name else here


def _cites(passage: Passage) -> bool:
    return any(CITATION.search(line.raw) or _LOOSE.search(line.raw) for line in passage.lines)


def _beside(found: list[Passage], number: int) -> bool:
    """Whether the paragraph before or after the table of a row cites."""
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(found) and found[other].row:
            other += step
        if 0 <= other < len(found) and found[other].section == found[number].section and _cites(found[other]):
            return True
    return False
