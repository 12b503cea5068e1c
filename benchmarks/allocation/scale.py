"""Problems by rules, from nothing to a verified answer, against all pairs in OR-tools' minimum-cost flow.

Run ``python benchmarks/allocation/scale.py`` to measure 5 000 × 200, 50 000 × 1 000 and 200 000 × 2 000 and to
write docs/benchmarks-allocation.md; ``--large`` measures 1 000 000 × 5 000 alone, and leaves the other lines of the
page as they are. Each measurement is a process of its own, the two sides in turn; the objectives have to agree.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import instances

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-allocation.md"
WANTED = {(5000, 200): (1.2, None), (50_000, 1000): (0.3, 0.15), (200_000, 2000): (0.25, 0.05)}
TURNS = {(5000, 200): 5, (50_000, 1000): 3}
BEYOND_FLOW = 10**9
PASSES = 40
HEAD = """# Benchmarks of the allocation by rules

Written by `python benchmarks/allocation/scale.py`; do not edit. Each line is one run on {machine}; workers and posts
come from a seed; about a fifth of the pairs are allowed. Each number is the median of processes of their own, both
sides in turn. Where all pairs do not fit, the other side is one plain pass over their scores, and nothing is kept.
Packages are imported before the clock starts, on both sides.
"Rules" is `Problem.from_rules`, `allocate` and `verify()` together; "flow" is every allowed pair in OR-tools'
minimum-cost flow, the arrays of pairs made with numpy. Memory is the most that a process held, the workers and posts
themselves included. The scores were the same wherever both ran, and every answer was proved and verified.

| workers × posts | flow, s | rules, s | of it verifying | ratio | wanted | flow, MiB | rules, MiB | ratio | wanted |
|---|---|---|---|---|---|---|---|---|---|
"""


def by_rules(people: int, posts: int) -> dict[str, float]:
    """From workers and posts to a verified answer."""
    import numpy as np  # noqa: F401 - imported before the clock starts, as on the other side
    from ortools.graph.python import max_flow, min_cost_flow  # noqa: F401 - the same

    from laborcoop.allocation import Problem, allocate

    workers, places = instances.seekers(people), instances.openings(posts, people)
    start = perf_counter()
    problem = Problem.from_rules(workers, places, rules=instances.RULES, preferences=instances.PREFERENCES)
    result = allocate(problem)
    solved = perf_counter()
    faults = result.verify()
    end = perf_counter()
    assert result.status == "proved"
    assert not faults
    return {"seconds": end - start, "verifying": end - solved, "score": result.bound[0]}


def by_flow(people: int, posts: int) -> dict[str, float]:
    """All allowed pairs as arcs of one flow."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    workers, places = instances.seekers(people), instances.openings(posts, people)
    start = perf_counter()
    blocks = list(scored(workers, places))
    who = np.concatenate([start + np.nonzero(is_open)[0] for start, is_open, _ in blocks])
    where = np.concatenate([np.nonzero(is_open)[1] for _, is_open, _ in blocks])
    score = np.concatenate([score[is_open] for _, is_open, score in blocks])
    del blocks
    sink = people + posts
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([who, np.arange(people), people + np.arange(posts)]),
        np.concatenate([people + where, np.full(people + posts, sink)]),
        np.concatenate([np.ones(len(who) + people, dtype=np.int64), [place.openings for place in places]]),
        np.concatenate([-score, np.zeros(people + posts, dtype=np.int64)]),
    )
    flow.set_nodes_supplies(np.arange(sink + 1), np.array([1] * people + [0] * posts + [-people]))
    assert flow.solve() == flow.OPTIMAL
    return {"seconds": perf_counter() - start, "score": -flow.optimal_cost()}


def one_pass(people: int, posts: int) -> dict[str, float]:
    """Every pair's score once, in blocks, and nothing kept."""
    workers, places = instances.seekers(people), instances.openings(posts, people)
    start = perf_counter()
    best = sum(int(score.max()) for _, _, score in scored(workers, places))
    return {"seconds": perf_counter() - start, "score": best}


