"""The EPUB: the reader as an e-book, for e-readers and apps, with the text, numbers and ids of the site."""

from collections.abc import Iterable
from pathlib import Path

from .archive import write_zip
from .book import BookPage
from .build import BuildError
from .data_bundle import data_name
from .epub_book import PACKAGE, make_book
from .epub_front import PICTURED
from .epub_links import Links
from .epub_package import TYPES, Item, container, package
from .project import Project

FOLDER = "EPUB"
STYLE, SHELF = "reader.css", "cover.png"
_HERE = Path(__file__).parent


def write_epub(project: Project, site: Path, book: Iterable[BookPage], target: Path) -> Path:
    """Write the e-book of a built site to a file and return its path.

    Raises:
        BuildError: for a picture of a kind that programs for books need not know.
    """
    book = tuple(book)
    links = Links((page.path for page in book), project, data_name(project))
    files = make_book(book, project, links, STYLE)
    files[Item(STYLE)] = (_HERE / "epub.css").read_bytes()
    if project.title == PICTURED:
        files[Item(SHELF, "cover-image")] = (_HERE / "epub_cover.png").read_bytes()
    for name in links.pictures:
        if Path(name).suffix.lower() not in TYPES:
            raise BuildError(
                f"{name}: an EPUB cannot hold this kind of picture; save it as SVG, PNG, JPEG, GIF or WebP."
            )
        files[Item(name)] = (site / name).read_bytes()
    entries = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": container(f"{FOLDER}/{PACKAGE}"),
        f"{FOLDER}/{PACKAGE}": package(project, files),
        **{f"{FOLDER}/{item.file}": data for item, data in files.items()},
    }
    return write_zip(target, entries.items(), project.epoch, stored="mimetype")
