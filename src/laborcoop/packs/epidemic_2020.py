"""The epidemic measures of 2020: rules, and the parameters that switch them on for the days on which they held.

The notices were read up to March 2020; when each measure ended was not. The values end with 2020: a case or another
pack that knows more replaces them. On any other day the rules that read them ask for nothing.
"""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter, RuleBook
from laborcoop.rulebook.documents import (
    COACH_LOAD_NOTICE,
    POINT_TO_POINT_NOTICE,
    SPECIAL_TRAIN_PRACTICE,
    ZIGONG_PLAN,
)
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.rule import AnyRule
from laborcoop.rulebook.source import Source
from laborcoop.transfer.rules_carrier import special_train_without_stops
from laborcoop.transfer.rules_health import RULES_HEALTH

SINCE = date(2020, 2, 12)
"""The day of the notice on coaches."""
UNTIL = date(2021, 1, 1)
"""The first day without the measures: a convention."""

_ASSUMED = Text("截止日为本库约定", "the day it ends is this library's convention")
_NOTICE = Citation(COACH_LOAD_NOTICE, "", Mark.SECONDARY, _ASSUMED)
_TRAINS = Citation(SPECIAL_TRAIN_PRACTICE, "", Mark.SECONDARY, _ASSUMED)
_LEVELS = Convention(
    Text(
        "其后按风险等级分别为 50%、70%、90%；何日起未核实，有风险等级的按等级执行",
        "later 50, 70 and 90 % by level of risk; from which day was not read, so they hold where a level is recorded",
    ),
    Mark.SECONDARY,
)


def _measure(name: str, title: Text, unit: str, value: Value, source: Source) -> Parameter:
    return Parameter(
        name=name, title=title, unit=unit, values=(DatedValue(value=value, source=source, since=SINCE, until=UNTIL),)
    )


_YES = True

RULES: tuple[AnyRule, ...] = (*RULES_HEALTH, special_train_without_stops)

PARAMETERS: tuple[Parameter, ...] = (
    _measure(
        "health_check",
        Text("上车前健康检查", "health check before boarding"),
        "yes/no",
        _YES,
        Citation(POINT_TO_POINT_NOTICE, "", Mark.SECONDARY, _ASSUMED),
    ),
    _measure(
        "isolation_rows",
        Text("客车后两排留作隔离区", "the rear two rows of a coach are kept for isolation"),
        "yes/no",
        _YES,
        _NOTICE,
    ),
    _measure(
        "isolation_seats",
        Text("列车预留隔离席位", "a train keeps seats for isolation"),
        "yes/no",
        _YES,
        _TRAINS,
    ),
    _measure("load_cap", Text("客座率上限", "load factor of a coach, at most"), "per cent of the rating", 50, _NOTICE),
    _measure(
        "load_cap_high",
        Text("高风险地区客座率上限", "load factor at high risk, at most"),
        "per cent of the rating",
        50,
        _LEVELS,
    ),
    _measure(
        "load_cap_low",
        Text("低风险地区客座率上限", "load factor at low risk, at most"),
        "per cent of the rating",
        90,
        _LEVELS,
    ),
    _measure(
        "load_cap_medium",
        Text("中风险地区客座率上限", "load factor at medium risk, at most"),
        "per cent of the rating",
        70,
        _LEVELS,
    ),
    _measure(
        "oxygen_check",
        Text("上车前测血氧", "oxygen saturation is measured before boarding"),
        "yes/no",
        _YES,
        Citation(ZIGONG_PLAN, "", Mark.SECONDARY, _ASSUMED),
    ),
    # No limit was verified: whoever checks says whether somebody passed, or the case gives the limit of its notice.
    Parameter(
        name="oxygen_limit",
        title=Text("血氧下限（低于即未达标）", "oxygen saturation below which nobody travels"),
        unit="per cent",
        values=(),
    ),
    # How many seats the rear two rows of a coach have was read nowhere: the case gives it, by the coaches that it has.
    Parameter(
        name="rear_rows_seats",
        title=Text("客车后两排的座位数", "seats in the rear two rows of a coach"),
        unit="seat",
        values=(),
    ),
    _measure(
        "special_train_without_stops",
        Text("专列途中不办客", "a special train serves no stop on the way"),
        "yes/no",
        _YES,
        _TRAINS,
    ),
    Parameter(
        name="temperature_limit",
        title=Text("体温上限（达到即未达标）", "temperature from which nobody travels"),
        unit="°C",
        values=(),
    ),
)


def epidemic_2020(book: RuleBook) -> RuleBook:
    """A copy of a book with the epidemic measures of 2020, which ask for nothing on any other day.

    >>> from laborcoop.packs import national
    >>> [change.name for change in national().diff(epidemic_2020(national())) if change.kind == "rule"]
    ['TR-17', 'TR-20', 'TR-21', 'TR-22']
    """
    title = Text("{book}＋2020 年防疫措施", "{book} + epidemic measures of 2020").format(book=book.title)
    return book.overlaid(title=title, rules=RULES, parameters=PARAMETERS)
