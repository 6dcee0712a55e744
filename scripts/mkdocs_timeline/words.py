"""Every word the timeline itself writes, in one place, so that a site in another language can replace it."""

from dataclasses import dataclass, fields
from string import Formatter
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
    count_none: str = "No event matches"
    clear: str = "Clear"
    download: str = "Download the events"
    copy: str = "Copy link"
    copied: str = "Link copied"
    copied_here: str = "Link to this copy copied; no public address is known"
    category: str = "Kind"
    period: str = "Period"
    any_period: str = "Any period"
    periods: str = "Periods"
    overview: str = "Events per year"
    overview_months: str = "Events per month"
    overview_years: str = "Events per {n} years"
    overview_most: str = "{what}, {first} to {last}; most in {peak}: {n}"

    @classmethod
    def from_option(cls, given: dict[str, str]) -> Self:
        """Replace some words.

        Raises:
            ValueError: for a name that is no word of ours, months that are not twelve, or wrong `{…}`.
        """
        if not isinstance(given, dict):
            raise ValueError("it must be a group of names and words, such as sources: Quellen")
        known = {field.name: field.default for field in fields(cls)}
        for name, text in given.items():
            if name not in known:
                hint = did_you_mean(str(name), known) or "words.py lists them all"
                raise ValueError(f"'{name}' is no word of the timeline; {hint}")
            if not isinstance(text, str):
                raise ValueError(f"'{name}' must be a text; put it in quotes")
            if _places(text) != _places(known[name]):
                places = (
                    " and ".join(sorted(f"{{{place}}}" for place in _places(known[name]) or ()))
                    or "no { or }"
                )
                raise ValueError(f"'{name}' is '{text}'; it must hold {places}, as in '{known[name]}'")
        words = cls(**given)
        if len(words.months.split()) != 12 or len(words.seasons.split()) != 4:
            raise ValueError("give twelve months and four seasons, with spaces between them")
        return words

    def counted(self, n: int) -> str:
        """Write a number of events."""
        return self.count_one if n == 1 else self.count.format(n=n)


def _places(text: str) -> set[str] | None:
    """What `{…}` of a text stand for; None if they cannot be read."""
    try:
        return {
            name + (spec or "") + (mark or "")
            for _, name, spec, mark in Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        return None


def show(moment: Moment, words: Words, known_year: int | None = None, known_month: int | None = None) -> str:
    """Write a date for people, leaving out a year and month that the other end of a span says anyway."""
    year = words.era.format(year=1 - moment.year) if moment.year < 1 else str(moment.year)
    parts = [] if moment.year == known_year else [year]
    if moment.month is not None and (parts or moment.month != known_month):
        name = (
            words.seasons.split()[moment.month - 21]
            if moment.month > 12
            else words.months.split()[moment.month - 1]
        )
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
