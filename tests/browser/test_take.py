"""Taking a place along: link, citation, quotation, files; by mouse, keyboard, touch, online and from disk."""

import base64
import json
import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ADDRESS, MIRROR

from reader.cite import STYLES, cite
from reader.places import find_places
from reader.project import read_project
from reader.state import load_state
from reader.timeline_options import timeline_options

PARAGRAPH = "#two-blocs + p"  # 1.1 ¶1, of two sentences or more
EVENT = "NATO and Russia sign the Founding Act in Paris"  # founding-act-1997


def problems(page):
    return [text for text in page.problems if not text.startswith(f"elsewhere: {ADDRESS}/")]


def press(page, name):
    """Press a button of the dialog and return what was copied, once that has been announced."""
    page.get_by_role("button", name=name, exact=True).click()
    page.locator("dialog [role=status]").filter(has_text="copied").wait_for()
    return copied(page)


def sentences(page):
    """The sentences of the paragraph, without the numbers of its notes."""
    words = page.evaluate("""(paragraph) => {
        const copy = document.querySelector(paragraph).cloneNode(true);
        for (const node of copy.querySelectorAll("sup, .place-link")) node.remove();
        return copy.textContent.trim();
    }""", PARAGRAPH)  # fmt: skip
    found = re.split(r"(?<=[.])\s+(?=[A-Z])", words)
    assert len(found) >= 2
    return found


def copied(page):
    return page.evaluate("navigator.clipboard.readText()")


def opened(page, opener):
    """Open the dialog and return it."""
    page.locator(opener).first.click()
    dialog = page.locator("dialog.take")
    dialog.wait_for()
    return dialog


def book(site, address=ADDRESS):
    """The project of a built site, and its places by id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", address)
        project = read_project(site.parent)
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    return project, {place.id: place for place in find_places(state)}


def expected(site, id, style, paragraph="", address=ADDRESS):
    """The citation as the build's own code writes it."""
    project, places = book(site, address)
    return cite(places[id], style, project, paragraph)


# Links, citations, files


