"""The finished site read as a book: the content of each page in reading order, without the site around it.

What comes after the build (short pages, editions) is made from this, so that all hold the same text, numbers and ids.
"""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import html

Element = html.HtmlElement

# HTML is read without regard to case; SVG in XML needs these names as its standard writes them.
_CASED = {
    name.lower(): name
    for name in (
        "viewBox", "preserveAspectRatio", "patternUnits", "patternContentUnits", "patternTransform", "gradientUnits",
        "gradientTransform", "clipPathUnits", "textLength", "lengthAdjust", "markerWidth", "markerHeight", "refX", "refY",
        "clipPath", "linearGradient", "radialGradient", "textPath", "foreignObject",
    )
}  # fmt: skip


@dataclass(frozen=True)
class BookPage:
    """One page: its path in the site ("about/method.html"), its title, and its content as one `article` element."""

    path: str
    title: str
    content: Element

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """Every element of the content that has an id, also a retired one."""
        return {element.get("id"): element for element in reversed(self.content.xpath(".//*[@id]"))}


def read_book(site: Path, pages: Iterable[str]) -> tuple[BookPage, ...]:
    """Read the pages of a built site.

    Args:
        site: the folder of the site.
        pages: the paths of its pages, in the order in which the book has them.
    """
    return tuple(read_book_page(path, (site / path).read_text("utf-8")) for path in pages)


def read_book_page(path: str, text: str) -> BookPage:
    """Read one page from its HTML."""
    content = html.document_fromstring(text).xpath("//article[contains(@class, 'md-content__inner')]")[0]
    title = content.xpath("string(.//h1[1]/text())").strip() or path
    content.tail = None
    return BookPage(path, title, content)


def section_of(heading: Element) -> list[Element]:
    """Return copies of a heading and of all that follows it, up to the next heading of its level or above."""
    level = int(heading.tag[1])
    found = [copy.deepcopy(heading)]
    for sibling in heading.itersiblings():
        stops = isinstance(sibling.tag, str) and sibling.tag in {f"h{number}" for number in range(1, level + 1)}
        if stops or sibling.get("class") == "footnote":
            break
        found.append(copy.deepcopy(sibling))
    return found


def restore_case(tree: Element) -> None:
    """Write the names inside SVG as XML needs them; browsers do that by themselves when they read HTML."""
    for svg in tree.iter("svg"):
        for node in svg.iter():
            if isinstance(node.tag, str):
                node.tag = _CASED.get(node.tag, node.tag)
                for name in [name for name in node.attrib if name in _CASED]:
                    node.attrib[_CASED[name]] = node.attrib.pop(name)
