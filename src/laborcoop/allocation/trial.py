"""The independent check of what is said to be impossible: some demands are tried, by a search of its own.

Only people whom a demand asks for are placed: to leave everybody else nowhere breaks nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from laborcoop.allocation.conflict import Demand
from laborcoop.allocation.ledger import Ledger
from laborcoop.allocation.ruled import Ruled

if TYPE_CHECKING:
    from laborcoop.allocation.ledger import Team
    from laborcoop.allocation.problem import Problem

_EFFORT = 20_000
"""Moves that are looked at before the search gives up."""
_DEPTH = 200
"""Teams that are placed one after the other at the most."""

Moves = list[tuple[int, "Team", str]]
"""How much each adds to what is wanted, who goes, and where."""


def all_demands(problem: Problem) -> list[Demand]:
    """Everything that a problem insists on, groups and pairs apart."""
    return [
        *(Demand("pin", name, place, 1) for name, place in problem.pinned.items()),
        *(Demand("capacity", place, None, count) for place, count in problem.capacity.items()),
        *(Demand("minimum", place, None, count) for place, count in problem.minimum.items()),
        *(Demand("least", cap.name, None, cap.least) for cap in problem.caps),
        *(Demand("most", cap.name, None, cap.most) for cap in problem.caps if cap.most is not None),
    ]


def can_keep(problem: Problem, demands: Iterable[Demand]) -> bool | None:
    """Whether some placement keeps these demands, all others dropped; None where the search for it is too long."""
    return _Trial(problem, demands).run()


class _Trial:
    def __init__(self, problem: Problem, demands: Iterable[Demand]) -> None:
        self.problem = problem
        self.ledger = Ledger(problem, {})
        self.asked: dict[str, dict[str, Demand]] = {}
        for demand in demands:
            self.asked.setdefault(demand.kind, {})[demand.name] = demand
        self.load: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()
        self.seated: set[Team] = set()
        self.barred: set[tuple[Team, str]] = set()
        self.effort = _EFFORT

    def run(self) -> bool | None:
        pins = self.asked.get("pin", {}).keys()
        for team in self.ledger.teams:
            # A group is pinned to one place.
            for name in sorted(team & pins, key=str)[:1]:
                self.seat(team, self.problem.pinned[name], 1)
        return self.fits() and self.search(0)

    def seat(self, team: Team, place: str, sign: int) -> None:
        (self.seated.add if sign > 0 else self.seated.remove)(team)
        self.load[place] += sign * self.ledger.size(team, place)
        for cap in self.problem.caps:
            if place in cap.places:
                self.taken[cap.name] += sign * self.ledger.size(team & cap.applicants, place)

    def fits(self) -> bool:
        """Whether nothing is too much."""
        return all(self.load[name] <= demand.count for name, demand in self.asked.get("capacity", {}).items()) and all(
            self.taken[name] <= demand.count for name, demand in self.asked.get("most", {}).items()
        )

    def search(self, depth: int) -> bool | None:
        """Place one more team where the fewest can help, in every way, until nothing is lacking."""
        lacking = [
            *(
                (demand.count - self.load[name], frozenset([name]), None)
                for name, demand in self.asked.get("minimum", {}).items()
                if 0 < self.load[name] < demand.count
            ),
            *(
                (self.asked["least"][cap.name].count - self.taken[cap.name], cap.places, cap.applicants)
                for cap in self.problem.caps
                if cap.name in self.asked.get("least", {})
                and self.taken[cap.name] < self.asked["least"][cap.name].count
            ),
        ]
        if not lacking:
            return True
        pairs = self.problem.pairs
        if depth > _DEPTH or (isinstance(pairs, Ruled) and pairs.is_large):
            return None
        ways: list[Moves] = []
        for missing, places, people in lacking:
            moves = self.moves(places, people)
            best: dict[Team, int] = {}
            for more, team, _ in moves:
                best[team] = max(more, best.get(team, 0))
            if sum(best.values()) < missing:
                return False
            ways.append(moves)
        self.effort -= sum(map(len, ways))
        return self.branch(min(ways, key=len), depth) if self.effort > 0 else None

    def moves(self, places: frozenset[str], people: frozenset[str] | None) -> Moves:
        """Who may yet go to these places, and how many of these people that brings."""
        found: Moves = []
        for team in self.ledger.teams:
            if team in self.seated or (people is not None and team.isdisjoint(people)):
                continue
            for place in sorted(self.ledger.places(team) & places, key=str):
                if (team, place) not in self.barred:
                    counted = team if people is None else team & people
                    found.append((self.ledger.size(counted, place), team, place))
        return found

    def branch(self, moves: Moves, depth: int) -> bool | None:
        tried: list[tuple[Team, str]] = []
        found: bool | None = False
        for _, team, place in moves:
            self.seat(team, place, 1)
            found = self.fits() and self.search(depth + 1)
            self.seat(team, place, -1)
            if found is not False:
                break
            # Whatever it leads to is known by now: the next ways do without it.
            self.barred.add((team, place))
            tried.append((team, place))
        self.barred.difference_update(tried)
        return found
