"""All pages of the reader as one document for paper, after a title page and contents. Pure."""

from collections.abc import Iterable, Mapping

from lxml import html
from lxml.html.builder import E

from .book import BookPage, Element
from .linked_data import AUTHOR, LANGUAGE
from .pdf_chapter import link_places, make_chapter
from .pdf_front import contents, title_page
from .project import Project


def make_book(
    pages: Iterable[BookPage], numbers: Mapping[str, int], project: Project, drawing_style: str
) -> Element:
    """Return the document.

    Args:
        pages: in the order of the book.
        numbers: the chapters' numbers, by the path of their page.
        project: what stands on the title page.
        drawing_style: the style of the drawings.
    """
    chapters = [make_chapter(page, numbers.get(page.path, 0), drawing_style) for page in pages]
    ids = {chapter.page.path: chapter.id for chapter in chapters}
    for chapter in chapters:
        link_places(chapter, ids, project.site_url)
    known = {id for chapter in chapters for id in chapter.content.xpath(".//@id")}
    for chapter in chapters:
        for link in chapter.content.xpath(".//a[starts-with(@href, '#')]"):
            if link.get("href")[1:] not in known:
                link.drop_tag()
    book = E.html(_head(project), E.body(title_page(project), contents(chapters)), lang=LANGUAGE)
    for chapter in chapters:
        book.body.append(chapter.content)
    return book


def _head(project: Project) -> Element:
    head = E.head(E.meta(charset="utf-8"), E.title(project.title))
    named = {"author": AUTHOR, "description": f"{project.description} Edition {project.edition}."}
    for name, words in named.items():
        head.append(E.meta(name=name, content=words))
    return head


def book_text(book: Element) -> str:
    """All text of a document, with the addresses that the stylesheet prints; from it is known which letters are needed."""
    return html.tostring(book, encoding="unicode", method="text") + "".join(book.xpath("//@href"))
