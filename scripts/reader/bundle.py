"""The offline bundle: the built site as one zip. The same site gives the same bytes."""

from collections.abc import Iterator
from pathlib import Path

from .archive import write_zip
from .project import NAME, Project

FIRST = "READ-ME-FIRST.txt"
READ_ME = """\
NATO-Russia relations, an open course reader - edition {edition}

1. Unpack the whole zip file into a folder ("Extract all"). Opened inside the zip, it will not work.
2. Open index.html in that folder with a double click.

No internet connection is needed. The text is licensed CC BY 4.0 (see about/licence.html).
"""


def write_bundle(site: Path, target: Path, project: Project) -> Path:
    """Write the bundle of a built site to a file and return its path."""
    return write_zip(target, _entries(site, project), project.epoch)


def _entries(site: Path, project: Project) -> Iterator[tuple[str, bytes]]:
    folder = f"{NAME}-{project.edition}"
    yield f"{folder}/{FIRST}", READ_ME.format(edition=project.edition).replace("\n", "\r\n").encode()
    for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
        if path.is_file():
            yield f"{folder}/{path.relative_to(site).as_posix()}", path.read_bytes()
