"""The pricing work that is sent elsewhere: some classes of people before all places, and what can be asked of them.

Everything a task answers is a sum over its people, or prices to be averaged; the answers of any grouping of the people
are merged by adding them up. All sums are of whole numbers, so that they are the same on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.blocks import Blocks, Market, blocks
from laborcoop.allocation.crowd import Crowd
from laborcoop.allocation.descent import descend
from laborcoop.allocation.ruled import Ruled
from laborcoop.errors import ProblemError
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[Any]

_WINDOW = 2
"""Points of score below the best within which pairs are held."""
_SMALL = 20_000
"""A step is small where it lowers the bound by less than one part in so many."""
_WHOLE = 5040
"""One person's demand, to be split among places that are equally good: most small numbers divide it."""


@frozen(eq=False, repr=False)
class Share:
    """Some classes of people, as numbers: no id and no record goes along."""

    pairs: Ruled
    """The tables of rules and preferences, without people and posts."""
    codes: Any
    """Classes by rules: the number of the key."""
    count: Any
    """Class -> people."""
    places: tuple[str, ...]
    columns: Any
    """Place -> number of the post in the pairs."""

    def blocks(self) -> Blocks | None:
        """Worths of all classes against all places; None if they are too large for the machine's integers."""
        import numpy as np

        classes = len(self.count)
        one, none = np.ones(classes, dtype=object), np.zeros(classes, dtype=object)
        tables = tuple(evolve(table, worker=self.codes[:, at]) for at, table in enumerate(self.pairs.tables))
        kind = np.repeat(np.arange(classes), self.count)
        crowd = Crowd(
            names=[""] * len(kind),
            rows=kind,
            kind=kind,
            member=np.arange(classes),
            first=np.arange(classes),
            scale=one,
            nowhere=none,
            stay=np.full(classes, -1),
            bonus=none,
            places=list(self.places),
            columns=self.columns,
            room=np.zeros(len(self.places), dtype=np.int64),
            shut=np.zeros(len(self.places), dtype=bool),
            weights=[1],
        )
        return blocks(evolve(self.pairs, tables=tables), crowd)

    def market(self, found: Blocks, count: Array, room: Array) -> Market:
        """So many of each class before so many openings."""
        import numpy as np

        classes = np.flatnonzero(count)
        return Market(found, classes, count[classes], room)


@frozen(eq=False, repr=False)
class Settled:
    """The best placement of a share in its openings."""

    price: Any
    kind: Any
    """Class within the share, of each entry."""
    place: Any
    people: Any
    value: int
    """The score of it all."""


@frozen(eq=False, repr=False)
class Nearest:
    """Why each class of a share is nowhere."""

    places: Any
    """How many places its rules leave open."""
    column: Any
    """The best of them at the prices, where there is one."""
    missing: Any
    """By how much the score there is below the price; negative where it is above."""


def first_prices(share: Share, levels: Sequence[tuple[Array, Array]]) -> Array:
    """Prices from samples (people of each class, openings), each starting where the one before ended."""
    import numpy as np

    found = _found(share)
    price = np.zeros(len(share.places), dtype=np.int64)
    for count, room in levels:
        here, _ = descend(share.market(found, count, room), price, _WINDOW, _until_small(), found.top)
        price = here.price
    return price


def rough_prices(share: Share, room: Array, price: Array) -> Array:
    """Prices of a share for its openings, up to where steps become small."""
    found = _found(share)
    here, _ = descend(share.market(found, share.count, room), price, _WINDOW, _until_small(), found.top)
    rough: Array = here.price
    return rough


def settle(share: Share, room: Array, price: Array) -> Settled:
    """The best placement of a share in its openings, proved, from prices near those that prove it."""
    found = _found(share)
    here, flow = descend(share.market(found, share.count, room), price, _WINDOW, lambda _: False, found.top)
    seating = flow.seating()
    tables = tuple(evolve(table, worker=share.codes[:, at]) for at, table in enumerate(share.pairs.tables))
    score = evolve(share.pairs, tables=tables).scores(seating.kind, share.columns[seating.place])
    return Settled(here.price, seating.kind, seating.place, seating.people, int((score * seating.people).sum()))


def gains(share: Share, prices: Sequence[Array]) -> list[int]:
    """What everybody gets at best after paying, at each of some prices; one pass over the pairs of a share for each."""
    import numpy as np

    found = _found(share)
    totals = []
    for price in prices:
        total = 0
        for at, net in found.of(np.arange(len(share.count)), price):
            total += int((net.max(axis=1, initial=0).astype(np.int64) * share.count[at]).sum())
        totals.append(total)
    return totals


def demand(share: Share, price: Array) -> Array:
    """Place -> 5040 for each person who gets most there after paying, split where several places are equally good."""
    import numpy as np

    found = _found(share)
    wanted = np.zeros(len(price), dtype=np.int64)
    for at, net in found.of(np.arange(len(share.count)), price):
        # Whoever gets nothing anywhere may as well stay nowhere, and asks for no place.
        best = net.max(axis=1, initial=1)
        row, column = np.divmod(np.flatnonzero(net == best[:, None]), len(price))
        ties = np.bincount(row, minlength=len(at))
        weight = share.count[at] * np.maximum(_WHOLE // np.maximum(ties, 1), 1)
        np.add.at(wanted, column, weight[row])
    return wanted


def nearest(share: Share, price: Array) -> Nearest:
    """Of each class: how many places are open to it, and where it is nearest to a placement."""
    import numpy as np

    found = _found(share)
    classes = np.arange(len(share.count))
    places, column, missing = (np.zeros(len(classes), dtype=np.int64) for _ in range(3))
    for at, worth in found.of(classes, np.zeros_like(price)) if len(price) else ():
        # What a rule forbids is far below what anything can cost.
        is_open = worth >= -found.top
        net = np.where(is_open, worth - price, -4 * found.top)
        places[at] = is_open.sum(axis=1)
        column[at] = net.argmax(axis=1)
        missing[at] = -net.max(axis=1)
    return Nearest(places, column, missing)


def _found(share: Share) -> Blocks:
    found = share.blocks()
    if found is not None:
        return found
    text = Text(
        "分值太大，分份求解无法精确计算：请换用较小的整数，或用 allocate 整体求解",
        "the scores are too large to be exact in parts: use smaller integers, or allocate for the whole",
    )
    raise ProblemError(text, (text,))


def _until_small() -> Callable[[int], bool]:
    last = [2**62]

    def enough(bound: int) -> bool:
        fell, last[0] = last[0] - bound, bound
        return 0 <= fell * _SMALL < bound

    return enough
