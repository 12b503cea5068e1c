"""What has happened stands: ways that ended lead no further, what was ridden joins, and the lists add up (TR-24)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.moments import instant
from laborcoop.kernel.text import Text
from laborcoop.planning import events
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.findings import Said
from laborcoop.planning.verification.moments import has_come
from laborcoop.transfer import Reconciliation

if TYPE_CHECKING:
    from laborcoop.journey.journey import JourneyEnd
    from laborcoop.kernel.ids import ConvoyId
    from laborcoop.planning.events import Event
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
    yield from _boarded(plan, rides)
    yield from _lists(plan, rides)
    yield from _ends(plan)


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
    if not joined or len({ride.convoy for ride in way}) > 1 or not all(has_come(plan.log, ride.depart) for ride in way):
        yield fault(
            Check.WAY,
            worker,
            Text("未到达的人所乘各段衔接不上", "what somebody who does not arrive has ridden does not join"),
        )


def _boarded(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Whoever had boarded a leg by the last event still has that ride, and nobody else has one from then.

    Nor has anybody boarded at another stop.
    """
    had = {(worker, leg) for leg, people in plan.log.boarded.items() for worker in people}
    has = {(worker, ride.leg) for worker, way in rides.items() for ride in way if has_come(plan.log, ride.depart)}
    for worker, leg in sorted(had ^ has):
        yield fault(
            Check.RIDE,
            worker,
            Text("{leg} 的乘车与已上车的记录不一致", "who rides {leg} is not who is on record as aboard"),
            leg=leg,
        )
    stops = {
        worker: tuple(ride.start for ride in way if has_come(plan.log, ride.depart)) for worker, way in rides.items()
    }
    for worker in sorted(rides.keys() | plan.log.stops.keys()):
        if stops.get(worker, ()) != plan.log.stops.get(worker, ()):
            yield fault(
                Check.RIDE,
                worker,
                Text("上车点与记录不符", "has not boarded at the stops on record"),
            )


def _lists(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Finding]:
    """Whoever rides with a convoy is on its list; of all lists that somebody is on, all but one say moved (TR-24)."""
    lists, moved = plan.log.lists, plan.log.moved
    unlisted = {
        worker
        for worker, way in rides.items()
        if (lists or plan.log.events) and any(worker not in lists.get(one.convoy, ()) for one in way)
    }
    stays_on: Counter[WorkerId] = Counter()
    for convoy, people in lists.items():
        stays_on.update(worker for worker in people if worker not in moved.get(convoy, ()))
    if lists or plan.log.events:
        own = _with_a_way(plan)
        unlisted |= {one for convoy, people in own.items() for one in people - lists.get(convoy, frozenset())}
    known = {one.worker for one in plan.case.registrations if one.willing}
    gone_on = {worker for worker, way in rides.items() if any(worker in moved.get(ride.convoy, ()) for ride in way)}
    listed = frozenset[WorkerId]().union(*lists.values())
    not_once = {worker for worker in listed if stays_on[worker] != 1}
    moved_from_nowhere = {
        worker for convoy, people in moved.items() for worker in people - lists.get(convoy, frozenset())
    }
    for worker in sorted(unlisted | gone_on | (listed - known) | not_once | moved_from_nowhere):
        yield fault(
            Check.NOBODY_LOST,
            worker,
            Text("批次名单与乘车不一致", "the lists of the convoys do not agree with who rides with them"),
        )


_ENDS_BY: Mapping[EarlyEnd, tuple[type, ...]] = {
    EarlyEnd.NO_SHOW: (events.NoShow,),
    EarlyEnd.WITHDRAWN: (events.LateCancel, events.HealthStop, events.DuplicateIdentity, events.WorkerRefuses),
    EarlyEnd.ALIGHTED_EARLY: (events.NoShow, events.WorkerRefuses),
    EarlyEnd.HOSPITAL: (events.HealthStop, events.InjuryEnRoute),
    EarlyEnd.MISSING: (events.MissingAtHandover,),
}
"""The events by which a way can end so."""
_ENDING = frozenset(kind for kinds in _ENDS_BY.values() for kind in kinds)


