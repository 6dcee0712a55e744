"""The EPUB: the reader as an e-book, for e-readers and apps. It has the same text, numbers and ids as the site."""

from collections.abc import Iterable
from pathlib import Path

from lxml.html.builder import E

from .archive import write_zip
from .book import BookPage, Element
from .build import BuildError
from .data_bundle import data_name
from .epub_content import make_section
from .epub_front import PICTURED, cover_page, cover_picture, title_page
from .epub_links import Links, file_of, way
from .epub_navigation import Entry, figure_entries, navigation, ncx, page_entry
from .epub_package import LANGUAGE, TYPES, Item, container, identifier, package
from .imprint import Imprint, read_imprint
from .places import built
from .project import Project
from .xhtml import write_xhtml

FOLDER = "EPUB"
STYLE, COVER, PICTURE, SHELF, TITLE, CONTENTS, NCX, PACKAGE = (
    "reader.css", "cover.xhtml", "cover.svg", "cover.png", "title.xhtml", "contents.xhtml", "toc.ncx", "package.opf",
)  # fmt: skip
_STYLE = Path(__file__).parent / "epub.css"
_SHELF = Path(__file__).parent / "epub_cover.png"


def write_epub(project: Project, site: Path, book: Iterable[BookPage], target: Path) -> Path:
    """Write the e-book of a built site to a file and return its path.

    Raises:
        BuildError: for a picture of a kind that programs for books need not know.
    """
    imprint = read_imprint(project)
    made, items = make_files(tuple(book), project, imprint, site)
    made[PACKAGE] = package(imprint, project.facts_checked, project.epoch, items)
    entries = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container(f"{FOLDER}/{PACKAGE}")}
    entries |= {f"{FOLDER}/{name}": made[name] for name in (PACKAGE, *(item.file for item in items))}
    return write_zip(target, entries.items(), project.epoch, stored="mimetype")


def make_files(book: tuple[BookPage, ...], project: Project, imprint: Imprint, site: Path) -> tuple[dict[str, bytes], list[Item]]:
    """Return all files of the e-book but its package document: their content, and what each is, in reading order."""
    numbers = {built(page): number for number, page in enumerate(project.chapters, 1)}
    links = Links((page.path for page in book), imprint.address, data_name(project))
    sections = {page: make_section(page, page.path in numbers, links) for page in book}
    entries = {page.path: page_entry(section, file_of(page.path), page.title, numbers.get(page.path)) for page, section in sections.items()}
    figures = [entry for page, section in sections.items() for entry in figure_entries(section, file_of(page.path))]
    contents = [Entry("Title page", TITLE, "title-page"), *entries.values()]
    files = {
        COVER: _document(COVER, "Cover", cover_page(imprint, PICTURE), imprint),
        TITLE: _document(TITLE, "Title page", title_page(imprint, _cite(imprint)), imprint),
        CONTENTS: _document(CONTENTS, "Contents", navigation(CONTENTS, contents, figures, _landmarks(entries, numbers)), imprint),
    }
    items = [Item(COVER, read=True), Item(TITLE, read=True), Item(CONTENTS, "nav", read=True)]
    for page, section in sections.items():
        file = file_of(page.path)
        files[file] = _document(file, page.title, E.body(section), imprint)
        items.append(Item(file, "svg" if section.find(".//svg") is not None else "", read=True))
    files |= {
        STYLE: _STYLE.read_bytes(),
        PICTURE: cover_picture(imprint),
        NCX: ncx(imprint.title, identifier(imprint), contents, LANGUAGE),
    }
    items += [Item(STYLE), Item(PICTURE, "" if imprint.title == PICTURED else "cover-image"), Item(NCX)]
    if imprint.title == PICTURED:
        files[SHELF] = _SHELF.read_bytes()
        items.append(Item(SHELF, "cover-image"))
    for name in links.pictures:
        if Path(name).suffix.lower() not in TYPES:
            raise BuildError(f"{name}: an EPUB cannot hold this kind of picture; save it as SVG, PNG, JPEG, GIF or WebP.")
        files[name] = (site / name).read_bytes()
        items.append(Item(name))
    return files, items


def _document(file: str, title: str, body: Element, imprint: Imprint) -> bytes:
    head = E.head(
        E.title(f"{title} – {imprint.name}" if title != imprint.name else title),
        E.link(rel="stylesheet", type="text/css", href=way(file, STYLE)),
    )
    return write_xhtml(E.html(head, body, lang=LANGUAGE))


def _landmarks(entries: dict[str, Entry], numbers: dict[str, int]) -> list[tuple[str, Entry]]:
    places = [("cover", Entry("Cover", COVER, "")), ("titlepage", Entry("Title page", TITLE, "")), ("toc", Entry("Contents", CONTENTS, ""))]
    first = next((entry for path, entry in entries.items() if path in numbers), None)
    if first:
        places.append(("bodymatter", Entry("Start of the text", first.file, "")))
    for kind, path in (("glossary", "glossary.html"), ("bibliography", "sources.html")):
        if path in entries:
            places.append((kind, Entry(entries[path].words, entries[path].file, "")))
    return places


def _cite(imprint: Imprint) -> str:
    place = f", {imprint.address}" if imprint.address else ""
    return f"{imprint.author}, {imprint.title}, edition {imprint.edition}{place}, CC BY 4.0."
