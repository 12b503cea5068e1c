"""Deferred acceptance of single people whose lists, and whose places' lists, hold no ties: everybody at once.

Where there are no ties, the order in which people ask decides nothing, so in each round everybody without a place asks
the first on their list that would still take them. A pair is its position in the places' lists, one after the other: of
two people at one place the one with the smaller position is wanted more, and positions in order are grouped by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laborcoop.allocation.ranked import Ranked
from laborcoop.allocation.rankings import Rankings
from laborcoop.allocation.sizes import amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.problem import Problem

    Array = NDArray[Any]

_NO_PAIR = 2**31 - 1
"""Beyond every position."""
_FEW = 16
"""Places on a list that are looked at together."""
_CELLS = 2**17
"""People times places that are looked up together, at the most: as many as a processor keeps at hand."""


def strict_lists(problem: Problem) -> tuple[Rankings, Rankings] | None:
    """The lists of both sides, if people can ask so: single ones, of one place each, and no ties; numpy is needed."""
    try:
        import numpy as np  # noqa: F401 - asked for, not used
    except ImportError:
        return None
    pairs = problem.pairs
    if (
        isinstance(pairs, Ranked)
        and isinstance(pairs.wishes, Rankings)
        and isinstance(pairs.wanted, Rankings)
        and not (pairs.tied or pairs.torn or problem.groups)
        and all(amount == 1 for size in problem.size.values() for amount in amounts(size))
    ):
        return pairs.wishes, pairs.wanted
    return None


def placed(problem: Problem, wishes: Rankings, wanted: Rankings) -> dict[str, str]:
    """The best stable placement of the applicants, the pinned where they are."""
    import numpy as np

    names, places = list(wishes.owners), list(wanted.owners)
    room = np.array([problem.capacity[place] for place in places], dtype=np.int64)
    for pin in problem.pinned.values():
        room[wanted.owners[pin]] -= 1
    free = np.array([at for name, at in wishes.owners.items() if name not in problem.pinned], dtype=np.int64)
    suitor: Array = np.asarray(wanted.numbers)
    place = _owner(wanted)
    kept = _kept(free, room, wishes, positions(wishes, wanted), suitor, place)
    found = {names[who]: places[where] for who, where in zip(suitor[kept].tolist(), place[kept].tolist(), strict=True)}
    return {**problem.pinned, **found}


def positions(wishes: Rankings, wanted: Rankings) -> Array:
    """For each entry of the applicants' lists, its position in the lists of the places; beyond all if it is in none.

    Some places at a time: where they list people is written into a table of people times places, and read from it.
    """
    import numpy as np

    people, places = len(wishes.owners), len(wanted.owners)
    listed: Array = np.asarray(wishes.numbers)
    suitor: Array = np.asarray(wanted.numbers)
    who, place = _owner(wishes), _owner(wanted)
    # Few places are few bits, which are sorted in no time.
    by_place = np.argsort(listed.astype(np.min_scalar_type(places)), kind="stable")
    cuts = np.concatenate([[0], np.bincount(listed, minlength=places).cumsum()])
    step = max(1, _CELLS // max(1, people))
    table = np.full(min(step, places) * people, _NO_PAIR, dtype=np.int32)
    found = np.empty(len(listed), dtype=np.int32)
    for first in range(0, places, step):
        last = min(places, first + step)
        mine = slice(wanted.starts[first], wanted.starts[last])
        cell = (place[mine] - first) * people + suitor[mine]
        table[cell] = np.arange(mine.start, mine.stop)
        asked = by_place[cuts[first] : cuts[last]]
        found[asked] = table[(listed[asked] - first) * people + who[asked]]
        table[cell] = _NO_PAIR
    return found


def _owner(lists: Rankings) -> Array:
    """The number of the owner of each entry."""
    import numpy as np

    owner: Array = np.repeat(np.arange(len(lists.owners), dtype=np.int32), np.diff(lists.starts))
    return owner


def _kept(free: Array, room: Array, wishes: Rankings, position: Array, suitor: Array, place: Array) -> Array:
    """The positions of the pairs that are made, in order."""
    import numpy as np

    listed: Array = np.asarray(wishes.numbers)
    ahead, end = np.array(wishes.starts[:-1]), np.array(wishes.starts[1:])
    bar = np.where(room > 0, _NO_PAIR, 0)
    """Place -> the position from which asking is in vain; it never rises."""
    kept = np.empty(0, dtype=np.int32)
    every, step = np.arange(len(room)), np.arange(_FEW)
    free = free[ahead[free] < end[free]]
    while len(free):
        at = np.minimum(ahead[free][:, None] + step, end[free][:, None] - 1)
        there = position[at]
        would = there < bar[listed[at]]
        first = would.argmax(axis=1)
        asks = would[np.arange(len(free)), first]
        ahead[free] += np.where(asks, first + 1, _FEW)
        kept = np.sort(np.concatenate([kept, there[asks, first[asks]]]))
        where = place[kept]
        rank = np.arange(len(kept)) - np.searchsorted(where, every)[where]
        last = rank == room[where] - 1
        bar[where[last]] = kept[last]
        free = np.concatenate([free[~asks], suitor[kept[rank >= room[where]]]])
        free = free[ahead[free] < end[free]]
        kept = kept[rank < room[where]]
    return kept
