"""Ages in completed years, and the two open questions about them.

Whether a year of age is completed on the birthday or on the day after it is a matter of the law applied (criminal law
counts 周岁 from the day after; labour law does not say). Both readings are offered; the caller decides.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta


class Completion(Enum):
    """The day on which a year of age is completed."""

    BIRTHDAY = "birthday"
    DAY_AFTER = "day-after"


def age_reached_on(born: date, age: int, completion: Completion = Completion.BIRTHDAY) -> date:
    """The day on which somebody reaches an age; one born on 29 February has the birthday on 28 February in other years.

    >>> age_reached_on(date(2007, 2, 7), 16)
    datetime.date(2023, 2, 7)
    """
    birthday = born + relativedelta(years=age)
    return birthday if completion is Completion.BIRTHDAY else birthday + timedelta(days=1)


def age_on(born: date, on: date, completion: Completion = Completion.BIRTHDAY) -> int:
    """The age in completed years on a day; negative before birth.

    >>> age_on(date(2007, 2, 7), date(2023, 2, 7)), age_on(date(2007, 2, 7), date(2023, 2, 7), Completion.DAY_AFTER)
    (16, 15)
    """
    years = on.year - born.year
    return years if age_reached_on(born, years, completion) <= on else years - 1
