"""Waits: the times that people spend in a town between two legs, or before the gate, and what they can do meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from attrs import evolve, frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome
from laborcoop.kernel.ids import ConvoyId, EmployerId, LegId, LodgingId, PlaceId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.planning.so_far import UnderWay
from laborcoop.planning.travel import TravelCase
from laborcoop.transfer.route import Route, first_night, nights


@frozen(kw_only=True)
class Layover(Record):
    """Where and when a wait is: from an arrival to the next departure, or to an employer's gate.

    Either the moment of departure is given (``until``) or ``employer``, whose gate must be open on arrival; of whoever
    is booked on another trip later, ``by`` is when it leaves: they must be at the gate by then (TR-15). ``ridden`` are
    the legs of the way itself that carry others across a town: whoever gets off one does not board it again.
    """

    convoy: ConvoyId
    start: PlaceId
    since: datetime
    end: PlaceId
    until: datetime | None = None
    employer: EmployerId | None = None
    by: datetime | None = None
    ridden: frozenset[LegId] = frozenset()

    @property
    def is_over(self) -> bool:
        """Whether the way has ended: the leg stopped at the gate itself."""
        return self.until is None and self.start == self.end


@frozen(kw_only=True)
class Wait(Record):
    """Somebody's layover in a town."""

    worker: WorkerId
    layover: Layover


@frozen(kw_only=True)
class Option(Record):
    """A lodging that suits a layover: the nights, the local routes to it (none where one is there) and on from it."""

    lodging: LodgingId
    period: Period
    there: tuple[Route, ...]
    onward: tuple[Route, ...]

    @cached_property
    def minutes(self) -> int:
        """The minutes of the shortest routes to it and on from it; 0 where none is needed."""
        return _minutes(self.there) + _minutes(self.onward)


