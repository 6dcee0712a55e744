"""Retired ids: an empty element for each, at the start of what it leads to, so that old links land there. Pure."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.treeprocessors import Treeprocessor


def add_aliases(holder: etree.Element, ids: Iterable[str]) -> None:
    """Put the elements before everything else in `holder`."""
    for number, name in enumerate(ids):
        mark = etree.Element("span", {"id": name, "class": "alias"})
        if number == 0:
            mark.tail, holder.text = holder.text, None
        else:
            mark.tail, holder[number - 1].tail = holder[number - 1].tail, None
        holder.insert(number, mark)


class HeadingAliases(Treeprocessor):
    """Read `## Title { #id aliases="old older" }`: attribute lists have left it as an attribute of the heading."""

    def run(self, root: etree.Element) -> None:
        """Turn the attribute into elements."""
        for heading in root.iter():
            if isinstance(heading.tag, str) and heading.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                add_aliases(heading, heading.attrib.pop("aliases", "").split())
