"""What the reader's Markdown extension makes of a page: notes, references, blocks, terms, numbers."""

import html
import xml.etree.ElementTree as etree
from types import SimpleNamespace

import html5lib
import markdown
import pytest
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from mkdocs_timeline import TimelineError, TimelineExtension
from mkdocs_timeline.source import read
from reader.blocks import slug
from reader.extension import ReaderExtension
from reader.reference import write_reference
from reader.sources import check_sources

SOURCES = """\
- id: act-1997
  type: treaty
  author: [{literal: NATO}, {literal: Russia}]
  title: "Founding *Act* <b>&</b> [x](y)"
  issued: 1997-05
  publisher: NATO
  URL: https://example.org/a?b=1&c=2
  side: [nato, russia]
  kind: treaty
- id: book
  type: book
  author: [{family: Author, given: An}]
  title: Книга
  language: ru
  publisher: A Press
  archive: https://example.org/archived
  accessed: 2026-10-01
  note: "Only *read* in part."
  side: independent
  kind: academic
- id: kept
  type: book
  author: [{literal: Zed}]
  title: Kept
  side: russia
  kind: academic
  listed: as further reading
"""
EVENTS = """\
- id: an-event
  date: 1997-05-27
  title: An event
  sources: [act-1997]
"""
ONE = """# One { #one }

## First { #first }

Text.[@act-1997]

### Below { #below }

More.[@act-1997; @book, p. 3] Again.[@act-1997]
"""
GLOSSARY = """# Glossary { #glossary }

## A { #terms-a }

### Treaty { #term-treaty }

A "written" agreement.

Also: pact.

### Unused { #term-unused }

Nothing, unlike a [treaty](glossary.md#term-treaty).
"""


class _Host(Extension):
    """Says which page is made, as MkDocs does."""

    def __init__(self, root, page):
        super().__init__()
        self.processor = Treeprocessor()
        self.processor.config = SimpleNamespace(
            config_file_path=str(root / "mkdocs.yml"), docs_dir=str(root / "docs")
        )
        text = (root / "docs" / page).read_text("utf-8")
        self.processor.file = SimpleNamespace(src_uri=page, content_string=text)

    def extendMarkdown(self, md):
        md.treeprocessors.register(self.processor, "relpath", 0)


@pytest.fixture
def make(tmp_path):
    """Make one page of a small site: `make("one.md", {"one.md": …})` returns its parsed body."""

    def make_page(page, texts, chapters=("one.md",), sources=SOURCES, events=EVENTS, on_error="raise"):
        files = {"sources.yml": sources, "events.yml": events, **texts}
        for path, text in files.items():
            (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "docs" / path).write_text(text, "utf-8")
        ours = {"chapters": list(chapters), "facts_checked_on": "2026-10-10", "on_error": on_error}
        extensions = [
            "attr_list",
            "footnotes",
            "tables",
            "toc",
            _Host(tmp_path, page),
            TimelineExtension(
                events="events.yml", sources="sources.yml", source_page="sources.md", on_error=on_error
            ),
            ReaderExtension(**ours),
        ]
        md = markdown.Markdown(extensions=extensions, extension_configs={"footnotes": {"SEPARATOR": "-"}})
        return html5lib.parse(md.convert(texts[page]), namespaceHTMLElements=False).find("body")

    return make_page


def words(node):
    """The text as a browser shows it, once the host has written it out."""
    return " ".join(html.unescape("".join(node.itertext()).replace(AMP_SUBSTITUTE, "&")).split())


def by_class(body, name):
    return [node for node in body.iter() if name in node.get("class", "").split()]


def test_a_citation_becomes_a_note_with_the_reference_and_the_way_to_the_list(make):
    body = make("one.md", {"one.md": ONE})
    notes = by_class(body, "note")
    assert [words(note) for note in notes] == [
        "NATO and Russia, Founding *Act* <b>&</b> [x](y), May 1997. In the list of sources",
        "An Author, Книга, A Press, p. 3. Archived copy. Opened 1 October 2026. In the list of sources",
    ]
    assert [link.get("href") for link in by_class(body, "to-source")] == [
        "sources.md#src-act-1997",
        "sources.md#src-book",
    ]


def test_the_marks_of_one_note_are_counted_in_reading_order_also_inside_blocks(make):
    inside = "//// positions\n/// position | Who\nThen.[@book]\n///\n////\n\nLast.[@book]\n"
    body = make("one.md", {"one.md": f"# One {{ #one }}\n\nFirst.[@book]\n\n{inside}"})
    marks = [node for node in body.iter("sup") if node.get("id")]
    assert [mark.get("id") for mark in marks] == ["fnref-one-book", "fnref2-one-book", "fnref3-one-book"]
    paragraphs = [words(node) for node in body.iter("p") if any(child.tag == "sup" for child in node)]
    assert [text.split(".")[0] for text in paragraphs] == ["First", "Then", "Last"]


