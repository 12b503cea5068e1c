"""The library beside five peers on the same seeded problem: time, memory, and whether they agree.

Run ``python benchmarks/allocation/peers.py`` (extra ``benchmarks``; about eight minutes) to measure 5 000 × 200, and
2 000 × 120 for those that do not finish there, and to write docs/benchmarks-peers.md with the chart
docs/benchmarks-allocation.svg. ``--sizes 200x10`` measures other sizes and prints the page instead. Each measurement is
a process of its own; peers and library take turns. No third-party package is imported while a clock runs.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import chart
import instances
from attrs import field, frozen
from scale import by_flow, scored

DOCS = Path(__file__).parents[2] / "docs"
SIZES = ((5000, 200), (2000, 120))
LIMIT = 100
"""Seconds that a peer has."""
GRACE = 20
"""Seconds after the limit in which a peer that keeps to it by itself may hand over what it has."""
WANTED = 1.2
HEAD = """# The library beside its peers

Written by `python benchmarks/allocation/peers.py`; do not edit. One run on {machine};
{versions}; load average {load}. The workers and posts
come from a seed, about a fifth of the pairs are allowed, and the question is the largest sum of scores. Each
measurement is a process of its own, peers and library in turn; times are medians, with the number of runs. Every side
starts from the same workers and posts and ends with a placement; for the library that is `Problem.from_rules`,
`allocate` and `verify()`, the others get the allowed pairs as arrays made with numpy, within their time. Imports of
third-party packages are outside the clock on every side. A peer has {limit} seconds. Memory is the most that the
process held. Wherever a side finished, its score is the same as the library's proved one.

![Time of each side, on a logarithmic axis](benchmarks-allocation.svg)
"""
TABLE = """
## {size}

| side | time, s | runs | of OR-tools' flow | memory, MiB | score |
|---|---|---|---|---|---|
"""


@frozen
class Side:
    """One way to answer the question."""

    name: str
    how: str
    solve: Callable[[int, int], dict[str, Any]]
    runs: int
    """How often it is measured."""
    most: int = field(default=LIMIT)
    """Seconds after which its process is ended."""


def library(people: int, posts: int) -> dict[str, Any]:
    """From rules to a verified result."""
    import numpy as np  # noqa: F401 - imported before the clock starts
    from ortools.graph.python import max_flow, min_cost_flow  # noqa: F401 - the same

    from laborcoop.allocation import Problem, allocate

    workers, places = instances.seekers(people), instances.openings(posts, people)
    loaded = _packages()
    start = perf_counter()
    problem = Problem.from_rules(workers, places, rules=instances.RULES, preferences=instances.PREFERENCES)
    result = allocate(problem)
    solved = perf_counter()
    faults = result.verify()
    end = perf_counter()
    assert _packages() == loaded
    assert (result.status, faults) == ("proved", ())
    return {"seconds": end - start, "verifying": end - solved, "score": result.bound[0]}


def flow(people: int, posts: int) -> dict[str, Any]:
    """OR-tools' minimum-cost flow over all allowed pairs, as it is measured for more people."""
    import numpy as np  # noqa: F401 - imported before the clock starts
    from ortools.graph.python import min_cost_flow  # noqa: F401 - the same

    loaded = _packages()
    found = by_flow(people, posts)
    assert _packages() == loaded
    return found


