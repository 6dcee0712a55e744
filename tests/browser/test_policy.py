"""The published website in browsers, under the policy that nginx sends: whatever is done there, no rule is broken."""

import functools
import hashlib
import os
import re
import shutil

import pytest
import servers
from axe_playwright_python.sync_playwright import Axe
from bench.serving import Quiet, serve
from bidi import Firefox
from published import FRAMED, ask, nginx, published  # noqa: F401

pytestmark = pytest.mark.slow

COLLECT = """() => {
  window.violations = [];
  addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
}"""


@pytest.fixture
def watched(open_page):
    """Open a page in Chromium; `page.found()` returns violations of the policy and everything else that went wrong."""

    def open_one(address, **options):
        page = open_page("about:blank", **options)
        violations = []
        page.expose_function("tellViolation", lambda what: violations.append(what))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => "
            "tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
        )
        page.goto(address)
        # What is still loading when a page is left counts as failed; what the policy refuses is told above too.
        page.found = lambda: [*violations, *(one for one in page.problems if not one.startswith("failed: "))]
        return page

    return open_one


def search(page, words):
    page.evaluate("document.querySelector('#__search').click()")
    page.locator(".md-search__input").press_sequentially(words, delay=30)
    return page.locator(".md-search-result__link")


@pytest.mark.parametrize("width", [390, 1280])
def test_searching_filtering_copying_and_navigating_break_no_rule(watched, nginx, width):
    page = watched(f"{nginx}index.html", width=width)
    results = search(page, "Pristina airport")
    results.first.wait_for(timeout=20_000)
    page.locator(".md-search-result__link[href$='#pristina-airport-1999']").click()
    page.wait_for_url("**/timeline.html*#pristina-airport-1999")
    page.locator("#pristina-airport-1999").wait_for()
    page.locator(".timeline-controls button[value=conflict]").click()
    page.locator(".timeline-controls [name=q]").press_sequentially("Kosovo", delay=30)
    page.wait_for_function("location.hash.includes('conflict')")
    page.locator(".timeline-link:visible").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.goto(f"{nginx}sources.html")
    page.locator(".source-controls select").first.select_option(index=1)
    page.goto(f"{nginx}history.html")
    page.locator("a.term").first.hover()
    page.locator(".note-pop").wait_for()
    page.locator("a.footnote-ref").first.click()
    for number in (0, 1, 2):
        page.locator(f"label[for=__palette_{(number + 1) % 3}]").click()
    page.goto(f"{nginx}offline.html")
    page.locator('a[href="editions/SHA256SUMS"]').scroll_into_view_if_needed()
    assert page.found() == []


def test_whatever_can_be_pressed_breaks_no_rule(published, watched, nginx):
    """Every kind of button on every page outside the short ones, whoever put it there."""
    for path in published.readable:
        if not path.endswith(".html") or path.startswith(("e/", "editions/")):
            continue
        page = watched(nginx + path)
        kinds = page.evaluate(
            "[...new Set([...document.querySelectorAll('article button, article summary')].map((one) => one.tagName + '.' + [...one.classList].join('.')))]"
        )
        for kind in kinds:
            first = page.locator(f"article {kind.rstrip('.').lower()}:visible")
            if first.count():
                first.first.click()
                page.keyboard.press("Escape")
        found = [problem for problem in page.found() if not (path == "404.html" and "404" in problem)]
        assert found == [], path
        page.context.close()


def test_the_one_file_works_under_the_policy_too(published, watched, nginx):
    for path in published.readable:
        if path.startswith("editions/") and path.endswith(".html"):
            page = watched(nginx + path)
            page.wait_for_timeout(500)
            assert page.found() == []


def test_the_page_for_wrong_addresses_has_its_style_and_ways_on(watched, nginx):
    page = watched(f"{nginx}about/wrong/deep")
    assert page.locator("h1").inner_text() == "This page does not exist"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily.includes('Palatino')")
    search(page, "Freiberga").first.wait_for(timeout=20_000)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(f"{nginx}*.html*")
    assert "Freiberga" in page.locator("article").first.inner_text()
    page.goto(f"{nginx}about/wrong/deep")
    page.wait_for_load_state("networkidle")
    page.locator("article a", has_text="Timeline").click()
    assert page.url == f"{nginx}timeline.html"
    # The status of the page itself, and what was still loading when it was left, are no faults.
    assert [problem for problem in page.found() if "404" not in problem] == []


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Another origin, with a folder in which a test puts pages."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with serve(functools.partial(Quiet, directory=str(folder))) as address:
        yield folder, address.replace("127.0.0.1", "localhost")  # another name is another origin


