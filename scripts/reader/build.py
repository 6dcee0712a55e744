"""From sources to a checked site: every step in its order. Nothing in `site/` changes until all have passed."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs_timeline import Problem, display_name

from .addresses import LEDGER, gone, read_ledger
from .bundle import write_bundle
from .project import Project
from .site_check import check_site, read_site
from .state import load_state
from .swap import recover, replace_folder
from .text_check import check_texts
from .timeline_options import timeline_options


class BuildError(Exception):
    """The build stops here; the message holds everything an editor needs."""


def check(project: Project) -> int:
    """Check data and text; returns how many pages were read.

    Raises:
        BuildError: with all problems.
    """
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    docs = display_name(project.docs, project.root)
    problems = [*state.problems, *check_texts(state, docs, project.chapters)]
    if problems:
        raise BuildError(_list(problems, "nothing was built"))
    return len(state.texts)


def build(project: Project) -> None:
    """Check, build into a temporary folder, check the result, replace `site/`, write the bundle.

    Raises:
        BuildError: with all problems of the first step that found some.
    """
    recover(project.site)
    with _step("Checking data and text"):
        check(project)
    work = _work_folder(project)
    try:
        site = work / "site"
        with _step("Building the pages"):
            _mkdocs(project, site)
            _trim(site)
        with _step("Checking every link and address"):
            pages = read_site(site)
            problems = check_site(site, pages)
            lost = gone(read_ledger(project.root / LEDGER), pages)
            if lost:
                raise BuildError("These published addresses no longer resolve; keep the old id, or an alias of it:\n  " + "\n  ".join(lost))
            if problems:
                raise BuildError(_list(problems, "the last good site was left as it was"))
        with _step("Writing the offline bundle"):
            bundle = write_bundle(site, project)
        replace_folder(site, project.site)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    size = bundle.stat().st_size / 1_000_000
    print(f"\nOpen {project.site / 'index.html'}\nOffline bundle: {bundle} ({size:.1f} MB)")


def serve(project: Project, port: int) -> int:
    """Serve the site while it is written; problems in the data are shown on the pages."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "READER_ON_ERROR": "show", "SOURCE_DATE_EPOCH": str(project.epoch)}
    process = subprocess.Popen(command, cwd=project.root, env=environment)
    while True:
        try:
            return 0 if process.wait() in (0, -2, 130) else 1
        except KeyboardInterrupt:
            continue


def _work_folder(project: Project) -> Path:
    """Make a folder beside the site, so that it can be moved into place at one stroke."""
    parent = project.root / ".build"
    try:
        shutil.rmtree(parent, ignore_errors=True)
        parent.mkdir(exist_ok=True)
        return Path(tempfile.mkdtemp(dir=parent))
    except OSError as error:
        raise BuildError(f"The folder {parent} cannot be written ({error.strerror}); free it, or its disk, and run this again.") from None


def _mkdocs(project: Project, site: Path) -> None:
    # Never with --quiet: that hides the warnings from --strict, and a broken link would pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(project.epoch), "READER_ON_ERROR": "raise"}
    done = subprocess.run(
        command, cwd=project.root, env=environment, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if not re.match(r"INFO\b", line)]
        raise BuildError("\n".join(["MkDocs found something to put right; the last good site was left as it was:", *lines]))


def _trim(site: Path) -> None:
    """Delete what no reader of the site needs: source maps, search in other languages, the data as written."""
    for path in [*site.rglob("*.map"), *site.glob("assets/javascripts/lunr/*"), *site.glob("*.yml")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def _step(title: str) -> Iterator[None]:
    print(f"{title} … ", end="", flush=True)
    start = time.monotonic()
    try:
        yield
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"done ({time.monotonic() - start:.1f} s)", flush=True)


def _list(problems: list[Problem], consequence: str) -> str:
    unique = sorted(set(problems))
    count = f"{len(unique)} problem{'s' if len(unique) > 1 else ''}"
    return "\n".join([*map(str, unique), f"\n{count}; {consequence}."])
