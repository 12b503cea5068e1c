"""Rules about probation: how long, how often, at what wage (CT-04 to CT-10)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from laborcoop.employers.contract import ContractKind, Contracts, LaborContract
from laborcoop.employers.rules_contract import when_signed
from laborcoop.employers.term import Duration
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Breach, Citation, Context, Mark, Severity, rule
from laborcoop.rulebook.documents import CIVIL_CODE_GENERAL, LABOUR_CONTRACT_LAW, LABOUR_CONTRACT_RULES
from laborcoop.rulebook.rule import AnyRule

_FIRST_DAY_COUNTS = "term_first_day_counts"
_STEPS = ("probation_from_months", "probation_medium_from_months", "probation_long_from_months")
_CLASS_PARAMETERS = (_FIRST_DAY_COUNTS, *_STEPS)
_SOURCES = (
    Citation(LABOUR_CONTRACT_LAW, "19"),
    Citation(CIVIL_CODE_GENERAL, "202", Mark.UNVERIFIED),
    Citation(CIVIL_CODE_GENERAL, "204", Mark.UNVERIFIED),
)
_TOO_LONG = Text(
    "{term}，试用期 {probation}，不得超过 {limit} 个月", "{term}: probation of {probation}, at most {limit} month(s)"
)
_SHORTEN = Text("请缩短试用期。", "Shorten the probation.")


class _Class(Enum):
    """What the length of a contract means for its probation."""

    NONE = Text(
        "以完成任务为期限、不满三个月或非全日制的合同",
        "a contract for a task, of less than three months or for part-time work",
    )
    SHORT = Text("三个月以上不满一年的合同", "a contract of three months to under a year")
    MEDIUM = Text("一年以上不满三年的合同", "a contract of one year to under three")
    LONG = Text("三年以上或无固定期限的合同", "a contract of three years or more, or open-ended")


def _first_day_counts(contract: LaborContract, ctx: Context) -> bool:
    return when_signed(contract, ctx).value(_FIRST_DAY_COUNTS) is True


def _class(contract: LaborContract, ctx: Context) -> _Class:
    if contract.kind is ContractKind.OPEN_ENDED:
        return _Class.LONG
    if contract.kind is not ContractKind.FIXED_TERM or contract.term is None:
        return _Class.NONE
    then, counts = when_signed(contract, ctx), _first_day_counts(contract, ctx)
    reached = [contract.term.reaches(then.whole(step), first_counts=counts) for step in _STEPS]
    return list(_Class)[sum(reached)]


def _longer(contract: LaborContract, ctx: Context, of: _Class, limit: str) -> Iterator[Breach]:
    if contract.kind is None or contract.probation is None or _class(contract, ctx) is not of:
        return
    months = when_signed(contract, ctx).whole(limit)
    start = contract.starts_on
    if contract.probation.after(start) > Duration(months).after(start):
        yield Breach({"term": of.value, "probation": contract.probation.text(), "limit": months}, "probation")


@rule(
    "CT-04",
    "employers.probation-short-term",
    Severity.ERROR,
    subject=LaborContract,
    sources=_SOURCES,
    message=_TOO_LONG,
    suggestion=_SHORTEN,
    parameters=(*_CLASS_PARAMETERS, "probation_short_months"),
)
def probation_short_term(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """A term of three months to under a year has a probation of one month at most."""
    yield from _longer(contract, ctx, _Class.SHORT, "probation_short_months")


@rule(
    "CT-05",
    "employers.probation-medium-term",
    Severity.ERROR,
    subject=LaborContract,
    sources=_SOURCES,
    message=_TOO_LONG,
    suggestion=_SHORTEN,
    parameters=(*_CLASS_PARAMETERS, "probation_medium_months"),
)
def probation_medium_term(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """A term of one year to under three has a probation of two months at most."""
    yield from _longer(contract, ctx, _Class.MEDIUM, "probation_medium_months")


@rule(
    "CT-06",
    "employers.probation-long-term",
    Severity.ERROR,
    subject=LaborContract,
    sources=_SOURCES,
    message=_TOO_LONG,
    suggestion=_SHORTEN,
    parameters=(*_CLASS_PARAMETERS, "probation_long_months"),
)
def probation_long_term(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """A term of three years or more, and an open-ended one, has a probation of six months at most."""
    yield from _longer(contract, ctx, _Class.LONG, "probation_long_months")


@rule(
    "CT-07",
    "employers.no-probation",
    Severity.ERROR,
    subject=LaborContract,
    sources=(*_SOURCES, Citation(LABOUR_CONTRACT_LAW, "70")),
    message=Text("{term}不得约定试用期，现为 {probation}", "{term} has no probation; this one has {probation}"),
    suggestion=Text("请删去试用期。", "Strike the probation out."),
    parameters=_CLASS_PARAMETERS,
)
def no_probation(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """A contract for a task, of less than three months, or for part-time work has no probation."""
    if contract.kind is None or contract.probation is None or _class(contract, ctx) is not _Class.NONE:
        return
    yield Breach({"term": _Class.NONE.value, "probation": contract.probation.text()}, "probation")


@rule(
    "CT-08",
    "employers.one-probation",
    Severity.ERROR,
    subject=Contracts,
    sources=(Citation(LABOUR_CONTRACT_LAW, "19"),),
    message=Text(
        "同一用人单位与同一劳动者已在合同 {earlier} 中约定过试用期，返岗人员也不得再约定",
        "the same employer and worker had a probation in the contract {earlier}; a returning worker has none again",
    ),
    suggestion=Text("请删去试用期。", "Strike the probation out."),
)
def one_probation(contracts: Contracts, _ctx: Context) -> Iterator[Breach]:
    """An employer and a worker agree on one probation only, in whichever contract, with whatever time between."""
    earlier: LaborContract | None = None
    for i, contract in enumerate(contracts.contracts):
        if contract.probation is None:
            continue
        if earlier is not None:
            yield Breach({"earlier": earlier.id}, f"contracts[{i}].probation")
        earlier = earlier or contract


@rule(
    "CT-09",
    "employers.probation-inside-term",
    Severity.ERROR,
    subject=LaborContract,
    sources=_SOURCES,
    message=Text("{what}", "{what}"),
    suggestion=Text("请更正合同期限或试用期。", "Mend the term or the probation."),
    parameters=(_FIRST_DAY_COUNTS,),
)
def probation_inside_term(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """Probation lies inside the term; where it is the whole of it there is none, and the time is the term."""
    if contract.probation is None or contract.term is None:
        return
    end = contract.term.end(first_counts=_first_day_counts(contract, ctx))
    passed = contract.probation.after(contract.term.first)
    if end is None or passed < end:
        return
    what = (
        Text(
            "仅约定了试用期：试用期不成立，该期限为合同期限",
            "only a probation is agreed: there is none, it is the term",
        )
        if passed == end
        else Text("试用期超出合同期限", "the probation outlasts the term")
    )
    yield Breach({"what": what}, "probation")


@rule(
    "CT-10",
    "employers.probation-wage",
    Severity.ERROR,
    subject=LaborContract,
    sources=(
        Citation(LABOUR_CONTRACT_LAW, "20"),
        Citation(LABOUR_CONTRACT_RULES, "14"),
        Citation(LABOUR_CONTRACT_RULES, "15"),
    ),
    message=Text("试用期月工资{what}", "the monthly wage on probation {what}"),
    suggestion=Text("{todo}", "{todo}"),
    parameters=("probation_wage_percent", "minimum_wage"),
)
def probation_wage(contract: LaborContract, ctx: Context) -> Iterator[Breach]:
    """The wage on probation is 80 % of the agreed one or of the lowest grade of the post, and the minimum wage.

    The minimum is that of the place of work on the first day, or the employer's registered place where that is higher
    and agreed on; a warning where it is not known.
    """
    wage = contract.probation_wage
    if wage is None:
        return
    raise_it = Text("请提高试用期工资。", "Raise the wage on probation.")
    percent = when_signed(contract, ctx).number("probation_wage_percent")
    bases = [base for base in (contract.wage, contract.lowest_grade_wage) if base is not None]
    if bases and wage * 100 < min(bases) * percent:
        floor = min(bases) * percent / 100
        what = Text(
            "{wage} 元，低于 {floor} 元（约定工资或同岗位最低档工资的 {percent}%）",
            "of {wage} yuan is below {floor} yuan ({percent} % of the agreed wage or of the lowest grade of the post)",
        )
        facts = {"wage": wage, "floor": f"{floor:.2f}", "percent": percent}
        yield Breach({"what": what.format(**facts), "todo": raise_it}, "probation_wage")
    minimum = _minimum_wage(contract, ctx)
    if minimum is None:
        what = Text(
            "无从与最低工资比较：没有给出工作地 {place} 在 {day} 的标准",
            "cannot be compared: no minimum wage of the work place {place} on {day} is given",
        )
        todo = Text(
            "请在案例参数 minimum_wage 中写明（元/月）。",
            "Give it as the case's parameter minimum_wage (yuan a month).",
        )
        facts = {"place": contract.division, "day": contract.first_day}
        yield Breach({"what": what.format(**facts), "todo": todo}, "probation_wage", Severity.WARN)
    elif wage < minimum:
        what = Text(" {wage} 元，低于最低工资 {minimum} 元", "of {wage} yuan is below the minimum wage, {minimum} yuan")
        yield Breach({"what": what.format(wage=wage, minimum=minimum), "todo": raise_it}, "probation_wage")


def _minimum_wage(contract: LaborContract, ctx: Context) -> Decimal | None:
    here = _amount(contract.division, contract, ctx)
    agreed = None if contract.standards_of is None else _amount(contract.standards_of, contract, ctx)
    return here if here is None or agreed is None else max(here, agreed)


def _amount(place: DivisionCode, contract: LaborContract, ctx: Context) -> Decimal | None:
    value = ctx.at(place, contract.first_day).value("minimum_wage")
    return None if value is None or isinstance(value, (str, bool)) else Decimal(value)


RULES: tuple[AnyRule, ...] = (
    probation_short_term,
    probation_medium_term,
    probation_long_term,
    no_probation,
    one_probation,
    probation_inside_term,
    probation_wage,
)
