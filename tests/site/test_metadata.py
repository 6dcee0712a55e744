"""What programs read in the pages, by independent readers: extruct, a parser of tags, html-metadata."""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import extruct
import pytest
from lxml import etree
from public_address import ADDRESS

from mkdocs_timeline import Event, Location, parse
from reader.linked_data import as_json, event
from reader.metadata import Head, add_to_head, head_elements
from reader.project import Project, read_project

BOOK = "NATO–Russia relations: An open course reader"


class Tags(HTMLParser):
    """Collects `meta` elements: name to contents."""

    def __init__(self, text):
        super().__init__()
        self.found = {}
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "meta" and "name" in values:
            self.found.setdefault(values["name"], []).append(values["content"])


def tags(path):
    return {name: values[0] for name, values in Tags(path.read_text("utf-8")).found.items()}


def read(path, kind):
    return extruct.extract(path.read_text("utf-8"), base_url="https://x.invalid/", syntaxes=[kind])[kind]


def data(path):
    """The one description in the words of schema.org."""
    (found,) = read(path, "json-ld")
    assert found["@context"] == "https://schema.org"
    return found


def chapters(built):
    return [chapter.replace(".md", ".html") for chapter in read_project(built.root).chapters]


def test_every_page_has_one_description_and_open_graph(site):
    for path in site.rglob("*.html"):
        if path.name == "404.html" or 'http-equiv="refresh"' in path.read_text("utf-8"):
            continue
        assert data(path)["@type"]
        (graph,) = read(path, "opengraph")
        properties = dict(graph["properties"])
        assert properties["og:type"] == ("book" if path.name == "index.html" else "article")
        assert properties["og:site_name"] == "NATO–Russia relations"
        assert properties["og:title"] and 20 <= len(properties["og:description"]) <= 250, path
        assert "og:url" not in properties
        assert len(Tags(path.read_text("utf-8")).found["description"]) == 1


def test_each_chapter_says_which_part_of_which_book_it_is(built, site):
    for number, page in enumerate(chapters(built), 1):
        found = data(site / page)
        assert found["@type"] == "Chapter" and found["position"] == str(number)
        book = found["isPartOf"]
        assert (book["@type"], book["name"], book["bookEdition"]) == ("Book", BOOK, "2026-10")
        assert found["author"] == {"@type": "Organization", "name": "The contributors"}
        assert found["datePublished"] == "2026-10-10"
        assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert found["inLanguage"] == "en" and "url" not in found


def test_the_home_page_is_the_book_with_its_chapters(built, site):
    found = data(site / "index.html")
    assert "Book" in found["@type"] and found["name"] == BOOK
    titles = [data(site / page)["name"] for page in chapters(built)]
    assert [part["name"] for part in found["hasPart"]] == titles


def test_the_glossary_names_its_terms(site):
    found = data(site / "glossary.html")
    assert found["@type"] == "DefinedTermSet"
    names = [term["name"] for term in found["hasDefinedTerm"]]
    assert len(names) == len(set(names)) > 100 and "Founding Act" in names


@pytest.mark.parametrize(
    ("page", "title", "address"),
    [
        ("history.html", "History", "history.html"),
        ("e/history.html", "History", "history.html#history"),
        (
            "e/two-blocs.html",
            "1.1 Two blocs: why did Europe split into two alliances?",
            "history.html#two-blocs",
        ),
        (
            "e/fig-accessions.html",
            "Figure 1.1: From 12 to 32 members in ten rounds",
            "history.html#fig-accessions",
        ),
        (
            "e/founding-act-1997.html",
            "NATO and Russia sign the Founding Act in Paris",
            "timeline.html#founding-act-1997",
        ),
        ("glossary.html", "Glossary", "glossary.html"),
    ],
)
def test_a_reference_manager_takes_title_author_date_edition_and_address(
    site, published, page, title, address
):
    expected = {
        "citation_title": title,
        "citation_author": "The contributors",
        "citation_publication_date": "2026/10/10",
        "citation_inbook_title": BOOK,
        "citation_language": "en",
        "prism.edition": "2026-10",
    }
    found = tags(site / page)
    assert {name: found.get(name) for name in expected} == expected
    assert "citation_public_url" not in found
    found = tags(published / page)
    expected |= {
        name: f"{ADDRESS}/{address}" for name in ("citation_public_url", "citation_fulltext_html_url")
    }
    assert {name: found.get(name) for name in expected} == expected


def test_the_book_itself_is_no_part_of_a_book(published):
    found = tags(published / "index.html")
    assert found["citation_title"] == BOOK and "citation_inbook_title" not in found


def test_addresses_are_public_and_lead_to_pages_that_exist(published):
    for path in published.rglob("*.html"):
        text = path.read_text("utf-8")
        if path.name == "404.html" or 'http-equiv="refresh"' in text:
            continue
        properties = dict(read(path, "opengraph")[0]["properties"])
        found = [properties["og:url"], *_addresses(data(path))]
        own = [address for address in found if address.startswith(ADDRESS)]
        assert len(own) >= 2, path
        for address in own:
            target, _, id = address.removeprefix(f"{ADDRESS}/").partition("#")
            assert (published / target).is_file(), (path, address)
            assert not id or f'id="{id}"' in (published / target).read_text("utf-8"), (path, address)
        canonical = re.findall(
            r'<link [^>]*rel="canonical"[^>]*href="([^"]*)"|<link href="([^"]*)" rel="canonical"', text
        )
        assert ["".join(pair) for pair in canonical] == [properties["og:url"]], path


