"""The one-file edition in a browser, opened from a folder with an awkward name, as a phone or a mail program does it."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bidi import Firefox
from conftest import ADDRESS, ROOT
from reader.addresses import read_ledger

EVENTS = "li.timeline-event"


@pytest.fixture
def file(edition):
    """The address of the document."""
    return edition("html").as_uri()


def shown(page, items=EVENTS):
    return page.evaluate(
        "(items) => [...document.querySelectorAll(items)].filter((item) => !item.closest('[data-off]')).length", items
    )


def in_sight(page, selector):
    page.wait_for_timeout(300)
    box = page.locator(selector).first.bounding_box()
    return -1 <= box["y"] < page.viewport_size["height"] - 20


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


@pytest.mark.parametrize("script", [True, False])
def test_it_opens_without_a_request_or_an_error(open_page, file, script):
    page = open_page(file, wait="networkidle", java_script_enabled=script)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1, "one file is all there is"
    assert page.problems == []


def test_its_policy_lets_its_own_scripts_run_and_no_other(open_page, file):
    page = open_page(file)
    assert page.locator(".timeline-controls").is_visible(), "the timeline's script did not run"
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.foreign = 1'}))")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'https://example.org/x.png'}))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.foreign") is None
    assert len([problem for problem in page.problems if "Content Security Policy" in problem]) == 2


def test_every_fragment_of_the_ledger_leads_to_a_place(open_page, file):
    page = open_page(file)
    wanted = [address.partition("#")[2] for address in read_ledger(ROOT / "tests" / "addresses.txt") if "#" in address]
    assert len(wanted) > 1000
    assert page.evaluate("(all) => all.filter((id) => !document.getElementById(id))", wanted) == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "fragment", ["kosovo", "founding-act-1997", "src-nato-rome-2002", "term-article-5", "fig-treaties", "licence", "fn-history-nato-treaty-text-1949"]
)
def test_a_fragment_of_each_kind_is_in_sight(open_page, file, fragment, width):
    page = open_page(f"{file}#{fragment}", width=width)
    assert in_sight(page, f"#{fragment}")


def test_a_retired_address_leads_to_what_took_its_place(open_page, file):
    page = open_page(file)
    old = page.locator(".timeline-alias").first.get_attribute("id")
    page.evaluate("(id) => { location.hash = id; }", old)
    assert in_sight(page, f"article:has(> #{old}) .timeline-title")


def test_words_in_an_address_are_found(open_page, file):
    page = open_page(f"{file}#two-blocs:~:text=names%20no%20adversary")
    page.wait_for_timeout(400)
    place = page.evaluate("""() => {
        const words = [...document.querySelectorAll("p")].find((p) => p.textContent.includes("names no adversary"));
        return words.getBoundingClientRect().top;
    }""")
    assert -300 < place < 900
    assert page.evaluate("location.hash") == "#two-blocs"


def test_links_between_pages_stay_inside(open_page, file):
    page = open_page(file)
    links = page.eval_on_selector_all("a[href]", "(all) => all.map((link) => link.getAttribute('href'))")
    assert len(links) > 5000
    outside = {link.partition(":")[0] for link in links if not link.startswith("#")}
    assert outside <= {"http", "https", "mailto", "data"}
    page.locator('article[data-page="history.html"] a.footnote-ref').first.click()
    assert re.fullmatch(r"#fn-history-[a-z0-9-]+", page.evaluate("location.hash"))
    page.locator(":target a.to-source").click()
    assert page.evaluate("location.hash").startswith("#src-")
    assert in_sight(page, ":target")


def test_a_small_file_of_data_is_inside_and_can_be_saved(open_page, file, site):
    page = open_page(file)
    page.evaluate("document.querySelector('#fig-treaties details').open = true")
    with page.expect_download() as saved:
        page.locator("#fig-treaties .figure-csv a, #fig-treaties a[download]").first.click()
    assert saved.value.suggested_filename == "fig-treaties.csv"
    with open(saved.value.path(), "rb") as data:
        assert data.read() == (site / "figures" / "fig-treaties.csv").read_bytes()


# The contents, and the way back


@pytest.mark.parametrize("script", [True, False])
def test_the_contents_lead_everywhere_and_unfold(open_page, file, script):
    page = open_page(file, width=390, java_script_enabled=script)
    contents = page.get_by_role("navigation", name="Contents", exact=True)
    chapters = contents.locator("> ol > li")
    assert chapters.count() >= 13
    chapter = chapters.filter(has_text="History").first
    assert not chapter.locator("details a").first.is_visible()
    chapter.locator("summary").click()
    section = chapter.locator("details a", has_text="Two blocs")
    assert section.inner_text().split()[0] == "1.1"
    section.click()
    assert in_sight(page, "#two-blocs")
    page.locator(".one-file-bar a").click()
    assert in_sight(page, "#one-file-contents")


def test_back_has_a_button_once_there_is_a_way_back(open_page, file):
    page = open_page(file, width=390)
    back = page.get_by_role("button", name="Back")
    assert back.count() == 0
    page.locator(".one-file-contents a", has_text="Outlook").first.click()
    page.wait_for_timeout(200)
    page.locator(".one-file-bar a").click()
    page.wait_for_timeout(200)
    back.click()
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == "#outlook" and in_sight(page, "#outlook")
    back.click()
    page.wait_for_timeout(300)
    assert page.evaluate("location.hash") == "" and back.count() == 0
    assert page.url == file


@pytest.mark.parametrize("width", [390, 1280])
def test_the_go_to_box_leads_to_a_paragraph_inside(open_page, file, width):
    page = open_page(file, width=width)
    page.get_by_role("button", name="Go to").click()
    page.keyboard.type("1.2 ¶2")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.dataset.paragraph") == "2"
    assert page.evaluate("location.hash") == "#detente-and-arms-control"
    assert in_sight(page, ":focus")
    page.get_by_role("button", name="Go to").click()
    page.keyboard.type("founding act 1997")
    page.locator("#goto-list a").first.wait_for()
    hashes = page.eval_on_selector_all("#goto-list a", "(all) => all.map((option) => option.getAttribute('href'))")
    assert "#founding-act-1997" in hashes and all(hash.startswith("#") for hash in hashes)
    assert page.problems == []


def test_a_link_and_a_citation_are_taken_from_this_file(open_page, file):
    page = open_page(file)
    for place, name in (("#two-blocs > .headerlink", "1.1"), ("#founding-act-1997 > .timeline-link", "27 May 1997")):
        page.locator(place).click()
        dialog = page.get_by_role("dialog")
        assert dialog.locator("h2").inner_text().startswith(name)
        assert dialog.locator(".take-address").all_inner_texts() == [file + place.split(" ")[0]], "the other files are not beside it"
        assert dialog.locator("a").count() == 0
        page.keyboard.press("Escape")
    assert page.problems == []


def test_with_a_public_address_what_is_taken_has_it(open_page, published_file):
    page = open_page(published_file)
    page.locator("#two-blocs > .headerlink").click()
    texts = page.locator(".take-address").all_inner_texts()
    assert texts == [f"{ADDRESS}/history.html#two-blocs", f"{ADDRESS}/e/two-blocs.html"]
    assert page.locator(".take-files a").first.get_attribute("href").startswith(f"{ADDRESS}/cite/history.")


# Filters: two lists in one document


def test_the_timeline_is_filtered_and_back_undoes_it(open_page, file):
    page = open_page(file)
    everything, sources = shown(page), shown(page, "li.source")
    page.click("button[value=conflict]")
    one = shown(page)
    page.select_option("[name=actor]", "russia")
    two = shown(page)
    assert everything > one > two > 0
    assert page.evaluate("location.hash") == "#f=category:conflict;actor:russia"
    assert shown(page, "li.source") == sources
    for expected in (one, everything):
        page.go_back()
        page.wait_for_timeout(200)
        assert shown(page) == expected
    page.go_forward()
    page.wait_for_timeout(200)
    assert shown(page) == one
    assert page.problems == []


def test_an_address_with_a_filter_shows_the_list_that_it_is_for(open_page, file):
    page = open_page(f"{file}#f=category:conflict;actor:russia")
    assert in_sight(page, ".timeline-controls")
    events, sources = shown(page), shown(page, "li.source")
    assert 0 < events < page.locator(EVENTS).count()
    assert sources == page.locator("li.source").count()
    page = open_page(f"{file}#f=side:russia;q:founding")
    assert in_sight(page, ".source-controls")
    assert 0 < shown(page, "li.source") < sources
    assert shown(page) == page.locator(EVENTS).count()
    assert page.input_value(".source-controls [name=q]") == "founding"
    assert page.input_value(".timeline-controls [name=q]") == ""


def test_each_list_keeps_its_filter_while_the_other_changes(open_page, file):
    page = open_page(file)
    page.locator(".source-controls [name=q]").press_sequentially("kosovo", delay=20)
    page.wait_for_timeout(500)
    found = shown(page, "li.source")
    assert 0 < found < page.locator("li.source").count()
    assert shown(page) == page.locator(EVENTS).count(), "the words are for the other list"
    page.click("button[value=conflict]")
    page.wait_for_timeout(400)
    assert (shown(page, "li.source"), page.evaluate("location.hash")) == (found, "#f=category:conflict")
    conflicts = shown(page)
    page.go_back()
    page.wait_for_timeout(400)
    assert (shown(page, "li.source"), shown(page)) == (found, page.locator(EVENTS).count())
    page.reload()
    page.wait_for_timeout(500)
    assert shown(page, "li.source") == found
    page.go_forward()
    page.wait_for_timeout(400)
    assert (shown(page, "li.source"), shown(page)) == (found, conflicts)


def test_a_link_to_an_event_that_the_filter_hides_shows_it(open_page, file):
    page = open_page(f"{file}#f=category:conflict")
    page.wait_for_timeout(300)
    page.evaluate("location.hash = 'founding-act-1997'")
    assert in_sight(page, "#founding-act-1997")
    assert shown(page) == page.locator(EVENTS).count()


def test_a_term_and_a_note_open_beside_their_link(open_page, file):
    page = open_page(file)
    for selector in ("a.term", "a.footnote-ref"):
        page.locator(selector).first.hover()
        page.locator(".note-pop").wait_for(timeout=5000)
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
    assert page.problems == []


# Looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system(open_page, file, scheme):
    page = open_page(file, color_scheme=scheme)
    colours = page.evaluate("[document.body, document.querySelector('#history')].map((node) => getComputedStyle(node)[node === document.body ? 'backgroundColor' : 'color'])")
    paper, ink = (sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in colours)
    assert (paper > 600, ink < 200) == ((True, True) if scheme == "light" else (False, False))


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_wider_than_the_screen(open_page, file, width):
    page = open_page(file, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_can_be_read_without_scripts(open_page, file):
    page = open_page(file, java_script_enabled=False)
    assert page.locator(f"{EVENTS}:visible").count() == page.locator(EVENTS).count() > 100
    assert page.locator("li.source:visible").count() > 300
    assert not page.locator(".timeline-controls").is_visible()
    assert not page.locator(".one-file-back").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_is_black_on_white_whole_and_without_controls(open_page, file, scheme):
    page = open_page(f"{file}#f=category:conflict", color_scheme=scheme)
    page.wait_for_timeout(300)
    page.emulate_media(media="print", color_scheme=scheme)
    assert page.locator(f"{EVENTS}:visible").count() == page.locator(EVENTS).count()
    for part in (".one-file-bar", ".one-file-skip", ".timeline-controls", ".source-controls", ".headerlink"):
        assert not page.locator(part).first.is_visible(), part
    colour = page.evaluate("getComputedStyle(document.querySelector('#two-blocs')).color")
    assert sum(map(int, re.findall(r"\d+", colour)[:3])) < 100


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light"), pytest.param(390, "light", marks=pytest.mark.slow), pytest.param(1280, "dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing(open_page, file, width, scheme):
    page = open_page(file, width=width, color_scheme=scheme)
    page.locator(".one-file-contents summary").nth(1).click()
    page.locator(".one-file-contents a", has_text="Outlook").first.click()
    page.wait_for_timeout(300)
    assert violations(page) == []


def test_the_keyboard_reaches_text_contents_and_back(open_page, file):
    page = open_page(file)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the text"
    for name in ("Go to", "Contents"):
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == name
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#home"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").is_visible() and page.locator(":focus").get_attribute("href") == "#home-how"


@pytest.mark.slow
def test_firefox_opens_it_runs_its_scripts_and_asks_for_nothing(file):
    with Firefox(os.environ["READER_FIREFOX"]) as firefox:
        firefox.open(f"{file}#f=category:membership")
        shown = "[...document.querySelectorAll('.timeline-event')].filter((event) => event.getClientRects().length)"
        firefox.wait(f"{shown}.length > 0 && {shown}.every((event) => event.dataset.category === 'membership')")
        firefox.open(f"{file}#founding-act-1997")
        place = "document.querySelector('#founding-act-1997').getBoundingClientRect().top"
        firefox.wait(f"{place} >= 0 && {place} < 500")
        assert [url for url in firefox.requests if not url.startswith(("file:", "data:", "about:"))] == []
