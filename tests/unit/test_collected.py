"""No file of tests is left out when pytest is told nothing: it passes over folders by their names."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent


def test_every_file_of_tests_is_run():
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--numprocesses=0", "-p", "no:cacheprovider"]
    told = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=True).stdout
    collected = {line.partition("::")[0] for line in told.splitlines() if "::" in line}
    assert collected == {path.relative_to(TESTS.parent).as_posix() for path in TESTS.rglob("test_*.py")}
