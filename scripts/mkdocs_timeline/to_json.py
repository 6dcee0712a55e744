"""Timeline to JSON: the fields of the events file, with what a program would have to compute beside them.

The form is versioned: `version` rises when a field changes its meaning or goes; new fields may come at any time.
"""

import json

from .model import Timeline
from .record import timeline_record
from .when import Day

FORMAT, VERSION = "mkdocs-timeline", 1


def to_json(timeline: Timeline, page_url: str) -> str:
    """Write the timeline as JSON.

    Args:
        timeline: what to write.
        page_url: address of the timeline page; each event gets `url` from it.
    """
    record = timeline_record(timeline)
    for event, values in zip(timeline.events, record["events"], strict=True):
        period = timeline.period_of(event)
        values["earliest"] = _day(event.when.earliest) if event.when.start else None
        values["latest"] = _day(event.when.latest) if event.when.end or not event.when.span else None
        if period:
            values["period"] = period.id
        if event.id:
            values["url"] = f"{page_url}#{event.id}"
    return json.dumps({"format": FORMAT, "version": VERSION, **record}, ensure_ascii=False, indent=1) + "\n"


def _day(day: Day) -> str:
    """Write a computed bound as ISO 8601; years before 1 with a sign and four digits."""
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"
