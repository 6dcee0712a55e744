"""Thousands of seeded mistakes in data and text: each gives a correct site, or exit 1 with messages at their places."""

import hashlib
import re
import shutil

import pytest
from mutations import mutate
from reader.__main__ import main
from small import FILES, small_project

DATA = [name for name in FILES if name.startswith("docs/")]
# file:line:column, or the file alone where all of it is meant
PLACE = re.compile(r"(?:docs/[\w./-]+|mkdocs\.yml|scripts/reader/exceptions\.yml|site/[\w./-]+)(?::\d+){0,2}: \S")
LAST = re.compile(r"\d+ problems?; (?:nothing was built|the last good site was left as it was)\.")
QUICK, MANY, BUILDS = 400, 4_000, 30


def told_well(said):
    """Whether a refusal is only lines that name a place, and one that counts them."""
    assert "Traceback" not in said, said
    lines = [line for line in said.strip().split("\n") if line]
    assert LAST.fullmatch(lines[-1]), said
    for line in lines[:-1]:
        assert PLACE.match(line), f"no place: {line!r}"
        assert len(line) < 700, f"too long to read: {line[:200]!r}"
        assert line.isprintable(), f"a message with hidden characters: {line!r}"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return small_project(tmp_path_factory.mktemp("small") / "project")


def attempt(project, capsys, seed, command):
    """Break one file, run a command in this process, mend the file; returns exit code and what was said."""
    name = DATA[seed % len(DATA)]
    path = project / name
    broken = mutate(FILES[name], seed)
    path.write_bytes(broken.encode("utf-8", "surrogatepass"))
    try:
        code = main(["--root", str(project), command])
    except BaseException as error:
        raise AssertionError(f"seed {seed}, {name}: {type(error).__name__}: {error}") from error
    finally:
        path.write_text(FILES[name], "utf-8", newline="\n")
    return code, capsys.readouterr().err, name


def check_many(project, capsys, seeds):
    refused = 0
    for seed in seeds:
        code, said, name = attempt(project, capsys, seed, "check")
        assert code in (0, 1), f"seed {seed}, {name}: exit {code}"
        if code:
            refused += 1
            try:
                told_well(said)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, {name}: {error}") from None
    assert main(["--root", str(project), "check"]) == 0, "the project was not mended"
    return refused


def test_hundreds_of_mistakes_are_told_or_do_no_harm(project, capsys):
    assert check_many(project, capsys, range(QUICK)) > QUICK / 4


@pytest.mark.slow
def test_thousands_of_mistakes_are_told_or_do_no_harm(project, capsys):
    assert check_many(project, capsys, range(10_000, 10_000 + MANY)) > MANY / 4


def digest(root):
    files = sorted(path for name in ("site", "dist") for path in (root / name).rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_real_builds_give_a_whole_site_or_leave_the_last_one(project, tmp_path, capsys):
    """Half of the builds are of mistakes that the check lets pass: what it misses must not reach a page."""
    root = tmp_path / "project"
    shutil.copytree(project, root)
    assert main(["--root", str(root), "build"]) == 0
    passed, refused, seed = 0, 0, 20_000
    while passed + refused < BUILDS:
        seed += 1
        code, _, _ = attempt(root, capsys, seed, "check")
        if (code == 0 and passed >= BUILDS / 2) or (code == 1 and refused >= BUILDS / 2):
            continue
        before = digest(root)
        built, said, name = attempt(root, capsys, seed, "build")
        if built:
            refused += 1
            told_well(said)
            assert digest(root) == before, f"seed {seed}, {name}: a refused build changed the last good site"
        else:
            passed += 1
            for page in (root / "site").rglob("*.html"):
                text = page.read_text("utf-8")
                assert text.rstrip().endswith("</html>"), f"seed {seed}, {name}: half a page"
                assert "alert(1)</script>" not in text and "<img src=x" not in text, f"seed {seed}, {name}"
