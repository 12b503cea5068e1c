"""A notification: who is told what, about whom, and for which events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from attrs import frozen

from laborcoop.kernel.ids import EventId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.events import (
    Event,
    StopSkipped,
    TripCancelled,
    TripDelayed,
    TripRenumbered,
    VehicleBreakdown,
    VehicleSwap,
)
from laborcoop.transfer import Leg


class Audience(Enum):
    """Who must be told; a leg without drivers of the programme's, such as a train, has its captain.

    The captain of a coach is told of minors without an adult, and of a rule that the coach breaks on its way.
    """

    WORKER = "worker"
    EMPLOYER = "employer"
    DRIVER = "driver"
    CAPTAIN = "captain"
    LODGING = "lodging"


@frozen(kw_only=True)
class Notification(Record):
    """What somebody must be told (通知): about whom, what, and for which events.

    People stand in it by their ids, and never by name.
    """

    audience: Audience
    recipient: str
    about: tuple[WorkerId, ...] = ()
    text: Text
    events: tuple[EventId, ...] = ()


Because = Mapping[WorkerId, EventId]
Touching = Mapping[str, tuple[EventId, ...]]
People = frozenset[WorkerId]


def told(
    audience: Audience, recipient: str, about: Iterable[WorkerId], text: Text, events: Iterable[EventId | None]
) -> Notification:
    """A notification that names each event once."""
    return Notification(
        audience=audience,
        recipient=recipient,
        about=tuple(about),
        text=text,
        events=tuple(dict.fromkeys(event for event in events if event)),
    )


def touching_events(events: Iterable[Event]) -> Mapping[str, tuple[EventId, ...]]:
    """The events by the legs that they name; a room or a person may have the id of a leg."""
    found: dict[str, list[EventId]] = defaultdict(list)
    for event in events:
        subject = event.subject if isinstance(event, _OF_A_LEG) else None
        put_on = (leg.id for leg in getattr(event, "instead", ()))
        named = (subject, getattr(event, "leg", None), *getattr(event, "held_legs", ()), *put_on)
        for name in dict.fromkeys(one for one in named if one):
            found[name].append(event.id)
    return {name: tuple(ids) for name, ids in found.items()}


_OF_A_LEG = (TripCancelled, TripDelayed, TripRenumbered, VehicleBreakdown, VehicleSwap, StopSkipped)


def name_of(leg: Leg) -> str:
    """A leg by its id, and by its train number where it has one."""
    return f"{leg.id} ({leg.train})" if leg.train else str(leg.id)
