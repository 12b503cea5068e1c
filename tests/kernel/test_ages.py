"""Ages: completed years, by either reading of the day that completes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.kernel.ages import AgeReading, Completion, LeapBirthday, age_on, age_reached_on, is_leap_day

births = st.dates(date(1930, 1, 1), date(2010, 12, 31))
ages = st.integers(0, 90)
completions = st.sampled_from(Completion)
LEAP = date(2008, 2, 29)


@given(births, ages, completions)
def test_the_day_an_age_is_reached_is_the_first_day_of_it(born: date, age: int, completion: Completion) -> None:
    reached = age_reached_on(born, age, completion)
    assert age_on(born, reached, completion) == age
    assert age_on(born, reached - timedelta(days=1), completion) == age - 1


@given(births, st.dates(date(1930, 1, 1), date(2090, 12, 31)))
def test_the_two_readings_differ_on_the_birthday_alone(born: date, on: date) -> None:
    early, late = age_on(born, on), age_on(born, on, Completion.DAY_AFTER)
    is_birthday = on == age_reached_on(born, on.year - born.year)
    assert early - late == int(is_birthday)


@given(births, st.dates(date(1930, 1, 1), date(2090, 12, 30)), completions)
def test_nobody_grows_younger(born: date, on: date, completion: Completion) -> None:
    assert age_on(born, on + timedelta(days=1), completion) - age_on(born, on, completion) in {0, 1}


@pytest.mark.parametrize(
    ("born", "on", "birthday", "day_after"),
    [
        (date(2007, 2, 7), date(2023, 2, 6), 15, 15),
        (date(2007, 2, 7), date(2023, 2, 7), 16, 15),
        (date(2007, 2, 7), date(2023, 2, 8), 16, 16),
        (LEAP, date(2023, 2, 27), 14, 14),
        (LEAP, date(2023, 2, 28), 15, 14),  # no 29 February in that year
        (LEAP, date(2023, 3, 1), 15, 15),
        (LEAP, date(2024, 2, 28), 15, 15),
        (LEAP, date(2024, 2, 29), 16, 15),
        (LEAP, date(2024, 3, 1), 16, 16),
        (date(2006, 12, 31), date(2023, 1, 1), 16, 16),
        (date(2006, 12, 31), date(2022, 12, 31), 16, 15),
        (date(2023, 2, 7), date(2023, 2, 6), -1, -1),
    ],
)
def test_age_is_in_completed_years(born: date, on: date, birthday: int, day_after: int) -> None:
    assert (age_on(born, on), age_on(born, on, Completion.DAY_AFTER)) == (birthday, day_after)


@pytest.mark.parametrize(
    ("born", "on", "february", "march"),
    [
        (LEAP, date(2026, 2, 27), 17, 17),
        (LEAP, date(2026, 2, 28), 18, 17),
        (LEAP, date(2026, 3, 1), 18, 18),
        (LEAP, date(2024, 2, 28), 15, 15),  # a year that has the day
        (LEAP, date(2024, 2, 29), 16, 16),
        (date(2008, 2, 28), date(2026, 2, 28), 18, 18),
        (date(2008, 3, 1), date(2026, 2, 28), 17, 17),
    ],
)
def test_one_born_on_29_february_has_the_birthday_on_one_of_two_days(
    born: date, on: date, february: int, march: int
) -> None:
    found = [AgeReading(leap_birthday=reading).age(born, on) for reading in LeapBirthday]
    assert found == [february, march]


@pytest.mark.parametrize(
    ("reading", "open_days"),
    [
        (AgeReading(), []),
        (AgeReading(Completion.DAY_AFTER), [28]),
        (AgeReading(Completion.BIRTHDAY, LeapBirthday.MARCH_1), [28]),
        (AgeReading(Completion.DAY_AFTER, LeapBirthday.MARCH_1), [28, 29]),
    ],
)
def test_a_day_is_open_where_another_reading_says_of_age(reading: AgeReading, open_days: list[int]) -> None:
    days = [date(2026, 2, 26) + timedelta(days=n) for n in range(6)]
    found = [day for day in days if reading.is_open(LEAP, 18, day)]
    assert [(day - date(2026, 1, 31)).days for day in found] == open_days


@given(births, ages, completions, st.sampled_from(LeapBirthday))
def test_an_age_is_reached_on_the_first_day_of_it_by_every_reading(
    born: date, age: int, completion: Completion, leap: LeapBirthday
) -> None:
    reading = AgeReading(completion, leap)
    reached = reading.reached_on(born, age)
    assert (reading.age(born, reached), reading.age(born, reached - timedelta(days=1))) == (age, age - 1)
    assert timedelta(0) <= reached - AgeReading().reached_on(born, age) <= timedelta(days=2)


@pytest.mark.parametrize(
    ("day", "leap"), [(LEAP, True), (date(2008, 2, 28), False), (date(2009, 3, 1), False), (date(2008, 3, 29), False)]
)
def test_29_february_is_the_leap_day(day: date, *, leap: bool) -> None:
    assert is_leap_day(day) is leap
