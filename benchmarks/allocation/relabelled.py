"""Wrong answers that say that they are proved: how many pass the check, and what the check costs beside solving.

Run ``python benchmarks/allocation/relabelled.py`` to write docs/benchmarks-verify.md; ``--small`` leaves the largest
size out. Each size is a process of its own.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import groups
import instances
from attrs import evolve

if TYPE_CHECKING:
    from laborcoop.allocation import Problem, Result

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-verify.md"
SIZES = (
    (120, 10, 4, 8, "rules"),
    (120, 10, 4, 8, "list"),
    (400, 30, 3, 5, "rules"),
    (400, 30, 3, 5, "list"),
    (1_000, 50, 1, 6, "rules"),
    (1_000, 50, 2, 4, "list"),
    (5_000, 200, 1, 2, "rules"),
)
"""Workers, posts, how many problems, how many pairs of each answer are barred in turn, and how they are given."""
EFFORT = 20.0
HEAD = """# Benchmarks of the check

Written by `python benchmarks/allocation/relabelled.py`; do not edit. One run on {machine}. Workers and posts come from
a seed, with households, caps and least cohorts as in [groups](benchmarks-groups.md), given by rules (with the prices
of the answer, as for very many pairs) or as a list. Each problem is solved (effort 20), by score or by count, then
score. Then a pair that the answer uses is barred, the rest is solved again, and what comes out, if it is worse, is
handed in as the proved answer of the whole problem. "Caught" is by `verify()`; "told" are those that pass while
`audit().unproved` says that the last step was not derived again; "passed" are those of which nothing is said. No honest
answer was accused; "open" is how many of them were not wholly derived again. Times are medians, in seconds.

| workers × posts | given by | wrong | caught | told | passed | honest | open | solving | verifying it | a wrong one |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def problem_of(people: int, posts: int, seed: int, *, by_rules: bool) -> Problem:
    """A problem with households, caps and cohorts, by rules whose pairs are never listed or as a list."""
    from laborcoop.allocation import Problem

    drawn = groups.households(people, posts, people // 25, seed)
    demands = {name: getattr(drawn, name) for name in ("groups", "caps", "minimum")}
    if by_rules:
        workers, places = drawn.pairs.workers.values(), drawn.pairs.posts.values()
        rules: dict[str, Any] = {"rules": instances.RULES, "preferences": instances.PREFERENCES}
        return Problem.from_rules(workers, places, **rules, listed_up_to=0, **demands)
    return Problem.from_pairs(
        [(name, place, score) for name in drawn.applicants for place, score in drawn.pairs.of(name).items()],
        capacity=drawn.capacity,
        applicants=drawn.applicants,
        **demands,
    )


def without(result: Result, pair: tuple[str, str]) -> Result | None:
    """The best answer found without one pair, as the proved answer with it; None where it is not worse."""
    from laborcoop.allocation import Cap, allocate

    barred = Cap("barred", [pair[0]], [pair[1]], most=0)
    caps = (*result.problem.caps, barred)
    other = allocate(result.problem.changed(caps=caps), objective=result.objective, effort=EFFORT)
    values = [goal.value for goal in other.goals]
    if values >= [goal.value for goal in result.goals][: len(values)]:
        return None
    goals = tuple(evolve(goal, value=value, bound=value) for goal, value in zip(result.goals, values, strict=False))
    if len(goals) < len(result.aims):
        return None
    return evolve(result, placed=other.placed, unplaced=other.unplaced, goals=goals, status="proved")


def measured(people: int, posts: int, problems: int, pairs: int, form: str) -> dict[str, Any]:
    """What became of the wrong answers of one size."""
    from laborcoop.allocation import allocate

    found: dict[str, Any] = dict.fromkeys(("wrong", "caught", "told", "passed", "honest", "open"), 0)
    solving, checking, refuting = [], [], []
    for seed in range(3, 3 + problems):
        problem = problem_of(people, posts, seed, by_rules=form == "rules")
        start = perf_counter()
        result = allocate(problem, objective=("score", "count-then-score")[(seed + 1) % 2], effort=EFFORT)
        solving.append(perf_counter() - start)
        start = perf_counter()
        audit = result.audit()
        checking.append(perf_counter() - start)
        assert not audit.faults
        found["honest"] += 1
        found["open"] += bool(audit.unproved)
        for pair in Random(seed).sample(sorted(result.placed.items()), pairs):
            wrong = without(result, pair)
            if wrong is not None:
                start = perf_counter()
                audit = wrong.audit()
                refuting.append(perf_counter() - start)
                found["wrong"] += 1
                found["caught" if audit.faults else "told" if audit.unproved else "passed"] += 1
                print(form, people, seed, pair, audit, refuting[-1], file=sys.stderr, flush=True)
    return {**found, "solving": median(solving), "checking": median(checking), "refuting": median(refuting or [0])}


def main() -> None:
    """Measure every size, or one in this process."""
    if sys.argv[1:] and sys.argv[1] != "--small":
        print(json.dumps(measured(*map(int, sys.argv[1:5]), sys.argv[5])))
        return
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    lines = []
    for size in SIZES[: -1 if "--small" in sys.argv else None]:
        command = [sys.executable, __file__, *map(str, size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
        one = json.loads(done.stdout)
        print(size, one, flush=True)
        head = f"| {size[0]:,} × {size[1]:,} | {size[4]}".replace(",", " ")
        counts = [one[name] for name in ("wrong", "caught", "told", "passed", "honest", "open")]
        times = [f"{one[name]:.1f}" for name in ("solving", "checking", "refuting")]
        lines.append(" | ".join([head, *map(str, counts), *times]) + " |\n")
    PAGE.write_text(HEAD.format(machine=machine) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
