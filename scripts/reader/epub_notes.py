"""The notes of a page as an e-book has them: opened where one reads, and listed at the end of the page. Pure.

A note is a `div`: of an `aside`, some programs (Apple's among them) show nothing at the end of the page, where a
reader who checks claims, or comes by an address, looks for it.
"""

from lxml.html.builder import E

from .book import Element
from .citations import name_way_back
from .xhtml import TYPE

# The arrow as a sign of the text, not as the picture that phones draw.
_BACK = "↩\N{VARIATION SELECTOR-15}"


def set_notes(content: Element, id: str) -> None:
    """Say of each mark and each note of a page what it is, and number the notes in their own text.

    Args:
        content: the page.
        id: that of the heading above the notes.
    """
    for mark in content.xpath(".//a[contains(@class, 'footnote-ref')]"):
        mark.set(TYPE, "noteref")
        mark.set("role", "doc-noteref")
        mark.set("class", "note-mark")
    for link in content.xpath(".//a[@class = 'to-source']"):
        link.set(TYPE, "biblioref")
        link.set("role", "doc-biblioref")
    for holder in content.xpath(".//div[@class = 'footnote']"):
        notes = E.section({"class": "notes", TYPE: "footnotes", "aria-labelledby": id}, E.h2("Notes", id=id))
        notes.extend(_note(number, item) for number, item in enumerate(holder.xpath("./ol/li"), 1))
        holder.getparent().replace(holder, notes)


def _note(number: int, item: Element) -> Element:
    item.tag = "div"
    item.set("class", "note-text")
    item.set(TYPE, "footnote")
    item.set("role", "doc-footnote")
    first = item.find("p")
    label = E.span(f"{number}. ", {"class": "note-number"})
    label.tail, first.text = first.text, None
    first.insert(0, label)
    links = item.xpath(".//a[contains(@class, 'footnote-backref')]")
    for place, link in enumerate(links, 1):
        link.set("role", "doc-backlink")
        link.set("class", "note-back")
        name_way_back(link, number, place, len(links))
        link.text = _BACK
        if len(links) > 1:
            link.append(E.sub(str(place)))
        link.tail = " " if place < len(links) else None
    return item
