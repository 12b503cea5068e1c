"""Stable placement beside the packages ``matching`` and ``algmatch`` on the same seeded rankings.

Run ``python benchmarks/allocation/stable.py`` (extra ``benchmarks``; a few minutes) to measure 5 000 × 200 with peers
and library in turn, then the library alone on 50 000 × 1 000, and to write docs/benchmarks-stable.md.
``--small`` measures 500 × 20 and 2 000 × 40 instead and prints the page. Each measurement is a process of its own.
Times are processor seconds, of which every side here uses one thread's, so that a busy machine disturbs them little.
The rankings hold no ties, so the best stable answer of the applicants is unique: all sides have to agree.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import instances

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-stable.md"
WANTED = 200
SHARE = 0.2
PEERS = ("matching", "algmatch")
HEAD = """# Stable placement beside its peers

Written by `python benchmarks/allocation/stable.py`; do not edit. One run on {machine}. The
rankings come from a seed: each applicant lists a fifth of the places, and is listed by them; the places have openings
for four in five. Each measurement is a process of its own: a peer once, the library before, between and after them, and
the larger size three times; of these the median is shown. Times are processor seconds from the rankings as dictionaries
to the answer; every side uses one thread. Memory is the most that a process held, the rankings included. There are no
ties, so the stable answer that is best for the applicants is unique: every side gave the same placements.

## {people} × {places}, {pairs} pairs

| side | reading, s | solving, s | checking, s | together, s | times the library's | wanted | with checks | MiB |
|---|---|---|---|---|---|---|---|---|
"""
GROWTH = """
The packages' own checks are within their times where they make one (algmatch checks its answer; matching leaves that
to another call); the library's is `verify()`. "Times the library's" is of reading and solving, "with checks" of all
together. The library uses numpy where it is installed; without it placing takes longer. `verify()` needs none.

## From {people} × {places} to {more_people} × {more_places}

| | pairs | reading, s | solving, s | verifying, s | together, s | memory, MiB |
|---|---|---|---|---|---|---|
"""
END = """
{times_pairs:.1f} times the pairs take {times_solved:.1f} times as long to read and to place, and {times_whole:.1f}
times as long with the check; in proportion to the lists, or less, was wanted. The last line is the same mechanism on
workers and posts under rules (`Problem.from_rules`), whose pairs are never listed: both sides rank by the score.
"""


def rankings(people: int, places: int, seed: int = 1) -> tuple[dict[str, Any], dict[str, Any], dict[str, int]]:
    """Both sides' lists without ties, and the openings: everybody has a liking of their own for what many like."""
    import numpy as np

    chance = np.random.default_rng(seed)
    fame, skill = chance.normal(size=places), chance.normal(size=people)
    names = np.array([f"W-{number:07}" for number in range(people)], dtype=object)
    ids = np.array([f"P-{number:05}" for number in range(places)], dtype=object)
    # An equal number for all, so that no place is out of reach and the total is four in five.
    room = 1 + chance.multinomial(max(0, round(0.8 * people) - places), chance.dirichlet(np.ones(places)))
    wishes, suitors = {}, []
    for name in names:
        lot = chance.random(places)
        # At least one: the package matching takes no empty list.
        columns = np.flatnonzero(lot < max(SHARE, np.nextafter(lot.min(), 1)))
        wishes[name] = ids[columns[np.argsort(-(fame[columns] + chance.normal(size=len(columns))))]].tolist()
        suitors.append(columns)
    who = np.repeat(np.arange(people), [len(columns) for columns in suitors])
    where = np.concatenate(suitors)
    order = np.lexsort((-(skill[who] + chance.normal(size=len(who))), where))
    cuts = np.searchsorted(where[order], np.arange(places + 1))
    wanted = {place: names[who[order[cuts[number] : cuts[number + 1]]]].tolist() for number, place in enumerate(ids)}
    return wishes, wanted, dict(zip(ids.tolist(), room.tolist(), strict=True))


def by_library(people: int, places: int) -> dict[str, Any]:
    """The library, from the rankings to a verified answer."""
    from laborcoop.allocation import Problem, allocate

    wishes, wanted, room = rankings(people, places)
    pairs = sum(map(len, wishes.values()))
    start = process_time()
    problem = Problem.from_preferences(applicants=wishes, places=wanted, capacity=room)
    return {"pairs": pairs, **_placed(problem, allocate, start)}


def by_rules(people: int, places: int) -> dict[str, Any]:
    """The library, from workers and posts under rules to a verified answer; pairs are counted afterwards."""
    from laborcoop.allocation import Problem, allocate

    workers, posts = instances.seekers(people), instances.openings(places, people)
    start = process_time()
    problem = Problem.from_rules(workers, posts, rules=instances.RULES, preferences=instances.PREFERENCES)
    found = _placed(problem, allocate, start)
    return {"pairs": len(problem.pairs), **found}


def _placed(problem: Any, allocate: Any, start: float) -> dict[str, Any]:  # noqa: ANN401 - imported while no clock runs
    read = process_time()
    result = allocate(problem, mechanism="stable")
    solved = process_time()
    faults = result.verify()
    end = process_time()
    assert result.status == "proved"
    assert not faults
    return {
        "reading": read - start,
        "solving": solved - read,
        "verifying": end - solved,
        "whole": end - start,
        "answer": _digest(result.placed),
    }


