"""What leaves the timeline, read back by programs that other people wrote."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import icalendar
import jsonschema
import openpyxl
import pytest
import vobject

from mkdocs_timeline import load_site, settings
from mkdocs_timeline.exports import EXPORTS, export, file_name
from mkdocs_timeline.from_csv import from_csv
from mkdocs_timeline.plain import plain
from mkdocs_timeline.record import timeline_record, to_record
from mkdocs_timeline.source import read
from mkdocs_timeline.spreadsheet import guarded, unguarded
from mkdocs_timeline.to_yaml import scalar, to_yaml
from mkdocs_timeline.validate import validate

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "mkdocs_timeline"
ADDRESS = "https://reader.example/timeline.html"

SMALL = """
categories: {talks: "Talks; or, meetings"}
actors: {one: One, two: "Two, the other"}
periods: [{id: period-all, title: All, from: -0043, to: 2100}]
events:
  - {date: -0043-03-15, title: Before the calendar of years, id: ides-0044}
  - {date: 1949, title: Known to the year, id: known-1949}
  - {date: 1950-02, title: Known to the month, id: month-1950}
  - {date: 1951-22, title: Known to the season, id: season-1951}
  - {date: "1990~", title: About, id: about-1990, summary: "*Emphasis*, [a link](https://example.org), `code` and 2 < 3"}
  - {date: ../1960, title: Until, id: until-1960}
  - date: 1999-03-24/1999-06-10
    title: 'A span; with "quotes", commas, and = at the start'
    id: span-1999
    category: talks
    actors: [one, two]
    importance: 1
    status: contested
    as_of: 2026-10
    see: [page.md#place]
    sources: [key-a, key-b]
    aliases: [old-1999]
    related: [known-1949]
    media: {file: a/b.png, alt: "A picture; of \\"it\\"", credit: Somebody}
    positions:
      - {who: one, says: "One says: yes, “indeed”.", sources: [key-a]}
      - {who: two, says: "Two says\\nno.", sources: [key-b]}
  - {date: 2022-02-24/.., title: "=SUM(A1) – a formula it is not", id: open-2022, summary: "Ünïcödé, Київ, Москва, 北京, 🕊"}
"""


def timeline_of(text):
    node, problems = read(text, "events.yml")
    timeline, more = validate([node])
    assert problems + more == []
    return timeline


@pytest.fixture(scope="module")
def real():
    return load_site(settings({"sources": "sources.yml"}, ROOT / "docs", ROOT)).timeline


@pytest.fixture(params=["small", "real"])
def timeline(request):
    return timeline_of(SMALL) if request.param == "small" else request.getfixturevalue("real")


def test_an_events_file_written_from_a_timeline_gives_the_same_timeline(timeline):
    record = timeline_record(timeline)
    text = to_yaml(record.pop("events"), record)
    assert timeline_of(text) == timeline


@pytest.mark.parametrize("text", ["", " a", "no", "1949", "12:30", "a: b", "a #b", "- x", "'", '"', "\\", "é", "[x]", "{x}", "&a", "*a", "!x", "|", ">", "%", "@", "`", "#", "\n", "\t", "~", "null", "=", "🕊"])
def test_any_text_comes_back_from_yaml_as_it_was(text):
    node, problems = read(f"- {scalar(text)}\n", "x.yml")
    assert problems == []
    assert node.items[0].value == text


def test_the_csv_comes_back_without_loss(timeline):
    result = from_csv(export("csv", timeline, ADDRESS, "Title"))
    assert result.report == []
    assert result.records == [to_record(event) for event in timeline.events]


def test_the_csv_survives_a_spreadsheet(timeline, tmp_path):
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(export("csv", timeline, ADDRESS, "Title"), newline="")):
        book.active.append([None] * len(row))
        for number, cell in enumerate(row, 1):
            target = book.active.cell(book.active.max_row, number)
            target.value, target.data_type = cell, "s"
    book.save(tmp_path / "events.xlsx")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in openpyxl.load_workbook(tmp_path / "events.xlsx").active.iter_rows(values_only=True):
        writer.writerow(["" if cell is None else cell for cell in row])
    result = from_csv(text.getvalue())
    assert result.report == []
    assert result.records == [to_record(event) for event in timeline.events]


def test_the_calendar_opens_in_two_calendar_libraries(timeline):
    text = export("ics", timeline, ADDRESS, "NATO–Russia relations")
    expressible = [event for event in timeline.events if event.when.start and event.when.start.year >= 1]
    ours = {f"{event.id}@reader.example": event for event in expressible}

    first = icalendar.Calendar.from_ical(text)
    assert {str(entry["UID"]): str(entry["SUMMARY"]) for entry in first.walk("VEVENT")} == {
        uid: event.title for uid, event in ours.items()
    }
    for entry in first.walk("VEVENT"):
        event = ours[str(entry["UID"])]
        assert entry.decoded("DTSTART") == date(*event.when.earliest)
        assert str(entry["URL"]) == f"{ADDRESS}#{event.id}"

    second = vobject.readOne(text)
    assert {entry.uid.value: entry.summary.value for entry in second.vevent_list} == {
        uid: event.title for uid, event in ours.items()
    }
    assert all(type(entry.dtstart.value) is date for entry in second.vevent_list)


def test_a_date_known_to_the_month_is_the_span_it_may_be_and_says_so():
    calendar = icalendar.Calendar.from_ical(export("ics", timeline_of(SMALL), ADDRESS, "x"))
    entries = {str(entry["UID"]).partition("@")[0]: entry for entry in calendar.walk("VEVENT")}
    month = entries["month-1950"]
    assert (month.decoded("DTSTART"), month.decoded("DTEND")) == (date(1950, 2, 1), date(1950, 3, 1))
    assert str(month["DESCRIPTION"]).startswith("February 1950.")
    assert "DTEND" not in entries["open-2022"] or entries["open-2022"].decoded("DTEND") == date(2022, 2, 25)
    assert {"ides-0044", "until-1960"}.isdisjoint(entries)


def test_no_line_of_the_calendar_is_longer_than_75_octets(timeline):
    text = export("ics", timeline, ADDRESS, "x")
    assert text.endswith("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_json_holds_every_field_with_its_period_and_address(timeline):
    data = json.loads(export("json", timeline, "timeline.html", "x"))
    assert (data["format"], data["version"]) == ("mkdocs-timeline", 1)
    assert len(data["events"]) == len(timeline.events)
    for event, values in zip(timeline.events, data["events"], strict=True):
        assert to_record(event).items() <= values.items()
        assert values["url"] == f"timeline.html#{event.id}"
        period = timeline.period_of(event)
        assert values.get("period") == (period.id if period else None)


def test_json_never_invents_an_end_or_a_beginning():
    events = {event["id"]: event for event in json.loads(export("json", timeline_of(SMALL), "t.html", "x"))["events"]}
    assert (events["open-2022"]["earliest"], events["open-2022"]["latest"]) == ("2022-02-24", None)
    assert (events["until-1960"]["earliest"], events["until-1960"]["latest"]) == (None, "1960-12-31")
    assert events["ides-0044"]["earliest"] == "-0043-03-15"
    assert events["known-1949"]["date"] == "1949"


def test_timelinejs_gets_no_month_or_day_that_was_not_said():
    slides = {slide["unique_id"]: slide for slide in json.loads(export("timelinejs", timeline_of(SMALL), "t.html", "x"))["events"]}
    assert slides["known-1949"]["start_date"] == {"year": 1949}
    assert slides["season-1951"]["start_date"] == {"year": 1951}
    assert slides["month-1950"]["start_date"] == {"year": 1950, "month": 2}
    assert slides["span-1999"]["end_date"] == {"year": 1999, "month": 6, "day": 10}
    assert "end_date" not in slides["open-2022"]
    assert "2 &lt; 3" in slides["about-1990"]["text"]["text"]


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_the_same_every_time(timeline, name):
    assert export(name, timeline, ADDRESS, "x") == export(name, timeline, ADDRESS, "x")


def test_files_are_named_after_their_page():
    assert [file_name(name, "in/timeline.md") for name in EXPORTS] == [
        "in/timeline.json", "in/timeline.csv", "in/timeline.ics", "in/timeline-timelinejs.json",
    ]  # fmt: skip


# What OWASP names as beginnings of a formula, also in the wide forms of other keyboards.
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "'=1", "''=1", "=", "-"]
NO_FORMULAS = ["", "1", "-1", "+1.5", "-12,700", "'", "''", "'tis", "a=1", "1949-04-04", "– a dash", "1-2", "# x", '"=1"']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_any_other_text_and_every_number_stay_as_they_are_in_a_table(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", [*FORMULAS, *NO_FORMULAS])
def test_every_text_comes_back_from_a_table(text):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("0 `a` 9", "0 a 9"),  # signs of private use are signs of the text
        ("*a* **b** _c_ `d*e*`", "a b c d*e*"),
        ("[a](https://x.org) and ![b](c.png)", "a and b"),
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        (r"\*not\* this", "*not* this"),
    ],
)
def test_plain_text_keeps_the_words(markdown, text):
    assert plain(markdown) == text


def test_import_reports_whatever_does_not_fit():
    result = from_csv(
        "Date,Title,Colour,titel,Time,positions\r\n"
        "1949-04-04,Founded,blue,x,,\r\n"
        "soon,Later,,,,\r\n"
        "1950,,,,,\r\n"
        "1951,With broken positions,,,,not json\r\n"
        "1952,Too many,,,,,surplus\r\n"
    )
    assert [record["title"] for record in result.records] == ["Founded", "With broken positions", "Too many"]
    assert result.report == [
        "Column 'Colour': not imported, there is no such field.",
        "Column 'titel': not imported, there is no such field; did you mean 'title'?.",
        "Column 'Time': not imported, it has no place in an events file.",
        "Row 3: date: 'soon' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD. The row is left out.",
        "Row 4: it has no title. The row is left out.",
        "Row 5: positions: 'not json' is not the JSON that this column holds; not imported.",
        "Row 6: 1 more cells than columns; not imported. Is a comma outside quotes?",
    ]


def test_import_reads_the_spreadsheet_of_timelinejs():
    result = from_csv(
        "Year,Month,Day,End Year,End Month,End Day,Headline,Text,Group,Media\n"
        "1969,7,20,,,,People on the Moon,They walk.,space,https://example.org/x.png\n"
        "1998,11,,2030,,,A station,,,\n"
    )
    assert result.records == [
        {"date": "1969-07-20", "title": "People on the Moon", "summary": "They walk.", "category": "space"},
        {"date": "1998-11/2030", "title": "A station"},
    ]
    assert result.report == ["Row 2: media: 'https://example.org/x.png' not imported; add a picture with file and alt by hand."]


@pytest.mark.parametrize("text", ["", "\n", "\ufeffdate,title\n1949,x\n", 'date,title\n1949,"open'])
def test_import_never_raises(text):
    from_csv(text)


def test_the_committed_schema_is_the_one_of_the_declarations():
    from mkdocs_timeline.json_schema import schema_text

    assert (PACKAGE / "events.schema.json").read_text("utf-8") == schema_text()


def test_the_tables_of_the_documentation_are_those_of_the_declarations():
    from mkdocs_timeline.reference import block_table, fields_tables, settings_table

    readme = (PACKAGE / "README.md").read_text("utf-8")
    for table in (fields_tables(), block_table(), settings_table()):
        assert table in readme


def test_the_schema_takes_the_real_file_and_refuses_what_the_validator_refuses():
    import yaml

    from mkdocs_timeline.json_schema import json_schema

    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)

    class Loader(yaml.SafeLoader):
        """Dates stay text, as in an editor's language server."""

    Loader.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
        for key, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    with (ROOT / "docs" / "events.yml").open(encoding="utf-8") as file:
        assert list(check.iter_errors(yaml.load(file, Loader))) == []
    assert check.is_valid([{"date": 1949, "title": "x"}])
    for wrong in (
        [{"title": "x"}],
        [{"date": "1949", "titel": "x", "title": "x"}],
        [{"date": "1949", "title": "x", "id": "No Id"}],
        [{"date": "1949", "title": "x", "status": "sure"}],
        [{"date": "1949", "title": "x", "positions": [{"who": "a"}]}],
        {"categories": {}},
    ):
        assert not check.is_valid(wrong), wrong
