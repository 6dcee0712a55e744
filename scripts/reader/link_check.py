"""Links and pictures of a page: each must be readable as one, and lead somewhere. Pure."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from mkdocs_timeline import Location, Problem, did_you_mean, prose_lines, wrong_address

from .index import CITATION, SOURCES, TIMELINE
from .places import find_places
from .prose import blank
from .state import State

LINK = re.compile(
    r"(?P<picture>!?)\[[^\]\[]*\]\(\s*(?P<target><[^<>]*>|(?:[^()\s<>]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HALF = re.compile(r"\][ \t]?\((?=[^()]*(?:\.md|://|#))|\]\(")
_BY_NAME = re.compile(r"\[(?!\^)[^\]\[]+\][ \t]?\[(?!\^)[^\]\[]*\]")


def known_addresses(state: State) -> set[str]:
    """Every `page.md` and `page.md#id` that a link may name."""
    known = set(state.texts) | {page for page in state.unsure if page in state.files}
    known |= {section.address for page in state.index.pages.values() for section in page.sections if section.id}
    known |= {f"{TIMELINE}#{name}" for event in state.events for name in (event.id, *event.aliases) if name}
    known |= {use.address for use in state.index.figures.values()}
    known |= {f"{SOURCES}#src-{key}" for key in state.keys or ()}
    for place in find_places(state):
        known |= {f"{place.page.removesuffix('.html')}.md#{alias}" for alias in place.aliases}
    return known


def check_links(name: str, path: str, text: str, known: set[str], state: State, unsure: set[str]) -> Iterator[Problem]:
    """Check one page.

    Args:
        name: how problems call the page.
        path: the page, inside the docs folder.
        text: its Markdown.
        known: see `known_addresses`.
        state: the scanned site.
        unsure: pages of which not every address is known; what names a place on them is not judged.
    """
    for number, line in prose_lines(text):
        line = blank(line)
        for match in LINK.finditer(line):
            where = Location(name, number, match.start("target") + 1)
            target = match["target"].strip("<>")
            message = _picture(path, target, state) if match["picture"] else _wrong(path, target, known, state, unsure)
            if message:
                yield Problem(where, "picture" if match["picture"] else "link", message)
        rest = blank(line, LINK, CITATION)
        for pattern in (_HALF, _BY_NAME):
            for match in pattern.finditer(rest):
                message = "this link cannot be read; write [words](page.md#id), with no space between ] and ("
                yield Problem(Location(name, number, match.start() + 1), "link", message)


def _wrong(path: str, target: str, known: set[str], state: State, unsure: set[str]) -> str:
    """Say what is wrong with the target of a link; nothing if it is right."""
    if wrong := wrong_address(target):
        return wrong
    if _SCHEME.match(target):
        fine = target.startswith(("https://", "http://", "mailto:"))
        return "" if fine else f"'{target}' is of a kind that is refused; write an https link"
    if not target:
        return "the link leads nowhere; write a page and an id between ( and )"
    if target.startswith("/"):
        return f"'{target}' would not work from disk; write the path from this page's own folder"
    written, _, fragment = target.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(written))) if written else path
    if page not in state.files and page not in known:
        near = page.removesuffix(".html") + ".md"
        hint = did_you_mean(near, {item for item in known if "#" not in item} | state.files)
        return f"there is no page or file '{page}'; {hint if hint.startswith('did you') else 'name one that exists'}"
    if not page.endswith(".md") or not fragment or page in unsure or f"{page}#{fragment}" in known:
        return ""
    hint = did_you_mean(f"{page}#{fragment}", known)
    return f"'{target}' leads nowhere; {hint if hint.startswith('did you') else 'name a page and an id that exist'}"


def _picture(path: str, target: str, state: State) -> str:
    if _SCHEME.match(target):
        return f"'{target[:80]}' would be fetched from another host; put the picture into the docs folder"
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    if file in state.files:
        return ""
    hint = did_you_mean(file, state.files)
    return f"there is no file '{file}'; {hint if hint.startswith('did you') else 'put it into the docs folder'}"
