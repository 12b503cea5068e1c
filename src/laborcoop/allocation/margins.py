"""What one opening more, or one fewer, is worth at a proved placement: mostly from the pairs that its proof held.

At prices that prove the greater goals no move gains. A chain of moves loses what its moves lose, so that one which
loses little cannot use a pair that loses more. Pairs that are not held lose more than is known of their class: only for
places whose best chain loses as much are all pairs looked at, of everybody who is there or who could go there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.crowd import Crowd
from laborcoop.allocation.exchange import nobody_moves, through
from laborcoop.allocation.shortlist import Shortlist

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.seating import Seating
    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]

_PAIRS = 2**16
"""About so many pairs are gone through together."""


def margins(here: Standing, seating: Seating, crowd: Crowd) -> tuple[Array, Array]:
    """The lowest and the highest prices that prove a placement: what one opening more adds, and one fewer takes.

    ``here`` are prices that prove it in the greater goals; ``crowd`` has the same classes with all goals, in whole
    numbers. The highest price of a place without openings means nothing.
    """
    import numpy as np

    here = here.in_order()
    held, price = here.held, here.price
    seats = _Seats.of(held, seating, crowd)
    room = held.market.room
    has_room = np.bincount(seating.place, weights=seating.people, minlength=len(price)) < room
    gain = seats.near()
    lowest, highest = through(gain, has_room)
    # How far the prices are from those, in the greater goals.
    above = np.where(crowd.shut, 0, price - seats.greater(lowest))
    below = np.where(crowd.shut | (room == 0), 0, seats.greater(highest) - price)
    spare = here.spare[seats.at]
    rows, columns = _cheapest(seats, above, below, spare, held.window)
    if not len(rows) and not len(columns):
        return lowest, highest
    seats.look(gain, rows)
    if len(columns):
        seats.look(gain, np.arange(len(seats.at)), columns)
    return through(gain, has_room, (lowest, highest))


def _cheapest(seats: _Seats, above: Array, below: Array, spare: Array, window: int) -> tuple[Array, Array]:
    """Whose pairs, and the pairs of which places, have to be looked at, in the cheapest way.

    If every pair that is not held loses more than some amount, chains that lose no more are known. Whoever may have
    pairs that lose no more is looked at, and so are the ends of longer chains.
    """
    import numpy as np

    found: list[tuple[int, tuple[Array, Array]]] = []
    for least in sorted({0, window // 2, window}):
        far = np.append(below, 0) > least
        rows, columns = np.flatnonzero((spare < least) | far[seats.place]), np.flatnonzero(above > least)
        found.append((len(rows) * len(above) + len(columns) * len(spare), (rows, columns)))
    return min(found, key=lambda one: one[0])[1]


@frozen(eq=False)
class _Seats:
    """Who is where, those who are nowhere last: the entries, by place."""

    held: Shortlist
    crowd: Crowd
    factor: int
    """What one unit of the greater goals is worth in all goals."""
    at: Any
    """Entry -> position of its class in the market."""
    place: Any
    """Entry -> column, or the number of columns for nowhere."""
    own: Any
    """Entry -> what it is worth to be there."""

    @classmethod
    def of(cls, held: Shortlist, seating: Seating, crowd: Crowd) -> _Seats:
        """Of a placement and of everybody whom it leaves nowhere; whoever is seated is at a pair that is held."""
        import numpy as np

        market = held.market
        position = np.full(len(crowd.first), -1)
        position[market.classes] = np.arange(len(market.classes))
        idle = market.count.copy()
        np.subtract.at(idle, position[seating.kind], seating.people)
        out = np.flatnonzero(idle)
        place = np.concatenate([seating.place, np.full(len(out), market.blocks.columns)])
        order = np.argsort(place, kind="stable")
        at = np.concatenate([position[seating.kind], out])[order]
        found = market.blocks.crowd
        factor = crowd.weights[len(found.weights) - 1] // found.weights[-1]
        return cls(held, crowd, factor, at, place[order], np.zeros(len(at), dtype=np.int64))

    def greater(self, price: Array) -> Array:
        """The greater goals' part of prices in all goals."""
        found: Array = (2 * price + self.factor) // (2 * self.factor)
        return found

    def near(self) -> Array:
        """The most that is gained by moves to pairs that are held, and to nowhere; finds out ``own``."""
        import numpy as np

        held, market = self.held, self.held.market
        width = market.blocks.columns + 1
        gain = nobody_moves(width - 1, 2 * self.factor * market.blocks.top)
        flat = gain.reshape(-1)
        bonus, stay, nowhere = self._lesser()
        bounds = np.searchsorted(held.who, np.arange(len(market.classes) + 1, dtype=held.who.dtype))
        number = np.diff(bounds)[self.at]
        self.own[:] = nowhere[self.at]
        ends = np.cumsum(number)
        start = 0
        while start < len(self.at):
            before = int(ends[start] - number[start])
            stop = max(start + 1, int(np.searchsorted(ends, before + _PAIRS, side="right")))
            at, times = self.at[start:stop], number[start:stop]
            turn = np.repeat(np.arange(start, stop), times)
            pair = np.repeat(bounds[at] - (np.cumsum(times) - times), times) + np.arange(times.sum())
            where, here = held.where[pair], self.place[turn]
            worth = self.factor * held.worth[pair].astype(np.int64)
            worth += np.where(where == stay[self.at[turn]], bonus[self.at[turn]], 0)
            mine = np.flatnonzero(where == here)
            self.own[turn[mine]] = worth[mine]
            np.maximum.at(flat, here * width + where, (worth - self.own[turn]).astype(gain.dtype))
            start = stop
        np.maximum.at(flat, self.place * width + width - 1, (nowhere[self.at] - self.own).astype(gain.dtype))
        return gain

    def look(self, gain: Array, rows: Array, columns: Array | None = None) -> None:
        """Enter what is gained by moves of some entries to all places, or to some."""
        import numpy as np

        market = self.held.market
        blocks = market.blocks
        bonus, stay, _ = self._lesser()
        places = np.arange(blocks.columns) if columns is None else columns
        slot = np.full(blocks.columns + 1, -1)
        slot[places] = np.arange(len(places))
        at = self.at[rows]
        for some, net in blocks.of(market.classes[at], np.zeros(blocks.columns, dtype=np.int64), columns):
            worth = self.factor * net.astype(np.int64)
            had = np.flatnonzero(slot[stay[at[some]]] >= 0)
            worth[had, slot[stay[at[some[had]]]]] += bonus[at[some[had]]]
            worth -= self.own[rows[some]][:, None]
            here = self.place[rows[some]]
            runs = np.flatnonzero(np.diff(here, prepend=-1))
            best = np.maximum.reduceat(worth, runs, axis=0)
            # Nobody gives up, or gains, twice what the best pair is worth: beyond that a rule forbids the move.
            known = np.ix_(here[runs], places)
            gain[known] = np.maximum(gain[known], np.where(best < -2 * self.factor * blocks.top, gain[known], best))

    def _lesser(self) -> tuple[Array, Array, Array]:
        """Position -> what it adds to the lesser goals to stay, the column where, and what nowhere is worth."""
        classes, greater = self.held.market.classes, self.held.market.blocks.crowd
        bonus = self.crowd.bonus[classes] - self.factor * greater.bonus[classes]
        return bonus, self.crowd.stay[classes], self.crowd.nowhere[classes]
