"""The one-file edition in its parts: links that stay inside, scripts that cannot end early, ids that stand once; and its zips."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import html
from reader.archive import LONGEST, unfit_names, write_zip
from reader.book import BookPage
from reader.inlined import Parts, data_address, policy, safe_script
from reader.line_ends import plain_lines
from reader.links_of_book import files_linked, goal
from reader.one_file_document import make_document
from reader.one_file_links import SMALL, Links
from reader.project import Project

FILES = {"figures/fig-a.csv": b"a,b\r\n", "timeline.csv": b"x" * (SMALL + 1), "e/two-blocs.html": b"<p>", "assets/a.png": b"\x89PNG"}
TOPS = {"history.html": "history", "about/method.html": "method", "timeline.html": "timeline"}


def project(site_url=""):
    root = Path("/nowhere")
    return Project(root, root, root, root, "2026-10", date(2026, 10, 10), ("history.md",), ("history.md",), site_url, "Name", "a tagline")


def page(path, content):
    return BookPage(path, path, html.fragment_fromstring(f"<article class='md-content__inner'>{content}</article>"))


def rewritten(content, path="history.html", site_url=""):
    one = page(path, content)
    Links(TOPS, FILES.get, project(site_url), "x-data.zip").rewrite(one, one.content)
    return html.tostring(one.content, encoding="unicode").removeprefix('<article class="md-content__inner">').removesuffix("</article>")


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("history.html", "#kosovo", "#kosovo"),
        ("history.html", "timeline.html#founding-act-1997", "#founding-act-1997"),
        ("history.html", "timeline.html", "#timeline"),
        ("history.html", "about/method.html", "#method"),
        ("about/method.html", "../history.html#two-blocs", "#two-blocs"),
        ("about/method.html", "method.html#method-sources", "#method-sources"),
        ("history.html", "history.html#two-blocs:~:text=no%20adversary,end-,x", "#two-blocs:~:text=no%20adversary,end-,x"),
        ("history.html", "https://example.org/timeline.html#x", "https://example.org/timeline.html#x"),
        ("history.html", "mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_a_link_leads_to_the_same_place(path, target, expected):
    assert rewritten(f'<a href="{target}">a</a>', path) == f'<a href="{expected}">a</a>'


def test_a_link_with_a_filter_leads_to_the_page_and_the_script_takes_up_the_filter():
    made = html.fragment_fromstring(rewritten('<a href="timeline.html#f=actor:russia">a</a>'))
    assert dict(made.attrib) == {"href": "#timeline", "data-filter": "f=actor:russia"}


def test_a_small_file_is_inside_and_a_picture_too():
    made = html.fragment_fromstring(rewritten('<a href="figures/fig-a.csv">CSV</a>'))
    assert dict(made.attrib) == {"href": "data:text/csv;charset=utf-8;base64,YSxiDQo=", "download": "fig-a.csv"}
    assert 'src="data:image/png;base64,iVBORw=="' in rewritten('<p><img src="../assets/a.png" alt=""></p>', "about/method.html")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p>As <a href="timeline.csv">CSV</a>.</p>', "<p>As CSV (in x-data.zip).</p>"),
        ('<p><b>As</b> <a href="timeline.csv">CSV</a>, <a href="gone.bib">BibTeX</a></p>', "<p><b>As</b> CSV, BibTeX (in x-data.zip)</p>"),
        ('<p><a href="e/two-blocs.html"><i>Short</i> page</a></p>', "<p><i>Short</i> page (in x-data.zip)</p>"),
    ],
)
def test_a_large_file_is_named_and_with_a_public_address_linked(before, after):
    assert rewritten(before) == after
    assert "https://example.org/r/timeline.csv" in rewritten(before, site_url="https://example.org/r/") or "timeline.csv" not in before


PARTS = Parts("p { }", ("let a;",), "A site.", "data:image/svg+xml;base64,", FILES.get)


def test_an_id_that_stands_twice_and_a_link_to_nowhere_are_refused():
    first = page("history.html", '<h1 id="history">H</h1>')
    with pytest.raises(ValueError, match="the id 'history' stands twice"):
        make_document((first, page("timeline.html", '<h1 id="timeline">T</h1><p id="history"></p>')), project(), PARTS, "x")
    with pytest.raises(ValueError, match="'#nowhere' leads nowhere"):
        make_document((page("history.html", '<h1 id="history">H</h1><a href="#nowhere">a</a>'),), project(), PARTS, "x")
    assert make_document((first,), project(), PARTS, "x").xpath("//main/article/h1/@id") == ["history"]


@pytest.mark.parametrize("text", ['a = "</script>"', "b = '</SCRIPT >'", "c = '<!-- x'"])
def test_a_script_cannot_end_early(text):
    made = safe_script(text)
    tree = html.document_fromstring(f"<html><body><script>{made}</script><p>after</p></body></html>")
    assert tree.xpath("string(//script)") == made
    assert made.replace("\\x3C", "<") == text
    assert safe_script("if (a < b) a = '</p>';") == "if (a < b) a = '</p>';"


def test_the_policy_names_the_hash_of_each_text():
    # echo -n "let a;" | openssl dgst -sha256 -binary | base64
    made = policy("", ["let a;"])
    assert "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in made
    assert made.startswith("default-src 'none'; script-src 'sha256-")


def test_a_file_of_an_unknown_kind_is_only_bytes():
    assert data_address("x.zzz", b"a") == "data:application/octet-stream;base64,YQ=="


# Links and names


def test_where_a_link_leads():
    assert goal("about/method.html", "../sources.html#a") == ("sources.html", "a")
    assert goal("history.html", "#a") == ("history.html", "a")
    assert goal("index.html", ".") == ("index.html", "")
    assert goal("about/method.html", "../") == ("index.html", "")
    assert goal("index.html", "a%20b.csv") == ("a b.csv", "")
    assert goal("index.html", "https://example.org/") is None
    assert goal("index.html", "//example.org/") is None
    assert goal("index.html", "/x.html") is None
    assert files_linked([page("history.html", '<a href="b.csv">b</a><a href="a.bib">a</a><a href="x.html">x</a><a>y</a>')]) == ["a.bib", "b.csv"]


@pytest.mark.parametrize("name", ["index.html", "about/method.html", "assets/timeline.v1-2_a.js", "a b.png", "con-x.html", "e/lpt.html"])
def test_a_name_that_every_system_can_unpack_passes(name):
    assert list(unfit_names([name])) == []


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["../x"], "letters a to z"),
        (["/x"], "letters a to z"),
        (["a/./b"], "letters a to z"),
        (["a\\b"], "letters a to z"),
        (["a:b.png"], "letters a to z"),
        (["a?.png"], "letters a to z"),
        (["größe.png"], "letters a to z"),
        (["ends."], "letters a to z"),
        (["ends /x"], "letters a to z"),
        (["a\nb"], "letters a to z"),
        (["assets/AUX.png"], "device"),
        (["com1"], "device"),
        (["a/" * 45 + "b"], "91 characters"),
        (["a.html", "A.html"], "capital letters"),
    ],
)
def test_a_name_that_some_system_cannot_unpack_is_told(names, told):
    found = list(unfit_names(names))
    assert [name for name, _ in found] == sorted(names)
    assert all(told in message for _, message in found)
    assert LONGEST == 90


def test_a_zip_says_nothing_of_the_machine(tmp_path):
    entries = [("b/READ.txt", b"b" * 999), ("a.txt", b"a")]
    one, other = (write_zip(tmp_path / name, iter(entries), 1_000_000_000) for name in ("1.zip", "2.zip"))
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert [(entry.filename, entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in archive.infolist()] == [
            ("b/READ.txt", (2001, 9, 9, 1, 46, 40), 0o644, 3),
            ("a.txt", (2001, 9, 9, 1, 46, 40), 0o644, 3),
        ]
        assert archive.testzip() is None
    with zipfile.ZipFile(write_zip(tmp_path / "3.zip", entries, 0)) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_line_ends_and_the_mark_of_an_editor_go():
    assert plain_lines(b"\xef\xbb\xbfa\r\nb\rc\n") == b"a\nb\nc\n"
