"""Rules of the epidemic measures of 2020 (TR-20 to TR-22), switched on and off by dated parameters.

A leg is judged by the measures of the day on which it departs; on a day without them these rules ask for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve

from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import (
    COACH_LOAD_NOTICE,
    POINT_TO_POINT_NOTICE,
    SPECIAL_TRAIN_PRACTICE,
    ZIGONG_PLAN,
)
from laborcoop.rulebook.requirement import Requirement, unmet
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Convention, Mark
from laborcoop.transfer.boarding import Boarding, SeatUse
from laborcoop.transfer.leg import Leg
from laborcoop.transfer.load_factor import load_cap, rear_seats
from laborcoop.transfer.precautions import HealthCheck, Precautions

_PER_CENT = 100


def _then(ctx: Context, leg: Leg) -> Context:
    return evolve(ctx, on=leg.depart.date())


@rule(
    "TR-20",
    "transfer.health-check",
    Severity.ERROR,
    subject=HealthCheck,
    sources=(Citation(POINT_TO_POINT_NOTICE, "", Mark.SECONDARY), Citation(ZIGONG_PLAN, "", Mark.SECONDARY)),
    message=Text("{worker} 上车前健康检查：{fault}", "health check of {worker} before boarding: {fault}"),
    suggestion=Text(
        "上车前检查；未达标的，劝其暂缓出行", "check before boarding; advise who is below the standard not to travel"
    ),
    parameters=("health_check", "oxygen_check", "temperature_limit", "oxygen_limit"),
)
def health_check(check: HealthCheck, ctx: Context) -> Iterator[Breach]:
    """While the measures hold, everyone is checked before boarding, and nobody below the standard travels."""
    then = _then(ctx, check.leg)
    if then.value("health_check") is not True:
        return
    for path, fault in (*_checked(check, then), *_measured(check, then)):
        yield Breach({"worker": check.worker, "fault": fault}, path)


def _checked(check: HealthCheck, then: Context) -> Iterator[tuple[str, Text]]:
    if check.at is None:
        yield "at", Text("没有检查", "there was none")
    elif instant(check.at) >= instant(check.leg.depart):
        yield "at", Text("发车后才检查（{at}）", "was made only after departure ({at})").format(at=check.at)
    if check.at is not None and check.oxygen is None and then.value("oxygen_check") is True:
        yield "oxygen", Text("没有测血氧", "oxygen saturation was not measured")
    if check.passed is False:
        yield "passed", Text("检查未达标", "was below the standard")


def _measured(check: HealthCheck, then: Context) -> Iterator[tuple[str, Text]]:
    hottest, thinnest = then.value("temperature_limit"), then.value("oxygen_limit")
    if check.temperature is not None and isinstance(hottest, (int, Decimal)) and check.temperature >= hottest:
        yield "temperature", Text("体温达到 {limit} ℃", "a temperature of {limit} °C or more").format(limit=hottest)
    if check.oxygen is not None and isinstance(thinnest, (int, Decimal)) and check.oxygen < thinnest:
        yield "oxygen", Text("血氧低于 {limit}%", "an oxygen saturation below {limit} %").format(limit=thinnest)


@rule(
    "TR-21",
    "transfer.load-factor",
    Severity.BLOCK,
    subject=(Boarding, Precautions, SeatUse),
    sources=(
        Citation(COACH_LOAD_NOTICE, "", Mark.SECONDARY),
        Convention(
            Text("其后按风险等级分别为 50%、70%、90%", "later 50, 70 and 90 % by level of risk"), Mark.SECONDARY
        ),
    ),
    message=Text("防疫期间的客车：{fault}", "a coach during the epidemic measures: {fault}"),
    suggestion=Text(
        "减少乘客或加车，后两排留作隔离区", "take fewer, or send another coach; keep the rear two rows free"
    ),
    parameters=("load_cap", "load_cap_high", "load_cap_medium", "load_cap_low", "isolation_rows", "rear_rows_seats"),
)
def load_factor(aboard: Boarding | Precautions | SeatUse, ctx: Context) -> Iterator[Breach]:
    """While the measures hold, a coach is no fuller than the cap, and its rear two rows stay free."""
    then = _then(ctx, aboard.leg)
    if not aboard.leg.mode.is_coach:
        return
    if isinstance(aboard, SeatUse):
        yield from _rear_rows(aboard, then)
        return
    cap = load_cap(then, aboard.risk)
    rated = aboard.leg.vehicle.rated
    if cap is not None and aboard.riders * _PER_CENT > rated * cap:
        fault = Text(
            "乘客 {riders} 人，{rated} 座按 {cap}% 最多 {most} 人",
            "{riders} passengers, and {rated} seats at {cap} % take {most}",
        ).format(riders=aboard.riders, rated=rated, cap=cap, most=int(rated * cap / _PER_CENT))
        yield Breach({"fault": fault}, "riders")
    if isinstance(aboard, Precautions) and then.value("isolation_rows") is True:
        yield from unmet(
            (
                Requirement(
                    "rear_rows_free",
                    aboard.rear_rows_free,
                    Text("留作隔离区的后两排", "the rear two rows, kept free for isolation"),
                ),
            )
        )


def _rear_rows(use: SeatUse, then: Context) -> Iterator[Breach]:
    """Whether somebody sits in the rear two rows, where the book knows how many seats they have."""
    if then.value("isolation_rows") is not True:
        return
    seats = rear_seats(then)
    if not seats:
        fault = Text(
            "没有给出 rear_rows_seats（后两排的座位数），无法核对后两排是否留空",
            "no rear_rows_seats says how many seats the rear two rows have: whether they stay free cannot be told",
        )
        yield Breach({"fault": fault}, "rides", severity=Severity.WARN)
    behind = set(use.leg.vehicle.seat_labels()[-seats:] if seats else ())
    taken = tuple(sorted({ride.seat for ride in use.rides} & behind))
    if taken:
        fault = Text(
            "座位 {seats} 在留作隔离区的后两排", "seats {seats} are in the rear two rows, kept free for isolation"
        ).format(seats=taken)
        yield Breach({"fault": fault}, "rides")


@rule(
    "TR-22",
    "transfer.isolation-seats",
    Severity.WARN,
    subject=Precautions,
    sources=(Citation(SPECIAL_TRAIN_PRACTICE, "", Mark.SECONDARY),),
    message=Text("防疫期间的列车没有预留隔离席位", "a train during the epidemic measures has no seats for isolation"),
    suggestion=Text("预留隔离席位", "reserve seats for isolation"),
    parameters=("isolation_seats",),
)
def isolation_seats(taken: Precautions, ctx: Context) -> Iterator[Breach]:
    """While the measures hold, a train keeps seats for isolation."""
    asked = _then(ctx, taken.leg).value("isolation_seats") is True
    if asked and taken.leg.mode.is_rail and not taken.isolation_seats:
        yield Breach({}, "isolation_seats")


RULES_HEALTH: tuple[AnyRule, ...] = (health_check, load_factor, isolation_seats)
