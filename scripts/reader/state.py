"""What all pages share while a site is made: index, bibliography and problems, read once per change of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_timeline import Event, Problem, TimelineError, display_name, load_site, read_text, settings

from .index import Index, make_index
from .sources import Source, load_sources


@dataclass(frozen=True, slots=True)
class State:
    """The index, the bibliography, the events, the texts of all pages, and what is wrong with the data."""

    index: Index = field(default_factory=Index)
    sources: Mapping[str, Source] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


_cache: dict[tuple, tuple[object, State]] = {}


def load_state(docs: Path, root: Path, chapters: tuple[str, ...], timeline: Mapping[str, object]) -> State:
    """Read everything.

    Args:
        docs: the docs folder.
        root: the folder that names in problems are relative to.
        chapters: the pages that are chapters, in order.
        timeline: the options of the timeline extension.
    """
    files = sorted(path for path in docs.rglob("*") if path.suffix in (".md", ".yml"))
    stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    key = docs, root, chapters
    if key not in _cache or _cache[key][0] != stamp:
        _cache[key] = stamp, _load(docs, root, chapters, timeline)
    return _cache[key][1]


def _load(docs: Path, root: Path, chapters: tuple[str, ...], timeline: Mapping[str, object]) -> State:
    problems: list[Problem] = []
    texts = {}
    for path in sorted(docs.rglob("*.md")):
        text, found = read_text(path, display_name(path, root))
        problems += found
        texts[display_name(path, docs)] = text
    sources, found = load_sources(docs / "sources.yml", root)
    problems += found
    events: tuple[Event, ...] = ()
    try:
        events = load_site(settings(dict(timeline), docs, root)).timeline.events
    except TimelineError as error:
        problems += error.problems
    index = make_index(texts, chapters, events)
    return State(index, sources, events, texts, tuple(sorted(set(problems))))
