"""Random small problems against brute force: every answer, bound, price and explanation that can be enumerated.

Run ``python benchmarks/allocation/brute_force.py 10000 [FIRST]``; prints the number of disagreements and exits with 1
if there is any. The oracle below is written from the definitions alone and uses nothing of the engine but its values.
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import product
from random import Random
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from laborcoop.allocation import Cap, Problem, Result, allocate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Vector = tuple[int, ...]


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
    return Case(
        pairs=pairs,
        capacity={place: chance.randint(0, 3) for place in places},
        applicants=names,
        demands=demands,
        objective=chance.choice(["score", "count-then-score"]),
        move_cost=chance.choice([0, 0, 1, 2]),
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


def disagreements(case: Case) -> list[str]:
    """Everything in the engine's answer that brute force or the engine's own check does not bear out."""
    problem = case.problem()
    result = case.solve(problem)
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


def main() -> None:
    """Count the disagreements."""
    count, first = int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 0
    statuses: Counter[str] = Counter()
    wrong = 0
    for seed in range(first, first + count):
        case = draw(Random(seed))
        statuses[case.solve().status] += 1
        for fault in disagreements(case):
            wrong += 1
            print(f"seed {seed}: {fault}")
    print(f"{count} cases ({', '.join(f'{status}: {number}' for status, number in sorted(statuses.items()))})")
    print(f"{wrong} disagreements")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
