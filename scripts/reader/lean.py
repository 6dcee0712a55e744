"""Finished pages made light: one style and one script of ours instead of eight, without comments, and nothing a page does not use. Pure."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

import rcssmin
import rjsmin

# What every page uses, as one file: fewer requests, and they compress better together. In the order in which they count.
TOGETHER = {
    "pages.css": ("timeline.css", "reader.css", "figures.css", "places.css"),
    "pages.js": ("header.js", "notes.js", "goto.js", "arrive.js", "take.js"),
}
# What is loaded only where its mark stands in the page. Without a mark a script loads it when it is needed.
NEEDED = {
    "timeline.js": "data-timeline",
    "sources.js": 'class="source-controls"',
    "offline.css": "data-offline=",
    "take.css": "",
}
# The theme indents what it writes; where space counts, it stays.
_INDENT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)|\s*\n\s*", re.DOTALL)
_TAG = r'<(?:link\b[^>]*\bhref|script\b[^>]*\bsrc)="((?:\.\./)*assets/){}"[^>]*>(?:</script>)?\n?'


def _tag(name: str) -> re.Pattern:
    return re.compile(_TAG.format(re.escape(name)))


_TAGS = {name: _tag(name) for name in (*NEEDED, *(part for parts in TOGETHER.values() for part in parts))}


def lean_page(page: str) -> str:
    """Return a page that loads the files that stand together as one, and nothing that it does not use."""
    for name, mark in NEEDED.items():
        if name in page and (not mark or mark not in page):
            page = _TAGS[name].sub("", page)
    for whole, (first, *rest) in TOGETHER.items():
        if not all(name in page and _TAGS[name].search(page) for name in (first, *rest)):
            continue  # a page of another kind, such as a short one
        for name in rest:
            page = _TAGS[name].sub("", page)
        page = _TAGS[first].sub(lambda match, first=first, whole=whole: match[0].replace(first, whole), page)
    return _INDENT.sub(lambda match: match[1] or "\n", page)


def together(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that stand for several, made from those: name to text."""
    return {whole: "".join(files[name] for name in parts) for whole, parts in TOGETHER.items() if set(parts) <= set(files)}


def minified(name: str, text: str) -> str:
    """Return a style or script without comments and needless space; notices of licences, `/*! …`, stay."""
    make = rcssmin.cssmin if PurePosixPath(name).suffix == ".css" else rjsmin.jsmin
    return make(text, keep_bang_comments=True) + "\n"
