"""What can be cited as BibTeX, in UTF-8, with the fields that biblatex adds. Pure."""

import re
from collections.abc import Iterable, Iterator

from .citable import Citable
from .source_fields import Name

_ENTRIES = {"book": "book", "chapter": "incollection", "report": "techreport"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A brace is written as a word, because BibTeX counts the braces of a value, those after a backslash too.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        **{mark: f"\\{mark}" for mark in "$&#%_"},
    }
)
# What TeX would draw together: two hyphens as a dash, two marks as one.
_DOUBLE = re.compile(r"([-'`,<>])(?=\1)|([?!])(?=`)")


def to_bibtex(sources: Iterable[Citable]) -> str:
    """Return them as entries, in their order; a key is the one by which the text cites."""
    return "\n".join(map(_entry, sources))


def _entry(source: Citable) -> str:
    kind = "article" if source.type.startswith("article-") else _ENTRIES.get(source.type, "misc")
    lines = "".join(f"  {name} = {value},\n" for name, value in _fields(source, kind))
    return f"@{kind}{{{source.id},\n{lines}}}\n"


def _fields(source: Citable, kind: str) -> Iterator[tuple[str, str]]:
    """Yield names and values, the values with their braces."""
    yield "author", f"{{{' and '.join(map(_name, source.author))}}}"
    yield (
        "title",
        f"{{{{{_text(source.title)}}}}}",
    )  # twice, or styles would write proper names in small letters
    if source.issued:
        moment = source.issued.start
        yield "date", f"{{{moment}}}"
        yield "year", f"{{{moment.year}}}"
        if moment.month and moment.month <= 12:
            yield "month", _MONTHS[moment.month - 1]
    if source.container and kind == "article":
        yield "journal", f"{{{_text(source.container)}}}"
    elif source.container:
        yield "booktitle", f"{{{{{_text(source.container)}}}}}"  # twice, as the title
    elif source.publisher:
        for name in _publisher(kind):
            yield name, f"{{{_text(source.publisher)}}}"
    if source.edition:
        yield "edition", f"{{{_text(source.edition)}}}"
    if source.URL:
        yield "url", f"{{{_address(source.URL)}}}"
    if source.accessed:
        yield "urldate", f"{{{source.accessed}}}"
    yield "language", f"{{{_text(source.language or 'en')}}}"
    if source.keywords:
        yield "keywords", f"{{{_text(', '.join(source.keywords))}}}"
    if source.remarks:
        yield "note", f"{{{_text(source.remarks)}}}"


def _publisher(kind: str) -> tuple[str, ...]:
    """Name the fields that hold the publisher: of @misc, styles print one and Zotero reads the other."""
    known = {"techreport": ("institution",), "misc": ("howpublished", "publisher")}
    return known.get(kind, ("publisher",))


def _name(name: Name) -> str:
    """Write "Family, Given"; braces keep a body together, whatever commas and "and" it holds."""
    if not name.family:
        return f"{{{_text(name)}}}"
    parts = (_text(part) for part in (name.family, name.given) if part)
    return ", ".join(
        f"{{{part}}}" if re.search(r",|\band\b", part, re.IGNORECASE) else part for part in parts
    )


def _text(text: str) -> str:
    """Write plain text as TeX reads it."""
    return _DOUBLE.sub(r"\g<0>{}", " ".join(text.split()).translate(_ESCAPES))


def _address(address: str) -> str:
    """Write an address as programs read it, undecoded; what would end the value is written in hexadecimal."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
