"""What is fixed when a part of a plan is planned again: where people are, what they had, and what others hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import field, frozen

from laborcoop.kernel.ids import ConvoyId, LegId, PlaceId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.retention import Stay
from laborcoop.retention.beds import Bed
from laborcoop.transfer import Ride
from laborcoop.transfer.route import Hop, Route


@frozen(kw_only=True)
class UnderWay:
    """Where somebody who has boarded is, or will get off, when, and from when the way goes on from there.

    ``depart`` is when the way began.
    """

    convoy: ConvoyId
    depart: datetime
    place: PlaceId
    arrive: datetime
    since: datetime


@frozen(kw_only=True)
class SoFar:
    """What the stages look at when they plan a part again; empty when they plan for the first time.

    ``earliest`` gives the moment after which each person's first leg must leave, ``notice`` the one before which it
    must not, because nobody could be told of it in time; ``rides`` and ``stays`` what was
    planned before, to stay close to; ``proposed`` the route that was found best for each person before any stage;
    ``taken`` the beds of everybody else; ``begun`` the night of whoever is in the house already, in its bed;
    ``held`` the stays of those who keep their beds if they can, and change coaches alone; ``towns`` the only towns that
    some cross anew, who keep what they have in the others; ``waiting`` the turns, from 1, of those who come after all
    others; ``not_on`` the legs that one person cannot take; ``in_vain`` the ways (`Route.way`) on which
    one got no further in an earlier turn.
    """

    earliest: Mapping[WorkerId, datetime] = field(factory=dict)
    notice: Mapping[WorkerId, datetime] = field(factory=dict)
    under_way: Mapping[WorkerId, UnderWay] = field(factory=dict)
    rides: Mapping[WorkerId, frozenset[Ride]] = field(factory=dict)
    stays: Mapping[WorkerId, tuple[Stay, ...]] = field(factory=dict)
    proposed: Mapping[WorkerId, str] = field(factory=dict)
    taken: Mapping[Bed, Sequence[Period]] = field(factory=dict)
    begun: Mapping[WorkerId, Stay] = field(factory=dict)
    held: Mapping[WorkerId, tuple[Stay, ...]] = field(factory=dict)
    towns: Mapping[WorkerId, frozenset[str]] = field(factory=dict)
    waiting: Mapping[WorkerId, int] = field(factory=dict)
    not_on: Mapping[WorkerId, frozenset[LegId]] = field(factory=dict)
    in_vain: Mapping[WorkerId, frozenset[str]] = field(factory=dict)

    def kept_hops(self, worker: WorkerId, route: Route) -> int:
        """How many legs of a route were planned for this person before, between the same stops."""
        before = self._ridden(worker)
        return sum((hop.leg.id, hop.start, hop.end) in before for hop in route.hops)

    def kept(self, worker: WorkerId, routes: Sequence[Route]) -> str:
        """The id of the route that was planned or proposed for this person; empty where none of these is it."""
        proposed = self.proposed.get(worker)
        if proposed is not None and any(route.id == proposed for route in routes):
            return proposed
        before = self._ridden(worker)
        return next((route.id for route in routes if before and route.hops and _is_of(route, before)), "")

    def is_kept(self, worker: WorkerId, route: Route) -> bool:
        """Whether every leg of a route was planned for this person before."""
        return _is_of(route, self._ridden(worker))

    def _ridden(self, worker: WorkerId) -> set[tuple[LegId, PlaceId, PlaceId]]:
        return {(ride.leg, ride.board, ride.alight) for ride in self.rides.get(worker, ())}

    def may_take(self, worker: WorkerId, hops: Sequence[Hop]) -> bool:
        """Whether this person can take all these legs."""
        return self.not_on.get(worker, frozenset()).isdisjoint(hop.leg.id for hop in hops)


def _is_of(route: Route, rides: set[tuple[LegId, PlaceId, PlaceId]]) -> bool:
    """Whether every leg of a route is one of some rides."""
    return all((hop.leg.id, hop.start, hop.end) in rides for hop in route.hops)
