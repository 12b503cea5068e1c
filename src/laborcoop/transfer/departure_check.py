"""What is looked at before a vehicle leaves."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Leg


class VehicleBody(Enum):
    """What a road vehicle is built to carry."""

    PASSENGERS = "passengers"
    GOODS = "goods"


@frozen(kw_only=True)
class DepartureCheck(Record):
    """The checklist of one coach before it leaves (TR-13, TR-32, TR-33). None: not recorded.

    ``riders`` are the people carried besides the crew. The carrier's liability insurance runs from ``insured_from`` to
    ``insured_until`` (included).

    Raises:
        InvalidValue: ``riders`` is negative, or only one of ``insured_from`` and ``insured_until`` is given.
    """

    leg: Leg
    riders: int = field(validator=at_least(0, Text("人数不能为负数", "numbers of people must not be negative")))
    body: VehicleBody | None = None
    emergency_plan: bool | None = None
    seat_belts: bool | None = None
    certificate_aboard: bool | None = None
    insured_from: date | None = None
    insured_until: date | None = None

    def __attrs_post_init__(self) -> None:
        if (self.insured_from is None) != (self.insured_until is None):
            raise InvalidValue(Text("保险起止日期要同时写明", "an insurance must have both its first and its last day"))

    @property
    def insured(self) -> bool | None:
        """Whether the insurance covers every day of the leg; None where none is recorded."""
        if self.insured_from is None or self.insured_until is None:
            return None
        return self.insured_from <= self.leg.depart.date() and self.leg.arrive.date() <= self.insured_until
