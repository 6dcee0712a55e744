"""What the pages of a site load, as it goes into one document: styles, scripts, and small files as `data:` addresses."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lxml import html

from .links_of_book import goal

# The theme's own style and scripts make the site around a page, its search and its menus: they stay out.
_THEME = ("assets/stylesheets/", "assets/javascripts/")
# What scripts load when it is first needed, in the order in which they load it: one document can load nothing.
LATER = ("assets/places.js", "assets/take-words.js", "assets/take-dialog.js")
LATER_STYLES = ("assets/take.css",)
_TYPES = {
    ".csv": "text/csv;charset=utf-8",
    ".ics": "text/calendar;charset=utf-8",
    ".json": "application/json",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into the document.

    Attributes:
        style: one style sheet.
        scripts: in the order in which they run, after the content.
        description: the site in one sentence.
        icon: the icon as a `data:` address.
        read: gives the bytes of a file of the site, or None where there is no such file.
    """

    style: str
    scripts: tuple[str, ...]
    description: str
    icon: str
    read: Callable[[str], bytes | None]


def read_parts(site: Path, paths: Iterable[str], style: str, script: str) -> Parts:
    """Read what the pages of a built site load, without the theme, and what their scripts load later.

    Args:
        site: the folder of the site.
        paths: its pages.
        style: the document's own style, which comes first.
        script: the document's own script, which comes last.
    """
    pages = {path: html.document_fromstring((site / path).read_text("utf-8")) for path in paths}
    styles = dict.fromkeys((*_loaded(pages, "//link[@rel = 'stylesheet']/@href"), *LATER_STYLES))
    scripts = _loaded(pages, "//body//script/@src")  # those in the head are for the search, which needs the theme
    texts = [(site / name).read_text("utf-8") for name in (*LATER, *scripts)]
    return Parts(
        style="\n".join([style, *((site / name).read_text("utf-8") for name in styles)]),
        scripts=tuple(map(safe_script, (*texts, script))),
        description=str(next(iter(pages.values())).xpath("string(//meta[@name = 'description']/@content)")),
        icon=data_address("assets/favicon.svg", (site / "assets/favicon.svg").read_bytes()),
        read=lambda name: (site / name).read_bytes() if (site / name).is_file() else None,
    )


def _loaded(pages: Mapping[str, html.HtmlElement], path: str) -> list[str]:
    """Return the files to which an expression leads on these pages, each once."""
    found = (goal(page, name) for page, tree in pages.items() for name in tree.xpath(path))
    return [name for name in dict.fromkeys(place[0] for place in found if place) if not name.startswith(_THEME)]


def safe_script(text: str) -> str:
    """Write a script so that no word in it ends its element; it does the same."""
    return re.sub(r"<(?=/script|!--)", r"\\x3C", text, flags=re.IGNORECASE)


def data_address(name: str, data: bytes) -> str:
    """Return a file as a `data:` address."""
    kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def policy(style: str, scripts: Iterable[str]) -> str:
    """Return the content security policy that allows these texts and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
