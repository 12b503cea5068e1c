"""Rules about working time, rest and leave (HP-01 to HP-03, HP-11, HP-14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from laborcoop.employers.hours import AnnualLeave, DayKind, HoursSystem, TimeSheet, WorkDay, YearPlan
from laborcoop.employers.payroll import PaySlip
from laborcoop.employers.term import months_after
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import (
    ANNUAL_LEAVE,
    HOLIDAYS_LAW,
    LABOUR_LAW,
    PAID_DAYS_NOTICE,
    PAID_DAYS_NOTICE_2008,
    WORKING_HOURS,
)
from laborcoop.rulebook.rule import AnyRule

_NONE = Decimal(0)
_FEN = Decimal("0.01")
_LAST_WEEKDAY = timedelta(days=6)


def _then(sheet: TimeSheet, ctx: Context) -> Context:
    return ctx.at(sheet.division, sheet.last)


@rule(
    "HP-01",
    "employers.working-hours",
    Severity.ERROR,
    subject=TimeSheet,
    sources=(
        Citation(WORKING_HOURS, "3"),
        Citation(WORKING_HOURS, "5"),
        Citation(LABOUR_LAW, "36"),
        Citation(LABOUR_LAW, "39"),
    ),
    message=Text("{what}", "{what}"),
    suggestion=Text(
        "请减少工时，或如实登记加班；特殊工时制须先获批准。",
        "Cut the hours, or record overtime as such; another system needs its approval first.",
    ),
    parameters=("daily_hours", "weekly_hours"),
)
def working_hours(sheet: TimeSheet, ctx: Context) -> Iterator[Breach]:
    """Regular hours are eight a day and forty a week; other systems have their approval.

    A week that the sheet cuts off is judged by the days that it has.
    """
    if sheet.system is not HoursSystem.STANDARD:
        if not sheet.approved:
            what = Text("实行特殊工时制但没有批准", "another system of hours is used without approval")
            yield Breach({"what": what}, "system")
        return
    then = _then(sheet, ctx)
    daily, weekly = then.number("daily_hours"), then.number("weekly_hours")
    for i, day in enumerate(sheet.days):
        if day.regular > daily:
            what = Text(
                "{day} 正常工时 {hours} 小时，超过 {limit} 小时", "{day} has {hours} regular hours, more than {limit}"
            )
            yield Breach({"what": what.format(day=day.on, hours=day.regular, limit=daily)}, f"days[{i}].hours")
    for monday, days in sheet.weeks():
        hours = sum((day.regular for day in days), _NONE)
        if hours > weekly:
            what = Text(
                "{monday} 起一周正常工时 {hours} 小时，超过 {limit} 小时",
                "the week from {monday} has {hours} regular hours, more than {limit}",
            )
            yield Breach({"what": what.format(monday=monday, hours=hours, limit=weekly)}, "days")


@rule(
    "HP-02",
    "employers.overtime",
    Severity.ERROR,
    subject=TimeSheet,
    sources=(Citation(LABOUR_LAW, "41"), Citation(LABOUR_LAW, "42")),
    message=Text("{what}", "{what}"),
    suggestion=Text(
        "请与工会和劳动者协商并减少加班；抢险抢修请如实登记。",
        "Talk to union and worker and cut the overtime; record emergencies and urgent repairs as such.",
    ),
    parameters=("usual_overtime_hours", "special_overtime_hours", "monthly_overtime_hours"),
)
def overtime(sheet: TimeSheet, ctx: Context) -> Iterator[Breach]:
    """Overtime is an hour a day, three for special reasons, 36 a month, after talks; emergencies are not limited.

    A month that passes the limit only with the hours of rest days and holidays gets a warning: whether those count is
    not said in the article. So does overtime of which nobody wrote down whether there were talks.
    """
    if sheet.system is not HoursSystem.STANDARD:
        return
    then = _then(sheet, ctx)
    usual, special = then.number("usual_overtime_hours"), then.number("special_overtime_hours")
    limited = [(i, day) for i, day in enumerate(sheet.days) if not day.urgent]
    for i, day in limited:
        limit = special if day.special_reason else usual
        if day.kind is DayKind.WORKDAY and day.overtime > limit:
            what = Text(
                "{day} 加班 {hours} 小时，超过 {limit} 小时", "{day} has {hours} hours of overtime, more than {limit}"
            )
            yield Breach({"what": what.format(day=day.on, hours=day.overtime, limit=limit)}, f"days[{i}].overtime")
    for month, days in sheet.months():
        yield from _too_much_in(month, [day for day in days if not day.urgent], then)
    if sheet.overtime_talks is not True and any(day.overtime or day.off_day_hours for _, day in limited):
        refused = sheet.overtime_talks is False
        what = (
            Text("加班没有与工会和劳动者协商", "there were no talks with union and worker about overtime")
            if refused
            else Text("没有记录加班是否与工会和劳动者协商", "whether there were talks about overtime is not recorded")
        )
        yield Breach({"what": what}, "overtime_talks", None if refused else Severity.WARN)


def _too_much_in(month: str, days: list[WorkDay], then: Context) -> Iterator[Breach]:
    limit = then.number("monthly_overtime_hours")
    on_workdays = sum((day.overtime for day in days if day.kind is DayKind.WORKDAY), _NONE)
    in_all = on_workdays + sum((day.off_day_hours for day in days), _NONE)
    if on_workdays > limit:
        what = Text(
            "{month} 加班 {hours} 小时，超过 {limit} 小时", "{month} has {hours} hours of overtime, more than {limit}"
        )
        yield Breach({"what": what.format(month=month, hours=on_workdays, limit=limit)}, "days")
    elif in_all > limit:
        what = Text(
            "{month} 连同休息日、法定休假日共 {hours} 小时，超过 {limit} 小时（是否计入上限，条文没有写明）",
            "{month} has {hours} hours with rest days and holidays, more than {limit} (whether those count the article "
            "does not say)",
        )
        yield Breach({"what": what.format(month=month, hours=in_all, limit=limit)}, "days", Severity.WARN)


@rule(
    "HP-03",
    "employers.weekly-rest",
    Severity.ERROR,
    subject=TimeSheet,
    sources=(Citation(LABOUR_LAW, "38"), Citation(LABOUR_LAW, "39")),
    message=Text(
        "{monday} 至 {sunday} 一周只休息 {rested} 日，至少应休息 {least} 日",
        "the week from {monday} to {sunday} has {rested} day(s) of rest, at least {least} is due",
    ),
    suggestion=Text("请安排休息日。", "Give a day of rest."),
    parameters=("weekly_rest_days",),
)
def weekly_rest(sheet: TimeSheet, ctx: Context) -> Iterator[Breach]:
    """Each calendar week has a day of rest, unless another system is approved; a week cut off is not judged."""
    if sheet.system is not HoursSystem.STANDARD and sheet.approved:
        return
    least = _then(sheet, ctx).whole("weekly_rest_days")
    for monday, days in sheet.weeks():
        sunday = monday + _LAST_WEEKDAY
        rested = 7 - sum(day.hours > 0 for day in days)
        if sheet.first <= monday and sunday <= sheet.last and rested < least:
            yield Breach({"monday": monday, "sunday": sunday, "rested": rested, "least": least}, "days")


@rule(
    "HP-11",
    "employers.paid-days",
    Severity.INFO,
    subject=(PaySlip, YearPlan),
    sources=(
        Citation(HOLIDAYS_LAW, "2"),
        Citation(PAID_DAYS_NOTICE_2008),
        Citation(PAID_DAYS_NOTICE),
    ),
    message=Text("{what}", "{what}"),
    suggestion=Text("请按当年规定核算。", "Reckon by the rules of the year."),
    parameters=("paid_days_per_month", "statutory_holidays", "workdays_per_year", "workdays_per_month"),
)
def paid_days(subject: PaySlip | YearPlan, ctx: Context) -> Iterator[Breach]:
    """A day's pay is the month's divided by 21.75; a year's plan has the workdays and holidays of its year."""
    yield from _day_rate(subject, ctx) if isinstance(subject, PaySlip) else _year_plan(subject, ctx)


