"""What a page is in the words of schema.org, for JSON-LD. Pure: what is not known is left out."""

import json
from collections.abc import Iterable, Mapping

from mkdocs_timeline import Event, When

from .figures import FOLDER
from .index import Term
from .places import Place
from .project import Project
from .sources import Source

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
AUTHOR = "The contributors"
LANGUAGE = "en"
# The exports of the timeline that other programs read, and what each is.
EXPORTS = {"timeline.json": "application/json", "timeline.csv": "text/csv", "timeline.ics": "text/calendar"}

Data = dict[str, object]


def as_json(data: Data) -> str:
    """Write the data for a script element: nothing in it may end that element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def known(data: Data) -> Data:
    """Leave out what is empty."""
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}


def work(kind: str | list[str], name: str, description: str, address: str, project: Project) -> Data:
    """Describe a part of the book, or the book: who made it, when, under which licence, and where it is."""
    return known(
        {
            "@context": "https://schema.org",
            "@type": kind,
            "name": name,
            "description": description,
            "url": project.public(address),
            "inLanguage": LANGUAGE,
            "author": {"@type": "Organization", "name": AUTHOR},
            "datePublished": project.facts_checked.isoformat(),
            "license": LICENCE,
            "isAccessibleForFree": True,
        }
    )


def _short(kind: str, name: str, address: str, project: Project, **more: object) -> Data:
    """Name another work, of which its own page says more."""
    return known({"@type": kind, "name": name, **more, "url": project.public(address)})


def _book(project: Project) -> Data:
    return _short("Book", project.title, "index.html", project, bookEdition=project.edition)


def book(description: str, chapters: Iterable[Place], project: Project) -> Data:
    """The whole reader, with its chapters."""
    parts = [
        _short("Chapter", place.title, place.address, project, position=place.number) for place in chapters
    ]
    data = work(["Book", "LearningResource"], project.title, description, "index.html", project)
    more = {"bookEdition": project.edition, "learningResourceType": "course reader"}
    return {**data, **more, "educationalLevel": "higher education", "hasPart": parts}


def chapter(place: Place, description: str, project: Project) -> Data:
    """One chapter of the book."""
    data = work("Chapter", place.title, description, place.page, project)
    return {**data, "position": place.number, "isPartOf": _book(project)}


def page(title: str, description: str, address: str, project: Project) -> Data:
    """A page that is no chapter."""
    return {**work("WebPage", title, description, address, project), "isPartOf": _book(project)}


def timeline(title: str, description: str, address: str, project: Project) -> Data:
    """The timeline: data that can also be had as files."""
    data = {**work("Dataset", title, description, address, project), "isPartOf": _book(project)}
    return known({**data, "distribution": _files(EXPORTS, project)})


def _files(files: Mapping[str, str], project: Project) -> list[Data]:
    """Name files of the site, which must be whole addresses; none without a public address."""
    if not project.site_url:
        return []
    return [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": project.public(file)}
        for file, kind in files.items()
    ]


def glossary(title: str, description: str, address: str, terms: Iterable[Term], project: Project) -> Data:
    """The list of terms; their definitions stand on the page itself."""
    entries = [
        known({"@type": "DefinedTerm", "name": term.title, "url": project.public(f"{address}#{term.id}")})
        for term in terms
    ]
    data = work("DefinedTermSet", title, description, address, project)
    return {**data, "isPartOf": _book(project), "hasDefinedTerm": entries}


def section(place: Place, chapter: Place, description: str, project: Project) -> Data:
    """One section of a chapter."""
    within = _short(
        "Chapter", chapter.title, chapter.page, project, position=chapter.number, isPartOf=_book(project)
    )
    return {
        **work("CreativeWork", place.title, description, place.address, project),
        "position": place.number,
        "isPartOf": within,
    }


def figure(place: Place, description: str, project: Project) -> Data:
    """A figure: the data that it shows."""
    data = work("Dataset", f"{place.number}: {place.title}", description, place.address, project)
    files = _files({f"{FOLDER}/{place.id}.csv": "text/csv"}, project)
    return known({**data, "isPartOf": _book(project), "distribution": files})


def event(
    event: Event, summary: str, actors: Iterable[str], sources: Mapping[str, Source], project: Project
) -> Data:
    """An event, at the precision at which its date is known.

    Args:
        summary: its summary as plain text.
        actors: the names of those who took part.
        sources: the whole bibliography.
    """
    return known(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": event.title,
            **_dates(event.when),
            "description": summary,
            "url": project.public(f"timeline.html#{event.id}"),
            "about": [{"@type": "Thing", "name": name} for name in actors],
            "subjectOf": [_source(sources[key]) for key in event.sources if key in sources],
        }
    )


def cited(event: Event) -> tuple[str, ...]:
    """Every source of an event once: its own, then those of the positions."""
    return tuple(dict.fromkeys((*event.sources, *(key for side in event.positions for key in side.sources))))


def _source(source: Source) -> Data:
    return known({"@type": "CreativeWork", "name": source.title, "url": source.URL})


def _dates(when: When) -> Data:
    """Begin and end as ISO 8601 has them: year, month or day; a season is known by its year only."""
    ends = {"startDate": when.start, "endDate": when.end if when.span else None}
    dates = {}
    for name, moment in ends.items():
        if moment is not None and moment.year >= 0:
            season = moment.month is not None and moment.month > 12
            parts = (None, None) if season else (moment.month, moment.day)
            dates[name] = "-".join([f"{moment.year:04d}", *(f"{part:02d}" for part in parts if part)])
    return dates
