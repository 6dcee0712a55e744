"""Every word the timeline itself writes, in one place, so that a site in another language can replace them."""

from dataclasses import dataclass, fields
from typing import Self

from .suggest import did_you_mean
from .when import Moment, When


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `{…}` stand for what is filled in."""

    months: str = "January February March April May June July August September October November December"
    seasons: str = "spring summer autumn winter"
    about: str = "about {date}"
    uncertain: str = "{date} (uncertain)"
    since: str = "since {date}"
    until: str = "until {date}"
    era: str = "{year} BC"
    decade: str = "{year}s"
    sources: str = "Sources"
    discussed: str = "Discussed in"
    related: str = "See also"
    link: str = "Link to this event"
    as_of: str = "as of {date}"
    credit: str = "Credit: {credit}"
    in_timeline: str = "In the timeline"
    unplaced: str = "Other events"
    established: str = "Established"
    contested: str = "Contested"
    announced: str = "Announced"
    superseded: str = "Superseded"
    filter: str = "Filter the events"
    all_kinds: str = "All kinds"
    actor: str = "Actor"
    any_actor: str = "Any actor"
    search: str = "Words in events"
    count: str = "{n} events"
    count_one: str = "1 event"
    count_none: str = "No event matches. Clear the filter to see all."
    clear: str = "Clear the filter"
    copy: str = "Copy link"
    copied: str = "Link copied"
    overview: str = "Events per year"

    @classmethod
    def from_option(cls, given: dict[str, str]) -> Self:
        """Replace some words.

        Raises:
            ValueError: for a name that is no word of ours, or months that are not twelve.
        """
        known = [field.name for field in fields(cls)]
        for name in given:
            if name not in known:
                raise ValueError(f"'{name}' is no word of the timeline; {did_you_mean(name, known)}")
        words = cls(**{name: str(text) for name, text in given.items()})
        if len(words.months.split()) != 12 or len(words.seasons.split()) != 4:
            raise ValueError("give twelve months and four seasons, with spaces between them")
        return words


def show(moment: Moment, words: Words, known_year: int | None = None, known_month: int | None = None) -> str:
    """Write a date for people, leaving out a year and month that the other end of a span says anyway."""
    year = words.era.format(year=1 - moment.year) if moment.year < 1 else str(moment.year)
    parts = [] if moment.year == known_year else [year]
    if moment.month is not None and (parts or moment.month != known_month):
        name = words.seasons.split()[moment.month - 21] if moment.month > 12 else words.months.split()[moment.month - 1]
        parts.insert(0, name)
    if moment.day is not None:
        parts.insert(0, str(moment.day))
    text = " ".join(parts)
    if moment.uncertain:
        text = words.uncertain.format(date=text)
    return words.about.format(date=text) if moment.about else text


def show_span(when: When, words: Words) -> tuple[str | None, str | None]:
    """Write both ends of a date for people; the second is None where there is only one to show."""
    if not when.span:
        return show(when.start, words), None
    if when.start is None:
        return None, words.until.format(date=show(when.end, words))
    if when.end is None:
        return words.since.format(date=show(when.start, words)), None
    start, end = when.start, when.end
    plain = not (start.about or start.uncertain or end.about or end.uncertain)
    same_form = plain and start.day is not None and end.day is not None
    same_year = plain and start.month is not None and end.month is not None and start.year == end.year
    shared_year = end.year if same_year else None
    shared_month = end.month if same_form and same_year and start.month == end.month else None
    return show(start, words, shared_year, shared_month), show(end, words)


def show_text(when: When, words: Words) -> str:
    """Write a date or span for people, as plain text."""
    first, last = show_span(when, words)
    dash = " – " if first and last and (" " in first or " " in last) else "–"
    return dash.join(filter(None, (first, last)))
