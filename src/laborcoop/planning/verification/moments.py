"""What had come by the last event: the log holds the events, and all else follows from their times."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from laborcoop.planning.events import RoomOutOfService, TicketMismatch

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from laborcoop.kernel.ids import LegId, LodgingId, RoomId, WorkerId
    from laborcoop.planning.event_log import EventLog

_NIGHT_IS_SLEPT = time(3)
"""A night counts as slept once its small hours have come."""

_TO_GO_TO_BED = 3600
"""In seconds."""


def has_come(log: EventLog, moment: datetime) -> bool:
    """Whether a moment of a plan had come by the last event."""
    return any(moment.timestamp() <= event.time.timestamp() for event in log.events[-1:])


def small_hours(night: date, zone: tzinfo | None) -> datetime:
    """The moment at which a night, named by its evening, counts as slept."""
    return datetime.combine(night + timedelta(days=1), _NIGHT_IS_SLEPT, zone)


def evening(moment: datetime) -> date:
    """The evening of the first night that is not slept yet at a moment."""
    return moment.date() - timedelta(days=moment.time() <= _NIGHT_IS_SLEPT)


def is_too_short(since: datetime, until: datetime) -> bool:
    """Whether a wait is too short for anybody to go to bed."""
    return until.timestamp() - since.timestamp() < _TO_GO_TO_BED


def is_over(log: EventLog, night: date) -> bool:
    """Whether a night was over before the last event."""
    return any(small_hours(night, event.time.tzinfo) < event.time for event in log.events[-1:])


def closed_by(log: EventLog, lodging: LodgingId, room: RoomId, night: date) -> bool:
    """Whether an event has closed a room for a night that was not over then."""
    return any(
        isinstance(event, RoomOutOfService)
        and (event.lodging, event.subject) == (lodging, room)
        and small_hours(night, event.time.tzinfo) >= event.time
        and (event.until is None or night < event.until)
        for event in log.events
    )


def without_ticket(log: EventLog) -> frozenset[tuple[WorkerId, LegId]]:
    """Who cannot take which leg: the ticket for it was found wrong last, and not made anew."""
    last = {(event.subject, event.leg): event for event in log.events if isinstance(event, TicketMismatch)}
    return frozenset(key for key, event in last.items() if not event.reissued)
