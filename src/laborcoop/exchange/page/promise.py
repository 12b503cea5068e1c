"""The promise as a table: at every stage, came in = placed + not needed + left out; and how good the answer is."""

from __future__ import annotations

from attrs import frozen

from laborcoop.allocation import Goal
from laborcoop.exchange.page.names import Names
from laborcoop.journey import Outcome
from laborcoop.kernel.text import Text
from laborcoop.planning.plan import ReturnPlan


@frozen(kw_only=True)
class StageRow:
    """One stage: how many came in and what became of them; ``goals`` prove the answer where one was chosen."""

    title: Text
    came_in: int
    placed: int
    not_needed: int
    left_out: int
    went_on: int
    chosen: bool
    proved: bool
    gap: int
    goals: tuple[Goal, ...]
    faults: tuple[Text, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the three parts are all who came in, and no goal passes its bound."""
        return self.came_in == self.placed + self.not_needed + self.left_out


def stage_rows(plan: ReturnPlan, names: Names) -> tuple[StageRow, ...]:
    """A row for each stage and hub, in their order."""
    return tuple(_row(outcome, names) for outcome in plan.outcomes)


def _row(outcome: Outcome[object], names: Names) -> StageRow:
    title = outcome.stage.label
    if outcome.hub:
        title = Text("{stage} · {hub}", "{stage} · {hub}").format(stage=title, hub=names.town(outcome.hub))
    proof = outcome.proof
    return StageRow(
        title=title,
        came_in=len(outcome.came_in),
        placed=len(outcome.placed),
        not_needed=len(outcome.not_needed),
        left_out=len(outcome.left_out),
        went_on=len(outcome.went_on),
        chosen=proof is not None,
        proved=proof is not None and proof.status == "proved" and not proof.faults,
        gap=proof.gap if proof else 0,
        goals=tuple(goal for goal in proof.goals if goal.value or goal.bound) if proof else (),
        faults=proof.faults if proof else (),
    )
