"""The content policy, and what each kind of server is told: computed from pages, and the same for all."""

import base64
import hashlib
import re

import pytest

from reader.hosting import OWN, TYPES, Hosting, caching, headers, media_type, unknown
from reader.policy import content_policy, source_hash
from reader.to_headers import LONGEST, MOST, to_headers
from reader.to_htaccess import to_htaccess
from reader.to_nginx import to_nginx

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; object-src 'none'; base-uri 'none'"
)
FILES = (
    "404.html",
    "about/method.html",
    "assets/javascripts/bundle.a5f9d56c.min.js",
    "assets/reader.css",
    "e/kosovo.html",
    "editions/SHA256SUMS",
    "editions/reader-2026-10.zip",
    "history.html",
    "index.html",
    "timeline.ics",
)


def directives(policy):
    """A policy as browsers read it: directive to its values."""
    parts = [part.split() for part in policy.split(";")]
    assert len({part[0] for part in parts}) == len(parts), (
        "a browser takes the first of two and forgets the other"
    )
    return {part[0]: part[1:] for part in parts}


def test_plain_pages_need_nothing_but_their_own_files():
    page = '<!doctype html><link rel="stylesheet" href="a.css"><script src="a.js"></script><img src="a.png" alt="">'
    assert content_policy([page], ["body { color: red; background: url(a.png) }"]) == STRICT


def test_a_small_script_is_allowed_by_its_very_text():
    text = "var a = 1 < 2 && '</b>', é;\n"
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = directives(content_policy([f"<p>x</p><script>{text}</script><script async>b()</script>"]))
    assert policy["script-src"] == ["'self'", *sorted([f"'sha256-{digest}'", source_hash("b()")])]
    assert policy["style-src"] == ["'self'"]


@pytest.mark.parametrize("type", ["application/json", "application/ld+json", "text/template"])
def test_data_in_a_script_element_needs_no_leave(type):
    assert content_policy([f'<script type="{type}">{{"a": "<b>"}}</script>']) == STRICT


@pytest.mark.parametrize(
    ("pages", "sheets", "directive", "values"),
    [
        (["<style>p { color: red }</style>"], [], "style-src", ["'self'", source_hash("p { color: red }")]),
        (['<img src="data:image/png;base64,AA==" alt="">'], [], "img-src", ["'self'", "data:"]),
        ([], ["a { mask: url( 'data:image/svg+xml,<svg/>' ) }"], "img-src", ["'self'", "data:"]),
        (["<style>a { mask: url(data:image/gif;base64,AA==) }</style>"], [], "img-src", ["'self'", "data:"]),
        ([], ["@font-face { font-family: x; src: url(x.woff2) }"], "font-src", ["'self'"]),
        ([], ["@font-face { src: url(data:font/woff2;base64,AA==) }"], "font-src", ["'self'", "data:"]),
        (['<iframe src="e/a.html"></iframe>'], [], "frame-src", ["'self'"]),
    ],
)
def test_what_a_page_has_is_allowed_and_no_more(pages, sheets, directive, values):
    policy = directives(content_policy(pages, sheets))
    assert policy.pop(directive) == values
    known = directives(STRICT)
    known.pop(directive, None)
    if directive == "style-src" or not pages or "<style>" not in pages[0]:
        assert policy == known


def test_the_same_pages_in_another_order_give_the_same_policy():
    pages = [f"<script>a({number})</script>" for number in range(9)]
    assert content_policy(pages) == content_policy(pages[::-1])


@pytest.fixture(params=["/", "/courses/nato/"])
def hosting(request):
    return Hosting("reader-2026-10", request.param, content_policy(["<script>a()</script>"]), FILES)


def test_every_page_but_the_short_ones_refuses_to_be_framed(hosting):
    for path in FILES:
        said = headers(path, hosting)
        framed = path.startswith("e/")
        assert directives(said["Content-Security-Policy"])["frame-ancestors"] == (
            ["*", "file:"] if framed else ["'none'"]
        )
        assert ("X-Frame-Options" in said) != framed


