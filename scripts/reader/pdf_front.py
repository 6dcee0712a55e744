"""What stands before the first page of the text: the title page, and the contents with page numbers. Pure."""

from collections.abc import Iterable

from lxml.html.builder import E

from .book import Element
from .linked_data import AUTHOR, LICENCE
from .numbering import day_month_year
from .pdf_chapter import Chapter
from .project import Project


def title_page(project: Project) -> Element:
    """Return the title page: the title, by whom, which edition, under which terms, and where a newer one would be."""
    page = E.section(
        {"class": "title-page"},
        E.p(project.name, {"class": "title"}),
        E.p(project.description, {"class": "description"}),
        E.p(
            E.span(f"Edition {project.edition}", {"class": "edition-name"}),
            E.br(),
            f"Facts checked to {day_month_year(project.facts_checked)}",
            {"class": "edition"},
        ),
    )
    imprint = E.div(
        {"class": "imprint"},
        E.p(
            f"Text, data and figures: {AUTHOR}, ",
            E.a("CC BY 4.0", href=LICENCE),
            f", {LICENCE.removeprefix('https://').rstrip('/')}. Quotations belong to those quoted.",
        ),
        E.p(
            "Every section, figure and event has the same number and the same name here, on the site and in the other editions. "
            "A raised number leads to its note, and a note leads back to the pages that bear its number."
        ),
    )
    if project.site_url:
        imprint.insert(1, E.p("Newer editions: ", E.a(project.site_url, href=project.site_url)))
    page.append(imprint)
    return page


def contents(chapters: Iterable[Chapter]) -> Element:
    """Return the list of chapters and sections, then that of the figures; the stylesheet adds the pages."""
    chapters = tuple(chapters)
    listed = E.ol({"class": "contents-list"})
    for chapter in chapters:
        heading = chapter.content.xpath(".//h1[1]")[0]
        item = E.li(_entry(heading, str(chapter.number or "")))
        sections = [
            section for section in chapter.content.xpath(".//h2[@id]") if section.get("class") != "notes"
        ]
        if chapter.number and sections:
            item.append(
                E.ol(*(E.li(_entry(section, section.get("data-number") or "")) for section in sections))
            )
        listed.append(item)
    part = E.section(
        {"class": "contents"}, E.h1("Contents", {"data-label": "Contents"}, id="contents"), listed
    )
    figures = [figure for chapter in chapters for figure in chapter.content.xpath(".//figure[@id]")]
    if figures:
        part.append(E.h2("Figures", {"data-label": "Figures"}, id="contents-figures"))
        part.append(E.ol({"class": "contents-list"}, *(E.li(_figure(figure)) for figure in figures)))
    return part


def _entry(heading: Element, number: str) -> Element:
    words = " ".join(heading.text_content().split())
    return _line(heading.get("id"), number, words)


def _figure(figure: Element) -> Element:
    number = figure.xpath("string(.//*[@class='figure-number'])").strip()
    title = " ".join(figure.xpath("string(.//*[@class='figure-title'])").split())
    return _line(figure.get("id"), number.removeprefix("Figure").strip(), title.removeprefix(number).strip())


def _line(id: str, number: str, words: str) -> Element:
    before = [E.span(number, {"class": "contents-number"}), " "] if number else []
    return E.p(*before, E.a(words, href=f"#{id}"))
