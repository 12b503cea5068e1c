"""Beds and coaches across towns once more, where they are short: for those without luck there, and those in the way.

Whoever is in the way in one town crosses that town alone anew. The seats from town to town, and what they have in every
other town, stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from attrs import evolve, field, frozen

from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.disruptions.again import IN_TOWN, Again, Staying, laid_out, route_of, to_gates
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.standing import Standing
from laborcoop.retention import Stay
from laborcoop.transfer import Ride
from laborcoop.transfer.route import Hop, Route, first_night

InTowns = Mapping[str, frozenset[WorkerId]]
"""People by the town."""


@frozen(kw_only=True)
class InTheWay:
    """Those who may give way in a town: all of them may take another coach there, and ``guests`` another bed."""

    people: InTowns = field(factory=dict)
    guests: InTowns = field(factory=dict)

    def everybody(self) -> frozenset[WorkerId]:
        """All of them, whatever the town."""
        return frozenset().union(*self.people.values())

    def beyond(self, towns: frozenset[str]) -> InTheWay:
        """Those of other towns than these."""
        return InTheWay(
            people={hub: people for hub, people in self.people.items() if hub not in towns},
            guests={hub: people for hub, people in self.guests.items() if hub not in towns},
        )

    def joined(self, other: InTheWay) -> InTheWay:
        """Those of other towns as well."""
        return InTheWay(people={**self.people, **other.people}, guests={**self.guests, **other.guests})


def towns_again(look: Look, again: Again, others: InTheWay, cut_off: timedelta) -> Again:
    """Beds and local coaches once more, for those who had no luck there and for those who may give way to them.

    Args:
        look: the case and how everyone stood.
        again: how people have been planned since; those with a seat who do not get on from a town are planned once
            more from there, and everybody else of them keeps what they have now.
        others: those who keep post and seats, and may get another local coach or bed in a town.
        cut_off: how long before their first leg leaves those who wait must know.
    """
    behind = again.left_behind()
    now = {**look.scene.standings, **again.standings}
    towns: dict[WorkerId, set[str]] = defaultdict(set)
    for hub, people in others.people.items():
        for worker in people:
            towns[worker].add(hub)
    crossing = {worker: frozenset(hubs) for worker, hubs in towns.items()}
    staying = {
        worker: _staying(look, worker, now[worker], hubs, is_new=worker in again.standings)
        for worker, hubs in crossing.items()
    }
    matches, routes = (dict(one.placed) for one in again.outcomes[:2])
    people = behind.union(crossing)
    for worker in people - routes.keys():
        matches[worker], routes[worker] = look.scene.standings[worker].match, _still_to_go(look, worker)
    posts, seats = (
        evolve(one, came_in=people, placed={worker: placed[worker] for worker in sorted(people)}, left_out={})
        for one, placed in zip(again.outcomes[:2], (matches, routes), strict=True)
    )
    travel = laid_out(look, people, cut_off, again, staying)
    held = held_nights(look, others, behind, now)
    so_far = evolve(
        travel.so_far,
        rides={**travel.so_far.rides, **{worker: frozenset(now[worker].rides) for worker in held}},
        held=held,
        towns=crossing,
    )
    more = to_gates(look, evolve(travel, so_far=so_far), posts, seats, staying)
    # Whoever has no luck once more has none for the reason that was found first, of all coaches and houses.
    better = {worker: one for worker, one in more.standings.items() if one.left is None or worker not in behind}
    return Again(
        standings={**again.standings, **better},
        outcomes=(*again.outcomes, *(one for one in more.outcomes if one.stage in IN_TOWN)),
    )


def held_nights(
    look: Look, others: InTheWay, behind: frozenset[WorkerId], now: Mapping[WorkerId, Standing]
) -> dict[WorkerId, tuple[Stay, ...]]:
    """The nights of those who keep their beds in a town, and change coaches alone; not of company of those behind."""
    parties = {look.travel.registrations[worker].together for worker in behind} - {None}
    held: dict[WorkerId, tuple[Stay, ...]] = {}
    for hub, people in others.people.items():
        for worker in people - others.guests.get(hub, frozenset()):
            if look.travel.registrations[worker].together not in parties:
                held[worker] = (*held.get(worker, ()), *(stay for stay in now[worker].stays if look.town(stay) == hub))
    return held


def _staying(look: Look, worker: WorkerId, standing: Standing, towns: frozenset[str], *, is_new: bool) -> Staying:
    """What somebody keeps who crosses only some towns anew: the local rides and the nights to come in all others."""
    first, (_, across) = first_night(look.scene.now), look.parted(standing.rides)
    nights: dict[str, tuple[Stay, ...]] = {}
    for stay in standing.stays:
        hub = look.town(stay)
        if hub not in towns and (stay.period.end is None or stay.period.end > first):
            rest = evolve(stay, period=Period(max(stay.period.start, first), stay.period.end))
            nights[hub] = (*nights.get(hub, ()), rest)
    return Staying(
        stood=None if is_new else standing,
        ways=tuple(
            _way(look, ride)
            for ride in across
            if ride not in look.done[worker] and look.travel.network.hub(ride.board) not in towns
        ),
        nights=nights,
    )


def _way(look: Look, ride: Ride) -> Route:
    leg = look.legs[ride.leg]
    hop = Hop(leg=leg, board=leg.position(ride.board), alight=leg.position(ride.alight))
    return Route(convoy=look.travel.convoy_of(ride.leg), hops=(hop,))


def _still_to_go(look: Look, worker: WorkerId) -> Route:
    """The part of somebody's route that has not been boarded."""
    route = route_of(look, look.scene.standings[worker].rides)
    boarded = {(ride.leg, ride.board) for ride in look.done[worker]}
    return evolve(route, hops=tuple(hop for hop in route.hops if (hop.leg.id, hop.start) not in boarded))
