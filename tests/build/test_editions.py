"""Editions: the same bytes on any machine, all together or not at all, and what the data file holds."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import ROOT, Copy
from reader import editions as module
from reader.__main__ import main
from reader.archive import unfit_names
from reader.build import BuildError
from reader.editions import EDITIONS, Edition
from small import small_project

# Made in seconds from what `build` installs; the others need converters and run with the slow checks.
LIGHT = {"zip", "html", "data"}
# A ZIM's container differs from run to run: its own test compares the entries.
DIFFERING = {"zim"}


def sums(folder):
    """Every file of a folder: path inside it to hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def agree(dist):
    """The checksums of all editions there, which must agree with SHA256SUMS."""
    found = sums(dist)
    del found["SHA256SUMS"]
    lines = (dist / "SHA256SUMS").read_text("utf-8").splitlines()
    assert lines == [f"{digest}  {name}" for name, digest in sorted(found.items())]
    return found


def run(root, *names, before="", **more):
    """Make editions in a process of its own; `before` are commands of a shell, such as another umask."""
    command = [sys.executable, "-m", "reader", "editions", *(["--only", *names] if names else [])]
    environment = {**os.environ, "PYTHONPATH": str(root / "scripts"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **more}
    words = ["sh", "-ec", f'{before}\nexec "$@"', "sh", *command]
    return subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=900)


def aged(root, seconds):
    """Give every file another time of its last change."""
    for path in root.rglob("*"):
        os.utime(path, (seconds, seconds))


def same_bytes(built, folder, names):
    parts = shutil.ignore_patterns("__pycache__", "site", "dist", ".build")
    one, other = (Path(shutil.copytree(built.root, folder / name, ignore=parts)) for name in ("a", "another folder, größer"))
    aged(one, 1_000_000_000)
    aged(other, 1_700_000_000)
    done = run(one, *names, before="umask 022", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    # As on a machine of another language; a system without it falls back to C, which is another one all the same.
    done = run(other, *names, before="umask 077", TZ="America/Adak", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", PYTHONHASHSEED="2", HOME="/nonexistent")
    assert done.returncode == 0, done.stderr
    made = agree(one / "dist")
    assert len(made) == len(names)
    assert agree(other / "dist") == made


def test_two_machines_make_the_same_bytes(built, tmp_path):
    same_bytes(built, tmp_path, [edition.name for edition in EDITIONS if edition.name in LIGHT])


@pytest.mark.slow
def test_two_machines_make_the_same_bytes_with_heavy_converters_too(built, tmp_path):
    same_bytes(built, tmp_path, [edition.name for edition in EDITIONS if edition.name not in DIFFERING])


def test_each_edition_has_a_name_of_its_own():
    assert {"zip", "html", "data"} <= {edition.name for edition in EDITIONS}
    for field in ("name", "ending", "words"):
        values = [getattr(edition, field) for edition in EDITIONS]
        assert len(values) == len(set(values)), field
        assert all(re.fullmatch(r"[\w. -]+|the [\w -]+", value) for value in values)


# All together or not at all


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("editions") / "project")
    shutil.copy2(ROOT / "LICENSE-CONTENT", root)
    assert main(["--root", str(root), "editions", "--only", *sorted(LIGHT)]) == 0
    return root


@pytest.fixture
def project(made_once, tmp_path):
    """A small project with its editions, in which a word has changed since."""
    copy = Copy(Path(shutil.copytree(made_once, tmp_path / "project")))
    copy.edit("docs/about/method.md", "By hand.", "By many hands.")
    return copy.root


@pytest.fixture
def make(capsys, monkeypatch):
    """Make editions in this process: `make(root, *editions)`; returns the exit code and what was said."""

    def run_here(root, *wanted, only=()):
        light = [edition for edition in EDITIONS if edition.name in LIGHT]
        monkeypatch.setattr(module, "EDITIONS", (*light, *wanted))
        code = main(["--root", str(root), "editions", *(["--only", *only] if only else [])])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_here


@pytest.fixture
def unchanged(project):
    """What lies in site/ and dist/ must be the same in the end, and the work folder empty."""

    def state():
        files = [path for part in ("site", "dist") for path in sorted((project / part).rglob("*")) if path.is_file()]
        return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}

    before = state()
    yield
    assert state() == before
    agree(project / "dist")
    assert not [path for path in (project / ".build").iterdir() if path.is_dir()]


