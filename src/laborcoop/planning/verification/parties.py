"""Those of a party ride and lodge together, as far as they have one employer, and leave nobody of them behind.

Whoever was elsewhere when something happened is planned on apart from the others: those of a party who were in one
place at every event go together from there. What they had ridden and slept by the last one is not compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import has_come, small_hours

if TYPE_CHECKING:
    from laborcoop.kernel.ids import PartyId, WorkerId
    from laborcoop.planning.event_log import EventLog
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.retention import Stay
    from laborcoop.rulebook import Finding


def check_parties(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """The parties of those who go on; ``rides`` as `ridden` gives them."""
    stays: dict[WorkerId, list[Stay]] = defaultdict(list)
    for stay in plan.stays:
        stays[stay.worker].append(stay)
    ways: dict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    on_the_way: set[tuple[PartyId, Places]] = set()
    stranded = {
        one
        for outcome in plan.outcomes
        if outcome.stage in {Stage.SEATS, Stage.BEDS, Stage.GATE}
        for one in outcome.left_out
        if outcome.stage is Stage.SEATS or one not in rides
    }
    left: list[tuple[WorkerId, tuple[PartyId, Places]]] = []
    for registration in plan.case.registrations:
        worker, way = registration.worker, rides.get(registration.worker, ())
        if registration.together is None:
            continue
        company = registration.together, _places_at_events(plan.log, way)
        handover = plan.handovers.get(worker)
        if worker in stranded:
            left.append((worker, company))
        elif handover is not None and not has_come(plan.log, handover.at):
            to_come = [ride for ride in way if not has_come(plan.log, ride.depart)]
            legs = tuple(ride.leg for ride in to_come if not ride.local)
            ways[*company, handover.employer].add(_nights_after(to_come, stays[worker]))
            if legs:  # Once under way, each goes on alone across the town of the own gate.
                ways[*company, ""].add(legs)
                on_the_way.add(company)
    for worker, company in left:
        if company in on_the_way:
            yield fault(Check.WISH, worker, Text("同行的人撇下了此人", "the others of the party leave this one behind"))
    for party in sorted({str(company[0]) for company, found in ways.items() if len(found) > 1}):
        yield fault(Check.WISH, party, Text("同行的人没有一起乘车、住宿", "a party does not travel and lodge together"))


Places = tuple[tuple[int, str], ...]
"""Where somebody got off, or was to, when something happened: by the first event that found them there."""


def _places_at_events(log: EventLog, way: Sequence[Ridden]) -> Places:
    times = [instant(event.time) for event in log.events]
    found = {bisect_left(times, instant(ride.depart)): str(ride.end) for ride in way}
    return tuple((event, place) for event, place in sorted(found.items()) if event < len(times))


def _nights_after(to_come: Sequence[Ridden], stays: Sequence[Stay]) -> tuple[object, ...]:
    """The nights that somebody spends after the next ride, each with its lodging."""
    if not to_come:
        return ()
    then = to_come[0].depart
    return tuple(
        sorted(
            (night, stay.lodging)
            for stay in stays
            for night in stay.nights()
            if small_hours(night, then.tzinfo) >= then
        )
    )
