"""A pair of regions (结对关系) and the agreements between them."""

from __future__ import annotations

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


@frozen(kw_only=True)
class Pairing(Record):
    """A sending and a receiving region, paired for a period; pairings change over time.

    Raises:
        InvalidValue: a region is paired with itself.
    """

    sending: DivisionCode
    receiving: DivisionCode
    period: Period

    def __attrs_post_init__(self) -> None:
        if self.sending == self.receiving:
            raise InvalidValue(Text("输出地与输入地不能相同", "a region is not paired with itself"))


@frozen(kw_only=True)
class Agreement(Record):
    """A document between the receiving side and one county (《劳务工作站合作协议书》), in force for a period."""

    title: Text
    county: DivisionCode
    period: Period
