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
    lists = plan.log.lists or _lists(plan)
    convoy_of = {leg.id: convoy.id for convoy in plan.case.convoys for leg in convoy.legs}
    rides_with = {ride.worker: convoy_of[ride.leg] for ride in plan.rides}
    sums = {}
    for convoy, people in sorted(lists.items()):
        became = Counter(_became(plan, worker, rides_with.get(worker), convoy) for worker in people)
        after = {name: became[name] for name in _AFTER_BOARDING}
        before = {name: became[name] for name in _BEFORE_BOARDING}
        sums[convoy] = Reconciliation(registered=len(people), boarded=sum(after.values()), **before, **after)
    return sums


def _lists(plan: ReturnPlan) -> dict[ConvoyId, set[WorkerId]]:
    lists: dict[ConvoyId, set[WorkerId]] = {}
    for worker, route in plan.outcome(Stage.SEATS).placed.items():
        lists.setdefault(route.convoy, set()).add(worker)
    return lists


def _became(plan: ReturnPlan, worker: WorkerId, rides_with: ConvoyId | None, convoy: ConvoyId) -> str:
    if rides_with not in {None, convoy} or worker in plan.log.moved.get(convoy, ()):
        return "moved"
    end = plan.log.ends.get(worker)
    if end is not None:
        return end.how.name.lower()
    if worker in plan.handovers:
        return _HANDED_OVER
    return (EarlyEnd.WITHDRAWN if rides_with is None else EarlyEnd.ALIGHTED_EARLY).name.lower()
