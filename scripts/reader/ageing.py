"""What can age: every "as of October 2026" in the text and every `as_of` of events and figures. Pure."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_timeline import Location, When, prose_lines

from .date_check import MONTHS
from .index import plain
from .passages import spoken
from .state import State

_AS_OF = re.compile(
    rf"\bas of (?:(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS)}) )?(?P<year>\d{{4}})\b", re.IGNORECASE
)
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Dated:
    """One statement that carries its date.

    Attributes:
        chapter: the title of the page where it is told.
        day: the last day that `as_of` can mean.
    """

    chapter: str
    where: Location
    as_of: str
    day: date
    words: str

    def __str__(self) -> str:
        """Write it on one line, the place first."""
        return f"{self.where}: as of {self.as_of}: {self.words}"


def older(state: State, docs: str, chapters: Collection[str], months: int, today: date) -> list[Dated]:
    """List what is older than so many months, by chapter, then by file and line.

    Args:
        state: the scanned site.
        docs: the docs folder, as places should name it.
        chapters: the pages that are chapters, in order; the other pages follow.
        months: how many months may have passed; what is as old as that to the day is not older.
        today: the day from which to count back.
    """
    limit = _before(today, months)
    pages = state.index.pages
    order = {pages[page].title: number for number, page in enumerate(chapters) if page in pages}
    found = {item for item in dated(state, docs) if item.day < limit}
    return sorted(found, key=lambda item: (order.get(item.chapter, len(order)), item.chapter, item.where))


def dated(state: State, docs: str) -> Iterator[Dated]:
    """Yield every statement that carries its date."""
    for page, text in state.texts.items():
        for number, line in prose_lines(text):
            for match in _AS_OF.finditer(spoken(line)):
                where = Location(f"{docs}/{page}", number, match.start() + 1)
                day = _last_day(int(match["year"]), match["month"], match["day"])
                if day:
                    as_of = match[0][len("as of ") :]
                    yield Dated(_title(state, page), where, as_of, day, _short(plain(line)))
    for event in state.events:
        if event.as_of:
            page = event.see[0].partition("#")[0] if event.see else ""
            yield _of_data(state, page, event.place("as_of"), event.as_of, event.title)
    for figure in state.figures.values():
        use = state.index.figures.get(figure.id)
        for row in figure.rows:
            if row.as_of:
                words = f"{figure.title}: {row.values.get('label', '')}"
                yield _of_data(state, use.page if use else "", row.where, row.as_of, words)


def _of_data(state: State, page: str, where: Location, as_of: When, words: str) -> Dated:
    year, month, day = as_of.latest
    last = date(min(max(year, 1), 9999), month or 12, day or 31)  # an open span has no last day
    return Dated(_title(state, page), where, str(as_of), last, _short(words))


def _title(state: State, page: str) -> str:
    return state.index.pages[page].title if page in state.index.pages else "In no page"


def _last_day(year: int, month: str | None, day: str | None) -> date | None:
    number = [name.lower() for name in MONTHS].index(month.lower()) + 1 if month else 12
    last = monthrange(year, number)[1] if year else 0
    day_number = int(day) if day else last
    return date(year, number, day_number) if 1 <= day_number <= last else None


def _before(today: date, months: int) -> date:
    """The same day so many months before, or the last of that month where it is shorter."""
    count = today.year * 12 + today.month - 1 - months
    year, month = max(count // 12, 1), count % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"
