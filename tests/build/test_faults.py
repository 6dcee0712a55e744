"""Mistakes that an editor makes: each stops the build with a message at its place and leaves the last good site whole.

In what a case writes, ¦ marks the place that the message must name.
"""

import hashlib
import re
import shutil
import subprocess

import pytest
from conftest import Copy
from reader.__main__ import main

EVENT = """
  - id: invented-event
    date: 1900-01-01
    title: An invented event
    summary: It did not happen.
    category: diplomacy
    actors: [nato]
    see: [history.md#history]
    sources: [invented-source]
"""
SOURCE = """
- id: invented-source
  type: book
  author:
    - literal: Nobody
  title: An invented source
  issued: 1900
  URL: https://example.org/
  side: independent
  kind: academic
  listed: for these tests
"""
SECTION = """
## Invented { #invented }

A sentence with a [link](history.md#history) and a note.[@invented-source]
"""
EVENTS, SOURCES, CHAPTER = "docs/events.yml", "docs/sources.yml", "docs/posture.md"


@pytest.fixture(scope="module")
def lab(built, tmp_path_factory):
    """A built copy with an event, a source and a section of its own, which each test breaks and mends."""
    root = tmp_path_factory.mktemp("faults") / "lab"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    for path, more in ((EVENTS, EVENT), (SOURCES, SOURCE), (CHAPTER, SECTION)):
        (root / path).write_text((root / path).read_text("utf-8").rstrip("\n") + "\n" + more, "utf-8")
    return Copy(root)


@pytest.fixture
def broken(lab, capsys):
    """Build with changed files; the files come back, and site and bundle must not have changed.

    What a case needs is the same in this process, which saves the start of another.
    """
    before = digest(lab.root)

    def run(changes, here=False):
        saved = {path: (lab.root / path).read_bytes() for path in changes if (lab.root / path).is_file()}
        try:
            for path, data in changes.items():
                if data is None:
                    (lab.root / path).unlink()
                else:
                    (lab.root / path).write_bytes(data if isinstance(data, bytes) else data.encode())
            if not here:
                return lab.run("build")
            code = main(["--root", str(lab.root), "build"])
            said = capsys.readouterr()
            return subprocess.CompletedProcess("build", code, said.out, said.err)
        finally:
            for path in changes:
                (lab.root / path).unlink(missing_ok=True)
            for path, data in saved.items():
                (lab.root / path).write_bytes(data)

    yield run
    assert digest(lab.root) == before


def digest(root):
    """Every file of site/ and dist/ with a hash of its bytes."""
    files = sorted(path for name in ("site", "dist") for path in (root / name).rglob("*") if path.is_file())
    assert files
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def marked(text, path):
    """Take the marks out of a text; returns the text and the places as `path:line:column`."""
    places = []
    while (at := text.find("¦")) >= 0:
        text = text[:at] + text[at + 1 :]
        places.append(f"{path}:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}")
    return text, places


