"""The EPUB, part by part: XHTML, links, notes, contents, cover, package."""

import dataclasses
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from reader.book import BookPage
from reader.build import BuildError
from reader.epub import write_epub
from reader.epub_book import CONTENTS
from reader.epub_content import make_section
from reader.epub_front import PICTURED, cover_picture, title_page
from reader.epub_links import Links, file_of, way
from reader.epub_navigation import Entry, ncx
from reader.epub_package import identifier
from reader.project import Project, read_project
from reader.xhtml import SVG, XHTML, write_xhtml

ROOT = Path(__file__).parents[2]
OPS = "{http://www.idpf.org/2007/ops}"
NAMES = {"h": XHTML, "s": SVG, "o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
PROJECT = Project(
    root=Path(), docs=Path(), site=Path(), dist=Path(), edition="2026-10", facts_checked=date(2026, 10, 10),
    chapters=("one.md",), pages=("one.md", "about/two.md"), site_url="", name="A book", tagline="with a tagline",
)  # fmt: skip
PUBLISHED = dataclasses.replace(PROJECT, site_url="https://example.org/book/")
ONE = """
<p class="kicker">Chapter 1</p><h1 id="one">One<a class="headerlink" href="#one">#</a></h1>
<h2 id="first" data-number="1.1">First &amp; <em>last</em><a class="headerlink" href="#first">#</a></h2>
<p data-paragraph="1"><a class="place-link" href="#first:~:text=a" data-sign="¶1"></a>Text.<sup id="fnref-one-a"><a class="footnote-ref" href="#fn-one-a">1</a></sup>
More.<sup id="fnref2-one-a"><a class="footnote-ref" href="#fn-one-a">1</a></sup></p>
<h2 id="second" data-number="1.2">Second</h2>
<p id="links"><a href="about/two.html#two">two</a> <a href="about/two.html">top</a> <a href="#first">here</a> <a href="one.html#f=kind:x">filter</a>
<a href="one.html#first:~:text=Text">words</a> <a href="https://example.com/?a=1&amp;b=2">out</a> <a href="data.csv">data</a>.</p>
<figure class="figure" id="fig-a"><svg viewbox="0 0 2 2" role="img" aria-label="Alternative"><lineargradient id="g"></lineargradient><text x="1">Ä</text></svg>
<figcaption><p class="figure-title"><span class="figure-number">Figure 1.1</span> A figure</p>
<details class="figure-data"><summary>The data</summary><div class="figure-table" role="region" tabindex="0" aria-label="x"><table><tr><td>1</td></tr></table></div></details></figcaption></figure>
<form class="timeline-controls" hidden><input name="q"><select><option>x</option></select></form><script src="x.js"></script>
<div class="footnote"><hr><ol><li id="fn-one-a"><p>A note. <a class="to-source" href="about/two.html#src-a">In the list</a>
<a class="footnote-backref" href="#fnref-one-a" title="Back">↩</a><a class="footnote-backref" href="#fnref2-one-a" title="Back">↩</a></p></li></ol></div>
"""
TWO = '<h1 id="two">Two</h1><ul><li id="src-a">A <cite lang="ru">Слово</cite> <a href="../one.html#first">1.1</a></li></ul><span id="old"></span>'


def page(path, content):
    return BookPage(
        path, path.partition(".")[0].capitalize(), html.fragment_fromstring(content, create_parent="article")
    )


def section(content=ONE, path="one.html", project=PROJECT, chapter=True):
    links = Links(("one.html", "about/two.html"), project, "the-data.zip")
    return make_section(page(path, content), chapter, links)


def parsed(root):
    return etree.fromstring(write_xhtml(root))


def test_xhtml_has_the_names_and_the_spaces_of_xml():
    tree = parsed(
        html.fragment_fromstring(
            '<div lang="ru"><svg viewbox="0 0 1 1"><lineargradient/></svg><br><a id="x"></a>é<!-- no -->&amp;</div>'
        )
    )
    assert tree.tag == f"{{{XHTML}}}div" and tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    svg = tree.find(f"{{{SVG}}}svg")
    assert svg.get("viewBox") == "0 0 1 1" and svg[0].tag == f"{{{SVG}}}linearGradient"
    assert "".join(tree.itertext()) == "é&"


def test_xhtml_can_be_read_as_html_too():
    written = write_xhtml(html.fragment_fromstring('<div><a id="x"></a><i></i><br>t</div>')).decode()
    assert '<a id="x"></a><i></i><br/>t' in written


def test_links_lead_to_files_of_the_book_and_keep_their_fragments():
    links = section().xpath(".//p[@id = 'links']/a/@href")
    assert links == [
        "about/two.xhtml#two",
        "about/two.xhtml",
        "#first",
        "one.xhtml",
        "#first",
        "https://example.com/?a=1&b=2",
    ]


def test_what_is_not_in_the_book_is_said_to_be_elsewhere():
    assert " ".join(section().xpath("string(.//p[@id = 'links'])").split()).endswith(
        "out data (in the-data.zip)."
    )
    assert (
        section(project=PUBLISHED).xpath("string(.//p[@id = 'links']/a[last()]/@href)")
        == "https://example.org/book/data.csv"
    )


def test_a_link_from_a_folder_leads_out_of_it():
    found = section(TWO, "about/two.html", chapter=False)
    assert found.xpath(".//a/@href") == ["../one.xhtml#first"]
    assert (
        way("about/two.xhtml", "reader.css") == "../reader.css"
        and file_of("about/two.html") == "about/two.xhtml"
    )


def test_notes_open_where_one_reads_and_lead_back_to_each_place():
    found = section()
    marks = found.xpath(".//a[@role = 'doc-noteref']")
    assert [mark.get(f"{OPS}type") for mark in marks] == ["noteref", "noteref"]
    (note,) = found.xpath(".//*[@id = 'fn-one-a']")
    assert (note.tag, note.get(f"{OPS}type"), note.get("role")) == ("div", "footnote", "doc-footnote")
    assert note.text_content().lstrip().startswith("1. A note.")
    back = note.xpath(".//a[@role = 'doc-backlink']")
    assert [(link.get("href"), link.get("aria-label")) for link in back] == [
        ("#fnref-one-a", "Back to reference 1 in the text, place 1 of 2"),
        ("#fnref2-one-a", "Back to reference 1 in the text, place 2 of 2"),
    ]
    assert note.getparent().get(f"{OPS}type") == "footnotes" and note.getparent().find("h2").text == "Notes"


def test_controls_go_and_text_stays():
    found = section()
    assert (
        found.xpath(
            ".//form | .//script | .//input | .//details | .//*[contains(@class, 'place-link')] | .//*[@tabindex]"
        )
        == []
    )
    assert found.xpath("string(.//td)") == "1" and "The data" not in found.text_content()
    assert found.xpath(".//p[@data-paragraph = '1']") and not found.xpath(
        ".//*[@data-number] | .//*[@data-sign]"
    )
    assert [" ".join(heading.text_content().split()) for heading in found.iter("h2")] == [
        "1.1 First & last",
        "1.2 Second",
        "Notes",
    ]


def test_a_page_says_what_it_is():
    assert (section().get(f"{OPS}type"), section().get("role"), section().get("aria-labelledby")) == (
        "chapter",
        "doc-chapter",
        "one",
    )
    assert section(TWO, "about/two.html", chapter=False).get("role") is None
    assert section('<h1 id="glossary">G</h1>', "glossary.html", chapter=False).get("role") == "doc-glossary"


def test_the_cover_holds_title_edition_and_terms():
    words = " ".join(etree.fromstring(cover_picture(PROJECT)).itertext())
    for part in ("A book", "With a tagline", "Edition 2026-10", "10 October 2026", "CC BY 4.0"):
        assert part in words
    assert "https://example.org/book/" in title_page(PUBLISHED).text_content()


def test_a_long_title_stays_on_the_cover():
    long = dataclasses.replace(PROJECT, name="Relations between the North Atlantic alliance and others")
    lines = etree.fromstring(cover_picture(long)).xpath("//s:text[@font-weight = '700']", namespaces=NAMES)
    assert len(lines) > 3 and all(len(line.text) <= 13 for line in lines)
    assert (
        max(
            int(line.get("y"))
            for line in etree.fromstring(cover_picture(long)).xpath("//s:text", namespaces=NAMES)
        )
        < 2400
    )


def test_the_picture_for_shelves_bears_the_title_of_this_reader():
    assert read_project(ROOT).title == PICTURED, (
        "draw epub_cover.png anew, and name its title in epub_front.py"
    )


def test_an_edition_is_known_again_and_told_from_others():
    assert (
        identifier(PROJECT)
        == identifier(PUBLISHED)
        != identifier(dataclasses.replace(PROJECT, edition="2027-04"))
    )


def test_the_old_contents_name_what_the_new_ones_name():
    text = ncx(
        "T",
        "urn:x",
        [Entry("1 One", "one.xhtml", "one", (Entry("1.1 <First>", "one.xhtml", "first"),))],
        "en",
    ).decode()
    assert 'src="one.xhtml#first"' in text and "1.1 &lt;First&gt;" in text


@pytest.fixture
def small(tmp_path):
    (tmp_path / "site" / "media").mkdir(parents=True)
    (tmp_path / "site" / "media" / "a.png").write_bytes(b"PNG")
    (tmp_path / "site" / "media" / "a.tiff").write_bytes(b"TIFF")

    def write(content, project=PROJECT):
        return write_epub(
            project,
            tmp_path / "site",
            [page("one.html", content), page("about/two.html", TWO)],
            tmp_path / "b.epub",
        )

    return write


def test_a_small_book(small):
    with zipfile.ZipFile(small(ONE + '<p><img src="media/a.png" alt="A"></p>')) as book:
        names = book.namelist()
        assert names[0] == "mimetype" and book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        package = etree.fromstring(book.read("EPUB/package.opf"))
        assert book.read("EPUB/media/a.png") == b"PNG"
        nav = etree.fromstring(book.read(f"EPUB/{CONTENTS}"))
    assert package.xpath("//o:item[@href = 'media/a.png']/@media-type", namespaces=NAMES) == ["image/png"]
    # Another title than that on the picture for shelves: the drawn cover takes its place.
    assert package.xpath("//o:item[@properties = 'cover-image']/@href", namespaces=NAMES) == ["cover.svg"]
    assert [link.text for link in nav.xpath("//h:nav[1]//h:a", namespaces=NAMES)] == [
        "Title page",
        "1 One",
        "1.1 First & last",
        "1.2 Second",
        "About/two",
    ]
    assert [link.text for link in nav.xpath("//h:nav[2]//h:a", namespaces=NAMES)] == ["Figure 1.1 A figure"]


def test_a_picture_that_an_epub_cannot_hold_is_told(small):
    with pytest.raises(
        BuildError, match=r"media/a\.tiff: an EPUB cannot hold this kind of picture; save it as"
    ):
        small(ONE + '<p><img src="media/a.tiff" alt="A"></p>')


def test_times_follow_the_settings_and_the_bytes_are_the_same(small, monkeypatch):
    first = small(ONE).read_bytes()
    assert small(ONE).read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with zipfile.ZipFile(small(ONE)) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
    assert package.xpath("//o:meta[@property = 'dcterms:modified']/text()", namespaces=NAMES) == [
        "1970-01-02T00:00:00Z"
    ]
