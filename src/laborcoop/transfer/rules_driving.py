"""Rules about driving: hours at the wheel, hours of the night, distances (TR-04 to TR-09).

Hours that lie behind a driver count with those of the duty; what was too much before it is not the duty's fault.

They speak of coaches; trains and flights have their own law. Limits are those of the day on which the leg or the duty
starts, not of the day on which the plan is made.

Three readings are taken, each the one under which a plan is lawful in every other reading as well where one exists:
continuous driving is the driving itself, added up over stops that are too short to be a rest; the whole way from stop
to stop is driving, however late it comes, but for the times in which the vehicle is known to have stood; and the longer
distance for one driver is that of a through run on the motorway, so a leg with any other road has the shorter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from attrs import evolve

from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.rulebook.documents import (
    COACH_SAFETY,
    COACH_SAFETY_TRIAL,
    COACH_TRAFFIC_NOTICE,
    RELAY_TRANSPORT,
    ROAD_TRAFFIC_RULES,
    ROAD_TRANSPORT_RULES,
)
from laborcoop.rulebook.rule import AnyRule, Breach, Context, rule
from laborcoop.rulebook.severity import Severity
from laborcoop.rulebook.source import Citation, Mark
from laborcoop.transfer.duty import DriverDuty
from laborcoop.transfer.hours import Span, in_hours, merged, passes, stretches, total, window_excess
from laborcoop.transfer.leg import Leg, Road

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def _on(ctx: Context, moment: datetime) -> Context:
    return evolve(ctx, on=moment.date())


def _minutes(ctx: Context, name: str) -> timedelta:
    return timedelta(minutes=ctx.whole(name))


def _hour(ctx: Context, name: str) -> timedelta:
    return timedelta(minutes=int(ctx.number(name) * 60))


def _clock(hour: timedelta) -> str:
    minutes = hour // timedelta(minutes=1)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _spent(time: timedelta) -> Text:
    """A time as one says it: hours, minutes, and seconds where there are any."""
    seconds = time // timedelta(seconds=1)
    parts = [
        Text(f"{number} {unit.zh}", f"{number} {unit.en}")
        for number, unit in (
            (seconds // 3600, Text("小时", "h")),
            (seconds // 60 % 60, Text("分钟", "min")),
            (seconds % 60, Text("秒", "s")),
        )
        if number
    ]
    return Text(" ".join(part.zh for part in parts), " ".join(part.en for part in parts))


@rule(
    "TR-04",
    "transfer.continuous-driving",
    Severity.BLOCK,
    subject=DriverDuty,
    sources=(Citation(ROAD_TRAFFIC_RULES, "62(7)"), Citation(ROAD_TRANSPORT_RULES, "28")),
    message=Text(
        "{start} 至 {end} 连续驾驶 {driven}，其间停车休息均不足 {rest}；{at} 起超过 {limit}",
        "drives {driven} from {start} to {end} without a stop of {rest}; past {limit} from {at} on",
    ),
    suggestion=Text(
        "最迟在 {at} 停车休息至少 {rest}，或更换驾驶员", "stop for {rest} by {at}, or change drivers there"
    ),
    parameters=("max_continuous_driving", "min_driving_rest"),
)
def continuous_driving(duty: DriverDuty, ctx: Context) -> Iterator[Breach]:
    """A driver drives no more than four hours without a stop of twenty minutes."""
    then = _on(ctx, duty.start)
    limit, rest = _minutes(then, "max_continuous_driving"), _minutes(then, "min_driving_rest")
    yield from _too_long(duty.spans(), limit, rest, duty.start)


def _too_long(spans: tuple[Span, ...], limit: timedelta, rest: timedelta, since: datetime) -> Iterator[Breach]:
    """The stretches that are too long and reach into the duty: those wholly behind the driver are nobody's to mend."""
    for stretch in stretches(spans, rest):
        at = passes(stretch, limit)
        if at is not None and instant(stretch[-1].end) > instant(since):
            yield Breach(
                {
                    "start": stretch[0].start,
                    "end": stretch[-1].end,
                    "driven": _spent(total(stretch)),
                    "rest": _spent(rest),
                    "limit": _spent(limit),
                    "at": at,
                },
                path="sections",
            )


