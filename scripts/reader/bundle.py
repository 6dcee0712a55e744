"""The offline bundle: the built site as one zip. The same site gives the same bytes."""

import time
import zipfile
from pathlib import Path

from .project import NAME, Project

FIRST = "READ-ME-FIRST.txt"
READ_ME = """\
NATO-Russia relations, an open course reader - edition {edition}

1. Unpack the whole zip file into a folder ("Extract all"). Opened inside the zip, it will not work.
2. Open index.html in that folder with a double click.

No internet connection is needed. The text is licensed CC BY 4.0 (see about/licence.html).
"""
# Python's zipfile cannot store a time before 1980.
_EARLIEST = 315532800


def write_bundle(site: Path, target: Path, project: Project) -> Path:
    """Write the bundle of a built site to a file and return its path."""
    folder = f"{NAME}-{project.edition}"
    when = time.gmtime(max(project.epoch, _EARLIEST))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        _add(archive, f"{folder}/{FIRST}", READ_ME.format(edition=project.edition).replace("\n", "\r\n").encode(), when)
        for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
            if path.is_file():
                _add(archive, f"{folder}/{path.relative_to(site).as_posix()}", path.read_bytes(), when)
    return target


def _add(archive: zipfile.ZipFile, name: str, data: bytes, when: tuple) -> None:
    entry = zipfile.ZipInfo(name, when)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system that builds it
    archive.writestr(entry, data)
