"""An event as plain data, in the names and forms of the events file: what every export and the importer share."""

from .model import Event, Period, Timeline
from .schema import EVENT

Record = dict[str, object]


def to_record(event: Event) -> Record:
    """Return the fields that an event has, in the order of the schema; dates as EDTF, lists as lists."""
    values = {
        **{field.name: getattr(event, field.name, None) for field in EVENT},
        "date": str(event.when),
        "as_of": str(event.as_of) if event.as_of else "",
        "positions": [
            {"who": side.who, "says": side.says, **({"sources": list(side.sources)} if side.sources else {})}
            for side in event.positions
        ],
        "media": _media(event),
    }
    record: Record = {}
    for field in EVENT:
        value = values[field.name]
        value = list(value) if isinstance(value, tuple) else value
        if value and not (field.name == "importance" and value == 2):
            record[field.name] = value
    return record


def _media(event: Event) -> Record | None:
    if event.media is None:
        return None
    record: Record = {"file": event.media.file, "alt": event.media.alt}
    return {**record, "credit": event.media.credit} if event.media.credit else record


def period_record(period: Period) -> Record:
    """Return a period as the events file has it."""
    record: Record = {"id": period.id, "title": period.title, "from": str(period.span.start)}
    return {**record, "to": str(period.span.end)} if period.span.end else record


def timeline_record(timeline: Timeline) -> Record:
    """Return a whole timeline as the events file has it, events in time order."""
    record: Record = {}
    if timeline.categories:
        record["categories"] = dict(timeline.categories)
    if timeline.actors:
        record["actors"] = dict(timeline.actors)
    if timeline.periods:
        record["periods"] = [period_record(period) for period in timeline.periods]
    record["events"] = [to_record(event) for event in timeline.events]
    return record
