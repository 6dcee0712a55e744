"""Files that cite one place, for programs that keep references: BibTeX, RIS and CSL-JSON. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_timeline import When
from mkdocs_timeline import parse as parse_date

from .cite import checked, cited_title
from .downloads import DOWNLOADS
from .linked_data import AUTHOR, LANGUAGE, LICENCE
from .places import Place
from .project import NAME, Project
from .source_fields import Name

# A citation file of a section would say little more than that of its chapter, and there are hundreds of them.
KINDS = ("chapter", "event")
# How the formats are called, and the path of a file in the site with `{id}` for the id of the place.
FILES = {words: f"cite/{{id}}.{file.rpartition('.')[2]}" for file, (words, _) in DOWNLOADS.items()}


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place of this reader as an entry of such a file (see `citable.py`): a chapter in a book."""

    id: str
    author: tuple[Name, ...]
    title: str
    container: str
    edition: str
    issued: When
    URL: str
    remarks: str
    type: str = "chapter"
    publisher: str = ""
    accessed: None = None
    language: str = LANGUAGE
    keywords: tuple[str, ...] = ()


def place_entry(place: Place, project: Project) -> PlaceEntry:
    """Return a place as an entry."""
    within = f"Chapter {place.number}" if place.kind == "chapter" else place.number or place.chapter
    return PlaceEntry(
        id=f"{NAME}-{place.id}",
        author=(Name(AUTHOR),),
        title=cited_title(place),
        container=project.title,
        edition=project.edition,
        issued=parse_date(project.facts_checked.isoformat()),
        URL=project.public(place.address),
        remarks=f"{within}. {checked(project)}. Licence: CC BY 4.0 ({LICENCE}).",
    )


def cite_files(places: Iterable[Place], project: Project) -> dict[str, str]:
    """Return path in the site to text, three files for each chapter and each event."""
    writers = {words: write for words, write in DOWNLOADS.values()}
    return {
        path.format(id=place.id): writers[words]([place_entry(place, project)])
        for place in places
        if place.kind in KINDS
        for words, path in FILES.items()
    }
