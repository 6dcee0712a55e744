"""Options of a `/// timeline` block: found in a page, read and checked."""

import pytest
from markdown import Markdown

from mkdocs_timeline import Location, TimelineError, find_blocks, makeExtension, parse, read_options
from mkdocs_timeline.options import to_node
from mkdocs_timeline.schema import Field
from mkdocs_timeline.source import read


def problems(page, known=None):
    """All that is wrong with the blocks of a page."""
    found = []
    for _, node, unreadable in find_blocks("p.md", page):
        found += [*unreadable, *read_options(node, known or {})[1]]
    return [str(problem) for problem in found]


def block(*options):
    return "/// timeline\n" + "".join(f"    {option}\n" for option in options) + "///\n"


def test_a_block_without_options_shows_everything():
    ((where, node, found),) = find_blocks("p.md", "# T\n\n" + block())
    options, more = read_options(node, {})
    assert (str(where), found, more) == ("p.md:3:1", [], [])
    assert (options.form, options.group, options.controls, options.query.limit) == ("full", "none", True, 0)


def test_every_option_is_read():
    page = block(
        "form: compact", "group: decade", "category: [a, b]", "actor: nato", "from: 1949-04",
        "period: cold-war",
        "to: 1991", "ids: [x, y]", "importance: 2",
        "section: a.md#b", "order: newest", "limit: 12", "controls: no",
    )  # fmt: skip
    ((_, node, found),) = find_blocks("p.md", page)
    options, more = read_options(node, {})
    query = options.query
    assert found + more == []
    assert (options.form, options.group, options.controls) == ("compact", "decade", False)
    assert (query.category, query.actor, query.period, query.ids) == (
        ("a", "b"),
        ("nato",),
        ("cold-war",),
        ("x", "y"),
    )
    assert (query.start, query.end, query.importance) == (parse("1949-04"), parse("1991"), 2)
    assert (query.section, query.order, query.limit) == (("a.md#b",), "newest", 12)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["form: tiny"], "p.md:2:11: form: 'tiny' is not one of its values; known: full, compact"),
        (["grop: year"], "p.md:2:5: grop: this is no field of a timeline block; did you mean 'group'?"),
        (
            ["form: full", "limit: many"],
            "p.md:3:12: limit: it is no number of events; write a whole number from 1 to 999999",
        ),
        (["limit: 0"], "p.md:2:12: limit: it is no number of events; write a whole number from 1 to 999999"),
        (["limit: ٣"], "p.md:2:12: limit: it is no number of events; write a whole number from 1 to 999999"),
        (
            ["limit: [1]"],
            "p.md:2:12: limit: it is no number of events; write a whole number from 1 to 999999",
        ),
        (["from: 1949/1950"], "p.md:2:11: from: '1949/1950' is a span; write one date here"),
        (["from: 1991", "to: 1949"], "p.md:3:9: to: '1949' is before '1991'; write the later date here"),
        (["category: a, b"], "p.md:2:15: category: 'a, b' is one text; write a list: [a, b]"),
        (
            ["order: oldest", "order: newest"],
            "p.md:3:5: 'order' is given twice, first on line 2; keep one of them",
        ),
        (
            ["limit: &x 3"],
            "p.md:2:12: a value that starts with '&' (a YAML anchor) is not read here; "
            "put it in quotes, or write it out",
        ),
        (
            ["- a"],
            "p.md:2:5: a timeline block is a group of fields, and this is none; "
            "write each on a line of its own, such as form: …",
        ),
    ],
)
def test_a_wrong_option_is_told_at_its_place(options, message):
    assert problems(block(*options)) == [message]


def test_a_yaml_slip_in_options_has_the_line_of_the_page():
    (message,) = problems("text\n\n" + block("form: [full"))
    assert message.startswith("p.md:4:16: this is not readable YAML; close the list") or message.startswith(
        "p.md:5:1: "
    )


