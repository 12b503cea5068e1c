"""Nobody is lost: the sums of every stage, from the rosters to the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.companions import going_along
from laborcoop.planning.verification.fault import Check, fault
from laborcoop.planning.verification.moments import has_come

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding
    from laborcoop.transfer import Ride


def check_people(plan: ReturnPlan) -> Iterator[Finding]:
    """Each stage takes on whom the one before let go on; the last lets go on exactly those handed over."""
    case = plan.case
    everyone = {worker.id for worker in case.workers}
    if set(case.intake.workers) != everyone:
        yield fault(
            Check.NOBODY_LOST,
            case.id,
            Text("花名册的人员与案例的人员不一致", "the rosters' workers are not the case's workers"),
        )
    expected = everyone
    for outcome in plan.outcomes:
        name = outcome.stage.value + (f":{outcome.hub}" if outcome.hub else "")
        if outcome.came_in != expected:
            yield fault(
                Check.NOBODY_LOST,
                name,
                Text("进入本阶段 {came} 人，应为 {expected} 人", "{came} came into this stage; {expected} should have"),
                came=len(outcome.came_in),
                expected=len(expected),
            )
        expected = (set(outcome.came_in) | expected) - set(outcome.left_out)
    holders = {
        "matches": set(plan.matches),
        "rides": {ride.worker for ride in plan.rides if ride.worker in expected or not _is_ridden(plan, ride)},
        "handovers": set(plan.handovers),
    }
    along = going_along(case)
    for held, workers in holders.items():
        for worker in sorted(workers ^ (expected - along if held == "matches" else expected)):
            yield fault(
                Check.NOBODY_LOST,
                worker,
                Text("{held} 与最后阶段的人员不一致", "{held} and the last stage do not agree about this person"),
                held=held,
            )


def _is_ridden(plan: ReturnPlan, ride: Ride) -> bool:
    """Whether a ride was boarded by the last event."""
    leg = plan.legs().get(ride.leg)
    return leg is not None and any(stop.place == ride.board and has_come(plan.log, stop.depart) for stop in leg.stops)
