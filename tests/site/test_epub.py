"""The EPUB of the built site: sound files, and every address of the site leads to its place."""

import posixpath
import zipfile
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from reader.addresses import read_ledger
from reader.epub_links import file_of
from reader.project import read_project

LEDGER = Path(__file__).parents[1] / "addresses.txt"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/2000/svg",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "e": "http://www.idpf.org/2007/ops",
}
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def book(edition):
    """Every file of the e-book by its name in the zip, in order."""
    with zipfile.ZipFile(edition("epub")) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def package(book):
    place = etree.fromstring(book["META-INF/container.xml"]).xpath(
        "string(//c:rootfile/@full-path)", namespaces=NAMES
    )
    return place, etree.fromstring(book[place])


@pytest.fixture(scope="module")
def pages(book):
    """The parsed pages, by their name within the folder of the book: not well-formed is a failure here."""
    return {
        name.removeprefix("EPUB/"): etree.fromstring(data)
        for name, data in book.items()
        if name.endswith(".xhtml")
    }


def find(tree, path):
    return tree.xpath(path, namespaces=NAMES)


def test_the_first_entry_tells_what_the_file_is(edition, book):
    assert edition("epub").name.startswith("nato-russia-reader-") and edition("epub").suffix == ".epub"
    assert next(iter(book)) == "mimetype" and book["mimetype"] == b"application/epub+zip"
    start = edition("epub").read_bytes()[:58]
    assert start[30:38] == b"mimetype" and start[38:58] == b"application/epub+zip"


def test_the_package_names_every_file_once(book, package):
    place, tree = package
    listed = [f"EPUB/{unquote(href)}" for href in find(tree, "//o:item/@href")]
    assert sorted([*listed, place, "mimetype", "META-INF/container.xml"]) == sorted(book)
    drawn = {f"EPUB/{href}" for href in find(tree, "//o:item[contains(@properties, 'svg')]/@href")}
    assert (
        drawn == {name for name, data in book.items() if name.endswith(".xhtml") and b"<svg" in data} != set()
    )


def test_the_pages_are_read_in_the_order_of_the_site(built, package):
    _, tree = package
    order = [find(tree, f"string(//o:item[@id = '{id}']/@href)") for id in find(tree, "//o:itemref/@idref")]
    project = read_project(built.root)
    assert order == [
        "cover.xhtml",
        "title.xhtml",
        "contents.xhtml",
        *(page.removesuffix(".md") + ".xhtml" for page in project.pages),
    ]


def test_the_metadata_say_what_it_is_and_for_whom(package):
    _, tree = package
    metadata = {element.tag.rpartition("}")[2]: element.text for element in find(tree, "//d:*")}
    assert metadata["title"].startswith("NATO–Russia relations") and metadata["language"] == "en-GB"
    assert (
        metadata["identifier"].startswith("urn:uuid:")
        and metadata["date"] == "2026-10-10"
        and "CC BY 4.0" in metadata["rights"]
    )
    said = {meta.get("property"): meta.text for meta in find(tree, "//o:meta[@property]")}
    assert said["schema:bookEdition"] == "2026-10" and said["dcterms:modified"] == "2026-10-10T00:00:00Z"
    for name in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ):
        assert said[f"schema:{name}"]
    assert not find(tree, "//*[contains(@property, 'conformsTo') or contains(@property, 'certif')]"), (
        "nobody has certified it"
    )


def test_every_id_stands_once_in_the_whole_book(pages):
    ids = [id for name, tree in pages.items() if name != "contents.xhtml" for id in find(tree, "//@id")]
    assert len(ids) == len(set(ids)) > 3000


def test_every_published_address_leads_to_a_place_in_the_book(pages):
    places = {(name, id) for name, tree in pages.items() for id in find(tree, "//@id")}
    ids = {id for _, id in places}
    lost = []
    for address in read_ledger(LEDGER):
        page, _, fragment = address.partition("#")
        # A place that moved to another page of the site is on that page here.
        if (
            file_of(page) in pages
            and fragment
            and (file_of(page), fragment) not in places
            and fragment not in ids
        ):
            lost.append(address)
    assert lost == []
    assert sum(1 for address in read_ledger(LEDGER) if file_of(address.partition("#")[0]) in pages) > 1000


def test_every_link_inside_the_book_leads_to_a_place(book, pages):
    places = {f"{name}#{id}" for name, tree in pages.items() for id in find(tree, "//@id")}
    followed, lost = 0, []
    for name, tree in pages.items():
        for target in find(tree, "//h:*/@href | //h:*/@src | //s:*/@href"):
            parts = urlsplit(target)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), target
                continue
            file = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                if parts.path
                else name
            )
            followed += 1
            if f"EPUB/{file}" not in book or (parts.fragment and f"{file}#{parts.fragment}" not in places):
                lost.append(f"{name}: {target}")
    assert lost == [] and followed > 5000


def test_a_lost_link_would_be_found(pages):
    places = {f"{name}#{id}" for name, tree in pages.items() for id in find(tree, "//@id")}
    assert "history.xhtml#kosovo" in places and "history.xhtml#no-such-place" not in places


