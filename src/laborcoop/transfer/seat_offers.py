"""What the seats stage can give: routes with room, each to those who can take it; a party goes by a way of its own.

Where all of a party can board at one stop, their places are routes, as for anybody. Where they board at several stops
of one leg, the place is their way, and each of them takes the sections that the own route has and no others. So it is
where those of a party go to several gates of a town.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from laborcoop.allocation import Cap
from laborcoop.kernel.ids import LegId, PartyId, PlaceId, WorkerId
from laborcoop.transfer.common_ways import names_in_common
from laborcoop.transfer.route import Route

if TYPE_CHECKING:
    from laborcoop.transfer.seats import SeatRequest, Seats

Offers = Mapping[WorkerId, Mapping[str, Route]]
"""The routes of each, best first, by the place that allocation gives: a route of its own, or the way of a party."""


def offers(
    able: Sequence[SeatRequest], groups: Mapping[PartyId, frozenset[str]], *, to_own_ends: bool = False
) -> Offers:
    """The places of those who have a route: of a party, those that all of it can take.

    Args:
        able: who asks.
        groups: the parties, by those of them who ask.
        to_own_ends: those of a party are bound for several places, and go there each by a route of the own: a place is
            then a choice of one for each of these ends.
    """
    parties: dict[PartyId, dict[WorkerId, Sequence[Route]]] = defaultdict(dict)
    for request in able:
        if request.party is not None and request.party in groups:
            parties[request.party][request.worker] = request.routes
    found: dict[WorkerId, Mapping[str, Route]] = {
        request.worker: {route.id: route for route in request.routes} for request in able
    }
    for party, routes in parties.items():
        found |= _in_common(party, _by_end(routes) if to_own_ends else [routes])
    return found


def _by_end(routes: Mapping[WorkerId, Sequence[Route]]) -> list[dict[WorkerId, Sequence[Route]]]:
    """Those of a party who are bound for the same place, or places."""
    bound: dict[frozenset[PlaceId], dict[WorkerId, Sequence[Route]]] = defaultdict(dict)
    for worker, own in routes.items():
        bound[frozenset(route.end for route in own)][worker] = own
    return list(bound.values())


def _in_common(
    party: PartyId, parts: Sequence[Mapping[WorkerId, Sequence[Route]]]
) -> Mapping[WorkerId, Mapping[str, Route]]:
    """The places of those of a party, by parts that have a route or a way in common: a choice of one for each part."""
    by_name: list[dict[str, dict[WorkerId, Route]]] = []
    for part in parts:
        names = names_in_common(part)
        named: dict[str, dict[WorkerId, Route]] = {}
        for worker, own in part.items():
            for route in own:
                if (name := names[worker].get(route.id)) is not None:
                    named.setdefault(name if name == route.id else f"{party} {name}", {})[worker] = route
        by_name.append(named)
    found: dict[WorkerId, dict[str, Route]] = {worker: {} for part in parts for worker in part}
    for chosen in product(*by_name):
        place = chosen[0] if len(chosen) == 1 else " & ".join((party, *chosen))
        for name, named in zip(chosen, by_name, strict=True):
            for worker, route in named[name].items():
                found[worker][place] = route
    return found


Riders = Mapping[str, Mapping[str, tuple[Route, Sequence[WorkerId]]]]
"""For each place its routes by id, each with those who would ride it there: of a party, each the own."""


def riders_at(offered: Offers) -> Riders:
    """Who would ride which route at each place."""
    found: dict[str, dict[str, tuple[Route, list[WorkerId]]]] = defaultdict(dict)
    for worker, routes in offered.items():
        for place, route in routes.items():
            found[place].setdefault(route.id, (route, []))[1].append(worker)
    return found


def room_at(riders: Riders, seats: Seats) -> dict[str, int]:
    """How many have a seat on all sections at each place: of a party that boards at several stops all, or nobody."""
    found: dict[str, int] = {}
    for place, routes in riders.items():
        if len(routes) == 1:
            ((route, _),) = routes.values()
            found[place] = min(map(seats.free, route.sections()))
        else:
            aboard = Counter(section for route, who in routes.values() for _ in who for section in route.sections())
            has_room = all(seats.free(section) >= number for section, number in aboard.items())
            found[place] = has_room * sum(len(who) for _, who in routes.values())
    return found


Ranked = list[tuple[int, str]]
"""Places, each with the rank of its route among all that somebody was offered."""


def with_room(
    able: Iterable[SeatRequest],
    offered: Offers,
    groups: Mapping[PartyId, frozenset[str]],
    room: Mapping[str, int],
) -> dict[WorkerId, Ranked]:
    """The places of each that have room for all who go together: nobody is sought a seat for where none is."""
    found: dict[WorkerId, Ranked] = {}
    for request in able:
        size = len(groups.get(request.party, ())) if request.party is not None else 1
        found[request.worker] = [
            (rank, place) for rank, place in enumerate(offered[request.worker]) if room[place] >= max(1, size)
        ]
    return found


def kept(hopeful: Sequence[SeatRequest], offered: Offers, capacity: Mapping[str, int]) -> dict[str, str]:
    """The places of those who can keep the route that was planned before: of a party, one where all can, if any."""
    can: dict[WorkerId, list[str]] = {
        request.worker: [
            place for place, route in offered[request.worker].items() if route.id == request.kept and place in capacity
        ]
        for request in hopeful
        if request.kept
    }
    all_can: dict[PartyId | WorkerId, set[str]] = {}
    for request in hopeful:
        if places := can.get(request.worker):
            all_can.setdefault(request.party or request.worker, set(places)).intersection_update(places)
    return {
        request.worker: next(
            (place for place in places if place in all_can[request.party or request.worker]), places[0]
        )
        for request in hopeful
        if (places := can.get(request.worker))
    }


def caps(riders: Riders, seats: Seats, ranked: Mapping[WorkerId, Ranked]) -> list[Cap]:
    """A limit for each section that several routes share, on those who can ride it; the tightest of those alike."""
    riding: dict[tuple[LegId, int], set[tuple[str, str]]] = defaultdict(set)
    for place, routes in riders.items():
        for route, _ in routes.values():
            for section in route.sections():
                riding[section].add((place, route.id))
    open_to = {worker: {place for _, place in ways} for worker, ways in ranked.items()}
    tightest: dict[frozenset[tuple[str, str]], tuple[LegId, int]] = {}
    for section, ids in sorted(riding.items()):
        alike = frozenset(ids)
        other = tightest.get(alike)
        if len({place for place, _ in ids}) > 1 and (other is None or seats.free(section) < seats.free(other)):
            tightest[alike] = section
    return [
        Cap(
            f"{section[0]}:{section[1]}",
            frozenset(
                worker
                for place, route_id in ridden
                for worker in riders[place][route_id][1]
                if place in open_to[worker]
            ),
            frozenset(place for place, _ in ridden),
            most=seats.free(section),
        )
        for ridden, section in tightest.items()
    ]
