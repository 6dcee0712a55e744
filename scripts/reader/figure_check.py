"""Figures in the text: each block names one that exists, each figure stands in one place. Pure."""

from collections.abc import Iterator

from mkdocs_timeline import Location, Problem, did_you_mean

from .figure_use import find_figures
from .state import State


def check_figures(docs: str, state: State) -> Iterator[Problem]:
    """Check every page; `docs` is how problems call the docs folder."""
    first: dict[str, Location] = {}
    known = {*state.figures, *state.broken_figures}
    for path in state.texts:
        for use in find_figures(path, state.texts[path]):
            where = Location(f"{docs}/{path}", use.line)
            if use.id not in known:
                hint = did_you_mean(use.id, known)
                hint = hint if hint.startswith("did you") else f"add the file {docs}/figures/{use.id}.yml"
                yield Problem(where, "figure", f"there is no figure '{use.id}'; {hint}")
            elif use.id in first:
                yield Problem(
                    where,
                    "figure",
                    f"'{use.id}' stands in {first[use.id]} already; link to it: [words](page.md#{use.id})",
                )
            first.setdefault(use.id, where)
    for figure in state.figures.values() if not state.unsure else ():
        if figure.id not in first:
            message = f"no page shows it; show it with /// figure | {figure.id} and ///, or delete the file"
            yield Problem(figure.where, "", message)
