"""The ledger of published addresses, tests/addresses.txt: `page.html#id` a line, append only."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mkdocs_timeline import Location, Problem

from .html_page import HtmlPage

LEDGER = Path("tests", "addresses.txt")
# What an editor can do about an address that is gone.
MEND = "keep the old id, or an alias of it, and name a page that is gone in moved_from of the one that took its text"
# Marks and texts of notes renumber with the text: they are no addresses to give away.
_PASSING = ("fn-", "fnref")
_ADDRESS = re.compile(r"(?!\.|.*/\.)[^\s#?\\/:]+(?:/[^\s#?\\/:]+)*\.html(?:#[^\s#]+)?")


def published(pages: Mapping[str, HtmlPage]) -> list[str]:
    """Return every address that a built site offers to be linked, sorted."""
    return sorted(
        address
        for path, page in pages.items()
        if path != "404.html"
        for address in (path, *(f"{path}#{id}" for id in page.article_ids if not id.startswith(_PASSING)))
    )


def read_ledger(path: Path) -> list[str]:
    """Return the addresses of the ledger, in its order."""
    lines = path.read_text("utf-8-sig").splitlines() if path.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def check_ledger(name: str, text: str) -> Iterator[Problem]:
    """Check the ledger itself: each line one address, each address once; `name` is how problems call it."""
    first: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        address = line.strip("\ufeff \t\r")
        if not address or address.startswith("#"):
            continue
        if not _ADDRESS.fullmatch(address):
            told = f"'{address[:80]}' is no address; write page.html or page.html#id, one a line"
            yield Problem(Location(name, number), "", told)
        elif first.setdefault(address, number) != number:
            told = f"'{address}' stands on line {first[address]} already; delete it here"
            yield Problem(Location(name, number), "", told)


def gone(ledger: Iterable[str], pages: Mapping[str, HtmlPage]) -> list[str]:
    """Return the addresses of the ledger that no longer resolve in a built site."""
    there = {f"{path}#{id}" for path, page in pages.items() for id, _ in page.ids} | set(pages)
    return [address for address in ledger if address not in there]


def split(address: str) -> tuple[str, str]:
    """Part an address into page and id, which is empty where the page is meant."""
    page, _, id = address.partition("#")
    return page, id


def fragments(ledger: Iterable[str]) -> dict[str, str]:
    """Return what must stand in a document that holds all pages: published address to the id of its place.

    An id is unique in the whole site, so there it is the whole address. Pages alone are no places of such a document.
    """
    return {address: id for address in ledger if (id := split(address)[1])}


def accept(path: Path, addresses: Iterable[str]) -> list[str]:
    """Add new addresses at the end of the ledger; returns those added. Nothing is ever removed."""
    known = set(read_ledger(path))
    new = [address for address in addresses if address not in known]
    if new:
        before = path.read_bytes() if path.exists() else b""
        with path.open("a", encoding="utf-8", newline="\n") as file:
            if before and not before.endswith(b"\n"):
                file.write("\n")
            file.writelines(f"{address}\n" for address in new)
    return new
