"""The pages of an e-book and what leads through them, in the order in which they are read. Pure."""

from collections.abc import Mapping

from lxml.html.builder import E

from .book import BookPage, Element
from .epub_content import make_section
from .epub_front import PICTURED, cover_page, cover_picture, title_page
from .epub_links import Links, file_of, way
from .epub_navigation import Entry, figure_entries, navigation, ncx, page_entry
from .epub_package import LANGUAGE, NCX, Item, identifier
from .places import built
from .project import Project
from .xhtml import write_xhtml

COVER, PICTURE, TITLE, CONTENTS, PACKAGE = (
    "cover.xhtml",
    "cover.svg",
    "title.xhtml",
    "contents.xhtml",
    "package.opf",
)
_LANDMARKS = (("glossary", "glossary.html"), ("bibliography", "sources.html"))


def make_book(book: tuple[BookPage, ...], project: Project, links: Links, style: str) -> dict[Item, bytes]:
    """Return the files of the e-book, those that are read first and in their order.

    Args:
        book: the pages of the site in reading order.
        project: how the book is called, and which edition it is.
        links: rewrites links, and remembers which pictures pages show.
        style: the file of the style.
    """
    numbers = {built(page): number for number, page in enumerate(project.chapters, 1)}
    sections = {page: make_section(page, page.path in numbers, links) for page in book}
    entries = {
        page.path: page_entry(section, file_of(page.path), page.title, numbers.get(page.path))
        for page, section in sections.items()
    }
    contents = [Entry("Title page", TITLE, "title-page"), *entries.values()]
    figures = [
        entry for page, section in sections.items() for entry in figure_entries(section, file_of(page.path))
    ]

    def document(file: str, title: str, body: Element) -> bytes:
        head = E.head(
            E.title(f"{title} – {project.name}" if title != project.name else title),
            E.link(rel="stylesheet", type="text/css", href=way(file, style)),
        )
        return write_xhtml(E.html(head, body, lang=LANGUAGE))

    files = {
        Item(COVER, read=True): document(COVER, "Cover", cover_page(project, PICTURE)),
        Item(TITLE, read=True): document(TITLE, "Title page", title_page(project)),
        Item(CONTENTS, "nav", read=True): document(
            CONTENTS, "Contents", navigation(CONTENTS, contents, figures, _landmarks(entries, numbers))
        ),
    }
    for page, section in sections.items():
        drawn = "svg" if section.find(".//svg") is not None else ""
        files[Item(file_of(page.path), drawn, read=True)] = document(
            file_of(page.path), page.title, E.body(section)
        )
    files[Item(PICTURE, "" if project.title == PICTURED else "cover-image")] = cover_picture(project)
    files[Item(NCX)] = ncx(project.title, identifier(project), contents, LANGUAGE)
    return files


def _landmarks(entries: Mapping[str, Entry], numbers: Mapping[str, int]) -> list[tuple[str, Entry]]:
    """What a place is in the words of e-books, and where it is: what programs offer beside the contents."""
    first = next((entry.file for path, entry in entries.items() if path in numbers), None)
    return [
        ("cover", Entry("Cover", COVER, "")),
        ("titlepage", Entry("Title page", TITLE, "")),
        ("toc", Entry("Contents", CONTENTS, "")),
        *([("bodymatter", Entry("Start of the text", first, ""))] if first else []),
        *(
            (kind, Entry(entries[path].words, entries[path].file, ""))
            for kind, path in _LANDMARKS
            if path in entries
        ),
    ]
