"""What others lose, at the least, when somebody goes elsewhere: exactly, where single people and openings are all.

An opening that is taken sets others moving: whoever leaves it takes another, and so on, until somebody takes the
opening that was given up, or an opening stays free. The best such chain is a shortest path in a graph of the places;
prices that prove the answer make all its arcs cost nothing or something, so that Dijkstra's way finds it.
"""

from __future__ import annotations

from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from laborcoop.allocation.ruled import Ruled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem

Vector = tuple[int, ...]
Arcs = dict[str | None, dict[str | None, Vector]]

MOST = 2**16
"""With more pairs than that the chains are not looked for: prices bound what others lose."""


class Detours:
    """The chains of moves at one proved placement; nothing is worked out before somebody asks."""

    def __init__(
        self, problem: Problem, placed: Mapping[str, str], aims: Sequence[Aim], worth: Mapping[str, Vector]
    ) -> None:
        self._problem, self._placed, self._aims, self._worth = problem, placed, aims, worth
        self._none: Vector = (0,) * len(aims)
        self._into: Arcs = {}
        self._lost: dict[str | None, dict[str | None, Vector]] = {}

    @cached_property
    def are_few(self) -> bool:
        """Whether the pairs are few enough to be gone through."""
        pairs = self._problem.pairs
        return not (isinstance(pairs, Ruled) and pairs.is_large) and len(pairs) <= MOST

    def lost(self, here: str, there: str) -> Vector:
        """What all others lose of each goal, at the least, when somebody leaves one place for another."""
        if here not in self._lost:
            self._lost[here] = self._nearest(here)
        return self._lost[here][there]

    def _nearest(self, end: str) -> dict[str | None, Vector]:
        """Place -> what the best chain from there to ``end`` costs."""
        self._into = self._into or self._arcs()
        found: dict[str | None, Vector] = {}
        # Ids may be of kinds that have no common order: the running number decides first.
        waiting: list[tuple[Vector, int, str | None]] = [(self._none, 0, end)]
        seen = 0
        while waiting:
            far, _, node = heappop(waiting)
            if node in found:
                continue
            found[node] = far
            for start, cost in self._into.get(node, {}).items():
                if start not in found:
                    seen += 1
                    steps = zip(far, cost, self._price(start), self._price(node), strict=True)
                    heappush(waiting, (tuple(a + b - c + d for a, b, c, d in steps), seen, start))
        last = self._price(end)
        return {
            node: tuple(a + b - c for a, b, c in zip(far, self._price(node), last, strict=True))
            for node, far in found.items()
        }

    def _price(self, place: str | None) -> Vector:
        return self._none if place is None else self._worth[place]

    def _arcs(self) -> Arcs:
        """Where to -> where from -> the least that such a move costs; None is nowhere, and an opening that is free."""
        problem, placed, none = self._problem, self._placed, self._none
        into: Arcs = {None: {}}
        into.update((place, {None: none}) for place in self._worth)
        load = dict.fromkeys(self._worth, 0)
        for place in placed.values():
            load[place] += 1
        for place in self._worth:
            if load[place] < problem.capacity[place]:
                into[None][place] = none
        for name in problem.applicants:
            row, here = problem.pairs.of(name), placed.get(name)
            if name in problem.pinned:
                continue
            own = none if here is None else self._gains(name, here, row[here])
            if here is not None:
                into[None][here] = min(own, into[None].get(here, own))
            for place, score in row.items():
                if place in into and place != here:
                    gains = self._gains(name, place, score)
                    cost = tuple(less - more for less, more in zip(own, gains, strict=True))
                    into[place][here] = min(cost, into[place].get(here, cost))
        return into

    def _gains(self, name: str, place: str, score: int) -> Vector:
        return tuple(aim.gain(self._problem, name, place, score) for aim in self._aims)
