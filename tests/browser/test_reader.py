"""The reader in a browser: online and from disk, with and without scripts, wide and narrow, light and dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGE_TYPES = ("index.html", "history.html", "timeline.html", "sources.html", "glossary.html", "about/method.html", "404.html")


def search(page, words):
    """Type key by key: the theme's search loses single input events."""
    page.locator(".search-button:visible, .md-search__input:visible").first.click()
    page.locator(".md-search__input").press_sequentially(words, delay=30)


@pytest.mark.parametrize("width", [390, 1280])
def test_search_finds_a_word_and_its_result_opens(open_page, start, width):
    page = open_page(f"{start}/index.html", width=width)
    search(page, "Freiberga")
    result = page.locator(".md-search-result__link", has_text="Divergences").first
    result.wait_for(timeout=20_000)
    result.click()
    page.wait_for_url(re.compile(r"/divergences\.html"))
    assert "Freiberga" in page.locator("article").first.inner_text()
    assert page.problems == []


def test_search_finds_a_single_event_and_opens_it(open_page, start):
    page = open_page(f"{start}/index.html")
    search(page, "Pristina airport")
    result = page.locator(".md-search-result__link[href$='#pristina-airport-1999']")
    result.wait_for(timeout=20_000)
    result.click()
    page.wait_for_url(re.compile(r"/timeline\.html.*#pristina-airport-1999$"))
    event = page.locator("#pristina-airport-1999")
    assert event.is_visible()
    page.wait_for_timeout(500)
    assert 0 < event.bounding_box()["y"] < 600


@pytest.mark.parametrize("address", ["history.html#kosovo", "timeline.html#founding-act-1997", "sources.html#src-nato-rome-2002", "glossary.html#term-article-5"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_deep_link_lands_below_the_header(open_page, start, address, width):
    page = open_page(f"{start}/{address}", width=width)
    page.wait_for_timeout(500)
    target = page.locator("#" + address.partition("#")[2]).bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert header["y"] + header["height"] - 1 <= target["y"] < 500


@pytest.mark.parametrize("address", PAGE_TYPES)
def test_a_page_asks_no_other_host_and_reports_no_error(open_page, start, address):
    page = open_page(f"{start}/{address}", wait="networkidle")
    allowed = [problem for problem in page.problems if address == "404.html" and start.startswith("file:")]
    assert [problem for problem in page.problems if problem not in allowed] == []
    assert not any("elsewhere" in problem for problem in page.problems)


# Two states of each page type at every run; the others with `test --all`.
STATES = [(320, "light"), (1280, "dark")]
MORE = [(320, "dark"), (390, "light"), (390, "dark"), (1280, "light")]


@pytest.mark.parametrize("address", PAGE_TYPES)
@pytest.mark.parametrize(("width", "scheme"), [*STATES, *(pytest.param(*state, marks=pytest.mark.slow) for state in MORE)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, base_url, address, width, scheme):
    if address == "404.html" and base_url.startswith("file:"):
        return  # only a server shows it
    page = open_page(f"{base_url}/{address}", width=width, color_scheme=scheme)
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_axe_finds_nothing_while_searching(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    search(page, "Kosovo")
    page.locator(".md-search-result__link").first.wait_for(timeout=20_000)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_axe_finds_nothing_with_the_drawer_open(open_page, base_url):
    page = open_page(f"{base_url}/history.html", width=390)
    page.locator("button.md-header__menu").click()
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_follow_the_system(open_page, start, scheme):
    page = open_page(f"{start}/history.html", color_scheme=scheme)
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))[:3])
    assert (red + green + blue > 600) == (scheme == "light")


def test_the_chosen_colours_are_kept_on_the_next_page(open_page, start):
    page = open_page(f"{start}/history.html", color_scheme="light")
    page.locator("label[for=__palette_1]").first.click()
    page.locator("label[for=__palette_2]").first.click()
    page.goto(f"{start}/outlook.html")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_can_be_read_without_scripts(open_page, start, width):
    page = open_page(f"{start}/timeline.html", width=width, java_script_enabled=False)
    events = page.locator("li.timeline-event")
    assert events.count() >= 60
    assert events.first.is_visible() and events.last.is_visible()
    page.locator('a[href^="history.html#"]').first.click()
    assert "/history.html#" in page.url
    mark = page.locator("a.footnote-ref").first
    mark.click()
    assert "#fn-history-" in page.url
    page.locator(f"#{page.url.partition('#')[2]} a.to-source").click()
    assert "sources.html#src-" in page.url


def test_a_term_shows_its_definition_to_mouse_keyboard_and_touch(open_page, start):
    page = open_page(f"{start}/history.html")
    term = page.locator("a.term").first
    note = term.get_attribute("data-note")
    shown = page.locator(".note-pop").filter(has_text=note[:40])
    term.hover()
    shown.first.wait_for(timeout=5000)
    page.keyboard.press("Escape")
    shown.first.wait_for(state="hidden", timeout=5000)
    page.mouse.move(0, 0)
    term.focus()
    shown.first.wait_for(timeout=5000)
    mark = page.locator("a.footnote-ref").first
    mark.focus()
    page.wait_for_timeout(300)
    links = 0
    while True:
        page.keyboard.press("Tab")
        inside, name, width = page.evaluate(
            "(({activeElement: node}) => [!!node.closest('.note-pop'), node.textContent, node.getBoundingClientRect().width])(document)"
        )
        if not inside:
            break
        links += 1
        assert name.strip() and width, "a link in the note that has no name and no place"
    assert links == 2, "to the source, and to the list of sources"
    touch = open_page(f"{start}/history.html", width=390, has_touch=True, is_mobile=True)
    touch.locator("a.term").first.tap()
    touch.locator(".note-pop").filter(has_text=note[:40]).first.wait_for(timeout=5000)
    assert "/history.html" in touch.url


def test_the_keyboard_reaches_the_text_at_once(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert "md-skip" in skip.get_attribute("class").split()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert "#" in page.url


def test_print_shows_text_and_notes_without_navigation(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    page.emulate_media(media="print")
    assert page.locator(".footnote").is_visible()
    assert page.locator("#kosovo").is_visible()
    for part in (".md-header", ".md-sidebar--primary", ".md-search"):
        assert not page.locator(part).first.is_visible()
