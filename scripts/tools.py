"""The further tools of `make.py test --all`: found, or named all at once. Standard library only."""

import hashlib
import shutil
import subprocess

from environment import ROOT, SetupError, variables

# command: (what it is for, how to get it)
COMMANDS = {
    "java": ("the checkers of HTML and EPUB", "apt install default-jre-headless"),
    "npm": ("tools from npm", "apt install npm"),
    "node": ("the accessibility checker of the EPUB", "apt install nodejs"),
    "unshare": ("a full disk and a read-only folder; Linux only", "apt install util-linux"),
    "qpdf": ("a second reader of the PDF", "apt install qpdf"),
    "pdftotext": ("the text of the PDF as it is read", "apt install poppler-utils"),
    "zimwriterfs": ("the writer of the ZIM", "apt install zim-tools"),
    "zimcheck": ("the checker of the ZIM", "apt install zim-tools"),
    "zimdump": ("the entries of the ZIM", "apt install zim-tools"),
    "kiwix-serve": ("the program in which the ZIM is read", "apt install kiwix-tools"),
    "ssconvert": ("a spreadsheet program, for the tables", "apt install gnumeric"),
    "firefox-esr": ("the second browser", "apt install firefox-esr"),
    "nginx": ("a server for the published website", "apt install nginx-light"),
    "apache2": ("the second server", "apt install apache2-bin"),
}
ALSO = {"firefox-esr": "firefox"}
SERVERS = "/usr/sbin"  # where Debian has servers, and not on the path of everyone
SOURCE = ROOT / "tests" / "tools"
PLACE = ROOT / ".tools"


def ready():
    """Return the environment variables that tell the slow checks where their tools are.

    Raises:
        SetupError: naming every tool that is missing. The slow checks are never skipped for it.
    """
    found = {
        name: shutil.which(name) or shutil.which(ALSO.get(name, name)) or shutil.which(name, path=SERVERS)
        for name in COMMANDS
    }
    missing = [name for name, path in found.items() if not path]
    if missing:
        lines = [f"  {name}: {COMMANDS[name][0]} (Debian: {COMMANDS[name][1]})" for name in missing]
        raise SetupError("test --all needs further tools that are not here; install them and run this again:\n" + "\n".join(lines))
    names = {"java": "READER_JAVA", "firefox-esr": "READER_FIREFOX", "nginx": "READER_NGINX", "apache2": "READER_APACHE"}
    return {**{variable: found[name] for name, variable in names.items()}, **from_npm()}


def from_npm():
    """Return the environment variable that tells where the packages of tests/tools/package.json are, installed if need be."""
    _install_from_npm(npm())
    return {"READER_NPM": str(PLACE / "node_modules")}


def npm():
    """Return the path of npm.

    Raises:
        SetupError: it is not here.
    """
    path = shutil.which("npm")
    if not path:
        raise SetupError(f"This needs npm, which is not here; install it (Debian: {COMMANDS['npm'][1]}) and run this again.")
    return path


def _install_from_npm(program):
    """Install what tests/tools/package-lock.json pins, without running any of its install scripts."""
    digest = hashlib.sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()
    stamp = PLACE / "installed.txt"
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    print("Installing the tools of the slow checks from npm into .tools (once) …", flush=True)
    PLACE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy2(SOURCE / name, PLACE / name)
    command = [program, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=PLACE, env=variables(), capture_output=True, text=True)
    if done.returncode:
        lines = [line.removeprefix("npm error").strip() for line in done.stderr.splitlines()]
        reason = next((line for line in lines if line and not line.startswith("code ")), "no reason given")
        raise SetupError(f"npm could not install the tools of the slow checks: {reason}")
    stamp.write_text(digest, "utf-8")
