"""Put a finished folder or file in the place of the last one, at one stroke."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux' renameat2(2), RENAME_SWAP of macOS' renamex_np(2)
_HERE = -100  # AT_FDCWD


def replace_folder(new: Path, place: Path) -> None:
    """Move the folder `new` to `place`; what was there is deleted afterwards.

    Both lie on one file system. Where the system can exchange two names, there is no moment without a whole
    folder at `place`; elsewhere the old one waits beside it under `.old` and `recover` brings it back.
    """
    if place.exists() and _exchange(new, place):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = _old(place)
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back a folder whose replacement was cut short."""
    old = _old(place)
    if old.exists() and not place.exists():
        old.rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    try:
        if sys.platform == "linux":
            libc = ctypes.CDLL(None, use_errno=True)
            return libc.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
        if sys.platform == "darwin":
            libc = ctypes.CDLL(None, use_errno=True)
            return libc.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE) == 0
    except (OSError, AttributeError):
        pass
    return False
