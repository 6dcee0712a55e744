"""Known security faults in what the lock files pin, from the public lists of advisories. Standard library only.

pip-audit asks OSV (osv.dev) about every Python package of scripts/requirements.lock; npm asks its registry about the
tools of the slow checks. Both need the internet; where a list cannot be reached nothing was audited, and this fails.
"""

import subprocess
import sys

from environment import LOCK, ROOT, SetupError, variables
from tools import SOURCE, npm

# What the two programs say when they had no answer, which is not the same as a clean one.
UNREACHED = ("ConnectionError", "Could not connect", "ServiceError", "audit endpoint returned an error", "ENOTFOUND", "ECONNREFUSED")


def audit(python):
    """Print what is known of every pinned package; return 0 when nothing is, 1 when something is.

    Raises:
        SetupError: npm is missing, or a list of advisories could not be reached.
    """
    npm_packages = [npm(), "audit", "--package-lock-only"]
    python_packages = [str(python), "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--strict"]
    python_packages += ["--vulnerability-service", "osv", "--progress-spinner", "off"]
    codes = [
        _run(f"Python packages of {LOCK.relative_to(ROOT)}", python_packages, ROOT),
        _run(f"npm packages of {SOURCE.relative_to(ROOT)}/package-lock.json", npm_packages, SOURCE),
    ]
    return int(any(codes))


def _run(words, command, folder):
    done = subprocess.run(command, cwd=folder, env=variables(), capture_output=True, text=True, encoding="utf-8", errors="replace")
    said = (done.stdout + done.stderr).strip()
    if done.returncode and any(sign in said for sign in UNREACHED):
        raise SetupError(f"{words}: the list of advisories could not be reached, so nothing was audited; connect to the internet and run this again.")
    print(f"{words}:\n{said}\n", flush=True)
    if done.returncode:
        print(f"{words}: see above; take the release that mends it (python3 scripts/make.py lock, or npm update).", file=sys.stderr)
    return done.returncode
