"""Own beds given back: of very many beds planned before the search sees the house alone, and gives any bed of it.

Whoever sleeps in one bed of the house for the whole wait then takes the own bed where it is free, or changes with the
one who was given it. Only beds and people that are alike to every goal change, so that what is proved stays so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from attrs import evolve

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.retention.bed_request import Bed, BedQuestion, BedRequest, own_bed
from laborcoop.retention.lodging import Room, RoomUse
from laborcoop.retention.stay import Stay

Stays = Mapping[WorkerId, tuple[Stay, ...]]


def keep_beds(question: BedQuestion, stays: Stays) -> Stays:
    """The stays, with the bed that was planned before wherever that harms nobody."""
    requests = {request.worker: request for request in question.requests}
    at: dict[WorkerId, Stay] = {worker: own[0] for worker, own in stays.items() if len(own) == 1}
    holders: dict[Bed, dict[WorkerId, Period]] = defaultdict(dict)
    for stay in (stay for own in stays.values() for stay in own):
        holders[_bed(stay)][stay.worker] = stay.period
    for worker in sorted(at):
        stay, wished = at[worker], own_bed(requests[worker])
        if wished is None or wished == _bed(stay) or not _alike(question, requests[worker], wished, stay):
            continue
        others = [other for other, period in holders[wished].items() if period.overlaps(stay.period)]
        if not others and _is_free(question, wished, stay.period):
            moves = {worker: wished}
        elif len(others) == 1 and _gives_way(at, requests[others[0]], stay):
            moves = {worker: wished, others[0]: _bed(stay)}
        else:
            continue
        for mover in moves:
            del holders[_bed(at[mover])][mover]
        for mover, (house, room, bed) in moves.items():
            at[mover] = evolve(at[mover], lodging=house, room=room, bed=bed)
            holders[house, room, bed][mover] = at[mover].period
    return {worker: (at[worker],) if worker in at else own for worker, own in stays.items()}


def _bed(stay: Stay) -> Bed:
    return stay.lodging, stay.room, stay.bed


def _gives_way(at: Mapping[WorkerId, Stay], other: BedRequest, stay: Stay) -> bool:
    """Whether somebody can sleep in the bed of a stay instead, and loses nothing by it."""
    held = at.get(other.worker)
    needs = other.lower_bed or other.low_floor
    return held is not None and held.period == stay.period and own_bed(other) != _bed(held) and not needs


def _alike(question: BedQuestion, request: BedRequest, wished: Bed, stay: Stay) -> bool:
    """Whether a bed is to every goal like the one of a stay, and its sleeper asks for no special one."""
    if wished[0] != stay.lodging or request.lower_bed or request.low_floor:
        return False
    rooms = {room.id: room for room in question.houses[stay.lodging].rooms}
    was, now = rooms[stay.room], rooms.get(wished[1])
    unfit = {(stay.lodging, room) in question.unfit for room in (stay.room, wished[1])}
    return now is not None and _is_open(now, wished, was) and len(unfit) == 1


def _is_open(now: Room, wished: Bed, was: Room) -> bool:
    return now.use is was.use is not RoomUse.FAMILY and wished[2] <= now.beds


def _is_free(question: BedQuestion, bed: Bed, period: Period) -> bool:
    """Whether nobody outside the question has the bed, and no rule lets fewer sleep in its room than there are beds."""
    house, number, _ = bed
    room = next(room for room in question.houses[house].rooms if room.id == number)
    limited = any((house, number, night) in question.holds for night in period.days())
    barred = (*question.taken.get(bed, ()), *room.closed)
    return not limited and not any(period.overlaps(other) for other in barred)
