"""What the records and the rule book of a case ask of beds: who needs which, how many a room holds, which are unfit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, partial

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.planning.adults import child_age, of_age
from laborcoop.planning.case import Case
from laborcoop.retention import BedNeed, BedSpace, RoomUse, Stay


def bed_needs(case: Case) -> Mapping[WorkerId, BedNeed]:
    """Who needs a lower bed or a low floor: the `BedNeed` of ``case.records``, several of one person together."""
    found: dict[WorkerId, BedNeed] = {}
    for record in case.records_of(BedNeed):
        other = found.get(record.worker, record)
        found[record.worker] = BedNeed(
            worker=record.worker,
            lower_bed=record.lower_bed or other.lower_bed,
            low_floor=record.low_floor or other.low_floor,
        )
    return found


def room_limits(case: Case, nights: Iterable[date]) -> Mapping[tuple[LodgingId, RoomId, date], int]:
    """How many people a room may hold in a night, where the book asks for a floor area for each person (AC-03).

    Rooms that were not measured, and those whose beds are the tighter limit, are not in it.
    """
    found = {}
    for night in sorted(set(nights)):
        for lodging in case.lodgings:
            then = case.book.context(night, case.region_of(lodging.place))
            if then.value("floor_area_per_person") is None:
                continue
            each = then.number("floor_area_per_person")
            for room in lodging.rooms:
                if room.floor_area is not None and room.floor_area < room.beds * each:
                    found[lodging.id, room.id, night] = int(room.floor_area / each)
    return found


def family_rooms(case: Case, stays: Iterable[Stay]) -> Mapping[LodgingId, frozenset[RoomId]]:
    """The family rooms in which adults of both sexes sleep in one night, by lodging: taken for a couple or a family."""
    use = {(lodging.id, room.id): room.use for lodging in case.lodgings for room in lodging.rooms}
    workers = {worker.id: worker for worker in case.workers}
    grown = cache(partial(of_age, case))
    sexes: dict[tuple[LodgingId, RoomId, date], set[Sex]] = defaultdict(set)
    for stay in stays:
        if use.get((stay.lodging, stay.room)) is RoomUse.FAMILY:
            worker = workers[stay.worker]
            for night in stay.nights():
                if worker.age(night) >= grown(night):
                    sexes[stay.lodging, stay.room, night].add(worker.sex)
    found: dict[LodgingId, set[RoomId]] = defaultdict(set)
    for (lodging, room, _), both in sexes.items():
        if len(both) > 1:
            found[lodging].add(room)
    return {lodging: frozenset(rooms) for lodging, rooms in found.items()}


def children_apart(case: Case, stays: Iterable[Stay]) -> Mapping[LodgingId, int]:
    """How many children of each lodging sleep, some night, in a room where no adult of their party does."""
    workers = {worker.id: worker for worker in case.workers}
    parties = {registration.worker: registration.together for registration in case.registrations}
    sleeping: dict[tuple[LodgingId, RoomId, date], list[WorkerId]] = defaultdict(list)
    for stay in stays:
        for night in stay.nights():
            sleeping[stay.lodging, stay.room, night].append(stay.worker)
    ages = {night: (child_age(case, night), of_age(case, night)) for night in {night for *_, night in sleeping}}
    apart: dict[LodgingId, set[WorkerId]] = defaultdict(set)
    for (lodging, _, night), people in sleeping.items():
        child, grown = ages[night]
        children = [one for one in people if workers[one].age(night) < child]
        watched = {parties[one] for one in people if workers[one].age(night) >= grown} if children else {None}
        apart[lodging].update(one for one in children if parties[one] not in watched - {None})
    return {lodging: len(children) for lodging, children in apart.items() if children}


def unfit_rooms(case: Case) -> frozenset[tuple[LodgingId, RoomId]]:
    """The rooms whose beds the book finds fault with (AC-04): beds elsewhere are given first."""
    places = {lodging.id: lodging.place for lodging in case.lodgings}
    return frozenset(
        (record.lodging, record.room)
        for record in case.records_of(BedSpace)
        if record.lodging in places
        and case.book.judge(record, record.lodging, on=case.on, region=case.region_of(places[record.lodging]))
    )
