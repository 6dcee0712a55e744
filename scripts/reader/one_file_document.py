"""All pages of the reader as one HTML document. Pure: pages and texts in, an element out."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import html
from lxml.html.builder import E

from .book import BookPage, Element
from .inlined import Parts, policy
from .linked_data import AUTHOR, LANGUAGE, LICENCE
from .one_file_frame import bar, contents, foot, footer, masthead, skip, top
from .one_file_links import Links
from .places import built
from .project import Project


def make_document(book: tuple[BookPage, ...], project: Project, parts: Parts, elsewhere: str) -> Element:
    """Return the document.

    Args:
        book: the pages in reading order.
        project: how the reader is called, which edition it is, where it is published, and which pages are chapters.
        parts: style, scripts and files of the site.
        elsewhere: name of the file in which the larger data files can be had.

    Raises:
        ValueError: when two pages have the same id, or a link inside the document leads nowhere.
    """
    links = Links({page.path: top(page) for page in book}, parts.read, project, elsewhere)
    articles = [_article(page, links, project) for page in book]
    _tell_apart(zip((page.title for page in book), articles, strict=True))
    body = E.body(
        skip(book[0]),
        bar(),  # early, so that the keyboard reaches it before thousands of links
        masthead(project),
        contents(book, {built(page): number for number, page in enumerate(project.chapters, 1)}),
        E.main({"class": "md-content"}, *articles),
        footer(project),
        *(E.script(text) for text in parts.scripts),
        dir="ltr",
    )
    root = {"lang": LANGUAGE, "class": "one-file", "data-md-color-scheme": "default", "data-foot": foot(project)}
    document = E.html(_head(project, parts), body, root)
    _prove(document)
    return document


def _head(project: Project, parts: Parts) -> Element:
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta({"http-equiv": "Content-Security-Policy", "content": policy(parts.style, parts.scripts)}),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.title(f"{project.title} (edition {project.edition})"),
        E.meta(name="description", content=parts.description),
        E.meta(name="author", content=AUTHOR),
        E.link(rel="license", href=LICENCE),
        E.link(rel="icon", type="image/svg+xml", href=parts.icon),
    )
    if project.site_url:
        head.append(E.link(rel="canonical", href=project.site_url))
    head.append(E.style(parts.style))
    return head


def _article(page: BookPage, links: Links, project: Project) -> Element:
    content = copy.deepcopy(page.content)
    content.set("data-page", page.path)
    if project.site_url:
        content.set("data-address", project.public(page.path))
    links.rewrite(page, content)
    for form in content.xpath(".//form[contains(@class, 'source-controls')]"):
        # The address is shared with the timeline's filter: this list's is told by the fields that it alone has.
        form.set("data-named", f"({'|'.join(form.xpath('.//select/@name'))}):")
    for table in content.xpath(".//table[not(@class)]"):  # as the theme's script does it on the site
        box = E.div({"class": "md-typeset__scrollwrap"}, E.div({"class": "md-typeset__table"}))
        table.addprevious(box)
        box.tail, table.tail = table.tail, None
        box[0].append(table)
    return content


def _tell_apart(pages: Iterable[tuple[str, Element]]) -> None:
    """Add the page's title to the names of regions that several pages have, such as "In short"."""
    regions = [
        (title, node)
        for title, content in pages
        for node in content.iter()
        if node.get("aria-label") and (node.tag in ("section", "nav") or node.get("role") == "region")
    ]
    names = Counter(region.get("aria-label") for _, region in regions)
    for title, region in regions:
        if names[name := region.get("aria-label")] > 1:
            region.set("aria-label", f"{name}: {title}")


def _prove(document: Element) -> None:
    ids = Counter(document.xpath("//@id"))
    twice = [id for id, number in ids.items() if number > 1]
    if twice:
        raise ValueError(f"the id '{twice[0]}' stands twice in the document; ids are unique in the whole site")
    for target in _fragments(document.iter("a")):
        if target not in ids:
            raise ValueError(f"the link '#{target}' leads nowhere in the document")


def _fragments(links: Iterable[html.HtmlElement]) -> Iterator[str]:
    for link in links:
        target = link.get("href", "")
        if target.startswith("#"):
            yield target[1:].partition(":~:")[0]
