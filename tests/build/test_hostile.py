"""Ill will in every field of the data and in every page: shown as text, or refused; never run, never markup."""

import dataclasses
import importlib
import pkgutil
import re

import mkdocs_timeline
import pytest
import reader
import yaml
from conftest import ROOT
from hostile import (
    ANY_TEXT, BEYOND, CITED_TEXT, COMMON, EVIL, LEFT_OVER, LINKS, PATHS, PLACE_TEXT, PLAIN_HEAD, SETTINGS, TABLES, UNSEEN,
    Writer, formed, hostile_files, hostile_project, look, lost, quoted, refused, squeezed,
)  # fmt: skip
from mkdocs_timeline import Field
from mkdocs_timeline.kinds import READERS
from mkdocs_timeline.source import HIDDEN
from mkdocs_timeline.words import Words
from reader import figure_values, front_matter, moved_check, source_fields
from reader.__main__ import main
from reader.project import NOT_SHOWN
from small import FILES, small_project


@pytest.fixture(scope="module")
def writer():
    return Writer(hostile=True, more=BEYOND)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, writer):
    root = hostile_project(tmp_path_factory.mktemp("hostile") / "project", writer)
    assert main(["--root", str(root), "build"]) == 0
    return root


# Any text


def test_every_field_that_takes_any_text_has_a_hostile_one(hostile, writer):
    wanted = {(table, one.name) for table, fields in TABLES.items() for one in fields if one.kind in ANY_TEXT}
    assert wanted - {key[:2] for key in writer.texts} - UNSEEN == set()


def test_every_declaration_of_fields_is_tried():
    """Wherever fields are declared in the two packages, they are in TABLES, or a part of what is there."""
    tried = {one for fields in TABLES.values() for one in fields}
    declared = {}
    for package in (mkdocs_timeline, reader):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, tuple) and value and all(isinstance(one, Field) for one in value):
                    declared[name, value] = module.name
    assert len(declared) > 10
    assert [place for place in declared.items() if not set(place[0][1]) <= tried] == []
    assert {one.kind for one in tried} >= {*READERS, *source_fields.READERS, *figure_values.READERS}


@pytest.fixture(scope="module")
def pages(hostile):
    """The address of every page; that for wrong addresses is for a host."""
    return [path.as_uri() for path in sorted((hostile / "site").rglob("*.html")) if path.name != "404.html"]


def test_hostile_text_comes_out_as_that_text_and_fits_a_phone(writer, pages, open_page):
    shown, wrong = look(open_page("about:blank", offline=True, width=320), pages)
    assert wrong == {}
    assert lost(writer, shown) == []
    heads = [
        f"{words} {PLAIN_HEAD}"
        for words in ("=1 title", "@1 description", "=1 nav", *(words for name, words in SETTINGS.items() if name != "site_description"))
    ]
    assert [text for text in (*heads, PLACE_TEXT, CITED_TEXT) if squeezed(text) not in shown] == []


def test_a_live_text_or_a_long_one_would_be_seen(tmp_path, open_page):
    (tmp_path / "bad.html").write_text(f"<meta name=viewport content=width=device-width><p>{EVIL}<p>{'W' * 600}", "utf-8")
    _, wrong = look(open_page("about:blank", offline=True, width=320), [(tmp_path / "bad.html").as_uri()])
    told = wrong["bad.html"]
    assert {"onerror", "script", "1", "2"} <= set(told) and max(one for one in told if isinstance(one, int)) > 320


def test_hostile_text_stays_text_in_every_file_beside_the_pages(hostile):
    for path in (hostile / "site").rglob("*"):
        if path.suffix in (".json", ".csv", ".ics", ".bib", ".ris") and path.is_file():
            assert path.read_text("utf-8").strip(), path.name
    for path in (path for ending in ("xml", "svg") for path in (hostile / "site").rglob(f"*.{ending}")):
        assert "<script>alert" not in path.read_text("utf-8"), path.name


def test_the_search_shows_hostile_text_as_text(hostile, open_page):
    page = open_page("about:blank", offline=True)
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    page.goto((hostile / "site/index.html").as_uri())
    page.locator(".md-search__input").click()
    page.keyboard.type("event-title-1", delay=20)
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(200)
    assert page.locator(".md-search-result img, .md-search-result script, .md-search-result b").count() == 0
    assert "<script>alert(1)" in page.locator(".md-search-result__list").inner_text() and dialogs == []


