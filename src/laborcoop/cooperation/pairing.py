"""A pair of regions (结对关系) and the agreements between them."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Side(Enum):
    """The two sides of a pairing."""

    SENDING = "sending"
    RECEIVING = "receiving"


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

    def side(self, division: DivisionCode) -> Side | None:
        """On which side a division lies; None for one of neither region."""
        if division.within(self.sending):
            return Side.SENDING
        return Side.RECEIVING if division.within(self.receiving) else None


@frozen(kw_only=True)
class Agreement(Record):
    """A document between the receiving side and one county (《劳务工作站合作协议书》), in force for a period.

    Each county signs its own (分别签订). ``receiving`` is the region of the other party and ``signed_on`` the day of
    signing; None where not recorded.

    Raises:
        InvalidValue: the county lies in the receiving region: one side has signed with itself.
    """

    title: Text
    county: DivisionCode
    period: Period
    receiving: DivisionCode | None = None
    signed_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.receiving is not None and self.county.within(self.receiving):
            raise InvalidValue(Text("协议的两方不能在同一地区", "an agreement is between two regions"))

    @property
    def parties(self) -> tuple[DivisionCode, ...]:
        """Who signed: the receiving region where it is recorded, and the county."""
        return (self.county,) if self.receiving is None else (self.receiving, self.county)
