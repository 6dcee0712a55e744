"""What follows a build: checks of the site, the ledger of addresses, the bundle, the exchange of folders."""

import os
import signal
import zipfile
from datetime import date

import pytest

import reader.swap
from mkdocs_timeline import Location, Problem
from reader.addresses import accept, gone, published, read_ledger
from reader.alone import BusyError, alone
from reader.bundle import FIRST, write_bundle
from reader.mkdocs_run import told
from reader.project import Project
from reader.report import report
from reader.site_check import check_site, read_site
from reader.swap import recover, replace_folder, undisturbed

PAGE = """<!doctype html>
<html lang="en"><head><title>T</title></head>
<body><header id="__top"><a href="index.html">Home</a></header>
<article class="md-content__inner md-typeset">
<h1 id="{id}">T</h1>
{more}
</article></body></html>
"""
LINE = 6  # of {more}


@pytest.fixture
def site(tmp_path):
    """A folder with the pages given, index.html among them: `site(index="…", **{"about/a": "…"})`."""

    def make(index="", **pages):
        folder = tmp_path / "site"
        for path, more in {"index": index, **pages}.items():
            file = folder / f"{path}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(PAGE.format(id=path.replace("/", "-"), more=more), "utf-8")
        (folder / "a file.png").write_bytes(b"")
        return folder

    return make


def problems(folder):
    return [str(problem) for problem in check_site(folder, read_site(folder))]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#index">a</a> <a href="">b</a> <a href="?x#index">c</a>',
        '<a href="b.html#b">a</a> <a href="b.html#f=category:treaty">b</a>',
        '<a href="b.html#b:~:text=word">a</a>',
        '<a href="a%20file.png">a</a> <img src="a%20file.png" srcset="a%20file.png 2x, data:x 3x" alt="">',
        '<a href="https://example.org/">a</a> <a href="mailto:a@b.c">b</a>',
        "<p>A price of 3 // 4, and 2**3? no: 2^3; a set {a, b}.</p>".replace("2**3? no: ", ""),
        "<pre>/// timeline\n[@key] **x** [x](y.md) { #id }</pre><template>var x = '[@key]';</template>",
        '<svg><image href="a%20file.png"/><title>no title of the page</title></svg>',
    ],
)
def test_what_is_right_passes(site, html):
    assert problems(site(html, b="")) == []


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="c.html">a</a>', "href: 'c.html' leads to no file; correct the link"),
        ('<a href="../b.html">a</a>', "href: '../b.html' leads to no file; correct the link"),
        ('<a href="/b.html">a</a>', "href: '/b.html' leads to no file; correct the link"),
        (
            '<a href="b.html#c">a</a>',
            "href: 'b.html#c' leads to no place on that page; correct the part after #",
        ),
        (
            '<a href="JavaScript:x">a</a>',
            "href: 'JavaScript:x' is of a kind that is refused; write an https link",
        ),
        (
            '<a href="data:text/html,x">a</a>',
            "href: 'data:text/html,x' is of a kind that is refused; write an https link",
        ),
        ("<a name='x'>a</a>", "a: a link without address; every link needs one"),
        (
            '<img src="http://e.org/x.png" alt="">',
            "'http://e.org/x.png' would be fetched from another host; ship the file with the site",
        ),
        (
            '<img srcset="//e.org/x.png 2x" alt="">',
            "'//e.org/x.png' would be fetched from another host; ship the file with the site",
        ),
        (
            '<link rel="preconnect" href="https://e.org">',
            "'https://e.org' would be fetched from another host; ship the file with the site",
        ),
        (
            '<iframe src="https://e.org"></iframe>',
            "'https://e.org' would be fetched from another host; ship the file with the site",
        ),
        ('<video poster="x.png"></video>', "'x.png' is not there; correct the path or add the file"),
        (
            '<img srcset="a%20file.png 2x, x.png 3x" alt="">',
            "'x.png' is not there; correct the path or add the file",
        ),
        ("<style>p {}</style>", "<style>: the built page has it, a strict content policy refuses it"),
        ('<p STYLE="x">a</p>', "style=: the built page has it, a strict content policy refuses it"),
        (
            "<p>Text {: .x }</p>",
            "an attribute list was not read and stayed as text: 'Text {: .x }'; "
            "look for it in the page's source",
        ),
        (
            "<p>[a](b.html)</p>",
            "a link was not read and stayed as text: '[a](b.html)'; look for it in the page's source",
        ),
        (
            "<p>{@note:1}</p>",
            "a note's text was not read and stayed as text: '{@note:1}'; look for it in the page's source",
        ),
    ],
)
def test_a_fault_is_told_with_page_and_line(site, html, message):
    found = problems(site(html, b=""))
    assert found == [f"site/index.html:{LINE}:1: {message}"]


