"""The stages once more, for some people only: everyone else keeps what the plan gave them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from attrs import evolve, field, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Reason, Stage
from laborcoop.kernel.ids import LegId, PlaceId, WorkerId
from laborcoop.kernel.moments import instant, later
from laborcoop.kernel.periods import Period
from laborcoop.planning.arrival import reach_gates
from laborcoop.planning.disruptions.breaks import Look
from laborcoop.planning.disruptions.posts_again import posts_again
from laborcoop.planning.disruptions.standing import Left, Standing, boards, gets_off, slept
from laborcoop.planning.disruptions.waiting_list import turns_of
from laborcoop.planning.lodge import lodge
from laborcoop.planning.seating import seat_requests, take_routes
from laborcoop.planning.so_far import SoFar, UnderWay
from laborcoop.planning.travel import TravelCase
from laborcoop.retention import Stay
from laborcoop.retention.beds import Bed
from laborcoop.transfer import Handover, Ride
from laborcoop.transfer.route import Hop, Route
from laborcoop.transfer.seats import SeatRequest


@frozen(kw_only=True)
class Again:
    """What planning some people again came to: how each stands now, and the outcomes of the stages for them alone."""

    standings: Mapping[WorkerId, Standing]
    outcomes: tuple[Outcome[Any], ...]

    def left_behind(self) -> frozenset[WorkerId]:
        """Those who have a seat, and do not get on from a town: for want of a bed, or of a coach across it."""
        return frozenset(
            worker
            for worker, standing in self.standings.items()
            if standing.left is not None and standing.left.stage in IN_TOWN
        )

    def lost(self, before: Iterable[WorkerId]) -> dict[WorkerId, Left]:
        """Those of some people who do not arrive any more: where they are left out, and why."""
        return {worker: left for worker in before if (left := self.standings[worker].left) is not None}


@frozen(kw_only=True)
class Seated:
    """How far the first stages come for some people: their posts, and their seats on the way to the town of the gate.

    Whoever has no seat does not arrive, whatever the stages after them can do.
    """

    travel: TravelCase
    posts: Outcome[Match]
    requests: Mapping[Match, SeatRequest]
    seats: Outcome[Route]

    def left_out(self, worker: WorkerId) -> tuple[Reason, ...] | None:
        """Why somebody has no post or no seat; None for whoever has both."""
        return self.posts.left_out.get(worker) or self.seats.left_out.get(worker)


def seats_again(
    look: Look, people: frozenset[WorkerId], cut_off: timedelta, known: Mapping[Match, SeatRequest] | None = None
) -> Seated:
    """Seats for some people, close to what they had; everyone else keeps theirs.

    Args:
        look: the case and how everyone stands.
        people: whom to plan again; those without a hand-over wait for a place and come after the others.
        cut_off: how long before their first leg leaves those who wait must know.
        known: what some of them can ask for, as found before.
    """
    travel = laid_out(look, people, cut_off)
    posts = posts_again(look, people, travel.so_far.waiting)
    matches = [match for _, match in sorted(posts.placed.items())]
    requests = seat_requests(travel, matches, known)
    return Seated(
        travel=travel,
        posts=posts,
        requests=dict(zip(matches, requests, strict=True)),
        seats=take_routes(travel, requests),
    )


def gates_again(look: Look, seated: Seated) -> Again:
    """Beds and local coaches for those who have seats again; everyone else keeps theirs."""
    return to_gates(look, seated.travel, seated.posts, seated.seats)


IN_TOWN = frozenset({Stage.BEDS, Stage.GATE})


@frozen(kw_only=True)
class Staying:
    """What somebody keeps in the towns that are not planned again: the ways across them, and the nights in each.

    ``stood`` is how somebody stands whom nothing has befallen: who comes out with the same way stands so still.
    """

    stood: Standing | None = None
    ways: tuple[Route, ...] = ()
    nights: Mapping[str, tuple[Stay, ...]] = field(factory=dict)


def to_gates(
    look: Look,
    travel: TravelCase,
    posts: Outcome[Match],
    seats: Outcome[Route],
    staying: Mapping[WorkerId, Staying] | None = None,
) -> Again:
    """The beds and the gates, for those who have a post and for whom seats were sought.

    Args:
        look: the case and how everyone stood.
        travel: the case laid out for them.
        posts: their posts.
        seats: their seats on the way to the towns.
        staying: what some of them keep in towns in which they are not planned again.
    """
    kept = staying or {}
    beds = lodge(travel, posts, seats)
    gate, ways = reach_gates(travel, posts, seats, beds.outcomes, beds.local)
    outcomes: tuple[Outcome[Any], ...] = (posts, seats, *beds.outcomes, gate)
    left = {
        worker: Left(stage=outcome.stage, hub=outcome.hub, reasons=reasons)
        for outcome in outcomes
        for worker, reasons in outcome.left_out.items()
    }
    standings = {}
    for worker in sorted(posts.came_in):
        if worker in left:
            standings[worker] = _left_out(look, worker, left[worker], outcomes)
        else:
            also = kept.get(worker, _NOTHING)
            stays = {**also.nights, **{hub: given[worker] for hub, given in beds.stays.items() if worker in given}}
            whole = (*ways[worker], *also.ways)
            if also.stood is not None and _is_same_way(look, also.stood, look.ahead(worker), whole, stays):
                standings[worker] = also.stood
                continue
            standings[worker] = _arriving(look, worker, posts.placed[worker], whole, stays)
    return Again(standings=standings, outcomes=outcomes)


_NOTHING = Staying()


def laid_out(
    look: Look,
    people: frozenset[WorkerId],
    cut_off: timedelta,
    again: Again | None = None,
    staying: Mapping[WorkerId, Staying] | None = None,
) -> TravelCase:
    """The case laid out with what the others leave free, and what these people had.

    Args:
        look: the case and how everyone stood.
        people: whom to plan.
        cut_off: how long before their first leg leaves those who wait must know.
        again: how others have been planned since.
        staying: what some of these people keep in towns in which they are not planned again.
    """
    standings, now = look.scene.standings, look.scene.now
    since: Mapping[WorkerId, Standing] = {} if again is None else again.standings
    aboard = Counter(look.aboard)
    aboard.update(
        section
        for worker in since.keys() - people
        for ride in since[worker].rides[len(look.done[worker]) :]
        for section in look.sections(ride.leg, ride.board, ride.alight)
    )
    aboard.subtract(
        Counter(
            section
            for worker in people | since.keys()
            for ride in look.ahead(worker)
            for section in look.sections(ride.leg, ride.board, ride.alight)
        )
    )
    kept = staying or {}
    aboard.update(section for one in kept.values() for way in one.ways for section in way.sections())
    taken = closed_beds(look)
    anew = people | since.keys()
    stays = [stay for worker, own in look.sleeping.items() if worker not in anew for stay in own]
    stays += [stay for worker in since.keys() - people for stay in since[worker].stays]
    stays += [stay for worker in people for stay in _not_given_up(look, worker)]
    for stay in stays:
        taken[bed_of(stay)].append(stay.period)
    for stay in (stay for one in kept.values() for stays in one.nights.values() for stay in stays):
        taken[bed_of(stay)].append(stay.period)
    waiting = frozenset(worker for worker in people if not standings[worker].is_arriving and not look.done[worker])
    so_far = SoFar(
        earliest={worker: now for worker in people if not look.done[worker]},
        notice=_notice(look, people, waiting, instant(later(now, cut_off))),
        under_way={worker: _where(look, look.done[worker]) for worker in sorted(people) if look.done[worker]},
        rides={worker: frozenset(standings[worker].rides) for worker in people},
        stays={worker: () if worker in look.strangers else standings[worker].stays for worker in people},
        taken=taken,
        begun={worker: look.begun[worker] for worker in people & look.begun.keys()},
        waiting=turns_of(look.travel.registrations, waiting),
        not_on=look.not_on,
    )
    return evolve(look.travel, seats=look.travel.seats.ridden(aboard), so_far=so_far)


def _notice(
    look: Look, people: frozenset[WorkerId], waiting: frozenset[WorkerId], told: datetime
) -> dict[WorkerId, datetime]:
    """Before which instant nobody of some people who have not set out can leave; those who asked for another stop may.

    Whoever had a place must hear in time of a first leg that leaves on an earlier day, as whoever waits must: for the
    day that was planned they are ready.
    """
    zone = look.travel.case.campaign.zone

    def planned_day(leaves: datetime) -> datetime:
        return instant(datetime.combine(leaves.astimezone(zone), time.min, zone))

    return {
        worker: told if worker in waiting else min(told, planned_day(look.was_to_leave[worker]))
        for worker in people
        if worker in waiting or worker in look.was_to_leave
    }


def closed_beds(look: Look) -> dict[Bed, list[Period]]:
    """The beds of rooms out of service, and when."""
    taken: dict[Bed, list[Period]] = defaultdict(list)
    rooms = {(lodging.id, room.id): room for lodging in look.travel.case.lodgings for room in lodging.rooms}
    for lodging, room, period in look.tonight.closed:
        for bed in range(1, rooms[lodging, room].beds + 1):
            taken[lodging, room, bed].append(period)
    return taken


def _not_given_up(look: Look, worker: WorkerId) -> tuple[Stay, ...]:
    """The nights that are over and the one that has begun, of somebody who is planned again."""
    begun = look.begun.get(worker)
    return (*slept(look.scene.standings[worker].stays, look.scene.now), *([] if begun is None else [begun]))


def _where(look: Look, done: Sequence[Ride]) -> UnderWay:
    last = done[-1]
    now = look.scene.now.astimezone(look.travel.case.campaign.zone)
    arrive = gets_off(last, look.legs)
    convoy = look.travel.convoy_of(last.leg)
    return UnderWay(
        convoy=convoy, depart=boards(done[0], look.legs), place=last.alight, arrive=arrive, since=max(arrive, now)
    )


_Given = Mapping[str, Sequence[Stay]]
"""The stays that somebody is given at each hub, in order."""


def _arriving(look: Look, worker: WorkerId, match: Match, ways: Iterable[Route], given: _Given) -> Standing:
    """How somebody stands whom the stages brought to the gate: what is done, then what is new, still without seats."""
    before, done = look.scene.standings[worker], look.done[worker]
    seat_of = {(ride.leg, ride.board): ride.seat for ride in before.rides}
    hops = sorted((hop for way in ways for hop in way.hops), key=lambda hop: hop.depart)
    rides = (
        *done,
        *(
            Ride(worker=worker, leg=hop.leg.id, board=hop.start, alight=hop.end, seat=seat_of.get(_boarded(hop), ""))
            for hop in hops
        ),
    )
    nights, stays = with_stays(look, slept(before.stays, look.scene.now), given)
    employer = look.travel.employers[match.employer]
    return Standing(
        match=match,
        route=route_of(look, rides),
        nights=nights,
        rides=rides,
        stays=stays,
        handover=Handover(worker=worker, employer=employer.id, gate=employer.gate, at=gets_off(rides[-1], look.legs)),
    )


def _is_same_way(look: Look, stood: Standing, ahead: Iterable[Ride], ways: Iterable[Route], given: _Given) -> bool:
    """Whether somebody goes on by the rides that were planned, and sleeps where it was planned."""
    rides = {(ride.leg, ride.board, ride.alight) for ride in ahead}
    hops = {(hop.leg.id, hop.start, hop.end) for way in ways for hop in way.hops}
    return rides == hops and with_stays(look, slept(stood.stays, look.scene.now), given)[1] == stood.stays


def _left_out(look: Look, worker: WorkerId, left: Left, outcomes: Iterable[Outcome[Any]]) -> Standing:
    """How somebody stands whom a stage left out: what the stages before it gave, and the way as far as it is done."""
    before, done = look.scene.standings[worker], look.done[worker]
    given = {(outcome.stage, outcome.hub): outcome.placed.get(worker) for outcome in outcomes}
    route = given[Stage.SEATS, ""]
    beds = {hub: (stay,) for (stage, hub), stay in given.items() if stage is Stage.BEDS and stay is not None}
    stays = look.tonight.kept(before.stays, done)
    nights, _ = with_stays(look, stays, beds)
    return Standing(
        match=given[Stage.POSTS, ""],
        route=None
        if route is None
        else evolve(route, hops=(*route_of(look, done).hops, *route.hops))
        if done
        else route,
        nights=nights,
        rides=done,
        stays=stays,
        left=left,
    )


def _boarded(hop: Hop) -> tuple[LegId, PlaceId]:
    return hop.leg.id, hop.start


def route_of(look: Look, rides: Iterable[Ride]) -> Route:
    """The long-haul route that some rides of one person make."""
    hauls, _ = look.parted(rides)
    return Route(
        convoy=look.travel.convoy_of(hauls[0].leg),
        hops=tuple(
            Hop(leg=leg, board=leg.position(ride.board), alight=leg.position(ride.alight))
            for ride, leg in ((ride, look.legs[ride.leg]) for ride in hauls)
        ),
    )


def with_stays(look: Look, kept: Iterable[Stay], given: _Given) -> tuple[dict[str, Stay], tuple[Stay, ...]]:
    """The last stay at each hub, and all stays: a night more in the same bed makes the stay longer."""
    stays = list(kept)
    nights = {look.travel.network.hub(look.houses[stay.lodging]): stay for stay in stays}
    for hub, stay in ((hub, stay) for hub, own in given.items() for stay in own):
        longer = stay
        for old in stays:
            if bed_of(old) == bed_of(stay) and old.period.end == stay.period.start:
                stays.remove(old)
                longer = evolve(stay, period=Period(old.period.start, stay.period.end))
                break
        stays.append(longer)
        nights[hub] = longer
    return nights, tuple(sorted(stays, key=lambda stay: stay.period.start))


def bed_of(stay: Stay) -> Bed:
    """The bed of a stay."""
    return stay.lodging, stay.room, stay.bed
