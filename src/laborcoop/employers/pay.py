"""What a post pays: yuan a month, from and to."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_TOO_MUCH = Decimal(10**9)
_FEN = 2


@frozen
class WageRange(Record):
    """A monthly wage in yuan (CNY), from ``low`` to ``high``; both the same where one figure is offered.

    >>> str(WageRange(Decimal(4500), Decimal(6000)))
    '4500-6000'

    Raises:
        InvalidValue: ``low`` or ``high`` is not above zero, not finite, a billion or more, or finer than a fen; or
            ``high`` is below ``low``.
    """

    low: Decimal = field(validator=AMOUNT)
    high: Decimal = field(validator=AMOUNT)

    def __attrs_post_init__(self) -> None:
        if not 0 < self.low <= self.high < _TOO_MUCH:
            raise InvalidValue(
                Text(
                    "月工资应为正数，不到十亿元，且上限不低于下限",
                    "a monthly wage must be above zero and under a billion, and its upper figure not below the lower",
                )
            )
        if any(figure != round(figure, _FEN) for figure in (self.low, self.high)):
            raise InvalidValue(Text("月工资最多写到分", "a monthly wage cannot be finer than a fen"))

    def __str__(self) -> str:
        return f"{self.low:f}" if self.low == self.high else f"{self.low:f}-{self.high:f}"
