"""The timeline in a browser: filters and their address, the overview, copied links, print, small screens."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from markdown import Markdown

import mkdocs_timeline

ASSETS = Path(mkdocs_timeline.__file__).parent / "assets"
EVENTS = "li.timeline-event"
TWO = "#f=category:conflict;actor:russia"


@pytest.fixture(params=["http", "disk"])
def timeline(request):
    """The address of the timeline page, online and from disk."""
    start = (
        request.getfixturevalue("base_url")
        if request.param == "http"
        else request.getfixturevalue("unpacked").as_uri()
    )
    return f"{start}/timeline.html"


@pytest.fixture
def bare_page(tmp_path, open_page):
    """Open a page without any theme, with a timeline block or several: `bare_page(events, *blocks)`."""

    def make(events, *blocks, fragment="", before="", root="lang=en", **options):
        (tmp_path / "events.yml").write_text(events, "utf-8")
        extension = mkdocs_timeline.makeExtension(docs=str(tmp_path), back_links=False)
        html = Markdown(extensions=[extension]).convert(
            "# Dates\n\n" + before + "\n\n".join(f"/// timeline\n{block}\n///" for block in blocks)
        )
        style, script = (ASSETS / name for name in ("timeline.css", "timeline.js"))
        head = (
            f'<!doctype html><html {root}><meta charset="utf-8"><title>Dates</title>'
            '<meta name="viewport" content="width=device-width">'
            f'<link rel="stylesheet" href="{style.as_uri()}"><script defer src="{script.as_uri()}"></script>'
        )
        page = tmp_path / "page.html"
        page.write_text(f"{head}<main>{html}</main>", "utf-8")
        return open_page(page.as_uri() + fragment, **options)

    return make


def many_events(count, first=1900, period="from: 1800"):
    """Events in successive years, of two kinds, every one with the word of its tens."""
    lines = [f"periods: [{{id: all, title: All, {period}}}]", "events:"]
    for number in range(count):
        kind = "even" if number % 2 == 0 else "odd"
        lines.append(
            f"  - {{id: event-{number}, date: {first + number % 100}, "
            f"title: Event {number} tens{number // 10}x, category: {kind}}}"
        )
    return "\n".join(lines) + "\n"


def shown(page):
    """How many events can be seen; those out of sight that a browser has not laid out count too."""
    return page.evaluate(
        """[...document.querySelectorAll("li.timeline-event")]
            .filter((item) => !item.closest("[data-off]")).length"""
    )


def count(page):
    page.wait_for_timeout(450)
    return page.locator("output").inner_text()


def fragment(page):
    return page.evaluate("location.hash")


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found]


def below_the_bars(page, id):
    """Whether an event's title stands in sight, below what sticks to the top of the window."""
    page.wait_for_timeout(400)
    title, bars = (
        page.locator(f"[id='{id}']").bounding_box(),
        page.locator(".timeline-bars").first.bounding_box(),
    )
    return bars["y"] + bars["height"] <= title["y"] + 1 < page.viewport_size["height"] - 20


# Filters


def test_a_kind_is_chosen_by_mouse_and_the_address_says_so(open_page, timeline):
    page = open_page(timeline)
    everything = shown(page)
    page.click("button[value=conflict]")
    conflicts = page.locator(f"{EVENTS}[data-category=conflict]").count()
    assert 0 < shown(page) == conflicts < everything
    assert count(page) == f"{conflicts} events"
    assert fragment(page) == "#f=category:conflict"
    assert page.get_attribute("button[value=conflict]", "aria-pressed") == "true"
    assert page.get_attribute("button[value='']", "aria-pressed") == "false"
    page.click("button[value=forces]")
    assert fragment(page) == "#f=category:conflict,forces"
    assert shown(page) == conflicts + page.locator(f"{EVENTS}[data-category=forces]").count()
    page.click("button[value='']")
    assert (shown(page), fragment(page)) == (everything, "")
    assert page.problems == []


