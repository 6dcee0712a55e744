"""Where the links of the book lead: to a place in the book, to a file of the site, or elsewhere. Pure."""

import posixpath
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from .book import BookPage, Element

_BLOCKS = ("p", "li", "td", "dd", "figcaption")


def goal(page: str, target: str) -> tuple[str, str] | None:
    """Return the file of the site to which a link leads, and its fragment as it stands; None if it leads elsewhere.

    Args:
        page: the page on which the link stands: "about/method.html".
        target: the link: "../history.html#kosovo".
    """
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    if file == "." or (parts.path.endswith("/") and not posixpath.splitext(file)[1]):
        file = posixpath.normpath(posixpath.join(file, "index.html"))
    return file, parts.fragment


def files_linked(book: Iterable[BookPage]) -> list[str]:
    """Return every file of the site, pages aside, to which a page leads; sorted."""
    found = {goal(page.path, link.get("href")) for page in book for link in page.content.iter("a") if link.get("href")}
    return sorted({place[0] for place in found if place and not place[0].endswith(".html")})


def block_of(link: Element) -> Element | None:
    """Return the block of text in which a link stands."""
    return next((node for node in link.iterancestors() if node.tag in _BLOCKS), None)


def say_where(block: Element, elsewhere: str) -> None:
    """Say at the end of a block in which file those are to which it can no longer lead."""
    last = block[-1] if len(block) else None
    before = (block.text if last is None else last.tail) or ""
    words = before.rstrip(". \n") + f" (in {elsewhere})" + ("." if before.rstrip().endswith(".") else "")
    if last is None:
        block.text = words
    else:
        last.tail = words
