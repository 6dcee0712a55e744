"""Every line of prose of the site, in pages and in data, as the lint of words reads it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_timeline import Event, Location, prose_lines

from .figures import FOLDER, Figure
from .passages import NOT_OWN, QUOTED, find_passages, spoken
from .prose import blank
from .state import State

_TITLE = re.compile(r"(?<!\*)\*(?!\*)[A-Z0-9“‘][^*]*\*(?!\*)")
_HEAD = re.compile(r"(?:title|description):\s*")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a page, or one text of the data.

    Attributes:
        page: its file, within the docs folder.
        raw: as it is written.
        said: with code, citations and where links lead blank.
        side: whether it tells the position of a side.
        year: when an event began; of other texts, the first year that they name, or 0.
        exact: whether its columns are those of the file.
    """

    where: Location
    page: str
    raw: str
    said: str
    side: bool = False
    year: int = 0
    exact: bool = True

    @property
    def own(self) -> str:
        """What the text says in its own voice: without “ ”, and without titles of works in *italics*."""
        return blank(self.said, QUOTED, _TITLE)

    def at(self, start: int) -> Location:
        """The place of a word in it."""
        return Location(self.where.path, self.where.line, start + 1) if self.exact else self.where


def all_words(docs: str, state: State) -> Iterator[Words]:
    """Yield all; `docs` is how problems call the docs folder."""
    for page, text in state.texts.items():
        yield from _page(f"{docs}/{page}", page, text)
    for event in state.events:
        yield from _event(event)
    for figure in state.figures.values():
        yield from _figure(figure)


def _page(name: str, page: str, text: str) -> Iterator[Words]:
    sides = {
        line.number
        for passage in find_passages(page, text)
        if passage.label and passage.label not in ("What is established", "Scholars")
        for line in passage.lines
    }
    lines = dict(prose_lines(text))
    first = min(lines, default=1)
    head = {number: line for number, line in enumerate(text.split("\n")[: first - 1], 1) if _HEAD.match(line)}
    for number, raw in {**head, **lines}.items():
        if NOT_OWN.match(raw):
            continue
        said = spoken(raw)
        yield Words(Location(name, number), page, raw, said, number in sides, _first_year(said))


def _event(event: Event) -> Iterator[Words]:
    path = event.where.path
    begin = event.when.start or event.when.end
    for where, text, side in (
        (event.place("title"), event.title, False),
        (event.place("summary"), event.summary, False),
        *((event.place("positions"), position.says, True) for position in event.positions),
    ):
        # YAML folds and unquotes, so that only the place where the text begins is sure.
        yield Words(where, path.rpartition("/")[2], text, spoken(text), side, begin.year, exact=False)


def _figure(figure: Figure) -> Iterator[Words]:
    page = f"{FOLDER}/{figure.id}.yml"
    texts = [
        (figure.where, text)
        for text in (figure.title, figure.caption, figure.alt, figure.gaps, *figure.series.values())
    ]
    for row in figure.rows:
        texts += [(row.where, text) for text in (row.note, *row.values.values()) if isinstance(text, str)]
    for where, text in texts:
        yield Words(where, page, text, spoken(text), year=_first_year(text), exact=False)


def _first_year(text: str) -> int:
    return min(map(int, _YEAR.findall(text)), default=0)
