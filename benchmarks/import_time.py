"""How long `import laborcoop` takes, beside importing attrs and dateutil: many fresh processes, in turn.

Run ``python benchmarks/import_time.py [ROUNDS]``. The third line is what somebody pays who uses the six entities.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

_BARE = "import attrs, dateutil"
_STATEMENTS = {
    "attrs and dateutil": _BARE,
    "laborcoop": "import laborcoop",
    "the six entities": (
        "from laborcoop import Worker, Employer, RecruitmentFair, Convoy, WorkStation, TrainingPlacement"
    ),
}
MOST = 1.5


def seconds(statement: str) -> float:
    """The time that a statement takes in a fresh interpreter, without the interpreter's own start."""
    script = f"from time import perf_counter as now\nstart = now()\n{statement}\nprint(now() - start)"
    done = subprocess.run(  # noqa: S603 - this interpreter, on a script written here
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main(rounds: int) -> dict[str, float]:
    """Milliseconds of each, the median; in turn, so that whatever else the machine does falls on all alike."""
    for statement in _STATEMENTS.values():
        seconds(statement)  # compiles what is not compiled yet
    taken: dict[str, list[float]] = {name: [] for name in _STATEMENTS}
    for _ in range(rounds):
        for name, statement in _STATEMENTS.items():
            taken[name].append(seconds(statement))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    base = medians["attrs and dateutil"]
    for name, median in medians.items():
        print(f"{name:20} {median * 1000:7.1f} ms   x {median / base:.2f}")
    ratio = medians["laborcoop"] / base
    print(f"import laborcoop costs {ratio:.2f} times attrs and dateutil; the limit is {MOST}")
    assert ratio <= MOST
    return {name: median * 1000 for name, median in medians.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
