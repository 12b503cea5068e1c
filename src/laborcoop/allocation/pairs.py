"""Which applicant may go to which place, and how well they suit: the one thing that may be too big to list.

The rest of the engine reads pairs through :class:`Pairs` alone, so that a problem may compute them instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

_NOTHING: Mapping[str, int] = {}


class Pairs(Protocol):
    """The allowed pairs of a problem with their integer scores."""

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score; empty for an applicant without a pair."""
        ...

    def __len__(self) -> int:
        """How many pairs there are."""
        ...


@frozen(repr=False, eq=False)
class Listed:
    """Pairs that are held in memory, applicant by applicant."""

    rows: Mapping[str, Mapping[str, int]]

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score."""
        return self.rows.get(applicant, _NOTHING)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))
