"""Random small problems against brute force: every answer, bound, price and explanation that can be enumerated.

Run ``python benchmarks/allocation/brute_force.py 100000 --jobs 2 --page``: it prints the number of disagreements, exits
with 1 if there is any, and writes docs/brute-force.md. A run that was stopped goes on where it was, as long as neither
the engine nor this script has changed. The oracle below is written from the definitions alone and uses nothing of the
engine but its values.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

import laborcoop.allocation
from laborcoop.allocation import Cap, Problem, Result, allocate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Vector = tuple[int, ...]

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "brute-force.md"
CHUNK = 250
IDS: tuple[Any, ...] = (0, 1, 2, -1, "", " ", "0", "1", "a", "甲")
"""Ids of both kinds that are easily taken for one another, or for none; either side, and the caps, may share them."""
MANY = 4
PAGE_TEXT = """# The allocation against brute force

Written by `python benchmarks/allocation/brute_force.py COUNT --jobs 2 --page`; do not edit.

**{cases} random small problems, {wrong}.** (Seeds {first} to {last}; {statuses}.)

Each has at most five applicants and four places, and is solved a second time by trying every placement there is, with
code written from the definitions alone. What has to agree: whether there is an answer at all, that the answer keeps
every demand, the value of every goal in its order (tiers, people, score, move cost, priority, fewest moves), every
bound, a gap of 0, the price of every place where single people make it exact (by solving again with one opening more,
and one fewer), that nobody is lost or counted twice, that the result's own check finds nothing, and that no explanation
calls another place better. {together} of the problems had {many} or more kinds of demand at once. Ids are texts,
the numbers of rows and columns from 0 up, or both mixed, 0 beside "0" and an empty text.

| cases with | |
|---|---:|
{rows}

A sample of these cases is among the tests, together with others that hypothesis draws.
"""


@frozen
class Case:
    """What one problem is built from, and how it is to be solved."""

    pairs: list[tuple[str, str, int]]
    capacity: dict[str, int]
    applicants: list[str]
    demands: dict[str, Any] = field(factory=dict)
    objective: str = "score"
    move_cost: int = 0

    def problem(self, **changes: Any) -> Problem:
        """The problem, with some of its parts exchanged."""
        parts = {"capacity": self.capacity, "applicants": self.applicants, **self.demands, **changes}
        return Problem.from_pairs(parts.pop("pairs", self.pairs), **parts)

    def solve(self, problem: Problem | None = None) -> Result:
        """The engine's answer."""
        return allocate(problem or self.problem(), objective=self.objective, move_cost=self.move_cost)  # type: ignore[arg-type]  # drawn from the two that exist


def draw(chance: Random, people: int = 5, spots: int = 4) -> Case:
    """A small problem with every kind of demand at once, more often than not."""
    names = [f"a{number}" for number in range(chance.randint(0, people))]
    places = [f"p{number}" for number in range(chance.randint(0, spots))]
    low, high = chance.choice([-3, 0, 1]), chance.choice([1, 3, 9])
    pairs = [(name, place, chance.randint(low, high)) for name in names for place in places if _likely(chance, 7)]
    demands: dict[str, Any] = {}
    plain = _likely(chance, 3)

    def some(of_ten: int) -> bool:
        return _likely(chance, of_ten)

    if not plain and some(5):
        demands["minimum"] = {place: chance.randint(0, 3) for place in places if some(5)}
    if not plain and some(5):
        demands["groups"] = _groups(chance, names)
    if not plain and some(3):
        demands["size"] = _sizes(chance, names, pairs)
    if some(4):
        demands["tier"] = {name: chance.randint(0, 1) for name in names}
    if some(4):
        demands["priority"] = {name: chance.randint(0, 2) for name in names if some(8)}
    if not plain and some(5):
        demands["caps"] = [
            Cap(
                f"c{number}",
                [name for name in names if some(6)],
                [place for place in places if some(6)],
                least=chance.choice([0, 0, 0, 1, 2]),
                most=chance.choice([None, 0, 1, 2, 3]),
            )
            for number in range(chance.randint(1, 2))
        ]
    if some(3):
        demands["pinned"] = _pins(chance, pairs, demands.get("groups", []))
    if some(4):
        demands["previous"] = {name: chance.choice([*places, "gone"]) for name in names if some(6)}
    case = Case(
        pairs=pairs,
        capacity={place: chance.randint(0, 3) for place in places},
        applicants=names,
        demands=demands,
        objective=chance.choice(["score", "count-then-score"]),
        move_cost=chance.choice([0, 0, 1, 2]),
    )
    return renamed(case, _ids(chance, names, places, ["c0", "c1"]))


