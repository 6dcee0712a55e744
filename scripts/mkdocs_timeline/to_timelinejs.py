"""Timeline to the JSON that TimelineJS 3 reads, for slide shows made elsewhere."""

import json
from html import escape

from .model import Event, Timeline
from .plain import plain
from .when import Moment
from .words import Words, show_text


def to_timelinejs(timeline: Timeline, page_url: str, title: str, words: Words | None = None) -> str:
    """Write the events as slides and the periods as eras. What has no beginning is placed at its end.

    Args:
        timeline: what to write.
        page_url: address of the timeline page; each slide links to its event there.
        title: headline of the first slide.
        words: the words of the language.
    """
    words = words or Words()
    record = {
        "title": {"text": {"headline": escape(title)}},
        "events": [_slide(timeline, event, page_url, words) for event in timeline.events],
        "eras": [
            {"start_date": _date(period.span.start), "end_date": _date(period.span.end), "text": {"headline": escape(period.title)}}
            for period in timeline.periods
            if period.span.end
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _slide(timeline: Timeline, event: Event, page_url: str, words: Words) -> dict:
    text = escape(plain(event.summary))
    if event.id:
        text += f' <a href="{escape(page_url)}#{event.id}">{escape(words.link)}</a>'
    slide = {
        "start_date": _date(event.when.start or event.when.end),
        "display_date": escape(show_text(event.when, words)),
        "text": {"headline": escape(event.title), "text": text.strip()},
    }
    if event.id:
        slide["unique_id"] = event.id
    if event.when.span and event.when.start and event.when.end:
        slide["end_date"] = _date(event.when.end)
    if event.category:
        slide["group"] = escape(timeline.categories.get(event.category, event.category))
    if event.media:
        slide["media"] = {"url": event.media.file, "alt": event.media.alt, "credit": escape(event.media.credit)}
    return slide


def _date(moment: Moment) -> dict[str, int]:
    date = {"year": moment.year}
    if moment.month is not None and moment.month <= 12:
        date["month"] = moment.month
        if moment.day is not None:
            date["day"] = moment.day
    return date
