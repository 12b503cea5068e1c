"""Shares and averages of counts: a part of a whole in one unit, and an average over a unit that makes sense.

45 attendances at 16 fairs are 2.8 employers to a fair. 2 369 persons of 5 000 post-times are nothing: a person is no
part of a post offered several times, and such a quotient is refused.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from attrs import frozen

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text

_TENTH = Decimal("0.1")

_OVER = frozenset(
    {
        (Unit.EMPLOYER_TIME, Unit.FAIR),
        (Unit.EMPLOYER_TIME, Unit.EMPLOYER),
        (Unit.POST_TIME, Unit.FAIR),
        (Unit.POST_TIME, Unit.EMPLOYER_TIME),
        (Unit.POST, Unit.EMPLOYER),
        (Unit.PERSON, Unit.SQUAD),
        (Unit.PERSON, Unit.SITE),
        (Unit.PERSON, Unit.BATCH),
        (Unit.PERSON, Unit.TRIP),
        (Unit.PERSON, Unit.EMPLOYER),
        (Unit.PERSON_TIME, Unit.PERSON),
        (Unit.PERSON_TIME, Unit.FAIR),
        (Unit.BED_NIGHT, Unit.PERSON),
        (Unit.TRIP, Unit.BATCH),
        (Unit.ROW, Unit.PERSON),
    }
)
"""What may be averaged over what: each of the first belongs to one of the second."""


@frozen
class Share(Record):
    """A part of a whole, both counted in one unit (覆盖率).

    >>> print(Share(Count(997, Unit.PERSON), Count(1036, Unit.PERSON)))
    997 of 1036 persons (96.2 %)

    Raises:
        UnitMismatch: the part is counted in another unit than the whole.
        InvalidValue: the part is more than the whole.
    """

    part: Count
    whole: Count

    def __attrs_post_init__(self) -> None:
        if self.part > self.whole:
            raise InvalidValue(
                Text("部分 {part} 多于总数 {whole}", "the part of {part} is more than the whole of {whole}").format(
                    part=self.part.text(), whole=self.whole.text()
                )
            )

    @property
    def is_full(self) -> bool:
        """Whether nothing of the whole is missing."""
        return self.part == self.whole

    @property
    def per_cent(self) -> Decimal | None:
        """The share in per cent to one decimal, rounded half to even; only all of it is 100.0, and only none 0.0.

        None of a whole of nothing.
        """
        if not self.whole.value:
            return None
        rounded = (Decimal(self.part.value * 100) / self.whole.value).quantize(_TENTH, ROUND_HALF_EVEN)
        if self.is_full or not self.part.value:
            return rounded
        return min(max(rounded, _TENTH), 100 - _TENTH)

    def text(self) -> Text:
        """Both numbers, and the share: a share without its numbers hides how few they are."""
        shown = Text("无", "none") if self.per_cent is None else Text.same(f"{self.per_cent} %")
        unit = self.whole.unit
        return Text("{part}/{whole} {zh}（{share}）", "{part} of {whole} {en} ({share})").format(
            part=unit.number(self.part.value),
            whole=unit.number(self.whole.value),
            zh=unit.zh,
            en=unit.en(self.whole.value),
            share=shown,
        )

    def render(self, locale: Locale) -> str:
        """Both numbers and the share in one language."""
        return self.text().render(locale)

    def __str__(self) -> str:
        return self.render("en")


@frozen
class Average(Record):
    """How many of one unit come to one of another.

    >>> print(Average(Count(45, Unit.EMPLOYER_TIME), Count(16, Unit.FAIR)))
    2.8 employer attendances / fair

    Raises:
        UnitMismatch: the one unit does not belong to the other, so that the quotient says nothing.
        InvalidValue: it is taken over nothing.
    """

    total: Count
    over: Count

    def __attrs_post_init__(self) -> None:
        if (self.total.unit, self.over.unit) not in _OVER:
            raise UnitMismatch(
                Text(
                    "“{total}”除以“{over}”没有统计意义，不计算平均数",
                    "{total} over {over} says nothing: no average is made of them",
                ).format(
                    total=Text(self.total.unit.zh, self.total.unit.en(2)),
                    over=Text(self.over.unit.zh, self.over.unit.en(2)),
                )
            )
        if not self.over.value:
            raise InvalidValue(Text("平均数的分母不能为零", "an average must be taken over one or more"))

    @property
    def value(self) -> Decimal:
        """The average to one decimal, rounded half to even."""
        return (Decimal(self.total.value) / self.over.value).quantize(_TENTH, ROUND_HALF_EVEN)

    def text(self) -> Text:
        """The average with both units."""
        return Text("{value} {total}/{over}", "{value} {total_en} / {over_en}").format(
            value=self.value,
            total=self.total.unit.zh,
            over=self.over.unit.zh,
            total_en=self.total.unit.en(2),
            over_en=self.over.unit.en(1),
        )

    def render(self, locale: Locale) -> str:
        """The average with both units in one language."""
        return self.text().render(locale)

    def __str__(self) -> str:
        return self.render("en")
