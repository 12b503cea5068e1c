"""The finished plan, put together from the outcomes of all stages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve

from laborcoop.hiring import Match
from laborcoop.journey import Outcome, Stage
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan, noted
from laborcoop.planning.review import review
from laborcoop.retention import Stay
from laborcoop.rulebook import Findings
from laborcoop.transfer import Handover, Ride


def assemble(
    case: Case, findings: Findings, outcomes: tuple[Outcome[Any], ...], rides: tuple[Ride, ...], stays: Iterable[Stay]
) -> ReturnPlan:
    """The plan: matches, rides, stays and hand-overs of those whom every stage let go on, and what the rules say of it.

    Args:
        case: what was planned.
        findings: what the rules say about the case.
        outcomes: the outcomes of all stages, in their order.
        rides: the rides of those who arrive.
        stays: the stays of everyone who has a bed.
    """
    *_, gate = outcomes
    posts = next(outcome for outcome in outcomes if outcome.stage is Stage.POSTS)
    slept = [stay for stay in stays if stay.worker in gate.placed]
    plan = ReturnPlan(
        case=case,
        findings=findings,
        outcomes=outcomes,
        matches={
            worker: starting(posts.placed[worker], handover)
            for worker, handover in gate.placed.items()
            if worker in posts.placed
        },
        rides=rides,
        stays=tuple(sorted(slept, key=lambda stay: (stay.worker, stay.period.start))),
        handovers=gate.placed,
        checked=findings,
    )
    return noted(plan, findings=findings + review(plan))


def starting(match: Match, handover: Handover) -> Match:
    """The match with its first working day: the one that was planned, or the arrival where that is later."""
    return evolve(match, first_day=max(match.first_day, handover.at.date()))
