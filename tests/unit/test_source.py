"""YAML to nodes: nothing is converted, nothing is lost in silence, and every place is exact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_timeline import Map, Seq, Text
from mkdocs_timeline.source import MAX_DEPTH, MOST_HIDDEN, read

FEW = settings(max_examples=200, deadline=None)


def messages(text):
    return [str(problem) for problem in read(text, "events.yml")[1]]


def values(node):
    """A node as plain Python values, without places."""
    if isinstance(node, Map):
        return {key: values(value) for key, (_, value) in node.entries.items()}
    return [values(item) for item in node.items] if isinstance(node, Seq) else node.value


# What YAML makes of things when left alone


@pytest.mark.parametrize(
    "text",
    ["1969", "017", "0x1F", "1e3", "no", "Yes", "true", "12:30", "2001-02-30", "1_000", "=", "<<", ".5"],
)
def test_a_value_stays_the_text_that_was_written(text):
    assert values(read(f"- date: {text}\n", "events.yml")[0]) == [{"date": text}]


@pytest.mark.parametrize("text", ["", "null", "Null", "NULL", "~"])
def test_an_unquoted_nothing_is_nothing(text):
    assert values(read(f"title: {text}\n", "events.yml")[0]) == {"title": None}


@pytest.mark.parametrize(
    ("text", "value"), [('"null"', "null"), ("'~'", "~"), ('""', ""), ("|\n  null\n", "null\n")]
)
def test_a_quoted_nothing_is_text(text, value):
    assert values(read(f"title: {text}\n", "events.yml")[0]) == {"title": value}


def test_field_names_stay_text_too():
    assert values(read("1969: a\nno: b\nnull: c\n", "events.yml")[0]) == {"1969": "a", "no": "b", "null": "c"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_without_content_is_no_node_and_no_problem(text):
    assert read(text, "events.yml") == (None, []) or values(read(text, "events.yml")[0]) is None


# Places


def test_places_count_lines_and_characters_from_one():
    node, _ = read("# é\n- date: 1949\n  title: 𝒳é\n  see: [a, 'b']\n", "events.yml")
    entries = node.items[0].entries
    assert (entries["title"][0].line, entries["title"][0].column) == (3, 3)
    assert (entries["title"][1].where.line, entries["title"][1].where.column) == (3, 10)
    assert [str(item.where) for item in entries["see"][1].items] == ["events.yml:4:9", "events.yml:4:12"]


@pytest.mark.parametrize(
    "text", ["a: b\r\nc: @d\r\n", "a: b\rc: @d\r", "a: b\nc: @d\n", "\ufeffa: b\nc: @d\n"]
)
def test_line_ends_and_a_byte_order_mark_do_not_move_places(text):
    assert messages(text)[0].startswith(
        "events.yml:2:4: this is not readable YAML; put a text that starts with '@' in quotes"
    )


def test_a_byte_order_mark_does_not_move_the_first_column():
    assert messages("\ufeffa: !x b") == messages("a: !x b")
    assert messages("a: !x b")[0].startswith("events.yml:1:4: ")


def test_yaml_inside_another_file_has_the_lines_of_that_file():
    node, problems = read("    a: b\n    a: c\n", "docs/index.md", line=12)
    assert str(node.entries["a"][0]) == "docs/index.md:12:5"
    assert [str(problem) for problem in problems] == [
        "docs/index.md:13:5: 'a' is given twice, first on line 12; keep one of them"
    ]


# What is refused, with the exact words


ANCHOR = "a value that starts with '&' (a YAML anchor) is not read here; put it in quotes, or write it out"
TAG = "a value that starts with '!' (a YAML tag) is not read here; put it in quotes, or delete the tag"
CUT = "the text ends before ' #', which begins a comment; put it in quotes, or write '# ' to comment"
SAME_COLUMN = "begin the fields of one group in the same column"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1: 'a' is given twice, first on line 1; keep one of them"]),
        # an anchor is refused whether or not anything refers to it: it would swallow a word of the text
        ("a: &b c\n", [f"1:4: {ANCHOR}"]),
        ("a: &b [c]\nd: *b\n", [f"1:4: {ANCHOR}", f"1:4: {ANCHOR}"]),
        ("a: &a\n  b: *a\n", [f"1:4: {ANCHOR}"]),
        ("&a b: c\n", [f"1:1: {ANCHOR}"]),
        ("a: &b\n", [f"1:4: {ANCHOR}"]),
        ("a: !c d\n", [f"1:4: {TAG}"]),
        ("a: !!python/object:os.system d\n", [f"1:4: {TAG}"]),
        ("a: !!str d\n", [f"1:4: {TAG}"]),
        ("!x a: d\n", [f"1:1: {TAG}"]),
        ("- ! a\n", [f"1:3: {TAG}"]),
        (
            "? [a]\n: b\n",
            ["1:3: a field name must be a plain word; write it without brackets, as in title: …"],
        ),
        # half a text would be lost
        ("title: Protocol #5 is signed\n", [f"1:8: {CUT}"]),
        ("- a\n- b   #c\n", [f"2:3: {CUT}"]),
        # characters nobody sees
        (
            "title: a\u202eb\n",
            ["1:9: a hidden character (U+202E) stands here; delete it, or type the line anew"],
        ),
        (
            "a: b\nt\u2066: c\n",
            ["2:2: a hidden character (U+2066) stands here; delete it, or type the line anew"],
        ),
        ("a: \x00\n", ["1:4: a hidden character (U+0000) stands here; delete it, or type the line anew"]),
        (
            "a: b\u2028c: d\n",
            ["1:5: a hidden character (U+2028) stands here; delete it, or type the line anew"],
        ),
        (
            "a: b\x85c: d\n",
            ["1:5: a hidden character (U+0085) stands here; delete it, or type the line anew"],
        ),
        ("a: \ud800\n", ["1:4: a hidden character (U+D800) stands here; delete it, or type the line anew"]),
        (
            "a: b\n\ufeffc: d\n",
            ["2:1: a hidden character (U+FEFF) stands here; delete it, or type the line anew"],
        ),
        ('a: "\\u202e"\n', ["1:4: this text writes the hidden character U+202E with a '\\'; leave it out"]),
        (
            'a: "\\x02amp\\x03"\n',
            ["1:4: this text writes the hidden character U+0002 with a '\\'; leave it out"],
        ),
        ('"\\0": b\n', ["1:1: this text writes the hidden character U+0000 with a '\\'; leave it out"]),
    ],
)
def test_what_yaml_would_change_in_silence_is_refused(text, expected):
    assert messages(text) == [f"events.yml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: NATO: a view\n", f"1:12: put a text that contains ': ' in quotes, and {SAME_COLUMN}"),
        ("date: 1949\n title: x\n", f"2:7: put a text that contains ': ' in quotes, and {SAME_COLUMN}"),
        (
            "- date: 1949\n title: x\n",
            f"2:2: start every item of this list with '- ' in the same column, and {SAME_COLUMN}",
        ),
        ("\ta: b\n", "1:1: indent with spaces, not with tabs"),
        ("a:\n\t- b\n", "2:1: indent with spaces, not with tabs"),
        ("a: b\n\tc: d\n", "2:1: indent with spaces, not with tabs"),
        ("a: @b\n", "1:4: put a text that starts with '@' in quotes"),
        ("a: `b`\n", "1:4: put a text that starts with '`' in quotes"),
        ("a: %b\n", "1:4: put a text that starts with '%' in quotes"),
        ("a: *b*\n", "1:6: put a text that starts with '*' in quotes"),
        ("a: *b\n", "1:4: put a text that starts with '*' in quotes"),
        ("a: & b\n", "1:5: put a text that starts with '&' in quotes"),
        ("a: !b!c d\n", "1:4: put a text that starts with '!' in quotes"),
        (
            "a: [b](c) d\n",
            f"1:7: put a text that begins with [, {{ or a quotation mark "
            f"in quotes as a whole, and {SAME_COLUMN}",
        ),
        (
            'a: "b" c\n',
            f"1:8: put a text that begins with [, {{ or a quotation mark "
            f"in quotes as a whole, and {SAME_COLUMN}",
        ),
        ("a: 'b\nc: d\n", "1:4: a quotation mark is opened here and never closed; add the second one"),
        ("a: [b\n", "2:1: close the list with ']', and separate its items with commas"),
        ("a: {b: c\n", "2:1: close the group with '}', and separate its fields with commas"),
        ('a: "C:\\path"\n', "1:7: write '\\\\' for '\\' between double quotation marks, or use single ones"),
        ("a: > b\n", "1:6: begin the text on the next line after '|' or '>', or put it in quotes"),
        ("a: b\n---\nc: d\n", "2:1: only one document is read; delete the line '---' in the middle"),
        ("a: b\nc\n", "3:1: put a colon and a space after the name of each field"),
        ("a: ]\n", "1:4: check quotes, colons and indentation here"),
    ],
)
def test_a_slip_of_yaml_is_told_with_what_to_do(text, expected):
    place, _, hint = expected.partition(": ")
    (message,) = messages(text)
    assert message.startswith(f"events.yml:{place}: this is not readable YAML; {hint} (")


def test_comments_of_the_usual_kind_are_read_as_comments():
    node, problems = read("# one\na: b # two\nc: 'd #e' # three\nf: |\n  g #h\n# #four\n", "events.yml")
    assert problems == []
    assert values(node) == {"a": "b", "c": "d #e", "f": "g #h\n"}


def test_signs_inside_a_text_are_no_anchors_and_no_tags():
    text = "- AT&T\n- R &D\n- a *b* c\n- '&a'\n- \"!b\"\n- wow!\n- 5 * 3\n"
    node, problems = read(text, "events.yml")
    assert problems == []
    assert values(node) == ["AT&T", "R &D", "a *b* c", "&a", "!b", "wow!", "5 * 3"]


def test_all_problems_of_a_readable_file_are_told_at_once():
    assert len(messages("a: &x 1\nb: !y 2\na: 3\nc: d #e\n")) == 4


def test_a_binary_file_is_told_in_few_words():
    assert len(messages("\x00" * 1_000_000)) == MOST_HIDDEN


# Size and depth


def nested(count):
    return {
        "brackets": "[" * count + "]" * count,
        "braces": "{a: " * count + "b" + "}" * count,
        "open brackets": "[" * count,
        "dashes": "- " * count + "a",
        "questions": "? " * count + "a",
        "tabs": "-\t" * count + "a",
        "indentation": "".join(" " * depth + "a:\n" for depth in range(min(count, 1500))),
        "lists in groups": "".join(
            " " * depth + "- a:\n" + " " * (depth + 1) + " b:\n" for depth in range(0, min(count, 1500), 3)
        ),
        "brackets in dashes": "- " * (count // 2) + "[" * (count // 2),
    }


@pytest.mark.parametrize("form", nested(1))
@pytest.mark.parametrize("count", [MAX_DEPTH * 5, 20_000])
def test_deep_nesting_is_refused_and_ends_no_process(form, count):
    first = messages(nested(count)[form])[0]
    told = {
        "tabs": "indent with spaces, not with tabs",
        "open brackets": "flatten it" if count > 1000 else "did not find expected node content",
        "brackets in dashes": "flatten it" if count > 1000 else "did not find expected node content",
        "questions": "flatten it" if count > 1000 else "a field name must be a plain word",
    }
    assert told.get(form, "the nesting is too deep to read; flatten it") in first


def test_nesting_as_deep_as_any_real_file_is_read():
    node, problems = read("[" * MAX_DEPTH + "a" + "]" * MAX_DEPTH, "events.yml")
    assert problems == []
    assert values(node) == eval("[" * MAX_DEPTH + "'a'" + "]" * MAX_DEPTH)


def test_many_brackets_in_texts_are_no_nesting():
    text = "".join(f"- 'a [ b {{ {number}'\n" for number in range(2000))
    assert read(text, "events.yml")[1] == []


def test_a_text_of_a_megabyte_is_read_as_it_is():
    long = "x" * 1_000_000
    assert values(read(f"title: {long}\n", "events.yml")[0]) == {"title": long}


@pytest.mark.parametrize("long", ["x" * 1_000_000, "x y" * 400_000, "é" * 1_000_000])
def test_messages_never_repeat_a_megabyte(long):
    found = messages(f"'{long}': 1\n'{long}': 2\n")
    assert len(found) == 1
    assert len(found[0]) < 200


def test_a_bomb_of_aliases_is_refused_at_once():
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    found = messages(text)
    assert len(found) < 20
    assert all(ANCHOR in message for message in found)


# Anything at all


YAML_LIKE = st.text(alphabet="ab1:-?[]{},&*!|>'\"#%@`~ \t\n\r\\.\u202e\ufeffé", max_size=60)


@FEW
@given(st.text(max_size=60) | YAML_LIKE)
def test_any_text_gives_nodes_or_problems(text):
    node, problems = read(text, "events.yml")
    assert node is None or isinstance(node, Text | Seq | Map)
    for problem in problems:
        assert "\n" not in str(problem)
        assert 1 <= problem.where.line <= text.count("\n") + text.count("\r") + 2
        assert problem.where.column >= 1


@FEW
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"]), max_size=40))
def test_a_text_in_single_quotes_comes_out_as_it_is(text):
    quoted = text.replace("'", "''")
    assert values(read(f"title: '{quoted}'\n", "events.yml")[0]) == {"title": text}
