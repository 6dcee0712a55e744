"""Rules between fields, events and files. The words of most of them are goldens: tests/golden/validate."""

import pytest

from mkdocs_timeline.crosscheck import Context
from mkdocs_timeline.source import read
from mkdocs_timeline.validate import validate


def problems(*texts, context=None):
    """What is wrong with some files of events, in the order of the files."""
    nodes = [read(text, f"{'abc'[number]}.yml")[0] for number, text in enumerate(texts)]
    return [str(problem) for problem in sorted(validate(nodes, context)[1])]


def event(**fields):
    return f"- {{date: 1949, title: x, {', '.join(f'{name}: {value}' for name, value in fields.items())}}}\n"


def periods(*spans, rule="separate"):
    lines = [
        f"  - {{id: p{n}, title: P, from: {start}{f', to: {end}' if end else ''}}}"
        for n, (start, end) in enumerate(spans)
    ]
    return problems(f"period_rule: {rule}\nevents: []\nperiods:\n" + "\n".join(lines))


# Ids


@pytest.mark.parametrize("second", [{"id": "a"}, {"id": "b", "aliases": "a"}])
def test_an_address_is_given_once(second):
    (message,) = problems(event(id="a") + event(**second))
    assert "'a' is taken, first on line 1; an address is never used twice, so write another" in message
    assert message.startswith("a.yml:2:")


def test_an_alias_is_an_address_too():
    assert len(problems(event(id="a", aliases="[b, a]") + event(id="b"))) == 2


def test_an_address_that_another_file_has_is_told_with_that_file():
    assert problems(event(id="a"), event(id="a")) == [
        "b.yml:1:30: id: 'a' is taken, first in a.yml, line 1; "
        "an address is never used twice, so write another"
    ]


def test_events_and_periods_share_their_addresses():
    assert (
        len(
            problems(
                "events:\n" + event(id="cold-war") + "periods:\n- {id: cold-war, title: C, from: 1947}\n"
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    ("name", "count"),
    [("year-1949", 1), ("decade-1940", 1), ("decade-bc-40", 1), ("other-events", 1), ("year-of-treaty", 0)],
)
def test_ids_of_the_timelines_own_headings_are_refused(name, count):
    assert (
        len([line for line in problems(event(id=name)) if "kept for the timeline's own headings" in line])
        == count
    )


# References


KNOWN = Context(sources={"nato-1949", "un-1945"}, sections={"a.md", "a.md#b"}, files={"img/a.png"})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"sources": "nato-1948"}, "sources: there is no source 'nato-1948'; "
            "did you mean 'nato-1949'? else add it to the bibliography"),
        ({"see": "a.md#c"}, "see: there is no section 'a.md#c'; "
            "did you mean 'a.md#b'? else write page.md#id of a heading that exists"),
        ({"related": "zz"}, "related: there is no event 'zz'; write the id of another event"),
        ({"id": "zz", "related": "zz"}, "related: an event is not related to itself; delete it here"),
        ({"id": "yy", "aliases": "zz", "related": "zz"}, "related: an event is not related to itself; "
            "delete it here"),
        ({"media": "{file: img/b.png, alt: x}"}, "media.file: there is no file 'img/b.png'; "
            "did you mean 'img/a.png'? else put it into the docs folder"),
        (
            {"positions": "[{who: nato, says: x, sources: [q]}]"},
            "positions.sources: there is no source 'q'; "
            "add it to the bibliography (known: nato-1949, un-1945)",
        ),
    ],
)  # fmt: skip
def test_a_key_that_leads_nowhere_is_told(fields, message):
    assert [line.partition(": ")[2] for line in problems(event(**fields), context=KNOWN)] == [message]


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": "zz"},
        {"see": "zz.md#z"},
        {"category": "zz"},
        {"actors": "zz"},
        {"media": "{file: z.png, alt: x}"},
    ],
)
def test_what_is_not_known_is_not_checked(fields):
    assert problems(event(**fields)) == []


@pytest.mark.parametrize(
    "fields", [{"sources": "nato-1949"}, {"see": "[a.md, a.md#b]"}, {"media": "{file: img/a.png, alt: x}"}]
)
def test_what_exists_is_left_alone(fields):
    assert problems(event(**fields), context=KNOWN) == []


def test_a_related_event_may_be_named_by_an_alias():
    assert problems(event(id="a", aliases="old") + event(related="old")) == []


@pytest.mark.parametrize(
    ("field", "table"), [("category", "categories"), ("actors", "actors"), ("positions", "actors")]
)
def test_declared_keys_are_the_only_ones(field, table):
    value = "[{who: nto, says: x}]" if field == "positions" else "nto"
    (message,) = problems(f"{table}: {{nato: NATO}}\nevents:\n" + event(**{field: value}))
    assert (
        f"there is no {'category' if field == 'category' else 'actor'} 'nto'; "
        f"did you mean 'nato'? else add it to '{table}'" in message
    )


# Fields that a site asks for


def test_required_fields_are_asked_of_every_event():
    context = Context(require=("id", "date", "sources"))
    assert problems(event(id="a") + event(sources="s"), context=context) == [
        "a.yml:1:3: sources: this site asks for it in every event; add 'sources: …'",
        "a.yml:2:3: id: this site asks for it in every event; add 'id: …'",
    ]


def test_a_required_field_that_does_not_exist_is_a_problem_and_no_crash():
    (message,) = problems(event(id="a"), context=Context(require=("sorces",)))
    assert (
        message
        == "mkdocs.yml:1:1: timeline.require: 'sorces' is no field of an event; did you mean 'sources'?"
    )


# Periods


@pytest.mark.parametrize(
    "spans",
    [
        [("1947", "1991"), ("1992", "2013"), ("2014", None)],
        [("1947-01-01", "1949-12-31"), ("1950-01", "1950-02"), ("1950-03-01", None)],
        [("2023-12-31", "2024-02-28"), ("2024-02-29", "2024-12"), ("2025", None)],
        [("-0100", "-0001"), ("0000", "0001")],
        [("1992", None), ("1947", "1991")],
    ],
)
def test_periods_that_follow_each_other_fit_every_rule(spans):
    assert [periods(*spans, rule=rule) for rule in ("separate", "continuous", "free")] == [[], [], []]


@pytest.mark.parametrize("rule", ["separate", "continuous"])
@pytest.mark.parametrize(
    "spans",
    [
        [("1947", "1991"), ("1991", None)],
        [("1947", None), ("1991", None)],
        [("1947", "1991-06"), ("1991-06-30", None)],
    ],
)
def test_periods_that_overlap_are_told(spans, rule):
    assert periods(*spans, rule=rule) == [
        "a.yml:5:5: from: it begins before 'p0' ends; end that one earlier, or write period_rule: free"
    ]


@pytest.mark.parametrize(
    "spans",
    [
        [("1947", "1990"), ("1992", None)],
        [("2024-01", "2024-02-28"), ("2024-03", None)],
        [("1947", "1991-12-30"), ("1992", None)],
    ],
)
def test_a_gap_between_periods_is_told_where_none_may_be(spans):
    assert periods(*spans) == []
    assert periods(*spans, rule="continuous") == [
        "a.yml:5:5: from: there is a gap after 'p0'; close it, or write period_rule: separate"
    ]


def test_periods_may_be_anything_where_they_are_free():
    assert periods(("1947", None), ("1940", "1991"), rule="free") == []
