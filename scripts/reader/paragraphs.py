"""Paragraph numbers to say aloud, "3.2 ¶4", each with a link to its own words.

Numbers stand in attributes only, from which the style shows them: they are no part of ids, text or search.
"""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from .here import Here
from .text_fragment import fold, runs, text_fragment

LINK = "place-link"
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Paragraphs that are no part of the text: the line above the title, labels, the way to the timeline.
_FURNITURE = {"kicker", "label", "timeline-back"}
_BLOCKS = {"in-short", "positions"}


class Paragraphs(Treeprocessor):
    """Number the paragraphs of a chapter within each section. Runs after the host has looked at all links."""

    def __init__(self, md: Markdown, here: Here):
        """Remember which page is made."""
        super().__init__(md)
        self.here = here

    def run(self, root: etree.Element) -> None:
        """Give each paragraph `data-paragraph` and, as its first child, a link that says how it is called."""
        page = self.here.state.index.pages.get(self.here.page)
        if page is None or page.number is None:
            return
        shown = fold("\n".join(run.text for run in runs(root)))
        count: dict[str, int] = {}
        for section, paragraph in list(find_paragraphs(root)):
            number = self.here.state.index.numbers.get(f"{page.path}#{section}")
            if number is None:
                continue
            count[section] = count.get(section, 0) + 1
            paragraph.set("data-paragraph", str(count[section]))
            words = text_fragment(runs(paragraph), shown)
            link = place_link(
                f"{section}:~:text={words}" if words else section,
                f"{number}, paragraph {count[section]}",
                f"¶{count[section]}",
            )
            _put_first(paragraph, link)


def find_paragraphs(root: etree.Element) -> Iterator[tuple[str, etree.Element]]:
    """Yield the paragraphs of a page, each after the id of its section; what precedes the title is none."""
    section = ""
    for child in root:
        if child.tag in _HEADINGS:
            section = child.get("id") or section
        elif section:
            for paragraph in _paragraphs(child):
                yield section, paragraph


def place_link(fragment: str, name: str, sign: str) -> etree.Element:
    """Make the one control of a place that is no heading: a link without text; the style shows its sign."""
    names = {"aria-label": f"Link to {name}", "data-sign": sign}
    return etree.Element("a", {"class": LINK, "href": f"#{fragment}", **names})


def _paragraphs(element: etree.Element) -> Iterator[etree.Element]:
    classes = set(element.get("class", "").split())
    if element.tag in ("p", "blockquote"):
        found = [element]
    elif element.tag in ("ul", "ol"):
        found = list(element.iterfind("li"))
    else:
        found = list(element.iter("p")) if classes & _BLOCKS else []
    return (node for node in found if not _FURNITURE & set(node.get("class", "").split()))


def _put_first(paragraph: etree.Element, link: etree.Element) -> None:
    """Put the link before the text; in a list item or a quotation that holds paragraphs, into the first."""
    holder = paragraph
    while len(holder) and holder[0].tag == "p" and not (holder.text or "").strip():
        holder = holder[0]
    link.tail, holder.text = holder.text, None
    holder.insert(0, link)
