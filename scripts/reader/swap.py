"""Put a finished folder, and finished files, in the place of the last ones, at one stroke."""

import ctypes
import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux' renameat2(2), RENAME_SWAP of macOS' renamex_np(2)
_HERE = -100  # AT_FDCWD
_NEW = ".new"
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


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
    try:
        if place.exists():
            place.rename(old)
        new.rename(place)
    except BaseException:
        recover(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back a folder whose replacement was cut short."""
    old = _old(place)
    if old.exists() and not place.exists():
        old.rename(place)


@contextmanager
def staged(files: Sequence[Path], folder: Path) -> Iterator[Callable[[], None]]:
    """Bring files beside those that they will replace, so that little can fail when the body puts them in place.

    The folder may lie on another disk. What a killed run left beside goes.

    Args:
        files: the new files.
        folder: where they belong.
    """
    for old in folder.glob(f".*{_NEW}"):
        old.unlink()
    beside = {folder / f".{file.name}{_NEW}": folder / file.name for file in files}
    try:
        for place in beside.values():
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder is where a file is needed", str(place))
        for file, new in zip(files, beside, strict=True):
            shutil.move(file, new)

        def put_in_place() -> None:
            for new, place in beside.items():
                new.replace(place)

        yield put_in_place
    finally:
        for new in beside:
            new.unlink(missing_ok=True)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no one stop the process between steps that belong together; it stops after them, if asked to."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = {number: signal.signal(number, lambda number, _frame: asked.append(number)) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if asked:
        signal.raise_signal(asked[0])


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
