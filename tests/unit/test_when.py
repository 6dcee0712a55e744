"""Dates: what is read, what is refused with which words, and in which order they stand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_timeline import parse
from mkdocs_timeline.when import Moment, When, days_in

FEW = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1949", Moment(1949), None),
        ("1949-04", Moment(1949, 4), None),
        ("1949-04-04", Moment(1949, 4, 4), None),
        # marks
        ("1990~", Moment(1990, about=True), None),
        ("1990-06?", Moment(1990, 6, uncertain=True), None),
        ("1990-06-01%", Moment(1990, 6, 1, about=True, uncertain=True), None),
        # seasons
        ("1949-21", Moment(1949, 21), None),
        ("1949-24~", Moment(1949, 24, about=True), None),
        # leap days, also in years that only the proleptic calendar knows
        ("2000-02-29", Moment(2000, 2, 29), None),
        ("2024-02-29", Moment(2024, 2, 29), None),
        ("0000-02-29", Moment(0, 2, 29), None),
        ("-0004-02-29", Moment(-4, 2, 29), None),
        # years before 1
        ("-0043", Moment(-43), None),
        ("-0043-03-15", Moment(-43, 3, 15), None),
        ("0000", Moment(0), None),
        # spans
        ("1999-03-24/1999-06-10", Moment(1999, 3, 24), Moment(1999, 6, 10)),
        ("1999/1999-06", Moment(1999), Moment(1999, 6)),
        ("1999-06/1999", Moment(1999, 6), Moment(1999)),
        ("1990~/2001-12", Moment(1990, about=True), Moment(2001, 12)),
        ("-0100/-0044", Moment(-100), Moment(-44)),
        ("2022-02-24/..", Moment(2022, 2, 24), None),
        ("../1949", None, Moment(1949)),
    ],
)
def test_a_date_is_read_at_the_precision_it_has(text, start, end):
    when = parse(text)
    assert (when.start, when.end, when.span) == (start, end, "/" in text)
    assert str(when) == text


FORMS = "write YYYY, YYYY-MM or YYYY-MM-DD"
MONTHS = "write 01 to 12, or 21 to 24 for spring to winter"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # days and months that do not exist
        ("2001-02-30", f"'2001-02-30' is not a day that exists; {FORMS}"),
        ("2023-02-29", f"'2023-02-29' is not a day that exists; {FORMS}"),
        ("1900-02-29", f"'1900-02-29' is not a day that exists; {FORMS}"),
        ("-0001-02-29", f"'-0001-02-29' is not a day that exists; {FORMS}"),
        ("1949-04-00", f"'1949-04-00' is not a day that exists; {FORMS}"),
        ("1949-00", f"'1949-00' has no such month; {MONTHS}"),
        ("1949-13-04", f"'1949-13-04' has no such month; {MONTHS}"),
        ("1949-25", f"'1949-25' has no such month; {MONTHS}"),
        ("1949-50", f"'1949-50' has no such month; {MONTHS}; write 1949/1950 for the span of years"),
        ("2001-21-03", f"'2001-21-03' has no such month; {MONTHS}"),
        # almost right
        ("49", "'49' is not a date; write all four digits of the year, as in 1949 or 0049"),
        ("017", "'017' is not a date; write all four digits of the year, as in 1949 or 0049"),
        ("1949-4-4", "'1949-4-4' is not a date; write 1949-04-04"),
        ("1949.04", "'1949.04' is not a date; write 1949-04"),
        ("1949/04/04", "'1949/04/04' has more than one '/'; write 1949-04-04"),
        ("1949/04", "'1949/04' is not a date; write 1949-04 for the month"),
        (
            "1910/12",
            "'1910/12' is not a date; write 1910-12 for the month, or write 1910/1912 for the span of years",
        ),
        ("4.4.1949", "'4.4.1949' is not a date; write year, month, day: 1949-MM-DD"),
        ("04/04/1949", "'04/04/1949' has more than one '/'; write year, month, day: 1949-MM-DD"),
        ("1949-04-04T12:30", "'1949-04-04T12:30' is not a date; write 1949-04-04, without the time"),
        ("1949–1950", "'1949–1950' is not a date; write a span as 1949/1950"),
        ("1949 to 1950-02", "'1949 to 1950-02' is not a date; write a span as 1949/1950-02"),
        ("1949–50", "'1949–50' is not a date; write 1949/1950 for the span of years"),
        ("c. 1949", "'c. 1949' is not a date; write 1949~ for 'about'"),
        ("~1949", "'~1949' is not a date; write 1949~ for 'about'"),
        ("1949?~", "'1949?~' is not a date; write 1949% for 'about, and uncertain'"),
        ("1940s", "'1940s' is not a date; write a span for a decade or century, as in 1940/1949"),
        ("194X", "'194X' is not a date; write a span for a decade or century, as in 1940/1949"),
        ("44 BC", "'44 BC' is not a date; write -0043, which is that year"),
        ("-0000", "'-0000' is not a date; write 0000 for the year before 0001"),
        ("12:30", f"'12:30' is not a date; {FORMS}"),
        ("no", f"'no' is not a date; {FORMS}"),
        ("", f"'' is not a date; {FORMS}"),
        ("20000", f"'20000' is not a date; {FORMS}"),
        ("1949\n", f"'1949' is not a date; {FORMS}"),
        ("١٩٤٩", f"'١٩٤٩' is not a date; {FORMS}"),
        ("April 1949", f"'April 1949' is not a date; {FORMS}"),
        # spans
        ("1949/", "'1949/' lacks one side of its '/'; write '..' for an open end, as in 2022-02-24/.."),
        ("/1949", "'/1949' lacks one side of its '/'; write '..' for an open end, as in 2022-02-24/.."),
        ("../..", "'../..' has neither a beginning nor an end; give one of them"),
        ("1950/1949", "'1950/1949' ends before it begins; write the earlier date first"),
        ("1949 / 1950", "'1949 / 1950' is not a date; write 1949/1950, without spaces"),
        ("1/2/3/4", "'1/2/3/4' has more than one '/'; write a span as BEGINNING/END"),
        ("2022/now", "'now' is not a date; write '..' for an end that is still open, as in 2022-02-24/.."),
        ("1949/1950-02-30", f"'1950-02-30' is not a day that exists; {FORMS}"),
    ],
)
def test_a_wrong_date_is_refused_with_what_would_be_right(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "1949-4-4",
        "1949.04",
        "1949/04/04",
        "1949/04",
        "1949–1950",
        "1949–50",
        "c. 1949",
        "1949?~",
        "44 BC",
        "1 BC",
        "12 BCE",
        "1949-04-04T12:30",
        "1949 / 1950",
        "1949-04 until 1950",
        "-0000",
    ],
)
def test_what_a_message_says_to_write_is_a_date(text):
    with pytest.raises(ValueError, match="write") as caught:
        parse(text)
    advised = re.search(r"write (?:a span as )?([-0-9/~%]+)", str(caught.value))
    assert parse(advised[1])


def test_a_message_never_repeats_a_very_long_text():
    with pytest.raises(ValueError, match="…") as caught:
        parse("1949" * 250_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "texts",
    [
        # the less precise opens what it holds
        ["1949", "1949-01", "1949-01-01", "1949-01-02", "1949-02"],
        ["1949", "1949-21", "1949-03", "1949-03-01", "1949-04", "1949-22"],
        # marks change nothing; the longer of two that begin alike comes first
        ["1999-03-24/..", "1999-03-24/1999-06-10", "1999-03-24~", "1999-03-25"],
        # what began before all memory, years before 1, year 0
        ["../1949", "../1948", "-0044", "-0043", "-0001", "0000", "0001"],
    ],
)
def test_dates_of_mixed_precision_stand_in_the_documented_order(texts):
    assert [
        str(when) for when in sorted(map(parse, reversed(texts)), key=lambda when: when.sort_key)
    ] == texts


def test_dates_that_sort_alike_keep_the_order_of_the_file():
    texts = ["1990?", "1990", "1990~"]
    assert [str(when) for when in sorted(map(parse, texts), key=lambda when: when.sort_key)] == texts


def test_a_date_is_listed_under_the_year_it_begins_or_the_only_one_known():
    assert [parse(text).year for text in ("1999-12/2000-01", "2022/..", "../1949", "-0043")] == [
        1999,
        2022,
        1949,
        -43,
    ]


def test_no_day_is_invented_beyond_the_bounds_of_what_was_said():
    assert (parse("2024-02").earliest, parse("2024-02").latest) == ((2024, 2, 1), (2024, 2, 29))
    assert (parse("1949-23").earliest, parse("1949-23").latest) == ((1949, 9, 1), (1949, 11, 30))
    assert parse("1949/..").latest > parse("9999").latest
    assert parse("../1949").earliest < parse("-9999").earliest


@st.composite
def moments(draw):
    year = draw(st.integers(-9999, 9999))
    month = draw(st.none() | st.integers(1, 12) | st.integers(21, 24))
    day = draw(st.none() | st.integers(1, days_in(year, month))) if month and month <= 12 else None
    return Moment(year, month, day, draw(st.booleans()), draw(st.booleans()))


@st.composite
def whens(draw):
    start = draw(moments())
    if draw(st.booleans()):
        return When(start)
    end = draw(moments())
    if end.latest < start.earliest:
        start, end = end, start
    return draw(st.sampled_from([When(start, end, True), When(start, None, True), When(None, end, True)]))


@FEW
@given(whens())
def test_writing_and_reading_a_date_gives_it_back(when):
    assert parse(str(when)) == when


@FEW
@given(whens())
def test_a_date_ends_after_it_begins(when):
    assert when.earliest <= when.latest


@FEW
@given(whens(), whens(), whens())
def test_sorting_is_total_and_consistent(one, two, three):
    keys = [one.sort_key, two.sort_key, three.sort_key]
    assert (keys[0] < keys[1]) + (keys[1] < keys[0]) + (keys[0] == keys[1]) == 1
    if keys[0] <= keys[1] <= keys[2]:
        assert keys[0] <= keys[2]
    if one.latest < two.earliest:
        assert keys[0] < keys[1]


@FEW
@given(st.text(alphabet="0123456789-/.~?%X sBC:T", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused_with_advice(text):
    try:
        when = parse(text)
    except ValueError as error:
        assert re.search(r"; (write|give) ", str(error))
        assert "\n" not in str(error)
    else:
        assert str(when) == text
