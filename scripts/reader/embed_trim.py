"""Content cut out of a page, made fit to stand alone: no controls, its own notes, links that lead back."""

import copy
import posixpath
from collections.abc import Sequence

from .book import BookPage, Element

FOLDER = "e"  # where short pages lie: one folder below the site
_CONTROLS = (
    ".//a[@class='headerlink' or @class='timeline-link' or @class='place-link' or @class='to-source']"
    " | .//span[@class='alias' or @class='timeline-alias']"
)
_NEEDLESS = ("data-search-exclude", "data-note")


def stand_alone(holder: Element, page: BookPage, top: int) -> None:
    """Change copied content in place.

    Args:
        holder: the element that holds the content, whose headings become h1 and below.
        page: where it was cut out; its notes are copied to the end.
        top: level of the highest heading of the content.
    """
    for control in holder.xpath(_CONTROLS):
        control.drop_tree()
    _add_notes(holder, page)
    for element in holder.iter():
        if not isinstance(element.tag, str):
            continue
        for name in _NEEDLESS:
            element.attrib.pop(name, None)
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{max(1, int(element.tag[1]) - top + 1)}"
        if element.tag == "a" and "href" in element.attrib:
            _lead_back(element, holder, page.path)
        if element.tag == "img" and not element.get("src").startswith("data:"):
            element.set("src", from_short_page(element.get("src"), page.path))
    _let_scroll(holder)


def _add_notes(holder: Element, page: BookPage) -> None:
    """Add the notes that the content calls, with the numbers that they have on their page."""
    marks = {mark.get("id") for mark in holder.xpath(".//sup[@id]")}
    called = {link.get("href") for link in holder.xpath(".//a[@class='footnote-ref']")}
    notes = page.content.xpath("./div[@class='footnote']/ol/li")
    kept = [
        (number, copy.deepcopy(note))
        for number, note in enumerate(notes, 1)
        if f"#{note.get('id')}" in called
    ]
    if not kept:
        return
    items = holder.makeelement("ol", {"class": "notes"})
    previous = 0
    for number, note in kept:
        for back in note.xpath(".//a[@class='footnote-backref']"):
            if back.get("href").removeprefix("#") not in marks:
                back.drop_tree()
        for control in note.xpath(_CONTROLS):
            control.drop_tree()
        if number != previous + 1:
            note.set("value", str(number))
        note.tail = "\n"
        items.append(note)
        previous = number
    holder.append(items)


def _lead_back(link: Element, holder: Element, page: str) -> None:
    """Let a link lead from the short page to where it led: inside it, to its page in the site, or elsewhere.

    What leaves the short page opens in the whole window, because the page may stand in the frame of another.
    """
    target = link.get("href")
    if target.startswith("#") and holder.xpath("boolean(.//*[@id = $id])", id=target[1:]):
        return
    link.attrib.pop("rel", None)
    link.set("href", from_short_page(target, page))
    link.set("target", "_top")


def from_short_page(target: str, page: str = "") -> str:
    """Return the address that leads from a short page to where `target` leads from a page of the site."""
    if "://" in target or target.startswith("mailto:"):
        return target
    path, mark, fragment = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return f"../{path}{mark}{fragment}"


def _let_scroll(holder: Element) -> None:
    """Give plain tables a box in which they scroll, which keys can reach."""
    for table in holder.xpath(".//table[not(@class)]"):
        box = holder.makeelement(
            "div", {"class": "scroll", "role": "region", "aria-label": "Table", "tabindex": "0"}
        )
        box.tail, table.tail = table.tail, None
        table.getparent().replace(table, box)
        box.append(table)


def copies(elements: Sequence[Element]) -> list[Element]:
    """Return copies of elements without the text that follows them."""
    found = [copy.deepcopy(element) for element in elements]
    for element in found:
        element.tail = "\n"
    return found
