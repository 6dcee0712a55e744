"""What programs read in the head of a page: Open Graph, Highwire's `citation_*`, JSON-LD. Pure.

Zotero takes a page with `citation_inbook_title` for a part of a book, and its edition from `prism.edition`;
Google Scholar wants dates with slashes.
"""

from dataclasses import dataclass

from lxml import etree

from .linked_data import AUTHOR, LANGUAGE, LICENCE, Data, as_json
from .project import Project
from .write_html import write_html

LOCALE = "en_GB"
# What two vocabularies say alike is written once, with both names.
_SAME = {"og:title": "citation_title"}


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of one page.

    Attributes:
        title: as it is to be cited: "1.1 Two blocs: why did Europe split into two alliances?".
        description: one or two sentences.
        address: the place of the site at which it is read, shared and cited: "history.html#two-blocs".
        data: the page in the words of schema.org.
        cited: whether it can be cited as a part of the book.
        whole: whether it is the book itself.
    """

    title: str
    description: str
    address: str
    data: Data
    cited: bool = False
    whole: bool = False


def head_elements(head: Head, project: Project) -> list[etree._Element]:
    """Return the elements for the head of a page."""
    named = dict(_SAME) if head.cited or head.whole else {}
    found = [
        _meta(property, named.get(property), value)
        for property, value in _open_graph(head, project).items()
        if value
    ]
    if head.cited or head.whole:
        found += [_meta(None, name, value) for name, value in _citation(head, project).items() if value]
    data = etree.Element("script", {"type": "application/ld+json"})
    data.text = as_json(head.data)
    return [*found, data]


def add_to_head(page: str, elements: list[etree._Element]) -> str:
    """Put elements at the end of the head of a finished page, and leave the rest as it is."""
    text = "".join(write_html(element) + "\n" for element in elements)
    before, end, after = page.partition("</head>")
    return f"{before}{text}{end}{after}"


def _meta(property: str | None, name: str | None, value: str) -> etree._Element:
    given = {"name": name, "property": property, "content": value}
    return etree.Element("meta", {key: text for key, text in given.items() if text})


def _open_graph(head: Head, project: Project) -> dict[str, str]:
    return {
        "og:type": "book" if head.whole else "article",
        "og:site_name": project.name,
        "og:title": project.title if head.whole else head.title,
        "og:description": head.description,
        "og:url": project.public(head.address),
        "og:locale": LOCALE,
    }


def _citation(head: Head, project: Project) -> dict[str, str]:
    address = project.public(head.address)
    return {
        "citation_author": AUTHOR,
        "citation_publication_date": f"{project.facts_checked:%Y/%m/%d}",
        "citation_inbook_title": "" if head.whole else project.title,
        "citation_language": LANGUAGE,
        "citation_public_url": address,
        "citation_fulltext_html_url": address,
        "prism.edition": project.edition,
        "dc.rights": LICENCE,
    }
