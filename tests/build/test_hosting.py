"""The published website on real servers: what they say with each file."""

import re
from urllib.parse import urlsplit

import pytest
from published import FRAMED, apache, ask, nginx, published, server  # noqa: F401

from reader.hosting import headers

pytestmark = pytest.mark.slow


def test_every_file_comes_as_promised(published, server):
    assert len(published.readable) > 30
    for path in published.readable:
        status, said, data = ask(server + path)
        assert status == 200, path
        assert data == (published.folder / path).read_bytes(), path
        promised = {name.lower(): value for name, value in headers(path, published.model).items()}
        assert {name: said.get(name) for name in promised} == promised, path
        assert ("x-frame-options" in said) == (not path.startswith("e/")), path


def test_what_matters_is_said_in_so_many_words(published, server):
    """The same as above for a few files, word for word, so that a mistake in the model is no excuse."""
    status, said, _ = ask(server)
    assert (status, said["content-type"], said["cache-control"]) == (
        200,
        "text/html; charset=utf-8",
        "no-cache",
    )
    assert "unsafe" not in said["content-security-policy"] and "*" not in said["content-security-policy"]
    assert said["content-security-policy"].startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert said["content-security-policy"].endswith("; base-uri 'none'; frame-ancestors 'none'")
    assert (said["x-frame-options"], said["x-content-type-options"]) == ("DENY", "nosniff")
    assert "strict-transport-security" not in said
    _, said, _ = ask(server + FRAMED)
    assert said["content-security-policy"].endswith("; frame-ancestors * file:")
    assert "x-frame-options" not in said
    script = next(path for path in published.files if re.search(r"bundle\.\w+\.min\.js$", path))
    _, said, _ = ask(server + script)
    assert said["cache-control"] == "public, max-age=31536000, immutable"
    assert said["content-type"] == "text/javascript; charset=utf-8"
    edition = next(path for path in published.files if re.search(r"editions/[^/]+\d\.zip$", path))
    types = {
        "timeline.ics": "text/calendar; charset=utf-8",
        "sources.json": "application/json",
        edition: "application/zip",
    }
    types |= {"timeline.csv": "text/csv; charset=utf-8", "editions/SHA256SUMS": "text/plain; charset=utf-8"}
    for path, type in types.items():
        _, said, _ = ask(server + path)
        assert (said["content-type"], said["cache-control"]) == (
            type,
            "public, max-age=600, must-revalidate",
        ), path


@pytest.mark.parametrize(
    "path",
    [
        "wrong.html",
        "about/wrong/deep",
        "about/",
        "e/wrong.html",
        "assets/javascripts/x.00000000.min.js",
        "wrong.ics",
    ],
)
def test_a_wrong_address_gives_the_page_for_it(published, server, path):
    status, said, data = ask(server + path)
    expected = 403 if path == "about/" and "apache" in said.get("server", "").lower() else 404
    assert status == expected, path
    assert data == (published.folder / "404.html").read_bytes()
    assert (said["content-type"], said["cache-control"]) == ("text/html; charset=utf-8", "no-cache")
    assert said["content-security-policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize("path", ["_headers", ".htaccess", "e/.htaccess", ".nojekyll"])
def test_what_only_servers_read_is_no_page(server, path):
    status, _, data = ask(server + path)
    assert status in (403, 404)
    assert b"This page does not exist" in data


def test_the_address_without_its_last_slash_leads_to_the_start(published, server):
    if published.base == "/":
        return
    status, said, _ = ask(server.rstrip("/"))
    assert status == 301
    assert urlsplit(said["location"]).path == published.base


@pytest.mark.parametrize(
    ("path", "small"),
    [
        ("timeline.html", True),
        ("assets/reader.css", True),
        ("sources.json", True),
        ("timeline.ics", True),
        ("assets/favicon.png", False),
    ],
)
def test_texts_are_compressed(published, server, path, small):
    _, said, data = ask(server + path, Accept_Encoding="gzip")
    size = (published.folder / path).stat().st_size
    assert (said.get("content-encoding") == "gzip") == small
    assert len(data) < size / 2 if small else len(data) == size
    assert ("accept-encoding" in said.get("vary", "").lower()) == small


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_what_did_not_change_is_not_sent_again(server, encoding):
    _, said, _ = ask(f"{server}history.html", Accept_Encoding=encoding)
    known = {"If_None_Match": said["etag"]} if "etag" in said else {}
    again = ask(
        f"{server}history.html", Accept_Encoding=encoding, If_Modified_Since=said["last-modified"], **known
    )
    assert (again[0], again[2]) == (304, b"")