def test_the_dialog_of_a_section_copies_the_link_and_says_so_once(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    dialog = opened(page, "#kosovo .headerlink")
    assert (
        dialog.get_by_role("heading", level=2).inner_text() == "1.8 · Why did Kosovo break the partnership?"
    )
    assert "public address" not in dialog.inner_text()
    page.evaluate("""() => {
        window.said = [];
        const status = document.querySelector("dialog [role=status]");
        new MutationObserver(() => status.textContent && said.push(status.textContent))
            .observe(status, {childList: true});
    }""")
    assert press(page, "Copy link") == f"{ADDRESS}/history.html#kosovo"
    assert page.evaluate("said") == ["Link copied."]
    assert problems(page) == []


@pytest.mark.parametrize(("id", "page_name", "opener"), [
    ("kosovo", "history.html", "#kosovo .headerlink"), ("history", "history.html", "#history .headerlink"),
    ("founding-act-1997", "timeline.html", "#founding-act-1997 .timeline-link"),
    ("term-abm", "glossary.html", "#term-abm .headerlink"),
])  # fmt: skip
def test_a_citation_is_shown_and_copied_as_the_build_writes_it(open_place, published, id, page_name, opener):
    page = open_place(f"{ADDRESS}/{page_name}")
    dialog = opened(page, opener)
    for style in STYLES:
        dialog.get_by_role("radio", name=style).check()
        text = expected(published, id, style)
        assert press(page, "Copy citation") == text
        assert dialog.get_by_text(text).is_visible()
    html = page.evaluate("""navigator.clipboard.read()
        .then(([item]) => item.getType("text/html")).then((blob) => blob.text())""")
    assert "<i>NATO–Russia relations: An open course reader</i>" in html


def test_every_style_is_made_for_every_place(published):
    """What the test above shows for four places holds for all: no brace and no doubled mark is left."""
    project, places = book(published)
    for place in places.values():
        for style in STYLES:
            text = cite(place, style, project)
            assert not any(wrong in text for wrong in ("{", "}", "*", "..", "?.", ", .", "  ", " ,")), text


def test_an_event_has_files_a_short_address_and_an_embed_code(open_place):
    page = open_place(f"{ADDRESS}/timeline.html")
    dialog = opened(page, "#founding-act-1997 .timeline-link")
    assert dialog.get_by_role("heading", level=2).inner_text() == f"27 May 1997 · {EVENT}"
    page.wait_for_timeout(100)
    said = page.locator("#founding-act-1997 .timeline-link").get_attribute("data-said")
    assert said is None, "the timeline's own answer must not run too"
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        link = dialog.get_by_role("link", name=name).get_attribute("href")
        text = page.evaluate("(link) => fetch(link).then((answer) => answer.ok && answer.text())", link)
        assert f"{EVENT} (27 May 1997)" in text and f"{ADDRESS}/timeline.html#founding-act-1997" in text
    short = press(page, "Copy short address")
    assert short == f"{ADDRESS}/e/founding-act-1997.html"
    code = press(page, "Copy embed code")
    frame = page.evaluate("""(code) => {
        const {body} = new DOMParser().parseFromString(code, "text/html"), [frame] = body.children;
        const values = ["src", "title", "loading", "width"].map((name) => frame.getAttribute(name));
        return [body.children.length, frame.tagName, ...values];
    }""", code)  # fmt: skip
    title = f"27 May 1997 · {EVENT} – NATO–Russia relations: An open course reader"
    assert frame == [1, "IFRAME", short, title, "lazy", "100%"]


def test_the_embed_code_of_a_title_with_marks_is_one_frame(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    opened(page, "#kosovo .headerlink")
    page.keyboard.press("Escape")
    page.evaluate("""readerPlaces.places.find(([id]) => id === "kosovo")[3] = 'A "b" <c> & d'""")
    opened(page, "#kosovo .headerlink")
    code = press(page, "Copy embed code")
    title = page.evaluate("""(code) =>
        new DOMParser().parseFromString(code, "text/html").querySelector("iframe").title""", code)  # fmt: skip
    assert title.startswith('1.8 · A "b" <c> & d – NATO')


# Quotations


def test_selected_words_are_quoted_and_linked(open_place, published):
    page = open_place(f"{ADDRESS}/history.html")
    words = sentences(page)[0].split()[2:7]
    page.evaluate("""([paragraph, from, to]) => {
        const text = [...document.querySelector(paragraph).childNodes].find(({data}) => data && data.includes(from));
        const begin = text.data.indexOf(from) + 1;
        getSelection().setBaseAndExtent(text, begin, text, text.data.indexOf(to, begin) + to.length - 1);
    }""", [PARAGRAPH, words[0], words[-1]])  # fmt: skip
    page.wait_for_timeout(100)
    dialog = opened(page, f"{PARAGRAPH} .place-link")
    assert dialog.get_by_role("heading", level=2).inner_text().startswith("1.1 ¶1 · Two blocs:")
    choice = dialog.get_by_role("combobox").evaluate("(node) => node.selectedOptions[0].text")
    assert choice.startswith(f"Words selected: {' '.join(words[:3])}")
    whole = " ".join(words)  # half words are filled up
    assert press(page, "Copy quotation") == f"“{whole.rstrip(',')}”\n\n{expected(published, 'two-blocs', 'APA', '1')}"
    link = f"{ADDRESS}/history.html#two-blocs:~:text={quote(whole.rstrip(','), safe='')}"
    assert press(page, "Copy link") == link


def test_words_selected_elsewhere_are_not_offered(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#kosovo + p'))")
    page.wait_for_timeout(100)
    dialog = opened(page, f"{PARAGRAPH} .place-link")
    assert "Words selected" not in dialog.get_by_role("combobox").inner_text()
    page.keyboard.press("Escape")
    assert "Words selected" in opened(page, "#kosovo .headerlink").get_by_role("combobox").inner_text()


def test_a_quotation_inside_a_quotation_has_the_other_marks(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    inner = page.locator("[data-paragraph]", has_text="one inch to the east").first
    inner.locator(".place-link").click()
    dialog = page.locator("dialog.take")
    dialog.locator("option").nth(1).wait_for(state="attached")
    number = next(number for number, (words, _) in enumerate(links_of(page)) if number and "there would be no" in words)
    dialog.get_by_role("combobox").select_option(index=number)
    text = press(page, "Copy quotation")
    assert "‘there would be no" in text and text.count("“") == 1 + text.partition("\n\n")[2].count("“")


def test_the_second_sentence_is_quoted_with_the_keyboard_alone(open_place, published):
    page = open_place(f"{ADDRESS}/history.html#two-blocs")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.place-link')"):
            break
    page.keyboard.press("Enter")
    page.locator("dialog.take").wait_for()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Copy quotation":
            break
    page.keyboard.press("Enter")
    page.locator("dialog [role=status]").filter(has_text="Quotation copied.").wait_for()
    assert copied(page) == f"“{sentences(page)[1]}”\n\n{expected(published, 'two-blocs', 'APA', '1')}"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.place-link')")
    assert page.locator("dialog[open]").count() == 0


def test_focus_stays_in_the_dialog_and_comes_back(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    page.locator("#kosovo .headerlink").focus()
    page.keyboard.press("Enter")
    page.locator("dialog.take").wait_for()
    seen = set()
    for _ in range(30):
        seen.add(page.evaluate("document.activeElement.closest('dialog, body').tagName"))
        page.keyboard.press("Tab")
    assert seen <= {"DIALOG", "BODY"}, "Tab may go on to the browser, never to the page behind"
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.matches('#kosovo .headerlink')")
    opened(page, "#kosovo .headerlink")
    page.mouse.click(5, 5)  # beside it
    assert page.locator("dialog[open]").count() == 0


def test_keys_of_the_theme_do_nothing_meanwhile(open_place):
    page = open_place(f"{ADDRESS}/history.html")
    opened(page, "#kosovo .headerlink")
    for key in ("n", "p", "s"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator("dialog.take").is_visible() and page.url.endswith("/history.html")


def test_on_a_phone_by_touch(open_place, published):
    page = open_place(f"{ADDRESS}/history.html", width=390, height=800, has_touch=True, is_mobile=True)
    page.locator(f"{PARAGRAPH} .place-link").tap()
    dialog = page.locator("dialog.take")
    dialog.wait_for()
    page.wait_for_timeout(300)
    box = dialog.bounding_box()
    assert box["x"] == 0 and box["width"] == 390 and round(box["y"] + box["height"]) == 800
    dialog.get_by_role("combobox").select_option(index=2)
    button = dialog.get_by_role("button", name="Copy quotation")
    button.tap()
    page.locator("dialog [role=status]").filter(has_text="copied").wait_for()
    assert copied(page) == f"“{sentences(page)[1]}”\n\n{expected(published, 'two-blocs', 'APA', '1')}"
    for target in dialog.locator("button:visible, select, a, label:has(input)").all():
        size = target.bounding_box()
        assert size["width"] >= 24 and size["height"] >= 24, target.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_tap_that_clears_the_selection_keeps_the_words(open_place):
    page = open_place(f"{ADDRESS}/history.html", width=390, has_touch=True, is_mobile=True)
    page.evaluate("(node) => getSelection().selectAllChildren(document.querySelector(node))", PARAGRAPH)
    page.wait_for_timeout(100)
    page.evaluate("""(opener) => {
        const link = document.querySelector(opener);
        link.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true, pointerType: "touch"}));
        getSelection().removeAllRanges();
    }""", f"{PARAGRAPH} .place-link")  # fmt: skip
    page.wait_for_timeout(100)
    page.evaluate("(opener) => document.querySelector(opener).click()", f"{PARAGRAPH} .place-link")
    assert "Words selected" in page.locator("dialog.take").get_by_role("combobox").inner_text()
    page.keyboard.press("Escape")
    page.evaluate("""() => {
        getSelection().selectAllChildren(document.querySelector("h1"));
        document.body.dispatchEvent(new PointerEvent("pointerdown", {bubbles: true}));
        getSelection().removeAllRanges();
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("getSelection().isCollapsed")
    page.locator("#history .headerlink").click()
    assert "Words selected" not in page.locator("dialog.take").inner_text()


# Links to words, opened again


def links_of(page):
    """The link of every choice of words of the open dialog: words, link."""
    dialog = page.locator("dialog.take")
    found = []
    for index in range(dialog.locator("option").count()):
        dialog.get_by_role("combobox").select_option(index=index)
        words, link = dialog.locator(".take-words"), dialog.locator(".take-address").first
        found.append((words.inner_text(), link.inner_text()))
    return found


# Where on the screen some words begin, notes' marks left out.
BEGIN = """(words) => {
    const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const places = [];
    let text = "";
    for (let node; (node = walker.nextNode());) {
        if (node.parentElement.closest("sup")) continue;
        for (let i = 0; i < node.length; i++) places.push([node, i]);
        text += node.data.replace(/\\s/g, " ");
    }
    const [node, at] = places[text.indexOf(words)], range = new Range();
    range.setStart(node, at);
    range.setEnd(node, Math.min(at + 5, node.length));
    return range.getClientRects()[0].toJSON();
}"""
# How many points of a picture have the colour in which the style shows the words that a link names (--glow).
LIT = """async (picture) => {
    const image = await createImageBitmap(await (await fetch("data:image/png;base64," + picture)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    return data.filter((_, i) => i % 4 === 0 && [247, 236, 208].every((value, k) => data[i + k] === value)).length;
}"""


def lit(page, words):
    """Whether the browser shows that these words are meant."""
    box = page.evaluate(BEGIN, words)
    if not 0 <= box["top"] < page.viewport_size["height"] - box["height"]:
        return False
    clip = {"x": box["left"], "y": box["top"], "width": box["width"], "height": box["height"]}
    picture = base64.b64encode(page.screenshot(clip=clip)).decode()
    return page.evaluate(LIT, picture) > 100


@pytest.mark.parametrize(("start", "name", "number"), [
    ("http", "history.html", 1), ("disk", "history.html", -1), ("http", "diplomacy.html", 7),
    ("disk", "outlook.html", -3),
])  # fmt: skip
def test_a_copied_link_shows_those_words(open_place, public_disk, start, name, number):
    root = ADDRESS if start == "http" else public_disk.as_uri()
    page = open_place(f"{root}/{name}")
    page.evaluate("""(number) => {
        const long = (node) => node.textContent.trim().split("\\n").length > 2;
        const found = [...document.querySelectorAll("[data-paragraph]")].filter(long);
        found.at(number).querySelector(".place-link").click();
    }""", number)  # fmt: skip
    page.locator("dialog.take").wait_for()
    whole, *sentences = links_of(page)
    assert len(sentences) > 2 and all(":~:text=" in link for _, link in [whole, *sentences])
    for words, link in sentences[-3:]:
        assert link.startswith(ADDRESS)
        again = open_place(link.replace(ADDRESS, root), color_scheme="light")
        again.wait_for_timeout(400)
        first = words[1:-1].replace("‘", "“")[:25]
        assert lit(again, first), link
        again.goto("about:blank")
        again.goto(link.replace(ADDRESS, root).replace(":~:text=", ":~:text=x"))
        again.wait_for_timeout(400)
        assert again.evaluate("location.hash") and not lit(again, first), "words that have changed"


# Copies at other addresses, and none


def test_an_offline_copy_gives_the_public_address_and_says_so(open_place, published, public_disk):
    page = open_place(f"{public_disk.as_uri()}/diplomacy.html")
    dialog = opened(page, "#osce .headerlink")
    assert "This is an offline copy; what you take from here has the public address." in dialog.inner_text()
    assert press(page, "Copy link") == f"{ADDRESS}/diplomacy.html#osce"
    assert press(page, "Copy citation") == expected(published, "osce", "APA")
    assert press(page, "Copy short address") == f"{ADDRESS}/e/osce.html"
    file = dialog.get_by_role("link", name="BibTeX").get_attribute("href")
    assert file == f"{public_disk.as_uri()}/cite/diplomacy.bib", "files come with the copy"
    assert problems(page) == []


def test_a_copy_at_another_address_gives_the_public_one_and_says_so(open_place):
    page = open_place(f"{MIRROR}/about/method.html")
    dialog = opened(page, "h2 .headerlink")
    assert "not at the public address" in dialog.inner_text()
    assert press(page, "Copy link").startswith(f"{ADDRESS}/about/method.html#")


@pytest.mark.parametrize("start", ["http", "disk"])
def test_a_copy_that_knows_no_public_address_says_so(open_place, site, base_url, start):
    root = base_url if start == "http" else site.as_uri()
    page = open_place(f"{root}/history.html")
    dialog = opened(page, "#kosovo .headerlink")
    assert "This copy knows no public address" in dialog.inner_text()
    assert press(page, "Copy link") == f"{root}/history.html#kosovo"
    text = press(page, "Copy citation")
    assert text == expected(site, "kosovo", "APA", address="") and "http" not in text and "file:" not in text


# When the browser does not let pages copy


def test_without_the_clipboard_the_older_way_copies(open_page, base_url):
    page = open_page(f"{base_url}/history.html", permissions=["clipboard-read"])
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.evaluate("document.addEventListener('copy', () => { window.taken = document.activeElement.value; })")
    opened(page, "#kosovo .headerlink")
    page.get_by_role("button", name="Copy link").click()
    page.locator("dialog [role=status]").filter(has_text="Link copied.").wait_for()
    assert page.evaluate("taken") == f"{base_url}/history.html#kosovo"
    assert page.locator("dialog textarea").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Copy link"


def test_where_nothing_copies_the_text_is_selected_for_the_hand(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    page.evaluate("""() => {
        const refuse = () => Promise.reject(new Error("not allowed"));
        navigator.clipboard.writeText = navigator.clipboard.write = refuse;
        document.execCommand = () => false;
    }""")
    dialog = opened(page, "#kosovo .headerlink")
    page.get_by_role("button", name="Copy citation").click()
    page.locator("dialog [role=status]").filter(has_text="press Ctrl+C").wait_for()
    field = dialog.get_by_role("textbox", name="Text to copy")
    assert field.is_visible() and field.evaluate("(node) => node === document.activeElement")
    chosen = field.evaluate("(node) => node.value.slice(node.selectionStart, node.selectionEnd)")
    assert chosen == field.input_value() != ""
    assert Axe().run(page, context="dialog.take").response["violations"] == []


# Plain links


@pytest.mark.parametrize("key", ["Control", "Meta", "Shift"])
def test_a_modified_click_stays_a_link(open_page, base_url, key):
    page = open_page(f"{base_url}/history.html")
    page.evaluate("""document.addEventListener("click", (event) => {
        window.left = !event.defaultPrevented;
        event.preventDefault();
    })""")
    page.locator("#kosovo .headerlink").click(modifiers=[key])
    assert page.evaluate("left") is True and page.locator("dialog").count() == 0


def test_without_scripts_the_opener_is_a_link(open_page, base_url):
    page = open_page(f"{base_url}/history.html", java_script_enabled=False)
    page.locator("#kosovo .headerlink").click()
    assert page.url == f"{base_url}/history.html#kosovo"


@pytest.mark.online  # what comes from disk cannot be held back
def test_without_the_list_of_places_the_opener_is_a_link(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    page.route("**/places.js", lambda route: route.abort())
    page.locator("#kosovo .headerlink").click()
    page.wait_for_url("**/history.html#kosovo")
    assert page.locator("dialog[open]").count() == 0


def test_the_list_of_places_is_loaded_when_it_is_first_needed(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    opened(page, "#kosovo .headerlink")
    page.keyboard.press("Escape")
    opened(page, "#founding-act .headerlink")
    assert sorted(asked) == ["places.js", "take-dialog.js", "take-words.js", "take.css"]


def test_nothing_of_it_is_printed(open_place, base_url):
    page = open_place(f"{base_url}/history.html")
    opened(page, "#kosovo .headerlink")
    page.emulate_media(media="print")
    assert page.locator("dialog:visible, .headerlink:visible").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
@pytest.mark.parametrize(
    ("name", "opener"),
    [("history.html", f"{PARAGRAPH} .place-link"), ("timeline.html", "#founding-act-1997 .timeline-link")],
)
def test_axe_finds_nothing_with_the_dialog_open(open_place, base_url, scheme, width, name, opener):
    page = open_place(f"{base_url}/{name}", width=width, color_scheme=scheme)
    dialog = opened(page, opener)
    press(page, "Copy link")
    page.wait_for_timeout(300)
    found = Axe().run(page, context="dialog.take").response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []
    assert dialog.evaluate("(node) => node.querySelector('.take-body').scrollWidth <= node.clientWidth")


# The files on disk


def test_each_chapter_and_event_has_its_files_in_the_site(site):
    rows = (site / "assets/places.js").read_text("utf-8").partition("places: ")[2].rpartition("}")[0]
    places = json.loads(rows)
    cited = [place[0] for place in places if place[1] in ("chapter", "event")]
    assert len(cited) > 150
    assert sorted(path.name for path in (site / "cite").iterdir()) == sorted(
        f"{id}.{ending}" for id in cited for ending in ("bib", "json", "ris")
    )
