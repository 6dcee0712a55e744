"""Headings renamed, a page moved, sections merged and moved, an event, a source, a figure and a term retired: every old address lands."""

import functools
import http.server
import posixpath
import re
import threading
import zipfile

import html5lib
import pytest
from conftest import ROOT, copy_project
from reader.addresses import LEDGER, read_ledger
from reader.moved import stub

# Old address to the address where its words stand now; all others stand where they stood.
MOVED = {
    "history.html#two-blocs": "history.html#blocs",
    "history.html#detente-and-arms-control": "history.html#blocs",
    "diplomacy.html#osce": "history.html#osce",
    "divergences.html#fig-treaties": "divergences.html#fig-arms-treaties",
    "timeline.html#pjc-1997": "timeline.html#founding-act-1997",
    "sources.html#src-sarotte-not-one-inch-2010": "sources.html#src-kramer-myth-2009",
    "glossary.html#term-arf": "glossary.html#term-reaction-force",
    "posture.html": "forces.html",
}


def once(listed):
    """A list of keys without those that stand in it twice."""
    mark = ";" if ";" in listed else ","
    return f"{mark} ".join(dict.fromkeys(part.strip() for part in listed.split(mark)))


def change(copy):
    """Do with the editor's own means what the module's docstring says."""
    docs = copy.root / "docs"

    def everywhere(old, new):
        for path in [copy.root / "mkdocs.yml", copy.root / "scripts/reader/exceptions.yml", *docs.rglob("*.md"), *docs.rglob("*.yml")]:
            text = path.read_text("utf-8")
            if old in text:
                path.write_text(text.replace(old, new), "utf-8")

    def cut(path, start, end):
        text = (docs / path).read_text("utf-8")
        begin, stop = text.index(start), text.index(end)
        (docs / path).write_text(text[:begin] + text[stop:], "utf-8")
        return text[begin:stop]

    # A heading renamed, words and id, and a neighbour merged into it.
    copy.edit("docs/history.md", "## Two blocs: why did Europe split into two alliances? { #two-blocs }", '## The blocs { #blocs aliases="two-blocs detente-and-arms-control" }')
    copy.edit("docs/history.md", "## Détente: why did rivals begin to sign treaties? { #detente-and-arms-control }\n", "")
    everywhere("history.md#two-blocs, history.md#detente-and-arms-control", "history.md#blocs")
    everywhere("#two-blocs", "#blocs")
    everywhere("#detente-and-arms-control", "#blocs")
    # Words of a heading alone.
    copy.edit("docs/history.md", "## How did the Cold War end? {", "## The end of the Cold War {")
    # A section moved to another page.
    section = cut("diplomacy.md", "## What could the OSCE still see? {", "## Who still talked about arms control? {")
    copy.edit("docs/history.md", "## In dates { #history-in-dates }", section + "## In dates { #history-in-dates }")
    everywhere("diplomacy.md#osce", "history.md#osce")
    everywhere("](#osce)", "](history.md#osce)")
    # A page renamed.
    (docs / "posture.md").rename(docs / "forces.md")
    everywhere("posture.md", "forces.md")
    copy.edit("docs/forces.md", "---\n", "---\nmoved_from: [posture.md]\n")
    # An event retired: its successor takes its address.
    cut("events.yml", "  - id: pjc-1997\n", "  - id: " + re.search(r"  - id: pjc-1997\n.*?\n  - id: ([\w-]+)", (docs / "events.yml").read_text("utf-8"), re.DOTALL)[1] + "\n")
    copy.edit("docs/events.yml", "  - id: founding-act-1997\n", "  - id: founding-act-1997\n    aliases: [pjc-1997]\n")
    # A source retired.
    sources = (docs / "sources.yml").read_text("utf-8")
    entry = re.search(r"- id: sarotte-not-one-inch-2010\n(?:[ \t].*\n|\n)*", sources)[0]
    (docs / "sources.yml").write_text(sources.replace(entry, "").replace("- id: kramer-myth-2009\n", "- id: kramer-myth-2009\n  aliases: [sarotte-not-one-inch-2010]\n"), "utf-8")
    for path in [*docs.rglob("*.md"), docs / "events.yml", *(docs / "figures").glob("*.yml")]:
        text = path.read_text("utf-8")
        text = text.replace("sarotte-not-one-inch-2010", "kramer-myth-2009")
        text = re.sub(r"(?<=sources: \[)[^\]]+|(?<=\[)@[^\]]+", lambda match: once(match[0]), text)
        path.write_text(text, "utf-8")
    # A figure and a term renamed.
    (docs / "figures/fig-treaties.yml").rename(docs / "figures/fig-arms-treaties.yml")
    everywhere("fig-treaties", "fig-arms-treaties")
    copy.edit("docs/figures/fig-arms-treaties.yml", "kind:", "aliases: [fig-treaties]\nkind:")
    everywhere("#term-arf", "#term-reaction-force")
    copy.edit("docs/glossary.md", "{ #term-reaction-force }", "{ #term-reaction-force aliases=term-arf }")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The project after the changes, built; the ledger is the one from before."""
    copy = copy_project(tmp_path_factory.mktemp("changed") / "project")
    change(copy)
    done = copy.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


@pytest.fixture(scope="module")
def unpacked(changed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zip")
    with zipfile.ZipFile(next((changed.root / "dist").glob("*2026-10.zip"))) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


class Reading:
    """A site as a reader without scripts meets it."""

    def __init__(self, site):
        self.site, self.pages = site, {}

    def page(self, path):
        if path not in self.pages:
            tree = html5lib.parse((self.site / path).read_text("utf-8"), namespaceHTMLElements=False)
            parents = {child: parent for parent in tree.iter() for child in parent}
            self.pages[path] = tree, parents, {node.get("id"): node for node in tree.iter() if node.get("id")}
        return self.pages[path]

    def land(self, address):
        """Follow an address, through the links that pages of moved places offer, to page, element and its parents."""
        for _ in range(3):
            path, _, id = address.partition("#")
            tree, parents, ids = self.page(path)
            if not id and tree.get("data-moved") is None:
                return path, tree, parents
            node = ids[id] if id else next(link for link in tree.iter("a") if "data-moved-page" in link.attrib)
            if id and "data-moved" not in node.attrib:
                return path, node, parents
            link = next(node.iter("a"))
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.get("href")))
        raise AssertionError(f"{address} goes round in circles")

    def words(self, address):
        """The text at an address: of a heading the heading, of an empty mark what carries it."""
        path, node, parents = self.land(address)
        if not "".join(node.itertext()).strip() and node in parents:
            node = parents[node]
        return path, " ".join("".join(node.itertext()).split())


def test_every_old_address_lands_on_its_words(built, changed):
    ledger = read_ledger(changed.root / LEDGER)
    before, after = Reading(built.root / "site"), Reading(changed.root / "site")
    renamed = {"history.html#end-of-the-cold-war": "The end of the Cold War"}
    assert len(ledger) > 1000
    for address in ledger:
        page, _, id = address.partition("#")
        now = MOVED.get(address) or (f"forces.html#{id}" if page == "posture.html" and id else address)
        path, words = after.words(address)
        assert path == now.partition("#")[0], address
        if not id:
            continue
        if address in MOVED:
            assert words.startswith(after.words(now)[1]), address
        elif address in renamed:
            assert words.startswith(renamed[address])
        elif re.match(r"(?:src-|fig-|period|decade)", id) or page == "timeline.html":
            assert words.split()[:2] == before.words(address)[1].split()[:2], address
        else:
            assert words == before.words(address)[1], address


POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'"


@pytest.fixture(scope="module")
def strict(changed):
    """A server with a policy that lets no inline script run: what is needed here must work all the same."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(changed.root / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


