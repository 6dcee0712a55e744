"""The Markdown extension: `/// timeline` blocks, and the way back from a section to its events.

All that a page shows is made here, so that it works wherever Python-Markdown runs; see plugin.py for the rest.
"""

import posixpath
import xml.etree.ElementTree as etree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any

from .controls import controls
from .elements import element
from .errors import Location, TimelineError
from .exports import EXPORTS, file_name
from .host import Place, find_place
from .memory import without_garbage_collection
from .options import OPTIONS, BlockOptions, read_options, to_node
from .select import group, select
from .settings import OPTIONS as SETTINGS
from .settings import Settings, settings
from .site import Site, load_site
from .stages import Back, Check, Late, Leftover, Links, PutBack, page_path, problem_box
from .strip import overview
from .to_html import compact, full

# From so many events on, the style draws only those in view.
LONG = 400
# Priorities of Python-Markdown and its hosts: inline 20, attr_list 8, toc and MkDocs' anchors 5, MkDocs' links 0.
BEFORE_INLINE, AFTER_INLINE, AFTER_CONTENTS, AFTER_ALL = 25, 19, 4, -10


class TimelineExtension(BlocksExtension):
    """Options: see settings.py. Registered under the name `mkdocs_timeline`."""

    def __init__(self, **kwargs: object):
        self.given = dict(kwargs)
        self.config = {name: [default, help] for name, (default, help) in SETTINGS.items()}
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, block_mgr) -> None:
        """Register the block and the steps around it."""
        md.registerExtension(self)
        self.aside: list[tuple[etree.Element, list[etree.Element]]] = []
        self.inline: list[etree.Element] = []
        block_mgr.register(TimelineBlock, {"extension": self})
        md.preprocessors.register(Check(md, self), "timeline-check", 1000)
        md.treeprocessors.register(Leftover(md, self), "timeline-leftover", BEFORE_INLINE)
        md.treeprocessors.register(PutBack(md, self), "timeline-put-back", AFTER_INLINE)
        md.treeprocessors.register(Late(md), "timeline-late", AFTER_CONTENTS)
        md.treeprocessors.register(Back(md, self), "timeline-back", AFTER_CONTENTS - 1)
        md.treeprocessors.register(Links(md, self), "timeline-links", AFTER_ALL)

    def reset(self) -> None:
        """Forget the last page, where a converter is used for several."""
        self.aside.clear()
        self.inline.clear()

    def set_aside(self, holder: etree.Element) -> None:
        """Take a timeline's content out of the tree until the page's text has been read."""
        self.aside.append((holder, list(holder)))
        del holder[:]

    def here(self, md: Markdown) -> tuple[Place, Settings]:
        """Where the page being made lies, and the settings of its site."""
        place = find_place(md)
        return place, settings(self.given, place.docs, place.root)


class TimelineBlock(Block):
    """One `/// timeline` block."""

    NAME = "timeline"
    ARGUMENT = False
    # Declared without validators: the host would drop a wrong block in silence; see options.py.
    OPTIONS = {field.name: [None, type_any] for field in OPTIONS}

    def on_validate(self, parent: etree.Element) -> bool:
        """Read the options again as the host saw them; raises or keeps TimelineError for what the check could not see."""
        place, chosen = self.config["extension"].here(self.md)
        given = {name: value for name, value in self.options.items() if value is not None and name in self.OPTIONS}
        self.show, problems = read_options(to_node(given, Location(page_path(place, chosen))), {})
        self.wrong = TimelineError(problems) if problems else None
        if self.wrong and chosen.on_error == "raise":
            raise self.wrong
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Build the whole timeline."""
        place, chosen = self.config["extension"].here(self.md)
        if self.wrong:
            return problem_box(parent, self.wrong)
        try:
            site = load_site(chosen)
        except TimelineError as error:
            if chosen.on_error == "raise":
                raise
            return problem_box(parent, error)
        with without_garbage_collection():
            holder = _timeline(parent, site, self.show, place.page, chosen.exports)
        if self.show.form == "full":
            self.config["extension"].set_aside(holder)
        return holder


def _timeline(parent: etree.Element, site: Site, show: BlockOptions, page: str, exports: tuple[str, ...]) -> etree.Element:
    timeline, style = site.timeline, site.style
    events = select(timeline, show.query)
    if show.form == "compact":
        holder = element(parent, "div", class_="timeline timeline-is-compact")
        compact(holder, group(timeline, events, "none", "", ""), style, page)
        return holder
    holder = element(parent, "div", class_="timeline timeline-long" if len(events) > LONG else "timeline")
    if show.controls:
        holder.set("data-timeline", "")
        overview(holder, timeline, events, style, show.group == "period")
        controls(holder, timeline, events, style)
    words = style.words
    full(holder, timeline, group(timeline, events, show.group, words.decade, words.unplaced, words.era), style)
    if exports and page == style.page:
        line = element(holder, "p", class_="timeline-exports")
        element(line, "span", f"{style.words.download}:", class_="timeline-label").tail = " "
        for name in exports:
            target = posixpath.basename(file_name(name, page))
            element(line, "a", EXPORTS[name][1], href=target).tail = " " if name != exports[-1] else ""
    return holder


def makeExtension(**kwargs: object) -> TimelineExtension:
    """Entry point of Python-Markdown."""
    return TimelineExtension(**kwargs)
