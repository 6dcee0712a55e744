"""Texts in a table that a spreadsheet must not run: it takes a cell that begins with a sign of a formula for one.

Such a text gets an apostrophe before it (OWASP, "CSV injection"), and loses it when it is read back. A text that begins with
apostrophes and such a sign gets one more, so that every text comes back as it was. Plain numbers stay as they are.
"""

import re

# The wide forms are signs of a formula where keyboards write them; a tab or a line end would be dropped before one.
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


def guarded(text: str) -> str:
    """Return a text as it stands in a cell."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell
