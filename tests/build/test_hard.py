"""A hostile machine: a full disk, a folder that cannot be written, a build killed at any moment, other clocks and languages."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from small import small_project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("hard") / "project")
    done = run(root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def project(built_once, tmp_path):
    """A built project that a test may break."""
    return Path(shutil.copytree(built_once, tmp_path / "project"))


def command(root):
    return [sys.executable, "-m", "reader", "--root", str(root), "build"]


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **more}


def run(root, before="", **more):
    """Build, after mounts that only this child process sees (Linux; in a user namespace where we are not root)."""
    words = command(root)
    if before:
        own = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
        words = ["unshare", *own, "--mount", "sh", "-ec", f'{before}\nexec "$@"', "sh", *words]
    return subprocess.run(words, env=environment(**more), capture_output=True, text=True, encoding="utf-8", timeout=120)


def digest(root, parts=("site", "dist")):
    files = sorted(path for part in parts for path in (root / part).rglob("*") if path.is_file())
    assert files
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refused(done, *words):
    """One clear sentence or a few, no traceback."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert len(done.stderr.strip().split("\n")) <= 4, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


@pytest.mark.parametrize("room", ["16k", "200k", "800k", "1500k"])
def test_a_full_disk_is_one_sentence_and_the_last_good_site_stays(project, room):
    before = digest(project)
    work = project / ".build"
    done = run(project, f"mount -t tmpfs -o size={room} none '{work}'")
    refused(done, "No space left on device", "room")
    assert digest(project) == before


def test_a_folder_that_cannot_be_written_is_one_sentence(project):
    before = digest(project)
    done = run(project, f"mount --bind '{project}' '{project}'\nmount -o remount,ro,bind '{project}'")
    refused(done, "Read-only file system", "can be written")
    assert digest(project) == before


def test_a_build_killed_at_any_moment_leaves_a_whole_site(project):
    """Seeded moments over the whole length of a build; after each, what lies there is complete, and a build succeeds."""
    whole = digest(project)
    start = time.monotonic()
    assert run(project).returncode == 0
    length = time.monotonic() - start
    chance = random.Random(2026)
    for number in range(12):
        process = subprocess.Popen(command(project), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(length * chance.random() * 1.1)
        process.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT)))
        process.wait(60)
        assert digest(project) == whole, f"kill number {number}"
    done = run(project)
    assert done.returncode == 0, done.stderr
    assert digest(project) == whole
    assert not [path for path in project.iterdir() if path.name.endswith(".old")]


@pytest.mark.parametrize(
    "more",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"TZ": "America/Adak", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "7", "COLUMNS": "20", "HOME": "/nonexistent"},
    ],
    ids=["far east, Turkish", "far west, C", "hashes, no home"],
)
def test_other_clocks_languages_and_homes_give_the_same_bytes(project, more):
    before = digest(project)
    shutil.rmtree(project / "site")
    done = run(project, **more)
    assert done.returncode == 0, done.stderr
    assert digest(project) == before


def test_no_two_files_differ_by_case_alone(built):
    names = [path.relative_to(built.root).as_posix() for path in (built.root / "site").rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)
