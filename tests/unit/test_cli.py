"""The command `mkdocs-timeline`, run as its user runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def run(tmp_path):
    def run_one(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "PYTHONUTF8": "1", "COLUMNS": "100"}
        command = [sys.executable, "-m", "mkdocs_timeline", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")

    return run_one


def test_new_writes_a_file_that_check_finds_in_order(run, tmp_path):
    done = run("new")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "docs/events.schema.json").exists()
    done = run("check", "docs/events.yml", "--docs", "docs")
    assert (done.returncode, done.stdout) == (0, "3 events are in order.\n")


def test_new_leaves_a_file_that_exists_alone(run, tmp_path):
    (tmp_path / "mine.yml").write_text("mine", "utf-8")
    done = run("new", "mine.yml")
    assert done.returncode == 1
    assert "mine.yml" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "mine.yml").read_text("utf-8") == "mine"


def test_check_tells_every_problem_and_exits_1(run, tmp_path):
    (tmp_path / "e.yml").write_text("- date: 2001-02-30\n  titel: x\n- {date: 1949, title: y, see: p.md#z}\n", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/p.md").write_text("# P { #p }\n", "utf-8")
    done = run("check", "e.yml", "--docs", "docs")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["e.yml:1:3:", "e.yml:1:9:", "e.yml:2:3:", "e.yml:3:31:"]
    assert lines[-1] == "4 problems to put right."


@pytest.mark.parametrize("name", ["no-such.yml", "."])
def test_a_file_that_cannot_be_read_is_a_problem(run, name):
    done = run("check", name)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and done.stderr.strip()


def test_export_prints_one_form_or_writes_all(run, tmp_path):
    run("new", "e.yml")
    done = run("export", "e.yml", "--to", "json", "--url", "https://moon.example/t.html")
    assert json.loads(done.stdout)["events"][0]["url"] == "https://moon.example/t.html#sputnik-1957"
    done = run("export", "e.yml", "--to", "all", "--into", "out")
    assert done.returncode == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["timeline-timelinejs.json", "timeline.csv", "timeline.ics", "timeline.json"]
    assert run("export", "e.yml", "--to", "all").returncode == 2


def test_import_brings_back_what_export_wrote(run, tmp_path):
    run("new", "e.yml")
    (tmp_path / "e.csv").write_text(run("export", "e.yml", "--to", "csv").stdout, "utf-8")
    done = run("import", "e.csv", "--into", "again.yml")
    assert (done.returncode, done.stderr) == (0, "3 events imported, 0 remarks.\n")
    assert run("export", "again.yml").stdout == run("export", "e.yml").stdout


def test_import_of_nothing_is_a_problem(run, tmp_path):
    (tmp_path / "e.csv").write_text("colour\nblue\n", "utf-8")
    done = run("import", "e.csv")
    assert done.returncode == 1
    assert "Column 'colour'" in done.stderr and "Nothing was imported." in done.stderr


def test_schema_is_json_and_its_table_is_markdown(run):
    assert json.loads(run("schema").stdout)["$schema"].startswith("https://json-schema.org/")
    assert "| `date` | yes |" in run("schema", "--table").stdout


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check"], ["export", "e.yml", "--to", "pdf"]])
def test_wrong_use_exits_2_and_says_how_it_is_used(run, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: mkdocs-timeline")


@pytest.mark.parametrize("command", [[], ["check"], ["export"], ["import"], ["schema"], ["new"]])
def test_help_reads_well(run, command):
    done = run(*command, "--help")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) >= 5 and "None" not in done.stdout
