"""What must hold of the built site, and that the checks of the build notice when it does not."""

import re
import shutil

import html5lib
import pytest

from reader.site_check import check_site, read_site


@pytest.fixture(scope="module")
def pages(site):
    return read_site(site)


def test_the_site_has_no_fault_that_the_build_checks_for(site, pages):
    assert check_site(site, pages) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="history.html#no-such-place">x</a>', "'history.html#no-such-place' leads to no place on that page"),
        ('<a href="no-such-page.html">x</a>', "'no-such-page.html' leads to no file"),
        ('<a href="javascript:alert(1)">x</a>', "is of a kind that is refused"),
        ("<a>x</a>", "a link without address"),
        ('<p id="kosovo">x</p>', "'kosovo' is also on"),
        ('<p id="same">x</p><p id="same">y</p>', "'same' stands on this page twice"),
        ('<img src="https://example.org/x.png" alt="">', "would be fetched from another host"),
        ('<script src="//example.org/x.js"></script>', "would be fetched from another host"),
        ('<img src="assets/no-such.png" alt="">', "'assets/no-such.png' is not there"),
        ("<p>/// timeline</p>", "a block was not read and stayed as text"),
        ("<p>See [@nato-rome-2002].</p>", "a citation was not read and stayed as text"),
        ("<p>See [^note].</p>", "a note was not read and stayed as text"),
        ("<p>Title { #an-id }</p>", "an attribute list was not read and stayed as text"),
        ('<p onclick="x()">x</p>', "a strict content policy refuses it"),
        ('<p style="color:red">x</p>', "a strict content policy refuses it"),
    ],
)
def test_a_fault_in_a_page_is_found(site, tmp_path, html, message):
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = copy / "outlook.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace('<h1 id="outlook"', html + '<h1 id="outlook"', 1), "utf-8")
    found = [str(problem) for problem in check_site(copy, read_site(copy))]
    assert any(message in line and "outlook.html:" in line for line in found), found


def test_every_page_says_its_language_and_has_one_title(site):
    for path in site.rglob("*.html"):
        tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        assert tree.get("lang") == "en", path
        assert len(tree.findall(".//h1")) == 1, path
        assert (tree.findtext("head/title") or "").strip(), path


def test_headings_skip_no_level(site):
    for path in site.rglob("*.html"):
        tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        articles = [node for node in tree.iter("article") if "md-content__inner" in node.get("class", "")]
        article = articles[0] if articles else tree.find(".//main")  # a short page
        levels = [int(node.tag[1]) for node in article.iter() if re.fullmatch("h[1-6]", str(node.tag))]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), (path, levels)


def test_every_time_element_has_a_date_that_html_allows(site):
    for path in site.rglob("*.html"):
        for value in re.findall(r'<time[^>]*datetime="([^"]*)"', path.read_text("utf-8")):
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value), (path, value)


def test_every_event_is_on_the_timeline_page_and_only_there(site, pages):
    from mkdocs_timeline import load_site, settings

    root = site.parent
    timeline = load_site(settings({"sources": "sources.yml"}, root / "docs", root)).timeline
    assert len(timeline.events) >= 60
    for event in timeline.events:
        owners = [path for path, page in pages.items() if event.id in page.article_ids]
        assert owners == ["timeline.html"], event.id


def test_each_chapter_links_to_its_events_and_the_events_back(site):
    from mkdocs_timeline import load_site, settings

    root = site.parent
    timeline = load_site(settings({"sources": "sources.yml"}, root / "docs", root)).timeline
    page_of = {path.name: path.read_text("utf-8") for path in site.glob("*.html")}
    for event in timeline.events:
        for address in event.see:
            target = address.replace(".md", ".html")
            assert f'href="{target}"' in page_of["timeline.html"], event.id
            assert f'href="timeline.html#{event.id}"' in page_of[target.partition("#")[0]], event.id


def test_every_note_leads_to_the_list_of_sources_and_back(pages):
    back = {target for target, _ in pages["sources.html"].links}
    for path, page in pages.items():
        if path.startswith("e/"):
            continue  # a short page repeats notes of the full one
        marks = [id for id, _ in page.ids if id.startswith("fnref")]
        up = "../" * path.count("/")
        for mark in marks:
            assert f"{path}#{mark}" in back, f"sources.html does not lead back to {path}#{mark}"
        sources = [target for target, _ in page.links if target.startswith(f"{up}sources.html#src-")]
        assert bool(sources) == bool(marks) or path == "timeline.html", path


def test_a_third_of_the_sources_are_primary_documents(site):
    kinds = re.findall(r'<li class="source"[^>]* data-kind="([a-z]+)"', (site / "sources.html").read_text("utf-8"))
    primary = sum(kinds.count(kind) for kind in ("treaty", "official", "archive"))
    assert 3 * primary >= len(kinds) > 100, f"{primary} of {len(kinds)}: cite a document itself beside a report of it"


def test_the_marks_stand_in_the_sections_that_the_list_of_sources_names(built, site):
    """The second use of a source on a page must be the second in reading order, or the ways back are crossed."""
    from reader.index import find_citations

    for chapter in ("history", "key-events", "divergences", "posture", "diplomacy", "outlook"):
        html = (site / f"{chapter}.html").read_text("utf-8")
        text = (built.root / "docs" / f"{chapter}.md").read_text("utf-8")
        in_page = [id for id in re.findall(r'id="(fnref[^"]*)"', html)]
        assert in_page == [citation.anchor for citation in find_citations(f"{chapter}.md", text)], chapter


def test_no_error_of_the_old_article_survives(site):
    """A few sentences that no chapter may carry; the page of corrections quotes claims and is left out."""
    gone = ("which later became Russia", "near abroad", "serve as a warning", "annual Steadfast Defender")
    for path in site.glob("*.html"):
        text = path.read_text("utf-8")
        for phrase in gone:
            assert phrase not in text, (path.name, phrase)


@pytest.mark.parametrize("chapter", ["history", "key-events", "divergences", "posture", "diplomacy", "outlook"])
def test_each_chapter_has_its_parts(site, chapter):
    html = (site / f"{chapter}.html").read_text("utf-8")
    for part in ('class="kicker"', 'class="in-short"', 'class="positions"', 'class="timeline-compact"', 'class="term"'):
        assert part in html, part
    for id in ("in-dates", "key-terms", "questions", "further-reading"):
        assert f'id="{chapter}-{id}"' in html, id
    article = html[html.index("md-content__inner") : html.index('class="footnote"')]
    assert len(re.sub("<[^>]+>", " ", article).split()) >= 1200


def test_the_glossary_has_terms_with_definitions(site):
    html = (site / "glossary.html").read_text("utf-8")
    assert len(re.findall(r'<h3[^>]* id="term-', html)) >= 25
    notes = re.findall(r'class="term" data-note="([^"]*)"', (site / "history.html").read_text("utf-8"))
    assert notes and all(len(note) > 20 for note in notes)
