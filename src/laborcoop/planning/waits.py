"""Waits: the times that people spend in a town between two legs, or before the gate, and what they can do meanwhile."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from attrs import frozen

from laborcoop.hiring import Match
from laborcoop.journey import Outcome
from laborcoop.kernel.ids import ConvoyId, LodgingId, PlaceId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning.haul import Haul
from laborcoop.transfer.route import Route, nights


@frozen(kw_only=True)
class Span:
    """Where and when a wait is: from an arrival to the next departure (``until``), or, with None, to the gate."""

    convoy: ConvoyId
    start: PlaceId
    since: datetime
    end: PlaceId
    until: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether the way has ended: the leg stopped at the gate itself."""
        return self.until is None and self.start == self.end


@frozen(kw_only=True)
class Wait:
    """Somebody's wait in a town."""

    worker: WorkerId
    span: Span


@frozen(kw_only=True)
class Option:
    """A lodging that suits a wait: the nights, the local routes to it (none where one is there) and on from it."""

    lodging: LodgingId
    period: Period
    there: tuple[Route, ...]
    onward: tuple[Route, ...]


def waits_by_hub(haul: Haul, posts: Outcome[Match], seats: Outcome[Route]) -> dict[str, list[Wait]]:
    """All waits of those who have seats, by hub, the hubs in the order in which the first people reach them."""
    waits: dict[str, list[Wait]] = defaultdict(list)
    for worker, route in sorted(seats.placed.items()):
        spans = [
            Span(convoy=route.convoy, start=here.end, since=here.arrive, end=then.start, until=then.depart)
            for here, then in zip(route.hops, route.hops[1:], strict=False)
        ]
        gate = haul.employers[posts.placed[worker].employer].gate
        spans.append(Span(convoy=route.convoy, start=route.end, since=route.arrive, end=gate))
        for span in spans:
            waits[haul.network.hub(span.start)].append(Wait(worker=worker, span=span))
    return dict(sorted(waits.items(), key=lambda item: (min(wait.span.since for wait in item[1]), item[0])))


def same_day(haul: Haul, span: Span) -> tuple[Route, ...] | None:
    """The local routes of a wait without a night before the next leg; None where a night lies between."""
    if span.until is None or nights(span.since, span.until):
        return None
    return _on_time(haul, span, span.start, span.since)


def straight_to_gate(haul: Haul, span: Span) -> tuple[Route, ...]:
    """The local routes by which one goes from the arrival to the open gate without a night between."""
    if span.until is not None or span.is_over:
        return ()
    return tuple(
        route for route in _on_time(haul, span, span.start, span.since) if not nights(span.since, route.arrive)
    )


def lodging_options(haul: Haul, span: Span) -> tuple[Option, ...]:
    """The lodgings of the town that local coaches link with both ends of a wait, those with the fewest nights."""
    hub = haul.network.hub(span.start)
    found: list[Option] = []
    for lodging in haul.case.lodgings:
        if haul.network.hub(lodging.place) != hub or lodging.id in haul.barred.lodgings:
            continue
        there = tuple(
            route
            for route in haul.network.across(span.convoy, span.start, lodging.place, span.since)
            if not nights(span.since, route.arrive)
        )
        arrived = min((route.arrive for route in there), default=span.since)
        onward = _after_a_night(haul, span, lodging.place, arrived)
        if (there or lodging.place == span.start) and onward is not None:
            found.append(Option(lodging=lodging.id, period=onward[0], there=there, onward=onward[1]))
    fewest = min((option.period for option in found), key=lambda period: (period.end, period.start), default=None)
    return tuple(option for option in found if option.period == fewest)


def _after_a_night(
    haul: Haul, span: Span, place: PlaceId, arrived: datetime
) -> tuple[Period, tuple[Route, ...]] | None:
    """The nights at a place and the local routes that go on from it after the fewest nights; None where none does."""
    if place == span.end and span.until is not None:
        return _period(arrived, span.until), ()
    routes = [route for route in _on_time(haul, span, place, arrived) if nights(arrived, route.depart)]
    if not routes:
        return None
    period = min((_period(arrived, route.depart) for route in routes), key=lambda period: period.end or period.start)
    return period, tuple(route for route in routes if _period(arrived, route.depart) == period)


def _on_time(haul: Haul, span: Span, start: PlaceId, after: datetime) -> tuple[Route, ...]:
    """Local routes to where the wait ends: before the next leg leaves, or while every gate there is open."""
    routes = haul.network.across(span.convoy, start, span.end, after)
    if span.until is not None:
        return tuple(route for route in routes if route.arrive <= span.until)
    gates = [employer for employer in haul.employers.values() if employer.gate == span.end]
    return tuple(route for route in routes if all(employer.gate_open_at(route.arrive.time()) for employer in gates))


def _period(arrive: datetime, depart: datetime) -> Period:
    evenings = nights(arrive, depart)
    return Period(evenings[0], evenings[-1] + timedelta(days=1))