def test_a_page_in_a_folder_links_up_to_the_list(make):
    body = make("about/a.md", {"about/a.md": "# A { #a }\n\nText.[@book]\n"})
    assert by_class(body, "to-source")[0].get("href") == "../sources.md#src-book"


def test_a_citation_in_code_stays_as_it_is(make):
    body = make(
        "one.md",
        {"one.md": "# One { #one }\n\nWrite `[@act-1997]`, and ``[@act-1997] ` ``, and cite.[@book]\n"},
    )
    assert [words(node) for node in body.iter("code")] == ["[@act-1997]", "[@act-1997] `"]
    assert [words(note).split(",")[0] for note in by_class(body, "note")] == ["An Author"]


def test_a_chapter_says_how_many_minutes_it_takes(make):
    body = make("one.md", {"one.md": "# One { #one }\n\n" + "word " * 700})
    assert words(by_class(body, "kicker")[0]).split(" · ")[1] == "3 minutes"


def test_an_unknown_key_is_said_in_the_note_and_breaks_nothing(make):
    body = make("one.md", {"one.md": "# One { #one }\n\nText.[@no-such]\n"}, on_error="show")
    assert [words(note) for note in by_class(body, "note")] == ["There is no source 'no-such'."]
    assert "there is no source 'no-such'" in words(by_class(body, "timeline-problems")[0])


def test_faults_in_the_data_stop_the_page(make):
    with pytest.raises(TimelineError, match=r"docs/sources\.yml:2:9: type: 'no' is not one of its values"):
        make("one.md", {"one.md": ONE}, sources=SOURCES.replace("treaty", "no", 1))


def test_faults_in_the_data_are_shown_on_the_page_while_it_is_written(make):
    body = make("one.md", {"one.md": ONE}, sources=SOURCES.replace("treaty", "<i>no", 1), on_error="show")
    (box,) = by_class(body, "timeline-problems")
    assert box.get("role") == "alert"
    assert "docs/sources.yml:2:9: type: '<i>no' is not one of its values" in words(box)
    assert "One" in words(body.find("h1"))


def reference(source, place=""):
    holder = etree.Element("p")
    sources, _, problems = check_sources(*read(SOURCES, "s.yml"))
    assert not problems
    return write_reference(holder, sources[source], place)


@pytest.mark.parametrize(
    ("source", "place", "text"),
    [
        ("act-1997", "", "NATO and Russia, Founding *Act* <b>&</b> [x](y), May 1997."),
        ("act-1997", "para. 4", "NATO and Russia, Founding *Act* <b>&</b> [x](y), May 1997, para. 4."),
        ("book", "", "An Author, Книга, A Press. Archived copy. Opened 1 October 2026."),
        ("kept", "", "Zed, Kept."),
    ],
)
def test_a_reference_is_one_sentence_and_names_a_body_once(source, place, text):
    assert words(reference(source, place)) == text


def test_a_reference_links_to_what_was_seen_and_says_its_language():
    act, book = reference("act-1997"), reference("book")
    assert [(a.get("href"), a.get("rel")) for a in act.iter("a")] == [
        ("https://example.org/a?b=1&c=2", "external noopener")
    ]
    assert [a.get("href") for a in book.iter("a")] == ["https://example.org/archived"]
    assert [cite.get("lang") for cite in (*act.iter("cite"), *book.iter("cite"))] == [None, "ru"]


def test_a_block_of_positions_says_in_words_whose_each_is(make):
    first = "/// position | NATO and Allies\nYes.[@act-1997]\n///\n"
    second = "/// position | <b>Russia</b>\nNo.[@book]\n///\n"
    text = f"# One {{ #one }}\n\n//// positions\n{first}{second}////\n"
    body = make("one.md", {"one.md": text})
    (group,) = by_class(body, "positions")
    sides = by_class(group, "position")
    assert [side.get("aria-label") for side in sides] == ["NATO and Allies", "<b>Russia</b>"]
    assert [words(label) for label in by_class(group, "label")] == ["NATO and Allies", "<b>Russia</b>"]
    assert not list(group.iter("b"))
    assert "position-nato-and-allies" in sides[0].get("class")


@pytest.mark.parametrize(
    ("label", "name"),
    [("Georgia, Ukraine", "georgia-ukraine"), ("  NATO & Allies ", "nato-allies"), ("Россия", "")],
)
def test_a_label_becomes_a_class_name(label, name):
    assert slug(label) == name


