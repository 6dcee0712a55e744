"""The bibliography: what is read, what is refused and where, and which keys are known despite a fault."""

import pytest

from mkdocs_timeline.source import read
from reader.sources import FIELDS, KINDS, SIDES, check_sources, load_sources

GOOD = """\
- id: act-1997
  type: treaty
  author: [{literal: NATO}, {family: Shea, given: Jamie}]
  title: Founding Act
  issued: 1997-05-27
  URL: https://example.org/a
  side: nato
  kind: treaty
"""


def check(text):
    return check_sources(*read(text, "s.yml"))


def told(text):
    return [str(problem) for problem in check(text)[2]]


def without(field, text=GOOD):
    lines = [line for line in text.splitlines() if line.strip(" -").partition(":")[0] != field]
    assert len(lines) == len(text.splitlines()) - 1
    return "\n".join(lines).replace("  type", "- type", 1) if field == "id" else "\n".join(lines)


def test_a_source_is_read_whole():
    sources, keys, problems = check(GOOD)
    source = sources["act-1997"]
    assert (keys, problems) == ({"act-1997"}, [])
    assert (source.author, source.title, str(source.issued)) == (
        ("NATO", "Jamie Shea"),
        "Founding Act",
        "1997-05-27",
    )
    assert (source.side, source.kind, source.URL, source.archive) == (
        ("nato",),
        "treaty",
        "https://example.org/a",
        "",
    )
    assert (source.where.path, source.where.line) == ("s.yml", 1)


