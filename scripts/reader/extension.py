"""The reader's Markdown extension: everything that changes the content of a page, in the order in which it runs."""

import xml.etree.ElementTree as etree
from datetime import date
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension

from mkdocs_timeline import Problem, TimelineError, TimelineExtension, display_name, find_place

from . import blocks
from .aliases import HeadingAliases
from .citations import PRIORITY, CitationNotes, MarksInOrder, NamesOfNotes, NoteText
from .data_links import DataLinks
from .exceptions import load_exceptions
from .glossary import TermNotes
from .here import Here
from .numbering import Numbers
from .paragraphs import Paragraphs
from .project import with_slash
from .search_words import SearchWords
from .state import State, load_state
from .text_check import check_texts

# After attribute lists have set the ids (8), before the contents list and the host's link check (5).
AFTER_IDS = 7
# After the footnotes extension has made its marks and notes (inline text at 20, its own last step at 15).
AFTER_NOTES = 14
# After the timeline has put its lines of links behind the sections (3).
AFTER_CONTENTS = 2
# After the host's look at all links (0).
AFTER_HOST = -1

_checked: list[tuple[State, object, list[Problem]]] = []


def _told(state: State, docs: Path, root: Path, chapters: tuple[str, ...]) -> list[Problem]:
    """Check all texts as a build does, once per state of the files, not once per page."""
    listed = load_exceptions(root)
    if not _checked or _checked[0][0] is not state or _checked[0][1] != listed:
        exceptions, unreadable = listed
        found = check_texts(state, display_name(docs, root), chapters, exceptions)
        _checked[:] = [(state, listed, [*unreadable, *found])]
    return _checked[0][2]


class ReaderExtension(BlocksExtension):
    """Options: `chapters`, `facts_checked_on`, `edition`, `site_url`, `on_error`. The timeline's extension must be listed before it."""

    def __init__(self, **kwargs: object):
        self.config = {
            "chapters": [[], "The pages that are chapters, in order."],
            "facts_checked_on": ["", "The day to which facts were checked, as YYYY-MM-DD."],
            "edition": ["", "Year and month of the edition, as YYYY-MM."],
            "site_url": ["", "The public address, or empty where none is configured."],
            "on_error": ["raise", "`raise` stops the build; `show` puts the problems on the page, for writing."],
        }
        super().__init__(**kwargs)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr) -> None:
        """Register every part for the page that is going to be made."""
        here = Here()
        for block in blocks.ALL:
            block_mgr.register(block, {"here": here})
        md.preprocessors.register(_Begin(md, self, here), "reader-begin", 1000)
        md.preprocessors.register(CitationNotes(md, here), "reader-citations", PRIORITY)
        md.inlinePatterns.register(NoteText(md, here), "reader-notes", 180)
        md.treeprocessors.register(MarksInOrder(md), "reader-marks", AFTER_NOTES)
        md.treeprocessors.register(NamesOfNotes(md), "reader-note-names", AFTER_NOTES - 0.1)
        md.treeprocessors.register(HeadingAliases(md), "reader-aliases", AFTER_IDS + 0.5)
        md.treeprocessors.register(TermNotes(md, here), "reader-terms", AFTER_IDS)
        md.treeprocessors.register(Numbers(md, here), "reader-numbers", AFTER_IDS - 0.3)
        md.treeprocessors.register(_Problems(md, here), "reader-problems", AFTER_IDS - 0.6)
        md.treeprocessors.register(SearchWords(md), "reader-search", AFTER_CONTENTS)
        md.treeprocessors.register(DataLinks(md, here), "reader-data", AFTER_HOST)
        md.treeprocessors.register(Paragraphs(md, here), "reader-paragraphs", AFTER_HOST)

    def fill(self, md: Markdown, here: Here) -> None:
        """Say which page is made and what its site holds: the host tells it only when it begins to convert."""
        place = find_place(md)
        timeline = next((item.given for item in md.registeredExtensions if isinstance(item, TimelineExtension)), {})
        here.page = place.page
        here.facts_checked = date.fromisoformat(str(self.getConfig("facts_checked_on")))
        here.edition = str(self.getConfig("edition"))
        here.site_url = with_slash(str(self.getConfig("site_url") or ""))
        here.state = load_state(place.docs, place.root, tuple(self.getConfig("chapters")), timeline)
        if self.getConfig("on_error") == "show":
            here.problems = _told(here.state, place.docs, place.root, tuple(self.getConfig("chapters")))
        elif here.state.problems:
            raise TimelineError(here.state.problems)


class _Begin(Preprocessor):
    """Runs before everything else on a page."""

    def __init__(self, md: Markdown, extension: ReaderExtension, here: Here):
        super().__init__(md)
        self.extension, self.here = extension, here

    def run(self, lines: list[str]) -> list[str]:
        self.extension.fill(self.md, self.here)
        return lines


class _Problems(Treeprocessor):
    """Show what is wrong at the top of the page, while it is being written."""

    def __init__(self, md: Markdown, here: Here):
        super().__init__(md)
        self.here = here

    def run(self, root: etree.Element) -> None:
        if not self.here.problems:
            return
        holder = etree.Element("div", {"class": "timeline-problems", "role": "alert"})
        etree.SubElement(holder, "p").text = "This must be put right before the site can be built:"
        items = etree.SubElement(holder, "ol")
        for problem in self.here.problems:
            etree.SubElement(items, "li").text = AtomicString(str(problem))
        root.insert(0, holder)


def makeExtension(**kwargs: object) -> ReaderExtension:
    """Entry point of Python-Markdown."""
    return ReaderExtension(**kwargs)
