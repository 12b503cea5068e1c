"""Parameters about hours, pay, insurance and leave."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, DatedValue, Parameter
from laborcoop.rulebook.documents import (
    ANNUAL_LEAVE,
    HOLIDAYS_LAW,
    HOLIDAYS_LAW_2013,
    LABOUR_LAW,
    MIGRANT_WORKERS_PAY,
    PAID_DAYS_NOTICE,
    PAID_DAYS_NOTICE_2008,
    SOCIAL_INSURANCE_LAW,
    WAGE_PAYMENT,
    WORK_INJURY_INSURANCE,
    WORKING_HOURS,
)
from laborcoop.rulebook.source import Source

_ELEVEN_DAYS = date(2008, 1, 1)
_THIRTEEN_DAYS = date(2025, 1, 1)
_OVERTIME = Citation(LABOUR_LAW, "41")
_OVERTIME_PAY = Citation(LABOUR_LAW, "44")
_LEAVE = Citation(ANNUAL_LEAVE, "3")


def _always(name: str, zh: str, en: str, unit: str, value: int, source: Source) -> Parameter:
    return always(name, Text(zh, en), unit, value, source)


def _since_2008(
    name: str, title: Text, unit: str, before: int | Decimal, after: int | Decimal, *sources: Source
) -> Parameter:
    old, new = sources
    return Parameter(
        name=name,
        title=title,
        unit=unit,
        values=(
            DatedValue(value=before, source=old, since=_ELEVEN_DAYS, until=_THIRTEEN_DAYS),
            DatedValue(value=after, source=new, since=_THIRTEEN_DAYS),
        ),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _always("daily_hours", "每日正常工时", "regular hours a day", "hour", 8, Citation(WORKING_HOURS, "3")),
    _always(
        "weekly_hours",
        "每周正常工时（1995 年国务院规定 40；劳动法第36条写的是平均 44）",
        "regular hours a week (40 by the decree of 1995; art. 36 of the Labour Law itself says 44 on average)",
        "hour",
        40,
        Citation(WORKING_HOURS, "3"),
    ),
    _always("weekly_rest_days", "每周最少休息日", "least days of rest a week", "day", 1, Citation(LABOUR_LAW, "38")),
    _always("usual_overtime_hours", "一般每日加班上限", "usual overtime a day", "hour", 1, _OVERTIME),
    _always(
        "special_overtime_hours", "特殊原因每日加班上限", "overtime a day for special reasons", "hour", 3, _OVERTIME
    ),
    _always("monthly_overtime_hours", "每月加班上限", "overtime a month", "hour", 36, _OVERTIME),
    _always("overtime_percent_workday", "工作日加班工资比例", "pay for overtime", "%", 150, _OVERTIME_PAY),
    _always("overtime_percent_rest_day", "休息日加班工资比例", "pay on a rest day", "%", 200, _OVERTIME_PAY),
    _always(
        "overtime_percent_holiday", "法定休假日加班工资比例", "pay on a statutory holiday", "%", 300, _OVERTIME_PAY
    ),
    _since_2008(
        "paid_days_per_month",
        Text("月计薪天数", "paid days a month"),
        "day",
        Decimal("21.75"),
        Decimal("21.75"),
        Citation(PAID_DAYS_NOTICE_2008),
        Citation(PAID_DAYS_NOTICE),
    ),
    _since_2008(
        "statutory_holidays",
        Text("全年法定休假日", "statutory holidays a year"),
        "day",
        11,
        13,
        Citation(HOLIDAYS_LAW_2013, "2"),
        Citation(HOLIDAYS_LAW, "2"),
    ),
    _since_2008(
        "workdays_per_year",
        Text("全年工作日", "workdays a year"),
        "day",
        250,
        248,
        Citation(PAID_DAYS_NOTICE_2008),
        Citation(PAID_DAYS_NOTICE),
    ),
    _since_2008(
        "workdays_per_month",
        Text("月平均工作日", "average workdays a month"),
        "day",
        Decimal("20.83"),
        Decimal("20.67"),
        Citation(PAID_DAYS_NOTICE_2008),
        Citation(PAID_DAYS_NOTICE),
    ),
    _always("pay_cycle_months", "工资支付周期上限", "longest pay cycle", "month", 1, Citation(LABOUR_LAW, "50")),
    _always(
        "wage_ledger_years",
        "工资台账保存年限",
        "years for which a wage ledger is kept",
        "year",
        2,
        Citation(WAGE_PAYMENT, "6"),
    ),
    _always(
        "wage_ledger_years_rural",
        "农民工工资台账保存年限",
        "years for which the wage ledger of rural workers is kept",
        "year",
        3,
        Citation(MIGRANT_WORKERS_PAY, "15"),
    ),
    _always(
        "insurance_registration_days",
        "社会保险登记期限",
        "days for registering social insurance",
        "day",
        30,
        Citation(SOCIAL_INSURANCE_LAW, "58"),
    ),
    _always(
        "injury_employer_days",
        "用人单位申请工伤认定的期限",
        "days in which the employer applies for recognition of a work injury",
        "day",
        30,
        Citation(WORK_INJURY_INSURANCE, "17"),
    ),
    _always(
        "injury_worker_months",
        "劳动者申请工伤认定的期限",
        "months in which the worker or family may apply",
        "month",
        12,
        Citation(WORK_INJURY_INSURANCE, "17"),
    ),
    _always(
        "leave_after_months",
        "享受年休假的连续工作时间",
        "months of unbroken work before annual leave",
        "month",
        12,
        Citation(ANNUAL_LEAVE, "2"),
    ),
    _always("leave_days", "年休假天数", "days of annual leave", "day", 5, _LEAVE),
    _always("leave_medium_years", "年休假增加的累计工作年限", "years of work for more leave", "year", 10, _LEAVE),
    _always("leave_medium_days", "累计工作较久的年休假天数", "days of annual leave then", "day", 10, _LEAVE),
    _always("leave_long_years", "年休假最长的累计工作年限", "years of work for the longest leave", "year", 20, _LEAVE),
    _always("leave_long_days", "最长年休假天数", "days of the longest annual leave", "day", 15, _LEAVE),
)
