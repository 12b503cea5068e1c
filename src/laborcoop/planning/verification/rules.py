"""Every rule of the book about seats, rooms, tickets, other trips and needs, asked of the records of a plan anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from laborcoop.planning.verification.fault import Check
from laborcoop.planning.verification.findings import Said
from laborcoop.retention import RoomNight, Sleeper
from laborcoop.transfer import Precautions
from laborcoop.transfer.boarding import Boarding, SeatUse, Ticket
from laborcoop.transfer.change import TripOverlap

if TYPE_CHECKING:
    from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.transfer import Ride


def said_by_rules(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Said]:
    """What rules say of seats, rooms and tickets."""
    yield from _legs(plan)
    yield from _rooms(plan)
    yield from _travellers(plan, rides)


def _legs(plan: ReturnPlan) -> Iterator[Said]:
    """Numbers aboard and seats, leg by leg (TR-01, TR-03, TR-21 and whatever else the book asks)."""
    legs = plan.legs()
    risks = {one.leg.id: one.risk for one in plan.case.records if isinstance(one, Precautions)}
    aboard: dict[str, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        aboard[ride.leg].append(ride)
    for leg_id, rides in sorted(aboard.items()):
        leg = legs.get(leg_id)
        if leg is None:
            continue
        at = {stop.place: number for number, stop in enumerate(leg.stops)}
        spans = [(at.get(ride.board, 0), at.get(ride.alight, 0)) for ride in rides]
        riders = max(sum(first <= section < last for first, last in spans) for section in range(len(leg.stops)))
        on, region = leg.depart.date(), plan.case.region_of(leg.stops[0].place)
        for subject in (Boarding(leg=leg, riders=riders, risk=risks.get(leg.id)), SeatUse(leg=leg, rides=tuple(rides))):
            said = plan.case.book.judge(subject, leg_id, on=on, region=region, kind="leg")
            yield Said(Check.SEAT, leg_id, said)


def _rooms(plan: ReturnPlan) -> Iterator[Said]:
    """Rooms, night by night (AC-02, AC-03, AC-05 and whatever else the book asks)."""
    rooms = {(house.id, room.id): (house, room) for house in plan.case.lodgings for room in house.rooms}
    sexes = {worker.id: worker.sex for worker in plan.case.workers}
    parties = {one.worker: one.together for one in plan.case.registrations}
    sleeping: dict[tuple[LodgingId, RoomId, date], list[Sleeper]] = defaultdict(list)
    for stay in plan.stays:
        if (stay.lodging, stay.room) in rooms and stay.worker in sexes:
            who = Sleeper(worker=stay.worker, sex=sexes[stay.worker], party=parties.get(stay.worker), bed=stay.bed)
            for night in stay.nights():
                sleeping[stay.lodging, stay.room, night].append(who)
    for (house_id, room_id, night), sleepers in sorted(sleeping.items()):
        house, room = rooms[house_id, room_id]
        subject = RoomNight(room=room, lodging=house_id, night=night, sleepers=tuple(sleepers))
        name, region = f"{house_id}/{room_id}", plan.case.region_of(house.place)
        said = plan.case.book.judge(subject, name, on=night, region=region, kind="room")
        yield Said(Check.BED, name, said)


def _travellers(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Said]:
    """Tickets in real names, and no other trip meanwhile (TR-14, TR-15), and whatever else the book asks of a ticket.

    A number that is known in full breaks no rule about real names: where the book asks no more of tickets, only the
    tickets of those whose number is masked are looked at.
    """
    legs = plan.legs()
    asks_more = any(rule.code != "TR-14" and issubclass(Ticket, rule.subject) for rule in plan.case.book)
    workers = {worker.id: worker for worker in plan.case.workers}
    for registration in plan.case.registrations:
        worker, way = workers[registration.worker], rides.get(registration.worker, ())
        subjects: list[object] = [
            Ticket(worker=worker, leg=legs[ride.leg])
            for ride in way
            if not ride.local and (asks_more or (ride.rail and worker.number.is_masked))
        ]
        if registration.other_trip is not None and way and worker.id in plan.handovers:
            depart, arrive = way[0].depart, way[-1].arrive
            subjects.append(TripOverlap(worker=worker.id, booked=registration.other_trip, depart=depart, arrive=arrive))
        region = plan.case.region_of(way[0].start) if way else None
        for subject in subjects:
            on = way[0].depart.date()
            said = plan.case.book.judge(subject, worker.id, on=on, region=region, kind="worker")
            yield Said(Check.WISH, worker.id, said, is_told=False)
