"""Lighthouse on its settings for phones: accessibility, best practices and what search engines need, 100 each.

Its performance differs from run to run and machine to machine: `make.py bench -- --reader` prints it.
"""

import os
from functools import partial
from pathlib import Path

import pytest
from bench.lighthouse import lighthouse
from bench.serving import Compressing, serve

PAGES = ("index", "history", "timeline", "sources", "glossary", "teach", "offline", "about/accessibility", "about/method", "e/founding-act-1997")


@pytest.fixture(scope="module")
def examined(site):
    modules = Path(os.environ["READER_NPM"])
    assert (modules / "lighthouse").is_dir(), "Lighthouse is missing; run 'python3 scripts/make.py test --all'"
    with serve(partial(Compressing, directory=str(site))) as address:
        yield lambda page: lighthouse(f"{address}/{page}.html", os.environ["READER_CHROMIUM"], modules)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_finds_no_fault_in_a_page(examined, page):
    verdict = examined(page)
    rest = {name: score for name, score in verdict.scores.items() if name != "performance"}
    assert rest == {"accessibility": 100, "best-practices": 100, "seo": 100}, verdict.faults


@pytest.mark.slow
def test_lighthouse_sees_a_fault(tmp_path):
    Path(tmp_path, "page.html").write_text("<!doctype html><title>Page</title><p style='color:#ccc'>Grey</p>", "utf-8")
    with serve(partial(Compressing, directory=str(tmp_path))) as address:
        verdict = lighthouse(f"{address}/page.html", os.environ["READER_CHROMIUM"], Path(os.environ["READER_NPM"]))
    assert verdict.scores["accessibility"] < 100 and any("contrast" in fault for fault in verdict.faults)
