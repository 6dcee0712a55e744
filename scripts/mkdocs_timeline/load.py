"""The only reader of files: paths in, a Timeline or all problems out."""

from collections.abc import Iterable
from pathlib import Path

from .bibliography import read_bibliography
from .crosscheck import Context
from .errors import Location, Problem, TimelineError
from .model import Timeline
from .source import Node, read
from .validate import validate


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a UTF-8 text file; a byte-order mark is dropped, Windows line ends become plain ones.

    Args:
        path: the file.
        name: how to call it in problems.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "", [Problem(Location(name), "", "there is no such file; make it, or correct the path")]
    except OSError as error:
        return "", [
            Problem(
                Location(name), "", f"it cannot be read ({error.strerror}); check the path and its rights"
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        return "", [
            Problem(Location(name, line, column), "", "this is not UTF-8 text; save the file as UTF-8")
        ]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read_file(path: Path, name: str) -> tuple[Node | None, list[Problem]]:
    """Read a YAML file into nodes that keep their place."""
    text, problems = read_text(path, name)
    return (None, problems) if problems else read(text, name)


def load(paths: Iterable[Path], root: Path, context: Context | None = None) -> Timeline:
    """Read events files as one timeline.

    Args:
        paths: the files, in order.
        root: the folder that names in problems are relative to.
        context: what to check against.

    Raises:
        TimelineError: with all problems of all files.
    """
    nodes, problems = [], []
    for path in paths:
        name = display_name(path, root)
        node, found = read_file(path, name)
        problems += found
        if node is not None:
            nodes.append(node)
        elif not found:
            problems.append(Problem(Location(name), "", "the file is empty; begin with a list of events"))
    timeline, found = validate(nodes, context)
    if problems or found:
        raise TimelineError(problems + found)
    return timeline


def load_bibliography(path: Path, root: Path) -> dict[str, str]:
    """Read a bibliography in CSL form as key to short label.

    Raises:
        TimelineError: when it cannot be read as a list of entries with an `id`.
    """
    node, problems = read_file(path, display_name(path, root))
    labels, found = read_bibliography(node) if node is not None else ({}, [])
    if problems or found:
        raise TimelineError(problems + found)
    return labels


def display_name(path: Path, root: Path) -> str:
    """Name a file as its user would type it: relative to the project, with forward slashes."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
