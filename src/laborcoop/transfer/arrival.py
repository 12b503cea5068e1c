"""The list of arrivals that an employer's contact signs at the gate."""

from __future__ import annotations

from attrs import field, frozen

from laborcoop.employers import Employer
from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class GateList(Record):
    """The list of those who arrive at one employer's gate, for its contact to sign (TR-23).

    ``workers`` is how many are on it; ``signed`` whether it came back signed, None while it is only planned.

    Raises:
        InvalidValue: the number is negative.
    """

    employer: Employer
    workers: int = field()
    signed: bool | None = None

    @workers.validator
    def _check(self, _: object, value: int) -> None:
        if value < 0:
            raise InvalidValue(Text("人数不能为负数", "numbers of people are not negative"))
