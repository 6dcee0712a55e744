"""Real builds: what they make, that the same input gives the same bytes, and that no fault or stop harms the last good site."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile

import pytest
from conftest import Copy

TEXT = (".md", ".yml", ".html", ".css", ".js", ".svg", ".txt")


def tree(folder):
    """Every file of a folder: its path inside it to a hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def result(root):
    """What a build leaves, and what it must not leave."""
    assert not [path for path in (root / ".build").iterdir() if path.is_dir()]
    assert not [path for path in root.iterdir() if path.name.endswith((".old", ".part"))]
    assert len(list((root / "dist").iterdir())) == 1
    return {"site": tree(root / "site"), "dist": tree(root / "dist")}


def start(root, *command, **environment):
    """Start `reader` on a copy; its output can be read as it comes."""
    return subprocess.Popen(
        [sys.executable, "-m", "reader", *command],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "scripts"), "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def workshop(built, tmp_path_factory):
    """A built copy in which tests break one thing and mend it again."""
    root = tmp_path_factory.mktemp("builds") / "workshop"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(root)


@pytest.fixture
def fails(workshop):
    """Build, which must fail without a traceback and leave the last good site; returns what it said."""
    before = result(workshop.root)

    def run(*command):
        done = workshop.run(*(command or ("build",)))
        assert done.returncode == 1, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
        return done.stderr

    yield run
    assert result(workshop.root) == before


@pytest.fixture
def changed(workshop):
    """Change a file for one test: `changed(path, old, new)`, or `changed(path, None, text to add)`."""
    saved = {}

    def change(path, old, new):
        file = workshop.root / path
        saved.setdefault(path, file.read_bytes() if file.exists() else None)
        if old is None:
            file.write_text((file.read_text("utf-8") if file.exists() else "") + new, "utf-8")
        else:
            workshop.edit(path, old, new)

    yield change
    for path, data in saved.items():
        (workshop.root / path).unlink() if data is None else (workshop.root / path).write_bytes(data)


def test_a_build_tells_its_steps_and_where_to_open_the_result(project_copy):
    (project_copy.root / "dist").mkdir()
    (project_copy.root / "dist" / "other.txt").write_text("mine", "utf-8")
    done = project_copy.run("build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = re.sub(r"\d+\.\d", "N", done.stdout).splitlines()
    bundle = next((project_copy.root / "dist").glob("*.zip"))
    assert lines == [
        "Checking data and text … done (N s)",
        "Building the pages … done (N s)",
        "Checking every link and address … done (N s)",
        "Writing the offline bundle … done (N s)",
        "",
        f"Open {project_copy.root / 'site' / 'index.html'}",
        f"Offline bundle: {bundle} (N MB)",
    ]
    assert re.fullmatch(r"nato-russia-reader-\d{4}-\d{2}\.zip", bundle.name)
    assert (project_copy.root / "dist" / "other.txt").read_text("utf-8") == "mine"


def test_another_folder_clock_and_language_give_the_same_bytes(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "b", ignore=shutil.ignore_patterns("__pycache__", "site", "dist", ".build"))
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    process = start(tmp_path / "b", "build", **other)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert result(tmp_path / "b") == result(built.root)


def test_building_again_changes_nothing(workshop):
    before = result(workshop.root)
    assert workshop.run("build").returncode == 0
    assert result(workshop.root) == before


def test_the_named_time_is_the_time_of_the_build(built, tmp_path):
    shutil.copytree(built.root, tmp_path / "b", ignore=shutil.ignore_patterns("__pycache__", "site", "dist", ".build"))
    process = start(tmp_path / "b", "build", SOURCE_DATE_EPOCH="1000000000")
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    with zipfile.ZipFile(next((tmp_path / "b" / "dist").iterdir())) as bundle:
        assert {entry.date_time for entry in bundle.infolist()} == {(2001, 9, 9, 1, 46, 40)}


def test_windows_line_ends_and_byte_order_marks_build_the_same_site(built, tmp_path):
    root = tmp_path / "windows"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("__pycache__", "site", "dist", ".build"))
    files = [root / "mkdocs.yml", *(root / "tests").rglob("*"), *(root / "docs").rglob("*"), *(root / "overrides").rglob("*")]
    count = 0
    for path in files:
        if path.is_file() and path.suffix in TEXT:
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
            count += 1
    assert count > 25
    done = Copy(root).run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    there, here = result(built.root), result(root)
    assert [path for path in there["site"] if there["site"][path] != here["site"].get(path)] == []
    assert here == there


