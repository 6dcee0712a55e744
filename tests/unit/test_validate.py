"""Small rules of single fields. What is wordy, or needs a whole file, is a golden: tests/golden/validate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_timeline import TimelineError
from mkdocs_timeline.errors import Problem
from mkdocs_timeline.kinds import LONGEST_INLINE, READERS, Collector
from mkdocs_timeline.links import refused_scheme
from mkdocs_timeline.schema import EVENT, FILE, MEDIA, PERIOD, POSITION, Field
from mkdocs_timeline.source import read
from mkdocs_timeline.validate import validate

FEW = settings(max_examples=200, deadline=None)


def check(text, context=None):
    """Read one events file; returns the timeline and its problems as text."""
    node, problems = read(text, "events.yml")
    timeline, found = validate([node] if node is not None else [], context)
    return timeline, str(TimelineError([*problems, *found])).splitlines()


def one(field, value):
    """The problems of one event with one field, its value written on the next line; without the place."""
    _, problems = check(f"- date: 1949\n  title: x\n  {field}:\n    {value}\n")
    return [line.partition(": ")[2] for line in problems]


def test_the_smallest_useful_file_is_a_list_of_date_and_title():
    timeline, problems = check("- {date: 1949-04-04, title: Treaty}\n- {date: 1947, title: Plan}\n")
    assert problems == []
    assert [(str(event.when), event.title, event.id, event.importance) for event in timeline.events] == [
        ("1947", "Plan", "", 2),
        ("1949-04-04", "Treaty", "", 2),
    ]


def test_every_field_reaches_the_model():
    timeline, problems = check("""
