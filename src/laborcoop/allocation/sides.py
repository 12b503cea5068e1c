"""Both sides of a market: who is free to move, what the pinned leave of the places, and what breaks ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from laborcoop.allocation.order import tie
from laborcoop.allocation.parties import units
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.sizes import amounts


@frozen(eq=False, repr=False)
class Sides:
    """The free parties by number, in the stable order, and the places."""

    problem: Problem
    members: Sequence[tuple[str, ...]]
    room: Mapping[str, int]
    """Place id -> what the pinned leave of its capacity."""
    fixed: Mapping[str, str]
    """Applicant id -> place, for the pinned and those in a group with them."""
    strict: AbstractSet[str]
    """The places that want no two parties the same: there is no tie to break."""
    is_plain: bool
    """Whether everybody decides alone and takes one place: then a stable answer exists and is found."""

    @classmethod
    def of(cls, problem: Problem) -> Sides:
        """The sides of a problem."""
        members: list[tuple[str, ...]] = []
        fixed: dict[str, str] = {}
        room = dict(problem.capacity)
        for party in units(problem):
            pin = next((problem.pinned[name] for name in party if name in problem.pinned), None)
            if pin is None:
                members.append(party)
            else:
                fixed |= dict.fromkeys(party, pin)
                room[pin] -= sum(problem.size_of(name, pin) for name in party)
        pairs = problem.pairs
        return cls(
            problem=problem,
            members=members,
            room=room,
            fixed=fixed,
            strict=room.keys() - pairs.torn if isinstance(pairs, Ranked) else frozenset(),
            is_plain=all(len(party) == 1 for party in members)
            and all(amount == 1 for size in problem.size.values() for amount in amounts(size)),
        )

    def size(self, number: int, place: str) -> int:
        """How many places a party takes at a place that is open to it."""
        return 1 if self.is_plain else sum(self.problem.size_of(name, place) for name in self.members[number])

    def wish(self, number: int, place: str) -> tuple[int, int]:
        """Where a place stands among those that a party likes the same; smaller first."""
        party = self.members[number]
        return -self._stays(party, place), tie(party[0], place)

    def want(self, place: str, number: int) -> tuple[int, ...]:
        """Where a party stands among those that a place wants the same; smaller first."""
        party, priority = self.members[number], self.problem.priority
        first = min((priority[name] for name in party if name in priority), default=None)
        return -self._stays(party, place), first is None, first or 0, tie(party[0], place)

    def _stays(self, party: tuple[str, ...], place: str) -> int:
        previous = self.problem.previous
        return sum(previous.get(name) == place for name in party) if previous else 0
