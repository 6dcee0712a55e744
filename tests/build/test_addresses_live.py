"""Headings renamed, pages moved and merged, sections merged and moved, an event, a source, a figure, a term retired: all land."""

import functools
import json
import posixpath
import re
import zipfile
from collections import Counter

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from bench.serving import Quiet, serve
from conftest import ADDRESS, ROOT, copy_project
from lxml import html

from reader.addresses import LEDGER, accept, fragments, published, read_ledger
from reader.book import read_book
from reader.epub import write_epub
from reader.moved_page import stub
from reader.one_file import write_one_file
from reader.places import Place
from reader.places import built as built_page
from reader.policy import content_policy
from reader.project import read_project
from reader.site_check import read_site

# Old address to the address where its words stand now; all others stand where they stood.
MOVED = {
    "history.html#two-blocs": "history.html#blocs",
    "history.html#detente-and-arms-control": "history.html#blocs",
    "diplomacy.html#osce": "history.html#osce",
    "divergences.html#fig-treaties": "divergences.html#fig-arms-treaties",
    "timeline.html#pjc-1997": "timeline.html#founding-act-1997",
    "sources.html#src-sarotte-not-one-inch-2010": "sources.html#src-kramer-myth-2009",
    "sources.html#src-sarotte-broken-promise-2014": "sources.html#src-kramer-myth-2009",
    "glossary.html#term-arf": "glossary.html#term-reaction-force",
    "timeline.html#able-archer-1983": "history.html#blocs",
    "posture.html": "forces.html#posture",
    "posture.html#us-review": "outlook.html#us-review",
    "about/licence.html": "about/method.html#licence",
    "history.html#history-further-reading": "about/method.html#history-further-reading",
    "e/two-blocs.html": "e/blocs.html",
    "e/detente-and-arms-control.html": "e/blocs.html",
    "e/fig-treaties.html": "e/fig-arms-treaties.html",
    "e/pjc-1997.html": "e/founding-act-1997.html",
    "e/able-archer-1983.html": "e/blocs.html",
    "e/history-further-reading.html": "about/method.html#history-further-reading",
}


def once(listed):
    """A list of keys without those that stand in it twice."""
    mark = ";" if ";" in listed else ","
    return f"{mark} ".join(dict.fromkeys(part.strip() for part in listed.split(mark)))


