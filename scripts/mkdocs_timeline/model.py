"""What a timeline is once its file has been found right. Frozen: nothing changes after validation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .errors import Location
from .when import When


@dataclass(frozen=True, slots=True)
class Position:
    """What one actor says of an event, with keys of sources that hold its own words."""

    who: str
    says: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture: path inside the docs folder, text alternative, who is to be credited."""

    file: str
    alt: str
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event. Every field but `title` and `when` may be empty."""

    when: When
    title: str
    where: Location = field(compare=False)
    id: str = ""
    aliases: tuple[str, ...] = ()
    summary: str = ""
    category: str = ""
    actors: tuple[str, ...] = ()
    importance: int = 2
    status: str = ""
    as_of: When | None = None
    see: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    media: Media | None = None
    related: tuple[str, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict, compare=False, repr=False)

    def place(self, name: str) -> Location:
        """Where a field of this event stands in its file, or the event itself if the field is not there."""
        return self.places.get(name, self.where)


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of time; `span` holds its first and last day at the precision written."""

    id: str
    title: str
    span: When
    where: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All events in time order, and the names that their keys stand for."""

    events: tuple[Event, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()

    def period_of(self, event: Event) -> Period | None:
        """The period in which the event begins, or None."""
        day = event.when.earliest if event.when.start else event.when.latest
        for period in self.periods:
            if period.span.earliest <= day <= period.span.latest:
                return period
        return None

    def by_id(self) -> dict[str, Event]:
        """Every id and alias, to its event."""
        return {name: event for event in self.events for name in (event.id, *event.aliases) if name}
