"""Whose plan a disruption breaks: everyone whose way, bed, seat, post or wish does not hold any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache, cached_property, partial
from itertools import pairwise

from attrs import field, frozen

from laborcoop.journey import Stage
from laborcoop.kernel.ids import EmployerId, LegId, LodgingId, PartyId, PlaceId, PostId, RoomId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.people import Worker
from laborcoop.planning.accompanying import takers
from laborcoop.planning.disruptions.scene import Scene
from laborcoop.planning.disruptions.standing import Legs, Moments, Standing, boards, gets_off
from laborcoop.planning.disruptions.tonight import Tonight
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import RoomUse, Stay
from laborcoop.transfer import Ride
from laborcoop.transfer.route import first_night, nights, parted

Section = tuple[LegId, int]


@frozen(kw_only=True)
class Look:
    """What one looks at to see whether a plan still holds; ``done`` are the rides that everyone has boarded.

    ``was_to_leave`` is the instant at which those with a place who have not set out were to leave before the event;
    without those who asked for another stop by it.
    """

    scene: Scene
    travel: TravelCase
    legs: Legs
    done: Mapping[WorkerId, tuple[Ride, ...]]
    moments: Moments = field(repr=False)
    tonight: Tonight = field(repr=False)
    was_to_leave: Mapping[WorkerId, datetime] = field(repr=False)
    not_on: Mapping[WorkerId, frozenset[LegId]] = field(repr=False)
    # Thousands ride the same: what was found once is looked up.
    _sections: dict[tuple[LegId, PlaceId, PlaceId], tuple[Section, ...]] = field(
        factory=dict, init=False, eq=False, repr=False
    )

    @classmethod
    def at(
        cls,
        scene: Scene,
        travel: TravelCase,
        done: Mapping[WorkerId, tuple[Ride, ...]],
        moments: Moments,
        tonight: Tonight,
        was_to_leave: Mapping[WorkerId, datetime],
    ) -> Look:
        """What there is to look at after an event."""
        return cls(
            scene=scene,
            travel=travel,
            legs=scene.legs(),
            done=done,
            moments=moments,
            tonight=tonight,
            was_to_leave=was_to_leave,
            not_on=scene.log.not_on(),
        )

    def has_arrived(self, worker: WorkerId) -> bool:
        """Whether somebody has been handed over: that stands, whatever happens."""
        standing = self.scene.standings[worker]
        if standing.handover is None or len(self.done[worker]) < len(standing.rides):
            return False
        return self.moments.gets_off(standing.rides[-1]) <= instant(self.scene.now)

    @cached_property
    def open(self) -> frozenset[WorkerId]:
        """Those whom the plan brings to a gate and who are not there yet."""
        standings = self.scene.standings
        return frozenset(
            worker for worker in standings if standings[worker].is_arriving and not self.has_arrived(worker)
        )

    @property
    def houses(self) -> Mapping[LodgingId, PlaceId]:
        """Where each lodging is."""
        return self.tonight.houses

    @cached_property
    def begun(self) -> Mapping[WorkerId, Stay]:
        """The night that has begun for everyone who has come to the house, or is aboard the coach to it."""
        standings = self.scene.standings
        found = ((worker, self.tonight.begun(one.stays, self.done[worker])) for worker, one in standings.items())
        return {worker: stay for worker, stay in found if stay is not None}

    @cached_property
    def waiting(self) -> frozenset[WorkerId]:
        """Those left out whose way has not ended: they wait for a place."""
        return frozenset(
            worker
            for worker, standing in self.scene.standings.items()
            if standing.left is not None
            and standing.left.stage is not Stage.ADMISSION
            and worker not in self.scene.log.ends
        )

    @cached_property
    def sleeping(self) -> Mapping[WorkerId, tuple[Stay, ...]]:
        """The nights of everyone who has some."""
        return {worker: one.stays for worker, one in self.scene.standings.items() if one.stays}

    @cached_property
    def labels(self) -> Mapping[str, frozenset[str]]:
        """The seats of every leg; many run with one vehicle."""
        labels = cache(lambda vehicle: frozenset(vehicle.seat_labels()))
        return {leg.id: labels(leg.vehicle) for leg in self.legs.values()}

    @cached_property
    def aboard(self) -> Mapping[Section, int]:
        """How many ride each section that somebody rides."""
        times = Counter(
            (ride.leg, ride.board, ride.alight) for one in self.scene.standings.values() for ride in one.rides
        )
        riders: Counter[Section] = Counter()
        for (leg, board, alight), number in times.items():
            for section in self.sections(leg, board, alight):
                riders[section] += number
        return riders

    @cached_property
    def strangers(self) -> frozenset[WorkerId]:
        """Those who would share a family room, some night to come, with somebody who does not go with them any more."""
        case, registrations = self.travel.case, self.travel.registrations
        family = {(house.id, room.id) for house in case.lodgings for room in house.rooms if room.use is RoomUse.FAMILY}
        sleeping: dict[tuple[LodgingId, RoomId, date], set[WorkerId]] = {}
        for worker, standing in self.scene.standings.items():
            for stay in standing.stays:
                if (stay.lodging, stay.room) in family:
                    for night in stay.nights():
                        sleeping.setdefault((stay.lodging, stay.room, night), set()).add(worker)
        first = first_night(self.scene.now)
        return frozenset(
            worker
            for (_, _, night), people in sleeping.items()
            if night >= first and len({registrations[one].together or one for one in people}) > 1
            for worker in people
        )

    def goals_of_adults(self, worker: WorkerId) -> frozenset[EmployerId]:
        """The employers to whom adults of the party go, who could take somebody along."""
        return frozenset(
            standing.match.employer
            for adult in self.takers[worker]
            if (standing := self.scene.standings[adult.id]).is_arriving and standing.match is not None
        )

    @cached_property
    def takers(self) -> Mapping[WorkerId, tuple[Worker, ...]]:
        """For everybody who goes along the adults of the party who go to work."""
        return takers(self.travel.case)

    @cached_property
    def parties(self) -> Mapping[PartyId, frozenset[WorkerId]]:
        """Those of each party whose way has not ended."""
        members: dict[PartyId, set[WorkerId]] = {}
        for worker, registration in self.travel.registrations.items():
            if registration.together is not None and worker not in self.scene.log.ends:
                members.setdefault(registration.together, set()).add(worker)
        return {party: frozenset(people) for party, people in members.items()}

    def parted(self, rides: Iterable[Ride]) -> tuple[tuple[Ride, ...], tuple[Ride, ...]]:
        """The rides of somebody's way, parted into those of the long haul and those across a town."""
        return parted(rides, self.legs, self._hubs)

    @cached_property
    def _hubs(self) -> Mapping[PlaceId, str]:
        return {place.id: place.hub for place in self.travel.case.places if place.hub}

    def town(self, stay: Stay) -> str:
        """The town in which somebody sleeps."""
        return self.travel.network.hub(self.houses[stay.lodging])

    def ahead(self, worker: WorkerId) -> tuple[Ride, ...]:
        """The rides that somebody has not boarded yet."""
        return self.scene.standings[worker].rides[len(self.done[worker]) :]

    def sections(self, leg_id: LegId, board: PlaceId, alight: PlaceId) -> tuple[Section, ...]:
        """The sections of a ride, each by its leg and the stop that it leaves; none where its leg has them no more."""
        ride = leg_id, board, alight
        if ride not in self._sections:
            leg = self.legs[leg_id]
            first, last = leg.index(board), leg.index(alight)
            self._sections[ride] = (
                () if first is None or last is None else tuple((leg.id, i) for i in range(first, last))
            )
        return self._sections[ride]


