"""Counts that carry their unit, and figures as they are published.

人 is not 人次: 1 000 receptions may be 700 persons. A `Count` adds to and compares with its own unit only.
A `Figure` is a count as somebody published it, with its qualifier: "近5000个次" is not 5 000.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from typing import Any

from attrs import field, frozen

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.display import words
from laborcoop.kernel.field_kinds import is_of_kind
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text, written


class Unit(Enum):
    """What is counted: the Chinese statistical units that a programme reports in."""

    PERSON = "person"
    PERSON_TIME = "person-time"
    EMPLOYER = "employer"
    EMPLOYER_TIME = "employer-time"
    POST = "post"
    POST_TIME = "post-time"
    FAIR = "fair"
    SQUAD = "squad"
    BATCH = "batch"
    SITE = "site"
    ROW = "row"
    TRIP = "trip"
    BED_NIGHT = "bed-night"
    AGREEMENT = "agreement"
    STAFF_DAY = "staff-day"
    VISIT = "visit"
    CASE = "case"
    CLAIM = "claim"
    PAYMENT = "payment"
    FEN = "fen"
    """Money, counted in whole fen so that sums are exact, and written in yuan."""

    @property
    def zh(self) -> str:
        """The measure word."""
        return _WORDS[self][0]

    def en(self, value: int) -> str:
        """The English noun, in the singular for one."""
        return _WORDS[self][1 if value == 1 else 2]

    def number(self, value: int) -> str:
        """The number as it is written before the measure word.

        >>> Unit.PERSON.number(997), Unit.FEN.number(100050)
        ('997', '1000.50')
        """
        return f"{written(value // 100)}.{value % 100:02}" if self is Unit.FEN else written(value)


_WORDS: dict[Unit, tuple[str, str, str]] = {
    Unit.PERSON: ("人", "person", "persons"),
    Unit.PERSON_TIME: ("人次", "person-time", "person-times"),
    Unit.EMPLOYER: ("家", "employer", "employers"),
    Unit.EMPLOYER_TIME: ("家次", "employer attendance", "employer attendances"),
    Unit.POST: ("个", "post", "posts"),
    Unit.POST_TIME: ("个次", "post-time", "post-times"),
    Unit.FAIR: ("场", "fair", "fairs"),
    Unit.SQUAD: ("支", "squad", "squads"),
    Unit.BATCH: ("批次", "batch", "batches"),
    Unit.SITE: ("个安置点", "site", "sites"),
    Unit.ROW: ("行", "row", "rows"),
    Unit.TRIP: ("趟次", "trip", "trips"),
    Unit.BED_NIGHT: ("床夜", "bed-night", "bed-nights"),
    Unit.AGREEMENT: ("份", "agreement", "agreements"),
    Unit.STAFF_DAY: ("人天", "staff day", "staff days"),
    Unit.VISIT: ("次走访", "visit", "visits"),
    Unit.CASE: ("件", "case", "cases"),
    Unit.CLAIM: ("笔", "claim", "claims"),
    Unit.PAYMENT: ("笔", "payment", "payments"),
    Unit.FEN: ("元", "yuan", "yuan"),
}


def _natural(_instance: object, _attribute: Any, value: int) -> None:  # noqa: ANN401 - attrs' validator protocol
    if not is_of_kind(value, int) or value < 0:
        raise InvalidValue(
            Text("计数必须是不小于零的整数", "a count must be a whole number, zero or more"),
        )


@frozen(order=False)
class Count(Record):
    """A whole number of something, exactly counted.

    >>> Count(400, Unit.PERSON) + Count(597, Unit.PERSON)
    Count(997, PERSON)

    Raises:
        InvalidValue: ``value`` is not a whole number of zero or more, or ``unit`` is not a `Unit`.
        UnitMismatch: counts of two units are added, subtracted or compared.
    """

    value: int = field(validator=_natural)
    unit: Unit

    def check_unit(self, other: Count) -> None:
        """Refuse a count of another unit.

        Raises:
            UnitMismatch: ``other`` is of another unit.
        """
        if self.unit is not other.unit:
            raise UnitMismatch(
                Text(
                    "{first} 与 {second} 是不同的统计单位，不能相加或比较",
                    "{first} and {second} are different units and cannot be added or compared",
                ).format(
                    first=Text(self.unit.zh, self.unit.en(2)),
                    second=Text(other.unit.zh, other.unit.en(2)),
                )
            )

    def __add__(self, other: Count) -> Count:
        if not isinstance(other, Count):
            return NotImplemented
        self.check_unit(other)
        return Count(self.value + other.value, self.unit)

    def __sub__(self, other: Count) -> Count:
        if not isinstance(other, Count):
            return NotImplemented
        self.check_unit(other)
        return Count(self.value - other.value, self.unit)

    def __lt__(self, other: Count) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        self.check_unit(other)
        return self.value < other.value

    def __le__(self, other: Count) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        self.check_unit(other)
        return self.value <= other.value

    def __gt__(self, other: Count) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        return other < self

    def __ge__(self, other: Count) -> bool:
        if not isinstance(other, Count):
            return NotImplemented
        return other <= self

    def text(self) -> Text:
        """The count with its measure word."""
        number = self.unit.number(self.value)
        return Text(f"{number} {self.unit.zh}", f"{number} {self.unit.en(self.value)}")

    def render(self, locale: Locale) -> str:
        """The count with its measure word in one language."""
        return self.text().render(locale)

    def __str__(self) -> str:
        return str(self.text())

    def __repr__(self) -> str:
        return f"Count({written(self.value)}, {self.unit.name})"

    def _repr_html_(self) -> str:
        """The count as a notebook shows it."""
        return words(self.text())


def money(yuan: Decimal) -> Count:
    """An amount in yuan as a count of fen; less than a fen is rounded, half to even.

    >>> str(money(Decimal("1000.50")))
    '1000.50 yuan / 1000.50 元'

    Raises:
        InvalidValue: the amount is negative.
    """
    return Count(int((yuan * 100).to_integral_value(ROUND_HALF_EVEN)), Unit.FEN)


class Qualifier(Enum):
    """How a published figure relates to the true count (共 近 超 以上 不足 约)."""

    EXACT = "exact"
    NEARLY = "nearly"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    FEWER_THAN = "fewer-than"
    ABOUT = "about"


_WORDING: dict[Qualifier, Text] = {
    Qualifier.EXACT: Text("共{count}", "{count} in all"),
    Qualifier.NEARLY: Text("近{count}", "nearly {count}"),
    Qualifier.MORE_THAN: Text("超{count}", "more than {count}"),
    Qualifier.AT_LEAST: Text("{count}以上", "{count} or more"),
    Qualifier.FEWER_THAN: Text("不足{count}", "fewer than {count}"),
    Qualifier.ABOUT: Text("约{count}", "about {count}"),
}


@frozen
class Figure(Record):
    """A count as published, with its qualifier. It holds or does not hold of a true count.

    >>> nearly = Figure(Count(5000, Unit.POST_TIME), Qualifier.NEARLY)
    >>> nearly.holds(Count(4980, Unit.POST_TIME)), nearly.holds(Count(5000, Unit.POST_TIME))
    (True, False)

    以上 includes its number (Civil Code, art. 1259); 超 excludes it, and so does 不足, which says no more; 近 is below
    it. How far below 近 may be, and
    how far off 约, is a convention: the share ``tolerance`` in per cent, 5 unless the caller says otherwise.

    Raises:
        InvalidValue: ``count`` is not a `Count`, or ``qualifier`` not a `Qualifier`.
    """

    count: Count
    qualifier: Qualifier = Qualifier.EXACT

    def holds(self, true: Count, tolerance: int = 5) -> bool:
        """Whether the published figure is right about the true count.

        Raises:
            UnitMismatch: ``true`` is of another unit.
        """
        said = self.count
        true.check_unit(said)
        within = abs(true.value - said.value) * 100 <= said.value * tolerance
        match self.qualifier:
            case Qualifier.EXACT:
                return true.value == said.value
            case Qualifier.NEARLY:
                return true < said and within
            case Qualifier.MORE_THAN:
                return true > said
            case Qualifier.AT_LEAST:
                return true >= said
            case Qualifier.FEWER_THAN:
                return true < said
            case _:
                return within

    def render(self, locale: Locale) -> str:
        """The figure as it is printed: the qualifier never falls away."""
        return _WORDING[self.qualifier].format(count=self.count.text()).render(locale)

    def __str__(self) -> str:
        return f"{self.render('en')} / {self.render('zh')}"

    def _repr_html_(self) -> str:
        """The figure as a notebook shows it: the qualifier stays."""
        return words(Text(self.render("zh"), self.render("en")))
