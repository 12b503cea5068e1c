"""The sums of every convoy (TR-24): what became of everyone who was ever on its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from laborcoop.journey import Stage
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.transfer import Reconciliation

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

_HANDED_OVER = "handed_over"
_BEFORE_BOARDING = ("no_show", "withdrawn", "moved")
_AFTER_BOARDING = (_HANDED_OVER, "alighted_early", "hospital", "missing")


def reconcile(plan: ReturnPlan) -> Mapping[ConvoyId, Reconciliation]:
    """The sums of each convoy, in persons, as the plan has it after what has happened.

    Registered is who was ever given a seat with it. Whoever went over to another convoy is moved here, whatever became
    of them there, so that nobody is counted twice. Whoever has lost the seat before boarding is counted as withdrawn,
    whoever is under way and cannot go on as alighted early.
    """
    sums = {}
    for convoy, ends in became(plan).items():
        times = Counter(_HANDED_OVER if how is None else how.name.lower() for how in ends.values())
        after = {name: times[name] for name in _AFTER_BOARDING}
        before = {name: times[name] for name in _BEFORE_BOARDING}
        sums[convoy] = Reconciliation(registered=len(ends), boarded=sum(after.values()), **before, **after)
    return sums


def became(plan: ReturnPlan) -> Mapping[ConvoyId, Mapping[WorkerId, EarlyEnd | None]]:
    """How the way of everyone who was ever on the list of a convoy ends with it; None is at the gate."""
    lists = plan.log.lists or _lists(plan)
    convoy_of = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
    rides_with = {ride.worker: convoy_of[ride.leg] for ride in plan.rides}
    return {
        convoy: {worker: _end(plan, worker, rides_with.get(worker), convoy) for worker in sorted(people)}
        for convoy, people in sorted(lists.items())
    }


def _lists(plan: ReturnPlan) -> dict[ConvoyId, set[WorkerId]]:
    lists: dict[ConvoyId, set[WorkerId]] = {}
    for worker, route in plan.outcome(Stage.SEATS).placed.items():
        lists.setdefault(route.convoy, set()).add(worker)
    return lists


def _end(plan: ReturnPlan, worker: WorkerId, rides_with: ConvoyId | None, convoy: ConvoyId) -> EarlyEnd | None:
    if rides_with not in {None, convoy} or worker in plan.log.moved.get(convoy, ()):
        return EarlyEnd.MOVED
    end = plan.log.ends.get(worker)
    if end is not None:
        return end.how
    if worker in plan.handovers:
        return None
    return EarlyEnd.WITHDRAWN if rides_with is None else EarlyEnd.ALIGHTED_EARLY
