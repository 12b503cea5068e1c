"""The tables of a year-end report that look over time: figures year on year, and how long people stay."""

from __future__ import annotations

from datetime import date

from laborcoop.exchange.report.table import ReportTable
from laborcoop.indicators import Disclosure, YearEndReport, YearOnYear, window_text
from laborcoop.indicators.breakdown import withheld
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import NO_TEXT, Text, in_a_row


def by_year(report: YearEndReport, public: Disclosure) -> ReportTable:
    """Sums of the same days of two years or more, with their growth where there is one to tell."""
    windows = sorted({one.window for row in report.by_year for one in row.years}, key=lambda days: days.start)
    is_compared = any(row.growth() is not None for row in report.by_year)
    rows = []
    for one in report.by_year:
        may = public.years(one)
        by_window = {figure.window: figure.count.text() if may else withheld() for figure in one.years}
        counts = (by_window.get(days, NO_TEXT) for days in windows)
        rows.append((one.indicator.title, *counts, *([_change(one, may=may)] if is_compared else [])))
    lead = Text(
        "只比较口径相同的累计数：完整年度，或两年中相同的日期；时点数和占比不比较",
        "Sums by one definition, of whole years or of the same days of two; states and shares are not compared",
    )
    if not is_compared:
        lead = in_a_row(
            [
                lead,
                Text("案例没有上一年的记录，因此没有增减", "nothing is recorded of the year before: no growth is told"),
            ]
        )
    return ReportTable(
        id="years",
        title=Text("同比", "Year on year"),
        lead=lead,
        columns=(
            Text("指标", "Indicator"),
            *map(_year_or_days, windows),
            *([Text("比上年", "On the year before")] if is_compared else []),
        ),
        widths=(34, *(20 for _ in windows), *([16] if is_compared else [])),
        numbers=frozenset(range(1, len(windows) + 1 + is_compared)),
        rows=tuple(rows),
    )


def _change(row: YearOnYear, *, may: bool) -> Text:
    growth = row.growth()
    if growth is None or not may:
        return NO_TEXT if growth is None else withheld()
    return Text("无从计算", "no rate") if growth.per_cent is None else Text.same(f"{growth.per_cent:+} %")


def _year_or_days(days: Period) -> Text:
    year = days.start.year
    return Text.same(str(year)) if days == Period(date(year, 1, 1), date(year + 1, 1, 1)) else window_text(days)


def retention(report: YearEndReport, public: Disclosure) -> ReportTable:
    """How many stay for so many days, as a simple ratio and as the Kaplan–Meier estimate."""
    rows = []
    for one in report.retention:
        estimate = Text("无从估计", "none") if one.estimate is None else Text.same(f"{one.estimate} %")
        may = public.retention(one)
        days = Text("{days} 天", "{days} days").format(days=one.days)
        rows.append((days, one.ratio.text() if may else withheld(), estimate if may else withheld()))
    return ReportTable(
        id="retention",
        below=True,
        title=Text("留岗率", "Retention"),
        lead=Text(
            "简单比例只计观察期已满的人；Kaplan–Meier 估计使用每个人已观察到的时间",
            "The simple ratio counts those only who could be seen for all the days; the Kaplan–Meier estimate uses "
            "everybody for as long as they were seen",
        ),
        columns=(
            Text("首次就业后", "After the first day"),
            Text("简单比例", "Simple ratio"),
            Text("Kaplan–Meier 估计", "Kaplan–Meier estimate"),
        ),
        widths=(20, 34, 26),
        numbers=frozenset({1, 2}),
        rows=tuple(rows),
    )
