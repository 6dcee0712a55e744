"""A page of the site as one section of an e-book, without what only a browser can use. Pure."""

import copy

from lxml.html.builder import E

from .book import BookPage, Element
from .epub_links import Links
from .epub_notes import set_notes
from .xhtml import TYPE

# What a page is, in the words of e-books (epub:type), and its role for screen readers; others are just pages.
CHAPTER = ("chapter", "doc-chapter")
_PARTS = {
    "index.html": ("introduction", "doc-introduction"),
    "timeline.html": ("appendix", "doc-appendix"),
    "sources.html": ("bibliography", "doc-bibliography"),
    "glossary.html": ("glossary", "doc-glossary"),
    "about/method.html": ("appendix", "doc-appendix"),
    "about/corrections.html": ("errata", "doc-errata"),
    "about/licence.html": ("copyright-page", ""),
}
# Links of places to themselves, filters, and pictures that are there to be clicked.
_CONTROLS = " | ".join(
    (
        ".//script",
        ".//form",
        ".//a[contains(@class, 'headerlink')]",
        ".//a[contains(@class, 'place-link')]",
        ".//a[contains(@class, 'timeline-link')]",
        ".//p[@class = 'timeline-caption']",
        ".//svg[contains(@class, 'timeline-bars') or contains(@class, 'timeline-names')]",
    )
)
# The style shows these: the number of a paragraph, and the column of a cell that stands below another.
_KEPT = ("data-paragraph", "data-label")


def make_section(page: BookPage, chapter: bool, links: Links) -> Element:
    """Return a page as one `section`, with all ids of the site.

    Args:
        page: the page.
        chapter: whether it is one of the chapters.
        links: rewrites its links.
    """
    section = copy.deepcopy(page.content)
    for control in section.xpath(_CONTROLS):
        control.drop_tree()
    _open_data(section)
    _number_headings(section)
    top = section.xpath("string(.//h1/@id)")
    set_notes(section, f"notes-{top}")
    links.rewrite(page, section)
    _say_what(section, CHAPTER if chapter else _PARTS.get(page.path, ("", "")), top)
    _tidy(section)
    return section


def words_of(heading: Element) -> str:
    """The words of a heading of a section, with its number."""
    return " ".join(heading.text_content().split())


def _open_data(section: Element) -> None:
    """Show what unfolds on the site: few programs for books can unfold."""
    for details in section.iter("details"):
        details.tag = "div"
        summary = details.find("summary")
        if summary is not None:  # the table says the same
            summary.drop_tree()
    for box in section.xpath(".//div[@class = 'figure-table']"):
        for name in ("role", "tabindex", "aria-label"):
            box.attrib.pop(name, None)
        names = [" ".join(head.text_content().split()) for head in box.xpath(".//thead/tr/th")]
        for row in box.iter("tr"):
            for name, cell in zip(names, row, strict=False):
                if cell.tag == "td":
                    cell.set("data-label", name)


def _number_headings(section: Element) -> None:
    for heading in section.xpath(".//*[@data-number]"):
        number = E.span(heading.get("data-number"), {"class": "section-number"})
        number.tail, heading.text = f" {heading.text or ''}", None
        heading.insert(0, number)


def _say_what(section: Element, part: tuple[str, str], top: str) -> None:
    section.tag = "section"
    section.attrib.clear()
    kind, role = part
    if kind:
        section.set(TYPE, kind)
    if role:
        section.set("role", role)
    section.set("aria-labelledby", top)
    section.text = "\n"


def _tidy(section: Element) -> None:
    """Take away what the site's scripts and filters need, and titles that repeat a label."""
    for node in section.iter():
        for name in [name for name in node.attrib if name.startswith("data-") and name not in _KEPT]:
            del node.attrib[name]
        if node.get("aria-label"):
            node.attrib.pop("title", None)
