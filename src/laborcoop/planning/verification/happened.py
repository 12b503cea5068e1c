"""What has happened stands: ways that ended lead no further, what was ridden joins, and the lists add up (TR-24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.journey.journey import JourneyEnd
    from laborcoop.kernel.ids import WorkerId
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.planning.verification.ways import Ridden
    from laborcoop.rulebook import Finding

_NEVER_BOARDED = (EarlyEnd.NO_SHOW, EarlyEnd.WITHDRAWN, EarlyEnd.MOVED)


def check_happened(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """The events, the ways that ended, the ways of those who are left under way, and the lists of the convoys."""
    yield from _events(plan)
    for worker, end in sorted(plan.log.ends.items()):
        if worker in plan.handovers or not _fits(plan, end, worker, rides.get(worker, ())):
            yield fault(
                Check.WAY,
                worker,
                Text("行程已经结束（{how}），计划却另有安排", "the way has ended ({how}), and the plan says otherwise"),
                how=end.how.value,
            )
    for worker, way in sorted(rides.items()):
        if worker not in plan.handovers:
            yield from _left_under_way(plan, worker, way)
    yield from _lists(plan, rides)


def _events(plan: ReturnPlan) -> Iterator[Finding]:
    """Each event once, in their order."""
    orders = [(instant(event.time), event.id) for event in plan.log.events]
    twice = [event for event, times in Counter(event.id for event in plan.log.events).items() if times > 1]
    if orders != sorted(orders) or twice:
        yield fault(
            Check.NOBODY_LOST, plan.case.id, Text("事件重复或次序不对", "an event counts twice, or out of its order")
        )


def _fits(plan: ReturnPlan, end: JourneyEnd, worker: WorkerId, way: Sequence[Ridden]) -> bool:
    """Whether somebody whose way has ended has ridden what can have been ridden by then, and has no bed to come."""
    if end.how in _NEVER_BOARDED:
        return not way and not any(stay.worker == worker for stay in plan.stays)
    return bool(way) and all(instant(ride.depart) <= instant(end.at) for ride in way)


def _left_under_way(plan: ReturnPlan, worker: WorkerId, way: Sequence[Ridden]) -> Iterator[Finding]:
    """Whoever does not arrive has ridden a way without a gap, with one convoy, and none of what is still to leave."""
    joined = all(one.end == other.start and one.arrive <= other.depart for one, other in pairwise(way))
    if not joined or len({ride.convoy for ride in way}) > 1 or not all(plan.log.is_past(ride.depart) for ride in way):
        yield fault(
            Check.WAY,
            worker,
            Text("未到达的人所乘各段衔接不上", "what somebody who does not arrive has ridden does not join"),
        )


def _lists(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Whoever rides with a convoy is on its list; of all lists that somebody is on, all but one say moved (TR-24)."""
    lists, moved = plan.log.lists, plan.log.moved
    unlisted = {
        worker for worker, way in rides.items() if lists and any(worker not in lists.get(one.convoy, ()) for one in way)
    }
    stays_on: Counter[WorkerId] = Counter()
    for convoy, people in lists.items():
        stays_on.update(worker for worker in people if worker not in moved.get(convoy, ()))
    known = {worker.id for worker in plan.case.workers}
    strangers = frozenset[str]().union(*lists.values()) - known
    gone_on = {worker for worker, way in rides.items() if any(worker in moved.get(ride.convoy, ()) for ride in way)}
    for worker in sorted(unlisted | gone_on | strangers | {one for one, times in stays_on.items() if times > 1}):
        yield fault(
            Check.NOBODY_LOST,
            worker,
            Text("批次名单与乘车不一致", "the lists of the convoys do not agree with who rides with them"),
        )
