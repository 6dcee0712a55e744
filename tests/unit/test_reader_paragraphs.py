"""Paragraph numbers: what is counted, the links to their words, and retired ids in the list of places."""

import xml.etree.ElementTree as etree
from datetime import date
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from reader.here import Here
from reader.index import make_index
from reader.paragraphs import Paragraphs
from reader.places import Place
from reader.places_file import places_script
from reader.state import State
from reader.text_fragment import Run, encode, fold, runs, text_fragment

ONE = "# One { #one }\n\n## First { #first }\n\n### Below { #below }\n"
TEXTS = {"one.md": ONE, "note.md": "# Note { #note }\n"}


def number(body, page="one.md"):
    """Number the paragraphs of a page; returns its tree."""
    root = etree.fromstring(f"<div>{body}</div>")
    here = Here(page=page, state=State(index=make_index(TEXTS, ("one.md",)), texts=TEXTS))
    Paragraphs(None, here).run(root)
    return root


def counted(root):
    """Return the number and the first words of every numbered element."""
    return [
        (node.get("data-paragraph"), "".join(node.itertext()).strip()[:9])
        for node in root.iter()
        if "data-paragraph" in node.attrib
    ]


def texts(body):
    return [run.text for run in runs(etree.fromstring(body) if isinstance(body, str) else body)]


def words(passage, page=()):
    """The words of a link to a paragraph that stands alone on its page, or with other texts."""
    found = runs(etree.fromstring(f"<p>{passage}</p>"))
    shown = fold("\n".join([*page, *(run.text for run in found)]))
    return unquote(text_fragment(found, shown).replace(",", " | "))


def test_every_section_counts_its_own_paragraphs():
    root = number(
        '<h1 id="one">One</h1><p>a</p><h2 id="first">F</h2><p>b</p><p>c</p>'
        '<h3 id="below">B</h3><p>d</p><p>e</p>'
    )
    assert counted(root) == [("1", "a"), ("1", "b"), ("2", "c"), ("1", "d"), ("2", "e")]
    names = [link.get("aria-label") for link in root.iter("a")]
    assert names[2:4] == ["Link to 1.1, paragraph 2", "Link to 1.1.1, paragraph 1"]


def test_positions_list_items_and_quotations_count_and_furniture_does_not():
    root = number(
        '<p>before</p><h1 id="one">One</h1><p class="kicker">kicker</p>'
        '<section class="in-short"><p class="label">label</p><p>short</p></section>'
        '<div class="positions"><div class="position"><p class="label">NATO</p><p>says</p></div></div>'
        "<ul><li>item<ul><li>inner</li></ul></li><li><p>loose</p><p>more</p></li></ul>"
        "<blockquote><p>quoted</p></blockquote><figure><p>caption</p></figure><table><tr><td>cell</td></tr></table>"
        '<div class="timeline"><ol><li>event</li></ol></div><p class="timeline-back">back</p>'
        '<div class="footnote"><ol><li><p>note</p></li></ol></div>'
    )
    assert [text for _, text in counted(root)] == ["short", "says", "iteminner", "loosemore", "quoted"]


def test_the_link_stands_first_and_adds_no_text():
    root = number('<h1 id="one">One</h1><p>Some <em>words</em>.</p><ul><li><p>Loose.</p></li></ul>')
    paragraph, loose = root[1], root[2][0]
    link = paragraph[0]
    assert (link.tag, link.get("class"), link.text, len(link)) == ("a", "place-link", None, 0)
    assert link.get("data-sign") == "¶1" and link.get("href") == "#one:~:text=Some%20words"
    assert "".join(paragraph.itertext()) == "Some words."
    assert loose.get("data-paragraph") == "2" and loose[0][0].tag == "a", "in the item's first paragraph"


def test_a_page_that_is_no_chapter_has_no_numbers():
    assert counted(number('<h1 id="note">Note</h1><p>a</p>', page="note.md")) == []


def test_the_link_says_first_and_last_words():
    assert words("The treaty was signed in Paris on 27 May by all.") == "The treaty was signed | May by all"


def test_first_words_are_lengthened_until_they_stand_nowhere_else():
    one = "The two sides met in Rome and agreed on much."
    other = "The two sides met in Oslo and agreed on much."
    assert words(one, [other]) == "The two sides met in Rome | agreed on much"
    assert words(one.upper(), [other]) == "THE TWO SIDES MET IN ROME | AGREED ON MUCH", "case does not count"


def test_last_words_are_lengthened_until_they_stand_only_at_the_end():
    found = words("First of all they agreed on much, and later they never agreed on much.")
    assert found == "First of all they | never agreed on much"


def test_what_stands_elsewhere_too_leads_to_its_section_only():
    assert words("They agreed.", ["They agreed."]) == ""
    root = number('<h1 id="one">One</h1><p>They agreed.</p><h2 id="first">F</h2><p>They agreed.</p>')
    assert [link.get("href") for link in root.iter("a")] == ["#one", "#first"]


def test_a_short_paragraph_is_given_whole():
    assert words("Three years later.") == "Three years later"


def test_words_do_not_run_over_the_mark_of_a_note():
    passage = "One two three four<sup>1</sup> five six seven.<sup>2</sup> Eight nine ten, eleven."
    assert runs(etree.fromstring(f"<p>{passage}</p>")) == [
        Run("One two three four", True), Run("five six seven.", True), Run("Eight nine ten, eleven."),
    ]  # fmt: skip
    assert words(passage) == "One two three | nine ten, eleven"


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("it ended in late 1991.", "ended in late"),  # a browser reads "1991.5"
        ("it ended in the Pact", "ended in the"),  # and "Pact5"
        ("it ended in the “Pact”.", "in the “Pact"),
    ],
)
def test_a_last_word_that_a_mark_lengthens_is_left_out(end, last):
    passage = f"At the very beginning and long before {end}"
    assert words(f"{passage}<sup>5</sup>") == f"At the very beginning | {last}"
    assert words(passage) == f"At the very beginning | {' '.join(passage.rstrip('.”').split()[-3:])}"


def test_a_short_paragraph_with_a_mark_leaves_out_what_the_mark_lengthens():
    assert words("It ended in 1991.<sup>5</sup>") == "It ended in"


def test_text_is_taken_as_it_is_shown():
    shown = "<p>One\n  two <b>thr</b>ee</p><p>R</p><ul><li>a</li><li>b<br/>c</li></ul>"
    root = etree.fromstring(f"<div>{shown}</div>")
    root[1].text = "R\x02amp\x03D \x02wzxhzdk:0\x03 E"  # as Python-Markdown keeps them while it works
    assert texts(root) == ["One two three", "R&D", "E", "a", "b", "c"]


def test_signs_with_a_meaning_are_encoded():
    assert encode("a-b, c & d é–’") == "a%2Db%2C%20c%20%26%20d%20%C3%A9%E2%80%93%E2%80%99"


def test_capitals_and_accents_are_alike():
    assert fold("DÉTENTE") == fold("detente")


def test_the_list_of_places_names_retired_ids_where_there_are_some():
    project = SimpleNamespace(edition="2026-10", facts_checked=date(2026, 10, 10), site_url="", title="A book")
    section = Place("a", "section", "one.html", "A", "1.1")
    event = Place("b", "event", "t.html", "B", date="1997", aliases=("old", "older"))
    text = places_script([section, event], project)
    assert '["a", "section", "1.1", "A", "one.html", ""]' in text
    assert '["b", "event", "", "B", "t.html", "1997", "old older"]' in text
