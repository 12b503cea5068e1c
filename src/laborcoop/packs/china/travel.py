"""Parameters about transport and lodging.

A value has a start where the catalogue knows one; the others are in force on any day until a later text is added. The
time to change to a train has no verified value, so this pack gives none: the case does.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from laborcoop.kernel.text import Text
from laborcoop.packs.stated import always
from laborcoop.rulebook import Citation, Convention, DatedValue, Mark, Parameter
from laborcoop.rulebook.documents import (
    COACH_SAFETY,
    COACH_SAFETY_TRIAL,
    COACH_TRAFFIC_NOTICE,
    RELAY_TRANSPORT,
    ROAD_TRAFFIC_RULES,
)

_SAFETY = Citation(COACH_SAFETY, "38", Mark.SECONDARY)
_NOTICE = Citation(COACH_TRAFFIC_NOTICE, "", Mark.SECONDARY)
_TRIAL = Citation(COACH_SAFETY_TRIAL, "45", Mark.SECONDARY)
_CREW = Convention(
    Text(
        "核载人数是否含驾驶员尚无定论；按含驾驶员计，最稳妥",
        "whether the rating counts the drivers is open; counting them is lawful either way",
    ),
    Mark.UNVERIFIED,
)
_LODGED = Convention(
    Text(
        "没有条文规定停车多久应安排住宿；凌晨 2 时至 5 时的停车不算过夜",
        "no text says from what stand on people are lodged; the stop from 02:00 to 05:00 is no night",
    ),
    Mark.UNVERIFIED,
)
_RELAY_SINCE = date(2023, 1, 1)
_RELAY_DAY = Text(
    "变更之日未核实，按 2023 年首日计", "the day of the change was not read: the first of 2023 is assumed"
)


PARAMETERS: tuple[Parameter, ...] = (
    always(
        "coach_stop_from",
        Text("长途客车凌晨停车开始", "long-distance coaches stand from"),
        "hour of the day",
        2,
        _SAFETY,
    ),
    always(
        "coach_stop_until",
        Text("长途客车凌晨停车结束", "long-distance coaches stand until"),
        "hour of the day",
        5,
        _SAFETY,
    ),
    always(
        "crew_counts",
        Text("核载人数含驾驶员", "the rating counts the drivers"),
        "yes or no",
        True,  # noqa: FBT003 - the value of a yes-or-no parameter
        _CREW,
    ),
    always(
        "free_child_share",
        Text("免票儿童可超核载的比例", "children riding free beyond the rating"),
        "per cent of the rating",
        10,
        Citation(ROAD_TRAFFIC_RULES, "55"),
    ),
    always(
        "max_continuous_driving",
        Text("连续驾驶时间上限", "longest continuous driving"),
        "minute",
        240,
        Citation(ROAD_TRAFFIC_RULES, "62(7)"),
    ),
    always(
        "max_daily_driving",
        Text("24 小时内驾驶时间上限", "longest driving in 24 hours"),
        "minute",
        480,
        _SAFETY,
    ),
    always(
        "max_night_driving",
        Text("夜间连续驾驶时间上限", "longest continuous driving by night"),
        "minute",
        120,
        _SAFETY,
    ),
    always(
        "max_weekly_driving",
        Text("7 天内驾驶时间上限", "longest driving in 7 days"),
        "minute",
        2640,
        _SAFETY,
    ),
    always(
        "min_driving_rest",
        Text("停车休息时间下限", "shortest rest from driving"),
        "minute",
        20,
        Citation(ROAD_TRAFFIC_RULES, "62(7)"),
    ),
    always("night_from", Text("夜间开始", "the night starts"), "hour of the day", 22, _NOTICE),
    always(
        "night_stand",
        Text("车上过夜的夜间停车时长", "a stand by night from which those aboard lack a bed"),
        "hour",
        5,
        _LODGED,
    ),
    always("night_until", Text("夜间结束", "the night ends"), "hour of the day", 6, _NOTICE),
    always(
        "second_driver_asked",
        Text("长途客车须配两名驾驶员", "a long run of a coach has two drivers"),
        "yes/no",
        True,  # noqa: FBT003 - the value of a yes-or-no parameter
        _TRIAL,
    ),
    Parameter(
        name="short_shuttle_km",
        title=Text("不受凌晨停车限制的短途里程", "distance of a shuttle that may run in the small hours"),
        unit="km one way",
        values=(
            DatedValue(value=100, source=evolve(_SAFETY, note=_RELAY_DAY), until=_RELAY_SINCE),
            DatedValue(value=200, source=Citation(RELAY_TRANSPORT, "32", note=_RELAY_DAY), since=_RELAY_SINCE),
        ),
    ),
    Parameter(
        name="transfer_buffer",
        title=Text("换乘火车或包机的最短间隔", "shortest time to change to a train or flight"),
        unit="minute",
        values=(),
    ),
    always(
        "two_drivers_boundary_counts",
        Text("恰为该里程的也须配两名驾驶员", "a run of exactly that distance has two drivers too"),
        "yes/no",
        True,  # noqa: FBT003 - the value of a yes-or-no parameter
        _NOTICE,
    ),
    always(
        "two_drivers_km",
        Text("须配两名驾驶员的单程里程", "distance from which a coach has two drivers"),
        "km one way",
        400,
        _TRIAL,
    ),
    always(
        "two_drivers_motorway_km",
        Text("须配两名驾驶员的高速公路直达里程", "distance by motorway from which a coach has two drivers"),
        "km one way",
        600,
        _TRIAL,
    ),
)
