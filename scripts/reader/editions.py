"""`make.py editions`: every edition from one strict build, written to `dist/` all together or not at all."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .book import BookPage, read_book
from .build import BuildError, build, step, work_folder
from .bundle import write_bundle
from .data_bundle import write_data
from .one_file import write_one_file
from .pdf import write_pdf
from .places import built
from .project import NAME, Project
from .swap import undisturbed
from .zim import write_zim

SUMS = "SHA256SUMS"


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
        BuildError: with what stopped it. Nothing in `dist/` has changed then, but for the bundle of the build.
    """
    unknown = set(only) - {edition.name for edition in EDITIONS}
    if unknown:
        names = ", ".join(edition.name for edition in EDITIONS)
        raise BuildError(f"There is no edition '{sorted(unknown)[0]}'; there are: {names}.")
    build(project)
    print()
    with work_folder(project) as work:
        source = Source(project, project.site, read_book(project.site, map(built, project.pages)))
        made = []
        for edition in EDITIONS:
            if not only or edition.name in only:
                target = work / edition.file_name(project)
                with step(f"Writing {edition.words}"):
                    edition.write(source, target)
                made.append(target)
        with undisturbed():
            files = [target.replace(project.dist / target.name) for target in made]
            _write_sums(project)
    for file in files:
        print(f"{file} ({file.stat().st_size / 1_000_000:.1f} MB)")
    return files


def _write_sums(project: Project) -> None:
    """Write the checksums of all files of this edition in `dist/`, as sha256sum reads them."""
    files = sorted(path for path in project.dist.glob(f"{NAME}-{project.edition}*") if path.is_file())
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (project.dist / SUMS).write_text("".join(lines), "utf-8", newline="\n")
