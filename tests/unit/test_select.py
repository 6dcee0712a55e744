"""Which events a block shows, in which order, under which headings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_timeline import Event, Location, Period, Timeline, parse
from mkdocs_timeline.select import Query, group, select


def event(id, date, **fields):
    return Event(when=parse(date), title=id.upper(), where=Location("e.yml"), id=id, **fields)


EVENTS = (
    event(
        "treaty", "1949-04-04", category="law", actors=("nato", "us"), importance=1, see=("a.md#x", "b.md")
    ),
    event("bloc", "1955-05", category="law", actors=("ussr",), aliases=("pact",), see=("a.md#y",)),
    event("crisis", "1961~/1963", category="crisis", actors=("us", "ussr"), importance=3),
    event("talks", "1990", actors=("nato",), importance=3),
    event("war", "2022-02-24/..", category="war", importance=1),
)
TIMELINE = Timeline(
    EVENTS,
    periods=(
        Period("early", "Early", parse("1949/1959"), Location("e.yml")),
        Period("late", "Late", parse("1990/.."), Location("e.yml")),
    ),
)


def ids(**fields):
    return [event.id for event in select(TIMELINE, Query(**fields))]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["treaty", "bloc", "crisis", "talks", "war"]),
        ({"category": ("law", "war")}, ["treaty", "bloc", "war"]),
        ({"actor": ("us",)}, ["treaty", "crisis"]),
        ({"actor": ("nato", "ussr")}, ["treaty", "bloc", "crisis", "talks"]),
        ({"category": ("law",), "actor": ("ussr",)}, ["bloc"]),
        ({"period": ("late",)}, ["talks", "war"]),
        ({"ids": ("pact", "war")}, ["bloc", "war"]),
        ({"importance": 1}, ["treaty", "war"]),
        ({"importance": 2}, ["treaty", "bloc", "war"]),
        # a section, or all sections of a page
        ({"section": ("a.md#x",)}, ["treaty"]),
        ({"section": ("a.md",)}, ["treaty", "bloc"]),
        ({"section": ("a.md#",)}, []),
        # a span counts while it lasts; a date of less precision counts wherever it may lie
        ({"start": parse("1962")}, ["crisis", "talks", "war"]),
        ({"start": parse("2030")}, ["war"]),
        ({"end": parse("1961")}, ["treaty", "bloc", "crisis"]),
        ({"start": parse("1955-05-31"), "end": parse("1955-06")}, ["bloc"]),
        ({"start": parse("1955-06")}, ["crisis", "talks", "war"]),
        ({"order": "newest"}, ["war", "talks", "crisis", "bloc", "treaty"]),
        ({"limit": 2}, ["treaty", "bloc"]),
        ({"order": "newest", "limit": 2}, ["war", "talks"]),
        ({"ids": ("nothing",)}, []),
    ],
)
def test_a_query_gives_the_events_that_fit(fields, expected):
    assert ids(**fields) == expected


def headings(by, events=EVENTS):
    return [
        (part.id, part.title, [event.id for event in part.events])
        for part in group(TIMELINE, events, by, "{year}s", "Other")
    ]


def test_ungrouped_events_stand_in_one_group_without_a_heading():
    assert headings("none") == [("", "", ["treaty", "bloc", "crisis", "talks", "war"])]


def test_events_stand_under_years():
    assert headings("year")[:2] == [("year-1949", "1949", ["treaty"]), ("year-1955", "1955", ["bloc"])]


def test_events_stand_under_decades():
    assert [(id, title) for id, title, _ in headings("decade")] == [
        ("decade-1940", "1940s"), ("decade-1950", "1950s"), ("decade-1960", "1960s"),
        ("decade-1990", "1990s"),
        ("decade-2020", "2020s")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("date", "year", "decade"),
    [
        ("-0043", ("year-bc-44", "44 v. Chr."), ("decade-bc-40", "40s v. Chr.")),
        ("0000", ("year-bc-1", "1 v. Chr."), ("decade-bc-0", "0s v. Chr.")),
        ("0001", ("year-1", "1"), ("decade-0", "0s")),
    ],
)
def test_years_before_1_have_the_headings_that_people_use(date, year, decade):
    groups = [
        group(TIMELINE, [event("a", date)], by, "{year}s", "Other", "{year} v. Chr.")
        for by in ("year", "decade")
    ]
    assert [(part.id, part.title) for (part,) in groups] == [year, decade]


def test_events_stand_under_periods_and_the_rest_under_its_own_heading():
    assert headings("period") == [
        ("early", "Early", ["treaty", "bloc"]),
        ("other-events", "Other", ["crisis"]),
        ("late", "Late", ["talks", "war"]),
    ]


def test_headings_follow_the_order_of_the_events():
    newest = select(TIMELINE, Query(order="newest"))
    assert [id for id, _, _ in headings("year", newest)] == [
        "year-2022",
        "year-1990",
        "year-1961",
        "year-1955",
        "year-1949",
    ]


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_an_event_of_unknown_beginning_does_not_upset_the_years(order):
    timeline = Timeline(
        tuple(sorted((*EVENTS, event("root", "../1955")), key=lambda item: item.when.sort_key))
    )
    years = [id for id, _, _ in headings("year", select(timeline, Query(order=order)))]
    assert sorted(years, reverse=order == "newest") == years


@settings(max_examples=100, deadline=None)
@given(st.permutations(EVENTS), st.sampled_from(["none", "year", "decade", "period"]))
def test_grouping_loses_and_doubles_nothing(events, by):
    grouped = [event for part in group(TIMELINE, events, by, "{year}s", "Other") for event in part.events]
    assert sorted(item.id for item in grouped) == sorted(item.id for item in EVENTS)
