"""Events to elements: what stands where. Whole pages are goldens: tests/golden/render."""

import xml.etree.ElementTree as etree

import pytest

from mkdocs_timeline import Event, Location, Period, Position, Timeline, parse
from mkdocs_timeline.elements import element, inline, plain
from mkdocs_timeline.select import Group, group
from mkdocs_timeline.to_html import LATE, Style, address, compact, full

STYLE = Style(
    page="timeline.md",
    source_page="sources.md",
    source_labels={"s": "NATO 1949"},
    section_titles={"a.md#b": "A: B"},
)


def event(**fields):
    fields = {"id": "e", "title": "Treaty", "date": "1949-04-04", **fields}
    return Event(when=parse(fields.pop("date")), where=Location("e.yml"), **fields)


def shown(*events, style=STYLE, by="none", **names):
    timeline = Timeline(events, **names)
    root = element(None, "div")
    full(root, timeline, group(timeline, events, by, "{year}s", "Other"), style)
    return root


def text(item):
    return " ".join("".join(item.itertext()).split())


def one(root, tag, name):
    (found,) = [item for item in root.iter(tag) if name in item.get("class", "").split()]
    return found


def test_names_of_attributes_are_written_as_python_allows():
    made = element(None, "a", "x", class_="c", aria_label="l", data_a_b="d", href="#e")
    assert (made.tag, made.text, made.attrib) == (
        "a",
        "x",
        {"class": "c", "aria-label": "l", "data-a-b": "d", "href": "#e"},
    )


def test_an_address_stays_as_the_host_must_know_it():
    assert element(None, "a", href="q&a{b}[c].md#x").get("href") == "q&a{b}[c].md#x"
    assert element(None, "img", alt="q&a", src="q&a.png").get("src") == "q&a.png"


@pytest.mark.parametrize("value", ["&", "{", "["])
def test_a_sign_that_the_host_reads_in_plain_text_is_hidden_from_it(value):
    assert value not in plain(value)


def test_inline_text_keeps_what_markdown_needs():
    assert inline(None, "p", "*a* [b](c) & `d`").text == "*a* [b](c) & `d`"


@pytest.mark.parametrize(
    ("date", "machine"),
    [
        ("1949", ["1949"]),
        ("1949-04", ["1949-04"]),
        ("1949-04-04", ["1949-04-04"]),
        ("0049-04", ["0049-04"]),
        ("1990~", ["1990"]),
        ("1949-21", ["1949"]),
        ("1999-03-24/1999-06-10", ["1999-03-24", "1999-06-10"]),
        ("2022-02-24/..", ["2022-02-24"]),
        ("../1949", ["1949"]),
        # HTML knows no years before 1
        ("-0043-03-15", []),
        ("-0100/0100", ["0100"]),
    ],
)
def test_machines_read_the_date_at_the_precision_it_has(date, machine):
    root = shown(event(date=date))
    assert [item.get("datetime") for item in root.iter("time")] == machine


@pytest.mark.parametrize(
    ("date", "text_shown"),
    [
        ("1999-03-24/1999-06-10", "24 March – 10 June 1999"),
        ("1947/1991", "1947–1991"),
        ("-0100/0100", "101 BC – 100"),
        ("../1949", "until 1949"),
    ],
)
def test_people_read_both_ends_of_a_span(date, text_shown):
    assert text(one(shown(event(date=date)), "p", "timeline-date")) == text_shown


def test_an_event_is_an_article_with_its_address_on_its_heading():
    root = shown(event(aliases=("old", "older")))
    (article,) = root.iter("article")
    heading = one(article, f"{LATE}h2", "timeline-title")
    assert (heading.get("id"), text(heading)) == ("e", "Treaty")
    assert one(heading, "a", "timeline-link").get("href") == "#e"
    assert [item.get("id") for item in article.iter("span") if item.get("class") == "timeline-alias"] == [
        "old",
        "older",
    ]


