"""Every way starts where one can board, has no gap, no night without a bed, and ends at the employer's open gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from laborcoop.kernel.ids import ConvoyId, LegId, PlaceId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import is_too_short
from laborcoop.transfer import Stop

if TYPE_CHECKING:
    from laborcoop.employers import Employer
    from laborcoop.journey import Registration
    from laborcoop.kernel.places import Place
    from laborcoop.people import Worker
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.retention import Stay
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Leg


@frozen
class Ridden:
    """A ride with its times looked up."""

    convoy: ConvoyId
    leg: LegId
    start: PlaceId
    end: PlaceId
    depart: datetime
    arrive: datetime
    rail: bool
    flight: bool
    local: bool


def check_ways(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """The way of everyone who is handed over; ``rides`` as `ridden` gives them."""
    case = plan.case
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in plan.stays:
        stays[stay.worker].append(stay)
    houses = {lodging.id: lodging.place for lodging in case.lodgings}
    places = {place.id: place for place in case.places}
    employers = {employer.id: employer for employer in case.employers}
    workers = {worker.id: worker for worker in case.workers}
    for registration in case.registrations:
        worker = registration.worker
        if worker not in plan.handovers or worker not in rides:
            continue
        way = rides[worker]
        yield from _no_gap(worker, way)
        yield from _every_night(
            plan, worker, way, {n: houses.get(s.lodging) for s in stays[worker] for n in s.nights()}
        )
        yield from _at_gate(plan, worker, way[-1], employers.get(plan.handovers[worker].employer))
        yield from _wishes(plan, workers[worker], registration, way, places.get(way[0].start))


def ridden(plan: ReturnPlan) -> Mapping[WorkerId, Sequence[Ridden]]:
    """Everyone's rides in the order of boarding, those whose leg or stops there are."""
    towns = {place.id: place.hub for place in plan.case.places}
    legs = {leg.id: _Leg.of(leg, convoy.id, towns) for convoy in plan.case.convoys for leg in convoy.legs}
    found: dict[WorkerId, list[Ridden]] = defaultdict(list)
    for ride in plan.rides:
        leg = legs.get(ride.leg)
        if leg is None or ride.board not in leg.stops or ride.alight not in leg.stops:
            continue
        found[ride.worker].append(
            Ridden(
                leg.convoy,
                ride.leg,
                ride.board,
                ride.alight,
                leg.stops[ride.board].depart,
                leg.stops[ride.alight].arrive,
                rail=leg.rail,
                flight=leg.flight,
                local=leg.crosses(towns.get(ride.board), towns.get(ride.alight)),
            )
        )
    return {worker: _from_home(sorted(way, key=lambda ride: ride.depart)) for worker, way in found.items()}


def _from_home(way: Sequence[Ridden]) -> Sequence[Ridden]:
    """A way of which the first ride is none across a town: it brings somebody from home, were it to the next street."""
    first, *others = way
    return (evolve(first, local=False), *others) if first.local else way


@frozen
class _Leg:
    """What is the same for all rides on a leg."""

    convoy: ConvoyId
    stops: Mapping[PlaceId, Stop]
    rail: bool
    flight: bool
    coach: bool
    in_town: bool

    @classmethod
    def of(cls, leg: Leg, convoy: ConvoyId, towns: Mapping[PlaceId, str]) -> _Leg:
        """A leg of a convoy, which may have all its stops in one town."""
        passed = {towns.get(stop.place, "") for stop in leg.stops}
        return cls(
            convoy,
            {stop.place: stop for stop in leg.stops},
            rail=leg.mode.is_rail,
            flight=leg.mode.value == "charter-flight",
            coach=leg.mode.is_coach,
            in_town=len(passed) == 1 and "" not in passed,
        )

    def crosses(self, start: str | None, end: str | None) -> bool:
        """Whether a ride from one town to another crosses one: it ends where it began, and on no train to elsewhere."""
        return bool(start) and start == end and (self.coach or self.in_town)


def _no_gap(worker: WorkerId, way: Sequence[Ridden]) -> Iterator[Finding]:
    for before, after in pairwise(way):
        if before.end != after.start or before.arrive > after.depart:
            yield fault(
                Check.WAY,
                worker,
                Text("{before} 与 {after} 之间衔接不上", "{before} and {after} do not join"),
                before=before.leg,
                after=after.leg,
            )
    if len({ride.convoy for ride in way}) > 1:
        yield fault(Check.WAY, worker, Text("同一人在两个批次中", "one person is in two batches"))


def _every_night(
    plan: ReturnPlan, worker: WorkerId, way: Sequence[Ridden], beds: Mapping[date, PlaceId | None]
) -> Iterator[Finding]:
    """A bed for each night between two rides, but for those that were over before the way on was planned."""
    needed: dict[date, PlaceId] = {}
    for before, after in pairwise(way):
        if is_too_short(before.arrive, after.depart):
            continue
        night = before.arrive.date() - timedelta(days=1)
        while night < after.depart.date():
            small_hours = datetime.combine(night + timedelta(days=1), time(3), before.arrive.tzinfo)
            if before.arrive <= small_hours <= after.depart and (
                night in beds or not any(small_hours <= event.time <= after.depart for event in plan.log.events)
            ):
                needed[night] = before.end
            night += timedelta(days=1)
    if dict(beds) != needed:
        yield fault(
            Check.BED,
            worker,
            Text(
                "需要床位的夜晚 {needed} 与所给床位 {given} 不一致",
                "needs a bed on {needed}, and has one on {given}, or in another place",
            ),
            needed=tuple(sorted(needed)),
            given=tuple(sorted(beds)),
        )


def _at_gate(plan: ReturnPlan, worker: WorkerId, last: Ridden, employer: Employer | None) -> Iterator[Finding]:
    handover = plan.handovers[worker]
    match = plan.matches.get(worker)
    along = not next(one.works for one in plan.case.registrations if one.worker == worker)
    right = (
        employer is not None
        and (along if match is None else match.employer == employer.id)
        and employer.gate == handover.gate == last.end
        and handover.at == last.arrive
        and handover.worker == worker
        and (handover.signed_at is None or handover.signed_at >= handover.at)
        and (employer.gate_opens is None or employer.gate_opens <= handover.at.time())
        and (employer.gate_closes is None or handover.at.time() <= employer.gate_closes)
    )
    if not right:
        yield fault(
            Check.WAY,
            worker,
            Text("没有在开放时间送到用人单位厂门", "is not brought to the employer's gate while it is open"),
        )


def _wishes(
    plan: ReturnPlan, worker: Worker, registration: Registration, way: Sequence[Ridden], place: Place | None
) -> Iterator[Finding]:
    first, last = way[0], way[-1]
    day = first.depart.date()
    at_home = place is not None and (
        place.id == registration.boarding
        if registration.boarding is not None
        else worker.village in {place.name.zh, place.name.en} or place.division == worker.registered
    )
    other = registration.other_trip
    kept = {
        "boarding": at_home,
        "batch": not registration.batches or first.convoy in registration.batches,
        "dates": (registration.available_from or day) <= day <= (registration.available_until or day)
        and plan.case.on <= day,
        "other trip": other is None or other.arrive <= first.depart or other.depart >= last.arrive,
        "real name": not worker.number.is_masked or not any(ride.rail for ride in way),
    }
    for wish, is_kept in kept.items():
        if not is_kept:
            yield fault(
                Check.WISH,
                worker.id,
                Text("登记的 {wish} 没有满足", "what was registered is not kept: {wish}"),
                wish=wish,
            )
