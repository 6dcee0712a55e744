"""Rules of the text that a machine can check, each with file, line and column. Pure: a State in, problems out."""

import re
from collections.abc import Collection, Iterator

from mkdocs_timeline import Location, Problem, did_you_mean, find_blocks, prose_lines, read_options

from .block_check import check_blocks
from .exceptions import Exemption
from .figure_check import check_figures
from .front_matter import check_front_matter
from .heading_check import check_forms, check_headings, open_fence, taken_ids
from .index import CITATION, CITED, find_citations
from .link_check import LINK, check_links, known_addresses
from .lint import lint
from .moved_check import check_moved
from .offline_check import check_offline
from .prose import blank
from .state import State

_LOOSE_CITATION = re.compile(r"(?<![\w@])@[a-z][a-z0-9-]{3,}")


def check_texts(
    state: State, docs: str, chapters: Collection[str], exceptions: Collection[Exemption] = ()
) -> list[Problem]:
    """Check every page, and add what is wrong with the data; consequences of a fault are left out.

    Args:
        state: the scanned site.
        docs: the docs folder, as problems should name it.
        chapters: the pages that are chapters, which need a summary.
        exceptions: what the lint lets pass.
    """
    found: list[Problem] = []
    unsure = set(state.unsure)
    taken = taken_ids(state)
    for path, text in state.texts.items():
        name = f"{docs}/{path}"
        fence = open_fence(name, text)
        headings = [*([fence] if fence else []), *check_headings(name, path, text, taken), *check_forms(name, text)]
        if headings:
            unsure.add(path)
        found += headings
        found += check_front_matter(name, text)
        found += check_blocks(name, text, path in chapters)
        found += _timelines(name, text, state)
    found += check_figures(docs, state)
    found += check_moved(docs, state.texts)
    found += check_offline(docs, state)
    known = known_addresses(state)
    citations: list[Problem] = []
    for path, text in state.texts.items():
        name = f"{docs}/{path}"
        citations += _citations(name, path, text, state.keys)
        found += check_links(name, path, text, known, state, unsure)
    found += citations
    if not state.unsure and not any(problem.field == "code" for problem in found):
        found += _uncited(state, " ".join(problem.message for problem in citations))
    torn = {problem.where.path for problem in found if problem.field in ("block", "code")}
    found += lint(docs, state, [path for path in state.texts if f"{docs}/{path}" in torn], exceptions)
    data = [problem for problem in state.problems if not _follows(problem, unsure)]
    return sorted({*data, *found})


def _follows(problem: Problem, unsure: Collection[str]) -> bool:
    """Whether an event's `see` names a place on a page of which not every address is known."""
    return problem.field == "see" and any(f"'{page}#" in problem.message for page in unsure)


def _citations(name: str, path: str, text: str, keys: Collection[str] | None) -> Iterator[Problem]:
    for number, line in prose_lines(text):
        line = blank(line)
        for match in CITATION.finditer(line):
            where = Location(name, number, match.start() + 1)
            for part in match[1].split(";"):
                cited = CITED.fullmatch(part.strip())
                if not cited:
                    yield Problem(where, "citation", f"'{part.strip()}' cannot be read; write [@key] or [@key, para. 23]")
                elif keys is not None and cited["key"] not in keys:
                    hint = did_you_mean(cited["key"], keys)
                    hint = hint if hint.startswith("did you") else "add it to docs/sources.yml"
                    yield Problem(where, "citation", f"there is no source '{cited['key']}'; {hint}")
        for match in _LOOSE_CITATION.finditer(blank(line, CITATION, LINK)):
            where = Location(name, number, match.start() + 1)
            yield Problem(where, "citation", f"'{match[0]}' stands outside brackets; write [{match[0]}]")
    yield from _clashes(name, path, text)


def _clashes(name: str, path: str, text: str) -> Iterator[Problem]:
    """Two places in sources must not share a note: its name keeps only letters and digits of Latin script."""
    first = {}
    for citation in find_citations(path, text):
        other = first.setdefault(citation.note, citation)
        if (other.key, other.place) != (citation.key, citation.place):
            message = (
                f"'{_written(citation)}' and '{_written(other)}' on line {other.line} would become one note; "
                "write them alike, or so that they differ in the letters a to z or in digits"
            )
            yield Problem(Location(name, citation.line), "citation", message)


def _written(citation) -> str:
    return f"@{citation.key}, {citation.place}" if citation.place else f"@{citation.key}"


def _timelines(name: str, text: str, state: State) -> Iterator[Problem]:
    """Check the options of timeline blocks, and that they name what events have."""
    sections = {address for event in state.events for address in (*event.see, *(see.partition("#")[0] for see in event.see))}
    known = {
        "section": sections,
        "category": {event.category for event in state.events},
        "actor": {actor for event in state.events for actor in event.actors},
        "ids": {name for event in state.events for name in (event.id, *event.aliases)},
    }
    for _, node, problems in find_blocks(name, text):
        yield from problems
        yield from read_options(node, known if state.events else {})[1]


def _uncited(state: State, said: str) -> Iterator[Problem]:
    """A source that nothing cites is dead weight, or a citation was lost: then `said` has its key already."""
    for key, source in state.sources.items():
        index = state.index
        cited = key in index.citations or key in index.event_sources or key in index.figure_sources
        if not cited and not source.listed and key not in said.lower():
            yield Problem(source.where, "id", f"nothing cites '{key}'; cite it, delete it, or say with 'listed:' why it stays")
