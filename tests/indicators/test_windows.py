"""The windows of a report: each indicator is about days of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.errors import InvalidValue
from laborcoop.indicators import Span, Windows, measure, retention, window_text, year_end_report
from laborcoop.indicators.windows import a_year_earlier
from laborcoop.kernel.counts import Count
from laborcoop.kernel.periods import Period

CAMPAIGN = Period(date(2023, 1, 20), date(2023, 2, 16))


def windows(since: date = date(2021, 1, 1), until: date = date(2023, 2, 7)) -> Windows:
    return Windows(since=since, until=until, campaign=CAMPAIGN)


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.WHOLE, "2021-01-01", "2023-02-07"),
        (Span.YEARS, "2021-01-01", "2022-12-31"),
        (Span.CAMPAIGN, "2023-01-20", "2023-02-07"),
        (Span.SCHOOL_YEAR, "2022-09-01", "2023-02-07"),
    ],
)
def test_the_windows_of_the_article(span: Span, first: str, last: str) -> None:
    period = windows().period(span)
    assert period is not None
    assert window_text(period).en == f"{first} to {last}"
    assert span.label.zh
    assert span.label.en


def test_a_state_is_of_one_day() -> None:
    period = windows().period(Span.CUT_OFF)
    assert period == Period(date(2023, 2, 7), date(2023, 2, 8))
    assert window_text(period).zh == "2023-02-07"
    assert window_text(Period(date(2023, 2, 7))).en == "since 2023-02-07"


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (date(2021, 1, 1), date(2021, 12, 31), [2021]),
        (date(2021, 1, 1), date(2021, 12, 30), []),
        (date(2021, 1, 2), date(2022, 12, 31), [2022]),
        (date(2021, 3, 1), date(2021, 9, 1), []),
    ],
)
def test_only_whole_calendar_years_are_years(since: date, until: date, years: list[int]) -> None:
    made = windows(since, until)
    assert [one.start.year for one in made.years()] == years
    expected = Period(date(years[0], 1, 1), date(years[-1] + 1, 1, 1)) if years else Period(since, made.end)
    assert made.period(Span.YEARS) == expected


@pytest.mark.parametrize(
    ("days", "earlier"),
    [
        (Period(date(2022, 1, 1), date(2023, 1, 1)), Period(date(2021, 1, 1), date(2022, 1, 1))),
        (Period(date(2024, 2, 29), date(2024, 3, 1)), Period(date(2023, 2, 28), date(2023, 3, 1))),
        (Period(date(2024, 1, 1), date(2024, 2, 29)), Period(date(2023, 1, 1), date(2023, 3, 1))),
        (Period(date(2024, 2, 28), date(2024, 2, 29)), Period(date(2023, 2, 28), date(2023, 3, 1))),
        (Period(date(2024, 5, 1)), Period(date(2023, 5, 1))),
        (Period(date(1, 1, 1), date(2, 1, 1)), None),
    ],
)
def test_a_year_earlier_is_the_same_days(days: Period, earlier: Period | None) -> None:
    assert a_year_earlier(days) == earlier


def test_the_school_year_begins_in_september() -> None:
    assert windows(until=date(2022, 9, 1)).period(Span.SCHOOL_YEAR) == Period(date(2022, 9, 1), date(2022, 9, 2))
    assert windows(until=date(2022, 8, 31)).period(Span.SCHOOL_YEAR) == Period(date(2021, 9, 1), date(2022, 9, 1))


def test_of_a_campaign_that_is_to_come_no_day_is_in_the_report() -> None:
    assert windows(until=date(2023, 1, 19)).period(Span.CAMPAIGN) is None
    assert windows(until=date(2023, 1, 20)).period(Span.CAMPAIGN) == Period(date(2023, 1, 20), date(2023, 1, 21))


def test_an_open_campaign_ends_with_the_report() -> None:
    made = Windows(since=date(2021, 1, 1), until=date(2023, 2, 7), campaign=Period(date(2023, 1, 20)))
    assert made.period(Span.CAMPAIGN) == Period(date(2023, 1, 20), date(2023, 2, 8))


def test_a_report_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidValue, match="not be before its first"):
        windows(date(2023, 2, 8), date(2023, 2, 7))


def test_a_report_does_not_end_with_the_calendar() -> None:
    with pytest.raises(InvalidValue, match="cannot end on 9999-12-31"):
        windows(until=date.max)


@pytest.mark.parametrize("last", [date(2023, 2, 8), date(2025, 12, 31), date.max])
def test_nothing_is_counted_of_days_after_that_of_the_case(five: lc.Case, last: date) -> None:
    after = "after the day of the case, 2023-02-07"
    with pytest.raises(InvalidValue, match=after) as refused:
        year_end_report(five, until=last)
    assert "晚于案例日期 2023-02-07" in refused.value.text.zh
    with pytest.raises(InvalidValue, match=after):
        measure(five, until=last)
    with pytest.raises(InvalidValue, match=after):
        retention(five, hired=Period(date(2021, 1, 1)), known_until=max(last, date(2023, 2, 9)))
    with pytest.raises(InvalidValue, match=after):
        measure(five, windows={"in_post": Period(last)})
    with pytest.raises(InvalidValue, match=after):
        measure(five, windows={"in_post": Period(date(2023, 2, 1), max(last, date(2023, 2, 9)))})


def test_every_window_that_is_refused_is_told_by_its_code(five: lc.Case) -> None:
    days = Period(date(2021, 1, 1), date(2022, 1, 1))
    with pytest.raises(lc.UnknownName) as unknown:
        measure(five, windows={"worked": days, "fair": days, "brough": days})
    assert unknown.value.text.zh == ("没有指标 brough，是否应为“brought”？；没有指标 fair，是否应为“fairs”？")
    late = Period(date(2023, 2, 8))
    with pytest.raises(InvalidValue) as beyond:
        measure(five, windows={"worked": days, "in_post": late, "fairs": late})
    assert [fault.partition(":")[0] for fault in beyond.value.text.en.split("bring the records")] == [
        "in_post",
        " and the day of the case up to date; fairs",
        " and the day of the case up to date",
    ]


def test_a_window_without_an_end_is_known_up_to_the_day_of_the_case(
    counted: Callable[..., lc.Case], spell: Callable[..., TransferEmployment]
) -> None:
    case = counted(spell("A", date(2023, 1, 20)))
    figure = measure(case, windows={"retention_180": Period(date(2021, 1, 1))})["retention_180"]
    assert (figure.count.value, figure.whole) == (0, Count(0, figure.count.unit))


ANY: Any = lc
YEARS = Period(date(2021, 1, 1), date(2023, 1, 1))


def _retention(case: lc.Case, **changed: Any) -> object:
    return retention(case, **{"hired": YEARS, "known_until": date(2023, 1, 1), **changed})


@pytest.mark.parametrize("code", ["440400", "110000", "530000", "999999"])
@pytest.mark.parametrize("count", [lc.measure, _retention])
def test_of_a_region_that_is_no_part_of_the_sending_one_nothing_is_counted_as_nought(
    five: lc.Case, count: Callable[..., object], code: str
) -> None:
    with pytest.raises(InvalidValue, match=f"{code} is no part of the sending region 533300") as refused:
        count(five, region=lc.DivisionCode(code))
    assert "不在输出地 533300 之内" in refused.value.text.zh
    count(five, region=lc.DivisionCode("533300"))
    count(five, region=lc.DivisionCode("533301"))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda case: ANY.measure(case, region="533301"), "region must be a DivisionCode or None, not str"),
        (lambda case: ANY.measure(case, windows={"fairs": (1, 2)}), r"windows\[fairs\] must be a Period, not tuple"),
        (lambda case: ANY.measure(case, windows=[YEARS]), "windows must be a Mapping or None, not list"),
        (lambda case: ANY.measure(case, indicators=["fairs"]), r"indicators\[0\] must be an? Indicator, not str"),
        (lambda case: _retention(case, hired="2021"), "hired must be a Period, not str"),
        (
            lambda case: _retention(case, known_until="2023-01-01"),
            "known_until must be a date",
        ),
        (lambda case: _retention(case, days=30), "days must be a list or another iterable, not int"),
        (lambda case: _retention(case, days=["30"]), r"days\[0\] must be a whole number, not str"),
        (lambda case: _retention(case, region="533301"), "region must be a DivisionCode or None, not str"),
        (lambda _: _retention(ANY), "case must be a Case, not module"),
    ],
)
def test_what_is_asked_for_in_the_wrong_kind_is_named(
    five: lc.Case, call: Callable[[lc.Case], object], said: str
) -> None:
    with pytest.raises(InvalidValue, match=said):
        call(five)
