"""Problems by rules with households, caps and least cohorts: how long, how much memory, and which gap is left.

Run ``python benchmarks/allocation/groups.py`` to measure 5 000 × 200 and 50 000 × 1 000 and to write
docs/benchmarks-groups.md; ``--small`` leaves the second out. Each measurement is a process of its own; every answer
has to verify.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

import instances

if TYPE_CHECKING:
    from laborcoop.allocation import Problem

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-groups.md"
SIZES = ((5_000, 200, 200), (50_000, 1_000, 2_000))
HEAD = """# Benchmarks of the allocation with groups, cohorts and caps

Written by `python benchmarks/allocation/groups.py`; do not edit. One run on {machine}. Workers and posts come from a
seed; about a fifth of the pairs are allowed. Households of two to four of one county stay together, every second county
may send at most 17 % of its people to every second province, half of the employers (ten posts each) may fill at most
70 % of their openings, and a tenth of the posts want at least half of their openings filled, or nobody. Without any of
these the problem is solved to the last unit; with them the bound is that of the prices, over all pairs, and `verify()`
works it out again. No time limit is set. Memory is the most that a process held, the workers and posts included.

| workers × posts | households | caps | cohorts | s | of it verifying | MiB | score | bound | gap, millionths | status |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def households(people: int, posts: int, groups: int, seed: int = 3) -> Problem:
    """The problem of one size, with its groups, caps and cohorts."""
    from laborcoop.allocation import Cap, Problem

    workers, places = instances.seekers(people), instances.openings(posts, people)
    chance = Random(seed)
    of_county: dict[str, list[str]] = defaultdict(list)
    for one in workers:
        of_county[one.county].append(one.id)
    waiting = {county: iter(chance.sample(names, len(names))) for county, names in of_county.items()}
    together = []
    for _ in range(groups):
        county = waiting[chance.choice(instances.COUNTIES)]
        together.append({next(county) for _ in range(chance.choice((2, 2, 2, 3, 3, 4)))})
    caps = [
        Cap(
            f"{county} to {province}",
            of_county[county],
            [place.id for place in places if place.province == province],
            most=17 * len(of_county[county]) // 100,
        )
        for row, county in enumerate(instances.COUNTIES)
        for column, province in enumerate(instances.PROVINCES)
        if (row + column) % 2 == 0
    ]
    for first in range(0, posts, 20):
        own = places[first : first + 10]
        most = 7 * sum(place.openings for place in own) // 10
        caps.append(Cap(f"employer {first // 10}", [one.id for one in workers], [place.id for place in own], most=most))
    return Problem.from_rules(
        workers,
        places,
        rules=instances.RULES,
        preferences=instances.PREFERENCES,
        groups=together,
        caps=caps,
        minimum={place.id: max(2, place.openings // 2) for place in places if chance.random() < 1 / 10},
    )


def measured(people: int, posts: int, groups: int) -> dict[str, float | str]:
    """From workers and posts to a verified answer."""
    from laborcoop.allocation import allocate

    start = perf_counter()
    problem = households(people, posts, groups)
    result = allocate(problem)
    solved = perf_counter()
    faults = result.verify()
    end = perf_counter()
    assert not faults
    return {
        "caps": len(problem.caps),
        "cohorts": len(problem.minimum),
        "seconds": end - start,
        "verifying": end - solved,
        "score": result.goals[0].value,
        "bound": result.bound[0],
        "status": result.status,
    }


def main() -> None:
    """Measure every size, or one in this process."""
    if sys.argv[1:] and sys.argv[1] != "--small":
        found = measured(*map(int, sys.argv[1:]))
        found["mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    lines = []
    for people, posts, groups in SIZES[: 1 if "--small" in sys.argv else None]:
        command = [sys.executable, __file__, str(people), str(posts), str(groups)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
        one = json.loads(done.stdout)
        print(people, posts, one, flush=True)
        gap = 1e6 * (one["bound"] - one["score"]) / one["bound"]
        size = f"{people:,} × {posts:,} | {groups:,}".replace(",", " ")
        lines.append(
            f"| {size} | {one['caps']} | {one['cohorts']} | {one['seconds']:.0f} | {one['verifying']:.1f} "
            f"| {one['mebibytes']:.0f} | {one['score']} | {one['bound']} | {gap:.1f} | {one['status']} |\n"
        )
    PAGE.write_text(HEAD.format(machine=machine) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