def _ids(chance: Random, *sides: list[str]) -> dict[str, Any]:
    """Other ids for each side: none half of the time, else numbers from 0 up, or numbers and texts mixed."""
    kind = chance.choice(["texts", "texts", "numbers", "both"])
    given: dict[str, Any] = {}
    for side in sides if kind != "texts" else ():
        given |= zip(side, range(len(side)) if kind == "numbers" else chance.sample(IDS, len(side)), strict=True)
    return given


def renamed(case: Case, given: Mapping[str, Any]) -> Case:
    """The same case with other ids; those that are not given stay."""

    def new(part: Any) -> Any:  # noqa: ANN401 - whatever a case holds
        if isinstance(part, str):
            return given.get(part, part)
        if isinstance(part, dict):
            return {new(name): new(value) for name, value in part.items()}
        if isinstance(part, list | tuple | set | frozenset):
            return type(part)(map(new, part))
        if isinstance(part, Cap):
            return evolve(part, name=new(part.name), applicants=new(part.applicants), places=new(part.places))
        return part

    return evolve(
        case,
        pairs=new(case.pairs),
        capacity=new(case.capacity),
        applicants=new(case.applicants),
        demands={name: new(part) for name, part in case.demands.items()},
    )


def _likely(chance: Random, of_ten: int) -> bool:
    return chance.randint(0, 9) < of_ten


def _groups(chance: Random, names: list[str]) -> list[set[str]]:
    left = list(names)
    chance.shuffle(left)
    groups = []
    while len(left) > 1 and _likely(chance, 7):
        size = chance.randint(2, min(3, len(left)))
        groups.append(set(left[:size]))
        left = left[size:]
    return groups


def _sizes(chance: Random, names: list[str], pairs: list[tuple[str, str, int]]) -> dict[str, int | dict[str, int]]:
    """A number for some, a number for each of their pairs for others."""
    return {
        name: {place: chance.randint(1, 3) for one, place, _ in pairs if one == name}
        if _likely(chance, 4)
        else chance.randint(1, 2)
        for name in names
    }


def _pins(chance: Random, pairs: list[tuple[str, str, int]], groups: list[set[str]]) -> dict[str, str]:
    """Pins that the input check accepts: open to the whole group, and one per group."""
    allowed = {(name, place) for name, place, _ in pairs}
    pins: dict[str, str] = {}
    for name, place in sorted(allowed):
        party = next((group for group in groups if name in group), {name})
        fits = all((one, place) in allowed for one in party)
        if fits and pins.keys().isdisjoint(party) and _likely(chance, 2):
            pins[name] = place
    return pins


def placements(problem: Problem) -> Iterator[dict[str, str]]:
    """Every placement that keeps every demand."""
    options = [[None, *problem.pairs.of(name)] for name in problem.applicants]
    for choice in product(*options):
        placed = {name: place for name, place in zip(problem.applicants, choice, strict=True) if place is not None}
        if keeps(problem, placed):
            yield placed