@pytest.mark.parametrize("by", ["another host", "slides opened from disk"])
def test_only_short_pages_can_be_framed_elsewhere(open_page, nginx, elsewhere, by):
    folder, address = elsewhere
    frames = "".join(
        f'<iframe src="{nginx}{path}"></iframe>' for path in (FRAMED, "history.html", "404.html")
    )
    (folder / "frames.html").write_text(f"<!doctype html><title>x</title>{frames}", "utf-8")
    start = address if by == "another host" else folder.as_uri()
    page = open_page(f"{start}/frames.html")
    page.context.set_offline(
        False
    )  # pages from disk have no network in these tests, but here the frames need it
    page.reload(wait_until="networkidle")
    page.main_frame.child_frames[0].locator("h1").wait_for()
    heads = []
    for frame in page.main_frame.child_frames:
        heads.append(frame.locator("h1").inner_text() if frame.locator("h1").count() else "")
    assert heads == ["NATO and Russia sign the Founding Act in Paris", "", ""]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_page_that_offers_the_files_is_for_everyone(watched, nginx, width, scheme):
    page = watched(f"{nginx}offline.html", width=width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.found() == []
    # axe is a script of the test, which the policy of the page refuses: in a page of its own it may run.
    found = page.context.new_cdp_session(page)
    found.send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    violations = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]][:3]) for rule in violations] == []


def test_every_file_on_the_page_comes_whole(watched, nginx):
    page = watched(f"{nginx}offline.html")
    sums = dict(
        reversed(line.split("  ")) for line in ask(f"{nginx}editions/SHA256SUMS")[2].decode().splitlines()
    )
    links = page.locator("[data-offline^=edition-]", has=page.locator("a"))
    assert links.count() == len(sums) >= 2
    for place in links.all():
        link = place.locator("a")
        status, _, data = ask(link.evaluate("(link) => link.href"))
        digest = hashlib.sha256(data).hexdigest()
        assert status == 200
        assert digest == sums[link.inner_text()] == place.locator(".checksum code").inner_text()


def test_addresses_for_machines_are_the_public_ones(published, watched, nginx):
    page = watched(f"{nginx}about/method.html")
    public = f"{nginx}about/method.html"
    assert page.locator("link[rel=canonical]").get_attribute("href") == public
    assert page.locator("meta[property='og:url']").get_attribute("content") == public
    listed = re.findall(r"<loc>([^<]+)</loc>", ask(f"{nginx}sitemap.xml")[2].decode())
    assert public in listed and all(address.startswith(nginx) for address in listed)
    assert [address for address in listed if ask(address)[0] != 200] == []


@pytest.fixture(scope="module")
def firefox():
    with Firefox(os.environ["READER_FIREFOX"]) as browser:
        browser.send("script.addPreloadScript", {"functionDeclaration": COLLECT})
        yield browser


def test_firefox_breaks_no_rule_either(firefox, nginx):
    firefox.errors.clear()

    def found():
        return firefox.js("window.violations")

    firefox.open(f"{nginx}index.html")
    firefox.js("document.querySelector('#__search').click() ?? true")
    firefox.js("document.querySelector('.md-search__input').focus() ?? true")
    firefox.type("Freiberga")
    link = firefox.wait("document.querySelector('.md-search-result__link')?.href")
    assert found() == []
    firefox.open(link)
    assert firefox.js("document.querySelector('article').innerText.includes('Freiberga')")
    assert found() == []
    firefox.open(f"{nginx}history.html")
    for number in (1, 2, 0):
        firefox.js(f"document.querySelector('label[for=__palette_{number}]').click() ?? true")
    firefox.js("document.querySelector('a.footnote-ref').click() ?? true")
    firefox.js("document.querySelector('a.term').focus() ?? true")
    assert found() == []
    firefox.open(f"{nginx}timeline.html#f=category:membership")
    firefox.js("document.querySelector('.timeline-controls button[value=conflict]').click() ?? true")
    firefox.wait("location.hash.includes('conflict')")
    firefox.js(
        "[...document.querySelectorAll('.timeline-link')].find((link) => link.getClientRects().length).click() ?? true"
    )
    firefox.wait("document.querySelector('dialog[open]') !== null")
    assert found() == []
    firefox.open(f"{nginx}sources.html")
    firefox.js("document.querySelector('.source-controls button').click() ?? true")
    assert found() == []
    firefox.open(f"{nginx}about/wrong/deep")
    assert firefox.js("getComputedStyle(document.querySelector('h1')).fontFamily.includes('Palatino')")
    assert found() == []
    assert firefox.errors == []


def test_firefox_opens_the_one_file_too(published, firefox, nginx):
    firefox.errors.clear()
    file = next(path for path in published.readable if re.fullmatch(r"editions/[^/]+\.html", path))
    firefox.open(f"{nginx}{file}#f=category:membership")
    shown = "[...document.querySelectorAll('.timeline-event')].filter((event) => event.getClientRects().length).length"
    everything = firefox.js("document.querySelectorAll('.timeline-event').length")
    firefox.wait(f"{shown} > 0 && {shown} < {everything}")
    assert firefox.js("window.violations") == []
    assert firefox.errors == []


def test_these_tests_would_notice_a_script_that_is_not_allowed(published, watched, firefox, tmp_path):
    """A page changed after its policy was computed, as by a proxy that writes into it."""
    website = tmp_path / "website"
    shutil.copytree(published.folder, website)
    page = website / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</body>", "<script>window.bad = true</script></body>"), "utf-8"
    )
    with servers.nginx(published.settings, website, servers.free_port()) as address:
        there = f"{address}{published.base}index.html"
        assert any("script-src" in problem for problem in watched(there).found())
        firefox.open(there)
        assert firefox.js("window.violations.length") == 1
        assert firefox.js("window.bad ?? 'not run'") == "not run"
