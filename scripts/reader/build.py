"""From sources to a checked site: every step in its order. Nothing in `site/` changes until all have passed."""

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs_timeline import Problem, display_name

from .addresses import LEDGER, MEND, check_ledger, gone, read_ledger
from .alone import BusyError, alone
from .book import read_book
from .bundle import write_bundle
from .checksums import SUMS, write_sums
from .embeds import pages_needed, short_pages
from .exceptions import load_exceptions
from .html_page import HtmlPage, read_page
from .line_ends import MARK, plain_lines
from .lean import lean_page, minified, together
from .made_files import made_files
from .mkdocs_run import run_mkdocs
from .moved_check import check_published, moved_pages
from .moved_files import moved_files
from .page_heads import complete_pages
from .places import built, find_places
from .places_file import FILE as PLACES
from .project import Project
from .report import report
from .site_check import check_site, read_site
from .state import State, load_state
from .swap import recover, replace_folder, staged, undisturbed
from .text_check import check_texts
from .timeline_options import timeline_options
from .unused_styles import class_names, without_unused

WORK = ".build"
# Firefox loads the next page for these before anyone asks for it, and a strict content policy refuses that.
_AHEAD = re.compile(rb'<link rel="(?:prev|next)"[^>]*>\s*')
KEPT = "the last good site was left as it was"


class BuildError(Exception):
    """The build stops here; the message holds everything an editor needs."""


def check(project: Project) -> int:
    """Check data and text; returns how many pages were read.

    Raises:
        BuildError: with all problems.
    """
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    exceptions, unreadable = load_exceptions(project.root)
    docs = display_name(project.docs, project.root)
    found = check_texts(state, docs, project.chapters, exceptions)
    problems = [*unreadable, *found, *_check_ledger(project, docs, state)]
    if problems:
        raise BuildError(report(problems, "nothing was built"))
    return len(state.texts)


def build(project: Project, make: Callable[[Path, Path], list[Path]] | None = None) -> list[Path]:
    """Check, build into a temporary folder, check the result, replace the site and what is made from it; returns the files.

    Args:
        project: what to build.
        make: makes files from the finished site in a folder, for `dist/`; the offline bundle if left out.

    Raises:
        BuildError: with all problems of the first step that found some.
    """
    if project.site.exists():
        _folder(project.site)
    if project.bundle.is_dir():
        raise BuildError(f"{project.bundle} is a folder where a file is needed; move it away and run this again.")
    with work_folder(project) as work:
        _folder(project.dist)
        recover(project.site)
        with step("Checking data and text"):
            check(project)
        site = work / "site"
        with step("Building the pages"):
            problems = run_mkdocs(project, site)
            if problems:
                raise BuildError("\n".join([f"MkDocs found something to put right; {KEPT}:", *problems]))
            _finish(site)
            write_data(project, site)
            _lighten(site)
            pages = _write_moved(project, site)
        with step("Checking every link and address"):
            _check_site(project, site, pages)
        made = make(site, work) if make else [_bundle(project, site, work)]
        # A build by itself makes no checksums, but those that are there stay right.
        sums = [write_sums(made, project, work)] if make or (project.dist / SUMS).is_file() else []
        with staged([*made, *sums], project.dist) as put_in_place, undisturbed():
            replace_folder(site, project.site)
            put_in_place()
    print(f"\nOpen {project.site / 'index.html'}")
    if not make:
        print(f"Offline bundle: {project.bundle} ({project.bundle.stat().st_size / 1_000_000:.1f} MB)")
    return [project.dist / file.name for file in made]


def _bundle(project: Project, site: Path, work: Path) -> Path:
    with step("Writing the offline bundle"):
        return write_bundle(site, work / project.bundle.name, project)


@contextmanager
def work_folder(project: Project) -> Iterator[Path]:
    """Give a folder beside the site, so that it can be moved into place at one stroke; what stopped builds left goes."""
    parent = _folder(project.root / WORK)
    try:
        with alone(parent / "lock"):
            for old in parent.iterdir():
                if old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)
            work = Path(tempfile.mkdtemp(dir=parent))
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
    except BusyError:
        raise BuildError("Another build is running in this folder; wait until it has ended and run this again.") from None


def _folder(path: Path) -> Path:
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError:
        raise BuildError(f"{path} is a file where a folder is needed; move it away and run this again.") from None
    return path


