"""Days and nights in words."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.kernel.days import day_text, night_text, year_text


def test_every_weekday_has_its_own_name() -> None:
    days = [day_text(date(2023, 2, day)) for day in range(6, 13)]

    assert [day.zh[-1] for day in days] == list("一二三四五六日")
    assert [day.en[:3] for day in days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_a_day_with_its_year_reads_in_the_order_of_its_language() -> None:
    text = year_text(date(2023, 12, 31))

    assert (text.zh, text.en) == ("2023年12月31日", "31 Dec 2023")


@pytest.mark.parametrize(
    ("evening", "expected"),
    [
        pytest.param(date(2023, 2, 5), "night of 5–6 Feb", id="within a month"),
        pytest.param(date(2023, 1, 31), "night of 31 Jan–1 Feb", id="into the next month"),
        pytest.param(date(2023, 12, 31), "night of 31 Dec–1 Jan", id="into the next year"),
    ],
)
def test_a_night_is_named_by_both_of_its_days(evening: date, expected: str) -> None:
    assert night_text(evening).en == expected
    assert night_text(evening).zh == f"{evening.month}月{evening.day}日夜"
