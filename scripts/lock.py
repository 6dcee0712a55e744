"""Resolve the dependency groups of pyproject.toml into scripts/requirements.lock, with hashes.

Needs `uv` on the path; run as `python3 scripts/make.py lock`. Each group is resolved on top of the ones
before it, for every platform, so one file serves Linux, macOS and Windows from Python 3.11.2 on.
"""

import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

from environment import SetupError

GROUP_LINE = "# group: "

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "scripts" / "requirements.lock"


def lock():
    """Write the lock file anew and return its path.

    Raises:
        SetupError: when uv is missing, or finds no set of versions.
    """
    if not shutil.which("uv"):
        raise SetupError("To resolve the dependencies anew, 'uv' is needed; install it (https://docs.astral.sh/uv/).")
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    sections, before = [], ""
    for name, requirements in groups.items():
        resolved = _resolve(requirements, before)
        known = {_name(block) for block in _blocks(before)}
        fresh = [block for block in _blocks(resolved) if _name(block) not in known]
        sections.append(f"{GROUP_LINE}{name}\n" + "\n".join(fresh))
        before += "\n" + "\n".join(fresh)
    LOCK.write_text(
        "# Made by `python3 scripts/make.py lock` from the groups in pyproject.toml; do not edit.\n\n"
        + "\n\n".join(sections)
        + "\n",
        "utf-8",
        newline="\n",
    )
    return LOCK


def _resolve(requirements, constraints):
    with tempfile.TemporaryDirectory() as folder:
        wanted, fixed = Path(folder, "in.txt"), Path(folder, "fixed.txt")
        wanted.write_text("\n".join(requirements), "utf-8")
        fixed.write_text(constraints, "utf-8")
        command = ["uv", "pip", "compile", "--universal", "--python-version", "3.11.2", "--generate-hashes"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        command += ["-c", str(fixed), str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"uv could not resolve the dependencies:\n{done.stderr.strip()}")
    return done.stdout


def _blocks(text):
    """Split a requirements file into one string per requirement, its hash lines included."""
    blocks = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith((" ", "\t")):
            blocks[-1] += "\n" + line
        else:
            blocks.append(line)
    return blocks


def _name(block):
    return block.partition("==")[0]
