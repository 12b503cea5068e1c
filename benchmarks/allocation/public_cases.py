"""Public cases with known answers: solved, proved, verified, timed.

Run ``python benchmarks/allocation/public_cases.py FOLDER`` with the folder that holds the cases (``assignment`` and
``generalised-assignment`` of the OR-Library); writes docs/benchmarks-public-cases.md and exits with 1 if an answer is
not the known one.
"""

from __future__ import annotations

import os
import platform
import sys
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from laborcoop.allocation import Problem, allocate

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-public-cases.md"
ASSIGNMENT = {"assign100": 305, "assign500": 991}
GENERALISED = {"gap1": [336, 327, 339, 341, 326], "gap12": [1451, 1449, 1433, 1447, 1446]}
HEAD = """# Public cases with known answers

Written by `python benchmarks/allocation/public_cases.py FOLDER`; do not edit. One run on {machine}. The cases are those
of Beasley's OR-Library: assignment (costs, as negative scores, everybody placed first) and generalised assignment (a
job takes another number of places at each agent; every job is placed). Times are of `allocate` and of `verify()`.

| case | applicants × places | known best | found | status | allocate, s | verify, s |
|---|---|---:|---:|---|---:|---:|
"""


def assignment(folder: Path) -> Iterator[tuple[str, Problem, int]]:
    """The assignment problems: a matrix of costs, one place each."""
    for name, cost in ASSIGNMENT.items():
        size, *numbers = map(int, (folder / "assignment" / f"{name}.txt").read_text("utf-8").split())
        costs = np.array(numbers).reshape(size, size)
        yield name, Problem.from_matrix(-costs, capacity=[1] * size), -cost


def generalised(folder: Path) -> Iterator[tuple[str, Problem, int]]:
    """The generalised assignment problems: agents, jobs, profits by agent, places taken by agent, places."""
    for name, profits in GENERALISED.items():
        text = (folder / "generalised-assignment" / f"{name}.txt").read_text("utf-8")
        numbers = map(int, text.split())
        next(numbers)
        for number, known in enumerate(profits, 1):
            agents, jobs = next(numbers), next(numbers)
            profit, taken = ([list(islice(numbers, jobs)) for _ in range(agents)] for _ in range(2))
            problem = Problem.from_matrix(
                np.array(profit).T,
                capacity=list(islice(numbers, agents)),
                size={job: {agent: taken[agent][job] for agent in range(agents)} for job in range(jobs)},
            )
            yield f"{name}, no. {number}", problem, known


def main() -> None:
    """Solve all of them and write the page."""
    folder = Path(sys.argv[1])
    rows, wrong = [], 0
    for name, problem, known in [*assignment(folder), *generalised(folder)]:
        start = perf_counter()
        result = allocate(problem, objective="count-then-score")
        solved = perf_counter()
        sound = result.verify() == () and len(result.placed) == len(problem.applicants)
        checked = perf_counter()
        right = sound and (result.status, result.score, result.bound[-1]) == ("proved", known, known)
        wrong += not right
        extent = f"{len(problem.applicants)} × {len(problem.capacity)}"
        status = result.status if right else f"**{result.status}, not as known**"
        rows.append(
            f"| {name} | {extent} | {abs(known)} | {abs(result.score)} | {status}"
            f" | {solved - start:.2f} | {checked - solved:.2f} |"
        )
        print(rows[-1], flush=True)
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    PAGE.write_text(HEAD.format(machine=machine) + "\n".join(rows) + "\n", "utf-8")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
