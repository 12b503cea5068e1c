"""Lesser goals among the answers that are equally good: a minimum-cost flow over the best pairs at the prices.

Prices that prove the greater goals say who must go somewhere, which openings must be taken, and which pairs an equally
good answer can use: nothing else. Among those, priority and staying where one was decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.allocation.ruled import joined
from laborcoop.allocation.seating import by_class, wishes_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.crowd import Crowd
    from laborcoop.allocation.seating import Seating
    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]


def best_among_equals(here: Standing, lesser: Crowd) -> Seating:
    """The best placement in the lesser goals; ``here`` are prices that an answer reaches, with every pair that is best.

    ``lesser`` are the same classes with the lesser goals.
    """
    import numpy as np
    from ortools.graph.python import min_cost_flow

    market, places = here.held.market, len(here.price)
    wishes = wishes_at(here)
    classes = market.classes[wishes.who]
    placed = -lesser.nowhere[classes].astype(np.int64)
    stay, bonus = lesser.stay[classes], lesser.bonus[classes].astype(np.int64)
    # People who want the same, and are alike in the lesser goals, are one node.
    alike = joined([wishes.wish, np.where(bonus > 0, stay, -1) + 1, _ranks(placed), _ranks(bonus)], len(classes))
    _, first, party = np.unique(alike, return_index=True, return_inverse=True)
    size = np.bincount(party, weights=market.count[wishes.who], minlength=len(first)).astype(np.int64)
    wish = wishes.wish[first]
    number = wishes.places[wish]
    begin = (np.cumsum(wishes.places) - wishes.places)[wish]
    tail = np.repeat(np.arange(len(first)), number)
    head = wishes.where[np.repeat(begin - (np.cumsum(number) - number), number) + np.arange(number.sum())]
    gain = placed[first][tail] + bonus[first][tail] * (head == stay[first][tail])
    may_stay = np.flatnonzero(~wishes.gains[wish])
    may_spare = np.flatnonzero(here.price == 0)
    owed = np.where(here.price > 0, market.room, 0)
    some = len(first)
    sink = some + places
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([tail, may_stay, some + may_spare]),
        np.concatenate([some + head, np.full(len(may_stay) + len(may_spare), sink)]),
        np.concatenate([size[tail], size[may_stay], market.room[may_spare]]),
        np.concatenate([-gain, np.zeros(len(may_stay) + len(may_spare), dtype=np.int64)]),
    )
    flow.set_nodes_supplies(np.arange(sink + 1), np.concatenate([size, -owed, [owed.sum() - size.sum()]]))
    # An answer that reaches the prices is known to exist: nothing but an optimum can come back.
    flow.solve()
    used = flow.flows(np.arange(len(tail)))
    at = np.flatnonzero(used)
    return by_class(market, wishes.who, party, size, (tail[at], head[at], used[at]), is_full=True)


def _ranks(values: Array) -> Array:
    """The same numbers for the same values, as small as can be."""
    import numpy as np

    return np.unique(values, return_inverse=True)[1]


def with_the_idle(here: Standing, seating: Seating) -> Seating:
    """The same placement, and whoever neither gains nor loses by going where openings are free goes there.

    It is worth nothing to any goal; but an opening that nobody else wants is better taken than left.
    """
    import numpy as np
    from ortools.graph.python import max_flow

    market, wishes, places = here.held.market, wishes_at(here), len(here.price)
    free = market.room - np.bincount(seating.place, weights=seating.people, minlength=places).astype(np.int64)
    idle = np.zeros(len(market.blocks.crowd.first), dtype=np.int64)
    idle[market.classes] = market.count
    np.subtract.at(idle, seating.kind, seating.people)
    calm = np.flatnonzero(~wishes.gains[wishes.wish] & (idle[market.classes[wishes.who]] > 0))
    wish = wishes.wish[calm]
    number = wishes.places[wish]
    begin = (np.cumsum(wishes.places) - wishes.places)[wish]
    tail = np.repeat(np.arange(len(calm)), number)
    head = wishes.where[np.repeat(begin - (np.cumsum(number) - number), number) + np.arange(number.sum())]
    kept = free[head] > 0
    if not kept.any():
        return seating
    tail, head = tail[kept], head[kept]
    kind = market.classes[wishes.who[calm]]
    source, sink = len(calm) + places, len(calm) + places + 1
    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(
        np.concatenate([tail, np.full(len(calm), source), len(calm) + np.arange(places)]),
        np.concatenate([len(calm) + head, np.arange(len(calm)), np.full(places, sink)]),
        np.concatenate([idle[kind][tail], idle[kind], free]),
    )
    flow.solve(source, sink)
    used = flow.flows(np.arange(len(tail)))
    at = np.flatnonzero(used)
    return evolve(
        seating,
        kind=np.concatenate([seating.kind, kind[tail[at]]]),
        place=np.concatenate([seating.place, head[at]]),
        people=np.concatenate([seating.people, used[at]]),
    )
