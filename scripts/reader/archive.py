"""Zip files that are the same bytes on every machine, and names of files that every system can unpack."""

import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

# Python's zipfile cannot store a time before 1980.
_EARLIEST = 315532800
# Windows unpacks into folders that are deep already, and refuses paths above 260 characters.
LONGEST = 90
_PART = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9 ._-]*[A-Za-z0-9_-])?")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def write_zip(target: Path, entries: Iterable[tuple[str, bytes]], epoch: int, stored: str = "") -> Path:
    """Write files into a zip, in the order given, and return its path.

    Args:
        target: the file to write.
        entries: name inside the zip, and content.
        epoch: seconds since 1970 that stand for the time of each file.
        stored: name of an entry that is not compressed: the one by which programs know an EPUB.
    """
    when = time.gmtime(max(epoch, _EARLIEST))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system that builds it
            archive.writestr(entry, data)
    return target


def unfit_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield every name that some system cannot unpack, with what would be right."""
    names = sorted(names)
    folded = Counter(name.casefold() for name in names)
    for name in names:
        parts = name.split("/")
        if not all(map(_PART.fullmatch, parts)):
            yield name, "some systems cannot unpack this name; use the letters a to z, digits, and '-', '_', '.' between them"
        elif any(map(_DEVICE.fullmatch, parts)):
            yield name, "Windows keeps this name for a device; choose another"
        elif len(name) > LONGEST:
            yield name, f"its path has {len(name)} characters and Windows may refuse it; use at most {LONGEST}"
        if folded[name.casefold()] > 1:
            yield name, "another file differs by capital letters alone, and Windows takes the two for one; rename one of them"
