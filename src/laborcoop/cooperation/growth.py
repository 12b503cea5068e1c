"""Growth from one period to the next: said of exact figures alone, and of like with like."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from attrs import frozen

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Figure, Qualifier
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_TENTH = Decimal("0.1")


@frozen(kw_only=True)
class Growth(Record):
    """The change between two exact counts of one unit, such as those of two years (同比).

    Raises:
        UnitMismatch: ``earlier`` and ``later`` are counted in different units.
    """

    earlier: Count
    later: Count

    def __attrs_post_init__(self) -> None:
        if self.earlier.unit is not self.later.unit:
            raise UnitMismatch(
                Text("同比的两个数要用同一单位", "growth must be of two figures of one unit"),
            )

    @classmethod
    def between(cls, earlier: Figure, later: Figure) -> Growth:
        """The growth between two published figures.

        Raises:
            InvalidValue: ``earlier`` or ``later`` is not exact: there is no rate from 近5000 to 超5000.
            UnitMismatch: their units differ.
        """
        if {earlier.qualifier, later.qualifier} != {Qualifier.EXACT}:
            raise InvalidValue(
                Text("近、超、约等概数不能计算增幅", "growth cannot be computed from figures that are not exact")
            )
        return cls(earlier=earlier.count, later=later.count)

    @property
    def change(self) -> int:
        """How many more there are; negative where there are fewer."""
        return self.later.value - self.earlier.value

    @property
    def per_cent(self) -> Decimal | None:
        """The change in per cent of the earlier, to one decimal; None where the earlier is nothing."""
        if not self.earlier.value:
            return None
        return (Decimal(self.change * 100) / self.earlier.value).quantize(_TENTH, ROUND_HALF_EVEN)

    def text(self) -> Text:
        """Both counts with the change between them."""
        share = Text("无从计算", "no rate") if self.per_cent is None else Text.same(f"{self.per_cent:+} %")
        return Text("{earlier} → {later}（{share}）", "{earlier} to {later} ({share})").format(
            earlier=self.earlier.text(), later=self.later.text(), share=share
        )
