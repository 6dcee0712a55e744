"""The list of sources in a browser: filters, address, links; without script; the glossary in the search."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from reader.downloads import DOWNLOADS
from reader.sources import load_sources

SOURCES = "li.source"
TWO = "#f=side:russia;kind:official"


@pytest.fixture(params=["http", "disk"])
def start(request):
    """The address of the site, online and from disk."""
    return (
        request.getfixturevalue("base_url")
        if request.param == "http"
        else request.getfixturevalue("unpacked").as_uri()
    )


@pytest.fixture
def address(start):
    """The address of the page."""
    return f"{start}/sources.html"


def shown(page):
    return page.evaluate(
        "[...document.querySelectorAll('li.source')].filter((item) => !item.closest('[data-off]')).length"
    )


def every(page, selector=""):
    return page.locator(f"{SOURCES}{selector}").count()


def count(page):
    page.wait_for_timeout(450)
    return page.locator(".source-controls output").inner_text()


def fragment(page):
    return page.evaluate("location.hash")


def choices(page, name):
    return dict(
        page.eval_on_selector_all(
            f"[name={name}] option", "(all) => all.map((option) => [option.value, option.textContent])"
        )
    )


def clear_button(page):
    return page.locator(".source-controls").get_by_role("button", name="Clear")


def type_words(page, words, delay=20):
    page.locator("[name=q]").press_sequentially(words, delay=delay)


# Filters


def test_side_kind_and_chapter_are_chosen_and_the_address_says_so(open_page, address):
    page = open_page(address)
    everything = shown(page)
    assert everything == every(page) > 300
    page.select_option("[name=side]", "russia")
    russian = every(page, "[data-side~=russia]")
    assert 0 < shown(page) == russian < everything
    assert count(page) == f"{russian} sources"
    assert fragment(page) == "#f=side:russia"
    page.select_option("[name=kind]", "official")
    both = every(page, "[data-side~=russia][data-kind=official]")
    assert 0 < shown(page) == both < russian
    page.select_option("[name=chapter]", "divergences")
    assert (
        0
        < shown(page)
        == every(page, "[data-side~=russia][data-kind=official][data-chapter~=divergences]")
        < both
    )
    assert fragment(page) == "#f=side:russia;kind:official;chapter:divergences"
    clear_button(page).click()
    assert (shown(page), fragment(page)) == (everything, "")
    assert page.problems == []


def test_what_several_signed_is_found_under_each(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    act = page.locator("#src-nato-founding-act-1997")
    assert "Own words of: NATO, Russia." in act.text_content()
    for side, there in {"nato": True, "russia": True, "us": False, "independent": False}.items():
        page.select_option("[name=side]", side)
        assert act.is_visible() is there, side
    assert page.problems == []


def test_a_chapter_is_one_of_the_places_that_cite(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    names = choices(page, "chapter")
    chapters = ["history", "key-events", "divergences", "posture", "diplomacy", "outlook", "timeline"]
    assert list(names)[:8] == ["", *chapters]
    for chapter in chapters:
        page.select_option("[name=chapter]", chapter)
        links = page.locator(f"{SOURCES}:visible .cited-in a[href^='{chapter}.html#']")
        owners = page.eval_on_selector_all(
            f".cited-in a[href^='{chapter}.html#']",
            "(all) => new Set(all.map((link) => link.closest('li').id)).size",
        )
        assert links.count() > 0 and shown(page) == owners, chapter


def test_every_choice_has_words_and_finds_something(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    for name in ("side", "kind", "chapter"):
        for value, words in choices(page, name).items():
            page.select_option(f"[name={name}]", value)
            assert words[:1].isupper() and shown(page) > 0, (name, value)
        page.select_option(f"[name={name}]", "")


def test_everything_is_done_by_keyboard(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    page.focus("[name=side]")
    page.keyboard.type("Rus")
    page.keyboard.press("Tab")
    page.keyboard.type("Off")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("Putin", delay=40)
    page.keyboard.press("Enter")  # a form must not be sent
    assert count(page) == f"{shown(page)} sources"
    assert 1 < shown(page) < every(page, "[data-side~=russia]")
    assert fragment(page) == f"{TWO};q:Putin"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "side", "the focus went nowhere"
    assert (shown(page), fragment(page)) == (every(page), "")


@pytest.mark.parametrize("words", ["genscher tutzing", "TUTZING  Genscher", "europaischen Einheit"])
def test_words_are_found_without_their_marks_in_any_order(open_page, base_url, words):
    page = open_page(f"{base_url}/sources.html")
    type_words(page, words)
    assert page.locator("#src-aa-tutzing-1990").is_visible()
    assert shown(page) <= 3


def test_a_source_that_keeps_a_retired_key_is_found_by_its_words(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    source = page.locator("li.source:has(> .alias)").first
    type_words(page, source.locator("cite").first.inner_text())
    assert source.is_visible()


def test_every_source_hangs_from_its_first_line(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    indents = page.eval_on_selector_all(
        "li.source", "items => [...new Set(items.map(item => getComputedStyle(item.querySelector('p')).textIndent))]"
    )
    assert len(indents) == 1 and indents[0].startswith("-"), indents


def test_the_places_that_cite_are_no_words_of_a_source(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    type_words(page, "cited in")
    assert shown(page) < 5


def test_an_address_opens_with_its_filter(open_page, address):
    page = open_page(f"{address}{TWO};chapter:history;q:putin")
    page.wait_for_timeout(300)
    assert 0 < shown(page) < every(page, "[data-side~=russia][data-kind=official][data-chapter~=history]")
    assert [page.input_value(f"[name={name}]") for name in ("side", "kind", "chapter", "q")] == [
        "russia",
        "official",
        "history",
        "putin",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "#f=",
        "#f=kind:nonsense",
        "#f=;;:",
        "#f=q:%E0%A4%A",
        "#%E0%A4%A",
        "#f=side:nobody;chapter:no/such",
        "#src-no-such",
    ],
)
def test_a_broken_address_shows_everything(open_page, base_url, broken):
    page = open_page(f"{base_url}/sources.html{broken}")
    page.wait_for_timeout(300)
    assert shown(page) == every(page)
    assert page.problems == []


def test_back_and_forward_walk_through_the_filters(open_page, address):
    page = open_page(address)
    everything = shown(page)
    page.select_option("[name=side]", "russia")
    one = shown(page)
    page.select_option("[name=kind]", "official")
    two = shown(page)
    assert everything > one > two > 0
    for step, expected in (
        (page.go_back, one),
        (page.go_back, everything),
        (page.go_forward, one),
        (page.go_forward, two),
    ):
        step()
        page.wait_for_timeout(150)
        assert shown(page) == expected
    assert page.input_value("[name=kind]") == "official"


def test_typing_is_one_step_back(open_page, address):
    page = open_page(address)
    page.select_option("[name=side]", "nato")
    before = shown(page)
    type_words(page, "kosovo", delay=400)
    page.wait_for_timeout(400)
    assert 0 < shown(page) < before
    assert fragment(page) == "#f=side:nato;q:kosovo"
    page.go_back()
    page.wait_for_timeout(150)
    assert (shown(page), page.input_value("[name=q]"), fragment(page)) == (before, "", "#f=side:nato")


def in_sight(page, id):
    """Whether a source stands in the window, below the header."""
    page.wait_for_timeout(400)
    source, header = page.locator(f"[id='{id}']").bounding_box(), page.locator(".md-header").bounding_box()
    return (
        source is not None
        and header["y"] + header["height"] - 1 <= source["y"] < page.viewport_size["height"] - 20
    )


def test_a_link_to_a_source_keeps_a_filter_that_shows_it_and_clears_one_that_hides_it(open_page, address):
    page = open_page(address + "#f=side:nato")
    page.wait_for_timeout(300)
    filtered = shown(page)
    page.evaluate("location.hash = 'src-nato-rome-2002'")
    assert in_sight(page, "src-nato-rome-2002")
    assert shown(page) == filtered < every(page)
    page.evaluate("location.hash = 'src-aa-tutzing-1990'")
    assert in_sight(page, "src-aa-tutzing-1990")
    assert shown(page) == every(page)
    assert page.input_value("[name=side]") == ""
    page.go_back()
    page.wait_for_timeout(150)
    assert (fragment(page), shown(page)) == ("#src-nato-rome-2002", filtered)


def test_the_contents_list_leads_to_a_kind_that_the_filter_hides(open_page, base_url):
    page = open_page(f"{base_url}/sources.html#f=kind:news")
    page.wait_for_timeout(300)
    assert not page.locator("#sources-academic").is_visible()
    page.locator(".md-nav--secondary a[href='#sources-academic']").click()
    assert in_sight(page, "sources-academic")


def test_a_note_leads_to_its_source(open_page, start):
    page = open_page(f"{start}/history.html")
    link = page.locator("a.to-source").first
    id = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_url(re.compile(r"/sources\.html#"))
    assert in_sight(page, id)
    assert shown(page) == every(page)


def test_the_count_is_announced_once_for_all_that_is_typed(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    page.evaluate("""() => {
        window.said = [];
        const output = document.querySelector(".source-controls output");
        const changes = {childList: true, characterData: true, subtree: true};
        new MutationObserver(() => said.push(output.textContent)).observe(output, changes);
    }""")
    type_words(page, "kosovo", delay=40)
    page.wait_for_timeout(900)
    assert page.evaluate("said") == [f"{shown(page)} sources"]


def test_a_kind_without_a_match_is_hidden_and_the_others_say_how_many(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    type_words(page, "genscher tutzing")
    page.wait_for_timeout(450)
    headings = page.locator(".bibliography h2:visible")
    numbers = [heading.get_attribute("data-count") for heading in headings.all()]
    assert 0 < len(numbers) < page.locator(".bibliography h2").count()
    assert sum(int(number.split()[0]) for number in numbers) == shown(page)
    assert all(number == "1 source" or re.fullmatch(r"\d+ sources", number) for number in numbers)


def test_no_match_is_said_and_cleared(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    clear = clear_button(page)
    assert not clear.is_visible()
    type_words(page, "xyzzy")
    assert count(page) == "No source matches"
    assert page.locator(".bibliography h2:visible").count() == 0
    clear.click()
    assert count(page) == f"{every(page)} sources"


# Without script, in print, on small screens


def test_without_script_everything_is_there_and_no_control_is(open_page, base_url):
    page = open_page(f"{base_url}/sources.html{TWO}", java_script_enabled=False)
    assert page.locator(f"{SOURCES}:visible").count() == every(page) > 300
    assert page.locator(".source-controls").bounding_box() is None
    assert page.get_by_role("link", name="BibTeX").is_visible()


def test_print_shows_every_source_whatever_the_filter(open_page, base_url):
    page = open_page(f"{base_url}/sources.html{TWO}")
    page.wait_for_timeout(300)
    assert page.locator(f"{SOURCES}:visible").count() < every(page)
    page.emulate_media(media="print")
    assert page.locator(f"{SOURCES}:visible").count() == every(page)
    assert page.locator(".bibliography h2:visible").count() == page.locator(".bibliography h2").count()
    assert not page.locator(".source-controls").is_visible()


def test_nothing_moves_when_the_script_arrives(open_page, base_url):
    page = open_page(f"{base_url}/sources.html")
    page.reload()
    moved = page.evaluate("""new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({type: "layout-shift", buffered: true}) || setTimeout(done, 500, 0))""")
    assert moved == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_every_control_is_large_enough_and_has_a_name(open_page, base_url, width):
    page = open_page(f"{base_url}/sources.html{TWO}", width=width)
    page.wait_for_timeout(300)
    for control in page.locator(".source-controls :is(select, input, button)").all():
        box = control.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
    for role, name in (
        ("combobox", "Side"),
        ("combobox", "Kind"),
        ("combobox", "Cited in"),
        ("searchbox", "Words in sources"),
        ("button", "Clear"),
    ):
        assert page.locator(".source-controls").get_by_role(role, name=name, exact=True).count() == 1, name
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
@pytest.mark.parametrize("state", [TWO + ";q:putin", "#f=q:xyzzy"])
def test_axe_finds_nothing(open_page, base_url, state, width, scheme):
    page = open_page(f"{base_url}/sources.html{state}", width=width, color_scheme=scheme)
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


def test_the_script_is_small_and_plain(site):
    script = (site / "assets" / "sources.js").read_text("utf-8")
    assert len(script.encode()) <= 3300
    for word in ("innerHTML", "eval(", "fetch(", "localStorage", "import"):
        assert word not in script


# The files


@pytest.mark.online
@pytest.mark.parametrize(
    ("name", "file"), [("BibTeX", "sources.bib"), ("RIS", "sources.ris"), ("CSL-JSON", "sources.json")]
)
def test_each_file_is_linked_and_there(open_page, site, base_url, name, file):
    page = open_page(f"{base_url}/sources.html")
    assert page.get_by_role("link", name=name, exact=True).get_attribute("href") == file
    written = DOWNLOADS[file][1](load_sources(site.parent / "docs" / "sources.yml", site.parent)[0].values())
    assert page.request.get(f"{base_url}/{file}").body() == written.encode("utf-8") != b""


# The glossary in the site's search


def spellings(built):
    """Everything that stands between commas and brackets in an "Also" line of the glossary, with its term."""
    term = ""
    for line in (built.root / "docs" / "glossary.md").read_text("utf-8").splitlines():
        term = match[1] if (match := re.search(r"\{ #(term-[a-z0-9-]+) \}", line)) else term
        if line.startswith("Also:"):
            plain = re.sub(r"\*([^*]+)\*\{[^}]*\}", r"\1", line)  # words of another language say which
            for spelling in re.split(r"[,;()“”«»]", plain.removeprefix("Also:").rstrip(".")):
                if spelling.strip():
                    yield spelling.strip(), term


def ask(page, words):
    """Ask the site's search; the theme waits for a key, which filling in alone does not give."""
    box = page.locator(".md-search__input")
    box.fill(words)
    box.press("End")


