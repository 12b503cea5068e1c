"""How long a contract and its probation run, by calendar months.

A number of months after a day ends on the day of the same number, or on the last day of a month that has none; the
day on which it begins is not counted (民法典 arts 201 and 202). A term written with its first and last day includes
both, as the parties agreed (art. 204): 7 February to 6 February of the next year is a whole year, a day less is none.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from attrs import frozen
from dateutil.relativedelta import relativedelta

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_DAY = timedelta(days=1)


def _beyond() -> InvalidValue:
    return InvalidValue(Text("期限超出了日历的范围", "the calendar does not reach that far"))


def months_after(day: date, months: int) -> date:
    """The last day of a period of months that begins on ``day``, which is not counted.

    >>> months_after(date(2023, 1, 31), 1)
    datetime.date(2023, 2, 28)

    Raises:
        InvalidValue: the calendar does not reach that far.
    """
    with suppress(ValueError, OverflowError):
        return day + relativedelta(months=months)
    raise _beyond()


@frozen
class Duration(Record):
    """A length as contracts write it: months, and days beyond them.

    >>> str(Duration(1, 15))
    '1 个月 15 天 / 1 month(s) 15 day(s)'

    Raises:
        InvalidValue: a negative number, one that is not whole, or no time at all.
    """

    months: int
    days: int = 0

    def __attrs_post_init__(self) -> None:
        if self.months < 0 or self.days < 0 or not (self.months or self.days):
            raise InvalidValue(Text("期限应为正的月数、天数", "a duration must be a positive number of months or days"))

    def after(self, day: date) -> date:
        """The day on which the duration has passed since ``day``.

        Raises:
            InvalidValue: the calendar does not reach that far.
        """
        with suppress(OverflowError):
            return months_after(day, self.months) + self.days * _DAY
        raise _beyond()

    def text(self) -> Text:
        """The duration as a sentence says it."""
        months = Text(f"{self.months} 个月", f"{self.months} month(s)")
        days = Text(f"{self.days} 天", f"{self.days} day(s)")
        parts = [part for part, number in ((months, self.months), (days, self.days)) if number]
        return Text(" ".join(part.zh for part in parts), " ".join(part.en for part in parts))

    def __str__(self) -> str:
        text = self.text()
        return f"{text.zh} / {text.en}"


@frozen
class Term(Record):
    """The term of a contract: its first and its last day, both part of it; no last day where it is open.

    Raises:
        InvalidValue: the last day is before the first, or a day is not a date (a datetime is refused).
    """

    first: date
    last: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise InvalidValue(Text("期限的最后一日早于第一日", "the last day of a term is before its first"))

    @classmethod
    def of_months(cls, first: date, months: int) -> Term:
        """The term of whole months from a day on.

        >>> Term.of_months(date(2023, 2, 7), 12).last
        datetime.date(2024, 2, 6)
        """
        return cls(first, months_after(first, months) - _DAY)

    def end(self, *, first_counts: bool) -> date | None:
        """The day up to which durations from the first day are measured; None where the term is open.

        Args:
            first_counts: whether the first day is part of the term (as agreed), or not (art. 201 to the letter).
        """
        if self.last is None:
            return None
        return self.last + _DAY if first_counts else self.last

    def reaches(self, months: int, *, first_counts: bool) -> bool:
        """Whether the term is so many whole months or longer; an open one always is."""
        end = self.end(first_counts=first_counts)
        return end is None or months_after(self.first, months) <= end

    @property
    def days(self) -> int | None:
        """The number of days, first and last included; None where the term is open."""
        return None if self.last is None else (self.last - self.first).days + 1
