"""Nobody is lost: the sums of every stage, from the rosters to the gate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding


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
        if outcome.proof is not None:
            for text in outcome.proof.faults:
                yield fault(Check.PROOF, name, text)
    holders = {
        "matches": set(plan.matches),
        "rides": {ride.worker for ride in plan.rides},
        "handovers": set(plan.handovers),
    }
    for held, workers in holders.items():
        for worker in sorted(workers ^ expected):
            yield fault(
                Check.NOBODY_LOST,
                worker,
                Text("{held} 与最后阶段的人员不一致", "{held} and the last stage do not agree about this person"),
                held=held,
            )
    for worker in sorted({stay.worker for stay in plan.stays} - expected):
        yield fault(Check.NOBODY_LOST, worker, Text("未到达的人占用床位", "somebody who does not arrive holds a bed"))
