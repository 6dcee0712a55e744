"""The one-file edition: the whole reader as one HTML document, for phones and mail. It asks for nothing else, not even a file."""

from collections.abc import Iterable
from pathlib import Path

from .book import BookPage
from .data_bundle import data_name
from .inlined import read_parts
from .one_file_document import make_document
from .project import Project
from .write_html import write_html

HERE = Path(__file__).parent


def write_one_file(project: Project, site: Path, book: Iterable[BookPage], target: Path) -> Path:
    """Write the document of a built site to a file and return its path.

    Raises:
        ValueError: when two pages have the same id, or a link leads nowhere; the checks of the site have excluded both.
    """
    own = (HERE / "one_file.css").read_text("utf-8"), (HERE / "one_file.js").read_text("utf-8")
    book = tuple(book)
    parts = read_parts(site, (page.path for page in book), *own)
    document = make_document(book, project, parts, data_name(project))
    text = write_html(document, "<!doctype html>")
    target.write_text(text + "\n", "utf-8", newline="\n")
    return target