@rule(
    "TR-05",
    "transfer.continuous-night-driving",
    Severity.BLOCK,
    subject=DriverDuty,
    sources=(Citation(COACH_SAFETY, "38", Mark.SECONDARY), Citation(COACH_TRAFFIC_NOTICE, "", Mark.SECONDARY)),
    message=Text(
        "夜间 {start} 至 {end} 连续驾驶 {driven}，其间停车休息均不足 {rest}；{at} 起超过 {limit}",
        "drives {driven} by night from {start} to {end} without a stop of {rest}; past {limit} from {at} on",
    ),
    suggestion=Text(
        "最迟在 {at} 停车休息至少 {rest}，或更换驾驶员", "stop for {rest} by {at}, or change drivers there"
    ),
    parameters=("max_night_driving", "min_driving_rest", "night_from", "night_until"),
)
def continuous_night_driving(duty: DriverDuty, ctx: Context) -> Iterator[Breach]:
    """A driver drives no more than two hours of the night without a stop of twenty minutes."""
    then = _on(ctx, duty.start)
    night = _hour(then, "night_from"), _hour(then, "night_until")
    spans = tuple(part for span in merged(duty.spans()) for part in in_hours(span, *night))
    yield from _too_long(spans, _minutes(then, "max_night_driving"), _minutes(then, "min_driving_rest"), duty.start)


@rule(
    "TR-06",
    "transfer.driving-in-a-day-and-week",
    Severity.BLOCK,
    subject=DriverDuty,
    sources=(Citation(COACH_SAFETY, "38", Mark.SECONDARY),),
    message=Text(
        "任意 {window}内驾驶时间最长达 {most}；{at} 起超过 {limit}",
        "drives up to {most} within {window}; past {limit} from {at} on",
    ),
    suggestion=Text("自 {at} 起改由其他驾驶员驾驶", "let somebody else drive from {at} on"),
    parameters=("max_daily_driving", "max_weekly_driving"),
)
def driving_in_a_day_and_week(duty: DriverDuty, ctx: Context) -> Iterator[Breach]:
    """A driver drives no more than eight hours in any 24 hours and 44 hours in any seven days."""
    then = _on(ctx, duty.start)
    for window, name, limit in (
        (_DAY, Text("24 小时", "24 hours"), _minutes(then, "max_daily_driving")),
        (_WEEK, Text("7 天", "7 days"), _minutes(then, "max_weekly_driving")),
    ):
        excess = window_excess(duty.spans(), window, limit, duty.start)
        if excess is not None:
            yield Breach(
                {"window": name, "most": _spent(excess.most), "limit": _spent(limit), "at": excess.at},
                path="sections",
            )


@rule(
    "TR-07",
    "transfer.small-hours",
    Severity.BLOCK,
    subject=Leg,
    sources=(Citation(COACH_SAFETY, "38", Mark.SECONDARY), Citation(RELAY_TRANSPORT, "32")),
    message=Text(
        "{start} 至 {end} 仍在行驶：长途客车 {opens} 至 {closes} 应停车休息，"
        "单程 {limit} 公里以内的短途车除外（本班次：{km}）",
        "is on the road from {start} to {end}: a long-distance coach stands from {opens} to {closes}, "
        "except a shuttle of up to {limit} km one way (this one: {km})",
    ),
    suggestion=Text(
        "在 {opens} 前停车，{closes} 后再开；确有接驳运输手续的，登记豁免",
        "stop before {opens} and go on after {closes}; record a waiver where a licensed relay takes over",
    ),
    parameters=("coach_stop_from", "coach_stop_until", "short_shuttle_km"),
)
def small_hours(leg: Leg, ctx: Context) -> Iterator[Breach]:
    """A coach stands from 02:00 to 05:00; a leg whose distance is not known to be short is a long one."""
    then = _on(ctx, leg.depart)
    limit = then.number("short_shuttle_km")
    known, complete = _distance(leg)
    if not leg.mode.is_coach or (complete and known <= limit):
        return
    opens, closes = _hour(then, "coach_stop_from"), _hour(then, "coach_stop_until")
    for span in merged(span for section in leg.sections() for span in section.driven()):
        for part in in_hours(span, opens, closes):
            yield Breach(
                {
                    "start": part.start,
                    "end": part.end,
                    "opens": _clock(opens),
                    "closes": _clock(closes),
                    "limit": _plain(limit),
                    "km": _worded(known, complete=complete),
                },
                path="stops",
            )


