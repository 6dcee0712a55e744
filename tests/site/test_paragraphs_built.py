"""Paragraph numbers and links to places on the built pages."""

import json
import re
import unicodedata
from urllib.parse import unquote

import pytest
from lxml import html

CHAPTERS = ("history", "key-events", "divergences", "posture", "diplomacy", "outlook")


@pytest.fixture(scope="module", params=CHAPTERS)
def article(request, site):
    """The content of a chapter."""
    tree = html.document_fromstring((site / f"{request.param}.html").read_text("utf-8"))
    return tree.xpath("//article[contains(@class, 'md-content__inner')]")[0]


def shown(node):
    """The text as a browser searches it: each note's mark is one word with what stands before it."""
    text = " ".join(node.text_content().split())
    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def link_of(paragraph):
    return paragraph.xpath(".//a[@class='place-link']")[0]


def whole(words, text):
    """Where words stand in a text as whole words, as far as a browser divides them."""
    edge = r"(?<!\w){}(?!\w)(?![.,]\d)" if words[-1].isdigit() else r"(?<!\w){}(?!\w)"
    return [match.start() for match in re.finditer(edge.format(re.escape(words)), text)]


def test_each_section_counts_its_paragraphs_from_one(article):
    counts = {}
    for paragraph in article.xpath(".//*[@data-paragraph]"):
        section = link_of(paragraph).get("href")[1:].partition(":~:")[0]
        assert article.xpath("boolean(./*[@id = $id])", id=section), section
        counts[section] = counts.get(section, 0) + 1
        assert paragraph.get("data-paragraph") == str(counts[section]), section
    sections = set(article.xpath("./h2/@id"))
    assert {id for id in sections if not id.endswith("-in-dates")} <= set(counts), (
        "a section without a number"
    )


def test_no_paragraph_of_the_text_lacks_a_number(article):
    for paragraph in article.xpath("./p | ./section/p | ./div[@class='positions']/div/p | ./ul/li | ./ol/li"):
        furniture = paragraph.get("class") in ("kicker", "label", "timeline-back")
        assert furniture != ("data-paragraph" in paragraph.attrib), paragraph.text_content()[:60]


def test_the_words_of_each_link_stand_in_its_paragraph_and_nowhere_before(article):
    page = shown(article)
    for paragraph in article.xpath(".//*[@data-paragraph]"):
        fragment = link_of(paragraph).get("href").partition(":~:text=")[2]
        assert fragment, f"no words of its own: {paragraph.text_content()[:60]}"
        assert not re.search("[-&]", fragment), fragment
        parts = [shown(html.fromstring(f"<p>{part}</p>")) for part in map(unquote, fragment.split(","))]
        own = shown(paragraph)
        at = whole(parts[0], own)
        assert at and page.count(parts[0]) == 1, fragment
        if len(parts) == 2:
            assert any(place >= at[0] + len(parts[0]) for place in whole(parts[1], own)), fragment


def test_every_figure_has_one_link_to_itself(article):
    figures = article.xpath("./figure")
    assert figures
    for figure in figures:
        links = figure.xpath(".//a[@class='place-link']")
        number = figure.xpath("string(.//span[@class='figure-number'])")
        assert [(link.get("href"), link.get("aria-label")) for link in links] == [
            (f"#{figure.get('id')}", f"Link to {number}")
        ]


def test_numbers_are_no_part_of_the_text(article):
    assert "¶" not in article.text_content()
    for link in article.xpath(".//a[@class='place-link']"):
        assert link.text is None and not len(link)


def test_numbers_are_no_part_of_the_search(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    entries = [entry for entry in index["docs"] if entry["location"].partition(".html")[0] in CHAPTERS]
    assert len(entries) > 60
    for entry in entries:
        words = entry["title"] + entry["text"]
        assert not any(sign in words for sign in ("¶", "Link to", "place-link", "<sup")), entry["location"]


def test_the_lists_at_the_end_of_a_chapter_are_no_part_of_the_search(site):
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[2] for entry in index["docs"]}
    for chapter in CHAPTERS:
        assert f"{chapter}-questions" in found
        assert not found & {f"{chapter}-{part}" for part in ("in-dates", "key-terms", "further-reading")}, chapter


def test_pages_that_are_no_chapters_have_no_paragraph_numbers(site):
    for path in [*site.glob("*.html"), *site.glob("about/*.html")]:
        if path.stem not in CHAPTERS:
            assert "data-paragraph" not in path.read_text("utf-8"), path


def test_short_pages_keep_the_numbers_and_lose_the_controls(site):
    text = (site / "e" / "two-blocs.html").read_text("utf-8")
    assert 'data-paragraph="2"' in text and "place-link" not in text
    assert "place-link" not in (site / "e" / "fig-accessions.html").read_text("utf-8")
