"""The list of arrivals that an employer's contact signs at the gate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from laborcoop.employers import Employer
from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.moments import instant
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.transfer.handover import Handover


@frozen(kw_only=True)
class GateList(Record):
    """The list of those who arrive at one employer's gate, for its contact to sign (TR-23).

    ``workers`` is how many are on it; ``signed`` whether it came back signed, None while it is only planned.

    Raises:
        InvalidValue: ``workers`` is negative.
    """

    employer: Employer
    workers: int = field(validator=at_least(0, Text("人数不能为负数", "numbers of people must not be negative")))
    signed: bool | None = None

    @classmethod
    def of(cls, employer: Employer, handovers: Iterable[Handover], now: datetime) -> GateList:
        """The list of one employer at a moment: unsigned once somebody has arrived without a signature."""
        own = [handover for handover in handovers if handover.employer == employer.id]
        missing = [handover for handover in own if handover.signed_at is None]
        signed = None if missing else True
        if any(instant(handover.at) <= instant(now) for handover in missing):
            signed = False
        return cls(employer=employer, workers=len(own), signed=signed)