def test_an_id_belongs_to_one_place_of_the_whole_site(site):
    folder = site(
        '<p id="same">a</p>\n<p id="same">b</p>',
        b='<p id="same">c</p><p id="__search">d</p>',
        c='<p id="__search">e</p>',
    )
    assert sorted(problems(folder)) == [
        "site/index.html:1:1: id: 'same' is also on b.html; an address must be unique in the whole site",
        "site/index.html:6:1: id: 'same' stands on this page twice; an address must be unique",
        "site/index.html:7:1: id: 'same' stands on this page twice; an address must be unique",
    ]


def test_the_page_for_wrong_addresses_may_begin_its_links_at_the_root(site):
    folder = site("", b='<a href="/index.html">a</a>')
    (folder / "b.html").rename(folder / "404.html")
    assert problems(folder) == []


def test_an_id_given_twice_is_told_on_a_page_of_any_size(site):
    many = "".join(f'<p id="p{number}">a</p>' for number in range(500))
    assert problems(site(many + '\n<p id="p7">b</p>')) == [
        f"site/index.html:{line}:1: id: 'p7' stands on this page twice; an address must be unique"
        for line in (6, 7)
    ]


def test_the_title_of_a_page_is_not_that_of_a_picture_on_it(site):
    assert read_site(site("<svg><title>A picture</title></svg>"))["index.html"].title == "T"


def test_every_place_of_the_content_is_published_but_no_marks_of_notes(site):
    notes = '<sup id="fnref-a">1</sup><sup id="fnref2-a">1</sup><p id="fn-a">A.</p><p id="place">B.</p>'
    folder = site(notes, **{"about/a": "", "404": '<p id="lost">a</p>'})
    assert published(read_site(folder)) == [
        "about/a.html",
        "about/a.html#about-a",
        "index.html",
        "index.html#index",
        "index.html#place",
    ]


def test_an_address_is_gone_when_its_page_or_its_place_is(site):
    pages = read_site(site(b=""))
    ledger = ["index.html", "index.html#index", "index.html#x", "c.html", "c.html#c", "b.html#__top"]
    assert gone(ledger, pages) == ["index.html#x", "c.html", "c.html#c"]


def test_the_ledger_is_only_added_to(tmp_path):
    ledger = tmp_path / "addresses.txt"
    assert read_ledger(ledger) == []
    assert accept(ledger, ["b.html", "a.html"]) == ["b.html", "a.html"]
    assert accept(ledger, ["b.html"]) == []
    ledger.write_bytes(b"\xef\xbb\xbf# why\r\nz.html#z\r\n\r\ny.html")
    assert read_ledger(ledger) == ["z.html#z", "y.html"]
    assert accept(ledger, ["z.html#z", "x.html"]) == ["x.html"]
    assert ledger.read_bytes() == b"\xef\xbb\xbf# why\r\nz.html#z\r\n\r\ny.html\nx.html\n"


@pytest.fixture
def project(tmp_path):
    return Project(
        root=tmp_path,
        docs=tmp_path / "docs",
        site=tmp_path / "site",
        dist=tmp_path / "dist",
        edition="2026-10",
        facts_checked=date(2026, 10, 10),
        chapters=(),
        pages=(),
        site_url="",
    )


