"""What all pages share while a site is made: index, bibliography and problems, read once per change of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_timeline import Event, Problem, TimelineError, display_name, hidden_characters, load_site, read_text, settings

from .figures import FOLDER, Figure, load_figures
from .index import SOURCES, TIMELINE, Index, make_index
from .offline_data import Offer, load_offers
from .sources import Source, load_sources

BIBLIOGRAPHY = "sources.yml"


@dataclass(frozen=True, slots=True)
class State:
    """The index, the bibliography, the events, the texts of all pages, and what is wrong with the data.

    Attributes:
        keys: every key of the bibliography, also of entries with faults; None if not all could be read.
        broken_figures: ids of figures that could not be read.
        offers: the offline editions, as docs/editions.yml tells of them.
        files: every file of the docs folder that a page may link to.
        unsure: pages whose addresses are not all known, because their text or their data could not be read.
    """

    index: Index = field(default_factory=Index)
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    broken_figures: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    keys: frozenset[str] | None = frozenset()
    files: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


_cache: dict[tuple, tuple[object, State]] = {}


def load_state(docs: Path, root: Path, chapters: tuple[str, ...], timeline: Mapping[str, object]) -> State:
    """Read everything.

    Args:
        docs: the docs folder.
        root: the folder that names in problems are relative to.
        chapters: the pages that are chapters, in order.
        timeline: the options of the timeline extension.
    """
    files = _files(docs)
    stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    key = docs, root, chapters
    if key not in _cache or _cache[key][0] != stamp:
        _cache[key] = stamp, _load(docs, root, chapters, timeline, files)
    return _cache[key][1]


def _files(docs: Path) -> list[Path]:
    """Every file of the docs folder; hidden ones, such as an editor's locks, are no part of it."""
    found = (path for path in docs.rglob("*") if path.is_file())
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(docs).parts))


def _load(
    docs: Path, root: Path, chapters: tuple[str, ...], timeline: Mapping[str, object], files: list[Path]
) -> State:
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    unsure: set[str] = set()
    for path in (path for path in files if path.suffix == ".md"):
        page = display_name(path, docs)
        name = display_name(path, root)
        text, found = read_text(path, name)
        found = found or list(hidden_characters(text, name))
        problems += found
        if found:
            unsure.add(page)
        else:
            texts[page] = text
    sources, keys, found = load_sources(docs / BIBLIOGRAPHY, root)
    problems += found
    if keys is None:
        unsure.add(SOURCES)
        timeline = {**timeline, "sources": ""}  # else every key of every event would count as unknown
    events: tuple[Event, ...] = ()
    try:
        events = load_site(settings(dict(timeline), docs, root)).timeline.events
    except TimelineError as error:
        unsure.add(TIMELINE)
        problems += error.problems
    figures, broken, found = load_figures(docs, root, keys)
    problems += found
    unsure |= {f"{FOLDER}/{id}.yml" for id in broken}
    offers, found = load_offers(docs, root)
    problems += found
    return State(
        index=make_index(texts, chapters, events, figures),
        sources=sources,
        events=events,
        figures=figures,
        broken_figures=broken,
        offers=offers,
        texts=texts,
        problems=tuple(sorted(set(problems))),
        keys=keys,
        files=frozenset(display_name(path, docs) for path in files),
        unsure=frozenset(unsure),
    )
