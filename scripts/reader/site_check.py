"""What must hold of the whole built site: every link lands, every id is unique, nothing is fetched from elsewhere."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mkdocs_timeline import Location, Problem, wrong_address

from .archive import unfit_names
from .html_page import HtmlPage, read_page

NOT_FOUND = "404.html"

# Raw markup that ends on a page when a block, a citation or an attribute list could not be read.
_LEFTOVERS = (
    (re.compile(r"^\s*/{3,}"), "a block"),
    (re.compile(r"\[@[a-z]"), "a citation"),
    (re.compile(r"\[\^[a-z]"), "a note"),
    (re.compile(r"\{:?\s*[#.][a-z]"), "an attribute list"),
    (re.compile(r"\{@note:"), "a note's text"),
    (re.compile(r"\]\([^)\s]*(?:\.html|\.md|://|#)"), "a link"),
    (re.compile(r"\*\*"), "bold type"),
)
_LEFTOVER = re.compile("|".join(pattern.pattern for pattern, _ in _LEFTOVERS))


def read_site(site: Path) -> dict[str, HtmlPage]:
    """Parse every page of a built site: path inside it to page."""
    return {path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*.html"))}


def check_site(site: Path, pages: dict[str, HtmlPage], name: str = "site", base: str = "/") -> list[Problem]:
    """Check a built site.

    Args:
        site: its folder.
        pages: its pages, by their path in it.
        name: how problems call the folder.
        base: the path under which it will be found, with a slash at both ends.
    """
    problems: list[Problem] = []
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    problems += [Problem(Location(f"{name}/{file}"), "", message) for file, message in unfit_names(files)]
    problems += _unique(pages, name)
    ids = {path: {id for id, _ in page.ids} for path, page in pages.items()}
    for path, page in pages.items():
        where = f"{name}/{path}"
        problems += _links(path, page, ids, files, where, base)
        problems += _loads(path, page, files, where, base)
        problems += [Problem(Location(where, line), what, "the built page has it, a strict content policy refuses it") for what, line in page.inline]
        problems += [Problem(Location(where, line), "a", "a link without address; every link needs one") for line in page.bare_anchors]
        for text, line in page.texts:
            for pattern, what in _LEFTOVERS if _LEFTOVER.search(text) else ():
                if pattern.search(text):
                    message = f"{what} was not read and stayed as text: '{text.strip()[:60]}'; look for it in the page's source"
                    problems.append(Problem(Location(where, line), "", message))
    return problems


def _unique(pages: dict[str, HtmlPage], name: str) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for path, page in pages.items():
        count = Counter(id for id, _ in page.ids)
        for id, line in page.ids:
            if count[id] > 1:
                yield Problem(Location(f"{name}/{path}", line), "id", f"'{id}' stands on this page twice; an address must be unique")
        for id in dict.fromkeys(page.article_ids):
            if id in owner:
                yield Problem(Location(f"{name}/{path}"), "id", f"'{id}' is also on {owner[id]}; an address must be unique in the whole site")
            owner.setdefault(id, path)


def _links(
    path: str, page: HtmlPage, ids: dict[str, set[str]], files: set[str], where: str, base: str
) -> Iterator[Problem]:
    for target, line in page.links:
        if wrong := wrong_address(target):
            yield Problem(Location(where, line), "href", wrong)
            continue
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("http", "https", "mailto"):
                yield Problem(Location(where, line), "href", f"'{target[:80]}' is of a kind that is refused; write an https link")
            continue
        goal = _goal(path, parts.path, base)
        if goal not in files:
            yield Problem(Location(where, line), "href", f"'{target}' leads to no file; correct the link")
        elif parts.fragment and goal in ids and not _lands(unquote(parts.fragment), ids[goal]):
            yield Problem(Location(where, line), "href", f"'{target}' leads to no place on that page; correct the part after #")


def _goal(path: str, target: str, base: str) -> str:
    """The file that an address on a page leads to.

    Only the page for wrong addresses begins them at the root of the host: it is shown under any address.
    """
    if not target:
        return path
    if path == NOT_FOUND and target.startswith(base):
        target = target.removeprefix(base)
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    return "index.html" if goal == "." else goal


def _lands(fragment: str, ids: set[str]) -> bool:
    return fragment.startswith(("f=", ":~:")) or fragment.partition(":~:")[0] in ids


def _loads(path: str, page: HtmlPage, files: set[str], where: str, base: str) -> Iterator[Problem]:
    for target, line in page.loads:
        wrong = wrong_address(target)
        if wrong and not target.startswith("//"):
            yield Problem(Location(where, line), "", wrong)
            continue
        parts = urlsplit(target)
        if parts.scheme == "data":
            continue
        if parts.scheme or parts.netloc:
            yield Problem(Location(where, line), "", f"'{target}' would be fetched from another host; ship the file with the site")
        elif _goal(path, parts.path, base) not in files:
            yield Problem(Location(where, line), "", f"'{target}' is not there; correct the path or add the file")
