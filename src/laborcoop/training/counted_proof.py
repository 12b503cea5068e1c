"""What the checks of training say of a proof: people are its first goal, its gap is theirs, proved is what has none."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.journey import Proof
from laborcoop.kernel.text import Text


def proof_of_people(proof: Proof, placed: int, *, has_goals: bool = True) -> Iterator[Text]:
    """What is wrong with the proof of a plan that places so many people; a stable one has no goals."""
    for goal in proof.goals[:1]:
        if goal.value != placed or goal.bound < goal.value:
            yield Text(
                "目标“{name}”为 {value}，报告 {said}，界 {bound}", "{name}: {value}, but {said} is said, bound {bound}"
            ).format(name=goal.name, value=placed, said=goal.value, bound=goal.bound)
    if proof.gap != sum(goal.gap for goal in proof.goals):
        yield Text("证明的差距不是各目标的差距", "the gap of the proof is not that of its goals")
    if proof.status == "proved" and (bool(proof.goals) is not has_goals or any(goal.gap for goal in proof.goals)):
        yield Text("证明不完整", "the proof is not complete")
