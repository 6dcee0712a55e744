"""All pages of the reader as one HTML document. Pure: pages and texts in, an element out."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import html
from lxml.html.builder import E

from .book import BookPage, Element
from .imprint import LANGUAGE, LICENCE, Imprint
from .inlined import Parts, policy
from .one_file_links import Links

CONTENTS = "one-file-contents"


def make_document(book: tuple[BookPage, ...], chapters: tuple[str, ...], imprint: Imprint, parts: Parts, elsewhere: str) -> Element:
    """Return the document.

    Args:
        book: the pages in reading order.
        chapters: the Markdown files of those that are chapters, in order.
        imprint: how the reader is called, by whom and under which terms.
        parts: style, scripts and files of the site.
        elsewhere: name of the file in which the larger data files can be had.

    Raises:
        ValueError: when two pages have the same id, or a link inside the document leads nowhere.
    """
    numbers = {page.removesuffix(".md") + ".html": number for number, page in enumerate(chapters, 1)}
    links = Links({page.path: _top(page) for page in book}, parts.read, imprint.address, elsewhere)
    articles = [_article(page, links, imprint) for page in book]
    body = E.body(
        E.a("Skip to the text", {"class": "one-file-skip", "href": f"#{_top(book[0])}"}),
        _masthead(imprint),
        E.nav(
            E.h2("Contents", id=CONTENTS),
            E.ol(*(_entry(page, numbers.get(page.path)) for page in book)),
            {"class": "one-file-contents md-typeset", "aria-labelledby": CONTENTS},
        ),
        E.main({"class": "md-content"}, *articles),
        _footer(imprint),
        E.nav(
            {"class": "one-file-bar", "aria-label": "In this file"},
            E.button("Back", {"type": "button", "class": "one-file-back", "hidden": "hidden"}),
            E.a("Contents", href=f"#{CONTENTS}"),
        ),
        *(E.script(text) for text in parts.scripts),
        dir="ltr",
    )
    root = {"lang": LANGUAGE, "class": "one-file", "data-md-color-scheme": "default"}
    document = E.html(_head(imprint, parts), body, root)
    _prove(document)
    return document


def _top(page: BookPage) -> str:
    return page.content.xpath("string(.//h1[@id]/@id)")


def _head(imprint: Imprint, parts: Parts) -> Element:
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta({"http-equiv": "Content-Security-Policy", "content": policy(parts.style, parts.scripts)}),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.title(f"{imprint.title} (edition {imprint.edition})"),
        E.meta(name="description", content=imprint.description),
        E.meta(name="author", content=imprint.author),
        E.link(rel="license", href=LICENCE),
        E.link(rel="icon", type="image/svg+xml", href=parts.icon),
    )
    if imprint.address:
        head.append(E.link(rel="canonical", href=imprint.address))
    head.append(E.style(parts.style))
    return head


def _masthead(imprint: Imprint) -> Element:
    return E.header(
        {"class": "one-file-masthead"},
        E.p({"class": "site-name"}, E.span(imprint.name), E.small(imprint.tagline)),
        E.p({"class": "one-file-edition"}, f"Edition {imprint.edition}, facts checked to {imprint.checked}, in one file. It needs no network."),
    )


def _footer(imprint: Imprint) -> Element:
    terms = E.p(
        f"“{imprint.title}”, edition {imprint.edition}, by {imprint.author}. Text ",
        E.a("CC BY 4.0", href=LICENCE, rel="license"),
        ", code MIT.",
    )
    footer = E.footer({"class": "one-file-end md-typeset"}, terms)
    if imprint.address:
        footer.append(E.p("A newer edition would be at ", E.a(imprint.address, href=imprint.address), "."))
    return footer


def _entry(page: BookPage, number: int | None) -> Element:
    """One line of the contents: the page, and its sections to unfold."""
    entry = E.li(E.a({"href": f"#{_top(page)}"}, *_numbered(str(number or ""), page.title)))
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


def _article(page: BookPage, links: Links, imprint: Imprint) -> Element:
    content = copy.deepcopy(page.content)
    content.set("data-page", page.path)
    if imprint.address:
        content.set("data-address", imprint.address.rstrip("/") + "/" + page.path)
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