BELOW = "write options directly below it, each on a line of its own that begins with four spaces"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        # the host would take these for text of the page, and show everything instead
        (
            "/// timeline\nform: compact\n///\n",
            f"p.md:2:1: this is no option of the timeline block above; {BELOW}, and /// on a line below them",
        ),
        (
            "/// timeline\n  form: compact\n///\n",
            f"p.md:2:3: this is no option of the timeline block above; {BELOW}, and /// on a line below them",
        ),
        (
            "/// timeline\n\n    form: compact\n///\n",
            f"p.md:3:5: this is no option of the timeline block above; {BELOW}, and /// on a line below them",
        ),
        (
            "/// timeline\n\nMore text.\n",
            f"p.md:3:1: this is no option of the timeline block above; {BELOW}, and /// on a line below them",
        ),
        (
            "/// timeline\n    form: full\n",
            "p.md:3:1: the timeline block is not closed; write /// on a line of its own after it",
        ),
        (
            "//// timeline\n///\n",
            f"p.md:2:1: this is no option of the timeline block above; "
            f"{BELOW}, and //// on a line below them",
        ),
        ("/// timeline | compact\n///\n", f"p.md:1:14: nothing may stand after 'timeline'; {BELOW}"),
    ],
)
def test_a_block_that_the_host_would_misread_is_told(page, message):
    assert problems(page) == [message]


def test_blocks_in_code_and_front_matter_are_no_blocks():
    page = "---\na: |\n/// timeline\n---\n```\n/// timeline\n///\n```\n~~~\n/// timeline\n~~~\n"
    assert list(find_blocks("p.md", page)) == []


def test_each_block_of_a_page_is_found():
    page = (
        block("limit: 1")
        + "\n/// note\nx\n///\n\n"
        + block()
        + "\n/// timelines\n///\n"
        + "//// timeline\n////\n"
    )
    assert [str(where) for where, _, _ in find_blocks("p.md", page)] == ["p.md:1:1", "p.md:9:1", "p.md:14:1"]
    assert problems(page) == []


def test_keys_that_no_event_has_are_told_where_the_keys_are_known():
    known = {"category": {"law", "war"}, "actor": set()}
    assert problems(block("category: [law, wa]", "actor: nato"), known) == [
        "p.md:2:15: category: no event has 'wa'; did you mean 'war'?",
        "p.md:3:12: actor: no event has 'nato'",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("controls: no", "no"),
        ("controls: true", "yes"),
        ("limit: 3", "3"),
        ("from: 1949-04-04", "1949-04-04"),
        ("from: 1949", "1949"),
    ],
)
def test_options_that_the_host_has_converted_read_the_same(value, text):
    import yaml

    name, converted = next(iter(yaml.safe_load(value).items()))
    node = to_node({name: converted}, Location("p.md"))
    assert node.entries[name][1].value == text
    assert read_options(node, {}) == (
        read_options(read(value, "p.md")[0], {})[0] if name != "controls" else read_options(node, {})[0],
        [],
    )


def test_nothing_and_lists_and_groups_stay_what_they_are():
    node = to_node({"a": None, "b": [1, {"c": "d"}]}, Location("p.md"))
    assert node.entries["a"][1].value is None
    assert node.entries["b"][1].items[1].entries["c"][1].value == "d"


def test_every_option_is_declared_with_its_meaning():
    from mkdocs_timeline.options import OPTIONS

    assert all(isinstance(option, Field) and option.help.endswith(".") for option in OPTIONS)


def test_a_wrong_option_is_shown_on_the_page_while_it_is_written(tmp_path):
    (tmp_path / "events.yml").write_text("- {date: 1949, title: One}\n", "utf-8")
    page = "# Dates\n\n/// timeline\n    form: wide\n///\n"
    shown = Markdown(extensions=[makeExtension(docs=str(tmp_path), on_error="show")]).convert(page)
    assert "cannot be shown until this is put right" in shown and "'wide'" in shown and "One" not in shown
    with pytest.raises(TimelineError, match="'wide'"):
        Markdown(extensions=[makeExtension(docs=str(tmp_path))]).convert(page)
