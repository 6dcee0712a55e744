"""The contents of an e-book: the document that lists them, and the older form that some devices read. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html.builder import E

from .book import Element
from .epub_content import words_of
from .epub_links import way
from .xhtml import TYPE

NCX = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: its words, the file and the id to which it leads, and the lines below it."""

    words: str
    file: str
    id: str
    parts: tuple["Entry", ...] = ()

    def link(self, start: str) -> str:
        """The link to it from a file of the e-book."""
        return way(start, self.file) + (f"#{self.id}" if self.id else "")


def page_entry(section: Element, file: str, title: str, number: int | None) -> Entry:
    """Return the line of a page, with its sections."""
    headings = section.xpath(".//h2[@id][not(parent::*[@class = 'notes'])]")
    parts = tuple(Entry(words_of(heading), file, heading.get("id")) for heading in headings)
    top = section.xpath("string(.//h1/@id)")
    return Entry(f"{number} {title}" if number else title, file, top, parts if len(parts) > 1 else ())


def figure_entries(section: Element, file: str) -> Iterator[Entry]:
    """Yield the figures of a page, by number and title."""
    for figure in section.xpath(".//figure[@id]"):
        title = figure.xpath(".//*[@class = 'figure-title']")
        if title:
            yield Entry(words_of(title[0]), file, figure.get("id"))


def navigation(
    file: str, contents: Iterable[Entry], figures: Iterable[Entry], landmarks: Iterable[tuple[str, Entry]]
) -> Element:
    """Return the body of the document that lists the contents.

    Args:
        file: its own file.
        contents: the pages in reading order.
        figures: the figures in reading order.
        landmarks: what a place is in the words of e-books, and where it is.
    """
    body = E.body(
        E.nav(
            {TYPE: "toc", "role": "doc-toc", "aria-labelledby": "contents"},
            E.h1("Contents", id="contents"),
            _list(contents, file),
        )
    )
    figures = list(figures)
    if figures:
        listed = E.nav(
            {TYPE: "loi", "aria-labelledby": "figures"}, E.h2("Figures", id="figures"), _list(figures, file)
        )
        body.append(listed)
    items = E.ol(
        *(E.li(E.a(entry.words, {TYPE: kind, "href": entry.link(file)})) for kind, entry in landmarks)
    )
    body.append(
        E.nav(
            {TYPE: "landmarks", "aria-labelledby": "landmarks", "hidden": "hidden"},
            E.h2("Landmarks", id="landmarks"),
            items,
        )
    )
    return body


def _list(entries: Iterable[Entry], file: str) -> Element:
    items = E.ol()
    for entry in entries:
        item = E.li(E.a(entry.words, href=entry.link(file)))
        if entry.parts:
            item.append(_list(entry.parts, file))
        items.append(item)
    return items


def ncx(title: str, identifier: str, contents: Iterable[Entry], language: str) -> bytes:
    """Return the contents in the form of EPUB 2."""
    root = etree.Element(f"{{{NCX}}}ncx", nsmap={None: NCX}, version="2005-1")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    head = etree.SubElement(root, f"{{{NCX}}}head")
    etree.SubElement(head, f"{{{NCX}}}meta", name="dtb:uid", content=identifier)
    _text(root, "docTitle", title)
    points = etree.SubElement(root, f"{{{NCX}}}navMap")
    _points(points, contents)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _points(parent: etree._Element, entries: Iterable[Entry]) -> None:
    for entry in entries:
        point = etree.SubElement(parent, f"{{{NCX}}}navPoint", id=f"to-{entry.id}")
        _text(point, "navLabel", entry.words)
        etree.SubElement(point, f"{{{NCX}}}content", src=entry.link("toc.ncx"))
        _points(point, entry.parts)


def _text(parent: etree._Element, name: str, words: str) -> None:
    etree.SubElement(etree.SubElement(parent, f"{{{NCX}}}{name}"), f"{{{NCX}}}text").text = words
