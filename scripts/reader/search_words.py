"""What the site's search leaves out: notes and lines of links, which repeat what is found elsewhere. Pure."""

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

# The bibliography is searched on its own page, chapters and events by their own words.
_REPEATED = {
    "footnote", "sources", "cited-in", "treated-in", "figure-sources", "figure-data", "downloads", "kicker",
    "timeline-back", "timeline-links", "timeline-meta", "timeline-sources", "timeline-exports",
}  # fmt: skip


class SearchWords(Treeprocessor):
    """Mark what is left out with the attribute that the theme's search knows."""

    def run(self, root: etree.Element) -> None:
        """Mark the elements."""
        for node in root.iter():
            if not _REPEATED.isdisjoint(node.get("class", "").split()):
                node.set("data-search-exclude", "")
