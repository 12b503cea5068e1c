"""What the rules say about a finished plan: seats, rooms, changes, ways, and the sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.journey import StepKind
from laborcoop.kernel.ids import LegId, LodgingId, RoomId
from laborcoop.kernel.text import Text
from laborcoop.planning.reconciliation import reconcile
from laborcoop.retention import RoomNight, Sleeper
from laborcoop.rulebook import Finding, Severity
from laborcoop.transfer import Ride
from laborcoop.transfer.boarding import Boarding, SeatUse
from laborcoop.transfer.change import Change

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

LATE_START = "PL-02"
FULL_LEG = "PL-03"


def review(plan: ReturnPlan) -> tuple[Finding, ...]:
    """The findings of every rule about rides, rooms, changes, itineraries and sums."""
    return (
        *_about_legs(plan),
        *_about_rooms(plan),
        *_about_ways(plan),
        *_about_starts(plan),
        *_about_full_legs(plan),
        *_about_sums(plan),
    )


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
            region = plan.case.region_of(leg.stops[0].place)
            yield from plan.case.book.judge(subject, leg_id, on=leg.depart.date(), region=region, kind="leg")


def _about_rooms(plan: ReturnPlan) -> Iterator[Finding]:
    rooms = {(lodging.id, room.id): room for lodging in plan.case.lodgings for room in lodging.rooms}
    regions = {lodging.id: plan.case.region_of(lodging.place) for lodging in plan.case.lodgings}
    workers = {worker.id: worker for worker in plan.case.workers}
    together = {registration.worker: registration.together for registration in plan.case.registrations}
    nights: dict[tuple[LodgingId, RoomId, date], list[Sleeper]] = defaultdict(list)
    for stay in plan.stays:
        sleeper = Sleeper(worker=stay.worker, sex=workers[stay.worker].sex, party=together[stay.worker], bed=stay.bed)
        for night in stay.nights():
            nights[stay.lodging, stay.room, night].append(sleeper)
    for (lodging, room, night), sleepers in sorted(nights.items()):
        subject = RoomNight(room=rooms[lodging, room], lodging=lodging, night=night, sleepers=tuple(sleepers))
        region = regions[lodging]
        yield from plan.case.book.judge(subject, f"{lodging}/{room}", on=night, region=region, kind="room")


def _about_ways(plan: ReturnPlan) -> Iterator[Finding]:
    changes: dict[Change, None] = {}
    legs = plan.legs()
    for worker, way in plan.itineraries().items():
        yield from plan.case.book.judge(way, worker, on=plan.case.on, kind="worker")
        moving = [step for step in way.steps if step.kind in {StepKind.COACH, StepKind.TRAIN}]
        for (first, second), (here, then) in zip(pairwise(plan.rides_of(worker)), pairwise(moving), strict=True):
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
        region = plan.case.region_of(change.place)
        yield from plan.case.book.judge(change, change.departing, on=change.depart.date(), region=region, kind="leg")


def _about_starts(plan: ReturnPlan) -> Iterator[Finding]:
    starts = {post.id: post.starts_on for post in plan.case.posts}
    for worker, match in sorted(plan.matches.items()):
        start = starts[match.post] if match.post is not None else None
        arrives = plan.handovers[worker].at.date()
        if start is not None and arrives > start:
            yield Finding(
                rule=LATE_START,
                severity=Severity.WARN,
                subject=worker,
                kind="worker",
                message=Text(
                    "岗位 {post} 于 {start} 到岗，本人 {arrives} 才到厂",
                    "the post {post} starts on {start}; this person arrives on {arrives}",
                ).format(post=match.post, start=start, arrives=arrives),
                suggestion=Text("与用人单位商定新的到岗日期", "agree on another first day with the employer"),
            )


def _about_full_legs(plan: ReturnPlan) -> Iterator[Finding]:
    """Legs for which people were left out: where a larger coach or another one would help."""
    legs = plan.legs()
    short = Counter(leg for reasons in plan.unplaced.values() for reason in reasons for leg in reason.about)
    for leg_id, people in sorted(short.items()):
        leg = legs[leg_id]
        counts = bool(plan.case.book.context(leg.depart.date()).value("crew_counts"))
        yield Finding(
            rule=FULL_LEG,
            severity=Severity.WARN,
            subject=leg_id,
            kind="leg",
            path="vehicle",
            message=Text(
                "班次 {leg} 座位不够：可供务工人员 {seats} 座，{people} 人因此未安排",
                "leg {leg} has too few seats: {seats} for workers, and {people} people are left out for it",
            ).format(leg=leg_id, seats=leg.worker_seats(drivers_count=counts), people=people),
            suggestion=Text("换更大的车，或加开一班", "take a larger vehicle, or run another"),
            where=plan.case.locus("leg", leg_id, "vehicle"),
        )


def _about_sums(plan: ReturnPlan) -> Iterator[Finding]:
    """Both sides of the sums of every convoy come out."""
    for convoy, sums in reconcile(plan).items():
        yield from plan.case.book.judge(sums, convoy, on=plan.case.on, kind="convoy")
