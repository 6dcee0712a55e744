"""A section that tells an event of events.yml gives it the same day. Pure.

For every event with a known day, and every section that its `see` names: a sentence there contradicts the
event if it shares telling words with the event's title and summary, and has another day of the same month.

It does not if it has the event's own day too; if the other day is known (named in the event's summary, or
the day of another event told on the page); if it is the day on which somebody is quoted, and the page has
the event's day; or if another sentence of the section gives the right day with as many of these words. A
year that a sentence leaves out is the one named last before it in the section, or next in the sentence.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mkdocs_timeline import Event, Location, Problem

from .passages import Finding, Line, Passage

RULE = "date"
_AGREE = "make the two agree"

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(
    r"(?<![\d,.])(?P<days>\d{1,2}(?:(?:–| to | and )\d{1,2})?) (?P<month>"
    + "|".join(MONTHS)
    + r")\b(?: (?P<year>\d{4})\b)?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]{4,}|\b[A-Z]{3,}\b")
_SAYING = re.compile(r"\b(?:quot|report|said|say|told|wrote|spoke)\w*")
_STEM = 5
_RARE = 12  # a word that more events have than this tells no event apart

Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One date in a sentence, as every day that it can mean."""

    start: int
    words: str
    days: frozenset[Day]


Sentence = tuple[Line, list[Told], set[str]]  # a line, its dates, and the stems of its words


class DateCheck:
    """Checks sections against all events."""

    def __init__(self, events: Collection[Event]) -> None:
        """Learn the days of all events, and which words tell them apart."""
        self.events = [event for event in events if days_of(event)]
        counts = Counter(stem for event in events for stem in _stems(f"{event.title} {event.summary}"))
        self.common = {stem for stem, count in counts.items() if count > _RARE}
        self.known: dict[str, set[Day]] = {}
        for event in events:
            for address in event.see:
                self.known.setdefault(address.partition("#")[0], set()).update(days_of(event))

    def check(self, name: str, page: str, passages: list[Passage]) -> Iterator[Finding]:
        """Check one page; `name` is how problems call it."""
        sections: dict[str, list[Sentence]] = {}
        years: dict[str, int] = {}
        for passage in passages:
            for line in passage.lines:
                told, years[passage.inner] = dates_in(line.text, years.get(passage.inner, 0))
                sections.setdefault(passage.inner, []).append((line, told, _stems(line.text)))
        on_page = {
            day for lines in sections.values() for _, told, _ in lines for date in told for day in date.days
        }
        for event in self.events:
            for address in event.see:
                where, _, section = address.partition("#")
                if where == page:
                    yield from self._against(event, name, page, sections.get(section, []), on_page)

    def _against(
        self, event: Event, name: str, page: str, lines: list[Sentence], on_page: set[Day]
    ) -> Iterator[Finding]:
        own = days_of(event)
        known = self.known[page] | {
            day for told in dates_in(event.summary, event.when.year)[0] for day in told.days
        }
        title = _stems(event.title) - self.common
        other = _stems(event.summary) - self.common - title
        right = [stems for _, told, stems in lines if any(date.days & own for date in told)]
        for line, told, stems in lines:
            shared = 2 * len(title & stems) + len(other & stems)
            if shared < 2 or any(date.days & own for date in told):
                continue
            if own & on_page and _SAYING.search(line.text):
                continue
            if any(2 * len(title & found) + len(other & found) >= shared for found in right):
                continue
            for date in told:
                if not date.days & known and any(_near(day, first) for day in date.days for first in own):
                    message = (
                        f"'{date.words}' is not the day of '{event.id}' in events.yml, {_show(own)}; {_AGREE}"
                    )
                    place = Location(name, line.number, date.start + 1)
                    yield Finding(Problem(place, RULE, message), page, line.raw)


def dates_in(text: str, year: int) -> tuple[list[Told], int]:
    """Find the dates with a day, and the year named last; `year` is the one named before, or 0."""
    found = []
    for match in _DATE.finditer(text):
        years = {int(match["year"])} if match["year"] else _years(text, match, year)
        first, *last = map(int, re.findall(r"\d+", match["days"]))
        month = MONTHS.index(match["month"]) + 1
        days = range(first, last[0] + 1) if last and "and" not in match["days"] else (first, *last)
        found.append(Told(match.start(), match[0], frozenset((y, month, day) for y in years for day in days)))
    named = _YEAR.findall(text)
    return found, int(named[-1]) if named else year


def days_of(event: Event) -> frozenset[Day]:
    """The days on which an event begins and ends, as far as they are known."""
    ends = (event.when.start, event.when.end)
    return frozenset(
        (end.year, end.month, end.day) for end in ends if end and end.day and not (end.about or end.uncertain)
    )


def _years(text: str, match: re.Match, year: int) -> set[int]:
    before = _YEAR.findall(text[: match.start()])
    after = _YEAR.findall(text[match.end() :])
    return {int(before[-1]) if before else year, *map(int, after[:1])} - {0}


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)} - _MONTH_STEMS


def _near(one: Day, other: Day) -> bool:
    return one != other and one[:2] == other[:2]


def _show(days: frozenset[Day]) -> str:
    return " to ".join(f"{day} {MONTHS[month - 1]} {year}" for year, month, day in sorted(days))


_MONTH_STEMS = {month.lower()[:_STEM] for month in MONTHS}
