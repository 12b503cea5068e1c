"""Ages in completed years, and the two open questions about them.

Whether a year of age is completed on the birthday or on the day after it is a matter of the law applied (criminal law
counts 周岁 from the day after; labour law does not say). Which day of another year is the birthday of one born on
29 February was found in no text that was read. All readings are offered; the caller decides.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from laborcoop.kernel.record import Record

_ONE_DAY = timedelta(days=1)
_FEBRUARY, _LEAP_DAY = 2, 29


class Completion(Enum):
    """The day on which a year of age is completed."""

    BIRTHDAY = "birthday"
    DAY_AFTER = "day-after"


class LeapBirthday(Enum):
    """The birthday, in a year without 29 February, of one born on it."""

    FEBRUARY_28 = "28-february"
    MARCH_1 = "1-march"


def is_leap_day(born: date) -> bool:
    """Whether the day is a 29 February."""
    return (born.month, born.day) == (_FEBRUARY, _LEAP_DAY)


@frozen
class AgeReading(Record):
    """How ages are counted: an answer to each of the two questions.

    >>> strict = AgeReading(Completion.DAY_AFTER, LeapBirthday.MARCH_1)
    >>> strict.reached_on(date(2008, 2, 29), 18), AgeReading().reached_on(date(2008, 2, 29), 18)
    (datetime.date(2026, 3, 2), datetime.date(2026, 2, 28))
    """

    completion: Completion = Completion.BIRTHDAY
    leap_birthday: LeapBirthday = LeapBirthday.FEBRUARY_28

    def reached_on(self, born: date, age: int) -> date:
        """The day on which somebody born on a day reaches an age."""
        year = born.year + age
        if is_leap_day(born) and not isleap(year):
            birthday = born.replace(year=year, day=28)
            if self.leap_birthday is LeapBirthday.MARCH_1:
                birthday += _ONE_DAY
        else:
            birthday = born.replace(year=year)
        return birthday if self.completion is Completion.BIRTHDAY else birthday + _ONE_DAY

    def age(self, born: date, on: date) -> int:
        """The age in completed years on a day; negative before birth."""
        years = on.year - born.year
        return years if self.reached_on(born, years) <= on else years - 1

    def is_open(self, born: date, age: int, on: date) -> bool:
        """Whether the age is not reached on the day by this reading, and is by another: for somebody to decide."""
        return AgeReading().reached_on(born, age) <= on < self.reached_on(born, age)


_READINGS = {completion: AgeReading(completion) for completion in Completion}
"""Ages are asked for by the ten thousand: a reading is built once."""


def age_reached_on(born: date, age: int, completion: Completion = Completion.BIRTHDAY) -> date:
    """The day on which somebody reaches an age; one born on 29 February has the birthday on 28 February in other years.

    >>> age_reached_on(date(2007, 2, 7), 16)
    datetime.date(2023, 2, 7)
    """
    return _READINGS[completion].reached_on(born, age)


def age_on(born: date, on: date, completion: Completion = Completion.BIRTHDAY) -> int:
    """The age in completed years on a day; negative before birth.

    >>> age_on(date(2007, 2, 7), date(2023, 2, 7)), age_on(date(2007, 2, 7), date(2023, 2, 7), Completion.DAY_AFTER)
    (16, 15)
    """
    return _READINGS[completion].age(born, on)
