"""The page on going offline: every edition of docs/editions.yml has its section and its block there. Pure."""

from collections.abc import Iterator

from mkdocs_timeline import Location, Problem, did_you_mean, prose_lines

from .block_check import find_block
from .offline_data import FILE, PAGE
from .state import State


def check_offline(docs: str, state: State) -> Iterator[Problem]:
    """Check all pages; `docs` is how problems call the docs folder."""
    offers = {offer.name: offer for offer in state.offers}
    shown = set()
    for path, text in state.texts.items():
        for number, line in prose_lines(text):
            name, argument = find_block(line)
            if name == "edition" and argument:
                shown.add(argument)
                if argument not in offers and f"{docs}/{FILE}" not in {
                    problem.where.path for problem in state.problems
                }:
                    message = f"there is no edition '{argument}'; {did_you_mean(argument, offers)}"
                    yield Problem(Location(f"{docs}/{path}", number), "edition", message)
    sections = (
        {section.address for section in state.index.pages[PAGE].sections}
        if PAGE in state.index.pages
        else set()
    )
    for offer in offers.values():
        if offer.section not in sections:
            id = offer.section.partition("#")[2]
            where = f"add ## Title {{ #{id} }} to {docs}/{PAGE}"
            message = f"no section says how to open the edition '{offer.name}'; {where}"
            yield Problem(Location(f"{docs}/{FILE}"), "name", message)
        elif offer.name not in shown:
            message = (
                f"the edition '{offer.name}' is not shown; add /// edition | {offer.name} to {docs}/{PAGE}"
            )
            yield Problem(Location(f"{docs}/{FILE}"), "name", message)
