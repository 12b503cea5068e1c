"""The mechanism ``stable``: deferred acceptance (Gale and Shapley 1962), from either side.

With singles the answer is weakly stable: no applicant and place both strictly prefer each other to what they have.
With groups, or applicants that take several places, a stable answer need not exist; the answer is then the one that
the same procedure ends in, and its blocking pairs say where it fails.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Literal

from laborcoop.allocation.order import key, tie
from laborcoop.allocation.parties import open_to, units
from laborcoop.allocation.stability import liking, regard

if TYPE_CHECKING:
    from laborcoop.allocation.problem import Problem

Members = tuple[str, ...]


def matched(problem: Problem, proposing: Literal["applicants", "places"]) -> dict[str, str]:
    """The placement of deferred acceptance; ties by previous placement, then priority, then the hash of the ids."""
    market = _Market(problem)
    held = market.by_applicants() if proposing == "applicants" else market.by_places()
    return {name: place for members, place in (market.fixed | held).items() for name in members}


class _Market:
    """Both sides' strict orders, and what the pinned leave free."""

    def __init__(self, problem: Problem) -> None:
        self.fixed: dict[Members, str] = {}
        self.free = dict(problem.capacity)
        self.size: dict[Members, dict[str, int]] = {}
        self.wishes: dict[Members, list[str]] = {}
        self.rank: dict[str, dict[Members, int]] = {place: {} for place in problem.capacity}
        wanted: dict[str, list[Members]] = {place: [] for place in problem.capacity}
        for members in units(problem):
            pin = next((problem.pinned[name] for name in members if name in problem.pinned), None)
            if pin is not None:
                self.fixed[members] = pin
                self.free[pin] -= sum(problem.size_of(name, pin) for name in members)
                continue
            places = open_to(problem, members)
            self.size[members] = {place: sum(problem.size_of(name, place) for name in members) for place in places}
            self.wishes[members] = sorted(places, key=lambda place: _wish(problem, members, place))
            for place in places:
                wanted[place].append(members)
        for place, suitors in wanted.items():
            suitors.sort(key=lambda members: _want(problem, place, members))
            self.rank[place] = {members: at for at, members in enumerate(suitors)}

    def by_applicants(self) -> dict[Members, str]:
        """Applicants ask in their order; a place keeps the best that fit and lets the others go on."""
        asking = deque(self.wishes)
        ahead = {members: iter(places) for members, places in self.wishes.items()}
        kept: dict[str, list[Members]] = {place: [] for place in self.free}
        while asking:
            members = asking.popleft()
            place = next(ahead[members], None)
            if place is None:
                continue
            suitors = sorted([*kept[place], members], key=self.rank[place].__getitem__)
            kept[place] = []
            room = self.free[place]
            for suitor in suitors:
                if self.size[suitor][place] <= room:
                    kept[place].append(suitor)
                    room -= self.size[suitor][place]
                else:
                    asking.append(suitor)
        return {members: place for place, there in kept.items() for members in there}

    def by_places(self) -> dict[Members, str]:
        """Places ask in their order as long as they have room; an applicant keeps the best offer."""
        room = dict(self.free)
        ahead = {place: iter(rank) for place, rank in self.rank.items()}
        choice = {members: {place: at for at, place in enumerate(places)} for members, places in self.wishes.items()}
        kept: dict[Members, str] = {}
        asking = deque(sorted(room, key=key))
        while asking:
            place = asking.popleft()
            for members in ahead[place] if room[place] > 0 else ():
                if self.size[members][place] > room[place]:
                    continue
                left = kept.get(members)
                if left is not None and choice[members][left] < choice[members][place]:
                    continue
                kept[members] = place
                room[place] -= self.size[members][place]
                if left is not None:
                    room[left] += self.size[members][left]
                    asking.append(left)
                if room[place] == 0:
                    break
        return kept


def _wish(problem: Problem, members: Members, place: str) -> tuple[int, int, int]:
    stays = sum(problem.previous.get(name) == place for name in members)
    return -liking(problem, members, place), -stays, tie(members[0], place)


def _want(problem: Problem, place: str, members: Members) -> tuple[int, int, bool, int, int]:
    stays = sum(problem.previous.get(name) == place for name in members)
    first = min((problem.priority[name] for name in members if name in problem.priority), default=None)
    return -regard(problem, members, place), -stays, first is None, first or 0, tie(members[0], place)
