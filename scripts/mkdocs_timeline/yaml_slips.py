"""What a YAML library's complaint means for an editor: the place, and what to do there."""

import yaml

from .errors import Location, Problem
from .suggest import shorten

_SAME_COLUMN = "begin the fields of one group in the same column"
_HINTS = (
    ("maximum nesting depth", "the nesting is too deep to read; flatten it"),
    ("mapping values are not allowed", f"put a text that contains ': ' in quotes, and {_SAME_COLUMN}"),
    ("a tab character", "indent with spaces, not with tabs"),
    ("expected <block end>", "check the indentation, and that every list item starts with '- '"),
    (
        "did not find expected key",
        f"put a text that begins with [, {{ or a quotation mark in quotes as a whole, and {_SAME_COLUMN}",
    ),
    (
        "did not find expected '-' indicator",
        f"start every item of this list with '- ' in the same column, and {_SAME_COLUMN}",
    ),
    ("could not find expected ':'", "put a colon and a space after the name of each field"),
    ("did not find expected ',' or ']'", "close the list with ']', and separate its items with commas"),
    ("did not find expected ',' or '}'", "close the group with '}', and separate its fields with commas"),
    (
        "while scanning a quoted scalar",
        "a quotation mark is opened here and never closed; add the second one",
    ),
    ("unknown escape character", "write '\\\\' for '\\' between double quotation marks, or use single ones"),
    ("a block scalar", "begin the text on the next line after '|' or '>', or put it in quotes"),
    ("expected a single document", "only one document is read; delete the line '---' in the middle"),
    ("undefined alias", "put a text that starts with '*' in quotes"),
    ("scanning an alias", "put a text that starts with '*' in quotes"),
    ("scanning an anchor", "put a text that starts with '&' in quotes"),
    ("tag", "put a text that starts with '!' in quotes"),
)


def unreadable(error: yaml.YAMLError, text: str, path: str, line: int) -> Problem:
    """Return the problem of a text that cannot be read; `line` is where the text begins in its file."""
    wrong = " ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None)))) or str(
        error
    )
    mark = getattr(error, "problem_mark", None)
    if (
        mark is None or "while scanning a quoted scalar" in wrong
    ):  # where it was opened, not where the file ends
        mark = getattr(error, "context_mark", None) or mark
    where = Location(path, mark.line + line, mark.column + 1) if mark else Location(path, line, 1)
    hint = next((hint for sign, hint in _HINTS if sign in wrong), "check quotes, colons and indentation here")
    if mark and "cannot start any token" in wrong:
        sign = text[mark.index : mark.index + 1]
        hint = (
            "indent with spaces, not with tabs"
            if sign == "\t"
            else f"put a text that starts with '{sign}' in quotes"
        )
    return Problem(where, "", f"this is not readable YAML; {hint} ({shorten(wrong, 100)})")
