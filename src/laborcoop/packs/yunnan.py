"""Yunnan: its aid for transfer employment of 2020, of which Nujiang is named; other years were not read."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from laborcoop.cooperation.rules_subsidy import training_allowance, travel_aid
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.packs.china.subsidies import LOCAL
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter, RuleBook
from laborcoop.rulebook.documents import TRAVEL_AID_YUNNAN
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.rule import AnyRule

REGION, NUJIANG = DivisionCode("530000"), DivisionCode("533300")
SINCE, UNTIL = date(2020, 1, 1), date(2021, 1, 1)
"""The year of the notice."""

_YES = True


def _parameter(name: str, title: Text, unit: str, *values: DatedValue) -> Parameter:
    return Parameter(name=name, title=title, unit=unit, values=values)


def _in_2020(value: Value, region: DivisionCode = REGION) -> DatedValue:
    source = Citation(TRAVEL_AID_YUNNAN, "", Mark.SECONDARY)
    return DatedValue(value=value, source=source, since=SINCE, until=UNTIL, region=region)


RULES: tuple[AnyRule, ...] = (travel_aid, training_allowance)

PARAMETERS: tuple[Parameter, ...] = (
    _parameter(
        "employment_gap_days",
        Text("两段就业之间允许的间隔", "days between two posts that are let pass"),
        "day",
        DatedValue(
            value=0,
            source=Convention(Text("没有规定的，不允许间断", "none, unless a text says so"), Mark.UNVERIFIED),
        ),
    ),
    _parameter(
        "free_trainings",
        Text("每年免费培训次数", "free trainings a year"),
        "time",
        _in_2020(1),
        _in_2020(2, NUJIANG),
    ),
    _parameter(
        "training_living_per_day", Text("培训生活补贴", "living allowance in training"), "CNY/day", _in_2020(60)
    ),
    _parameter(
        "training_travel_per_day", Text("培训交通补贴", "travel allowance in training"), "CNY/day", _in_2020(20)
    ),
    evolve(LOCAL["travel_aid_in_province"], values=(_in_2020(500),)),
    evolve(LOCAL["travel_aid_income_proof"], values=(_in_2020(_YES),)),
    evolve(LOCAL["travel_aid_months"], values=(_in_2020(3),)),
    evolve(LOCAL["travel_aid_out_of_province"], values=(_in_2020(1000),)),
)


def yunnan(book: RuleBook) -> RuleBook:
    """A copy of a book with Yunnan's rules and values beside those of other places.

    >>> from laborcoop.packs import national
    >>> [change.name for change in national().diff(yunnan(national())) if change.kind == "rule"]
    ['SB-02', 'SB-03']
    """
    title = Text("{book}＋云南", "{book} + Yunnan").format(book=book.title)
    return book.overlaid(title=title, rules=RULES, parameters=PARAMETERS)
