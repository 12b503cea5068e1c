"""Rules about labour dispatch: EM-09 to EM-11, EM-16, EM-17, EM-19."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from laborcoop.employers.dispatch import Dispatch, DispatchKind, Workforce
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Mark, Severity, rule
from laborcoop.rulebook.documents import DISPATCH_SHARE_NOTICE, LABOUR_CONTRACT_LAW
from laborcoop.rulebook.rule import AnyRule

_PER_CENT = 100


@rule(
    "EM-09",
    "employers.dispatch-share",
    Severity.ERROR,
    subject=Workforce,
    sources=(Citation(DISPATCH_SHARE_NOTICE, "", Mark.SECONDARY), Citation(LABOUR_CONTRACT_LAW, "66")),
    message=Text(
        "被派遣 {dispatched} 人，用工总量 {total} 人，超过 {most}%",
        "{dispatched} of {total} workers are dispatched, more than {most} %",
    ),
    suggestion=Text("请减少派遣，或改为直接签订劳动合同。", "Dispatch fewer, or hire them directly."),
    parameters=("dispatch_share",),
)
def dispatch_share(workforce: Workforce, ctx: Context) -> Iterator[Breach]:
    """Dispatched workers are no more than a tenth of all, dispatched and under contract; exactly a tenth is lawful."""
    most = ctx.number("dispatch_share")
    if workforce.dispatched * _PER_CENT > most * workforce.total:
        yield Breach({"dispatched": workforce.dispatched, "total": workforce.total, "most": most}, "dispatched")


@rule(
    "EM-10",
    "employers.dispatch-posts",
    Severity.ERROR,
    subject=Dispatch,
    sources=(Citation(LABOUR_CONTRACT_LAW, "58"), Citation(LABOUR_CONTRACT_LAW, "66")),
    message=Text("劳务派遣：{fault}", "labour dispatch: {fault}"),
    suggestion=Text("请改为直接用工，或更正派遣记录。", "Hire directly, or correct the record."),
    parameters=("dispatch_temporary_months", "dispatch_contract_months"),
)
def dispatch_posts(dispatch: Dispatch, ctx: Context) -> Iterator[Breach]:
    """A dispatched worker fills a temporary, auxiliary or substitute post, under a contract of two years or more.

    A temporary post exists for six months at most. An open-ended contract is longer than any term.
    """
    if dispatch.kind is None:
        fault = Text("没有记录岗位性质", "the kind of post is not recorded")
        yield Breach({"fault": fault}, "kind", Severity.WARN)
    elif dispatch.kind is DispatchKind.MAIN:
        fault = Text("主营业务岗位不得派遣", "a post of the main business cannot be filled this way")
        yield Breach({"fault": fault}, "kind")
    elif dispatch.kind is DispatchKind.TEMPORARY:
        yield from _temporary(dispatch.post_lasts, ctx.whole("dispatch_temporary_months"))
    months = ctx.whole("dispatch_contract_months")
    if dispatch.contract is not None and not _lasts(dispatch.contract, months):
        fault = Text("派遣劳动合同不足 {months} 个月", "the contract with the agency is shorter than {months} months")
        yield Breach({"fault": fault.format(months=months)}, "contract")


def _temporary(post: Period | None, months: int) -> Iterator[Breach]:
    if post is None:
        fault = Text("没有记录临时岗位的存续时间", "how long the temporary post exists is not recorded")
        yield Breach({"fault": fault}, "post_lasts", Severity.WARN)
    elif not _within(post, months):
        fault = Text("临时岗位存续超过 {months} 个月", "the temporary post exists for more than {months} months")
        yield Breach({"fault": fault.format(months=months)}, "post_lasts")


def _within(period: Period, months: int) -> bool:
    return period.end is not None and period.end <= period.start + relativedelta(months=months)


def _lasts(period: Period, months: int) -> bool:
    return period.end is None or period.end >= period.start + relativedelta(months=months)


@rule(
    "EM-11",
    "employers.dispatch-equal-pay",
    Severity.BLOCK,
    subject=Dispatch,
    sources=(Citation(LABOUR_CONTRACT_LAW, "60"), Citation(LABOUR_CONTRACT_LAW, "63")),
    message=Text("劳务派遣：{fault}", "labour dispatch: {fault}"),
    suggestion=Text("请退还费用，并按同工同酬支付。", "Have the fee given back and equal work paid equally."),
)
def dispatch_equal_pay(dispatch: Dispatch, _ctx: Context) -> Iterator[Breach]:
    """A dispatched worker pays no fee, to the agency or the user, and has the pay of the user's own staff."""
    if dispatch.fee > 0:
        fault = Text("向被派遣劳动者收费 {fee} 元", "the worker is charged {fee} yuan")
        yield Breach({"fault": fault.format(fee=dispatch.fee)}, "fee")
    if dispatch.wage is not None and dispatch.peer_wage is not None and dispatch.wage < dispatch.peer_wage:
        fault = Text(
            "月工资 {wage} 元，同类岗位职工 {peer} 元", "the wage is {wage} yuan; own staff in such a post have {peer}"
        )
        yield Breach({"fault": fault.format(wage=dispatch.wage, peer=dispatch.peer_wage)}, "wage")


