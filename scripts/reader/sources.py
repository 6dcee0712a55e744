"""The bibliography, docs/sources.yml: CSL data plus `side`, `kind`, `archive`, `accessed`, checked with places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
)

from .source_fields import INDEPENDENT, READERS, Name

KINDS = {
    "treaty": "Treaties and resolutions",
    "official": "Official documents, statements and speeches",
    "archive": "Archival records",
    "academic": "Scholarship and analysis",
    "news": "News",
    "reference": "Reference works",
}
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