def _day_rate(slip: PaySlip, ctx: Context) -> Iterator[Breach]:
    then = ctx.at(slip.division, slip.last)
    if slip.day_rate is None or slip.monthly_wage is None or then.value("paid_days_per_month") is None:
        return
    days = then.number("paid_days_per_month")
    if abs(slip.day_rate - slip.monthly_wage / days) < _FEN:
        return
    what = Text(
        "日工资 {rate} 元，应为月工资 ÷ {days} = {right} 元",
        "the day's pay is {rate} yuan; the month's divided by {days} is {right}",
    )
    facts = {"rate": slip.day_rate, "days": days, "right": f"{slip.monthly_wage / days:.2f}"}
    yield Breach({"what": what.format(**facts)}, "day_rate")


def _year_plan(plan: YearPlan, ctx: Context) -> Iterator[Breach]:
    then = ctx.at(plan.division, date(plan.year, 1, 1))
    more = Text("计划{of} {planned}，多于 {right}", "{planned} {of} are planned, more than {right}")
    fewer = Text("计划{of} {planned}，少于 {right}", "{planned} {of} are planned, fewer than {right}")
    for path, planned, name, of in (
        ("workdays", plan.workdays, "workdays_per_year", Text("年工作日", "workdays a year")),
        (
            "workdays_per_month",
            plan.workdays_per_month,
            "workdays_per_month",
            Text("月工作日", "workdays a month"),
        ),
        ("holidays", plan.holidays, "statutory_holidays", Text("法定休假日", "statutory holidays")),
    ):
        if planned is None or then.value(name) is None:
            continue
        right = then.number(name)
        is_holidays = path == "holidays"
        if planned < right if is_holidays else planned > right:
            what = (fewer if is_holidays else more).format(of=of, planned=planned, right=right)
            yield Breach({"what": what}, path)


