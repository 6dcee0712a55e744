"""One build at a time in a folder: a second one would delete what the first is making."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another build holds the folder."""


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Hold a file while the body runs; the system lets go of it when the process ends, however that happens.

    Raises:
        BusyError: when another process holds it.
    """
    with file.open("w", encoding="utf-8") as handle:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError from None
        yield
