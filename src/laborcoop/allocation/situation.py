"""A placement seen from one party: what is full, what is capped, and what a single move would break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.order import ordered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.cap import Cap
    from laborcoop.allocation.problem import Problem


class Situation:
    """Loads of places and caps under a placement; changes only through :meth:`seat`."""

    def __init__(self, problem: Problem, placed: Mapping[str, str]) -> None:
        self.problem = problem
        self.placed: dict[str, str] = {}
        self.load: dict[str, int] = dict.fromkeys(problem.capacity, 0)
        self.taken = [0] * len(problem.caps)
        self._groups = {name: tuple(ordered(group)) for group in problem.groups for name in group}
        self._caps: dict[str, list[int]] = {}
        for number, cap in enumerate(problem.caps):
            for place in cap.places:
                self._caps.setdefault(place, []).append(number)
        for name, place in placed.items():
            self.seat((name,), place)

    def party(self, applicant: str) -> tuple[str, ...]:
        """Everyone who goes where this applicant goes, in the stable order."""
        return self._groups.get(applicant, (applicant,))

    def size(self, members: tuple[str, ...], place: str) -> int:
        """Places that they take there together."""
        return sum(self.problem.size_of(name, place) for name in members)

    def seat(self, members: tuple[str, ...], place: str) -> None:
        """Place them there."""
        self.placed.update(dict.fromkeys(members, place))
        self.load[place] += self.size(members, place)
        for number in self._caps.get(place, ()):
            self.taken[number] += self.counted(members, place, self.problem.caps[number])

    def counted(self, members: tuple[str, ...], place: str, cap: Cap) -> int:
        """What a cap counts of them there."""
        return sum(self.problem.size_of(name, place) for name in members if name in cap.applicants)

    def change(self, members: tuple[str, ...], place: str, cap: Cap) -> int:
        """By how much a cap's count changes if they leave where they are for that place."""
        here = self.placed.get(members[0])
        return sum(
            sign * self.counted(members, at, cap)
            for at, sign in ((here, -1), (place, 1))
            if at is not None and at in cap.places
        )

    def is_closed(self, place: str) -> bool:
        """Whether no answer can use the place: its least cohort does not fit, or it has no room at all."""
        return self.problem.capacity[place] < max(1, self.problem.minimum.get(place, 0))

    def has_room(self, members: tuple[str, ...], place: str) -> bool:
        """Whether they would fit beside those who are there."""
        return self.load[place] + self.size(members, place) <= self.problem.capacity[place]

    def full_caps(self, members: tuple[str, ...], place: str) -> tuple[Cap, ...]:
        """The caps that leave no room for them there, once they have left where they are."""
        caps = [(self.problem.caps[number], self.taken[number]) for number in self._caps.get(place, ())]
        return tuple(
            cap
            for cap, taken in caps
            for more in [self.change(members, place, cap)]
            if cap.most is not None and more > 0 and taken + more > cap.most
        )

    def needed_by(self, members: tuple[str, ...], place: str) -> tuple[str, ...]:
        """The demands, by name, that would fail if they left where they are for that place."""
        here = self.placed.get(members[0])
        if here is None:
            return ()
        rest = self.load[here] - self.size(members, here)
        found = [here] if 0 < rest < self.problem.minimum.get(here, 0) else []
        caps = [(self.problem.caps[number], self.taken[number]) for number in self._caps.get(here, ())]
        return (
            *found,
            *(
                cap.name
                for cap, taken in caps
                for more in [self.change(members, place, cap)]
                if more < 0 and taken + more < cap.least
            ),
        )

    def opens(self, members: tuple[str, ...], place: str) -> bool:
        """Whether the place would reach its least cohort with them."""
        return self.load[place] + self.size(members, place) >= self.problem.minimum.get(place, 0)
