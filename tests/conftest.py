"""What the tests share: a copy of the project, its built site, a server for it, and one Chromium."""

import functools
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bench.serving import Quiet, serve
from public_address import ADDRESS

MIRROR = "https://mirror.example.net/copy"  # the published site at another address
CLIPBOARD = ["clipboard-read", "clipboard-write"]
ROOT = Path(__file__).resolve().parent.parent
PARTS = ("docs", "overrides", "scripts", "mkdocs.yml", "pyproject.toml", "tests/addresses.txt", "LICENSE-CONTENT")


def pytest_addoption(parser):
    """`--update-goldens` writes what comes out now into the files of tests/golden; read the difference like code."""
    parser.addoption("--update-goldens", action="store_true", help="write the present outcome into tests/golden/*/*.yml")


@dataclass
class Copy:
    """A copy of the project in a folder of its own, which a test may break."""

    root: Path

    def run(self, *command, timeout=120):
        """Run `reader` on the copy, as make.py does; returns the finished process, with its output as text."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.root / "scripts"),
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "1",
        }
        return subprocess.run(
            [sys.executable, "-m", "reader", *command],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
        )

    def edit(self, path, old, new):
        """Replace the first place where `old` stands in a file; fails where it does not stand."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, f"{old!r} is not in {path}"
        file.write_text(text.replace(old, new, 1), "utf-8")


def copy_project(target):
    """Copy what a build needs into an empty folder."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.exists():
            (target / part).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / part)
    return Copy(target)


@pytest.fixture
def project_copy(tmp_path):
    """A fresh copy of the project, not yet built."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A copy of the project, built once for the whole run; tests only read it."""
    copy = copy_project(tmp_path_factory.mktemp("built") / "a folder, größer")
    done = copy.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


@pytest.fixture(scope="session")
def site(built):
    """The folder of the built site."""
    return built.root / "site"


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The folder of a site that was built with a public address; tests only read it."""
    copy = copy_project(tmp_path_factory.mktemp("published") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", ADDRESS)
        done = copy.run("build")
    assert done.returncode == 0, done.stdout + done.stderr
    return copy.root / "site"


@pytest.fixture(scope="session")
def edition(built, tmp_path_factory):
    """Make an edition of the built site: `edition("html")` is its path. Each is made once; tests only read it."""
    from reader.book import read_book
    from reader.editions import EDITIONS, Source
    from reader.places import built as built_page
    from reader.project import read_project

    project = read_project(built.root)
    source = Source(project, project.site, read_book(project.site, map(built_page, project.pages)))
    folder = tmp_path_factory.mktemp("editions") / "größe # 1"
    folder.mkdir()

    @functools.cache
    def make(name):
        one = next(one for one in EDITIONS if one.name == name)
        one.write(source, folder / one.file_name(project))
        return folder / one.file_name(project)

    return make


@pytest.fixture(scope="session")
def unpacked(built, tmp_path_factory):
    """The offline bundle, unpacked where names are awkward."""
    return _unpack(built.root, tmp_path_factory.mktemp("offline") / "My class (1) #2, 100% Übung")


@pytest.fixture(scope="session")
def public_disk(published, tmp_path_factory):
    """The offline bundle of the site that knows its public address, unpacked where names are awkward."""
    return _unpack(published.parent, tmp_path_factory.mktemp("stick") / "My class (1) #2, Übung")


def _unpack(root, folder):
    """Unpack the offline bundle of a built project; returns the one folder in it."""
    with zipfile.ZipFile(next((root / "dist").glob("*.zip"))) as archive:
        archive.extractall(folder)
    return next(folder.iterdir())


@pytest.fixture(scope="session")
def published_file(published, tmp_path_factory):
    """The address of the one-file edition of a site that has a public address."""
    from reader.book import read_book
    from reader.one_file import write_one_file
    from reader.places import built as built_page
    from reader.project import read_project

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READER_SITE_URL", ADDRESS)
        project = read_project(published.parent)
        pages = read_book(published, map(built_page, project.pages))
        return write_one_file(project, published, pages, tmp_path_factory.mktemp("published") / "one.html").as_uri()


def pytest_generate_tests(metafunc):
    """Run what is tried in a browser on the site once more on the unpacked bundle, without a network, with `test --all`."""
    if "browser" in metafunc.definition.path.parts and "base_url" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("online")
        places = ["http"] if only else ["http", pytest.param("disk", marks=pytest.mark.slow)]
        metafunc.parametrize("base_url", places, indirect=True, scope="session")


@pytest.fixture(scope="session")
def base_url(request):
    """The address of the built site: of a server for it, or of the unpacked bundle."""
    if getattr(request, "param", "http") == "http":
        return request.getfixturevalue("http_url")
    return request.getfixturevalue("unpacked").as_uri()


@pytest.fixture(params=["http", "disk"])
def start(request):
    """The address of the site, online and from disk, for what must be tried on both at every run."""
    return request.getfixturevalue("http_url") if request.param == "http" else request.getfixturevalue("unpacked").as_uri()


@pytest.fixture(scope="session")
def http_url(site):
    """The address of a server for the built site."""
    with serve(functools.partial(Quiet, directory=str(site))) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for the whole run; make.py names it. A test opens its own fresh context in it."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("READER_CHROMIUM")
    if not path:
        pytest.fail("READER_CHROMIUM names no browser; run the tests with 'python3 scripts/make.py test'")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Open pages in fresh contexts: `open_page(url, width=390, color_scheme="dark", java_script_enabled=False)`.

    Each page keeps `page.problems`: console errors, failed requests, and requests to other hosts.
    """
    contexts = []

    def open_one(url, width=1280, height=900, wait="load", **options):
        options.setdefault("offline", url.startswith("file:"))
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("requestfailed", lambda request: page.problems.append(f"failed: {request.url}"))
        page.on("request", lambda request: _elsewhere(request.url) and page.problems.append(f"elsewhere: {request.url}"))
        page.goto(url, wait_until=wait)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_place(open_page, request):
    """Open a page that may copy; ADDRESS and MIRROR are served from the built site."""

    def open_one(url, **options):
        options.setdefault("offline", url.startswith("file:"))
        page = open_page("about:blank", permissions=CLIPBOARD, **options)
        for place in (ADDRESS, MIRROR):
            if url.startswith(f"{place}/"):
                page.route(f"{place}/**", _server(place, request.getfixturevalue("published")))
        page.goto(url)
        return page

    return open_one


def _server(place, site):
    """What answers for a host of another name with the files of a built site."""

    def answer(route):
        file = site / unquote(urlsplit(route.request.url.removeprefix(f"{place}/")).path)
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    return answer


def _elsewhere(url):
    return not url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:", "about:"))
