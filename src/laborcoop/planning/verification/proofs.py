"""Every stage but admission proves its answer, and the proof speaks of as many people as were given something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from laborcoop.journey import Outcome, Stage
from laborcoop.kernel.text import Text
from laborcoop.planning.verification.fault import Check, fault

if TYPE_CHECKING:
    from laborcoop.journey import Proof
    from laborcoop.planning.plan import ReturnPlan
    from laborcoop.rulebook import Finding

_STATUSES = {"proved", "feasible", "infeasible"}


def check_proofs(plan: ReturnPlan) -> Iterator[Finding]:
    """The proofs of all stages."""
    for outcome in plan.outcomes:
        name = outcome.stage.value + (f":{outcome.hub}" if outcome.hub else "")
        proof = outcome.proof
        if proof is None:
            if outcome.stage is not Stage.ADMISSION:
                yield fault(Check.PROOF, name, Text("本阶段没有证明", "this stage has no proof"))
            continue
        for text in proof.faults:
            yield fault(Check.PROOF, name, text)
        if not _adds_up(proof):
            yield fault(
                Check.PROOF,
                name,
                Text(
                    "证明自相矛盾：目标、界、差距或状态不符",
                    "the proof contradicts itself: goals, bounds, gap or status",
                ),
            )
        if (proof.kept is not None) != bool(plan.log.events):
            yield fault(
                Check.PROOF,
                name,
                Text(
                    "证明所说的维持原安排与事件不符",
                    "a proof counts those who keep what they have once something has happened, and not before",
                ),
            )
        claimed = [goal.value for goal in proof.goals if goal.kind == "people"]
        if not _can_claim(plan, outcome, claimed) or max(claimed, default=0) > len(plan.case.workers):
            yield fault(
                Check.PROOF,
                name,
                Text("安排 {placed} 人，证明所说为 {claimed}", "{placed} are placed; the proof speaks of {claimed}"),
                placed=len(outcome.placed),
                claimed=tuple(claimed),
            )


def _adds_up(proof: Proof) -> bool:
    """Whether no goal passes its bound, the gap is that of all goals, and only what has none is said to be proved."""
    gaps = [(goal.value - goal.bound) * (1 if goal.kind == "moves" else -1) for goal in proof.goals]
    is_proved = proof.status == "proved"
    return (
        min(gaps, default=0) >= 0
        and proof.gap == sum(gaps)
        and proof.status in _STATUSES
        and not (is_proved and proof.gap)
    )


def _can_claim(plan: ReturnPlan, outcome: Outcome[Any], people: list[int]) -> bool:
    """Whether so many people can have been chosen for at a stage.

    Whoever goes back to the own employer is no choice at the posts stage. Where beds are sought once more for those
    without luck, some may have been given one before. At the gate everybody counts once for each way across a town.

    When a plan is made again, those come first who keep what they have: no more than have something. Posts and beds may
    be sought more than once then, and what was found for somebody first may not be what is kept: so no more is asked
    than that everybody who has one keeps it or was found one.
    """
    placed = len(outcome.placed)
    if plan.log.events and outcome.stage is not Stage.SEATS:
        return max(people[:1], default=0) <= placed and (outcome.stage is Stage.GATE or placed <= sum(people))
    if outcome.stage is Stage.GATE:
        return True
    if outcome.stage is Stage.POSTS:
        placed = sum(match.post is not None for match in outcome.placed.values())
    return max(people, default=0) <= placed <= sum(people)
