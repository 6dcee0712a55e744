"""Which links a text may hold: none that a browser would run, however its scheme is written."""

import html
import re
from urllib.parse import urlsplit

from .suggest import shorten

SAFE_SCHEMES = ("http", "https", "mailto")
_TARGET = re.compile(r"\]\(\s*([^\s)]+)")
_SCHEME = re.compile(r"[<\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*)[\x00-\x20]*:")


def refused_scheme(target: str) -> str:
    """Return the scheme of a refused link, as a browser would read it; nothing if the link is harmless."""
    # Browsers read entities, and drop tabs and line ends wherever they stand.
    match = _SCHEME.match(re.sub(r"[\t\n\r]", "", html.unescape(target)))
    return match[1].lower() if match and match[1].lower() not in SAFE_SCHEMES else ""


def wrong_address(target: str) -> str:
    """Say what is wrong with the form of an address; nothing if it can be read as one."""
    if target.startswith(("//", "\\\\")):
        return "the address lacks its beginning; write it whole, with https:"
    try:
        urlsplit(target)
    except ValueError:
        return f"'{shorten(target)}' is no web address; correct it"
    return ""


def wrong_link(markdown: str) -> str:
    """Say what is wrong with the first refused link of a Markdown text; nothing if there is none.

    Links by reference are seen only when the page is made: see block.py.
    """
    for target in _TARGET.findall(markdown):
        if scheme := refused_scheme(target):
            return f"links that begin with '{scheme}:' are refused; write an https link"
        if target.startswith("<"):
            return "the address of a link stands between < and >; write it without them"
        if wrong := wrong_address(target):
            return wrong
    return ""
