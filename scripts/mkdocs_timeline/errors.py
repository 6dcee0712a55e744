"""Problems that an editor can act on: where, which field, what is wrong and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass


LONGEST = 500  # a word of thousands of letters hides what is wrong with it


@dataclass(frozen=True, order=True, slots=True)
class Location:
    """A place in a text file; line and column count from 1, the column in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Write the place the way editors and terminals make it clickable: `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault. `field` may be empty; `message` is "what is wrong; what would be right"."""

    where: Location
    field: str
    message: str

    def __str__(self) -> str:
        """Write the problem on one line, not too long, hidden characters by their numbers: a terminal would act on them."""
        field = f"{self.field}: " if self.field else ""
        line = f"{self.where}: {field}{self.message}"
        if len(line) > LONGEST:
            line = f"{line[: LONGEST // 2]} … {line[-LONGEST // 2 :]}"
        if line.isprintable():
            return line
        return "".join(sign if sign.isprintable() else f"(U+{ord(sign):04X})" for sign in line)


class TimelineError(Exception):
    """All problems found, in the order of the file, one a line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
