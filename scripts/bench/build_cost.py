"""How long a site takes to build and how much memory that needs: the whole process, as the system accounts for it."""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time (median of the runs) and peak memory in megabytes."""

    seconds: float
    megabytes: float


def build_cost(site: Path, environment: dict[str, str], runs: int, target: Path | None = None) -> Cost | None:
    """Build a site several times into its `site` or a target; None where that fails. Linux and macOS only: wait4 gives the memory."""
    seconds, memory = [], []
    for _ in range(runs):
        start = time.perf_counter()
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target or site / "site")]
        process = subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            print(errors.decode("utf-8", "replace")[-500:], file=sys.stderr)
            return None
        seconds.append(time.perf_counter() - start)
        memory.append(usage.ru_maxrss / 1024)
    return Cost(statistics.median(seconds), max(memory))
