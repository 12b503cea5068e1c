"""What full legs allow at the most: whether others on them could make room at all, seen before anybody is asked.

Whoever has to ride a leg that is full takes a seat of it: however people change, no more of them go than it has seats.
Only who has some way past all these legs adds to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from laborcoop.kernel.ids import ConvoyId, PlaceId, WorkerId
from laborcoop.planning.boarding_places import boarding_places
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest


def most_on_the_way(
    look: Look,
    free: TravelCase,
    requests: Mapping[WorkerId, SeatRequest],
    riders: frozenset[WorkerId],
    full: frozenset[str],
) -> int:
    """How many of some people and of the riders of full legs can go at the most.

    Args:
        look: the case and how everyone stands.
        free: the case laid out with the seats that all of them leave free.
        requests: what each of the people can ask for.
        riders: those who ride the full legs now, by whom more people could go.
        full: the full legs.
    """
    network, legs = free.network, [look.legs[leg] for leg in sorted(full)]

    def is_past(routes: Iterable[Route]) -> bool:
        return any(full.isdisjoint(hop.leg.id for hop in route.hops) for route in routes)

    @cache
    def leads_past(convoy: ConvoyId, start: PlaceId, gate: PlaceId) -> bool:
        return is_past(
            route for route in network.long_haul(convoy, start, gate) if not look.scene.has_come(route.depart)
        )

    def may_pass(worker: WorkerId) -> bool:
        match, registration = look.scene.standings[worker].match, free.registrations[worker]
        if look.done[worker] or match is None:
            return True
        gate = free.employers[match.employer].gate
        starts = boarding_places(free.case.places, free.workers[worker], registration)
        convoys = registration.batches or {convoy.id for convoy in free.case.convoys}
        return any(leads_past(convoy, start, gate) for convoy in convoys for start in starts)

    seats = sum(max(0, free.seats.free((leg.id, section))) for leg in legs for section in range(len(leg.stops) - 1))
    asking = sum(is_past(request.routes) for request in requests.values())
    return seats + asking + sum(map(may_pass, riders))
