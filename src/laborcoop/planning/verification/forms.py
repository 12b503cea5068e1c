"""A plan has the form of one: each stage gave what it gives, on stops that legs have, in days that the case has.

Where it has not, nothing else is asked of it: what follows from such records cannot be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from laborcoop.hiring import Match
from laborcoop.journey import Registration, Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.retention import Stay
from laborcoop.transfer import Handover
from laborcoop.transfer.route import Hop, Route

if TYPE_CHECKING:
    from laborcoop.journey import Outcome
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding

_GIVES: dict[Stage, type] = {
    Stage.ADMISSION: Registration,
    Stage.POSTS: Match,
    Stage.SEATS: Route,
    Stage.BEDS: Stay,
    Stage.GATE: Handover,
}
_LONGEST_CUT_OFF = timedelta(days=366)
_A_DAY_OR_TWO = timedelta(days=2)


def check_forms(plan: ReturnPlan) -> Iterator[Finding]:
    """What the stages gave, the nights, and the moments of the log."""
    for outcome in plan.outcomes:
        yield from _given(outcome)
    yield from _nights(plan)
    log = plan.log
    moments = [(one.subject, one.time) for one in log.events] + [(who, end.at) for who, end in log.ends.items()]
    for subject, at in moments:
        if not _can_be_computed_with(at):
            yield fault(
                Check.NOBODY_LOST,
                subject,
                Text("事件记录的时刻无法计算", "a moment of the log cannot be computed with"),
            )
    if log.cut_off is not None and not timedelta() <= log.cut_off <= _LONGEST_CUT_OFF:
        yield fault(
            Check.NOBODY_LOST,
            plan.case.id,
            Text("通知的提前时间应为 0 到 366 天", "how early people had to know is not from 0 to 366 days"),
        )


def _given(outcome: Outcome[Any]) -> Iterator[Finding]:
    """Whatever a stage gave is of the kind that it gives, and every hop of a way goes on along its leg."""
    kind = _GIVES[outcome.stage]
    for worker, given in sorted(outcome.placed.items()):
        if not isinstance(given, kind):
            text = Text("“{stage}”阶段不会给出这样的结果", "the stage {stage} gives nothing of this kind")
        elif isinstance(given, Route) and not all(map(_goes_on, given.hops)):
            text = Text(
                "“{stage}”阶段的路线不合班次的停靠站", "a way of the stage {stage} is not along the stops of its legs"
            )
        else:
            continue
        yield fault(Check.NOBODY_LOST, worker, text, stage=outcome.stage.label)


def _goes_on(hop: Hop) -> bool:
    return 0 <= hop.board < hop.alight < len(hop.leg.stops)


def _nights(plan: ReturnPlan) -> Iterator[Finding]:
    """All nights are between the first leg of the case and its last, or what has happened since."""
    legs = plan.legs().values()
    first = min((leg.depart.date() - _A_DAY_OR_TWO for leg in legs), default=date.max)
    ends = [leg.arrive for leg in legs] + [event.time for event in plan.log.events]
    last = max((moment.date() + _A_DAY_OR_TWO for moment in ends), default=date.min)
    for stay in chain(plan.stays, plan.log.begun.values(), *plan.log.slept.values()):
        if stay.period.start < first or (stay.period.end or date.max) > last:
            yield fault(
                Check.BED,
                stay.worker,
                Text("住宿不在行程的日期之内", "a stay is not within the days on which the legs of the case run"),
            )


def _can_be_computed_with(moment: datetime) -> bool:
    """Whether a moment has a zone, and a day before and after it."""
    return moment.utcoffset() is not None and MINYEAR + 1 < moment.year < MAXYEAR - 1
