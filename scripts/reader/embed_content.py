"""What a short page shows of its place, cut from the finished pages: one function for each kind. Pure."""

import copy
from collections.abc import Iterable, Mapping

from lxml.html import builder as E

from mkdocs_timeline import Event

from .book import BookPage, Element, section_of
from .embed_trim import copies, from_short_page, stand_alone
from .figures import FOLDER
from .linked_data import cited
from .places import Place


def chapter_content(place: Place, page: BookPage, sections: Iterable[Place]) -> Element:
    """The line above a chapter's title, the title, its summary, and the list of its sections."""
    holder = E.MAIN()
    holder.extend(copies(page.content.xpath("./p[@class='kicker'] | ./h1 | ./section[@class='in-short']")))
    stand_alone(holder, page, 1)
    items = [
        E.LI(E.SPAN(section.number, E.CLASS("number")), " ", E.A(section.title, href=f"{section.id}.html"))
        for section in sections
    ]
    contents = E.NAV(
        E.H2("Sections", id="sections"), E.UL(*items, E.CLASS("contents")), {"aria-labelledby": "sections"}
    )
    notes = holder.find("ol[@class='notes']")
    if notes is None:
        holder.append(contents)
    else:
        notes.addprevious(contents)
    return holder


def section_content(place: Place, page: BookPage) -> Element:
    """A heading and all that follows it, up to the next of its level."""
    holder = E.MAIN()
    heading = page.by_id[place.id]
    holder.extend(copies(section_of(heading)))
    stand_alone(holder, page, int(heading.tag[1]))
    return holder


def figure_content(place: Place, page: BookPage) -> Element:
    """A figure with its title above it; its table stays in the chapter."""
    figure = copy.deepcopy(page.by_id[place.id])
    figure.tail = None
    for table in figure.xpath(".//details"):
        table.drop_tree()
    title = figure.xpath(".//p[@class='figure-title']")[0]
    heading = E.H1(*title, E.CLASS("figure-title"))
    heading.text = title.text
    title.drop_tree()
    holder = E.MAIN(heading, figure)
    stand_alone(holder, page, 1)
    there = E.A("The data as a table", href=from_short_page(place.address), target="_top")
    file = E.A("as CSV", href=from_short_page(f"{FOLDER}/{place.id}.csv"), target="_top")
    figure.find("figcaption").append(E.P(there, ", ", file, E.CLASS("figure-data")))
    return holder


def event_content(place: Place, page: BookPage, event: Event, references: Mapping[str, Element]) -> Element:
    """An event as the timeline has it, with its sources written out.

    Args:
        references: key of a source to how it is written out.
    """
    article = copy.deepcopy(page.by_id[place.id].getparent())
    article.tail = None
    for line in article.xpath("./p[contains(@class, 'timeline-sources')]"):
        line.drop_tree()
    for part in article.xpath(".//*[contains(@class, ' ')]"):
        part.set("class", part.get("class").split()[0])  # the others tell categories and states apart
    heading = article.xpath("./h3 | ./h2")[0]
    heading.text = place.title
    heading.addprevious(article.xpath("./p[@class='timeline-date']")[0])
    for link in article.xpath(".//span[@class='timeline-sources']//a"):
        link.set("href", "#" + link.get("href").partition("#")[2])
    items = [copy.deepcopy(references[key]) for key in cited(event) if key in references]
    holder = E.MAIN(article, E.P("Sources", E.CLASS("label")), E.UL(*items, E.CLASS("references")))
    stand_alone(holder, page, int(heading.tag[1]))
    return holder


def read_references(sources: BookPage) -> dict[str, Element]:
    """Read the list of sources: key to the source written out, as an item of a list."""
    found = {}
    for item in sources.content.xpath(".//li[starts-with(@id, 'src-')]"):
        reference = copy.deepcopy(item.xpath(".//span[@class='reference']")[0])
        reference.tag, reference.tail = "li", None
        reference.attrib.pop("class")
        reference.set("id", item.get("id"))
        found[item.get("id").removeprefix("src-")] = reference
    return found
