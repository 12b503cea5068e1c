"""How many people a convoy can carry on from a station, by the legs of its own: trains, flights, coaches on the road.

Those one after the other take as many as the smallest of them; those beside each other as many as both; one that leaves
from another town takes nobody who is collected here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from attrs import evolve

from laborcoop.kernel.ids import LegId, PlaceId
from laborcoop.planning.case import Case
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.leg_room import room_on
from laborcoop.transfer import Leg
from laborcoop.transfer.route import Network, Route


def seats_onward(case: Case, asked: ConvoyCoaches, legs: Sequence[Leg], gates: Collection[PlaceId]) -> int | None:
    """The seats for workers between the station of a convoy and where its people are bound; None where no way leads on.

    People are bound for their gates, or for where coaches deliver them from.

    Args:
        case: the case.
        asked: the coaches, which set out as early as they may.
        legs: those that the convoy keeps.
        gates: of those who may go with it.
    """
    convoy = next(one for one in case.convoys if one.id == asked.convoy)
    if not legs:
        return None
    hubs = {place.id: place.hub for place in case.places if place.hub}
    network = Network.of([evolve(convoy, legs=tuple(legs))], hubs)
    goals = sorted(gates) if asked.deliver_from is None else [asked.deliver_from]
    routes = {
        route.id: route
        for goal in goals
        for route in network.onward(asked.convoy, asked.station, asked.collect_between[0], goal)
    }
    return _most(routes.values(), room_on(case, legs)) if routes else None


def _most(routes: Iterable[Route], room: Mapping[LegId, int]) -> int:
    """The most people who go these ways at once, within the seats of every section: a greatest flow."""
    from ortools.graph.python import max_flow

    most = sum(room.values())
    arcs: dict[tuple[object, object], int] = {}
    for route in routes:
        ends = [((hop.leg.id, hop.board), (hop.leg.id, hop.alight)) for hop in route.hops]
        arcs |= dict.fromkeys([("here", ends[0][0]), (ends[-1][1], "there")], most)
        arcs |= {(one, other): most for (_, one), (other, _) in pairwise(ends)}
        arcs |= {((leg, stop), (leg, stop + 1)): room[leg] for leg, stop in route.sections()}
    number = {node: i for i, node in enumerate(dict.fromkeys(node for arc in arcs for node in arc))}
    flow = max_flow.SimpleMaxFlow()
    for (one, other), seats in arcs.items():
        flow.add_arc_with_capacity(number[one], number[other], seats)
    flow.solve(number["here"], number["there"])
    return int(flow.optimal_flow())
