"""Working time: days and hours on record, the calendar of a year, annual leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT, YEAR, at_least
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MIDNIGHT = Decimal(24)


class DayKind(Enum):
    """What a day was for the worker: overtime is paid by it (劳动法, art. 44)."""

    WORKDAY = "workday"
    REST_DAY = "rest-day"
    HOLIDAY = "holiday"

    @property
    def label(self) -> Text:
        """The kind as a sentence names it."""
        return _KINDS[self]


_KINDS = {
    DayKind.WORKDAY: Text("工作日", "workday"),
    DayKind.REST_DAY: Text("休息日", "rest day"),
    DayKind.HOLIDAY: Text("法定休假日", "statutory holiday"),
}


class HoursSystem(Enum):
    """How working time is reckoned: the standard, or another by national rules or with approval."""

    STANDARD = "standard"
    AVERAGED = "averaged"
    FLEXIBLE = "flexible"


@frozen(kw_only=True)
class WorkDay(Record):
    """A day on which somebody worked: ``hours`` in all, of which ``overtime`` beyond the regular ones.

    On a rest day or holiday all hours are beyond the regular ones, unless a rest day is given back (``in_lieu``).
    ``special_reason`` stands for more than the usual hour of overtime, ``urgent`` for an emergency or urgent repair
    (劳动法, art. 42).

    Raises:
        InvalidValue: negative hours, more than 24, or more overtime than hours.
    """

    on: date
    hours: Decimal = field(validator=AMOUNT)
    overtime: Decimal = field(default=Decimal(0), validator=AMOUNT)
    kind: DayKind = DayKind.WORKDAY
    special_reason: bool = False
    urgent: bool = False
    in_lieu: bool = False

    def __attrs_post_init__(self) -> None:
        if not self.overtime <= self.hours <= _MIDNIGHT:
            raise InvalidValue(
                Text(
                    "一天的工时在 0 到 24 小时之间，其中加班不多于工时",
                    "a day must have 0 to 24 hours, and cannot have more overtime than hours",
                )
            )

    @property
    def regular(self) -> Decimal:
        """The hours of a workday without overtime."""
        return self.hours - self.overtime if self.kind is DayKind.WORKDAY else Decimal(0)

    @property
    def off_day_hours(self) -> Decimal:
        """The hours of a holiday, or of a rest day that is not given back."""
        given_back = self.kind is DayKind.REST_DAY and self.in_lieu
        return Decimal(0) if self.kind is DayKind.WORKDAY or given_back else self.hours


def _in_order(days: Iterable[WorkDay]) -> tuple[WorkDay, ...]:
    return tuple(sorted(days, key=lambda day: day.on))


@frozen(kw_only=True)
class TimeSheet(Record):
    """A worker's days from ``first`` to ``last``, both included; a day that is not listed was not worked.

    ``approved`` says that another system than the standard one has its approval; ``overtime_talks`` that union and
    worker were asked about overtime, None where nobody wrote it down.

    Raises:
        InvalidValue: the last day is before the first, a day lies outside or is listed twice.
    """

    worker: WorkerId
    employer: EmployerId
    division: DivisionCode
    first: date
    last: date
    days: tuple[WorkDay, ...] = field(converter=_in_order)
    system: HoursSystem = HoursSystem.STANDARD
    approved: bool = False
    overtime_talks: bool | None = None

    def __attrs_post_init__(self) -> None:
        listed = [day.on for day in self.days]
        outside = any(not self.first <= on <= self.last for on in listed)
        if self.last < self.first or outside or len(set(listed)) < len(listed):
            raise InvalidValue(
                Text(
                    "工时记录的每一天应在起止日之间，只登记一次",
                    "each day of a time sheet must lie between its first and last, and be listed once",
                )
            )

    def weeks(self) -> Iterator[tuple[date, tuple[WorkDay, ...]]]:
        """The calendar weeks, by their Monday, with the days worked in them; the first and last may be cut off."""
        monday = self.first - self.first.weekday() * _DAY
        while monday <= self.last:
            yield monday, tuple(day for day in self.days if monday <= day.on < monday + _WEEK)
            monday += _WEEK

    def months(self) -> Iterator[tuple[str, tuple[WorkDay, ...]]]:
        """The calendar months (``2023-02``) in which days were worked, with those days."""
        for month in sorted({f"{day.on:%Y-%m}" for day in self.days}):
            yield month, tuple(day for day in self.days if f"{day.on:%Y-%m}" == month)


@frozen(kw_only=True)
class YearPlan(Record):
    """What an employer plans for a year: days of work, statutory holidays, average workdays a month (HP-11)."""

    employer: EmployerId
    division: DivisionCode
    year: int = field(validator=YEAR)
    workdays: int | None = None
    holidays: int | None = None
    workdays_per_month: Decimal | None = field(default=None, validator=AMOUNT)


_NATURAL = at_least(0, Text("年数和天数不能为负数", "years and days must not be negative"))


@frozen(kw_only=True)
class AnnualLeave(Record):
    """Paid annual leave on a day: since when the worker has worked without a break, and what is granted (HP-14).

    ``continuous_since`` is the first day of the unbroken work, with whichever employer; ``total_years`` are completed
    years of work in all; ``granted`` days a year; ``not_entitled`` one of the cases of art. 4 of the regulations.

    Raises:
        InvalidValue: a negative number.
    """

    worker: WorkerId
    division: DivisionCode
    on: date
    continuous_since: date
    total_years: int = field(validator=_NATURAL)
    granted: int = field(validator=_NATURAL)
    not_entitled: bool = False
