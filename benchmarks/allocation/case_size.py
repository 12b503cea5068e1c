"""How long the engine takes at the size of a case: routes with seats shared between them, and groups.

Run ``python benchmarks/allocation/case_size.py``. Seeds are fixed; only the seconds differ between machines.
"""

from __future__ import annotations

from random import Random
from time import perf_counter

from laborcoop.allocation import Cap, Problem, allocate

SECOND = 0.7
"""The share of people of the second priority."""


def case(
    seed: int, people: int = 1000, routes: int = 200, legs: int = 150, groups: int = 30, kinds: int = 60
) -> Problem:
    """People of ``kinds`` home villages and factories, routes over shared legs, a few households."""
    chance = Random(seed)
    names = [f"W-{number:04}" for number in range(people)]
    places = [f"R-{number:03}" for number in range(routes)]
    wishes = []
    for _ in range(kinds):
        chosen = chance.sample(places, 20)
        wishes.append({place: chance.randint(1, 1000) for place in chosen})
    kind = {name: chance.randrange(kinds) for name in names}
    by_kind: dict[int, list[str]] = {}
    for name in names:
        by_kind.setdefault(kind[name], []).append(name)
    households = []
    for number in range(groups):
        chosen = by_kind.get(number % kinds, [])
        size = chance.randint(2, 4)
        if len(chosen) > size:
            households.append({chosen.pop() for _ in range(size)})
    return Problem.from_pairs(
        [(name, place, score) for name in names for place, score in wishes[kind[name]].items()],
        capacity={place: chance.randint(2, 50) for place in places},
        groups=households,
        priority={name: int(chance.random() < SECOND) for name in names},
        caps=[
            Cap(f"L-{number:03}", names, chance.sample(places, 4), most=chance.randint(5, 55)) for number in range(legs)
        ],
    )


def main() -> None:
    """Print one line per seed."""
    print("kinds  seed  status    placed     score  gap  seconds  verify")
    for kinds in (60, 200, 1000):
        for seed in range(3):
            problem = case(seed, kinds=kinds)
            start = perf_counter()
            result = allocate(problem, objective="count-then-score")
            middle = perf_counter()
            faults = result.verify()
            end = perf_counter()
            assert not faults, faults
            print(
                f"{kinds:5}  {seed:4}  {result.status:8}  {len(result.placed):6}  {result.score:8}  {result.gap:3}"
                f"  {middle - start:7.2f}  {end - middle:6.2f}"
            )


if __name__ == "__main__":
    main()
