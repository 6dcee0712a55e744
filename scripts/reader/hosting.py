"""What a server says with each file of the published site: one model for every kind of server. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FRAMED = "e/"  # the short pages: other sites may show them in a frame
NOT_FOUND = "404.html"
EDITIONS = "editions"  # the folder with the offline editions
OWN = ("_headers", ".htaccess", f"{FRAMED}.htaccess", ".nojekyll")  # for the server, not for readers

HIDDEN = (
    r"/(?:_headers$|\.(?!well-known/))"  # what is no page: the above, and all else that begins with a dot
)

# Ending of a file to its type; a server is told all of them, because `nosniff` makes a wrong one fatal.
TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "gz": "application/gzip",
    "zip": "application/zip",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
    "zim": "application/x-zim",
}
# Texts that do not say themselves in which letters they are written; all are written in UTF-8.
UTF8 = ("html", "css", "js", "txt", "csv", "ics", "bib", "ris")
SMALLER = (*UTF8, "json", "xml", "svg")  # worth compressing; the others are compressed already
PLAIN = "text/plain"  # of a file without an ending: the checksums

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no source learns from which page a reader came
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LATER = ("Strict-Transport-Security", "max-age=31536000")
WHY_LATER = (
    "Only when the whole host is served by HTTPS, and for good: browsers then refuse plain HTTP for a year,",
    "and that cannot be taken back.",
)

# The theme names its files by their content: what such a name once held, it holds for ever.
HASHED = r"\.[0-9a-f]{8}\.min\.(?:js|css)$"
PAGE = r"\.html$"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"  # a browser keeps it, but asks each time whether it is still the newest
SOON = "public, max-age=600, must-revalidate"


@dataclass(frozen=True, slots=True)
class Hosting:
    """How the site is to be served.

    Attributes:
        title: the name of the files of this edition, for the first line of a file.
        base: the path of the public address, with a slash at both ends: "/courses/nato/".
        policy: the content policy without its framing.
        files: every file of the published folder, by its path in it, in order.
    """

    title: str
    base: str
    policy: str
    files: tuple[str, ...]


def framing(framed: bool) -> str:
    """The part of the policy that says who may show a page in a frame: `*` leaves out slides opened from disk."""
    return "frame-ancestors * file:" if framed else "frame-ancestors 'none'"


def caching(path: str) -> str:
    """How long a browser may keep a file."""
    if re.search(HASHED, path):
        return FOR_EVER
    return ASK_FIRST if re.search(PAGE, path) else SOON


def media_type(path: str) -> str:
    """The type of a file, with its letters where it does not say them itself; empty where it is not known."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2] if "." in name else "txt"
    return TYPES.get(ending, "") + ("; charset=utf-8" if ending in UTF8 else "")


def headers(path: str, hosting: Hosting) -> dict[str, str]:
    """Everything that a server says with a file, beyond what it says by itself; each kind keeps it."""
    framed = path.startswith(FRAMED)
    return {
        "Content-Type": media_type(path),
        **HEADERS,
        "Content-Security-Policy": f"{hosting.policy}; {framing(framed)}",
        **({} if framed else {"X-Frame-Options": "DENY"}),  # for browsers that do not know frame-ancestors
        "Cache-Control": caching(path),
    }


def unknown(files: Iterable[str]) -> list[str]:
    """Files of which no type is known."""
    return [path for path in files if path not in OWN and not media_type(path)]
