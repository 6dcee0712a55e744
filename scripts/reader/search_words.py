"""What the site's search leaves out: notes, their numbers, lines of links and lists, which repeat what is found elsewhere. Pure."""

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from .passages import LISTS

# The bibliography is searched on its own page, chapters and events by their own words.
_REPEATED = {
    "footnote", "sources", "cited-in", "treated-in", "figure-sources", "figure-data", "downloads", "kicker",
    "timeline-back", "timeline-links", "timeline-meta", "timeline-sources", "timeline-exports",
}  # fmt: skip


class SearchWords(Treeprocessor):
    """Mark what is left out with the attribute that the theme's search knows; on a heading it stands for its section."""

    def run(self, root: etree.Element) -> None:
        """Mark the elements."""
        for node in root.iter():
            if _is_repeated(node):
                node.set("data-search-exclude", "")


def _is_repeated(node: etree.Element) -> bool:
    id = node.get("id", "")
    return (
        not _REPEATED.isdisjoint(node.get("class", "").split())
        or (node.tag == "sup" and id.startswith("fnref"))
        or (node.tag == "h2" and id.endswith(LISTS))
    )
