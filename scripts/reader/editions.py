"""`make.py editions`: every edition from one strict build, written to `dist/` all together or not at all."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .book import BookPage, read_book
from .build import BuildError, build, step
from .bundle import write_bundle
from .checksums import SUMS
from .data_bundle import write_data
from .epub import write_epub
from .one_file import write_one_file
from .pdf import write_pdf
from .places import built
from .project import NAME, Project
from .zim import write_zim

LOG = Path(".build", "edition.log")


@dataclass(frozen=True, slots=True)
class Source:
    """What an edition is made from: the finished site, and its pages read back in reading order."""

    project: Project
    site: Path
    book: tuple[BookPage, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition.

    Attributes:
        name: by which `--only` knows it.
        ending: what its file's name ends with, after the name of the reader and the edition.
        words: how it is called while it is made.
        write: makes the file; raises BuildError with one sentence where something is missing.
    """

    name: str
    ending: str
    words: str
    write: Callable[[Source, Path], None]

    def file_name(self, project: Project) -> str:
        """Its name in `dist/`: nato-russia-reader-2026-10.zip."""
        return f"{NAME}-{project.edition}{self.ending}"


EDITIONS: tuple[Edition, ...] = (
    Edition("zip", ".zip", "the offline bundle", lambda source, target: write_bundle(source.site, target, source.project)),
    Edition("html", ".html", "the one-file edition", lambda source, target: write_one_file(source.project, source.site, source.book, target)),
    Edition("epub", ".epub", "the EPUB", lambda source, target: write_epub(source.project, source.site, source.book, target)),
    Edition("pdf", ".pdf", "the PDF on A4", lambda source, target: write_pdf(source.project, source.site, source.book, target)),
    Edition(
        "pdf-letter",
        "-letter.pdf",
        "the PDF on Letter",
        lambda source, target: write_pdf(source.project, source.site, source.book, target, "letter"),
    ),
    Edition("zim", ".zim", "the ZIM for Kiwix", lambda source, target: write_zim(source.project, source.site, target)),
    Edition("data", "-data.zip", "the data", lambda source, target: write_data(source.project, source.site, source.book, target)),
)


def editions(project: Project, only: tuple[str, ...] = ()) -> list[Path]:
    """Build the site, then make all editions, or those named, and SHA256SUMS; returns the files.

    Raises:
        BuildError: with what stopped it. Nothing in `site/` and `dist/` has changed then.
    """
    unknown = sorted(set(only) - {edition.name for edition in EDITIONS})
    if unknown:
        names = ", ".join(edition.name for edition in EDITIONS)
        raise BuildError(f"There is no edition '{unknown[0]}'; there are: {names}.")
    wanted = [edition for edition in EDITIONS if not only or edition.name in only]

    def make(site: Path, work: Path) -> list[Path]:
        source = Source(project, site, read_book(site, map(built, project.pages)))
        return [_write(edition, source, work) for edition in wanted]

    files = build(project, make)
    for file in files:
        print(f"{file} ({file.stat().st_size / 1_000_000:.1f} MB)")
    print(f"Checksums: {project.dist / SUMS}")
    return files


def _write(edition: Edition, source: Source, work: Path) -> Path:
    """Make one edition; whatever goes wrong in it is told in one sentence."""
    target = work / edition.file_name(source.project)
    with step(f"Writing {edition.words}"):
        try:
            edition.write(source, target)
        except (BuildError, OSError):
            raise
        except Exception as error:
            (source.project.root / LOG).write_text(traceback.format_exc(), "utf-8")
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            raise BuildError(
                f"Writing {edition.words} stopped at a fault in the program; the last good files were left as they were "
                f"({reason}). The whole report is in {LOG.as_posix()}."
            ) from None
    return target
