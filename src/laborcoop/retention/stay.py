"""A stay: one worker in one bed for a period of nights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import LodgingId, RoomId, WorkerId
from laborcoop.kernel.lifecycle import WithLifecycle, check_reason
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.stay_status import STAY_LIFECYCLE, StayStatus


@frozen(kw_only=True)
class Stay(Record, WithLifecycle[StayStatus, date]):
    """One person, one bed, for half-open days: out on the 7th and in on the 7th do not meet (AC-05).

    ``period`` is what is booked; the days after it say what happened, each None where it has not, and ``held`` what of
    the period the bed is kept. A worker moves in on a day of the period and out by its end: a longer stay is a longer
    period.

    Raises:
        IllegalTransition: the days are in an order that `STAY_LIFECYCLE` does not allow.
        InvalidValue: ``period`` has no end, the worker moves in or out outside it, or a cancellation has no reason.
    """

    worker: WorkerId
    lodging: LodgingId
    room: RoomId
    bed: int
    period: Period
    booked_on: date | None = None
    checked_in_on: date | None = None
    checked_out_on: date | None = None
    cancelled_on: date | None = None
    cancel_reason: str = ""

    lifecycle = STAY_LIFECYCLE

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_reason(self.cancelled_on, self.cancel_reason)
        if self.period.end is None:
            raise InvalidValue(Text("住宿必须有离开日期", "a stay must have a day on which it ends"))
        late = self.checked_out_on is not None and self.checked_out_on > self.period.end
        if late or (self.checked_in_on is not None and self.checked_in_on not in self.period):
            raise InvalidValue(
                Text("入住和退房应在预订的时期内", "a worker must move in and out within the period that is booked")
            )

    @property
    def held(self) -> Period | None:
        """The days on which the bed is held: those booked, up to the one on which the worker left before the end.

        None where no night is: the stay was cancelled, or the worker left on the first day.
        """
        until = self.checked_out_on or self.period.end
        none = self.cancelled_on is not None or until is None or until <= self.period.start
        if none:
            return None
        return self.period if until == self.period.end else Period(self.period.start, until)

    def nights(self) -> Iterator[date]:
        """The day on which each night begins that the bed is held (AC-05)."""
        held = self.held
        return iter(()) if held is None else held.days()

    def _recorded(self) -> Iterator[tuple[StayStatus, date | None]]:
        yield StayStatus.BOOKED, self.booked_on
        yield StayStatus.CHECKED_IN, self.checked_in_on
        yield StayStatus.CHECKED_OUT, self.checked_out_on
        yield StayStatus.CANCELLED, self.cancelled_on

    def check_in(self, on: date) -> Stay:
        """The stay, the worker moved in on a day.

        Raises:
            IllegalTransition: as every step below: the lifecycle does not allow it on that day.
            InvalidValue: ``on`` lies outside the period.
        """
        return self._after(StayStatus.CHECKED_IN, on, checked_in_on=on)

    def check_out(self, on: date) -> Stay:
        """The stay, the worker gone on a day.

        Raises:
            InvalidValue: ``on`` lies after the end of the period.
        """
        return self._after(StayStatus.CHECKED_OUT, on, checked_out_on=on)

    def cancel(self, on: date, reason: str) -> Stay:
        """The stay, called off before anybody moved in, for a reason."""
        return self._after(StayStatus.CANCELLED, on, cancelled_on=on, cancel_reason=reason)
