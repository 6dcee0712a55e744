"""The bibliography, docs/sources.yml: CSL data plus `side`, `kind`, `archive`, `accessed`, checked with places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mkdocs_timeline import (
    Collector,
    Field,
    Location,
    Map,
    Node,
    Problem,
    Seq,
    Text,
    When,
    display_name,
    read_file,
    shorten,
    wrong_address,
)

KINDS = {
    "treaty": "Treaties and resolutions",
    "official": "Official documents, statements and speeches",
    "archive": "Archival records",
    "academic": "Scholarship and analysis",
    "news": "News",
    "reference": "Reference works",
}
INDEPENDENT = "independent"
SIDES = {
    INDEPENDENT: "independent",
    "nato": "NATO",
    "us": "United States",
    "uk": "United Kingdom",
    "germany": "Germany",
    "poland": "Poland",
    "finland": "Finland",
    "sweden": "Sweden",
    "estonia": "Estonia",
    "latvia": "Latvia",
    "lithuania": "Lithuania",
    "eu": "European Union",
    "un": "United Nations",
    "osce": "OSCE",
    "russia": "Russia",
    "ussr": "Soviet Union",
    "ukraine": "Ukraine",
    "georgia": "Georgia",
    "other": "other states or parties",
}
# The types of CSL 1.0.2 that are used here.
TYPES = (
    "article-journal", "article-magazine", "article-newspaper", "book", "chapter", "document", "interview",
    "legislation", "motion_picture", "report", "speech", "treaty", "webpage",
)  # fmt: skip

FIELDS = (
    Field("id", "id", "The key by which it is cited; an address, never changed or reused.", needed=True),
    Field("type", "choice", "A type of CSL.", needed=True, choices=TYPES),
    Field("author", "names", "Persons or bodies; a body as {literal: NATO}.", needed=True),
    Field("title", "text", "Its title.", needed=True),
    Field("issued", "date", "When it was published or spoken; leave it out if unknown."),
    Field("publisher", "text", "Who published it."),
    Field("URL", "url", "Where it can be read."),
    Field("archive", "url", "An archived copy, if it was opened."),
    Field("accessed", "date", "The day on which the address was opened, if it is known."),
    Field("side", "sides", "Who speaks in it, whoever published it: one side, or a list of all who signed or spoke together; `independent` for press, scholarship, archives, courts, investigators and reference works.", needed=True, choices=tuple(SIDES)),
    Field("kind", "choice", f"Which shelf it stands on: {', '.join(KINDS)}.", needed=True, choices=tuple(KINDS)),
    Field("language", "language", "Language of the text, if it is not English, as `ru`."),
    Field("note", "text", "What a reader should know of it."),
    Field("aliases", "ids", "Retired keys, whose addresses lead here."),
    Field("listed", "text", "Why it is kept although nothing cites it."),
)
_KEY = re.compile(r"[a-z][a-z0-9-]*")
# A language, as BCP 47 writes it: a browser and an e-book read it from an attribute.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://[^\s<>\"]+")


class Name(str):
    """A person or body as it is written out; `family` and `given` are empty where it was written in one piece."""

    family: str
    given: str

    def __new__(cls, text: str, family: str = "", given: str = "") -> Self:
        """Make a name; `text` is the whole of it."""
        name = super().__new__(cls, text)
        name.family, name.given = family, given
        return name


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of the bibliography."""

    id: str
    type: str
    author: tuple[Name, ...]
    title: str
    side: tuple[str, ...]
    kind: str
    where: Location
    issued: When | None = None
    publisher: str = ""
    URL: str = ""
    archive: str = ""
    accessed: When | None = None
    language: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    listed: str = ""

    @property
    def container(self) -> str:
        """The newspaper, magazine or journal of an article, which the file has as its publisher."""
        return self.publisher if self.type.startswith("article-") else ""

    @property
    def edition(self) -> str:
        """No source here is told by its edition."""
        return ""

    @property
    def keywords(self) -> tuple[str, ...]:
        """Sides and kind, in the form in which the address of the filtered list has them."""
        return *(f"side:{side}" for side in self.side), f"kind:{self.kind}"

    @property
    def remarks(self) -> str:
        """What other programs have no field for: the note, and the address of an archived copy."""
        return " ".join(filter(None, (self.note, self.archive and f"Archived copy: {self.archive}")))


Bibliography = tuple[Mapping[str, Source], frozenset[str] | None, list[Problem]]


def load_sources(path: Path, root: Path) -> Bibliography:
    """Read the bibliography.

    Returns:
        Key to source for all that fits; all keys, those of entries with faults too, or None where not all could
        be read; and all problems.
    """
    name = display_name(path, root)
    node, problems = read_file(path, name)
    if node is None:
        return {}, None, problems or [Problem(Location(name), "", "the file is empty; begin with a list of sources")]
    return check_sources(node, problems)