def told(done):
    """The problems that a stopped build told, without the last line, which counts them."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    lines = done.stderr.rstrip("\n").split("\n")
    number = len(lines) - 2
    assert lines[-2:] == ["", f"{number} problem{'s' if number > 1 else ''}; nothing was built."], done.stderr
    return lines[:-2]


def case(lab, broken, path, template, old, new, *messages):
    whole = (lab.root / path).read_text("utf-8")
    assert whole.endswith(template)
    assert old in template
    text, places = marked(whole.removesuffix(template) + template.replace(old, new, 1), path)
    expected = [f"{place}: {message}" for place, message in zip(places, messages, strict=True)]
    assert told(broken({path: text}, here=True)) == expected


def test_what_the_cases_break_is_right_before(lab):
    done = lab.run("check")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ pages and the data are in order\.\n", done.stdout)


YAML = "this is not readable YAML; "
IN_QUOTES = "put a text that contains ': ' in quotes, and begin the fields of one group in the same column "


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ("1900-01-01", "¦1900-02-30", ["date: '1900-02-30' is not a day that exists; write YYYY, YYYY-MM or YYYY-MM-DD"]),
        ("1900-01-01", "¦1 May 1900", ["date: '1 May 1900' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"]),
        (
            "date: 1900-01-01",
            "date:¦ ",
            ["date: it is empty; write it here (when: an EDTF date or span, never more precise than known)"],
        ),
        (
            "category: diplomacy",
            "category: ¦diplomcy",
            ["category: there is no category 'diplomcy'; did you mean 'diplomacy'? else add it to 'categories'"],
        ),
        ("[nato]", "¦[natoo]", ["actors: there is no actor 'natoo'; did you mean 'nato'? else add it to 'actors'"]),
        (
            "[invented-source]",
            "¦[invented-sourse]",
            ["sources: there is no source 'invented-sourse'; did you mean 'invented-source'? else add it to the bibliography"],
        ),
        (
            "[history.md#history]",
            "¦[histroy.md#history]",
            [
                "see: there is no section 'histroy.md#history'; did you mean 'history.md#history'? "
                "else write page.md#id of a heading that exists"
            ],
        ),
        (
            "    title: An",
            "¦\ttitle: An",
            [YAML + "indent with spaces, not with tabs (while scanning a plain scalar found a tab character that violates indentation)"],
        ),
        ("title: An", "title: An¦: an", [YAML + IN_QUOTES + "(mapping values are not allowed in this context)"]),
        (
            "title: An",
            'title: ¦"An',
            [
                YAML + "a quotation mark is opened here and never closed; add the second one "
                "(while scanning a quoted scalar found unexpected end of stream)"
            ],
        ),
        (
            "  - id: invented-event\n    date: 1900-01-01\n    title",
            "  - ¦id: invented-event\n    date: 1900-01-01\n    ¦titel",
            [
                "title: an event needs it; add 'title: …' (what happened, as a short clause)",
                "titel: this is no field of an event; did you mean 'title'?",
            ],
        ),
        ("  - id: invented-event\n    date", "  - ¦date", ["id: this site asks for it in every event; add 'id: …'"]),
    ],
)
def test_a_mistake_in_the_events_is_told_at_its_place(lab, broken, old, new, messages):
    case(lab, broken, EVENTS, EVENT, old, new, *messages)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "id: invented-event",
            "id: ¦Invented Event",
            "id: 'Invented Event' is not allowed here; use small letters, digits and '-', beginning with a letter",
        ),
        (
            "summary: It did not happen.",
            "summary: ¦'[It](javascript:alert(1)) did not happen.'",
            "summary: links that begin with 'javascript:' are refused; write an https link",
        ),
    ],
)
def test_a_needed_field_that_is_wrong_is_told_at_its_place(lab, broken, old, new, message):
    text = (lab.root / EVENTS).read_text("utf-8")
    text, (place,) = marked(text.replace(old, new), EVENTS)
    assert f"{place}: {message}" in told(broken({EVENTS: text}))


def test_a_field_given_twice_names_the_first_line(lab, broken):
    text = (lab.root / EVENTS).read_text("utf-8")
    lines = text.count("\n")
    twice = text.replace("    title: An invented", "    date: 1900\n    title: An invented")
    assert told(broken({EVENTS: twice})) == [
        f"{EVENTS}:{lines - 5}:5: 'date' is given twice, first on line {lines - 6}; keep one of them"
    ]


def test_an_id_that_a_heading_has_is_refused_at_the_heading(lab, broken):
    text = (lab.root / EVENTS).read_text("utf-8").replace("id: invented-event", "id: outlook")
    outlook = (lab.root / "docs/outlook.md").read_text("utf-8")
    line = outlook[: outlook.index("{ #outlook }")].count("\n") + 1
    assert told(broken({EVENTS: text})) == [
        f"docs/outlook.md:{line}:1: heading: the id 'outlook' is taken by an event; an address is never used twice"
    ]


@pytest.mark.parametrize("path", [EVENTS, SOURCES, CHAPTER])
def test_a_file_that_is_not_utf_8_is_told_once_and_alone(lab, broken, path):
    data = (lab.root / path).read_bytes()
    line = data.count(b"\n") + 1
    assert told(broken({path: data + b"# \xff\n"})) == [f"{path}:{line}:3: this is not UTF-8 text; save the file as UTF-8"]


@pytest.mark.parametrize(
    ("path", "what"), [(EVENTS, "a list of events"), (SOURCES, "a list of sources")]
)
def test_an_empty_data_file_is_told_once_and_alone(broken, path, what):
    assert told(broken({path: "# nothing\n"})) == [f"{path}:1:1: the file is empty; begin with {what}"]


@pytest.mark.parametrize("path", [EVENTS, SOURCES])
def test_a_missing_data_file_is_told_once_and_alone(broken, path):
    assert told(broken({path: None})) == [f"{path}:1:1: there is no such file; make it, or correct the path"]


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            "type: book",
            "type: ¦novel",
            [
                "type: 'novel' is not one of its values; known: article-journal, article-magazine, article-newspaper, book, "
                "chapter, document, interview, legislation, motion_picture, report, speech, treaty, webpage"
            ],
        ),
        ("independent", "¦independant", ["side: 'independant' is not one of its values; did you mean 'independent'?"]),
        ("kind: academic", "kind: ¦acad", ["kind: 'acad' is not one of its values; did you mean 'academic'?"]),
        (
            "https://example.org/",
            "¦example.org",
            ["URL: 'example.org' is no web address; write it whole, beginning with https://"],
        ),
        ("1900", "¦May 1900", ["issued: 'May 1900' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"]),
        ("1900", "¦1900/1901", ["issued: '1900/1901' is a span; write one date here"]),
        (
            "id: invented",
            "id: ¦Invented",
            ["id: 'Invented-source' is not allowed here; use small letters, digits and '-', beginning with a letter"],
        ),
        (
            "- id: invented-source\n  type",
            "- ¦type",
            ["id: a source needs it; add 'id: …' (the key by which it is cited; an address, never changed or reused)"],
        ),
        ("literal: Nobody", "¦name: Nobody", ["name: this is no field of a name; known: literal, family, given"]),
        (
            "\n    - literal: Nobody",
            " ¦[]",
            ["author: nobody is named; write {literal: the body that published it}"],
        ),
        ("title: An", "title: An¦: an", [YAML + IN_QUOTES + "(mapping values are not allowed in this context)"]),
        (
            "- id: invented-source\n  type: book\n  author:\n    - literal: Nobody\n  title",
            "- ¦id: invented-source\n  type: book\n  author:\n    - literal: Nobody\n  ¦titel",
            ["title: a source needs it; add 'title: …' (its title)", "titel: this is no field of a source; did you mean 'title'?"],
        ),
    ],
)
def test_a_mistake_in_the_sources_is_told_at_its_place(lab, broken, old, new, messages):
    case(lab, broken, SOURCES, SOURCE, old, new, *messages)


def test_a_key_given_twice_names_the_first_line(lab, broken):
    text = (lab.root / SOURCES).read_text("utf-8")
    line = text.count("\n") + 2
    first = text[: text.index(SOURCE)].count("\n") + 2
    assert told(broken({SOURCES: text + SOURCE})) == [
        f"{SOURCES}:{line}:7: id: 'invented-source' is taken, first on line {first}; give this source another key"
    ]


def test_a_source_that_nothing_cites_must_say_why_it_stays(lab, broken):
    text = (lab.root / SOURCES).read_text("utf-8") + SOURCE.replace("invented-source", "x1900").replace("An invented", "Another").replace("  listed: for these tests\n", "")
    line = text[: text.index("- id: x1900")].count("\n") + 1
    assert told(broken({SOURCES: text})) == [
        f"{SOURCES}:{line}:3: id: nothing cites 'x1900'; cite it, delete it, or say with 'listed:' why it stays"
    ]


LINK = "[link](history.md#history)"
NOTE = "[@invented-source]"
HEADING = "## Invented { #invented }"


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (HEADING, "¦## Invented", ["heading: 'Invented' has no id; write ## Invented { #an-id }"]),
        (HEADING, "¦##Invented { #invented }", ["heading: a space is missing; write '## ' before the title"]),
        (HEADING, "¦## Invented { #Invented_1 }", ["heading: the id 'Invented_1' is not allowed; use small letters, digits and '-'"]),
        (HEADING, "¦## Invented { #invented-event }", ["heading: the id 'invented-event' is taken by an event; an address is never used twice"]),
        (HEADING, "¦## Invented { #src-invented-source }", ["heading: the id 'src-invented-source' is taken by a source; an address is never used twice"]),
        (HEADING, HEADING + "\n\n¦#### Deeper { #deeper }", ["heading: level 4 follows level 2; write ### here"]),
        (HEADING, HEADING + "\n\nTitle\n¦-----", ["heading: this line makes a heading of the one above; write ## before it, or leave a line empty"]),
        (HEADING, HEADING + "\n\n¦<h3>Title</h3>", ["heading: HTML is no heading here; write ## Title { #an-id }"]),
        (HEADING, HEADING + "\n\n¦- ### Title", ["heading: a heading stands at the left margin, in no list; move it there, or write # as \\#"]),
        (HEADING, HEADING + "\n\n- item ¦{ #item }", ["an id can only be given to a heading; move it there"]),
        (NOTE, "¦[@invented-sourse]", ["citation: there is no source 'invented-sourse'; did you mean 'invented-source'?"]),
        (NOTE, "¦[@zzz]", ["citation: there is no source 'zzz'; add it to docs/sources.yml"]),
        (NOTE, "¦@invented-source", ["citation: '@invented-source' stands outside brackets; write [@invented-source]"]),
        (NOTE, "[¦@invented-source", ["citation: '@invented-source' stands outside brackets; write [@invented-source]"]),
        (NOTE, "¦[@invented-source p. 3]", ["citation: '@invented-source p. 3' cannot be read; write [@key] or [@key, para. 23]"]),
        (LINK, "[link](¦history.md#histery)", ["link: 'history.md#histery' leads nowhere; did you mean 'history.md#history'?"]),
        (LINK, "[link](¦histery.md#history)", ["link: there is no page or file 'histery.md'; did you mean 'history.md'?"]),
        (LINK, "[link](¦history.html)", ["link: there is no page or file 'history.html'; did you mean 'history.md'?"]),
        (LINK, "[link](¦/history.md)", ["link: '/history.md' would not work from disk; write the path from this page's own folder"]),
        (LINK, "[link](¦javascript:alert(1))", ["link: 'javascript:alert(1)' is of a kind that is refused; write an https link"]),
        (LINK, "[link¦] (history.md#history)", ["link: this link cannot be read; write [words](page.md#id), with no space between ] and ("]),
        (LINK, "![picture](¦no.png)", ["picture: there is no file 'no.png'; put it into the docs folder"]),
        (LINK, "![picture](¦https://example.org/no.png)", ["picture: 'https://example.org/no.png' would be fetched from another host; put the picture into the docs folder"]),
        (HEADING, HEADING + "\n\n¦/// in-shrt\n///", ["block: there is no block 'in-shrt'; did you mean 'in-short'?"]),
        (HEADING, HEADING + "\n\n¦/// in-short", ["block: 'in-short' is never closed; write /// on a line of its own after it"]),
        (HEADING, HEADING + "\n\n¦///", ["block: '///' closes nothing; delete it, or open a block with as many slashes"]),
        (HEADING, HEADING + "\n\n¦/// in-short | x\n///", ["in-short: it takes no words after '|'; write /// in-short"]),
        (HEADING, HEADING + "\n\n/// in-short\n¦    open: yes\n///", ["in-short: it takes no options; begin its text at the left margin"]),
        (HEADING, HEADING + "\n\n//// positions\n¦/// position | Who\nText.\n///\n////", ["position: the position of 'Who' has no source; cite its own words"]),
        (HEADING, HEADING + "\n\n//// positions\n¦/// position\nText.[@invented-source]\n///\n////", ["position: it does not say whose it is; write /// position | Who"]),
        (HEADING, HEADING + "\n\n¦/// position | Who\nText.[@invented-source]\n///", ["position: it stands alone; put it between //// positions and ////"]),
        (HEADING, HEADING + "\n\n¦/// positions\n/// position | Who\nText.[@invented-source]\n///\n///", ["block: a block inside it has as many slashes; begin and end 'positions' with ////"]),
        (HEADING, HEADING + "\n\n/// timeline\n    ¦ordr: newest\n///", ["ordr: this is no field of a timeline block; did you mean 'order'?"]),
        (HEADING, HEADING + "\n\n/// timeline\n    form: ¦compct\n///", ["form: 'compct' is not one of its values; did you mean 'compact'?"]),
        (HEADING, HEADING + "\n\n/// bibliography\n¦form: compact\n///", ["bibliography: it holds no text; close it with ///"]),
        (HEADING, HEADING + "\n\n¦```", ["code: the code that begins here never ends; write ``` on a line of its own after it, or delete it here"]),
    ],
)  # fmt: skip
def test_a_mistake_in_a_chapter_is_told_at_its_place(lab, broken, old, new, messages):
    case(lab, broken, CHAPTER, SECTION, old, new, *messages)


def test_an_id_given_twice_names_the_first_place(lab, broken):
    text = (lab.root / CHAPTER).read_text("utf-8")
    first, again = text[: text.index(HEADING)].count("\n") + 1, text.count("\n") + 2
    assert told(broken({CHAPTER: text + "\n### Again { #invented }\n"})) == [
        f"{CHAPTER}:{again}:1: heading: the id 'invented' is taken by the heading in {CHAPTER}:{first}; "
        "an address is never used twice"
    ]


def test_a_second_title_names_the_first_place(lab, broken):
    text = (lab.root / CHAPTER).read_text("utf-8")
    first = next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith("# "))
    line = text[: text.index(HEADING)].count("\n") + 1
    assert told(broken({CHAPTER: text.replace(HEADING, HEADING[1:])})) == [
        f"{CHAPTER}:{line}:1: heading: the page has its title on line {first}; write ## or more here"
    ]


def test_a_chapter_without_summary_is_refused(lab, broken):
    text = re.sub(r"^/// in-short\n.*?^///\n", "", (lab.root / CHAPTER).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    messages = told(broken({CHAPTER: text}))
    assert messages[0] == f"{CHAPTER}:1:1: in-short: the chapter has no summary; add one with /// in-short after its title"


FRONT_MATTER = 'the front matter cannot be read; write each field as name: "text", in straight quotes'


@pytest.mark.parametrize(
    ("head", "messages"),
    [
        ("", ["1:1: the page has no front matter; begin with --- and the fields title and description"]),
        ("---\ntitle: A\ndescription: B\n\n", ["1:1: the front matter is never closed; write --- on a line of its own after its fields"]),
        ("---\ntitle: A\n---\n", ["1:1: description: the front matter lacks it; write description: and one plain phrase"]),
        ("---\ntitle: ''\ndescription: B\n---\n", ["2:8: title: it must be one plain phrase; write it in quotes after the colon"]),
        ("---\ntitle: A: B\ndescription: B\n---\n", ["2:9: " + FRONT_MATTER]),
        ('---\ntitle: "A\ndescription: B\n---\n', ["2:8: " + FRONT_MATTER]),
        (f"---\ntitle: A\ndescription: {'b' * 201}\n---\n", ["3:14: description: it has 201 characters; write at most 200"]),
    ],
)  # fmt: skip
def test_a_mistake_in_the_head_of_a_page_is_told_at_its_place(lab, broken, head, messages):
    text = (lab.root / CHAPTER).read_text("utf-8")
    body = text[text.index("\n---\n", 3) + 5 :]
    assert told(broken({CHAPTER: head + body})) == [f"{CHAPTER}:{message}" for message in messages]


def test_a_page_that_vanished_is_one_line_for_each_file_that_links_to_it(broken):
    done = broken({"docs/glossary.md": None})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    links = [line for line in done.stderr.split("\n") if "there is no page or file 'glossary.md'; name one that exists" in line]
    assert len({line.split(":")[0] for line in links}) == len(links) > 5
