"""The ZIM: checked by openZIM's own tools, and read in a running kiwix-serve with Chromium."""

import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest
import servers
from conftest import Copy

pytestmark = pytest.mark.slow

ZIM = "nato-russia-reader-2026-10.zim"


@pytest.fixture(scope="module")
def workshop(built, tmp_path_factory):
    root = tmp_path_factory.mktemp("zim") / "ein Büro #1"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(root)


@pytest.fixture(scope="module")
def zim(workshop):
    done = workshop.run("editions", "--only", "zim", timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return workshop.root / "dist" / ZIM


@pytest.fixture(scope="module")
def kiwix(zim):
    """The address of the reader in a running kiwix-serve."""
    with servers.kiwix(zim) as address:
        yield address


@pytest.fixture(scope="module")
def home(kiwix):
    return f"{kiwix}/{ZIM.removesuffix('.zim')}"


def fetch(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


def entries(zim, folder):
    """Every entry of a ZIM: its path to its bytes."""
    folder.mkdir()
    subprocess.run(["zimdump", "dump", f"--dir={folder}", str(zim)], check=True, capture_output=True)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_zimcheck_finds_nothing(zim):
    done = subprocess.run(["zimcheck", "--all", str(zim)], capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "Overall Test Status: Pass" in said, said
    assert not re.search(r"\[(ERROR|WARNING)\]", said), said


def test_two_runs_have_the_same_entries(workshop, zim, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(workshop.root, other, ignore=shutil.ignore_patterns("__pycache__", "dist"))
    environment = {
        **os.environ,
        "PYTHONPATH": str(other / "scripts"),
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "reader", "editions", "--only", "zim"]
    subprocess.run(command, cwd=other, env=environment, check=True, capture_output=True, timeout=600)
    first, second = entries(zim, tmp_path / "first"), entries(other / "dist" / ZIM, tmp_path / "second")
    assert first == second
    assert {"index.html", "timeline.html", "timeline.json", "assets/timeline.js"} <= first.keys()
    assert not {"404.html", "sitemap.xml"} & first.keys()


def test_the_library_knows_title_language_and_description(kiwix):
    entry = fetch(f"{kiwix}/catalog/v2/entries")
    assert "<title>NATO–Russia relations</title>" in entry
    assert "<language>eng</language>" in entry
    assert "<name>nato-russia-reader</name>" in entry
    summary = re.search(r"<summary>(.*?)</summary>", entry)[1]
    assert "edition 2026-10" in summary and len(summary) <= 80
    assert "_ftindex:yes" in entry
    picture = re.search(r'href="(/[^"]*illustration[^"]*)"', entry)[1].replace("&amp;", "&")
    with urllib.request.urlopen(kiwix + picture, timeout=20) as answer:
        assert answer.read(8) == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("words", "page"),
    [("Tutzing", "divergences.html"), ("Oreshnik", "posture.html"), ("Minsk agreements", "key-events.html")],
)
def test_the_search_of_kiwix_finds_words_of_the_text(kiwix, home, words, page):
    query = urllib.parse.urlencode({"content": home.rsplit("/", 1)[1], "pattern": words})
    found = fetch(f"{kiwix}/search?{query}")
    assert f"/{page}" in found
    assert "/e/" not in found  # the chapters answer, not their short pages
    assert "Skip to content" not in found


def test_the_suggestions_of_kiwix_are_titles(kiwix, home):
    query = urllib.parse.urlencode({"content": home.rsplit("/", 1)[1], "term": "Divergences"})
    assert '"value" : "Divergences"' in fetch(f"{kiwix}/suggest?{query}")


@pytest.mark.parametrize("page", ["index", "history", "timeline", "sources", "glossary", "about/method"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_come_whole_and_ask_nobody_else(open_page, home, page, width):
    opened = open_page(f"{home}/{page}.html", width=width)
    opened.wait_for_timeout(300)
    assert opened.problems == []
    assert opened.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").count("serif")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_main_page_opens_first(open_page, home):
    opened = open_page(f"{home}/")
    assert opened.url.endswith("/index.html")
    assert opened.title() == "NATO–Russia relations"


def test_a_fragment_lands_below_the_bar_of_kiwix(open_page, home):
    opened = open_page(f"{home}/history.html#founding-act")
    opened.wait_for_function("document.querySelector('#founding-act').getBoundingClientRect().top < 300")
    bar = opened.evaluate("(document.querySelector('#kiwixtoolbar')?.getBoundingClientRect().bottom ?? 0)")
    assert opened.evaluate("document.querySelector('#founding-act').getBoundingClientRect().top") >= bar


def test_the_header_is_not_below_the_bar_of_kiwix(open_page, home):
    opened = open_page(f"{home}/index.html")
    opened.evaluate("scrollTo(0, 0)")
    tops = "[...document.querySelectorAll('#kiwixtoolbar, .md-header')].map((part) => part.getBoundingClientRect())"
    bar, header = opened.evaluate(f"{tops}.map((box) => [box.top, box.bottom])")
    assert header[0] >= bar[1] - 1


def test_the_timeline_filters(open_page, home):
    opened = open_page(f"{home}/timeline.html#f=category:membership")
    opened.wait_for_function("document.querySelector('.timeline-controls output').textContent.trim()")
    shown = (
        "[...document.querySelectorAll('.timeline-event')].filter((event) => event.getClientRects().length)"
    )
    assert opened.evaluate(
        f"{shown}.length > 0 && {shown}.every((event) => event.dataset.category === 'membership')"
    )
    assert opened.problems == []


def test_its_own_search_works_too(open_page, home):
    opened = open_page(f"{home}/index.html")
    opened.locator(".md-search__input").click()
    opened.keyboard.type("Tutzing", delay=60)
    link = opened.locator(".md-search-result__link[href*='genscher-tutzing-1990']").first
    link.wait_for()
    link.click()
    opened.wait_for_url("**/timeline.html*")
    assert opened.problems == []


def test_short_pages_are_there(open_page, home):
    opened = open_page(f"{home}/e/founding-act-1997.html")
    assert opened.locator("h1").inner_text().startswith("NATO and Russia sign the Founding Act")
    assert opened.problems == []


def tools_on_path(folder, script=""):
    """An environment in which zimwriterfs is missing, or is the script."""
    folder.mkdir()
    if script:
        tool = folder / "zimwriterfs"
        tool.write_text(f"#!{shutil.which('sh')}\n{script}\n", "utf-8")
        tool.chmod(0o755)
    return {**os.environ, "PATH": str(folder), "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "",
            "The ZIM needs zimwriterfs, which is not here; install it (Debian: apt install zim-tools) and run this again.",
        ),
        (
            'for last; do :; done; echo half > "$last"; echo "no room" >&2; exit 1',
            "zimwriterfs could not write the ZIM: no room.",
        ),
    ],
    ids=["missing", "fails"],
)
def test_what_cannot_be_made_is_told_and_the_last_one_stays(workshop, zim, tmp_path, script, said):
    before = zim.read_bytes()
    environment = {**tools_on_path(tmp_path / "bin", script), "PYTHONPATH": str(workshop.root / "scripts")}
    command = [sys.executable, "-m", "reader", "editions", "--only", "zim"]
    done = subprocess.run(
        command, cwd=workshop.root, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1] == said
    assert zim.read_bytes() == before
    assert [path for path in (workshop.root / ".build").iterdir() if path.is_dir()] == []
