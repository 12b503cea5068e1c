"""Whether something leads on for the people of planned convoys from where their coaches bring them.

Coaches are planned to a station and from another one. What lies between, beds for a night or coaches across a town, is
the business of the plan that is made afterwards: here is told for whom that plan will find nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from laborcoop.journey import Reason
from laborcoop.kernel.ids import PartyId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning.admission import Barred, admit
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.destinations import destinations
from laborcoop.planning.seating import seat_requests
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer import FeederRun, Leg
from laborcoop.transfer.seats import SeatRequest


def nothing_leads_on(
    case: Case, carried: Iterable[WorkerId], runs: Iterable[FeederRun]
) -> Mapping[WorkerId, tuple[Reason, ...]]:
    """Those carried for whom no route to the gate begins with their own coach, and why; and those who go with them.

    Args:
        case: the case with the new legs.
        carried: who has a way, by these legs.
        runs: the coaches that collect them.
    """
    barred = Barred.of(case, check(case))
    posts = destinations(case, barred, admit(case, barred))
    coach = {ride.worker: run.leg for run in runs for ride in run.rides}
    requests = seat_requests(TravelCase.of(case, barred), [posts.placed[worker] for worker in sorted(carried)])
    stuck = {
        request.worker: request.no_route or (_by_others(coach[request.worker]),)
        for request in requests
        if all(route.hops[0].leg.id != coach[request.worker].id for route in request.routes)
    }
    return {**stuck, **_company(case, requests, stuck)}


def _company(
    case: Case, requests: Iterable[SeatRequest], stuck: Collection[WorkerId]
) -> Mapping[WorkerId, tuple[Reason, ...]]:
    """The others of the parties of those for whom nothing leads on: a party goes together or not at all."""
    party_of = {one.worker: one.together for one in case.registrations}
    parties: dict[PartyId, list[WorkerId]] = {}
    for worker in stuck:
        if (party := party_of[worker]) is not None:
            parties.setdefault(party, []).append(worker)
    others = [request.worker for request in requests if request.worker not in stuck]
    return {
        worker: (Reason(code="seats.company", text=_COMPANY.format(workers=tuple(parties[party]))),)
        for worker in others
        if (party := party_of[worker]) in parties
    }


_COMPANY = Text("同行的 {workers} 到站后无法继续前行", "nothing leads on for {workers}, in the same party")


def _by_others(leg: Leg) -> Reason:
    return Reason(
        code="seats.no-way-on",
        text=_BY_OTHERS.format(leg=leg.id, station=leg.stops[-1].place, at=leg.arrive),
    )


_BY_OTHERS = Text(
    "{leg} 于 {at} 到达 {station}，此后无法前行；同批次的其他客车可以衔接",
    "{leg} reaches {station} at {at}, and nothing leads on from then; with another coach of the convoy it does",
)