def assignment(people: int, posts: int) -> dict[str, Any]:
    """Scipy's linear sum assignment: a column per opening, a pair that is not allowed worth as much as nowhere."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    workers, places = instances.seekers(people), instances.openings(posts, people)
    loaded = _packages()
    start = perf_counter()
    score = np.concatenate([np.where(is_open, some, 0) for _, is_open, some in scored(workers, places)])
    columns = score[:, np.repeat(np.arange(posts), [place.openings for place in places])]
    rows, taken = linear_sum_assignment(columns, maximize=True)
    found = int(columns[rows, taken].sum())
    end = perf_counter()
    assert _packages() == loaded
    return {"seconds": end - start, "score": found}


def _pairs(workers: list[instances.Seeker], places: list[instances.Opening]) -> tuple[Any, Any, Any]:
    """Of every allowed pair: the worker's number, the post's, the score."""
    import numpy as np

    blocks = list(scored(workers, places))
    who = np.concatenate([first + np.nonzero(is_open)[0] for first, is_open, _ in blocks])
    where = np.concatenate([np.nonzero(is_open)[1] for _, is_open, _ in blocks])
    return who, where, np.concatenate([score[is_open] for _, is_open, score in blocks])


def highs(people: int, posts: int) -> dict[str, Any]:
    """HiGHS by scipy: the linear program, whose best corner is whole."""
    import numpy as np
    import scipy.sparse
    from scipy.optimize import linprog

    workers, places = instances.seekers(people), instances.openings(posts, people)
    loaded = _packages()
    start = perf_counter()
    who, where, score = _pairs(workers, places)
    number = np.arange(len(who))
    uses = scipy.sparse.csr_array(
        (np.ones(2 * len(who)), (np.concatenate([who, people + where]), np.concatenate([number, number])))
    )
    room = np.concatenate([np.ones(people), [place.openings for place in places]])[: uses.shape[0]]
    left = LIMIT - (perf_counter() - start)
    answer = linprog(-score, A_ub=uses, b_ub=room, method="highs", options={"time_limit": left})
    end = perf_counter()
    assert _packages() == loaded
    if answer.status == 1:
        return {"seconds": None, "score": None}
    assert answer.status == 0
    return {"seconds": end - start, "score": round(-answer.fun)}


def cp_sat(people: int, posts: int) -> dict[str, Any]:
    """CP-SAT: a yes or no for every allowed pair."""
    from ortools.sat.python import cp_model

    workers, places = instances.seekers(people), instances.openings(posts, people)
    loaded = _packages()
    start = perf_counter()
    who, where, score = (column.tolist() for column in _pairs(workers, places))
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in who]
    of_worker: list[list[Any]] = [[] for _ in workers]
    of_place: list[list[Any]] = [[] for _ in places]
    for row, column, variable in zip(who, where, chosen, strict=True):
        of_worker[row].append(variable)
        of_place[column].append(variable)
    for variables in of_worker:
        model.add_at_most_one(variables)
    for variables, place in zip(of_place, places, strict=True):
        model.add(cp_model.LinearExpr.sum(variables) <= place.openings)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, score))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = os.cpu_count() or 1
    solver.parameters.max_time_in_seconds = LIMIT - (perf_counter() - start)
    status = solver.solve(model)
    end = perf_counter()
    assert _packages() == loaded
    if status == cp_model.OPTIMAL:
        return {"seconds": end - start, "score": round(solver.objective_value)}
    value = round(solver.objective_value) if status == cp_model.FEASIBLE else None
    return {"seconds": None, "score": value, "bound": int(solver.best_objective_bound)}


def simplex(people: int, posts: int) -> dict[str, Any]:
    """Networkx' network simplex over the same arcs as OR-tools' flow."""
    import networkx as nx
    import numpy as np  # noqa: F401 - imported before the clock starts

    workers, places = instances.seekers(people), instances.openings(posts, people)
    loaded = _packages()
    start = perf_counter()
    graph = nx.DiGraph()
    sink = people + posts
    graph.add_node(sink, demand=people)
    for row in range(people):
        graph.add_node(row, demand=-1)
        graph.add_edge(row, sink, capacity=1, weight=0)
    for column, place in enumerate(places, start=people):
        graph.add_edge(column, sink, capacity=place.openings, weight=0)
    for row, column, score in zip(*(one.tolist() for one in _pairs(workers, places)), strict=True):
        graph.add_edge(row, people + column, capacity=1, weight=-score)
    cost, _ = nx.network_simplex(graph)
    end = perf_counter()
    assert _packages() == loaded
    return {"seconds": end - start, "score": -cost}


SIDES = {
    "flow": Side("OR-tools, minimum-cost flow", "all allowed pairs as arcs", flow, 9),
    "library": Side("laborcoop", "from rules to a verified result, by prices", library, 9),
    "scipy": Side("scipy, linear_sum_assignment", "a column for each opening", assignment, 2),
    "highs": Side("HiGHS by scipy.optimize.linprog", "the linear program", highs, 2, LIMIT + GRACE),
    "cp-sat": Side("CP-SAT", "a Boolean for each allowed pair", cp_sat, 1, LIMIT + GRACE),
    "networkx": Side("networkx, network_simplex", "the same arcs as the flow", simplex, 1),
}


def _packages() -> set[str]:
    """The packages imported so far that are neither ours nor Python's own."""
    return {name.partition(".")[0] for name in sys.modules} - sys.stdlib_module_names - {"laborcoop"}