def _check_ledger(project: Project, docs: str, state: State) -> Iterator[Problem]:
    ledger = project.root / LEDGER
    if ledger.exists():
        yield from check_ledger(LEDGER.as_posix(), ledger.read_text("utf-8"))
        published = {page.removesuffix(".html") + ".md" for page in read_ledger(ledger) if "#" not in page}
        yield from check_published(docs, state.texts, published)


def _check_site(project: Project, site: Path, pages: dict[str, HtmlPage]) -> None:
    lost = gone(read_ledger(project.root / LEDGER), pages)
    problems = check_site(site, pages, base=project.base)
    parts = [report(problems, KEPT)] if problems else []
    if lost:
        told = f"These published addresses no longer resolve; {MEND} ({KEPT}):"
        parts.insert(0, "\n  ".join([told, *lost]))
    if parts:
        raise BuildError("\n\n".join(parts))


def _finish(site: Path) -> None:
    """Delete what no reader of the site needs: source maps, search in other languages, the data as written.

    What an editor on Windows saved must give the same bytes: plain line ends and no mark at the beginning.
    """
    for path in [*site.rglob("*.map"), *site.glob("assets/javascripts/lunr/*"), *site.glob("*.yml")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in site.rglob("*"):
        if path.suffix in (".html", ".css", ".js", ".svg") and path.is_file():
            data = path.read_bytes()
            # A page is made of several templates, each of which may begin with the mark.
            plain = plain_lines(_AHEAD.sub(b"", data.replace(MARK, b"")) if path.suffix == ".html" else data)
            if plain != data:
                path.write_bytes(plain)


def write_data(project: Project, site: Path) -> None:
    """Write into a folder that MkDocs has filled what is made from data and pages: files, heads of pages, short pages."""
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    places = find_places(state)
    book = {page.path: page for page in read_book(site, pages_needed(places))}
    pages = [path for path in map(built, state.texts) if (site / path).is_file()]
    texts = {path: (site / path).read_text("utf-8") for path in pages}
    files = complete_pages(texts, state, places, project) | short_pages(book, state, places, project)
    if not project.site_url:
        for empty in site.glob("sitemap.xml*"):  # it can list only whole addresses
            empty.unlink()
    for name, text in (files | made_files(state, places, project)).items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(text.encode("utf-8"))


def _lighten(site: Path) -> None:
    """Let every page load little: see lean.py and unused_styles.py."""
    pages = {path: lean_page(path.read_text("utf-8")) for path in site.rglob("*.html")}
    renamed = _lighten_theme(site, pages.values())
    for path, text in pages.items():
        for old, new in renamed.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8", newline="\n")
    own = [path for path in (site / "assets").iterdir() if path.suffix in (".css", ".js") and path.name != Path(PLACES).name]
    files = {path.name: minified(path.name, path.read_text("utf-8")) for path in own}
    for name, text in (files | together(files)).items():
        (site / "assets" / name).write_text(text, "utf-8", newline="\n")


def _lighten_theme(site: Path, pages: Iterable[str]) -> dict[str, str]:
    """Take out of the theme's styles what no page uses; returns old name to new, since hosts keep files with a hash for ever."""
    names = class_names(pages, (path.read_text("utf-8") for path in site.glob("assets/**/*.js")))
    renamed = {}
    for path in sorted(site.glob("assets/stylesheets/*.css")):
        text = without_unused(path.read_text("utf-8"), names)
        new = path.with_name(f"{path.name.partition('.')[0]}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.min.css")
        path.unlink()
        new.write_text(text, "utf-8", newline="\n")
        renamed[path.name] = new.name
    return renamed


def _write_moved(project: Project, site: Path) -> dict[str, HtmlPage]:
    """Lead from every published address that moved to where it is now; returns all pages of the site."""
    pages = read_site(site)
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    moved_from = {built(old): built(new) for old, new in moved_pages(state.texts).items()}
    read = partial(_read, site)
    files = moved_files(read_ledger(project.root / LEDGER), pages, find_places(state), moved_from, read, project)
    for name, text in files.items():
        (site / name).parent.mkdir(exist_ok=True, parents=True)
        (site / name).write_bytes(text.encode("utf-8"))
        pages[name] = read_page(site / name)
    return pages


def _read(site: Path, page: str) -> str:
    return (site / page).read_text("utf-8")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{title} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"done ({time.monotonic() - start:.1f} s)", flush=True)
