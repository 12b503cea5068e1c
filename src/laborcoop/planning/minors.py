"""Who under age rides without an adult of the own party, or apart from that one (TR-30), and what else is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from laborcoop.kernel.ids import LegId, PartyId, WorkerId
from laborcoop.people import Worker
from laborcoop.planning.adults import eldest_first, minders_aboard, of_age
from laborcoop.rulebook import Finding
from laborcoop.transfer import Leg, Ride
from laborcoop.transfer.fares import MinorTravel

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_CODE = "TR-30"


def without_adult(plan: ReturnPlan) -> Mapping[WorkerId, frozenset[LegId]]:
    """Those who arrive and of whom TR-30 says that they ride legs without an adult, with those legs."""
    return {
        worker: frozenset(leg for leg, said in by_leg.items() if any(map(_is_alone, said)))
        for worker, by_leg in of_minors(plan).items()
    }


def of_minors(plan: ReturnPlan) -> Mapping[WorkerId, Mapping[LegId, tuple[Finding, ...]]]:
    """Those under age who arrive and of whom rules find something, with the legs on which they do, in their order.

    The adults of a party who ride all of a minor's way on a leg answer for its minors there: those who have stepped
    back, board elsewhere or were taken to hospital are not there.
    """
    book, legs = plan.case.book, plan.legs()
    if not any(issubclass(MinorTravel, rule.subject) for rule in book):
        return {}
    first = min((leg.depart.date() for leg in legs.values()), default=plan.case.on)
    age = of_age(plan.case, first)
    workers = {worker.id: worker for worker in plan.case.workers}
    minors = [worker for worker in plan.travellers if workers[worker].age(first) < age]
    together = {one.worker: one.together for one in plan.case.registrations}
    parties: dict[tuple[LegId, PartyId], list[tuple[Ride, Worker]]] = {}
    for ride in plan.rides if minors else ():
        party = together[ride.worker]
        if party is not None:
            parties.setdefault((ride.leg, party), []).append((ride, workers[ride.worker]))
    found: dict[WorkerId, dict[LegId, tuple[Finding, ...]]] = {}
    for ride in (ride for worker in minors for ride in plan.rides_of(worker)):
        party = together[ride.worker]
        company = [(ride, workers[ride.worker])] if party is None else parties[ride.leg, party]
        said = _said(plan, legs[ride.leg], ride, company)
        if said:
            found.setdefault(ride.worker, {})[ride.leg] = said
    return found


def _is_alone(finding: Finding) -> bool:
    return finding.rule == _CODE and finding.path == "adult"


def _said(plan: ReturnPlan, leg: Leg, ride: Ride, company: Sequence[tuple[Ride, Worker]]) -> tuple[Finding, ...]:
    on, age = leg.depart.date(), of_age(plan.case, leg.depart.date())
    people = {worker.id: (own, worker) for own, worker in company}
    _, minor = people[ride.worker]
    adult = minders_aboard(leg, company, age).get(minor.id)
    if adult is None:
        others = eldest_first(one for _, one in company if one.id != minor.id and one.age(on) < age)
        adult = next((one.id for one in others), None)
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
    return plan.case.book.judge(travel, minor.id, on=on, region=region, kind="worker")
