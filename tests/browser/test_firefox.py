"""The stock Firefox: search, deep links, filters, go-to and copying, online and from disk."""

import os
import re

import pytest
from bidi import Firefox

pytestmark = pytest.mark.slow
ENTER = "\ue007"


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


def test_go_to_leads_to_a_paragraph(firefox, start):
    firefox.open(f"{start}/index.html")
    firefox.wait("document.querySelector('.goto-button:not([hidden])') !== null")
    firefox.click("document.querySelector('.goto-button')")
    firefox.wait("document.activeElement.id === 'goto-input'")
    firefox.type("4.3 ¶2")
    firefox.wait("document.querySelector('.goto [role=option]')?.innerText.startsWith('4.3 ¶2')")
    firefox.type(ENTER)
    firefox.wait("location.pathname.endsWith('/posture.html') && document.activeElement.dataset.paragraph === '2'")
    top = "document.activeElement.getBoundingClientRect().top"
    header = "document.querySelector('.md-header').getBoundingClientRect().bottom"
    firefox.wait(f"{top} >= {header} - 1 && {top} < 300")


@pytest.mark.parametrize(("button", "said", "copied"), [
    ("Copy link", "Link copied.", r"{start}/history\.html#kosovo"),
    ("Copy quotation", "Quotation copied.", r"“.+”\n\nThe contributors\..+Section 1\.8.+Facts checked to .+2026\.$"),
])  # fmt: skip
def test_a_link_and_a_quotation_are_copied(firefox, start, button, said, copied):
    firefox.open(f"{start}/history.html")
    opener = "#kosovo ~ p .place-link" if button == "Copy quotation" else "#kosovo .headerlink"
    firefox.wait("document.querySelector('.goto-button:not([hidden])') !== null")
    firefox.js(f"document.querySelector('{opener}').focus() ?? true")
    firefox.type(ENTER)
    firefox.wait("document.querySelector('dialog.take[open]') !== null")
    firefox.click(f"[...document.querySelectorAll('dialog.take button')].find((one) => one.textContent === '{button}')")
    assert firefox.wait("document.querySelector('dialog.take [role=status]').textContent") == said
    # What was copied is pasted, as a reader would.
    firefox.js("document.querySelector('dialog.take').append(document.createElement('textarea')) ?? true")
    firefox.js("document.querySelector('dialog.take textarea').focus() ?? true")
    firefox.paste()
    text = firefox.wait("document.querySelector('dialog.take textarea').value")
    assert re.match(copied.format(start=re.escape(start)), text, re.DOTALL), text
