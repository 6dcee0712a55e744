"""The timeline in other people's sites: any MkDocs theme, both address forms, Zensical, and a bare environment."""

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import html5lib
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "example"
SCRIPTS = ROOT / "scripts"


def build(folder, command=(sys.executable, "-m", "mkdocs", "build", "--strict"), path=SCRIPTS):
    environment = {**os.environ, "PYTHONPATH": str(path), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120)


def make_site(folder, theme="material", directory_urls=False, more=""):
    """A copy of the example, on another topic than the reader's."""
    shutil.copytree(EXAMPLE / "docs", folder / "docs")
    (folder / "mkdocs.yml").write_text(
        (EXAMPLE / "mkdocs.yml").read_text("utf-8").replace("THEME", theme).replace("URLS", str(directory_urls).lower()) + more,
        "utf-8",
    )
    return folder


def timeline_of(page):
    """The timeline's own part of a page, parsed, as canonical text."""
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    found = [node for node in tree.iter("div") if "timeline" in node.get("class", "").split()]
    assert found, f"no timeline on {page}"
    for node in (node for part in found for node in part.iter()):
        node.attrib.pop("data-search-exclude", None)  # Zensical acts on it and takes it out
    return [html5lib.serialize(node, quote_attr_values="always", alphabetical_attributes=True) for node in found]


@pytest.mark.parametrize("directory_urls", [False, True])
@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_a_site_on_another_topic_builds_with_any_theme(tmp_path, theme, directory_urls):
    folder = make_site(tmp_path / "site of gardens", theme, directory_urls)
    done = build(folder)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    page = folder / "site" / ("timeline/index.html" if directory_urls else "timeline.html")
    html = page.read_text("utf-8")
    assert html.count("<article") >= 20
    assert re.search(r'<link[^>]+timeline\.css', html) and re.search(r'<script[^>]+timeline\.js', html)
    for asset in ("timeline.css", "timeline.js"):
        assert list((folder / "site").rglob(asset)), asset
    for name in ("timeline.json", "timeline.csv", "timeline.ics", "timeline-timelinejs.json"):
        assert list((folder / "site").rglob(name)), name


def test_the_fragment_is_the_same_under_every_theme(tmp_path):
    pages = []
    for theme in ("mkdocs", "readthedocs", "material"):
        folder = make_site(tmp_path / theme, theme)
        assert build(folder).returncode == 0
        pages.append(timeline_of(folder / "site/timeline.html"))
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.slow
@pytest.mark.parametrize("directory_urls", [False, True])
def test_zensical_makes_the_same_fragment(tmp_path, directory_urls):
    ours = make_site(tmp_path / "mkdocs", "material", directory_urls)
    assert build(ours).returncode == 0
    theirs = make_site(tmp_path / "zensical", "material", directory_urls)
    done = build(theirs, (str(Path(sys.executable).with_name("zensical")), "build", "--strict"))
    assert done.returncode == 0, done.stdout + done.stderr
    for page in ("timeline", "roses"):
        name = f"site/{page}/index.html" if directory_urls else f"site/{page}.html"
        assert timeline_of(ours / name) == timeline_of(theirs / name)


@pytest.mark.slow
def test_zensical_stops_at_a_fault_in_the_data(tmp_path):
    folder = make_site(tmp_path / "site")
    events = folder / "docs/events.yml"
    events.write_text(events.read_text("utf-8").replace("date: 1867", "date: 1867-13", 1), "utf-8")
    done = build(folder, (str(Path(sys.executable).with_name("zensical")), "build", "--strict"))
    assert done.returncode != 0
    assert "'1867-13' has no such month" in done.stdout + done.stderr


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_a_fault_stops_the_build_with_its_place_and_no_traceback(tmp_path, theme):
    folder = make_site(tmp_path / "site", theme)
    events = folder / "docs/events.yml"
    events.write_text(events.read_text("utf-8").replace("date: 1867", "date: 1867-13", 1), "utf-8")
    done = build(folder)
    assert done.returncode == 1
    assert re.search(r"docs/events\.yml:\d+:\d+: date: '1867-13' has no such month", done.stderr)
    assert "Traceback" not in done.stderr


def test_a_wrong_block_option_stops_the_build(tmp_path):
    folder = make_site(tmp_path / "site", "mkdocs")
    page = folder / "docs/roses.md"
    page.write_text(page.read_text("utf-8").replace("form: compact", "form: small"), "utf-8")
    done = build(folder)
    assert done.returncode == 1
    assert re.search(r"docs/roses\.md:\d+:\d+: form: 'small' is not one of its values", done.stderr)
    assert "Traceback" not in done.stderr


def test_the_wheel_works_in_a_bare_environment_without_the_reader(tmp_path):
    """Built, installed beside nothing but what it names, and used by its README."""
    wheels = tmp_path / "wheels"
    source = tmp_path / "source"
    for part in ("pyproject.toml", "LICENSE", "scripts/mkdocs_timeline"):
        target = source / part
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy2)(ROOT / part, target)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    wheel = next(wheels.glob("mkdocs_timeline-*.whl"))

    bare = tmp_path / "bare"
    venv.create(bare, with_pip=False, symlinks=os.name != "nt")
    library = tmp_path / "library"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--target", str(library), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    # What the wheel asks for is taken from this environment, so that the test needs no network.
    needed = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    names = sorted(path.name for path in library.iterdir())
    assert not any("reader" in name for name in names), names
    python = bare / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    path = os.pathsep.join([str(library), str(needed)])
    folder = make_site(tmp_path / "site", "mkdocs")
    done = build(folder, (str(python), "-m", "mkdocs", "build", "--strict"), path)
    assert done.returncode == 0, done.stderr
    used = subprocess.run(
        [str(python), "-c", "import mkdocs_timeline; print(mkdocs_timeline.__file__)"],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert str(library) in used.stdout
    command = [str(python), "-m", "mkdocs_timeline", "assets", "their assets"]
    written = subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60)
    assert written.returncode == 0, written.stderr
    for name in ("timeline.css", "timeline.js"):
        assert (tmp_path / "their assets" / name).read_bytes() == (folder / "site" / "assets" / name).read_bytes()