def keeps(problem: Problem, placed: Mapping[str, str]) -> bool:
    """Whether a placement keeps every demand."""
    load: Counter[str] = Counter()
    size: dict[str, int] = {}
    for name, place in placed.items():
        asked = problem.size.get(name, 1)
        size[name] = asked if isinstance(asked, int) else asked[place]
        load[place] += size[name]
    taken = [
        sum(size[name] for name, place in placed.items() if name in cap.applicants and place in cap.places)
        for cap in problem.caps
    ]
    return (
        all(problem.minimum.get(place, 0) <= count <= problem.capacity[place] for place, count in load.items())
        and all(len({placed.get(name) for name in group}) == 1 for group in problem.groups)
        and all(placed.get(name) == place for name, place in problem.pinned.items())
        and all(
            cap.least <= count and (cap.most is None or count <= cap.most)
            for cap, count in zip(problem.caps, taken, strict=True)
        )
    )


def values(problem: Problem, placed: Mapping[str, str], objective: str, move_cost: int) -> Vector:
    """The goals in order, each to be made as large as possible (moves negative)."""
    moved = {name for name, place in problem.previous.items() if placed.get(name) != place}
    found = []
    for tier in sorted({problem.tier.get(name, 0) for name in problem.applicants} or {0}):
        here = [name for name in problem.applicants if problem.tier.get(name, 0) == tier]
        if objective == "count-then-score":
            found.append(sum(name in placed for name in here))
        score = sum(problem.pairs.of(name)[placed[name]] for name in here if name in placed)
        found.append(score - move_cost * sum(name in moved for name in here))
    found += [
        sum(problem.priority.get(name) == value for name in placed) for value in sorted(set(problem.priority.values()))
    ]
    return (*found, -len(moved)) if problem.previous else tuple(found)


def best(case: Case, problem: Problem) -> Vector | None:
    """The best values of the goals; None if no placement keeps every demand."""
    return max((values(problem, one, case.objective, case.move_cost) for one in placements(problem)), default=None)


def disagreements(case: Case, result: Result | None = None) -> list[str]:
    """Everything in the engine's answer that brute force or the engine's own check does not bear out."""
    problem = case.problem()
    result = result or case.solve(problem)
    truth = best(case, problem)
    wrong = [fault.en for fault in result.verify()]
    if truth is None:
        return wrong + (["not infeasible"] if result.status != "infeasible" else [])
    own = values(problem, result.placed, case.objective, case.move_cost)
    bound = tuple(-goal.bound if goal.kind == "moves" else goal.bound for goal in result.goals)
    if result.status != "proved" or result.gap != 0 or not keeps(problem, result.placed):
        wrong.append(f"{result.status}, gap {result.gap}")
    if not own == bound == truth:
        wrong.append(f"values {own}, bounds {bound}, best {truth}")
    if set(result.placed) | set(result.unplaced) != set(case.applicants) or set(result.placed) & set(result.unplaced):
        wrong.append("somebody is lost or counted twice")
    wrong += _mispriced(case, result, truth)
    for name in case.applicants:
        why = result.why(name)
        if not (why.render("zh") and why.render("en")) or any(option.code == "better" for option in why.options):
            wrong.append(f"explanation of {name}")
    return wrong


def _mispriced(case: Case, result: Result, truth: Vector) -> list[str]:
    """Prices that are not what one opening more brings, or one fewer takes."""
    wrong = []
    for step, prices in ((1, result.worth), (-1, result.loss)):
        for place, price in prices.items():
            other = best(case, case.problem(capacity={**case.capacity, place: case.capacity[place] + step}))
            if other is None or tuple(step * (new - old) for new, old in zip(other, truth, strict=True)) != price:
                wrong.append(f"price of {place} ({step:+}): {price}")
    return wrong


def kinds(case: Case) -> list[str]:
    """What a case holds, for counting."""
    sizes = case.demands.get("size", {}).values()
    found = [
        name
        for name in ("minimum", "groups", "caps", "tier", "priority", "pinned", "previous")
        if case.demands.get(name)
    ]
    found += ["size"] * bool(sizes) + ["size by place"] * any(isinstance(size, dict) and size for size in sizes)
    ids = {type(name) for name in (*case.applicants, *case.capacity)}
    found += ["numbers as ids"] * (ids == {int}) + ["numbers and texts as ids"] * (ids == {int, str})
    found += ["an empty text as an id"] * ("" in case.applicants or "" in case.capacity)
    return found + ["move cost"] * bool(case.move_cost) + [case.objective]


