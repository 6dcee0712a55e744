"""Events to HTML elements. Trees, never strings: the host rewrites links, finds anchors and escapes text."""

import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markdown.util import AtomicString

from .elements import element, inline, plain
from .model import Event, Period, Timeline
from .select import Group
from .when import Moment, When
from .words import Words, show, show_span, show_text

# Headings of events carry this prefix until the contents list has been made: see block.py.
LATE = "timeline-"
LIST = "timeline-events"
SHAPES = 9  # so many does the style know
# Above MANY events lists are cut into parts of PART: a browser leaves out those that are not in sight, and
# filters ten thousand events as fast as fifty. The first is no such part, so that it is painted at once.
MANY, PART = 200, 50


@dataclass(frozen=True, slots=True)
class Style:
    """What the page around the timeline gives.

    Attributes:
        words: the words of the language.
        level: heading level of the groups, or of the events where nothing is grouped.
        page: the timeline page, for compact forms that link to it.
        source_page: the page that lists the sources, or empty.
        source_labels: key to short label.
        section_titles: `page.md#id` to title.
    """

    words: Words = field(default_factory=Words)
    level: int = 2
    page: str = ""
    source_page: str = ""
    source_prefix: str = "src-"
    source_labels: Mapping[str, str] = field(default_factory=dict)
    section_titles: Mapping[str, str] = field(default_factory=dict)


def full(parent: etree.Element, timeline: Timeline, groups: tuple[Group, ...], style: Style) -> None:
    """Add the whole timeline: a heading per group, a list of articles in each."""
    shapes = category_shapes(timeline)
    many = sum(len(part.events) for part in groups) > MANY
    for part in groups:
        level = style.level
        section = parent
        if part.title:
            section = element(parent, "section", class_="timeline-group", aria_labelledby=part.id)
            heading = element(section, f"h{level}", part.title, id=part.id)
            heading.set("data-count", style.words.counted(len(part.events)))
            if part.period:
                span = period_years(part.period, style.words)
                element(heading, "span", span, class_="timeline-range").tail = AtomicString("")
                heading.text = plain(part.title + " ")
            level += 1
        step = PART if many else len(part.events) or 1
        for start in range(0, len(part.events), step):
            later = many and not (part is groups[0] and start == 0)
            items = element(section, "ol", class_="timeline-events timeline-part" if later else LIST)
            for event in part.events[start : start + step]:
                _event(items, timeline, event, style, level, shapes)


def category_shapes(timeline: Timeline) -> dict[str, str]:
    """Return the class that gives each category its shape: by its place in the file, or among the events."""
    used = (event.category for event in timeline.events if event.category)
    known = dict.fromkeys([*timeline.categories, *used])
    return {key: f"timeline-shape-{index % SHAPES + 1}" for index, key in enumerate(known)}


def compact(parent: etree.Element, groups: tuple[Group, ...], style: Style, here: str) -> None:
    """Add a short list: date and title, which links to the event on the timeline page.

    Args:
        here: path of the page being made, so that the timeline page links within itself.
    """
    items = element(parent, "ol", class_="timeline-compact")
    for event in (event for part in groups for event in part.events):
        item = element(items, "li")
        _date(item, event.when, style.words).tail = " "
        if event.id:
            element(item, "a", event.title, href=address(event, style, here))
        else:
            element(item, "span", event.title)


def address(event: Event, style: Style, here: str) -> str:
    """The link to an event, from the page `here`."""
    page = "" if style.page == here else style.page
    return f"{page}#{event.id}"


def _event(
    items: etree.Element,
    timeline: Timeline,
    event: Event,
    style: Style,
    level: int,
    shapes: Mapping[str, str],
) -> None:
    data = {}
    if event.category:
        data["data_category"] = event.category
    if event.actors:
        data["data_actors"] = " ".join(event.actors)
    period = timeline.period_of(event)
    if period:
        data["data_period"] = period.id
    item = element(items, "li", class_="timeline-event", **data)
    article = element(item, "article")
    for alias in event.aliases:
        element(article, "span", id=alias, class_="timeline-alias")
    heading = element(article, f"{LATE}h{min(level, 6)}", event.title, class_="timeline-title")
    if event.id:
        heading.set("id", event.id)
        heading.text = plain(event.title + " ")
        # Its sign comes from the style, so that site search and copied headings do not end with it.
        element(heading, "a", href=f"#{event.id}", class_="timeline-link", aria_label=style.words.link)
    # After the title, so that those who walk by headings, and site search, meet the date with its event.
    _date(article, event.when, style.words, "p", "timeline-date")
    if event.summary:
        inline(article, "p", event.summary, class_="timeline-summary")
    if event.media:
        _media(article, event, style)
    if event.positions:
        _positions(article, timeline, event, style)
    _meta(article, timeline, event, style, shapes)
    _links(article, timeline, event, style)


