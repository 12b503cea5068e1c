"""The windows of a report: each figure is about days of its own, and says which."""

from __future__ import annotations

from datetime import MINYEAR, date, timedelta
from enum import Enum

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.kinds import check_arguments
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan

SCHOOL_YEAR = 9
"""The month in which a school year begins, in China."""


class Span(Enum):
    """What days an indicator is about, in a report from one day to another."""

    WHOLE = "whole"
    """All days of the report (2021年以来, 2021年至今)."""
    YEARS = "years"
    """The whole calendar years within it (两年); all days where there is none."""
    CAMPAIGN = "campaign"
    """The days of the campaign (今年春节期间) as far as they have passed."""
    SCHOOL_YEAR = "school-year"
    """The school year that runs on the last day, up to that day (今年)."""
    CUT_OFF = "cut-off"
    """The last day alone: a state (时点数)."""

    @property
    def label(self) -> Text:
        """The days in a sentence."""
        return _LABELS[self]


_LABELS = {
    Span.WHOLE: Text("报告期全部日期", "all days of the report"),
    Span.YEARS: Text("报告期内的完整年度", "the whole calendar years of the report"),
    Span.CAMPAIGN: Text("本次行动期间", "the days of the campaign"),
    Span.SCHOOL_YEAR: Text("当前学年至截止日", "the school year, up to the last day"),
    Span.CUT_OFF: Text("截止日", "the last day"),
}


@frozen(kw_only=True)
class Windows(Record):
    """The days of a report, from ``since`` to ``until`` (included). ``campaign`` is the window of the campaign.

    Raises:
        InvalidValue: ``until`` is before ``since``, or is the last day that the calendar has.
    """

    since: date
    until: date
    campaign: Period

    def __attrs_post_init__(self) -> None:
        if self.until < self.since:
            raise InvalidValue(
                Text("报告期的最后一天早于第一天", "the last day of a report must not be before its first"),
            )
        if self.until == date.max:
            raise InvalidValue(
                Text(
                    "报告期的最后一天 {until} 之后没有日历日期；请填实际的截止日",
                    "a report cannot end on {until}, the last day of the calendar; give the day up to which it is",
                ).format(until=self.until)
            )

    @classmethod
    def of(cls, case: Case, since: date | None = None, until: date | None = None) -> Windows:
        """The windows of a case: from the day of the pairing to the day of the case, unless given.

        Raises:
            InvalidValue: ``until`` is before ``since``, or after the day of the case: nothing is known of it.
        """
        campaign = case.campaign
        if until is not None:
            check_known(case, until)
        return cls(since=since or campaign.pairing.period.start, until=until or case.on, campaign=campaign.window)

    @property
    def end(self) -> date:
        """The first day that is not known yet."""
        return self.until + timedelta(days=1)

    def period(self, span: Span) -> Period | None:
        """The days of a span; None for a campaign of which no day has passed, or none since the report began."""
        whole = Period(self.since, self.end)
        if span is Span.CAMPAIGN:
            return _common(self.campaign, whole)
        if span is Span.CUT_OFF:
            return Period(self.until, self.end)
        if span is Span.SCHOOL_YEAR:
            year = self.until.year if self.until.month >= SCHOOL_YEAR else self.until.year - 1
            return Period(date(year, SCHOOL_YEAR, 1), self.end)
        years = self.years()
        if span is Span.YEARS and years:
            return Period(years[0].start, years[-1].end)
        return whole

    def years(self) -> tuple[Period, ...]:
        """The whole calendar years of the report, the first of them first."""
        first = self.since.year if self.since == date(self.since.year, 1, 1) else self.since.year + 1
        return tuple(Period(date(year, 1, 1), date(year + 1, 1, 1)) for year in range(first, self.end.year))


def a_year_earlier(days: Period) -> Period | None:
    """The same days of the year before; None where the calendar has no such year.

    What begins on 29 February begins on the 28th there, and what ends with the 28th ends with it.

    >>> a_year_earlier(Period(date(2022, 1, 1), date(2022, 7, 1)))
    Period(start=datetime.date(2021, 1, 1), end=datetime.date(2021, 7, 1))
    """
    year = days.start.year - 1
    if year < MINYEAR:
        return None
    start = days.start - timedelta(days=1) if _is_leap_day(days.start) else days.start
    end = days.end
    if end is not None:
        end = end + timedelta(days=1) if _is_leap_day(end) else end
        end = end.replace(year=end.year - 1)
    return Period(start.replace(year=year), end)


def _is_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 29)


def check_asked(function: str, case: Case, since: date | None, until: date | None) -> None:
    """Refuse what is no case, with a word for a plan, of which nothing is done yet; and what is no day.

    Raises:
        InvalidValue: one of them is of another kind.
    """
    if isinstance(case, ReturnPlan):
        raise InvalidValue(
            Text(
                "{function} 统计案例，不统计计划：请用 {function}(plan.carried_out())",
                "{function} counts a case, not a plan: use {function}(plan.carried_out())",
            ).format(function=function)
        )
    check_arguments(function, (("case", case, Case), ("since", since, date | None), ("until", until, date | None)))


def check_region(case: Case, region: DivisionCode | None) -> None:
    """Refuse a region that is no part of the sending one: of others nothing is recorded, and that is not nought.

    Raises:
        InvalidValue: the region lies elsewhere, or is wider.
    """
    sending = case.campaign.pairing.sending
    if region is not None and not region.within(sending):
        raise InvalidValue(
            Text(
                "{region} 不在输出地 {sending} 之内，案例中没有其记录；请给出输出地或其中的县",
                "{region} is no part of the sending region {sending}, and the case records nothing of it: name that "
                "region or a county of it",
            ).format(region=region, sending=sending)
        )


def check_known(case: Case, last: date) -> None:
    """Refuse a last day after that of the case: the records say nothing of it, and nobody was seen on it.

    Raises:
        InvalidValue: the day is after that of the case.
    """
    if last > case.on:
        raise InvalidValue(
            Text(
                "截止日 {last} 晚于案例日期 {on}，其后的情况没有记录；请把截止日改为 {on} 或更早，或更新记录和案例日期",
                "the last day {last} is after the day of the case, {on}, and nothing is recorded of the days between; "
                "let it be {on} or earlier, or bring the records and the day of the case up to date",
            ).format(last=last, on=case.on)
        )


def _common(first: Period, second: Period) -> Period | None:
    start = max(first.start, second.start)
    ends = [end for end in (first.end, second.end) if end is not None]
    end = min(ends, default=None)
    return None if end is not None and end <= start else Period(start, end)
