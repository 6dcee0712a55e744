"""What all pages of a site share: read once, and again only when one of the files changes."""

from dataclasses import dataclass
from pathlib import Path

from .crosscheck import Context
from .errors import TimelineError
from .load import display_name, load, load_bibliography, read_text
from .memory import without_garbage_collection
from .model import Event, Timeline
from .sections import Section, find_sections
from .settings import Settings
from .to_html import Style

_PICTURES = {".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif"}


@dataclass(frozen=True, slots=True)
class Site:
    """A timeline with all that its pages need to show it."""

    timeline: Timeline
    style: Style
    by_section: dict[str, tuple[Event, ...]]


_cache: dict[Settings, tuple[object, Site | TimelineError]] = {}


def load_site(settings: Settings) -> Site:
    """Read events, bibliography and headings of a site.

    Raises:
        TimelineError: with all problems.
    """
    stamp = tuple(_stamp(path) for path in _inputs(settings))
    known = _cache.get(settings)
    if known is None or known[0] != stamp:
        try:
            with without_garbage_collection():
                found: Site | TimelineError = _load(settings)
        except TimelineError as error:
            found = error
        known = _cache[settings] = stamp, found
    if isinstance(known[1], TimelineError):
        raise TimelineError(known[1].problems)
    return known[1]


def _inputs(settings: Settings) -> list[Path]:
    files = [*settings.events, *([settings.sources] if settings.sources else [])]
    return files + sorted(path for path in settings.docs.rglob("*") if path.suffix in {".md", *_PICTURES})


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), status.st_mtime_ns, status.st_size


def _load(settings: Settings) -> Site:
    problems = []
    labels = None
    if settings.sources:
        try:
            labels = load_bibliography(settings.sources, settings.root)
        except TimelineError as error:
            problems += error.problems
    titles = section_titles(read_sections(settings.docs))
    pictures = {path.relative_to(settings.docs).as_posix() for path in settings.docs.rglob("*") if path.suffix in _PICTURES}
    context = Context(labels, titles, pictures, settings.require)
    try:
        timeline = load(settings.events, settings.root, context)
    except TimelineError as error:
        raise TimelineError([*problems, *error.problems]) from None
    if problems:
        raise TimelineError(problems)
    style = Style(
        words=settings.words,
        page=settings.page,
        source_page=settings.source_page,
        source_prefix=settings.source_prefix,
        source_labels=labels or {},
        section_titles=titles,
    )
    return Site(timeline, style, _by_section(timeline))


def read_sections(docs: Path) -> list[Section]:
    """Return every heading of every page of a docs folder."""
    sections: list[Section] = []
    for path in sorted(docs.rglob("*.md")):
        page = display_name(path, docs)
        text, problems = read_text(path, page)
        if not problems:
            sections += [Section(page, "", "", 0, 0), *find_sections(page, text)]
    return sections


def section_titles(sections: list[Section]) -> dict[str, str]:
    """Return the title to show for every page and section, as "Page: Section"."""
    pages = {section.page: section.title for section in reversed(sections) if section.level == 1}
    titles: dict[str, str] = {}
    for section in sections:
        page = pages.get(section.page, section.page)
        if section.level == 0:
            titles[section.page] = page
        elif section.id:
            titles[section.address] = section.title if section.level == 1 else f"{page}: {section.title}"
    return titles


def _by_section(timeline: Timeline) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = {}
    for event in timeline.events:
        for address in event.see:
            found.setdefault(address, []).append(event)
    return {address: tuple(events) for address, events in found.items()}
