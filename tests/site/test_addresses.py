"""No address that was ever published may vanish."""

from pathlib import Path

from reader.addresses import gone, published, read_ledger
from reader.site_check import read_site

LEDGER = Path(__file__).parent.parent / "addresses.txt"


def test_every_published_address_still_resolves(site):
    assert gone(read_ledger(LEDGER), read_site(site)) == []


def test_every_address_of_the_site_is_in_the_ledger(site):
    known = set(read_ledger(LEDGER))
    new = [address for address in published(read_site(site)) if address not in known]
    assert new == [], "publish them with 'python3 scripts/make.py addresses --accept'"


def test_a_lost_address_is_found(site):
    pages = read_site(site)
    assert gone(["history.html#no-such-place", "no-such-page.html", "history.html#kosovo"], pages) == [
        "history.html#no-such-place",
        "no-such-page.html",
    ]


def test_the_ledger_names_each_address_once():
    addresses = read_ledger(LEDGER)
    assert len(addresses) == len(set(addresses)) > 700
