"""What was done against an epidemic: the health check before boarding, and the seats kept free."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from laborcoop.kernel.bounds import AMOUNT, at_least
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import has_zone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg


class RiskLevel(Enum):
    """How dangerous the epidemic was held to be at a place."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@frozen(kw_only=True)
class HealthCheck(Record):
    """One person's check before boarding a leg (TR-20); ``at`` is None where there was none.

    ``passed`` is the verdict of whoever checked, by the standard of the day; ``temperature`` in degrees Celsius and
    ``oxygen`` (SpO₂) in per cent are what was measured. What was found is never shown.

    Raises:
        InvalidValue: ``at`` has no zone.
    """

    worker: WorkerId
    leg: Leg
    at: datetime | None = field(default=None, validator=optional(has_zone))
    passed: bool | None = field(default=None, repr=False)
    temperature: Decimal | None = field(default=None, repr=False, validator=AMOUNT)
    oxygen: Decimal | None = field(default=None, repr=False, validator=AMOUNT)


_NATURAL = at_least(0, Text("人数和座位数不能为负数", "numbers of people and seats must not be negative"))


@frozen(kw_only=True)
class Precautions(Record):
    """A vehicle's precautions on one leg (TR-21, TR-22).

    ``riders`` are the passengers; ``risk`` the level where levels are told apart; ``rear_rows_free`` whether the rear
    two rows of a coach are kept for isolation; ``isolation_seats`` how many seats of a train are. None: not recorded.

    Raises:
        InvalidValue: ``riders`` or ``isolation_seats`` is negative.
    """

    leg: Leg
    riders: int = field(validator=_NATURAL)
    risk: RiskLevel | None = None
    rear_rows_free: bool | None = None
    isolation_seats: int | None = field(default=None, validator=_NATURAL)
