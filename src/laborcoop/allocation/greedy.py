"""A first answer that keeps every demand: what the market says as far as that goes, then the pairs that lose least."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from laborcoop.allocation.bidders import Bidders
    from laborcoop.allocation.counting import Counts, Pair
    from laborcoop.allocation.seating import Seating

    Array = NDArray[Any]

ANY = 2**62
"""As many parties of a bidder as there are."""


def start(
    bidders: Bidders,
    pairs: tuple[Array, Array, Array],
    seating: Seating | None,
    cohorts: Mapping[int, tuple[int, int]],
) -> Counts | None:
    """The answer; None where it falls short of what a cap wants at least, or of a cohort that has pinned members."""
    who, where, loss = (column.tolist() for column in pairs)
    size = bidders.size.tolist()
    entries = () if seating is None else (seating.kind.tolist(), seating.place.tolist(), seating.people.tolist())
    # A team that the market splits is seated nowhere yet.
    seated = {(one, column): people // size[one] for one, column, people in zip(*entries, strict=True)}
    # Teams first, as they need several openings of one place at once.
    order = sorted(range(len(who)), key=lambda at: (-size[who[at]], loss[at] // size[who[at]], who[at], where[at]))
    whole = [(pair, many) for pair, many in sorted(seated.items(), key=lambda one: (-size[one[0][0]], one)) if many]
    listed = whole + [((who[at], where[at]), ANY) for at in order]
    closed: set[int] = set()
    while True:
        counts, loads, taken = _taken(bidders, listed, closed)
        short = {
            column
            for column, (least, fixed) in cohorts.items()
            if column not in closed and 0 < loads.get(column, 0) + fixed < least
        }
        if any(cohorts[column][1] for column in short) or (not short and (taken < bidders.least).any()):
            return None
        if not short:
            return counts
        closed |= short


def _taken(bidders: Bidders, listed: list[tuple[Pair, int]], closed: set[int]) -> tuple[Counts, dict[int, int], Array]:
    """One turn of all pairs: the answer, what is taken of every place, and of every cap."""
    import numpy as np

    room = bidders.room.tolist()
    left = np.where(bidders.is_limited, bidders.most, bidders.people.sum() * bidders.size.max(initial=1) + 1).tolist()
    first = list(left)
    people, size = bidders.people.tolist(), bidders.size.tolist()
    used = [[(cap, amount) for cap, amount in enumerate(row) if amount] for row in bidders.loads.tolist()]
    caps_of = [set(np.flatnonzero(column).tolist()) for column in bidders.covers.T]
    counts: Counts = {}
    loads: dict[int, int] = {}
    for (bidder, column), at_most in listed:
        if column in closed or not people[bidder]:
            continue
        mine = [(cap, amount) for cap, amount in used[bidders.sign[bidder]] if cap in caps_of[column]]
        many = min(
            [at_most, people[bidder], room[column] // size[bidder], *(left[cap] // amount for cap, amount in mine)]
        )
        if many:
            counts[bidder, column] = counts.get((bidder, column), 0) + many
            people[bidder] -= many
            room[column] -= many * size[bidder]
            loads[column] = loads.get(column, 0) + many * size[bidder]
            for cap, amount in mine:
                left[cap] -= many * amount
    return counts, loads, np.array(first, dtype=np.int64) - np.array(left, dtype=np.int64)