def _ends(plan: ReturnPlan) -> Iterator[Finding]:
    """Each way that ended did so by an event about this person, and every such event has ended one."""
    ending = tuple(_ending(plan.log.events))
    for event in ending:
        about = {event.subject, getattr(event, "same_as", event.subject)}
        if not any(worker in about and _is_by(end, event) for worker, end in plan.log.ends.items()):
            yield fault(
                Check.WAY,
                event.subject,
                Text("事件 {event} 应结束行程，却没有", "the event {event} ends a way, and none has ended"),
                event=event.id,
            )
    for worker, end in sorted(plan.log.ends.items()):
        own = [event for event in ending if worker in {event.subject, getattr(event, "same_as", "")}]
        if not any(_is_by(end, event) for event in own):
            yield fault(
                Check.WAY,
                worker,
                Text("没有事件说明行程这样结束（{how}）", "no event says that the way has ended so ({how})"),
                how=end.how.value,
            )


def _ending(happened: Sequence[Event]) -> Iterator[Event]:
    """The events that end a way: whoever did not come, and asks for another stop later, travels again."""
    asked = {event.subject: at for at, event in enumerate(happened) if isinstance(event, events.BoardElsewhere)}
    for at, event in enumerate(happened):
        takes_other = isinstance(event, events.WorkerRefuses) and event.takes_other
        comes_after_all = isinstance(event, events.NoShow) and at < asked.get(event.subject, 0)
        if type(event) in _ENDING and not takes_other and not comes_after_all:
            yield event


def _is_by(end: JourneyEnd, event: Event) -> bool:
    told = instant(event.time), event.reason
    return isinstance(event, _ENDS_BY.get(end.how, ())) and told == (instant(end.at), end.reason)


def said_of_sums(plan: ReturnPlan, rides: Mapping[WorkerId, Sequence[Ridden]]) -> Iterator[Said]:
    """What rules say of the sums of each convoy, counted from rides, hand-overs and ends (TR-24)."""
    lists = plan.log.lists or _with_a_way(plan)
    known = {worker for worker, way in rides.items() if way} | plan.log.ends.keys() | plan.handovers.keys()
    for convoy, listed in sorted(lists.items()):
        people = listed & known  # whoever lost the way before boarding is on no list
        gone = plan.log.moved.get(convoy, frozenset())
        own = people - gone
        aboard = {worker for worker in own if any(ride.convoy == convoy for ride in rides.get(worker, ()))}
        ended = Counter(plan.log.ends[worker].how for worker in own if worker in plan.log.ends)
        silent = {worker for worker in own if worker not in plan.log.ends and worker not in plan.handovers}
        sums = Reconciliation(
            registered=len(people),
            boarded=len(aboard),
            no_show=ended[EarlyEnd.NO_SHOW],
            withdrawn=ended[EarlyEnd.WITHDRAWN],
            moved=len(people & gone),
            handed_over=len(own & plan.handovers.keys()),
            alighted_early=ended[EarlyEnd.ALIGHTED_EARLY] + len(silent & aboard),
            hospital=ended[EarlyEnd.HOSPITAL],
            missing=ended[EarlyEnd.MISSING],
        )
        said = plan.case.book.judge(sums, convoy, on=plan.case.on, kind="convoy")
        yield Said(Check.NOBODY_LOST, convoy, said)


def _with_a_way(plan: ReturnPlan) -> Mapping[ConvoyId, frozenset[WorkerId]]:
    """Who has a seat with each convoy, and is left out nowhere else."""
    left = {worker for outcome in plan.outcomes for worker in outcome.left_out}
    found: dict[ConvoyId, set[WorkerId]] = defaultdict(set)
    for outcome in plan.outcomes:
        if outcome.stage is Stage.SEATS:
            for worker, route in outcome.placed.items():
                if worker not in left:
                    found[route.convoy].add(worker)
    return {convoy: frozenset(people) for convoy, people in found.items()}
