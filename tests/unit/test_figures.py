"""Figures from data: what a file may hold, what is drawn from it, and what stands in its table and CSV."""

import csv
import io
import re
import xml.etree.ElementTree as etree
from datetime import date
from pathlib import Path

import map_shapes
import pytest

from mkdocs_timeline import read_file
from reader.figure_block import short_reference
from reader.figure_check import check_figures
from reader.figure_drawing import LINE
from reader.figure_map import draw_map
from reader.figure_svg import draw_bars, draw_dots, draw_spans
from reader.figure_table import to_csv, write_table
from reader.figure_values import outlines
from reader.figures import check_figure, load_figures
from reader.index import make_index
from reader.sources import load_sources
from reader.state import State

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
KEYS = frozenset({"one", "two"})
BARS = """\
title: Votes
kind: bars
caption: A *caption*.
alt: Two bars.
gaps: Nothing.
columns: {label: Vote, yes: For, no: Against}
rows:
  - {label: First, yes: 1200, no: 300, sources: [one]}
  - {label: Second, yes: 10-20, no: 0, sources: [one, two]}
"""
DOTS = """\
title: Claims
kind: dots
caption: A caption.
alt: Dots.
gaps: Nothing.
columns: {label: Exercise, who: Who, value: Troops}
series: {own: The organiser, others: Others}
rows:
  - {label: West, series: own, who: A, value: 1000, sources: one}
  - {label: West, series: others, who: B, value: 5000, sources: two}
"""
SPANS = """\
title: Lives
kind: spans
caption: A caption.
alt: Spans.
gaps: Nothing.
columns: {label: Treaty, mark: Signed, from: In force, halted: Suspended, to: Ended}
until: 2020
rows:
  - {label: Ended, mark: 1990-01-01, from: 1992-01-01, halted: 2000-01-01, to: 2010-01-01, sources: one}
  - {label: Lasts, from: 2000-06, sources: one}
  - {label: Never, mark: 1995, sources: one}
"""
MAP = """\
title: States
kind: map
caption: A caption.
alt: A map.
gaps: Nothing.
columns: {label: Who, when: Date}
series: {first: First, second: Second}
rows:
  - {label: Poland, when: 1999-03-12, series: first, codes: [POL], sources: one}
  - {label: Finland and Sweden, when: 2023, series: second, codes: [FIN, SWE], sources: one}
"""


def read(text, id="fig-test", keys=KEYS, tmp=None):
    path = tmp / f"{id}.yml"
    path.write_text(text, "utf-8")
    node, problems = read_file(path, f"{id}.yml")
    assert problems == []
    return check_figure(id, node, keys)


@pytest.fixture
def figure(tmp_path):
    def make(text):
        made, problems = read(text, tmp=tmp_path)
        assert [str(problem) for problem in problems] == []
        return made

    return make


@pytest.fixture(scope="module")
def real():
    _, keys, problems = load_sources(DOCS / "sources.yml", ROOT)
    assert problems == []
    figures, broken, problems = load_figures(DOCS, ROOT, keys)
    assert (broken, [str(problem) for problem in problems]) == ((), [])
    return figures


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (
            BARS,
            "kind: bars",
            "kind: bar",
            "fig-test.yml:2:7: kind: 'bar' is not one of its values; did you mean 'bars'?",
        ),
        (BARS, "title: Votes\n", "", "fig-test.yml:1:1: title: a figure needs it"),
        (BARS, "alt: Two bars.\n", "", "alt: a figure needs it"),
        (BARS, "gaps: Nothing.\n", "", "gaps: a figure needs it"),
        (BARS, "yes: 1200", "yes: many", "fig-test.yml:8:25: yes: 'many' is no number"),
        (BARS, "yes: 10-20", "yes: 20-10", "'20-10' is no range; write the smaller number first"),
        (
            BARS,
            "sources: [one]",
            "sources: [on]",
            "fig-test.yml:8:49: sources: there is no source 'on'; did you mean 'one'?",
        ),
        (BARS, ", sources: [one]}", "}", "sources: a row needs it"),
        (BARS, "sources: [one]", "sources: []", "no number without a source"),
        (BARS, "no: 300", "maybe: 300", "maybe: this is no field of a row"),
        (BARS, "A *caption*.", "'A caption [@one].'", "a caption cites nothing itself"),
        (BARS, "yes: For, no: Against", "a: A, b: B, c: C, d: D", "a bar has one to 3 parts; this one has 4"),
        (BARS, "label: Vote", "title: Vote", "needs the column 'label'"),
        (DOTS, "series: own", "series: owner", "there is no series 'owner'; did you mean 'own'?"),
        (DOTS, "value: Troops", "worth: Troops", "the kind 'dots' has no column 'worth'"),
        (DOTS, "series: {own: The organiser, others: Others}\n", "", "name one to 5 groups"),
        (SPANS, "until: 2020\n", "", "until: a span has no end"),
        (SPANS, "to: 2010-01-01", "to: 1991-01-01", "'1991-01-01' is before '1992-01-01'"),
        (SPANS, "mark: 1995", "mark: 1995-02-30", "'1995-02-30' is not a day that exists"),
        (MAP, "codes: [POL]", "codes: [Poland]", "'Poland' is no code of a state"),
        (MAP, "codes: [POL]", "codes: [PLO]", "the map shows no 'PLO'"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, text, old, new, message):
    assert old in text
    _, problems = read(text.replace(old, new, 1), tmp=tmp_path)
    assert any(message in str(problem) for problem in problems), [str(problem) for problem in problems]


