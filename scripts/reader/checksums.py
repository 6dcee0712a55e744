"""SHA256SUMS, beside the files of an edition: with it anyone can check that a file came whole (`sha256sum --check SHA256SUMS`)."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from .project import NAME, Project

SUMS = "SHA256SUMS"


def write_sums(made: Iterable[Path], project: Project, work: Path) -> Path:
    """Write the checksums of new files, and of those of this edition that stay, into a folder; returns the file."""
    new = {path.name: path for path in made}
    there = {path.name: path for path in project.dist.glob(f"{NAME}-{project.edition}*") if path.is_file()}
    lines = (f"{_sum(path)}  {name}\n" for name, path in sorted((there | new).items()))
    file = work / SUMS
    file.write_text("".join(lines), "utf-8", newline="\n")
    return file


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
