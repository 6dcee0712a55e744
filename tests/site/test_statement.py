"""The statement on accessibility names only tests that are there, and that test what it says."""

import re

from conftest import ROOT

WORDS = {
    "axe-core": r"\bAxe\b",
    "Nu checker": "vnu",
    "Tab key": "walk",
    "Forced colours": "forced_colors",
    "spacing": "letter-spacing",
    "Cyrillic": "Cyrillic",
    "read aloud": "aria_snapshot",
    "announced": "announced|status",
    "stock Firefox": "Firefox",
    "Lighthouse": "lighthouse",
    "DAISY": "ace-cli",
}


def test_every_line_names_tests_that_do_what_it_says():
    text = (ROOT / "docs/about/accessibility.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "`tests/" in line]
    assert len(rows) >= 15
    for row in rows:
        files = re.findall(r"`(tests/[\w/.]+)`", row)
        codes = [(ROOT / name).read_text("utf-8") for name in files]
        assert all("def test_" in code for code in codes), row
        for words, pattern in WORDS.items():
            if words.lower() in row.lower():
                assert all(re.search(pattern, code) for code in codes), f"{words}: {row}"
