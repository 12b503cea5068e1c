"""Whom a place keeps whatever others would make of it: the pinned, and those whom the floor of a cap counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.allocation import wording
from laborcoop.allocation.cap import Cap

if TYPE_CHECKING:
    from laborcoop.allocation.situation import Situation
    from laborcoop.kernel.text import Text


@frozen
class Kept:
    """The pins and floors that bind those who are at each place."""

    pinned: Mapping[str, int]
    """Place id -> people who are pinned there, or whose group is."""
    openings: Mapping[str, int]
    """Place id -> the openings that these take."""
    capped: Sequence[int]
    """For each cap of the problem, what it counts of these."""
    floors: Mapping[str, Sequence[tuple[Cap, int]]]
    """Place id -> floors that count people there, each with what it could still spare after the smallest party left."""

    @classmethod
    def of(cls, seats: Situation) -> Kept:
        """Of everybody who is placed."""
        problem = seats.problem
        at = {name: place for pinned, place in problem.pinned.items() for name in seats.party(pinned)}
        pinned = Counter(at.values())
        openings: Counter[str] = Counter()
        for name, pin in at.items():
            openings[pin] += problem.size_of(name, pin)
        capped = [
            sum(seats.counted((name,), pin, cap) for name, pin in at.items() if pin in cap.places)
            for cap in problem.caps
        ]
        floors: dict[str, list[tuple[Cap, int]]] = {}
        for cap, taken in zip(problem.caps, seats.taken, strict=True):
            smallest: dict[str, int] = {}
            for name in cap.applicants if cap.least > 0 else ():
                place = seats.placed.get(name)
                if place is not None and place in cap.places:
                    size = seats.counted(seats.party(name), place, cap)
                    smallest[place] = min(size, smallest.get(place, size))
            for place, size in smallest.items():
                floors.setdefault(place, []).append((cap, taken - size - cap.least))
        return cls(pinned, openings, capped, floors)

    def has_none_left(self, seats: Situation, members: tuple[str, ...], place: str) -> bool:
        """Whether these, who are not pinned there, could not even fit beside those who are."""
        return self.openings.get(place, 0) + seats.size(members, place) > seats.problem.capacity[place]

    def too_small(self, seats: Situation, members: tuple[str, ...], place: str) -> tuple[Cap, ...]:
        """The caps that these, who are not pinned, would pass there together with the pinned alone."""
        return tuple(
            cap
            for cap, fixed in zip(seats.problem.caps, self.capped, strict=True)
            if cap.most is not None and place in cap.places
            for more in [seats.counted(members, place, cap)]
            if more > 0 and fixed + more > cap.most
        )

    def reasons(self, seats: Situation, members: tuple[str, ...], place: str) -> tuple[Text, ...]:
        """Those that keep people at a place where these would like to be instead."""
        floors = [
            wording.KEEPING.format(name=cap.name, least=cap.least)
            for cap, spare in self.floors.get(place, ())
            if spare + seats.change(members, place, cap) < 0
        ]
        pinned = self.pinned.get(place, 0)
        alone = sum(pin == place for pin in seats.problem.pinned.values())
        return (*([wording.pinned(pinned, alone)] if pinned else []), *floors)
