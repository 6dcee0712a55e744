"""The book on paper and the pages for Kiwix, before any converter has seen them: links, notes, drawings, marks, silence."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from lxml import html

from reader.book import read_book_page
from reader.pdf_book import book_text, make_book
from reader.pdf_fonts import ALWAYS, FACES
from reader.project import Project
from reader.zim import options, prepare

HISTORY = """
<p class="kicker">Chapter 1</p><h1 id="history">History<a class="headerlink" href="#history">#</a></h1>
<h2 id="two-blocs" data-number="1.1">Two blocs<a class="headerlink" href="#two-blocs">#</a></h2>
<p data-paragraph="1"><a class="place-link" href="#two-blocs:~:text=x"></a>Words.<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup><sup id="fnref-2">
<a class="footnote-ref" href="#fn-2">2</a></sup> More, <a href="about/method.html">method</a>,
<a href="about/method.html#why">why</a>, <a href="timeline.csv">data</a>, <a href="https://example.org/">out</a>.</p>
<ol start="3"><li data-paragraph="2">An item</li><li><p>One paragraph</p></li></ol>
<figure id="fig-a"><svg aria-label="Bars that grow" class="drawing"><defs><pattern id="__h"><path d="M0 0"></path></pattern></defs>
<rect fill="url(#__h)"></rect></svg><ul class="figure-key"> <li><svg class="swatch"><rect fill="url(#__h)"></rect></svg>Joined</li> </ul>
<figcaption><p class="figure-title"><span class="figure-number">Figure 1.1</span> Growth</p></figcaption></figure>
<form><button>Filter</button></form>
<div class="footnote"><hr><ol><li id="fn-1"><p><a href="https://example.org/"><cite>A title</cite></a>
<a class="footnote-backref" href="#fnref-1">↩</a></p></li><li id="fn-2"><p>B</p></li></ol></div>
"""
METHOD = '<h1 id="method">Method</h1><h2 id="why">Why</h2><p><a href="../history.html#two-blocs">back</a> <img src="../assets/a.png" alt="A"></p>'
TIMELINE = """
<h1 id="timeline">Timeline</h1><ol class="timeline-events"><li class="timeline-event"><article>
<h3 class="timeline-title" id="e-1949">A treaty is signed <a class="timeline-link" href="#e-1949"></a></h3>
<p class="timeline-date"><time>4 April 1949</time></p>
<dl class="timeline-positions"><div><dt>NATO</dt><dd>Yes.</dd></div></dl></article></li></ol>
"""
HERE = Path("nowhere")
PROJECT = Project(
    root=HERE, docs=HERE, site=HERE, dist=HERE, edition="2026-10", facts_checked=date(2026, 10, 10),
    chapters=("history.md",), pages=("history.md", "timeline.md", "about/method.md"), site_url="",
    name="Relations", tagline="a reader", description="A reader of relations.",
)  # fmt: skip


def page(path, content):
    return read_book_page(
        path, f'<html><body><article class="md-content__inner md-typeset">{content}</article></body></html>'
    )


def book(project=PROJECT):
    pages = [
        page("history.html", HISTORY),
        page("timeline.html", TIMELINE),
        page("about/method.html", METHOD),
    ]
    return make_book(pages, {"history.html": 1}, project, "text { fill: red }")


def href(made, words):
    return made.xpath("string(//a[text() = $words]/@href)", words=words)


def test_links_between_pages_lead_inside_the_book():
    made = book()
    assert href(made, "method") == "#method"
    assert href(made, "why") == "#why"
    assert href(made, "back") == "#two-blocs"
    assert href(made, "out") == "https://example.org/"
    assert made.xpath("string(//img/@src)") == "assets/a.png"


def test_a_file_is_linked_only_where_there_is_a_public_address():
    assert not book().xpath("//a[text() = 'data']")
    made = book(replace(PROJECT, site_url="https://example.org/r/"))
    assert href(made, "data") == "https://example.org/r/timeline.csv"


def test_what_works_only_on_a_screen_goes():
    made = book()
    assert not made.xpath(
        "//form | //button | //a[@class='headerlink' or @class='place-link' or @class='timeline-link']"
    )
    assert "Words." in made.text_content() and "data" in made.text_content()


def test_headings_are_named_as_the_bookmarks_have_them():
    labels = book().xpath("//section[@class='chapter']//*/@data-label")
    assert labels == [
        "1 History",
        "1.1 Two blocs",
        "Notes",
        "Timeline",
        "4 April 1949: A treaty is signed",
        "Method",
        "Why",
    ]


def test_contents_list_chapters_sections_and_figures_by_number():
    lines = [
        " ".join(line.text_content().split()) for line in book().xpath("//section[@class='contents']//p")
    ]
    assert lines == ["1 History", "1.1 Two blocs", "Timeline", "Method", "1.1 Growth"]


def test_notes_keep_their_ways_and_marks_that_follow_each_other_are_told_apart():
    made = book()
    assert made.xpath("//a[@class='footnote-backref']/text()") == ["↑"]
    assert made.xpath("//h2[@class='notes']/@id") == ["notes-history"]
    assert made.xpath("//sup[@class='another']/@id") == ["fnref-2"]
    assert made.xpath("//cite/a/text()") == ["A title"]
    held = made.xpath("//span[@class='held']")[0]
    assert "".join(held.text_content().split()) == "Words.12" and held.tail.startswith(" More, ")


def test_lists_can_be_tagged():
    made = book()
    assert not made.xpath("//section[@class='chapter']//li[count(*) = 1]/p")
    assert made.xpath("string(//li[@data-paragraph]/span[@class='item-mark'])") == "3."
    assert (
        not made.xpath("//dl") and made.xpath("string(//div[@class='position']/p[@class='label'])") == "NATO"
    )


def test_each_drawing_stands_alone():
    drawing, swatch = book().xpath("//svg")
    assert drawing.xpath("string(title)") == "Bars that grow"
    assert drawing.xpath("string(style)") == swatch.xpath("string(style)") == "text { fill: red }"
    fill = swatch.xpath("string(rect/@fill)")[5:-1]
    assert swatch.xpath("//pattern[@id = $id]", id=fill)
    ids = book().xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_pages_of_the_site_are_left_as_they_were():
    pages = [page("history.html", HISTORY)]
    before = html.tostring(pages[0].content)
    make_book(pages, {}, PROJECT, "")
    assert html.tostring(pages[0].content) == before


def test_each_font_has_a_file_of_its_own():
    assert len({face.file for face in FACES}) == len(FACES)
    assert {"↑", "●", "-", "•"} <= set(ALWAYS)


def test_letters_of_printed_addresses_are_among_those_that_the_fonts_have():
    assert "https://example.org/" in book_text(book())


def test_kiwix_hears_only_the_text_of_a_page():
    text = "<html><head><title>History - R</title></head><body class='x'><nav>N</nav><article>T<article>U</article></article><p>F</p></body></html>"
    made = prepare(text, "R")
    assert "<title>History</title>" in made
    silent, heard = "<!--htdig_noindex-->", "<!--/htdig_noindex-->"
    assert (
        f"<body class='x'>{silent}<nav>N</nav>{heard}<article>T<article>U</article></article>{silent}<p>F</p>{heard}</body>"
        in made
    )
    short = prepare(text, "R", short=True)
    assert f"<body class='x'>{silent}<nav>N</nav><article>" in short and f"<p>F</p>{heard}</body>" in short
    assert prepare("no page", "R") == "no page"


def test_kiwix_is_told_what_it_shows():
    given = options(PROJECT)
    assert "--title=Relations" in given and "--language=eng" in given
    description = next(option for option in given if option.startswith("--description=")).partition("=")[2]
    assert len(description) <= 80 and "10 October 2026" in description
