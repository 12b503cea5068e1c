"""The hand-over at the gate, and the sums that must come out."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.journey.moments import has_zone
from laborcoop.kernel.bounds import at_least
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


_PEOPLE = at_least(0, Text("人数不能为负数", "numbers of people are not negative"))


@frozen(kw_only=True)
class Reconciliation(Record):
    """What became of everyone registered for a convoy, in persons (TR-24).

    Raises:
        InvalidValue: a number is negative.
    """

    registered: int = field(validator=_PEOPLE)
    boarded: int = field(validator=_PEOPLE)
    no_show: int = field(default=0, validator=_PEOPLE)
    withdrawn: int = field(default=0, validator=_PEOPLE)
    moved: int = field(default=0, validator=_PEOPLE)
    handed_over: int = field(validator=_PEOPLE)
    alighted_early: int = field(default=0, validator=_PEOPLE)
    hospital: int = field(default=0, validator=_PEOPLE)
    missing: int = field(default=0, validator=_PEOPLE)