def test_everything_is_done_by_keyboard(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html")
    page.focus("button[value='']")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "conflict"
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.name") != "actor":
        page.keyboard.press("Tab")
    page.keyboard.type("Rus")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Kosovo", delay=40)
    page.keyboard.press("Enter")  # a form must not be sent
    assert count(page) == f"{shown(page)} events"
    assert fragment(page) == "#f=category:conflict;actor:russia;q:Kosovo"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "reset"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaPressed") == "true", "the focus went nowhere"
    assert (shown(page), fragment(page)) == (page.locator(EVENTS).count(), "")


def test_words_are_found_without_their_marks_in_any_order(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html")
    page.locator("[name=q]").press_sequentially("jupiter turkiye", delay=30)
    assert page.locator("[id=cuban-missile-crisis-1962]").is_visible()
    assert count(page) == "1 event"


def test_an_address_opens_with_its_filter(open_page, timeline):
    page = open_page(timeline + TWO + ";q:kosovo")
    page.wait_for_timeout(300)
    every = page.locator(f"{EVENTS}[data-category=conflict][data-actors~=russia]").count()
    assert 0 < shown(page) < every
    assert page.input_value("[name=q]") == "kosovo"
    assert page.input_value("[name=actor]") == "russia"


@pytest.mark.parametrize(
    "broken",
    ["#f=", "#f=category:nonsense", "#f=;;:", "#f=q:%E0%A4%A", "#%E0%A4%A", "#f=actor:nobody;period:never"],
)
def test_a_broken_address_shows_everything(open_page, base_url, broken):
    page = open_page(f"{base_url}/timeline.html{broken}")
    page.wait_for_timeout(300)
    assert shown(page) == page.locator(EVENTS).count()
    assert page.problems == []


def test_back_and_forward_walk_through_the_filters(open_page, timeline):
    page = open_page(timeline)
    everything = shown(page)
    page.click("button[value=conflict]")
    one = shown(page)
    page.select_option("[name=actor]", "russia")
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
    assert page.input_value("[name=actor]") == "russia"


def test_typing_is_one_step_back(open_page, timeline):
    page = open_page(timeline)
    page.click("button[value=conflict]")
    before = shown(page)
    page.locator("[name=q]").press_sequentially("kosovo", delay=400)
    page.wait_for_timeout(400)
    assert shown(page) < before
    page.go_back()
    page.wait_for_timeout(150)
    assert (shown(page), page.input_value("[name=q]"), fragment(page)) == (before, "", "#f=category:conflict")


def test_a_link_to_an_event_keeps_a_filter_that_shows_it_and_clears_one_that_hides_it(open_page, timeline):
    page = open_page(timeline + "#f=category:conflict")
    page.wait_for_timeout(300)
    filtered = shown(page)
    page.evaluate("location.hash = 'allied-force-1999'")
    assert below_the_bars(page, "allied-force-1999")
    assert shown(page) == filtered
    page.evaluate("location.hash = 'founding-act-1997'")
    assert below_the_bars(page, "founding-act-1997")
    assert shown(page) == page.locator(EVENTS).count()
    page.go_back()
    page.wait_for_timeout(150)
    assert (fragment(page), shown(page)) == ("#allied-force-1999", filtered)


def test_the_count_is_announced_once_for_all_that_is_typed(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html")
    page.evaluate("""() => {
        window.said = [];
        const output = document.querySelector("output");
        new MutationObserver(() => said.push(output.textContent))
            .observe(output, {childList: true, characterData: true, subtree: true});
    }""")
    page.locator("[name=q]").press_sequentially("kosovo", delay=40)
    page.wait_for_timeout(900)
    assert page.evaluate("said") == [f"{shown(page)} events"]
    assert page.locator("output").evaluate(
        "(node) => node.matches('output, [aria-live=polite], [role=status]')"
    )


def test_groups_without_a_match_are_hidden_and_the_others_say_how_many(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html")
    page.locator("[name=q]").press_sequentially("pristina airport", delay=20)
    page.wait_for_timeout(450)
    groups = page.locator(".timeline-group:visible")
    assert groups.count() == 1
    number = shown(page)
    assert groups.locator("h2").get_attribute("data-count") == (
        "1 event" if number == 1 else f"{number} events"
    )


def test_no_match_is_said_and_cleared(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html")
    clear = page.locator(".timeline-controls").get_by_role("button", name="Clear")
    assert not clear.is_visible()
    page.locator("[name=q]").press_sequentially("xyzzy", delay=20)
    assert count(page) == "No event matches"
    assert page.locator(".timeline-group:visible").count() == 0
    clear.click()
    assert count(page) == f"{page.locator(EVENTS).count()} events"


def test_each_timeline_of_a_page_has_its_own_filter_and_the_first_has_the_address(bare_page):
    page = bare_page(many_events(20), "    to: 1909", "    from: 1910")
    first, second = page.locator("[data-timeline]").all()
    second.locator("button[value=even]").click()
    assert fragment(page) == ""
    assert (first.locator(f"{EVENTS}:visible").count(), second.locator(f"{EVENTS}:visible").count()) == (
        10,
        5,
    )
    first.locator("button[value=odd]").click()
    assert fragment(page) == "#f=category:odd"
    assert (first.locator(f"{EVENTS}:visible").count(), second.locator(f"{EVENTS}:visible").count()) == (5, 5)
    assert page.problems == []


def test_a_long_timeline_is_cut_into_parts_that_filter_jump_and_print_like_one(bare_page):
    page = bare_page(many_events(420), "    group: period")
    assert page.locator("ol.timeline-part").count() == 8
    assert (
        page.locator("ol.timeline-part").first.evaluate("(list) => getComputedStyle(list).contentVisibility")
        == "auto"
    )
    page.evaluate("location.hash = 'event-399'")
    assert below_the_bars(page, "event-399")
    page.locator("[name=q]").press_sequentially("tens41x", delay=20)
    assert count(page) == "10 events"
    assert page.locator(f"{EVENTS}:visible").count() == 10
    page.emulate_media(media="print")
    assert page.locator(f"{EVENTS}:visible").count() == 420


# Links to copy, as the package does it alone; here they open the reader's dialog (test_take.py)


@pytest.mark.parametrize("public", ["", "https://example.org/reader/timeline.html"])
def test_a_copied_link_is_the_public_address_or_says_that_none_is_known(bare_page, public):
    page = bare_page(many_events(30), "    group: decade", fragment="#f=category:even")
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    page.evaluate(
        """(href) => {
        document.querySelector("link[rel=canonical]")?.remove();
        const link = Object.assign(document.createElement("link"), {rel: "canonical", href});
        if (href) document.head.append(link);
        window.said = [];
        const status = document.querySelector(".timeline-controls [role=status]");
        new MutationObserver(() => status.textContent && said.push(status.textContent))
            .observe(status, {childList: true});
    }""",
        public,
    )
    link = page.locator("[id='event-4'] .timeline-link")
    link.click()
    page.wait_for_timeout(300)
    assert page.evaluate("copied") == (public or page.url.split("#")[0]) + "#event-4"
    words = "Link copied" if public else "Link to this copy copied; no public address is known"
    assert page.evaluate("said") == [words]
    assert link.get_attribute("data-said") == words
    assert fragment(page) == "#f=category:even", "copying must not go elsewhere"


def test_a_link_that_cannot_be_copied_is_followed(bare_page):
    page = bare_page(many_events(30), "    group: decade")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    page.locator("[id='event-4'] .timeline-link").click()
    page.wait_for_timeout(200)
    assert fragment(page) == "#event-4"


def test_the_link_of_an_event_is_large_enough_and_has_a_name(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html", width=390)
    box = page.locator(".timeline-link").first.bounding_box()
    assert box["width"] >= 24 and box["height"] >= 24
    assert (
        page.get_by_role("link", name="Link to this event").count() == page.locator(".timeline-link").count()
    )


# The overview


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_each_stretch_of_the_overview_leads_to_its_first_event(open_page, base_url, script, width):
    page = open_page(f"{base_url}/timeline.html", width=width, java_script_enabled=script)
    links = page.locator(".timeline-bars a")
    assert links.count() >= 5
    for link in links.all():
        first, last, number = re.fullmatch(
            r"(\d+)–(\d+): (\d+) events?", link.get_attribute("aria-label")
        ).groups()
        target = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        date = target.locator("xpath=..").locator("time").first.get_attribute("datetime")
        assert int(first) <= int(date[:4]) <= int(last) and int(number) > 0
        box = link.locator("rect").bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
    for link in links.all():
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        target = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        assert page.url.endswith(link.get_attribute("href"))
        assert target.is_visible() and 0 < target.bounding_box()["y"] < 600


def test_a_bar_leads_to_the_year_pointed_at_and_keeps_the_filter(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html#f=actor:russia")
    page.wait_for_timeout(300)
    bars = page.locator(".timeline-bars")
    box, first, end = (
        bars.bounding_box(),
        int(bars.get_attribute("data-from")),
        int(bars.get_attribute("data-to")),
    )
    filtered = shown(page)
    page.mouse.click(box["x"] + box["width"] * (2014.5 - first) / (end - first), box["y"] + 20)
    page.wait_for_timeout(300)
    assert page.evaluate(
        "document.querySelector(':target').parentNode.querySelector('time').dateTime"
    ).startswith("2014")
    assert shown(page) == filtered


def test_the_overview_marks_where_one_is(open_page, timeline):
    page = open_page(timeline)
    assert page.locator(".timeline-bars[data-here]").count() == 0
    page.evaluate("location.hash = 'founding-act-1997'")
    assert below_the_bars(page, "founding-act-1997")
    page.mouse.move(600, 600)
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    assert page.locator(".timeline-here text").text_content() == "1997"
    assert page.locator(".timeline-bars [aria-current]").get_attribute("aria-label").startswith("1990–1999")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    assert page.locator(".timeline-bars[data-here]").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_every_period_has_a_name_that_leads_to_it(open_page, base_url, width):
    page = open_page(f"{base_url}/timeline.html", width=width, java_script_enabled=False)
    names = page.locator(".timeline-periods a:visible")
    assert names.count() == page.locator(".timeline-group").count()
    for name in names.all():
        heading = page.locator(f"[id='{name.get_attribute('href')[1:]}']")
        assert heading.inner_text().startswith(name.evaluate("(link) => link.textContent"))


# Without script, in print, on small screens


def test_without_script_everything_is_there_and_no_control_is(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html{TWO}", java_script_enabled=False)
    assert page.locator(f"{EVENTS}:visible").count() == page.locator(EVENTS).count() > 100
    assert not page.locator(".timeline-controls").is_visible()
    assert page.locator(".timeline-link:visible").count() == page.locator(".timeline-link").count()


def test_nothing_moves_when_the_script_arrives(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html", java_script_enabled=True)
    page.reload()
    moved = page.evaluate("""new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
        .observe({type: "layout-shift", buffered: true})
        || setTimeout(done, 500, 0))""")
    assert moved == 0


def test_print_shows_every_event_whatever_the_filter(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html{TWO}")
    page.wait_for_timeout(300)
    assert page.locator(f"{EVENTS}:visible").count() < 30
    page.emulate_media(media="print")
    assert page.locator(f"{EVENTS}:visible").count() == page.locator(EVENTS).count()
    assert not page.locator(".timeline-controls").is_visible()
    sign = page.locator("[id='founding-act-1997'] .timeline-link").evaluate(
        "(link) => getComputedStyle(link, '::before').content"
    )
    assert "founding-act-1997" in sign or "href" in sign


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (390, 844), (768, 1024)])
@pytest.mark.parametrize(
    "address", ["timeline.html" + TWO, "timeline.html#founding-act-1997", "history.html#history-in-dates"]
)
def test_nothing_is_wider_than_the_screen(open_page, base_url, width, height, address):
    page = open_page(f"{base_url}/{address}", width=width, height=height)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_may_be_spaced_out(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html", width=320)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important; }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_without_a_theme_reads_from_right_to_left_in_the_dark(bare_page):
    page = bare_page(
        many_events(30), "    group: decade", root="lang=ar dir=rtl", width=900, color_scheme="dark"
    )
    date, title = (
        page.locator(".timeline-date").first.bounding_box(),
        page.locator(".timeline-title").first.bounding_box(),
    )
    assert date["x"] > title["x"], "the date stands before the title, on the right"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.problems == []


# Axe in every state


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize(
    "state",
    ["#f=category:conflict,forces;actor:russia", "#f=q:xyzzy", "#founding-act-1997", "taken", "focus"],
)
def test_axe_finds_nothing(open_page, base_url, state, width, scheme):
    page = open_page(
        f"{base_url}/timeline.html{state if state[0] == '#' else ''}", width=width, color_scheme=scheme
    )
    page.wait_for_timeout(500)
    if state == "taken":
        page.locator(".timeline-link").first.click()
    elif state == "focus":
        page.focus(".timeline-bars a")
    page.wait_for_timeout(200)
    assert violations(page) == []


def test_axe_finds_nothing_without_a_theme(bare_page):
    assert violations(bare_page(many_events(30), "    group: decade", color_scheme="dark")) == []
