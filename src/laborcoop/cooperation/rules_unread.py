"""Claims of a place and year of which no text was read (SB-10): nothing bars them, and nothing says they are sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from laborcoop.cooperation.subsidy import (
    EmployerSubsidyClaim,
    EmployerSubsidyKind,
    SubsidyClaim,
    SubsidyKind,
    payer_of,
)
from laborcoop.kernel.text import Text
from laborcoop.rulebook.rule import Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Convention, Mark

BY_DISTANCE_OR_INCOME = (
    "travel_aid_far",
    "travel_aid_middle",
    "travel_aid_near",
    "travel_aid_income_line",
    "travel_aid_from_line",
    "travel_aid_under_line",
)
TRAVEL_AID = (
    "travel_aid_months",
    "travel_aid_income_proof",
    "travel_aid_out_of_province",
    "travel_aid_in_province",
    *BY_DISTANCE_OR_INCOME,
)
JOB_SEEKING = ("job_seeking_aid_organised", "job_seeking_aid_out_of_poverty")
# SB-07 judges neither kind of an employer's subsidy where this condition is not stated.
EMPLOYER = ("hiring_contract_months",)

_STATED_BY: Mapping[SubsidyKind | EmployerSubsidyKind, tuple[tuple[str, ...], Text]] = {
    SubsidyKind.TRAVEL: (TRAVEL_AID, Text("一次性交通补助", "travel aid")),
    SubsidyKind.JOB_SEEKING: (JOB_SEEKING, Text("一次性求职补贴", "the job-seeking subsidy")),
    EmployerSubsidyKind.HIRING: (EMPLOYER, Text("吸纳就业补贴", "the hiring subsidy")),
    EmployerSubsidyKind.INSURANCE: (EMPLOYER, Text("社保补贴", "the insurance subsidy")),
}
"""For each kind the parameters by which a text says who may have it or how much, and what it is called."""


@rule(
    "SB-10",
    "cooperation.no-text-read",
    Severity.WARN,
    subject=(SubsidyClaim, EmployerSubsidyClaim),
    place=payer_of,
    sources=(
        Convention(
            Text(
                "各地各年补贴标准不一；没有读到当地当年文件，不等于符合条件",
                "each place and year has its own text; where none was read, nothing says that a claim is sound",
            ),
            Mark.UNVERIFIED,
        ),
    ),
    message=Text(
        "没有读到 {payer} {year} 年关于{kind}的文件，不知道谁可以领取",
        "no text of {payer} for {year} that was read says who may have {kind}",
    ),
    suggestion=Text(
        "核对当地当年的文件，或在案例中给出其参数",
        "compare the local text of that place and year, or give its parameters",
    ),
    parameters=(*TRAVEL_AID, *JOB_SEEKING, *EMPLOYER),
)
def no_text_read(claim: SubsidyClaim | EmployerSubsidyClaim, ctx: Context) -> Iterator[Breach]:
    """A claim of a place and year of which no text was read is looked at by hand: nothing says that it is sound."""
    on = date(claim.year, 12, 31) if isinstance(claim, SubsidyClaim) else claim.applied_on
    there = ctx.at(claim.payer, on)
    names, kind = _STATED_BY[claim.kind]
    if all(there.value(name) is None for name in names):
        yield Breach({"payer": claim.payer, "year": on.year, "kind": kind}, "payer")