def test_progress_is_told_and_the_files_are_named(project, make):
    code, out, err = make(project)
    assert (code, err) == (0, "")
    lines = re.sub(r"\d+\.\d", "N", out).splitlines()
    dist = project / "dist"
    names = ["nato-russia-reader-2026-10.zip", "nato-russia-reader-2026-10.html", "nato-russia-reader-2026-10-data.zip"]
    assert lines[-9:] == [
        "Writing the offline bundle … done (N s)",
        "Writing the one-file edition … done (N s)",
        "Writing the data … done (N s)",
        "",
        f"Open {project / 'site' / 'index.html'}",
        *(f"{dist / name} (N MB)" for name in names),
        f"Checksums: {dist / 'SHA256SUMS'}",
    ]
    assert agree(dist).keys() == set(names)
    assert "By many hands." in (dist / names[1]).read_text("utf-8")


def test_a_build_keeps_the_checksums_right(project):
    before = agree(project / "dist")
    assert main(["--root", str(project), "build"]) == 0
    after = agree(project / "dist")
    assert {name for name in after if after[name] != before[name]} == {"nato-russia-reader-2026-10.zip"}


def test_one_edition_alone_leaves_the_others(project, make):
    before = agree(project / "dist")
    assert make(project, only=["html"])[0] == 0
    after = agree(project / "dist")
    assert {name for name in after if after[name] != before[name]} == {"nato-russia-reader-2026-10.html"}


@pytest.mark.usefixtures("unchanged")
def test_an_unknown_edition_is_named(project, make):
    code, _, err = make(project, only=["html", "ebook"])
    assert (code, err) == (1, "There is no edition 'ebook'; there are: zip, html, data.\n")


def half(error):
    """A writer that fails when half of its file is written."""

    def write(_source, target):
        target.write_bytes(b"half")
        raise error

    return Edition("bad", ".bad", "the bad one", write)


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BuildError("The bad one needs 'badtool'; install it (Debian: apt install badtool)."), "The bad one needs 'badtool'; install it (Debian: apt install badtool).\n"),
        (OSError(28, "No space left on device", "/x/y.bad"), "/x/y.bad: No space left on device; check that the disk has room and the place can be written, and run this again.\n"),
        (
            RuntimeError("no such\nglyph"),
            "Writing the bad one stopped at a fault in the program; the last good files were left as they were (RuntimeError: no such). "
            "The whole report is in .build/edition.log.\n",
        ),
    ],
)
def test_an_edition_that_fails_leaves_everything_as_it_was(project, make, error, told):
    code, out, err = make(project, half(error))
    assert (code, err) == (1, told)
    assert out.endswith("Writing the bad one … stopped\n")
    if isinstance(error, RuntimeError):
        assert "Traceback" in (project / ".build" / "edition.log").read_text("utf-8")


@pytest.mark.usefixtures("unchanged")
def test_a_stop_in_the_middle_leaves_everything_as_it_was(project, make):
    code, _, err = make(project, half(KeyboardInterrupt()))
    assert (code, err) == (130, "\nStopped. The last good site was left as it was.\n")


# The editions with one more, which writes half of its file and then takes its time: the run is killed in the middle of the work.
SLOW = """
import sys, time
from reader import editions
from reader.__main__ import main

def write(_source, target):
    target.write_bytes(b"half")
    time.sleep(60)

editions.EDITIONS = (*(one for one in editions.EDITIONS if one.name in sys.argv[2:]), editions.Edition("slow", ".slow", "the slow one", write))
main(["--root", sys.argv[1], "editions"])
"""


