"""The best prices for the pairs that are held, in one go: a minimum-cost flow, and the chains of moves of its answer.

For some ten thousand pairs this is quicker than many steps of descent. For very many it is slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laborcoop.allocation.exchange import nobody_moves, through

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]


def settle(here: Standing) -> Array:
    """Prices at which the bound over the pairs held is the lowest, halfway between the lowest and the highest such.

    Halfway is as good: the best prices are closed under it (L-natural-convexity).
    """
    import numpy as np
    from ortools.graph.python import min_cost_flow

    held, market = here.held, here.held.market
    people, places = len(market.classes), len(here.price)
    sink = people + places
    everybody, every = np.arange(people), np.arange(places)
    flow = min_cost_flow.SimpleMinCostFlow()
    # What is left after paying, instead of what a pair is worth: the same answer from smaller numbers.
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([held.who, everybody, people + every]),
        np.concatenate([np.int64(people) + held.where, np.full(people + places, sink)]),
        np.concatenate([market.count[held.who], market.count, market.room]),
        np.concatenate([-here.net().astype(np.int64), -market.nowhere, -here.price]),
    )
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:people], supply[sink] = market.count, -market.count.sum()
    flow.set_nodes_supplies(np.arange(sink + 1), supply)
    # Staying nowhere is always possible: nothing but an optimum can come back.
    flow.solve()
    used = flow.flows(np.arange(len(held.who) + people))
    seats, idle = used[: len(held.who)], np.flatnonzero(used[len(held.who) :])
    at = np.flatnonzero(seats)
    load = np.bincount(held.where[at], weights=seats[at], minlength=places)
    has_room = load < market.room
    gain = nobody_moves(places, 2 * market.blocks.top)
    # Everybody where they are, against every pair of theirs that is held, and against staying nowhere.
    who = np.concatenate([held.who[at], idle])
    place = np.concatenate([held.where[at], np.full(len(idle), places)])
    worth = np.concatenate([held.worth[at], market.nowhere[idle]])
    first = np.searchsorted(held.who, who)
    number = np.searchsorted(held.who, who, side="right") - first
    pair = np.repeat(first - (np.cumsum(number) - number), number) + np.arange(number.sum())
    more = held.worth[pair].astype(np.int64) - np.repeat(worth, number)
    flat, row = gain.reshape(-1), place * (places + 1)
    np.maximum.at(flat, np.repeat(row, number) + held.where[pair], more.astype(gain.dtype))
    np.maximum.at(flat, row + places, (market.nowhere[who] - worth).astype(gain.dtype))
    lowest, highest = through(gain, has_room)
    top = market.blocks.top
    highest = np.where(market.room > 0, highest, lowest).clip(0, top)
    price: Array = (lowest.clip(0, top) + highest) // 2
    return price
