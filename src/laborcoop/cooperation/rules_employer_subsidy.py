"""The rule about employers' subsidies (SB-07): whom, for how long, by which day of the month.

The conditions are parameters of the place that pays, on the day of the claim; where none is in force, the rule asks for
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateutil.relativedelta import relativedelta

from laborcoop.cooperation.subsidy import EmployerSubsidyClaim, EmployerSubsidyKind, payer_of
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import GUANGDONG_HIRING_SUBSIDY
from laborcoop.rulebook.rule import Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark


@rule(
    "SB-07",
    "cooperation.employer-subsidy",
    Severity.ERROR,
    subject=EmployerSubsidyClaim,
    place=payer_of,
    sources=(Citation(GUANGDONG_HIRING_SUBSIDY, "", Mark.SECONDARY),),
    message=Text("用人单位补贴：{fault}", "an employer's subsidy: {fault}"),
    suggestion=Text("不符合条件的不予发放", "do not pay what does not qualify"),
    parameters=("hiring_contract_months", "hiring_insured_months", "hiring_apply_by"),
)
def employer_subsidy(claim: EmployerSubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """The subsidy is for hiring people out of poverty, on a contract of a year or more, with half a year of insurance.

    They are registered in the province or a paired region; the claim comes by the day of the month that the text names.
    """
    there = ctx.at(claim.payer, claim.applied_on)
    if there.value("hiring_contract_months") is None:
        return
    for path, fault in (*_person(claim), *_terms(claim, there)):
        yield Breach({"fault": fault}, path)
    if claim.out_of_poverty is None:
        fault = Text("没有记录是否脱贫人口", "whether the worker is out of poverty is not recorded")
        yield Breach({"fault": fault}, "out_of_poverty", Severity.WARN)
    if claim.insured_since is None:
        fault = Text("没有记录参保时间", "since when the worker is insured is not recorded")
        yield Breach({"fault": fault}, "insured_since", Severity.WARN)


def _person(claim: EmployerSubsidyClaim) -> Iterator[tuple[str, Text]]:
    if not any(claim.registered.within(home) for home in (claim.payer.province, *claim.paired)):
        yield "registered", Text("户籍不在本省或结对地区", "is registered in neither the province nor a paired region")
    if claim.out_of_poverty is False:
        yield "out_of_poverty", Text("不是脱贫人口", "is not out of poverty")
    if claim.dispatch_firm and claim.kind is EmployerSubsidyKind.INSURANCE:
        yield "dispatch_firm", Text("劳务派遣单位不享受社保补贴", "a dispatch firm gets no insurance subsidy")


def _terms(claim: EmployerSubsidyClaim, there: Context) -> Iterator[tuple[str, Text]]:
    months = there.whole("hiring_contract_months")
    if claim.contract.end is not None and claim.contract.end < claim.contract.start + relativedelta(months=months):
        yield "contract", Text("合同不满 {n} 个月", "the contract is for under {n} months").format(n=months)
    insured = there.whole("hiring_insured_months")
    if claim.insured_since is not None and claim.insured_since + relativedelta(months=insured) > claim.applied_on:
        yield "insured_since", Text("参保不满 {n} 个月", "has been insured for under {n} months").format(n=insured)
    last = there.whole("hiring_apply_by")
    if claim.applied_on.day > last:
        yield "applied_on", Text("应在每月 {n} 日前申请", "a month's claims are made by the {n}th").format(n=last)