def change(copy):
    """Do with the editor's own means what the module's docstring says."""
    docs = copy.root / "docs"

    def everywhere(old, new):
        for path in [
            copy.root / "mkdocs.yml",
            copy.root / "scripts/reader/exceptions.yml",
            *docs.rglob("*.md"),
            *docs.rglob("*.yml"),
        ]:
            text = path.read_text("utf-8")
            if old in text:
                path.write_text(text.replace(old, new), "utf-8")

    def cut(path, start, end=None):
        text = (docs / path).read_text("utf-8")
        begin = text.index(start)
        stop = text.index(end) if end else len(text)
        (docs / path).write_text(text[:begin] + text[stop:], "utf-8")
        return text[begin:stop]

    def after(id):
        """The id of the event that the file has after this one."""
        text = (docs / "events.yml").read_text("utf-8")
        return re.search(rf"  - id: {id}\n.*?\n  - id: ([\w-]+)", text, re.DOTALL)[1] + "\n"

    # A heading renamed, words and id, and a neighbour merged into it.
    copy.edit(
        "docs/history.md",
        "## Two blocs: why did Europe split into two alliances? { #two-blocs }",
        '## The blocs { #blocs aliases="two-blocs detente-and-arms-control" }',
    )
    copy.edit(
        "docs/history.md",
        "## Détente: why did rivals begin to sign treaties? { #detente-and-arms-control }\n",
        "",
    )
    everywhere("history.md#two-blocs, history.md#detente-and-arms-control", "history.md#blocs")
    everywhere("#two-blocs", "#blocs")
    everywhere("#detente-and-arms-control", "#blocs")
    # An event that a section takes over.
    copy.edit("docs/history.md", 'aliases="two-blocs', 'aliases="able-archer-1983 two-blocs')
    cut("events.yml", "  - id: able-archer-1983\n", "  - id: " + after("able-archer-1983"))
    # A section that stands where nothing is quoted alone.
    (docs / "about/method.md").write_text(
        (docs / "about/method.md").read_text("utf-8")
        + "\n"
        + cut("history.md", "## Further reading { #history-further-reading }"),
        "utf-8",
    )
    # Words of a heading alone.
    copy.edit("docs/history.md", "## How did the Cold War end? {", "## The end of the Cold War {")
    # A section moved to another page.
    section = cut(
        "diplomacy.md", "## What could the OSCE still see? {", "## Who still talked about arms control? {"
    )
    copy.edit(
        "docs/history.md", "## In dates { #history-in-dates }", section + "## In dates { #history-in-dates }"
    )
    everywhere("diplomacy.md#osce", "history.md#osce")
    everywhere("](#osce)", "](history.md#osce)")
    # A section of a page that is renamed, moved to a third.
    section = cut("posture.md", "## Will American forces stay? {", "## In dates { #posture-in-dates }")
    copy.edit(
        "docs/outlook.md",
        "## What do other alliances draw from it? {",
        section + "## What do other alliances draw from it? {",
    )
    everywhere("posture.md#us-review", "outlook.md#us-review")
    # A page renamed.
    (docs / "posture.md").rename(docs / "forces.md")
    everywhere("posture.md", "forces.md")
    copy.edit("docs/forces.md", "---\n", "---\nmoved_from: [posture.md]\n")
    # A page merged into another.
    licence = cut("about/licence.md", "# Licence and adaptation { #licence }").replace("# ", "## ")
    (docs / "about/licence.md").unlink()
    copy.edit("mkdocs.yml", "      - about/licence.md\n", "")
    everywhere("about/licence.md", "about/method.md")
    everywhere("](licence.md", "](method.md")
    (docs / "about/method.md").write_text(
        (docs / "about/method.md").read_text("utf-8").rstrip() + "\n\n" + licence, "utf-8"
    )
    copy.edit("docs/about/method.md", "---\n", "---\nmoved_from:\n  - about/licence.md\n")
    # An event retired: its successor takes its address.
    cut("events.yml", "  - id: pjc-1997\n", "  - id: " + after("pjc-1997"))
    copy.edit(
        "docs/events.yml",
        "  - id: founding-act-1997\n",
        "  - id: founding-act-1997\n    aliases: [pjc-1997]\n",
    )
    # A source retired.
    sources = (docs / "sources.yml").read_text("utf-8")
    entry = re.search(r"- id: sarotte-broken-promise-2014\n(?:[ \t].*\n|\n)*", sources)[0]
    (docs / "sources.yml").write_text(
        sources.replace(entry, "").replace(
            "- id: kramer-myth-2009\n",
            "- id: kramer-myth-2009\n  aliases: [sarotte-broken-promise-2014, sarotte-not-one-inch-2010]\n",
        ),
        "utf-8",
    )
    for path in [*docs.rglob("*.md"), docs / "events.yml", *(docs / "figures").glob("*.yml")]:
        text = path.read_text("utf-8")
        text = text.replace("sarotte-broken-promise-2014", "kramer-myth-2009")
        text = re.sub(r"(?<=sources: \[)[^\]]+|(?<=\[)@[^\]]+", lambda match: once(match[0]), text)
        path.write_text(text, "utf-8")
    # A figure and a term renamed.
    (docs / "figures/fig-treaties.yml").rename(docs / "figures/fig-arms-treaties.yml")
    everywhere("fig-treaties", "fig-arms-treaties")
    copy.edit("docs/figures/fig-arms-treaties.yml", "kind:", "aliases: [fig-treaties]\nkind:")
    everywhere("#term-arf", "#term-reaction-force")
    copy.edit("docs/glossary.md", "{ #term-reaction-force }", "{ #term-reaction-force aliases=term-arf }")
    # What only the events that went had cited stays for its address.
    written = "".join(path.read_text("utf-8") for path in docs.rglob("*") if path.suffix in (".md", ".yml") and path.name != "sources.yml")
    sources = (docs / "sources.yml").read_text("utf-8")
    (docs / "sources.yml").write_text(
        re.sub(
            r"^- id: (\S+)\n((?:[ \t].*\n|\n)*)",
            lambda match: match[0]
            if match[1] in written or "  listed: " in match[2]
            else f"- id: {match[1]}\n  listed: for its address\n{match[2]}",
            sources,
            flags=re.MULTILINE,
        ),
        "utf-8",
    )


