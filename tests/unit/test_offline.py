"""The page on taking the reader offline: its data, its blocks in a copy and in the published site, its checks."""

import re
from pathlib import Path

import html5lib
import pytest

from reader.editions import EDITIONS
from reader.here import Here
from reader.index import make_index
from reader.offline_data import BY_HAND, Offer, Trial, load_offers
from reader.offline_fill import OfferedFile, Shelf, fill, fill_page
from reader.project import read_project
from reader.state import State, load_state
from reader.text_check import check_texts

ROOT = Path(__file__).resolve().parents[2]
HEAD = "---\ntitle: Offline\ndescription: Files.\n---\n\n"
PAGE = f"{HEAD}# Offline {{ #offline }}\n\n## The *folder* {{ #offline-zip }}\n\n/// edition | zip\n///\n"
DATA = """\
- name: zip
  ending: .zip
  device: A computer
  tested:
    - {program: Chromium, version: "156", system: Debian 12, test: tests/a.py}
"""
TRIALS = tuple(
    Trial(*words, "by hand")
    for words in (
        ("Chromium", "156", "Debian 12"),
        ("Firefox", "153", "Debian 12"),
        ("Safari", "26", "macOS 26"),
    )
)


@pytest.fixture
def told(tmp_path):
    """Check a small site with the page and its data."""

    def check(data=DATA, page=PAGE):
        (tmp_path / "docs").mkdir(exist_ok=True)
        files = {
            "offline.md": page,
            "editions.yml": data,
            "events.yml": "- {id: an-event, date: 1997, title: An event}\n",
        }
        for name, text in {**files, "sources.yml": "[]\n"}.items():
            (tmp_path / "docs" / name).write_text(text, "utf-8")
        state = load_state(
            tmp_path / "docs", tmp_path, (), {"events": "events.yml", "sources": "sources.yml"}
        )
        return [str(problem) for problem in check_texts(state, "docs", ())]

    return check


def test_data_and_page_that_agree_are_told_nothing_of(told):
    assert told() == []


