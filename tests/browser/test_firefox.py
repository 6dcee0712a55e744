"""The stock Firefox: search, deep links, filters, online and from disk."""

import os

import pytest
from bidi import Firefox

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def firefox():
    with Firefox(os.environ["READER_FIREFOX"]) as browser:
        yield browser


@pytest.fixture(params=["http", "disk"])
def start(request, site):
    return request.getfixturevalue("base_url") if request.param == "http" else site.as_uri()


def test_search_finds_a_word_and_asks_no_other_host(firefox, start):
    firefox.requests.clear()
    firefox.open(f"{start}/index.html")
    firefox.js("document.querySelector('#__search').click() ?? true")
    firefox.js("document.querySelector('.md-search__input').focus() ?? true")
    firefox.type("Freiberga")
    link = firefox.wait("document.querySelector('.md-search-result__link[href*=\"divergences.html\"]')?.href")
    firefox.open(link)
    assert firefox.js("document.querySelector('article').innerText.includes('Freiberga')")
    assert [url for url in firefox.requests if not url.startswith((start, "data:", "blob:"))] == []


def test_a_deep_link_lands_below_the_header(firefox, start):
    firefox.open(f"{start}/timeline.html#founding-act-1997")
    place = "document.querySelector('#founding-act-1997').getBoundingClientRect().top"
    header = "document.querySelector('.md-header').getBoundingClientRect().bottom"
    firefox.wait(f"{place} >= {header} - 1 && {place} < 500")


def test_a_filter_is_kept_in_the_address_and_taken_from_it(firefox, start):
    firefox.open(f"{start}/timeline.html#f=category:membership")
    shown = "[...document.querySelectorAll('.timeline-event')].filter((event) => event.getClientRects().length).length"
    everything = firefox.js("document.querySelectorAll('.timeline-event').length")
    firefox.wait(f"{shown} > 0 && {shown} < {everything}")
    few = firefox.js("[...document.querySelectorAll('.timeline-event')].filter((event) => event.getClientRects().length).every((event) => event.dataset.category === 'membership')")
    assert few
