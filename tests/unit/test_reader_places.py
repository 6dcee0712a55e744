"""Places: what has an address, retired ids that still lead there, and the content read back from the built pages."""

from types import SimpleNamespace

import pytest
from markdown import Markdown

from mkdocs_timeline import Event, Location, find_sections, parse
from reader.aliases import HeadingAliases
from reader.book import read_book_page, restore_case, section_of
from reader.figures import Figure
from reader.heading_check import check_headings
from reader.index import make_index
from reader.places import built, find_places
from reader.state import State

HERE = Location("docs/x.yml", 1)
TEXTS = {
    "one.md": '# One { #one }\n\n## *Deep* { #deep aliases="old-deep older" }\n\n/// figure | fig-a\n///\n\n### Deeper { #deeper }\n',
    "about/a.md": "# About { #about }\n\n## Method { #method }\n",
    "glossary.md": "# Glossary { #glossary }\n\n## A { #terms-a }\n\n### ABM { #term-abm aliases=term-missiles }\n",
    "timeline.md": "# Timeline { #timeline }\n",
    "sources.md": "# Sources { #sources }\n",
}
FIGURE = Figure("fig-a", "A figure", "bars", "", "", "", {}, (), HERE, aliases=("fig-old",))
EVENT = Event(parse("1997-05-27"), "They sign", HERE, id="pact-1997", aliases=("act-1997",))
SOURCE = SimpleNamespace(id="treaty", title="A treaty", aliases=("pact",))


@pytest.fixture
def state():
    index = make_index(TEXTS, ("one.md",), (EVENT,), {"fig-a": FIGURE})
    return State(index=index, sources={"treaty": SOURCE}, events=(EVENT,), figures={"fig-a": FIGURE}, texts=TEXTS)


def test_every_kind_of_place_is_found_chapters_first(state):
    places = {place.id: place for place in find_places(state)}
    assert [place.id for place in places.values()][:4] == ["one", "deep", "deeper", "fig-a"]
    assert {id: place.kind for id, place in places.items()} == {
        "one": "chapter", "deep": "section", "deeper": "section", "fig-a": "figure", "about": "page", "method": "part",
        "glossary": "page", "terms-a": "part", "term-abm": "term", "timeline": "page", "pact-1997": "event",
        "sources": "page", "src-treaty": "source",
    }  # fmt: skip
    assert places["deep"].title == "Deep" and places["deep"].number == "1.1" and places["deeper"].number == "1.1.1"
    assert places["fig-a"].number == "Figure 1.1" and places["pact-1997"].date == "27 May 1997"
    assert places["method"].address == "about/a.html#method" == f"{built('about/a.md')}#method"


def test_what_can_be_quoted_alone_has_a_short_address(state):
    short = {place.id: place.short for place in find_places(state) if place.short}
    assert short == {id: f"e/{id}.html" for id in ("one", "deep", "deeper", "fig-a", "pact-1997")}


def test_a_place_knows_its_retired_ids(state):
    aliases = {place.id: place.aliases for place in find_places(state) if place.aliases}
    assert aliases == {
        "deep": ("old-deep", "older"), "fig-a": ("fig-old",), "pact-1997": ("act-1997",),
        "src-treaty": ("src-pact",), "term-abm": ("term-missiles",),
    }  # fmt: skip


def test_retired_ids_of_a_heading_become_elements_in_it():
    md = Markdown(extensions=["attr_list", "toc"])
    md.treeprocessors.register(HeadingAliases(md), "aliases", 7.5)
    assert md.convert('## Two *words* { #new aliases="old older" }') == (
        '<h2 id="new"><span class="alias" id="old"></span><span class="alias" id="older"></span>Two <em>words</em></h2>'
    )
    assert md.convert("## Plain { #plain }") == '<h2 id="plain">Plain</h2>'


def test_a_retired_id_that_is_taken_or_misformed_is_told():
    text = '# One { #one aliases="two Bad" }\n\n## Two { #two }\n'
    told = [str(problem) for problem in check_headings("docs/one.md", "one.md", text, {})]
    assert told == [
        "docs/one.md:1:1: aliases: the id 'Bad' is not allowed; use small letters, digits and '-'",
        "docs/one.md:3:1: heading: the id 'two' is taken by a retired id in docs/one.md:1; an address is never used twice",
    ]
    assert next(iter(find_sections("one.md", text))).aliases == ("two", "Bad")


PAGE = """<!doctype html><html><body><article class="md-content__inner md-typeset"><h1 id="one">One<a href="#one">#</a></h1>
<h2 id="a"><span id="old-a"></span>A</h2><p>First &amp; last.</p><h3 id="b">B</h3><p>Deep.</p>
<figure id="fig-a"><svg viewBox="0 0 1 1"><linearGradient gradientUnits="x"></linearGradient></svg></figure>
<h2 id="c">C</h2><p>Next.</p><div class="footnote"><p>Note.</p></div></article><p>Chrome</p></body></html>"""


def test_a_built_page_is_read_back_without_the_site_around_it():
    page = read_book_page("one.html", PAGE)
    assert (page.path, page.title) == ("one.html", "One")
    assert "Chrome" not in page.content.text_content() and "Note." in page.content.text_content()
    assert page.by_id["old-a"].getparent().get("id") == "a"
    assert "x" not in page.by_id


def test_a_section_ends_before_the_next_of_its_level_and_before_the_notes():
    page = read_book_page("one.html", PAGE)

    def ids(id):
        return [node.get("id") or node.text for node in section_of(page.by_id[id])]

    assert ids("a") == ["a", "First & last.", "b", "Deep.", "fig-a"]
    assert ids("b") == ["b", "Deep.", "fig-a"]
    assert ids("c") == ["c", "Next."]
    assert ids("one")[-1] == "Next."
    assert len(page.content.xpath(".//h2")) == 2, "copies, the page stays whole"


def test_names_inside_svg_are_written_as_xml_needs_them():
    content = read_book_page("one.html", PAGE).content
    restore_case(content)
    svg = content.xpath(".//svg")[0]
    assert svg.get("viewBox") == "0 0 1 1" and svg[0].tag == "linearGradient" and svg[0].get("gradientUnits") == "x"
