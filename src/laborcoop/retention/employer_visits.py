"""The round of visits to employers (走访): those with the most workers of the programme first, each every few weeks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta

from attrs import evolve, field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.journey import Reason
from laborcoop.kernel.bounds import at_least, between
from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.naming import Names, check_names
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.retention.station_work import Visit, VisitKind, VisitRound

_SOME = at_least(1, Text("至少为 1", "one or more is expected"))
_WEEK = timedelta(weeks=1)


@frozen(kw_only=True)
class VisitPace(Record):
    """How often an employer is visited, how many can be in a day, and which days of the week are for visits.

    ``weekdays`` are 0 (Monday) to 6; ``least_workers`` is from how many workers on an employer is visited (ST-07).

    Raises:
        InvalidValue: ``weekdays`` is empty, or has a number that is not a weekday.
    """

    every_weeks: int = field(validator=between(1, 520, Text("应为 1 至 520 周", "every 1 to 520 weeks is expected")))
    per_day: int = field(default=1, validator=_SOME)
    weekdays: frozenset[int] = frozenset(range(5))
    least_workers: int = field(default=1, validator=_SOME)

    def __attrs_post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise InvalidValue(
                Text("走访日应为星期 0 至 6", "the days of visits must be one or more days of the week, 0 to 6")
            )


@frozen(kw_only=True)
class VisitPlan(Record):
    """The visits planned for a period, and the employers for whom the pace leaves no day in some round.

    ``round`` holds the visits made and planned: what ST-07 looks at. ``pace`` and ``not_on`` are what
    they were planned by.
    """

    round: VisitRound
    pace: VisitPace
    not_on: frozenset[date] = frozenset()
    planned: tuple[Visit, ...] = ()
    left_out: Mapping[EmployerId, tuple[Reason, ...]] = field(factory=dict, hash=False)

    def __repr__(self) -> str:
        """Counts only."""
        return f"<VisitPlan: {len(self.planned)} visits planned, {len(self.left_out)} employers left out>"

    def verify(self) -> tuple[Text, ...]:
        """Check the visits day by day, by code of its own; empty when they are sound."""
        from laborcoop.retention.visit_audit import faults  # it reads plans, and so imports this module

        return faults(self)


def plan_employer_visits(
    asked: VisitRound, pace: VisitPace, *, not_on: Container[date] = (), employers: Iterable[EmployerId] = ()
) -> VisitPlan:
    """Plan the visits to employers in a period: round after round of some weeks, in each the largest first (ST-07).

    Every employer has the same place in each round, so that it is visited every ``every_weeks`` weeks, but for days of
    ``not_on``; one whose workers come in the middle of a round is visited from then on. Employers that get no day in a
    whole round of the period are left out, with the pace that would do.

    Nothing better can be planned: every visit takes one of the ``per_day`` of a day, so that by the end of any day of a
    round no other order has visited more employers, nor employers with more workers in all.

    Args:
        asked: the station, the period, the workers of each employer and since when they are there; visits in it have
            been made, and are kept: what is left of their round comes after them.
        pace: how often, and how many in a day.
        not_on: days on which nobody is visited.
        employers: further employers, without workers of the programme.

    Raises:
        InvalidValue: the period of ``asked`` has no end, or its visits name unknown employers; the error says which.
    """
    if asked.period.end is None:
        raise InvalidValue(Text("走访时间段必须有结束日", "the period must have a day on which it ends"))
    check_names(
        Names(
            Text("已作的走访", "visits that were made"),
            [visit.employer for visit in asked.visits if visit.employer is not None],
            {*asked.workers, *employers},
        )
    )
    ranked = [employer for employer, workers in asked.ranked() if workers >= pace.least_workers]
    planned: list[Visit] = []
    left_out: dict[EmployerId, tuple[Reason, ...]] = {}
    start = asked.period.start
    while start < asked.period.end:
        cycle = Period(start, start + pace.every_weeks * _WEEK)
        made = [visit for visit in asked.visits if visit.kind is VisitKind.EMPLOYER and visit.on in cycle]
        seen = {visit.employer for visit in made}
        days = [day for day in cycle.days() if day.weekday() in pace.weekdays and day not in not_on]
        slots = [day for day in days if all(day > visit.on for visit in made) for _ in range(pace.per_day)]
        end = start + pace.every_weeks * _WEEK
        to_come = [one for one in ranked if one not in seen and asked.since.get(one, start) < end]
        for day in slots:
            there = (one for one in to_come if asked.since.get(one, day) <= day)
            if (employer := next(there, None)) is not None:
                to_come.remove(employer)
                if day in asked.period:
                    planned.append(Visit(on=day, employer=employer))
        if end <= asked.period.end:
            for employer in to_come:
                comes = asked.since.get(employer, start)
                if comes > start:
                    why = _comes_late(start, comes)
                elif made:
                    why = _no_day_left(start, max(visit.on for visit in made), len(slots))
                else:
                    why = _no_day(start, len(ranked), len(days))
                left_out[employer] = (*left_out.get(employer, ()), why)
        start = end
    return VisitPlan(
        round=evolve(asked, visits=(*asked.visits, *planned)),
        pace=pace,
        not_on=frozenset(day for day in Period(asked.period.start, start).days() if day in not_on),
        planned=tuple(planned),
        left_out=left_out,
    )


def _comes_late(start: date, comes: date) -> Reason:
    return Reason(
        code="stations.no-visit-day",
        text=Text(
            "首批人员 {comes} 到岗，{start} 开始的一轮其后没有空余的走访日",
            "its first workers come on {comes}, and the round from {start} has no free day after that",
        ).format(start=start, comes=comes),
    )


def _no_day_left(start: date, last: date, visits: int) -> Reason:
    return Reason(
        code="stations.no-visit-day",
        text=Text(
            "{start} 开始的一轮已于 {last} 走访，其后只能再走访 {visits} 次",
            "in the round from {start} a visit was made on {last}, and {visits} more could be after it",
        ).format(start=start, last=last, visits=visits),
    )


def _no_day(start: date, employers: int, days: int) -> Reason:
    return Reason(
        code="stations.no-visit-day",
        text=Text(
            "{start} 开始的一轮有 {days} 个走访日，要走访 {employers} 家：每天至少 {pace} 家，或延长一轮的周数",
            "the round from {start} has {days} days for {employers} employers: visit {pace} a day, or in more weeks",
        ).format(start=start, days=days, employers=employers, pace=-(-employers // days) if days else "-"),
    )
