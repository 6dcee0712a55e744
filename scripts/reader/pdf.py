"""The PDF edition: the book on paper, tagged (PDF/UA-1), written by WeasyPrint. The same site gives the same bytes."""

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from .book import BookPage
from .build import BuildError
from .pdf_book import book_text, make_book
from .pdf_fonts import cut_fonts, no_system_fonts
from .pdf_tags import finish_tags
from .places import built
from .project import Project
from .write_html import write_html

_HERE = Path(__file__).parent
STYLE = _HERE / "pdf_book.css"
DRAWINGS = _HERE / "pdf_figures.css"
PAPERS = {"a4": "210mm 297mm", "letter": "8.5in 11in"}
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def write_pdf(
    project: Project, site: Path, pages: tuple[BookPage, ...], target: Path, paper: str = "a4"
) -> None:
    """Write the book.

    Args:
        project: whose book it is.
        site: the built site, from which pictures are taken.
        pages: the pages of the book in their order.
        target: the file to be made.
        paper: a key of PAPERS.

    Raises:
        BuildError: in one sentence, when a library is missing or something of the book cannot be set.
    """
    _need_libraries()
    numbers = {built(page): number for number, page in enumerate(project.chapters, 1)}
    book = make_book(pages, numbers, project, DRAWINGS.read_text("utf-8"))
    when = datetime.fromtimestamp(project.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("dcterms.created", "dcterms.modified"):
        book.head.append(book.makeelement("meta", name=name, content=when))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, _fonts_of(Path(folder)):
        rules = cut_fonts(Path(folder), book_text(book))
        page = f"@page {{ size: {PAPERS[paper]}; }}"
        _typeset(
            write_html(book, "<!doctype html>"),
            site,
            Path(folder),
            f"{rules}\n{page}",
            target,
        )


def _need_libraries() -> None:
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")  # a machine without fonts is no worse: the book brings its own
            from weasyprint.text.ffi import harfbuzz_subset
        missing = (
            "" if harfbuzz_subset else "libharfbuzz-subset-0"
        )  # without it the PDF would be made, with other bytes
    except OSError as error:
        missing = str(error).split("'")[1] if "'" in str(error) else "a library"
    if missing:
        raise BuildError(
            f"The PDF needs {missing}, which this machine lacks; install it (Debian: apt install {PACKAGES}) and run this again."
        )


@contextmanager
def _fonts_of(folder: Path) -> Iterator[None]:
    """Hide the fonts of this machine from the libraries that set text."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(no_system_fonts(folder))
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _typeset(text: str, site: Path, folder: Path, rules: str, target: Path) -> None:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fetch = weasyprint.urls.URLFetcher(allowed_protocols=("file",))
    fonts = FontConfiguration()
    style = weasyprint.CSS(
        string=f"{rules}\n{STYLE.read_text('utf-8')}",
        base_url=f"{folder.as_uri()}/",
        font_config=fonts,
        url_fetcher=fetch,
    )
    with _faults() as faults:
        document = weasyprint.HTML(string=text, base_url=f"{site.as_uri()}/", url_fetcher=fetch).render(
            stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        document.write_pdf(target, finisher=finish_tags, pdf_variant="pdf/ua-1")
    if faults:
        raise BuildError(
            f"The PDF could not be set as it should be: {faults[0]} ({len(faults)} such messages)."
        )


@contextmanager
def _faults() -> Iterator[list[str]]:
    """Collect what WeasyPrint would only log: a missing picture or address is a fault of the book."""
    found: list[str] = []
    logger = logging.getLogger("weasyprint")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
