"""The three exercises of the teach page, word for word: with a keyboard alone and on a phone, online, from the zip, in one file."""

import re

import pytest
from conftest import ADDRESS, ROOT
from test_take import copied, expected, lit

MODES = {"keyboard": {}, "phone": {"width": 390, "height": 800, "has_touch": True, "is_mobile": True}}
EDITIONS = ("website", "zip", "one file")
# The words of a paragraph without its number, sign and notes.
TEXT = """(node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("sup, .place-link, .place-number").forEach((part) => part.remove());
    return copy.textContent.replace(/\\s+/g, " ").trim();
}"""


def exercise(number):
    """The words in bold and the steps of an exercise."""
    text = (ROOT / "docs" / "teach.md").read_text("utf-8")
    return re.search(rf"^{number}\. +\*\*“(.+?)”\*\*\n((?:   .+\n)+)", text, re.MULTILINE).groups()


@pytest.fixture
def start(request, public_disk, published_file):
    return {
        "website": f"{ADDRESS}/index.html",
        "zip": f"{public_disk.as_uri()}/index.html",
        "one file": published_file,
    }[request.param]


def reach(page, test):
    """Press Tab until what has the focus passes a test in JavaScript."""
    for _ in range(30):
        if page.evaluate(f"(() => {{ const at = document.activeElement; return {test}; }})()"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead there: {test}")


def press(page, mode, test, locator):
    """Press what the exercise says to press, by keyboard or by touch."""
    if mode == "phone":
        locator.tap()
    else:
        reach(page, test)
        page.keyboard.press("Enter")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("start", EDITIONS, indirect=True)
def test_the_exercises_work_as_written(open_place, published, start, mode):
    page = open_place(start, **MODES[mode])
    # 1
    words, steps = exercise(1)
    number = re.fullmatch(r"Open (\d+\.\d+ ¶(\d+))\.", words)
    assert f"Press “Go to”, type `{number[1]}`, press Enter." in steps
    press(page, mode, "at.matches('.goto-button')", page.locator(".goto-button"))
    page.keyboard.type(number[1], delay=10)
    page.keyboard.press("Enter")
    place = page.locator(f"[data-paragraph='{number[2]}']:focus")
    place.wait_for()
    page.wait_for_timeout(500)
    assert 0 <= place.bounding_box()["y"] < 200, "the paragraph stands at the top of the screen"
    section = page.evaluate("location.hash.slice(1)")
    heading = page.locator(f"[id='{section}']")
    assert number[1].startswith(heading.get_attribute("data-number") + " ")
    paragraph = place.evaluate(TEXT)
    # 2
    words, steps = exercise(2)
    assert words == "Quote its second sentence, with the citation."
    assert "choose “Sentence 2” under “Words”, choose a style of citation, press “Copy quotation”" in steps
    press(page, mode, "at.matches('[data-paragraph] .place-link')", place.locator(".place-link"))
    dialog = page.locator("dialog.take")
    dialog.wait_for()
    choice = dialog.get_by_role("combobox", name="Words")
    if mode == "phone":
        choice.select_option(label=next(text for text in choice.locator("option").all_inner_texts() if text.startswith("Sentence 2")))
        dialog.get_by_text("MLA", exact=True).tap()
    else:
        reach(page, "at.matches('dialog select')")
        page.keyboard.type("Sentence 2")
        reach(page, "at.matches('dialog input[type=radio]')")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
    press(page, mode, "at.textContent === 'Copy quotation'", dialog.get_by_role("button", name="Copy quotation"))
    dialog.get_by_role("status").filter(has_text="Quotation copied.").wait_for()
    quotation, citation = copied(page).split("\n\n")
    assert citation == expected(published, section, "MLA", number[2])
    sentence = quotation[1:-1]
    before, _, _ = paragraph.partition(sentence.replace("‘", "“").replace("’", "”")[:40])
    assert before != paragraph and len(re.findall(r"[.!?]”? ", before)) == 1, "the second sentence, and no other"
    # 3
    words, steps = exercise(3)
    assert words == "Send me the link to that sentence." and "press “Copy link”" in steps
    press(page, mode, "at.textContent === 'Copy link'", dialog.get_by_role("button", name="Copy link", exact=True))
    dialog.get_by_role("status").filter(has_text="Link copied.").wait_for()
    link = copied(page)
    assert link.startswith(f"{ADDRESS}/") and f"#{section}:~:text=" in link
    again = open_place(link, color_scheme="light")
    again.wait_for_timeout(500)
    assert lit(again, sentence.replace("‘", "“")[:25]), link
    assert again.evaluate("location.hash") == f"#{section}"
