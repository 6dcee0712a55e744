"""The steps around the blocks, in the order in which a page goes through them: check, leftover, put back, late, back, links."""

import xml.etree.ElementTree as etree
from typing import Protocol

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from .elements import element, plain
from .errors import Location, Problem, TimelineError
from .host import Place
from .links import refused_scheme
from .options import find_blocks, read_options
from .settings import Settings
from .site import load_site
from .to_html import LATE, address
from .words import show_text


class Extension(Protocol):
    """What a step asks of the extension that it belongs to."""

    aside: list[tuple[etree.Element, list[etree.Element]]]
    inline: list[etree.Element]

    def here(self, md: Markdown) -> tuple[Place, Settings]:
        """Where the page being made lies, and the settings of its site."""


def problem_box(parent: etree.Element, error: TimelineError) -> etree.Element:
    """Add a box that tells all problems, in place of a timeline."""
    holder = element(parent, "div", class_="timeline-problems", role="alert")
    element(holder, "p", "The timeline cannot be shown until this is put right:")
    items = element(holder, "ol")
    for problem in error.problems:
        element(items, "li", str(problem))
    return holder


def page_path(place: Place, chosen: Settings) -> str:
    try:
        return (chosen.docs / place.page).relative_to(chosen.root).as_posix()
    except ValueError:
        return place.page


class Check(Preprocessor):
    """Check the options of the page's blocks in its source, where they have a line and a column."""

    def __init__(self, md: Markdown, extension: Extension):
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        """Raise TimelineError for what is wrong; leave the lines as they are."""
        place, chosen = self.extension.here(self.md)
        text = place.text if place.text is not None else "\n".join(lines)
        problems: list[Problem] = []
        for _, node, unreadable in find_blocks(page_path(place, chosen), text):
            problems += unreadable + read_options(node, {})[1]
        if problems and chosen.on_error == "raise":
            raise TimelineError(problems)
        return lines


class Leftover(Treeprocessor):
    """Refuse a page on which a block stayed raw text: the host drops a block it cannot read without a word."""

    def __init__(self, md: Markdown, extension: Extension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Look for raw blocks among the paragraphs."""
        for paragraph in root.iter("p"):
            raw = (paragraph.text or "").lstrip().startswith("/// timeline")
            if raw and not paragraph.get("class", "").startswith("timeline-"):
                place, chosen = self.extension.here(self.md)
                message = "this timeline block could not be read; check its options and its closing ///"
                error = TimelineError([Problem(Location(page_path(place, chosen)), "", message)])
                if chosen.on_error == "raise":
                    raise error
                paragraph.clear()
                problem_box(paragraph, error)


class PutBack(Treeprocessor):
    """Put timelines back after the inline text was read: of their many elements only a few hold any."""

    def __init__(self, md: Markdown, extension: Extension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Put the content back and read its inline text."""
        for holder, content in self.extension.aside:
            holder[:0] = content
            texts = etree.Element("div")
            texts.extend(node for node in holder.iter() if node.text and not isinstance(node.text, AtomicString))
            self.md.treeprocessors["inline"].run(texts)
            self.extension.inline += texts
        self.extension.aside.clear()


class Late(Treeprocessor):
    """Turn the events' titles into headings, once the contents list is made: it would be too long to use with them."""

    def run(self, root: etree.Element) -> None:
        """Rename the elements."""
        for heading in root.iter():
            if heading.tag.startswith(LATE) if isinstance(heading.tag, str) else False:
                heading.tag = heading.tag[len(LATE) :]


class Back(Treeprocessor):
    """End each section that events name in `see` with links to them."""

    def __init__(self, md: Markdown, extension: Extension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Add the line of links to each section."""
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
                    link.set("title", plain(event.title))
                    link.tail = " · " if number < len(events) - 1 else ""
                root.insert(_end_of_section(root, index), line)


class Links(Treeprocessor):
    """Refuse links that a browser would run, such as a reference `[x][y]` leads to: here they are as the page has them."""

    def __init__(self, md: Markdown, extension: Extension):
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Look at every link and picture of a timeline."""
        # All other links of a timeline were made from fields that have been checked.
        parts = self.extension.inline
        for link, name in ((link, name) for part in parts for link in part.iter() for name in ("href", "src")):
            scheme = refused_scheme(link.get(name, "").replace(AMP_SUBSTITUTE, "&"))
            if not scheme:
                continue
            place, chosen = self.extension.here(self.md)
            if chosen.on_error == "raise":
                text = " ".join("".join(link.itertext()).split())
                message = f"the timeline's link '{text}' begins with '{scheme}:', which is refused; write an https link"
                raise TimelineError([Problem(Location(page_path(place, chosen)), "", message)])
            link.tag = "span"
            del link.attrib[name]


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def _end_of_section(root: etree.Element, start: int) -> int:
    """Return the index before the next heading, or before the notes at the end of the page."""
    for index in range(start + 1, len(root)):
        if root[index].tag in _HEADINGS or root[index].get("class") == "footnote":
            return index
    return len(root)
