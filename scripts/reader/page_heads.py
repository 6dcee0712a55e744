"""Which page of the site is what: the head and the printed foot of every page that MkDocs makes. Pure."""

from collections.abc import Iterator, Mapping

from mkdocs.utils.meta import get_data

from . import linked_data
from .index import GLOSSARY, TIMELINE, Page, plain
from .metadata import Head, add_to_head, head_elements
from .places import Place, built
from .printed import add_foot
from .project import Project
from .state import State

HOME = "index.md"


def complete_pages(
    texts: Mapping[str, str], state: State, places: tuple[Place, ...], project: Project
) -> dict[str, str]:
    """Add to each finished page what programs read in its head, and what is printed at its foot.

    Args:
        texts: path in the site to the HTML that MkDocs made.
    """
    heads = page_heads(state, places, project)
    short = {place.page: place.short for place in chapters(places)}
    return {
        path: add_foot(add_to_head(text, head_elements(heads[path], project)), short.get(path, path), project)
        for path, text in texts.items()
    }


def page_heads(state: State, places: tuple[Place, ...], project: Project) -> dict[str, Head]:
    """Return the head of every page: path in the site to what is said of it."""
    return {built(path): _head(page, state, places, project) for path, page in state.index.pages.items()}


def description(page: str, state: State) -> str:
    """What the head of a page's Markdown says that it is about."""
    return str(get_data(state.texts.get(page, ""))[1].get("description", ""))


def chapters(places: tuple[Place, ...]) -> Iterator[Place]:
    """The chapters, in their order."""
    return (place for place in places if place.kind == "chapter")


def _head(page: Page, state: State, places: tuple[Place, ...], project: Project) -> Head:
    title, about, address = plain(page.title), description(page.path, state), built(page.path)
    if page.path == HOME:
        return Head(title, about, address, linked_data.book(about, chapters(places), project), whole=True)
    if page.number:
        place = next(place for place in chapters(places) if place.page == address)
        return Head(title, about, address, linked_data.chapter(place, about, project), cited=True)
    if page.path == GLOSSARY:
        data = linked_data.glossary(title, about, address, state.index.terms.values(), project)
    elif page.path == TIMELINE:
        data = linked_data.timeline(title, about, address, project)
    else:
        data = linked_data.page(title, about, address, project)
    return Head(title, about, address, data, cited=page.path in (GLOSSARY, TIMELINE))
