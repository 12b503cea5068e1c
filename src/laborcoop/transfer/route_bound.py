"""A bound on the kilometres of coach routes: what no routes of these coaches to these pickups undercut.

It is the Lagrangean bound by q-routes of Christofides, Mingozzi and Toth (Exact algorithms for the vehicle routing
problem, based on spanning tree and shortest path relaxations, Mathematical Programming 20, 1981): a coach's route is
relaxed to a walk from its depot to the station that loads no more than its seats, and may call again at a place, but
not straight after the next one; each pickup has a price that rewards a walk for calling there. Whatever the prices, the
bound holds; good ones are the duals of a linear programme of walks (OR-tools' GLOP), to which the cheapest walks are
added until none is cheaper. The bound knows seats and distances, and nothing of times.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.kernel.ids import PlaceId

if TYPE_CHECKING:
    from laborcoop.transfer.coach_routes import Pickup, RouteProblem

_FAR = 1e15
_CLOSE = 0.5
"""Metres: nearer than this the bound need not come."""
_EXACT = 1024
"""Prices are taken in parts of a metre that floats hold exactly: no sum of them with whole metres is rounded."""
_PULL = 0.8
_WALKS = 40
"""So many walks of each kind of coach are added at once."""
_ABSENT = 10
"""A pickup that nobody makes costs so many times the longest walk to one."""


def coaches_needed(people: Sequence[int], seats: Sequence[int]) -> int:
    """How many coaches the people fill at the least: the largest coaches, until everyone has a seat."""
    left, used = sum(people), 0
    for each in sorted(seats, reverse=True):
        if left <= 0:
            break
        left, used = left - each, used + 1
    return used


def bound_metres(
    problem: RouteProblem, pickups: Sequence[Pickup], routes: Sequence[tuple[PlaceId, Sequence[int]]], *, rounds: int
) -> int:
    """Metres that no routes to exactly these pickups undercut.

    Args:
        problem: the coaches and the ways.
        pickups: those that are made, each once.
        routes: known routes, with which the prices start: their depots, and their pickups by number.
        rounds: how often the prices are changed at the most; it ends before where they are the best.

    Raises:
        MissingExtra: OR-tools or numpy is not installed (extra ``plan``).
    """
    if not pickups:
        return 0
    unit = math.gcd(*(pickup.people for pickup in pickups))
    fleet = Counter((coach.depot, coach.seats // unit) for coach in problem.coaches)
    least = coaches_needed([pickup.people for pickup in pickups], [coach.seats for coach in problem.coaches])
    walks = _Walks.of(problem, pickups, unit)
    prices = _Prices(len(pickups), fleet, least, absent=_ABSENT * walks.longest())
    for depot, calls in routes:
        prices.add(walks.walked(depot, calls))

    # Whoever calls at a pickup comes from somewhere: prices no higher than the shortest way there prove that much.
    centre, pull = walks.shortest_in(), _PULL
    best, cheap = _relaxed(walks, centre, fleet, least)
    for walk in cheap:
        prices.add(walk)
    for _ in range(max(1, rounds)):
        found = prices.duals()
        # Prices leap about; those nearer to the best so far prove more sooner (Wentges, 1997).
        price = [pull * old + (1 - pull) * new for old, new in zip(centre, found.price, strict=True)]
        value, cheap = _relaxed(walks, price, fleet, least)
        if value > best:
            best, centre = value, price
        added = sum(map(prices.add, cheap))
        if best >= found.value - _CLOSE or (pull == 0 and not added):
            break
        pull = _PULL if added else 0.0
    return max(0, math.ceil(best))  # all ways are whole metres: so are all routes, and no sum has lost anything


@frozen
class _Duals:
    """The duals of the programme, a price for each pickup, and its value."""

    price: Sequence[float]
    value: float


class _Prices:
    """The linear programme whose duals are the prices: walks that together call at each pickup once, the cheapest."""

    def __init__(self, pickups: int, fleet: Mapping[tuple[PlaceId, int], int], least: int, *, absent: float) -> None:
        from ortools.linear_solver import pywraplp

        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._calls = [self._solver.Constraint(1, 1) for _ in range(pickups)]
        coaches: Counter[PlaceId] = Counter()
        for (depot, _), count in fleet.items():
            coaches[depot] += count
        self._of_depot = {depot: self._solver.Constraint(0, count) for depot, count in coaches.items()}
        self._all = self._solver.Constraint(least, self._solver.infinity())
        self._known: set[tuple[PlaceId, tuple[int, ...]]] = set()
        # Somebody left at home costs more than any walk, so that there is always an answer.
        for row in self._calls:
            left = self._solver.NumVar(0, 1, "")
            row.SetCoefficient(left, 1)
            self._solver.Objective().SetCoefficient(left, absent)
        spare = self._solver.NumVar(0, self._solver.infinity(), "")
        self._all.SetCoefficient(spare, 1)
        self._solver.Objective().SetCoefficient(spare, absent)
        self._solver.Objective().SetMinimization()

    def add(self, walk: _Walk) -> bool:
        """Take one more walk; whether it was new."""
        key = walk.depot, walk.calls
        if key in self._known:
            return False
        self._known.add(key)
        taken = self._solver.NumVar(0, self._solver.infinity(), "")
        self._solver.Objective().SetCoefficient(taken, walk.metres)
        for pickup, times in Counter(walk.calls).items():
            self._calls[pickup].SetCoefficient(taken, times)
        self._of_depot[walk.depot].SetCoefficient(taken, 1)
        self._all.SetCoefficient(taken, 1)
        return True

    def duals(self) -> _Duals:
        """The duals; where the solver's numbers went astray, a value at which the search for better prices ends."""
        solved = self._solver.Solve() == self._solver.OPTIMAL
        return _Duals(
            [row.dual_value() if solved else 0.0 for row in self._calls],
            self._solver.Objective().Value() if solved else -math.inf,
        )