def test_a_file_needs_a_name_that_can_be_an_address(tmp_path):
    _, problems = read(BARS, id="Votes", tmp=tmp_path)
    assert "'Votes' is no name for a figure" in str(problems[0])


def test_a_broken_file_is_told_and_the_others_are_still_read(tmp_path):
    folder = tmp_path / "docs" / "figures"
    folder.mkdir(parents=True)
    (folder / "fig-good.yml").write_text(BARS, "utf-8")
    (folder / "fig-bad.yml").write_text("title: [", "utf-8")
    (folder / "fig-empty.yml").write_text("", "utf-8")
    figures, broken, problems = load_figures(tmp_path / "docs", tmp_path, KEYS)
    assert list(figures) == ["fig-good"]
    assert broken == ("fig-bad", "fig-empty")
    assert {problem.where.path for problem in problems} == {
        "docs/figures/fig-bad.yml",
        "docs/figures/fig-empty.yml",
    }


def test_a_page_must_name_a_figure_that_exists_and_show_each_once(figure):
    block = "\n/// figure | {}\n///\n"
    page = "# P { #p }\n" + "".join(map(block.format, ("fig-test", "fig-tset", "fig-test")))
    made = figure(BARS)
    state = State(texts={"a.md": page}, figures={"fig-test": made, "fig-unused": made})
    found = sorted(str(problem) for problem in check_figures("docs", state))
    assert any(
        "docs/a.md:6:1: figure: there is no figure 'fig-tset'; did you mean 'fig-test'?" in line
        for line in found
    )
    assert any("docs/a.md:9:1: figure: 'fig-test' stands in docs/a.md:3:1 already" in line for line in found)
    assert not any("no page shows it" in line for line in found[:1])


def test_a_figure_that_no_page_shows_is_told(figure):
    state = State(texts={"a.md": "# P { #p }\n"}, figures={"fig-test": figure(BARS)})
    assert ["no page shows it" in str(problem) for problem in check_figures("docs", state)] == [True]


def test_figures_are_numbered_by_chapter_and_their_sources_count_as_cited(figure):
    block = "# T {{ #t{0} }}\n\n/// figure | fig-{0}\n///\n\n/// figure | fig-{1}\n///\n"
    figures = {f"fig-{name}": figure(BARS) for name in "abcd"}
    texts = {"about.md": block.format("c", "d"), "two.md": block.format("a", "b")}
    index = make_index(texts, ("one.md", "two.md"), (), figures)
    assert {id: use.label for id, use in index.figures.items()} == {
        "fig-a": "Figure 2.1",
        "fig-b": "Figure 2.2",
        "fig-c": "Figure 1",
        "fig-d": "Figure 2",
    }
    assert [use.id for use in index.figure_sources["two"]] == ["fig-a", "fig-b", "fig-c", "fig-d"]
    assert index.figures["fig-b"].address == "two.md#fig-b"


