"""Rules about paying wages (HP-04 to HP-07, HP-09)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from laborcoop.employers.hours import DayKind
from laborcoop.employers.insurance import InsuranceKind
from laborcoop.employers.payroll import Payee, PaySlip
from laborcoop.employers.term import months_after
from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import (
    LABOUR_LAW,
    MIGRANT_WORKERS_PAY,
    PAID_DAYS_NOTICE,
    SOCIAL_INSURANCE_LAW,
    WAGE_PAYMENT,
)
from laborcoop.rulebook.rule import AnyRule

_DAY = timedelta(days=1)
_FEN = Decimal("0.01")
_PERCENT = {
    DayKind.WORKDAY: "overtime_percent_workday",
    DayKind.REST_DAY: "overtime_percent_rest_day",
    DayKind.HOLIDAY: "overtime_percent_holiday",
}
_EMPLOYERS_ALONE = frozenset({InsuranceKind.WORK_INJURY, InsuranceKind.MATERNITY})


def _then(slip: PaySlip, ctx: Context) -> Context:
    return ctx.at(slip.division, slip.last)


@rule(
    "HP-04",
    "employers.overtime-pay",
    Severity.ERROR,
    subject=PaySlip,
    sources=(Citation(LABOUR_LAW, "44"), Citation(WAGE_PAYMENT, "13"), Citation(PAID_DAYS_NOTICE)),
    message=Text(
        "{kind}加班 {hours} 小时支付 {paid} 元，按 {percent}% 应不少于 {due} 元",
        "{hours} hours of overtime on a {kind} are paid {paid} yuan; at {percent} % it is {due} or more",
    ),
    suggestion=Text("请补足；休息日已安排补休的，请登记。", "Pay the rest; record it where a rest day was given back."),
    parameters=(*_PERCENT.values(), "paid_days_per_month", "daily_hours"),
)
def overtime_pay(slip: PaySlip, ctx: Context) -> Iterator[Breach]:
    """Overtime is paid 150 %, on a rest day that is not given back 200 %, on a statutory holiday 300 %.

    The hour's pay is the month's divided by the paid days and the hours of a day; a fraction of a fen is let go.
    """
    then = _then(slip, ctx)
    if slip.monthly_wage is None or then.value("paid_days_per_month") is None:
        return
    hours_a_month = then.number("paid_days_per_month") * then.number("daily_hours")
    for i, extra in enumerate(slip.overtime):
        if extra.kind is DayKind.REST_DAY and extra.in_lieu:
            continue
        percent = then.number(_PERCENT[extra.kind])
        due = (slip.monthly_wage * extra.hours * percent / (hours_a_month * 100)).quantize(_FEN, ROUND_DOWN)
        if extra.paid < due:
            facts = {
                "kind": extra.kind.label,
                "hours": extra.hours,
                "paid": extra.paid,
                "percent": percent,
                "due": due,
            }
            yield Breach(facts, f"overtime[{i}].paid")


@rule(
    "HP-05",
    "employers.wages-in-money-and-time",
    Severity.ERROR,
    subject=PaySlip,
    sources=(
        Citation(LABOUR_LAW, "50"),
        Citation(MIGRANT_WORKERS_PAY, "11"),
        Citation(MIGRANT_WORKERS_PAY, "12"),
        Citation(MIGRANT_WORKERS_PAY, "13"),
        Citation(WAGE_PAYMENT, "7"),
    ),
    message=Text("{what}", "{what}"),
    suggestion=Text(
        "工资应以货币按约定日期、至少每月一次支付给本人；因不可抗力延迟的，请登记豁免。",
        "Wages are paid in money, on the agreed day, once a month at least, to the worker; where force majeure delayed "
        "them, record a waiver.",
    ),
    parameters=("pay_cycle_months",),
)
def wages_in_money_and_time(slip: PaySlip, ctx: Context) -> Iterator[Breach]:
    """Wages are money, paid to the worker (or whom the worker chose), on the agreed day, at least monthly."""
    if slip.form is not None and not slip.form.is_money:
        yield Breach({"what": Text("工资以实物或有价证券支付", "wages are paid in goods or vouchers")}, "form")
    if slip.payee is Payee.OTHER:
        what = Text("工资没有支付给劳动者本人或其委托的人", "wages are paid to somebody the worker did not choose")
        yield Breach({"what": what}, "payee")
    if slip.due_on is not None and (slip.paid_on or ctx.on) > slip.due_on:
        late = Text("约定 {due} 支付，{state}", "wages were due on {due} and {state}")
        state = (
            Text("至今未付", "are not paid")
            if slip.paid_on is None
            else Text("实于 {day} 支付", "were paid on {day}").format(day=slip.paid_on)
        )
        yield Breach({"what": late.format(due=slip.due_on, state=state)}, "paid_on")
    cycle = _then(slip, ctx).whole("pay_cycle_months")
    if slip.last >= months_after(slip.first, cycle):
        what = Text(
            "一次支付 {first} 至 {last} 的工资，周期超过 {cycle} 个月",
            "one payment for {first} to {last}: a cycle of more than {cycle} month(s)",
        )
        yield Breach({"what": what.format(first=slip.first, last=slip.last, cycle=cycle)}, "last")


@rule(
    "HP-06",
    "employers.wage-records",
    Severity.WARN,
    subject=PaySlip,
    sources=(
        Citation(MIGRANT_WORKERS_PAY, "2"),
        Citation(MIGRANT_WORKERS_PAY, "6"),
        Citation(MIGRANT_WORKERS_PAY, "15"),
        Citation(WAGE_PAYMENT, "6"),
    ),
    message=Text("{what}", "{what}"),
    suggestion=Text("请补办并登记。", "Mend it and record it."),
    parameters=("wage_ledger_years", "wage_ledger_years_rural"),
)
def wage_records(slip: PaySlip, ctx: Context) -> Iterator[Breach]:
    """A slip at each payment; a ledger kept two years, three for rural workers; real names for rural workers."""
    if slip.slip_given is False:
        yield Breach({"what": Text("没有提供本人的工资清单", "the worker got no slip")}, "slip_given")
    if slip.rural and slip.real_name is False:
        what = Text("农民工用工没有实名制管理", "the employment of rural workers is not managed by real names")
        yield Breach({"what": what}, "real_name")
    years = _then(slip, ctx).whole("wage_ledger_years_rural" if slip.rural else "wage_ledger_years")
    until = months_after(slip.paid_on or slip.last, 12 * years)
    if slip.ledger_kept_until is not None and slip.ledger_kept_until < until:
        what = Text(
            "工资台账只保存至 {kept}，至少应保存至 {until}", "the wage ledger is kept until {kept}, not until {until}"
        )
        yield Breach({"what": what.format(kept=slip.ledger_kept_until, until=until)}, "ledger_kept_until")


@rule(
    "HP-07",
    "employers.pay-day-before-holiday",
    Severity.INFO,
    subject=PaySlip,
    sources=(Citation(MIGRANT_WORKERS_PAY, "14"), Citation(WAGE_PAYMENT, "7")),
    message=Text("{what}", "{what}"),
    suggestion=Text(
        "请安排支付日期，并核对当年的放假安排。",
        "Set the day of payment, and look at the year's arrangement of days off.",
    ),
)
def pay_day_before_holiday(slip: PaySlip, _ctx: Context) -> Iterator[Breach]:
    """Where the pay day is a statutory holiday or rest day, wages are paid on the last workday before it."""
    if slip.due_on is None:
        return
    latest = _last_workday(slip, slip.due_on)
    if latest is None:
        what = Text(
            "没有 {year} 年的法定节假日表，无法核对支付日期", "the holidays of {year} are not known: check the pay day"
        )
        yield Breach({"what": what.format(year=slip.due_on.year)}, "due_on")
    elif latest < slip.due_on and (slip.paid_on is None or slip.paid_on > latest):
        what = Text(
            "约定支付日 {due} 是法定节假日或休息日，应在 {latest} 前（含）支付",
            "the pay day, {due}, is a holiday or rest day: wages are paid by {latest}",
        )
        yield Breach({"what": what.format(due=slip.due_on, latest=latest)}, "due_on")


def _last_workday(slip: PaySlip, until: date) -> date | None:
    try:
        return slip.calendar.last_workday(until)
    except InvalidValue:
        return None


@rule(
    "HP-09",
    "employers.no-share-of-injury-and-maternity-insurance",
    Severity.ERROR,
    subject=PaySlip,
    sources=(Citation(SOCIAL_INSURANCE_LAW, "33"), Citation(SOCIAL_INSURANCE_LAW, "53")),
    message=Text(
        "从工资中扣了{kind}费 {amount} 元，该费由用人单位缴纳",
        "{amount} yuan are withheld for {kind}, which the employer pays",
    ),
    suggestion=Text("请退还。", "Give it back."),
)
def no_share_of_injury_and_maternity_insurance(slip: PaySlip, _ctx: Context) -> Iterator[Breach]:
    """The worker pays nothing for work-injury and maternity insurance."""
    for i, deduction in enumerate(slip.deductions):
        if deduction.kind in _EMPLOYERS_ALONE and deduction.amount > 0:
            yield Breach({"kind": deduction.kind.label, "amount": deduction.amount}, f"deductions[{i}].amount")


RULES: tuple[AnyRule, ...] = (
    overtime_pay,
    wages_in_money_and_time,
    wage_records,
    pay_day_before_holiday,
    no_share_of_injury_and_maternity_insurance,
)
