"""What a page costs in a browser on a slow processor: blocking time, largest paint, shifts, bytes, a keystroke, print."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SLOWDOWN = 4
_WATCH = """
window.__cost = {blocking: 0, lcp: 0, shift: 0, input: 0};
const watch = (type, use, more = {}) => new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({type, buffered: true, ...more});
watch("longtask", (entry) => { __cost.blocking += Math.max(0, entry.duration - 50); });
watch("largest-contentful-paint", (entry) => { __cost.lcp = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) __cost.shift += entry.value; });
watch("event", (entry) => { __cost.input = Math.max(__cost.input, entry.duration); }, {durationThreshold: 16});
"""


@dataclass(frozen=True, slots=True)
class PageCost:
    """Milliseconds, unit-less shift, kilobytes as sent without compression, requests to other hosts.

    `keystroke` is the longest time from a key to the next paint while a word is typed into the filter; None without one.
    """

    blocking: float
    lcp: float
    shift: float
    kilobytes: float
    elsewhere: int
    keystroke: float | None
    print: float | None


def page_cost(browser, address: str, runs: int, settle: float, field: str = "", printed: bool = False) -> PageCost | None:
    """Load a page several times in fresh contexts; medians. None where it does not load in two minutes."""
    costs = []
    for _ in range(runs):
        cost = _once(browser, address, settle, field, printed)
        if cost is None:
            return None
        costs.append(cost)

    def median(name: str):
        values = [getattr(cost, name) for cost in costs]
        return None if values[0] is None else statistics.median(values)

    return PageCost(**{name: median(name) for name in PageCost.__slots__})


class Sent:
    """What a page asked for: bytes as they came over the wire, requests, and those to other hosts."""

    def __init__(self, page, client):
        self.bytes, self.requests, self.elsewhere = 0, 0, 0
        client.on("Network.loadingFinished", self._finished)
        page.on("request", self._asked)

    def _finished(self, event: dict) -> None:
        self.bytes += event["encodedDataLength"]

    def _asked(self, request) -> None:
        self.requests += not request.url.startswith(("data:", "blob:"))
        self.elsewhere += not request.url.startswith(("http://127.0.0.1", "data:", "blob:"))

    def so_far(self) -> dict[str, float]:
        """Kilobytes and requests until now."""
        return {"kB": self.bytes / 1000, "requests": self.requests}


@contextmanager
def watched_page(browser) -> Iterator[tuple]:
    """Give a page in a fresh context on a slowed processor, and what it asks for; `__cost` in it holds the rest."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(120_000)
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.add_init_script(_WATCH)
        page.client = client
        yield page, Sent(page, client)
    finally:
        context.close()


def _once(browser, address: str, settle: float, field: str, printed: bool) -> PageCost | None:
    with watched_page(browser) as (page, sent):
        try:
            page.goto(address, wait_until="load", timeout=120_000)
            page.wait_for_timeout(settle * 1000)
            found = page.evaluate("({...window.__cost})")
        except Exception:  # a page that never settles is a finding, not a failure of the benchmark
            return None
        keystroke = _type(page, field) if field else None
        seconds = None
        if printed:
            page.client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            start = time.perf_counter()
            page.pdf()
            seconds = (time.perf_counter() - start) * 1000
        return PageCost(found["blocking"], found["lcp"], found["shift"], sent.bytes / 1000, sent.elsewhere, keystroke, seconds)


def _type(page, field: str) -> float:
    page.locator(field).click()
    page.wait_for_timeout(3000)
    page.evaluate("window.__cost.input = 0")
    for letter in "summit":
        page.keyboard.press(letter)
        page.wait_for_timeout(700)
    return page.evaluate("window.__cost.input")
