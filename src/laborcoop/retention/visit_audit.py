"""The check of planned visits to employers, day by day; it shares no code with what planned them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from laborcoop.kernel.ids import EmployerId
from laborcoop.kernel.text import Text
from laborcoop.retention.employer_visits import VisitPlan
from laborcoop.retention.station_work import VisitKind

_DAY = timedelta(days=1)


def faults(plan: VisitPlan) -> tuple[Text, ...]:
    """What is wrong with some visits: days, number in a day, order by workers, one in each round, who is told of."""
    found = [] if plan.round.visits[len(plan.round.visits) - len(plan.planned) :] == plan.planned else [_NOT_IN_ROUND]
    missed: Counter[EmployerId] = Counter()
    start, end = plan.round.period.start, plan.round.period.end or plan.round.period.start
    if any(not start <= visit.on < end for visit in plan.planned):
        found.append(Text("有走访不在时间段内", "a visit is planned outside the period"))
    while start < end:
        rest = _Round(plan, start)
        found += rest.faults()
        start += timedelta(weeks=plan.pace.every_weeks)
        missed.update(rest.due if start <= end else ())
    if {employer: len(reasons) for employer, reasons in plan.left_out.items()} != missed:
        found.append(Text("所报没有走访日的企业不符", "those told to have no day are not those without a visit"))
    return tuple(found)


_NOT_IN_ROUND = Text("走访轮次缺少安排的走访", "the round does not end with the visits planned")


class _Round:
    """One round: ``due`` are the employers that it owes a visit, fewer day by day."""

    def __init__(self, plan: VisitPlan, start: date) -> None:
        self.plan = plan
        self.days = [start + number * _DAY for number in range(7 * plan.pace.every_weeks)]
        before = plan.round.visits[: len(plan.round.visits) - len(plan.planned)]
        made = [one for one in before if one.kind is VisitKind.EMPLOYER and one.on in self.days]
        self.after = max((one.on for one in made), default=start - _DAY)
        large = {name for name, workers in plan.round.workers.items() if workers >= plan.pace.least_workers}
        self.due = {
            one
            for one in large - {one.employer for one in made}
            if one not in plan.round.since or plan.round.since[one] <= self.days[-1]
        }

    def faults(self) -> Iterator[Text]:
        """On each day as many as the station can visit, none of them before one with more workers."""
        workers, since = self.plan.round.workers, self.plan.round.since
        for day in self.days:
            if self.plan.round.period.end is not None and day >= self.plan.round.period.end:
                return
            today = [one.employer for one in self.plan.planned if one.on == day]
            works = day.weekday() in self.plan.pace.weekdays and day not in self.plan.not_on and day > self.after
            can = self.plan.pace.per_day if works else 0
            there = {one for one in self.due if one not in since or since[one] <= day}
            if len(today) > can:
                yield Text(
                    "{day} 走访 {found} 家，最多 {most} 家", "{found} visits on {day}, and {most} are the most"
                ).format(day=day, found=len(today), most=can)
            elif len(today) < min(can, len(there)):
                yield Text("{day} 还能走访", "more could be visited on {day}").format(day=day)
            for employer in today:
                if employer is None or employer not in there:
                    yield Text("{day} 本轮不应走访 {employer}", "{employer} is not due on {day}").format(
                        day=day, employer=employer or "-"
                    )
                    continue
                there.discard(employer)
                self.due.discard(employer)
            least = min((workers.get(one, 0) for one in today if one is not None), default=None)
            if least is not None and any(workers[one] > least for one in there):
                yield Text("{day} 没有先走访人数多的企业", "those with most workers do not come first on {day}").format(
                    day=day
                )
