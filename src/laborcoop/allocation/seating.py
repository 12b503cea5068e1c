"""Whether prices are the lowest bound: one maximum flow between people and the places that are best for them.

Everybody who gains must be seated at one of their best places, and every place with a price must be full. These lower
limits go through a hub, as usual: whoever may stay nowhere comes out of it, and openings that may stay free lead into
it. If the flow is full it is a placement that meets the bound; if not, its smallest cut says which prices are wrong.
People whose best places are the same are one node of the flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.blocks import Market
from laborcoop.allocation.ruled import alike
from laborcoop.allocation.shortlist import pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]


@frozen(eq=False)
class Seating:
    """How many of a class are at a place; nobody twice, no place overfull."""

    kind: Any
    """The class of each entry."""
    place: Any
    """Its column."""
    people: Any
    is_full: bool
    """Whether everybody who must be seated is, and every opening that has a price is taken."""


@frozen(eq=False)
class Wishes:
    """The classes that want some place at these prices, those with the same best places taken together."""

    who: Any
    """The classes' positions in the market."""
    wish: Any
    """The wish of each of them, as a number."""
    people: Any
    """Wish -> how many people."""
    gains: Any
    """Wish -> whether its people would rather go than stay nowhere, not only as soon."""
    places: Any
    """Wish -> how many places are best."""
    where: Any
    """The columns."""

    def ways(self, wish: Array) -> tuple[Array, Array]:
        """Of some who have these wishes: position and column of each way to a place that is best."""
        import numpy as np

        number = self.places[wish]
        begin = (np.cumsum(self.places) - self.places)[wish]
        turn = np.repeat(begin - (np.cumsum(number) - number), number) + np.arange(number.sum())
        return np.repeat(np.arange(len(wish)), number), self.where[turn]


@frozen(eq=False)
class Flow:
    """How many people of each wish are at each place."""

    market: Market
    wishes: Wishes
    wish: Any
    place: Any
    people: Any
    is_full: bool
    way: Any
    """1 for each place whose price has to rise, or -1 for each whose price has to fall; None where it is full."""

    def seating(self) -> Seating:
        """The same by classes."""
        wishes = self.wishes
        return by_class(
            self.market,
            wishes.who,
            wishes.wish,
            wishes.people,
            (self.wish, self.place, self.people),
            is_full=self.is_full,
        )


def by_class(
    market: Market, who: Array, party: Array, size: Array, seats: tuple[Array, Array, Array], *, is_full: bool
) -> Seating:
    """Seats of parties as seats of classes: the people of a party take its seats in the order of their classes.

    ``who`` are positions in the market, ``party`` their parties, ``size`` the people of each party; ``seats`` are the
    party, the place and the people of each entry, by party.
    """
    import numpy as np

    order = np.argsort(party, kind="stable")
    who = who[order]
    first = np.cumsum(size) - size
    own = np.repeat(seats[0], seats[2])
    # The n-th seat of a party is its n-th person's.
    turn = np.arange(len(own)) - np.searchsorted(own, own, side="left")
    kind = np.repeat(who, market.count[who])[first[own] + turn]
    place = np.repeat(seats[1], seats[2])
    last = np.flatnonzero((np.diff(kind, append=-1) != 0) | (np.diff(place, append=-1) != 0))
    return Seating(market.classes[kind[last]], place[last], np.diff(last, prepend=-1), is_full)


