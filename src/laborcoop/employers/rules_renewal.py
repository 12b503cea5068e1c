"""Rules about the next contract and the end of the last (CT-11, CT-17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from laborcoop.employers.contract import ContractKind, Contracts, LaborContract
from laborcoop.employers.rules_contract import when_signed
from laborcoop.employers.term import months_after
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Severity, rule
from laborcoop.rulebook.documents import LABOUR_CONTRACT_LAW, LABOUR_CONTRACT_RULES
from laborcoop.rulebook.rule import AnyRule

_DAY = timedelta(days=1)
_TERMS_COUNT_SINCE = date(2008, 1, 1)
"""Art. 97: fixed terms are counted from those renewed after the law came into force."""


@rule(
    "CT-11",
    "employers.open-ended-due",
    Severity.WARN,
    subject=Contracts,
    sources=(
        Citation(LABOUR_CONTRACT_LAW, "14"),
        Citation(LABOUR_CONTRACT_LAW, "97"),
        Citation(LABOUR_CONTRACT_RULES, "9"),
        Citation(LABOUR_CONTRACT_RULES, "12"),
    ),
    message=Text(
        "又订立固定期限合同，而{why}：劳动者提出或同意续订的，应订立无固定期限合同",
        "another fixed term although {why}: where the worker asks for or agrees to it, the contract is open-ended",
    ),
    suggestion=Text(
        "请征求劳动者意见；劳动者自己要求固定期限的，留存书面依据。",
        "Ask the worker; where the worker wanted a fixed term, keep that in writing.",
    ),
    parameters=("fixed_terms_before_open_ended", "years_before_open_ended", "contract_gap_days"),
)
def open_ended_due(contracts: Contracts, ctx: Context) -> Iterator[Breach]:
    """After two fixed terms on end, or ten years on end, a renewal on the worker's wish is open-ended.

    Not where the worker asked for a fixed term or the post is a subsidised public-welfare one; two terms do not count
    where there are grounds of arts 39 or 40(1), (2).
    """
    terms, run_since = 0, date.max
    previous: LaborContract | None = None
    for i, contract in enumerate(contracts.contracts):
        then = when_signed(contract, ctx)
        if previous is None or not _follows(contract, previous, then.whole("contract_gap_days")):
            terms, run_since = 0, contract.first_day
        exempt = contract.worker_asked_fixed_term or contract.public_welfare_post
        if contract.kind is ContractKind.FIXED_TERM and not exempt:
            years = then.whole("years_before_open_ended")
            if months_after(run_since, 12 * years) <= contract.starts_on:
                why = Text("已连续工作满 {years} 年", "the worker has worked there for {years} years on end")
                yield Breach({"why": why.format(years=years)}, f"contracts[{i}]")
            elif terms >= then.whole("fixed_terms_before_open_ended") and not contract.grounds_to_dismiss:
                why = Text("已连续订立 {terms} 次固定期限合同", "there were {terms} fixed terms on end")
                yield Breach({"why": why.format(terms=terms)}, f"contracts[{i}]")
        counted = (contract.signed_on or contract.first_day) >= _TERMS_COUNT_SINCE
        terms += contract.kind is ContractKind.FIXED_TERM and counted
        previous = contract


def _follows(contract: LaborContract, previous: LaborContract, gap: int) -> bool:
    ended = previous.ended_on
    return ended is None or contract.starts_on <= ended + (gap + 1) * _DAY


@rule(
    "CT-17",
    "employers.leaving",
    Severity.ERROR,
    subject=LaborContract,
    sources=(Citation(LABOUR_CONTRACT_LAW, "50"),),
    message=Text(
        "合同于 {left} 解除或终止，{what}应在 {deadline} 前（含）办理，{state}",
        "the contract ended on {left}; {what} is due by {deadline}, {state}",
    ),
    suggestion=Text("请立即办理。", "Do it at once."),
    parameters=("leaving_transfer_days",),
)
def leaving(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """The certificate is given as the contract ends; insurance and file are moved within 15 days."""
    end = contract.leaving
    if end is None:
        return
    within = end.on + ctx.at(contract.division, end.on).whole("leaving_transfer_days") * _DAY
    for path, what, deadline, done in (
        ("certificate_on", Text("解除或终止证明", "the certificate"), end.on, end.certificate_on),
        (
            "insurance_moved_on",
            Text("社会保险关系转移", "the transfer of social insurance"),
            within,
            end.insurance_moved_on,
        ),
        ("file_moved_on", Text("档案转移", "the transfer of the file"), within, end.file_moved_on),
    ):
        if (done or ctx.on) > deadline:
            state = (
                Text("至今未办", "and is not done")
                if done is None
                else Text("实于 {day} 办理", "and was done on {day}").format(day=done)
            )
            yield Breach({"left": end.on, "what": what, "deadline": deadline, "state": state}, f"leaving.{path}")


RULES: tuple[AnyRule, ...] = (open_ended_due, leaving)