def broken(look: Look) -> frozenset[WorkerId]:
    """Everyone who is still to arrive and cannot arrive as planned.

    Many ride the same legs between the same stops: what is asked of a ride or a way is found out once for all of them.
    """
    crowded = _crowded(look)
    overfull = overfull_posts(look)
    closed = list(look.scene.log.closed())
    first = first_night(look.scene.now)
    runs = cache(partial(_runs, look))
    joins = cache(partial(_joins, look))
    meets = cache(partial(_meets, look, joins))
    full = cache(lambda *ride: not crowded.isdisjoint(look.sections(*ride)))

    def is_broken(worker: WorkerId) -> bool:
        standing, ahead = look.scene.standings[worker], look.ahead(worker)
        not_on = look.not_on.get(worker, ())
        return (
            needs_post(look, worker, overfull)
            or worker in look.strangers
            or not all(
                runs(ride.leg, ride.board, ride.alight)
                and ride.leg not in not_on
                and ride.seat in look.labels[ride.leg]
                for ride in ahead
            )
            or not meets(
                tuple((ride.leg, ride.board, ride.alight) for ride in standing.rides),
                None if standing.match is None else standing.match.employer,
                tuple((stay.lodging, stay.period) for stay in standing.stays),
            )
            or not _as_wished(look, worker, standing)
            or (bool(crowded) and any(full(ride.leg, ride.board, ride.alight) for ride in ahead))
            or (
                bool(closed)
                and any(
                    (stay.lodging, stay.room) == (lodging, room) and night >= first and night in period
                    for lodging, room, period in closed
                    for stay in standing.stays
                    for night in stay.nights()
                )
            )
        )

    return frozenset(filter(is_broken, look.open))


