"""Coaches that stand for a good part of a night with people aboard: beds are sought between legs alone, so it is told.

What counts as a night is a convention of the book: ``night_stand`` hours of one stand between ``night_from`` and
``night_until``. The lawful stop from 02:00 to 05:00 is shorter. A book that lacks one of them asks for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Severity
from laborcoop.rulebook.facts import facts_of
from laborcoop.transfer import Leg, Stop
from laborcoop.transfer.hours import Span, in_hours, merged

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

NIGHT_ABOARD = "PL-20"
_ASKED = ("night_from", "night_until", "night_stand")
_MINUTE = timedelta(minutes=1)


@frozen
class _Stand:
    """A time in which a coach stands; ``nights`` are the parts of it that are long enough for a night."""

    span: Span
    place: PlaceId
    is_stop: bool
    nights: tuple[Span, ...]
    least: timedelta

    def holds(self, ride: Span) -> bool:
        """Whether somebody sits a night of it on this ride."""
        shared = (ride.common(night) for night in self.nights)
        return any(one is not None and one.length >= self.least for one in shared)


def about_stands(plan: ReturnPlan) -> Iterator[Finding]:
    """Each stand of a coach in which people sit a night: where, how long, how many of them, where beds might be."""
    coaches = [leg for leg in plan.legs().values() if leg.mode.is_coach]
    stands = {leg.id: found for leg in coaches if (found := tuple(_stands(plan, leg)))}
    rides: dict[str, Counter[tuple[PlaceId, PlaceId]]] = defaultdict(Counter)
    for ride in plan.rides if stands else ():
        rides[ride.leg][ride.board, ride.alight] += 1
    for leg_id, found in stands.items():
        leg = plan.legs()[leg_id]
        ridden = [(_ride(leg, *ends), people) for ends, people in rides[leg_id].items()]
        for stand in found:
            people = sum(number for ride, number in ridden if stand.holds(ride))
            if people:
                yield _told(plan, leg, stand, people)


def _stands(plan: ReturnPlan, leg: Leg) -> Iterator[_Stand]:
    calls = [Span(stop.arrive, stop.depart) for stop in leg.stops[1:-1] if instant(stop.arrive) < instant(stop.depart)]
    spans = merged([*calls, *(stood for stop in leg.stops for stood in stop.stood)])
    then = plan.case.book.context(leg.depart.date(), plan.case.region_of(leg.stops[0].place))
    if not spans or any(name not in then.parameters or then.value(name) is None for name in _ASKED):
        return
    opens, closes, least = (timedelta(minutes=int(then.number(name) * 60)) for name in _ASKED)
    for span in spans:
        nights = tuple(part for part in in_hours(span, opens, closes) if part.length >= least)
        if nights:
            at = max((stop for stop in leg.stops if instant(stop.arrive) <= instant(span.start)), key=_arrival)
            yield _Stand(span, at.place, instant(span.start) < instant(at.depart), nights, least)


def _arrival(stop: Stop) -> datetime:
    return instant(stop.arrive)


def _ride(leg: Leg, board: PlaceId, alight: PlaceId) -> Span:
    return Span(leg.stops[leg.position(board)].depart, leg.stops[leg.position(alight)].arrive)


def _told(plan: ReturnPlan, leg: Leg, stand: _Stand, people: int) -> Finding:
    facts = {
        "leg": leg.id,
        "place": stand.place,
        "start": stand.span.start,
        "end": stand.span.end,
        "minutes": stand.span.length // _MINUTE,
        "people": people,
    }
    return Finding(
        rule=NIGHT_ABOARD,
        severity=Severity.WARN,
        subject=leg.id,
        kind="leg",
        path="stops",
        message=(_AT if stand.is_stop else _AFTER).format(**facts),
        suggestion=_suggestion(plan, stand),
        where=plan.case.locus("leg", leg.id, "stops"),
        facts=facts_of(facts),
    )


_AT = Text(
    "班次 {leg} 夜间在 {place} 停 {minutes} 分钟（{start} 至 {end}），车上 {people} 人没有床位",
    "leg {leg} stands at {place} for {minutes} min of a night, {start} to {end}; {people} people aboard have no bed",
)
_AFTER = Text(
    "班次 {leg} 过 {place} 后夜间停 {minutes} 分钟（{start} 至 {end}），车上 {people} 人没有床位",
    "leg {leg} stands after {place} for {minutes} min of a night, {start} to {end}; {people} people aboard have no bed",
)


def _suggestion(plan: ReturnPlan, stand: _Stand) -> Text:
    """The lodgings at the place or in its town that a rule does not bar, or else to have one."""
    case = plan.case
    hubs = {place.id: place.hub for place in case.places}
    hub = hubs.get(stand.place, "")
    barred = {found.subject for found in plan.findings if found.kind == "lodging" and found.excludes}
    names = tuple(
        house.name
        for house in case.lodgings
        if (house.place == stand.place or (hub and hubs.get(house.place) == hub))
        and house.id not in barred
        and any(room.beds for room in house.rooms)
    )
    if names:
        return Text(
            "把班次在此分成两段，计划即在 {lodgings} 安排床位",
            "end the leg there and let another go on from there: the plan then seeks beds in {lodgings}",
        ).format(lodgings=names)
    return Text(
        "在有住宿点的地方过夜，把班次在那里分成两段；或更改时刻",
        "spend the night where there is a lodging and part the leg in two there, or choose other times",
    )
