"""Valid HTML, by the W3C's Nu checker over every page in one run."""

import json
import os
import subprocess
from pathlib import Path

import pytest

# Faults of the theme's own templates that no block of it lets us change; each with its reason.
THEME_FAULTS = (
    # The drawer and search toggles are checkboxes with autocomplete="off" (base.html), which HTML does not foresee.
    "An “input” element with a “type” attribute whose value is “checkbox” must not have an “autocomplete” attribute",
    "Attribute “autocomplete” is only allowed when the input type is",
    # Labels of collapsed navigation sections carry an empty tabindex.
    "Bad value “” for attribute “tabindex”",
)


@pytest.mark.slow
def test_every_page_is_valid_html(site):
    checker = Path(os.environ["READER_NPM"], "vnu-jar", "build", "dist", "vnu.jar")
    assert checker.exists(), "the Nu checker is missing; run 'python3 scripts/make.py test --all'"
    command = [os.environ["READER_JAVA"], "-Xss2m", "-jar", str(checker), "--format", "json", "--exit-zero-always", "--skip-non-html", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300)
    messages = json.loads(done.stderr)["messages"]
    faults = {
        (Path(message.get("url", "")).name, message.get("lastLine"), message["message"])
        for message in messages
        if message["type"] == "error" and not message["message"].startswith(THEME_FAULTS)
    }
    assert sorted(faults)[:20] == []
