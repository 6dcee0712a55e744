"""Glossary: links to a term carry its definition, and each term says where it is treated."""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from mkdocs_timeline import plain

from .here import Here
from .index import GLOSSARY

_LINK = re.compile(r"(?:\.\./)*" + re.escape(GLOSSARY) + r"#(term-[a-z0-9-]+)")


class TermNotes(Treeprocessor):
    """Give every link to a term the class `term` and its definition, for the script that shows it."""

    def __init__(self, md: Markdown, here: Here):
        super().__init__(md)
        self.here = here

    def run(self, root: etree.Element) -> None:
        """Mark the links; on the glossary page itself, add where each term is treated."""
        for link in root.iter("a"):
            match = _LINK.fullmatch(link.get("href", ""))
            term = self.here.state.index.terms.get(match[1]) if match else None
            if term:
                link.set("class", "term")
                link.set("data-note", term.definition)
        if self.here.page == GLOSSARY:
            self._glossary(root)

    def _glossary(self, root: etree.Element) -> None:
        for paragraph in root.findall("p"):
            if (paragraph.text or "").startswith("Also:"):
                paragraph.set("class", "also")
        for index in reversed(range(len(root))):
            places = self.here.state.index.term_uses.get(root[index].get("id", ""), ())
            places = [address for address in places if not address.startswith(GLOSSARY)]
            if root[index].tag == "h3" and places:
                root.insert(_end_of_term(root, index), self._treated(places))

    def _treated(self, places: list[str]) -> etree.Element:
        line = etree.Element("p", {"class": "treated-in"})
        line.text = plain("Treated in: ")
        for number, address in enumerate(places):
            title = self.here.state.index.title(address)
            label = self.here.state.index.label(address)
            link = etree.SubElement(line, "a", {"href": address, "title": title})
            link.text = plain(label)
            link.tail = ", " if number < len(places) - 1 else ""
        return line


def _end_of_term(root: etree.Element, start: int) -> int:
    for index in range(start + 1, len(root)):
        if root[index].tag in ("h2", "h3") or root[index].get("class") == "footnote":
            return index
    return len(root)
