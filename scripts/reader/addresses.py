"""The ledger of published addresses, tests/addresses.txt: `page.html#id` a line, append only."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from .html_page import HtmlPage

LEDGER = Path("tests", "addresses.txt")
# Marks and texts of notes renumber with the text: they are no addresses to give away.
_PASSING = ("fn-", "fnref")


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


def gone(ledger: Iterable[str], pages: Mapping[str, HtmlPage]) -> list[str]:
    """Return the addresses of the ledger that no longer resolve in a built site."""
    there = {f"{path}#{id}" for path, page in pages.items() for id, _ in page.ids} | set(pages)
    return [address for address in ledger if address not in there]


def led_on(ledger: Iterable[str], pages: Mapping[str, HtmlPage]) -> list[str]:
    """Return the addresses of the ledger at which now only a link to another place stands (see moved.py)."""
    own = {f"{path}#{id}" for path, page in pages.items() for id in page.article_ids}
    return [address for address in ledger if "#" in address and address not in own and address.partition("#")[0] in pages]


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
