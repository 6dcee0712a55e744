"""What the site's search leaves out: notes, their numbers, lines of links and lists, which repeat what is found elsewhere. Pure."""

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

# The bibliography is searched on its own page, chapters and events by their own words.
_REPEATED = {
    "footnote", "sources", "cited-in", "treated-in", "figure-sources", "figure-data", "downloads", "kicker",
    "timeline-back", "timeline-links", "timeline-meta", "timeline-sources", "timeline-exports",
}  # fmt: skip
# The end of a chapter: the timeline, the glossary and the bibliography again.
_REPEATED_SECTIONS = ("-in-dates", "-key-terms", "-further-reading")


class SearchWords(Treeprocessor):
    """Mark what is left out with the attribute that the theme's search knows; on a heading it stands for its section."""

    def run(self, root: etree.Element) -> None:
        """Mark the elements."""
        for node in root.iter():
            if _is_repeated(node):
                node.set("data-search-exclude", "")


def _is_repeated(node: etree.Element) -> bool:
    if not _REPEATED.isdisjoint(node.get("class", "").split()):
        return True
    id = node.get("id", "")
    return id.startswith("fnref") if node.tag == "sup" else node.tag == "h2" and id.endswith(_REPEATED_SECTIONS)
