"""The optimal mechanism where everyone takes one place: minimum-cost flow, exact in every goal.

Goals go in batches whose combined weights are exact. After each batch, prices that prove its optimum say which pairs
an optimal answer can still use, and the next batch chooses among those alone. The stable hash of the ids is last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

from laborcoop.allocation.goals import Aim
from laborcoop.allocation.network import Network, best, ceiling, extremes, restricted
from laborcoop.allocation.order import ordered, tie
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.sizes import amounts
from laborcoop.allocation.watch import Progress
from laborcoop.allocation.weights import batches, digits, radices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laborcoop.allocation.network import Array
    from laborcoop.allocation.watch import Watch

Vectors = dict[str, tuple[int, ...]]

_EXACT = 2**62


def suits(problem: Problem) -> bool:
    """Whether a problem is a plain flow: singles that take one place each, and no condition across places."""
    return (
        not problem.caps
        and all(len(group) <= 1 for group in problem.groups)
        and all(taken == 1 for size in problem.size.values() for taken in amounts(size))
        # A cohort of one is no condition, and one that does not fit closes the place.
        and all(least <= 1 or least > problem.capacity[place] for place, least in problem.minimum.items())
    )


@define
class Flow:
    """A problem of singles as a network; the pinned are seated and out of it."""

    problem: Problem
    aims: tuple[Aim, ...]
    names: list[str]
    places: list[str]
    network: Network
    gains: Any
    """An integer array of shape (aims, pairs)."""
    reaches: list[int]
    largest: list[int]

    @property
    def pinned(self) -> dict[str, str]:
        """Those whose place is fixed."""
        return dict(self.problem.pinned)

    def placement(self, chosen: Array) -> dict[str, str]:
        """The placement of an array with the number of each applicant's pair, or -1."""
        place = self.network.place
        return self.pinned | {
            name: self.places[place[pair]] for name, pair in zip(self.names, chosen.tolist(), strict=True) if pair >= 0
        }

    def weighted(self, goals: Sequence[int]) -> tuple[list[int], Array]:
        """The weights of some goals and, for each pair, the exact weighted sum; of Python integers where needed."""
        import numpy as np

        weights = radices([self.reaches[goal] for goal in goals])
        fits = sum(weight * (self.largest[goal] + 1) for weight, goal in zip(weights, goals, strict=True)) < _EXACT
        kind = np.int64 if fits and sum(self.reaches) * max(weights) < _EXACT else object
        total = np.zeros(len(self.network.place), dtype=kind)
        for weight, goal in zip(weights, goals, strict=True):
            total += self.gains[goal].astype(kind) * weight
        return weights, total


def read(problem: Problem, aims: tuple[Aim, ...]) -> Flow:
    """The network of a problem that suits, and in which no place is overfull with pinned people."""
    import numpy as np

    # A place without an opening left stays in: what one more would be worth there is a question that people ask.
    places = ordered(place for place, count in problem.capacity.items() if problem.minimum.get(place, 0) <= count)
    room = dict(problem.capacity)
    for place in problem.pinned.values():
        room[place] -= 1
    number = {place: at for at, place in enumerate(places)}
    names: list[str] = []
    who: list[int] = []
    where: list[int] = []
    rows: list[tuple[str, str, int]] = []
    for name in ordered(problem.applicants):
        at = sorted((number[place], place, score) for place, score in problem.pairs.of(name).items() if place in number)
        if name not in problem.pinned and at:
            who += [len(names)] * len(at)
            where += [one for one, _, _ in at]
            rows += [(name, place, score) for _, place, score in at]
            names.append(name)
    gains = np.array(
        [[aim.gain(problem, name, place, score) for name, place, score in rows] for aim in aims], dtype=np.int64
    ).reshape(len(aims), len(rows))
    network = Network(
        applicants=len(names),
        # One more than all of them: a place that everybody fits into still has an opening to spare.
        capacity=np.array([min(room[place], len(names) + 1) for place in places], dtype=np.int64),
        applicant=np.array(who, dtype=np.int64),
        place=np.array(where, dtype=np.int64),
        must_go=np.zeros(len(names), dtype=bool),
        least=np.zeros(len(places), dtype=np.int64),
    )
    largest = [int(np.abs(row).max(initial=0)) for row in gains]
    reaches = [ceiling(network, row) + ceiling(network, -row) for row in gains]
    return Flow(problem, aims, names, places, network, gains, reaches, largest)