@rule(
    "HP-14",
    "employers.annual-leave",
    Severity.INFO,
    subject=AnnualLeave,
    sources=(Citation(ANNUAL_LEAVE, "2"), Citation(ANNUAL_LEAVE, "3"), Citation(ANNUAL_LEAVE, "4")),
    message=Text(
        "连续工作满一年，累计工作 {years} 年，年休假应为 {due} 天，已给 {granted} 天",
        "after a year without a break and {years} years of work in all, {due} days of paid leave are due; {granted} "
        "are granted",
    ),
    suggestion=Text("请安排年休假，或按规定补偿。", "Grant the leave, or compensate for it by the rules."),
    parameters=(
        "leave_after_months",
        "leave_days",
        "leave_medium_years",
        "leave_medium_days",
        "leave_long_years",
        "leave_long_days",
    ),
)
def annual_leave(leave: AnnualLeave, ctx: Context) -> Iterator[Breach]:
    """After a year without a break: five days, ten from ten years of work, fifteen from twenty."""
    then = ctx.at(leave.division, leave.on)
    if leave.not_entitled or months_after(leave.continuous_since, then.whole("leave_after_months")) > leave.on:
        return
    due = then.whole("leave_days")
    for size in ("medium", "long"):
        if leave.total_years >= then.whole(f"leave_{size}_years"):
            due = then.whole(f"leave_{size}_days")
    if leave.granted < due:
        yield Breach({"years": leave.total_years, "due": due, "granted": leave.granted}, "granted")


RULES: tuple[AnyRule, ...] = (working_hours, overtime, weekly_rest, paid_days, annual_leave)
