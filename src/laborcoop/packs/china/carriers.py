"""Parameters about carriers, tickets and fares.

How often a student may buy a cheaper ticket was not verified, so this pack gives no number.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from laborcoop.kernel.text import Text
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import CHILD_FARES, ROAD_TRANSPORT_RULES
from laborcoop.rulebook.parameter import Value

_CHILD_FARES = Citation(CHILD_FARES, "", Mark.SECONDARY)
_RAIL_SINCE = date(2023, 1, 1)
_CARRIERS = Citation(ROAD_TRANSPORT_RULES, "9")


def _one(name: str, title: Text, unit: str, value: DatedValue) -> Parameter:
    return Parameter(name=name, title=title, unit=unit, values=(value,))


def _rail(value: Value) -> DatedValue:
    return DatedValue(value=value, source=_CHILD_FARES, since=_RAIL_SINCE)


def _coach(value: Value) -> DatedValue:
    return DatedValue(value=value, source=_CHILD_FARES)


PARAMETERS: tuple[Parameter, ...] = (
    _one(
        "adult_age",
        Text("成年年龄", "age of majority"),
        "year",
        DatedValue(
            value=18,
            source=Convention(
                Text("14 至 17 岁须由成人陪同未核实", "that 14 to 17 need an adult is not verified"), Mark.UNVERIFIED
            ),
        ),
    ),
    # No national text asks for it: a region's pack says where it holds.
    Parameter(
        name="charter_contract_aboard",
        title=Text("包车须随车携带合同并核对", "a charter has its contract aboard, checked"),
        unit="yes/no",
        values=(),
    ),
    _one(
        "coach_free_child_age",
        Text("客车免票儿童年龄上限（含）", "age up to which a child rides a coach free (included)"),
        "year",
        _coach(6),
    ),
    _one(
        "coach_free_child_height",
        Text("客车免票儿童身高上限（含）", "height up to which a child rides a coach free (included)"),
        "m",
        _coach(Decimal("1.2")),
    ),
    _one(
        "coach_free_child_seats",
        Text("不适用儿童免票的客车座位数上限", "seats up to which no child rides a vehicle free"),
        "seat",
        _coach(9),
    ),
    _one(
        "coach_free_children",
        Text("客车每名成人可免费携带儿童", "children an adult may take on a coach free"),
        "child per adult",
        _coach(1),
    ),
    _one(
        "driver_accident_free_years",
        Text("驾驶员无重大以上责任事故的年数", "years without a grave accident of a driver's own"),
        "year",
        DatedValue(value=3, source=_CARRIERS),
    ),
    _one(
        "driver_highest_age",
        Text("客运驾驶员年龄上限", "highest age of a driver of passengers"),
        "year",
        DatedValue(value=60, source=_CARRIERS),
    ),
    _one(
        "group_ticket_size",
        Text("铁路团体票最少人数", "least workers of a rail group"),
        "person",
        DatedValue(
            value=20,
            source=Convention(Text("团体人数下限未核实", "the size of a group is not verified"), Mark.UNVERIFIED),
        ),
    ),
    _one(
        "rail_child_ticket_age",
        Text("铁路儿童票起始年龄", "age from which a child needs a rail ticket"),
        "year",
        _rail(6),
    ),
    _one(
        "rail_free_children",
        Text("铁路每名成人可免费携带儿童", "children an adult may take by rail free"),
        "child per adult",
        _rail(1),
    ),
    _one(
        "rail_full_ticket_age",
        Text("铁路全价票起始年龄", "age from which a rail ticket is full"),
        "year",
        _rail(14),
    ),
    Parameter(
        name="student_tickets_a_year",
        title=Text("每年可买学生票次数", "tickets at the student's price in a year"),
        unit="ticket/year",
        values=(),
    ),
)
