"""Whether prices are the lowest bound: one maximum flow over the best pairs of each class.

Everybody who gains must be seated at one of their best places, and every place with a price must be full. These lower
limits go through a hub, as usual: whoever may stay nowhere comes out of it, and openings that may stay free lead into
it. If the flow is full it is a placement that meets the bound; if not, its smallest cut says which prices are wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.errors import MissingExtra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.descent import Shortlist

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


def seat(held: Shortlist, price: Array) -> tuple[Seating, Array | None]:
    """The fullest placement on the best pairs at some prices and, if it is not full, which way the prices must go.

    A way has 1 for each place whose price has to rise, or -1 for each whose price has to fall, and 0 elsewhere.
    """
    try:
        from ortools.graph.python import max_flow
    except ImportError as error:
        raise MissingExtra("ortools", "plan") from error
    import numpy as np

    market = held.market
    net, best = held.best(price)
    at = np.flatnonzero(net == best[held.who])
    who, where = held.who[at], held.where[at]
    people, places = len(market.classes), len(price)
    hub, source, sink = people + places, people + places + 1, people + places + 2
    gains = best > market.nowhere
    eager = np.flatnonzero(gains)
    asked = np.zeros(people, dtype=bool)
    asked[who] = True
    calm = np.flatnonzero(asked & ~gains)
    open_ = market.room > 0
    dear, free = np.flatnonzero(open_ & (price > 0)), np.flatnonzero(open_ & (price == 0))
    must_go, must_fill = int(market.count[eager].sum()), int(market.room[dear].sum())
    arcs = (
        (who, people + where, market.count[who]),
        (np.full(len(eager), source), eager, market.count[eager]),
        (np.full(len(calm), hub), calm, market.count[calm]),
        (people + dear, np.full(len(dear), sink), market.room[dear]),
        (people + free, np.full(len(free), hub), market.room[free]),
        (np.array([source, hub]), np.array([hub, sink]), np.array([must_fill, must_go])),
    )
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(*(np.concatenate(column) for column in zip(*arcs, strict=True)))
    flow.solve(source, sink)
    used = flow.flows(np.arange(len(who)))
    some = np.flatnonzero(used)
    is_full = flow.optimal_flow() == must_go + must_fill
    seating = Seating(market.classes[who[some]], where[some], used[some], is_full)
    if is_full:
        return seating, None
    reached = np.zeros(sink + 1, dtype=bool)
    reached[flow.get_source_side_min_cut()] = True
    inside = reached[people:hub]
    if reached[hub]:
        return seating, -(~inside & open_ & (price > 0)).astype(np.int64)
    return seating, inside.astype(np.int64)
