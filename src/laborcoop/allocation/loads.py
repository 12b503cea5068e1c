"""What stands at every place and under every cap, counted once, so that a change of a few teams is judged quickly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from laborcoop.allocation.ledger import Ledger, Team


@frozen
class Loads:
    """The places taken at every place, those counted by every cap, and which caps look at a place."""

    ledger: Ledger
    at: Mapping[str, int]
    under: Sequence[int]
    caps_of: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, ledger: Ledger) -> Loads:
        """The loads of a placement."""
        problem = ledger.problem
        at: dict[str, int] = defaultdict(int)
        caps_of: dict[str, list[int]] = defaultdict(list)
        for name, place in ledger.placed.items():
            at[place] += ledger.taken(name, place)
        for number, cap in enumerate(problem.caps):
            for place in cap.places:
                caps_of[place].append(number)
        under = [
            sum(
                ledger.taken(name, ledger.placed[name])
                for name in cap.applicants
                if ledger.placed.get(name) in cap.places
            )
            for cap in problem.caps
        ]
        return cls(ledger, at, under, caps_of)

    def keep(self, changes: Mapping[Team, str | None]) -> bool:
        """Whether every capacity, minimum and cap still holds after some teams change places."""
        problem = self.ledger.problem
        at: dict[str, int] = defaultdict(int)
        under: dict[int, int] = defaultdict(int)
        for team, there in changes.items():
            for place, sign in ((self.ledger.place(team), -1), (there, 1)):
                if place is None:
                    continue
                at[place] += sign * self.ledger.size(team, place)
                for number in self.caps_of.get(place, ()):
                    counted = problem.caps[number].applicants & team
                    under[number] += sign * self.ledger.size(counted, place)
        for place, more in at.items():
            taken = self.at.get(place, 0) + more
            if taken > problem.capacity[place] or 0 < taken < problem.minimum.get(place, 0):
                return False
        for number, more in under.items():
            taken, cap = self.under[number] + more, problem.caps[number]
            if taken < cap.least or (cap.most is not None and taken > cap.most):
                return False
        return True
