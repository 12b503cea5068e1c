"""Statutory holidays (全体公民放假的节日) and workdays.

The law names the days: 11 a year from 2008, 13 from 2025. It does not name the bridges: each year the State Council
moves rest days so that holidays grow longer, and a weekend may become workdays. Those, and weekly rest days other than
Saturday and Sunday, which an enterprise may choose for itself, are given to `Workdays` by whoever knows them.

Source: 全国年节及纪念日放假办法, art. 2, versions of 2013-12-11 and 2024-11-10 (read); that Spring Festival began on
the eve in 2008 to 2013 is general knowledge of the version of 2007 (unverified).
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.lunar import LAST_YEAR, lunar_year
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_DAY = timedelta(days=1)
FIRST_YEAR = 2008
"""The first year of the version with 11 days; before it the days were others."""
_FROM_THE_FIRST_DAY = 2014
_THIRTEEN_DAYS = 2025


def statutory_holidays(year: int) -> frozenset[date]:
    """The days of a year on which all citizens are off by law, without bridges and days in lieu.

    >>> len(statutory_holidays(2024)), len(statutory_holidays(2025))
    (11, 13)

    Where two festivals share a day, it is there once.

    Raises:
        InvalidValue: the year is before 2008 or after the table of the Chinese calendar.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValue(
            Text("法定节假日只有 {first} 至 {last} 年", "statutory holidays are known for {first} to {last}").format(
                first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    lunar = lunar_year(year)
    new_law = year >= _THIRTEEN_DAYS
    first = lunar.spring_festival - (_DAY if new_law or year < _FROM_THE_FIRST_DAY else timedelta(0))
    spring = [first + n * _DAY for n in range(4 if new_law else 3)]
    labour = [date(year, 5, day) for day in ((1, 2) if new_law else (1,))]
    national = [date(year, 10, day) for day in (1, 2, 3)]
    return frozenset(
        {date(year, 1, 1), lunar.qingming, lunar.dragon_boat, lunar.mid_autumn, *spring, *labour, *national}
    )


@frozen(kw_only=True)
class Workdays(Record):
    """Which days are worked: weekly rest days, and the exceptions of the year's arrangement.

    ``rest_weekdays`` are numbers from 0 (Monday) to 6 (Sunday); ``off`` are further rest days, ``worked`` rest days
    that are worked in exchange. A statutory holiday is never a workday.

    Raises:
        InvalidValue: no weekday is left to work on, a number is no weekday, a day is both off and worked, or a day is
            none (a moment is not).
    """

    rest_weekdays: frozenset[int] = frozenset({5, 6})
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __attrs_post_init__(self) -> None:
        week = set(range(7))
        if not self.rest_weekdays < week or self.off & self.worked:
            raise InvalidValue(
                Text(
                    "每周休息日用 0（星期一）至 6（星期日）表示，不能全部休息；同一天不能既休息又上班",
                    "weekly rest days must be numbers from 0 (Monday) to 6 (Sunday), not all of them; no day "
                    "may be both off and worked",
                )
            )

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked.

        Raises:
            InvalidValue: the holidays of its year are not known.
        """
        if day in statutory_holidays(day.year) or day in self.off:
            return False
        return day in self.worked or day.weekday() not in self.rest_weekdays

    def last_workday(self, until: date) -> date:
        """The last workday on or before a day.

        >>> Workdays().last_workday(date(2023, 1, 29))  # a Sunday after Spring Festival
        datetime.date(2023, 1, 27)

        Raises:
            InvalidValue: the holidays of the day's year, or of the year before where it is reached, are not known.
        """
        day = until
        while not self.is_workday(day):
            day -= _DAY
        return day
