"""The project's own Python environment, `.venv`, made from the hash-locked file. Standard library only."""

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
VENV = ROOT / ".venv"
LOCK = SCRIPTS / "requirements.lock"
GROUP_LINE = "# group: "
STAMP = VENV / "installed.json"
LOG = VENV / "install.log"
BUSY = ROOT / ".venv.lock"

OFFLINE_SIGNS = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "getaddrinfo failed",
    "No matching distribution found",
    "ConnectTimeoutError",
    "ProxyError",
)


class SetupError(Exception):
    """Something this machine lacks; the message is one sentence that says what to do."""


def ready(*groups):
    """Return the Python of `.venv`, with the named groups of the lock file and this project installed.

    Nothing is installed when nothing changed since the last run: that is what STAMP records.
    """
    wanted = _wanted(groups)
    if wanted.items() <= _read_stamp().items() and _python().exists():
        return _python()
    with _alone():
        _bring_up_to_date(groups, wanted)
    return _python()


def _bring_up_to_date(groups, wanted):
    have = _read_stamp()  # anew: another run may just have done the work
    if have.get("place") != wanted["place"] or not _python().exists():
        _make_venv()
        have = {}
    missing = [name for name in groups if have.get(name) != wanted[name]]
    if missing:
        print(f"Installing what {' and '.join(missing)} needs into .venv (once; about a minute) …", flush=True)
        _install(groups)
    if missing or have.get("project") != wanted["project"]:
        _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        STAMP.write_text(json.dumps({**have, **wanted}, indent=1), "utf-8")


@contextlib.contextmanager
def _alone():
    """Let only one run at a time change `.venv`; the system drops the lock when its run ends, however it ends."""
    try:
        file = BUSY.open("a", encoding="utf-8")
    except OSError as error:
        raise SetupError(f"The folder {ROOT} cannot be written ({error.strerror}); free it and run this again.") from None
    with file:
        try:
            import fcntl
        except ImportError:  # Windows: two runs at once are not foreseen there
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("Waiting for another run that is preparing .venv …", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def variables(more=None):
    """Environment for every child process: our modules importable, UTF-8, no banner of the theme."""
    values = {
        **os.environ,
        "PYTHONPATH": str(SCRIPTS),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    values.update(more or {})
    return values


def _wanted(groups):
    sections = _lock_sections(groups)
    known = {name: _digest(sections[name]) for name in groups}
    project = _digest((ROOT / "pyproject.toml").read_text("utf-8"))
    # An environment holds absolute paths and one Python: a moved folder or another Python makes it anew.
    place = f"{ROOT} {sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix}"
    return {"place": place, "project": project, **known}


def _lock_sections(groups):
    if not LOCK.exists():
        raise SetupError(f"{LOCK.relative_to(ROOT)} is missing; get the whole project again, or bring that file back.")
    sections = {}
    name = None
    for line in LOCK.read_text("utf-8").splitlines():
        if line.startswith(GROUP_LINE):
            name = line[len(GROUP_LINE) :]
            sections[name] = ""
        elif name:
            sections[name] += line + "\n"
    missing = [name for name in groups if name not in sections]
    if missing:
        raise SetupError(
            f"{LOCK.relative_to(ROOT)} lacks the group '{missing[0]}'; bring the file back, or make it anew with "
            "'python3 scripts/make.py lock'."
        )
    return sections


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _read_stamp():
    try:
        return json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _python():
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _make_venv():
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise SetupError(
                "This Python comes without its 'venv' part, which is needed to install anything; "
                "install it (Debian and Ubuntu: apt install python3-venv) and run this again."
            )
    print("Making .venv …", flush=True)
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError as error:
        raise SetupError(f"The folder .venv cannot be made in {ROOT}: {error.strerror}.") from None
    if done.returncode:
        reason = (done.stdout + done.stderr).strip().splitlines()[-1:] or ["no reason given"]
        raise SetupError(f"Python could not make the environment .venv in {ROOT}: {reason[0]}")


def _install(groups):
    sections = _lock_sections(groups)
    requirements = VENV / "requirements.txt"
    requirements.write_text("\n".join(sections[name] for name in groups), "utf-8")
    _pip("install", "--require-hashes", "--requirement", str(requirements))


def _pip(*arguments):
    """Run pip; its long output goes to a log, and a failure becomes one sentence."""
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    with LOG.open("a", encoding="utf-8", errors="replace") as log:
        log.write(f"\n$ pip {' '.join(arguments)}\n")
        log.flush()
        start = log.tell()
        code = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, env=variables()).returncode
    if code == 0:
        return
    output = LOG.read_bytes()[start:].decode("utf-8", "replace")
    if any(sign in output for sign in OFFLINE_SIGNS):
        raise SetupError(
            "The package index could not be reached, or lacks a package of scripts/requirements.lock; connect to "
            f"the internet and run this again (the details are in {LOG.relative_to(ROOT)})."
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR")] or output.strip().splitlines()[-1:]
    reason = errors[0] if errors else f"pip ended with code {code}"
    raise SetupError(f"pip could not install the dependencies: {reason} (details in {LOG.relative_to(ROOT)}).")
