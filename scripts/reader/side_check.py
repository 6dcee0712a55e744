"""Both sides are heard: positions, and events that are contested, have sources of the sides they speak for. Pure.

The `side` of a source says whose own words it holds; `independent` is no side. A position needs a source of its side, or
of the United Nations or the OSCE, in whose records states speak for themselves, or an agency that is named in the text as
the one that quotes ("quoted by TASS", "Reuters reported").
"""

import re
from collections.abc import Collection, Iterator, Mapping

from mkdocs_timeline import Event, Location, Problem

from .index import CITATION, CITED
from .passages import Finding, Passage
from .sources import Source

RULE = "side"

# States for which sources.yml has no `side` of their own stand under "other", Allies under "nato".
ALLIES = frozenset({"nato", "us", "uk", "germany", "poland", "finland", "sweden", "estonia"})
_ALL = frozenset({"other", "un", "osce", "eu"})
# Who is named, in a label or among the actors of an event, to the `side` of sources that hold their own words.
SIDES: dict[str, frozenset[str]] = {
    "NATO": ALLIES, "Allies": ALLIES, "nato": ALLIES,
    "Russia": frozenset({"russia"}), "Russian government": frozenset({"russia"}), "russia": frozenset({"russia"}),
    "Soviet government": frozenset({"russia"}), "Soviet Union": frozenset({"russia"}), "ussr": frozenset({"russia"}),
    "Ukraine": frozenset({"ukraine"}), "ukraine": frozenset({"ukraine"}),
    "Georgia": frozenset({"georgia"}), "georgia": frozenset({"georgia"}),
    "United States": frozenset({"us"}), "us": frozenset({"us"}),
    "United Kingdom": frozenset({"uk"}), "uk": frozenset({"uk"}),
    "Germany": frozenset({"germany"}), "germany": frozenset({"germany"}),
    "Poland": frozenset({"poland"}), "poland": frozenset({"poland"}),
    "Finland": frozenset({"finland"}), "finland": frozenset({"finland"}),
    "Sweden": frozenset({"sweden"}), "sweden": frozenset({"sweden"}),
    "Estonia": frozenset({"estonia"}), "estonia": frozenset({"estonia"}),
    "European Union": frozenset({"eu"}), "eu": frozenset({"eu"}),
    "Latvia": frozenset({"nato", "other"}), "latvia": frozenset({"nato", "other"}),
    "Lithuania": frozenset({"nato", "other"}), "lithuania": frozenset({"nato", "other"}),
    "Hungary": frozenset({"nato", "other"}), "hungary": frozenset({"nato", "other"}),
    "czechia": frozenset({"nato"}), "turkiye": frozenset({"nato"}), "romania": frozenset({"nato"}),
}  # fmt: skip
_NO_SIDE = frozenset({"What is established", "Scholars", "scholars"})
_RECORDS = frozenset({"un", "osce"})
_PLAIN = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(
    "the and for president ministry minister foreign affairs news press agency quoted united states government "
    "russian russia federation ukraine ukrainian poland polish kremlin nato allied".split()
)


def check_positions(name: str, page: str, passages: list[Passage], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Check the positions of one page; `name` is how problems call it."""
    groups: dict[int, dict[tuple[int, str], list[Passage]]] = {}
    for passage in passages:
        if passage.label and passage.positions:
            groups.setdefault(passage.positions, {}).setdefault((passage.position, passage.label), []).append(passage)
    for begin, positions in groups.items():
        cited = {place: _cited(found, sources) for place, found in positions.items()}
        if None in cited.values():
            continue  # a key that is not known is told already
        told = False
        for (number, label), found in positions.items():
            text = " ".join(line.text for passage in found for line in passage.lines)
            if not _speaks(sides_of(label), text, cited[number, label]):
                told = True
                message = f"the position of '{label}' has no source of that side; cite its own words, or name who quotes them"
                yield Finding(Problem(Location(name, number), RULE, message), page, f"/// position | {label}")
        camps = _camps(label for _, label in positions)
        if not told and len(camps) == 1:
            message = f"only one side is heard ({', '.join(label for _, label in positions)}); add the other, with its own words"
            yield Finding(Problem(Location(name, begin), RULE, message), page, f"/// position | {next(iter(positions))[1]}")


def check_event(event: Event, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Check one event of the timeline."""
    page = event.where.path.rpartition("/")[2]
    keys = [key for position in event.positions for key in position.sources]
    if any(key not in sources for key in keys):
        return
    for position in event.positions:
        if not _speaks(sides_of(position.who), position.says, [sources[key] for key in position.sources]):
            message = f"the position of '{position.who}' has no source of that side; cite its own words, or name who quotes them"
            yield Finding(Problem(event.place("positions"), RULE, message), page, f"{event.id}: {position.who}")
    if event.status == "contested" and len(_camps(position.who for position in event.positions)) < 2:
        message = "the event is contested, and not two sides are heard; add a position of each, with a source of its own words"
        yield Finding(Problem(event.place("status"), RULE, message), page, f"{event.id}: {event.title}")


def sides_of(label: str) -> frozenset[str] | None:
    """The sides that a label names: "Poland and Estonia" names two. None where it names none, as scholars do."""
    if label in _NO_SIDE:
        return None
    parts = [SIDES[part] for part in [label, *re.split(r",? and |, ", label)] if part in SIDES]
    return frozenset().union(*parts) if parts else _ALL


def _camps(labels: Collection[str] | Iterator[str]) -> set[frozenset[str]]:
    """Sides that answer each other; the Alliance and its members are one."""
    named = filter(None, map(sides_of, labels))
    return {ALLIES if sides & ALLIES else sides for sides in named}


def _cited(passages: list[Passage], sources: Mapping[str, Source]) -> list[Source] | None:
    keys = [
        cited["key"]
        for passage in passages
        for line in passage.lines
        for citation in CITATION.finditer(line.raw)
        for cited in CITED.finditer(citation[1])
    ]
    return [sources[key] for key in keys] if all(key in sources for key in keys) else None


def _speaks(sides: frozenset[str] | None, text: str, cited: Collection[Source]) -> bool:
    if sides is None or not cited:
        return True  # a position without any source is told by the check of blocks
    return any(source.side in sides | _RECORDS or _named(source, text) for source in cited)


def _named(source: Source, text: str) -> bool:
    """Whether the text names who published or wrote a source."""
    names = {word.lower() for name in (source.publisher, *source.author) for word in _PLAIN.findall(name)} - _COMMON
    return any(word.lower() in names for word in _PLAIN.findall(text) if word[0].isupper())
