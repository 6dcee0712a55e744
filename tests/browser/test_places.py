"""Going to a place and arriving there: the go-to box, deep links, paragraph links; online and from disk."""

import re
import shutil
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

FOCUS = "document.activeElement.id || document.activeElement.className"


@pytest.fixture(scope="module")
def taken(built, tmp_path_factory):
    """The offline bundle, unpacked."""
    folder = tmp_path_factory.mktemp("taken along")
    with zipfile.ZipFile(next((built.root / "dist").glob("*.zip"))) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


@pytest.fixture(params=["http", "disk"])
def start(request):
    """The address of the site, online and from disk."""
    if request.param == "http":
        return request.getfixturevalue("base_url")
    return request.getfixturevalue("taken").as_uri()


@pytest.fixture(scope="module")
def changed(site, tmp_path_factory):
    """A copy of the site with a retired id of a section, and a place inside closed details."""
    copy = tmp_path_factory.mktemp("changed") / "site"
    shutil.copytree(site, copy)
    page = copy / "history.html"
    text = page.read_text("utf-8")
    heading = re.search(r'<h2[^>]* id="kosovo">', text)[0]
    text = text.replace(heading, f'{heading}<span id="kosovo-1999" class="alias"></span>', 1)
    inside = '<details><summary>Deep</summary><p id="far-inside">Inside</p></details>'
    inside = f"<details><summary>More</summary>{inside}</details>"
    notes = re.search(r'<div [^>]*class="footnote"[^>]*>', text)[0]
    text = text.replace(notes, inside + notes, 1)
    second = re.search(r'<p data-paragraph="2">.*?</p>', text, re.DOTALL)[0]
    text = text.replace(second, f"<details><summary>Second</summary>{second}</details>", 1)
    page.write_text(text, "utf-8")
    return copy.as_uri()


def open_box(page, words):
    """Open the go-to box, type, and wait for the list."""
    page.locator(".goto-button").click()
    page.keyboard.type(words, delay=15)
    page.locator(".goto [role=option]").first.wait_for()


def below_header(page, selector, lowest=500):
    header, place = page.locator(".md-header").bounding_box(), page.locator(selector).first.bounding_box()
    return header["y"] + header["height"] - 1 <= place["y"] < lowest


@pytest.mark.parametrize("width", [390, 1280])
def test_a_number_typed_and_a_result_clicked(open_page, start, width):
    page = open_page(f"{start}/index.html", width=width)
    open_box(page, "3.2")
    first = page.locator(".goto [role=option]").first
    assert first.inner_text().split() == [
        "3.2",
        "Was",
        "a",
        "promise",
        "made",
        "in",
        "1990?",
        "in",
        "Divergences",
    ]
    first.click()
    page.wait_for_url(re.compile(r"/divergences\.html#"))
    page.wait_for_timeout(300)
    number = page.evaluate("document.activeElement.dataset.number")
    assert number == "3.2" and below_header(page, "[data-arrived]")
    assert page.problems == []


def test_by_keyboard_alone(open_page, start):
    page = open_page(f"{start}/about/method.html")
    page.locator(".goto-button").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("founding act")
    options = page.locator(".goto [role=option]")
    options.first.wait_for()
    active = page.locator("#goto-input").get_attribute("aria-activedescendant")
    assert (
        active == options.first.get_attribute("id") and options.first.get_attribute("aria-selected") == "true"
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator(".goto [aria-selected=true]").inner_text() == options.nth(1).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/timeline\.html#founding-act-1997"))
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS) == "founding-act-1997"


