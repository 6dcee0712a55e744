"""Short pages: each chapter, section, figure and event alone, with its notes, links and attribution."""

import gzip
import re
from itertools import pairwise
from urllib.parse import urljoin

import html5lib
import pytest
from lxml import etree, html
from conftest import ROOT
from public_address import ADDRESS

from reader.book import read_book_page, section_of
from reader.places import find_places
from reader.project import read_project
from reader.state import load_state
from reader.timeline_options import timeline_options

HERE = "https://here.invalid/"


@pytest.fixture(scope="module")
def places(built):
    project = read_project(built.root)
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    return [place for place in find_places(state) if place.short]


@pytest.fixture(scope="module")
def pages(site):
    """Id to the parsed short page."""
    return {path.stem: parsed(path) for path in (site / "e").glob("*.html")}


@pytest.fixture(scope="module")
def chapters(site, places):
    return {
        path: read_book_page(path, (site / path).read_text("utf-8"))
        for path in {place.page for place in places}
    }


def parsed(path):
    return html.document_fromstring(path.read_text("utf-8"))


def words(element, without=""):
    """The text of an element as it is read, without the marks of notes and what `without` names."""
    left_out = "ancestor::sup or ancestor::a[@class='headerlink' or @class='place-link']" + (
        f" or {without}" if without else ""
    )
    return " ".join(" ".join(element.xpath(f".//text()[not({left_out})]")).split())


def test_every_place_has_its_page_and_nothing_else_lies_there(places, pages):
    retired = {alias for place in places for alias in place.aliases}
    assert {place.kind for place in places} == {"chapter", "section", "figure", "event"}
    assert len(places) > 250 and retired
    assert set(pages) == {place.id for place in places} | retired


def test_every_page_is_html_without_a_fault(site):
    for path in (site / "e").glob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


def test_a_page_is_light_and_loads_a_small_style_and_nothing_else(site, pages):
    for id, page in pages.items():
        loaded = page.xpath("//link[@rel='stylesheet']/@href | //*[@src]/@src")
        assert set(loaded) <= {"../assets/embed.css", "../assets/figures.css"}, id
        assert all(script.get("type") == "application/ld+json" for script in page.iter("script")), id
        assert not page.xpath("//@style | //style | //iframe"), id
    sizes = {path.stem: len(gzip.compress(path.read_bytes())) for path in (site / "e").glob("*.html")}
    assert (site / "assets" / "embed.css").stat().st_size < 9000
    figures = {id: size for id, size in sizes.items() if id.startswith("fig-")}
    assert figures.pop("fig-members-map") < 16_000  # the outlines of Europe
    assert max(figures.values()) < 4_000
    assert max(size for id, size in sizes.items() if re.search(r"-\d{4}$", id)) < 4_000
    assert sum(sizes.values()) < 900_000


def test_an_event_weighs_a_few_kilobytes(site, places):
    sizes = [(site / place.short).stat().st_size for place in places if place.kind == "event"]
    assert sum(sizes) / len(sizes) < 6_000 and max(sizes) < 10_000


def test_ids_stand_once_and_each_page_carries_its_own(places, pages):
    for place in places:
        ids = pages[place.id].xpath("//@id")
        assert len(ids) == len(set(ids)), place.id
        assert place.id in ids


def test_headings_begin_at_the_top_and_leave_out_no_level(pages):
    for id, page in pages.items():
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1 and levels.count(1) == 1, id
        assert all(later - level <= 1 for level, later in pairwise(levels)), id


def test_a_section_has_all_its_words_and_no_others(places, pages, chapters):
    for place in (place for place in places if place.kind == "section"):
        holder = etree.Element("div")
        holder.extend(section_of(chapters[place.page].by_id[place.id]))
        main = pages[place.id].find(".//main")
        assert words(main, "ancestor::ol[@class='notes']") == words(holder), place.id


def test_a_chapter_has_its_summary_and_its_sections_and_leads_on(places, pages, chapters):
    for place in (place for place in places if place.kind == "chapter"):
        main = pages[place.id].find(".//main")
        content = chapters[place.page].content
        assert words(main.xpath("./section")[0]) == words(content.xpath("./section[@class='in-short']")[0])
        listed = [
            (words(item), item.find("a").get("href")) for item in main.xpath(".//ul[@class='contents']/li")
        ]
        sections = [other for other in places if other.kind == "section" and other.page == place.page]
        assert listed == [(f"{other.number} {other.title}", f"{other.id}.html") for other in sections]
        assert len(main.xpath("./p")) == 1  # only the line above the title


def test_an_event_has_its_date_summary_positions_and_sources(site, pages, places):
    page = pages["draft-treaties-2021"]
    assert page.xpath("string(.//h1)") == next(place.title for place in places if place.id == "draft-treaties-2021")
    assert page.xpath("string(.//time/@datetime)") == "2021-12-17"
    assert [name.text for name in page.iter("dt")] == ["Russia", "NATO", "Ukraine"]
    listed = {item.get("id"): words(item) for item in page.xpath("//ul[@class='references']/li")}
    for link in page.xpath("//dd//a/@href"):
        assert link.removeprefix("#") in listed
    sources = read_book_page("sources.html", (site / "sources.html").read_text("utf-8"))
    for id, text in listed.items():
        assert words(sources.by_id[id].find("p")) == text


