"""The seats stage: by which legs each matched person can go from the villages to the employer's gate or its town.

A route counts only if all of it can be done: where it leaves somebody in a town, a local coach or a lodging joins the
legs; where it ends, the gate can be reached. So nobody holds a seat on a way that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import pairwise

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Reason, Registration
from laborcoop.kernel.ids import ConvoyId, PlaceId
from laborcoop.kernel.moments import elapsed, instant
from laborcoop.kernel.text import Text
from laborcoop.planning.boarding_places import boarding_places
from laborcoop.planning.impossible_wishes import impossible
from laborcoop.planning.missed_changes import no_time_to_change, nothing_goes_on
from laborcoop.planning.no_way_on import no_way_on
from laborcoop.planning.room_left import RoomLeft
from laborcoop.planning.so_far import UnderWay
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import Layover, at_gate, began, can_go_on, layovers
from laborcoop.transfer.boarding import Ticket
from laborcoop.transfer.change import TripOverlap
from laborcoop.transfer.route import Route
from laborcoop.transfer.seats import SeatRequest, choose_routes, seats_outcome
from laborcoop.transfer.timetables import time_to_change

_Find = Callable[[ConvoyId, PlaceId, PlaceId], tuple[Route, ...]]
_Test = Callable[[Layover], bool]


def seat_long_haul(travel: TravelCase, posts: Outcome[Match]) -> Outcome[Route]:
    """The seats stage: a route from the villages to the gate or its town for as many as possible."""
    return take_routes(travel, seat_requests(travel, [match for _, match in sorted(posts.placed.items())]))


def take_routes(travel: TravelCase, requests: Sequence[SeatRequest]) -> Outcome[Route]:
    """A route for as many of those who ask as possible; whoever is in the town of the gate already needs none."""
    in_town = {request.worker: route for request in requests for route in request.routes if not route.hops}
    seated = choose_routes([request for request in requests if request.worker not in in_town], travel.seats)
    return seats_outcome(requests, evolve(seated, routes={**seated.routes, **in_town}))


def seat_requests(
    travel: TravelCase, matches: Iterable[Match], known: Mapping[Match, SeatRequest] | None = None
) -> list[SeatRequest]:
    """What each matched person can ask for: the routes that lead to the gate, best first, or why there is none.

    The best are those on which the towns have a bed and a seat left, if need be; what comes behind them may still be
    gone where others make room.

    Args:
        travel: the case laid out.
        matches: who is matched to whom.
        known: what was found already for some of them, with the same past.
    """
    find, find_any = cache(travel.network.long_haul), cache(travel.whole_network.long_haul)
    goes_on = cache(partial(can_go_on, travel))
    asking, found = tuple(matches), known or {}
    left = RoomLeft(travel, [match.worker for match in asking])
    return [found.get(match) or _request(travel, match, find, find_any, goes_on, left) for match in asking]


def _request(
    travel: TravelCase, match: Match, find: _Find, find_any: _Find, goes_on: _Test, left: RoomLeft
) -> SeatRequest:
    registration = travel.registrations[match.worker]
    gate = travel.employers[match.employer].gate
    here = travel.so_far.under_way.get(match.worker)
    if here is not None:
        return _request_from(travel, match, here, goes_on)
    starts = boarding_places(travel.case.places, travel.workers[registration.worker], registration)
    if registration.boarding is None and registration.boarding_as_written:
        return travel.request(match.worker, (), (_unknown_stop(registration),))
    wrong = impossible(travel.case, registration)
    if wrong:
        return travel.request(match.worker, (), wrong)
    # Of several batches that lead nowhere the reason speaks of the first, in whatever order the case has them.
    convoys = [convoy.id for convoy in sorted(travel.case.convoys, key=lambda convoy: (convoy.batch, convoy.id))]
    routes = [route for convoy in convoys for start in starts for route in find(convoy, start, gate)]
    if not routes:
        barred = [route for convoy in convoys for start in starts for route in find_any(convoy, start, gate)]
        why = _barred_reasons(travel, barred) or _why_none(travel, match, starts)
        return travel.request(match.worker, (), (*travel.left_out.get(match.worker, ()), *why))
    reasons: tuple[Reason, ...] = ()
    for sift in (_in_batch, _not_departed, _heard_of, _in_window, _on_own_ticket, partial(_lawful, match)):
        kept, why = sift(travel, registration, routes)
        reasons = reasons or (() if kept else why)
        routes = kept
    whole, broken = _joined(routes, partial(layovers, travel, match), goes_on)
    reasons = reasons or (
        () if whole else no_time_to_change(travel, broken) or (no_way_on(travel, [waits for _, waits in broken]),)
    )
    in_vain = travel.so_far.in_vain.get(match.worker, frozenset())
    untried = [route for route in whole if route.way not in in_vain]
    ranked = sorted(_best_first(travel, match, untried), key=lambda route: not left.in_towns(match, route))
    request = travel.request(match.worker, ranked, reasons)
    if (
        request.kept
        and left.in_towns(match, ranked[0])
        and not any(left.in_towns(match, route) for route in ranked if route.id == request.kept)
    ):
        # Nobody keeps to a way that ends for want of a bed, where another does not.
        return evolve(request, kept="", seated=False)
    return request


def _joined(
    routes: Iterable[Route], waits: Callable[[Route], Sequence[Layover]], goes_on: _Test
) -> tuple[list[Route], list[tuple[Route, Sequence[Layover]]]]:
    """The routes of which all legs are joined, and the others with the layovers that nothing leads through."""
    whole: list[Route] = []
    broken: list[tuple[Route, Sequence[Layover]]] = []
    for route in routes:
        stuck = [wait for wait in waits(route) if not goes_on(wait)]
        if stuck:
            broken.append((route, stuck))
        else:
            whole.append(route)
    return whole, broken


def _why_none(travel: TravelCase, match: Match, starts: Sequence[PlaceId]) -> tuple[Reason, ...]:
    """Why no leg leads from somebody's stops to the gate, in any of the batches registered for."""
    registration, employer = travel.registrations[match.worker], travel.employers[match.employer]
    own = registration.batches or {convoy.id for convoy in travel.case.convoys}
    text = _NO_COACH if len(starts) <= _FEW else _NO_COACH_OF_MANY
    no_coach = text.format(stops=tuple(map(travel.place_name, starts)), number=len(starts), employer=employer.name)
    return nothing_goes_on(travel, sorted(own), starts, employer.gate) or (
        Reason(code="seats.no-coach-at-stop", text=no_coach if starts else _NO_STOP),
    )


