"""A queue seen by one party: what was left when its turn came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.queue import called_by_pins

if TYPE_CHECKING:
    from laborcoop.allocation.situation import Situation


class Arrivals:
    """Whose turn came when, and who is where, in the answer of a queue."""

    def __init__(self, seats: Situation) -> None:
        problem = seats.problem
        self._problem = problem
        self.called = called_by_pins(problem)
        """The places that call people to them before the order of arrival."""
        self._first = {name for pinned in problem.pinned for name in seats.party(pinned)}
        self._turn: dict[str, int] = {}
        for at, name in enumerate(problem.applicants):
            for member in seats.party(name):
                # A group has its turn when that of its first member comes.
                self._turn.setdefault(member, at)
        self._there: dict[str, list[str]] = {}
        for name, place in seats.placed.items():
            self._there.setdefault(place, []).append(name)

    def before(self, applicant: str, place: str) -> tuple[int, bool]:
        """The openings that the pinned and those with an earlier turn took there; whether nobody else is there."""
        there = self._there.get(place, ())
        turn = self._turn[applicant]
        early = [name for name in there if name in self._first or self._turn[name] < turn]
        return sum(self._problem.size_of(name, place) for name in early), len(early) == len(there)
