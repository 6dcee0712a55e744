"""What WCAG 2.2 AA asks for beyond what axe sees by default: targets, zoom, spacing, forced colours, languages, the tree that is read aloud."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = ("index.html", "history.html", "timeline.html", "sources.html", "glossary.html", "teach.html", "offline.html", "about/method.html")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "rules": {"target-size": {"enabled": True}}}
GOLDEN = Path(__file__).parent / "trees"
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def told(results):
    return [f"{found['id']}: {node['html'][:200]}" for found in results.response["violations"] for node in found["nodes"]]


@pytest.mark.parametrize("name", KINDS)
def test_every_rule_of_wcag_that_axe_knows_holds_targets_too(open_page, base_url, name):
    page = open_page(f"{base_url}/{name}", width=390)
    assert told(Axe().run(page, options=WCAG)) == []


@pytest.mark.parametrize("name", KINDS)
def test_at_four_times_the_size_nothing_scrolls_sideways_and_the_text_has_room(open_page, base_url, name):
    page = open_page(f"{base_url}/{name}", width=320, height=256)
    assert page.evaluate(WIDE) <= 0
    stuck = page.evaluate(
        """Math.max(0, ...[...document.querySelectorAll("*")].filter((n) => /fixed|sticky/.test(getComputedStyle(n).position)
            && n.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(n).pointerEvents !== "none")
            .map((n) => n.getBoundingClientRect()).filter((box) => box.width > 200 && box.top < 256 && box.bottom > 0).map((box) => box.height))"""
    )
    assert stuck < 128, "what stays in place leaves less than half of the screen"


@pytest.mark.parametrize("name", KINDS)
def test_text_may_be_spaced_out(open_page, base_url, name):
    page = open_page(f"{base_url}/{name}", width=390)
    page.add_style_tag(content=SPACING)
    assert page.evaluate(WIDE) <= 0
    cut = page.evaluate(
        """[...document.querySelectorAll("article p, article li, article h1, article h2, article h3, button, summary")].filter((n) =>
            n.getClientRects().length && getComputedStyle(n).overflow === "hidden" && n.scrollHeight > n.clientHeight + 2).map((n) => n.outerHTML.slice(0, 120))"""
    )
    assert cut == []


@pytest.mark.parametrize("name", KINDS)
def test_forced_colours_keep_links_focus_and_controls(open_page, base_url, name):
    page = open_page(f"{base_url}/{name}", forced_colors="active")
    assert told(Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"], "rules": {"color-contrast": {"enabled": False}}})) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; })()")
    assert outline, "the focus cannot be seen"


def test_reduced_motion_stops_every_animation(open_page, base_url):
    page = open_page(f"{base_url}/history.html#two-blocs", reduced_motion="reduce")
    moving = page.evaluate("document.getAnimations().filter((a) => a.playState === 'running' && a.effect.getTiming().duration > 1).length")
    assert moving == 0


LANGUAGES = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT), found = [];
  for (let node; (node = walker.nextNode());) {
    if (!/\\p{Script=Cyrillic}{3}/u.test(node.data)) continue;
    const lang = node.parentElement.closest("[lang]").lang;
    if (!/^(ru|uk|be|bg|sr|mk)/.test(lang)) found.push(`${lang}: ${node.data.trim().slice(0, 80)}`);
  }
  return found;
}"""


@pytest.mark.parametrize("name", ["history.html", "key-events.html", "divergences.html", "posture.html", "diplomacy.html", "outlook.html", "timeline.html", "sources.html", "glossary.html"])
def test_words_of_other_languages_say_which(open_page, base_url, name):
    page = open_page(f"{base_url}/{name}")
    assert page.evaluate(LANGUAGES) == []


def snapshot(name, text):
    """Compare with the committed tree; READER_UPDATE_TREES=1 writes it anew, and the difference is read like code."""
    path = GOLDEN / f"{name}.yml"
    if os.environ.get("READER_UPDATE_TREES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", "utf-8", newline="\n")
    assert text + "\n" == path.read_text("utf-8")


def test_what_a_screen_reader_is_told(open_page, base_url):
    """The accessibility tree of a chapter's beginning, of an event with the filters, and of the window at a place."""
    page = open_page(f"{base_url}/history.html")
    page.wait_for_function("document.querySelector('[name=__palette]:checked') && document.querySelector('#two-blocs > [aria-haspopup]')")
    snapshot("header", page.locator("header.md-header").aria_snapshot())
    snapshot("summary", page.locator("section.in-short").aria_snapshot())
    snapshot("positions", page.locator(".positions").first.aria_snapshot())
    snapshot("figure", page.locator("#fig-accessions").aria_snapshot())
    page.locator("#two-blocs > a.headerlink").press("Enter")
    page.locator("dialog[open]").wait_for()
    page.wait_for_timeout(300)
    snapshot("take", page.locator("dialog[open]").aria_snapshot().replace(base_url, "…"))
    page = open_page(f"{base_url}/timeline.html")
    page.locator("#founding-act-1997 > [aria-haspopup]").wait_for(state="attached")
    snapshot("filters", page.locator(".timeline-controls").aria_snapshot())
    snapshot("event", page.locator("#founding-act-1997").locator("xpath=ancestor::article[1]").aria_snapshot())
