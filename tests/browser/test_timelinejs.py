"""The export for slide shows, in the real TimelineJS 3."""

import functools
import json
import os
import shutil
from pathlib import Path

import pytest
from bench.serving import Quiet, serve

pytestmark = pytest.mark.slow

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Slides</title>
<link rel="stylesheet" href="tl/css/timeline.css"><script src="tl/js/timeline.js"></script>
<div id="show" style="width: 100%; height: 600px"></div>
<script>window.show = new TL.Timeline("show", "timeline-timelinejs.json", {font: null})</script>"""
EXPORT = "timeline-timelinejs.json"


@pytest.fixture(scope="module")
def slide_show(site, tmp_path_factory):
    """The address of a page that shows the site's export with TimelineJS as its documentation says."""
    folder = tmp_path_factory.mktemp("slides")
    shutil.copytree(Path(os.environ["READER_NPM"], "@knight-lab/timelinejs/dist"), folder / "tl")
    shutil.copy2(site / EXPORT, folder)
    (folder / "index.html").write_text(PAGE, "utf-8")
    with serve(functools.partial(Quiet, directory=str(folder))) as address:
        yield f"{address}/index.html", json.loads((folder / EXPORT).read_text("utf-8"))


def test_timelinejs_shows_every_event_under_its_own_id(chromium, slide_show):
    address, exported = slide_show
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_function("window.show?.config?.events?.length", timeout=60_000)
    shown = page.evaluate("show.config.events.map((event) => event.unique_id)")
    assert sorted(shown) == sorted(event["unique_id"] for event in exported["events"]) and len(set(shown)) == len(shown) > 100
    assert page.evaluate("show.config.eras.length") == len(exported["eras"]) > 0
    for event in (exported["events"][0], exported["events"][90], exported["events"][-1]):
        page.evaluate("(id) => show.goToId(id)", event["unique_id"])
        slide = page.locator(f"#{event['unique_id']}.tl-slide")
        slide.locator(".tl-headline").wait_for(timeout=30_000)
        assert slide.locator(".tl-headline").inner_text() == page.evaluate("(html) => new DOMParser().parseFromString(html, 'text/html').body.textContent", event["text"]["headline"])
        assert event["display_date"] in slide.inner_text()
        assert slide.locator(".tl-text-content a").get_attribute("href").endswith(f"#{event['unique_id']}")
    assert errors == []
    page.close()
