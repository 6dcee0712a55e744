"""How problems are told: the same fault in many lines of a file is one line of the report."""

from collections.abc import Iterable

from mkdocs_timeline import Problem

SHOWN = 8


def report(problems: Iterable[Problem], consequence: str) -> str:
    """Write all problems, one kind a line, and what follows from them."""
    unique = sorted(set(problems))
    places: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in unique:
        places.setdefault((problem.where.path, problem.field, problem.message), []).append(problem)
    lines = [str(same[0]) + _more(same[1:]) for same in places.values()]
    return "\n".join([*lines, f"\n{len(unique)} problem{'s' if len(unique) > 1 else ''}; {consequence}."])


def _more(same: list[Problem]) -> str:
    numbers = sorted({problem.where.line for problem in same})
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:SHOWN])) + (" …" if len(numbers) > SHOWN else "")
    return f" (also on line{'s' if len(numbers) > 1 else ''} {shown})"
