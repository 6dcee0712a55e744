"""Find one Chromium for the tests, or get one, or say what to install. Standard library only."""

import os
import shutil
import subprocess
import sys

from environment import SetupError, variables

VARIABLE = "READER_CHROMIUM"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/usr/lib/chromium/chromium-headless-shell",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
DEBIAN = ("chromium-headless-shell", "fonts-dejavu-core")


def find(python):
    """Return the path of a Chromium: the named one, the system's, Debian's, or Playwright's own.

    Args:
        python: the interpreter of `.venv`, in which Playwright is installed.

    Raises:
        SetupError: when none can be had; it says what to install. Tests are never skipped for it.
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = shutil.which(named)
        if not path:
            raise SetupError(f"{VARIABLE} names '{named}', which is no program here; correct it or unset it.")
        return path
    return _on_system() or _from_debian() or _from_playwright(python) or _give_up()


def _on_system():
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None)


def _from_debian():
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    print(f"No Chromium found: installing {' and '.join(DEBIAN)} from Debian, as root …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = variables({"DEBIAN_FRONTEND": "noninteractive"})
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN]
    subprocess.run(install, env=environment, **quiet)
    return _on_system()


def _from_playwright(python):
    print("No Chromium found: asking Playwright for one …", flush=True)
    try:
        done = subprocess.run(
            [str(python), "-m", "playwright", "install", "chromium-headless-shell"],
            env=variables(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=300,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    asked = subprocess.run([str(python), "-c", code], env=variables(), capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and os.path.exists(path) else None


def _give_up():
    raise SetupError(
        "The tests need one Chromium and none could be found or installed; install one (Debian, as root: "
        "apt install chromium-headless-shell; elsewhere Chromium or Google Chrome) or name one: "
        f"{VARIABLE}=/path/to/chrome {os.path.basename(sys.executable)} scripts/make.py test"
    )