@pytest.mark.parametrize(
    ("data", "page", "message"),
    [
        (DATA, PAGE.replace("| zip", "| zap"), "docs/offline.md:10:1: edition: there is no edition 'zap'; did you mean 'zip'?"),
        (DATA, PAGE.replace(" | zip", ""), "docs/offline.md:10:1: edition: it does not say which; write /// edition | zip, a name of docs/editions.yml"),
        (DATA, PAGE.replace("/// edition | zip\n///\n", ""), "docs/editions.yml:1:1: name: the edition 'zip' is not shown; add /// edition | zip to docs/offline.md"),
        (DATA, PAGE.replace("offline-zip", "offline-folder"), "docs/editions.yml:1:1: name: no section says how to open the edition 'zip'; add ## Title { #offline-zip } to docs/offline.md"),
        (DATA + DATA, PAGE, "docs/editions.yml:6:9: name: the edition 'zip' stands here twice; keep it once"),
        (DATA.replace("  device: A computer\n", ""), PAGE, "docs/editions.yml:1:3: device: an edition needs it; add 'device: …' (what a reader has who should take it, as 'An e-reader')"),
        (DATA.replace("version", "verzion"), PAGE, "docs/editions.yml:5:27: verzion: this is no field of a program; did you mean 'version'?"),
        ("zip: .zip\n", PAGE, "docs/editions.yml:1:1: it must be a list; start each edition with '- name: …'"),
        (DATA, PAGE + "\n/// editions | zip\n///\n", "docs/offline.md:13:1: editions: it takes no words after '|'; write /// editions"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_place(told, data, page, message):
    assert message in told(data, page)


def test_data_that_cannot_be_read_is_not_blamed_on_the_page(told):
    found = told("- name: [\n")
    assert found and not [line for line in found if line.startswith("docs/offline.md")], found


def shelf(files=None, site_url="", tested=TRIALS, sums=""):
    index = make_index({"offline.md": PAGE}, ())
    offers = (Offer("zip", ".zip", "A computer", tested), Offer("data", "-data.zip", "A <table> & more", ()))
    here = Here("offline.md", edition="2026-10", site_url=site_url, state=State(index=index, offers=offers))
    return Shelf(here, files, sums)


def words(what, *arguments, **options):
    element = fill(what, shelf(*arguments, **options))
    return [" ".join("".join(line.itertext()).split()) for line in element.iter() if line.tag in ("p", "tr")]


FILES = {"zip": OfferedFile("editions/reader.zip", 2_149_000, "ab" * 32)}


def test_a_copy_says_which_edition_it_is_and_where_a_newer_one_would_be():
    assert "edition 2026-10" in words("this-copy")[0] and "without a public address" in words("this-copy")[0]
    element = fill("this-copy", shelf(site_url="https://example.org/x/"))
    assert [link.get("href") for link in element.iter("a")] == ["https://example.org/x/offline.html"]
    assert "newest edition is always on this page" in words("this-copy", FILES)[0]


def test_an_edition_is_named_in_a_copy_and_linked_where_it_is_offered():
    tested = "Tested in Chromium 156 and Firefox 153 on Debian 12; Safari 26 on macOS 26. Other programs and versions are untested."
    assert words("edition-zip") == ["File: nato-russia-reader-2026-10.zip", tested]
    assert not list(fill("edition-zip", shelf()).iter("a")), "a link would be dead in a copy"
    offered = words("edition-zip", FILES)
    assert offered[0].startswith("nato-russia-reader-2026-10.zip · 2.1 MB · ")
    assert offered[1:] == [f"SHA-256: {'ab' * 32}", tested]
    assert [link.get("href") for link in fill("edition-zip", shelf(FILES)).iter("a")] == [
        "editions/reader.zip"
    ]
    assert words("edition-data") == [
        "File: nato-russia-reader-2026-10-data.zip",
        "Not yet tested in any program.",
    ]
    assert words("edition-data", FILES) == ["This edition is not offered here."]


def test_the_table_leads_to_how_to_open_each():
    assert words("editions")[1:] == ["A computerThe folder.zip", "A <table> & moreOffline-data.zip"]
    rows = words("editions", FILES, sums="editions/SHA256SUMS")
    assert rows[1:] == [
        "A computerThe folder.zip, 2.1 MB",
        "A <table> & moreOfflinenot offered here",
        "The checksums of all files: SHA256SUMS",
    ]


def test_a_page_is_filled_again_and_nothing_else_in_it_changes():
    def page(*arguments):
        return f"<h1>&amp;</h1>{fill_page(hollow, shelf(*arguments))}<p>after</p>"

    hollow = "".join(
        f'<div class="offline" data-offline="{what}">\n<p>x</p>\n</div>\n<p>kept &lt;</p>'
        for what in ("editions", "edition-zip")
    )
    filled = page(FILES)
    assert filled.count("<p>kept &lt;</p>") == 2 and "<p>x</p>" not in filled
    assert fill_page(filled, shelf(FILES)) == filled, "twice is as once"
    tree = html5lib.parse(filled, namespaceHTMLElements=False)
    assert len(tree.findall(".//div")) == 2
    assert "A <table> & more" in "".join(tree.itertext())


def test_what_is_said_of_the_editions_is_what_is_made():
    offers, problems = load_offers(ROOT / "docs", ROOT)
    assert problems == []
    made = {edition.name: edition.ending for edition in EDITIONS}
    told = {offer.name: offer.ending for offer in offers}
    assert told == made, "docs/editions.yml tells of the editions that scripts/reader/editions.py makes"


def test_every_program_that_is_named_has_a_test_that_names_it():
    offers, _ = load_offers(ROOT / "docs", ROOT)
    for trial in (trial for offer in offers for trial in offer.tested):
        assert re.fullmatch(r"[\d.]+", trial.version), trial
        if trial.test != BY_HAND:
            assert (ROOT / trial.test).is_file(), (
                f"{trial.test} is named in docs/editions.yml and is not there"
            )


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("", "/"),
        ("https://example.org", "/"),
        ("https://example.org/courses/nato", "/courses/nato/"),
        ("http://localhost:8000/x/", "/x/"),
    ],
)
def test_the_public_address_ends_with_a_slash_and_has_a_path(monkeypatch, given, base):
    monkeypatch.setenv("READER_SITE_URL", given)
    project = read_project(ROOT)
    assert project.base == base
    assert (
        project.site_url == ""
        if not given
        else project.site_url.endswith("/") and project.site_url.startswith(given)
    )
