"""Addresses that moved: which of the ledger lead on, and to where. Pure.

An id is unique in the whole site, so the ledger and the finished pages say enough: an id of the ledger that
now stands on another page has moved there. Only a page that is gone must be named, by `moved_from` in the
head of the one that took its text.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .addresses import split
from .html_page import HtmlPage
from .places import Place


@dataclass(frozen=True, slots=True)
class Move:
    """One place that moved to another page.

    Attributes:
        page: the page that had it; `id` its fragment there, which may be retired by now.
        goal: the page that has it; `now` its present id.
        title: what stands there, in words; empty where that is no place of its own, such as a period.
        within: title of the page that has it; empty where it is that page.
    """

    page: str
    id: str
    goal: str
    now: str
    title: str
    within: str = ""

    @property
    def address(self) -> str:
        """Where it is now: "history.html#two-blocs"."""
        return f"{self.goal}#{self.now}"


def find_moves(
    ledger: Iterable[str],
    pages: Mapping[str, HtmlPage],
    places: Iterable[Place],
    moved_from: Mapping[str, str],
) -> list[Move]:
    """Find every address of the ledger whose id now stands on another page, in reading order.

    What is nowhere is left out.

    Args:
        ledger: addresses, `page.html` and `page.html#id`.
        pages: the finished pages.
        places: all places, for their titles.
        moved_from: page that is gone to the page that took its text, both as built pages.
    """
    owner = {id: path for path, page in pages.items() for id in page.article_ids}
    known = {id: place for place in places for id in (place.id, *place.aliases)}
    order = {id: number for number, id in enumerate(known)}
    moves = []
    for page, id in sorted(map(split, ledger), key=lambda address: order.get(address[1], len(order))):
        if owner.get(id, page) != page and (page in pages or page in moved_from):
            place = known.get(id)
            title = " ".join(filter(None, (place.number, place.title))) if place else ""
            within = place.chapter if place and place.chapter != place.title else ""
            moves.append(Move(page, id, owner[id], place.id if place else id, title, within))
    return moves


def new_place(old: str, new: str, places: Iterable[Place]) -> Place | None:
    """Where a page that is gone leads: to its own title, after which pages are called, else to the new."""
    name = old.rpartition("/")[2].removesuffix(".html")
    there = [place for place in places if place.page == new]
    own = (place for place in there if name in (place.id, *place.aliases))
    return next(own, None) or next((place for place in there if place.kind in ("chapter", "page")), None)


def moved_short_pages(
    ledger: Iterable[str], pages: Mapping[str, HtmlPage], places: Iterable[Place]
) -> Iterator[tuple[str, Place]]:
    """Yield each short page of the ledger that is no longer made, with the place that has its id."""
    known = {id: place for place in places for id in (place.id, *place.aliases)}
    for address in ledger:
        place = known.get(short_id(address))
        if place and address not in pages and place.page in pages:
            yield address, place


def led_on(
    ledger: Iterable[str],
    pages: Mapping[str, HtmlPage],
    places: Iterable[Place],
    moved_from: Mapping[str, str],
) -> dict[str, str]:
    """Return every address of the ledger that leads elsewhere than its words say: old address to new.

    That is a place on another page, a page that is gone, a retired id, and the short page of any of these.
    """
    ledger, places = list(ledger), list(places)
    known = {alias: place for place in places for alias in place.aliases}
    moves = {(move.page, move.id): move.address for move in find_moves(ledger, pages, places, moved_from)}
    there = {place.id: place for place in places}
    found = {}
    for address in ledger:
        page, id = split(address)
        if (page, id) in moves:
            found[address] = moves[page, id]
        elif id in known:
            found[address] = known[id].address
        elif not id and page in moved_from:
            place = new_place(page, moved_from[page], places)
            found[address] = place.address if place else moved_from[page]
        elif (short := short_id(address)) in known:
            found[address] = known[short].short or known[short].address
        elif short in there and not there[short].short:
            found[address] = there[short].address
    return found


def short_id(address: str) -> str:
    """The id that a short page is called by, `e/<id>.html`; empty for other addresses."""
    folder, _, name = address.partition("/")
    return name.removesuffix(".html") if folder == "e" and name.endswith(".html") else ""
