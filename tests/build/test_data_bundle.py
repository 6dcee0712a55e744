"""The zip of data, each file opened by a program that people use for its kind."""

import csv
import io
import json
import subprocess
import zipfile

import bibtexparser
import icalendar
import jsonschema
import pytest
import rispy
import yaml


@pytest.fixture(scope="module")
def data(edition):
    """The files of the zip: name, bytes."""
    with zipfile.ZipFile(edition("data")) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def events(data):
    return yaml.safe_load(data["events.yml"])["events"]


def table_of(content):
    """The rows of a CSV file, the first with the names of the columns."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_read_me_names_every_file_and_nothing_else(data):
    told = data["README.txt"].decode()
    for name in data:
        if name != "README.txt":
            folder, _, file = name.rpartition("/")
            assert (f"{folder}/*.{file.rpartition('.')[2]}" if folder else name) in told, name


def test_the_events_are_valid_by_the_schema_beside_them(data):
    schema = json.loads(data["events.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    content = yaml.load(data["events.yml"], yaml.BaseLoader)  # dates stay words
    faults = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(content) if "is not of type" not in error.message]
    assert faults == []


def test_every_form_of_the_timeline_has_all_events(data, events):
    ids = {event["id"] for event in events}
    assert {event["id"] for event in json.loads(data["timeline.json"])["events"]} == ids
    head, *rows = table_of(data["timeline.csv"])
    assert {row[head.index("id")] for row in rows} == ids
    calendar = icalendar.Calendar.from_ical(data["timeline.ics"])
    assert len(calendar.walk("VEVENT")) == len(ids)


def test_every_form_of_the_bibliography_has_all_sources(data):
    keys = {source["id"] for source in yaml.safe_load(data["sources.yml"])}
    assert {entry["id"] for entry in json.loads(data["sources.json"])} == keys
    assert {entry.key for entry in bibtexparser.parse_string(data["sources.bib"].decode()).entries} == keys
    assert len(rispy.loads(data["sources.ris"].decode())) == len(keys)


def test_every_figure_has_its_data_as_written_and_as_a_table(data):
    written = {name.removesuffix(".yml") for name in data if name.startswith("figures/") and name.endswith(".yml")}
    tables = {name.removesuffix(".csv") for name in data if name.startswith("figures/") and name.endswith(".csv")}
    assert written == tables and len(tables) >= 7
    for name in tables:
        head, *rows = table_of(data[f"{name}.csv"])
        assert rows and all(len(row) == len(head) for row in rows), name


@pytest.mark.slow
def test_a_spreadsheet_program_opens_the_tables(data, tmp_path):
    for name in ("timeline.csv", "figures/fig-exercises.csv"):
        table = tmp_path / name.rpartition("/")[2]
        table.write_bytes(data[name])
        again = tmp_path / f"again-{table.name}"
        subprocess.run(["ssconvert", "--import-encoding=UTF-8", str(table), str(again)], check=True, capture_output=True, timeout=120)
        first, second = (table_of(file.read_bytes()) for file in (table, again))
        assert len(first) == len(second)
        column = next(i for i, head in enumerate(first[0]) if head.lower() in ("title", "exercise"))
        assert [row[column] for row in first] == [row[column] for row in second]
