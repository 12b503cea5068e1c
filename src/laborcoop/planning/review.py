"""What the rules say about a finished plan: seats, rooms, changes, ways, and the sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.journey import StepKind
from laborcoop.kernel.ids import LegId, LodgingId, RoomId, WorkerId
from laborcoop.retention import RoomNight, Sleeper
from laborcoop.rulebook import Finding
from laborcoop.transfer import Reconciliation, Ride
from laborcoop.transfer.boarding import Boarding, SeatUse
from laborcoop.transfer.change import Change

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan


def review(plan: ReturnPlan) -> tuple[Finding, ...]:
    """The findings of every rule about rides, rooms, changes, itineraries and sums."""
    return (*_about_legs(plan), *_about_rooms(plan), *_about_ways(plan), *_about_sums(plan))


def _about_legs(plan: ReturnPlan) -> Iterator[Finding]:
    aboard: dict[LegId, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        aboard[ride.leg].append(ride)
    legs = plan.legs()
    for leg_id, rides in sorted(aboard.items()):
        leg = legs[leg_id]
        riders = [
            sum((leg.index(ride.board) or 0) <= i < (leg.index(ride.alight) or 0) for ride in rides)
            for i in range(len(leg.stops) - 1)
        ]
        for subject in (Boarding(leg=leg, riders=max(riders)), SeatUse(leg=leg, rides=tuple(rides))):
            yield from plan.case.book.judge(subject, leg_id, on=leg.depart.date(), kind="leg")


def _about_rooms(plan: ReturnPlan) -> Iterator[Finding]:
    rooms = {(lodging.id, room.id): room for lodging in plan.case.lodgings for room in lodging.rooms}
    workers = {worker.id: worker for worker in plan.case.workers}
    together = {registration.worker: registration.together for registration in plan.case.registrations}
    nights: dict[tuple[LodgingId, RoomId, date], list[Sleeper]] = defaultdict(list)
    for stay in plan.stays:
        sleeper = Sleeper(worker=stay.worker, sex=workers[stay.worker].sex, party=together[stay.worker], bed=stay.bed)
        for night in stay.period.days():
            nights[stay.lodging, stay.room, night].append(sleeper)
    for (lodging, room, night), sleepers in sorted(nights.items()):
        subject = RoomNight(room=rooms[lodging, room], lodging=lodging, night=night, sleepers=tuple(sleepers))
        yield from plan.case.book.judge(subject, f"{lodging}/{room}", on=night, kind="room")


def _about_ways(plan: ReturnPlan) -> Iterator[Finding]:
    changes: dict[Change, None] = {}
    legs = plan.legs()
    rides: dict[WorkerId, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        rides[ride.worker].append(ride)
    for worker, way in plan.itineraries().items():
        yield from plan.case.book.judge(way, worker, on=plan.case.on, kind="worker")
        taken = sorted(rides[worker], key=lambda ride: legs[ride.leg].depart)
        moving = [step for step in way.steps if step.kind in {StepKind.COACH, StepKind.TRAIN}]
        for (first, second), (here, then) in zip(pairwise(taken), pairwise(moving), strict=True):
            change = Change(
                arriving=first.leg,
                departing=second.leg,
                place=second.board,
                arrive=here.arrive,
                depart=then.depart,
                to_rail=legs[second.leg].mode.is_rail,
            )
            changes.setdefault(change)
    for change in changes:
        yield from plan.case.book.judge(change, change.departing, on=change.depart.date(), kind="leg")


def _about_sums(plan: ReturnPlan) -> Iterator[Finding]:
    convoy_of = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
    travelling = {ride.worker: convoy_of[ride.leg] for ride in plan.rides}
    arrived = Counter(travelling[worker] for worker in plan.handovers)
    for convoy, boarded in sorted(Counter(travelling.values()).items()):
        sums = Reconciliation(registered=boarded, boarded=boarded, handed_over=arrived[convoy])
        yield from plan.case.book.judge(sums, convoy, on=plan.case.on, kind="convoy")
