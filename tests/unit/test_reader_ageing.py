"""What `make.py review` lists: statements that carry a date, older than so many months."""

from datetime import date

import pytest
from test_reader_text_check import HEAD, SOURCES, TEXT

from reader.__main__ import main
from reader.ageing import dated, older
from reader.project import read_project
from reader.state import load_state

TODAY = date(2026, 10, 10)
EVENTS = """\
- {id: old-2020, date: 2020, title: An old thing, as_of: 2025-12, see: [two.md#two]}
- {id: day-2020, date: 2020, title: A thing of a day, as_of: 2026-04-09, see: [one.md#part]}
- {id: new-2020, date: 2020, title: A new thing, as_of: 2026-10}
- {id: none-2020, date: 2020, title: A thing without}
"""
FIGURE = """\
title: Meetings
kind: bars
caption: All.
alt: All.
gaps: None.
columns: {label: Year, value: Meetings}
rows:
  - {label: "2019", value: 2, as_of: 2020-01-31, sources: [act-1997]}
"""
ONE = "As of March 2026 it [stood](#part).[@act-1997]\nSo as of 9 April 2026, and as of October 2026.\n"
TWO = f"{HEAD}# Two {{ #two }}\n\nAs of 2016 it held.\n\n/// figure | fig-all\n///\n"
CHAPTERS = ("two.md", "one.md")


@pytest.fixture
def state(tmp_path):
    """A small site with statements that carry a date in all the places that can."""
    files = {
        "one.md": TEXT + ONE,
        "two.md": TWO,
        "other.md": TWO.replace("Two", "Other").replace("two", "other").split("///")[0],
    }
    files |= {"events.yml": EVENTS, "sources.yml": SOURCES, "figures/fig-all.yml": FIGURE}
    for path, text in files.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, "utf-8")
    loaded = load_state(
        tmp_path / "docs", tmp_path, CHAPTERS, {"events": "events.yml", "sources": "sources.yml"}
    )
    assert loaded.problems == ()
    return loaded


def test_what_is_older_comes_by_chapter_with_its_place(state):
    found = older(state, "docs", CHAPTERS, 6, TODAY)
    assert [(item.chapter, str(item)) for item in found] == [
        ("Two", "docs/events.yml:1:58: as of 2025-12: An old thing"),
        ("Two", "docs/figures/fig-all.yml:8:5: as of 2020-01-31: Meetings: 2019"),
        ("Two", "docs/two.md:8:1: as of 2016: As of 2016 it held."),
        ("One", "docs/events.yml:2:62: as of 2026-04-09: A thing of a day"),
        ("One", "docs/one.md:16:1: as of March 2026: As of March 2026 it stood."),
        ("One", "docs/one.md:17:4: as of 9 April 2026: So as of 9 April 2026, and as of October 2026."),
        ("Other", "docs/other.md:8:1: as of 2016: As of 2016 it held."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "today", "count"),
    [
        (6, date(2026, 10, 9), 5),  # of 9 April, six months to the day: not older
        (7, date(2026, 10, 10), 4),  # March, which has not ended by the tenth: not older
        (7, date(2026, 11, 30), 7),
        (0, date(2026, 10, 31), 7),
        (0, date(2026, 11, 1), 9),
        (1200, date(2026, 10, 10), 0),
    ],
)
def test_age_counts_from_the_last_day_that_a_date_can_mean(state, months, today, count):
    assert len(older(state, "docs", CHAPTERS, months, today)) == count


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("as of February 2024", date(2024, 2, 29)),
        ("As of 3 May 2024", date(2024, 5, 3)),
        ("as of 2024", date(2024, 12, 31)),
        ("as of 31 February 2024", None),
        ("`as of 2024`", None),
        ("as of late", None),
        ("[x](one.md#as-of-2024)", None),
    ],
)
def test_the_text_names_day_month_or_year(tmp_path, words, day):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "one.md").write_text(f"# One {{ #one }}\n\nIt was {words} so.\n", "utf-8")
    state = load_state(tmp_path / "docs", tmp_path, ("one.md",), {"events": "", "sources": ""})
    assert [item.day for item in dated(state, "docs")] == ([day] if day else [])


def test_the_command_lists_by_chapter_and_says_so_where_nothing_is_older(request, capsys):
    root = ["--root", str(request.config.rootpath), "review"]
    assert main([*root, "--months", "1200"]) == 0
    assert capsys.readouterr().out == "Nothing is dated earlier than 1200 months before 10 October 2026.\n"
    assert main([*root, "--months", "1", "--today", "2030-01-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    project = read_project(request.config.rootpath)
    titles = [line for line in lines[:-1] if line and not line.startswith(" ")]
    assert titles.index("Key events") < titles.index("Diplomacy") < titles.index("Corrections")
    assert len(titles) == len(set(titles))
    listed = [line for line in lines if line.startswith("  docs/")]
    assert lines[-1].startswith(
        f"{len(listed)} statements dated earlier than 1 month before 1 January 2030; "
    )
    assert project.facts_checked == TODAY


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--months", "x"], "'x' is no number of months; write it as in --months 6"),
        (["--today", "2026-02-30"], "'2026-02-30' is no day; write it as in --today 2026-10-10"),
    ],
)
def test_a_wrong_option_is_told(capsys, option, message):
    with pytest.raises(SystemExit) as stopped:
        main(["review", *option])
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
