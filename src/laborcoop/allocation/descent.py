"""Prices by steepest descent: exact, warm from any start, with one maximum flow for each step.

Prices bound every answer: what each applicant gets at best after paying, plus price times openings. The bound is
a convex function of whole numbers (L-natural-convex: Murota, Discrete Convex Analysis, 2003). At its least, those who
gain can all be seated where they gain most while every place with a price is full: a flow over the few best pairs says
so, and is the placement. Elsewhere the flow's smallest cut names the places whose prices have to rise, or to fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.blocks import Blocks
from laborcoop.allocation.seating import Seating, seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Array = NDArray[Any]

FEW = 64
"""Best pairs that are held for each class, to begin with."""


@frozen(eq=False)
class Market:
    """Some people before all places."""

    blocks: Blocks
    classes: Any
    """The classes that take part."""
    count: Any
    """How many people of each."""
    room: Any
    """Openings of each place."""

    @property
    def nowhere(self) -> Array:
        """What staying nowhere is worth to each class."""
        nowhere: Array = self.blocks.crowd.nowhere[self.classes]
        return nowhere

    def bound(self, price: Array) -> int:
        """What no answer can pass, given any prices that are not negative; one pass over all pairs."""
        best = self.nowhere.copy()
        for at, net in self.blocks.of(self.classes, price):
            best[at] = net.max(axis=1, initial=-self.blocks.top)
        return self.total(best, price)

    def total(self, best: Array, price: Array) -> int:
        """The bound from what each class gets at best after paying."""
        nowhere = self.nowhere
        return int((self.count * (best.clip(nowhere) - nowhere)).sum() + (price * self.room).sum())


@frozen(eq=False)
class Shortlist:
    """The pairs that are near the best at some prices: positions of classes in the market, columns, worths."""

    market: Market
    who: Any
    where: Any
    worth: Any
    starts: Any
    """Where each class's pairs begin."""
    price: Any
    bound: int
    """The bound at those prices, over all pairs."""
    is_cut: bool
    """Whether some class had more pairs than are held."""

    def best(self, price: Array) -> tuple[Array, Array]:
        """Worth minus price of each pair, and the best of each class, nowhere included."""
        import numpy as np

        net = self.worth - price[self.where]
        best = self.market.nowhere.copy()
        if len(self.starts):
            at = self.who[self.starts]
            best[at] = np.maximum(best[at], np.maximum.reduceat(net, self.starts))
        return net, best

    def value(self, price: Array) -> int:
        """The bound at other prices, over the pairs held."""
        return self.market.total(self.best(price)[1], price)


def shortlist(market: Market, price: Array, window: int, few: int) -> Shortlist:
    """The pairs within ``window`` of the best of their class, at the most ``few`` of each; one pass over all pairs."""
    import numpy as np

    blocks = market.blocks
    nowhere = market.nowhere
    best = nowhere.copy()
    parts = [(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))]
    is_cut = False
    for at, net in blocks.of(market.classes, price):
        best[at] = net.max(axis=1, initial=-blocks.top)
        least = best[at].clip(nowhere[at]) - window
        near = net >= least.astype(net.dtype)[:, None]
        many = np.flatnonzero(np.count_nonzero(near, axis=1) > few)
        if len(many):
            is_cut = True
            _thin(near, net, many, market.classes[at], few)
        row, column = np.divmod(np.flatnonzero(near), max(1, blocks.columns))
        parts.append((at[row].astype(np.int32), column.astype(np.int32), net[row, column] + price[column]))
    who, where, worth = (np.concatenate(column) for column in zip(*parts, strict=True))
    starts = np.flatnonzero(np.diff(who, prepend=-1))
    return Shortlist(market, who, where, worth, starts, price, market.total(best, price), is_cut)


def _thin(near: Array, net: Array, many: Array, block: Array, few: int) -> None:
    """Keep the best few of rows that have more; among equals by a spread that differs from class to class."""
    import numpy as np

    spread = (block[many, None] * 40503 + np.arange(near.shape[1]) * 25717) % 8191
    order = np.where(near[many], net[many].astype(np.float64) + spread / 8192, -np.inf)
    best = np.argpartition(-order, few, axis=1)[:, :few]
    near[many] = False
    near[many[:, None], best] = True


def _moved(start: Array, price: Array) -> int:
    """How far prices have moved apart since then: pairs left out are below the best as long as it is in the window."""
    moved = price - start
    return int(max(moved.max(initial=0), 0) - min(moved.min(initial=0), 0))


def descend(market: Market, price: Array, window: int, tell: Callable[[int], bool]) -> tuple[Array, Seating]:
    """Lower the bound until a placement meets it, or ``tell`` (given the bound) says to stop: prices and placement."""
    few = FEW
    held = shortlist(market, price, window, few)
    while True:
        price, seating = _walk(held, window, tell)
        if seating is not None and not (seating.is_full and held.is_cut and market.bound(price) > held.value(price)):
            return price, seating
        following = shortlist(market, price, window, few)
        if following.bound >= held.bound:
            # Pairs that were not held mislead: go back to where it was, with more of them.
            few *= 2
            following = shortlist(market, held.price, window, few)
        held = following


def _walk(held: Shortlist, window: int, tell: Callable[[int], bool]) -> tuple[Array, Seating | None]:
    """Step by step, as far as the pairs held can tell; the placement if it came to an end there."""
    price, bound = held.price, held.bound
    while True:
        seating, way = seat(held, price)
        if tell(bound) or way is None:
            return price, seating
        room = window - _moved(held.price, price)
        if room < 1:
            return price, None
        step, bound = _line(held, price, way, room)
        price = _along(held.market, price, way, step)
        if 2 * step > window:
            return _leap(held.market, held.price, way, step), None


def _along(market: Market, price: Array, way: Array, step: int) -> Array:
    moved: Array = (price + step * way).clip(0, market.blocks.top)
    return moved


def _line(held: Shortlist, price: Array, way: Array, room: int) -> tuple[int, int]:
    """How far to go: twice as far as long as the bound falls; the step and the bound there."""
    step, bound = 1, held.value(_along(held.market, price, way, 1))
    while 2 * step <= room and (further := held.value(_along(held.market, price, way, 2 * step))) < bound:
        step, bound = 2 * step, further
    return step, bound


def _leap(market: Market, price: Array, way: Array, step: int) -> Array:
    """Twice as far as long as the bound falls; it is looked up over all pairs."""
    here, bound = _along(market, price, way, step), None
    while True:
        step *= 2
        further = _along(market, price, way, step)
        bound = market.bound(here) if bound is None else bound
        if (further == here).all() or (value := market.bound(further)) >= bound:
            return here
        here, bound = further, value
