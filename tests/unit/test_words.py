"""Dates for people, and the words of other languages."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_timeline import Words, parse, show_text


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("1949", "1949"),
        ("1949-04", "April 1949"),
        ("1949-04-04", "4 April 1949"),
        ("0800", "800"),
        ("1949-21", "spring 1949"),
        ("1949-24", "winter 1949"),
        ("1990~", "about 1990"),
        ("1990?", "1990 (uncertain)"),
        ("1990-06%", "about June 1990 (uncertain)"),
        ("-0043", "44 BC"),
        ("0000-03-15", "15 March 1 BC"),
        # spans: what both ends share is said once
        ("1947/1991", "1947–1991"),
        ("1999-03-24/1999-06-10", "24 March – 10 June 1999"),
        ("1999-03-24/1999-03-30", "24 – 30 March 1999"),
        ("1999-12-31/2000-01-02", "31 December 1999 – 2 January 2000"),
        ("1999-03/1999-06", "March – June 1999"),
        ("1999-03/2000-03", "March 1999 – March 2000"),
        ("1999-03/1999-06-10", "March – 10 June 1999"),
        ("1999-21/1999-22", "spring – summer 1999"),
        ("1999-03/1999", "March 1999 – 1999"),
        # a mark belongs to one end, so nothing is shared
        ("1999-03-24~/1999-06-10", "about 24 March 1999 – 10 June 1999"),
        ("-0100/-0044", "101 BC – 45 BC"),
        ("2022-02-24/..", "since 24 February 2022"),
        ("../1949", "until 1949"),
    ],
)
def test_a_date_is_written_for_people(date, text):
    assert show_text(parse(date), Words()) == text


def test_another_language_replaces_words():
    words = Words.from_option(
        {"months": " ".join("JFMAMJJASOND"), "since": "seit {date}", "era": "{year} v. Chr."}
    )
    assert show_text(parse("1949-04/.."), words) == "seit A 1949"
    assert show_text(parse("-0043"), words) == "44 v. Chr."
    assert words.until == Words().until


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sorces": "x"}, "'sorces' is no word of the timeline; did you mean 'sources'?"),
        ({"zzzzz": "x"}, "'zzzzz' is no word of the timeline; words.py lists them all"),
        ({1: "x"}, "'1' is no word of the timeline; words.py lists them all"),
        ({"months": "one two"}, "give twelve months and four seasons, with spaces between them"),
        ({"since": "seit {datum}"}, "'since' is 'seit {datum}'; it must hold {date}, as in 'since {date}'"),
        ({"since": "seit"}, "'since' is 'seit'; it must hold {date}, as in 'since {date}'"),
        (
            {"since": "seit {date.__class__}"},
            "'since' is 'seit {date.__class__}'; it must hold {date}, as in 'since {date}'",
        ),
        (
            {"since": "seit {date:>99999999}"},
            "'since' is 'seit {date:>99999999}'; it must hold {date}, as in 'since {date}'",
        ),
        ({"since": "{"}, "'since' is '{'; it must hold {date}, as in 'since {date}'"),
        ({"sources": "{x}"}, "'sources' is '{x}'; it must hold no { or }, as in 'Sources'"),
        ({"sources": None}, "'sources' must be a text; put it in quotes"),
        ({"sources": ["x"]}, "'sources' must be a text; put it in quotes"),
        (["x"], "it must be a group of names and words, such as sources: Quellen"),
    ],
)
def test_wrong_words_are_refused_before_a_page_is_made(given, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Words.from_option(given)


@settings(max_examples=150, deadline=None)
@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(0, 400))
def test_every_span_of_months_is_written_with_both_its_ends(year, month, length):
    start, end = year * 12 + month - 1, year * 12 + month - 1 + length
    if not -9999 * 12 <= end < 10_000 * 12:
        return
    texts = [
        f"{'-' if unit // 12 < 0 else ''}{abs(unit // 12):04d}-{unit % 12 + 1:02d}" for unit in (start, end)
    ]
    text = show_text(parse("/".join(texts)), Words())
    names = Words().months.split()
    assert text.startswith(names[start % 12])
    assert names[end % 12] in text.partition("–")[2]
