"""What can be reckoned from numbers that are told about one that is not, where some of them are sums of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from attrs import field, frozen

from laborcoop.cooperation.suppression import SMALLEST_COUNT

_ROUNDS = 100
"""Bounds that still move after so many rounds are taken as they are: sums without a circle need a few."""


@frozen
class Sum:
    """One number is what the parts make together, as every reader of a report knows."""

    whole: str
    parts: tuple[str, ...]


@frozen(kw_only=True)
class Numbers:
    """The numbers of a report with the sums between them, and those that tell of few people.

    ``values`` are all numbers by name, also those that no report prints but that can be reckoned from it, such as what
    is left of a whole. Of ``few`` nobody must be able to say that they are small: each must be able to be
    ``SMALLEST_COUNT`` or more, and more than it is, for all that is told. That a number is nought points at nobody,
    and whatever is withheld is known to be none.
    """

    values: Mapping[str, int] = field(repr=False)
    few: frozenset[str]
    sums: tuple[Sum, ...]

    def withheld(self, items: Sequence[tuple[str, ...]]) -> frozenset[str]:
        """The numbers of those items that must not be told.

        Args:
            items: what is told together or not at all, such as a part and its whole; those that matter most first.
                Numbers of no item are never told.
        """
        linked = self._linked()
        told = {name for name, value in self.values.items() if not value}
        for item in items:
            if linked.isdisjoint(item) or (self.few.isdisjoint(item) and self._keeps(told | set(item))):
                told |= set(item)
        return frozenset(name for item in items for name in item if not set(item) <= told)

    def _linked(self) -> frozenset[str]:
        """The few, and all that hangs together with them by sums."""
        found, before = set(self.few), -1
        while len(found) > before:
            before = len(found)
            for one in self.sums:
                if not found.isdisjoint((one.whole, *one.parts)):
                    found.update((one.whole, *one.parts))
        return frozenset(found)

    def _keeps(self, told: Iterable[str]) -> bool:
        """Whether each of the few could be large for all that is told."""
        most = self._most(frozenset(told))
        return all(most[name] >= max(SMALLEST_COUNT, self.values[name] + 1) for name in self.few)

    def _most(self, told: frozenset[str]) -> Mapping[str, float]:
        """How large each number can be, by its sums: bounds are drawn closer until none moves.

        That is exact where the sums form no circle; in a circle a number may be bound closer than is found.
        """
        low = {name: float(value if name in told else 1) for name, value in self.values.items()}
        high = {name: float(value) if name in told else inf for name, value in self.values.items()}
        before: tuple[dict[str, float], dict[str, float]] = ({}, {})
        rounds = 0
        while (low, high) != before and rounds < _ROUNDS:
            before, rounds = (dict(low), dict(high)), rounds + 1
            for one in self.sums:
                least, most = sum(low[part] for part in one.parts), sum(high[part] for part in one.parts)
                low[one.whole], high[one.whole] = max(low[one.whole], least), min(high[one.whole], most)
                for part in one.parts:
                    others = sum(high[other] for other in one.parts if other != part)
                    low[part] = max(low[part], low[one.whole] - others)
                    rest = sum(low[other] for other in one.parts if other != part)
                    high[part] = min(high[part], high[one.whole] - rest)
        return high