def test_the_parts_of_a_bar_are_as_long_as_their_numbers(figure):
    svg = draw_bars(figure(BARS))
    widths = [(rect.get("class"), float(rect.get("width")[:-1])) for rect in svg.findall("rect")]
    assert widths[:2] == [("part-solid", 80.0), ("part-hatched", 20.0)]
    assert widths[2:] == [("part-solid", 0.67), ("part-hatched", 0.67)]  # 10, and the range from 10 to 20
    texts = [element.text for element in svg.findall("text")]
    assert "1,200 for · 300 against" in texts


def test_a_bar_of_nothing_and_a_gap_are_told_apart(figure):
    text = BARS.replace(", no: Against", "").replace(", no: 300", "").replace("yes: 10-20, no: 0, ", "")
    svg = draw_bars(figure(text.replace("gaps: Nothing.", "gaps: One row.\nunit: votes")))
    assert [element.text for element in svg.findall("text")] == [
        "First",
        "1,200 votes",
        "Second",
        "no number",
    ]


def test_marks_stand_where_their_numbers_are(figure):
    svg = draw_dots(figure(DOTS))
    marks = {mark[0].get("class"): float(mark.get("x")[:-1]) for mark in svg.findall("svg")}
    assert marks == {"mark mark-dot": pytest.approx(2 + 96 / 5), "mark mark-diamond": 98.0}
    assert "5,000: B" in [element.text for element in svg.findall("text")]


def test_spans_begin_and_end_at_their_dates(figure):
    svg = draw_spans(figure(SPANS))
    bars = [
        (rect.get("class"), float(rect.get("x")[:-1]), float(rect.get("width")[:-1]))
        for rect in svg.findall("rect")
    ]
    year = 96 / 30.5  # from 1 January 1990 to the middle of 2020
    assert [name for name, _, _ in bars] == ["part-solid", "part-hatched", "part-solid"]
    assert bars[0][1:] == pytest.approx((2 + 2 * year, 8 * year), abs=0.1)
    assert bars[1][1:] == pytest.approx((2 + 10 * year, 10 * year), abs=0.1)
    shapes = [mark[0].get("d") for mark in svg.findall("svg")]
    assert sum(shape.startswith("M0-6.5") for shape in shapes) == 1, "an arrow for the one that lasts"


def test_a_map_gives_each_group_its_pattern_and_marks_no_other_state(figure):
    svg = draw_map(figure(MAP), outlines())
    fills = {path.get("data-state"): path.get("fill") for path in svg.findall("path") if path.get("fill")}
    assert fills == {"POL": "currentColor", "FIN": "url(#__fig-test-2)", "SWE": "url(#__fig-test-2)"}


@pytest.mark.parametrize(("text", "draw"), [(BARS, draw_bars), (DOTS, draw_dots), (SPANS, draw_spans)])
def test_every_drawing_has_its_alternative_and_only_classes(figure, text, draw):
    made = figure(text)
    svg = draw(made)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", made.alt)
    assert not any(
        "style" in element.attrib or any(name.startswith("on") for name in element.attrib)
        for element in svg.iter()
    )


def test_hostile_words_stay_words(figure):
    svg = draw_bars(figure(BARS.replace("label: First", "label: '<script>x</script> *y*'")))
    assert "<script>x</script> *y*" in [element.text for element in svg.findall("text")]
    assert b"&lt;script&gt;" in etree.tostring(svg)


def test_the_csv_holds_numbers_dates_and_sources_as_written(figure):
    assert list(csv.reader(io.StringIO(to_csv(figure(BARS))))) == [
        ["Vote", "For", "Against", "Sources"],
        ["First", "1200", "300", "one"],
        ["Second", "10-20", "0", "one two"],
    ]
    rows = list(csv.DictReader(io.StringIO(to_csv(figure(SPANS)))))
    assert (rows[1]["In force"], rows[1]["Ended"]) == ("2000-06", "")


def test_the_table_names_its_rows_and_columns_and_shows_gaps(figure):
    parent = etree.Element("div")
    write_table(parent, figure(SPANS), "A caption", lambda cell, keys: setattr(cell, "text", " ".join(keys)))
    table = parent.find("div/table")
    assert table.findtext("caption") == "A caption"
    assert [cell.get("scope") for cell in table.findall("thead/tr/th")] == ["col"] * 6
    assert [cell.text for cell in table.findall("tbody/tr/th")] == ["Ended", "Lasts", "Never"]
    assert [cell.text for cell in table.findall("tbody/tr")[1]][1:] == ["—", "June 2000", "—", "—", "one"]


