"""The list of sources: every entry with the way back to every place that cites it."""

import xml.etree.ElementTree as etree

from mkdocs_timeline import plain

from .aliases import add_aliases
from .downloads import write_downloads
from .index import TIMELINE
from .reference import WORDS, show_text, write_reference
from .source_controls import citing_pages, page_name, write_controls
from .source_fields import INDEPENDENT
from .sources import KINDS, SIDES, Source
from .state import State


def write_bibliography(parent: etree.Element, state: State) -> None:
    """Add the files, the filters, and a heading and a list for each kind of source that is there."""
    write_downloads(parent)
    pages = {key: citing_pages(key, state.index) for key in state.sources}
    write_controls(parent, state, pages)
    for kind, title in KINDS.items():
        shelf = sorted((source for source in state.sources.values() if source.kind == kind), key=_order)
        if not shelf:
            continue
        etree.SubElement(parent, "h2", {"id": f"sources-{kind}"}).text = plain(title)
        items = etree.SubElement(parent, "ol", {"class": "sources"})
        for source in shelf:
            chapters = " ".join(map(page_name, pages[source.id]))
            data = {"data-side": " ".join(source.side), "data-kind": kind, "data-chapter": chapters}
            _entry(items, source, state, data)


def _order(source: Source) -> tuple:
    return source.author[0].casefold(), source.issued.sort_key if source.issued else ((0, 0, 0), (0, 0, 0)), source.id


def _entry(items: etree.Element, source: Source, state: State, data: dict[str, str]) -> None:
    item = etree.SubElement(items, "li", {"id": f"src-{source.id}", "class": "source", **data})
    paragraph = etree.SubElement(item, "p")
    write_reference(paragraph, source)
    if source.note:
        paragraph[-1].tail = plain(f" {source.note}")
    cited = etree.SubElement(item, "p", {"class": "cited-in"})
    add_aliases(item, (f"src-{alias}" for alias in source.aliases))
    if source.side != (INDEPENDENT,):
        side = etree.SubElement(cited, "span", {"class": "side"})
        side.text = plain(f"Own words of: {', '.join(SIDES[side] for side in source.side)}.")
        side.tail = " "
    links = [*_text_places(source.id, state), *_figure_places(source.id, state), *_event_places(source.id, state)]
    label = etree.SubElement(cited, "span", {"class": "cited-label"})
    label.text = plain("Cited in:" if links else f"Listed: {source.listed}.")
    label.tail = " "
    for number, (text, href, title) in enumerate(links):
        link = etree.SubElement(cited, "a", {"href": href})
        if not text.endswith(title):
            link.set("title", plain(title))
        link.text = plain(text)
        link.tail = ", " if number < len(links) - 1 else ""


def _text_places(key: str, state: State) -> list[tuple[str, str, str]]:
    """Every mark of the source in the text: (label, address, heading); the second in a section gets a letter."""
    places: list[tuple[str, str, str]] = []
    seen: dict[str, int] = {}
    for citation in state.index.citations.get(key, ()):
        count = seen[citation.section] = seen.get(citation.section, 0) + 1
        label = state.index.label(citation.section)
        again = "" if count == 1 else f" ({count})"
        places.append((label + again, f"{citation.page}#{citation.anchor}", state.index.title(citation.section)))
    return places


def _figure_places(key: str, state: State) -> list[tuple[str, str, str]]:
    return [(use.label, use.address, use.title) for use in state.index.figure_sources.get(key, ())]


def _event_places(key: str, state: State) -> list[tuple[str, str, str]]:
    return [
        (f"Timeline, {show_text(event.when, WORDS)}", f"{TIMELINE}#{event.id}", event.title)
        for event in state.index.event_sources.get(key, ())
        if event.id
    ]
