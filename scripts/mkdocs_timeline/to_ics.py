"""Timeline to iCalendar (RFC 5545): all-day events that keep their identity from build to build.

A date that is known to the month or the year only becomes the span of days that it may be, and its description says
how it was written: a calendar has no other way, and no day is invented. What has no first day is left out.
"""

from datetime import date, timedelta

from .model import Event, Timeline
from .plain import plain
from .words import Words, show_text

EPOCH = "19700101T000000Z"


def to_ics(timeline: Timeline, page_url: str, name: str, words: Words | None = None, domain: str = "timeline.invalid") -> str:
    """Write the events as a calendar.

    Args:
        timeline: what to write.
        page_url: address of the timeline page; absolute addresses become each event's URL.
        name: name of the calendar.
        words: the words of the language.
        domain: what makes the identifiers of this calendar unique; the site's host, if it has one.
    """
    words = words or Words()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//mkdocs-timeline//EN", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(name)}"]
    for number, event in enumerate(timeline.events, 1):
        if _expressible(event):
            lines += _event(timeline, event, event.id or f"event-{number}", page_url, words, domain)
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _expressible(event: Event) -> bool:
    return event.when.start is not None and event.when.start.year >= 1


def _event(timeline: Timeline, event: Event, key: str, page_url: str, words: Words, domain: str) -> list[str]:
    first = date(*event.when.earliest)
    last = date(*event.when.latest) if event.when.end or not event.when.span else first
    details = [show_text(event.when, words) + ".", plain(event.summary)]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{key}@{domain}",
        f"DTSTAMP:{EPOCH}",  # when the entry was written is no part of the data, and builds must be equal
        f"DTSTART;VALUE=DATE:{_date(first)}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(' '.join(filter(None, details)))}",
        "TRANSP:TRANSPARENT",
        f"X-EDTF-DATE:{event.when}",
    ]
    if last < date.max:
        lines.insert(4, f"DTEND;VALUE=DATE:{_date(last + timedelta(days=1))}")
    if event.category:
        lines.append(f"CATEGORIES:{_text(timeline.categories.get(event.category, event.category))}")
    if event.id and page_url.startswith(("http://", "https://")):
        lines.append(f"URL:{page_url}#{event.id}")
    return [*lines, "END:VEVENT"]


def _date(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(value: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Fold a line at 75 octets (RFC 5545, 3.1), never inside a character."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