def test_the_words_of_the_timeline_come_out_as_they_are(tmp_path, open_page):
    """A site in another language gives its own; those that are shown by the script are in data attributes."""
    root = small_project(tmp_path / "project")
    extra = " &amp; %s {% raw %}' ]]"
    plain = {one.name: one.default for one in dataclasses.fields(Words)}
    words = {name: text + extra.replace("{% raw %}", "") for name, text in plain.items() if name not in ("months", "seasons")}
    config = (root / "mkdocs.yml").read_text("utf-8")
    (line,) = (line for line in config.splitlines() if line.strip().startswith("words: "))
    given = "\n".join(f"        {name}: {quoted(text.replace('&amp;', '&'))}" for name, text in words.items())
    (root / "mkdocs.yml").write_text(config.replace(line, f"      words:\n{given}"), "utf-8")
    assert main(["--root", str(root), "build"]) == 0
    page = open_page("about:blank", offline=True)
    shown, wrong = look(page, [(root / "site/timeline.html").as_uri()])
    assert wrong == {} and squeezed(f"{plain['sources']} & %s ' ]]") in shown


# A form


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


@pytest.fixture(scope="module")
def plain_root(tmp_path_factory):
    """The same fields with plain words, in which one value at a time is wrong."""
    root = hostile_project(tmp_path_factory.mktemp("plain") / "project", Writer(hostile=False))
    assert main(["--root", str(root), "check"]) == 0
    return root


@pytest.mark.parametrize(("table", "field"), [pytest.param(table, one, id=f"{table}-{one.name}") for table, one in formed()])
def test_a_field_with_a_form_refuses_ill_will_and_says_where(plain_root, capsys, table, field):
    right = hostile_files(Writer(hostile=False))
    for value in refused(field.kind):
        changed = {
            name: text
            for name, text in hostile_files(Writer(hostile=False, wrong=(table, field.name, value))).items()
            if text != right[name]
        }
        assert len(changed) == 1, "the value is in no file, or in several"
        (name,) = changed
        (plain_root / name).write_text(changed[name], "utf-8")
        code = main(["--root", str(plain_root), "check"])
        said = capsys.readouterr().err
        (plain_root / name).write_text(right[name], "utf-8")
        assert code == 1 and re.search(rf"^{re.escape(name)}:\d+:\d+: ", said, re.MULTILINE), (value, said)
        assert all(len(line) < 600 and line.isprintable() for line in said.splitlines())


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("docs/history.md", "Another, see [above](#pact).", "Another, see [above]({})."),
        ("docs/events.yml", "summary: It is read still.", "summary: 'It is [read]({}) still.'"),
        ("docs/events.yml", "says: It is a threat.", "says: 'It is [a threat]({}).'"),
        ("docs/figures/fig-members.yml", "caption: Members by year.", "caption: 'Members [by]({}) year.'"),
        ("docs/figures/fig-members.yml", "gaps: Nothing is missing.", "gaps: 'Nothing [is]({}) missing.'"),
    ],
    ids=["page", "event", "position", "caption", "gaps"],
)
def test_a_link_that_runs_or_leaves_the_web_is_refused(checked, name, old, new, link):
    code, said = checked(name, old, new.format(link))
    assert code == 1 and re.search(rf"^{name}:\d+:\d+: ", said, re.MULTILINE), said


# What hides or reorders text

CONTROLS = [
    sign for sign in map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066, 0xFEFF, 0xFFFE]) if HIDDEN.match(sign)
]
PLACES = {
    "docs/history.md": ("- One thing.", 'title: "History"', 'description: "How'),
    "docs/events.yml": ("title: Twelve",),
    "docs/sources.yml": ("title: The Treaty",),
    "docs/figures/fig-members.yml": ("caption: Members",),
    "mkdocs.yml": ("site_name: NATO", "tagline: an"),
}