@pytest.fixture(scope="module")
def changed(built, tmp_path_factory):
    """The project after the changes, built with a public address; the ledger holds all that was there before."""
    copy = copy_project(tmp_path_factory.mktemp("changed") / "project")
    accept(copy.root / LEDGER, published(read_site(built.root / "site")))
    change(copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", ADDRESS)
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
        """Follow an address, through the links that lead on from moved places, to page, element and its parents."""
        for _ in range(3):
            path, _, id = address.partition("#")
            tree, parents, ids = self.page(path)
            node = ids[id] if id else tree
            if not (goal := self.leads_on(node, tree)):
                return path, node, parents
            address = posixpath.normpath(posixpath.join(posixpath.dirname(path), goal))
        raise AssertionError(f"{address} goes round in circles")

    def leads_on(self, node, tree):
        """Where the link of a moved place or page leads; None at the place itself."""
        if node is not tree:
            return next(node.iter("a")).get("href") if "data-moved" in node.attrib else None
        if any(meta.get("http-equiv") == "refresh" for meta in tree.iter("meta")):
            return next(tree.iter("a")).get("href")
        return next((link.get("href") for link in tree.iter("a") if "data-moved-page" in link.attrib), None)

    def words(self, address):
        """The text at an address: of a heading the heading, of an empty mark what carries it."""
        path, node, parents = self.land(address)
        if node not in parents:
            node = next(node.iter("h1"))
        elif not "".join(node.itertext()).strip():
            node = parents[node]
        # Numbers shift with what stands before.
        return path, re.sub(r"^(?:Figure )?\d+(?:\.\d+)*:? ", "", " ".join("".join(node.itertext()).split()))


def now(address):
    """Where the words of an old address stand in the changed copy."""
    page, _, id = address.partition("#")
    return MOVED.get(address) or (
        f"{MOVED[page].partition('#')[0]}#{id}" if page in MOVED and id else address
    )


def test_every_old_address_lands_on_its_words(built, changed):
    ledger = read_ledger(changed.root / LEDGER)
    before, after = Reading(built.root / "site"), Reading(changed.root / "site")
    renamed = dict.fromkeys(
        ["history.html#end-of-the-cold-war", "e/end-of-the-cold-war.html"], "The end of the Cold War"
    )
    assert len(ledger) > 1400 and set(MOVED) <= set(ledger)
    for address in ledger:
        path, words = after.words(address)
        home = before.land(address)[0] if address.startswith("e/") else address  # some had led on before
        assert path == now(home).partition("#")[0], address
        if address in MOVED:
            assert words.startswith(after.words(now(address))[1]), address
        elif address in renamed:
            assert words.startswith(renamed[address]), address
        elif re.search(r"#(?:src-|fig-|period)", address) or address.startswith("timeline.html#"):
            # The links below a source, a figure or an event name the sections anew.
            assert words.split()[:4] == before.words(address)[1].split()[:4], address
        else:
            assert words == before.words(address)[1], address


@pytest.mark.parametrize("write", [write_one_file, write_epub])
def test_in_a_book_of_all_pages_every_old_fragment_is_a_place(changed, tmp_path, write):
    project = read_project(changed.root)
    book = read_book(project.site, map(built_page, project.pages))
    file = write(project, project.site, book, tmp_path / "book")
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            texts = [archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")]
    else:
        texts = [file.read_bytes()]
    ids = Counter(id for text in texts for id in html.document_fromstring(text).xpath("//@id"))
    old = fragments(read_ledger(changed.root / LEDGER))
    assert len(old) > 1000
    assert {address: id for address, id in old.items() if ids[id] != 1} == {}


def test_programs_are_told_of_the_new_page_only(changed):
    site = changed.root / "site"
    page = html5lib.parse((site / "about/licence.html").read_text("utf-8"), namespaceHTMLElements=False)
    assert [link.get("href") for link in page.iter("link") if link.get("rel") == "canonical"] == [
        f"{ADDRESS}/about/method.html"
    ]
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"] == ["noindex"]
    listed = (site / "sitemap.xml").read_text("utf-8")
    assert "forces.html" in listed and "posture.html" not in listed and "licence.html" not in listed
    index = (site / "search/search_index.js").read_text("utf-8")
    found = {
        entry["location"].partition("#")[0]
        for entry in json.loads(index.removeprefix("var __index = ").rstrip(";"))["docs"]
    }
    assert "forces.html" in found and not {"posture.html", "about/licence.html"} & found


@pytest.mark.parametrize(
    "path", ["posture.html", "about/licence.html", "diplomacy.html", "e/history-further-reading.html"]
)
def test_what_leads_on_is_html_without_a_fault(changed, path):
    html5lib.HTMLParser(strict=True).parse((changed.root / "site" / path).read_text("utf-8"))


@pytest.fixture(scope="module")
def strict(changed):
    """A server that sends the site's own strict policy with every file."""
    site = changed.root / "site"
    pages, sheets = (
        [path.read_text("utf-8") for path in sorted(site.rglob(f"*.{ending}"))] for ending in ("html", "css")
    )
    policy = content_policy(pages, sheets)
    assert "unsafe" not in policy and len(policy.split("sha256-")) < 12

    class Handler(Quiet):
        def end_headers(self):
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    with serve(functools.partial(Handler, directory=str(site))) as address:
        yield address


@pytest.fixture(params=["online", "from disk"])
def start(request):
    """Where the site begins."""
    if request.param == "online":
        return request.getfixturevalue("strict")
    return request.getfixturevalue("unpacked").as_uri()


SAMPLE = [
    *(old for old in MOVED if not old.startswith("e/")),
    *("posture.html#battlegroups", "posture.html#fig-exercises", "posture.html#posture"),
    *(
        "about/licence.html#licence",
        "about/licence.html#licence-terms",
        "e/pjc-1997.html",
        "e/history-further-reading.html",
    ),
]
IN_SIGHT = """(place) => {
  const node = place.nodeType ? place : document.getElementById(place);
  const box = (node.matches(".alias, .timeline-alias") ? node.parentElement : node).getBoundingClientRect();
  return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.mark.parametrize("old", SAMPLE)
def test_a_browser_is_sent_on_to_the_words(open_page, start, old):
    page = open_page(f"{start}/{old}", width=390, height=800)
    path, _, id = now(old).partition("#")
    # A retired id stays in the address where its page has it as an alias.
    ids = [id, old.partition("#")[2]] if id else [""]
    page.wait_for_url(
        lambda url: url.partition("#")[0] == f"{start}/{path}" and (not id or url.partition("#")[2] in ids)
    )
    if id:
        page.wait_for_function(IN_SIGHT, arg=id)
    assert [
        problem for problem in page.problems if not problem.startswith("failed: ")
    ] == []  # what was left is not loaded
    assert page.go_back() is None or "posture" not in page.url  # nobody is caught between two pages


def test_the_address_of_words_leads_to_the_words(open_page, start):
    page = open_page(f"{start}/posture.html#spending:~:text=A%20comparison%20with%20Russia%20is", width=390, height=600)
    page.wait_for_url(f"{start}/forces.html#spending*")
    words = page.get_by_text("A comparison with Russia is missing")
    page.wait_for_function(IN_SIGHT, arg=words.element_handle())


def test_what_the_old_page_did_not_know_is_carried_along(tmp_path, open_page):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/moved.js").write_bytes((ROOT / "docs/assets/moved.js").read_bytes())
    (tmp_path / "new.html").write_text('<h1 id="new">New</h1>', "utf-8")
    (tmp_path / "old.html").write_text(stub("old.html", Place("new", "page", "new.html", "New"), []), "utf-8")
    for old, new in {
        "#f=category:treaty;actor:russia": "#f=category:treaty;actor:russia",
        "#%": "#%",
        "": "#new",
    }.items():
        page = open_page((tmp_path / "old.html").as_uri() + old)
        page.wait_for_url((tmp_path / "new.html").as_uri() + new)


@pytest.mark.parametrize(
    ("old", "heading"),
    [
        ("posture.html#battlegroups", "This page has moved"),
        ("about/licence.html#licence-terms", "This page has moved"),
        ("posture.html#us-review", "This page has moved"),
        ("diplomacy.html#osce", "Diplomacy"),
        ("history.html#history-further-reading", "History"),
        ("timeline.html#able-archer-1983", "Timeline"),
    ],
)
def test_without_scripts_the_old_place_says_where_to_go(open_page, start, old, heading):
    page = open_page(f"{start}/{old}", java_script_enabled=False)
    entry = page.locator(f"[id='{old.partition('#')[2]}']")
    assert page.locator("h1").first.evaluate("(node) => node.firstChild.textContent.trim()") == heading
    box = entry.bounding_box()
    assert box["y"] >= 0 and box["y"] + box["height"] <= 900
    assert entry.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(247, 236, 208)"
    entry.locator("a").click()
    page.wait_for_url(f"{start}/{now(old)}")
    # A page that has moved says so at its top, too.
    if heading == "This page has moved":
        page.goto(f"{start}/{old}")
        page.locator("main p a").first.click()
        assert page.url.startswith(f"{start}/{now(old.partition('#')[0])}")


@pytest.mark.parametrize("path", ["posture.html", "diplomacy.html"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, strict, path, width, scheme):
    page = open_page("about:blank", width=width, color_scheme=scheme)
    page.route("**/moved.js", lambda route: route.abort())  # who has scripts does not stay here
    page.goto(f"{strict}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_on_paper_a_page_does_not_speak_of_what_left_it(open_page, strict):
    page = open_page(f"{strict}/diplomacy.html")
    assert page.locator("nav.moved").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("nav.moved").is_visible()


@pytest.fixture
def refused(changed):
    """Change texts of the copy, run a command that must refuse them; gives what was said. The last site must stand."""
    kept = {}

    def run(command, *changes):
        site = {file: file.read_bytes() for file in (changed.root / "site").rglob("*.html")}
        for path, old, new in changes:
            kept.setdefault(path, (changed.root / path).read_bytes())
            changed.edit(path, old, new)
        done = changed.run(command)
        assert done.returncode == 1
        assert {file: file.read_bytes() for file in (changed.root / "site").rglob("*.html")} == site
        return done.stderr

    yield run
    for path, data in kept.items():
        (changed.root / path).write_bytes(data)


def test_an_id_that_is_dropped_and_a_page_that_goes_without_a_word_stop_the_build(refused):
    said = refused(
        "build",
        ("docs/history.md", " detente-and-arms-control", ""),
        ("docs/forces.md", "moved_from: [posture.md]\n", ""),
    )
    lost = [line.strip() for line in said.splitlines() if line.startswith("  ")]
    others = [address for address in lost if not address.startswith("posture.html")]
    assert "posture.html" in lost and "posture.html#battlegroups" in lost and "posture.html#us-review" in lost
    assert others == ["history.html#detente-and-arms-control", "e/detente-and-arms-control.html"]
    assert "keep the old id, or an alias of it, and name a page that is gone in moved_from" in said


def test_a_wrong_moved_from_and_a_torn_ledger_are_told_at_their_places(refused):
    said = refused(
        "check",
        ("docs/forces.md", "moved_from: [posture.md]", "moved_from: [history.md, postur.md]"),
        (
            "tests/addresses.txt",
            "about/licence.html\n",
            "about/licence.html\n<<<<<<< ours\nabout/licence.html\n",
        ),
    )
    assert (
        "docs/forces.md:2:14: moved_from: the page 'history.md' is still there; name only pages that are gone\n"
        in said
    )
    assert (
        "docs/forces.md:2:26: moved_from: no page 'postur.md' was ever published; did you mean 'posture.md'?\n"
        in said
    )
    assert (
        "tests/addresses.txt:20:1: '<<<<<<< ours' is no address; write page.html or page.html#id, one a line\n"
        in said
    )
    assert (
        "tests/addresses.txt:21:1: 'about/licence.html' stands on line 19 already; delete it here\n" in said
    )


def test_the_command_tells_where_each_address_leads(changed):
    done = changed.run("addresses")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and not done.stderr
    for old, new in [*MOVED.items(), ("posture.html#battlegroups", "forces.html#battlegroups")]:
        assert f"moved {old} → {new}" in lines
    assert "new   forces.html#battlegroups" in lines and not any(
        "posture.html" in line for line in lines if line.startswith("new")
    )
