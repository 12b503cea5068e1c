"""Assignment with capacities as a minimum-cost flow over arrays: the best assignment, prices that prove it, its face.

Arrays are numpy's: a pair is a position in ``applicant`` and ``place``, which hold numbers; ``worth`` has an integer
per pair. An assignment is an array with the number of each applicant's pair, or -1 for nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from laborcoop.errors import MissingExtra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_SOLVER_REACH: int = 2**60


@frozen(eq=False)
class Network:
    """Applicants 0 … n-1, places with capacities, the pairs between them, and what an optimal answer must keep."""

    applicants: int
    capacity: Any
    applicant: Any
    place: Any
    must_go: Any
    """Per applicant: nowhere is not an option."""
    least: Any
    """Per place: so many of its openings may not stay free."""

    @property
    def limit(self) -> int:
        """The largest weight of a pair for which the solver's own arithmetic is exact (it multiplies by the nodes)."""
        return _SOLVER_REACH // (self.applicants + len(self.capacity) + 2)


def ceiling(network: Network, worth: Array) -> int:
    """What the assignment would be worth if nobody were in anybody's way."""
    import numpy as np

    most = np.zeros(network.applicants, dtype=np.int64)
    np.maximum.at(most, network.applicant, worth)
    return int(most.sum(dtype=object)) if len(most) else 0


def best(network: Network, worth: Array) -> Array:
    """An assignment of the largest total worth, where one is known to exist."""
    return cast("Array", attempt(network, worth))


def attempt(network: Network, worth: Array) -> Array | None:
    """An assignment of the largest total worth; None where what must be cannot be."""
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError as error:
        raise MissingExtra("ortools", "plan") from error
    import numpy as np

    people, places = network.applicants, len(network.capacity)
    sink = people + places
    may_stay = np.flatnonzero(~network.must_go)
    may_spare = np.flatnonzero(network.least < network.capacity)
    flow = min_cost_flow.SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([network.applicant, may_stay, people + may_spare]),
        np.concatenate([people + network.place, np.full(len(may_stay) + len(may_spare), sink)]),
        np.concatenate(
            [
                np.ones(len(network.applicant) + len(may_stay), dtype=np.int64),
                (network.capacity - network.least)[may_spare],
            ]
        ),
        np.concatenate([-worth, np.zeros(len(may_stay) + len(may_spare), dtype=np.int64)]),
    )
    owed = network.least
    supply = np.concatenate([np.ones(people, dtype=np.int64), -owed, [owed.sum() - people]])
    flow.set_nodes_supplies(np.arange(sink + 1), supply)
    # Weights are within the limit: nothing but an optimum can come back, or that there is none.
    if flow.solve() != flow.OPTIMAL:
        return None
    used = np.flatnonzero(flow.flows(np.arange(len(network.applicant))))
    chosen = np.full(people, -1, dtype=np.int64)
    chosen[network.applicant[used]] = used
    return chosen


def prices(network: Network, worth: Array, chosen: Array) -> Array:
    """Some prices of the places that prove an assignment the best."""
    places = len(network.capacity)
    tails, heads, lengths = _exchange(network, worth, chosen)
    far = _distances(tails, heads, lengths, _zeros(places + 1, worth))
    price: Array = far[places] - far[:places]
    return price


def extremes(network: Network, worth: Array, chosen: Array) -> tuple[Array, Array]:
    """The lowest and the highest of such prices: what one opening more is worth, and what one fewer would lose.

    The network must be one where nothing must be. The highest price of a place without openings means nothing.
    """
    import numpy as np

    places = len(network.capacity)
    tails, heads, lengths = _exchange(network, worth, chosen)
    # Farther than any path, so that only paths from, or to, "nowhere" count.
    start = _zeros(places + 1, worth)
    start[:places] = sum(abs(int(length)) for length in lengths.tolist()) + 1
    order = np.argsort(tails, kind="stable")
    lowest: Array = -_distances(tails, heads, lengths, start)[:places]
    highest: Array = _distances(heads[order], tails[order], lengths[order], start)[:places]
    return lowest, highest


def _zeros(count: int, like: Array) -> Array:
    import numpy as np

    return np.zeros(count, dtype=like.dtype)


def _exchange(network: Network, worth: Array, chosen: Array) -> tuple[Array, Array, Array]:
    """The edges of the exchange graph, sorted by their heads: from, to, length.

    An edge from one place to another is the least that is lost when somebody of the first moves to the second; the
    node beyond the last place is "nowhere", with which free openings are exchanged at no loss.
    """
    import numpy as np

    places = len(network.capacity)
    nowhere = places
    held = np.append(worth, _zeros(1, worth))[chosen]
    at = np.append(network.place, nowhere)[chosen]
    free_to_leave = np.flatnonzero(~network.must_go & (chosen >= 0))
    load = np.bincount(at, minlength=places + 1)[:places]
    spare = np.flatnonzero((load > network.least) | (network.least == 0))
    slack = np.flatnonzero(load < network.capacity)
    tails = np.concatenate([at[network.applicant], at[free_to_leave], np.full(len(spare), nowhere), slack])
    heads = np.concatenate([network.place, np.full(len(free_to_leave), nowhere), spare, np.full(len(slack), nowhere)])
    lengths = np.concatenate(
        [held[network.applicant] - worth, held[free_to_leave], _zeros(len(spare) + len(slack), worth)]
    )
    order = np.lexsort((tails, heads))
    tails, heads, lengths = tails[order], heads[order], lengths[order]
    first = np.flatnonzero(np.diff(heads * (places + 1) + tails, prepend=-1))
    if len(first):
        lengths = np.minimum.reduceat(lengths, first)
    return tails[first], heads[first], lengths


def _distances(tails: Array, heads: Array, lengths: Array, start: Array) -> Array:
    """Shortest paths (Bellman and Ford) over edges sorted by their heads, from what each node starts with."""
    import numpy as np

    far = start
    ends = np.flatnonzero(np.diff(heads, prepend=-1))
    # No shortest path has more edges than there are nodes, unless the assignment is not the best: no price proves that.
    for _ in range(len(start) * bool(len(ends))):
        near = far.copy()
        near[heads[ends]] = np.minimum(near[heads[ends]], np.minimum.reduceat(far[tails] + lengths, ends))
        if (near == far).all():
            break
        far = near
    return far


def restricted(network: Network, worth: Array, chosen: Array) -> tuple[Network, Array]:
    """The network of all best assignments, and which pairs it keeps.

    By complementary slackness with any optimal prices: a pair worth less than its applicant gets elsewhere is never
    used, an applicant who gains goes somewhere, a place with a price is full, and one with a negative price has no
    more than it must.
    """
    import numpy as np

    price = prices(network, worth, chosen)
    net = worth - price[network.place]
    got = np.append(net, np.zeros(1, dtype=net.dtype))[chosen]
    kept = np.flatnonzero(net == got[network.applicant])
    return (
        Network(
            applicants=network.applicants,
            capacity=np.where(price < 0, network.least, network.capacity),
            applicant=network.applicant[kept],
            place=network.place[kept],
            must_go=network.must_go | (got != 0),
            least=np.where(price > 0, network.capacity, network.least),
        ),
        kept,
    )