SAMPLE = [*MOVED.items(), ("posture.html#battlegroups", "forces.html#battlegroups"), ("posture.html#fig-exercises", "forces.html#fig-exercises")]


@pytest.mark.parametrize("where", ["strict", "unpacked"])
def test_a_browser_is_sent_on_with_the_fragment(request, open_page, where):
    start = request.getfixturevalue(where)
    start = start if isinstance(start, str) else start.as_uri()
    for old, new in SAMPLE:
        page = open_page(f"{start}/{old}")
        path, _, id = new.partition("#")
        page.wait_for_url(re.compile(re.escape(f"/{path}")))
        target = page.locator(f"#{id or 'posture'}")
        target.wait_for(state="visible")
        if id:
            page.wait_for_function("(id) => { const box = document.getElementById(id).getBoundingClientRect(); return box.top > -2 && box.top < innerHeight; }", arg=id)
        page.context.close()


def test_without_scripts_the_old_place_says_where_to_go(open_page, strict):
    page = open_page(f"{strict}/posture.html#battlegroups", java_script_enabled=False)
    entry = page.locator("#battlegroups")
    assert entry.is_visible() and page.locator("h1").inner_text() == "This page has moved"
    entry.locator("a").click()
    page.wait_for_url("**/forces.html#battlegroups")
    page = open_page(f"{strict}/diplomacy.html#osce", java_script_enabled=False)
    page.locator("#osce a").click()
    page.wait_for_url("**/history.html#osce")


