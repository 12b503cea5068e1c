"""Room made for those who are left without: whoever could go another way, or sleep elsewhere, gives way.

Nobody else is planned again for nothing. First the seats alone are asked whether they bring one more on the way when
those in the full legs may change: if they do not, no plan can, for the stages after them place nobody whom the seats
left out. If they do, those who have to change for it are planned again with those whom the event broke, and everyone
else keeps what they have. Then the same is tried for beds and local coaches, with the guests of the nights that are
short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from operator import attrgetter

from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.disruptions.again import (
    IN_TOWN,
    Again,
    Seated,
    gates_again,
    laid_out,
    seats_again,
)
from laborcoop.planning.disruptions.breaks import Look, Section
from laborcoop.planning.disruptions.full_legs import most_on_the_way
from laborcoop.planning.disruptions.posts_again import posts_again
from laborcoop.planning.disruptions.standing import Left, Standing
from laborcoop.planning.disruptions.towns import InTheWay, towns_again
from laborcoop.planning.seating import seat_requests, take_routes
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, layovers, lodging_options, same_day, straight_to_gate
from laborcoop.transfer.route import Route, first_night
from laborcoop.transfer.seats import SeatRequest, Seats

Night = tuple[str, date]
"""A hub, and the evening of a night there."""


def together(look: Look, people: frozenset[WorkerId]) -> frozenset[WorkerId]:
    """These people and those who go with them; nobody who waits joins a party that has set out and goes on."""
    wanted = set(people)
    parties = {look.travel.registrations[worker].together for worker in people}
    for members in (people for party, people in look.parties.items() if party in parties):
        wanted |= members & (look.open | look.waiting)
        if any(look.done[worker] and look.scene.standings[worker].is_arriving for worker in members):
            wanted -= {worker for worker in members & look.waiting if not look.done[worker]}
    return frozenset(wanted)


def plan_with_room(look: Look, people: frozenset[WorkerId], cut_off: timedelta) -> Again:
    """Plan some people again; where one of them is left without for want of room, with those who can make it.

    Args:
        look: the case and how everyone stands.
        people: those whom the event broke, and those who wait.
        cut_off: how long before their first leg leaves those who wait must know.
    """
    had = _with_a_way(look, people)
    seated = seats_again(look, people, cut_off)
    unseated = {worker: left for worker in had if (left := seated.left_out(worker)) is not None}
    moving = _by_seats(look, people, seated, unseated, cut_off) - people
    if not moving:
        return with_beds(look, people, seated, cut_off)
    wider = seats_again(look, people | moving, cut_off, seated.requests)
    wide = with_beds(look, people | moving, wider, cut_off)
    waiting = people.difference(had)
    lost = len(wide.lost(wide.standings.keys() - waiting))
    if lost < len(unseated):
        return wide
    narrow = with_beds(look, people, seated, cut_off)
    return wide if lost < len(narrow.lost(narrow.standings.keys() - waiting)) else narrow


def with_beds(look: Look, people: frozenset[WorkerId], seated: Seated, cut_off: timedelta) -> Again:
    """Beds and local coaches for some people; where they are short, with those who can change theirs, if it helps."""
    had = frozenset(_with_a_way(look, people))
    again = gates_again(look, seated)
    lost = again.lost(had)
    others = _by_beds(look, lost, again, cut_off)
    if not others.people:
        return again
    tried = towns_again(look, again, others, cut_off)
    # Whoever gets on from one town may find the next one short.
    further = _by_beds(look, tried.lost(had), tried, cut_off).beyond(frozenset(others.people))
    if further.people:
        others = others.joined(further)
        tried = towns_again(look, again, others, cut_off)
    return tried if len(tried.lost(had | others.everybody())) < len(lost) else again


def _with_a_way(look: Look, people: frozenset[WorkerId]) -> list[WorkerId]:
    return [worker for worker in sorted(people) if look.scene.standings[worker].is_arriving or look.done[worker]]


def _by_seats(
    look: Look,
    people: frozenset[WorkerId],
    seated: Seated,
    unseated: Mapping[WorkerId, Sequence[Reason]],
    cut_off: timedelta,
) -> frozenset[WorkerId]:
    """Those in full legs who go otherwise where that brings more people on the way; nobody where it does not."""
    full = _full(unseated.values())
    riders = together(look, people | _riders(look, full)) - people
    if not riders:
        return frozenset()
    travel = laid_out(look, people | riders, cut_off)
    had = {*_with_a_way(look, people)}
    by_worker = {request.worker: request for request in seated.requests.values()}
    if len(had | riders) - most_on_the_way(look, travel, by_worker, riders, full) >= len(unseated):
        return frozenset()
    posts = posts_again(look, people | riders, travel.so_far.waiting)
    requests = seat_requests(travel, [match for _, match in sorted(posts.placed.items())], seated.requests)
    able = _able(look, riders, requests, full, seated.travel.seats)
    if not able:
        return frozenset()
    party_of = look.travel.registrations
    parties = {party_of[worker].together for worker in had} - {None}
    asking = able | had | {worker for worker in people if party_of[worker].together in parties}
    free = laid_out(look, people | able, cut_off)
    seats = take_routes(free, [request for request in requests if request.worker in asking])
    if len((had | able) - seats.placed.keys()) >= len(unseated):
        return frozenset()
    kept = {worker for worker, route in seats.placed.items() if free.so_far.is_kept(worker, route)}
    return together(look, people | able - kept)


def _able(
    look: Look, riders: frozenset[WorkerId], requests: Iterable[SeatRequest], full: frozenset[str], seats: Seats
) -> frozenset[WorkerId]:
    """Those of some riders of full legs who have another way on which there is room now, and their party with them."""

    def is_open(route: Route, own: frozenset[Section], held: frozenset[str]) -> bool:
        return not held <= {hop.leg.id for hop in route.hops} and all(
            section in own or seats.free(section) > 0 for section in route.sections()
        )

    able = set()
    for request in requests:
        if request.worker in riders:
            ahead = look.ahead(request.worker)
            own = frozenset(section for ride in ahead for section in look.sections(ride.leg, ride.board, ride.alight))
            if any(is_open(route, own, full.intersection(ride.leg for ride in ahead)) for route in request.routes):
                able.add(request.worker)
    tied = {look.travel.registrations[worker].together for worker in riders - able} - {None}
    return frozenset(worker for worker in able if look.travel.registrations[worker].together not in tied)


def _by_beds(look: Look, lost: Mapping[WorkerId, Left], again: Again, cut_off: timedelta) -> InTheWay:
    """Those who sleep in a town in a night for which its beds are short, and riders of full coaches who can change.

    Another coach to the same house or gate has a seat for the riders now: they keep their beds, and the guests of the
    nights may sleep elsewhere. A night is short as well where no coach to its houses, or none on from them, has a seat.
    """
    behind = {worker: left for worker, left in lost.items() if left.stage in IN_TOWN}
    short = {
        night
        for worker, left in behind.items()
        if left.stage is Stage.BEDS
        for night in _nights(look, again.standings[worker], left.hub)
    }
    full = _full(left.reasons for left in behind.values())
    if not short and not full:
        return InTheWay()
    now = {**look.scene.standings, **again.standings}
    open_now = {worker for worker, one in now.items() if one.is_arriving and not look.has_arrived(worker)}
    across = Across(look.travel, laid_out(look, frozenset(), cut_off, again).seats)
    riders: dict[str, set[WorkerId]] = defaultdict(set)
    guests: dict[str, set[WorkerId]] = defaultdict(set)
    short |= {
        night
        for worker, left in behind.items()
        if left.stage is Stage.GATE
        for night in across.full_nights(again.standings[worker], _full([left.reasons]))
    }
    first = first_night(look.scene.now)
    for worker in open_now:
        standing = now[worker]
        if any(ride.leg in full for ride in standing.rides[len(look.done[worker]) :]):
            for hub in across.towns(standing, full):
                riders[hub].add(worker)
        for hub, stay in standing.nights.items():
            if any(night >= first and (hub, night) in short for night in stay.nights()):
                guests[hub].add(worker)
    with_guests = {hub: frozenset(people | _beside(look, open_now, people)) for hub, people in guests.items()}
    with_riders = {hub: frozenset(people | _beside(look, open_now, people)) for hub, people in riders.items()}
    return InTheWay(
        people={
            hub: with_guests.get(hub, frozenset()) | with_riders.get(hub, frozenset())
            for hub in sorted({*with_guests, *with_riders})
        },
        guests=with_guests,
    )


def _beside(look: Look, open_now: set[WorkerId], people: set[WorkerId]) -> set[WorkerId]:
    """Those who go with some people."""
    parties = {look.travel.registrations[worker].together for worker in people} - {None}
    return {worker for worker in open_now if look.travel.registrations[worker].together in parties}


class Across:
    """The coaches by which one can cross a town, as far as they have seats."""

    def __init__(self, travel: TravelCase, seats: Seats) -> None:
        self.travel = travel
        self.seats = seats
        self.houses = cache(partial(lodging_options, travel))
        self.straight = cache(lambda layover: (same_day(travel, layover) or (), straight_to_gate(travel, layover)))

    def full_nights(self, standing: Standing, full: frozenset[str]) -> Iterator[Night]:
        """The nights of somebody for whom some coaches are full, where all to the houses are, or all on from them."""
        for layover in self._layovers(standing):
            houses = self.houses(layover)
            for part in (attrgetter("there"), attrgetter("onward")):
                routes = [route for one in houses for route in part(one)]
                is_asked = any(hop.leg.id in full for route in routes for hop in route.hops)
                if is_asked and not self._has_seat(routes):
                    hub = self.travel.network.hub(layover.start)
                    yield from ((hub, night) for one in houses for night in one.period.days())

    def _layovers(self, standing: Standing) -> tuple[Layover, ...]:
        assert standing.match is not None  # noqa: S101 - whoever has a seat has a post
        assert standing.route is not None  # noqa: S101 - and a way
        return layovers(self.travel, standing.match, standing.route)

    def towns(self, standing: Standing, full: frozenset[str]) -> set[str]:
        """The towns in which somebody in a full coach finds a seat in another one, without another bed."""
        held = full.intersection(ride.leg for ride in standing.rides)
        slept_in = {stay.lodging for stay in standing.stays}
        return {
            self.travel.network.hub(layover.start)
            for layover in self._layovers(standing)
            for routes in (
                *self.straight(layover),
                *(part for one in self.houses(layover) if one.lodging in slept_in for part in (one.there, one.onward)),
            )
            if not held.isdisjoint(hop.leg.id for route in routes for hop in route.hops) and self._has_seat(routes)
        }

    def _has_seat(self, routes: Iterable[Route]) -> bool:
        return any(all(self.seats.free(section) > 0 for section in route.sections()) for route in routes)


def _full(reasons: Iterable[Sequence[Reason]]) -> frozenset[str]:
    """The legs that are full for some of those left out."""
    return frozenset(leg for own in reasons for reason in own for leg in reason.about)


def _riders(look: Look, full: frozenset[str]) -> frozenset[WorkerId]:
    """Those still to board one of some legs."""
    return frozenset(worker for worker in look.open if any(ride.leg in full for ride in look.ahead(worker)))


def _nights(look: Look, standing: Standing, hub: str) -> Iterator[Night]:
    """The nights that somebody whom the beds of a town left out has to spend there."""
    assert standing.match is not None  # noqa: S101 - the stages before the beds placed everyone whom the beds left out
    assert standing.route is not None  # noqa: S101
    for layover in layovers(look.travel, standing.match, standing.route):
        if look.travel.network.hub(layover.start) == hub:
            for option in lodging_options(look.travel, layover):
                yield from ((hub, night) for night in option.period.days())
