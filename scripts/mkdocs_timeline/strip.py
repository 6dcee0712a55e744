"""The overview: how many events each year has, and the names of the periods. Pure; it works without script.

One picture for every width: positions are per cent and heights are em, so that only distances shrink on a
phone and its words stay as large as the text. Where names do not fit above the bars, a list of links stands.
"""

import xml.etree.ElementTree as etree
from dataclasses import dataclass
from itertools import pairwise, product

from .model import Event, Timeline
from .to_html import Style, element, period_years
from .when import Moment
from .words import show

ENOUGH = 8  # fewer events are seen at a glance
MOST_BARS = 120
AXIS_LETTERS = 38  # that many fit under the bars of a phone 320 px wide, with room between them
NAMES_WIDTH = 48  # em, the least width at which the style shows names above the bars
ROWS = 3
_STEPS = [factor * 10**power for power in range(4) for factor in (1, 2, 5)]
_MONTH_STEPS = [1, 2, 3, 6, *(12 * step for step in _STEPS)]


@dataclass(frozen=True, slots=True)
class Scale:
    """The time axis, in years or months: from `first` up to, not with, `end`; `bar` units make one bar."""

    months: bool
    first: int
    end: int
    bar: int

    def unit(self, moment: Moment) -> int:
        """The unit in which a date lies."""
        return moment.year * 12 + (moment.month or 1) - 1 if self.months else moment.year

    def moment(self, unit: int) -> Moment:
        """The date of a unit."""
        return Moment(unit // 12, unit % 12 + 1) if self.months else Moment(unit)

    def percent(self, unit: float) -> str:
        """Where a unit begins on the axis."""
        return f"{(unit - self.first) * 100 / (self.end - self.first):.4g}%"


def overview(
    parent: etree.Element, timeline: Timeline, events: tuple[Event, ...], style: Style, headings: bool
) -> None:
    """Add the overview of some events; nothing where they are few, or all in one year or month.

    Args:
        headings: whether the page has a heading with the id of each period.
    """
    events = tuple(sorted(events, key=lambda event: event.when.sort_key))
    scale = _scale(events) if len(events) >= ENOUGH else None
    if not scale:
        return
    counts: dict[int, int] = {}
    for event in events:
        start = _bar(scale, event)
        counts[start] = counts.get(start, 0) + 1
    what = _what(scale, style)
    peak = max(counts, key=lambda start: (counts[start], -start))
    element(
        parent,
        "p",
        style.words.overview_most.format(
            what=what,
            first=_label(scale, scale.first, style),
            last=_label(scale, scale.end - 1, style),
            peak=_span(scale, peak, peak + scale.bar, style),
            n=counts[peak],
        ),
        class_="timeline-caption",
        data_search_exclude="",
    )
    bands = _names(parent, timeline, events, scale, style, headings)
    picture = element(
        parent, "svg", class_="timeline-bars", role="group", aria_label=what, data_search_exclude="",
        data_from=str(scale.first), data_to=str(scale.end), data_per=str(12 if scale.months else 1),
    )  # fmt: skip
    width, tall = scale.end - scale.first, max(counts.values())
    plot = element(picture, "svg", viewBox=f"0 0 {width} 54", preserveAspectRatio="none", aria_hidden="true")
    if bands:
        shape = "".join(
            f"M{start - scale.first} 0h{stop - start}v40h{start - stop}z" for start, stop in bands[::2]
        )
        element(plot, "path", d=shape, class_="timeline-band")
    lines = "".join(
        f"M{start - scale.first + scale.bar / 2:g} 40v-{max(2, round(38 * number / tall))}"
        for start, number in sorted(counts.items())
    )
    element(plot, "path", d=lines, class_="timeline-density", stroke_width=f"{scale.bar * 0.8:g}")
    _axis(picture, events, scale, style)
    here = element(picture, "g", class_="timeline-here", aria_hidden="true")
    element(here, "line", y2="4em")
    element(here, "text", y="1em")


def _scale(events: tuple[Event, ...]) -> Scale | None:
    """Choose months for a few years of exactly known months, else years, or steps of many years."""
    moments = [_moment(event) for event in events]
    years = [moment.year for moment in moments]
    months = max(years) - min(years) < 5 and all(moment.month and moment.month <= 12 for moment in moments)
    scale = Scale(months, 0, 0, 1)
    first, end = min(map(scale.unit, moments)), max(map(scale.unit, moments)) + 1
    bar = next(step for step in _STEPS if (end - first) / step <= MOST_BARS)
    first, end = first // bar * bar, -(-end // bar) * bar
    return Scale(months, first, end, bar) if end - first > bar else None


def _moment(event: Event) -> Moment:
    return event.when.start or event.when.end


def _bar(scale: Scale, event: Event) -> int:
    return scale.unit(_moment(event)) // scale.bar * scale.bar


def _label(scale: Scale, unit: int, style: Style) -> str:
    return show(scale.moment(unit), style.words)


def _span(scale: Scale, start: int, stop: int, style: Style) -> str:
    first, last = _label(scale, start, style), _label(scale, stop - 1, style)
    return first if first == last else f"{first}–{last}"


def _what(scale: Scale, style: Style) -> str:
    words = style.words
    if scale.months:
        return words.overview_months
    return words.overview if scale.bar == 1 else words.overview_years.format(n=scale.bar)


def _axis(picture: etree.Element, events: tuple[Event, ...], scale: Scale, style: Style) -> None:
    """Add columns that cover the picture, each a link to its first event and large enough for a thumb."""
    longest = max(len(_label(scale, unit, style)) for unit in range(scale.first, scale.end, scale.bar))
    most = max(2, AXIS_LETTERS // longest)
    steps = (step for step in (_MONTH_STEPS if scale.months else _STEPS) if step % scale.bar == 0)
    step = next((step for step in steps if (scale.end - scale.first) / step <= most), scale.end - scale.first)
    inner = range((scale.first // step + 1) * step, scale.end, step)
    edges = [
        scale.first,
        *(edge for edge in inner if min(edge - scale.first, scale.end - edge) >= step * 0.6),
        scale.end,
    ]
    for start, stop in pairwise(edges):
        inside = [event for event in events if start <= scale.unit(_moment(event)) < stop]
        named = next((event for event in inside if event.id), None)
        holder = picture
        if named:
            name = f"{_span(scale, start, stop, style)}: {style.words.counted(len(inside))}"
            holder = element(picture, "a", href=f"#{named.id}", aria_label=name)
            wide = f"{(stop - start) * 100 / (scale.end - scale.first):.4g}%"
            element(holder, "rect", x=scale.percent(start), width=wide, height="100%")
        element(holder, "text", _label(scale, start, style), x=scale.percent(start), y="4.9em")


def _names(
    parent: etree.Element,
    timeline: Timeline,
    events: tuple[Event, ...],
    scale: Scale,
    style: Style,
    headings: bool,
) -> list[tuple[int, int]]:
    """Add the periods as names above the bars and as a list, of which the style shows one.

    Returns:
        where each begins and ends.
    """
    found = []
    for period in sorted(timeline.periods, key=lambda period: period.span.sort_key):
        inside = [event for event in events if timeline.period_of(event) is period]
        named = next((event for event in inside if event.id), None)
        if inside and (headings or named):
            start = max(scale.first, scale.unit(period.span.start))
            stop = scale.unit(period.span.end) + 1 if period.span.end else scale.end
            found.append((start, min(stop, scale.end), period, f"#{period.id if headings else named.id}"))
    if not found:
        return []
    bands = [
        (start, max(start, min(stop, found[index + 1][0] if index + 1 < len(found) else stop)))
        for index, (start, stop, _, _) in enumerate(found)
    ]
    holder = element(
        parent, "nav", class_="timeline-periods", aria_label=style.words.periods, data_search_exclude=""
    )
    per_em = NAMES_WIDTH / (scale.end - scale.first)
    placed = arrange(
        [((a - scale.first) * per_em, (b - scale.first) * per_em) for a, b in bands],
        [len(period.title) * 0.56 for _, _, period, _ in found],
    )
    if placed:
        rows = max(row for _, row in placed) + 1
        picture = element(holder, "svg", class_=f"timeline-names timeline-rows-{rows}")
        for (start, stop), (_, _, period, target), (from_end, row) in zip(bands, found, placed, strict=True):
            at = scale.percent(stop if from_end else start)
            top = (rows - row - 1) * 2
            element(picture, "line", x1=at, x2=at, y1=f"{top}em", y2="100%")
            link = element(picture, "a", href=target)
            anchor = {"text_anchor": "end", "dx": "-.3em"} if from_end else {"dx": ".3em"}
            element(link, "text", period.title, x=at, y=f"{top + 1.1:g}em", **anchor)
    items = element(holder, "ul")
    for _, _, period, target in found:
        item = element(items, "li")
        element(item, "a", period.title, href=target).tail = " "
        element(item, "span", period_years(period, style.words))
    return bands


def arrange(bands: list[tuple[float, float]], widths: list[float]) -> list[tuple[bool, int]]:
    """Put a name at the beginning or the end of each band, in as few rows as do without collisions.

    Returns:
        for each name whether it stands at the band's end, and its row, counted from the bars;
        empty if no way is found.
    """
    best: tuple[tuple[int, int], list[tuple[bool, int]]] | None = None
    # From the left suits names at the ends of their bands, from the right those at the beginnings.
    for ends, turn in product(product((False, True), repeat=len(bands)), (1, -1)) if len(bands) <= 8 else ():
        boxes: list[tuple[float, float, float, int]] = []
        for (start, stop), width, at_end in list(zip(bands, widths, ends, strict=True))[::turn]:
            left, line = (stop - width - 0.6, stop) if at_end else (start, start)
            tries = ((left, left + width + 0.6, line, row) for row in range(ROWS))
            fits = left >= 0 and left + width + 0.6 <= NAMES_WIDTH
            box = next(
                (box for box in tries if fits and not any(_clash(box, other) for other in boxes)), None
            )
            if box is None:
                break
            boxes.append(box)
        else:
            cost = max(box[3] for box in boxes), sum(ends)
            if best is None or cost < best[0]:
                best = cost, [(at_end, box[3]) for at_end, box in zip(ends, boxes[::turn], strict=True)]
    return best[1] if best else []


def _clash(one: tuple[float, float, float, int], other: tuple[float, float, float, int]) -> bool:
    """Whether two names overlap, or the line down from one crosses the other."""
    low, high = sorted((one, other), key=lambda box: box[3])
    if low[3] == high[3]:
        return low[0] < high[1] and high[0] < low[1]
    return low[0] < high[2] < low[1]