@pytest.mark.parametrize("field", [field.name for field in FIELDS if field.needed])
def test_a_needed_field_that_is_missing_is_asked_for_by_name(field):
    (line,) = told(without(field))
    assert line.startswith(f"s.yml:1:3: {field}: a source needs it; add '{field}: …' (")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "type: treaty",
            "type: treatys",
            "2:9: type: 'treatys' is not one of its values; did you mean 'treaty'?",
        ),
        ("side: nato", "side: nat", "7:9: side: 'nat' is not one of its values; did you mean 'nato'?"),
        ("side: nato", "side: [nato, rusia]", "7:16: side: 'rusia' is not one of its values; did you mean"),
        ("side: nato", "side: nato, russia", "7:9: side: 'nato, russia' is one text; write a list: [nato, russia]"),
        ("side: nato", "side: [nato, nato]", "7:16: side: 'nato' stands here twice; keep it once"),
        ("side: nato", "side: []", "7:9: side: no side is named; write independent where no side speaks"),
        ("side: nato", "side: [nato, {us: x}]", "7:16: side: it must be one text"),
        (
            "side: nato",
            "side: [nato, independent]",
            "7:9: side: 'independent' is no side; keep it alone, or delete it",
        ),
        ("kind: treaty", "knd: treaty", "8:3: knd: this is no field of a source; did you mean 'kind'?"),
        ("1997-05-27", "1997-13", "5:11: issued: '1997-13' has no such month"),
        ("1997-05-27", "1997/1998", "5:11: issued: '1997/1998' is a span; write one date here"),
        (
            "https://example.org/a",
            "ftp://example.org/a",
            "6:8: URL: 'ftp://example.org/a' is no web address; write it whole",
        ),
        (
            "https://example.org/a",
            "https://exa mple.org",
            "6:8: URL: 'https://exa mple.org' is no web address; write it whole",
        ),
        ("https://example.org/a", "javascript:alert(1)", "6:8: URL: 'javascript:alert(1)' is no web address"),
        (
            "[{literal: NATO}, {family: Shea, given: Jamie}]",
            "[]",
            "3:11: author: nobody is named; write {literal: ",
        ),
        (
            "literal: NATO",
            "body: NATO",
            "3:13: body: this is no field of a name; known: literal, family, given",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(old, new, message):
    assert old in GOOD
    assert any(line.startswith(f"s.yml:{message}") for line in told(GOOD.replace(old, new, 1))), told(
        GOOD.replace(old, new, 1)
    )


def test_all_mistakes_are_told_at_once():
    lines = told(GOOD.replace("treaty", "no", 1).replace("nato", "nowhere").replace("1997-05", "1997-00"))
    assert [line.split(": ")[1] for line in lines] == ["type", "issued", "side"]


@pytest.mark.parametrize(
    ("written", "sides"),
    [
        ("nato", ("nato",)),
        ("[nato]", ("nato",)),
        ("[russia, nato]", ("russia", "nato")),
        ("independent", ("independent",)),
    ],
)
def test_several_speak_together_in_the_order_in_which_they_are_named(written, sides):
    sources, _, problems = check(GOOD.replace("side: nato", f"side: {written}"))
    assert (sources["act-1997"].side, problems) == (sides, [])
    assert sources["act-1997"].keywords == (*(f"side:{side}" for side in sides), "kind:treaty")


@pytest.mark.parametrize("written", ["NATO", "{literal: NATO}", "[NATO]", "[{literal: NATO}]"])
def test_a_body_may_be_written_in_four_ways(written):
    sources, _, problems = check(GOOD.replace("[{literal: NATO}, {family: Shea, given: Jamie}]", written))
    assert (sources["act-1997"].author, problems) == (("NATO",), [])


def test_a_key_given_twice_is_told_and_the_first_is_kept():
    sources, keys, problems = check(GOOD + GOOD.replace("Founding", "Other"))
    assert [str(problem) for problem in problems] == [
        "s.yml:9:7: id: 'act-1997' is taken, first on line 1; give this source another key"
    ]
    assert sources["act-1997"].title == "Founding Act"
    assert keys is None, "another key was meant: what cites it must not be called unknown"


def test_the_same_text_under_two_keys_is_told_but_two_texts_may_share_an_address():
    again = GOOD.replace("act-1997", "founding-act")
    assert told(GOOD + again) == [
        "s.yml:9:3: URL: 'act-1997' on line 1 is the same text at the same address; cite that one and keep this key as its alias"
    ]
    assert told(GOOD + again.replace("Founding", "Annex to the Founding")) == told(GOOD + again.replace("/a", "/b")) == []


def test_the_key_of_a_source_with_a_fault_is_still_known():
    sources, keys, problems = check(GOOD.replace("type: treaty", "type: no"))
    assert (sources, keys, len(problems)) == ({}, {"act-1997"}, 1)


@pytest.mark.parametrize("id", ["Act 1997", "1997", "''", "[a]", "ünder"])
def test_a_key_that_cannot_be_read_leaves_the_keys_unknown(id):
    _, keys, problems = check(GOOD.replace("act-1997", id))
    assert keys is None
    assert [problem.field for problem in problems] == ["id"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("act-1997: {}", "s.yml:1:1: it must be a list; start each source with '- id: …'"),
        ("just words", "s.yml:1:1: it must be a list; start each source with '- id: …'"),
    ],
)
def test_what_is_no_list_is_told_once(text, message):
    assert told(text) == [message]


def test_an_entry_that_is_no_group_of_fields_is_told():
    (line,) = told(f"{GOOD}- words\n")
    assert line.startswith("s.yml:9:3: ")
    assert "group of fields" in line


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "s.yml:1:1: the file is empty; begin with a list of sources"),
        (b"# only a comment\n", "s.yml:1:1: the file is empty; begin with a list of sources"),
        (b"- id: \xff\n", "s.yml:1:7: this is not UTF-8 text; save the file as UTF-8"),
        (None, "s.yml:1:1: there is no such file; make it, or correct the path"),
    ],
)
def test_a_file_that_holds_nothing_readable_is_told_once(tmp_path, data, message):
    if data is not None:
        (tmp_path / "s.yml").write_bytes(data)
    sources, keys, problems = load_sources(tmp_path / "s.yml", tmp_path)
    assert (sources, keys, [str(problem) for problem in problems]) == ({}, None, [message])


def test_every_side_and_kind_has_words_for_the_page():
    assert all(words.strip() for words in (*SIDES.values(), *KINDS.values()))
    assert len(set(SIDES.values())) == len(SIDES)
