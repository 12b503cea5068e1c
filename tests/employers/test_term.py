"""Terms and probation by calendar months, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.employers.term import Duration, Term, months_after
from laborcoop.errors import InvalidValue

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-02-07", 1, "2023-03-07"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 1, "2023-03-28"),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day: str, months: int, expected: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("first", "last", "months", "as_agreed", "to_the_letter"),
    [
        ("2023-02-07", "2024-02-06", 12, True, False),
        ("2023-02-07", "2024-02-05", 12, False, False),
        ("2023-02-07", "2024-02-07", 12, True, True),
        ("2023-02-07", "2023-05-06", 3, True, False),
        ("2023-02-07", "2023-05-05", 3, False, False),
        ("2020-01-01", "2022-12-31", 36, True, False),
        ("2020-01-01", "2022-12-30", 36, False, False),
        ("2023-01-31", "2023-02-27", 1, True, False),
        ("2023-01-31", "2023-02-26", 1, False, False),
        ("2023-01-31", "2023-02-28", 1, True, True),
    ],
)
def test_a_year_less_a_day_is_no_year(
    first: str, last: str, months: int, *, as_agreed: bool, to_the_letter: bool
) -> None:
    term = Term(date.fromisoformat(first), date.fromisoformat(last))
    assert term.reaches(months, first_counts=True) is as_agreed
    assert term.reaches(months, first_counts=False) is to_the_letter


def test_an_open_term_reaches_any_length_and_has_no_days() -> None:
    term = Term(date(2023, 2, 7))
    assert term.reaches(1200, first_counts=True)
    assert term.end(first_counts=True) is None
    assert term.days is None


def test_a_term_of_one_day_has_one_day() -> None:
    assert Term(date(2023, 2, 7), date(2023, 2, 7)).days == 1
    with pytest.raises(InvalidValue, match="before its first"):
        Term(date(2023, 2, 7), date(2023, 2, 6))


@settings(deadline=None, max_examples=100)
@given(first=DAYS, months=st.integers(1, 60))
def test_a_term_of_months_reaches_them_and_a_day_less_does_not(first: date, months: int) -> None:
    term = Term.of_months(first, months)
    assert term.last is not None
    assert term.reaches(months, first_counts=True)
    assert not term.reaches(months + 1, first_counts=True)
    if term.last > first:
        assert not Term(first, term.last - timedelta(days=1)).reaches(months, first_counts=True)


@pytest.mark.parametrize(
    ("duration", "day", "expected"),
    [
        (Duration(1), "2023-02-07", "2023-03-07"),
        (Duration(1, 1), "2023-02-07", "2023-03-08"),
        (Duration(0, 30), "2023-02-07", "2023-03-09"),
        (Duration(2), "2023-12-31", "2024-02-29"),
    ],
)
def test_a_duration_passes_by_months_and_then_by_days(duration: Duration, day: str, expected: str) -> None:
    assert duration.after(date.fromisoformat(day)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("duration", "zh", "en"),
    [
        (Duration(1), "1 个月", "1 month(s)"),
        (Duration(0, 15), "15 天", "15 day(s)"),
        (Duration(2, 1), "2 个月 1 天", "2 month(s) 1 day(s)"),
    ],
)
def test_a_duration_says_what_it_is(duration: Duration, zh: str, en: str) -> None:
    assert (duration.text().zh, duration.text().en) == (zh, en)
    assert str(duration) == f"{zh} / {en}"


@pytest.mark.parametrize(("months", "days"), [(0, 0), (-1, 5), (1, -1)])
def test_a_duration_is_positive(months: int, days: int) -> None:
    with pytest.raises(InvalidValue, match="positive"):
        Duration(months, days)
