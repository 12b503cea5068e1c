"""What the independent check keeps: the faults it found, and its own account of parties, sizes and goals."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from laborcoop.allocation.problem import Problem

Team = frozenset[str]


@frozen
class Audit:
    """What the independent check found in an answer."""

    faults: tuple[Text, ...]
    """Everything that is wrong; empty when nothing is."""
    unproved: tuple[Text, ...]
    """What the answer claims and the check did not derive again, with the reason: there it is the solver that is
    trusted. Empty when the whole proof was derived again."""


class Ledger:
    """An account of one placement, drawn up from the problem alone."""

    def __init__(self, problem: Problem, placed: Mapping[str, str], *, may_search: bool = True) -> None:
        self.problem = problem
        self.may_search = may_search
        self.placed = placed
        self.faults: list[Text] = []
        self.unproved: list[Text] = []

    @cached_property
    def teams(self) -> list[Team]:
        """Everybody in a group or alone, each once."""
        together = {name: frozenset(group) for group in self.problem.groups for name in group}
        return list(dict.fromkeys(together.get(name, frozenset([name])) for name in self.problem.applicants))

    def fault(self, zh: str, en: str, **facts: object) -> None:
        """Note a fault."""
        self.faults.append(Text(zh, en).format(**facts))

    def leave(self, zh: str, en: str, **facts: object) -> None:
        """Note what was not derived again."""
        self.unproved.append(Text(zh, en).format(**facts))

    def audit(self) -> Audit:
        """Faults and what was left, each once, in an order of their own."""
        faults, unproved = (tuple(sorted(set(some), key=lambda text: text.en)) for some in (self.faults, self.unproved))
        return Audit(faults, unproved)

    def taken(self, name: str, place: str) -> int:
        """Places that one applicant takes at a place."""
        size = self.problem.size.get(name, 1)
        return size if isinstance(size, int) else size.get(place, 1)

    def size(self, team: Team, place: str) -> int:
        """Places that a team takes at a place."""
        return sum(self.taken(name, place) for name in team)

    def place(self, team: Team) -> str | None:
        """Where a team is."""
        return self.placed.get(next(iter(team)))

    def is_pinned(self, team: Team) -> bool:
        """Whether a team is fixed where it is."""
        return not team.isdisjoint(self.problem.pinned)

    def places(self, team: Team) -> frozenset[str]:
        """Where all of a team may go."""
        return frozenset.intersection(*(frozenset(self.problem.pairs.of(name)) for name in team))
