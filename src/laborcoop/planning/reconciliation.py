"""The sums of every convoy (TR-24): what became of everyone on its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.planning.event_log import lists_with
from laborcoop.transfer import Reconciliation

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_HANDED_OVER = "handed_over"
_BEFORE_BOARDING = ("no_show", "withdrawn", "moved")
_AFTER_BOARDING = (_HANDED_OVER, "alighted_early", "hospital", "missing")


def reconcile(plan: ReturnPlan) -> Mapping[ConvoyId, Reconciliation]:
    """The sums of each convoy, in persons, as the plan has it after what has happened.

    Registered is who has a way with it, or had one until they stayed away, stepped back or went over to another convoy:
    these are moved here, whatever became of them there, so that nobody is counted twice. Withdrawn is who stepped back
    (or was stopped) before boarding. Whoever is under way and cannot go on has alighted early. Whoever is left out, or
    loses the way before boarding without stepping back, is on no list, but among `ReturnPlan.unplaced`.
    """
    sums = {}
    for convoy, ends in became(plan).items():
        times = Counter(_HANDED_OVER if how is None else how.name.lower() for how in ends.values())
        after = {name: times[name] for name in _AFTER_BOARDING}
        before = {name: times[name] for name in _BEFORE_BOARDING}
        sums[convoy] = Reconciliation(registered=len(ends), boarded=sum(after.values()), **before, **after)
    return sums


def became(plan: ReturnPlan) -> Mapping[ConvoyId, Mapping[WorkerId, EarlyEnd | None]]:
    """How the way of everyone on the list of a convoy ends with it; None is at the gate.

    Whoever the plan leaves out, or has lost the way before boarding, is on no list: they are among those left out.
    """
    convoy_of = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
    rides_with = {ride.worker: convoy_of[ride.leg] for ride in plan.rides}
    known = rides_with.keys() | plan.log.ends.keys()
    return {
        convoy: {worker: _end(plan, worker, rides_with.get(worker), convoy) for worker in sorted(people & known)}
        for convoy, people in (plan.log.lists or lists_with({}, plan.outcomes)).items()
    }


def _end(plan: ReturnPlan, worker: WorkerId, rides_with: ConvoyId | None, convoy: ConvoyId) -> EarlyEnd | None:
    if rides_with not in {None, convoy} or worker in plan.log.moved.get(convoy, ()):
        return EarlyEnd.MOVED
    end = plan.log.ends.get(worker)
    if end is not None:
        return end.how
    return None if worker in plan.handovers else EarlyEnd.ALIGHTED_EARLY