# The figures of the reader


def test_no_line_of_a_drawing_is_wider_than_a_phone(real):
    draw = {"bars": draw_bars, "spans": draw_spans, "dots": draw_dots}
    for figure in real.values():
        if figure.kind in draw:
            for element in draw[figure.kind](figure).iter("text"):
                assert len(element.text) <= LINE + 2, (figure.id, element.text)


def test_every_alternative_says_more_than_the_title(real):
    for figure in real.values():
        assert figure.alt != figure.title
        assert 1 <= len(re.findall(r"\.(?:\s|$)", figure.alt)) <= 3, figure.id


def test_the_accessions_add_up(real):
    rows = real["fig-accessions"].rows
    total = 0
    for row in rows:
        assert row.values["before"] == (total, total), row.where
        total += row.values["joined"][0]
        assert len(row.values["detail"].split(", ")) == row.values["joined"][0], row.where
        assert row.values["label"] == str(row.values["when"].start.year), row.where
    assert total == 32


def test_the_map_shows_the_members_of_the_accessions(real):
    accessions = sorted(
        name for row in real["fig-accessions"].rows for name in row.values["detail"].split(", ")
    )
    on_map = sorted(name for row in real["fig-members-map"].rows for name in row.values["label"].split(", "))
    assert on_map == accessions
    codes = [code for row in real["fig-members-map"].rows for code in row.codes]
    assert len(codes) == len(set(codes)) == 30, "all but Canada and the United States"


def test_no_vote_has_more_states_than_the_assembly(real):
    for row in real["fig-assembly-votes"].rows:
        assert sum(row.values[key][0] for key in ("yes", "no", "abstain")) <= 193, row.where


def test_the_days_between_incident_and_accusation_are_those_of_the_dates(real):
    for row in real["fig-accusations"].rows:
        incident, accusation = row.values["when"].start, row.values["then"].start
        first, last = (date(*day) for day in (incident.earliest, incident.latest))
        said = date(*accusation.earliest)
        assert row.values["days"] == ((said - last).days, (said - first).days), row.where


def test_sources_of_a_figure_are_named_shortly():
    sources, _, _ = load_sources(DOCS / "sources.yml", ROOT)
    assert short_reference(sources["nato-efp-operational-2017"]) == "NATO 2017"


# The outlines


def inside(point, path):
    """Whether a point lies in a path of the outlines: even number of crossings is outside."""
    crossings = 0
    for ring in path.split("z"):
        if not ring:
            continue
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        dots = [steps[0]]
        for dx, dy in steps[1:]:
            dots.append((dots[-1][0] + dx, dots[-1][1] + dy))
        for (x1, y1), (x2, y2) in zip(dots, dots[1:] + dots[:1], strict=True):
            if (y1 > point[1]) != (y2 > point[1]) and point[0] < x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1):
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("place", "east", "north", "state"),
    [
        ("Simferopol, in Crimea", 34.10, 44.95, "UKR"),
        ("inner Crimea", 34.0, 45.4, "UKR"),
        ("Donetsk", 37.80, 48.00, "UKR"),
        ("Melitopol, in the Zaporizhzhia region", 35.37, 46.85, "UKR"),
        ("Kherson", 32.7, 46.7, "UKR"),
        ("Luhansk", 39.2, 48.6, "UKR"),
        ("Chernyakhovsk, in the Kaliningrad region", 21.8, 54.63, "RUS"),
        ("Moscow", 37.6, 55.75, "RUS"),
        ("Tallinn's hinterland", 25.5, 59.0, "EST"),
        ("Warsaw", 21.0, 52.2, "POL"),
        ("Tiraspol's hinterland", 29.3, 47.1, "MDA"),
        ("Northern Cyprus", 33.3, 35.25, "CYP"),
    ],
)
def test_a_place_lies_in_its_state_and_in_no_other(place, east, north, state):
    point = tuple(10 * value for value in map_shapes.project(east, north))
    assert [code for code, path in outlines()["shapes"].items() if inside(point, path)] == [state], place


def test_the_outlines_stay_small():
    assert (ROOT / "scripts" / "reader" / "map_shapes.json").stat().st_size < 40_000
