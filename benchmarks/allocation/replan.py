"""One opening in a hundred goes: planning again from the plan that was, against planning again from nothing.

Run ``python benchmarks/allocation/replan.py`` to measure 5 000 × 200, 50 000 × 1 000 and 200 000 × 2 000 and to write
docs/benchmarks-replan.md; ``--large`` adds 1 000 000 × 5 000. Each measurement is a process of its own, the two sides
in turn; goals, prices and the number of moves have to agree.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

import instances
from attrs import evolve

from laborcoop.allocation import Problem, allocate

if TYPE_CHECKING:
    from laborcoop.allocation import Result

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-replan.md"
WANTED = 0.2
TURNS = {5000: 15, 50_000: 3}
HEAD = """# Benchmarks of planning again

Written by `python benchmarks/allocation/replan.py`; do not edit. One run on {machine}. Workers and posts come from a
seed; then one opening in a hundred is withdrawn, drawn from the same seed. "From nothing" reads the rules again and
solves the smaller problem with the former placement as `previous`; "again" is `problem.changed(...)` and
`allocate(..., start=result)`. Both find the best score and then the fewest moves; goals, prices and the number of moves
were the same, and both answers were verified (not in the time, it is the same work for either). Each number is
processor time, the median of processes of their own, both sides in turn; packages are imported before the clock starts.
Wanted: at most {wanted}.

| workers × posts | openings withdrawn | people who lose their place or move | from nothing, s | again, s | ratio |
|---|---|---|---|---|---|
"""


def withdrawn(posts: list[instances.Opening]) -> dict[str, int]:
    """Post id -> openings that are left, for those that lose some."""
    every = [post.id for post in posts for _ in range(post.openings)]
    left = {post.id: post.openings for post in posts}
    lost = Random(3).sample(every, len(every) // 100)
    for name in lost:
        left[name] -= 1
    return {name: left[name] for name in lost}


def measured(side: str, people: int, count: int) -> dict[str, float | str]:
    """Plan, withdraw, and plan again one way."""
    from ortools.graph.python import max_flow, min_cost_flow  # noqa: F401 - imported before the clock starts

    workers, posts = instances.seekers(people), instances.openings(count, people)
    before = allocate(Problem.from_rules(workers, posts, rules=instances.RULES, preferences=instances.PREFERENCES))
    left = withdrawn(posts)
    fewer = [evolve(post, openings=left.get(post.id, post.openings)) for post in posts]
    # Either side works on one core alone: what else the machine does tells less in its own time.
    start = process_time()
    if side == "again":
        result = allocate(before.problem.changed(left, previous=before.placed), start=before)
    else:
        problem = Problem.from_rules(
            workers, fewer, rules=instances.RULES, preferences=instances.PREFERENCES, previous=before.placed
        )
        result = allocate(problem)
    seconds = process_time() - start
    assert result.status == "proved"
    assert not result.verify()
    lost = sum(before.problem.capacity.values()) - sum(post.openings for post in fewer)
    return {"seconds": seconds, "lost": lost, "moves": len(result.moves), "digest": _digest(result)}


def _digest(result: Result) -> str:
    told = json.dumps([[goal.value for goal in result.goals], sorted(result.worth.items())])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _line(people: int, count: int) -> str:
    found: dict[str, list[dict[str, float]]] = {"nothing": [], "again": []}
    for _ in range(TURNS.get(people, 1)):
        for side, runs in found.items():
            command = [sys.executable, __file__, side, str(people), str(count)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this script
            runs.append(json.loads(done.stdout))
            print(side, people, count, runs[-1], flush=True)
    assert len({run["digest"] for runs in found.values() for run in runs}) == 1
    anew, again = (median(run["seconds"] for run in found[side]) for side in ("nothing", "again"))
    one = found["again"][0]
    head = f"| {people:,} × {count:,} | {one['lost']:,} | {one['moves']:,} ".replace(",", " ")
    return f"{head}| {anew:.2f} | {again:.2f} | {again / anew:.2f} |\n"


def main() -> None:
    """Measure every size, or one side of one in this process."""
    if len(sys.argv) > 1 and sys.argv[1] in {"nothing", "again"}:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
        return
    sizes = [(5000, 200), (50_000, 1000), (200_000, 2000)]
    if "--large" in sys.argv:
        sizes.append((1_000_000, 5000))
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    head = HEAD.format(machine=machine, wanted=WANTED)
    PAGE.write_text(head + "".join(_line(*size) for size in sizes), encoding="utf-8")


if __name__ == "__main__":
    main()
