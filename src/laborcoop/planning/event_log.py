"""What has happened to a plan since it was made: the events, and how ways ended before the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from attrs import field, frozen

from laborcoop.journey import Outcome, Stage
from laborcoop.journey.journey import JourneyEnd
from laborcoop.kernel.ids import ConvoyId, EmployerId, LegId, LodgingId, PlaceId, RoomId, WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.planning.events import Event, RoomOutOfService, TicketMismatch
from laborcoop.retention import Stay
from laborcoop.transfer.route import first_night


@frozen(kw_only=True)
class EventLog(Record):
    """What has happened to a plan since it was made.

    ``events`` are those that were taken, in their order; ``ends`` how ways ended before the gate; ``lists`` who ever
    had a way with a convoy: whoever changes the convoy is on two; ``moved`` who of them went over to another
    convoy, whatever became of them there; ``refused`` the employers that people do not want to work for any more;
    ``boarded`` who had boarded each leg by the last event: they are aboard, or were, whatever is planned again;
    ``stops`` where each of them had boarded, ride by ride; ``slept`` the nights that were over by then, in their beds;
    ``begun`` the night of everyone who had come to the house by then, or goes no further and was in the coach to it,
    in its bed: it is theirs, whatever is planned again, unless they go on before it is over;
    ``cut_off`` how long before their first leg leaves those who wait, or go on an earlier day than was planned, had to
    know at the last event; None where that was not kept.
    """

    events: tuple[Event, ...] = ()
    ends: Mapping[WorkerId, JourneyEnd] = field(factory=dict, repr=False, hash=False)
    lists: Mapping[ConvoyId, frozenset[WorkerId]] = field(factory=dict, repr=False, hash=False)
    moved: Mapping[ConvoyId, frozenset[WorkerId]] = field(factory=dict, repr=False, hash=False)
    refused: Mapping[WorkerId, frozenset[EmployerId]] = field(factory=dict, repr=False, hash=False)
    boarded: Mapping[LegId, frozenset[WorkerId]] = field(factory=dict, repr=False, hash=False)
    stops: Mapping[WorkerId, tuple[PlaceId, ...]] = field(factory=dict, repr=False, hash=False)
    slept: Mapping[WorkerId, tuple[Stay, ...]] = field(factory=dict, repr=False, hash=False)
    begun: Mapping[WorkerId, Stay] = field(factory=dict, repr=False, hash=False)
    cut_off: timedelta | None = None

    @property
    def now(self) -> datetime | None:
        """The moment of the last event; what was to happen by then has happened. None where there was none."""
        return self.events[-1].time if self.events else None

    def is_past(self, moment: datetime) -> bool:
        """Whether a moment of the plan has come."""
        return self.now is not None and instant(moment) <= instant(self.now)

    def closed(self) -> Iterator[tuple[LodgingId, RoomId, Period]]:
        """The rooms out of service, each with its nights: from the first whose small hours were still to come."""
        for event in self.events:
            if isinstance(event, RoomOutOfService):
                start = first_night(event.time)
                if event.until is None or event.until > start:
                    yield event.lodging, event.subject, Period(start, event.until)

    def not_on(self) -> Mapping[WorkerId, frozenset[LegId]]:
        """The legs that a person holds no right ticket for."""
        found: dict[WorkerId, frozenset[LegId]] = {}
        for event in self.events:
            if isinstance(event, TicketMismatch):
                legs = found.get(event.subject, frozenset())
                found[event.subject] = legs - {event.leg} if event.reissued else legs | {event.leg}
        return found


def lists_with(
    lists: Mapping[ConvoyId, frozenset[WorkerId]], outcomes: Iterable[Outcome[Any]]
) -> dict[ConvoyId, frozenset[WorkerId]]:
    """The lists of the convoys with everyone who now has a way: a seat, and all that comes after it."""
    stages = tuple(outcomes)
    left = {worker for outcome in stages for worker in outcome.left_out}
    seats = next(outcome for outcome in stages if outcome.stage is Stage.SEATS)
    found = dict(lists)
    for worker, route in seats.placed.items():
        if worker not in left:
            found[route.convoy] = found.get(route.convoy, frozenset()) | {worker}
    return dict(sorted(found.items()))
