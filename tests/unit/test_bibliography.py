"""Keys and short labels from a bibliography in CSL form."""

import pytest

from mkdocs_timeline.bibliography import read_bibliography
from mkdocs_timeline.source import read


def bibliography(text):
    labels, problems = read_bibliography(read(text, "s.yml")[0])
    return labels, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ("author: [{literal: NATO}], issued: 1997-05-27", "NATO 1997"),
        ("author: [{family: Smith, given: A}], issued: {date-parts: [[2001, 2]]}", "Smith 2001"),
        ("author: [{family: A}, {family: B}], issued: {raw: May 1999}", "A and B 1999"),
        ("author: [{family: A}, {family: B}, {family: C}], issued: 1999", "A and others 1999"),
        ("author: {literal: One}, issued: 1999", "One 1999"),
        ("author: Somebody, issued: 1999", "Somebody 1999"),
        ("title-short: Founding Act, author: [{literal: NATO}], issued: 1997", "Founding Act 1997"),
        ("publisher: Press, title: T", "Press"),
        ("container-title: Paper, title: T, issued: 2001", "Paper 2001"),
        ("title: T, issued: n.d.", "T"),
        ("title: T, issued: 27-05-1997", "T 1997"),
        ("title: T, issued: -0043", "T -0043"),
        ("title: T, issued: 123456", "T"),
        ("author: [], issued: [1999]", "key"),
        ("author: [[x]], issued: {date-parts: []}", "key"),
    ],
)
def test_a_source_has_a_short_label(fields, label):
    assert bibliography(f"- {{id: key, {fields}}}") == ({"key": label}, [])


def test_references_may_stand_under_their_name():
    assert bibliography("references:\n- {id: a, title: A}\n") == ({"a": "A"}, [])


@pytest.mark.parametrize("text", ["a: b", "words", "{references: {a: b}}"])
def test_what_is_no_list_is_told(text):
    labels, (message,) = bibliography(text)
    assert labels == {}
    assert message.endswith("a bibliography is a list of entries, each with an id")


@pytest.mark.parametrize("entry", ["{title: A}", "{id: , title: A}", "{id: [a]}", "word", "[a]"])
def test_an_entry_without_a_key_is_told(entry):
    assert bibliography(f"- {entry}") == (
        {},
        ["s.yml:1:3: id: the entry lacks it; add 'id: …', the key by which it is cited"],
    )


def test_a_key_that_two_entries_have_is_told():
    labels, problems = bibliography("- {id: a, title: A}\n- {id: a, title: B}\n")
    assert labels == {"a": "A"}
    assert problems == ["s.yml:2:3: id: 'a' is taken, first on line 1; each entry needs a key of its own"]
