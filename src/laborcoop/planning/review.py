"""What the rules say about a finished plan: seats, rooms, changes, ways, and the sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.journey import Itinerary
from laborcoop.kernel.ids import LegId, LodgingId, PlaceId, RoomId
from laborcoop.planning.bed_rules import bed_needs, children_apart, family_rooms
from laborcoop.planning.leg_room import risk_levels, room_on
from laborcoop.planning.minors import of_children, of_minors
from laborcoop.planning.own_findings import ChildrenApart, FullLeg, LateStart, TakenForFamily, UpperBeds
from laborcoop.planning.reconciliation import reconcile
from laborcoop.planning.stands import about_stands
from laborcoop.planning.unchanged import Unchanged
from laborcoop.retention import PartyStay, Room, RoomNight, Sleeper, Stay, TransitStay
from laborcoop.rulebook import Finding
from laborcoop.transfer import Ride, TransportMode
from laborcoop.transfer.boarding import Boarding, SeatUse
from laborcoop.transfer.change import Change

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan


def review(plan: ReturnPlan, before: ReturnPlan | None = None) -> tuple[Finding, ...]:
    """The findings of every rule about rides, rooms, changes, itineraries and sums.

    Args:
        plan: the plan.
        before: the plan that it was made from, as this function left it: what was found of a leg, a room or a way that
            is what it was stands, and is not asked for again. Nobody can tell from the answer.
    """
    same = Unchanged() if before is None else Unchanged.between(plan, before)
    return (
        *_about_legs(plan, same),
        *_about_rooms(plan, same),
        *_about_needs(plan),
        *_about_families(plan),
        *_about_children(plan),
        *_about_ways(plan, same),
        *_about_changes(plan, same),
        *_about_starts(plan),
        *_about_minors(plan),
        *of_children(plan),
        *_about_nights(plan, same),
        *_about_full_legs(plan),
        *about_stands(plan),
        *_about_sums(plan),
    )


def _about_legs(plan: ReturnPlan, same: Unchanged) -> Iterator[Finding]:
    legs, risk = plan.legs(), risk_levels(plan.case)
    codes = _codes(plan, Boarding, SeatUse)
    for leg_id in sorted(same.legs):
        yield from same.said("leg", leg_id, codes)
    for leg_id, rides in _aboard(plan, same.legs).items():
        leg = legs[leg_id]
        ridden = Counter((ride.board, ride.alight) for ride in rides)
        spans = [(leg.position(board), leg.position(alight), number) for (board, alight), number in ridden.items()]
        riders = [sum(number for first, last, number in spans if first <= i < last) for i in range(len(leg.stops) - 1)]
        boarding = Boarding(leg=leg, riders=max(riders), risk=risk.get(leg.id))
        for subject in (boarding, SeatUse(leg=leg, rides=tuple(rides))):
            region = plan.case.region_of(leg.stops[0].place)
            yield from plan.case.book.judge(subject, leg_id, on=leg.depart.date(), region=region, kind="leg")


def _aboard(plan: ReturnPlan, but: frozenset[LegId]) -> dict[LegId, list[Ride]]:
    """The rides on each leg but some that somebody rides, in one order for every plan."""
    aboard: dict[LegId, list[Ride]] = defaultdict(list)
    for ride in plan.rides:
        if ride.leg not in but:
            aboard[ride.leg].append(ride)
    return {leg: sorted(rides, key=lambda ride: (ride.seat, ride.worker)) for leg, rides in sorted(aboard.items())}


def _codes(plan: ReturnPlan, *kinds: type) -> frozenset[str]:
    """The rules that look at records of some classes."""
    return frozenset(rule.code for rule in plan.case.book if any(issubclass(kind, rule.subject) for kind in kinds))


def _about_rooms(plan: ReturnPlan, same: Unchanged) -> Iterator[Finding]:
    codes = _codes(plan, RoomNight)
    for lodging, room in sorted(same.rooms):
        yield from same.said("room", f"{lodging}/{room}", codes)
    rooms = {(lodging.id, room.id): room for lodging in plan.case.lodgings for room in lodging.rooms}
    regions = {lodging.id: plan.case.region_of(lodging.place) for lodging in plan.case.lodgings}
    workers = {worker.id: worker for worker in plan.case.workers}
    together = {registration.worker: registration.together for registration in plan.case.registrations}
    nights: dict[tuple[LodgingId, RoomId, date], list[Sleeper]] = defaultdict(list)
    for stay in plan.stays:
        if (stay.lodging, stay.room) in same.rooms:
            continue
        sleeper = Sleeper(worker=stay.worker, sex=workers[stay.worker].sex, party=together[stay.worker], bed=stay.bed)
        for night in stay.nights():
            nights[stay.lodging, stay.room, night].append(sleeper)
    for (lodging, room, night), sleepers in sorted(nights.items()):
        subject = RoomNight(room=rooms[lodging, room], lodging=lodging, night=night, sleepers=tuple(sleepers))
        region = regions[lodging]
        yield from plan.case.book.judge(subject, f"{lodging}/{room}", on=night, region=region, kind="room")


def _about_needs(plan: ReturnPlan) -> Iterator[Finding]:
    """Lodgings in which somebody who needs a lower bed or a low floor has none: how many, never who."""
    needs = bed_needs(plan.case)
    lodgings = {lodging.id: lodging for lodging in plan.case.lodgings}
    slept: dict[LodgingId, list[tuple[Stay, Room]]] = defaultdict(list)
    for stay in plan.stays if needs else ():
        slept[stay.lodging].append((stay, next(r for r in lodgings[stay.lodging].rooms if r.id == stay.room)))
    for lodging, here in sorted(slept.items()):
        upper = {
            one.worker
            for one, room in here
            if one.worker in needs and needs[one.worker].lower_bed and one.bed > room.lower_beds
        }
        if upper:
            yield UpperBeds(lodging=lodging, people=len(upper)).finding()
        floors = {one.worker: room.floor for one, room in here if room.floor is not None}
        low = frozenset(worker for worker in floors if worker in needs and needs[worker].low_floor)
        party = PartyStay(stays=(), floors=floors, low_floor=low)
        region = plan.case.region_of(lodgings[lodging].place)
        yield from plan.case.book.judge(party, lodging, on=plan.case.on, region=region, kind="lodging")


def _about_families(plan: ReturnPlan) -> Iterator[Finding]:
    """Lodgings where adults of both sexes share a family room as one party: nothing says that they are a family."""
    names = {lodging.id: lodging.name for lodging in plan.case.lodgings}
    for lodging, rooms in sorted(family_rooms(plan.case, plan.stays).items()):
        yield TakenForFamily(lodging=lodging, name=names[lodging], rooms=len(rooms)).finding()


def _about_children(plan: ReturnPlan) -> Iterator[Finding]:
    """Lodgings in which children sleep in rooms without an adult of their party: how many, never who."""
    names = {lodging.id: lodging.name for lodging in plan.case.lodgings}
    for lodging, children in sorted(children_apart(plan.case, plan.stays).items()):
        yield ChildrenApart(lodging=lodging, name=names[lodging], children=children).finding()


def _about_ways(plan: ReturnPlan, same: Unchanged) -> Iterator[Finding]:
    codes = _codes(plan, Itinerary)
    for worker in sorted(same.workers):
        yield from same.said("worker", worker, codes)
    anew = tuple(worker for worker in plan.travellers if worker not in same.workers)
    for worker, way in plan.itineraries(anew).items():
        yield from plan.case.book.judge(way, worker, on=plan.case.on, kind="worker")


def _about_changes(plan: ReturnPlan, same: Unchanged) -> Iterator[Finding]:
    """Many change from one leg to the other at one place: their change is looked at once."""
    codes = _codes(plan, Change)
    for leg in sorted(same.calm):
        yield from same.said("leg", leg, codes)
    legs = plan.legs()
    met: dict[tuple[LegId, PlaceId, LegId, PlaceId], None] = {}
    for worker in plan.travellers:
        for first, second in pairwise(plan.rides_of(worker)):
            if second.leg not in same.calm:
                met.setdefault((first.leg, first.alight, second.leg, second.board))
    for arriving, gets_off, departing, boards in met:
        here, then = legs[arriving], legs[departing]
        change = Change(
            arriving=arriving,
            departing=departing,
            place=boards,
            arrive=here.stops[here.position(gets_off)].arrive,
            depart=then.stops[then.position(boards)].depart,
            to_rail=then.mode.is_rail,
            to_flight=then.mode is TransportMode.CHARTER_FLIGHT,
        )
        region = plan.case.region_of(change.place)
        yield from plan.case.book.judge(change, departing, on=change.depart.date(), region=region, kind="leg")


def _about_starts(plan: ReturnPlan) -> Iterator[Finding]:
    starts = {post.id: post.starts_on for post in plan.case.posts}
    for worker, match in sorted(plan.matches.items()):
        start = starts[match.post] if match.post is not None else None
        arrives = plan.handovers[worker].at.date()
        if match.post is not None and start is not None and arrives > start:
            yield LateStart(worker=worker, post=match.post, start=start, arrives=arrives).finding()


def _about_minors(plan: ReturnPlan) -> Iterator[Finding]:
    """What rules find of minors, as that they ride without an adult, or sit apart: of each on the first such leg."""
    for by_leg in of_minors(plan).values():
        first: dict[tuple[str, str], Finding] = {}
        for finding in (finding for said in by_leg.values() for finding in said):
            first.setdefault((finding.rule, finding.path), finding)
        yield from first.values()


def _about_nights(plan: ReturnPlan, same: Unchanged) -> Iterator[Finding]:
    """All nights that somebody spends on the way: those who are stranded wait longest."""
    codes = _codes(plan, TransitStay)
    for worker in sorted(same.workers):
        yield from same.said("worker", worker, codes)
    houses = {house.id: house.place for house in plan.case.lodgings}
    for worker in dict.fromkeys(stay.worker for stay in plan.stays if codes and stay.worker not in same.workers):
        own = plan.stays_of(worker)
        first = min(own, key=lambda stay: (stay.period.start, stay.lodging))
        yield from plan.case.book.judge(
            TransitStay(worker=worker, stays=own),
            worker,
            on=first.period.start,
            region=plan.case.region_of(houses[first.lodging]),
            kind="worker",
        )


def _about_full_legs(plan: ReturnPlan) -> Iterator[Finding]:
    """Legs for which people were left out: where a larger coach or another one would help."""
    legs = plan.legs()
    short = Counter(
        leg
        for reasons in plan.unplaced.values()
        for leg in {one for reason in reasons for one in reason.about}
        if leg in legs
    )
    room = room_on(plan.case, (legs[leg] for leg in short))
    for leg_id, people in sorted(short.items()):
        leg, where = legs[leg_id], plan.case.locus("leg", leg_id, "vehicle")
        yield FullLeg(leg=leg.id, seats=room[leg.id], people=people, where=where).finding()


def _about_sums(plan: ReturnPlan) -> Iterator[Finding]:
    """Both sides of the sums of every convoy come out."""
    for convoy, sums in reconcile(plan).items():
        yield from plan.case.book.judge(sums, convoy, on=plan.case.on, kind="convoy")
