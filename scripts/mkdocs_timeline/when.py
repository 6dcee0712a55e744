"""Dates that keep the precision they were written with: a subset of EDTF (ISO 8601-2:2019, Annex A).

Read: `1949`, `1949-04`, `1949-04-04`, `-0043`; seasons `1949-21` (spring) to `1949-24` (winter); `~` about,
`?` uncertain, `%` both, at the end of a date; spans `A/B`, still open `A/..`, of unknown beginning `../B`.
No month or day is ever invented: `earliest` and `latest` serve sorting and comparing only.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from .suggest import shorten

Day = tuple[int, int, int]

OPEN = ".."
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_MOMENT = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)", re.ASCII)
_BEFORE_ALL: Day = (-10_000, 0, 0)
_AFTER_ALL: Day = (10_000, 0, 0)

FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date. `month` may be a season (21–24, northern hemisphere); what is None was not said."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False
    uncertain: bool = False

    @property
    def earliest(self) -> Day:
        """The first day it could be."""
        first = SEASONS[self.month][0] if self.month in SEASONS else self.month
        return self.year, first or 1, self.day or 1

    @property
    def latest(self) -> Day:
        """The last day it could be."""
        last = SEASONS[self.month][1] if self.month in SEASONS else self.month or 12
        return self.year, last, self.day or days_in(self.year, last)

    def __str__(self) -> str:
        """Write the date as EDTF."""
        year = f"{self.year:05d}" if self.year < 0 else f"{self.year:04d}"
        parts = [year] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        mark = {(True, False): "~", (False, True): "?", (True, True): "%"}.get(
            (self.about, self.uncertain), ""
        )
        return "-".join(parts) + mark


@dataclass(frozen=True)
class When:
    """A date or a span. `start` is None before an open beginning; `end` in a single date and an open span."""

    start: Moment | None
    end: Moment | None = None
    span: bool = False

    @cached_property
    def earliest(self) -> Day:
        """The first day it could have begun."""
        return self.start.earliest if self.start else _BEFORE_ALL

    @cached_property
    def latest(self) -> Day:
        """The last day it could have lasted."""
        if self.span:
            return self.end.latest if self.end else _AFTER_ALL
        return self.start.latest

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """Order: by first possible day; of those that begin alike, the longer or less precise first.

        So `1949` opens its year, before `1949-01` and `1949-01-01`. Equal ones keep the file's order.
        """
        return self.earliest, tuple(-part for part in self.latest)

    @property
    def year(self) -> int:
        """The year under which it is listed: of its beginning, or of its end where the beginning is open."""
        return (self.start or self.end).year

    def __str__(self) -> str:
        """Write the date as EDTF; reading it back gives an equal value."""
        if not self.span:
            return str(self.start)
        return f"{self.start or OPEN}/{self.end or OPEN}"


def parse(text: str) -> When:
    """Read an EDTF date or span.

    Raises:
        ValueError: with "what is wrong; what would be right".
    """
    if "/" not in text:
        return When(_moment(text))
    first, _, last = text.partition("/")
    if not last or not first:
        _refuse(text, "lacks one side of its '/'; write '..' for an open end, as in 2022-02-24/..")
    if first != first.strip() or last != last.strip():
        _refuse(text, f"is not a date; write {shorten(first)}/{shorten(last)}, without spaces")
    if "/" in last:
        _refuse(text, f"has more than one '/'; {_advice(text) or 'write a span as BEGINNING/END'}")
    if advice := _short_end(first, last):
        _refuse(text, f"is not a date; {advice}")
    start = None if first == OPEN else _moment(first)
    end = None if last == OPEN else _moment(last)
    if start is None and end is None:
        _refuse(text, "has neither a beginning nor an end; give one of them")
    if start and end and end.latest < start.earliest:
        _refuse(text, "ends before it begins; write the earlier date first")
    return When(start, end, span=True)


def _refuse(text: str, message: str) -> NoReturn:
    raise ValueError(f"'{shorten(text)}' {message}")


def _moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if not match:
        _refuse(text, f"is not a date; {_advice(text) or FORMS}")
    if match["year"] == "-0000":
        _refuse(text, "is not a date; write 0000 for the year before 0001")
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    if month is not None and not 1 <= month <= 12 and (month not in SEASONS or day is not None):
        span = _short_end(match["year"], match["month"]) if day is None else ""
        _refuse(
            text, f"has no such month; write 01 to 12, or 21 to 24 for spring to winter{span and f'; {span}'}"
        )
    if day is not None and not 1 <= day <= days_in(year, month):
        _refuse(text, f"is not a day that exists; {FORMS}")
    mark = match["mark"]
    return Moment(
        year, month, day, about=mark in ("~", "%") and mark != "", uncertain=mark in ("?", "%") and mark != ""
    )


def days_in(year: int, month: int) -> int:
    """Return the number of days of a month, in the Gregorian calendar of any year."""
    # The Gregorian calendar repeats every 400 years; monthrange knows only the years from 1 on.
    return monthrange(year % 400 + 400, month)[1]


def _short_end(first: str, last: str) -> str:
    """Say what to write for `1949/50` and `1949/04`, which could be read in two ways."""
    if not (re.fullmatch(r"[0-9]{4}", first) and re.fullmatch(r"[0-9]{1,2}", last)):
        return ""
    month = f"write {first}-{int(last):02d} for the month" if 1 <= int(last) <= 12 else ""
    year = f"{first[:2]}{int(last):02d}"
    span = f"write {first}/{year} for the span of years" if year > first else ""
    return ", or ".join(filter(None, (month, span)))


def _advice(text: str) -> str:
    """Say what to write instead, by the commonest slips; nothing where none of them fits."""
    for pattern, advice in _SLIPS:
        if match := re.fullmatch(pattern, text.strip()[:60], re.IGNORECASE | re.ASCII):
            return advice(match)
    return ""


def _whole(match: re.Match) -> str:
    return "write " + "-".join([match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)])


_DATE = r"(\d{4}(?:-\d\d){0,2})"
_SLIPS: tuple[tuple[str, Callable[[re.Match], str]], ...] = (
    (r"\d{1,3}", lambda _: "write all four digits of the year, as in 1949 or 0049"),
    (r"(\d{4})[-./ ](\d{1,2})(?:[-./ ](\d{1,2}))?", _whole),
    (r"\d{1,2}[./-]\d{1,2}[./-](\d{4})", lambda match: f"write year, month, day: {match[1]}-MM-DD"),
    (rf"{_DATE}[T ]\d.*", lambda match: f"write {match[1]}, without the time"),
    (r"(\d{4})\s*[–—]\s*(\d\d)", lambda match: _short_end(match[1], match[2])),
    (rf"{_DATE}\s*(?:–|—|-|/|to|until)\s*{_DATE}", lambda match: f"write a span as {match[1]}/{match[2]}"),
    (r"(?:c\.|ca\.?|circa|about|around|~)\s*(\d{4})", lambda match: f"write {match[1]}~ for 'about'"),
    (rf"{_DATE}(?:~\?|\?~)", lambda match: f"write {match[1]}% for 'about, and uncertain'"),
    (r"(?:the\s+)?\d{2}(?:\d0s|\dX|XX)", lambda _: "write a span for a decade or century, as in 1940/1949"),
    (r"(\d{1,4})\s*BCE?", lambda match: f"write {Moment(1 - int(match[1]))}, which is that year"),
    (
        r"open|now|present|today|ongoing",
        lambda _: "write '..' for an end that is still open, as in 2022-02-24/..",
    ),
)