def _minutes(routes: tuple[Route, ...]) -> int:
    return min((int((route.arrive - route.depart).total_seconds()) // 60 for route in routes), default=0)


def layovers(travel: TravelCase, match: Match, route: Route) -> tuple[Layover, ...]:
    """The layovers of a route of somebody: between its legs, and from its end to the gate.

    For somebody who is under way there is one before its first leg as well; a route without legs is then one to go on
    with in the town where this person is.
    """
    here, gate = travel.so_far.under_way.get(match.worker), travel.employers[match.employer].gate
    ends = [(hop.end, hop.arrive) for hop in route.hops]
    if here is not None:
        ends.insert(0, (here.place, here.since))
    following = route.hops[1:] if here is None else route.hops
    ridden = travel.network.on_both(route.hops)
    between = (
        Layover(convoy=route.convoy, start=place, since=since, end=then.start, until=then.depart, ridden=ridden)
        for (place, since), then in zip(ends[:-1], following, strict=True)
    )
    place, since = ends[-1]
    if here is not None and not route.hops and place == gate:
        # Whoever stood before a closed gate was not handed over then, and is not once it has opened again.
        since = here.arrive
    to_gate = Layover(
        convoy=route.convoy,
        start=place,
        since=since,
        end=gate,
        employer=match.employer,
        by=_leaves_again(travel, match.worker, began(route, here)),
        ridden=ridden,
    )
    return (*between, to_gate)


def began(route: Route, here: UnderWay | None) -> datetime:
    """When the way from home began, or begins, of which a route is what is still to go."""
    return route.depart if here is None else here.depart


def _leaves_again(travel: TravelCase, worker: WorkerId, began: datetime) -> datetime | None:
    """When another trip leaves on which somebody is booked; None where there is none, or it is over before the way."""
    trip = travel.registrations[worker].other_trip
    return trip.depart if trip is not None and instant(began) < instant(trip.arrive) else None


def waits_by_hub(travel: TravelCase, posts: Outcome[Match], seats: Outcome[Route]) -> dict[str, list[Wait]]:
    """The waits to plan of those who have seats, by hub, the hubs in the order in which convoys reach them.

    The order is that of the case, whoever waits: the outcomes of several turns are put together hub by hub.
    """
    waits: dict[str, list[Wait]] = defaultdict(list)
    only_in = travel.so_far.towns
    for worker, route in sorted(seats.placed.items()):
        for layover in layovers(travel, posts.placed[worker], route):
            hub = travel.network.hub(layover.start)
            if hub in only_in.get(worker, (hub,)):
                waits[hub].append(Wait(worker=worker, layover=layover))
    order = hub_order(travel)
    return dict(sorted(waits.items(), key=lambda item: order(item[0])))


def hub_order(travel: TravelCase) -> Callable[[str], tuple[timedelta, str]]:
    """The place of a hub in the order in which convoys reach them: how long after setting out one stops there first."""
    reached = travel.once(_reached, None)
    return lambda hub: (reached.get(hub, timedelta()), hub)


def _reached(travel: TravelCase, _: None) -> dict[str, timedelta]:
    found: dict[str, timedelta] = {}
    for convoy in (convoy for convoy in travel.case.convoys if convoy.legs):
        began = min(instant(leg.depart) for leg in convoy.legs)
        for stop in (stop for leg in convoy.legs for stop in leg.stops):
            hub, after = travel.network.hub(stop.place), instant(stop.arrive) - began
            found[hub] = min(after, found.get(hub, after))
    return found


def can_go_on(travel: TravelCase, layover: Layover) -> bool:
    """Whether something leads from the start of a layover to its end in time, or to a bed and on from there."""
    return travel.once(_can_go_on, layover)


def _can_go_on(travel: TravelCase, layover: Layover) -> bool:
    if layover.is_over:
        return _in_time(travel, layover, layover.since)
    across = same_day(travel, layover)
    if across is not None:
        return bool(across) or layover.start == layover.end
    return bool(straight_to_gate(travel, layover) or lodging_options(travel, layover))


def at_gate(travel: TravelCase, layover: Layover) -> datetime | None:
    """When one who has a layover before a gate is there at the earliest; None where nothing leads there."""
    if layover.is_over:
        return layover.since
    straight = straight_to_gate(travel, layover)
    onward = (route for option in lodging_options(travel, layover) for route in option.onward)
    return min((route.arrive for route in straight or onward), default=None)


def same_day(travel: TravelCase, layover: Layover) -> tuple[Route, ...] | None:
    """The local routes of a layover without a night before the next leg; None where a night lies between."""
    return travel.once(_same_day, layover)


def _same_day(travel: TravelCase, layover: Layover) -> tuple[Route, ...] | None:
    if layover.until is None:
        return None
    if not nights(layover.since, layover.until):
        return _on_time(travel, layover)
    routes = () if layover.start == layover.end else _on_time(travel, layover)
    return tuple(route for route in routes if not route.waits_a_night(layover.since, layover.until)) or None


def straight_to_gate(travel: TravelCase, layover: Layover) -> tuple[Route, ...]:
    """The local routes by which one goes from the arrival to the open gate without a night between."""
    return travel.once(_straight_to_gate, layover)


def _straight_to_gate(travel: TravelCase, layover: Layover) -> tuple[Route, ...]:
    if layover.until is not None or layover.is_over:
        return ()
    return tuple(route for route in _on_time(travel, layover) if not route.waits_a_night(layover.since))


def lodging_options(travel: TravelCase, layover: Layover) -> tuple[Option, ...]:
    """The lodgings of the town that local coaches link with both ends of a layover, those with the fewest nights."""
    return travel.once(_lodging_options, layover)


def _lodging_options(travel: TravelCase, layover: Layover) -> tuple[Option, ...]:
    hub = travel.network.hub(layover.start)
    found: list[Option] = []
    for lodging in travel.case.lodgings:
        in_town = lodging.place == layover.start or (hub and travel.network.hub(lodging.place) == hub)
        if not in_town or lodging.id in travel.barred.lodgings:
            continue
        there = travel.once(_to_house, (layover.convoy, layover.start, layover.since, lodging.place, layover.ridden))
        arrived = min((route.arrive for route in there), default=layover.since)
        onward = travel.once(_after_a_night, evolve(layover, start=lodging.place, since=arrived))
        if (there or lodging.place == layover.start) and onward is not None:
            found.append(Option(lodging=lodging.id, period=onward[0], there=there, onward=onward[1]))
    fewest = min((option.period for option in found), key=lambda period: (period.end, period.start), default=None)
    return tuple(option for option in found if option.period == fewest)


def _to_house(
    travel: TravelCase, asked: tuple[ConvoyId, PlaceId, datetime, PlaceId, frozenset[LegId]]
) -> tuple[Route, ...]:
    """The local routes by which one goes from where a leg arrives to a house, without a night between.

    All are there before the same night: whoever rides through one has another at the house.
    """
    convoy, start, since, house, ridden = asked
    found = travel.network.across(convoy, start, house, since, ridden)
    routes = [route for route in found if not route.waits_a_night(since)]
    first = min((first_night(route.arrive) for route in routes), default=None)
    return tuple(route for route in routes if first_night(route.arrive) == first)


def _after_a_night(travel: TravelCase, layover: Layover) -> tuple[Period, tuple[Route, ...]] | None:
    """The nights at a house and the local routes that go on from it after the fewest nights; None where none does.

    Asked about what is left of a layover at the house: people of several trains come to it by one coach.
    """
    if layover.start == layover.end and layover.until is not None:
        period = _period(layover.since, layover.until)
        return None if period is None else (period, ())
    routes = tuple(route for route in _on_time(travel, layover) if not route.waits_a_night(route.depart, layover.until))
    slept = {depart: _period(layover.since, depart) for depart in {route.depart for route in routes}}
    period = min(
        (period for period in slept.values() if period is not None),
        key=lambda period: period.end or period.start,
        default=None,
    )
    return None if period is None else (period, tuple(route for route in routes if slept[route.depart] == period))


def _on_time(travel: TravelCase, layover: Layover) -> tuple[Route, ...]:
    """Local routes to where a layover ends: before the next leg leaves, or in time while the gate is open."""
    routes = travel.network.across(layover.convoy, layover.start, layover.end, layover.since, layover.ridden)
    if layover.until is not None:
        return tuple(route for route in routes if route.arrive <= layover.until)
    return tuple(route for route in routes if _in_time(travel, layover, route.arrive))


def _in_time(travel: TravelCase, layover: Layover, at: datetime) -> bool:
    """Whether somebody who is at a gate at a moment finds it open, and catches the trip that may follow."""
    is_open = layover.employer is not None and travel.employers[layover.employer].gate_open_at(at.time())
    return is_open and (layover.by is None or instant(at) <= instant(layover.by))


def _period(arrive: datetime, depart: datetime) -> Period | None:
    """The nights of a wait; None where no night lies in it."""
    evenings = nights(arrive, depart)
    return Period(evenings[0], evenings[-1] + timedelta(days=1)) if evenings else None