@pytest.mark.parametrize(("name", "old"), [(name, old) for name, places in PLACES.items() for old in places])
def test_a_character_that_hides_or_reorders_text_is_refused_where_it_stands(tmp_path, capsys, name, old):
    assert len(CONTROLS) > 60
    root = small_project(tmp_path / "project")
    text = (root / name).read_text("utf-8")
    before = text[: text.index(old)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n") + len(old)
    for sign in CONTROLS:
        (root / name).write_text(text.replace(old, old + sign, 1), "utf-8", newline="\n")
        code = main(["--root", str(root), "check"])
        said = capsys.readouterr().err
        assert code == 1 and f"{name}:{line}:{column}: a hidden character (U+{ord(sign):04X}) stands here" in said, said


@pytest.mark.parametrize("written", [r"\u202e", r"\x1b", r"\u2028", r"\0"])
@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("docs/history.md", 'title: "History'),
        ("docs/sources.yml", 'title: "A note'),
        ("docs/events.yml", 'title: "A note'),
        ("mkdocs.yml", 'edition: &edition "2026'),
    ],
)
def test_a_hidden_character_that_is_written_with_a_backslash_is_refused(tmp_path, capsys, name, old, written):
    root = small_project(tmp_path / "project")
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, old + written, 1), "utf-8")
    code = main(["--root", str(root), "check"])
    said = capsys.readouterr().err
    assert code == 1 and re.search(rf"^{name}:\d+:\d+: .*hidden character", said, re.MULTILINE), said


# Heads of pages and settings, which the theme writes into its pages as they are

MARKUP = ["<b>x</b>", 'say "x"', "x > y", "x &amp; y", "&lt;script&gt;", "&#60;b&#62;", "x &copy y", EVIL]


@pytest.mark.parametrize("value", MARKUP)
@pytest.mark.parametrize("field", front_matter.FIELDS)
def test_markup_in_the_head_of_a_page_is_refused(checked, field, value):
    (old,) = (line for line in FILES["docs/history.md"].splitlines() if line.startswith(f"{field}: "))
    code, said = checked("docs/history.md", old, f"{field}: {quoted(value)}")
    assert code == 1 and re.search(rf"^docs/history\.md:\d+:\d+: {field}: it holds ", said, re.MULTILINE), said


@pytest.mark.parametrize("field", ["author", "template", "hide", "search", "icon", "status", "tags", "tittle"])
def test_a_field_that_only_the_theme_knows_is_refused_in_a_page(checked, field):
    code, said = checked("docs/history.md", 'title: "History"', f'title: "History"\n{field}: {quoted(EVIL)}')
    assert code == 1 and re.search(rf"^docs/history\.md:3:1: {field}: this is no field of a page", said, re.MULTILINE), said


def test_every_field_of_the_real_pages_is_one_of_those_tried():
    used = {key for path in (ROOT / "docs").rglob("*.md") for key in yaml.safe_load(path.read_text("utf-8").split("---")[1])}
    assert used <= {*front_matter.FIELDS, *front_matter.ALSO} and front_matter.ALSO == (moved_check.FIELD,)


@pytest.mark.parametrize("value", [value for value in COMMON if value != "x y"])
def test_a_page_that_is_gone_has_the_form_of_one(checked, value):
    code, said = checked("docs/history.md", 'title: "History"', f'title: "History"\nmoved_from: [{quoted(value)}]')
    assert code == 1 and re.search(r"^docs/history\.md:3:\d+: moved_from: ", said, re.MULTILINE), said


