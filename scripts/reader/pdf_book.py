"""All pages of the reader as one document for paper, after a title page and contents. Pure."""

from collections.abc import Iterable, Mapping

from lxml import html
from lxml.html.builder import E

from .book import BookPage, Element
from .imprint import LANGUAGE, Imprint
from .pdf_chapter import link_places, make_chapter
from .pdf_front import contents, title_page


def make_book(pages: Iterable[BookPage], numbers: Mapping[str, int], imprint: Imprint, drawing_style: str) -> Element:
    """Return the document.

    Args:
        pages: in the order of the book.
        numbers: the chapters' numbers, by the path of their page.
        imprint: what stands on the title page.
        drawing_style: the style of the drawings.
    """
    chapters = [make_chapter(page, numbers.get(page.path, 0), drawing_style) for page in pages]
    ids = {chapter.page.path: chapter.id for chapter in chapters}
    for chapter in chapters:
        link_places(chapter, ids, imprint.address)
    known = {id for chapter in chapters for id in chapter.content.xpath(".//@id")}
    for chapter in chapters:
        for link in chapter.content.xpath(".//a[starts-with(@href, '#')]"):
            if link.get("href")[1:] not in known:
                link.drop_tag()
    book = E.html(_head(imprint), E.body(title_page(imprint), contents(chapters)), lang=LANGUAGE)
    for chapter in chapters:
        book.body.append(chapter.content)
    return book


def _head(imprint: Imprint) -> Element:
    head = E.head(E.meta(charset="utf-8"), E.title(imprint.title))
    named = {"author": imprint.author, "description": f"{imprint.description} Edition {imprint.edition}."}
    for name, words in named.items():
        head.append(E.meta(name=name, content=words))
    return head


def book_text(book: Element) -> str:
    """All text of a document, from which it is known which letters it needs."""
    return html.tostring(book, encoding="unicode", method="text")
