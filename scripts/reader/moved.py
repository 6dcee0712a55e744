"""Addresses that moved: what stands at the old place leads to the new one, with scripts and without. Pure.

An id is unique in the whole site, so the ledger and the finished pages say enough: an id of the ledger that now stands
on another page has moved there. Only a page that is gone must be named, by `moved_from` in the head of the one that
took its text.
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import html
from lxml.html import builder as E

from .html_page import HtmlPage
from .places import Place

SCRIPT, STYLE = "assets/moved.js", "assets/embed.css"
_END = "</article>"


@dataclass(frozen=True, slots=True)
class Move:
    """One address that moved.

    Attributes:
        page: the page that had it; `id` its fragment.
        goal: where it is now: "history.html#two-blocs".
        title: what stands there.
    """

    page: str
    id: str
    goal: str
    title: str


def find_moves(
    ledger: Iterable[str], pages: Mapping[str, HtmlPage], places: Iterable[Place], moved_from: Mapping[str, str]
) -> list[Move]:
    """Find every address of the ledger whose id now stands on another page; what is nowhere is left out.

    Args:
        ledger: addresses, `page.html` and `page.html#id`.
        pages: the finished pages.
        places: all places, for their titles.
        moved_from: page that is gone to the page that took its text, both as built pages.
    """
    owner = {id: path for path, page in pages.items() for id in page.article_ids}
    known = {id: place for place in places for id in (place.id, *place.aliases)}
    moves = []
    for address in ledger:
        page, _, id = address.partition("#")
        there = page in pages
        if not id or id not in owner or owner[id] == page or not (there or page in moved_from):
            continue
        if there and any(id == other for other, _ in pages[page].ids):
            continue
        place = known.get(id)
        title = " ".join(filter(None, (place.number, place.title))) if place else id
        moves.append(Move(page, id, f"{owner[id]}#{place.id if place else id}", title))
    return moves


def add_pointers(text: str, page: str, moves: Iterable[Move]) -> str:
    """Add to the HTML of a page, after its own content, the places that moved away from it."""
    moves = list(moves)
    if not moves:
        return text
    items = E.UL(*(_entry(move, page) for move in moves))
    nav = E.E.nav(E.P("Moved from this page:", E.CLASS("label")), items, {"class": "moved md-typeset", "aria-label": "Moved from this page"})
    script = html.Element("script", {"src": _from(page, SCRIPT), "defer": ""})
    at = text.rindex(_END) + len(_END)
    return text[:at] + _write(nav) + _write(script) + text[at:]


def stub(page: str, goal: str, title: str, moves: Iterable[Move], public: str = "") -> str:
    """Return the page that stands at the address of one that is gone.

    Args:
        page: its path in the site.
        goal: the page that took its text, with the id of its title.
        title: that page's title.
        moves: the places that the old page had.
        public: the public address of the new page, or empty.
    """
    head = E.HEAD(
        E.META(charset="utf-8"),
        E.META(name="viewport", content="width=device-width,initial-scale=1"),
        E.META(name="robots", content="noindex"),
        E.TITLE(f"Moved: {title}"),
        E.LINK(rel="stylesheet", href=_from(page, STYLE)),
        html.Element("script", {"src": _from(page, SCRIPT), "defer": ""}),
    )
    if public:
        head.append(E.LINK(rel="canonical", href=public))
    main = E.E.main(
        E.H1("This page has moved"),
        E.P("It is now ", E.A(title, {"href": _from(page, goal), "data-moved-page": ""}), "."),
        {"class": "moved"},
    )
    entries = [_entry(move, page) for move in moves]
    if entries:
        main.extend([E.P("Its parts are now here:"), E.UL(*entries)])
    document = E.HTML(head, E.BODY(main), {"lang": "en", "data-moved": ""})
    return html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>") + "\n"


def _entry(move: Move, page: str) -> html.HtmlElement:
    return E.LI(E.A(move.title, href=_from(page, move.goal)), {"id": move.id, "data-moved": ""})


def _from(page: str, goal: str) -> str:
    """The link to a file of the site from one of its pages."""
    file, mark, fragment = goal.partition("#")
    return posixpath.relpath(file, posixpath.dirname(page) or ".") + mark + fragment


def _write(element: html.HtmlElement) -> str:
    return html.tostring(element, encoding="unicode")
