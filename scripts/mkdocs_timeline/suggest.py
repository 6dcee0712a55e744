"""The hint "did you mean '…'?" for a misspelt name."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest known name, else "known: a, b, c", else nothing."""
    names = list(known)
    near = get_close_matches(word.lower(), [name.lower() for name in names], n=1, cutoff=0.6)
    if near:
        name = next(name for name in names if name.lower() == near[0])
        return f"did you mean '{name}'?"
    if 0 < len(names) <= 12:
        return f"known: {', '.join(names)}"
    return ""
