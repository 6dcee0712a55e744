"""No address that was ever published may vanish."""

import subprocess
from pathlib import Path

import pytest

from reader.addresses import check_ledger, gone, published, read_ledger
from reader.site_check import read_site

ROOT = Path(__file__).resolve().parent.parent.parent
LEDGER = ROOT / "tests" / "addresses.txt"


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


def _committed():
    """The ledger as git has it in the last commit and in each edition that has a tag; nothing where there is no git."""

    def git(*words):
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        return done.stdout if done.returncode == 0 else ""

    here = Path(git("rev-parse", "--show-toplevel").strip() or "/") == ROOT  # a copy may lie inside another repository
    names = ["HEAD", *git("tag").split()] if here else []
    return {name: text for name in names if (text := git("show", f"{name}:tests/addresses.txt"))}


COMMITTED = _committed() or {"no git history here, so the form alone": ""}


@pytest.mark.parametrize("version", COMMITTED)
def test_the_ledger_is_well_formed_and_only_added_to_since(version):
    text = LEDGER.read_text("utf-8")
    assert list(check_ledger("tests/addresses.txt", text)) == []
    assert text.startswith(COMMITTED[version])
    assert len(read_ledger(LEDGER)) > 1000
