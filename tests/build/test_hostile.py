"""Ill will in every field of the data and in every page: shown as text, or refused; never run, never markup."""

import re

import pytest
from reader.__main__ import main
from small import FILES, small_project

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)' &amp; </title>--> ]]> {{ config }} %s"""
# The fields that take any text: each gets all of it.
FIELDS = {
    "docs/events.yml": ("diplomacy: Diplomacy", "nato: NATO", "title: Early years", "title: Twelve states sign a pact", "title: A book is read"),
    "docs/sources.yml": ("title: The Treaty", "given: Ann", "title: A book", "publisher: A press", "literal: Soviet government"),
    "docs/figures/fig-members.yml": ("title: Members", "caption: Members by year.", "alt: Two bars, the second longer.", "note: About.", "total: members"),
}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def put(text, old):
    """Replace a value by the hostile one, quoted so that it is one text."""
    assert old in text, old
    return text.replace(old, f"{old.partition(': ')[0]}: {quoted(EVIL)}", 1)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    root = small_project(tmp_path_factory.mktemp("hostile") / "project")
    for name, values in FIELDS.items():
        text = FILES[name]
        for value in values:
            text = put(text, value)
        (root / name).write_text(text, "utf-8")
    assert main(["--root", str(root), "build"]) == 0
    return root


def test_hostile_text_comes_out_as_that_text(hostile, open_page):
    names = sorted(path.relative_to(hostile / "site").as_posix() for path in (hostile / "site").rglob("*.html"))
    for name in (name for name in names if name != "404.html"):  # that one is for a host
        dialogs = []
        page = open_page((hostile / "site" / name).as_uri(), wait="load")
        page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
        page.wait_for_timeout(200)
        assert page.problems == [], name
        found = page.evaluate(
            """() => [...document.querySelectorAll("*")].flatMap((node) => [...node.attributes].map((a) => a.name)
                .filter((name) => name.startsWith("on"))).concat([...document.scripts].filter((s) => s.text.includes("alert(1)") && s.type !== "application/ld+json").map(() => "script"),
                [...document.images].filter((image) => image.getAttribute("src") === "x").map(() => "img"))"""
        )
        assert (found, dialogs) == ([], []), name
    page = open_page((hostile / "site/timeline.html").as_uri())
    assert EVIL in page.locator("#pact-1949").evaluate("(node) => node.textContent")
    page = open_page((hostile / "site/sources.html").as_uri())
    assert EVIL in page.locator("#src-treaty-1949 cite").evaluate("(node) => node.textContent")


def test_hostile_text_stays_text_in_every_file_beside_the_pages(hostile):
    for path in (hostile / "site").rglob("*"):
        if path.suffix in (".json", ".csv", ".ics", ".bib", ".ris") and path.is_file():
            assert path.read_text("utf-8").strip(), path.name
    pages = [*(hostile / "site").rglob("*.html"), *(hostile / "site").rglob("*.xml"), *(hostile / "site").rglob("*.svg")]
    for path in pages:
        text = re.sub(r'<script type="application/ld\+json">.*?</script>', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert "<script>alert" not in text and "<img src=x" not in text, path.name


LINKS = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x73;cript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example/x", "http://[bad")
PATHS = ("../../etc/passwd", "/etc/passwd", "..\\secret.png", "assets/../../../x.png", "C:/x.png", "http://evil.example/x.png")


@pytest.fixture
def checked(tmp_path, capsys):
    root = small_project(tmp_path / "project")

    def run(name, old, new):
        text = FILES[name]
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")
        code = main(["--root", str(root), "check"])
        (root / name).write_text(text, "utf-8")
        return code, capsys.readouterr().err

    return run


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("docs/history.md", "Another, see [above](#pact).", "Another, see [above]({})."),
        ("docs/events.yml", "summary: It is read still.", "summary: 'It is [read]({}) still.'"),
        ("docs/sources.yml", "URL: https://example.org/treaty", "URL: '{}'"),
        ("docs/figures/fig-members.yml", "caption: Members by year.", "caption: 'Members [by]({}) year.'"),
    ],
    ids=["page", "event", "source", "figure"],
)
def test_a_link_that_runs_or_leaves_the_web_is_refused(checked, name, old, new, link):
    code, said = checked(name, old, new.format(link))
    assert code == 1 and re.search(rf"^{name}:\d+:\d+: ", said, re.MULTILINE), said


@pytest.mark.parametrize("value", ["<b>x</b>", 'say "x"', "x > y"])
@pytest.mark.parametrize("field", ["title", "description"])
def test_markup_in_the_head_of_a_page_is_refused(checked, field, value):
    old = 'title: "History"' if field == "title" else 'description: "How it began, in one chapter."'
    code, said = checked("docs/history.md", old, f"{field}: {quoted(value)}")
    assert code == 1 and re.search(rf"^docs/history\.md:\d+:\d+: {field}: it holds ", said, re.MULTILINE), said


@pytest.mark.parametrize("html", ["<script>alert()</script>", "<style>p {}</style>", '<p onclick="x()">y</p>'])
def test_a_script_in_a_page_stops_the_build(tmp_path, capsys, html):
    root = small_project(tmp_path / "project")
    (root / "docs/history.md").write_text(FILES["docs/history.md"] + f"\n{html}\n", "utf-8")
    assert main(["--root", str(root), "build"]) == 1
    assert re.search(r"^site/history\.html:\d+:1: ", capsys.readouterr().err, re.MULTILINE)
    assert not (root / "site").exists()


@pytest.mark.parametrize("path", PATHS)
def test_a_path_out_of_the_docs_folder_is_refused(checked, path):
    code, said = checked("docs/history.md", "- One thing.", f"- ![One]({path})")
    assert code == 1 and "docs/history.md:" in said
    media = f"    media: {{file: '{path}', alt: One}}\n    see: [history.md#after]"
    code, said = checked("docs/events.yml", "    see: [history.md#after]", media)
    assert code == 1 and "docs/events.yml:" in said


@pytest.mark.parametrize("extension", ["--8<-- '../../etc/passwd'", "{!../../etc/passwd!}", "<!--#include file='/etc/passwd' -->"])
def test_nothing_is_included_from_elsewhere(checked, extension):
    code, said = checked("docs/history.md", "- One thing.", f"- One thing.\n\n{extension}\n")
    assert "root:" not in said
