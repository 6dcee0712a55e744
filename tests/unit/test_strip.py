"""The overview above a timeline: its axis, its bars, its links and the names of the periods."""

import re
import xml.etree.ElementTree as etree

import pytest

from mkdocs_timeline.errors import Location
from mkdocs_timeline.model import Event, Period, Timeline
from mkdocs_timeline.strip import MOST_BARS, NAMES_WIDTH, ROWS, arrange, overview
from mkdocs_timeline.to_html import Style
from mkdocs_timeline.when import When, parse

HERE = Location("events.yml", 1, 1)


def draw(dates, periods=(), headings=False, ids=True):
    """The overview of events on these dates, or None where there is none."""
    events = [
        Event(parse(date), "A title", HERE, id=f"e{index}" if ids else "") for index, date in enumerate(dates)
    ]
    timeline = Timeline(tuple(sorted(events, key=lambda event: event.when.sort_key)), periods=tuple(periods))
    root = etree.Element("div")
    overview(root, timeline, timeline.events, Style(), headings)
    return root if len(root) else None


def period(id, title, first, last=None):
    return Period(id, title, When(parse(first).start, parse(last).start if last else None, span=True), HERE)


def years(first, last, step=1):
    return [f"{year:04d}" for year in range(first, last + 1, step)]


def bars(root):
    """How high each bar is, by the unit in which it stands."""
    lines = re.findall(r"M([\d.]+) 40v-(\d+)", root.find(".//*[@class='timeline-density']").get("d"))
    return {float(at): int(height) for at, height in lines}


def columns(root):
    picture = root.find(".//*[@class='timeline-bars']")
    return [
        (link.get("href"), link.get("aria-label"), link.find("text").text) for link in picture.findall("a")
    ]


@pytest.mark.parametrize("dates", [[], ["1949"], years(1949, 1955), ["1949"] * 20, ["1949-04-04"] * 20])
def test_few_events_or_one_moment_need_no_overview(dates):
    assert draw(dates) is None


def test_every_year_has_a_bar_as_high_as_its_events_and_every_stretch_leads_to_its_first_event():
    root = draw([*years(1948, 1959), "1959-01", "1959-02", "1959-03"])
    assert bars(root) == {**{at + 0.5: 10 for at in range(11)}, 11.5: 38}
    assert columns(root) == [
        ("#e0", "1948–1949: 2 events", "1948"),
        *((f"#e{2 * n}", f"{1948 + 2 * n}–{1949 + 2 * n}: 2 events", f"{1948 + 2 * n}") for n in range(1, 5)),
        ("#e10", "1958–1959: 5 events", "1958"),
    ]
    assert root.find("p").text == "Events per year, 1948 to 1959; most in 1959: 4"


def test_a_short_first_stretch_is_joined_to_the_next_so_that_all_are_wide_enough_for_a_thumb():
    labels = [label for _, _, label in columns(draw(years(1948, 2026)))]
    assert labels == ["1948", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]


def test_a_few_years_of_exactly_known_months_are_drawn_by_month():
    root = draw([f"2014-{month:02d}" for month in range(1, 13)])
    assert root.find("p").text == "Events per month, January 2014 to December 2014; most in January 2014: 1"
    assert len(bars(root)) == 12
    assert all(event for event, _, _ in columns(root))


@pytest.mark.parametrize("vague", ["2014", "2014-21"])
def test_a_month_that_is_not_known_is_not_drawn_by_month(vague):
    root = draw([*(f"{year}-05" for year in range(2013, 2017) for _ in range(3)), vague])
    assert root.find("p").text.startswith("Events per year, 2013 to 2016; most in 2014: 4")


@pytest.mark.parametrize(("first", "last", "words"), [
    (1000, 2000, "Events per 10 years"), (-3000, 2000, "Events per 50 years"),
    (-9999, 9999, "Events per 200 years"),
])  # fmt: skip
def test_long_times_are_drawn_by_decades_or_centuries(first, last, words):
    dates = [
        f"{year:04d}" if year >= 0 else f"{year:05d}" for year in range(first, last, (last - first) // 20)
    ]
    root = draw(dates)
    assert root.find("p").text.startswith(words)
    assert 1 < len(bars(root)) <= MOST_BARS
    assert 2 <= len(columns(root)) <= 9


def test_open_spans_stand_where_their_known_end_is():
    root = draw([*years(1950, 1960), "../1955", "1958/.."])
    assert {at for at, height in bars(root).items() if height == 38} == {5.5, 8.5}


def test_events_without_an_id_get_bars_but_no_link():
    root = draw(years(1950, 1960), ids=False)
    assert columns(root) == [] and len(bars(root)) == 11


def test_periods_are_named_and_link_to_their_heading_or_their_first_event():
    periods = [
        period("early", "Early", "1950", "1954"),
        period("late", "Late & last", "1955"),
        period("none", "Empty", "1940", "1945"),
    ]
    for headings, targets in ((True, ["#early", "#late"]), (False, ["#e0", "#e5"])):
        root = draw(years(1950, 1960), periods, headings)
        nav = root.find("nav")
        assert [link.get("href") for link in nav.find("ul").iter("a")] == targets
        assert [link.get("href") for link in nav.find("svg").iter("a")] == targets
        assert [item.find("span").text for item in nav.iter("li")] == ["1950–1954", "since 1955"]


def test_bands_follow_the_periods_and_never_overlap():
    periods = [
        period("a", "A", "1950", "1953-06"),
        period("b", "B", "1953-07", "1956"),
        period("c", "C", "1958"),
    ]
    band = draw(years(1950, 1960), periods).find(".//*[@class='timeline-band']").get("d")
    assert band == "M0 0h3v40h-3zM8 0h3v40h-3z"


def test_names_that_find_no_room_are_left_to_the_list():
    root = draw(
        years(1950, 1960),
        [
            period(f"p{year}", "A very long name of a period indeed", str(year), str(year))
            for year in range(1950, 1960)
        ],
    )
    assert root.find("nav/svg") is None
    assert len(root.findall("nav/ul/li")) == 10


def test_names_stand_in_as_few_rows_as_do():
    assert arrange([(0, 20), (20, NAMES_WIDTH)], [5, 5]) == [(False, 0), (False, 0)]
    assert arrange([(0, 2), (2, NAMES_WIDTH)], [5, 5]) == [(False, 0), (True, 0)]
    assert arrange([(0, 2), (2, 4)], [5, 5]) == [(False, 1), (False, 0)]
    assert arrange([(40, NAMES_WIDTH)], [10]) == [(True, 0)], "it would leave the picture on the right"
    assert arrange([(0, NAMES_WIDTH)], [NAMES_WIDTH]) == []
    assert arrange([(n, n + 1) for n in range(ROWS + 1)], [20] * (ROWS + 1)) == []


def test_no_name_is_crossed_by_the_line_of_another():
    bands = [(0, 25), (25, 31), (31, 40), (40, 45), (45, NAMES_WIDTH)]
    placed = arrange(bands, [5, 4, 11, 7, 7])
    boxes = []
    for (start, stop), width, (at_end, row) in zip(bands, [5, 4, 11, 7, 7], placed, strict=True):
        left = stop - width if at_end else start
        boxes.append((left, left + width, stop if at_end else start, row))
    for one in boxes:
        for other in boxes:
            if one is not other and one[3] == other[3]:
                assert one[1] <= other[0] or other[1] <= one[0]
            if one[3] < other[3]:
                assert not one[0] < other[2] < one[1]
