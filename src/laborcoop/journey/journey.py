"""A worker's journey with a convoy as it really went, from the home door to the factory gate (F035)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from attrs import field, frozen

from laborcoop.journey.journey_status import JOURNEY_LIFECYCLE, JourneyStatus
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.lifecycle import WithLifecycle
from laborcoop.kernel.record import Record


class EarlyEnd(Enum):
    """How a journey ended before the gate; the values are those of the statuses (TR-24)."""

    NO_SHOW = "no-show"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    ALIGHTED_EARLY = "alighted-early"
    HOSPITAL = "hospital"
    MISSING = "missing"

    @property
    def status(self) -> JourneyStatus:
        """The status that it leads to."""
        return JourneyStatus[self.name]


@frozen(kw_only=True)
class JourneyEnd(Record):
    """How and when a journey ended before the gate, and why, as far as that is known.

    How it ended may tell of a person's health: neither it nor the reason is shown.
    """

    at: datetime
    how: EarlyEnd = field(repr=False)
    reason: str = field(default="", repr=False)


@frozen(kw_only=True)
class Journey(Record, WithLifecycle[JourneyStatus, datetime]):
    """One worker's way with one convoy; each moment is None while it has not come.

    Raises:
        IllegalTransition: the moments are in an order that `JOURNEY_LIFECYCLE` does not allow.
        InvalidValue: a moment has no zone.
    """

    worker: WorkerId
    convoy: ConvoyId
    registered_at: datetime
    left_home_at: datetime | None = None
    boarded_at: datetime | None = None
    arrived_at: datetime | None = None
    received_at: datetime | None = None
    entered_factory_at: datetime | None = None
    end: JourneyEnd | None = field(default=None, repr=False)

    lifecycle = JOURNEY_LIFECYCLE

    def _recorded(self) -> Iterator[tuple[JourneyStatus, datetime | None]]:
        yield JourneyStatus.REGISTERED, self.registered_at
        yield JourneyStatus.LEFT_HOME, self.left_home_at
        yield JourneyStatus.BOARDED, self.boarded_at
        yield JourneyStatus.ARRIVED, self.arrived_at
        yield JourneyStatus.RECEIVED, self.received_at
        yield JourneyStatus.ENTERED_FACTORY, self.entered_factory_at
        if self.end is not None:
            yield self.end.how.status, self.end.at

    def leave_home(self, at: datetime) -> Journey:
        """The worker left the home door.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it at that moment.
        """
        return self._after(JourneyStatus.LEFT_HOME, at, left_home_at=at)

    def board(self, at: datetime) -> Journey:
        """The worker boarded the first vehicle of the convoy."""
        return self._after(JourneyStatus.BOARDED, at, boarded_at=at)

    def arrive(self, at: datetime) -> Journey:
        """The worker arrived in the receiving region."""
        return self._after(JourneyStatus.ARRIVED, at, arrived_at=at)

    def receive(self, at: datetime) -> Journey:
        """The receiving side met the worker."""
        return self._after(JourneyStatus.RECEIVED, at, received_at=at)

    def enter_factory(self, at: datetime) -> Journey:
        """The worker was handed over at the employer's gate."""
        return self._after(JourneyStatus.ENTERED_FACTORY, at, entered_factory_at=at)

    def end_early(self, how: EarlyEnd, at: datetime, reason: str = "") -> Journey:
        """The journey ended before the gate."""
        return self._after(how.status, at, end=JourneyEnd(how=how, at=at, reason=reason))
