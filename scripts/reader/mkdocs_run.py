"""MkDocs as a child process: its warnings kept, its tracebacks turned into one sentence."""

import ctypes
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from .project import Project

LOG = Path(".build", "mkdocs.log")
_PR_SET_PDEATHSIG = 1  # prctl(2)
_TRACEBACK = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*(?P<last>\S.*)?\n?", re.MULTILINE)


def run_mkdocs(project: Project, site: Path) -> list[str]:
    """Build into a folder; returns what is to be put right, nothing if all went well."""
    # Never with --quiet: that hides the warnings from --strict, and a broken link would pass.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    done = subprocess.run(
        command,
        cwd=project.root,
        env=environment(project, "raise"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        preexec_fn=WITH_PARENT,
    )
    if not done.returncode:
        return []
    output = done.stderr + done.stdout
    (project.root / LOG).write_text(output, "utf-8")
    return told(output) or [f"MkDocs ended with code {done.returncode} and said nothing; see {LOG.as_posix()}"]


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed, so that it does not go on working for nobody."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


# What a child process runs before it begins.
WITH_PARENT = _die_with_parent if sys.platform == "linux" else None


def environment(project: Project, on_error: str) -> dict[str, str]:
    """What MkDocs and its plugins read: the time of the build, and what to do with faults in the data."""
    return {**os.environ, "SOURCE_DATE_EPOCH": str(project.epoch), "READER_ON_ERROR": on_error}


def told(output: str) -> list[str]:
    """Leave out what is no problem, and every traceback but its last line where nothing else is said."""
    plain = _TRACEBACK.sub("", output)
    lines = [line for line in plain.splitlines() if line.strip() and not re.match(r"INFO\b", line)]
    last = [match["last"] for match in _TRACEBACK.finditer(output) if match["last"]]
    if not last:
        return lines
    if not any(line.startswith("ERROR") for line in lines):
        lines.append(f"MkDocs stopped at a fault in a template, an extension or a plugin: {last[-1]}")
    return [*lines, f"The whole report is in {LOG.as_posix()}."]
