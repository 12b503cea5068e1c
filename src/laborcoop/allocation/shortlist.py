"""The pairs that are near the best of their class, kept in step with the prices instead of being looked for each time.

A pair that is not held was worth less than its class's floor, by the prices of the day when its place was last looked
at. As long as no price has fallen and no best has sunk so far that this could matter, what is held says all there is.
Where it could, those few places, or those few classes, are looked at again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.blocks import Market

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Array = NDArray[Any]
    Part = tuple[Array, Array, Array]

_PLACES = 16
"""If more than one place in so many has to be looked at again, everything is."""
_CLASSES = 2
"""The same for classes."""
_PIECE = 2**17
_NARROW = 2**16
"""Up to so many columns are numbered in two bytes."""
_ADDED = 8
"""Pairs that were added are put in order when they are more than one for so many."""


@frozen(eq=False)
class Shortlist:
    """Positions of classes in the market, columns, worths: by class, and by column within each.

    With very many people the pairs are most of what is held in memory. One shortlist made of another shares its arrays
    wherever the pairs are the same, and nothing as long as the pairs is made only to be looked up.
    """

    market: Market
    window: int
    few: int
    who: Any
    where: Any
    worth: Any
    starts: Any
    """Where the pairs of each class begin."""
    late: Part
    """Pairs that were added since: not in order, and few."""
    asof: Any
    """Column -> its price when it was last looked at."""
    floor: Any
    """Position -> pairs that are not held are below this, at those prices."""
    cut: Any
    """Position -> whether only the best few of its pairs near the best are held."""

    def at(self, price: Array) -> Standing:
        """What these pairs say at some prices."""
        import numpy as np

        narrow = price.astype(self.worth.dtype)
        best = self.market.nowhere.copy()
        # About as many pairs at a time as of `pieces`, but those of one class stay together.
        step = max(1, len(self.starts) * _PIECE // max(1, len(self.who)))
        for first in range(0, len(self.starts), step):
            starts, last = self.starts[first : first + step], first + step
            some = slice(int(starts[0]), int(self.starts[last]) if last < len(self.starts) else len(self.who))
            most = np.maximum.reduceat(self.worth[some] - narrow.take(self.where[some]), starts - some.start)
            at = self.who[starts]
            best[at] = np.maximum(best[at], most)
        who, where, worth = self.late
        np.maximum.at(best, who, worth - narrow[where])
        return Standing(self, price, best, self.market.total(best, price))

    def reaching(self, price: Array, here: Standing | None = None) -> Standing:
        """The same with whatever may have come near the best since, at prices that have moved.

        ``here`` is what these pairs say at those prices, if that is known.
        """
        import numpy as np

        fallen = np.flatnonzero(self.asof - price > self.window // 2)
        if len(fallen) * _PLACES > len(price):
            return shortlist(self.market, price, self.window, self.few)
        held = self.with_places(fallen, price) if len(fallen) else self
        found = held.at(price) if here is None or len(fallen) else here
        low = np.flatnonzero(~held.cut & (found.spare < 0))
        if len(low) * _CLASSES > len(self.floor):
            return shortlist(self.market, price, self.window, self.few)
        return held.with_classes(low, price).at(price) if len(low) else found

    def in_order(self) -> Shortlist:
        """The same pairs, all of them by class, and by column within each."""
        return self._ordered(self.late) if len(self.late[0]) else self

    def with_all(self, some: Array, price: Array, few: int) -> Shortlist:
        """With every pair of some classes that is as good as their best, instead of those that were held of them."""
        if len(self.late[0]):
            return self.in_order().with_all(some, price, few)
        floor, cut = self.floor.copy(), self.cut.copy()
        # What has become cheaper since looks worse by the prices of that day than it is.
        fall = int((self.asof - price).max(initial=0))
        look = _Look(self.market, price, self.asof, fall, self.market.blocks.columns)
        found = look.near(some, floor, cut)
        cut[some] = False
        return self._instead(some, found, floor=floor, cut=cut, few=few)

    def with_places(self, places: Array, price: Array) -> Shortlist:
        """Looked at again: some places, for every class."""
        import numpy as np

        market, floor = self.market, self.floor
        kind, asof = market.blocks.kind, self.asof.copy()
        asof[places] = price[places]
        # What was above the floor before is held already; of a class that is cut, the few stay as they are.
        fell = (self.asof - asof)[places].astype(kind)
        parts = []
        for at, net in market.blocks.of(market.classes, asof, places):
            least = floor[at].astype(kind)[:, None]
            row, column = np.nonzero((net >= least) & (net - fell < least) & ~self.cut[at][:, None])
            parts.append((at[row], places[column], net[row, column] + asof[places[column]]))
        return self._added(parts, asof=asof, floor=np.where(self.cut, floor + int(fell.max(initial=0)), floor))

    def with_classes(self, low: Array, price: Array) -> Shortlist:
        """Looked at again: some classes, at every place; their floors fall."""
        floor, cut = self.floor.copy(), self.cut.copy()
        look = _Look(self.market, price, self.asof, self.window, self.few)
        return self._added([look.near(low, floor, cut, self.floor)], floor=floor, cut=cut)

    def _added(self, parts: Iterable[Part], **changes: Any) -> Shortlist:
        """With more pairs; put in order once they are many."""
        import numpy as np

        who, where, worth = (
            np.concatenate([before, *more]).astype(before.dtype, copy=False)
            for before, *more in zip(self.late, *parts, strict=True)
        )
        if len(who) * _ADDED > len(self.who):
            return self._ordered((who, where, worth), **changes)
        return evolve(self, late=(who, where, worth), **changes)

    def _instead(self, some: Array, found: Part, **changes: Any) -> Shortlist:
        """With these pairs of some classes instead of those held, all of them in order.

        No class is in both, so that how many pairs each has tells where all of them belong.
        """
        import numpy as np

        number = np.diff(self.starts, append=len(self.who))
        stays = ~np.isin(self.who[self.starts], some)
        kept = np.zeros(len(self.floor), dtype=np.int64)
        kept[self.who[self.starts[stays]]] = number[stays]
        who, *found_parts = found
        more = np.bincount(who, minlength=len(kept))
        total = kept + more
        keep, new = np.repeat(stays, number), np.repeat(more > 0, total)
        where, worth = (np.empty(len(new), dtype=pairs.dtype) for pairs in found_parts)
        for pairs, these, those in zip((where, worth), (self.where, self.worth), found_parts, strict=True):
            pairs[new], pairs[~new] = those, these[keep]
        return evolve(
            self,
            who=np.repeat(np.arange(len(total), dtype=who.dtype), total),
            where=where,
            worth=worth,
            starts=(np.cumsum(total) - total)[total > 0],
            late=nobody(where.dtype, worth.dtype),
            **changes,
        )

    def _ordered(self, late: Part, **changes: Any) -> Shortlist:
        """With these pairs where they belong."""
        import numpy as np

        columns = np.int64(len(self.asof))
        key = late[0] * columns + late[1]
        order = np.argsort(key, kind="stable")
        place = _places(self.who, self.where, key[order], columns)
        who, where, worth = (
            np.insert(pairs, place, more[order])
            for pairs, more in zip((self.who, self.where, self.worth), late, strict=True)
        )
        return evolve(
            self,
            who=who,
            where=where,
            worth=worth,
            starts=_starts(who),
            late=nobody(where.dtype, worth.dtype),
            **changes,
        )


@frozen(eq=False)
class Standing:
    """What the pairs held say at some prices."""

    held: Shortlist
    price: Any
    best: Any
    """The best of each class, nowhere included."""
    bound: int
    """What no answer can pass, as far as the pairs held can tell."""

    def net(self, some: slice = slice(None)) -> Array:
        """Worth minus price of pairs that are held in order."""
        held = self.held
        found: Array = held.worth[some] - self.price.astype(held.worth.dtype).take(held.where[some])
        return found

    @property
    def spare(self) -> Array:
        """Position -> pairs that are not held lose more than this against the best that is; -1 if they may be as good.

        Of a class of which only a few pairs are held it may be less.
        """
        held = self.held
        found: Array = self.best - held.floor - int((held.asof - self.price).max(initial=0))
        return found

    def in_order(self) -> Standing:
        """The same by the same pairs, all of them in order."""
        return evolve(self, held=self.held.in_order())

    def is_sure(self) -> bool:
        """Whether the bound is what all pairs say, not only those that are held."""
        import numpy as np

        market = self.held.market
        doubtful = np.flatnonzero(self.spare < -1)
        return all(
            (net.max(axis=1, initial=-market.blocks.top) <= self.best[doubtful[at]]).all()
            for at, net in market.blocks.of(market.classes[doubtful], self.price)
        )

    def with_equals(self, few: int | None = None) -> Standing:
        """With every pair that is as good as the best of its class; ``few`` are to be held of each from now on."""
        import numpy as np

        some = np.flatnonzero(self.spare < 0)
        return self.held.with_all(some, self.price, few or self.held.few).at(self.price) if len(some) else self


def shortlist(market: Market, price: Array, window: int, few: int) -> Standing:
    """The pairs within ``window`` of the best of their class, at the most ``few`` of each; one pass over all pairs."""
    import numpy as np

    classes = np.arange(len(market.classes))
    floor, cut = market.nowhere.copy(), np.zeros(len(classes), dtype=bool)
    who, where, worth = _Look(market, price, price, window, few).near(classes, floor, cut)
    late = nobody(where.dtype, worth.dtype)
    return Shortlist(market, window, few, who, where, worth, _starts(who), late, price, floor, cut).at(price)


@frozen(eq=False)
class _Look:
    """How pairs near the best of their class are looked for."""

    market: Market
    price: Any
    """The prices at which they are near."""
    asof: Any
    """The prices by which floors are entered."""
    window: int
    few: int

    def near(self, some: Array, floor: Array, cut: Array, above: Array | None = None) -> Part:
        """The pairs of some classes near their best; enters their floors, and which are cut.

        Pairs that were ``above`` an earlier floor are not given again.
        """
        import numpy as np

        blocks, nowhere = self.market.blocks, self.market.nowhere
        kind = blocks.kind
        # Who it is follows from how many pairs each has: made at the end, it is never there twice.
        narrow = column_type(blocks.columns)
        people, number, columns, worths = ([np.zeros(0, one)] for one in (np.int32, np.int64, narrow, kind))
        moved = (self.price - self.asof).astype(kind)
        for rows, net in blocks.of(self.market.classes[some], self.price):
            at = some[rows]
            floor[at] = np.maximum(net.max(axis=1, initial=-blocks.top), nowhere[at]) - self.window
            if moved.any():
                np.add(net, moved, out=net)
            near = net >= floor[at].astype(kind)[:, None]
            if above is not None:
                near &= net < above[at].astype(kind)[:, None]
            flat, first = np.flatnonzero(near), np.arange(len(at) + 1) * blocks.columns
            count = np.diff(np.searchsorted(flat, first))
            many = np.flatnonzero(count > self.few)
            if len(many):
                cut[at[many]] = True
                floor[at[many]] = _thin(near, net, many, self.market.classes[at], self.few) + 1
                count[many] = self.few
                flat = np.flatnonzero(near)
            column = flat - np.repeat(first[:-1], count)
            worth = net.reshape(-1)[flat] + self.asof[column].astype(kind)
            parts = (people, number, columns, worths)
            for part, found in zip(parts, (at, count, column, worth), strict=True):
                part.append(found.astype(part[0].dtype, copy=False))
        worth, where = _joined(worths), _joined(columns)
        who = np.repeat(_joined(people), _joined(number))
        if len(blocks.tables) > 1:
            # Blocks come tier by tier.
            order = np.argsort(who, kind="stable")
            who, where, worth = who[order], where[order], worth[order]
        return who, where, worth


def pieces(length: int) -> Iterator[slice]:
    """Pairs, some at a time: with all at once, what is only looked up takes more room than the pairs."""
    return (slice(first, min(first + _PIECE, length)) for first in range(0, length, _PIECE))


def _joined(parts: list[Array]) -> Array:
    """The parts as one; they are not kept."""
    import numpy as np

    found = np.concatenate(parts)
    parts.clear()
    return found


def column_type(columns: int) -> Any:  # noqa: ANN401 - a type of numbers
    """The smallest numbers that columns fit in: there are as many of them as pairs."""
    import numpy as np

    return np.uint16 if columns <= _NARROW else np.int32


def nobody(column: Any, worth: Any) -> Part:  # noqa: ANN401 - types of numbers
    """No pairs, their columns and worths in such numbers."""
    import numpy as np

    return np.zeros(0, np.int32), np.zeros(0, column), np.zeros(0, worth)


def _starts(who: Array) -> Array:
    """Where each class begins."""
    import numpy as np

    begins = np.ones(len(who), dtype=bool)
    np.not_equal(who[1:], who[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def _places(who: Array, where: Array, key: Array, columns: Any) -> Array:  # noqa: ANN401 - a wide number
    """Before which of the pairs, which are in order, others belong: those have such keys, in order too."""
    import numpy as np

    place = np.full(len(key), len(who))
    done = 0
    for some in pieces(len(who)):
        known = who[some] * columns + where[some]
        last = int(np.searchsorted(key, known[-1]))
        place[done:last] = some.start + np.searchsorted(known, key[done:last])
        done = max(done, last)
    return place


def _thin(near: Array, net: Array, many: Array, block: Array, few: int) -> Array:
    """Keep the best few of rows that have more; among equals by a spread that differs from class to class.

    The least of those that each row keeps.
    """
    import numpy as np

    spread = (block[many, None] * 40503 + np.arange(near.shape[1]) * 25717) % 8191
    order = np.where(near[many], net[many].astype(np.float64) + spread / 8192, -np.inf)
    best = np.argpartition(-order, few, axis=1)[:, :few]
    near[many] = False
    near[many[:, None], best] = True
    least: Array = net[many[:, None], best].min(axis=1).astype(np.int64)
    return least