categories: {d: Diplomacy}
actors: {nato: NATO, ru: Russia}
periods: [{id: cold-war, title: Cold War, from: 1947, to: 1991}]
events:
  - id: one
    date: 1949-04-04/..
    title: "  A\\n  title "
    summary: >
      Two
      lines.
    category: d
    actors: nato
    importance: 1
    status: contested
    as_of: 2026-10
    aliases: [two, three]
    see: [a/page.md#part, page.md]
    sources: [Src_1.a:b]
    positions:
      - {who: ru, says: No., sources: [x]}
      - {who: nato, says: Yes.}
    media: {file: a/b.png, alt: Picture, credit: Somebody}
    related: two-b
  - {id: two-b, date: 1950, title: Other}
""")
    assert problems == []
    event = timeline.events[0]
    assert (event.id, str(event.when), event.title, event.summary) == (
        "one",
        "1949-04-04/..",
        "A title",
        "Two lines.",
    )
    assert (event.category, event.actors, event.importance, event.status) == ("d", ("nato",), 1, "contested")
    assert (str(event.as_of), event.aliases, event.see) == (
        "2026-10",
        ("two", "three"),
        ("a/page.md#part", "page.md"),
    )
    assert (event.sources, event.related) == (("Src_1.a:b",), ("two-b",))
    assert [(p.who, p.says, p.sources) for p in event.positions] == [
        ("ru", "No.", ("x",)),
        ("nato", "Yes.", ()),
    ]
    assert (event.media.file, event.media.alt, event.media.credit) == ("a/b.png", "Picture", "Somebody")
    assert str(event.place("as_of")) == "events.yml:16:12"
    assert event.place("nothing") == event.where
    assert (timeline.categories, timeline.actors["ru"]) == ({"d": "Diplomacy"}, "Russia")
    assert [(p.id, str(p.span)) for p in timeline.periods] == [("cold-war", "1947/1991")]


# Types: every field is given a list, a group, a list of groups and an empty text


TEXT = "it must be one text, not a list or a group; put it in quotes if it has a colon"
SHAPES = {"list": "[a, b]", "group": "{k: v}", "list of lists": "[[a]]", "empty text": "''", "text": "v v"}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("field", [field.name for field in EVENT])
def test_a_value_of_the_wrong_shape_is_told_at_its_place(field, shape):
    kind = next(item.kind for item in EVENT if item.name == field)
    lists = ("ids", "actors", "sources", "sections")
    fits = {("text", "text"), ("inline", "text"), *((name, "list") for name in lists if name != "sections")}
    lines = [
        f"{name}: {value}"
        for name, value in ({"date": "1949", "title": "x"} | {field: SHAPES[shape]}).items()
    ]
    _, problems = check("- " + "\n  ".join(lines) + "\n")
    if (kind, shape) in fits:
        assert [problem for problem in problems if "there is no event" not in problem] == []
    else:
        place = f"events.yml:{lines.index(f'{field}: {SHAPES[shape]}') + 1}:"
        assert problems
        assert [problem for problem in problems if not problem.startswith(place) or "; " not in problem] == []


@pytest.mark.parametrize("declared", [EVENT, FILE, PERIOD, POSITION, MEDIA])
def test_every_declared_kind_has_a_reader(declared):
    assert [field.kind for field in declared if field.kind not in READERS] == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("summary", "[a]", f"summary: {TEXT}"),
        (
            "summary",
            "''",
            "summary: it is empty; write it here (one or two sentences; inline Markdown), or delete the line",
        ),
        (
            "id",
            "Founding Act",
            "id: 'Founding Act' is not allowed here; "
            "use small letters, digits and '-', beginning with a letter",
        ),
        (
            "id",
            "1997-act",
            "id: '1997-act' is not allowed here; use small letters, digits and '-', beginning with a letter",
        ),
        (
            "id",
            "founding\u200b-act",
            "id: 'founding(U+200B)-act' is not allowed here; delete the hidden character U+200B in it",
        ),
        ("category", "a b", "category: 'a b' is not allowed here; use letters, digits and '-'"),
        ("actors", "nato, russia", "actors: 'nato, russia' is one text; write a list: [nato, russia]"),
        ("actors", "[nato, nato]", "actors: 'nato' stands here twice; keep it once"),
        ("importance", "4", "importance: '4' is not one of its values; known: 1, 2, 3"),
        ("status", "contestd", "status: 'contestd' is not one of its values; did you mean 'contested'?"),
        ("as_of", "2026/2027", "as_of: '2026/2027' is a span; write one date here"),
        (
            "see",
            "history",
            "see: 'history' is not allowed here; "
            "write page.md#section, with the page's path inside the docs folder",
        ),
        (
            "see",
            "[a.md#b c]",
            "see: 'a.md#b c' is not allowed here; "
            "write page.md#section, with the page's path inside the docs folder",
        ),
        (
            "positions",
            "x",
            "a position is a group of fields, and this is none; "
            "write each on a line of its own, such as who: …",
        ),
        (
            "positions",
            "[{who: nato}]",
            "says: a position needs it; add 'says: …' (what they say; inline Markdown)",
        ),
        (
            "media",
            "a.png",
            "media is a group of fields, and this is none; write each on a line of its own, such as file: …",
        ),
        (
            "media",
            "{file: a.png}",
            "alt: media needs it; add 'alt: …' (what the picture shows, for those who do not see it)",
        ),
        (
            "media",
            "{file: a.png, alt: x, width: 3}",
            "width: this is no field of media; known: file, alt, credit",
        ),
        ("categry", "x", "categry: this is no field of an event; did you mean 'category'?"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(field, value, message):
    assert one(field, value) == [message]


def test_a_colon_without_a_name_is_told():
    assert check("- {date: 1949, title: x, '': y}\n")[1] == [
        "events.yml:1:26: this is no field of an event; write its name before the colon"
    ]


def test_an_unknown_field_lists_what_there_is_where_nothing_is_near():
    assert one("xyz", "x")[0].startswith("xyz: this is no field of an event; known: date, title, id, ")


@pytest.mark.parametrize("field", [field.name for field in EVENT if not field.needed])
def test_an_optional_field_without_a_value_is_as_good_as_absent(field):
    assert one(field, "") == []


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (
            "just words\n",
            ["1:1: there are no events here; begin with a list: - {date: 1949-04-04, title: …}"],
        ),
        (
            "- just words\n",
            [
                "1:3: an event is a group of fields, and this is none; "
                "write each on a line of its own, such as date: …"
            ],
        ),
        (
            "-\n",
            [
                "1:2: an event is a group of fields, and this is none; "
                "write each on a line of its own, such as date: …"
            ],
        ),
        (
            "categories: {a: A}\n",
            ["1:1: events: the events file needs it; add 'events: …' (the events, in any order)"],
        ),
        ("events:\n", ["1:8: events: it is empty; write it here (the events, in any order)"]),
        ("events: {a: b}\n", ["1:9: events: it must be a list; start each of its items with '- '"]),
        (
            "events: []\ncategories: [a]\n",
            ["2:13: categories: it must be a group of keys and names, such as nato: NATO"],
        ),
        ("events: []\nactors: {a b: c}\n", ["2:10: actors: 'a b' is no key; use letters, digits and '-'"]),
        ("events: []\nactors: {ab: [c]}\n", [f"2:14: actors.ab: {TEXT}"]),
        (
            "events: []\nperiod_rule: strict\n",
            ["2:14: period_rule: 'strict' is not one of its values; known: separate, continuous, free"],
        ),
        (
            "events: []\nperiods: [{id: p, title: P, from: 1990, to: 1989}]\n",
            ["2:45: to: '1989' is before '1990'; write the later date here"],
        ),
    ],
)
def test_a_wrong_file_is_told_with_what_would_be_right(text, messages):
    assert check(text)[1] == [f"events.yml:{message}" for message in messages]


def test_several_files_make_one_timeline():
    nodes = [
        read("categories: {a: A}\nevents: [{date: 1950, title: B, category: b}]\n", "one.yml")[0],
        read("categories: {b: B}\nevents: [{date: 1949, title: A, category: a}]\n", "two.yml")[0],
        read("- {date: 1951, title: C}\n", "three.yml")[0],
    ]
    timeline, problems = validate(nodes)
    assert problems == []
    assert [event.title for event in timeline.events] == ["A", "B", "C"]
    assert timeline.categories == {"a": "A", "b": "B"}


def test_two_names_for_one_key_are_told():
    nodes = [read(f"actors: {{n: {name}}}\nevents: []\n", f"{name}.yml")[0] for name in ("NATO", "Nato")]
    assert [str(problem) for problem in validate(nodes)[1]] == [
        "Nato.yml:1:1: actors: 'n' is named 'NATO' in one file and 'Nato' in another; choose one"
    ]


# Links in inline fields


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "blob:x",
        "ftp://x",
        "javascript&#58;x",
        "javascript&#x3A;x",
        "javascript&colon;x",
        "&#106;avascript:x",
        "java&#9;script:x",
        "java&Tab;script:x",
        "java&NewLine;script:x",
        "&#1;javascript:x",
        "&#32;javascript:x",
        "<javascript:x>",
        "javascript&#0058x",
    ],
)
def test_a_link_that_a_browser_would_run_is_refused(target):
    assert refused_scheme(target)
    (message,) = one("summary", f"'a [b]({target}) c'")
    assert (
        message
        == f"summary: links that begin with '{refused_scheme(target)}:' are refused; write an https link"
    )


@pytest.mark.parametrize(
    "target",
    [
        "https://a.b/c:d",
        "HTTP://a.b",
        "mailto:a@b.c",
        "page.md#x:y",
        "#x",
        "a/b:c",
        "?a:b",
        "https://a.b 'T: u'",
    ],
)
def test_a_harmless_link_is_left_alone(target):
    assert one("summary", '"a [b](' + target + ') c"') == []


def test_an_address_between_angle_brackets_is_refused_since_it_would_come_out_broken():
    assert one("summary", "a [b](<https://a.b>) c") == [
        "summary: the address of a link stands between < and >; write it without them"
    ]


@pytest.mark.parametrize(
    "target", ["javascript:x.md", "javascript&colon;x.md", "https://a.b/c.md", "/etc/x.md", "\\\\a\\b.md"]
)
@pytest.mark.parametrize("field", ["see"])
def test_a_section_is_a_page_of_the_site(field, target):
    assert one(field, f"'{target}'")[0].endswith(
        "write page.md#section, with the page's path inside the docs folder"
    )


@pytest.mark.parametrize(
    "path",
    ["../a.png", "a/../../b.png", "a\\..\\b.png", "/a.png", "\\a.png", "https://a.b/c.png", "//a.b/c.png",
     "C:\\a.png", "https&#58;//a.b/c.png", "https&colon;//a.b/c.png", "&#46;&#46;/a.png", "data:image/png,x"],
)  # fmt: skip
def test_a_picture_lies_inside_the_docs_folder(path):
    (message,) = one("media", f"{{file: '{path}', alt: x}}")
    assert message == f"file: '{path}' leads out of the docs folder; write a path inside it, without '..'"


# Size, and anything at all


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (LONGEST_INLINE, []),
        (LONGEST_INLINE + 1, ["summary: it has 4001 characters; write at most 4000, and the rest on a page"]),
    ],
)
def test_an_inline_text_has_a_greatest_length(length, told):
    assert one("summary", "x" * length) == told


def test_long_values_are_told_in_short():
    long = "x" * 1_000_000
    _, problems = check(
        f"- {{date: {long}, title: x, id: '{long}!', importance: {long}}}\n"
        f"- {{? {long} : 1, date: 1949, title: y}}\n"
    )
    assert len(problems) == 4
    assert max(map(len, problems)) < 600


def test_a_field_name_on_several_lines_is_told_on_one():
    _, problems = check('- {date: 1949, title: x, "a\\nb": c}\n')
    assert len(problems) == 1
    assert "a b: this is no field of an event" in problems[0]


def test_a_list_of_very_many_keys_is_read_in_good_time():
    names = [f"k{number}" for number in range(20_000)]
    timeline, problems = check(f"- {{date: 1949, title: x, actors: [{', '.join(names)}]}}\n")
    assert problems == []
    assert timeline.events[0].actors == tuple(names)


SCALARS = st.sampled_from(
    [
        "1949",
        "1949-02-30",
        "x",
        "a-b",
        "",
        "null",
        "'1'",
        "[",
        "{a: b}",
        "[a, a]",
        "- x",
        "&x y",
        "!t",
        "no",
        "page.md#x",
        "x #y",
        "'\"'",
    ]
) | st.text(alphabet="ab-:#[]{}'\" \n", max_size=8)
NAMES = st.sampled_from(
    [field.name for declared in (EVENT, FILE, PERIOD, POSITION, MEDIA) for field in declared] + ["x", ""]
)


@st.composite
def files(draw):
    lines = []
    for _ in range(draw(st.integers(0, 3))):
        for number in range(draw(st.integers(1, 4))):
            lines.append(f"{'  ' if number else '- '}{draw(NAMES)}: {draw(SCALARS)}")
    head = draw(
        st.sampled_from(
            [
                "",
                "events:\n",
                "categories: {a: A}\nevents:\n",
                "periods: [{id: a, title: b, from: 1949}]\nevents:\n",
            ]
        )
    )
    return head + "\n".join(lines)


@FEW
@given(files())
def test_any_small_file_gives_a_timeline_or_problems(text):
    node, problems = read(text, "events.yml")
    if node is None:
        return
    timeline, found = validate([node])
    for problem in [*problems, *found]:
        assert isinstance(problem, Problem)
        assert "\n" not in str(problem)
    if not found and not problems:
        assert all(event.title and event.when for event in timeline.events)


def test_a_kind_of_another_package_can_be_added():
    def shout(collector, field, node):
        return collector.text(field, node).upper()

    values, _ = Collector({"shout": shout}).fields(
        read("a: b", "x.yml")[0], (Field("a", "shout", "A."),), "a thing"
    )
    assert values == {"a": "B"}
