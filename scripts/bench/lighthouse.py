"""What Lighthouse says of a page, on its own settings for phones: a slow link and a processor slowed four times."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_FLAGS = "--headless --no-sandbox --disable-background-networking"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Scores from 0 to 100 by category, and what cost points: 'category: audit'."""

    scores: dict[str, int]
    faults: list[str]


def lighthouse(address: str, chromium: str, modules: Path) -> Verdict:
    """Let Lighthouse load a page.

    Args:
        address: of a page that is served over HTTP.
        chromium: the program of the browser.
        modules: the folder of npm's packages.

    Raises:
        RuntimeError: Lighthouse could not load the page, with its reason.
    """
    program = Path(modules, "lighthouse", "cli", "index.js")
    command = ["node", str(program), address, "--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting", f"--chrome-flags={_FLAGS}"]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, encoding="utf-8", timeout=300)
    report = json.loads(done.stdout) if done.stdout.startswith("{") else {}
    error = report.get("runtimeError", {}).get("message") or ("" if report else done.stderr.strip() or "no report")
    if error:
        raise RuntimeError(f"Lighthouse could not examine {address}: {error}")
    return Verdict({name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}, list(_faults(report)))


def _faults(report: dict):
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()
