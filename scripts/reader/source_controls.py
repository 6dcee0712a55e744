"""The filters of the list of sources, made at build, hidden until the script shows them: nothing moves."""

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Mapping

from mkdocs_timeline import plain

from .index import TIMELINE, Index
from .sources import KINDS, SIDES
from .state import State

ENOUGH = 8  # fewer sources are found at a glance
ONE, MANY, NONE = "1 source", "{n} sources", "No source matches"


def citing_pages(key: str, index: Index) -> tuple[str, ...]:
    """Return every page that cites a source, once: in its text, a figure, or an event of the timeline."""
    pages = [citation.page for citation in index.citations.get(key, ())]
    pages += [use.page for use in index.figure_sources.get(key, ())]
    pages += [TIMELINE for event in index.event_sources.get(key, ()) if event.id]
    return tuple(dict.fromkeys(pages))


def page_name(page: str) -> str:
    """Name a page in the address of a filter: `history.md` is `history`."""
    return page.removesuffix(".md")


def write_controls(parent: etree.Element, state: State, pages: Mapping[str, Iterable[str]]) -> None:
    """Add the filters that can tell some sources apart; their words for the script are in data attributes.

    Args:
        parent: the element to add to.
        state: the scanned site.
        pages: key of a source to the pages that cite it.
    """
    sources = state.sources.values()
    if len(sources) < ENOUGH:
        return
    words = {"data-one": ONE, "data-many": MANY, "data-none": NONE}
    attributes = {
        "class": "source-controls",
        "aria-label": "Filter the sources",
        "autocomplete": "off",
        "hidden": "hidden",
    }
    form = etree.SubElement(parent, "form", {**attributes, **words, "data-search-exclude": ""})
    there = {side for source in sources for side in source.side}
    sides = {key: name[:1].upper() + name[1:] for key, name in SIDES.items() if key in there}
    _choice(form, "side", "Side", "Any side", sides)
    there = {source.kind for source in sources}
    _choice(form, "kind", "Kind", "Any kind", {key: name for key, name in KINDS.items() if key in there})
    known = state.index.pages
    citing = sorted(
        {page for found in pages.values() for page in found} & known.keys(), key=_place(state.index)
    )
    _choice(
        form, "chapter", "Cited in", "Cited anywhere", {page_name(page): known[page].title for page in citing}
    )
    label = {"aria-label": "Words in sources", "placeholder": "Words in sources"}
    etree.SubElement(form, "input", {"type": "search", "name": "q", **label})
    etree.SubElement(form, "button", {"type": "reset"}).text = plain("Clear")
    etree.SubElement(form, "output").text = plain(MANY.format(n=len(sources)))


def _place(index: Index) -> Callable[[str], tuple]:
    """Give the order of pages: the chapters by their numbers, the timeline, all others by their names."""

    def place(page: str) -> tuple:
        number = index.pages[page].number
        return number is None, number or 0, page != TIMELINE, page

    return place


def _choice(form: etree.Element, name: str, label: str, any_label: str, names: Mapping[str, str]) -> None:
    if len(names) > 1:
        select = etree.SubElement(form, "select", {"name": name, "aria-label": label})
        for value, words in {"": any_label, **names}.items():
            etree.SubElement(select, "option", {"value": value}).text = plain(words)
