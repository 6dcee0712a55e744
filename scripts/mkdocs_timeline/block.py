"""The Markdown extension: `/// timeline` blocks, and the way back from a section to its events.

All that a page shows is made here, so that it works wherever Python-Markdown runs; see plugin.py for the rest.
"""

import posixpath
import xml.etree.ElementTree as etree
from pathlib import Path

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_any

from .controls import controls
from .elements import element, plain
from .errors import Location, Problem, TimelineError
from .exports import EXPORTS, file_name
from .host import Place, find_place
from .links import refused_scheme
from .options import OPTIONS, BlockOptions, find_blocks, read_options, to_node
from .select import group, select
from .settings import OPTIONS as SETTINGS
from .settings import Settings, settings
from .site import Site, load_site
from .strip import overview
from .to_html import LATE, address, compact, full
from .words import show_text

# From so many events on, the style draws only those in view.
LONG = 400
# Priorities of Python-Markdown and its hosts: inline 20, attr_list 8, toc and MkDocs' anchors 5, MkDocs' links 0.
BEFORE_INLINE, AFTER_CONTENTS, AFTER_ALL = 25, 4, -10


class TimelineExtension(BlocksExtension):
    """Options: see settings.py. Registered under the name `mkdocs_timeline`."""

    def __init__(self, **kwargs: object):
        self.given = dict(kwargs)
        self.config = {name: [default, help] for name, (default, help) in SETTINGS.items()}
        super().__init__()

    def extendMarkdownBlocks(self, md: Markdown, block_mgr) -> None:
        """Register the block and the steps around it."""
        md.registerExtension(self)
        block_mgr.register(TimelineBlock, {"extension": self})
        md.preprocessors.register(_Check(md, self), "timeline-check", 1000)
        md.treeprocessors.register(_Leftover(md, self), "timeline-leftover", BEFORE_INLINE)
        md.treeprocessors.register(_Late(md), "timeline-late", AFTER_CONTENTS)
        md.treeprocessors.register(_Back(md, self), "timeline-back", AFTER_CONTENTS - 1)
        md.treeprocessors.register(_Links(md, self), "timeline-links", AFTER_ALL)

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
        """Read the options again as the host saw them; raises TimelineError for what the check could not see."""
        place, chosen = self.config["extension"].here(self.md)
        given = {name: value for name, value in self.options.items() if value is not None and name in self.OPTIONS}
        self.show, problems = read_options(to_node(given, Location(_path(place, chosen))), {})
        if problems:
            raise TimelineError(problems)
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Build the whole timeline."""
        place, chosen = self.config["extension"].here(self.md)
        try:
            site = load_site(chosen)
        except TimelineError as error:
            if chosen.on_error == "raise":
                raise
            return _problems(parent, error)
        return _timeline(parent, site, self.show, place.page, chosen.exports)


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


def _problems(parent: etree.Element, error: TimelineError) -> etree.Element:
    holder = element(parent, "div", class_="timeline-problems", role="alert")
    element(holder, "p", "The timeline cannot be shown until this is put right:")
    items = element(holder, "ol")
    for problem in error.problems:
        element(items, "li", str(problem))
    return holder


def _path(place: Place, chosen: Settings) -> str:
    try:
        return (chosen.docs / place.page).relative_to(chosen.root).as_posix()
    except ValueError:
        return place.page


class _Check(Preprocessor):
    """Check the options of the page's blocks in its source, where they have a line and a column."""

    def __init__(self, md: Markdown, extension: TimelineExtension):
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        place, chosen = self.extension.here(self.md)
        text = place.text if place.text is not None else "\n".join(lines)
        problems: list[Problem] = []
        for _, node, unreadable in find_blocks(_path(place, chosen), text):
            problems += unreadable + read_options(node, {})[1]
        if problems and chosen.on_error == "raise":
            raise TimelineError(problems)
        return lines


class _Leftover(Treeprocessor):
    """Refuse a page on which a block stayed raw text: the host drops a block it cannot read without a word."""

    def __init__(self, md: Markdown, extension: TimelineExtension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        for paragraph in root.iter("p"):
            raw = (paragraph.text or "").lstrip().startswith("/// timeline")
            if raw and not paragraph.get("class", "").startswith("timeline-"):
                place, chosen = self.extension.here(self.md)
                message = "this timeline block could not be read; check its options and its closing ///"
                error = TimelineError([Problem(Location(_path(place, chosen)), "", message)])
                if chosen.on_error == "raise":
                    raise error
                paragraph.clear()
                _problems(paragraph, error)


class _Late(Treeprocessor):
    """Turn the events' titles into headings, once the contents list is made: it would be too long to use with them."""

    def run(self, root: etree.Element) -> None:
        for heading in root.iter():
            if heading.tag.startswith(LATE) if isinstance(heading.tag, str) else False:
                heading.tag = heading.tag[len(LATE) :]


class _Back(Treeprocessor):
    """End each section that events name in `see` with links to them."""

    def __init__(self, md: Markdown, extension: TimelineExtension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        place, chosen = self.extension.here(self.md)
        if not chosen.back_links or not place.page or place.page == chosen.page:
            return
        try:
            site = load_site(chosen)
        except TimelineError:
            return  # shown or raised by the blocks themselves
        for index in reversed(range(len(root))):
            events = site.by_section.get(f"{place.page}#{root[index].get('id')}")
            if events and root[index].tag in _HEADINGS:
                line = etree.Element("p", {"class": "timeline-back"})
                element(line, "span", f"{site.style.words.in_timeline}:", class_="timeline-label").tail = " "
                for number, event in enumerate(event for event in events if event.id):
                    date = show_text(event.when, site.style.words)
                    link = element(line, "a", date, href=address(event, site.style, place.page))
                    link.set("aria-label", plain(f"{date}: {event.title}"))
                    link.set("title", plain(event.title))
                    link.tail = " · " if number < len(events) - 1 else ""
                root.insert(_end_of_section(root, index), line)


class _Links(Treeprocessor):
    """Refuse links that a browser would run, such as a reference `[x][y]` leads to: here they are as the page has them."""

    def __init__(self, md: Markdown, extension: TimelineExtension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        holders = (part for part in root.iter("div") if part.get("class", "").split(" ")[0] == "timeline")
        for link, name in ((link, name) for part in holders for link in part.iter() for name in ("href", "src")):
            scheme = refused_scheme(link.get(name, "").replace(AMP_SUBSTITUTE, "&"))
            if not scheme:
                continue
            place, chosen = self.extension.here(self.md)
            if chosen.on_error == "raise":
                text = " ".join("".join(link.itertext()).split())
                message = f"the timeline's link '{text}' begins with '{scheme}:', which is refused; write an https link"
                raise TimelineError([Problem(Location(_path(place, chosen)), "", message)])
            link.tag = "span"
            del link.attrib[name]


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _end_of_section(root: etree.Element, start: int) -> int:
    """Return the index before the next heading, or before the notes at the end of the page."""
    for index in range(start + 1, len(root)):
        if root[index].tag in _HEADINGS or root[index].get("class") == "footnote":
            return index
    return len(root)


def makeExtension(**kwargs: object) -> TimelineExtension:
    """Entry point of Python-Markdown."""
    return TimelineExtension(**kwargs)
