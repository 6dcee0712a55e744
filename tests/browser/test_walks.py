"""Through the whole timeline page with the Tab key alone, with scripts and without: every event, source and chapter is reached."""

import json

import pytest

pytestmark = pytest.mark.slow

WHERE = """() => {
  const link = document.activeElement;
  if (!link || link === document.body) return null;
  const box = link.getBoundingClientRect();
  const href = link.closest("article.md-content__inner") ? link.getAttribute("href") : "";
  return [href, !href || (box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight)];
}"""


def walk(page):
    """Press Tab until the keyboard leaves the page; the addresses of the content's links, in the order of the visit."""
    seen = []
    for _ in range(5_000):
        page.keyboard.press("Tab")
        place = page.evaluate(WHERE)
        if place is None:
            return seen
        href, visible = place
        assert visible, f"the keyboard stands on a link that is not to be seen: {href}"
        if href:
            seen.append(href)
    raise AssertionError("the keyboard never leaves the page")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_tab_key_reaches_every_event_source_and_chapter(open_page, base_url, site, scripts):
    record = json.loads((site / "timeline.json").read_text("utf-8"))
    page = open_page(f"{base_url}/timeline.html", java_script_enabled=scripts)
    seen = walk(page)
    events = [event["id"] for event in record["events"]]
    links = [href.removeprefix("#") for href in seen if href.startswith("#")]
    order = [id for id in dict.fromkeys(links) if id in set(events)]
    assert sorted(order) == sorted(events), "an event that no key reaches"
    sources = {key for event in record["events"] for key in event.get("sources", ())}
    sources |= {key for event in record["events"] for side in event.get("positions", ()) for key in side.get("sources", ())}
    reached = {href.partition("#src-")[2] for href in seen if href.startswith("sources.html#src-")}
    assert sources - reached == set()
    sections = {see.replace(".md", ".html") for event in record["events"] for see in event.get("see", ())}
    assert sections - set(seen) == set()
    assert {"history.html", "key-events.html", "outlook.html"} <= {href.partition("#")[0] for href in seen}


# Whether some of the focus is to be seen: five by five points of each of its boxes (WCAG 2.2, 2.4.11).
COVERED = """() => {
  let node = document.activeElement;
  if (!node || node === document.body) return null;
  if (node.type === "radio") node = node.parentElement;  // of a choice its label is seen
  const there = (x, y) => { const hit = document.elementFromPoint(x, y); return !!hit && (node.contains(hit) || hit.contains(node)); };
  const parts = [0.1, 0.3, 0.5, 0.7, 0.9];
  const seen = [...node.getClientRects()].some((box) => parts.some((x) => parts.some((y) => there(box.left + box.width * x, box.top + box.height * y))));
  return seen ? "" : `${node.localName}.${node.className} ${node.getAttribute("href") ?? ""}`;
}"""


@pytest.mark.parametrize(("path", "width"), [("timeline.html", 1280), ("timeline.html", 390), ("history.html", 1280), ("history.html", 390)])
def test_going_back_no_stop_is_covered_by_what_stays_at_the_top(open_page, http_url, path, width):
    page = open_page(f"{http_url}/{path}", width=width)
    page.locator("footer a").last.focus()
    covered, stops = [], 0
    for _ in range(5_000):
        page.keyboard.press("Shift+Tab")
        found = page.evaluate(COVERED)
        if found is None:
            break
        stops += 1
        if found and page.evaluate("new Promise((done) => setTimeout(done, 400))") is None and page.evaluate(COVERED):
            covered.append(found)
    assert stops > 900 and covered == []


def test_links_lead_on_and_back_without_scripts(open_page, base_url):
    page = open_page(f"{base_url}/timeline.html#founding-act-1997", java_script_enabled=False)
    page.locator("#founding-act-1997").locator("xpath=ancestor::article[1]").locator(".timeline-see a").first.press("Enter")
    page.wait_for_url("**/*.html#*")
    assert "timeline.html" not in page.url
    back = page.locator(".timeline-back a[href='timeline.html#founding-act-1997']").first
    back.press("Enter")
    page.wait_for_url("**/timeline.html#founding-act-1997")
    page.locator("#founding-act-1997").locator("xpath=ancestor::article[1]").locator("p.timeline-sources a").first.press("Enter")
    page.wait_for_url("**/sources.html#src-*")
