"""The strict content policy, computed from the finished pages: what they have is allowed, and no more. Pure.

The theme writes a few small scripts into each page; each is allowed by the hash of its text, so that no other
can run. What a policy cannot allow without losing its worth (handlers and styles in attributes), `site_check`
refuses. How the policy is written: https://www.w3.org/TR/CSP3/.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

# Types of a script element that a browser runs; the others hold data, of which the policy knows nothing.
_RUN = {"", "text/javascript", "application/javascript", "module"}
_LINKED_DATA = re.compile(r"url\(\s*[\"']?data:(?P<kind>image|font)/", re.IGNORECASE)
_LINKED_FONT = re.compile(r"@font-face\b", re.IGNORECASE)


def content_policy(pages: Iterable[str], sheets: Iterable[str] = ()) -> str:
    """Return the policy under which all pages of a site work, without the part that says who may frame them.

    Args:
        pages: the pages as HTML.
        sheets: the style sheets that they link, as CSS.
    """
    needs = _Needs()
    for page in pages:
        needs.feed(page)
        needs.close()
        needs.reset()
    for sheet in (*sheets, *needs.sheets):
        needs.data |= {match["kind"].lower() for match in _LINKED_DATA.finditer(sheet)}
        needs.fonts |= bool(_LINKED_FONT.search(sheet))
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(needs.scripts)],
        "style-src": ["'self'", *sorted(needs.styles)],
        "img-src": ["'self'", *(["data:"] if "image" in needs.data else [])],
        "font-src": ["'self'", *(["data:"] if "font" in needs.data else [])] if needs.fonts else [],
        "connect-src": ["'self'"],  # the index of the search
        "worker-src": ["'self'"],  # the search itself
        "frame-src": ["'self'"] if needs.frames else [],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items() if values)


def source_hash(text: str) -> str:
    """Return how a policy names a script or a style by its text: 'sha256-…'."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


class _Needs(HTMLParser):
    """What the pages need, gathered from one after the other."""

    def __init__(self) -> None:
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.sheets: list[str] = []
        self.data: set[str] = set()
        self.fonts = False
        self.frames = False
        super().__init__(convert_charrefs=True)

    def reset(self) -> None:
        super().reset()
        self.inside = ""
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "style":
            self.inside = "style"
        elif tag == "script" and "src" not in values and values.get("type", "").strip().lower() in _RUN:
            self.inside = "script"
        elif tag in ("img", "image", "source", "link"):
            addresses = (values.get(name, "") for name in ("src", "srcset", "href", "xlink:href"))
            self.data |= (
                {"image"} if any(address.startswith("data:image/") for address in addresses) else set()
            )
        elif tag == "iframe":
            self.frames = True

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside:
            (self.scripts if tag == "script" else self.styles).add(source_hash(self.text))
            if tag == "style":
                self.sheets.append(self.text)
            self.inside = self.text = ""
