"""The blocks of the page on going offline: `/// this-copy`, `/// editions`, `/// edition | zip`."""

import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block

from mkdocs_timeline import plain

from .offline_fill import EDITION, EDITIONS, THIS_COPY, Shelf, fill


class _Offline(Block):
    """A block that holds nothing but what is made for it."""

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make it as a copy of the site has it."""
        what = f"{self.NAME}-{self.argument.strip()}" if self.ARGUMENT else self.NAME
        holder = fill(what, Shelf(self.config["here"]))
        for part in holder.iter():  # the website fills it without a host, which alone would read these texts
            part.text = plain(part.text) if part.text else part.text
            part.tail = plain(part.tail) if part.tail else part.tail
        parent.append(holder)
        return holder


class ThisCopy(_Offline):
    """Which edition a reader has, and where a newer one would be."""

    NAME = THIS_COPY
    ARGUMENT = False


class Editions(_Offline):
    """Which edition is for which device."""

    NAME = EDITIONS
    ARGUMENT = False


class Edition(_Offline):
    """The file of one edition, and where it was tested; the argument is its name."""

    NAME = EDITION
    ARGUMENT = True


ALL = (ThisCopy, Editions, Edition)
