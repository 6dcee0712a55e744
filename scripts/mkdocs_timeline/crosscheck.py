"""Rules that hold between fields, events and files: unknown keys, clashing ids, periods that overlap."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .errors import Location, Problem
from .model import Event, Period, Timeline
from .schema import EVENT
from .suggest import did_you_mean, shorten
from .when import Day, days_in

# Ids that select.group gives to the headings of years, decades and the rest.
_OF_HEADINGS = re.compile(r"(?:year|decade)-(?:bc-)?[0-9]+|other-events")


@dataclass(frozen=True, slots=True)
class Context:
    """What lies outside the events files. None means: not known here, so not checked.

    Attributes:
        sources: keys of the bibliography.
        sections: addresses that exist, as `page.md` and `page.md#id`.
        files: paths of pictures inside the docs folder.
        require: fields that every event of this site must have.
    """

    sources: Collection[str] | None = None
    sections: Collection[str] | None = None
    files: Collection[str] | None = None
    require: tuple[str, ...] = ()


def crosscheck(timeline: Timeline, period_rule: str, context: Context) -> list[Problem]:
    """Return every breach of a rule between the parts of a timeline."""
    return [
        *_ids(timeline),
        *_references(timeline, context),
        *_required(timeline, context.require),
        *_periods(timeline.periods, period_rule),
    ]


def _ids(timeline: Timeline) -> Iterator[Problem]:
    owners: dict[str, Location] = {}
    named = [(period.id, "id", period.where) for period in timeline.periods]
    for event in sorted(timeline.events, key=lambda event: event.where):
        named += [(name, field, event.place(field)) for name, field in _names(event)]
    for name, field, where in named:
        if name in owners:
            first = owners[name]
            place = (
                f"on line {first.line}" if first.path == where.path else f"in {first.path}, line {first.line}"
            )
            yield Problem(
                where,
                field,
                f"'{name}' is taken, first {place}; an address is never used twice, so write another",
            )
        else:
            owners[name] = where
        if _OF_HEADINGS.fullmatch(name):
            yield Problem(where, field, f"'{name}' is kept for the timeline's own headings; write another")


def _names(event: Event) -> Iterator[tuple[str, str]]:
    if event.id:
        yield event.id, "id"
    for alias in event.aliases:
        yield alias, "aliases"


def _references(timeline: Timeline, context: Context) -> Iterator[Problem]:
    ids = set(timeline.by_id())
    tables = (
        ("category", timeline.categories or None, "category", "add it to 'categories'"),
        ("actors", timeline.actors or None, "actor", "add it to 'actors'"),
        ("related", ids, "event", "write the id of another event"),
        ("sources", context.sources, "source", "add it to the bibliography"),
        ("see", context.sections, "section", "write page.md#id of a heading that exists"),
    )
    for event in timeline.events:
        for field, known, what, remedy in tables:
            value = getattr(event, field)
            for key in (value,) if isinstance(value, str) else value:
                if key and known is not None and key not in known:
                    yield _unknown(event, field, key, known, what, remedy)
        for position in event.positions:
            if timeline.actors and position.who not in timeline.actors:
                yield _unknown(
                    event, "positions.who", position.who, timeline.actors, "actor", "add it to 'actors'"
                )
            for key in position.sources:
                if context.sources is not None and key not in context.sources:
                    yield _unknown(
                        event,
                        "positions.sources",
                        key,
                        context.sources,
                        "source",
                        "add it to the bibliography",
                    )
        if any(name and name in event.related for name in (event.id, *event.aliases)):
            yield Problem(
                event.place("related"), "related", "an event is not related to itself; delete it here"
            )
        if event.media and context.files is not None and event.media.file not in context.files:
            yield _unknown(
                event, "media.file", event.media.file, context.files, "file", "put it into the docs folder"
            )


def _unknown(event: Event, field: str, key: str, known: Collection[str], what: str, remedy: str) -> Problem:
    hint = did_you_mean(key, known)
    advice = (
        f"{hint} else {remedy}" if hint.startswith("did you") else f"{remedy}{f' ({hint})' if hint else ''}"
    )
    return Problem(
        event.place(field.partition(".")[0]), field, f"there is no {what} '{shorten(key)}'; {advice}"
    )


def _required(timeline: Timeline, fields: tuple[str, ...]) -> Iterator[Problem]:
    known = [field.name for field in EVENT]
    for field in fields:
        if field not in known:
            yield Problem(
                Location("mkdocs.yml"),
                "timeline.require",
                f"'{field}' is no field of an event; {did_you_mean(field, known)}",
            )
    for event in timeline.events:
        for field in fields:
            if field in known and field != "date" and not getattr(event, field):
                yield Problem(event.where, field, f"this site asks for it in every event; add '{field}: …'")


def _periods(periods: tuple[Period, ...], rule: str) -> Iterator[Problem]:
    if rule == "free":
        return
    ordered = sorted(periods, key=lambda period: period.span.sort_key)
    for before, after in zip(ordered, ordered[1:], strict=False):
        if after.span.earliest <= before.span.latest:
            message = f"it begins before '{before.id}' ends; end that one earlier, or write period_rule: free"
            yield Problem(after.where, "from", message)
        elif rule == "continuous" and _next_day(before.span.latest) != after.span.earliest:
            message = f"there is a gap after '{before.id}'; close it, or write period_rule: separate"
            yield Problem(after.where, "from", message)


def _next_day(day: Day) -> Day:
    year, month, number = day
    if number < days_in(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
