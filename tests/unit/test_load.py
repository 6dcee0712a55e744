"""Files: paths in, a timeline or all problems out."""

import contextlib
import sys

import pytest

from mkdocs_timeline import Location, Problem, TimelineError, display_name, read_text
from mkdocs_timeline.load import load, load_bibliography

GOOD = b"- {date: 1949, title: A}\n"


def told(tmp_path, data, read=load):
    file = tmp_path / "docs" / "events.yml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    with pytest.raises(TimelineError) as caught:
        read([file] if read is load else file, tmp_path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    "data",
    [GOOD, b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD.replace(b"\n", b"\r"), b"---\n" + GOOD],
)
def test_every_usual_form_of_a_text_file_is_read(tmp_path, data):
    file = tmp_path / "events.yml"
    file.write_bytes(data)
    assert [event.title for event in load([file], tmp_path).events] == ["A"]
    assert str(load([file], tmp_path).events[0].where).startswith(
        f"events.yml:{2 if data.startswith(b'---') else 1}:3"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "docs/events.yml:1:1: the file is empty; begin with a list of events"),
        (b"# comment\n", "docs/events.yml:1:1: the file is empty; begin with a list of events"),
        (
            b"- {date: 1949,\n title: \xc3\xa9\xff}\n",
            "docs/events.yml:2:10: this is not UTF-8 text; save the file as UTF-8",
        ),
        (
            GOOD.decode().encode("utf-16"),
            "docs/events.yml:1:1: this is not UTF-8 text; save the file as UTF-8",
        ),
        (
            "- {date: 1949, title: Türkiye}\n".encode("latin-1"),
            "docs/events.yml:1:24: this is not UTF-8 text; save the file as UTF-8",
        ),
        (
            b"- {date: 1949, title: A\x00}\n",
            "docs/events.yml:1:24: a hidden character (U+0000) stands here; delete it, or type the line anew",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, data, message):
    assert told(tmp_path, data) == [message]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(
        TimelineError, match=r"^events\.yml:1:1: there is no such file; make it, or correct the path$"
    ):
        load([tmp_path / "events.yml"], tmp_path)


def test_a_folder_instead_of_a_file_is_told(tmp_path):
    with pytest.raises(TimelineError, match=r"it cannot be read \(.+\); check the path and its rights$"):
        load([tmp_path], tmp_path)


def test_problems_of_all_files_are_told_at_once_in_their_order(tmp_path):
    (tmp_path / "b.yml").write_text("- {date: 1949-13, title: A}\n- {date: no, title: A}\n", "utf-8")
    (tmp_path / "a.yml").write_text("- {date: 1949\n", "utf-8")
    with pytest.raises(TimelineError) as caught:
        load([tmp_path / "b.yml", tmp_path / "a.yml", tmp_path / "c.yml"], tmp_path)
    assert [str(problem.where) for problem in caught.value.problems] == [
        "a.yml:2:1",
        "b.yml:1:10",
        "b.yml:2:10",
        "c.yml:1:1",
    ]


def test_a_bibliography_gives_labels_or_all_problems(tmp_path):
    assert told(tmp_path, b"- {title: A}\n- {title: B}\n", load_bibliography) == [
        f"docs/events.yml:{line}:3: id: the entry lacks it; add 'id: …', the key by which it is cited"
        for line in (1, 2)
    ]
    (tmp_path / "s.yml").write_text("- {id: a, title: A}\n", "utf-8")
    assert load_bibliography(tmp_path / "s.yml", tmp_path) == {"a": "A"}
    (tmp_path / "empty.yml").write_text("", "utf-8")
    assert load_bibliography(tmp_path / "empty.yml", tmp_path) == {}


def test_files_are_named_as_their_user_types_them(tmp_path):
    assert display_name(tmp_path / "docs" / "größer e.yml", tmp_path) == "docs/größer e.yml"
    assert display_name(tmp_path / "e.yml", tmp_path / "docs") == (tmp_path / "e.yml").as_posix()


def test_a_text_file_loses_nothing_but_its_mark_and_windows_line_ends(tmp_path):
    file = tmp_path / "p.md"
    file.write_bytes(b"\xef\xbb\xbfa\r\n\tb  \rc\xe2\x80\xa8d")
    assert read_text(file, "p.md") == ("a\n\tb  \nc\u2028d", [])


def test_reading_changes_nothing_for_others(tmp_path):
    import gc

    file = tmp_path / "events.yml"
    for data in (GOOD, b"- [\n"):
        file.write_bytes(data)
        with contextlib.suppress(TimelineError):
            load([file], tmp_path)
        assert gc.isenabled()
    assert sys.getrecursionlimit() >= 1000


def test_a_message_shows_hidden_characters_by_their_numbers():
    problem = Problem(Location("a\u202e.yml", 2), "title", "'x\ty\x1b[31m' is wrong")
    assert str(problem) == "a(U+202E).yml:2:1: title: 'x(U+0009)y(U+001B)[31m' is wrong"
