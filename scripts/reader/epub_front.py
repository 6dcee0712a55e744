"""The cover and the title page of an e-book. Pure.

The cover is drawn from the settings, as SVG. Shelves of e-readers show nothing but PNG and JPEG: for them there
is `epub_cover.png`, the same picture at half its size, without edition and terms, as a browser draws it.
"""

import textwrap

from lxml import etree
from lxml.html.builder import E

from .book import Element
from .cite import checked
from .linked_data import AUTHOR, LICENCE
from .project import Project
from .xhtml import SVG, TYPE

_INK, _SOFT, _MARK, _PAPER = "#1c2126", "#59626b", "#7a5c1e", "#fdfcf9"  # as on the site, in light
_SERIF = "Iowan Old Style, Palatino Linotype, Palatino, P052, Noto Serif, Georgia, serif"
_WIDE, _HIGH, _LEFT = 1600, 2400, 150
_LETTERS = 13  # of the title in a line
# The title that stands on epub_cover.png. Under another title, it must be drawn anew.
PICTURED = "NATO–Russia relations: An open course reader"


def cover_picture(project: Project) -> bytes:
    """Return the picture of the cover: the title below a double rule, and what edition this is."""
    root = etree.Element(
        f"{{{SVG}}}svg",
        nsmap={None: SVG},
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        width=str(_WIDE),
        height=str(_HIGH),
    )
    _add(root, "title").text = project.title
    _add(root, "rect", width=str(_WIDE), height=str(_HIGH), fill=_PAPER)
    for y, width in ((330, 18), (366, 6)):
        _add(
            root, "rect", x=str(_LEFT), y=str(y), width=str(_WIDE - 2 * _LEFT), height=str(width), fill=_MARK
        )
    y = 640
    for line in textwrap.wrap(project.name, _LETTERS, break_on_hyphens=False):
        _line(root, line, y, 196, _INK, bold=True)
        y += 226
    for line in textwrap.wrap(_capital(project.tagline), 26):
        _line(root, line, y + 20, 92, _SOFT)
        y += 116
    _add(root, "rect", x=str(_LEFT), y="1990", width=str(_WIDE - 2 * _LEFT), height="4", fill=_MARK)
    for number, line in enumerate(_terms(project)):
        _line(root, line, 2086 + 78 * number, 56, _SOFT)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def cover_page(project: Project, picture: str) -> Element:
    """Return the body of the cover."""
    words = f"Cover: {project.title}. {' '.join(f'{line}.' for line in _terms(project))}"
    picture = E.img({"src": picture, "alt": words, TYPE: "cover", "role": "doc-cover"})
    return E.body(E.section({TYPE: "cover", "class": "cover", "aria-label": "Cover"}, picture))


def title_page(project: Project) -> Element:
    """Return the body of the title page."""
    book = f"{AUTHOR}. ({project.facts_checked.year}). {project.title} ({project.edition} ed.). {checked(project)}."
    page = E.section(
        {TYPE: "titlepage", "class": "title-page", "aria-labelledby": "title-page"},
        E.h1(project.name, id="title-page"),
        E.p(_capital(project.tagline), {"class": "tagline", "role": "doc-subtitle"}),
        E.p(project.description),
        E.p(*_with_breaks((f"By {_small(AUTHOR)}", *_terms(project)[:2]))),
        E.p("Text ", E.a("CC BY 4.0", href=LICENCE, rel="license"), "; quotations belong to those quoted."),
        E.p(
            "Where the text speaks of filters, of “Go to” and of signs beside a heading, "
            "it means the site and its copy in a folder."
        ),
        E.p(f"How to cite: {' '.join(filter(None, (book, project.site_url)))}"),
    )
    if project.site_url:
        words = "The same text, with the same addresses, and any newer edition: "
        page.append(E.p(words, E.a(project.site_url, href=project.site_url)))
    return E.body(page)


def _terms(project: Project) -> tuple[str, ...]:
    return f"Edition {project.edition}", checked(project), "Text CC BY 4.0"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    """Without the capital of an article, for the middle of a sentence."""
    return words[:1].lower() + words[1:] if words.startswith("The ") else words


def _with_breaks(lines: tuple[str, ...]) -> list[Element | str]:
    return [part for line in lines for part in (line, E.br())][:-1]


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{SVG}}}{name}", attributes)


def _line(parent: etree._Element, words: str, y: int, size: int, colour: str, bold: bool = False) -> None:
    look = {
        "font-family": _SERIF,
        "font-size": str(size),
        "font-weight": "700" if bold else "400",
        "fill": colour,
    }
    _add(parent, "text", x=str(_LEFT), y=str(y), **look).text = words