def _request_from(travel: TravelCase, match: Match, here: UnderWay, goes_on: _Test) -> SeatRequest:
    """The request of somebody under way: the legs still to come, or none where the gate's town is reached."""
    gate = travel.employers[match.employer].gate
    town = travel.network.hub(gate)
    if here.place == gate or (town and travel.network.hub(here.place) == town):
        routes = [Route(convoy=here.convoy, hops=())]
    else:
        routes = list(travel.network.onward(here.convoy, here.place, here.since, gate))
    reasons: tuple[Reason, ...] = () if routes else (_STRANDED,)
    for sift in (_on_own_ticket, partial(_lawful, match)):
        kept, why = sift(travel, travel.registrations[match.worker], routes)
        reasons = reasons or (() if kept else why)
        routes = kept
    whole, broken = _joined(routes, partial(layovers, travel, match), goes_on)
    reasons = reasons or (
        () if whole else no_time_to_change(travel, broken) or (no_way_on(travel, [waits for _, waits in broken]),)
    )
    return travel.request(match.worker, _best_first(travel, match, whole), reasons)


def _best_first(travel: TravelCase, match: Match, routes: Iterable[Route]) -> list[Route]:
    """The routes with the most legs planned before, then the earliest; of those alike the one with time to change."""

    def key(route: Route) -> tuple[object, ...]:
        times = (route.depart, route.arrive, _short_changes(travel, route)) if route.hops else ()
        return -travel.so_far.kept_hops(match.worker, route), *times, route.id

    return sorted(routes, key=key)


def _short_changes(travel: TravelCase, route: Route) -> int:
    """The changes of a route, at one place, to a train or flight that leave less time than the book asks (TR-25)."""
    return sum(
        hop.end == then.start
        and not then.leg.mode.is_coach
        and elapsed(hop.arrive, then.depart) < travel.once(_time_to_change, (then.start, then.depart))
        for hop, then in pairwise(route.hops)
    )


def _time_to_change(travel: TravelCase, asked: tuple[PlaceId, datetime]) -> timedelta:
    place, departure = asked
    asks = time_to_change(travel.case.book, travel.case.region_of(place), departure)
    return timedelta(0) if asks is None else asks


_Sifted = tuple[list[Route], tuple[Reason, ...]]


