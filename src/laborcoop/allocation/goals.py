"""The goals of an allocation, in their fixed order.

Tiers first (people and score of each tier, or only its score), then priority, then fewest moves. A stable hash of the
ids decides among what is then still equal; it is not a goal that anybody reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.problem import Problem

Objective = Literal["score", "count-then-score"]
Kind = Literal["people", "score", "priority", "moves"]

_NAMES: dict[Kind, Text] = {
    "people": Text("第 {key} 层的人数", "people of tier {key}"),
    "score": Text("第 {key} 层的分值", "score of tier {key}"),
    "priority": Text("优先级 {key} 的人数", "people of priority {key}"),
    "moves": Text("变动人数", "moves"),
}
_WITHOUT_TIERS: dict[Kind, Text] = {
    "people": Text("安排的人数", "people placed"),
    "score": Text("总分值", "total score"),
}


@frozen
class Aim:
    """One goal to be made as large as it can be, as a sum over the placed applicants plus a constant."""

    kind: Kind
    key: int
    """The tier or the priority that it counts."""
    constant: int
    move_cost: int
    everybody: bool = False
    """Whether there are no tiers, so that it counts everybody and names none."""

    @property
    def name(self) -> Text:
        """What the goal counts."""
        return _WITHOUT_TIERS[self.kind] if self.everybody else _NAMES[self.kind].format(key=self.key)

    def gain(self, problem: Problem, applicant: str, place: str, score: int) -> int:
        """What placing one applicant adds to the goal."""
        if self.kind == "moves":
            return int(problem.previous.get(applicant) == place)
        if self.kind == "priority":
            return int(problem.priority.get(applicant) == self.key)
        if problem.tier.get(applicant, 0) != self.key:
            return 0
        if self.kind == "people":
            return 1
        return score + (self.move_cost if problem.previous.get(applicant) == place else 0)

    def value(self, problem: Problem, placed: Mapping[str, str]) -> int:
        """What a placement is worth to the goal."""
        return self.constant + sum(
            self.gain(problem, applicant, place, problem.pairs.of(applicant)[place])
            for applicant, place in placed.items()
        )


def aims_of(problem: Problem, objective: Objective, move_cost: int) -> tuple[Aim, ...]:
    """Every goal of a problem, the most important first."""
    aims: list[Aim] = []
    everybody = not problem.tier
    tiers = {0} if everybody else {problem.tier.get(name, 0) for name in problem.applicants} or {0}
    for tier in sorted(tiers):
        if objective == "count-then-score":
            aims.append(Aim("people", tier, 0, 0, everybody))
        concerned = len(problem.previous)
        if not everybody:
            concerned = sum(problem.tier.get(name, 0) == tier for name in problem.previous)
        aims.append(Aim("score", tier, -move_cost * concerned, move_cost, everybody))
    aims += [Aim("priority", value, 0, 0) for value in sorted(set(problem.priority.values()))]
    if problem.previous:
        aims.append(Aim("moves", 0, -len(problem.previous), 0))
    return tuple(aims)


@frozen
class Goal(Record):
    """What became of one goal: its value, and the bound that no answer can pass.

    For ``moves`` both count people and the bound is from below; for the others it is from above.
    """

    name: Text
    kind: Kind
    key: int
    value: int
    bound: int

    @property
    def gap(self) -> int:
        """How far the value may still be from the best; 0 when it is proved."""
        return abs(self.bound - self.value)

    @classmethod
    def of(cls, aim: Aim, value: int, bound: int) -> Goal:
        """The report of one aim, moves counted as people."""
        sign = -1 if aim.kind == "moves" else 1
        return cls(aim.name, aim.kind, aim.key, sign * value, sign * bound)
