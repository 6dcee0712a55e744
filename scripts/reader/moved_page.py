"""What stands at the address of something that moved: links that lead on, with scripts and without. Pure."""

import posixpath
from collections.abc import Iterable

from lxml import html
from lxml.html import builder as E

from .linked_data import LANGUAGE
from .moved import Move
from .places import Place
from .write_html import write_html

# The script goes on at once; without it a reader finds the link, marked where the address named a part.
SCRIPT, STYLE = "assets/moved.js", "assets/embed.css"
LABEL = "Moved from this page"
_END = "</article>"


def add_pointers(text: str, page: str, moves: Iterable[Move]) -> str:
    """Add to the HTML of a page, after its own content, the places that moved away from it.

    They stand outside its `article`, in which an id belongs to one page of the site.
    """
    moves = list(moves)
    if not moves:
        return text
    nav = E.E.nav(
        E.P(LABEL, E.CLASS("label")),
        _list(moves, page, page),
        {"class": "moved md-typeset", "aria-label": LABEL},
    )
    at = text.rindex(_END) + len(_END)
    return text[:at] + write_html(nav) + write_html(_script(page)) + text[at:]


def stub(page: str, goal: Place, moves: Iterable[Move], public: str = "") -> str:
    """Return the page that stands at the address of one that is gone.

    Args:
        page: its path in the site.
        goal: the page that took its text, or its place there.
        moves: the places that the old page had.
        public: the public address of the new page, or empty.
    """
    head = E.HEAD(
        E.META(charset="utf-8"),
        E.META(name="viewport", content="width=device-width,initial-scale=1"),
        E.META(name="color-scheme", content="light dark"),
        E.META(name="robots", content="noindex"),
        E.TITLE(f"Moved: {goal.title}"),
        E.LINK(rel="stylesheet", href=_from(page, STYLE)),
        _script(page),
    )
    if public:
        head.append(E.LINK(rel="canonical", href=public))
    link = E.A(goal.title, {"href": _from(page, goal.address), "data-moved-page": ""})
    main = E.E.main(E.H1("This page has moved"), E.P("It is now ", link, "."))
    moves = list(moves)
    if moves:
        main.extend([E.P("What stood on it is here:"), _list(moves, page, goal.page)])
    return write_html(E.HTML(head, E.BODY(main), lang=LANGUAGE), "<!DOCTYPE html>") + "\n"


def _list(moves: list[Move], page: str, goal: str) -> html.HtmlElement:
    """The old ids, each on a line with a link to what it named, and its page where that is not the goal of all."""
    lines = []
    for move in moves:
        link = E.A(move.title or move.now, href=_from(page, move.address))
        link.tail = f" (in {move.within})" if move.within and move.goal != goal else ""
        lines.append(E.LI(link, {"id": move.id, "data-moved": ""}))
    return E.UL(*lines)


def _script(page: str) -> html.HtmlElement:
    return html.Element("script", {"src": _from(page, SCRIPT), "defer": ""})


def _from(page: str, goal: str) -> str:
    """The link to a file of the site from one of its pages."""
    file, mark, fragment = goal.partition("#")
    return posixpath.relpath(file, posixpath.dirname(page) or ".") + mark + fragment