def overfull_posts(look: Look) -> frozenset[PostId]:
    """The posts to which more people are matched than are wanted."""
    wanted = {post.id: post.openings for post in look.travel.case.posts}
    matched = Counter(
        standing.match.post
        for worker, standing in look.scene.standings.items()
        if standing.match is not None and standing.match.post is not None and worker not in look.scene.log.ends
    )
    return frozenset(post for post, people in matched.items() if people > wanted[post])


def needs_post(look: Look, worker: WorkerId, overfull: frozenset[PostId]) -> bool:
    """Whether somebody has no post, or one that cannot be had any more; whoever goes along, no adult to go with."""
    match = look.scene.standings[worker].match
    if not look.travel.registrations[worker].works:
        return match is None or match.employer not in look.goals_of_adults(worker)
    if match is None or match.employer in look.scene.log.refused.get(worker, ()):
        return True
    barred = look.travel.barred
    return match.employer in barred.employers or (
        match.post is not None and (match.post in barred.posts or match.post in overfull)
    )


def _crowded(look: Look) -> frozenset[Section]:
    """The sections with more riders than seats, and those where two riders hold one seat."""
    rides = [ride for standing in look.scene.standings.values() for ride in standing.rides]
    crowded = {section for section, number in look.aboard.items() if number > look.travel.seats.all(section[0])}
    held: dict[tuple[LegId, str], list[Ride]] = {}
    for ride in rides:
        held.setdefault((ride.leg, ride.seat), []).append(ride)
    for holders in held.values():
        if len(holders) > 1:
            times = Counter(section for one in holders for section in look.sections(one.leg, one.board, one.alight))
            crowded.update(section for section, number in times.items() if number > 1)
    return frozenset(crowded)


def _runs(look: Look, leg_id: LegId, board_at: PlaceId, alight_at: PlaceId) -> bool:
    """Whether a leg runs and one can still board and get off it there."""
    leg = look.legs[leg_id]
    board, alight = leg.index(board_at), leg.index(alight_at)
    return (
        leg.id not in look.travel.barred.legs
        and board is not None
        and alight is not None
        and leg.stops[board].boarding
        and leg.stops[alight].alighting
    )


_Ridden = tuple[LegId, PlaceId, PlaceId]
"""A leg, where one boards it, and where one gets off."""


def _joins(look: Look, leg: LegId, alight: PlaceId, following: LegId, board: PlaceId) -> tuple[date, ...] | None:
    """The nights between two rides; None where the first does not bring one to the second in time."""
    here, then = look.legs[leg], look.legs[following]
    arrives = here.stops[here.position(alight)].arrive
    leaves = then.stops[then.position(board)].depart
    if alight != board or instant(arrives) > instant(leaves):
        return None
    return nights(arrives, leaves)


def _meets(
    look: Look,
    joins: Callable[[LegId, PlaceId, LegId, PlaceId], tuple[date, ...] | None],
    rides: tuple[_Ridden, ...],
    employer_id: EmployerId | None,
    slept: tuple[tuple[LodgingId, Period], ...],
) -> bool:
    """Whether every ride meets the next, every night has its bed, and the last ride ends at the open gate.

    A night that is over asks for none: whoever waited it through without one, at a gate or a station, goes on.
    """
    needed: dict[date, PlaceId] = {}
    for (leg, _, alight), (following, board, _) in pairwise(rides):
        between = joins(leg, alight, following, board)
        if between is None:
            return False
        needed |= dict.fromkeys(between, alight)
    first = first_night(look.scene.now)
    to_come = {night: look.houses[lodging] for lodging, period in slept for night in period.days() if night >= first}
    if employer_id is None or to_come != {night: place for night, place in needed.items() if night >= first}:
        return False
    employer = look.travel.employers[employer_id]
    last, _, end = rides[-1]
    leg_to_gate = look.legs[last]
    at = leg_to_gate.stops[leg_to_gate.position(end)].arrive
    return end == employer.gate and employer.gate_open_at(at.time())


def _as_wished(look: Look, worker: WorkerId, standing: Standing) -> bool:
    """Whether the way still starts where and when this person can, and meets no other trip."""
    registration = look.travel.registrations[worker]
    first, last = standing.rides[0], standing.rides[-1]
    departs, arrives = boards(first, look.legs), gets_off(last, look.legs)
    other = registration.other_trip
    if other is not None and instant(other.depart) < instant(arrives) and instant(departs) < instant(other.arrive):
        return False
    if look.done[worker]:
        return True
    day = departs.date()
    return (
        registration.boarding in {None, first.board}
        and (not registration.batches or look.travel.convoy_of(first.leg) in registration.batches)
        and (registration.available_from or day) <= day <= (registration.available_until or day)
    )
