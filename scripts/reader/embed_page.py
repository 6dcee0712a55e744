"""The page around the content of a short page: head, attribution, and the way to the full place. Pure."""

from lxml.html import builder as E

from .book import Element, restore_case
from .embed_trim import FOLDER, from_short_page
from .linked_data import LANGUAGE, LICENCE
from .metadata import Head, head_elements
from .numbering import day_month_year
from .places import Place
from .printed import foot
from .project import Project
from .write_html import write_html

STYLE = "../assets/embed.css"
FIGURES = "../assets/figures.css"
# Where the full place is, in words, before its name.
WAY = {
    "chapter": "Read in full: {number} {title}",
    "section": "Read in its chapter: {number} {title}",
    "figure": "See in its chapter: {number}",
    "event": "See in the timeline",
}


def short_page(place: Place, content: Element, head: Head, project: Project) -> str:
    """Return the HTML of one short page."""
    restore_case(content)
    top = E.HEAD(
        E.META(charset="utf-8"),
        E.META(name="viewport", content="width=device-width,initial-scale=1"),
        E.META(name="color-scheme", content="light dark"),
        E.TITLE(f"{head.title} - {project.name}"),
        *_canonical(place, project),
        E.LINK(rel="stylesheet", href=STYLE),
    )
    if content.xpath("boolean(.//figure)"):
        top.append(E.LINK(rel="stylesheet", href=FIGURES))
        content.set("class", "md-typeset")  # the name under which the style of figures knows its text
    top.extend(head_elements(head, project))
    for about in top.xpath("./meta[@property = 'og:description']"):
        about.set("name", "description")
    body = E.BODY(content, _attribution(place, project), E.CLASS(place.kind))
    return _write(E.HTML(top, body, {"lang": LANGUAGE, "data-foot": foot(place.short, project)}))


def moved_page(place: Place, project: Project) -> str:
    """Return the page that stands at a retired id and leads to the place that took it over.

    A place that has no short page, because it is no longer quoted alone, is led to where it stands.
    """
    goal = place.short.removeprefix(f"{FOLDER}/") or from_short_page(place.address)
    top = E.HEAD(
        E.META(charset="utf-8"),
        E.META(name="viewport", content="width=device-width,initial-scale=1"),
        E.META({"http-equiv": "refresh", "content": f"0; url={goal}"}),
        E.TITLE(f"Moved: {place.title}"),
        *_canonical(place, project),
        E.LINK(rel="stylesheet", href=STYLE),
    )
    body = E.BODY(E.MAIN(E.H1("Moved"), E.P("This is now part of: ", E.A(place.title, href=goal))))
    return _write(E.HTML(top, body, lang=LANGUAGE))


def _canonical(place: Place, project: Project) -> list[Element]:
    address = project.public(place.address)
    return [E.LINK(rel="canonical", href=address)] if address else []


def _attribution(place: Place, project: Project) -> Element:
    way = WAY[place.kind].format(number=place.number, title=place.title)
    return E.FOOTER(
        E.P(E.A(way, href=from_short_page(place.address), target="_top")),
        E.P(
            E.CITE(project.title),
            f" · edition {project.edition} · facts checked to {day_month_year(project.facts_checked)} · ",
            E.A("CC BY 4.0", href=LICENCE, rel="license", target="_top"),
        ),
        E.P(project.public(place.short) or place.short, E.CLASS("address")),
    )


def _write(page: Element) -> str:
    return write_html(page, "<!DOCTYPE html>") + "\n"
