"""The legs that events put on are in the plan as these events say, but for what later events about them can change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import fields

from laborcoop.planning import events

if TYPE_CHECKING:
    from laborcoop.planning.events import Event
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.transfer import Leg, Stop

_TIMES = frozenset({"arrive", "depart", "stood"})
_CHANGES: Mapping[type, frozenset[str]] = {
    events.TripDelayed: _TIMES,
    events.TripRenumbered: frozenset({"train"}),
    events.VehicleBreakdown: _TIMES | {"vehicle"},
    events.VehicleSwap: frozenset({"vehicle"}),
    events.DriverOverHours: frozenset({"driver", "relieved"}),
    events.StopSkipped: frozenset({"boarding", "alighting"}),
}
"""The fields of a leg and of its stops that an event about it can change."""
_AT_A_NEW_END = frozenset({"depart", "driver", "boarding", "alighting"})
"""What is otherwise at the stop where a leg ends early."""


def not_put_on(plan: ReturnPlan) -> Iterator[Event]:
    """Events of which the convoy lacks a leg that they say is put on, or has it otherwise."""
    for number, event in enumerate(plan.log.events):
        for leg in event.instead if isinstance(event, (events.TripCancelled, events.VehicleBreakdown)) else ():
            own = ({one.id: one for one in convoy.legs} for convoy in plan.case.convoys)
            found = next((legs.get(leg.id) for legs in own if event.subject in legs), None)
            later = [one for one in plan.log.events[number:] if leg.id in _legs_of(one)]
            if found is None or (found != leg and _is_another(found, leg, later)):
                yield event


def _legs_of(event: Event) -> Collection[str]:
    match event:
        case events.DriverOverHours():
            return {event.leg}
        case events.TripDelayed():
            return {event.subject, *event.held_legs}
        case _:
            return {event.subject} if type(event) in _CHANGES else ()


def _is_another(found: Leg, said: Leg, later: Collection[Event]) -> bool:
    """Whether a leg is otherwise than is said in what no later event about it can have changed."""
    free = frozenset(name for event in later for name in _CHANGES[type(event)])
    stops = said.stops
    if len(found.stops) < len(stops) and any(_ends(event) for event in later):
        stops = stops[: len(found.stops)]
        at_end = free | _AT_A_NEW_END
    else:
        at_end = free
    return (
        _held(found, free | {"stops"}) != _held(said, free | {"stops"})
        or [_held(stop, free) for stop in found.stops[:-1]] != [_held(stop, free) for stop in stops[:-1]]
        or _held(found.stops[-1], at_end) != _held(stops[-1], at_end)
    )


def _ends(event: Event) -> bool:
    """Whether a leg under way ends at its next stop by it."""
    match event:
        case events.VehicleBreakdown(replacement=None) | events.DriverOverHours(relief=None):
            return True
        case _:
            return False


def _held(record: Leg | Stop, free: Collection[str]) -> dict[str, Any]:
    """The fields of a record but for those that may be otherwise."""
    return {one.name: getattr(record, one.name) for one in fields(type(record)) if one.init and one.name not in free}
