"""What the one-file edition holds: valid HTML, each id once, all the text of the site, nothing that must be fetched."""

import json
import os
import re
import subprocess
from pathlib import Path

import html5lib
import pytest
from lxml import html
from reader.book import read_book
from reader.places import built as built_page
from reader.project import read_project

LARGEST = 4_000_000


@pytest.fixture(scope="module")
def text(edition):
    return edition("html").read_text("utf-8")


@pytest.fixture(scope="module")
def document(text):
    return html.document_fromstring(text)


def test_it_is_small_enough_for_mail(edition):
    assert 1_000_000 < edition("html").stat().st_size <= LARGEST


def test_a_strict_parser_finds_no_fault(text):
    html5lib.HTMLParser(strict=True).parse(text)


@pytest.mark.slow
def test_the_nu_checker_finds_no_fault(edition):
    checker = Path(os.environ["READER_NPM"], "vnu-jar", "build", "dist", "vnu.jar")
    assert checker.exists(), "the Nu checker is missing; run 'python3 scripts/make.py test --all'"
    command = [os.environ["READER_JAVA"], "-Xss8m", "-jar", str(checker), "--format", "json", "--exit-zero-always", str(edition("html"))]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    errors = [message for message in json.loads(done.stderr)["messages"] if message["type"] == "error"]
    # Its reading of styles is older than container queries, which the pages have in files of their own.
    assert [(error.get("lastLine"), error["message"]) for error in errors if not error["message"].startswith("CSS:")][:20] == []


def test_it_says_what_it_is(document, text):
    assert text.startswith("<!doctype html>\n<html ")
    assert document.get("lang") == "en"
    assert re.fullmatch(r"NATO–Russia relations: An open course reader \(edition \d{4}-\d{2}\)", document.findtext("head/title"))
    words = " ".join(document.xpath("string(//footer)").split())
    assert "CC BY 4.0" in words and "edition 20" in words
    assert document.xpath("//meta[@charset] and //meta[@name='viewport'] and //meta[@name='description'][@content!='']")
    assert not document.xpath("//link[@rel='canonical']"), "no public address is configured here"


def test_each_id_stands_once_and_none_is_the_themes(document, site):
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids)) > 2000
    assert [id for id in ids if id.startswith("__") and not id.startswith("__fig-")] == []


def test_it_holds_all_the_text_of_the_site_in_reading_order(document, built):
    project = read_project(built.root)
    pages = read_book(project.site, map(built_page, project.pages))
    articles = document.xpath("//main/article")
    assert [article.get("data-page") for article in articles] == [page.path for page in pages]
    for page, article in zip(pages, articles, strict=True):
        theirs, ours = (" ".join(node.text_content().split()) for node in (page.content, article))
        assert re.sub(r" \(in nato-russia-reader-[\d-]+-data\.zip\)\.?", "", ours).rstrip(".") == theirs.rstrip(".") or page.path in ("timeline.html", "sources.html")
        assert set(page.content.xpath(".//@id")) == set(article.xpath(".//@id"))


def test_nothing_in_it_must_be_fetched(document):
    loads = document.xpath("//script/@src | //img/@src | //iframe/@src | //source/@src | //link[@rel!='canonical' and @rel!='license']/@href | //use/@href | //@srcset")
    assert [address[:60] for address in loads if not address.startswith("data:")] == []
    assert not re.search(r"url\((?!#|[\"']?(?:#|data:))|@import", document.xpath("string(//style)"))
    assert document.xpath("//*[@style or starts-with(name(@*), 'on')]") == []


def test_its_policy_comes_first_and_allows_nothing_else(document):
    first, second = document.xpath("//head/*")[:2]
    assert first.get("charset") == "utf-8"
    assert second.get("http-equiv") == "Content-Security-Policy"
    rules = dict(rule.split(" ", 1) for rule in second.get("content").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert "unsafe" not in second.get("content") and "*" not in second.get("content")
    assert len(rules["script-src"].split()) == len(document.xpath("//script"))


def test_files_that_are_not_in_it_are_named_and_not_linked(document):
    exports = document.xpath("//*[contains(@class, 'timeline-exports')]")[0]
    assert exports.xpath(".//a") == []
    assert re.search(r"JSON CSV iCalendar TimelineJS \(in nato-russia-reader-\d{4}-\d{2}-data\.zip\)$", exports.text_content().strip())


def test_with_a_public_address_it_says_where_a_newer_edition_would_be(published, tmp_path):
    from public_address import ADDRESS
    from reader.one_file import write_one_file

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", ADDRESS)
        project = read_project(published.parent)
        pages = read_book(published, map(built_page, project.pages))
        made = html.parse(str(write_one_file(project, published, pages, tmp_path / "one.html"))).getroot()
    assert made.xpath("//link[@rel='canonical']/@href") == [ADDRESS + "/"]
    assert f"A newer edition would be at {ADDRESS}/." in made.xpath("string(//footer)")
    assert made.xpath("//article[@data-page='timeline.html']/@data-address") == [f"{ADDRESS}/timeline.html"]
    assert f"{ADDRESS}/timeline.csv" in made.xpath("//*[contains(@class, 'timeline-exports')]//a/@href")
