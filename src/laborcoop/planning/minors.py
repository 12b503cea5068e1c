"""Who under age rides without an adult of the own party, or apart from that one (TR-30), and what else is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import LegId, PartyId, WorkerId
from laborcoop.people import Worker
from laborcoop.planning.adults import eldest_first, minders_aboard, of_age
from laborcoop.rulebook import Finding
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.fares import Fare, FareParty, MinorTravel, TicketKind

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_CODE = "TR-30"


def without_adult(plan: ReturnPlan) -> Mapping[WorkerId, frozenset[LegId]]:
    """Those of whom TR-30 says that they ride legs without an adult, with those legs."""
    return {
        worker: frozenset(leg for leg, said in by_leg.items() if any(map(_is_alone, said)))
        for worker, by_leg in of_minors(plan).items()
    }


def of_minors(plan: ReturnPlan) -> Mapping[WorkerId, Mapping[LegId, tuple[Finding, ...]]]:
    """Those under age of whom rules find something, with the legs on which they do, in their order.

    The adults of a party who ride all of a minor's way on a leg answer for its minors there: those who have stepped
    back, board elsewhere or were taken to hospital are not there; nor is, on the last leg, whoever is missing where it
    ends: nobody knows since when. Whoever is left out under way counts as well.
    """
    found: dict[WorkerId, dict[LegId, tuple[Finding, ...]]] = {}
    missing = {
        ride
        for worker, end in plan.log.ends.items()
        if end.how is EarlyEnd.MISSING
        for ride in plan.rides_of(worker)[-1:]
    }
    for leg, ride, company in _aboard(plan, MinorTravel):
        there = [(own, one) for own, one in company if own is ride or own not in missing]
        said = _said(plan, leg, ride, there)
        if said:
            found.setdefault(ride.worker, {})[leg.id] = said
    return found


def of_children(plan: ReturnPlan) -> Iterator[Finding]:
    """What rules find of the tickets of minors by rail, each with a seat: whose adult is not there (TR-27).

    No plan sends a child alone by rail; one whose adult did not come to the train is aboard all the same.
    """
    for leg, ride, company in _aboard(plan, FareParty):
        if leg.mode.is_rail:
            people = {worker.id: (own, worker) for own, worker in company}
            minor = people[ride.worker][1]
            adult = _minder(plan, leg, minor, company)
            fares = [_fare(ride, minor, adult), *([] if adult is None else [_fare(*people[adult])])]
            party, region = FareParty(leg=leg, fares=tuple(fares)), plan.case.region_of(leg.stops[0].place)
            yield from plan.case.book.judge(party, leg.id, on=leg.depart.date(), region=region, kind="leg")


def _fare(ride: Ride, worker: Worker, adult: WorkerId | None = None) -> Fare:
    return Fare(id=worker.id, born=worker.born, ticket=TicketKind.FULL, alight=ride.alight, adult=adult)


_Company = Sequence[tuple[Ride, Worker]]


def _aboard(plan: ReturnPlan, asked: type) -> Iterator[tuple[Leg, Ride, _Company]]:
    """The rides of minors, each with those of the party who ride the leg; none where no rule looks at such a record."""
    if not is_asked_of(plan, asked):
        return
    legs = plan.legs()
    first = min((leg.depart.date() for leg in legs.values()), default=plan.case.on)
    age = of_age(plan.case, first)
    workers = {worker.id: worker for worker in plan.case.workers}
    minors = [one for one in sorted({ride.worker for ride in plan.rides}) if workers[one].age(first) < age]
    together = {one.worker: one.together for one in plan.case.registrations}
    parties: dict[tuple[LegId, PartyId], list[tuple[Ride, Worker]]] = {}
    for ride in plan.rides if minors else ():
        party = together[ride.worker]
        if party is not None:
            parties.setdefault((ride.leg, party), []).append((ride, workers[ride.worker]))
    for ride in (ride for worker in minors for ride in plan.rides_of(worker)):
        party = together[ride.worker]
        yield legs[ride.leg], ride, [(ride, workers[ride.worker])] if party is None else parties[ride.leg, party]


def is_asked_of(plan: ReturnPlan, kind: type) -> bool:
    """Whether a rule of the book looks at records of a class."""
    return any(issubclass(kind, rule.subject) for rule in plan.case.book)


def _is_alone(finding: Finding) -> bool:
    return finding.rule == _CODE and finding.path == "adult"


def _minder(plan: ReturnPlan, leg: Leg, minor: Worker, company: _Company) -> WorkerId | None:
    """Who answers for a minor on a leg; the eldest other minor where no adult of the party is there."""
    on, age = leg.depart.date(), of_age(plan.case, leg.depart.date())
    adult = minders_aboard(leg, company, age).get(minor.id)
    others = eldest_first(one for _, one in company if one.id != minor.id and one.age(on) < age)
    return adult or next((one.id for one in others), None)


def _said(plan: ReturnPlan, leg: Leg, ride: Ride, company: _Company) -> tuple[Finding, ...]:
    people = {worker.id: (own, worker) for own, worker in company}
    _, minor = people[ride.worker]
    adult = _minder(plan, leg, minor, company)
    beside = None if adult is None else people[adult]
    travel = MinorTravel(
        leg=leg,
        traveller=minor.id,
        born=minor.born,
        adult=adult,
        adult_born=None if beside is None else beside[1].born,
        seat=ride.seat,
        adult_seat="" if beside is None else beside[0].seat,
    )
    region = plan.case.region_of(leg.stops[0].place)
    return plan.case.book.judge(travel, minor.id, on=leg.depart.date(), region=region, kind="worker")
