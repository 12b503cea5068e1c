"""One person's place in a plan, in words: brought where, when and for what, or left out at which stage, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from laborcoop.errors import UnknownName
from laborcoop.journey import Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.naming import did_you_mean
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.planning.case import Case
    from laborcoop.planning.plan import ReturnPlan


def why_in_plan(plan: ReturnPlan, worker: WorkerId) -> Text:
    """A heading, and a line for each reason.

    Raises:
        UnknownName: nobody in the case has this id.
    """
    lines = tuple(_arrives(plan, worker)) if worker in plan.handovers else tuple(_left_out(plan, worker))
    if not lines:
        raise nobody(plan.case, worker)
    head, *reasons = lines
    return Text(
        "\n".join([head.zh, *(f"- {reason.zh}" for reason in reasons)]),
        "\n".join([head.en, *(f"- {reason.en}" for reason in reasons)]),
    )


def stage_of_refusal(plan: ReturnPlan, worker: WorkerId) -> Stage | None:
    """The stage at which somebody was left out; None where that is so at none."""
    return next((outcome.stage for outcome in plan.outcomes if worker in outcome.left_out), None)


def nobody(case: Case, worker: WorkerId) -> UnknownName:
    """The error for an id that nobody in a case has."""
    return UnknownName(
        Text("花名册中没有编号为 {worker} 的人员；{hint}", "nobody in the rosters has the id {worker}; {hint}").format(
            worker=worker, hint=did_you_mean(worker, (one.id for one in case.workers))
        )
    )


def _arrives(plan: ReturnPlan, worker: WorkerId) -> Iterator[Text]:
    handover, match = plan.handovers[worker], plan.matches.get(worker)
    employers = {employer.id: employer.name for employer in plan.case.employers}
    places = {place.id: place.name for place in plan.case.places}
    yield Text(
        "{worker} 于 {at} 到达{gate}，移交给{employer}",
        "{worker} is brought to {gate} at {at} and handed over to {employer}",
    ).format(worker=worker, at=handover.at, gate=places[handover.gate], employer=employers[handover.employer])
    if match is None:
        yield Text("随行，不上岗", "goes along and does no work")
    elif match.returns:
        yield Text("返回原企业", "back to the own employer")
    else:
        yield Text("新岗位 {post}", "to the new post {post}").format(post=match.post)


def _left_out(plan: ReturnPlan, worker: WorkerId) -> Iterator[Text]:
    stage = stage_of_refusal(plan, worker)
    if stage is not None:
        yield Text("{worker} 在“{stage}”阶段未安排：", "{worker} was left out at {stage}:").format(
            worker=worker, stage=stage.label
        )
        yield from (reason.text for reason in plan.unplaced[worker])