def test_an_event_without_an_id_has_no_address_and_no_link():
    root = shown(event(id=""))
    assert [item.get("id") for item in root.iter() if item.get("id") is not None] == []
    assert list(root.iter("a")) == []


def test_levels_of_headings_follow_the_grouping_and_never_pass_six():
    assert [item.tag for item in shown(event(), by="year").iter() if "h" in item.tag[-2:-1]] == [
        "h2",
        f"{LATE}h3",
    ]
    assert [
        item.tag for item in shown(event(), by="year", style=Style(level=6)).iter() if "h" in item.tag[-2:-1]
    ] == ["h6", f"{LATE}h6"]


def test_keys_are_shown_by_their_names_and_kept_for_the_filters():
    root = shown(
        event(category="d", actors=("n", "x"), status="contested", as_of=parse("2026-10")),
        categories={"d": "Diplomacy"},
        actors={"n": "NATO"},
        periods=(Period("p", "Period", parse("1947/1991"), Location("e.yml")),),
    )
    item = one(root, "li", "timeline-event")
    assert [item.get(f"data-{name}") for name in ("category", "actors", "period")] == ["d", "n x", "p"]
    assert text(one(root, "p", "timeline-meta")) == "Diplomacy · NATO, x · Contested as of October 2026"


def test_sources_sections_and_related_events_are_links():
    root = shown(
        event(sources=("s", "t"), see=("a.md#b", "c.md"), related=("f",)),
        event(id="f", title="Other", date="1950"),
    )
    links = {
        name: [(item.get("href"), item.text) for item in one(root, "p", name).iter("a")]
        for name in ("timeline-sources", "timeline-see", "timeline-related")
    }
    assert links == {
        "timeline-sources": [("sources.md#src-s", "NATO 1949"), ("sources.md#src-t", "t")],
        "timeline-see": [("a.md#b", "A: B"), ("c.md", "c.md")],
        "timeline-related": [("#f", "Other")],
    }
    assert text(one(root, "p", "timeline-sources")) == "Sources: NATO 1949, t"


def test_sources_are_plain_words_where_no_page_lists_them():
    root = shown(event(sources=("s",)), style=Style(source_labels={"s": "NATO 1949"}))
    assert (text(one(root, "p", "timeline-sources")), list(one(root, "p", "timeline-sources").iter("a"))) == (
        "Sources: NATO 1949",
        [],
    )


def test_each_position_has_its_side_and_its_own_sources():
    root = shown(event(positions=(Position("n", "Yes.", ("s",)), Position("r", "No."))), actors={"n": "NATO"})
    sides = list(one(root, "dl", "timeline-positions"))
    assert [[text(part) for part in side] for side in sides] == [["NATO", "Yes. (NATO 1949)"], ["r", "No."]]


def test_what_an_event_lacks_leaves_no_empty_element():
    root = shown(event())
    empty = [
        item.tag
        for item in root.iter()
        if not len(item) and not (item.text or "").strip() and item.tag not in ("a", "img")
    ]
    assert empty == []
    assert {item.tag for item in root.iter()} == {"div", "ol", "li", "article", "p", "time", f"{LATE}h2", "a"}


@pytest.mark.parametrize(
    ("here", "href"), [("timeline.md", "#e"), ("history.md", "timeline.md#e"), ("", "timeline.md#e")]
)
def test_a_compact_list_links_to_the_timeline_page(here, href):
    root = element(None, "div")
    compact(root, (Group("", "", (event(), event(id="", title="No address"))),), STYLE, here)
    assert [(item.get("href"), item.text) for item in root.iter("a")] == [(href, "Treaty")]
    assert [text(item) for item in root.iter("li")] == ["4 April 1949 Treaty", "4 April 1949 No address"]
    assert address(event(), STYLE, here) == href


def test_the_same_events_give_the_same_bytes():
    events = tuple(event(id=f"e{number}", actors=("a", "b"), category="c") for number in range(20))
    assert etree.tostring(shown(*events)) == etree.tostring(shown(*events))