def chunk(first: int, count: int) -> dict[str, Any]:
    """What became of the cases of some seeds."""
    statuses: Counter[str] = Counter()
    held: Counter[str] = Counter()
    together: Counter[str] = Counter()
    faults = []
    for seed in range(first, first + count):
        case = draw(Random(seed))
        result = case.solve()
        statuses[result.status] += 1
        held.update(kinds(case))
        together[str(len(case.demands))] += 1
        faults += [f"seed {seed}: {fault}" for fault in disagreements(case, result)]
    return {"first": first, "count": count, "statuses": statuses, "held": held, "together": together, "faults": faults}


def mark() -> str:
    """What tells one state of the engine and of this script from another."""
    engine = Path(laborcoop.allocation.__file__).parent
    return sha256(b"".join(path.read_bytes() for path in [*sorted(engine.glob("*.py")), Path(__file__)])).hexdigest()


def known(state: Path) -> dict[int, dict[str, Any]]:
    """The chunks that an earlier run of the very same code finished, by their first seed."""
    lines = [json.loads(line) for line in state.read_text("utf-8").splitlines()] if state.exists() else []
    return {line["first"]: line for line in lines if line["mark"] == mark()}


def campaign(count: int, first: int, jobs: int, state: Path) -> list[dict[str, Any]]:
    """Every chunk, those of an earlier run included; each is written down as soon as it is finished."""
    state.parent.mkdir(parents=True, exist_ok=True)
    done = {at: line for at, line in known(state).items() if line["count"] == CHUNK}
    wanted = range(first, first + count, CHUNK)
    missing = [at for at in wanted if at not in done]
    with ProcessPoolExecutor(jobs) as pool, state.open("a", encoding="utf-8") as log:
        for line in pool.map(chunk, missing, [CHUNK] * len(missing)):
            done[line["first"]] = line
            log.write(json.dumps(line | {"mark": mark()}, ensure_ascii=False) + "\n")
            log.flush()
            for fault in line["faults"]:
                print(fault, flush=True)
    return [done[at] for at in wanted]


def page(lines: list[dict[str, Any]]) -> str:
    """The figures as a page."""

    def summed(part: str) -> Counter[str]:
        return sum((Counter(line[part]) for line in lines), Counter[str]())

    faults = [fault for line in lines for fault in line["faults"]]
    cases = sum(line["count"] for line in lines)
    statuses = [f"{number} {name}" for name, number in sorted(summed("statuses").items())]
    rows = [f"| {name} | {number} |" for name, number in sorted(summed("held").items())]
    together = sum(number for name, number in summed("together").items() if int(name) >= MANY)
    return PAGE_TEXT.format(
        cases=f"{cases:,}".replace(",", "\u202f"),
        last=lines[0]["first"] + cases - 1,
        first=lines[0]["first"],
        wrong=_counted(len(faults)),
        statuses=", ".join(statuses),
        rows="\n".join(rows),
        many=MANY,
        together=together,
    )


def _counted(wrong: int) -> str:
    return "1 disagreement" if wrong == 1 else f"{wrong} disagreements"


def main() -> None:
    """Count the disagreements."""
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int, help=f"how many cases, a multiple of {CHUNK}")
    asked.add_argument("first", type=int, nargs="?", default=0, help="the first seed")
    asked.add_argument("--jobs", type=int, default=1, help="processes")
    asked.add_argument("--state", type=Path, default=ROOT / "build" / "brute-force.jsonl", help="what is finished")
    asked.add_argument("--page", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = asked.parse_args()
    if given.count % CHUNK:
        asked.error(f"count must be a multiple of {CHUNK}")
    lines = campaign(given.count, given.first, given.jobs, given.state)
    wrong = sum(len(line["faults"]) for line in lines)
    if given.page:
        PAGE.write_text(page(lines), "utf-8")
    print(f"{given.count} cases, {_counted(wrong)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
