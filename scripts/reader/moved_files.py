"""The pages that lead on from what moved: path in the site to HTML. Pure: it is given how to read a page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .book import read_book_page
from .embed_page import moved_page
from .embeds import shorten
from .html_page import HtmlPage
from .moved import Move, find_moves, moved_short_pages, new_place
from .moved_page import add_pointers, stub
from .places import Place
from .project import Project


def moved_files(
    ledger: Iterable[str],
    pages: Mapping[str, HtmlPage],
    places: tuple[Place, ...],
    moved_from: Mapping[str, str],
    read: Callable[[str], str],
    project: Project,
) -> dict[str, str]:
    """Return each page that is made or changed so that what moved is found from its published address.

    Args:
        ledger: every address that was published.
        pages: the finished pages.
        places: all places.
        moved_from: page that is gone to the page that took its text, both as built pages.
        read: gives the HTML of a finished page.
    """
    ledger = list(ledger)
    moves: dict[str, list[Move]] = {}
    for move in find_moves(ledger, pages, places, moved_from):
        moves.setdefault(move.page, []).append(
            move if move.title else replace(move, title=_words(move, read))
        )
    files = {page: add_pointers(read(page), page, found) for page, found in moves.items() if page in pages}
    for old, new in moved_from.items():
        goal = new_place(old, new, places)
        if old in ledger and old not in pages and goal:
            files[old] = stub(old, goal, moves.get(old, ()), project.public(new))
    short = {
        address: moved_page(place, project) for address, place in moved_short_pages(ledger, pages, places)
    }
    return files | short


def _words(move: Move, read: Callable[[str], str]) -> str:
    """What stands at a place that is none of its own: its heading, else its first words."""
    element = read_book_page(move.goal, read(move.goal)).by_id.get(move.now)
    if element is None:
        return ""
    headings = element.xpath("descendant-or-self::*[self::h2 or self::h3 or self::h4][1]")
    texts = (headings or [element])[0].xpath(".//text()[not(ancestor::a[@class='headerlink'])]")
    return shorten(" ".join("".join(texts).split()))