def solve(flow: Flow, start: dict[str, str], watch: Watch) -> Outcome | None:
    """The best placement goal by goal; None if the scores are too large for exact flows.

    ``start`` is a placement to fall back on when there is no time at all.
    """
    import numpy as np

    plan = batches(flow.reaches, flow.largest, flow.network.limit)
    if plan is None:
        return None
    placed = start
    network, alive = flow.network, np.arange(len(flow.network.place))
    bounds: list[int] = []
    for goals in plan:
        aim = flow.aims[goals[0]]
        value, bound = aim.value(flow.problem, placed), _most(flow, network, alive, goals[0])
        if watch.tell(Progress(aim.name, goals[0] + 1, len(flow.aims), value, bound)):
            left = _left(flow, network, alive, placed, goals[0])
            # Where nothing is left to find, only equals are still to be told apart: the clock does not matter.
            if left is not None:
                return Outcome(status="feasible", placed=placed, bounds=(*bounds, *left))
        weights = radices([flow.reaches[goal] for goal in goals])
        worth = sum(flow.gains[goal][alive] * weight for goal, weight in zip(goals, weights, strict=True))
        chosen = best(network, worth)
        placed = flow.placement(np.append(alive, -1)[chosen])
        bounds += [flow.aims[goal].value(flow.problem, placed) for goal in goals]
        network, kept = restricted(network, worth, chosen)
        alive = alive[kept]
    return Outcome(status="proved", placed=flow.placement(by_hash(flow, network, alive)), bounds=tuple(bounds))


def _most(flow: Flow, network: Network, alive: Array, goal: int) -> int:
    """What a goal could reach by the pairs that are left, if nobody were in anybody's way."""
    aim = flow.aims[goal]
    return aim.constant + ceiling(network, flow.gains[goal][alive]) + _of_pinned(flow, aim)


def _left(flow: Flow, network: Network, alive: Array, placed: Mapping[str, str], first: int) -> tuple[int, ...] | None:
    """The bounds from a goal on, up to the first that a placement does not reach; None where it reaches them all."""
    bounds: list[int] = []
    for goal in range(first, len(flow.aims)):
        value = flow.aims[goal].value(flow.problem, placed)
        bounds.append(max(value, _most(flow, network, alive, goal)))
        if bounds[-1] > value:
            return tuple(bounds)
    return None


def _of_pinned(flow: Flow, aim: Aim) -> int:
    return aim.value(flow.problem, flow.pinned) - aim.constant


def by_hash(flow: Flow, network: Network, alive: Array) -> Array:
    """The last choice, among pairs that every goal leaves open: the largest sum of the ids' hashes."""
    import numpy as np

    at = zip(network.applicant.tolist(), network.place.tolist(), strict=True)
    worth = np.array([tie(flow.names[who], flow.places[where]) for who, where in at], dtype=np.int64)
    return np.append(alive, -1)[best(network, worth)]


def worths(flow: Flow, placed: Mapping[str, str]) -> tuple[Vectors, Vectors]:
    """Place id -> what one opening more would add to each goal, and what one fewer would take from it.

    These are the lowest and the highest prices that prove the placement; the second only where there are openings.
    """
    import numpy as np

    weights, worth = flow.weighted(range(len(flow.aims)))
    network = flow.network
    pairs = enumerate(zip(network.applicant.tolist(), network.place.tolist(), strict=True))
    pair = {(flow.names[who], flow.places[where]): at for at, (who, where) in pairs}
    chosen = np.array([pair[name, placed[name]] if name in placed else -1 for name in flow.names], dtype=np.int64)
    lowest, highest = extremes(network, worth, chosen)
    return (
        {place: digits(int(price), weights) for place, price in zip(flow.places, lowest, strict=True)},
        {
            place: digits(int(price), weights)
            for place, price, count in zip(flow.places, highest, network.capacity, strict=True)
            if count
        },
    )
