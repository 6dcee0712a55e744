"""Links to files that the build writes beside the finished pages, such as the data of a figure."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .here import Here

_FILE = "data-file"


def link_to_file(
    parent: etree.Element, file: str, words: str, attributes: dict[str, str] | None = None
) -> etree.Element:
    """Add a link to a file of the finished site; `DataLinks` puts the address there."""
    link = etree.SubElement(parent, "a", {**(attributes or {}), "href": "", _FILE: file})
    link.text = AtomicString(words)
    return link


class DataLinks(Treeprocessor):
    """Give the links to such files their address, after the host has looked at all links of the page.

    The build writes the files (see `build.py`) and checks the links in the finished pages; the host, which
    sees only docs/, would take them for broken.
    """

    def __init__(self, md: Markdown, here: Here):
        """Remember which page is made."""
        super().__init__(md)
        self.here = here

    def run(self, root: etree.Element) -> None:
        """Set the addresses."""
        for link in root.iter("a"):
            file = link.attrib.pop(_FILE, "")
            if file:
                link.set("href", f"{self.here.up}{file}")