def _in_batch(travel: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    kept = [route for route in routes if not registration.batches or route.convoy in registration.batches]
    return kept, (*travel.left_out.get(registration.worker, ()), _NOT_IN_BATCH)


def _not_departed(travel: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    earliest = travel.so_far.earliest.get(registration.worker)
    kept = [
        route
        for route in routes
        if route.depart.date() >= travel.case.on and (earliest is None or route.depart > earliest)
    ]
    return kept, (_DEPARTED,)


def _heard_of(travel: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    notice = travel.so_far.notice.get(registration.worker)
    kept = [route for route in routes if notice is None or instant(route.depart) >= notice]
    return kept, (_TOO_SOON,)


def _on_own_ticket(travel: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    kept = [route for route in routes if travel.so_far.may_take(registration.worker, route.hops)]
    return kept, (_TICKET,)


def _in_window(_: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    first, last = registration.available_from, registration.available_until
    kept = [
        route
        for route in routes
        if (first is None or route.depart.date() >= first) and (last is None or route.depart.date() <= last)
    ]
    return kept, (_NOT_IN_WINDOW,)


def _lawful(match: Match, travel: TravelCase, registration: Registration, routes: list[Route]) -> _Sifted:
    """Routes that no rule about this person and this route forbids: real names on rail, no other trip meanwhile."""
    worker = travel.workers[registration.worker]
    named = not worker.number.is_masked and not travel.ticket_rules
    if named and registration.other_trip is None:
        return routes, ()
    kept: list[Route] = []
    why: dict[str, Reason] = {}
    for route in routes:
        on = began(route, travel.so_far.under_way.get(worker.id)).date()
        region = travel.case.region_of(route.hops[0].start) if route.hops else None
        overlap = _beside_other_trip(travel, match, registration, route)
        subjects: list[object] = [] if named else [Ticket(worker=worker, leg=hop.leg) for hop in route.hops]
        broken = [
            Reason.of(finding)
            for subject in (*subjects, *([] if overlap is None else [overlap]))
            for finding in travel.case.book.judge(subject, worker.id, on=on, region=region)
            if finding.excludes
        ]
        if not broken and overlap is not None and overlap.overlaps:
            # Whatever the book asks, nobody is in two places at once.
            broken = [_OTHER_TRIP]
        for reason in broken:
            why.setdefault(reason.code, reason)
        if not broken:
            kept.append(route)
    return kept, tuple(why.values())


def _beside_other_trip(
    travel: TravelCase, match: Match, registration: Registration, route: Route
) -> TripOverlap | None:
    """The way to the gate beside the other trip of its traveller: all of it from home, as early as it can be there."""
    if registration.other_trip is None:
        return None
    here = travel.so_far.under_way.get(registration.worker)
    *_, to_gate = layovers(travel, match, route)
    arrive = at_gate(travel, evolve(to_gate, by=None)) or to_gate.since
    return TripOverlap(
        worker=registration.worker, booked=registration.other_trip, depart=began(route, here), arrive=arrive
    )


def _barred_reasons(travel: TravelCase, routes: Iterable[Route]) -> tuple[Reason, ...]:
    found: dict[Reason, None] = {}
    for route in routes:
        for hop in route.hops:
            found.update(dict.fromkeys(travel.barred.legs.get(hop.leg.id, ())))
    return tuple(sorted(found, key=lambda reason: (reason.code, reason.text.en)))


def _unknown_stop(registration: Registration) -> Reason:
    """Readers of rosters have put stars for numbers of people in what is written."""
    return Reason(
        code="seats.unknown-stop",
        text=Text(
            "案例中没有花名册所写的上车点“{written}”",
            "the case has no place like “{written}”, the stop that the roster asks for",
        ).format(written=registration.boarding_as_written),
    )


_FEW = 3
"""So many stops are named one by one."""
_NO_COACH = Text("没有班次从{stops}通往{employer}所在地", "no leg goes from {stops} to the town of {employer}")
_NO_COACH_OF_MANY = Text(
    "没有班次从本县 {number} 个上车点中的任何一个通往{employer}所在地",
    "no leg goes from any of the {number} stops of the county to the town of {employer}",
)
_NO_STOP = Text(
    "本人所在的村和县在案例中没有上车点",
    "no place of the case where coaches collect people is in this person's village or county",
)
_STRANDED = Reason(
    code="seats.stranded",
    text=Text(
        "已在途中，本批次没有班次从所在地继续前往用人单位（途中不改乘其他批次）",
        "is under way, and no leg of this batch goes on from there to the employer (nobody changes batch under way)",
    ),
)
_OTHER_TRIP = Reason(
    code="seats.other-trip",
    text=Text("到厂前会与本人已订的另一行程重叠", "would meet another trip of this person's before the gate"),
)
_TICKET = Reason(
    code="seats.ticket",
    text=Text("所需班次的车票与本人证件不符", "the ticket for the leg that is needed does not match the papers"),
)
_NOT_IN_BATCH = Reason(
    code="seats.not-in-batch",
    text=Text(
        "所报批次没有从上车点通往用人单位所在地的班次",
        "the batch registered for has no legs from the stop to the town of the employer",
    ),
)
_DEPARTED = Reason(
    code="seats.departed",
    text=Text("在上车点停靠的所报批次都已出发", "every batch registered for that calls at the stop has left"),
)
_TOO_SOON = Reason(
    code="seats.too-late",
    text=Text(
        "还能赶上的班次发车太早，已来不及通知本人，以后没有其他班次",
        "what has not left yet leaves too soon to be told of it in time, and nothing goes later",
    ),
)
_NOT_IN_WINDOW = Reason(
    code="seats.not-in-window",
    text=Text("没有批次在本人可出发的日期内", "no batch leaves on the days on which this person can go"),
)
