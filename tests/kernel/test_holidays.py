"""Statutory holidays by law and year, and the workdays between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.holidays import FIRST_YEAR, Workdays, statutory_holidays
from laborcoop.kernel.lunar import LAST_YEAR

SUNDAY_ONLY = Workdays(rest_weekdays=frozenset({6}))


def days(*written: str) -> set[date]:
    return {date.fromisoformat(day) for day in written}


@pytest.mark.parametrize(
    ("year", "spring", "labour"),
    [
        (2013, ("2013-02-09", "2013-02-10", "2013-02-11"), ("2013-05-01",)),
        (2014, ("2014-01-31", "2014-02-01", "2014-02-02"), ("2014-05-01",)),
        (2023, ("2023-01-22", "2023-01-23", "2023-01-24"), ("2023-05-01",)),
        (2024, ("2024-02-10", "2024-02-11", "2024-02-12"), ("2024-05-01",)),
        (2025, ("2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"), ("2025-05-01", "2025-05-02")),
        (2026, ("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19"), ("2026-05-01", "2026-05-02")),
    ],
)
def test_spring_festival_and_labour_day_are_those_of_the_law_in_force(
    year: int, spring: tuple[str, ...], labour: tuple[str, ...]
) -> None:
    found = statutory_holidays(year)
    assert {day for day in found if day.month in {1, 2}} == days(f"{year}-01-01", *spring)
    assert {day for day in found if day.month == 5 and day.day < 3} == days(*labour)


def test_a_whole_year_is_the_eleven_days_of_the_law() -> None:
    assert statutory_holidays(2023) == days(
        "2023-01-01", "2023-01-22", "2023-01-23", "2023-01-24", "2023-04-05", "2023-05-01",
        "2023-06-22", "2023-09-29", "2023-10-01", "2023-10-02", "2023-10-03",
    )  # fmt: skip


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_a_year_has_eleven_days_before_2025_and_thirteen_from_then(year: int) -> None:
    # Mid-Autumn met National Day in 2009 and 2020 and meets it in 2028 and 2031: one day for two festivals.
    shared = year in {2009, 2020, 2028, 2031}
    assert len(statutory_holidays(year)) == (13 if year >= 2025 else 11) - shared


@pytest.mark.parametrize("year", [2007, 2036, 1949])
def test_years_of_another_law_or_without_a_table_are_refused(year: int) -> None:
    with pytest.raises(InvalidValue, match="2008 to 2035"):
        statutory_holidays(year)


@pytest.mark.parametrize(
    ("calendar", "day", "expected"),
    [
        (Workdays(), "2023-02-03", True),
        (Workdays(), "2023-02-04", False),
        (Workdays(), "2023-02-05", False),
        (Workdays(), "2023-01-23", False),
        (SUNDAY_ONLY, "2023-02-04", True),
        (SUNDAY_ONLY, "2023-02-05", False),
        (SUNDAY_ONLY, "2023-01-23", False),
        (Workdays(worked=frozenset(days("2023-01-28"))), "2023-01-28", True),
        (Workdays(worked=frozenset(days("2023-01-23"))), "2023-01-23", False),
        (Workdays(off=frozenset(days("2023-01-27"))), "2023-01-27", False),
        (Workdays(off=frozenset(days("2023-01-27"))), "2023-01-26", True),
    ],
)
def test_a_workday_is_neither_holiday_nor_rest_day(calendar: Workdays, day: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert calendar.is_workday(date.fromisoformat(day)) is expected


@pytest.mark.parametrize(
    ("calendar", "until", "expected"),
    [
        (Workdays(), "2023-02-03", "2023-02-03"),
        (Workdays(), "2023-02-05", "2023-02-03"),
        (SUNDAY_ONLY, "2023-02-05", "2023-02-04"),
        (Workdays(), "2023-01-24", "2023-01-20"),
        (Workdays(off=frozenset(days("2023-01-20"))), "2023-01-24", "2023-01-19"),
        (Workdays(), "2024-01-01", "2023-12-29"),
    ],
)
def test_the_last_workday_lies_before_holidays_and_rest_days(calendar: Workdays, until: str, expected: str) -> None:
    assert calendar.last_workday(date.fromisoformat(until)) == date.fromisoformat(expected)


def test_before_the_first_year_there_is_no_last_workday() -> None:
    with pytest.raises(InvalidValue, match="2008 to 2035"):
        Workdays().last_workday(date(2008, 1, 1))


@settings(deadline=None, max_examples=50)
@given(day=st.dates(date(2009, 1, 1), date(2035, 12, 31)), rest=st.frozensets(st.integers(0, 6), max_size=6))
def test_the_last_workday_is_worked_and_nothing_after_it_is(day: date, rest: frozenset[int]) -> None:
    calendar = Workdays(rest_weekdays=rest)
    last = calendar.last_workday(day)
    assert calendar.is_workday(last)
    assert not any(calendar.is_workday(last + timedelta(days=n)) for n in range(1, (day - last).days + 1))


@pytest.mark.parametrize(
    "fields",
    [
        {"rest_weekdays": frozenset(range(7))},
        {"rest_weekdays": frozenset({7})},
        {"rest_weekdays": frozenset({-1})},
        {"off": frozenset(days("2023-01-28")), "worked": frozenset(days("2023-01-28"))},
    ],
)
def test_a_week_without_work_and_a_day_both_off_and_worked_are_refused(fields: dict[str, frozenset[int]]) -> None:
    with pytest.raises(InvalidValue, match="weekly rest days"):
        Workdays(**fields)  # type: ignore[arg-type]  # two kinds of sets in one table


def test_monday_to_sunday_are_0_to_6_and_six_rest_days_are_allowed() -> None:
    assert Workdays(rest_weekdays=frozenset({0, 1, 2, 3, 4, 5})).is_workday(date(2023, 2, 5))


def test_days_off_and_days_worked_may_be_said_each_alone_and_together() -> None:
    off, worked = frozenset(days("2023-01-27")), frozenset(days("2023-01-28"))
    for calendar in (Workdays(off=off), Workdays(worked=worked), Workdays(off=off, worked=worked)):
        said = (date(2023, 1, 27) in calendar.off, date(2023, 1, 28) in calendar.worked)
        assert [not calendar.is_workday(date(2023, 1, 27)), calendar.is_workday(date(2023, 1, 28))] == list(said)
