"""Whose plan a disruption breaks: everyone whose way, bed, seat, post or wish does not hold any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen

from laborcoop.journey.moments import instant
from laborcoop.kernel.ids import LegId, LodgingId, PlaceId, PostId, WorkerId
from laborcoop.planning.disruptions.scene import Scene
from laborcoop.planning.disruptions.standing import Legs, Standing, boards, gets_off
from laborcoop.planning.event_log import first_night
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer import Ride
from laborcoop.transfer.route import nights

Section = tuple[LegId, int]


def settled(ride: Ride, legs: Legs) -> Ride:
    """A ride that has been boarded, to where its rider gets off now that its leg has changed."""
    leg = legs[ride.leg]
    at = leg.index(ride.alight)
    rest = leg.stops[-1:] if at is None else leg.stops[at:]
    place = next((stop.place for stop in rest if stop.alighting), leg.stops[-1].place)
    return ride if place == ride.alight else evolve(ride, alight=place)


def sections(ride: Ride, legs: Legs) -> Iterator[Section]:
    """The sections of a ride, each by its leg and the stop that it leaves; none where its leg has them no more."""
    leg = legs[ride.leg]
    board, alight = leg.index(ride.board), leg.index(ride.alight)
    if board is not None and alight is not None:
        yield from ((leg.id, i) for i in range(board, alight))


@frozen(kw_only=True)
class Look:
    """What one looks at to see whether a plan still holds; ``done`` are the rides that everyone has boarded."""

    scene: Scene
    travel: TravelCase
    legs: Legs
    done: Mapping[WorkerId, tuple[Ride, ...]]
    labels: Mapping[LegId, frozenset[str]] = field(repr=False)
    houses: Mapping[LodgingId, PlaceId] = field(repr=False)
    not_on: Mapping[WorkerId, frozenset[LegId]] = field(repr=False)

    @classmethod
    def at(cls, scene: Scene, travel: TravelCase, done: Mapping[WorkerId, tuple[Ride, ...]]) -> Look:
        """What there is to look at after an event."""
        legs = scene.legs()
        labels = {leg.id: frozenset(leg.vehicle.seat_labels()) for leg in legs.values()}
        houses = {lodging.id: lodging.place for lodging in travel.case.lodgings}
        not_on = scene.log.not_on()
        return cls(scene=scene, travel=travel, legs=legs, done=done, labels=labels, houses=houses, not_on=not_on)

    def has_arrived(self, worker: WorkerId) -> bool:
        """Whether somebody has been handed over: that stands, whatever happens."""
        standing = self.scene.standings[worker]
        if standing.handover is None or len(self.done[worker]) < len(standing.rides):
            return False
        return self.scene.has_come(gets_off(standing.rides[-1], self.legs))

    def open(self) -> list[WorkerId]:
        """Those whom the plan brings to a gate and who are not there yet."""
        standings = self.scene.standings
        return [worker for worker in standings if standings[worker].is_arriving and not self.has_arrived(worker)]


def broken(look: Look) -> frozenset[WorkerId]:
    """Everyone who is still to arrive and cannot arrive as planned."""
    still = look.open()
    crowded = _crowded(look)
    overfull = overfull_posts(look)
    closed = list(look.scene.log.closed())
    first = first_night(look.scene.now)

    def is_broken(worker: WorkerId) -> bool:
        standing = look.scene.standings[worker]
        ahead = standing.rides[len(look.done[worker]) :]
        return (
            needs_post(look, worker, overfull)
            or not all(_can_ride(look, worker, ride) for ride in ahead)
            or not _is_whole(look, worker, standing)
            or not _as_wished(look, worker, standing)
            or (crowded and any(not crowded.isdisjoint(sections(ride, look.legs)) for ride in ahead))
            or any(
                (stay.lodging, stay.room) == (lodging, room) and night >= first and night in period
                for lodging, room, period in closed
                for stay in standing.stays
                for night in stay.nights()
            )
        )

    return frozenset(filter(is_broken, still))


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
    """Whether somebody has no post, or one that cannot be had any more."""
    match = look.scene.standings[worker].match
    if match is None or match.employer in look.scene.log.refused.get(worker, ()):
        return True
    barred = look.travel.barred
    return match.employer in barred.employers or (
        match.post is not None and (match.post in barred.posts or match.post in overfull)
    )


def _crowded(look: Look) -> frozenset[Section]:
    """The sections with more riders than seats, and those where two riders hold one seat."""
    riders: Counter[Section] = Counter()
    holders: Counter[tuple[Section, str]] = Counter()
    for worker, standing in look.scene.standings.items():
        for ride in (*look.done[worker], *standing.rides[len(look.done[worker]) :]):
            for section in sections(ride, look.legs):
                riders[section] += 1
                holders[section, ride.seat] += 1
    crowded = {section for section, number in riders.items() if number > look.travel.seats.all(section[0])}
    return frozenset(crowded | {section for (section, _), number in holders.items() if number > 1})


def _can_ride(look: Look, worker: WorkerId, ride: Ride) -> bool:
    leg = look.legs[ride.leg]
    board, alight = leg.index(ride.board), leg.index(ride.alight)
    return (
        leg.id not in look.travel.barred.legs
        and leg.id not in look.not_on.get(worker, ())
        and board is not None
        and alight is not None
        and leg.stops[board].boarding
        and leg.stops[alight].alighting
        and ride.seat in look.labels[leg.id]
    )


def _is_whole(look: Look, worker: WorkerId, standing: Standing) -> bool:
    """Whether every ride meets the next, every night has its bed, and the last ride ends at the open gate."""
    done = look.done[worker]
    way = (*done, *standing.rides[len(done) :])
    beds = {night: look.houses[stay.lodging] for stay in standing.stays for night in stay.nights()}
    needed: dict[date, PlaceId] = {}
    for here, then in pairwise(way):
        arrives, leaves = gets_off(here, look.legs), boards(then, look.legs)
        if here.alight != then.board or instant(arrives) > instant(leaves):
            return False
        needed |= dict.fromkeys(nights(arrives, leaves), here.alight)
    match = standing.match
    if match is None or beds != needed:
        return False
    employer = look.travel.employers[match.employer]
    at = gets_off(way[-1], look.legs)
    return way[-1].alight == employer.gate and employer.gate_open_at(at.time())


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