def test_escape_closes_the_box_and_the_focus_returns(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    open_box(page, "kosovo")
    page.keyboard.press("Escape")
    assert not page.locator(".goto").is_visible()
    assert "goto-button" in page.evaluate("document.activeElement.className")


PARAGRAPH_3 = (
    "1.2 ¶3",
    "1.2¶3",
    "1.2 p3",
    "1.2 p. 3",
    "1.2 para 3",
    "1.2 3",
    "§ 1.2 ¶ 3",
    "section 1.2 paragraph 3",
)


def options(page, words):
    """What the box lists for words."""
    page.locator("#goto-input").fill("")
    page.keyboard.type(words)
    return [" ".join(text.split()) for text in page.locator(".goto [role=option]").all_inner_texts()]


def test_what_the_box_understands(open_page, base_url):
    page = open_page(f"{base_url}/index.html")
    open_box(page, "1")
    one_two = "Détente: why did rivals begin to sign treaties? in History"
    for words in (*PARAGRAPH_3, "1.2.3"):
        assert options(page, words) == [f"1.2 ¶3 {one_two}"], words
    assert options(page, "detente-and-arms-control")[0] == f"1.2 {one_two}"
    assert f"1.2 {one_two}" in options(page, "TREATIES rivals detente"), (
        "case, accents and order do not count"
    )
    for words in ("figure 3.1", "Fig. 3.1"):
        assert options(page, words)[0].startswith("Figure 3.1 "), words
    assert options(page, "founding-act-1997")[0].startswith("Event NATO and Russia sign")
    assert options(page, "3")[:2] == [
        "3 Divergences",
        "3.1 Why do the sides argue about new members? in Divergences",
    ]
    assert options(page, "3.5.1")[0].startswith("3.5.1 "), "a section of that number comes before a paragraph"
    kinds = [line.split()[0] for line in options(page, "founding act")]
    assert kinds == ["1.7", "Event", "Term"], "sections, events, terms"
    assert options(page, "9.9") == options(page, "no such words") == options(page, "1.99 ¶1") == []
    page.locator(".goto [role=status]").filter(has_text="No places").wait_for()
    assert not page.locator(".goto [role=listbox]").is_visible()


def test_the_number_of_places_is_said_once(open_page, base_url):
    page = open_page(f"{base_url}/index.html")
    page.locator(".goto-button").click()
    page.evaluate("""() => {
      window.said = [];
      new MutationObserver(() => said.push(document.querySelector(".goto [role=status]").textContent))
        .observe(document.querySelector(".goto [role=status]"), { childList: true });
    }""")
    page.keyboard.type("founding act", delay=30)
    page.wait_for_timeout(900)
    assert page.evaluate("said.filter(Boolean)") == ["3 places"]


def test_a_retired_id_of_an_event_is_known(open_page, base_url, built):
    retired = re.search(
        r'\["([^"]+)", "event".*, "([a-z0-9-]+)[" ][^\n]*\],?\n',
        (built.root / "site/assets/places.js").read_text("utf-8"),
    )
    assert retired, "no event has a retired id"
    page = open_page(f"{base_url}/index.html")
    open_box(page, retired[2])
    assert (
        page.locator(".goto [role=option]")
        .first.get_attribute("href")
        .endswith(f"timeline.html#{retired[1]}")
    )


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("origin", ["index.html", "history.html"])
def test_a_paragraph_by_its_number(open_page, start, origin, width):
    page = open_page(f"{start}/{origin}", width=width)
    open_box(page, "1.2 ¶3")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/history\.html#detente-and-arms-control$"))
    page.wait_for_timeout(300)
    assert (
        page.evaluate("document.activeElement.querySelector('.place-link').ariaLabel")
        == "Link to 1.2, paragraph 3"
    )
    assert below_header(page, "[data-paragraph][data-arrived]")
    assert page.problems == []


def test_a_paragraph_that_is_not_there_leads_to_its_section_which_says_so(open_page, start):
    page = open_page(f"{start}/index.html")
    open_box(page, "1.1 ¶44")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/history\.html#two-blocs$"))
    page.locator(".place-said").filter(has_text=re.compile(r"^1\.1 has \d+ paragraphs\.$")).wait_for()
    assert page.evaluate(FOCUS) == "two-blocs"


STATES = [(320, "light"), (1280, "dark")]
MORE = [
    pytest.param(320, "dark", marks=pytest.mark.slow),
    pytest.param(1280, "light", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("width", "scheme"), [*STATES, *MORE])
def test_axe_finds_nothing_with_the_box_open(open_page, base_url, scheme, width):
    page = open_page(f"{base_url}/history.html", width=width, color_scheme=scheme)
    for words in ("nato", "xyzzy"):
        page.locator(".goto-button").click()
        page.locator("#goto-input").fill(words)
        page.wait_for_timeout(600)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == [], words
        page.keyboard.press("Escape")


def test_without_scripts_there_is_no_button_and_places_can_be_linked(open_page, start):
    page = open_page(f"{start}/history.html", java_script_enabled=False)
    assert not page.locator(".goto-button").is_visible()
    link = page.locator("#two-blocs ~ p .place-link").nth(3)
    link.click()
    assert page.url.endswith("/history.html#two-blocs") or ":~:text=" in page.url
    assert link.is_visible()


ADDRESSES = [
    "history.html#kosovo",
    "timeline.html#founding-act-1997",
    "history.html#fig-accessions",
    "sources.html#src-nato-rome-2002",
    "glossary.html#term-article-5",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_focus_goes_to_the_place_on_loading(open_page, start, address):
    page = open_page(f"{start}/{address}")
    page.wait_for_timeout(400)
    id = address.partition("#")[2]
    assert page.evaluate(FOCUS) == id and below_header(page, f"#{id}")
    assert page.locator(f"#{id}").get_attribute("data-arrived") == ""
    page.keyboard.press("Tab")
    follows = "document.getElementById('{}').compareDocumentPosition(document.activeElement) & 4"
    assert page.evaluate(follows.format(id)), "on from there"
    assert page.locator(f"#{id}").get_attribute("tabindex") is None


def test_the_focus_goes_to_the_place_on_a_click_a_second_click_and_back(open_page, start):
    page = open_page(f"{start}/history.html")
    page.locator(".md-nav--secondary a[href='#kosovo']").click()
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS) == "kosovo" and below_header(page, "#kosovo")
    page.locator(".md-nav--secondary a[href='#road-to-munich']").click()
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS) == "road-to-munich"
    page.go_back()
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS) == "kosovo" and below_header(page, "#kosovo")
    page.locator(".md-nav--secondary a[href='#kosovo']").click()
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS) == "kosovo", "again at the same address"