def _distance(leg: Leg) -> tuple[Decimal, bool]:
    given = [section.km for section in leg.sections()]
    known = [km for km in given if km is not None]
    return sum(known, Decimal(0)), len(known) == len(given)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _worded(known: Decimal, *, complete: bool) -> Text:
    km = _plain(known)
    return (
        Text(f"{km} 公里", f"{km} km") if complete else Text(f"里程不全，已知 {km} 公里", f"not all known, {km} km are")
    )


@rule(
    "TR-08",
    "transfer.mountain-roads-by-night",
    Severity.BLOCK,
    subject=Leg,
    sources=(Citation(COACH_SAFETY, "38", Mark.SECONDARY), Citation(COACH_TRAFFIC_NOTICE, "", Mark.SECONDARY)),
    message=Text(
        "{place_from} 到 {place_to} 为山区道路，{start} 至 {end} 属夜间（{opens} 至 {closes}），不得行驶",
        "the mountain road from {place_from} to {place_to} is driven by night, {start} to {end} "
        "(night: {opens} to {closes})",
    ),
    suggestion=Text("改在 {closes} 至 {opens} 之间通过该路段", "drive this section between {closes} and {opens}"),
    parameters=("night_from", "night_until"),
)
def mountain_roads_by_night(leg: Leg, ctx: Context) -> Iterator[Breach]:
    """No coach is on a mountain road of class III or lower by night."""
    then = _on(ctx, leg.depart)
    opens, closes = _hour(then, "night_from"), _hour(then, "night_until")
    for i, section in enumerate(leg.sections() if leg.mode.is_coach else ()):
        if section.road is Road.MOUNTAIN:
            for part in (part for span in section.driven() for part in in_hours(span, opens, closes)):
                yield Breach(
                    {
                        "place_from": section.start,
                        "place_to": section.end,
                        "start": part.start,
                        "end": part.end,
                        "opens": _clock(opens),
                        "closes": _clock(closes),
                    },
                    path=f"stops[{i}]",
                )


@rule(
    "TR-09",
    "transfer.second-driver",
    Severity.ERROR,
    subject=Leg,
    sources=(
        Citation(COACH_SAFETY_TRIAL, "45", Mark.SECONDARY),
        Citation(COACH_TRAFFIC_NOTICE, "", Mark.SECONDARY),
    ),
    message=Text(
        "单程{reach}须有两名以上驾驶员（本班次：{km}），现有 {drivers} 名",
        "a run of {reach} has two drivers or more (this one: {km}); it has {drivers}",
    ),
    suggestion=Text(
        "增配驾驶员并写明各路段由谁驾驶；里程不全的，补齐里程",
        "add a driver and say who drives which section; fill in the kilometres that are missing",
    ),
    parameters=("second_driver_asked", "two_drivers_km", "two_drivers_motorway_km", "two_drivers_boundary_counts"),
)
def second_driver(leg: Leg, ctx: Context) -> Iterator[Breach]:
    """A run of 400 km, or 600 where all of it is motorway, has two drivers, where the book asks for them.

    Whether the numbers themselves are included is a parameter. A warning where kilometres are missing and those known
    do not reach the limit.
    """
    if not leg.mode.is_coach or len(leg.drivers) > 1:
        return
    then = _on(ctx, leg.depart)
    if then.value("second_driver_asked") is not True:
        return
    motorway = all(section.road is Road.MOTORWAY for section in leg.sections())
    limit = then.number("two_drivers_motorway_km" if motorway else "two_drivers_km")
    known, complete = _distance(leg)
    included = then.value("two_drivers_boundary_counts") is True
    reached = known >= limit if included else known > limit
    if reached or not complete:
        reach = (
            Text(" {limit} 公里及以上", "{limit} km or more")
            if included
            else Text("超过 {limit} 公里", "over {limit} km")
        )
        yield Breach(
            {
                "reach": reach.format(limit=_plain(limit)),
                "km": _worded(known, complete=complete),
                "drivers": len(leg.drivers),
            },
            path="stops",
            severity=None if reached else Severity.WARN,
        )


RULES: tuple[AnyRule, ...] = (
    continuous_driving,
    continuous_night_driving,
    driving_in_a_day_and_week,
    small_hours,
    mountain_roads_by_night,
    second_driver,
)
