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
    floors: Mapping[str, Sequence[tuple[Cap, int]]]
    """Place id -> floors that count people there, each with what it could still spare after the smallest party left."""

    @classmethod
    def of(cls, seats: Situation) -> Kept:
        """Of everybody who is placed."""
        names = {name for pinned in seats.problem.pinned for name in seats.party(pinned)}
        pinned = Counter(seats.placed[name] for name in names if name in seats.placed)
        floors: dict[str, list[tuple[Cap, int]]] = {}
        for cap, taken in zip(seats.problem.caps, seats.taken, strict=True):
            smallest: dict[str, int] = {}
            for name in cap.applicants if cap.least > 0 else ():
                place = seats.placed.get(name)
                if place is not None and place in cap.places:
                    size = seats.counted(seats.party(name), place, cap)
                    smallest[place] = min(size, smallest.get(place, size))
            for place, size in smallest.items():
                floors.setdefault(place, []).append((cap, taken - size - cap.least))
        return cls(pinned, floors)

    def reasons(self, seats: Situation, members: tuple[str, ...], place: str) -> tuple[Text, ...]:
        """Those that keep people at a place where these would like to be instead."""
        floors = [
            wording.KEEPING.format(name=cap.name, least=cap.least)
            for cap, spare in self.floors.get(place, ())
            if spare + seats.change(members, place, cap) < 0
        ]
        pinned = self.pinned.get(place, 0)
        return (*([wording.pinned(pinned)] if pinned else []), *floors)