def _date(
    parent: etree.Element, when: When, words: Words, tag: str = "span", name: str = "timeline-date"
) -> etree.Element:
    holder = element(parent, tag, class_=name)
    first, last = show_span(when, words)
    ends = [end for end in (when.start, when.end) if end is not None] if when.span else [when.start]
    previous = None
    for moment, text in zip(ends, filter(None, (first, last)), strict=False):
        if previous is not None:
            wide = " " in first or " " in last
            previous.tail = AtomicString(" – " if wide else "–")
        machine = _datetime(moment)
        data = {"datetime": machine} if machine else {}
        previous = element(holder, "time" if machine else "span", text, **data)
    return holder


def _datetime(moment: Moment) -> str:
    """A date as HTML's `datetime` takes it: year, month or day; nothing for seasons and years before 1."""
    if moment.year < 1:
        return ""
    if moment.month is not None and moment.month > 12:
        return f"{moment.year:04d}"
    return str(Moment(moment.year, moment.month, moment.day))


def period_years(period: Period, words: Words) -> str:
    """Write the first and last year of a period."""
    first, last = (end and show(Moment(end.year), words) for end in (period.span.start, period.span.end))
    return f"{first}–{last}" if last else words.since.format(date=first)


def _media(article: etree.Element, event: Event, style: Style) -> None:
    figure = element(article, "figure", class_="timeline-media")
    element(figure, "img", src=event.media.file, alt=event.media.alt, loading="lazy")
    if event.media.credit:
        element(figure, "figcaption", style.words.credit.format(credit=event.media.credit))


def _positions(article: etree.Element, timeline: Timeline, event: Event, style: Style) -> None:
    items = element(article, "dl", class_="timeline-positions")
    for position in event.positions:
        side = element(items, "div")
        element(side, "dt", timeline.actors.get(position.who, position.who))
        says = inline(side, "dd", position.says)
        if position.sources:
            says.text += " "
            element(says, "span", class_="timeline-sources")
            _list(says[-1], position.sources, _sources(style), "(", ")")


def _meta(
    article: etree.Element, timeline: Timeline, event: Event, style: Style, shapes: Mapping[str, str]
) -> None:
    words = style.words
    parts = []
    if event.category:
        label = timeline.categories.get(event.category, event.category)
        kind = f"timeline-category timeline-category-{event.category} {shapes[event.category]}"
        parts.append((label, kind))
    if event.actors:
        parts.append((", ".join(timeline.actors.get(key, key) for key in event.actors), "timeline-actors"))
    if event.status:
        parts.append((getattr(words, event.status), f"timeline-status timeline-status-{event.status}"))
    if event.as_of:
        parts.append((words.as_of.format(date=show_text(event.as_of, words)), "timeline-as-of"))
    if parts:
        line = element(article, "p", class_="timeline-meta")
        for number, (text, name) in enumerate(parts):
            if number:  # the state and its day are one thing
                line[-1].tail = " " if name == "timeline-as-of" else " · "
            element(line, "span", text, class_=name)


def _links(article: etree.Element, timeline: Timeline, event: Event, style: Style) -> None:
    words = style.words
    rows: list[tuple[str, str, tuple[str, ...], Callable]] = [
        ("timeline-see", words.discussed, event.see, lambda holder, key: element(holder, "a", style.section_titles.get(key, key), href=key)),
        ("timeline-sources", words.sources, event.sources, _sources(style)),
        ("timeline-related", words.related, event.related, lambda holder, key: element(holder, "a", timeline.by_id()[key].title, href=f"#{key}")),
    ]
    for name, label, keys, write in rows:
        if keys:
            line = element(article, "p", class_=f"timeline-links {name}")
            element(line, "span", f"{label}:", class_="timeline-label").tail = " "
            _list(line, keys, write)


def _list(
    parent: etree.Element, keys: tuple[str, ...], write: Callable, before: str = "", after: str = ""
) -> None:
    if before:
        parent.text = AtomicString(before)
    for index, key in enumerate(keys):
        write(parent, key).tail = AtomicString(after if index == len(keys) - 1 else ", ")


def _sources(style: Style) -> Callable[[etree.Element, str], etree.Element]:
    """Return what writes one source after another; the second of the same author and year says so."""
    seen: Counter[str] = Counter()

    def write(holder: etree.Element, key: str) -> etree.Element:
        label = style.source_labels.get(key, key)
        seen[label] += 1
        text = label if seen[label] == 1 else f"{label} ({seen[label]})"
        if not style.source_page:
            return element(holder, "span", text)
        return element(holder, "a", text, href=f"{style.source_page}#{style.source_prefix}{key}")

    return write
