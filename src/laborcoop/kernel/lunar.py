"""Days of the Chinese calendar (农历) that the law on holidays names, by table.

For each year: Spring Festival (first day of the first month), Qingming (清明, the solar term), Dragon Boat (fifth day
of the fifth month) and Mid-Autumn (fifteenth day of the eighth month). A table needs no astronomy at run time and
cannot drift; the tests compute the new moons and solar terms behind it.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_DAYS = """
1990 0127 0405 0528 1003
1991 0215 0405 0616 0922
1992 0204 0404 0605 0911
1993 0123 0405 0624 0930
1994 0210 0405 0613 0920
1995 0131 0405 0602 0909
1996 0219 0404 0620 0927
1997 0207 0405 0609 0916
1998 0128 0405 0530 1005
1999 0216 0405 0618 0924
2000 0205 0404 0606 0912
2001 0124 0405 0625 1001
2002 0212 0405 0615 0921
2003 0201 0405 0604 0911
2004 0122 0404 0622 0928
2005 0209 0405 0611 0918
2006 0129 0405 0531 1006
2007 0218 0405 0619 0925
2008 0207 0404 0608 0914
2009 0126 0404 0528 1003
2010 0214 0405 0616 0922
2011 0203 0405 0606 0912
2012 0123 0404 0623 0930
2013 0210 0404 0612 0919
2014 0131 0405 0602 0908
2015 0219 0405 0620 0927
2016 0208 0404 0609 0915
2017 0128 0404 0530 1004
2018 0216 0405 0618 0924
2019 0205 0405 0607 0913
2020 0125 0404 0625 1001
2021 0212 0404 0614 0921
2022 0201 0405 0603 0910
2023 0122 0405 0622 0929
2024 0210 0404 0610 0917
2025 0129 0404 0531 1006
2026 0217 0405 0619 0925
2027 0206 0405 0609 0915
2028 0126 0404 0528 1003
2029 0213 0404 0616 0922
2030 0203 0405 0605 0912
2031 0123 0405 0624 1001
2032 0211 0404 0612 0919
2033 0131 0404 0601 0908
2034 0219 0405 0620 0927
2035 0208 0405 0610 0916
"""

FIRST_YEAR, LAST_YEAR = 1990, 2035
"""The years that the table covers, both included."""


@frozen(kw_only=True)
class LunarYear(Record):
    """The days of one calendar year that come from the Chinese calendar."""

    spring_festival: date
    qingming: date
    dragon_boat: date
    mid_autumn: date


def lunar_year(year: int) -> LunarYear:
    """The days of a year.

    >>> lunar_year(2023).spring_festival
    datetime.date(2023, 1, 22)

    Raises:
        InvalidValue: the table does not cover the year.
    """
    row = next((row for row in _DAYS.split("\n") if row.startswith(f"{year} ")), None)
    if row is None:
        raise InvalidValue(
            Text(
                "农历日期表只有 {first} 至 {last} 年，没有 {year} 年",
                "the table of the Chinese calendar has the years {first} to {last}, not {year}",
            ).format(first=FIRST_YEAR, last=LAST_YEAR, year=year)
        )
    spring_festival, qingming, dragon_boat, mid_autumn = (
        date(year, int(day[:2]), int(day[2:])) for day in row.split()[1:]
    )
    return LunarYear(spring_festival=spring_festival, qingming=qingming, dragon_boat=dragon_boat, mid_autumn=mid_autumn)


def spring_festival(year: int) -> date:
    """The first day of the first month (正月初一), around which a campaign for return to work turns.

    Raises:
        InvalidValue: the table does not cover the year.
    """
    return lunar_year(year).spring_festival
