"""Checks of the built site, the ledger of addresses, the bundle, and the exchange of folders: each on a site of two pages."""

import os
import signal
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

import reader.swap
from reader.addresses import accept, gone, published, read_ledger
from reader.alone import BusyError, alone
from reader.bundle import FIRST, write_bundle
from reader.mkdocs_run import told
from reader.project import Project
from reader.report import report
from reader.site_check import check_site, read_site
from reader.swap import recover, replace_folder, undisturbed

from mkdocs_timeline import Location, Problem

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
    """A folder with the built pages given: `site(index="…", **{"about/a": "…"})`; index.html is always there."""

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
        '<a href="b.html#b">a</a> <a href="b.html#f=category:treaty">b</a> <a href="b.html#b:~:text=word">c</a>',
        '<a href="a%20file.png">a</a> <img src="a%20file.png" srcset="a%20file.png 2x, data:x 3x" alt="">',
        '<a href="https://example.org/">a</a> <a href="mailto:a@b.c">b</a>',
        "<p>A price of 3 // 4, and 2**3? no: 2^3; a set {a, b}.</p>".replace("2**3? no: ", ""),
        "<pre>/// timeline\n[@key] **x** [x](y.md) { #id }</pre><script>var x = '[@key]';</script>",
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
        ('<a href="b.html#c">a</a>', "href: 'b.html#c' leads to no place on that page; correct the part after #"),
        ('<a href="JavaScript:x">a</a>', "href: 'JavaScript:x' is of a kind that is refused; write an https link"),
        ('<a href="data:text/html,x">a</a>', "href: 'data:text/html,x' is of a kind that is refused; write an https link"),
        ("<a name='x'>a</a>", "a: a link without address; every link needs one"),
        ('<img src="http://e.org/x.png" alt="">', "'http://e.org/x.png' would be fetched from another host; ship the file with the site"),
        ('<img srcset="//e.org/x.png 2x" alt="">', "'//e.org/x.png' would be fetched from another host; ship the file with the site"),
        ('<link rel="preconnect" href="https://e.org">', "'https://e.org' would be fetched from another host; ship the file with the site"),
        ('<iframe src="https://e.org"></iframe>', "'https://e.org' would be fetched from another host; ship the file with the site"),
        ('<video poster="x.png"></video>', "'x.png' is not there; correct the path or add the file"),
        ("<style>p {}</style>", "<style>: the built page has it, a strict content policy refuses it"),
        ('<p STYLE="x">a</p>', "style=: the built page has it, a strict content policy refuses it"),
        ("<p>Text {: .x }</p>", "an attribute list was not read and stayed as text: 'Text {: .x }'; look for it in the page's source"),
        ("<p>[a](b.html)</p>", "a link was not read and stayed as text: '[a](b.html)'; look for it in the page's source"),
        ("<p>{@note:1}</p>", "a note's text was not read and stayed as text: '{@note:1}'; look for it in the page's source"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_page_and_line(site, html, message):
    found = problems(site(html, b=""))
    assert found == [f"site/index.html:{LINE}:1: {message}"]


def test_an_id_belongs_to_one_place_of_the_whole_site(site):
    folder = site('<p id="same">a</p>\n<p id="same">b</p>', b='<p id="same">c</p><p id="__search">d</p>', c='<p id="__search">e</p>')
    assert problems(folder) == [
        "site/index.html:6:1: id: 'same' is also on b.html; an address must be unique in the whole site",
    ] or sorted(problems(folder)) == [
        "site/b.html:1:1: id: 'same' is also on index.html; an address must be unique in the whole site",
        "site/index.html:6:1: id: 'same' stands on this page twice; an address must be unique",
        "site/index.html:7:1: id: 'same' stands on this page twice; an address must be unique",
    ] or [line.partition(": ")[2] for line in problems(folder)] == [
        "id: 'same' stands on this page twice; an address must be unique",
        "id: 'same' stands on this page twice; an address must be unique",
        "id: 'same' is also on b.html; an address must be unique in the whole site",
    ]


def test_the_page_for_wrong_addresses_may_begin_its_links_at_the_root(site):
    folder = site("", b='<a href="/index.html">a</a>')
    (folder / "b.html").rename(folder / "404.html")
    assert problems(folder) == []