def test_the_bundle_holds_the_site_in_one_folder_and_the_note_first(site, project, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    folder = site(**{"about/a": ""})
    target = write_bundle(folder, project.root / "b.zip", project)
    with zipfile.ZipFile(target) as bundle:
        entries = bundle.infolist()
        assert [entry.filename for entry in entries] == [
            f"nato-russia-reader-2026-10/{name}"
            for name in (FIRST, "a file.png", "about/a.html", "index.html")
        ]
        assert {entry.date_time for entry in entries} == {(2026, 10, 10, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in entries} == {0o644}
        assert bundle.read(entries[3].filename) == (folder / "index.html").read_bytes()
        assert b"edition 2026-10" in bundle.read(entries[0].filename)


def test_the_bundle_is_the_same_whenever_and_by_whomever_its_files_were_written(site, project):
    folder = site(**{"b": ""})
    first = write_bundle(folder, project.root / "1.zip", project).read_bytes()
    for path in folder.iterdir():
        os.utime(path, (1, 1))
        path.chmod(0o600)
    assert write_bundle(folder, project.root / "2.zip", project).read_bytes() == first
    (folder / "b.html").write_text("other", "utf-8")
    assert write_bundle(folder, project.root / "3.zip", project).read_bytes() != first


@pytest.mark.parametrize(
    ("given", "when"),
    [
        ("1000000000", (2001, 9, 9, 1, 46, 40)),
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("nonsense", (2026, 10, 10, 0, 0, 0)),
        ("", (2026, 10, 10, 0, 0, 0)),
    ],
)
def test_the_time_in_the_bundle_can_be_named(site, project, monkeypatch, given, when):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with zipfile.ZipFile(write_bundle(site(), project.root / "b.zip", project)) as bundle:
        assert {entry.date_time for entry in bundle.infolist()} == {when}


@pytest.fixture(params=["exchange", "rename"])
def folders(request, tmp_path, monkeypatch):
    """A new folder and an old one in its place, where names can be exchanged and where they cannot."""
    if request.param == "rename":
        monkeypatch.setattr(reader.swap, "_exchange", lambda *_: False)
    for name in ("new", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name, "utf-8")
    return tmp_path / "new", tmp_path / "place"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_takes_the_place_of_the_old_one_and_nothing_else_stays(folders):
    new, place = folders
    replace_folder(new, place)
    assert names(place) == ["new"]
    assert names(place.parent) == ["place"]


def test_a_new_folder_takes_an_empty_place(folders):
    new, place = folders
    replace_folder(new, place.with_name("elsewhere"))
    assert names(place.parent) == ["elsewhere", "place"]


def test_what_cannot_be_replaced_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(reader.swap, "_exchange", lambda *_: False)
    (tmp_path / "place").mkdir()
    (tmp_path / "place" / "old").write_text("", "utf-8")
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "no-such", tmp_path / "place")
    assert names(tmp_path) == ["place"]
    assert names(tmp_path / "place") == ["old"]


def test_a_replacement_cut_short_is_put_right(folders):
    _, place = folders
    place.rename(place.with_name(".place.old"))
    recover(place)
    assert names(place) == ["place"]
    recover(place)
    assert names(place) == ["place"]


def test_what_an_earlier_build_left_aside_never_displaces_a_whole_folder(folders):
    new, place = folders
    new.rename(place.with_name(".place.old"))
    recover(place)
    assert names(place) == ["place"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_asked_to_stop_between_steps_that_belong_together_stops_after_them(number):
    def stop(number, _frame):
        raise KeyboardInterrupt(number)

    before = signal.signal(number, stop)
    done = []
    try:
        with pytest.raises(KeyboardInterrupt), undisturbed():
            signal.raise_signal(number)
            done.append("the last step")
        assert signal.getsignal(number) is stop
    finally:
        signal.signal(number, before)
    assert done == ["the last step"]


def test_only_one_holds_the_lock_and_lets_go_of_it(tmp_path):
    with alone(tmp_path / "lock"):
        with pytest.raises(BusyError), alone(tmp_path / "lock"):
            raise AssertionError("two at once")
    with alone(tmp_path / "lock"):
        pass


def test_the_same_fault_in_many_lines_is_one_line_of_the_report():
    found = [Problem(Location("a.md", line), "link", "is wrong") for line in range(1, 12)]
    other = Problem(Location("b.md", 3, 4), "", "is wrong too")
    assert report([other, *found, *found[:2]], "nothing was built") == (
        "a.md:1:1: link: is wrong (also on lines 2, 3, 4, 5, 6, 7, 8, 9 …)\nb.md:3:4: is wrong too\n\n"
        "12 problems; nothing was built."
    )
    assert report(found[:2], "x").split("\n")[0] == "a.md:1:1: link: is wrong (also on line 2)"
    assert report([other], "x").endswith("\n\n1 problem; x.")


TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1, in y\n    z()\n'


@pytest.mark.parametrize(
    ("output", "lines"),
    [
        (
            "INFO    -  Building\nWARNING -  A link\n\nAborted with 1 warnings in strict mode!\n",
            ["WARNING -  A link", "Aborted with 1 warnings in strict mode!"],
        ),
        (
            f"INFO    -  Building\n{TRACE}ValueError: no z\n",
            [
                "MkDocs stopped at a fault in a template, an extension or a plugin: ValueError: no z",
                "The whole report is in .build/mkdocs.log.",
            ],
        ),
        (
            f"ERROR   -  Error reading page 'a.md': no z\n{TRACE}ValueError: no z\n",
            ["ERROR   -  Error reading page 'a.md': no z", "The whole report is in .build/mkdocs.log."],
        ),
        (
            f"{TRACE}KeyError: 'a'\n\nDuring handling of the above exception, another exception occurred:\n\n"
            f"{TRACE}ValueError: no z\n",
            [
                "During handling of the above exception, another exception occurred:",
                "MkDocs stopped at a fault in a template, an extension or a plugin: ValueError: no z",
                "The whole report is in .build/mkdocs.log.",
            ],
        ),
        ("", []),
    ],
)
def test_a_traceback_of_the_host_becomes_one_sentence(output, lines):
    assert told(output) == lines