def seat(here: Standing) -> Flow:
    """The fullest placement on the best pairs at some prices and, if it is not full, which way the prices must go."""
    import numpy as np
    from ortools.graph.python import max_flow

    market, price = here.held.market, here.price
    wishes = wishes_at(here)
    some, places = len(wishes.people), len(price)
    hub, source, sink = some + places, some + places + 1, some + places + 2
    # In the numbers that the solver keeps nodes in: others would be copied.
    which = np.repeat(np.arange(some, dtype=np.int32), wishes.places)
    begin = np.where(wishes.gains, source, hub)
    dear = price > 0
    must_go, must_fill = int(wishes.people[wishes.gains].sum()), int(market.room[dear].sum())
    columns = np.arange(places)
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.concatenate([which, begin, some + columns, [source, hub]], dtype=np.int32),
        np.concatenate([some + wishes.where, np.arange(some), np.where(dear, sink, hub), [hub, sink]], dtype=np.int32),
        np.concatenate([wishes.people[which], wishes.people, market.room, [must_fill, must_go]]),
    )
    flow.solve(source, sink)
    used = flow.flows(np.arange(len(which)))
    at = np.flatnonzero(used)
    way = None
    is_full = flow.optimal_flow() == must_go + must_fill
    if not is_full:
        reached = np.zeros(sink + 1, dtype=bool)
        reached[flow.get_source_side_min_cut()] = True
        inside = reached[some:hub]
        way = -(~inside & dear & (market.room > 0)).astype(np.int64) if reached[hub] else inside.astype(np.int64)
    return Flow(market, wishes, which[at], wishes.where[at], used[at], is_full, way)


def wishes_at(here: Standing) -> Wishes:
    """What everybody wants most at some prices."""
    import numpy as np

    held, best = here.held, here.best
    market = held.market
    narrow = best.astype(held.worth.dtype)
    # Each piece starts where the one before has ended.
    at = np.concatenate(
        [np.zeros(0, dtype=np.int64)]
        + [some.start + np.flatnonzero(here.net(some) == narrow.take(held.who[some])) for some in pieces(len(held.who))]
    )
    who, where = held.who[at], held.where[at].astype(np.int32)
    late_who, late_where, late_worth = held.late
    late = np.flatnonzero(late_worth - here.price.astype(late_worth.dtype)[late_where] == narrow[late_who])
    if len(late):
        # Pairs that were added go where they belong.
        added = np.sort(_key(late_who[late], late_where[late], here))
        place = np.searchsorted(_key(who, where, here), added)
        who = np.insert(who, place, added // len(here.price))
        where = np.insert(where, place, added % len(here.price))
    start = np.flatnonzero(np.diff(who, prepend=-1))
    places = np.diff(np.append(start, len(who)))
    one = who[start]
    gains = best[one] > market.nowhere[one]
    first, wish = _alike(where, start, places, gains, len(here.price))
    size = places[first]
    return Wishes(
        who=one,
        wish=wish,
        people=np.bincount(wish, weights=market.count[one], minlength=len(first)).astype(np.int64),
        gains=gains[first],
        places=size,
        where=where[np.repeat(start[first] - (np.cumsum(size) - size), size) + np.arange(size.sum())],
    )


def _key(who: Array, where: Array, here: Standing) -> Array:
    import numpy as np

    key: Array = who * np.int64(len(here.price)) + where
    return key


def _alike(where: Array, start: Array, places: Array, gains: Array, columns: int) -> tuple[Array, Array]:
    """Of classes with their best places: the first of each kind, and the kind of each class."""
    import numpy as np

    each = np.arange(len(start))
    if not len(start):
        return each, each
    code = np.add.reduceat(_marks(columns)[where], start)
    first, kind = alike(code * np.uint64(2) + gains)
    other = first[kind]
    if (places == places[other]).all() and (gains == gains[other]).all():
        same = where == where[np.arange(len(where)) + np.repeat(start[other] - start, places)]
        if same.all():
            return first, kind
    # Two sets of places happen to have one code: then nobody is taken together.
    return each, each


def _marks(columns: int) -> Array:
    """A number for each column such that sums of different columns differ, but for an accident (splitmix64)."""
    import numpy as np

    mark = np.arange(1, columns + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mark = (mark ^ (mark >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mark = (mark ^ (mark >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Array = mark ^ (mark >> np.uint64(31))
    return found
