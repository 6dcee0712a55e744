"""Nodes to a Timeline, or to all the problems that stand in the way."""

from collections.abc import Iterable

from .crosscheck import Context, crosscheck
from .errors import Location, Problem
from .kinds import Collector
from .model import Event, Media, Period, Position, Timeline
from .schema import EVENT, FILE, PERIOD
from .source import Map, Node, Seq
from .when import Moment, When

_UNKNOWN = When(Moment(1))
HEAD = ("categories", "actors", "period_rule")


def validate(roots: Iterable[Node], context: Context | None = None) -> tuple[Timeline, list[Problem]]:
    """Read one or several files (their root nodes) as one timeline.

    Args:
        roots: what `source.read` returned, one a file; later files add to the first.
        context: what lies outside the files and is to be checked against; nothing if None.

    Returns:
        The timeline, and all problems, in no order. Use the timeline only if there are none.
    """
    collector = Collector()
    head: dict = {}
    events: list[Event] = []
    periods: list[Period] = []
    for root in roots:
        values = _file(collector, root)
        for name in HEAD:
            _merge(collector, head, name, values.get(name), root.where)
        periods += filter(None, (_period(collector, node) for node in values.get("periods", ())))
        events += filter(None, (_event(collector, node) for node in values.get("events", ())))
    events.sort(key=lambda event: event.when.sort_key)
    timeline = Timeline(tuple(events), head.get("categories", {}), head.get("actors", {}), tuple(periods))
    rule = head.get("period_rule", "separate")
    return timeline, collector.problems + crosscheck(timeline, rule, context or Context())


def _file(collector: Collector, root: Node) -> dict:
    if isinstance(root, Seq):
        return {"events": root.items}
    if isinstance(root, Map):
        return collector.fields(root, FILE, "the events file")[0]
    collector.add(
        root.where, "", "there are no events here; begin with a list: - {date: 1949-04-04, title: …}"
    )
    return {}


def _merge(collector: Collector, head: dict, name: str, value, where: Location) -> None:
    if value is None:
        return
    if not isinstance(value, dict):
        head[name] = value
        return
    known = head.setdefault(name, {})
    for key, label in value.items():
        if known.setdefault(key, label) != label:
            collector.add(
                where,
                name,
                f"'{key}' is named '{known[key]}' in one file and '{label}' in another; choose one",
            )


def _event(collector: Collector, node: Node) -> Event | None:
    values, places = collector.fields(node, EVENT, "an event")
    if not places:
        return None
    # What stands for a wrong date or title lets the rules between events see the rest of it.
    values = {"date": _UNKNOWN, "title": ""} | values
    positions = tuple(
        Position(item["who"], item["says"], item.get("sources", ())) for item in values.pop("positions", ())
    )
    media = values.pop("media", None)
    return Event(
        when=values.pop("date"),
        where=node.where,
        importance=int(values.pop("importance", 2)),
        positions=positions,
        media=Media(**media) if media else None,
        places=places,
        **values,
    )


def _period(collector: Collector, node: Node) -> Period | None:
    values, places = collector.fields(node, PERIOD, "a period")
    start, end = (values[name].start if name in values else None for name in ("from", "to"))
    if start and end and end.latest < start.earliest:
        collector.add(places["to"], "to", f"'{end}' is before '{start}'; write the later date here")
        return None
    if any(name not in values for name in ("id", "title", "from")):
        return None
    return Period(values["id"], values["title"], When(start, end, span=True), node.where)
