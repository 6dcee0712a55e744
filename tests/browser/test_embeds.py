"""Short pages where they are used: in the frame of a course page, on a phone, from disk, without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

# A chapter, a section with table and figure, the map, a long event, and a page at a retired id.
KINDS = ("history", "arms-control-endings", "fig-members-map", "draft-treaties-2021")
RETIRED, GOAL = "primakov-turns-back-1999", "russia-freezes-ties-1999"


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_page, base_url, id, width, scheme):
    page = open_page(f"{base_url}/e/{id}.html", width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.problems == []  # before axe, which tries to fetch the style, in vain from disk
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_reads_alike_from_disk_and_without_scripts(open_page, start, id, scheme):
    page = open_page(f"{start}/e/{id}.html", width=390, color_scheme=scheme, java_script_enabled=False)
    assert page.locator("h1").is_visible() and page.locator("footer a").first.is_visible()
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) > 600) == (scheme == "light")
    assert page.problems == []


def frame_in_a_course_page(page, address, tmp_path, sandbox):
    """Open a page, as a course has it, that shows a short page in a frame; returns the frame."""
    course = tmp_path / "course.html"
    attribute = 'sandbox=""' if sandbox else ""
    course.write_text(
        f'<!doctype html><title>Week</title><iframe {attribute} title="x" src="{address}"></iframe>',
        "utf-8",
    )
    page.goto(course.as_uri())
    frame = page.frames[1]
    frame.wait_for_load_state()
    return frame


@pytest.mark.parametrize("id", KINDS)
def test_a_frame_that_allows_nothing_shows_it(open_page, start, tmp_path, id):
    page = open_page("about:blank")
    frame = frame_in_a_course_page(page, f"{start}/e/{id}.html", tmp_path, sandbox=True)
    # No script runs in such a frame, so it is asked from outside.
    box = page.frame_locator("iframe").locator("h1")
    assert box.is_visible() and box.inner_text().strip()
    assert page.frame_locator("iframe").locator("footer").inner_text().count("edition 2026-10") == 1
    assert frame.url.endswith(f"/e/{id}.html")
    # From disk such a frame may not even load its style: it is read without.
    refused = (
        ("Not allowed to load local resource: file:", "failed: file:") if start.startswith("file:") else ()
    )
    assert [problem for problem in page.problems if not problem.startswith(refused or "\0")] == []


def test_a_note_opens_inside_the_frame_and_the_full_place_in_the_window(open_page, start, tmp_path):
    page = open_page("about:blank")
    frame = frame_in_a_course_page(page, f"{start}/e/two-blocs.html", tmp_path, sandbox=False)
    inside = page.frame_locator("iframe")
    mark = inside.locator("a.footnote-ref").first
    note = mark.get_attribute("href")
    mark.click()
    assert frame.url.endswith(note) and page.url.endswith("course.html")
    inside.locator(f"{note} a.footnote-backref").first.click()
    assert "#fnref" in frame.url and page.url.endswith("course.html")
    inside.locator("footer a").first.click()
    page.wait_for_url(re.compile(r"history\.html#two-blocs$"))
    assert page.locator("h1#history").is_visible()


def test_the_sections_of_a_chapter_open_one_after_the_other(open_page, start):
    page = open_page(f"{start}/e/history.html", width=390)
    page.locator(".contents a", has_text="Founding Act").click()
    page.wait_for_url(re.compile(r"/e/founding-act\.html$"))
    assert page.locator("h1").inner_text() == "What did the Founding Act promise?"
    number = page.evaluate("getComputedStyle(document.querySelector('h1'), '::before').content")
    assert number.strip('"').strip() == "1.7"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_retired_id_leads_on_by_itself(open_page, start, scripts):
    page = open_page(f"{start}/e/{RETIRED}.html", java_script_enabled=scripts)
    page.wait_for_url(re.compile(rf"/e/{GOAL}\.html$"))
    assert page.locator("h1").get_attribute("id") == GOAL


def test_a_wide_table_scrolls_by_keyboard_in_a_box_of_its_own(open_page, base_url):
    page = open_page(f"{base_url}/e/arms-control-endings.html", width=320)
    box = page.locator("main > .scroll")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert box.evaluate("box => box.scrollLeft") > 0
