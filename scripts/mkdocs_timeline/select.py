"""Which events a block shows, in which order, and under which headings. Pure functions of the model."""

from collections.abc import Iterable
from dataclasses import dataclass

from .model import Event, Period, Timeline
from .when import When

ORDERS = ("oldest", "newest")
GROUPS = ("none", "year", "decade", "period")


@dataclass(frozen=True, slots=True)
class Query:
    """What to show. An empty field does not restrict; several keys in one field mean any of them."""

    category: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    start: When | None = None
    end: When | None = None
    ids: tuple[str, ...] = ()
    importance: int = 3
    section: tuple[str, ...] = ()
    order: str = "oldest"
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Events under one heading; `id` and `title` are empty where nothing is grouped."""

    id: str
    title: str
    events: tuple[Event, ...]
    period: Period | None = None


def select(timeline: Timeline, query: Query) -> tuple[Event, ...]:
    """Return the events that fit a query, in its order."""
    events = [event for event in timeline.events if _fits(timeline, event, query)]
    if query.order == "newest":
        events.reverse()
    return tuple(events[: query.limit] if query.limit else events)


def _fits(timeline: Timeline, event: Event, query: Query) -> bool:
    if query.ids and not any(name in query.ids for name in (event.id, *event.aliases)):
        return False
    if query.category and event.category not in query.category:
        return False
    if query.actor and not set(query.actor) & set(event.actors):
        return False
    if event.importance > query.importance:
        return False
    if query.start and event.when.latest < query.start.earliest:
        return False
    if query.end and event.when.earliest > query.end.latest:
        return False
    if query.section and not any(
        _names(address, wanted) for address in event.see for wanted in query.section
    ):
        return False
    if query.period:
        period = timeline.period_of(event)
        return period is not None and period.id in query.period
    return True


def _names(address: str, wanted: str) -> bool:
    """Whether an address lies in the wanted page, or is the wanted section."""
    return address == wanted or address.partition("#")[0] == wanted


def group(
    timeline: Timeline, events: Iterable[Event], by: str, decade: str, unplaced: str, era: str = "{year} BC"
) -> tuple[Group, ...]:
    """Put events under headings, keeping their order.

    Args:
        by: one of GROUPS.
        decade: the words for a decade, with `{year}`.
        unplaced: the heading for events that lie in no period.
        era: the words for a year before 1, or a decade of such years, with `{year}`.
    """
    if by == "none":
        return (Group("", "", tuple(events)),)
    found: dict[tuple[str, str], list[Event]] = {}
    periods: dict[str, Period] = {}
    for event in events:
        if by == "period":
            period = timeline.period_of(event)
            if period:
                periods[period.id] = period
            key = (period.id, period.title) if period else ("other-events", unplaced)
        else:
            key = _years(event.when.year, by, decade, era)
        found.setdefault(key, []).append(event)
    names = list(found)
    if by != "period" and names:
        # An event of unknown beginning comes first, and is listed under the year of its end.
        newest = found[names[0]][0].when.sort_key > found[names[-1]][-1].when.sort_key
        names.sort(key=lambda name: found[name][0].when.year, reverse=newest)
    return tuple(Group(id, title, tuple(found[id, title]), periods.get(id)) for id, title in names)


def _years(year: int, by: str, decade: str, era: str) -> tuple[str, str]:
    """Return id and title of the heading for a year; the year 0 is 1 BC."""
    number = year if year > 0 else 1 - year
    if by == "decade":
        number = number // 10 * 10
    title = str(number) if by == "year" else decade.format(year=number)
    return (f"{by}-{number}", title) if year > 0 else (f"{by}-bc-{number}", era.format(year=title))
