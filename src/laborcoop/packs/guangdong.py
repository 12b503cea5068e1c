"""Guangdong: what its regulations and notices ask beyond the national texts, in Guangdong only.

The regulations on the human resources market are in force from 1 January 2022 (art. 50). The amounts of the province's
subsidies were not read, only their conditions.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from laborcoop.cooperation.rules_employer_subsidy import employer_subsidy
from laborcoop.employers.rules import brochure_complete
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.outreach.rules_fair_service import fair_prior_report
from laborcoop.packs.china import carriers, fairs, work
from laborcoop.packs.china.subsidies import LOCAL
from laborcoop.people.rules import minimum_age_brokering
from laborcoop.rulebook import Citation, DatedValue, Mark, Parameter, RuleBook
from laborcoop.rulebook.documents import (
    GUANGDONG_HIRING_SUBSIDY,
    GUANGDONG_HR_MARKET,
    GUANGDONG_ROAD_TRANSPORT,
)
from laborcoop.rulebook.parameter import Parameters, Value
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.source import Source

REGION = DivisionCode("440000")
SINCE = date(2022, 1, 1)
"""The day from which the regulations on the human resources market are in force."""

_SUBSIDY = Citation(GUANGDONG_HIRING_SUBSIDY, "", Mark.SECONDARY)
_NATIONAL = Parameters.of((*work.PARAMETERS, *fairs.PARAMETERS, *carriers.PARAMETERS))

RULES: tuple[AnyRule, ...] = (
    fair_prior_report,
    employer_subsidy,
    # Recommending counts as brokering (arts 23, 35(7)); all facts of a brochure must be given (arts 33, 34).
    evolve(
        minimum_age_brokering,
        sources=(
            *minimum_age_brokering.sources,
            Citation(GUANGDONG_HR_MARKET, "23"),
            Citation(GUANGDONG_HR_MARKET, "35(7)"),
        ),
    ),
    evolve(brochure_complete, sources=(*brochure_complete.sources, Citation(GUANGDONG_HR_MARKET, "34"))),
)


def _here(value: Value, source: Source, since: date | None = None) -> tuple[DatedValue, ...]:
    return (DatedValue(value=value, source=source, since=since, region=REGION),)


def _asked(name: str, source: Citation, since: date | None = None) -> Parameter:
    """A national parameter with what Guangdong asks for."""
    return evolve(_NATIONAL[name], values=_here(True, source, since))  # noqa: FBT003 - the value of a yes-or-no parameter


def _condition(name: str, title: Text, unit: str, value: int) -> Parameter:
    return Parameter(name=name, title=title, unit=unit, values=_here(value, _SUBSIDY))


PARAMETERS: tuple[Parameter, ...] = (
    _asked("brochure_complete", Citation(GUANGDONG_HR_MARKET, "33"), SINCE),
    _asked("charter_contract_aboard", Citation(GUANGDONG_ROAD_TRANSPORT, "17")),
    _asked("disability_protected", Citation(GUANGDONG_HR_MARKET, "33"), SINCE),
    _asked("fair_is_brokerage", Citation(GUANGDONG_HR_MARKET, "23"), SINCE),
    Parameter(
        name="fair_prior_report",
        title=Text("举办招聘会须事前报告", "a fair is reported beforehand"),
        unit="yes/no",
        values=_here(True, Citation(GUANGDONG_HR_MARKET, "36"), SINCE),  # noqa: FBT003 - the value of a yes-or-no parameter
    ),
    _condition("hiring_apply_by", Text("每月申请截止日", "day of the month by which to claim"), "day of the month", 15),
    evolve(LOCAL["hiring_contract_months"], values=_here(12, _SUBSIDY)),
    _condition("hiring_insured_months", Text("参保月数下限", "least months of insurance"), "month", 6),
)


def guangdong(book: RuleBook) -> RuleBook:
    """A copy of a book with Guangdong's rules and values beside those of other places.

    >>> from laborcoop.packs import national
    >>> [change.name for change in national().diff(guangdong(national())) if change.kind == "rule"]
    ['EM-02', 'FA-09', 'SB-07', 'WK-02']
    """
    title = Text("{book}＋广东", "{book} + Guangdong").format(book=book.title)
    return book.overlaid(title=title, rules=RULES, parameters=PARAMETERS)
