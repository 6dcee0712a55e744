"""What the reader costs against plain Material with the same text: its build, its pages, the first search."""

import os
import statistics
from functools import partial
from pathlib import Path

from reader.mkdocs_run import environment
from reader.project import Project, read_project

from .build_cost import build_cost
from .lighthouse import CATEGORIES, lighthouse
from .page_cost import watched_page
from .plain_sites import write_plain_sites
from .serving import Compressing, serve

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {"home": "index.html", "chapter": "history.html", "timeline": "timeline.html"}


def reader_cost(browser, folder: Path, runs: int) -> None:
    """Measure and print the tables."""
    project = read_project(ROOT)
    plain = write_plain_sites(folder, project)
    _builds(project, plain, runs)
    sites = {"reader": project.site, "plain Material": plain["pages"] / "site"}
    print("| | | requests | kB sent | LCP | blocking | shift |\n|---|---|---|---|---|---|---|")
    found: dict[str, dict] = {}
    for name, site in sites.items():
        with serve(partial(Compressing, directory=str(site))) as address:
            found[name] = {words: _load(browser, f"{address}/{path}", runs) for words, path in PAGES.items()}
            found[name]["first search"] = _search(browser, f"{address}/history.html", runs)
    for words in found["reader"]:
        floor = found["plain Material"][words]
        for name in sites:
            cost = found[name][words]
            print(
                f"| {words} | {name} | {cost['requests']:.0f} | {cost['kB']:.0f} ({cost['kB'] - floor['kB']:+.0f}) "
                f"| {cost['lcp']:.0f} ms ({_times(cost['lcp'], floor['lcp'])}) | {cost['blocking']:.0f} ms | {cost['shift']:.3f} |"
            )
    print(flush=True)
    _lighthouse(sites, runs)


def _lighthouse(sites: dict[str, Path], runs: int) -> None:
    """Its scores on a phone; performance differs from run to run, so each is the median."""
    print(f"| Lighthouse | | {' | '.join(CATEGORIES)} |\n|---|---|{'---|' * len(CATEGORIES)}")
    for name, site in sites.items():
        with serve(partial(Compressing, directory=str(site))) as address:
            for words, path in PAGES.items():
                found = [lighthouse(f"{address}/{path}", os.environ["READER_CHROMIUM"], Path(os.environ["READER_NPM"])).scores for _ in range(runs)]
                print(f"| {words} | {name} | {' | '.join(f'{score:.0f}' for score in _median(found).values())} |", flush=True)
    print()


def _builds(project: Project, plain: dict[str, Path], runs: int) -> None:
    """Time of MkDocs alone; what `build` does before and after it are checks and editions, which plain Material has none of."""
    variables = {**environment(project, "raise"), "NO_MKDOCS_2_WARNING": "1"}
    ours = build_cost(project.root, variables, runs, plain["text"].parent / "ours")
    print("| build by MkDocs | seconds | memory | reader, times |\n|---|---|---|---|")
    print(f"| reader | {ours.seconds:.2f} | {ours.megabytes:.0f} MB | |")
    for name, words in (("pages", "the same finished pages, as HTML"), ("text", "the chapters' text, citations and blocks left as they are")):
        cost = build_cost(plain[name], variables, runs)
        print(f"| plain Material: {words} | {cost.seconds:.2f} | {cost.megabytes:.0f} MB | {ours.seconds / cost.seconds:.2f} |")
    print(flush=True)


def _times(value: float, floor: float) -> str:
    return f"{value / floor:.2f}×" if floor else "–"


def _load(browser, address: str, runs: int) -> dict[str, float]:
    """A first visit, without the search index, which the page loads when it is idle."""
    return _median([_visit(browser, address) for _ in range(runs)])


def _visit(browser, address: str) -> dict[str, float]:
    with watched_page(browser) as (page, sent):
        page.route("**/search/search_index.*", lambda route: route.abort())
        page.goto(address, wait_until="load")
        page.wait_for_timeout(2500)
        return {**page.evaluate("({...window.__cost})"), **sent.so_far()}


def _search(browser, address: str, runs: int) -> dict[str, float]:
    """From the first letter in the search field to the first result: what that sends, and how long it takes (as LCP)."""
    found = []
    for _ in range(runs):
        with watched_page(browser) as (page, sent):
            page.goto(address, wait_until="load")
            page.wait_for_timeout(500)
            page.locator(".md-search__input").click()
            before = page.evaluate("performance.now()")
            page.locator(".md-search__input").press_sequentially("Tutzing")
            page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=60_000)
            took = page.evaluate("performance.now()") - before
            cost = page.evaluate("({...window.__cost})")
            found.append({**cost, **sent.so_far(), "lcp": took})
    return _median(found)


def _median(costs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(cost[name] for cost in costs) for name in costs[0]}