ONLY_BUILT = {
    '<script src="https://example.org/x.js"></script>': "'https://example.org/x.js' would be fetched from another host; ship the file with the site",
    '<img src="//example.org/x.png" alt="">': "'//example.org/x.png' would be fetched from another host; ship the file with the site",
    '<p style="color: red">Red.</p>': "style=: the built page has it, a strict content policy refuses it",
    '<p onclick="x()">Click.</p>': "onclick=: the built page has it, a strict content policy refuses it",
    '<a href="nowhere.html">Nowhere.</a>': "href: 'nowhere.html' leads to no file; correct the link",
    '<p id="licence">Twice.</p>': "id: 'licence' stands on this page twice; an address must be unique",
    "A note.[^nowhere]": "a note was not read and stayed as text: 'A note.[^nowhere]'; look for it in the page's source",
    "This is **not bold.": "bold type was not read and stayed as text: 'This is **not bold.'; look for it in the page's source",
}  # fmt: skip


def test_what_only_the_built_page_shows_is_refused_all_at_once(fails, changed):
    changed("docs/about/licence.md", None, "".join(f"\n{markup}\n" for markup in ONLY_BUILT))
    lines = fails().rstrip("\n").split("\n")
    places = [re.fullmatch(r"site/about/licence\.html:\d+:1: (.*?)(?: \(also on line \d+\))?", line) for line in lines[:-2]]
    assert all(places), lines
    assert sorted(place[1] for place in places) == sorted(ONLY_BUILT.values())
    assert lines[-2:] == ["", f"{len(ONLY_BUILT) + 1} problems; the last good site was left as it was."]


def test_a_lost_address_is_named(fails, changed):
    changed("tests/addresses.txt", None, "history.html#no-such-place\n")
    assert fails() == (
        "These published addresses no longer resolve; keep the old id, or an alias of it, and name a page that is gone in moved_from of the one that took its text (the last good site was left as it was):\n"
        "  history.html#no-such-place\n"
    )


def test_a_fault_in_a_template_is_one_sentence_and_a_log(workshop, fails, changed):
    changed("overrides/404.html", None, "{% endfor %}")
    lines = fails().rstrip("\n").split("\n")
    assert lines[0] == "MkDocs found something to put right; the last good site was left as it was:"
    assert any("Encountered unknown tag 'endfor'" in line for line in lines[1:])
    assert lines[-1] == "The whole report is in .build/mkdocs.log."
    assert "Traceback" in (workshop.root / ".build" / "mkdocs.log").read_text("utf-8")


