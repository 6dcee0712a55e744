"""Both sides are heard: positions, and contested events, have sources of the sides they speak for. Pure.

The `side` of a source says who speaks in it, one or several together; `independent` is no side. What several
signed holds the words of each. A position needs a source of its side, or of the United Nations or the OSCE, in
whose records states speak for themselves, or an agency or paper that the text names as the one that quotes
("quoted by TASS", "Reuters reported"). Positions of one side alone, and a contested event without two, are told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from mkdocs_timeline import Event, Location, Problem

from .index import CITATION, CITED
from .passages import Finding, Passage
from .sources import Source

RULE = "side"

ALLIES = frozenset({"nato", "us", "uk", "germany", "poland", "finland", "sweden", "estonia", "latvia", "lithuania"})
_MOSCOW = frozenset({"russia", "ussr"})
_OTHER = frozenset({"other"})  # those for which sources.yml has no `side` of their own
_ALL = frozenset({"other", "un", "osce", "eu"})
# Labels of positions and actors of events, to the `side` of sources that hold their own words.
SIDES: dict[str, frozenset[str]] = {
    "NATO": ALLIES, "Allies": ALLIES, "nato": ALLIES,
    "Russia": frozenset({"russia"}), "Russian government": frozenset({"russia"}),
    "russia": frozenset({"russia"}),
    "Soviet government": frozenset({"ussr"}), "ussr": frozenset({"ussr"}),
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
    "Latvia": frozenset({"latvia"}), "latvia": frozenset({"latvia"}),
    "Lithuania": frozenset({"lithuania"}), "lithuania": frozenset({"lithuania"}),
    "Hungary": _OTHER, "hungary": _OTHER, "czechia": _OTHER, "turkiye": _OTHER, "romania": _OTHER,
}  # fmt: skip
_MORE_ALLIES = frozenset({"Hungary", "hungary", "czechia", "turkiye", "romania"})
_NO_SIDE = frozenset({"What is established", "Scholars", "scholars"})
_RECORDS = frozenset({"un", "osce"})
_PLAIN = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset(  # words that name no outlet, though a publisher may be called so
    {
        "the",
        "and",
        "for",
        "president",
        "ministry",
        "minister",
        "foreign",
        "affairs",
        "news",
        "press",
        "agency",
    }
    | {"quoted", "united", "states", "government", "russian", "russia", "federation", "ukraine", "ukrainian"}
    | {"poland", "polish", "kremlin", "nato", "allied"}
)
_ITS_OWN = "cite its own words, or name who quotes them"


def check_positions(
    name: str, page: str, passages: list[Passage], sources: Mapping[str, Source]
) -> Iterator[Finding]:
    """Check the positions of one page; `name` is how problems call it."""
    groups: dict[int, dict[tuple[int, str], list[Passage]]] = {}
    for passage in passages:
        if passage.label and passage.positions:
            group = groups.setdefault(passage.positions, {})
            group.setdefault((passage.position, passage.label), []).append(passage)
    for begin, positions in groups.items():
        cited = {place: _cited(found, sources) for place, found in positions.items()}
        if None in cited.values():
            continue  # a key that is not known is told already
        told = not all(cited.values())  # a position without any source is told by the check of blocks
        for (number, label), found in positions.items():
            text = " ".join(line.text for passage in found for line in passage.lines)
            if cited[number, label] and not _speaks(label, text, cited[number, label]):
                told = True
                message = f"the position of '{label}' has no source of that side; {_ITS_OWN}"
                yield Finding(Problem(Location(name, number), RULE, message), page, f"/// position | {label}")
        camps = _camps(label for _, label in positions)
        if not told and len(camps) == 1:
            labels = [label for _, label in positions]
            message = f"only one side is heard ({', '.join(labels)}); add the other, with its own words"
            yield Finding(Problem(Location(name, begin), RULE, message), page, f"/// position | {labels[0]}")


def check_event(event: Event, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Check one event of the timeline."""
    page = event.where.path.rpartition("/")[2]
    keys = [key for position in event.positions for key in position.sources]
    if any(key not in sources for key in keys):
        return
    for position in event.positions:
        if not _speaks(position.who, position.says, [sources[key] for key in position.sources]):
            message = f"the position of '{position.who}' has no source of that side; {_ITS_OWN}"
            where = event.place("positions")
            yield Finding(Problem(where, RULE, message), page, f"{event.id}: {position.who}")
    if event.status == "contested" and len(_camps(position.who for position in event.positions)) < 2:
        message = (
            "the event is contested, and not two sides are heard; add a position of each, in its own words"
        )
        yield Finding(Problem(event.place("status"), RULE, message), page, f"{event.id}: {event.title}")


def sides_of(label: str) -> frozenset[str] | None:
    """The sides that a label names: "Poland and Estonia" names two; None for scholars, who are of no side."""
    if label in _NO_SIDE:
        return None
    parts = [SIDES[part] for part in _parts(label) if part in SIDES]
    return frozenset().union(*parts) if parts else _ALL


def _parts(label: str) -> list[str]:
    return [label, *re.split(r",? and |, ", label)]


def _camps(labels: Iterable[str]) -> set[frozenset[str]]:
    """Sides that answer each other; Allies are one, and so is each label that is not in the table."""
    return {_camp(label) for label in labels if label not in _NO_SIDE}


def _camp(label: str) -> frozenset[str]:
    sides = sides_of(label) or _ALL
    if sides & ALLIES or not _MORE_ALLIES.isdisjoint(_parts(label)):
        return ALLIES
    if sides & _MOSCOW:
        return _MOSCOW
    return frozenset({label}) if sides == _ALL else sides


def _cited(passages: list[Passage], sources: Mapping[str, Source]) -> list[Source] | None:
    keys = [
        cited["key"]
        for passage in passages
        for line in passage.lines
        for citation in CITATION.finditer(line.raw)
        for cited in CITED.finditer(citation[1])
    ]
    return [sources[key] for key in keys] if all(key in sources for key in keys) else None


def _speaks(label: str, text: str, cited: Collection[Source]) -> bool:
    sides = sides_of(label)
    return sides is None or any(
        not (sides | _RECORDS).isdisjoint(source.side) or _named(source, text) for source in cited
    )


def _named(source: Source, text: str) -> bool:
    """Whether the text names who published or wrote a source."""
    names = {
        word.lower() for name in (source.publisher, *source.author) for word in _PLAIN.findall(name)
    } - _COMMON
    return any(word.lower() in names for word in _PLAIN.findall(text) if word[0].isupper())