def _relaxed(
    walks: _Walks, price: Sequence[float], fleet: Mapping[tuple[PlaceId, int], int], least: int
) -> tuple[float, list[_Walk]]:
    """The bound at these prices, and the cheapest walks."""
    import numpy as np

    prices = np.round(np.array(price) * _EXACT) / _EXACT
    kinds: list[tuple[float, int]] = []
    found: list[_Walk] = []
    for depot in sorted({depot for depot, _ in fleet}):
        tables = walks.tables(depot, prices, max(seats for home, seats in fleet if home == depot))
        for (home, seats), count in fleet.items():
            if home == depot:
                cheapest, some = walks.cheapest(depot, tables, seats)
                kinds.append((cheapest, count))
                found += some
    value, used = float(prices.sum()), 0
    for cost, count in sorted(kinds):
        # A walk that costs no less than nothing is driven only where so many coaches are needed anyway.
        driven = count if cost < 0 else min(count, max(0, least - used))
        value += driven * cost
        used += driven
    return value, found


@frozen
class _Walk:
    """A walk from a depot over pickups, by number, to the station."""

    depot: PlaceId
    calls: tuple[int, ...]
    metres: float


@frozen
class _Walks:
    """The distances of walks from the depots over pickups to the station, and how many people each pickup loads."""

    from_depot: dict[PlaceId, Any]
    between: Any
    to_station: Any
    people: Any

    @classmethod
    def of(cls, problem: RouteProblem, pickups: Sequence[Pickup], unit: int) -> _Walks:
        import numpy as np

        def metres(start: PlaceId, end: PlaceId) -> float:
            found = problem.metres(start, end)
            return _FAR if found is None else float(found)

        places = [pickup.place for pickup in pickups]
        depots = {coach.depot for coach in problem.coaches}
        between = np.array([[metres(start, end) for end in places] for start in places])
        np.fill_diagonal(between, _FAR)
        return cls(
            from_depot={depot: np.array([metres(depot, place) for place in places]) for depot in depots},
            between=between,
            to_station=np.array([metres(place, problem.station) for place in places]),
            people=np.array([pickup.people // unit for pickup in pickups]),
        )

    def tables(self, depot: PlaceId, price: Any, seats: int) -> tuple[Any, Any, Any, Any]:  # noqa: ANN401 - arrays
        """For each load and last pickup: the cheapest walk and whence it came, and the next with another whence."""
        import numpy as np

        count = len(price)
        first, second = np.full((seats + 1, count), _FAR), np.full((seats + 1, count), _FAR)
        whence, other = np.full((seats + 1, count), -1), np.full((seats + 1, count), -1)
        own = np.arange(count)
        into = self.between.T - price[:, None]
        for load in range(1, seats + 1):
            before = load - self.people
            able = before >= 0
            rows = np.where(able, before, 0)
            # To i from j, which was not reached from i: a walk does not turn straight back.
            cost = np.where(whence[rows] == own[:, None], second[rows], first[rows]) + into
            cost[~able] = _FAR
            best = cost.argmin(axis=1)
            first[load], whence[load] = cost[own, best], best
            cost[own, best] = _FAR
            following = cost.argmin(axis=1)
            second[load], other[load] = cost[own, following], following
            alone = before == 0
            starts = np.where(alone, self.from_depot[depot] - price, _FAR)
            sooner, next_best = starts < first[load], starts < second[load]
            second[load] = np.where(sooner, first[load], np.where(next_best, starts, second[load]))
            other[load] = np.where(sooner, whence[load], np.where(next_best, -1, other[load]))
            first[load] = np.where(sooner, starts, first[load])
            whence[load] = np.where(sooner, -1, whence[load])
        return first, whence, second, other

    def shortest_in(self) -> list[float]:
        """For each pickup the metres of the shortest way there, from a depot or another pickup."""
        ways = [self.between.min(axis=0), *self.from_depot.values()]
        return [float(min(metres)) for metres in zip(*ways, strict=True)]

    def longest(self) -> float:
        """The metres of the longest walk to one pickup alone, among those that there are."""
        alone = [float(metres) for out in self.from_depot.values() for metres in out + self.to_station]
        return max((metres for metres in alone if metres < _FAR), default=1.0)

    def cheapest(self, depot: PlaceId, tables: tuple[Any, Any, Any, Any], seats: int) -> tuple[float, list[_Walk]]:
        """What the cheapest walk within so many seats costs, and the cheapest walks to the most promising ends."""
        ends = tables[0][: seats + 1] + self.to_station
        loads, costs = ends.argmin(axis=0), ends.min(axis=0)
        chosen = [int(last) for last in costs.argsort(kind="stable")[:_WALKS] if costs[last] < _FAR / 2]
        return float(costs.min()), [self.walked(depot, self._calls(tables, int(loads[i]), i)) for i in chosen]

    def walked(self, depot: PlaceId, calls: Sequence[int]) -> _Walk:
        """A walk with its metres."""
        metres = self.from_depot[depot][calls[0]] + self.to_station[calls[-1]]
        metres += sum(self.between[start, end] for start, end in pairwise(calls))
        return _Walk(depot, tuple(calls), float(metres))

    def _calls(self, tables: tuple[Any, Any, Any, Any], load: int, last: int) -> list[int]:
        """The pickups of a walk, found back from its last."""
        _, whence, _, other = tables
        calls, came = [last], int(whence[load, last])
        while came >= 0:
            load -= int(self.people[last])
            turned = int(whence[load, came]) == last
            last, came = came, int((other if turned else whence)[load, came])
            calls.append(last)
        return calls[::-1]
