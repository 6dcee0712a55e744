"""One page of the site as a part of the printed book: what works only on a screen goes, links lead inside the book. Pure."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass

from .book import BookPage, Element
from .links_of_book import goal
from .pdf_figures import prepare_drawings
from .pdf_notes import prepare_notes

# What works only on a screen: controls, marks that copy an address, overviews that filter, files to download.
_ON_SCREEN = (
    ".//form | .//button | .//script | .//template | .//summary | .//*[@hidden] | .//p[.//a[@class='figure-csv']]"
    " | .//a[contains(@class, 'headerlink') or contains(@class, 'place-link') or contains(@class, 'timeline-link')]"
    " | .//a[contains(@class, 'to-source')] | .//div[@class='footnote']/hr"
    " | .//svg[contains(@class, 'timeline-')] | .//nav[contains(@class, 'timeline-')]"
    " | .//p[contains(@class, 'downloads') or contains(@class, 'timeline-exports') or contains(@class, 'timeline-caption')]"
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the site as a part of the book: its number, 0 where it has none, its title and its content."""

    page: BookPage
    number: int
    content: Element

    @property
    def id(self) -> str:
        """The id of its title."""
        return self.content.xpath("string(.//h1[1]/@id)")


def make_chapter(page: BookPage, number: int, drawing_style: str) -> Chapter:
    """Return a page as a part of the book; its links are still those of the site."""
    chapter = Chapter(page, number, _content(page, drawing_style))
    _name_places(chapter)
    return chapter


def _content(page: BookPage, drawing_style: str) -> Element:
    """Return a copy of a page's content without what works only on a screen."""
    content = copy.deepcopy(page.content)
    for element in content.xpath(_ON_SCREEN):
        if element.getparent() is not None:
            element.drop_tree()
    prepare_drawings(content, drawing_style)
    content.tag = "section"
    content.attrib.clear()
    content.set("class", "chapter")
    prepare_notes(content, page.path.removesuffix(".html").replace("/", "-"))
    for paragraph in content.xpath(".//li[count(*) = 1]/p"):
        paragraph.drop_tag()  # or a tagged list would lack the body of its items
    for item in content.xpath(".//li[@data-paragraph]"):
        _own_mark(item)
    for items in content.xpath(".//ul[@class='figure-key']"):
        items.text = None
        for item in items:
            item.tail = None
    for said in content.xpath(".//dl[contains(@class, 'timeline-positions')]"):
        _as_positions(said)
    for words in content.xpath(".//a/cite"):
        _turn(words)
    return content


def _own_mark(item: Element) -> None:
    """Give a numbered item its mark as text: with a number in the margin beside its own mark, its tags would be wrong."""
    mark = item.makeelement("span", {"class": "item-mark"})
    number = int(item.getparent().get("start") or 1) + item.xpath("count(preceding-sibling::li)")
    mark.text = f"{number:.0f}." if item.getparent().tag == "ol" else "•"
    mark.tail, item.text = item.text, None
    item.insert(0, mark)


def _as_positions(said: Element) -> None:
    """Turn what the sides say of an event into the form that chapters have for it; a tagged list would need items only."""
    said.tag = "div"
    for part in said:
        part.set("class", "position")
        for element in part:
            if element.tag == "dt":
                element.set("class", "label")
            element.tag = "p"


def _turn(words: Element) -> None:
    """Put a link into the title that fills it: a link that is tagged holds text and nothing else."""
    link = words.getparent()
    if len(link) > 1 or (link.text or "").strip() or (words.tail or "").strip():
        return
    outer = link.makeelement("cite")
    outer.tail, link.tail = link.tail, None
    link.getparent().replace(link, outer)
    outer.append(link)
    words.tail = None
    words.drop_tag()


def _name_places(chapter: Chapter) -> None:
    """Give every heading the words by which the list of bookmarks has it."""
    for heading in chapter.content.xpath(".//h1 | .//h2 | .//h3 | .//h4"):
        if heading.tag == "h1" and chapter.number:
            heading.set("data-chapter", str(chapter.number))
        number = heading.get("data-chapter") or heading.get("data-number") or ""
        date = heading.xpath("string(following-sibling::p[@class='timeline-date'])")
        words = " ".join(heading.text_content().split())
        heading.set("data-label", f"{number} {words}" if number else f"{date}: {words}" if date else words)


def link_places(chapter: Chapter, ids: Mapping[str, str], address: str) -> None:
    """Let links to pages of the book lead inside it, and links to other files to the public address, if there is one."""
    for element, name in [
        (element, name) for element in chapter.content.iter() for name in ("href", "src") if element.get(name)
    ]:
        place = goal(chapter.page.path, element.get(name))
        if not place:
            continue
        file, fragment = place
        if name == "src":
            element.set(name, file)
        elif file in ids:
            element.set(name, f"#{fragment.partition(':~:')[0] or ids[file]}")
        elif address:
            element.set(name, f"{address.rstrip('/')}/{file}" + (f"#{fragment}" if fragment else ""))
        else:
            element.drop_tag()
