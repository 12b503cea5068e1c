"""Ages: completed years, by either reading of the day that completes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.kernel.ages import Completion, age_on, age_reached_on

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