def test_a_summary_is_labelled(make):
    body = make("one.md", {"one.md": "# One { #one }\n\n/// in-short\nAll of it.\n///\n"})
    (summary,) = by_class(body, "in-short")
    assert (summary.tag, summary.get("aria-label"), words(summary)) == (
        "section",
        "In short",
        "In short All of it.",
    )


def test_the_list_of_sources_leads_back_to_every_place_that_cites(make):
    texts = {"one.md": ONE, "sources.md": "# Sources { #sources }\n\n/// bibliography\n///\n"}
    body = make("sources.md", texts)
    items = {item.get("id"): item for item in body.iter("li") if item.get("id", "").startswith("src-")}
    assert list(items) == ["src-act-1997", "src-book", "src-kept"]
    assert [heading.get("id") for heading in body.iter("h2")] == ["sources-treaty", "sources-academic"]
    links = [
        (words(a), a.get("href"))
        for cited in by_class(items["src-act-1997"], "cited-in")
        for a in cited.iter("a")
    ]
    assert links == [
        ("One 1.1", "one.md#fnref-one-act-1997"),
        ("One 1.1.1", "one.md#fnref2-one-act-1997"),
        ("One 1.1.1 (2)", "one.md#fnref3-one-act-1997"),
        ("Timeline, 27 May 1997", "timeline.md#an-event"),
    ]
    assert "Own words of: NATO, Russia." in words(items["src-act-1997"])
    sides = {key: item.get("data-side") for key, item in items.items()}
    assert sides == {"src-act-1997": "nato russia", "src-book": "independent", "src-kept": "russia"}
    assert "Own words of" not in words(items["src-book"])
    assert "Only *read* in part." in words(items["src-book"])
    assert "Listed: as further reading." in words(items["src-kept"])


def test_the_way_back_names_marks_that_are_there(make):
    texts = {"one.md": ONE, "sources.md": "# Sources { #sources }\n\n/// bibliography\n///\n"}
    wanted = {
        a.get("href").partition("#")[2]
        for a in make("sources.md", texts).iter("a")
        if "#fnref" in a.get("href", "")
    }
    there = {node.get("id") for node in make("one.md", texts).iter("sup")}
    assert wanted == there - {None}
    assert len(wanted) == 4


def test_a_link_to_a_term_carries_its_definition(make):
    texts = {
        "one.md": ONE + "\nA [treaty](glossary.md#term-treaty), a [lost](glossary.md#term-lost) one.\n",
        "glossary.md": GLOSSARY,
    }
    body = make("one.md", texts)
    (link,) = by_class(body, "term")
    assert link.get("data-note") == 'A "written" agreement.'
    texts = {"about/a.md": "# A { #a }\n\nA [treaty](../glossary.md#term-treaty).\n", "glossary.md": GLOSSARY}
    assert by_class(make("about/a.md", texts), "term")[0].get("data-note") == 'A "written" agreement.'


def test_the_glossary_says_where_a_term_is_treated_at_the_end_of_its_entry(make):
    texts = {"one.md": ONE + "\nA [treaty](glossary.md#term-treaty).\n", "glossary.md": GLOSSARY}
    body = make("glossary.md", texts)
    (line,) = by_class(body, "treated-in")
    (link,) = line.iter("a")
    assert (words(line), link.get("href"), link.get("title")) == (
        "Treated in: One 1.1.1",
        "one.md#below",
        "Below",
    )
    ids = [node.get("id") or node.get("class") for node in body if node.tag != "h1"]
    assert ids == ["terms-a", "term-treaty", None, "also", "treated-in", "term-unused", None]


def test_numbers_are_attributes_and_no_part_of_the_text(make):
    body = make("one.md", {"one.md": ONE, "two.md": ""}, chapters=("two.md", "one.md"))
    assert [
        (node.tag, node.get("data-number"), words(node)) for node in body if node.tag in ("h1", "h2", "h3")
    ] == [
        ("h1", None, "One"),
        ("h2", "2.1", "First"),
        ("h3", "2.1.1", "Below"),
    ]
    assert [node.tag for node in body][:2] == ["p", "h1"]
    assert words(by_class(body, "kicker")[0]) == "Chapter 2 · 1 minute · facts checked to October 2026"


def test_a_page_that_is_no_chapter_has_no_numbers(make):
    body = make("about/a.md", {"about/a.md": "# A { #a }\n\n## B { #b }\n"})
    assert not by_class(body, "kicker")
    assert not [node for node in body.iter() if node.get("data-number")]