@pytest.mark.parametrize(
    ("path", "how_long"),
    [
        ("assets/javascripts/bundle.a5f9d56c.min.js", "public, max-age=31536000, immutable"),
        ("assets/bundle.min.js", "public, max-age=600, must-revalidate"),
        ("assets/reader.css", "public, max-age=600, must-revalidate"),
        ("index.html", "no-cache"),
        ("e/kosovo.html", "no-cache"),
        ("editions/reader-2026-10.zip", "public, max-age=600, must-revalidate"),
    ],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(path, how_long):
    assert caching(path) == how_long


def test_a_file_of_an_unknown_kind_is_found():
    assert unknown((*FILES, *OWN)) == []
    assert unknown(("a.xyz", "b.html")) == ["a.xyz"]
    assert media_type("editions/SHA256SUMS") == "text/plain; charset=utf-8"


# _headers


def rules_of(text):
    """Read a `_headers` file by its grammar: a path at the left margin, then indented `name: value`; # is a comment."""
    rules, path = {}, None
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            assert re.fullmatch(r"/[A-Za-z0-9._~/-]*\*?", line), line
            assert line not in rules, f"{line} has two rules"
            path = line
            rules[path] = {}
            continue
        name, colon, value = line.strip().partition(": ")
        assert path and colon and re.fullmatch(r"[A-Za-z-]+", name) and value, line
        assert name not in rules[path], line
        rules[path][name] = value
    return rules


def said_of(address, rules):
    """Every header of an address; fails where two rules name the same one."""
    found = {}
    for path, values in rules.items():
        if path == address or (path.endswith("*") and address.startswith(path[:-1])):
            assert not found.keys() & values.keys(), f"two rules say the same of {address}"
            found |= values
    return found


def test_a_headers_file_says_each_thing_once_and_as_the_other_servers(hosting):
    rules = rules_of(to_headers(hosting))
    for path in FILES:
        said = said_of(hosting.base + path, rules)
        promised = headers(path, hosting)
        for name in (
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Permissions-Policy",
            "Cross-Origin-Opener-Policy",
        ):
            assert said[name] == promised[name]
        if path.endswith(".html"):
            for address in (path, path.removesuffix(".html")):
                said = said_of(hosting.base + address, rules)
                assert said["Content-Security-Policy"] == promised["Content-Security-Policy"], address
                assert said.get("X-Frame-Options") == promised.get("X-Frame-Options"), address
    assert said_of(hosting.base, rules)["X-Frame-Options"] == "DENY"
    immutable = {path for path, values in rules.items() if "immutable" in values.get("Cache-Control", "")}
    assert immutable == {f"{hosting.base}assets/javascripts/bundle.a5f9d56c.min.js"}


def test_a_headers_file_stays_within_what_hosts_read(hosting):
    text = to_headers(hosting)
    assert len(rules_of(text)) <= MOST
    assert max(map(len, text.splitlines())) <= LONGEST


def test_no_server_promises_https_for_good_by_itself(hosting):
    for text in (to_nginx(hosting), *to_htaccess(hosting).values(), to_headers(hosting)):
        lines = [line for line in text.splitlines() if "Strict-Transport-Security" in line]
        assert all(line.lstrip().startswith("#") for line in lines)
    assert "# add_header Strict-Transport-Security" in to_nginx(hosting)


def test_nginx_and_apache_know_every_type_and_the_page_for_wrong_addresses(hosting):
    nginx, apache = to_nginx(hosting), to_htaccess(hosting)[".htaccess"]
    for ending, type in TYPES.items():
        assert f" {type} {ending};" in nginx
        assert f"AddType {type} .{ending}\n" in apache
    assert f"error_page 404 {hosting.base}404.html;" in nginx
    assert f"ErrorDocument 404 {hosting.base}404.html" in apache


def test_apache_gets_a_second_file_only_where_there_are_short_pages(hosting):
    assert set(to_htaccess(hosting)) == {".htaccess", "e/.htaccess"}
    without = Hosting("x", "/", hosting.policy, ("index.html",))
    assert set(to_htaccess(without)) == {".htaccess"}
