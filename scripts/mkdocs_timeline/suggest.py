"""What messages say of a wrong word: the word itself, cut short, and the hint "did you mean '…'?"."""

from collections.abc import Iterable, Set
from difflib import get_close_matches

MOST_NAMES = 20


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest known name, else "known: a, b" if few, else nothing."""
    names = sorted(known) if isinstance(known, Set) else list(known)  # the same words at every run
    near = get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if near:
        name = next(name for name in names if name.lower() == near[0])
        return f"did you mean '{name}'?"
    if 0 < len(names) <= MOST_NAMES:
        return f"known: {', '.join(names)}"
    return ""


def shorten(text: str, length: int = 60) -> str:
    """Return a text as messages may quote it: on one line, and not too long."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length and len(text) <= 4 * length else line[: length - 1] + "…"