def test_a_filter_of_a_page_that_moved_is_carried_along(tmp_path, open_page):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/moved.js").write_bytes((ROOT / "docs/assets/moved.js").read_bytes())
    (tmp_path / "new.html").write_text('<h1 id="new">New</h1>', "utf-8")
    (tmp_path / "old.html").write_text(stub("old.html", "new.html#new", "New", []), "utf-8")
    page = open_page((tmp_path / "old.html").as_uri() + "#f=category:treaty;actor:russia")
    page.wait_for_url("**/new.html#f=category:treaty;actor:russia")


def test_an_id_that_is_dropped_stops_the_build(changed, tmp_path):
    site = {path: path.read_bytes() for path in (changed.root / "site").rglob("*.html")}
    text = (changed.root / "docs/history.md").read_text("utf-8")
    (changed.root / "docs/history.md").write_text(text.replace(' aliases="two-blocs detente-and-arms-control"', ' aliases="two-blocs"'), "utf-8")
    done = changed.run("build")
    (changed.root / "docs/history.md").write_text(text, "utf-8")
    assert done.returncode == 1
    assert "history.html#detente-and-arms-control" in done.stderr and "alias" in done.stderr
    assert {path: path.read_bytes() for path in (changed.root / "site").rglob("*.html")} == site


def test_a_page_that_is_gone_without_a_word_stops_the_build(changed):
    text = (changed.root / "docs/forces.md").read_text("utf-8")
    (changed.root / "docs/forces.md").write_text(text.replace("moved_from: [posture.md]\n", ""), "utf-8")
    done = changed.run("build")
    (changed.root / "docs/forces.md").write_text(text, "utf-8")
    assert done.returncode == 1
    assert "posture.html\n" in done.stderr and "moved_from" in done.stderr


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("[history.md]", "the page 'history.md' is still there; name only pages that are gone"),
        ("[posture.html]", "'posture.html' is no page; write its path in the docs folder, as [old.md]"),
        ("[../posture.md]", "'../posture.md' is no page; write its path in the docs folder, as [old.md]"),
    ],
)
def test_a_wrong_moved_from_is_told_at_its_place(changed, field, message):
    text = (changed.root / "docs/forces.md").read_text("utf-8")
    (changed.root / "docs/forces.md").write_text(text.replace("moved_from: [posture.md]", f"moved_from: {field}"), "utf-8")
    done = changed.run("check")
    (changed.root / "docs/forces.md").write_text(text, "utf-8")
    assert done.returncode == 1
    assert f"docs/forces.md:2:1: moved_from: {message}" in done.stderr


def test_two_pages_cannot_take_the_same_address(changed):
    path = changed.root / "docs/outlook.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("---\n", "---\nmoved_from: [posture.md]\n", 1), "utf-8")
    done = changed.run("check")
    path.write_text(text, "utf-8")
    assert done.returncode == 1 and "is named by docs/forces.md too" in done.stderr


def test_the_command_tells_which_addresses_lead_on(changed):
    done = changed.run("addresses")
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert "moved diplomacy.html#osce" in lines and "moved posture.html#battlegroups" in lines
    assert "new   forces.html#battlegroups" in lines and not any("gone" in line for line in lines)
