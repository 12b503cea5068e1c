"""What is about to happen to a worker, as the rules ask about it: a journey, a hire, a brokering."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.people.worker import Worker


@frozen
class Traveller(Record):
    """A worker who is to show the identity card on a day (ID-13)."""

    worker: Worker
    travels_on: date


@frozen(kw_only=True)
class Hire(Record):
    """A worker who is to be taken on: the first working day, and the day of signing where it is known (WK-01)."""

    worker: Worker
    first_day: date
    signed_on: date | None = None

    @property
    def counts_on(self) -> date:
        """The day on which the age counts: the earlier of signing and the first working day."""
        return min(self.first_day, self.signed_on or self.first_day)


@frozen
class Brokering(Record):
    """A worker for whom somebody finds, recommends or arranges a post on a day (WK-02)."""

    worker: Worker
    on: date