def _addresses(value):
    """Every `url` and `contentUrl` inside JSON-LD."""
    if isinstance(value, list):
        return [address for item in value for address in _addresses(item)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("url", "contentUrl") if name in value]
    return own + [address for item in value.values() for address in _addresses(item)]


@pytest.mark.parametrize(
    ("id", "start", "end"),
    [
        ("founding-act-1997", "1997-05-27", None),
        ("peace-plan-28-points-2025", "2025-11", None),
        ("berlin-blockade-1948", "1948-06-24", "1949-05-12"),
    ],
)
def test_an_event_has_its_date_as_precise_as_it_is_known(site, id, start, end):
    found = data(site / "e" / f"{id}.html")
    assert found["@type"] == "Event"
    assert (found["startDate"], found.get("endDate")) == (start, end)
    assert found["name"] in (site / "timeline.html").read_text("utf-8")
    assert found["subjectOf"][0]["name"] and found["about"][0]["name"]


PROJECT = Project(Path(), Path(), Path(), Path(), "2026-10", date(2026, 10, 10), (), (), "")


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("1949", {"startDate": "1949"}),
        ("1949-04", {"startDate": "1949-04"}),
        ("1990~", {"startDate": "1990"}),
        ("1990-21", {"startDate": "1990"}),
        ("2022-02-24/..", {"startDate": "2022-02-24"}),
        ("../1991-07", {"endDate": "1991-07"}),
        ("1999-03-24/1999-06-10", {"startDate": "1999-03-24", "endDate": "1999-06-10"}),
    ],
)
def test_no_day_is_invented(written, dates):
    made = event(Event(parse(written), "An event", Location("x")), "", (), {}, PROJECT)
    assert {name: made[name] for name in ("startDate", "endDate") if name in made} == dates


def test_no_text_can_end_its_element():
    hostile = '</script><script>alert("1")</script><!-- & "quoted"'
    head = Head(
        hostile,
        hostile,
        "a.html",
        {"@context": "https://schema.org", "@type": "WebPage", "name": hostile},
        cited=True,
    )
    page = add_to_head("<html><head></head><body></body></html>", head_elements(head, PROJECT))
    assert page.count("<script") == page.count("</script>") == 1
    (found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert found["name"] == hostile
    assert Tags(page).found["citation_title"] == [hostile]
    assert json.loads(as_json({"a": hostile})) == {"a": hostile}


def test_the_sitemap_lists_every_page_by_its_canonical_address_and_no_other(site, published):
    tree = etree.parse(published / "sitemap.xml")
    listed = tree.xpath("//*[local-name() = 'loc']/text()")
    pages = [
        path.relative_to(published).as_posix()
        for path in published.rglob("*.html")
        if path.parent.name != "e"
    ]
    assert sorted(listed) == sorted(f"{ADDRESS}/{path}" for path in pages if path != "404.html")
    assert set(tree.xpath("//*[local-name() = 'lastmod']/text()")) == {"2026-10-10"}
    assert not list(site.glob("sitemap*"))  # without a public address it could list nothing


def test_a_public_address_changes_no_byte_from_build_to_build(published, project_copy, monkeypatch):
    monkeypatch.setenv("READER_SITE_URL", f"{ADDRESS}/")  # the same, as others write it
    done = project_copy.run("build")
    assert done.returncode == 0, done.stderr
    for path in (path for path in published.rglob("*") if path.is_file()):
        again = project_copy.root / "site" / path.relative_to(published)
        assert again.read_bytes() == path.read_bytes(), path


@pytest.mark.slow
def test_citoids_reader_of_metadata_takes_the_same(published):
    """html-metadata is what Wikipedia's citation service reads pages with."""
    script = """
const read = require("html-metadata"), fs = require("fs");
const page = fs.readFileSync(process.argv[1], "utf8");
read.loadFromString(page).then((found) => console.log(JSON.stringify(found)));
"""
    node = shutil.which("node")
    assert node, "node is missing; install it (Debian: apt install nodejs)"
    assert Path(os.environ["READER_NPM"], "html-metadata").is_dir(), (
        "run 'python3 scripts/make.py test --all'"
    )
    command = [node, "-e", script, str(published / "e" / "two-blocs.html")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "NODE_PATH": os.environ["READER_NPM"]},
        timeout=60,
    )
    found = json.loads(done.stdout)
    highwire = found["highwirePress"]
    assert highwire["author"] in ("The contributors", ["The contributors"])
    assert highwire["inbook_title"] == BOOK and highwire["title"].startswith("1.1 Two blocs")
    assert highwire["publication_date"] == "2026/10/10"
    assert highwire["public_url"] == f"{ADDRESS}/history.html#two-blocs"
    assert found["openGraph"]["url"] == highwire["public_url"]
    assert found["general"]["canonical"] == highwire["public_url"]
    assert found["jsonLd"]["isPartOf"]["isPartOf"]["bookEdition"] == "2026-10"