def check_sources(node: Node, problems: list[Problem]) -> Bibliography:
    """Check the nodes of a bibliography; returns what `load_sources` does."""
    if not isinstance(node, Seq):
        return {}, None, [*problems, Problem(node.where, "", "it must be a list; start each source with '- id: …'")]
    collector = Collector(READERS)
    keys = [_key(item) for item in node.items]
    found: dict[str, Source] = {}
    first: dict[tuple[str, str], str] = {}
    for item in node.items:
        values, places = collector.fields(item, FIELDS, "a source")
        if any(field.name not in values for field in FIELDS if field.needed):
            continue
        key = values["id"]
        if key in found:
            message = f"'{key}' is taken, first on line {found[key].where.line}; give this source another key"
            collector.add(places["id"], "id", message)
            continue
        found[key] = Source(where=item.where, **values)
        same = first.setdefault((values["title"].casefold(), values.get("URL", key)), key)
        if same != key:
            message = f"'{same}' on line {found[same].where.line} is the same text at the same address; cite that one and keep this key as its alias"
            collector.add(item.where, "URL", message)
    owner = dict(found)
    for source in found.values():
        for alias in source.aliases:
            if owner.setdefault(alias, source) is not source or alias == source.id:
                message = f"'{alias}' is the key of the source on line {owner[alias].where.line}; a key is never used twice"
                collector.add(source.where, "aliases", message)
    # Where one is missing, misformed or doubled, another key was meant, which is not known.
    known = len(set(keys)) == len(keys) and all(map(_KEY.fullmatch, keys))
    return found, frozenset(keys) if known else None, problems + collector.problems


def _key(item: Node) -> str:
    value = item.entries.get("id") if isinstance(item, Map) else None
    return value[1].value or "" if value and isinstance(value[1], Text) else ""


def _url(self: Collector, field: Field, node: Node) -> str | None:
    text = self.text(field, node)
    if text is not None and (not _URL.fullmatch(text) or wrong_address(text)):
        self.add(node.where, field.name, f"'{text[:60]}' is no web address; write it whole, beginning with https://")
        return None
    return text


def _language(self: Collector, field: Field, node: Node) -> str | None:
    text = self.text(field, node)
    if text is not None and not _LANGUAGE.fullmatch(text):
        self.add(node.where, field.name, f"'{shorten(text)}' is no language; write its short name, as ru or zh-Hant")
        return None
    return text


def _names(self: Collector, field: Field, node: Node) -> tuple[Name, ...] | None:
    """CSL names: `{literal: NATO}` or `{family: Shea, given: Jamie}`, or plain text for a body."""
    names = []
    known_problems = len(self.problems)
    for item in node.items if isinstance(node, Seq) else [node]:
        if not hasattr(item, "entries"):
            name = Name(self.text(field, item) or "")
        else:
            parts, _ = self.fields(item, NAME, "a name")
            family, given = parts.get("family", ""), parts.get("given", "")
            whole = " ".join(filter(None, (given, family)))
            name = Name(parts["literal"]) if "literal" in parts else Name(whole, family, given)
        if name:
            names.append(name)
    if not names and len(self.problems) == known_problems:
        self.add(node.where, field.name, "nobody is named; write {literal: the body that published it}")
    return tuple(names) or None


def _sides(self: Collector, field: Field, node: Node) -> tuple[str, ...] | None:
    """One side, or a list of several; who is of no side stands alone."""
    known_problems = len(self.problems)
    sides: list[str] = []
    for item in node.items if isinstance(node, Seq) else [node]:
        text = item.value or "" if isinstance(item, Text) else ""
        if "," in text:
            parts = ", ".join(filter(None, map(str.strip, text.split(","))))
            self.add(item.where, field.name, f"'{shorten(text)}' is one text; write a list: [{shorten(parts)}]")
            continue
        side = self.readers["choice"](self, field, item)
        if side in sides:
            self.add(item.where, field.name, f"'{side}' stands here twice; keep it once")
        elif side is not None:
            sides.append(side)
    if len(self.problems) > known_problems:
        return None
    if not sides:
        self.add(node.where, field.name, f"no side is named; write {INDEPENDENT} where no side speaks")
    elif INDEPENDENT in sides and len(sides) > 1:
        self.add(node.where, field.name, f"'{INDEPENDENT}' is no side; keep it alone, or delete it")
    return tuple(sides) if len(self.problems) == known_problems else None


NAME = (
    Field("literal", "text", "A body, or a name as it is."),
    Field("family", "text", "Family name."),
    Field("given", "text", "Given name."),
)
READERS = {"url": _url, "names": _names, "sides": _sides, "language": _language}
