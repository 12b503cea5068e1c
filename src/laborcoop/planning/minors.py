"""Who under age rides without an adult of the own party (TR-30), and whatever else the book asks of minors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from laborcoop.kernel.ids import LegId, PartyId, WorkerId
from laborcoop.people import Worker
from laborcoop.planning.adults import of_age
from laborcoop.rulebook import Finding
from laborcoop.transfer import Leg
from laborcoop.transfer.fares import MinorTravel

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_CODE = "TR-30"


def without_adult(plan: ReturnPlan) -> Mapping[WorkerId, frozenset[LegId]]:
    """Those who arrive and of whom TR-30 says that they ride legs without an adult, with those legs."""
    return {
        worker: frozenset(leg for leg, said in by_leg.items() if any(finding.rule == _CODE for finding in said))
        for worker, by_leg in of_minors(plan).items()
    }


def of_minors(plan: ReturnPlan) -> Mapping[WorkerId, Mapping[LegId, tuple[Finding, ...]]]:
    """Those under age who arrive and of whom rules find something, with the legs on which they do, in their order.

    The adult of the party is whoever of it, the eldest first, rides the same leg: those who have stepped back, board
    elsewhere or were taken to hospital are not there.
    """
    book, legs = plan.case.book, plan.legs()
    if not any(issubclass(MinorTravel, rule.subject) for rule in book):
        return {}
    first = min((leg.depart.date() for leg in legs.values()), default=plan.case.on)
    age = of_age(plan.case, first)
    workers = {worker.id: worker for worker in plan.case.workers}
    minors = [worker for worker in plan.travellers if workers[worker].age(first) < age]
    together = {one.worker: one.together for one in plan.case.registrations}
    parties: dict[tuple[LegId, PartyId], list[Worker]] = {}
    for ride in plan.rides if minors else ():
        party = together[ride.worker]
        if party is not None:
            parties.setdefault((ride.leg, party), []).append(workers[ride.worker])
    found: dict[WorkerId, dict[LegId, tuple[Finding, ...]]] = {}
    for ride in (ride for worker in minors for ride in plan.rides_of(worker)):
        party = together[ride.worker]
        beside = [] if party is None else parties[ride.leg, party]
        said = _said(plan, legs[ride.leg], workers[ride.worker], beside)
        if said:
            found.setdefault(ride.worker, {})[ride.leg] = said
    return found


def _said(plan: ReturnPlan, leg: Leg, minor: Worker, beside: list[Worker]) -> tuple[Finding, ...]:
    eldest = min((one for one in beside if one.id != minor.id), key=lambda one: (one.born, one.id), default=None)
    travel = MinorTravel(
        leg=leg,
        traveller=minor.id,
        born=minor.born,
        adult=None if eldest is None else eldest.id,
        adult_born=None if eldest is None else eldest.born,
    )
    region = plan.case.region_of(leg.stops[0].place)
    return plan.case.book.judge(travel, minor.id, on=leg.depart.date(), region=region, kind="worker")
