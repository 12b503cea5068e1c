"""Pairs that two sides' rankings make: both lists are kept as they are, and a pair is one that both hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Any, Self

from attrs import evolve, frozen

_NOTHING: Mapping[str, int] = MappingProxyType({})


@frozen(repr=False, eq=False)
class Ranked:
    """Rankings of both sides, best first; what only one side lists is no pair.

    Nothing crosses the two sides until somebody asks: to look every pair up on the other side is most of the work of
    reading, and deferred acceptance needs it of the few pairs that are asked for.
    """

    wishes: Mapping[str, Mapping[str, int]]
    """Applicant id -> place id -> the score that the rank makes, the best first."""
    wanted: Mapping[str, Mapping[str, int]]
    """Place id -> applicant id -> the place's regard for them, the best first; every place with a capacity is there."""
    tied: frozenset[str]
    """The applicants who list places in ties."""
    torn: frozenset[str]
    """The places that list applicants in ties."""

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score, the best first."""
        return Row(self, applicant) if applicant in self.wishes else _NOTHING

    def barriers(self, applicant: str, place: str) -> tuple[str, ...]:  # noqa: ARG002 - rankings have no rules
        """None: a pair that is not listed by both is not allowed, and no rule says so."""
        return ()

    def open_to(self, applicants: Iterable[str]) -> Mapping[str, int]:
        """Place id -> to how many of these applicants it is open."""
        return Counter(place for name in applicants for place in self.of(name))

    def only(self, applicants: AbstractSet[str]) -> Self:
        """The pairs of these applicants alone."""
        return evolve(
            self,
            wishes={name: ranking for name, ranking in self.wishes.items() if name in applicants},
            wanted={
                place: {name: regard for name, regard in ranking.items() if name in applicants}
                for place, ranking in self.wanted.items()
            },
            tied=self.tied & applicants,
        )

    @property
    def extent(self) -> str:
        """How many pairs there are."""
        return f"{len(self)} pairs"

    def __len__(self) -> int:
        return sum(len(self.of(name)) for name in self.wishes)


class Row(Mapping[str, int]):
    """The places that an applicant lists and that list them."""

    __slots__ = ("_name", "_pairs")

    def __init__(self, pairs: Ranked, name: str) -> None:
        self._pairs = pairs
        self._name = name

    def __getitem__(self, place: str) -> int:
        if self._name not in self._pairs.wanted.get(place, _NOTHING):
            raise KeyError(place)
        return self._pairs.wishes[self._name][place]

    def _listed(self) -> dict[str, int]:
        name, wanted = self._name, self._pairs.wanted
        return {place: score for place, score in self._pairs.wishes[name].items() if name in wanted[place]}

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed())

    def items(self) -> Any:  # noqa: ANN401 - an items view of a dict, which the base class types as its own
        """Places with their scores."""
        return self._listed().items()

    def values(self) -> Any:  # noqa: ANN401 - the same
        """The scores."""
        return self._listed().values()

    def __len__(self) -> int:
        return len(self._listed())