def test_the_contents_name_chapters_and_sections_with_their_numbers(pages):
    lines = [" ".join(link.itertext()) for link in find(pages["contents.xhtml"], "//h:nav[1]//h:a")]
    assert (
        "1 History" in lines
        and any(line.startswith("1.1 ") for line in lines)
        and "Timeline" in lines
        and "Notes" not in lines
    )
    figures = find(pages["contents.xhtml"], "//h:nav[@e:type = 'loi']//h:a")
    assert len(figures) == 7 and all(figure.text.startswith("Figure ") for figure in figures)
    marks = find(pages["contents.xhtml"], "//h:nav[@e:type = 'landmarks']//h:a/@e:type")
    assert marks == ["cover", "titlepage", "toc", "bodymatter", "glossary", "bibliography"]


def test_the_old_contents_say_the_same(book, pages):
    old = etree.fromstring(book["EPUB/toc.ncx"])
    assert find(old, "//n:navPoint/n:content/@src") == find(pages["contents.xhtml"], "//h:nav[1]//h:a/@href")


def test_each_page_has_language_title_and_headings_without_gaps(pages):
    titles = [find(tree, "string(/h:html/h:head/h:title)") for tree in pages.values()]
    assert len(set(titles)) == len(titles) and all(titles)
    for name, tree in pages.items():
        assert tree.get("lang") == tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
        levels = [int(heading.tag[-1]) for heading in find(tree, "//h:h1 | //h:h2 | //h:h3 | //h:h4")]
        assert levels.count(1) == (0 if name == "cover.xhtml" else 1), name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name


def test_every_mark_has_its_note_and_every_note_its_marks(pages):
    count = 0
    for name, tree in pages.items():
        notes = {note.get("id"): note for note in find(tree, "//*[@e:type = 'footnote']")}
        marks = find(tree, "//h:a[@e:type = 'noteref']")
        assert {mark.get("href") for mark in marks} == {f"#{id}" for id in notes}, name
        for mark in marks:
            note = notes[mark.get("href")[1:]]
            assert find(note, f".//h:a[@role = 'doc-backlink'][@href = '#{mark.getparent().get('id')}']"), (
                name
            )
            assert " ".join(note.itertext()).split()[0] == f"{mark.text}."
        count += len(marks)
    assert count > 1000


def test_figures_keep_their_drawing_their_words_and_their_data(pages):
    figures = [figure for tree in pages.values() for figure in find(tree, "//h:figure")]
    assert len(figures) == 7
    for figure in figures:
        (drawing,) = find(figure, "./s:svg")
        assert drawing.get("role") == "img" and len(drawing.get("aria-label")) > 40
        assert len(find(figure, ".//h:table//h:tr")) > 3
        assert all(cell.get("data-label") for cell in find(figure, ".//h:td"))
        wanted = {fill[5:-1] for fill in find(figure, ".//@fill") if fill.startswith("url(")}
        assert wanted <= set(find(figure.getroottree(), "//s:pattern/@id"))
    assert {"viewBox", "patternUnits"} <= {
        name for figure in figures for node in figure.iter() for name in node.attrib
    }


def test_a_disputed_border_is_hidden_under_the_land_and_dashed(book, pages):
    style = book["EPUB/reader.css"].decode()
    assert "\n.drawing-map .ground, .state { fill: #fff; }" in style
    assert "\n.state-disputed { stroke: #fff; stroke-width: 9; }" in style
    kinds = [path.get("class") for path in find(pages["history.xhtml"], "//s:svg[contains(@class, 'drawing-map')]//s:path")]
    order = [kind for kind in kinds if kind and "disputed" in kind]
    assert order[-1] == "boundary-disputed" and "state-disputed" in order[0]
    last = max(index for index, kind in enumerate(kinds) if kind and "disputed" not in kind and "state" in kind.split())
    assert last < kinds.index(order[0]), "no other state is drawn over it"


def test_the_timeline_is_a_list_of_headed_events_in_headed_periods(pages):
    tree = pages["timeline.xhtml"]
    assert len(find(tree, "//h:h2[starts-with(@id, 'period-')]")) == 5
    assert len(find(tree, "//h:h3")) == len(find(tree, "//h:article")) > 150
    assert find(tree, "//h:h3[@id = 'founding-act-1997']")


def test_words_of_other_languages_are_marked(pages):
    marked = find(pages["sources.xhtml"], "//h:cite[@lang = 'ru']")
    assert marked and all(cite.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru" for cite in marked)


def test_nothing_in_it_needs_a_script_a_form_or_the_network(book, pages):
    for name, tree in pages.items():
        assert (
            find(tree, "//h:script | //h:form | //h:input | //h:button | //h:select | //h:iframe | //@style")
            == []
        ), name
        assert not [attribute for attribute in find(tree, "//@*") if attribute.startswith("javascript:")]
        assert all(not urlsplit(src).scheme for src in find(tree, "//@src")), name
    style = book["EPUB/reader.css"].decode()
    assert "url(" not in style and "@import" not in style and "var(" not in style


def test_the_same_site_makes_the_same_bytes_and_stays_small(built, edition, tmp_path):
    from reader.book import read_book
    from reader.epub import write_epub
    from reader.places import built as built_page

    project = read_project(built.root)
    again = write_epub(
        project,
        project.site,
        read_book(project.site, map(built_page, project.pages)),
        tmp_path / "again.epub",
    )
    assert again.read_bytes() == edition("epub").read_bytes()
    assert again.stat().st_size < 1_000_000
