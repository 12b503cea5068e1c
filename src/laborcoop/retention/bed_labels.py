"""From numbers to people: who sleeps in which bed, from how many of each kind sleep in which pool."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from typing import TypeVar

from attrs import frozen

from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId, order_key
from laborcoop.kernel.periods import Period
from laborcoop.retention.bed_kinds import Kind, Unit
from laborcoop.retention.bed_pools import FamilyPool, Pool, Pools
from laborcoop.retention.bed_request import Bed, BedRequest, own_bed
from laborcoop.retention.bed_search import Sleeping
from laborcoop.retention.stay import Stay

_DAY = timedelta(days=1)


@frozen
class Run:
    """Nights that follow each other, spent in one pool."""

    unit: Unit
    period: Period

    @property
    def order(self) -> tuple[object, ...]:
        """Who comes first: by the first night, then parties and neighbours side by side."""
        return self.period.start, side_by_side(self.unit[0])


def side_by_side(request: BedRequest) -> tuple[object, ...]:
    """The order in which people get the beds of a house: parties, then neighbours, side by side."""
    return request.party or "", request.beside, order_key(request.worker)


def give_beds(kinds: Sequence[Kind], pools: Pools, sleeping: Sleeping) -> dict[WorkerId, tuple[Stay, ...]]:
    """The stays of everyone who has a bed, in order of their nights."""
    singles: dict[int, list[Run]] = defaultdict(list)
    families: dict[int, list[Run]] = defaultdict(list)
    places = _places(pools, sleeping)
    own = _OwnPools.of(pools)
    for at, kind in enumerate(kinds):
        for house, units in _by_house(at, kind, sleeping):
            in_parts = _in_parts(kind, units, [part for part in sleeping.parts if part[0] == at])
            for number, people in in_parts:
                families[number].append(Run(people, kind.period))
            night_by_night = _Nights(at, kind, _but(units, in_parts), places.get(house, _Places({}, {})), own)
            for number, run in _runs(night_by_night.beds):
                singles[number].append(run)
            for number, run in _runs(night_by_night.families):
                families[number].append(run)
    given = [_in_beds(pools.beds[number], runs) for number, runs in sorted(singles.items())]
    given += [_in_rooms(pools.families[number], runs) for number, runs in sorted(families.items())]
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in chain.from_iterable(given):
        stays[stay.worker].append(stay)
    return {worker: tuple(sorted(own, key=lambda stay: stay.period.start)) for worker, own in sorted(stays.items())}


def _in_parts(
    kind: Kind, units: Sequence[Unit], parts: Iterable[tuple[int, int, tuple[int, ...]]]
) -> list[tuple[int, Unit]]:
    """The people of a parted party, which is alone of its kind, by the family room in which they sleep."""
    found = []
    left = [one for unit in units for one in unit]
    for _, number, counts in parts:
        here = [
            one for role, count in zip(kind.roles, counts, strict=True) for one in islice(filter(role.has, left), count)
        ]
        left = [one for one in left if one not in here]
        found.append((number, tuple(sorted(here, key=lambda one: order_key(one.worker)))))
    return found


def _but(units: Sequence[Unit], in_parts: Iterable[tuple[int, Unit]]) -> list[Unit]:
    """The units without those who sleep in rooms of parts."""
    gone = {one.worker for _, people in in_parts for one in people}
    left = (tuple(one for one in unit if one.worker not in gone) for unit in units)
    return [unit for unit in left if unit] if gone else list(units)


def _by_house(at: int, kind: Kind, sleeping: Sleeping) -> Iterator[tuple[LodgingId, list[Unit]]]:
    """The units of a kind that have beds, in each house: the first by a hash, then neighbours together."""
    numbers = {house: sleeping.houses[at, house] for house in kind.minutes}
    placed = sorted(kind.units[: sum(numbers.values())], key=lambda unit: side_by_side(unit[0]))
    rest = iter(placed)
    for house, number in numbers.items():
        if number:
            yield house, list(islice(rest, number))


@frozen
class _OwnPools:
    """The pool that holds the bed, or the family room, that somebody had before."""

    _beds: Mapping[Bed, int]
    _rooms: Mapping[tuple[LodgingId, RoomId], int]

    @classmethod
    def of(cls, pools: Pools) -> _OwnPools:
        """The pools by their beds and family rooms."""
        return cls(
            {bed: number for number, pool in enumerate(pools.beds) for bed in pool.beds},
            {(pool.house, room): number for number, pool in enumerate(pools.families) for room in pool.rooms},
        )

    def bed(self, unit: Unit) -> int | None:
        """The pool of the bed that the first of a unit had."""
        own = own_bed(unit[0])
        return None if own is None else self._beds.get(own)

    def room(self, unit: Unit) -> int | None:
        """The pool of the family room that the first of a unit had."""
        own = own_bed(unit[0])
        return None if own is None else self._rooms.get(own[:2])


class _Nights:
    """Where the units of a kind in a house sleep, night by night: ``beds`` by person, ``families`` by unit."""

    def __init__(self, at: int, kind: Kind, units: Sequence[Unit], of_house: _Places, own: _OwnPools) -> None:
        self.beds: dict[Unit, dict[date, int]] = defaultdict(dict)
        self.families: dict[Unit, dict[date, int]] = defaultdict(dict)
        for night in kind.nights:
            apart = self._assign(self.families, units, of_house.families.get((at, night), {}), night, own.room)
            for number, role in enumerate(kind.roles):
                people = [(one,) for unit in apart for one in unit if role.has(one)]
                self._assign(self.beds, people, of_house.beds.get((at, number, night), {}), night, own.bed)

    @staticmethod
    def _assign(
        where: dict[Unit, dict[date, int]],
        units: Sequence[Unit],
        places: Mapping[int, int],
        night: date,
        own: Callable[[Unit], int | None],
    ) -> list[Unit]:
        """Give units the places of a night, that of the night before if it can be, else their own; who gets none."""
        left = dict(places)
        waiting = list(units)
        for wished in (lambda unit: where[unit].get(night - _DAY), own):
            unmet = []
            for unit in waiting:
                number = wished(unit)
                if number is not None and left.get(number):
                    left[number] -= 1
                    where[unit][night] = number
                else:
                    unmet.append(unit)
            waiting = unmet
        free = [number for number, count in left.items() for _ in range(count)]
        for unit, number in zip(waiting, free, strict=False):
            where[unit][night] = number
        return waiting[len(free) :]


@frozen
class _Places:
    """How many sleep in each pool of one house, by kind (and role) and night."""

    beds: Mapping[tuple[int, int, date], Mapping[int, int]]
    families: Mapping[tuple[int, date], Mapping[int, int]]


def _places(pools: Pools, sleeping: Sleeping) -> dict[LodgingId, _Places]:
    beds: dict[LodgingId, dict[tuple[int, int, date], dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    families: dict[LodgingId, dict[tuple[int, date], dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for (at, role, number, night), people in sleeping.beds.items():
        if people:
            beds[pools.beds[number].house][at, role, night][number] = people
    for (at, number, night), parties in sleeping.families.items():
        if parties:
            families[pools.families[number].house][at, night][number] = parties
    return {house: _Places(beds.get(house, {}), families.get(house, {})) for house in {*beds, *families}}


def _runs(where: Mapping[Unit, Mapping[date, int]]) -> Iterator[tuple[int, Run]]:
    """The nights of each unit as runs in one pool."""
    for unit, nights in where.items():
        start: date | None = None
        for night, number in sorted(nights.items()):
            start = start or night
            if nights.get(night + _DAY) != number:
                yield number, Run(unit, Period(start, night + _DAY))
                start = None


_Slot = TypeVar("_Slot", bound=Hashable)


def settled(slots: Iterable[_Slot], runs: Sequence[Run], own: Sequence[_Slot | None]) -> list[_Slot]:
    """A slot (a bed, a family room) for each run: the own one where that leaves one for everybody, else the first free.

    First come, first served finds one for everybody: no night has more runs than slots.
    """
    slots = tuple(slots)
    return _given(slots, runs, own) or _given(slots, runs, [None] * len(runs)) or []


def _given(slots: Sequence[_Slot], runs: Sequence[Run], own: Sequence[_Slot | None]) -> list[_Slot] | None:
    held: dict[_Slot, list[Period]] = {slot: [] for slot in slots}
    found: dict[int, _Slot] = {}

    def take(at: int, wished: Iterable[_Slot]) -> bool:
        period = runs[at].period
        slot = next((one for one in wished if not any(period.overlaps(other) for other in held[one])), None)
        if slot is not None:
            found[at] = slot
            held[slot].append(period)
        return slot is not None

    for at, slot in enumerate(own):
        take(at, [slot] if slot in held else [])
    if all(at in found or take(at, slots) for at in range(len(runs))):
        return [found[at] for at in range(len(runs))]
    return None


def _in_beds(pool: Pool, runs: Iterable[Run]) -> Iterator[Stay]:
    runs = sorted(runs, key=lambda run: run.order)
    own = [own_bed(run.unit[0]) for run in runs]
    beds = beside_adults(runs, settled(pool.beds, runs, own))
    for run, (house, room, bed) in zip(runs, beds, strict=True):
        guest = run.unit[0].worker
        yield Stay(worker=guest, lodging=house, room=room, bed=bed, period=run.period)


def beside_adults(runs: Sequence[Run], beds: Sequence[Bed]) -> list[Bed]:
    """The beds, changed with others of the same nights so that children are in the room of an adult of their party."""
    given = list(beds)
    guests = [run.unit[0] for run in runs]
    with_children = {guest.party for guest in guests if guest.child}
    for at, guest in enumerate(guests):
        if not guest.child or guest.party is None:
            continue
        alike = [other for other, run in enumerate(runs) if run.period == runs[at].period]
        rooms = {given[one][:2] for one in alike if guests[one].party == guest.party and guests[one].adult}
        others = (one for one in alike if given[one][:2] in rooms and guests[one].party not in with_children)
        other = next(others, None)
        if other is not None and given[at][:2] not in rooms:
            given[at], given[other] = given[other], given[at]
    return given


def _in_rooms(pool: FamilyPool, runs: Iterable[Run]) -> Iterator[Stay]:
    """A room for each run of a party, its own people in its beds: lower ones for those who need them."""
    runs = sorted(runs, key=lambda run: run.order)
    rooms = [next((bed[1] for bed in map(own_bed, run.unit) if bed and bed[0] == pool.house), None) for run in runs]
    for run, room in zip(runs, settled(pool.rooms, runs, rooms), strict=True):
        had = {one.worker: own[2] for one in run.unit if (own := own_bed(one)) and own[:2] == (pool.house, room)}
        free = list(range(1, pool.beds + 1))
        for guest in sorted(run.unit, key=lambda one: (not one.lower_bed, side_by_side(one))):
            others = {bed for worker, bed in had.items() if worker != guest.worker}
            bed = min(
                free,
                key=lambda bed: (
                    guest.lower_bed and bed > pool.lower_beds,
                    bed != had.get(guest.worker),
                    bed in others,
                    bed,
                ),
            )
            free.remove(bed)
            yield Stay(worker=guest.worker, lodging=pool.house, room=room, bed=bed, period=run.period)