def test_back_from_a_note_leads_on_in_the_text(open_page, start):
    page = open_page(f"{start}/history.html")
    mark = page.locator("a.footnote-ref").nth(20)
    mark.press("Enter")
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS).startswith("fn-history-")
    page.go_back()
    page.wait_for_timeout(400)
    assert mark.evaluate("(node) => node === document.activeElement")
    assert 0 < mark.bounding_box()["y"] < 900
    page.go_forward()
    page.wait_for_timeout(400)
    assert page.evaluate(FOCUS).startswith("fn-history-")


def test_filtering_moves_no_focus(open_page, base_url):
    for name, field in (
        ("timeline.html", ".timeline-controls input"),
        ("sources.html", ".source-controls input"),
    ):
        page = open_page(f"{base_url}/{name}")
        page.locator(field).first.click()
        page.keyboard.type("kosovo", delay=20)
        page.wait_for_timeout(700)
        assert "#f=" in page.url
        assert (
            page.evaluate("document.activeElement.matches('input')")
            and not page.locator("[data-arrived]").count()
        )


def test_an_event_that_a_filter_hides_is_shown_and_gets_the_focus(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html#f=q:kosovo")
    page.wait_for_timeout(500)
    assert not page.locator("#washington-treaty-1949").is_visible()
    page.evaluate("location.hash = 'washington-treaty-1949'")
    page.wait_for_timeout(500)
    assert page.evaluate(FOCUS) == "washington-treaty-1949" and below_header(
        page, "#washington-treaty-1949", 700
    )


def test_a_retired_id_hands_on_to_what_it_became(open_page, changed, base_url, built):
    page = open_page(f"{changed}/history.html#kosovo-1999")
    page.wait_for_timeout(400)
    assert page.evaluate(FOCUS) == "kosovo" and below_header(page, "#kosovo")
    still = open_page(f"{changed}/history.html#kosovo-1999", java_script_enabled=False)
    assert still.evaluate("getComputedStyle(document.getElementById('kosovo')).boxShadow") != "none"
    alias, event = re.search(
        r'class="timeline-alias" id="([^"]+)"></span>\s*(?:<span[^>]*></span>\s*)*<h3[^>]* id="([^"]+)"',
        (built.root / "site/timeline.html").read_text("utf-8"),
    ).groups()
    page = open_page(f"{base_url}/timeline.html#{alias}")
    page.wait_for_timeout(400)
    assert page.evaluate(FOCUS) == event and below_header(page, f"#{event}", 700)


def test_closed_details_open_around_the_place(open_page, changed):
    page = open_page(f"{changed}/history.html")
    assert not page.locator("#far-inside").is_visible()
    page.evaluate("location.hash = 'far-inside'")
    page.wait_for_timeout(400)
    assert page.evaluate(FOCUS) == "far-inside" and below_header(page, "#far-inside", 900)
    page.evaluate("location.hash = 'two-blocs¶2'")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.dataset.paragraph") == "2"
    assert below_header(page, "details > [data-paragraph]")


def test_the_mark_fades_or_stays_still(open_page, base_url):
    style = "getComputedStyle(document.getElementById('kosovo')).{}"
    page = open_page(f"{base_url}/history.html#kosovo")
    page.wait_for_timeout(300)
    glow = page.evaluate(style.format("backgroundColor"))
    assert glow != "rgba(0, 0, 0, 0)"
    page.wait_for_timeout(3500)
    assert page.evaluate(style.format("backgroundColor")) == "rgba(0, 0, 0, 0)"
    still = open_page(f"{base_url}/history.html#kosovo", reduced_motion="reduce")
    still.wait_for_timeout(300)
    assert still.evaluate(style.format("backgroundColor")) == glow
    assert still.evaluate(style.format("animationName")) == "none"


PARAGRAPHS = [("history", 0), ("history", 3), ("divergences", 40), ("outlook", -2)]


@pytest.mark.parametrize(("chapter", "which"), PARAGRAPHS)
def test_the_link_of_a_paragraph_lands_on_its_words(open_page, start, chapter, which):
    page = open_page(f"{start}/{chapter}.html", height=600)
    href = page.locator("[data-paragraph] .place-link").nth(which).get_attribute("href")
    lands(page, f"{start}/{chapter}.html{href}", which)
    assert page.evaluate(
        "document.activeElement === document.body || !!document.activeElement.closest('[data-arrived]')"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "chapter", ["history", "key-events", "divergences", "posture", "diplomacy", "outlook"]
)
def test_every_link_of_a_paragraph_lands_on_its_words(open_page, start, chapter):
    page = open_page(f"{start}/{chapter}.html", height=600, java_script_enabled=False)
    for which, link in enumerate(page.locator("[data-paragraph] .place-link").all()):
        href = link.get_attribute("href")
        lands(page, f"{start}/{chapter}.html{href}", which)


def lands(page, address, which):
    """Open an address in a fresh document; the browser scrolls to words so that they begin in the middle."""
    page.goto("about:blank")
    page.goto(address)
    paragraph = page.locator("[data-paragraph]").nth(which)
    for _ in range(20):
        if abs(paragraph.bounding_box()["y"] - 300) < 80:
            return
        page.wait_for_timeout(50)
    at_the_end = "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
    assert page.evaluate(at_the_end) and 0 < paragraph.bounding_box()["y"] < 600, address


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_sign_of_a_paragraph_is_large_enough_and_shifts_nothing(open_page, base_url, width):
    page = open_page(f"{base_url}/history.html", width=width)
    boxes = page.locator("[data-paragraph] .place-link").evaluate_all("""(links) => links.map((link) => {
      const { left, right, width, height } = link.getBoundingClientRect();
      return { left, right, width, height };
    })""")
    assert all(box["width"] >= 24 and box["height"] >= 24 for box in boxes), min(
        boxes, key=lambda box: box["height"]
    )
    assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)


def test_copied_text_has_no_numbers(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    text = page.evaluate("""() => {
      getSelection().selectAllChildren(document.querySelector("article"));
      return getSelection().toString();
    }""")
    assert "Before the blockade ended" in text and "¶" not in text


def test_print_shows_the_numbers_and_no_controls(open_page, base_url):
    page = open_page(f"{base_url}/history.html#two-blocs")
    page.emulate_media(media="print")
    sign = page.locator("#two-blocs ~ p .place-link").first
    assert sign.is_visible()
    assert sign.evaluate("(link) => getComputedStyle(link, '::before').content") == '"¶1" / ""'
    assert not page.locator(".figure-title .place-link").first.is_visible()
    assert not page.locator(".goto-button").is_visible()