def test_a_page_missing_in_the_contents_list_is_told(fails, changed):
    changed("docs/stray.md", None, "---\ntitle: Stray\ndescription: A page in no list.\n---\n\n# Stray { #stray }\n")
    assert "stray.md" in fails()


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("site_name:", "site_name: [", "", "this is not readable YAML"),
        ('&edition "2026-10"', "&edition ../../x", "edition", 'edition: write the year and month to which facts were checked, as "2026-10"'),
        ('&facts_checked_on "2026-', '&facts_checked_on "x2026-', "facts_checked_on", 'facts_checked_on: write the day to which facts were checked, as "2026-10-10"'),
        ("[history.md,", "[histroy.md,", "chapters", "chapters: there is no page 'histroy.md'; did you mean 'history.md'?"),
        ("  chapters: &chapters", "  other: &chapters", "extra:", "chapters: list the pages that are chapters, as [history.md, outlook.md]"),
        ("markdown_extensions:", "markdown_extension:", None, "markdown_extensions: the list is missing; bring it back"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_settings_is_told_at_its_place(workshop, fails, changed, old, new, place, message):
    changed("mkdocs.yml", old, new)
    lines = (workshop.root / "mkdocs.yml").read_text("utf-8").split("\n")
    number = next((n for n, line in enumerate(lines, 1) if place and line.strip().startswith(place)), 1)
    said = fails().split("\n")
    where = rf"mkdocs\.yml:\d+:\d+: {re.escape(message)}" if place == "" else rf"mkdocs\.yml:{number}:[13]: {re.escape(message)}"
    assert re.match(where, said[0]), said
    assert said[1:] == ["", "1 problem; nothing was built.", ""]


def test_missing_settings_are_told(workshop, fails):
    (workshop.root / "mkdocs.yml").rename(workshop.root / "away.yml")
    try:
        assert fails() == "mkdocs.yml:1:1: there is no such file; make it, or correct the path\n\n1 problem; nothing was built.\n"
    finally:
        (workshop.root / "away.yml").rename(workshop.root / "mkdocs.yml")


def test_an_unknown_extension_or_plugin_is_told(fails, changed):
    changed("mkdocs.yml", "  - search:\n", "  - serch:\n")
    assert "serch" in fails()


@pytest.mark.parametrize("name", [".build", "site", "dist"])
def test_a_file_where_a_folder_is_needed_is_named_and_kept(project_copy, name):
    # As root, taking the right to write away would change nothing; a file in the way stops everyone.
    (project_copy.root / name).write_text("mine", "utf-8")
    done = project_copy.run("build")
    assert done.returncode == 1
    assert done.stderr == f"{project_copy.root / name} is a file where a folder is needed; move it away and run this again.\n"
    assert (project_copy.root / name).read_text("utf-8") == "mine"


def test_a_folder_in_the_place_of_the_bundle_is_named(workshop):
    bundle = next((workshop.root / "dist").iterdir())
    data, site = bundle.read_bytes(), tree(workshop.root / "site")
    bundle.unlink()
    bundle.mkdir()
    done = workshop.run("build")
    bundle.rmdir()
    bundle.write_bytes(data)
    assert done.returncode == 1
    assert done.stderr == f"{bundle} is a folder where a file is needed; move it away and run this again.\n"
    assert tree(workshop.root / "site") == site


@pytest.mark.parametrize(("command", "said"), [("addresses", ""), ("build", "Stopped. The last good site was left as it was.\n")])
def test_a_reader_of_the_output_that_goes_away_is_no_fault_of_a_file(workshop, command, said):
    before = {part: tree(workshop.root / part) for part in ("site", "dist")}
    with start(workshop.root, command) as process:
        process.stdout.close()
        assert (process.stderr.read(), process.wait(30)) == (said, 141)
    assert {part: tree(workshop.root / part) for part in ("site", "dist")} == before


@pytest.mark.parametrize("step", ["Building the pages", "Writing the offline"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_build_that_is_stopped_leaves_the_last_good_site_and_the_next_one_succeeds(workshop, name, step):
    before = {part: tree(workshop.root / part) for part in ("site", "dist")}
    process = start(workshop.root, "build")
    said = ""
    while not said.endswith(step):
        said += process.stdout.read(1)
    if step == "Building the pages":
        time.sleep(0.5)  # MkDocs is at work
    process.send_signal(getattr(signal, name))
    _, errors = process.communicate(timeout=30)
    assert process.returncode in ((-signal.SIGKILL,) if name == "SIGKILL" else (130, 0))
    if process.returncode == 130:
        assert errors == "\nStopped. The last good site was left as it was.\n"
    assert {part: tree(workshop.root / part) for part in ("site", "dist")} == before
    if name == "SIGKILL" and step == "Building the pages":
        assert [path for path in (workshop.root / ".build").iterdir() if path.is_dir()], "it was killed too late for this test"
        done = workshop.run("build")
        assert done.returncode == 0, done.stderr
        assert result(workshop.root) == before


def test_a_second_build_at_the_same_time_is_refused(workshop):
    first = start(workshop.root, "build")
    said = ""
    while not said.endswith("Building the pages"):
        said += first.stdout.read(1)
    second = workshop.run("build")
    assert second.returncode == 1
    assert second.stderr == "Another build is running in this folder; wait until it has ended and run this again.\n"
    first.communicate(timeout=60)
    assert first.returncode == 0


def test_a_check_is_quick_and_touches_nothing(project_copy):
    before = tree(project_copy.root / "docs")
    done = project_copy.run("check", timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ pages and the data are in order\.\n", done.stdout)
    project_copy.edit("docs/index.md", "{ #home }", "")
    assert project_copy.run("check", timeout=20).returncode == 1
    assert not [name for name in ("site", "dist", ".build") if (project_copy.root / name).exists()]
    assert tree(project_copy.root / "docs").keys() == before.keys()


def without_moved(done):
    """What a command said, but for the addresses that lead on."""
    return "".join(line for line in done.stdout.splitlines(keepends=True) if not line.startswith("moved "))


def test_addresses_are_listed_and_added_at_the_end_only_when_asked(workshop, changed):
    changed("tests/addresses.txt", None, "")
    ledger = workshop.root / "tests/addresses.txt"
    old = ledger.read_bytes()
    lines = old.decode().splitlines()
    assert lines[-1] == lines[-1].strip() != ""
    ledger.write_bytes("\n".join(lines[:-1]).encode())  # without its last line, and without the end of the one before
    done = workshop.run("addresses")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("moved ")
    assert without_moved(done) == (
        f"new   {lines[-1]}\nAdd them with 'python3 scripts/make.py addresses --accept' when they are to be published.\n"
    )
    done = workshop.run("addresses", "--accept")
    assert (done.returncode, done.stdout) == (0, "1 new address added to tests/addresses.txt.\n")
    assert ledger.read_bytes().decode().splitlines() == lines
    assert without_moved(workshop.run("addresses")) == "No new addresses.\n"
    ledger.write_bytes(old + b"history.html#gone\n")
    done = workshop.run("addresses")
    assert (done.returncode, without_moved(done)) == (1, "No new addresses.\n")
    assert done.stderr == (
        "gone  history.html#gone\nBring back each address that is gone: keep the old id, or an alias of it, "
        "and name a page that is gone in moved_from of the one that took its text.\n"
    )


def test_addresses_need_a_built_site(project_copy):
    done = project_copy.run("addresses")
    assert (done.returncode, done.stderr) == (1, "There is no built site yet; run 'python3 scripts/make.py build' first.\n")


def test_the_bundle_unpacks_into_the_site(built, tmp_path):
    folder = tmp_path / "eine Mappe #1, größer"
    bundle = next((built.root / "dist").iterdir())
    with zipfile.ZipFile(bundle) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        archive.extractall(folder)
    top = bundle.stem
    assert names[0] == f"{top}/READ-ME-FIRST.txt"
    assert names[1:] == sorted(names[1:])
    assert len(names) == len(set(map(str.lower, names))), "two names that Windows takes for one"
    for name in names:
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name
        parts = name.split("/")
        assert parts[0] == top
        assert not {"", ".", ".."} & set(parts)
    first = (folder / top / "READ-ME-FIRST.txt").read_bytes()
    assert b"\r\n" in first, "Notepad of old shows one line without it"
    assert "index.html" in first.decode("ascii")
    assert top.endswith(re.search(r"edition (\S+)", first.decode())[1])
    unpacked = tree(folder / top)
    del unpacked["READ-ME-FIRST.txt"]
    assert unpacked == tree(built.root / "site")
    assert bundle.stat().st_size < 3_000_000
    assert not [name for name in names if name.endswith((".map", ".yml", ".md"))]
