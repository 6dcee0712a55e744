"""The data of the reader as one zip: events, sources and figures, as written and in every form that the pages offer."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_timeline import schema_text

from .archive import write_zip
from .book import BookPage
from .figures import FOLDER
from .line_ends import plain_lines
from .linked_data import AUTHOR, LICENCE
from .links_of_book import files_linked
from .numbering import month_and_year
from .project import NAME, Project
from .state import BIBLIOGRAPHY
from .timeline_options import timeline_options

FIRST = "README.txt"
SCHEMA = "events.schema.json"
TERMS = "LICENSE-CONTENT"
WORDS = {
    "events.yml": "the events of the timeline, as they are written; every other timeline file is made from it",
    SCHEMA: "which fields an event has (JSON Schema 2020-12), for editors that complete and check",
    "timeline.json": "the events with all their fields",
    "timeline.csv": "the events as a table, one a line (RFC 4180), for spreadsheets",
    "timeline.ics": "the events as a calendar (iCalendar, RFC 5545)",
    "timeline-timelinejs.json": "the events for TimelineJS 3",
    BIBLIOGRAPHY: "the sources, as they are written: CSL fields, with side, kind, archived copy and day of access",
    "sources.bib": "the sources for BibTeX and biblatex",
    "sources.ris": "the sources as RIS, for Zotero, EndNote, Mendeley and others",
    "sources.json": "the sources as CSL-JSON, for Zotero, Pandoc and citeproc",
    f"{FOLDER}/*.yml": "each figure as it is written: rows with their sources, what is not shown, a text alternative",
    f"{FOLDER}/*.csv": "each figure's data as a table (RFC 4180)",
    TERMS: "the licence of all of it, and what it leaves out",
}
READ_ME = """\
The data of: {title}
Edition {edition}, facts checked to {checked}{address}

{files}

All files are UTF-8. Dates are EDTF (ISO 8601-2) in YAML, JSON and CSV, and never more precise than what is known.
A key of a source ("nato-founding-act-1997") is the same in all files; the id of an event is its address on the timeline page:
timeline.html#founding-act-1997.

In CSV, a text that begins with = + - or @ has an apostrophe before it, so that a spreadsheet does not run it as a formula: take the
apostrophe away to have the text. A text that begins with apostrophes and such a sign has one more. YAML and JSON hold every text as it
is. Numbers and dates have no apostrophe.

How to cite: "{title}", edition {edition}, by {author}, CC BY 4.0, {licence}
"""


def data_name(project: Project) -> str:
    """The name of the file in `dist/`."""
    return f"{NAME}-{project.edition}-data.zip"


def write_data(project: Project, site: Path, book: Iterable[BookPage], target: Path) -> Path:
    """Write the data of a built site to a file and return its path."""
    folder = data_name(project).removesuffix(".zip")
    files = dict(_as_written(project))
    files |= {file: (site / file).read_bytes() for file in files_linked(book) if (site / file).is_file()}
    files = {FIRST: _read_me(files, project), **dict(sorted(files.items()))}
    return write_zip(target, ((f"{folder}/{name}", data) for name, data in files.items()), project.epoch)


def _as_written(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the files that people write, and what is needed to read them."""
    events = timeline_options(project.root).get("events") or "events.yml"
    for name in [events] if isinstance(events, str) else events:
        yield name, plain_lines((project.docs / name).read_bytes())
    yield BIBLIOGRAPHY, plain_lines((project.docs / BIBLIOGRAPHY).read_bytes())
    for path in sorted((project.docs / FOLDER).glob("*.yml")):
        yield f"{FOLDER}/{path.name}", plain_lines(path.read_bytes())
    yield SCHEMA, schema_text().encode()
    yield TERMS, plain_lines((project.root / TERMS).read_bytes())


def _read_me(files: Iterable[str], project: Project) -> bytes:
    there = {f"{FOLDER}/*{Path(name).suffix}" if name.startswith(f"{FOLDER}/") else name for name in files}
    names = [*(name for name in WORDS if name in there), *sorted(there - set(WORDS))]
    width = max(map(len, names)) + 2
    text = READ_ME.format(
        title=project.title,
        edition=project.edition,
        checked=f"{project.facts_checked.day} {month_and_year(project.facts_checked)}",
        address=f"\n{project.site_url}" if project.site_url else "",
        files="\n".join(f"{name:{width}}{WORDS.get(name, '')}".rstrip() for name in names),
        author=AUTHOR,
        licence=LICENCE,
    )
    # Notepad of old shows one line without these line ends, and guesses at letters beyond ASCII.
    return text.replace("–", "-").replace("\n", "\r\n").encode()
