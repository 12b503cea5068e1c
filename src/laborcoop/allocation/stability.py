"""Which pairs would rather have each other: what makes a placement unstable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.desk import ANYBODY, NOBODY
from laborcoop.allocation.order import readable
from laborcoop.allocation.parties import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from laborcoop.allocation.problem import Problem


def views(problem: Problem, members: Sequence[str]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Place id -> how much a party likes it, and place id -> how much it wants the party, where all of it may go.

    A party likes a place by the sum of its members' scores. A place wants it as much as it wants the member whom it
    wants least.
    """
    rows = [dict(problem.pairs.of(name).items()) for name in members]
    liking = rows[0]
    if len(rows) > 1:
        liking = {place: sum(row[place] for row in rows) for place in liking if all(place in row for row in rows)}
    if problem.regard is not None:
        wanted = problem.regard
        if len(rows) == 1:
            return liking, {place: wanted[place][members[0]] for place in liking}
        return liking, {place: min(wanted[place][name] for name in members) for place in liking}
    return liking, liking if len(rows) == 1 else {place: min(row[place] for row in rows) for place in liking}


def blocking(problem: Problem, placed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(applicant, place) for every member of every party that blocks the placement with a place.

    A party blocks with a place that it strictly prefers to where it is (anything open is better than nothing) if the
    place has room for it, or would have after letting go of parties that it wants strictly less. The pinned neither
    leave nor are let go.
    """
    movable = [party for party in units(problem) if problem.pinned.keys().isdisjoint(party)]
    bars = _Bars(problem, placed, movable)
    found = []
    for party in movable:
        here = placed.get(party[0])
        liking, regard = views(problem, party)
        for place, liked in liking.items():
            if here is None or liked > liking[here]:
                size = sum(problem.size_of(name, place) for name in party)
                if regard[place] > bars[place, size]:
                    found += [(name, place) for name in party]
    order = {name: at for at, name in enumerate(readable(name for name, _ in found))}
    return tuple(sorted(found, key=lambda pair: (order[pair[0]], isinstance(pair[1], str), pair[1])))


class _Bars(dict[tuple[str, int], int]):
    """(place, size) -> the regard that a party of that size has to pass to get in there, if need be for others."""

    def __init__(self, problem: Problem, placed: Mapping[str, str], movable: Iterable[Sequence[str]]) -> None:
        super().__init__()
        self._free = dict(problem.capacity)
        for name, place in placed.items():
            self._free[place] -= problem.size_of(name, place)
        self._there: dict[str, list[tuple[int, int]]] = {place: [] for place in problem.capacity}
        for party in movable:
            here = placed.get(party[0])
            if here is not None:
                regard = min(problem.regard_of(here, name) for name in party)
                self._there[here].append((regard, sum(problem.size_of(name, here) for name in party)))

    def __missing__(self, key: tuple[str, int]) -> int:
        place, size = key
        wanting = size - self._free[place]
        bar = ANYBODY
        for regard, taken in sorted(self._there[place]):
            if wanting <= 0:
                break
            bar = regard
            wanting -= taken
        self[key] = bar if wanting <= 0 else NOBODY
        return self[key]