@rule(
    "EM-16",
    "employers.dispatch-licence",
    Severity.BLOCK,
    subject=Dispatch,
    sources=(Citation(LABOUR_CONTRACT_LAW, "57"),),
    message=Text("派遣单位{fault}", "the dispatch agency {fault}"),
    suggestion=Text("请查验劳务派遣经营许可证。", "Ask for the licence for labour dispatch."),
)
def dispatch_licence(dispatch: Dispatch, ctx: Context) -> Iterator[Breach]:
    """A dispatch agency holds a licence that is in force on the day."""
    if dispatch.licence is None:
        yield Breach({"fault": Text("没有许可证记录", "has no licence on record")}, "licence")
    elif ctx.on not in dispatch.licence:
        yield Breach({"fault": Text("的许可证当天无效", "has a licence that is not in force on the day")}, "licence")


@rule(
    "EM-17",
    "employers.dispatch-not-onward",
    Severity.ERROR,
    subject=Dispatch,
    sources=(Citation(LABOUR_CONTRACT_LAW, "59"), Citation(LABOUR_CONTRACT_LAW, "62")),
    message=Text("用工单位：{fault}", "the user enterprise: {fault}"),
    suggestion=Text(
        "请收回再派遣；连续用工签订一份协议。", "Take the worker back; one agreement for one lasting need."
    ),
    parameters=("dispatch_short_months", "dispatch_gap_days"),
)
def dispatch_not_onward(dispatch: Dispatch, ctx: Context) -> Iterator[Breach]:
    """The user enterprise sends nobody on to another, and splits no lasting need into short agreements.

    What is short, and which gap between two agreements still is one need, are parameters: the law does not say.
    """
    if dispatch.dispatched_onward:
        fault = Text("将被派遣劳动者再派遣到其他单位", "sends the dispatched worker on to another")
        yield Breach({"fault": fault}, "dispatched_onward")
    short, gap = ctx.whole("dispatch_short_months"), ctx.whole("dispatch_gap_days")
    for earlier, later in pairwise(sorted(dispatch.terms, key=lambda term: term.start)):
        if earlier.end is None or not (_within(earlier, short) and _within(later, short)):
            continue
        if 0 <= (later.start - earlier.end).days <= gap:
            fault = Text(
                "连续用工被分割为短期协议（自 {first} 起，又自 {then} 起）",
                "a lasting need is split into short agreements (from {first}, then from {then})",
            )
            yield Breach({"fault": fault.format(first=earlier.start, then=later.start)}, "terms")


@rule(
    "EM-19",
    "employers.dispatch-standards",
    Severity.ERROR,
    subject=Dispatch,
    sources=(Citation(LABOUR_CONTRACT_LAW, "61"),),
    message=Text("跨地区派遣：{fault}", "dispatch across regions: {fault}"),
    suggestion=Text(
        "劳动报酬和劳动条件按用工单位所在地标准执行。", "Pay and conditions go by the user enterprise's place."
    ),
    parameters=("minimum_wage",),
)
def dispatch_standards(dispatch: Dispatch, ctx: Context) -> Iterator[Breach]:
    """Across regions, pay and conditions go by the standards of the user enterprise's place, its minimum wage too."""
    if not dispatch.crosses_regions:
        return
    applied, user = dispatch.standards_of, dispatch.user
    if applied is None:
        fault = Text("没有记录按何地标准执行", "whose standards are applied is not recorded")
        yield Breach({"fault": fault}, "standards_of", Severity.WARN)
    elif not (user.within(applied) or applied.within(user.prefecture)):
        fault = Text("按 {applied} 的标准执行，应为 {user}", "the standards of {applied} are applied, not of {user}")
        yield Breach({"fault": fault.format(applied=applied, user=user)}, "standards_of")
    minimum = ctx.at(user).value("minimum_wage")
    if minimum is None or isinstance(minimum, str | bool) or dispatch.wage is None:
        return
    if dispatch.wage < minimum:
        fault = Text(
            "月工资 {wage} 元低于用工单位所在地最低工资 {minimum} 元", "{wage} yuan is below the {minimum} there"
        )
        yield Breach({"fault": fault.format(wage=dispatch.wage, minimum=minimum)}, "wage")


RULES: tuple[AnyRule, ...] = (
    dispatch_share,
    dispatch_posts,
    dispatch_equal_pay,
    dispatch_licence,
    dispatch_not_onward,
    dispatch_standards,
)
