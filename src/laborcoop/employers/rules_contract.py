"""Rules about written contracts: in time, complete, as offered, in both hands (CT-01 to CT-03, CT-12 to CT-16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from laborcoop.employers.contract import ContractContent, ContractKind, LaborContract, Party
from laborcoop.employers.staff_register import RegisterColumn, StaffRegister
from laborcoop.employers.term import months_after
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Mark, Severity, rule
from laborcoop.rulebook.documents import (
    CIVIL_CODE_GENERAL,
    FAIR_RECRUITMENT,
    LABOUR_CONTRACT_LAW,
    LABOUR_CONTRACT_RULES,
)
from laborcoop.rulebook.rule import AnyRule

_DAY = timedelta(days=1)
_SIGNED = Text("实于 {day} 订立", "it was signed on {day}")
_WRITTEN_WITHIN = "contract_within_months"
_DEEMED_AFTER = "deemed_open_ended_months"


def when_signed(contract: LaborContract, ctx: Context) -> Context:
    """The context of the place of work on the day of signing, else on the first working day."""
    return ctx.at(contract.division, contract.signed_on or contract.first_day)


def _still_worked_on(contract: LaborContract, ctx: Context) -> date:
    """The day of judgement, or the day of leaving where that was before."""
    return ctx.on if contract.leaving is None else min(ctx.on, contract.leaving.on)


def _may_be_oral(contract: LaborContract) -> bool:
    return contract.kind is ContractKind.PART_TIME


@rule(
    "CT-01",
    "employers.contract-in-writing",
    Severity.ERROR,
    subject=LaborContract,
    sources=(
        Citation(LABOUR_CONTRACT_LAW, "10"),
        Citation(LABOUR_CONTRACT_LAW, "69"),
        Citation(CIVIL_CODE_GENERAL, "201", Mark.UNVERIFIED),
        Citation(CIVIL_CODE_GENERAL, "202", Mark.UNVERIFIED),
    ),
    message=Text(
        "自用工之日 {first} 起应在 {deadline} 前（含）订立书面劳动合同，{state}",
        "the written contract is due by {deadline}, a month after the first working day, {first}; {state}",
    ),
    suggestion=Text("请立即补订书面合同。", "Make the written contract at once."),
    parameters=(_WRITTEN_WITHIN,),
)
def contract_in_writing(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """A contract is in writing within a month of the first working day, which is not counted; part-time may be oral."""
    deadline = months_after(contract.first_day, when_signed(contract, ctx).whole(_WRITTEN_WITHIN))
    signed = contract.signed_on
    until = signed or _still_worked_on(contract, ctx)
    if _may_be_oral(contract) or until <= deadline:
        return
    state = Text("至 {day} 仍未订立", "there was none on {day}") if signed is None else _SIGNED
    state = state.format(day=until)
    yield Breach({"first": contract.first_day, "deadline": deadline, "state": state}, "signed_on")


@rule(
    "CT-02",
    "employers.double-wage",
    Severity.WARN,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_RULES, "6"), Citation(LABOUR_CONTRACT_LAW, "82")),
    message=Text(
        "自 {first} 至 {last} 共 {days} 天没有书面劳动合同，应支付两倍工资",
        "without a written contract from {first} to {last}, {days} days: the wage of that time is doubled",
    ),
    suggestion=Text("请核算并支付。", "Work it out and pay it."),
    parameters=(_WRITTEN_WITHIN, _DEEMED_AFTER),
)
def double_wage(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """From the day after the month is full to the day before signing or before the year is full, the wage is double.

    Until there is a contract the days are counted up to the day of judgement, and no further than the last day worked.
    """
    then = when_signed(contract, ctx)
    first = months_after(contract.first_day, then.whole(_WRITTEN_WITHIN)) + _DAY
    year_is_full = months_after(contract.first_day, then.whole(_DEEMED_AFTER))
    unsigned = _still_worked_on(contract, ctx) if contract.signed_on is None else contract.signed_on - _DAY
    last = min(year_is_full - _DAY, unsigned)
    if not _may_be_oral(contract) and first <= last:
        yield Breach({"first": first, "last": last, "days": (last - first).days + 1}, "signed_on")


@rule(
    "CT-03",
    "employers.contract-contents",
    Severity.ERROR,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_LAW, "17"),),
    message=Text("劳动合同缺少必备条款：{missing}", "the contract lacks mandatory contents: {missing}"),
    suggestion=Text("请补充约定。", "Have them added."),
)
def contract_contents(contract: LaborContract, _ctx: Context) -> Iterator[Breach]:
    """A written contract has the nine mandatory contents; silent where nobody looked, or where it may be oral."""
    if contract.contents is None or contract.signed_on is None or _may_be_oral(contract):
        return
    missing = [content.label for content in ContractContent if content not in contract.contents]
    if missing:
        yield Breach({"missing": missing}, "contents")


@rule(
    "CT-12",
    "employers.part-time",
    Severity.ERROR,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_LAW, "68"), Citation(LABOUR_CONTRACT_LAW, "72")),
    message=Text("非全日制用工{what}为 {value}，不得超过 {limit}", "part-time work: {what} {value}, at most {limit}"),
    suggestion=Text(
        "请减少工时、缩短结算周期，或订立全日制合同。", "Cut the hours or the pay cycle, or make a full-time contract."
    ),
    parameters=("part_time_daily_hours", "part_time_weekly_hours", "part_time_pay_days"),
)
def part_time(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """Part-time work is four hours a day on average, 24 a week, and paid at least every 15 days."""
    if contract.kind is not ContractKind.PART_TIME:
        return
    then = when_signed(contract, ctx)
    for path, value, limit, what in (
        (
            "daily_hours",
            contract.daily_hours,
            then.number("part_time_daily_hours"),
            Text("平均每日工时（小时）", "hours a day on average"),
        ),
        (
            "weekly_hours",
            contract.weekly_hours,
            then.number("part_time_weekly_hours"),
            Text("每周工时（小时）", "hours a week"),
        ),
        (
            "pay_every_days",
            contract.pay_every_days,
            then.whole("part_time_pay_days"),
            Text("结算支付周期（天）", "days between payments"),
        ),
    ):
        if value is not None and value > limit:
            yield Breach({"what": what, "value": value, "limit": limit}, path)


@rule(
    "CT-13",
    "employers.staff-register",
    Severity.WARN,
    subject=StaffRegister,
    sources=(Citation(LABOUR_CONTRACT_LAW, "7"), Citation(LABOUR_CONTRACT_RULES, "8")),
    message=Text("职工名册：{fault}", "staff register: {fault}"),
    suggestion=Text("请补建或补齐。", "Keep one, or complete it."),
)
def staff_register(register: StaffRegister, _ctx: Context) -> Iterator[Breach]:
    """An employer keeps a register with its eight columns, in which everyone who works there is entered."""
    missing = [column.label for column in RegisterColumn if column not in register.columns]
    if not register.columns:
        yield Breach({"fault": Text("没有建立", "none is kept")}, "columns")
        return
    if missing:
        fault = Text("缺少栏目：{missing}", "columns missing: {missing}")
        yield Breach({"fault": fault.format(missing=missing)}, "columns")
    absent = sorted(register.staff - register.entered)
    if absent:
        fault = Text("{count} 人未登记：{absent}", "{count} not entered: {absent}")
        yield Breach({"fault": fault.format(count=len(absent), absent=absent)}, "entered")


@rule(
    "CT-14",
    "employers.contract-as-offered",
    Severity.ERROR,
    subject=LaborContract,
    sources=(Citation(FAIR_RECRUITMENT, "", Mark.SECONDARY),),
    message=Text(
        "合同与招聘时承诺不一致：{what}承诺 {offered}，合同 {agreed}",
        "the contract is not what was offered: {what} {offered}, in the contract {agreed}",
    ),
    suggestion=Text(
        "请按承诺更正，或由劳动者重新书面确认后登记豁免。",
        "Have it mended to what was offered, or record a waiver once the worker has agreed anew in writing.",
    ),
)
def contract_as_offered(contract: LaborContract, _ctx: Context) -> Iterator[Breach]:
    """Pay, work, place and hours are those that were offered when recruiting, or better; no substitution."""
    offer = contract.offer
    if offer is None or contract.signed_on is None:
        return
    wage, hours = contract.wage, contract.weekly_hours
    place = contract.division
    for worse, path, what, offered, agreed in (
        (
            offer.wage is not None and wage is not None and wage < offer.wage,
            "wage",
            Text("月工资（元）", "monthly wage in yuan"),
            offer.wage,
            wage,
        ),
        (
            offer.weekly_hours is not None and hours is not None and hours > offer.weekly_hours,
            "weekly_hours",
            Text("每周工时（小时）", "hours a week"),
            offer.weekly_hours,
            hours,
        ),
        (
            offer.division is not None and not place.within(offer.division),
            "division",
            Text("工作地", "place of work"),
            offer.division,
            place,
        ),
        (
            bool(offer.work.strip() and contract.work.strip()) and offer.work.strip() != contract.work.strip(),
            "work",
            Text("工作内容", "work"),
            offer.work.strip(),
            contract.work.strip(),
        ),
    ):
        if worse:
            yield Breach({"what": what, "offered": offered, "agreed": agreed}, path)


@rule(
    "CT-15",
    "employers.deemed-open-ended",
    Severity.WARN,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_LAW, "14"), Citation(LABOUR_CONTRACT_RULES, "7")),
    message=Text(
        "自用工之日 {first} 起至 {full} 满一年未订立书面合同，视为已订立无固定期限劳动合同",
        "a year from the first working day, {first}, is full on {full} without a written contract: an open-ended one "
        "is deemed made",
    ),
    suggestion=Text("请立即补订无固定期限书面合同。", "Put the open-ended contract in writing at once."),
    parameters=(_DEEMED_AFTER,),
)
def deemed_open_ended(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """Without a written contract on the day the year is full, an open-ended one is deemed made."""
    full = months_after(contract.first_day, when_signed(contract, ctx).whole(_DEEMED_AFTER))
    settled = contract.signed_on is not None and (contract.signed_on < full or contract.kind is ContractKind.OPEN_ENDED)
    if not (_may_be_oral(contract) or settled) and _still_worked_on(contract, ctx) >= full:
        yield Breach({"first": contract.first_day, "full": full}, "signed_on")


@rule(
    "CT-16",
    "employers.contract-copies",
    Severity.ERROR,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_LAW, "16"),),
    message=Text(
        "{party}没有持有经双方签字或盖章的合同文本", "{party} does not hold a copy of the contract signed by both"
    ),
    suggestion=Text("请交付一份。", "Hand one over."),
)
def contract_copies(contract: LaborContract, _ctx: Context) -> Iterator[Breach]:
    """Each party holds a signed copy of a written contract; silent where nobody looked."""
    if contract.signed_on is None or contract.held_by is None:
        return
    for party in Party:
        if party not in contract.held_by:
            yield Breach({"party": party.label}, "held_by")


RULES: tuple[AnyRule, ...] = (
    contract_in_writing,
    double_wage,
    contract_contents,
    part_time,
    staff_register,
    contract_as_offered,
    deemed_open_ended,
    contract_copies,
)
