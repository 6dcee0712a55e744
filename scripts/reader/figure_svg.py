"""Figures as drawings: bars, spans and dots. Pure: a Figure in, an SVG element out."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from itertools import groupby

from mkdocs_timeline import When, show_text

from .figure_drawing import EDGE, MARKS, PATTERNS, TOP, Drawing, thousands
from .figures import Figure, Row
from .reference import WORDS


def draw_bars(figure: Figure) -> etree.Element:
    """Draw a bar a row, in parts; a range ends in a hatched part."""
    drawing = Drawing(figure)
    hatched = drawing.hatching()
    parts = figure.parts
    most = (
        max((sum(row.values[key][1] for key in parts if key in row.values) for row in figure.rows), default=1)
        or 1
    )
    for row in figure.rows:
        drawing.heading(row.values["label"], _bar_words(figure, row))
        if "detail" in row.values:
            drawing.below(row.values["detail"])
        drawing.y += 0.45
        start = 0.0
        for key, pattern in zip(parts, PATTERNS, strict=False):
            low, high = row.values.get(key, (0, 0))
            for first, last in _pieces(start, start + low, figure.step):
                fill = hatched if pattern == "hatched" else ""
                drawing.bar(100 * first / most, 100 * last / most, drawing.y, f"part-{pattern}", fill)
            if high > low:
                drawing.bar(
                    100 * (start + low) / most,
                    100 * (start + high) / most,
                    drawing.y,
                    "part-hatched",
                    hatched,
                )
            start += high
        if not start:
            drawing.line(0, drawing.y, 0, drawing.y + 0.9, "nothing")
        drawing.y += 1.3
    return drawing.done()


def _bar_words(figure: Figure, row: Row) -> str:
    values = [(key, row.values[key]) for key in figure.parts if key in row.values]
    if not values:
        return "no number"
    if figure.total:
        return f"{sum(value[0] for _, value in values)} {figure.total}"
    if len(figure.parts) == 1:
        unit = figure.unit.removesuffix("s") if values[0][1] == (1, 1) else figure.unit
        return f"{thousands(values[0][1])} {unit}".strip()
    return " · ".join(f"{thousands(value)} {figure.columns[key].lower()}" for key, value in values)


def _pieces(start: float, end: float, step: int) -> Iterator[tuple[float, float]]:
    if not step:
        yield from [(start, end)] if end > start else []
        return
    while start < end:
        yield start, min(start + step * 0.94, end)
        start += step


def draw_spans(figure: Figure) -> etree.Element:
    """Draw when each row lasted: a bar, hatched where it held in part, with an arrow if it has no end."""
    drawing = Drawing(figure)
    hatched = drawing.hatching()
    dates = [value for row in figure.rows for value in row.values.values() if isinstance(value, When)]
    first = min(_year(value) for value in dates)
    last = _year(figure.until) if figure.until else max(_year(value) for value in dates)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= 6)

    def at(year: float) -> float:
        return EDGE + (100 - 2 * EDGE) * (year - first) / (last - first or 1)

    def x(when: When) -> float:
        return at(_year(when))

    drawing.y = TOP
    for row in figure.rows:
        mark, start, halted, end = (row.values.get(name) for name in ("mark", "from", "halted", "to"))
        drawing.heading(row.values["label"], span_words(mark, start, end))
        drawing.y += 0.45
        stop = x(end or figure.until) if start else 0.0
        if mark and (start or end):
            drawing.line(x(mark), drawing.y + 0.45, x(start or end), drawing.y + 0.45, "waiting")
        if start:
            full = x(halted) if halted else stop
            drawing.bar(x(start), full, drawing.y, "part-solid")
            if halted:
                drawing.bar(full, stop, drawing.y, "part-hatched", hatched)
            if not end:
                arrow = etree.SubElement(
                    drawing.svg,
                    "svg",
                    {"x": f"{stop:.2f}%", "y": f"{drawing.y + 0.45:.2f}em", "overflow": "visible"},
                )
                etree.SubElement(arrow, "path", {"class": "part-solid", "d": "M0-6.5 8 0 0 6.5z"})
        if mark:
            drawing.mark(x(mark), drawing.y + 0.45, "ring")
        if end and not start:
            drawing.mark(x(end), drawing.y + 0.45, "cross")
        drawing.y += 0.75
        if "detail" in row.values:
            drawing.below(row.values["detail"])
        drawing.y += 0.6
    years = range(-int(-first // step) * step, int(last) + 1, step)
    drawing.scale([(at(year), str(year)) for year in years], drawing.y)
    return drawing.done()


def span_words(mark: When | None, start: When | None, end: When | None) -> str:
    """Write in years what a row of spans shows."""
    if start:
        return (
            f"{start.start.year}–{end.start.year if end else ''}"
            if not end or end.start.year != start.start.year
            else str(start.start.year)
        )
    return f"signed {mark.start.year}" if mark else show_text(end, WORDS) if end else ""


def _year(when: When) -> float:
    """Return a date as a year and its fraction; the middle where only month or year is known."""
    early, late = (
        day[0] + (day[1] - 1) / 12 + (day[2] - 1) / 372 for day in (when.start.earliest, when.start.latest)
    )
    return (early + late) / 2


def draw_dots(figure: Figure) -> etree.Element:
    """Draw what each side says on one line a label: a mark each, with a line from the least to the most."""
    drawing = Drawing(figure)
    most = max(row.values["value"][1] for row in figure.rows)
    step = next(step for step in _round_steps() if most / step <= 5)
    end = -(-most // step) * step
    shapes = dict(zip(figure.series, MARKS, strict=False))

    def x(value: float) -> float:
        return EDGE + (100 - 2 * EDGE) * value / end

    drawing.y = TOP
    for label, group in groupby(figure.rows, lambda row: row.values["label"]):
        rows = list(group)
        drawing.heading(label, "")
        drawing.y += 1.1
        values = [share for row in rows for share in row.values["value"]]
        drawing.line(0, drawing.y, 100, drawing.y, "base")
        drawing.line(x(min(values)), drawing.y, x(max(values)), drawing.y, "range")
        for row in rows:
            drawing.mark(x(sum(row.values["value"]) / 2), drawing.y, shapes[row.series])
        for row in rows:
            drawing.below(f"{thousands(row.values['value'])}: {row.values['who']}")
        drawing.y += 0.55
    drawing.scale([(x(value), f"{value:,}") for value in range(0, end + 1, step)], drawing.y)
    return drawing.done()


def _round_steps() -> Iterator[int]:
    step = 1
    while True:
        yield from (step, 2 * step, 5 * step)
        step *= 10
