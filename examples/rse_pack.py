"""A pack of your own, from scratch: the RSE scheme of New Zealand, with its own record, rules, parameters and sources.

What is here was read on secondary pages (mark V2): check the scheme's own text before you rely on it. What was not
found at all is not stated: the national cap on workers, the minimum pay of the scheme, the lowest age.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen
from dateutil.relativedelta import relativedelta

from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import rse_lodgings
from laborcoop.retention.rules_lodging import floor_area, rent_cap
from laborcoop.rulebook import (
    Breach,
    Citation,
    Context,
    DatedValue,
    Document,
    Mark,
    Parameter,
    Parameters,
    RuleBook,
    Severity,
    rule,
)
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.rule import AnyRule

IMMIGRATION_NZ = Document("immigration.govt.nz", Text("新西兰移民局RSE网页", "Immigration New Zealand, RSE pages"))
SEEN = Citation(IMMIGRATION_NZ, "", Mark.SECONDARY)


class Care(Enum):
    """What an employer sees to for its workers (pastoral care)."""

    AIRPORT = "airport"
    INDUCTION = "induction"
    BANK = "bank"
    MEDICAL = "medical"
    WORSHIP = "worship"
    TRANSPORT = "transport"

    @property
    def label(self) -> Text:
        """The word for it in a finding."""
        return _LABELS[self]


_LABELS = {
    Care.AIRPORT: Text("机场接机", "being met at the airport"),
    Care.INDUCTION: Text("入职介绍", "an induction"),
    Care.BANK: Text("开立银行账户", "a bank account"),
    Care.MEDICAL: Text("就医", "medical care"),
    Care.WORSHIP: Text("宗教活动", "a place of worship"),
    Care.TRANSPORT: Text("日常交通", "transport"),
}


@frozen(kw_only=True)
class SeasonalStay:
    """One worker's season with one employer; money in New Zealand dollars."""

    worker: str
    country: str
    """ISO 3166 code of the country of citizenship."""
    accredited: Period | None
    """While the employer has RSE status."""
    agreement: Period | None
    """While the employer may recruit under its Agreement to Recruit."""
    arrives: date
    leaves: date
    airfare: Decimal
    """The return fare."""
    airfare_paid: Decimal
    """What the employer pays of it."""
    deductions_agreed: bool
    care: frozenset[Care]


def _parameter(name: str, title: Text, unit: str, value: Value) -> Parameter:
    return Parameter(name=name, title=title, unit=unit, values=(DatedValue(value=value, source=SEEN),))


PARAMETERS: tuple[Parameter, ...] = (
    *rse_lodgings.PARAMETERS,
    _parameter("rse_stay_months", Text("停留月数上限", "longest stay"), "month", 7),
    _parameter("rse_far_stay_months", Text("远途国家的停留月数上限", "longest stay of the far countries"), "month", 9),
    _parameter("rse_far_countries", Text("远途国家", "the far countries"), "ISO 3166 codes", "KI TV"),
    _parameter("rse_airfare_share", Text("雇主负担往返机票的比例", "employer's share of the fare"), "per cent", 50),
)


@rule(
    "RSE-01",
    "rse.agreement-to-recruit",
    Severity.BLOCK,
    subject=SeasonalStay,
    sources=(SEEN,),
    message=Text("雇主在 {day} 没有{what}", "on {day} the employer has no {what}"),
    suggestion=Text("不得招用；请先取得", "do not recruit before it is there"),
)
def agreement_to_recruit(stay: SeasonalStay, _ctx: Context) -> Iterator[Breach]:
    """The employer has RSE status and an Agreement to Recruit on the day of arrival."""
    for path, held, what in (
        ("accredited", stay.accredited, Text("RSE 资格", "RSE status")),
        ("agreement", stay.agreement, Text("招聘协议", "Agreement to Recruit")),
    ):
        if held is None or stay.arrives not in held:
            yield Breach({"day": stay.arrives, "what": what}, path)


@rule(
    "RSE-02",
    "rse.length-of-stay",
    Severity.ERROR,
    subject=SeasonalStay,
    sources=(SEEN,),
    message=Text("停留至 {leaves}，最长 {months} 个月到 {last}", "stays until {leaves}; {months} months end on {last}"),
    suggestion=Text("提前返程", "book an earlier return"),
    parameters=("rse_stay_months", "rse_far_stay_months", "rse_far_countries"),
)
def length_of_stay(stay: SeasonalStay, ctx: Context) -> Iterator[Breach]:
    """A stay is seven months at most, nine for those from Kiribati and Tuvalu."""
    far = stay.country in str(ctx.value("rse_far_countries")).split()
    months = ctx.whole("rse_far_stay_months" if far else "rse_stay_months")
    last = stay.arrives + relativedelta(months=months)
    if stay.leaves > last:
        yield Breach({"leaves": stay.leaves, "months": months, "last": last}, "leaves")


@rule(
    "RSE-03",
    "rse.return-airfare",
    Severity.ERROR,
    subject=SeasonalStay,
    sources=(SEEN,),
    message=Text("雇主只付机票 {paid}，应付 {due}", "the employer pays {paid} of the fare, and owes {due}"),
    suggestion=Text("补足或退还工人多付的部分", "pay the rest, or give back what the worker paid"),
    parameters=("rse_airfare_share",),
)
def return_airfare(stay: SeasonalStay, ctx: Context) -> Iterator[Breach]:
    """The employer pays half of the return fare."""
    due = stay.airfare * ctx.number("rse_airfare_share") / 100
    if stay.airfare_paid < due:
        yield Breach({"paid": stay.airfare_paid, "due": due}, "airfare_paid")


@rule(
    "RSE-04",
    "rse.deductions-agreed",
    Severity.ERROR,
    subject=SeasonalStay,
    sources=(SEEN,),
    message=Text("工资扣款没有约定", "deductions from the wage are not agreed"),
    suggestion=Text("与工人约定，否则不扣", "agree them with the worker, or make none"),
)
def deductions_agreed(stay: SeasonalStay, _ctx: Context) -> Iterator[Breach]:
    """Nothing is deducted that was not agreed."""
    if not stay.deductions_agreed:
        yield Breach({}, "deductions_agreed")


@rule(
    "RSE-05",
    "rse.pastoral-care",
    Severity.WARN,
    subject=SeasonalStay,
    sources=(SEEN,),
    message=Text("没有安排：{missing}", "nobody sees to: {missing}"),
    suggestion=Text("到达前安排好", "arrange it before the arrival"),
)
def pastoral_care(stay: SeasonalStay, _ctx: Context) -> Iterator[Breach]:
    """The employer sees to arrival, induction, bank, medical care, worship and transport."""
    missing = tuple(care.label for care in Care if care not in stay.care)
    if missing:
        yield Breach({"missing": missing}, "care")


RULES: tuple[AnyRule, ...] = (
    agreement_to_recruit,
    length_of_stay,
    return_airfare,
    deductions_agreed,
    pastoral_care,
    floor_area,  # two rules of the library, with this scheme's numbers
    rent_cap,
)


def rse() -> RuleBook:
    """The book of the scheme: no rule of China is in it."""
    return RuleBook(
        title=Text("新西兰认可季节性雇主计划（RSE）", "New Zealand's Recognised Seasonal Employer scheme (RSE)"),
        rules=RULES,
        parameters=Parameters.of(PARAMETERS),
    )
