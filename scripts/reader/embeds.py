"""Short pages, `e/<id>.html`: a chapter, section, figure or event alone, for frames, slides and phones.

They are made from the finished pages, so that they hold the same words, numbers and notes. Pure.
"""

from collections.abc import Iterator, Mapping

from . import linked_data
from .book import BookPage, Element
from .embed_content import chapter_content, event_content, figure_content, read_references, section_content
from .embed_page import moved_page, short_page
from .embed_trim import FOLDER
from .index import SOURCES, plain
from .metadata import Head
from .page_heads import description
from .places import Place, built
from .project import Project
from .state import State

LONGEST = 200  # of a description, as in the head of a page


def short_pages(
    book: Mapping[str, BookPage], state: State, places: tuple[Place, ...], project: Project
) -> dict[str, str]:
    """Return every short page: path in the site to its HTML.

    Args:
        book: the finished pages that hold the places, by their path in the site.
        places: all places; those that have a short page are taken.
    """
    files = {}
    for place, content, head in _contents(book, state, places, project):
        files[place.short] = short_page(place, content, head, project)
        files |= {f"{FOLDER}/{alias}.html": moved_page(place, project) for alias in place.aliases}
    return files


def pages_needed(places: tuple[Place, ...]) -> tuple[str, ...]:
    """The pages of the site from which the short pages are made."""
    return tuple(dict.fromkeys([*(place.page for place in places if place.short), built(SOURCES)]))


def called(place: Place) -> str:
    """How a place is called in a title: "1.1 Two blocs: why …", "Figure 1.1: From 12 …"."""
    if place.kind == "section":
        return f"{place.number} {place.title}".strip()
    return f"{place.number}: {place.title}" if place.kind == "figure" else place.title


def _contents(
    book: Mapping[str, BookPage], state: State, places: tuple[Place, ...], project: Project
) -> Iterator[tuple[Place, Element, Head]]:
    references = read_references(book[built(SOURCES)])
    events = {event.id: event for event in state.events}
    chapters = {place.page: place for place in places if place.kind == "chapter"}
    for place in (place for place in places if place.short):
        page = book[place.page]
        if place.id not in page.by_id:
            continue  # the check of the site tells that the address is gone
        if place.kind == "chapter":
            sections = [other for other in places if other.kind == "section" and other.page == place.page]
            content = chapter_content(place, page, sections)
            about = description(f"{place.page.removesuffix('.html')}.md", state)
            data = linked_data.chapter(place, about, project)
        elif place.kind == "section":
            content = section_content(place, page)
            about = (
                shorten(_first_words(content))
                or f"Section {place.number} of the chapter “{place.chapter}”: {place.title}."
            )
            data = linked_data.section(place, chapters[place.page], about, project)
        elif place.kind == "figure":
            content = figure_content(place, page)
            about = shorten(plain(state.figures[place.id].caption))
            data = linked_data.figure(place, about, project)
        else:
            event = events[place.id]
            content = event_content(place, page, event, references)
            summary = plain(event.summary)
            about = shorten(summary)
            names = content.xpath("string(.//span[@class='timeline-actors'])").split(", ")
            data = linked_data.event(event, summary, filter(None, names), state.sources, project)
        yield place, content, Head(called(place), about, place.address, data, cited=True)


def _first_words(content: Element) -> str:
    """The first paragraph of a section, without the marks of notes."""
    for paragraph in content.xpath("./p[not(@class)] | ./div[@class='positions']//p[not(@class)]"):
        words = " ".join(paragraph.xpath(".//text()[not(ancestor::sup)]"))
        if words.strip():
            return " ".join(words.split())
    return ""


def shorten(text: str) -> str:
    """Keep as many whole sentences as a description may hold, else as many words."""
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST + 1]
    end = cut.rfind(". ")
    return cut[: end + 1] if end > LONGEST // 3 else cut[: cut.rfind(" ")].rstrip(",;:") + " …"
