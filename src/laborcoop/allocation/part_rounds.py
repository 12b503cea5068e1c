"""Rounds at shared prices: who is placed where when shares of the people settle apart, and how good that is.

Each round every share of the people settles, exactly, in the openings that its own people hold and in its part of the
free ones. The prices it ends with are averaged, and prices around the average are looked up over everybody: the lowest
bound is kept. In the next round the people are shared out otherwise. As nobody loses an opening that they hold except
for a better one, the score never falls; as any prices bound every answer, the bound never rises.

Why around the average: the bound is a convex function of whole prices that is linear between whole prices that differ
by rounding some up and others down (L-natural-convex: Murota, Discrete Convex Analysis, 2003, chapter 7). So one of the
roundings at a common threshold is at least as good as the average itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.checks import Faults
from laborcoop.allocation.executor import Executor, run
from laborcoop.allocation.part_market import (
    Nearest,
    Settled,
    Share,
    demand,
    first_prices,
    gains,
    nearest,
    rough_prices,
    settle,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]

_ROUNDS = 12
_PATIENCE = 3
"""Rounds without progress after which there is no other."""
_LEAST = 250
"""People of the smallest sample."""
_THRESHOLDS = 4


@frozen(eq=False, repr=False)
class Seats:
    """Who is placed: how many of which class at which place."""

    kind: Any
    place: Any
    people: Any
    value: int
    """The score of it all."""


@frozen(eq=False, repr=False)
class Prices:
    """The prices with the lowest bound so far."""

    price: Any
    bound: int


@frozen(eq=False, repr=False)
class Rounds:
    """What stays the same from round to round."""

    executor: Executor
    everybody: Share
    kind: Any
    """Person, in the stable order -> their class."""
    room: Any
    """Openings of each place."""
    per_task: int
    most_gap: Fraction

    @property
    def groups(self) -> int:
        """How many shares there are."""
        return max(1, -(-len(self.everybody.count) // self.per_task))

    def best(self, tell: Callable[[int, int], bool]) -> tuple[Seats, Prices]:
        """A placement and prices whose bound is near enough, or as near as they came; ``tell`` may end it."""
        import numpy as np

        none = np.zeros(0, dtype=np.int64)
        seats = Seats(none, none, none, 0)
        group = self._group(0)
        prices = self._lowest([self._first()])
        if self.groups > 1:
            rough = self._tasks(rough_prices, group, self._rooms(seats, prices.price, group), prices.price)
            prices = self._lowest([prices.price, *_around(rough)])
        turn = idle = 0
        while True:
            before, group = (seats.value, prices.bound), self._group(turn)
            settled = self._tasks(settle, group, self._rooms(seats, prices.price, group), prices.price)
            seats = self._merged(group, settled)
            prices = self._lowest([prices.price, *_around([one.price for one in settled])])
            idle = 0 if (seats.value, prices.bound) != before else idle + 1
            is_near = prices.bound - seats.value <= self.most_gap * prices.bound
            turn += 1
            is_over = self.groups == 1 or turn == _ROUNDS or idle == _PATIENCE
            if tell(seats.value, prices.bound) or is_near or is_over:
                return seats, prices

    def nearest(self, price: Array) -> Nearest:
        """Of each class: why it is nowhere, if it is."""
        import numpy as np

        found = self._tasks(nearest, self._group(0), None, price)
        return Nearest(
            *(np.concatenate([getattr(one, name) for one in found]) for name in ("places", "column", "missing"))
        )

    def _first(self) -> Array:
        """Prices from nested samples: the first people in the stable order, with their part of the openings."""
        import numpy as np

        people, levels = min(self.per_task, len(self.kind) // 4), []
        while people >= _LEAST:
            count = np.bincount(self.kind[:people], minlength=len(self.everybody.count))
            levels.append((count, np.diff(np.cumsum(self.room) * people // len(self.kind), prepend=0)))
            people //= 4
        if not levels:
            return np.zeros(len(self.room), dtype=np.int64)
        met = np.flatnonzero(levels[0][0])
        sample = evolve(self.everybody, codes=self.everybody.codes[met], count=self.everybody.count[met])
        works = [(sample, [(count[met], room) for count, room in reversed(levels)])]
        price: Array = self._run(first_prices, works)[0]
        return price

    def _group(self, turn: int) -> Array:
        """Class -> number of its group; another grouping each turn, which only the classes' order decides."""
        import numpy as np

        classes = np.arange(len(self.everybody.count), dtype=np.int64)
        if turn == 0:
            return classes * self.groups // max(1, len(classes))
        # Multiplication by an odd number spreads neighbours evenly over 32 bits (Knuth, volume 3, section 6.4).
        return ((classes * ((2 * turn - 1) * 2654435761 % 2**32)) % 2**32) * self.groups >> 32

    def _shares(self, group: Array) -> Iterator[tuple[Array, Share]]:
        for number in range(self.groups):
            mine = (group == number).nonzero()[0]
            yield mine, evolve(self.everybody, codes=self.everybody.codes[mine], count=self.everybody.count[mine])

    def _tasks(self, task: Callable[..., Any], group: Array, rooms: Array | None, *more: object) -> list[Any]:
        each = enumerate(self._shares(group))
        works = [(share, *(() if rooms is None else (rooms[number],)), *more) for number, (_, share) in each]
        return self._run(task, works)

    def _run(self, task: Callable[..., Any], works: Sequence[tuple[Any, ...]]) -> list[Any]:
        faults = Faults()
        found = run(self.executor, task, works, faults)
        faults.done()
        return found

    def _lowest(self, prices: Sequence[Array]) -> Prices:
        """The prices with the lowest bound over everybody; of equals the first."""
        found = self._tasks(gains, self._group(0), None, prices)
        bounds = [
            sum(gained) + int((price * self.room).sum())
            for price, gained in zip(prices, zip(*found, strict=True), strict=True)
        ]
        at = bounds.index(min(bounds))
        return Prices(prices[at], bounds[at])

    def _rooms(self, seats: Seats, price: Array, group: Array) -> Array:
        """Openings of each group: those that its people hold, and of the free ones what they want of them."""
        import numpy as np

        held = np.zeros((self.groups, len(self.room)), dtype=np.int64)
        np.add.at(held, (group[seats.kind], seats.place), seats.people)
        free = self.room - held.sum(axis=0)
        people = np.zeros(self.groups, dtype=np.int64)
        np.add.at(people, group, self.everybody.count)
        wanted = np.array(self._tasks(demand, group, None, price))
        return held + apportioned(free, wanted, people)

    def _merged(self, group: Array, settled: Sequence[Settled]) -> Seats:
        import numpy as np

        kind = [mine[one.kind] for (mine, _), one in zip(self._shares(group), settled, strict=True)]
        return Seats(
            np.concatenate(kind),
            np.concatenate([one.place for one in settled]),
            np.concatenate([one.people for one in settled]),
            sum(one.value for one in settled),
        )


def apportioned(room: Array, wanted: Array, people: Array) -> Array:
    """Openings of each place by group in proportion to what is wanted, by largest remainders.

    Where nothing is wanted, by the people of the groups. The sum over the groups is the room of each place; of equal
    remainders the first group's comes first.
    """
    import numpy as np

    weight = np.where(wanted.sum(axis=0) > 0, wanted, people[:, None])
    total = np.maximum(weight.sum(axis=0), 1)
    whole = room * weight // total
    rest = room * weight % total
    rank = np.argsort(np.argsort(-rest, axis=0, kind="stable"), axis=0, kind="stable")
    shared: Array = whole + (rank < room - whole.sum(axis=0))
    return shared


def _around(prices: Sequence[Array]) -> list[Array]:
    """The average of some prices, rounded at a few thresholds."""
    total, count = reduce(add, prices), len(prices)
    steps = sorted({count * (2 * step + 1) // (2 * _THRESHOLDS) for step in range(_THRESHOLDS)})
    return [(total + step) // count for step in steps]