def test_a_killed_run_leaves_everything_as_it_was_and_the_next_one_succeeds(project):
    before = agree(project / "dist")
    site = sums(project / "site")
    command = [sys.executable, "-c", SLOW, str(project), *sorted(LIGHT)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    said = ""
    while not said.endswith("Writing the slow one"):
        said += process.stdout.read(1)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert (agree(project / "dist"), sums(project / "site")) == (before, site)
    assert main(["--root", str(project), "editions", "--only", *sorted(LIGHT)]) == 0
    assert agree(project / "dist") != before
    assert not [path for path in (project / "dist").iterdir() if path.name.startswith(".")]


@pytest.mark.usefixtures("unchanged")
def test_a_folder_in_the_place_of_an_edition_is_named(project, make):
    place = project / "dist" / "nato-russia-reader-2026-10.html"
    data = place.read_bytes()
    place.unlink()
    place.mkdir()
    code, _, err = make(project)
    place.rmdir()
    place.write_bytes(data)
    assert (code, err) == (1, f"{place}: a folder is where a file is needed; check that the disk has room and the place can be written, and run this again.\n")


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("reason", [(28, "No space left on device"), (13, "Permission denied"), (30, "Read-only file system")])
def test_a_full_or_closed_dist_is_one_sentence(project, make, monkeypatch, reason):
    moved = []

    def move(file, target):
        moved.append(target)
        if len(moved) < 3:
            return target.write_bytes(file.read_bytes())
        raise OSError(*reason, str(target))

    monkeypatch.setattr("reader.swap.shutil.move", move)
    code, _, err = make(project)
    assert code == 1
    assert err == f"{moved[-1]}: {reason[1]}; check that the disk has room and the place can be written, and run this again.\n"


@pytest.mark.slow
@pytest.mark.parametrize("what", ["full", "closed", "another disk"])
def test_a_real_disk_that_is_full_closed_or_another(project, what):
    """Mounts that only the child process sees (Linux; in a user namespace where we are not root)."""
    before, site = sums(project / "dist"), sums(project / "site")
    dist, own = project / "dist", [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    mount = {
        "full": f"mount -t tmpfs -o size=40k none '{dist}'",
        "closed": f"mount --bind '{dist}' '{dist}'\nmount -o remount,ro,bind '{dist}'",
        "another disk": f"mount -t tmpfs -o size=40m none '{dist}'",
    }[what]
    command = [sys.executable, "-m", "reader", "--root", str(project), "editions", "--only", *sorted(LIGHT)]
    words = ["unshare", *own, "--mount", "sh", "-ec", f'{mount}\n"$@"\nls -A \'{dist}\'', "sh", *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120)
    if what == "another disk":
        assert done.returncode == 0, done.stderr
        assert sorted(done.stdout.split("Checksums: ")[1].split("\n", 1)[1].split()) == ["SHA256SUMS", *sorted(name for name in before if name != "SHA256SUMS")]
        return
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1 and "Traceback" not in done.stderr, done.stderr
    assert ("No space left on device" if what == "full" else "Read-only file system") in done.stderr
    assert (sums(project / "dist"), sums(project / "site")) == (before, site)


# The zips


@pytest.mark.parametrize("name", ["zip", "data"])
def test_a_zip_holds_safe_names_in_one_folder_without_surprises(edition, name):
    with zipfile.ZipFile(edition(name)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    folder = edition(name).name.removesuffix(".zip")
    assert {entry.split("/")[0] for entry in names} == {folder}
    inside = [entry.removeprefix(f"{folder}/") for entry in names]
    assert list(unfit_names(inside)) == []
    assert max(map(len, names)) < 120
    assert re.fullmatch(r"READ-ME-FIRST\.txt|README\.txt", inside[0]), "the note comes first"
    assert inside[1:] == sorted(inside[1:])
    assert {(entry.date_time, entry.external_attr, entry.create_system, entry.is_dir(), entry.comment, entry.extra) for entry in entries} == {
        (entries[0].date_time, 0o644 << 16, 3, False, b"", b"")
    }
    assert not [entry for entry in inside if entry.endswith(".map") or "/lunr/" in entry]
    assert edition(name).stat().st_size <= 3_000_000


@pytest.fixture(scope="module")
def data(edition):
    """The files of the data file: name to bytes."""
    with zipfile.ZipFile(edition("data")) as archive:
        return {entry.partition("/")[2]: archive.read(entry) for entry in archive.namelist()}


def test_the_data_hold_every_form_that_the_pages_offer(data, site):
    figures = {path.stem for path in (ROOT / "docs" / "figures").glob("*.yml")}
    events = {"events.yml", "events.schema.json", "timeline.json", "timeline.csv", "timeline.ics", "timeline-timelinejs.json"}
    sources = {"sources.yml", "sources.bib", "sources.ris", "sources.json"}
    assert set(data) == events | sources | {f"figures/{name}.{ending}" for name in figures for ending in ("yml", "csv")} | {"README.txt", "LICENSE-CONTENT"}
    for name in data:
        if (site / name).exists():
            assert data[name] == (site / name).read_bytes(), name


def test_the_data_agree_with_their_schema_and_with_each_other(data):
    events = yaml.load(data["events.yml"], yaml.BaseLoader)
    jsonschema.validate(events, json.loads(data["events.schema.json"]))
    count = len(events["events"])
    assert count > 150
    assert len(list(csv.reader(io.StringIO(data["timeline.csv"].decode(), newline="")))) == count + 1
    assert data["timeline.ics"].count(b"BEGIN:VEVENT") == count
    assert len(json.loads(data["timeline.json"])["events"]) == count
    assert len(json.loads(data["sources.json"])) == len(yaml.safe_load(data["sources.yml"]))


def test_the_note_names_every_file_and_how_to_cite(data):
    text = data["README.txt"].decode("ascii")
    assert text.count("\r\n") == text.count("\n")
    for name in data:
        line = f"figures/*{Path(name).suffix}" if name.startswith("figures/") else name
        assert name == "README.txt" or re.search(rf"^{re.escape(line)} {{2,}}\S", text, re.MULTILINE), name
    assert re.search(r'How to cite: "NATO-Russia relations: An open course reader", edition \d{4}-\d{2}, by The contributors, CC BY 4.0', text)