def by_matching(people: int, places: int) -> dict[str, Any]:
    """The package matching: deep copies of its players pass the usual limit of recursion."""
    from matching.games import HospitalResident

    sys.setrecursionlimit(10**6)
    wishes, wanted, room = rankings(people, places)
    start = process_time()
    game = HospitalResident.create_from_dictionaries(wishes, wanted, room)
    read = process_time()
    found = game.solve()
    end = process_time()
    placed = {one.name: place.name for place, people in found.items() for one in people}
    return {"reading": read - start, "solving": end - read, "whole": end - start, "answer": _digest(placed)}


def by_algmatch(people: int, places: int) -> dict[str, Any]:
    """The package algmatch; it takes numbers for ids, which are made outside its time."""
    from algmatch import HospitalResidentsProblem

    wishes, wanted, room = rankings(people, places)
    names, ids = list(wishes), list(wanted)
    number = {name: at for at, name in enumerate(names)} | {place: at for at, place in enumerate(ids)}
    given = {
        "residents": {number[name]: [number[place] for place in ranking] for name, ranking in wishes.items()},
        "hospitals": {
            number[place]: {"capacity": room[place], "preferences": [number[name] for name in ranking]}
            for place, ranking in wanted.items()
        },
    }
    start = process_time()
    problem = HospitalResidentsProblem(dictionary=given)
    read = process_time()
    found = problem.get_stable_matching()["resident_sided"]
    end = process_time()
    placed = {names[int(one[1:])]: ids[int(place[1:])] for one, place in found.items() if place}
    return {"reading": read - start, "solving": end - read, "whole": end - start, "answer": _digest(placed)}


def _digest(placed: Any) -> str:  # noqa: ANN401 - a mapping
    return sha256(json.dumps(sorted(dict(placed).items())).encode()).hexdigest()[:16]


SIDES = {"library": by_library, "rules": by_rules, "matching": by_matching, "algmatch": by_algmatch}


def measured(side: str, people: int, places: int) -> dict[str, Any]:
    """One side in a process of its own, with the most memory that it held, in MiB."""
    command = [sys.executable, __file__, side, str(people), str(places)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - this very script
    found: dict[str, Any] = json.loads(done.stdout)
    print(side, people, places, found, file=sys.stderr, flush=True)
    return found


def medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each number over several runs."""
    return {what: median(run[what] for run in runs) for what in runs[0] if what != "answer"}


def _cells(found: dict[str, Any], *parts: str) -> str:
    return " | ".join(f"{found[part]:.{2 if found[part] >= 1 else 3}f}" if part in found else "" for part in parts)


def page(sizes: tuple[tuple[int, int], tuple[int, int]]) -> str:
    """The page, measured now."""
    small, large = sizes
    known = {name: _version(name) for name in PEERS}
    sides = ["library", *(name for name in PEERS if known[name])]
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in sides}
    for side in sides[1:]:
        runs["library"].append(measured("library", *small))
        runs[side].append(measured(side, *small))
    runs["library"].append(measured("library", *small))
    answers = {run["answer"] for some in runs.values() for run in some}
    assert len(answers) == 1, "the stable answer that is best for the applicants is unique"
    middle = {side: medians(some) for side, some in runs.items()}
    own = middle["library"]
    machine = f"{os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"
    text = HEAD.format(machine=machine, people=_spaced(small[0]), places=small[1], pairs=_spaced(own["pairs"]))
    for side in sides:
        found = middle[side]
        name = "laborcoop" if side == "library" else f"{side} {known[side]}"
        answered = (found["reading"] + found["solving"]) / (own["reading"] + own["solving"])
        ratio = f"{answered:.0f} | at least {WANTED} | {found['whole'] / own['whole']:.0f}"
        if side == "library":
            ratio = "1 |  | 1"
        numbers = _cells(found, "reading", "solving", "verifying", "whole")
        text += f"| {name} | {numbers} | {ratio} | {found['mebibytes']:.0f} |\n"
    for name in PEERS:
        text += "" if known[name] else f"| {name} | could not be installed here | | | | | | | |\n"
    text += GROWTH.format(
        people=_spaced(small[0]), places=small[1], more_people=_spaced(large[0]), more_places=large[1]
    )
    lines = {small: own, large: medians([measured("library", *large) for _ in range(3)])}
    rules = measured("rules", *large)
    for size, found in (*lines.items(), (large, rules)):
        head = f"{_spaced(size[0])} × {_spaced(size[1])}" + (", under rules" if found is rules else ", rankings")
        numbers = _cells(found, "reading", "solving", "verifying", "whole")
        text += f"| {head} | {_spaced(found['pairs'])} | {numbers} | {found['mebibytes']:.0f} |\n"
    few, many = lines[small], lines[large]
    return text + END.format(
        times_pairs=many["pairs"] / few["pairs"],
        times_solved=(many["reading"] + many["solving"]) / (few["reading"] + few["solving"]),
        times_whole=many["whole"] / few["whole"],
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _spaced(number: float) -> str:
    return f"{round(number):,}".replace(",", " ")


def main() -> None:
    """Write the page, or measure one side of one size in this process."""
    if len(sys.argv) > 1 and sys.argv[1] in SIDES:
        found = SIDES[sys.argv[1]](*map(int, sys.argv[2:]))
        found["mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
    elif "--small" in sys.argv:
        print(page(((500, 20), (2000, 40))))
    else:
        PAGE.write_text(page(((5000, 200), (50_000, 1000))), encoding="utf-8")


if __name__ == "__main__":
    main()
