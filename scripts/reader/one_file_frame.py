"""What stands around the text of the one-file edition: masthead, contents, footer, and what stays in the corner. Pure."""

import copy
from collections.abc import Iterable, Iterator, Mapping

from lxml.html.builder import E

from .book import BookPage, Element
from .linked_data import AUTHOR, LICENCE
from .numbering import month_and_year
from .project import Project

CONTENTS = "one-file-contents"


def top(page: BookPage) -> str:
    """The id of a page's title: where a link to the page leads."""
    return page.content.xpath("string(.//h1[@id]/@id)")


def skip(page: BookPage) -> Element:
    """The first link: past the contents to the text."""
    return E.a("Skip to the text", {"class": "one-file-skip", "href": f"#{top(page)}"})


def bar() -> Element:
    """What stays in the corner: the way back and the go-to box, which scripts show, and the way to the contents."""
    back = E.button("Back", {"type": "button", "class": "one-file-back", "hidden": "hidden"})
    go_to = E.button("Go to", {"type": "button", "class": "goto-button", "aria-haspopup": "dialog", "hidden": "hidden"})
    return E.nav({"class": "one-file-bar", "aria-label": "In this file"}, back, go_to, E.a("Contents", href=f"#{CONTENTS}"))


def foot(project: Project) -> str:
    """The line that reader.css prints at the foot of each page."""
    return " · ".join(filter(None, (project.name, f"edition {project.edition}", project.site_url)))


def masthead(project: Project) -> Element:
    """How the reader is called, and which edition this is."""
    checked = f"{project.facts_checked.day} {month_and_year(project.facts_checked)}"
    return E.header(
        {"class": "one-file-masthead"},
        E.p({"class": "site-name"}, E.span(project.name), E.small(project.tagline)),
        E.p({"class": "one-file-edition"}, f"Edition {project.edition}, facts checked to {checked}, in one file. It needs no network."),
    )


def footer(project: Project) -> Element:
    """By whom and under which terms, and where a newer edition would be."""
    terms = E.p(
        f"“{project.title}”, edition {project.edition}, by {AUTHOR}. Text ",
        E.a("CC BY 4.0", href=LICENCE, rel="license"),
        ", code MIT.",
    )
    end = E.footer({"class": "one-file-end md-typeset"}, terms)
    if project.site_url:
        end.append(E.p("A newer edition would be at ", E.a(project.site_url, href=project.site_url), "."))
    return end


def contents(book: Iterable[BookPage], numbers: Mapping[str, int]) -> Element:
    """The contents list.

    Args:
        book: the pages in reading order.
        numbers: path of a page to its number, for chapters.
    """
    entries = E.ol(*(_entry(page, numbers.get(page.path)) for page in book))
    return E.nav(
        E.h2("Contents", id=CONTENTS), entries, {"class": "one-file-contents md-typeset", "aria-labelledby": CONTENTS}
    )


def _entry(page: BookPage, number: int | None) -> Element:
    """One line of the contents: the page, and its sections to unfold."""
    entry = E.li(E.a({"href": f"#{top(page)}"}, *_numbered(str(number or ""), page.title)))
    sections = [heading for heading in page.content.iter("h2") if heading.get("id")]
    if len(sections) > 1:
        items = (
            E.li(E.a({"href": f"#{heading.get('id')}"}, *_numbered(heading.get("data-number", ""), _words(heading))))
            for heading in sections
        )
        entry.append(E.details(E.summary(f"{len(sections)} sections", {"aria-label": f"{page.title}: {len(sections)} sections"}), E.ol(*items)))
    return entry


def _numbered(number: str, words: str) -> Iterator[Element | str]:
    if number:
        yield E.span(number, {"class": "one-file-number"})
        yield " "
    yield words


def _words(heading: Element) -> str:
    plain = copy.deepcopy(heading)
    for link in plain.xpath(".//a[contains(@class, 'headerlink') or contains(@class, 'place-link')]"):
        link.drop_tree()
    return " ".join(plain.text_content().split())
