"""Periods: the first day is in, the last day is out."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.periods import Period

START = date(2023, 1, 1)
days = st.integers(0, 40).map(lambda count: START + timedelta(days=count))
periods = st.builds(
    lambda start, length: Period(start, None if length == 0 else start + timedelta(days=length)),
    days,
    st.integers(0, 15),
)
SPAN = [START + timedelta(days=count) for count in range(-5, 70)]


@given(periods)
def test_a_period_holds_its_first_day_and_not_its_last(period: Period) -> None:
    assert period.start in period
    assert period.start - timedelta(days=1) not in period
    if period.end is not None:
        assert period.end not in period
        assert period.end - timedelta(days=1) in period


@given(periods, periods)
def test_two_periods_overlap_when_they_share_a_day(first: Period, second: Period) -> None:
    shared = any(day in first and day in second for day in SPAN)
    assert first.overlaps(second) is second.overlaps(first) is shared


@given(periods)
def test_a_period_overlaps_itself_and_not_what_follows_it(period: Period) -> None:
    assert period.overlaps(period)
    if period.end is not None:
        assert not period.overlaps(Period(period.end))


@given(periods)
def test_its_days_are_those_that_it_holds(period: Period) -> None:
    listed = list(islice(period.days(), 60))
    assert listed == [day for day in SPAN if day in period][:60] or period.end is None
    assert all(day in period for day in listed)
    if period.end is None:
        assert len(listed) == 60
    else:
        assert len(listed) == (period.end - period.start).days


def test_a_stay_of_one_night_leaves_the_bed_to_the_next() -> None:
    first = Period(date(2023, 2, 5), date(2023, 2, 6))
    assert list(first.days()) == [date(2023, 2, 5)]
    then = Period(date(2023, 2, 6), date(2023, 2, 7))
    assert (first.overlaps(then), then.overlaps(first)) == (False, False)


@pytest.mark.parametrize("end", [START, START - timedelta(days=1)])
def test_a_period_ends_after_it_starts(end: date) -> None:
    with pytest.raises(InvalidValue, match="must end after it starts: 2023-01-01 to"):
        Period(START, end)
