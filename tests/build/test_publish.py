"""`make.py publish`: what it puts together, that the same input gives the same bytes, and that a stop leaves the last website."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from small import small_project

from reader.to_headers import LONGEST, MOST

ADDRESS = "https://example.org/courses/nato"


def small(root):
    """The small project, with the page on taking it offline."""
    small_project(root)
    for name in ("offline.md", "editions.yml"):
        shutil.copy2(ROOT / "docs" / name, root / "docs")
    config = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        config.replace("  - glossary.md\n", "  - glossary.md\n  - offline.md\n"), "utf-8"
    )
    return root


def start(root, *command, **more):
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        **more,
    }
    words = [sys.executable, "-m", "reader", "--root", str(root), *command]
    return subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def run(root, *command, **more):
    process = start(root, *command, **more)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def tree(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A small project, published once; tests only read it."""
    root = small(tmp_path_factory.mktemp("publish") / "ein Ordner, größer")
    code, output, errors = run(root, "publish", "--only", "zip", "html", READER_SITE_URL=ADDRESS)
    assert (code, errors) == (0, ""), output + errors
    return root


@pytest.fixture
def copy(published, tmp_path):
    return Path(shutil.copytree(published, tmp_path / "copy"))


def test_the_website_is_the_site_the_editions_and_what_servers_read(published):
    site, website = tree(published / "site"), tree(published / "dist" / "website")
    editions = {f"editions/nato-russia-reader-2026-10{ending}" for ending in (".zip", ".html")}
    own = {"_headers", ".htaccess", "e/.htaccess", ".nojekyll"}
    assert website.keys() - site.keys() == {*editions, "editions/SHA256SUMS", *own}
    assert [path for path in site if site[path] != website[path]] == ["offline.html"]
    assert tree(published / "dist" / "hosting").keys() == {"nginx.conf", "README.txt"}
    with zipfile.ZipFile(next((published / "dist").glob("*.zip"))) as bundle:
        names = {name.rpartition("/")[2] for name in bundle.namelist()}
    assert not names & {"_headers", ".htaccess", ".nojekyll", "nginx.conf", "SHA256SUMS"}


def test_the_page_gives_each_file_its_size_and_checksum(published):
    website = published / "dist" / "website"
    page = (website / "offline.html").read_text("utf-8")
    sums = dict(
        reversed(line.split("  "))
        for line in (website / "editions" / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    assert list(sums) == sorted(sums) and len(sums) == 2
    for name, digest in sums.items():
        file = website / "editions" / name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
        assert file.read_bytes() == (published / "dist" / name).read_bytes()
        line = rf'<a href="editions/{re.escape(name)}" download="">{re.escape(name)}</a> · (\d+\.\d) MB · 10 October 2026</p><p class="checksum">SHA-256: <code>{digest}</code>'
        assert abs(float(re.search(line, page)[1]) - file.stat().st_size / 1_000_000) <= 0.1
    assert "not offered here" in page
    copy = (published / "site" / "offline.html").read_text("utf-8")
    assert 'href="editions/' not in copy and f'href="{ADDRESS}/offline.html"' in copy


def test_the_page_for_wrong_addresses_begins_its_links_at_the_base(published):
    page = (published / "dist" / "website" / "404.html").read_text("utf-8")
    loads = re.findall(r'(?:href|src)="(/[^"]*)"', page)
    assert len(loads) > 10 and all(address.startswith("/courses/nato/") for address in loads)


def test_the_settings_are_for_the_base(published):
    dist = published / "dist"
    assert "location /courses/nato/ {" in (dist / "hosting" / "nginx.conf").read_text("utf-8")
    assert "ErrorDocument 404 /courses/nato/404.html" in (dist / "website" / ".htaccess").read_text("utf-8")
    note = (dist / "hosting" / "README.txt").read_bytes()
    assert f"made for {ADDRESS}/.\r\n".encode() in note


def test_the_real_site_stays_within_what_hosts_read_of_a_headers_file(built, tmp_path):
    """The real one: its pages and scripts, published with the editions that need no further tools."""
    root = Path(shutil.copytree(built.root, tmp_path / "real"))
    code, output, errors = run(root, "publish", "--only", "zip", "html")
    assert code == 0, output + errors
    lines = (root / "dist" / "website" / "_headers").read_text("utf-8").splitlines()
    assert sum(line.startswith("/") for line in lines) <= MOST
    assert max(map(len, lines)) <= LONGEST


def test_another_folder_clock_and_language_give_the_same_website(published, tmp_path):
    root = small(tmp_path / "b")
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    code, output, errors = run(
        root, "publish", "--only", "zip", "html", READER_SITE_URL=f"{ADDRESS}/", **other
    )
    assert code == 0, output + errors
    assert tree(root / "dist") == tree(published / "dist")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("example.org", "example.org"),
        ("https://example.org/a b/", "https://example.org/a b/"),
        ('https://e.org/"; x', 'https://e.org/"; x'),
    ],
)
def test_what_is_no_address_is_refused(copy, given, shown):
    before = tree(copy / "dist")
    code, _, errors = run(copy, "publish", "--only", "zip", READER_SITE_URL=given)
    assert code == 1
    line = next(
        n
        for n, line in enumerate((copy / "mkdocs.yml").read_text("utf-8").splitlines(), 1)
        if line.startswith("site_url")
    )
    form = (
        "write it as https://example.org/courses/nato/, here or in the environment variable READER_SITE_URL"
    )
    assert errors.splitlines()[0] == f"mkdocs.yml:{line}:1: site_url: '{shown}' is no public address; {form}"
    assert tree(copy / "dist") == before


def test_an_unknown_edition_is_named(copy):
    code, _, errors = run(copy, "publish", "--only", "zap")
    assert (code, errors.count("\n")) == (1, 1)
    assert errors.startswith("There is no edition 'zap'; there are: zip, ")


@pytest.mark.parametrize("name", ["website", "hosting"])
def test_a_file_in_the_place_of_a_folder_is_named_and_kept(copy, name):
    place = copy / "dist" / name
    shutil.rmtree(place)
    place.write_text("mine", "utf-8")
    code, _, errors = run(copy, "publish", "--only", "zip")
    assert (code, errors) == (
        1,
        f"{place} is a file where a folder is needed; move it away and run this again.\n",
    )
    assert place.read_text("utf-8") == "mine"


def test_a_file_of_a_kind_that_no_server_is_told_of_stops_it(copy):
    before = tree(copy / "dist" / "website")
    (copy / "docs" / "assets" / "sound.xyz").write_bytes(b"x")
    code, _, errors = run(copy, "publish", "--only", "zip")
    known = (
        "No media type is known for assets/sound.xyz; add its ending to TYPES in scripts/reader/hosting.py.\n"
    )
    assert (code, errors) == (1, known)
    assert tree(copy / "dist" / "website") == before


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_a_stop_leaves_the_last_website_whole(copy, name):
    before = {part: tree(copy / "dist" / part) for part in ("website", "hosting")}
    process = start(copy, "publish", "--only", "zip", "html", READER_SITE_URL="https://example.org/other/")
    said = ""
    while not said.endswith("Putting the website"):
        said += process.stdout.read(1)
    process.send_signal(getattr(signal, name))
    process.communicate(timeout=60)
    after = {part: tree(copy / "dist" / part) for part in ("website", "hosting")}
    assert process.returncode in ((-signal.SIGKILL,) if name == "SIGKILL" else (130, 0))
    assert after == before or (
        process.returncode == 0 and "/other/" in (copy / "dist/hosting/nginx.conf").read_text("utf-8")
    )
