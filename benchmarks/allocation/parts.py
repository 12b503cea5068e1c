"""Allocation in parts on two processes and on a local Dask cluster of two workers, against one and everybody at once.

Run ``python benchmarks/allocation/parts.py`` to measure 100 000 × 1 000 and to write docs/benchmarks-parts.md;
``python benchmarks/allocation/parts.py 50000 1000`` measures another size and prints the lines instead. The workers are
written to files first, a file for each part; each measurement is a process of its own. It needs the extra ``dask``.
"""

from __future__ import annotations

import json
import os
import pickle
import platform
import resource
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import instances
from instances import Seeker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from laborcoop.allocation import Executor

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-parts.md"
SIZE = 100_000, 1000
PARTS = 8
SIDES = {
    "everybody at once, `allocate`": "at-once",
    "in parts, one process": "1",
    "in parts, two processes": "2",
    "in parts, Dask, two workers": "dask",
}
HEAD = """# Benchmarks of the allocation in parts

Written by `python benchmarks/allocation/parts.py`; do not edit. One run on {machine}; load
average {load}: {size}, the workers in {parts} files, one for
each part; about a fifth of the pairs are allowed. Time is from the files to the answer, and to check it
with `verify()`. Processor time is that of all processes together, reading the files and checking included: on a machine
with other work it says more than the clock. "In parts" is `allocate_in_parts` on a pool of processes, or on a local
Dask cluster by `client.get_executor()`, with a gap of at most 0.1 % asked for; starting the processes is included.
Memory is the most that one of them held, and what the process held that hands the work out. "At once" reads all files
and calls `allocate`.

| | answer, s | check, s | processor time, s | score | gap | memory of a process, MiB | of the one that asks, MiB |
|---|---|---|---|---|---|---|---|
"""


def load(path: str) -> list[Seeker]:
    """The workers of one file."""
    found: list[Seeker] = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by this script
    return found


def at_once(paths: list[str], posts: list[instances.Opening]) -> dict[str, float]:
    """Everybody in this process."""
    from laborcoop.allocation import Problem, allocate

    start = perf_counter()
    workers = list(chain.from_iterable(map(load, paths)))
    problem = Problem.from_rules(workers, posts, rules=instances.RULES, preferences=instances.PREFERENCES)
    result = allocate(problem)
    solved = perf_counter()
    assert not result.verify()
    return {"seconds": solved - start, "check": perf_counter() - solved, "score": result.score, "gap": 0.0}


@contextmanager
def pool(side: str) -> Iterator[Executor]:
    """What runs the parts, started now."""
    if side != "dask":
        with ProcessPoolExecutor(int(side), mp_context=get_context("spawn")) as processes:
            yield processes
        return
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client.get_executor()


def in_parts(paths: list[str], posts: list[instances.Opening], side: str) -> dict[str, float]:
    """Part by part."""
    from laborcoop.allocation import allocate_in_parts

    start = perf_counter()
    with pool(side) as executor:
        result = allocate_in_parts(
            [partial(load, path) for path in paths],
            posts,
            rules=instances.RULES,
            preferences=instances.PREFERENCES,
            executor=executor,
        )
        solved = perf_counter()
        assert not result.verify(executor)
        assert result.status in {"proved", "certified"}
        end = perf_counter()
    return {"seconds": solved - start, "check": end - solved, "score": result.score, "gap": float(result.gap)}


def measured(side: str, posts: int, folder: str) -> dict[str, float]:
    """One side in a process of its own, with the most memory that it and each of its processes held, in MiB."""
    command = [sys.executable, __file__, "side", side, str(posts), folder]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
    found: dict[str, float] = json.loads(done.stdout)
    print(side, found, flush=True)
    return found


def _side(side: str, count: int, folder: str) -> None:
    paths = sorted(map(str, Path(folder).iterdir()))
    posts = instances.openings(count, sum(len(load(path)) for path in paths))
    found = at_once(paths, posts) if side == "at-once" else in_parts(paths, posts, side)
    found["asking"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["processor"] = sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    found["working"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps(found))


def _lines(people: int, posts: int, loads: list[float]) -> str:
    """A line for each side; the load average before each is added to ``loads``."""
    size = people // PARTS
    with TemporaryDirectory() as folder:
        for part in range(PARTS):
            workers = instances.seekers(size, seed=part + 1, first=part * size)
            (Path(folder) / f"{part}.pickle").write_bytes(pickle.dumps(workers))
        lines = ""
        for name, side in SIDES.items():
            loads.append(os.getloadavg()[0])
            one = measured(side, posts, folder)
            gap = f"{100 * one['gap']:.3f} %" if one["gap"] else "0: proved the best"
            working = "" if side == "at-once" else f"{one['working']:.0f}"
            lines += (
                f"| {name} | {one['seconds']:.1f} | {one['check']:.1f} | {one['processor']:.1f} | {one['score']:.0f}"
                f" | {gap} | {working} | {one['asking']:.0f} |\n"
            )
    return lines


def main() -> None:
    """Measure the usual size and write the page, or another one and print; or one side in this process."""
    if sys.argv[1:2] == ["side"]:
        _side(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif len(sys.argv) > 1:
        print(_lines(int(sys.argv[1]), int(sys.argv[2]), []))
    else:
        machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
        size = f"{SIZE[0]:,} workers × {SIZE[1]:,} posts".replace(",", " ")
        loads: list[float] = []
        lines = _lines(*SIZE, loads)
        load = f"{min(loads):.0f} to {max(loads):.0f}"
        PAGE.write_text(HEAD.format(machine=machine, load=load, size=size, parts=PARTS) + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
