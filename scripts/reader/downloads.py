"""The whole bibliography as files for programs that keep references, written by the build. Pure."""

import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable

from markdown.util import AtomicString

from .data_links import link_to_file
from .sources import Source
from .to_bibtex import to_bibtex
from .to_csl import to_csl
from .to_ris import to_ris

# File beside the list of sources: how a link to it is called, and what makes its text.
DOWNLOADS: dict[str, tuple[str, Callable[[Iterable[Source]], str]]] = {
    "sources.bib": ("BibTeX", to_bibtex),
    "sources.ris": ("RIS", to_ris),
    "sources.json": ("CSL-JSON", to_csl),
}


def write_downloads(parent: etree.Element) -> None:
    """Add a line of links to the files."""
    line = etree.SubElement(parent, "p", {"class": "downloads"})
    line.text = AtomicString("All sources, for Zotero and similar programs: ")
    for number, (file, (words, _)) in enumerate(DOWNLOADS.items(), 1):
        link_to_file(line, file, words).tail = AtomicString("." if number == len(DOWNLOADS) else ", ")
