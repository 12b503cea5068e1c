"""Which applicant may go to which place, and how well they suit: the one thing that may be too big to list.

The rest of the engine reads pairs through :class:`Pairs` alone, so that a problem may compute them instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Protocol, Self

from attrs import evolve, frozen

_NOTHING: Mapping[str, int] = MappingProxyType({})


class Pairs(Protocol):
    """The allowed pairs of a problem with their integer scores."""

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score; empty for an applicant without a pair."""
        ...

    def barriers(self, applicant: str, place: str) -> tuple[str, ...]:
        """The rules, by name, that forbid one pair, where it is rules that say so."""
        ...

    def open_to(self, applicants: Iterable[str]) -> Mapping[str, int]:
        """Place id -> to how many of these applicants it is open; those open to nobody may be missing."""
        ...

    def only(self, applicants: AbstractSet[str]) -> Self:
        """The pairs of these applicants alone."""
        ...

    @property
    def extent(self) -> str:
        """How many pairs there are, or how they are given, in a few words."""
        ...

    def __len__(self) -> int:
        """How many pairs there are."""
        ...


@frozen(repr=False, eq=False)
class Listed:
    """Pairs that are held in memory, applicant by applicant."""

    _rows: Mapping[str, dict[str, int]]

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score; read-only."""
        # A view, made when it is asked for: it costs little, and unlike the row itself it cannot be pickled.
        row = self._rows.get(applicant)
        return _NOTHING if row is None else MappingProxyType(row)

    def barriers(self, applicant: str, place: str) -> tuple[str, ...]:  # noqa: ARG002 - a list has no rules
        """None: a pair that is not listed is not allowed, and no rule says so."""
        return ()

    def open_to(self, applicants: Iterable[str]) -> Mapping[str, int]:
        """Place id -> to how many of these applicants it is open."""
        return Counter(place for name in applicants for place in self.of(name))

    def only(self, applicants: AbstractSet[str]) -> Self:
        """The pairs of these applicants alone."""
        return evolve(self, rows={name: row for name, row in self._rows.items() if name in applicants})

    @property
    def extent(self) -> str:
        """How many pairs there are."""
        return f"{len(self)} pairs"

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))
