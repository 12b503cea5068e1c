"""The hand-over at the gate, and the sums that must come out."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.errors import InvalidValue
from laborcoop.journey.moments import has_zone
from laborcoop.kernel.ids import EmployerId, PlaceId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Handover(Record):
    """A worker is handed over to the employer at its gate; ``signed_at`` once the contact has signed (TR-23).

    Raises:
        InvalidValue: a time without a zone.
    """

    worker: WorkerId
    employer: EmployerId
    gate: PlaceId
    at: datetime = field(validator=has_zone)
    signed_at: datetime | None = field(default=None, validator=optional(has_zone))


@frozen(kw_only=True)
class Reconciliation(Record):
    """What became of everyone registered for a convoy, in persons (TR-24).

    Raises:
        InvalidValue: a number is negative.
    """

    registered: int
    boarded: int
    no_show: int = 0
    withdrawn: int = 0
    moved: int = 0
    handed_over: int
    alighted_early: int = 0
    hospital: int = 0
    missing: int = 0

    def __attrs_post_init__(self) -> None:
        numbers = (
            self.registered,
            self.boarded,
            self.no_show,
            self.withdrawn,
            self.moved,
            self.handed_over,
            self.alighted_early,
            self.hospital,
            self.missing,
        )
        if min(numbers) < 0:
            raise InvalidValue(Text("人数不能为负数", "numbers of people are not negative"))