def test_a_figure_has_drawing_caption_and_sources(places, pages):
    for place in (place for place in places if place.kind == "figure"):
        page = pages[place.id]
        assert words(page.find(".//h1")) == f"{place.number} {place.title}"
        assert page.xpath("boolean(//figure/svg[@role='img'][string(@aria-label)])"), place.id
        assert len(page.xpath("//p[@class='figure-sources']//a")) > 0


def test_notes_are_those_that_are_called_with_the_numbers_of_the_chapter(places, pages, chapters):
    seen = 0
    for place in (place for place in places if place.kind in ("chapter", "section")):
        page = pages[place.id]
        called = {}
        for mark in page.xpath("//a[@class='footnote-ref']"):
            called[mark.get("href").removeprefix("#")] = int(mark.text)
        shown, number = {}, 0
        for item in page.xpath("//ol[@class='notes']/li"):
            number = int(item.get("value", number + 1))
            shown[item.get("id")] = number
            for back in item.xpath(".//a[@class='footnote-backref']/@href"):
                assert page.xpath("boolean(//sup[@id = $id])", id=back.removeprefix("#")), (place.id, back)
        assert shown == called, place.id
        all_notes = chapters[place.page].content.xpath("./div[@class='footnote']/ol/li/@id")
        assert all(all_notes[number - 1] == id for id, number in shown.items())
        seen += len(shown)
    assert seen > 500


def test_what_leaves_the_page_opens_in_the_whole_window(site, places, pages):
    for place in places:
        for link in pages[place.id].iter("a"):
            target = link.get("href")
            if target.startswith("#"):
                assert link.get("target") is None and pages[place.id].xpath(
                    "boolean(//*[@id = $id])", id=target[1:]
                ), (place.id, target)
            elif target.startswith("../") or "://" in target:
                assert link.get("target") == "_top", (place.id, target)
            else:
                assert (site / "e" / target).is_file()


def test_each_page_says_where_it_comes_from_and_leads_to_the_full_place(places, pages):
    for place in places:
        footer = pages[place.id].find(".//footer")
        text = words(footer)
        assert "NATO–Russia relations: An open course reader · edition 2026-10" in text
        assert "facts checked to 10 October 2026" in text
        links = footer.xpath(".//a/@href")
        assert urljoin(f"{HERE}{place.short}", links[0]) == f"{HERE}{place.address}"
        assert links[1] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_retired_id_leads_to_the_place_that_took_it_over(places, pages):
    for place in places:
        for alias in place.aliases:
            page = pages[alias]
            goal = f"{place.id}.html"
            assert page.xpath("string(//meta[@http-equiv='refresh']/@content)") == f"0; url={goal}"
            assert page.xpath("//a/@href") == [goal]


def test_the_full_place_is_canonical_where_a_public_address_is_known(places, pages, published):
    for place in places:
        assert not pages[place.id].xpath("//link[@rel='canonical']")
        page = parsed(published / place.short)
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}/{place.address}"]
        for alias in place.aliases:
            moved = parsed(published / "e" / f"{alias}.html")
            assert moved.xpath("//link[@rel='canonical']/@href") == [f"{ADDRESS}/{place.address}"]


def test_search_and_sitemap_list_the_full_places_only(published):
    for path in ("search/search_index.json", "sitemap.xml"):
        text = (published / path).read_text("utf-8")
        assert "history.html" in text and "e/two-blocs" not in text and "/e/" not in text


def test_the_colours_are_those_of_the_reader():
    colours = [
        _colours((ROOT / "docs/assets" / name).read_text("utf-8")) for name in ("embed.css", "reader.css")
    ]
    assert colours[0] == colours[1]
    assert [len(block) for block in colours[0]] == [8, 8]


def _colours(style):
    """The first two blocks of colours, of light and of dark, and their names."""
    blocks = [dict(re.findall(r"(--\w+): (#\w+);", block)) for block in re.findall(r"\{([^{}]*)\}", style)]
    return [block for block in blocks if "--ink" in block][:2]


def test_a_section_that_is_renamed_keeps_its_short_page_and_a_retired_event_leads_on(project_copy):
    project_copy.edit(
        "docs/history.md", "## Two blocs: why did Europe split into two alliances?", "## Two camps"
    )
    project_copy.edit(
        "docs/events.yml", "- id: pjc-1997", "- id: joint-council-1997\n    aliases: [pjc-1997]"
    )
    for path in (project_copy.root / "docs").glob("*.md"):
        path.write_text(path.read_text("utf-8").replace("#pjc-1997", "#joint-council-1997"), "utf-8")
    done = project_copy.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    folder = project_copy.root / "site" / "e"
    assert "Two camps" in (folder / "two-blocs.html").read_text("utf-8")
    assert "url=joint-council-1997.html" in (folder / "pjc-1997.html").read_text("utf-8")
