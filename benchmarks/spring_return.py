"""How long the example takes, reading included, and how much memory: fresh processes, one after the other.

Run ``python benchmarks/spring_return.py [ROUNDS]`` from the repository.
"""

from __future__ import annotations

import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

CASE = Path(__file__).parent.parent / "examples" / "spring-return"
SECONDS = 15
MEBIBYTES = 500


def run() -> tuple[float, float]:
    """Seconds and peak MiB of one ``laborcoop plan``."""
    script = "import sys; from laborcoop.__main__ import main; sys.exit(main(sys.argv[1:]))"
    with tempfile.TemporaryDirectory() as out:
        start = perf_counter()
        done = subprocess.run(  # noqa: S603 - this interpreter, on a script written here
            [sys.executable, "-c", script, "plan", str(CASE), "--out", out, "--locale", "en"],
            capture_output=True,
            text=True,
            check=True,
        )
        taken = perf_counter() - start
    assert re.search(r"brought to the gate: 997 persons", done.stdout), done.stdout
    return taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main(rounds: int) -> tuple[float, float]:
    """Median seconds and the largest peak in MiB; prints both beside their limits."""
    runs = [run() for _ in range(rounds)]
    seconds, peak = statistics.median(taken for taken, _ in runs), max(memory for _, memory in runs)
    print(f"the example: {seconds:.1f} s (about {SECONDS}), {peak:.0f} MiB (under {MEBIBYTES})")
    assert peak < MEBIBYTES
    return seconds, peak


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
