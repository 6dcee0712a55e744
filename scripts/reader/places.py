"""Every place that has an address, in reading order: what can be gone to, linked, cited and embedded. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_timeline import Section, Words, show_text

from .index import GLOSSARY, SOURCES, TIMELINE, Page, plain
from .state import State

# The kinds that can be cited alone and have a short page of their own, e/<id>.html.
QUOTED = ("chapter", "section", "figure", "event")
_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Place:
    """One place.

    Attributes:
        id: the fragment, unique in the whole site.
        kind: chapter, section, page, part (a section of another page), figure, event, term or source.
        page: the built page that carries the id: "history.html".
        title: its title as plain text.
        number: how it is called aloud, "1.2" or "Figure 1.1"; empty where nothing is numbered.
        date: an event's date in words.
        chapter: title of the page that carries it.
        aliases: retired ids that lead to the same place.
    """

    id: str
    kind: str
    page: str
    title: str
    number: str = ""
    date: str = ""
    chapter: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it can be read: "history.html#two-blocs"."""
        return f"{self.page}#{self.id}"

    @property
    def short(self) -> str:
        """Its page of its own, without the site around it; empty for kinds that have none."""
        return f"e/{self.id}.html" if self.kind in QUOTED else ""


def built(page: str) -> str:
    """The page that is made of a Markdown file: history.md, history.html."""
    return page.removesuffix(".md") + ".html"


def find_places(state: State) -> tuple[Place, ...]:
    """Return every place of a site: chapters in their order, then the other pages; each id once."""
    found: dict[str, Place] = {}
    for place in _all(state):
        found.setdefault(place.id, place)
    return tuple(found.values())


def _all(state: State) -> Iterator[Place]:
    figures = state.index.figures.values()
    pages = sorted(state.index.pages.values(), key=lambda page: (page.number is None, page.number or 0, page.path))
    for page in pages:
        for section in page.sections:
            if section.id:
                yield _section(page, section, state)
        for use in figures:
            if use.page == page.path:
                aliases = state.figures[use.id].aliases
                yield Place(use.id, "figure", built(page.path), plain(use.title), use.label, chapter=page.title, aliases=aliases)
        if page.path == TIMELINE:
            for event in state.events:
                if event.id:
                    date = show_text(event.when, _WORDS)
                    yield Place(event.id, "event", built(TIMELINE), event.title, date=date, chapter=page.title, aliases=event.aliases)
        if page.path == SOURCES:
            for source in state.sources.values():
                aliases = tuple(f"src-{alias}" for alias in source.aliases)
                yield Place(f"src-{source.id}", "source", built(SOURCES), source.title, chapter=page.title, aliases=aliases)


def _section(page: Page, section: Section, state: State) -> Place:
    number = state.index.numbers.get(section.address, "")
    if section.level == 1:
        kind = "chapter" if page.number else "page"
    elif page.path == GLOSSARY and section.level == 3:
        kind = "term"
    else:
        kind = "section" if page.number else "part"
    return Place(section.id, kind, built(page.path), plain(section.title), number, chapter=page.title, aliases=section.aliases)
