"""Places beyond the programme whose texts or practice were read: fairs in Beijing, travel aid in Linyi and Qingzhen.

They show the forms that local texts take. Each value holds in its own place; travel aid in the year of its notice.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from laborcoop.cooperation.rules_subsidy import other_travel_aid
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.outreach.rules_fair_service import fair_local_practice
from laborcoop.packs.china.subsidies import LOCAL
from laborcoop.rulebook import Citation, Convention, DatedValue, Document, Mark, Parameter, RuleBook
from laborcoop.rulebook.documents import TRAVEL_AID_LINYI, TRAVEL_AID_QINGZHEN
from laborcoop.rulebook.rule import AnyRule

BEIJING, LINYI, QINGZHEN = DivisionCode("110000"), DivisionCode("140821"), DivisionCode("520181")

_BEIJING_PRACTICE = Convention(Text("北京的做法（2020 年报道）", "practice of Beijing (press, 2020)"), Mark.SECONDARY)


def _beijing(value: int) -> DatedValue:
    return DatedValue(value=value, source=_BEIJING_PRACTICE, region=BEIJING)


def _in_year(value: int, region: DivisionCode, document: Document, year: int) -> DatedValue:
    source = Citation(document, "", Mark.SECONDARY)
    return DatedValue(value=value, source=source, since=date(year, 1, 1), until=date(year + 1, 1, 1), region=region)


def _linyi(value: int) -> DatedValue:
    return _in_year(value, LINYI, TRAVEL_AID_LINYI, 2024)


def _qingzhen(value: int) -> DatedValue:
    return _in_year(value, QINGZHEN, TRAVEL_AID_QINGZHEN, 2023)


def _parameter(name: str, zh: str, en: str, unit: str, *values: DatedValue) -> Parameter:
    return Parameter(name=name, title=Text(zh, en), unit=unit, values=values)


RULES: tuple[AnyRule, ...] = (fair_local_practice, other_travel_aid)

PARAMETERS: tuple[Parameter, ...] = (
    # The report that one city asks for it does not say which: a case gives the number of its own place.
    _parameter("fair_booths_per_staff", "每名工作人员对应的展位数", "booths for each member of staff", "booth"),
    _parameter(
        "fair_filing_days", "招聘会备案须提前的天数", "days before the fair by which it is filed", "day", _beijing(15)
    ),
    _parameter(
        "fair_statistics_days",
        "招聘会后报送统计的天数",
        "days after the fair within which its figures are sent",
        "day",
        _beijing(7),
    ),
    evolve(LOCAL["travel_aid_far"], values=(_linyi(1500),)),
    evolve(LOCAL["travel_aid_from_line"], values=(_qingzhen(500),)),
    evolve(LOCAL["travel_aid_income_line"], values=(_qingzhen(10000),)),
    evolve(LOCAL["travel_aid_middle"], values=(_linyi(600),)),
    evolve(LOCAL["travel_aid_near"], values=(_linyi(300),)),
    evolve(LOCAL["travel_aid_under_line"], values=(_qingzhen(1000),)),
)


def local_practice(book: RuleBook) -> RuleBook:
    """A copy of a book with the practice of these places beside that of others.

    >>> from laborcoop.packs import national
    >>> [change.name for change in national().diff(local_practice(national())) if change.kind == "rule"]
    ['FA-10', 'SB-04']
    """
    title = Text("{book}＋各地做法", "{book} + local practice").format(book=book.title)
    return book.overlaid(title=title, rules=RULES, parameters=PARAMETERS)
