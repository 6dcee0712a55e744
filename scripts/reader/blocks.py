"""The reader's own blocks: `/// in-short`, `//// positions` with `/// position | Who`, `/// bibliography`, `/// figure` and more."""

import re
import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block

from mkdocs_timeline import plain

from .bibliography import write_bibliography
from .figure_block import FigureBlock
from .offline_block import ALL as OFFLINE


class InShort(Block):
    """The summary of a chapter, which can be quoted alone."""

    NAME = "in-short"
    ARGUMENT = False

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make a labelled section; the block's text follows in it."""
        return _labelled(parent, "in-short", "In short")


class Positions(Block):
    """What is established, and what each side says: holds `position` blocks."""

    NAME = "positions"
    ARGUMENT = False

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the group."""
        return etree.SubElement(parent, "div", {"class": "positions"})


class Position(Block):
    """One side; the argument says in words whose position it is."""

    NAME = "position"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make a section that carries its label."""
        label = self.argument.strip()
        # A group, not a section: many blocks on one page have the same labels, and landmarks must be unique.
        return _labelled(parent, f"position position-{slug(label)}", label, "div", {"role": "group"})


class Bibliography(Block):
    """The list of sources, made from docs/sources.yml."""

    NAME = "bibliography"
    ARGUMENT = False

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the whole list."""
        holder = etree.SubElement(parent, "div", {"class": "bibliography"})
        write_bibliography(holder, self.config["here"].state)
        return holder


ALL = (InShort, Positions, Position, Bibliography, FigureBlock, *OFFLINE)


def slug(label: str) -> str:
    """Return a label as a class name."""
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


def _labelled(
    parent: etree.Element, name: str, label: str, tag: str = "section", more: dict[str, str] | None = None
) -> etree.Element:
    section = etree.SubElement(parent, tag, {"class": name, "aria-label": label, **(more or {})})
    etree.SubElement(section, "p", {"class": "label"}).text = plain(label)
    return section
