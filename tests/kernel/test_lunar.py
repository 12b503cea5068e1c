"""The table of the Chinese calendar, against the sun and the moon.

The oracle computes new moons and solar longitudes (the well-known series of mean elements with their largest periodic
terms, good to about a minute for the moon and a quarter of an hour for the sun) and builds the calendar from them: the
month with the winter solstice is the eleventh; of thirteen months between two solstices the first without a principal
term is the leap month.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from math import cos, floor, radians, sin

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.lunar import FIRST_YEAR, LAST_YEAR, lunar_year, spring_festival

BEIJING = timezone(timedelta(hours=8))
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
DELTA_T = timedelta(seconds=67)
"""Dynamical time ahead of the clock: 57 s in 1990, 75 s in 2035."""


def moment(jde: float) -> datetime:
    return (J2000 + timedelta(days=jde - 2451545.0) - DELTA_T).astimezone(BEIJING)


def new_moon(k: int) -> float:
    t = k / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    e = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * k)
    return jde + (
        -0.4072 * sin(moon)
        + 0.17241 * e * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * latitude)
        + 0.00739 * e * sin(moon - sun)
        - 0.00514 * e * sin(moon + sun)
        + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * latitude)
        - 0.00057 * sin(moon + 2 * latitude)
        + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon)
        + 0.00042 * e * sin(sun + 2 * latitude)
        + 0.00038 * e * sin(sun - 2 * latitude)
        - 0.00024 * e * sin(2 * moon - sun)
        - 0.00017 * sin(node)
    )


def sun_longitude(jde: float) -> float:
    t = (jde - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    # Venus, Jupiter and the moon pull the earth about: the largest of their terms, without which 15 minutes are lost.
    pulls = (
        0.00134 * cos(radians(153.23 + 22518.7541 * t))
        + 0.00154 * cos(radians(216.57 + 45037.5082 * t))
        + 0.002 * cos(radians(312.69 + 32964.3577 * t))
        + 0.00178 * sin(radians(350.74 + 445267.1142 * t))
    )
    node = radians(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre + pulls - 0.00569 - 0.00478 * sin(node)) % 360


def sun_reaches(longitude: float, year: int) -> date:
    """The day, in Beijing, on which the sun reaches a longitude in a year."""
    jde = 2451545.0 + (year - 2000) * 365.2422 + ((longitude - 280) % 360) / 360 * 365.2422
    for _ in range(8):
        jde += ((longitude - sun_longitude(jde) + 180) % 360 - 180) / 360 * 365.2422
    return moment(jde).date()


def months_after_solstice(year: int) -> list[date]:
    """The first days of the months from the eleventh of ``year - 1`` to that of ``year``, leap months and all."""
    first, last = sun_reaches(270, year - 1), sun_reaches(270, year)
    k = floor((year - 1 - 2000) * 12.3685) + 8
    moons = [moment(new_moon(k + n)).date() for n in range(20)]
    begin = max(day for day in moons if day <= first)
    end = max(day for day in moons if day <= last)
    return [day for day in moons if begin <= day <= end]


def month_starts(year: int) -> dict[int, date]:
    """The first day of each ordinary month of a lunar year that begins in ``year``, up to the eleventh."""
    months = months_after_solstice(year)
    leap = None
    if len(months) == 14:
        terms = [sun_reaches(30 * n, y) for y in (year - 1, year) for n in range(12)]
        spans = list(pairwise(months))
        leap = next(start for start, after in spans if not any(start <= term < after for term in terms))
    ordinary = [day for day in months if day != leap]
    return {(10 + n) % 12 + 1: day for n, day in enumerate(ordinary[:-1])}


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_each_year_of_the_table_agrees_with_sun_and_moon(year: int) -> None:
    lunar, starts = lunar_year(year), month_starts(year)
    assert lunar.spring_festival == starts[1]
    assert lunar.qingming == sun_reaches(15, year)
    assert lunar.dragon_boat == starts[5] + timedelta(days=4)
    assert lunar.mid_autumn == starts[8] + timedelta(days=14)


def test_the_spring_festival_of_the_demonstration_is_on_22_january_2023() -> None:
    assert spring_festival(2023) == date(2023, 1, 22)


@pytest.mark.parametrize("year", [1989, 2036, 199, 0])
def test_a_year_outside_the_table_is_refused(year: int) -> None:
    with pytest.raises(InvalidValue, match=r"1990 to 2035"):
        lunar_year(year)