def scored(workers: list[instances.Seeker], places: list[instances.Opening]) -> Any:  # noqa: ANN401 - arrays
    """(first worker, which pairs are allowed, their scores) a block at a time: a table per rule, indexed by keys."""
    import numpy as np

    tables = []
    for one in (*instances.RULES, *instances.PREFERENCES):
        left: dict[Any, int] = {}
        right: dict[Any, int] = {}
        row = np.array([left.setdefault(one.worker_key(worker), len(left)) for worker in workers])
        column = np.array([right.setdefault(one.post_key(place), len(right)) for place in places])
        is_rule = isinstance(one, instances.PairRule)
        says = one.allows if is_rule else one.score
        table = np.array([[says(a, b) for b in right] for a in left], dtype=bool if is_rule else np.int32)
        tables.append((is_rule, row, table[:, column]))
    step = max(1, 2**18 // len(places))
    for start in range(0, len(workers), step):
        rows = slice(start, start + step)
        is_open = np.logical_and.reduce([table[row[rows]] for is_rule, row, table in tables if is_rule])
        yield start, is_open, sum(table[row[rows]] for is_rule, row, table in tables if not is_rule)


def measured(side: str, people: int, posts: int) -> dict[str, float]:
    """One side in a process of its own, with the most memory that it held, in MiB."""
    command = [sys.executable, __file__, side, str(people), str(posts)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
    found: dict[str, float] = json.loads(done.stdout)
    print(side, people, posts, found, flush=True)
    return found


def _line(people: int, posts: int) -> str:
    turns = TURNS.get((people, posts), 1)
    sides = ("rules", "flow") if people * posts < BEYOND_FLOW else ("rules", "pass")
    found: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for _ in range(turns):
        for side in sides:
            found[side].append(measured(side, people, posts))

    def middle(side: str, what: str) -> float:
        return median(one[what] for one in found[side])

    head = f"| {people:,} × {posts:,} ".replace(",", " ")
    own, own_memory = middle("rules", "seconds"), middle("rules", "mebibytes")
    ours = f"| {own:.2f} | {middle('rules', 'verifying'):.2f} "
    if "flow" not in sides:
        passes = own / middle("pass", "seconds")
        return (
            f"{head}| does not fit {ours}| {passes:.1f} passes | {PASSES} passes | | {own_memory:.0f} | | 4096 MiB |\n"
        )
    assert middle("flow", "score") == middle("rules", "score")
    time, memory = middle("flow", "seconds"), middle("flow", "mebibytes")
    most_time, most_memory = WANTED[people, posts]
    return (
        f"{head}| {time:.2f} {ours}| {own / time:.2f} | {most_time} "
        f"| {memory:.0f} | {own_memory:.0f} | {own_memory / memory:.2f} | {most_memory or ''} |\n"
    )


def main() -> None:
    """Measure every size, or one side of one in this process."""
    sides = {"rules": by_rules, "flow": by_flow, "pass": one_pass}
    if len(sys.argv) > 1 and sys.argv[1] in sides:
        found = sides[sys.argv[1]](*map(int, sys.argv[2:]))
        found["mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    small = [(5000, 200), (50_000, 1000), (200_000, 2000)]
    large = [(1_000_000, 5000)]
    lines = _written() | {size: _line(*size) for size in (large if "--large" in sys.argv else small)}
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    kept = "".join(lines[size] for size in (*small, *large) if size in lines)
    PAGE.write_text(HEAD.format(machine=machine) + kept, encoding="utf-8")


def _written() -> dict[tuple[int, int], str]:
    """The lines that the page has already, by size."""
    found = {}
    for line in PAGE.read_text("utf-8").splitlines(keepends=True) if PAGE.exists() else []:
        size = re.match(r"\| ([\d ]+) × ([\d ]+) \|", line)
        if size is not None:
            found[int(size[1].replace(" ", "")), int(size[2].replace(" ", ""))] = line
    return found


if __name__ == "__main__":
    main()