def measured(key: str, people: int, posts: int) -> dict[str, Any]:
    """One side in a process of its own, with the most memory that it held, in MiB."""
    command = [sys.executable, __file__, key, str(people), str(posts)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
    assert process.stdout is not None
    said = process.stdout.read()
    _, ended, usage = os.wait4(process.pid, 0)
    code = process.returncode = os.waitstatus_to_exitcode(ended)
    assert code in {0, -signal.SIGALRM}, f"{key} ended with {code}"
    found: dict[str, Any] = json.loads(said) if code == 0 else {"seconds": None, "score": None}
    found["mebibytes"] = usage.ru_maxrss / 1024
    found["load"] = os.getloadavg()[0]
    print(key, people, posts, found, file=sys.stderr, flush=True)
    return found


def compared(people: int, posts: int) -> dict[str, dict[str, Any]]:
    """Every side, in turn; key -> its median time, its memory, its score, checked to be the library's."""
    every: dict[str, list[dict[str, Any]]] = {key: [] for key in SIDES}
    for turn in range(max(side.runs for side in SIDES.values())):
        for key, side in SIDES.items():
            if turn < side.runs:
                every[key].append(measured(key, people, posts))
    best = every["library"][0]["score"]
    found = {}
    for key, runs in every.items():
        times = [run["seconds"] for run in runs if run["seconds"] is not None]
        finished = len(times) == len(runs)
        for run in runs:
            assert run["seconds"] is None or run["score"] == best, f"{key} has {run['score']}, the library {best}"
            assert run["score"] is None or run["score"] <= best <= run.get("bound", best)
        found[key] = {
            **runs[0],
            "seconds": median(times) if finished else None,
            "mebibytes": median(run["mebibytes"] for run in runs),
            "runs": len(runs),
            "loads": [run["load"] for run in runs],
        }
        if key == "library":
            found[key]["verifying"] = median(run["verifying"] for run in runs)
    return found


def table(people: int, posts: int, found: dict[str, dict[str, Any]]) -> str:
    """A line for each side."""
    base = found["flow"]["seconds"]
    best = found["library"]["score"]
    lines = []
    for key, side in SIDES.items():
        one = found[key]
        if one["seconds"] is None:
            time, ratio = f"not finished in {LIMIT}", f"over {LIMIT / base:.0f}"
        else:
            time, ratio = f"{one['seconds']:.3f}", f"{one['seconds'] / base:.2f}"
        score = "none yet" if one["score"] is None else _grouped(one["score"])
        if one["seconds"] is None and one["score"] is not None:
            score += f" ({100 * one['score'] / best:.1f} %)"
        if one["seconds"] is None and "bound" in one:
            score += f", bound {_grouped(one['bound'])}"
        lines.append(
            f"| {side.name} ({side.how}) | {time} | {one['runs']} | {ratio} | {one['mebibytes']:.0f} | {score} |\n"
        )
    size = f"{_grouped(people)} × {_grouped(posts)}"
    ours = found["library"]
    after = f"\nOf the library's time, {ours['verifying']:.3f} s are the verification, which no other side does.\n"
    wanted = f"Wanted of the library: at most {WANTED} of OR-tools' flow.\n" if (people, posts) == SIZES[0] else ""
    return TABLE.format(size=size) + "".join(lines) + after + wanted


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def page(sizes: list[tuple[int, int]]) -> tuple[str, str]:
    """The page and its chart."""
    found = {size: compared(*size) for size in sizes}
    loads = [load for sides in found.values() for one in sides.values() for load in one["loads"]]
    text = HEAD.format(
        machine=f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}",
        versions=", ".join(f"{name} {version(name)}" for name in ("ortools", "scipy", "networkx", "numpy")),
        load=f"{min(loads):.0f} to {max(loads):.0f}",
        limit=LIMIT,
    )
    text += "".join(table(*size, measures) for size, measures in found.items())
    series = {
        f"{_grouped(people)} × {_grouped(posts)}": [measures[key]["seconds"] for key in SIDES]
        for (people, posts), measures in found.items()
    }
    names = [side.name for side in SIDES.values()]
    return text, chart.drawn(names, series, limit=LIMIT, ours=list(SIDES).index("library"))


def main() -> None:
    """Measure every side, or one of them in this process."""
    if len(sys.argv) > 1 and sys.argv[1] in SIDES:
        side = SIDES[sys.argv[1]]
        # The operating system ends a side that passes its time, also one that is deep in a foreign loop.
        signal.setitimer(signal.ITIMER_REAL, side.most)
        print(json.dumps(side.solve(*map(int, sys.argv[2:]))))
    elif "--sizes" in sys.argv:
        chosen = [tuple(map(int, size.split("x"))) for size in sys.argv[sys.argv.index("--sizes") + 1].split(",")]
        text, drawing = page([(people, posts) for people, posts in chosen])
        print(text, drawing, sep="\n")
    else:
        text, drawing = page(list(SIZES))
        (DOCS / "benchmarks-peers.md").write_text(text, encoding="utf-8")
        (DOCS / "benchmarks-allocation.svg").write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    main()
