"""The pre-scan: what a page must know of the others."""

from types import SimpleNamespace

import pytest

from mkdocs_timeline import Event, Location, Position, parse
from reader.index import WORDS_A_MINUTE, find_citations, make_index, note_name, plain

ONE = """---
title: One
description: A chapter.
---

# One { #one }

Words [@b-key].

## Deep { #deep }

### Deeper { #deeper }

A [term](glossary.md#term-abm), again [the term](glossary.md#term-abm) and [@a-key, para. 2].

## Last { #last }

Once more.[@a-key, para. 2; @b-key]

### After { #after }
"""
TWO = "# Two { #two }\n\n## Part { #part }\n\n[Term](glossary.md#term-abm).[@a-key]\n"
GLOSSARY = """# Glossary { #glossary }

## A { #terms-a }

### ABM Treaty { #term-abm }

Treaty on *missiles*, see
[history](one.md#deep).[@a-key]

Also: Anti-Ballistic Missile Treaty.

### Empty { #term-empty }

### Last { #term-last }

The end.
"""
ABOUT = "# About { #about }\n\n## Method { #method }\n\nText.[@b-key]\n"
TEXTS = {"about/a.md": ABOUT, "glossary.md": GLOSSARY, "one.md": ONE, "two.md": TWO}
CHAPTERS = ("two.md", "one.md")


@pytest.fixture(scope="module")
def index():
    return make_index(TEXTS, CHAPTERS)


def event(id, sources=(), positions=()):
    return Event(
        when=parse("1999"), title=id, where=Location("e"), id=id, sources=sources, positions=positions
    )


def test_chapters_are_numbered_in_their_order_and_other_pages_not_at_all(index):
    assert {path: page.number for path, page in index.pages.items()} == {
        "about/a.md": None,
        "glossary.md": None,
        "one.md": 2,
        "two.md": 1,
    }


def test_sections_of_chapters_are_numbered_and_begin_anew_below_each(index):
    assert index.numbers == {
        "one.md#one": "2",
        "one.md#deep": "2.1",
        "one.md#deeper": "2.1.1",
        "one.md#last": "2.2",
        "one.md#after": "2.2.1",
        "two.md#two": "1",
        "two.md#part": "1.1",
    }


@pytest.mark.parametrize(
    ("address", "label", "title"),
    [
        ("one.md#deeper", "One 2.1.1", "Deeper"),
        ("one.md", "One", "One"),
        ("about/a.md#method", "About: Method", "Method"),
        ("about/a.md#about", "About", "About"),
        ("about/a.md#no-such", "About", "About"),
    ],
)
def test_a_section_is_named_by_its_page_and_number_or_else_by_its_heading(index, address, label, title):
    assert (index.label(address), index.title(address)) == (label, title)


def test_citations_are_listed_in_reading_order_chapters_first(index):
    assert [(c.section, c.line, c.place) for c in index.citations["a-key"]] == [
        ("two.md#part", 5, ""),
        ("one.md#deeper", 14, "para. 2"),
        ("one.md#last", 18, "para. 2"),
        ("glossary.md#term-abm", 8, ""),
    ]
    assert [c.section for c in index.citations["b-key"]] == ["one.md#one", "one.md#last", "about/a.md#method"]


def test_a_note_used_again_has_a_mark_of_its_own(index):
    first, again = index.citations["a-key"][1:3]
    assert (first.note, first.anchor) == ("one-a-key-para-2", "fnref-one-a-key-para-2")
    assert (again.note, again.anchor) == ("one-a-key-para-2", "fnref2-one-a-key-para-2")


def test_the_same_note_on_two_pages_has_two_names():
    assert note_name("one.md", "key", "p. 1") == "one-key-p-1"
    assert note_name("about/a.md", "key", "") == "about-a-key"


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("[@one; @two, p. 3]", [("one", ""), ("two", "p. 3")]),
        ("[@one, paras. 2, 3]", [("one", "paras. 2, 3")]),
        ("`[@one]` and [@two]", [("two", "")]),
        ("``[@one] ` [@x]`` and [@two]", [("two", "")]),
        ("```\n[@one]\n```\n[@two]", [("two", "")]),
        ("[word](x.md) me@example.org @one", []),
        ("[@one][@one]", [("one", ""), ("one", "")]),
    ],
)
def test_citations_are_found_outside_code_only(line, keys):
    assert [(c.key, c.place) for c in find_citations("p.md", line)] == keys


def test_terms_are_read_with_a_plain_definition(index):
    assert {id: (term.title, term.definition) for id, term in index.terms.items()} == {
        "term-abm": ("ABM Treaty", "Treaty on missiles, see history."),
        "term-empty": ("Empty", ""),
        "term-last": ("Last", "The end."),
    }


def test_each_section_that_links_to_a_term_is_named_once_in_reading_order(index):
    assert index.term_uses == {"term-abm": ("two.md#part", "one.md#deeper")}


def test_an_event_counts_once_for_a_source_that_it_names_twice():
    side = Position(who="nato", says="Yes.", sources=("a-key", "c-key"))
    index = make_index(TEXTS, CHAPTERS, (event("first", ("a-key",), (side,)), event("second", ("a-key",))))
    assert {key: [e.id for e in events] for key, events in index.event_sources.items()} == {
        "a-key": ["first", "second"],
        "c-key": ["first"],
    }


def test_figures_are_numbered_within_their_chapter_and_unknown_ones_are_left_out():
    figures = {
        id: SimpleNamespace(title=id.upper(), cited=("a-key",)) for id in ("fig-one", "fig-two", "fig-three")
    }
    texts = {
        **TEXTS,
        "one.md": ONE
        + "\n/// figure | fig-two\n///\n\n/// figure | fig-lost\n///\n\n/// figure | fig-one\n///\n",
        "about/a.md": ABOUT + "\n/// figure | fig-three\n///\n",
    }
    index = make_index(texts, CHAPTERS, (), figures)
    assert {id: (use.label, use.address, use.title) for id, use in index.figures.items()} == {
        "fig-two": ("Figure 2.1", "one.md#fig-two", "FIG-TWO"),
        "fig-one": ("Figure 2.2", "one.md#fig-one", "FIG-ONE"),
        "fig-three": ("Figure 1", "about/a.md#fig-three", "FIG-THREE"),
    }
    assert [use.id for use in index.figure_sources["a-key"]] == ["fig-two", "fig-one", "fig-three"]


@pytest.mark.parametrize(
    ("words", "minutes"), [(0, 1), (WORDS_A_MINUTE * 3, 3), (WORDS_A_MINUTE * 3 + 150, 4)]
)
def test_the_time_to_read_counts_words_and_no_citations_or_code(words, minutes):
    text = "word " * words + "[@key, para. 2] " * 900 + "\n```\n" + "code " * 900 + "\n```\n"
    assert make_index({"p.md": text}, ()).pages["p.md"].minutes == minutes


def test_no_pages_make_an_empty_index():
    index = make_index({}, ())
    assert (index.pages, index.numbers, index.citations, index.terms) == ({}, {}, {}, {})


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A [link](x.md#y) here.[@key, p. 1]", "A link here."),
        ("*Em* **strong** `code`.", "Em strong code."),
        ("  spaces  ", "spaces"),
    ],
)
def test_a_sentence_is_made_plain(markdown, text):
    assert plain(markdown) == text
