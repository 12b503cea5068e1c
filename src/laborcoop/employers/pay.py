"""What a post pays: yuan a month, from and to."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen
class WageRange(Record):
    """A monthly wage in yuan (CNY), from ``low`` to ``high``; both the same where one figure is offered.

    >>> str(WageRange(Decimal(4500), Decimal(6000)))
    '4500-6000'

    Raises:
        InvalidValue: not above zero, not finite, or the upper figure below the lower.
    """

    low: Decimal
    high: Decimal

    def __attrs_post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite() and 0 < self.low <= self.high):
            raise InvalidValue(
                Text(
                    "月工资应为正数，且上限不低于下限",
                    "a monthly wage is above zero, and its upper figure not below the lower",
                )
            )

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"
