"""What a page costs in a browser on a slow processor: blocking time, largest paint, shifts, bytes, a keystroke, print."""

import statistics
import time
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


def _once(browser, address: str, settle: float, field: str, printed: bool) -> PageCost | None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(120_000)
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        size, elsewhere = [0], [0]
        client.on("Network.dataReceived", lambda event: size.__setitem__(0, size[0] + event["dataLength"]))
        page.on("request", lambda request: elsewhere.__setitem__(0, elsewhere[0] + (not request.url.startswith(("http://127.0.0.1", "data:", "blob:")))))
        page.add_init_script(_WATCH)
        try:
            page.goto(address, wait_until="load", timeout=120_000)
            page.wait_for_timeout(settle * 1000)
            found = page.evaluate("({...window.__cost})")
        except Exception:  # a page that never settles is a finding, not a failure of the benchmark
            return None
        keystroke = _type(page, field) if field else None
        seconds = None
        if printed:
            client.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            start = time.perf_counter()
            page.pdf()
            seconds = (time.perf_counter() - start) * 1000
        return PageCost(found["blocking"], found["lcp"], found["shift"], size[0] / 1000, elsewhere[0], keystroke, seconds)
    finally:
        context.close()


def _type(page, field: str) -> float:
    page.locator(field).click()
    page.wait_for_timeout(3000)
    page.evaluate("window.__cost.input = 0")
    for letter in "summit":
        page.keyboard.press(letter)
        page.wait_for_timeout(700)
    return page.evaluate("window.__cost.input")
