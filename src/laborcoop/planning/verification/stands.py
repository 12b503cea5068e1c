"""Whoever sits a night in a coach that stands is told of: asked of the times of the legs anew, by code of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Leg

_Time = tuple[float, float]
"""From one second to another."""


def check_stands(plan: ReturnPlan) -> Iterator[Finding]:
    """The plan tells of every such stand (PL-20), for how many minutes, and how many sit there; and of no other."""
    told = {(one.subject, one.fact("minutes"), one.fact("people")) for one in plan.findings if one.rule == "PL-20"}
    there = set(_sat_through(plan))
    for leg, minutes, people in sorted(there - told):
        yield fault(
            Check.BED,
            leg,
            Text(
                "计划没有写明 {people} 人在车上过夜，停车 {minutes} 分钟",
                "the plan does not tell that {people} people sit a night in the coach, which stands {minutes} min",
            ),
            people=people,
            minutes=minutes,
        )
    for leg in sorted({leg for leg, *_ in told - there}):
        yield fault(
            Check.BED,
            leg,
            Text("计划所写的车上过夜与时刻和乘车不符", "no such night in the coach follows from its times and riders"),
        )


def _sat_through(plan: ReturnPlan) -> Iterator[tuple[str, int, int]]:
    """Each stand that somebody sits a night of, with its minutes and how many do."""
    coaches = [leg for leg in plan.legs().values() if leg.mode.is_coach]
    standing = [(leg, stand) for leg in coaches for stand in _stands(leg) if _night(plan, leg, stand)]
    for leg, stand in standing:
        times = {stop.place: (stop.arrive.timestamp(), stop.depart.timestamp()) for stop in leg.stops}
        people = 0
        for ride in plan.rides:
            if ride.leg == leg.id and ride.board in times and ride.alight in times:
                aboard = max(stand[0], times[ride.board][1]), min(stand[1], times[ride.alight][0])
                people += _night(plan, leg, aboard)
        if people:
            yield leg.id, int((stand[1] - stand[0]) // 60), people


def _stands(leg: Leg) -> Iterator[_Time]:
    """The times between two in which the coach moves."""
    moves: list[_Time] = []
    for stop, then in pairwise(leg.stops):
        since = stop.depart.timestamp()
        for stood in stop.stood:
            moves.append((since, stood.start.timestamp()))
            since = stood.end.timestamp()
        moves.append((since, then.arrive.timestamp()))
    first, last = leg.depart.timestamp(), leg.arrive.timestamp()
    under_way = [(first, first), *(move for move in moves if move[0] < move[1]), (last, last)]
    yield from ((one[1], other[0]) for one, other in pairwise(under_way) if one[1] < other[0])


def _night(plan: ReturnPlan, leg: Leg, stand: _Time) -> bool:
    """Whether some time of standing holds enough of one night."""
    then = plan.case.book.context(leg.depart.date(), plan.case.region_of(leg.stops[0].place))
    asked = [then.value(name) if name in then.parameters else None for name in ("night_from", "night_until")]
    least = then.value("night_stand") if "night_stand" in then.parameters else None
    if least is None or None in asked:
        return False
    opens, closes = (timedelta(hours=float(str(hour))) for hour in asked)
    zone, day = leg.depart.tzinfo, leg.depart.date() - timedelta(days=1)
    while day <= leg.arrive.astimezone(zone).date():
        midnight = datetime.combine(day, time(), zone)
        ends = midnight + closes + timedelta(days=closes < opens)
        common = min(stand[1], ends.timestamp()) - max(stand[0], (midnight + opens).timestamp())
        if common >= float(str(least)) * 3600:
            return True
        day += timedelta(days=1)
    return False