def settings():
    """Every text and every title of mkdocs.yml that may reach a page: line, start and end of it."""

    def walk(node):
        if isinstance(node, yaml.ScalarNode):
            yield node
        for item in node.value if isinstance(node, yaml.SequenceNode) else ():
            yield from walk(item)
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            if key.value not in NOT_SHOWN:
                yield from walk(value)

    return list(walk(yaml.compose((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.SafeLoader)))


def test_markup_in_any_setting_is_refused(tmp_path, capsys):
    root = small_project(tmp_path / "project")
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    found = settings()
    assert len(found) > 80
    for node in found:
        start, end = node.start_mark.index, node.end_mark.index
        lead = re.match(r"(?:[&!]\S+ )*", text[start:end])[0]  # an anchor stays, for others point to it
        style = f"{lead}{quoted(EVIL)}" + ("\n" if text[start:end].endswith("\n") else "")
        (root / "mkdocs.yml").write_text(text[:start] + style + text[end:], "utf-8")
        code = main(["--root", str(root), "check"])
        said = capsys.readouterr().err
        assert code == 1 and re.search(rf"^mkdocs\.yml:{node.start_mark.line + 1}:\d+: .*it holds ", said, re.MULTILINE), (node.value, said)


@pytest.mark.parametrize("value", ["<b>Start</b>", 'x" onclick="alert(1)'])
def test_markup_in_a_title_of_the_navigation_is_refused(tmp_path, capsys, value):
    root = small_project(tmp_path / "project")
    config = (root / "mkdocs.yml").read_text("utf-8").replace("  - index.md\n", f"  - {quoted(value)}: index.md\n", 1)
    (root / "mkdocs.yml").write_text(config, "utf-8")
    assert main(["--root", str(root), "check"]) == 1
    assert re.search(r"^mkdocs\.yml:\d+:5: .*it holds ", capsys.readouterr().err, re.MULTILINE)


@pytest.mark.parametrize("address", [*LINKS, EVIL, "https://example.org/{{ config }}", "https://example.org/%s", "https://example.org/'x"])
def test_a_public_address_that_is_none_is_refused(tmp_path, capsys, monkeypatch, address):
    monkeypatch.setenv("READER_SITE_URL", address)
    assert main(["--root", str(small_project(tmp_path / "project")), "check"]) == 1
    assert re.search(r"^mkdocs\.yml:\d+:\d+: site_url: ", capsys.readouterr().err, re.MULTILINE)


# Pages


@pytest.mark.parametrize("words", LEFT_OVER)
def test_what_looks_like_markdown_that_was_not_read_stops_the_build(tmp_path, capsys, words):
    root = small_project(tmp_path / "project")
    text = FILES["docs/events.yml"].replace("title: Twelve states sign a pact", f"title: {quoted(words)}")
    (root / "docs/events.yml").write_text(text, "utf-8")
    assert main(["--root", str(root), "build"]) == 1
    assert re.search(r"^site/timeline\.html:\d+:1: .* was not read and stayed as text", capsys.readouterr().err, re.MULTILINE)


@pytest.mark.parametrize("html", ["<script>alert()</script>", "<style>p {}</style>", '<p onclick="x()">y</p>'])
def test_a_script_in_a_page_stops_the_build(tmp_path, capsys, html):
    root = small_project(tmp_path / "project")
    (root / "docs/history.md").write_text(FILES["docs/history.md"] + f"\n{html}\n", "utf-8")
    assert main(["--root", str(root), "build"]) == 1
    assert re.search(r"^site/history\.html:\d+:1: ", capsys.readouterr().err, re.MULTILINE)
    assert not (root / "site").exists()


@pytest.mark.parametrize("block", ["figure", "edition"])
@pytest.mark.parametrize("value", [EVIL, "../../etc/passwd", "{{ config }}"])
def test_a_block_names_what_there_is(checked, block, value):
    code, said = checked("docs/history.md", "/// figure | fig-members\n", f"/// {block} | {value}\n")
    assert code == 1 and re.search(r"^docs/history\.md:\d+:\d+: ", said, re.MULTILINE), said


@pytest.mark.parametrize("path", PATHS)
def test_a_path_out_of_the_docs_folder_is_refused(checked, path):
    code, said = checked("docs/history.md", "- One thing.", f"- ![One]({path})")
    assert code == 1 and "docs/history.md:" in said


@pytest.mark.parametrize("extension", ["--8<-- '../../etc/passwd'", "{!../../etc/passwd!}", "<!--#include file='/etc/passwd' -->"])
def test_nothing_is_included_from_elsewhere(tmp_path, extension):
    root = small_project(tmp_path / "project")
    (root / "secret.txt").write_text("a secret from elsewhere", "utf-8")
    given = extension.replace("../../etc/passwd", "../secret.txt").replace("/etc/passwd", str(root / "secret.txt"))
    (root / "docs/history.md").write_text(FILES["docs/history.md"].replace("- One thing.", f"- One thing.\n\n{given}\n"), "utf-8")
    assert main(["--root", str(root), "build"]) == 0
    assert "a secret" not in (root / "site/history.html").read_text("utf-8")