def finds(page, words, term, patience=20_000):
    """Whether the term is among the results of a fresh question; one of many words may take seconds."""
    ask(page, "")
    page.locator(".md-search-result__link").first.wait_for(state="detached")
    ask(page, words)
    wanted = page.locator(f".md-search-result__link[href*='glossary.html'][href$='#{term}']")
    try:
        wanted.first.wait_for(state="attached", timeout=patience)
    except TimeoutError:
        return False
    return True


def test_search_finds_a_term_under_every_spelling(open_page, built, base_url):
    page = open_page(f"{base_url}/index.html")
    page.locator(".md-search__input").click()
    assert finds(page, "Kiev", "term-kyiv")
    known = list(spellings(built))
    assert {
        ("Черноморский флот", "term-black-sea-fleet"),
        ("ОДКБ", "term-csto"),
        ("Київ", "term-kyiv"),
    } <= set(known)
    assert len(known) > 100
    assert [(words, term) for words, term in known if not finds(page, words, term)] == []
    assert not finds(page, "Киевх", "term-kyiv", 1500)
    assert page.problems == []


def test_a_result_under_another_spelling_opens_its_term(open_page, start):
    page = open_page(f"{start}/index.html")
    page.locator(".md-search__input").click()
    assert finds(page, "Черноморский", "term-black-sea-fleet")
    page.locator(".md-search-result__link[href$='#term-black-sea-fleet']").click()
    page.wait_for_url(re.compile(r"/glossary\.html.*#term-black-sea-fleet$"))
    assert page.locator("#term-black-sea-fleet").is_visible()
