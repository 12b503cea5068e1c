"""People, and those who go together, as bidders for openings under prices of places and of caps, in blocks.

A bidder of size k needs k openings of one place and pays its price k times, and the due of each cap that counts it
there. Whatever the prices and dues, nobody's answer can pass what every bidder gets at best after paying plus what all
openings and caps would cost: a bound over all pairs, for one pass in blocks. Least cohorts only lower what is possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.blocks import Blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[Any]

ALL = 2**59
"""No pair that is allowed loses so much."""
BARRED = -4 * ALL
"""About what a pair is worth that a rule forbids."""
_CELLS = 2**18
_DEEPEST = 4
"""Negative dues of one opening add up to at most so many times the largest worth."""


@frozen(eq=False)
class Bidders:
    """Bidders in the stable order: singles of size 1 that nothing tells apart as one, then teams, one by one."""

    base: Blocks
    unit: int
    """Worths, prices and dues are whole numbers of this fraction of a point."""
    parties: list[list[tuple[str, ...]]]
    """Bidder -> the parties that it stands for, each with its members."""
    solo: Any
    """Single bidder -> number of its class in ``base``; there are as many as single bidders."""
    member: Any
    """Team, turn -> the class of that member; -1 beyond the last."""
    nowhere: Any
    """Bidder -> what ``base`` counts for one of its parties that stays nowhere."""
    size: Any
    """Bidder -> openings that one party takes."""
    people: Any
    """Bidder -> how many parties it stands for."""
    sign: Any
    """Bidder -> which row of ``loads`` is its own."""
    loads: Any
    """What one party adds to each cap, where it counts."""
    covers: Any
    """Cap, column -> whether the cap looks at the place."""
    room: Any
    """Column -> openings that the pinned leave."""
    least: Any
    """Cap -> what is still wanted beside the pinned."""
    most: Any
    """Cap -> what the pinned leave; meaningless where the cap sets no upper limit."""
    is_limited: Any
    """Cap -> whether it sets an upper limit."""

    @property
    def deepest(self) -> int:
        """No due goes below this: subsidies of all caps together stay in the range of the blocks."""
        floors = self.covers * (self.least > 0)[:, None]
        return -_DEEPEST * self.base.top // max(1, int(floors.sum(axis=0).max(initial=0)))

    def cost(self, dues: Array) -> int:
        """What all caps together cost at these dues: positive ones times the most, negative ones times the least."""
        return int((dues.clip(0) * self.most).sum() + (dues.clip(None, 0) * self.least).sum())

    def nets(
        self, which: Array, price: Array, dues: Array, places: Array | None = None
    ) -> Iterator[tuple[Array, Array]]:
        """Positions in ``which``, a block at a time, each with what one party gains at every place after paying.

        Staying nowhere is worth 0; what is forbidden is far below that. ``places`` are the columns, if not all.
        """
        import numpy as np

        columns = np.arange(self.base.columns) if places is None else places
        charge = self.loads @ (dues[:, None] * self.covers[:, columns])
        paid = charge + price[columns]
        for at, net in self._worths(which, columns):
            own = which[at]
            if own[0] < len(self.solo):
                np.subtract(net, paid[self.sign[own]], out=net)
            else:
                np.subtract(net, charge[self.sign[own]] + self.size[own][:, None] * price[columns], out=net)
            if self.nowhere[own].any():
                np.subtract(net, self.nowhere[own][:, None], out=net)
            yield at, net

    def _worths(self, which: Array, columns: Array) -> Iterator[tuple[Array, Array]]:
        """Positions in ``which``, a block at a time, each with what one party is worth at these places."""
        import numpy as np

        singles = len(self.solo)
        free = np.zeros(self.base.columns, dtype=np.int64)
        alone = np.flatnonzero(which < singles)
        for at, worth in self.base.of(self.solo[which[alone]], free, columns):
            yield alone[at], self._sunk(worth)
        teams = np.flatnonzero(which >= singles)
        step = max(1, _CELLS // max(1, len(columns)))
        for start in range(0, len(teams), step):
            at = teams[start : start + step]
            yield at, self._together(which[at] - singles, columns)

    @property
    def _sink(self) -> int:
        """How many times as far below nothing a forbidden pair is moved."""
        import numpy as np

        return ALL // int(np.iinfo(self.base.kind).max)

    @property
    def barred(self) -> int:
        """What is forbidden is worth less than this, whatever the prices and dues; what is allowed is not."""
        return -self.base.top * self._sink // 2 if self._sink else BARRED // 2

    def _sunk(self, worth: Array) -> Array:
        """Worths that prices and dues cannot confuse with forbidden pairs."""
        import numpy as np

        # What is allowed is never below this. Sums of whole rows are many times quicker than a choice in every cell.
        below: Array = np.minimum(worth + 2 * self.base.top, 0).astype(np.int64)
        below *= self._sink
        below += worth
        if not self._sink:
            np.putmask(below, worth < -2 * self.base.top, BARRED)
        return below

    def _together(self, teams: Array, columns: Array) -> Array:
        """What the members of each team are worth together at these places."""
        import numpy as np

        total = np.zeros((len(teams), len(columns)), dtype=np.int64)
        is_open = np.ones(total.shape, dtype=bool)
        free = np.zeros(self.base.columns, dtype=np.int64)
        for turn in self.member.T:
            some = np.flatnonzero(turn[teams] >= 0)
            for at, worth in self.base.of(turn[teams[some]], free, columns):
                total[some[at]] += worth
                is_open[some[at]] &= worth >= -2 * self.base.top
        total[~is_open] = BARRED
        return total

    def bound(self, price: Array, dues: Array) -> int:
        """What no answer can pass, over all pairs, in units, at prices and dues of the signs that they may have."""
        import numpy as np

        total = int((price * self.room).sum()) + self.cost(dues)
        for at, net in self.nets(np.arange(len(self.size)), price, dues):
            total += int((self.people[at] * net.max(axis=1, initial=0)).sum())
        return total

    def near(self, price: Array, dues: Array, window: int, most: int | None) -> tuple[Array, Array, Array] | None:
        """The pairs that lose at most ``window`` against the best of their bidder: bidder, column, loss in units.

        None where there are more than ``most``.
        """
        import numpy as np

        parts = [(np.zeros(0, dtype=np.int64),) * 3]
        found = 0
        for at, net in self.nets(np.arange(len(self.size)), price, dues):
            best = net.max(axis=1, initial=0)
            reach = np.maximum(best - window, self.barred)
            row, column = np.nonzero(net >= reach[:, None])
            parts.append((at[row], column, best[row] - net[row, column]))
            found += len(row)
            if most is not None and found > most:
                return None
        who, where, loss = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.lexsort((where, who))
        return who[order], where[order], loss[order]


@frozen(eq=False)
class Charged(Blocks):
    """The bidders at fixed dues as a plain market: every opening that a team needs is a bid of its own.

    That is the linear relaxation: a team may then be split, and a single one pays what a share of a team would.
    """

    bidders: Bidders
    dues: Any

    def of(self, classes: Array, price: Array, places: Array | None = None) -> Iterator[tuple[Array, Array]]:
        """Positions in ``classes``, a block at a time, each with worth minus price for one opening."""
        for at, net in self.bidders.nets(classes, price, self.dues, places):
            size = self.bidders.size[classes[at]]
            yield at, net if (size == 1).all() else net // size[:, None]


def charged(bidders: Bidders, dues: Array) -> Charged:
    """The market's blocks at these dues."""
    import numpy as np

    base = bidders.base
    crowd = evolve(base.crowd, nowhere=np.zeros(len(bidders.size), dtype=np.int64))
    return Charged(crowd, base.groups, base.tables, np.int64, (_DEEPEST + 1) * base.top, bidders, dues)
