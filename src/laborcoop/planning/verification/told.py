"""What rules warn of, asked of the records of a plan anew: a plan that does not tell of it is no sound plan.

Changes that are short (TR-25), minors without an adult of the party (TR-30), children without one by rail (TR-27), long
waits (AC-07) and low floors (AC-11). A plan carries nobody who rides free (TR-02), and no ticket at a student's price
(TR-28): of those there is nothing to ask.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.moments import instant
from laborcoop.planning.events import MissingAtHandover
from laborcoop.planning.verification.fault import Check
from laborcoop.planning.verification.findings import Said
from laborcoop.planning.verification.moments import has_come
from laborcoop.retention import BedNeed, PartyStay, TransitStay
from laborcoop.transfer.change import Change
from laborcoop.transfer.fares import Fare, FareParty, MinorTravel, TicketKind

if TYPE_CHECKING:
    from laborcoop.kernel.ids import LodgingId, PartyId, WorkerId
    from laborcoop.people import Worker
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.retention import Stay
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Leg, Ride

Rides = Mapping["WorkerId", Sequence["Ridden"]]


@frozen
class _Asked:
    """A record that rules look at, with what they go by."""

    kind: str
    name: str
    subject: object
    on: date
    region: DivisionCode | None


def said_of_ways(plan: ReturnPlan, rides: Rides) -> Iterator[Said]:
    """What rules say of these."""
    minors = tuple(_minors_aboard(plan))
    for asked in (*_changes(plan, rides), *_waits(plan), *_floors(plan)):
        yield Said(Check.WAY, asked.name, _judge(plan, asked))
    for asked, has_boarded in _children(plan, minors):
        yield Said(Check.WAY, asked.name, _judge(plan, asked), has_happened=has_boarded)
    for way in _minors(plan, minors):
        # A minor is told of once without an adult and once apart from one, for the first such leg.
        known: set[tuple[str, str]] = set()
        for asked in way:
            said = tuple(finding for finding in _judge(plan, asked) if (finding.rule, finding.path) not in known)
            known.update((finding.rule, finding.path) for finding in said)
            yield Said(Check.WAY, asked.name, said)


def _judge(plan: ReturnPlan, asked: _Asked) -> tuple[Finding, ...]:
    return plan.case.book.judge(asked.subject, asked.name, on=asked.on, region=asked.region, kind=asked.kind)


def _changes(plan: ReturnPlan, rides: Rides) -> Iterator[_Asked]:
    """Where somebody who arrives changes from one leg to the next; many change alike, and are asked of once."""
    met = {(one, other) for worker, way in rides.items() if worker in plan.handovers for one, other in pairwise(way)}
    for one, other in met:
        change = Change(
            arriving=one.leg,
            departing=other.leg,
            place=other.start,
            arrive=one.arrive,
            depart=other.depart,
            to_rail=other.rail,
            to_flight=other.flight,
        )
        yield _Asked("leg", other.leg, change, other.depart.date(), plan.case.region_of(other.start))


def _waits(plan: ReturnPlan) -> Iterator[_Asked]:
    """All nights that somebody spends on the way."""
    houses = {house.id: house.place for house in plan.case.lodgings}
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in plan.stays:
        stays[stay.worker].append(stay)
    for worker, own in stays.items():
        first = min(own, key=lambda stay: (stay.period.start, stay.lodging))
        region = plan.case.region_of(houses[first.lodging]) if first.lodging in houses else None
        yield _Asked("worker", worker, TransitStay(worker=worker, stays=tuple(own)), first.period.start, region)


def _floors(plan: ReturnPlan) -> Iterator[_Asked]:
    """Who needs a low floor, and on which floor everybody of a house sleeps, where that is known."""
    low = {one.worker for one in plan.case.records if isinstance(one, BedNeed) and one.low_floor}
    rooms = {(house.id, room.id): room.floor for house in plan.case.lodgings for room in house.rooms}
    floors: dict[LodgingId, dict[WorkerId, int]] = defaultdict(dict)
    for stay in plan.stays if low else ():
        floor = rooms.get((stay.lodging, stay.room))
        if floor is not None:
            floors[stay.lodging][stay.worker] = floor
    for house in plan.case.lodgings:
        here = floors.get(house.id, {})
        party = PartyStay(stays=(), floors=here, low_floor=frozenset(low & here.keys()))
        yield _Asked("lodging", house.id, party, plan.case.on, plan.case.region_of(house.place))


_Company = list[tuple["Ride", "Worker"]]
_Minor = tuple["Leg", "Ride", "Worker", _Company]
_FIRST = datetime.min.replace(tzinfo=UTC)


def _minors_aboard(plan: ReturnPlan) -> Iterator[_Minor]:
    """Everybody under age who rides a leg, in the order of boarding, with those of the party who ride it too."""
    if "adult_age" not in plan.case.book.parameters:
        return
    legs = plan.legs()
    of_age = {
        day: plan.case.book.context(day).whole("adult_age") for day in {leg.depart.date() for leg in legs.values()}
    }
    first, oldest = min(of_age, default=plan.case.on), max(of_age.values(), default=0)
    workers = {worker.id: worker for worker in plan.case.workers}
    recent = [worker for worker in plan.case.workers if first.year - worker.born.year <= oldest]
    young = {worker.id for worker in recent if worker.age(first) < oldest}
    parties = {one.worker: one.together for one in plan.case.registrations}
    theirs = {parties.get(worker) for worker in young}
    aboard: dict[tuple[str, PartyId | None], _Company] = defaultdict(list)
    of_minors = []
    for ride in plan.rides:
        if ride.leg in legs and ride.worker in workers and parties.get(ride.worker) in theirs:
            aboard[ride.leg, parties.get(ride.worker)].append((ride, workers[ride.worker]))
            of_minors += [ride] if ride.worker in young else []
    boards = {(leg.id, stop.place): instant(stop.depart) for leg in legs.values() for stop in leg.stops}
    for ride in sorted(of_minors, key=lambda ride: (boards.get((ride.leg, ride.board), _FIRST), ride.leg)):
        leg, worker, party = legs[ride.leg], workers[ride.worker], parties.get(ride.worker)
        if worker.age(leg.depart.date()) < of_age[leg.depart.date()]:
            company = [] if party is None else aboard[ride.leg, party]
            yield leg, ride, worker, [one for one in company if one[1].id != worker.id]


def _minder(plan: ReturnPlan, leg: Leg, minor: WorkerId, party: _Company) -> tuple[Ride, Worker] | None:
    """Who of a party answers for a minor on a leg: an adult who is there all the minor's way.

    The youngest minor comes first, the adult who answers for fewest, and of those the eldest; where no adult is there,
    the eldest of the other minors is who is named.
    """
    day = leg.depart.date()
    grown = plan.case.book.context(day).whole("adult_age")
    in_order = sorted(party, key=lambda one: (one[1].born, one[1].id))
    adults = [one for one in in_order if one[1].age(day) >= grown]
    minors = [one for one in in_order if one[1].age(day) < grown]
    at = {stop.place: number for number, stop in enumerate(leg.stops)}
    charges: Counter[WorkerId] = Counter()
    answers: dict[WorkerId, tuple[Ride, Worker]] = {}
    for ride, young in reversed(minors):
        there = [
            (charges[adult.id], place)
            for place, (own, adult) in enumerate(adults)
            if at.get(own.board, 0) <= at.get(ride.board, 0) and at.get(own.alight, 0) >= at.get(ride.alight, 0)
        ]
        if there:
            answers[young.id] = adults[min(there)[1]]
            charges[answers[young.id][1].id] += 1
    return answers.get(minor) or next((one for one in minors if one[1].id != minor), None)


def _minors(plan: ReturnPlan, minors: Iterable[_Minor]) -> Iterable[list[_Asked]]:
    """The legs of each minor, in order, with who of the party answers for them there, and both seats."""
    found: dict[WorkerId, list[_Asked]] = defaultdict(list)
    for leg, ride, minor, company in minors:
        adult = _minder(plan, leg, minor.id, [(ride, minor), *_not_missing(plan, company)])
        travel = MinorTravel(
            leg=leg,
            traveller=minor.id,
            born=minor.born,
            adult=None if adult is None else adult[1].id,
            adult_born=None if adult is None else adult[1].born,
            seat=ride.seat,
            adult_seat="" if adult is None else adult[0].seat,
        )
        region = plan.case.region_of(leg.stops[0].place)
        found[minor.id].append(_Asked("worker", minor.id, travel, leg.depart.date(), region))
    return found.values()


def _not_missing(plan: ReturnPlan, company: _Company) -> _Company:
    """Those of a company, without whoever is missing where the leg ended: nobody knows since when."""
    missing = {event.subject for event in plan.log.events if isinstance(event, MissingAtHandover)}
    return [(ride, one) for ride, one in company if one.id not in missing or ride != plan.rides_of(one.id)[-1]]


def _children(plan: ReturnPlan, minors: Iterable[_Minor]) -> Iterator[tuple[_Asked, bool]]:
    """A minor by rail with who answers for them, and whether they have boarded: at the full fare, never too little."""
    for leg, ride, minor, company in minors:
        adult = _minder(plan, leg, minor.id, [(ride, minor), *company])
        fares = [
            _fare(ride, minor, None if adult is None else adult[1].id),
            *([] if adult is None else [_fare(*adult)]),
        ]
        if leg.mode.is_rail:
            region = plan.case.region_of(leg.stops[0].place)
            asked = _Asked("leg", leg.id, FareParty(leg=leg, fares=tuple(fares)), leg.depart.date(), region)
            leaves = (stop.depart for stop in leg.stops if stop.place == ride.board)
            yield asked, any(has_come(plan.log, moment) for moment in leaves)


def _fare(ride: Ride, worker: Worker, adult: WorkerId | None = None) -> Fare:
    return Fare(id=worker.id, born=worker.born, ticket=TicketKind.FULL, alight=ride.alight, adult=adult)
