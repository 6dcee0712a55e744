"""The published website as a fixture, and the servers that serve it; see `servers.py`."""

import http.client
import shutil
from urllib.parse import quote, urlsplit

import pytest
import servers
from conftest import ROOT, copy_project

from reader.editions import EDITIONS
from reader.hosting import OWN, Hosting
from reader.policy import content_policy

LIGHT = ("zip", "html", "data")  # the editions that need no further tools
FRAMED = "e/founding-act-1997.html"


class Published:
    """A published website: its folder, the settings for servers, its base, and the model they were made from."""

    def __init__(self, root, base, port):
        self.folder, self.settings, self.base, self.port = (
            root / "website",
            root / "hosting" / "nginx.conf",
            base,
            port,
        )
        self.files = [
            path.relative_to(self.folder).as_posix()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        ]
        pages = (path.read_text("utf-8") for path in self.folder.rglob("*.html"))
        sheets = (path.read_text("utf-8") for path in self.folder.rglob("*.css"))
        self.model = Hosting("", base, content_policy(pages, sheets), tuple(self.files))
        self.readable = [path for path in self.files if path not in OWN]


@pytest.fixture(scope="session", params=["/", "/courses/nato/"])
def published(request, tmp_path_factory):
    """The website as `make.py publish` makes it, at the root of a host and below."""
    port = servers.free_port()
    copy = copy_project(tmp_path_factory.mktemp("published") / "project")
    shutil.copy2(ROOT / "LICENSE-CONTENT", copy.root)  # a part of the data
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", f"http://127.0.0.1:{port}{request.param}")
        light = [edition.name for edition in EDITIONS if edition.name in LIGHT]
        done = copy.run("publish", "--only", *light, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return Published(copy.root / "dist", request.param, port)


@pytest.fixture(scope="session")
def nginx(published):
    """The address of the website on nginx, with a slash at its end."""
    with servers.nginx(published.settings, published.folder, published.port) as address:
        yield f"{address}{published.base}"


@pytest.fixture(scope="session")
def apache(published):
    with servers.apache(published.base, published.folder, servers.free_port()) as address:
        yield f"{address}{published.base}"


@pytest.fixture(scope="session", params=["nginx", "apache"])
def server(request, published):
    return request.getfixturevalue(request.param)


def ask(address, **sent):
    """Ask for an address; returns the status, the headers by their small names, and the bytes."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request(
        "GET", quote(parts.path), headers={name.replace("_", "-"): value for name, value in sent.items()}
    )
    answer = connection.getresponse()
    names = [name.lower() for name, _ in answer.getheaders()]
    assert len(names) == len(set(names)), names
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found
