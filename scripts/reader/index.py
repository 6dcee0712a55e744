"""The one pre-scan of `docs/`: what a page must know of the others. Pure: texts in, an Index out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mkdocs_timeline import Event, Section, find_sections, prose_lines

from .figure_use import FigureUse, number_figures
from .figures import Figure
from .prose import CODE

GLOSSARY = "glossary.md"
SOURCES = "sources.md"
TIMELINE = "timeline.md"

# Pandoc's citation syntax, as far as it is used here: [@key], [@key, para. 23], [@one; @two, p. 3].
CITATION = re.compile(r"\[(@[^\[\]]+)\]")
CITED = re.compile(r"@(?P<key>[a-z][a-z0-9-]*)(?:,\s*(?P<place>[^;]+))?")
_TERM_LINK = re.compile(r"\]\((?:\.\./)*" + re.escape(GLOSSARY) + r"#(term-[a-z0-9-]+)\)")
WORDS_A_MINUTE = 220


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in the text. `note` names its note, `use` counts the uses of that note on its page from 1."""

    key: str
    place: str
    page: str
    section: str
    line: int
    note: str
    use: int

    @property
    def anchor(self) -> str:
        """The id of the note's mark in the text, as the footnotes extension makes it."""
        return f"fnref{self.use if self.use > 1 else ''}-{self.note}"


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry; `definition` is plain text."""

    id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` is the chapter's number, or None; `minutes` the time it takes to read."""

    path: str
    title: str
    number: int | None
    minutes: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All pages, and what points from one to another."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    citations: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    term_uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_sources: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    figures: Mapping[str, FigureUse] = field(default_factory=dict)
    figure_sources: Mapping[str, tuple[FigureUse, ...]] = field(default_factory=dict)

    def label(self, address: str) -> str:
        """How to name a section in a link: "History 1.8", or "Method: Positions" where nothing is numbered."""
        page = self.pages[address.partition("#")[0]]
        if address in self.numbers:
            return f"{page.title} {self.numbers[address]}"
        title = self.title(address)
        return page.title if title == page.title else f"{page.title}: {title}"

    def title(self, address: str) -> str:
        """The heading of a section."""
        page = self.pages[address.partition("#")[0]]
        return next((section.title for section in page.sections if section.address == address), page.title)


def make_index(
    texts: Mapping[str, str],
    chapters: tuple[str, ...],
    events: tuple[Event, ...] = (),
    figures: Mapping[str, Figure] | None = None,
) -> Index:
    """Scan all pages.

    Args:
        texts: page path to its Markdown, front matter included.
        chapters: the pages that are chapters, in order.
        events: the events of the timeline, which cite sources too.
        figures: id to figure; each row cites sources.
    """
    pages = {path: _page(path, text, chapters) for path, text in texts.items()}
    citations: dict[str, list[Citation]] = {}
    uses: dict[str, list[str]] = {}
    for path in _reading_order(texts, chapters):
        for citation in find_citations(path, texts[path]):
            citations.setdefault(citation.key, []).append(citation)
        for address, term in _term_links(path, texts[path]):
            places = uses.setdefault(term, [])
            if address not in places:
                places.append(address)
    by_source: dict[str, list[Event]] = {}
    for event in events:
        for key in dict.fromkeys((*event.sources, *(key for side in event.positions for key in side.sources))):
            by_source.setdefault(key, []).append(event)
    chapter_numbers = {path: pages[path].number for path in _reading_order(texts, chapters)}
    shown, by_figure = number_figures(texts, chapter_numbers, figures or {})
    return Index(
        pages=pages,
        numbers=dict(_numbers(pages)),
        citations={key: tuple(found) for key, found in citations.items()},
        terms={term.id: term for term in _terms(texts.get(GLOSSARY, ""))},
        term_uses={term: tuple(places) for term, places in uses.items()},
        event_sources={key: tuple(found) for key, found in by_source.items()},
        figures=shown,
        figure_sources=by_figure,
    )


def _reading_order(texts: Mapping[str, str], chapters: tuple[str, ...]) -> list[str]:
    return sorted(texts, key=lambda path: (chapters.index(path) if path in chapters else len(chapters), path))


def _page(path: str, text: str, chapters: tuple[str, ...]) -> Page:
    sections = tuple(find_sections(path, text))
    title = next((section.title for section in sections if section.level == 1), path)
    words = sum(len(line.split()) for _, line in prose_lines(CITATION.sub("", text)))
    number = chapters.index(path) + 1 if path in chapters else None
    return Page(path, title, number, max(1, round(words / WORDS_A_MINUTE)), sections)


def _numbers(pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Number the sections of chapters: 3, 3.2, 3.2.1."""
    for page in pages.values():
        if page.number is None:
            continue
        counts = [page.number, 0, 0]
        for section in page.sections:
            if section.level == 2:
                counts[1:] = counts[1] + 1, 0
            elif section.level == 3:
                counts[2] += 1
            depth = min(section.level, 3)
            yield section.address, ".".join(str(count) for count in counts[:depth])


def find_citations(path: str, text: str) -> Iterator[Citation]:
    """Yield the citations of a page, in order."""
    uses: dict[str, int] = {}
    for address, number, line in _lines_by_section(path, text):
        for match in CITATION.finditer(CODE.sub("", line)):
            for cited in CITED.finditer(match[1]):
                key, place = cited["key"], (cited["place"] or "").strip()
                note = note_name(path, key, place)
                uses[note] = uses.get(note, 0) + 1
                yield Citation(key, place, path, address, number, note, uses[note])


def note_name(path: str, key: str, place: str) -> str:
    """Name the note of a source on a page, so that its id carries the page and is unique in the whole site."""
    parts = [path.removesuffix(".md"), key, place]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(filter(None, parts)).lower()).strip("-")


def _term_links(path: str, text: str) -> Iterator[tuple[str, str]]:
    for address, _, line in _lines_by_section(path, text):
        for match in _TERM_LINK.finditer(line):
            yield address, match[1]


def _lines_by_section(path: str, text: str) -> Iterator[tuple[str, int, str]]:
    starts = {section.line: section.address for section in find_sections(path, text) if section.id}
    address = path
    for number, line in prose_lines(text):
        address = starts.get(number, address)
        yield address, number, line


def _terms(text: str) -> Iterator[Term]:
    """Read the glossary: a level-3 heading is a term, the paragraph after it is its definition."""
    lines = dict(prose_lines(text))
    for section in find_sections(GLOSSARY, text):
        if section.level != 3 or not section.id:
            continue
        definition: list[str] = []
        for number in range(section.line + 1, max(lines) + 1):
            line = lines.get(number, "").strip()
            if line.startswith("#") or (definition and not line):
                break
            if line:
                definition.append(line)
        yield Term(section.id, section.title, plain(" ".join(definition)))


def plain(markdown: str) -> str:
    """Drop citations, links and emphasis from a sentence of Markdown."""
    text = CITATION.sub("", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]", "", text).strip()
