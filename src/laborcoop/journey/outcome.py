"""What became of everyone who came into a stage: placed, not needed, or left out with reasons. Nobody is lost.

The conservation law is in the constructor: an `Outcome` that loses or doubles a person cannot be built.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Generic, TypeVar

from attrs import field, frozen

from laborcoop.allocation import Goal, Result
from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding

Placed = TypeVar("Placed")


class Stage(Enum):
    """The stages of a return, in their order."""

    ADMISSION = "admission"
    POSTS = "posts"
    SEATS = "seats"
    BEDS = "beds"
    GATE = "gate"

    @property
    def label(self) -> Text:
        """The stage's name in a table."""
        return _LABELS[self]


_LABELS = {
    Stage.ADMISSION: Text("审核", "admission"),
    Stage.POSTS: Text("岗位", "posts"),
    Stage.SEATS: Text("座位", "seats"),
    Stage.BEDS: Text("床位", "beds"),
    Stage.GATE: Text("到厂", "gate"),
}


@frozen(kw_only=True)
class Reason(Record):
    """Why somebody is left out: a rule's code (``WK-01``) or a stage's own (``seats.coach-full``), and the sentence."""

    code: str
    text: Text
    about: tuple[str, ...] = ()
    """The ids of what stands in the way, such as the legs that are full."""

    @classmethod
    def of(cls, finding: Finding) -> Reason:
        """The reason that a finding gives."""
        return cls(code=finding.rule, text=finding.message)


_PEOPLE_KEPT = Text("维持原安排的人数", "people who keep what they have")


@frozen(kw_only=True)
class Proof(Record):
    """How good a stage's answer is: each goal with the value reached and its bound; gap 0 is proved best."""

    status: str
    goals: tuple[Goal, ...] = ()
    gap: int = 0
    faults: tuple[Text, ...] = ()
    """What the allocation's own independent check found; empty when it is sound."""

    @classmethod
    def of(cls, result: Result) -> Proof:
        """The proof of an allocation, checked by the allocation's own independent check, without its long search."""
        return cls(
            status=result.status,
            goals=result.goals,
            gap=sum(goal.gap for goal in result.goals),
            faults=result.verify(search=False),
        )

    @classmethod
    def of_kept(cls, people: int) -> Proof:
        """Those who keep what they have when a plan is made again: nothing was chosen for them."""
        return cls(status="proved", goals=(Goal(name=_PEOPLE_KEPT, kind="people", key=0, value=people, bound=people),))

    @property
    def kept(self) -> int | None:
        """How many keep what they have, which a plan that was made again counts first; None for any other."""
        first = self.goals[0] if self.goals else None
        return first.value if first is not None and first.name == _PEOPLE_KEPT else None

    @classmethod
    def joined(cls, proofs: Iterable[Proof]) -> Proof:
        """The proof of several allocations that make one stage; proved only if each of them is."""
        parts = tuple(proofs)
        return cls(
            status=next((proof.status for proof in parts if proof.status != "proved"), "proved"),
            goals=tuple(goal for proof in parts for goal in proof.goals),
            gap=sum(proof.gap for proof in parts),
            faults=tuple(text for proof in parts for text in proof.faults),
        )


@frozen(kw_only=True)
class Outcome(Record, Generic[Placed]):
    """The outcome of one stage; ``hub`` names the town where a stage is run once for each.

    Raises:
        InvalidValue: somebody of ``came_in`` is in none or in two of the three, somebody else is in one, or a person is
            left out without a reason.
    """

    stage: Stage
    hub: str = ""
    came_in: frozenset[WorkerId]
    placed: Mapping[WorkerId, Placed] = field(factory=dict, hash=False)
    not_needed: frozenset[WorkerId] = frozenset()
    left_out: Mapping[WorkerId, tuple[Reason, ...]] = field(factory=dict, hash=False)
    proof: Proof | None = None

    def __attrs_post_init__(self) -> None:
        parts = [frozenset(self.placed), self.not_needed, frozenset(self.left_out)]
        whole = frozenset().union(*parts)
        if whole != self.came_in or sum(map(len, parts)) != len(whole) or not all(self.left_out.values()):
            raise InvalidValue(
                Text(
                    "{stage}：进入 {came} 人，但安排 {placed} + 不需要 {spared} + 未安排 {left}，有人丢失或重复",
                    "{stage}: {came} came in, but placed {placed} + not needed {spared} + left out {left}: "
                    "somebody is lost, twice, or without a reason",
                ).format(
                    stage=self.stage.label,
                    came=len(self.came_in),
                    placed=len(self.placed),
                    spared=len(self.not_needed),
                    left=len(self.left_out),
                )
            )

    def __repr__(self) -> str:
        """Counts only."""
        stage = f"{self.stage.value} {self.hub}".strip()
        return (
            f"<Outcome {stage}: {len(self.came_in)} came in, {len(self.placed)} placed, "
            f"{len(self.not_needed)} not needed, {len(self.left_out)} left out>"
        )

    @property
    def went_on(self) -> frozenset[WorkerId]:
        """Those who go on to the next stage: placed, or in no need of a place."""
        return frozenset(self.placed) | self.not_needed
