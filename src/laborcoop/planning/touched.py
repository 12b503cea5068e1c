"""Whom a new plan touches: everyone else has the same post, way, nights and hand-over as before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from laborcoop.kernel.ids import WorkerId

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan

Key = TypeVar("Key")


def touched(before: ReturnPlan, after: ReturnPlan) -> frozenset[WorkerId]:
    """Those of whom a record of the plan is another, or a leg that they ride.

    A plan that is made again keeps the records of those whom nothing befalls, so that most is seen by identity.
    """
    if before is after:
        return frozenset()
    altered = altered_legs(before, after)
    on_altered = (
        {ride.worker for plan in (before, after) for ride in plan.rides if ride.leg in altered}
        if altered
        else frozenset()
    )
    workers = before.handovers.keys() | after.handovers.keys() | {ride.worker for ride in (*before.rides, *after.rides)}
    return frozenset(
        worker
        for worker in workers
        if worker in on_altered
        or _is_other(before.matches, after.matches, worker)
        or _is_other(before.handovers, after.handovers, worker)
        or before.rides_of(worker) != after.rides_of(worker)
        or before.stays_of(worker) != after.stays_of(worker)
    )


def altered_legs(before: ReturnPlan, after: ReturnPlan) -> frozenset[str]:
    """The legs that do not run as they were to run."""
    was, now = before.legs(), after.legs()
    return frozenset(leg for leg in now if _is_other(was, now, leg))


def _is_other(before: Mapping[Key, object], after: Mapping[Key, object], key: Key) -> bool:
    was, now = before.get(key), after.get(key)
    return was is not now and was != now
