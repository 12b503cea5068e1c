"""The wishes of very many people whose pairs are computed: the best few of each, a block of people at a time.

What a person has yet to ask is worked out when the best few are used up, and then only among the places that would
still take them: bars never fall where everybody takes one place, so whoever is below one now is below it for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laborcoop.allocation.desk import NOBODY
from laborcoop.allocation.wishes import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from laborcoop.allocation.ruled import Ruled
    from laborcoop.allocation.sides import Sides

    Array = NDArray[Any]

_CELLS = 2**16
_FEW = 16


class WishesByBlocks:
    """The places that each person has yet to ask, each with its regard: the score, which both sides go by."""

    def __init__(self, sides: Sides, pairs: Ruled, bars: Mapping[str, int]) -> None:
        """``bars`` is read at every step: place id -> the regard below which it takes nobody."""
        import numpy as np

        self.ahead: list[Iterator[tuple[str, int]]] = [iter(())] * len(sides.members)
        self._sides = sides
        self._pairs = pairs
        self._bars = bars
        self._row = np.array([pairs.number[name] for (name,) in sides.members], dtype=np.int64)
        self._below = np.full(len(sides.members), NOBODY, dtype=np.int64)
        """Party -> the score of the last place that was put before it: what is left is worth less."""

    def renewed(self, spent: Sequence[int]) -> list[int]:
        """Those of some people with nothing ahead who have more to ask."""
        import numpy as np

        numbers = np.array(spent, dtype=np.int64)
        bars = np.array([self._bars[place] for place in self._pairs.ids], dtype=np.int64)
        step = max(1, _CELLS // max(1, len(bars)))
        found: list[int] = []
        for first in range(0, len(numbers), step):
            found += self._renewed(numbers[first : first + step], bars)
        return found

    def _renewed(self, numbers: Array, bars: Array) -> list[int]:
        import numpy as np

        allowed, score = self._pairs.block(self._row[numbers])
        allowed &= (score >= bars) & (score < self._below[numbers, None])
        if score.shape[1] > _FEW:
            # Whoever is as good as the last of the few comes along: ties are broken among all of them.
            least = np.partition(np.where(allowed, score, -NOBODY), -_FEW, axis=1)[:, -_FEW]
            allowed &= score >= least[:, None]
        self._below[numbers] = np.where(allowed, score, NOBODY).min(axis=1, initial=NOBODY)
        rows, columns = np.nonzero(allowed)
        worth, places = score[rows, columns].tolist(), columns.tolist()
        ends = np.cumsum(allowed.sum(axis=1)).tolist()
        renewed = []
        for number, first, last in zip(numbers.tolist(), [0, *ends], ends, strict=False):
            if first < last:
                renewed.append(number)
                self.ahead[number] = self._asked_by(number, places[first:last], worth[first:last])
        return renewed

    def _asked_by(self, number: int, columns: list[int], scores: list[int]) -> Iterator[tuple[str, int]]:
        ids, bars = self._pairs.ids, self._bars
        worth = {ids[column]: score for column, score in zip(columns, scores, strict=True)}
        for place in in_order(
            worth.items(), lambda place: worth[place] >= bars[place], lambda place: self._sides.wish(number, place)
        ):
            yield place, worth[place]
