"""Lesser goals among the answers that are equally good: a cheapest flow over the best pairs at the prices.

Prices that prove the greater goals say who must go somewhere, which openings must be taken, and which pairs an equally
good answer can use: nothing else. Among those, priority and staying where one was decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.allocation.moving import Parties, cheapest
from laborcoop.allocation.ruled import alike, joined
from laborcoop.allocation.seating import by_class

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.crowd import Crowd
    from laborcoop.allocation.seating import Seating, Wishes
    from laborcoop.allocation.shortlist import Standing

    Array = NDArray[Any]


def best_among_equals(here: Standing, wishes: Wishes, lesser: Crowd) -> Seating:
    """The best placement in the lesser goals; ``here`` are prices that an answer reaches, with every pair that is best.

    ``wishes`` are what everybody wants most at them; ``lesser`` are the same classes with the lesser goals.
    """
    import numpy as np

    market, places = here.held.market, len(here.price)
    classes = market.classes[wishes.who]
    placed = -lesser.nowhere[classes].astype(np.int64)
    stay, bonus = lesser.stay[classes], lesser.bonus[classes].astype(np.int64)
    # People who want the same, and are alike in the lesser goals, are one party.
    trait = joined([_ranks(placed), _ranks(bonus)], len(classes))
    first, party = alike(joined([wishes.wish, stay + 1, trait], len(classes)))
    size = np.bincount(party, weights=market.count[wishes.who], minlength=len(first)).astype(np.int64)
    wish, placed, bonus = wishes.wish[first], placed[first], bonus[first]
    who, where = wishes.ways(wish)
    at_home = where == stay[first][who]
    home = np.full(len(first), -1)
    home[who[at_home]] = where[at_home]
    leave = np.where(home >= 0, bonus, 0)
    may_stay = np.flatnonzero(~wishes.gains[wish])
    who, where = who[~at_home], where[~at_home]
    parties = Parties(
        size=size,
        home=home,
        who=np.concatenate([who, may_stay]),
        where=np.concatenate([where, np.full(len(may_stay), places)]),
        loss=np.concatenate([leave[who], (leave + placed)[may_stay]]),
        trait=trait[first],
    )
    return by_class(market, wishes.who, party, size, cheapest(parties, market.room, here.price > 0), is_full=True)


def _ranks(values: Array) -> Array:
    """The same numbers for the same values, as small as can be."""
    import numpy as np

    return np.unique(values, return_inverse=True)[1]


def with_the_idle(here: Standing, wishes: Wishes, seating: Seating) -> Seating:
    """The same placement, and whoever neither gains nor loses by going where openings are free goes there.

    It is worth nothing to any goal; but an opening that nobody else wants is better taken than left.
    """
    import numpy as np
    from ortools.graph.python import max_flow

    market, places = here.held.market, len(here.price)
    free = market.room - np.bincount(seating.place, weights=seating.people, minlength=places).astype(np.int64)
    idle = np.zeros(len(market.blocks.crowd.first), dtype=np.int64)
    idle[market.classes] = market.count
    np.subtract.at(idle, seating.kind, seating.people)
    calm = np.flatnonzero(~wishes.gains[wishes.wish] & (idle[market.classes[wishes.who]] > 0))
    tail, head = wishes.ways(wishes.wish[calm])
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
