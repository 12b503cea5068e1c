"""Beds that are alike, as one: so that a thousand beds are a few numbers to the search.

A bed that is free in every night of the question is like any other of its house, its sex and whatever else is asked
for; one that is not is like those of its room that are free in the same nights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId
from laborcoop.retention.bed_request import Bed, BedQuestion
from laborcoop.retention.lodging import Room, RoomUse

_SEXES = {RoomUse.MEN: Sex.MALE, RoomUse.WOMEN: Sex.FEMALE}
_MOST_OWN = 60
"""So many beds that were planned before are looked at one by one; of more, the search sees the house alone."""


@frozen
class Pool:
    """Beds of one house for one sex that are alike in the nights in which they can be slept in."""

    house: LodgingId
    sex: Sex
    lower: bool
    floor: int | None
    unfit: bool
    nights: frozenset[date]
    beds: tuple[Bed, ...]


@frozen
class FamilyPool:
    """Family rooms of one house that are alike; ``holds`` is how many people one takes in each night it is free."""

    house: LodgingId
    floor: int | None
    unfit: bool
    beds: int
    lower_beds: int
    holds: Mapping[date, int]
    rooms: tuple[RoomId, ...]


@frozen
class Shared:
    """Pools of one room that together take no more people in a night than a rule allows."""

    pools: tuple[int, ...]
    most: Mapping[date, int]


@frozen
class Pools:
    """All pools of a question."""

    beds: tuple[Pool, ...]
    families: tuple[FamilyPool, ...]
    shared: tuple[Shared, ...]
    sees_own: bool
    """Whether each bed that was planned before is a pool of its own."""


def pools_of(question: BedQuestion) -> Pools:
    """The beds and family rooms of a question as pools."""
    return _Pooling(question).pools()


class _Pooling:
    def __init__(self, question: BedQuestion) -> None:
        self.question = question
        self.nights = sorted({night for request in question.requests for night in request.period.days()})
        self.lower_asked = any(request.lower_bed for request in question.requests)
        self.floor_asked = any(request.low_floor for request in question.requests)
        kept = [request.kept for request in question.requests if request.kept is not None]
        own = {(stay.lodging, stay.room, stay.bed) for stay in kept}
        self.own_rooms = {bed[:2] for bed in own}
        self.sees_own = len(own) <= _MOST_OWN
        self.own = own if self.sees_own else set()

    def pools(self) -> Pools:
        beds: dict[tuple[object, ...], list[Bed]] = defaultdict(list)
        families: dict[tuple[object, ...], list[RoomId]] = defaultdict(list)
        pool: dict[tuple[object, ...], Pool] = {}
        family: dict[tuple[object, ...], FamilyPool] = {}
        limited: list[tuple[list[tuple[object, ...]], dict[date, int]]] = []
        for house in sorted(self.question.houses):
            for room in sorted(self.question.houses[house].rooms, key=lambda room: room.id):
                if room.use is RoomUse.FAMILY:
                    made = self._family(house, room)
                    own = room.id if self.sees_own and (house, room.id) in self.own_rooms else None
                    like = (made.floor, made.unfit, made.beds, made.lower_beds, tuple(made.holds.items()))
                    key: tuple[object, ...] = (house, own, *like)
                    families[key].append(room.id)
                    family[key] = made
                    continue
                keys: list[tuple[object, ...]] = []
                for alike, bed, made_of in self._of_room(house, room):
                    keys.append(alike)
                    beds[alike].append(bed)
                    pool[alike] = made_of
                if keys and self._is_limited(house, room):
                    limited.append((list(dict.fromkeys(keys)), self._most(house, room)))
        at = {key: number for number, key in enumerate(beds)}
        return Pools(
            beds=tuple(_with_beds(pool[key], found) for key, found in beds.items()),
            families=tuple(_with_rooms(family[key], found) for key, found in families.items()),
            shared=tuple(Shared(tuple(at[key] for key in keys), most) for keys, most in limited),
            sees_own=self.sees_own,
        )

    def _of_room(self, house: LodgingId, room: Room) -> Iterator[tuple[tuple[object, ...], Bed, Pool]]:
        """Each bed of a room for one sex that is free in some night, and the pool that it is in."""
        own = {bed for bed in range(1, room.beds + 1) if (house, room.id, bed) in self.own}
        limited = self._is_limited(house, room)
        # A lower bed suits everybody: where a rule lets fewer sleep in a room, it is upper beds that stay empty.
        most = room.beds if limited else self._holds(house, room, self.nights[0])
        for bed in range(1, most + 1):
            like = self._like(house, room, bed, self._free(house, room, bed))
            key: tuple[object, ...] = (like.house, like.sex, like.lower, like.floor, like.unfit, like.nights)
            if limited or bed in own:
                key += (room.id, bed if bed in own else 0)
            if like.nights:
                yield key, (house, room.id, bed), like

    def _is_limited(self, house: LodgingId, room: Room) -> bool:
        """Whether a rule lets fewer sleep in a room than it has beds, and which beds stay empty is to be seen."""
        holds = {self._holds(house, room, night) for night in self.nights}
        beds = range(1, room.beds + 1)
        return min(holds) < room.beds and (
            len(holds) > 1
            or any((house, room.id, bed) in self.own for bed in beds)
            or any(len(self._free(house, room, bed)) < len(self.nights) for bed in beds)
        )

    def _like(self, house: LodgingId, room: Room, bed: int, nights: frozenset[date]) -> Pool:
        return Pool(
            house=house,
            sex=_SEXES[room.use],
            lower=not self.lower_asked or bed <= room.lower_beds,
            floor=room.floor if self.floor_asked else None,
            unfit=(house, room.id) in self.question.unfit,
            nights=nights,
            beds=(),
        )

    def _family(self, house: LodgingId, room: Room) -> FamilyPool:
        """A family room is free in the nights in which nobody else has a bed of it."""
        free = [self._free(house, room, bed) for bed in range(1, room.beds + 1)]
        return FamilyPool(
            house=house,
            floor=room.floor if self.floor_asked else None,
            unfit=(house, room.id) in self.question.unfit,
            beds=room.beds,
            lower_beds=room.lower_beds if self.lower_asked else room.beds,
            holds={
                night: self._holds(house, room, night)
                for night in self.nights
                if all(night in nights for nights in free)
            },
            rooms=(),
        )

    def _free(self, house: LodgingId, room: Room, bed: int) -> frozenset[date]:
        out = (*room.closed, *self.question.taken.get((house, room.id, bed), ()))
        return frozenset(night for night in self.nights if not any(night in period for period in out))

    def _holds(self, house: LodgingId, room: Room, night: date) -> int:
        return max(0, min(room.beds, self.question.holds.get((house, room.id, night), room.beds)))

    def _most(self, house: LodgingId, room: Room) -> dict[date, int]:
        """How many more a room takes in each night, beside those who have a bed of it."""
        gone = [self.question.taken.get((house, room.id, bed), ()) for bed in range(1, room.beds + 1)]
        return {
            night: max(
                0,
                self._holds(house, room, night) - sum(any(night in period for period in periods) for periods in gone),
            )
            for night in self.nights
        }


def _with_beds(pool: Pool, beds: Iterable[Bed]) -> Pool:
    return Pool(pool.house, pool.sex, pool.lower, pool.floor, pool.unfit, pool.nights, tuple(beds))


def _with_rooms(pool: FamilyPool, rooms: Iterable[RoomId]) -> FamilyPool:
    return FamilyPool(pool.house, pool.floor, pool.unfit, pool.beds, pool.lower_beds, pool.holds, tuple(rooms))
