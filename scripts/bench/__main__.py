"""Run a benchmark and print its table as Markdown: `python3 scripts/make.py bench`."""

import argparse
import functools
import os
import platform
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from .build_cost import Cost, build_cost
from .page_cost import SLOWDOWN, PageCost, page_cost
from .reader_cost import reader_cost
from .serving import Quiet, serve
from .sites import write_floor, write_peers, write_sites
from .synthetic import make_events

FIELD = ".timeline-controls input[name=q]"
# Beyond this the slide show does not end in minutes.
TIMELINEJS_MOST = 1_000
# Thousands of sheets of paper take minutes in any browser.
PRINTED_MOST = 1_000


def main(argv: list[str] | None = None) -> int:
    """Build and load every candidate at every size, and print the table."""
    parser = argparse.ArgumentParser(prog="make.py bench", description="Measure the timeline against its floor and its peers, or the reader against its theme.")
    parser.add_argument("--reader", action="store_true", help="measure the reader against plain Material with the same text; needs a build first")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000], help="numbers of events")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement; medians are printed")
    options = parser.parse_args(argv)
    print(f"Measured on {date.today()}: Python {platform.python_version()}, {os.cpu_count()} cores, processor slowed {SLOWDOWN} times for pages.\n")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=os.environ["READER_CHROMIUM"], args=["--no-sandbox", "--disable-background-networking"])
        print(f"Chromium {browser.version}\n")
        if options.reader:
            reader_cost(browser, Path(folder), options.runs)
        for size in () if options.reader else options.sizes:
            _size(browser, Path(folder, str(size)), size, options.runs)
        browser.close()
    return 0


def _size(browser, folder: Path, size: int, runs: int) -> None:
    folder.mkdir()
    events = list(make_events(size))
    sites = write_sites(folder, events)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    builds: dict[str, Cost | None] = {"ours": build_cost(sites["ours"], environment, runs)}
    sites["floor"] = write_floor(folder, sites["ours"] / "site" / "timeline.html")
    builds["floor"] = build_cost(sites["floor"], environment, runs)
    builds["neoteroi"] = build_cost(sites["neoteroi"], environment, runs)
    modules = os.environ.get("READER_NPM")
    if modules:
        write_peers(folder, events, Path(modules))
    printed = size <= PRINTED_MOST
    with serve(functools.partial(Quiet, directory=str(folder))) as address:
        settle = 2 + size / 2_500
        pages: dict[str, PageCost | None] = {
            "ours": page_cost(browser, f"{address}/ours/site/timeline.html", runs, settle, FIELD, printed),
            "floor": page_cost(browser, f"{address}/floor/site/timeline.html", runs, settle, printed=printed),
            "neoteroi": page_cost(browser, f"{address}/neoteroi/site/timeline.html", runs, settle),
        }
        if modules:
            pages["vis-timeline"] = page_cost(browser, f"{address}/vis.html", 1 if size > 1_000 else runs, settle + 25 * (size > 1_000))
            if size <= TIMELINEJS_MOST:
                pages["TimelineJS3"] = page_cost(browser, f"{address}/timelinejs.html", runs, settle + size / 50)
    _print(size, builds, pages)


def _print(size: int, builds: dict[str, Cost | None], pages: dict[str, PageCost | None]) -> None:
    print(f"**{size:,} events**\n")
    print("| | build | memory | blocking | LCP | shift | kB | other hosts | keystroke | print |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    base, floor = builds["floor"], pages["floor"]
    for name in pages:
        build, page = builds.get(name), pages[name]
        cells = [name]
        cells += [f"{build.seconds:.2f} s ({build.seconds - base.seconds:+.2f})", f"{build.megabytes:.0f} MB"] if build else ["", ""]
        if page is None:
            cells += ["did not load in two minutes", *[""] * 6]
        else:
            cells += [
                _ratio(page.blocking, floor.blocking), _ratio(page.lcp, floor.lcp), f"{page.shift:.3f}",
                f"{page.kilobytes:,.0f} ({page.kilobytes - floor.kilobytes:+,.0f})", str(page.elsewhere),
                f"{page.keystroke:.0f} ms" if page.keystroke is not None else "",
                _ratio(page.print, floor.print) if page.print else "",
            ]  # fmt: skip
        print(f"| {' | '.join(cells)} |")
    print(flush=True)


def _ratio(value: float, floor: float) -> str:
    times = f" ({value / floor:.2f}×)" if floor else ""
    return f"{value:,.0f} ms{times}"


if __name__ == "__main__":
    sys.exit(main())
