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
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from laborcoop.allocation.problem import Problem

    Array = NDArray[Any]

_NO_PAIR = 2**31 - 1
"""Beyond every position."""
_FEW = 16
"""Places on a list that are looked at together."""
_CELLS = 4
"""People times places in one table, at the most, for each entry of the lists."""
_CHUNK = 2**14
"""Entries that are looked up together: what is worked out for them stays at hand."""


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
    suitor, place = _numbers(wanted), _owner(wanted)
    kept = _kept(free, room, wishes, positions(wishes, wanted, place), suitor, place)
    found = {names[who]: places[where] for who, where in zip(suitor[kept].tolist(), place[kept].tolist(), strict=True)}
    return {**problem.pinned, **found}


def positions(wishes: Rankings, wanted: Rankings, place: Array) -> Array:
    """For each entry of the applicants' lists, its position in the lists of the places; beyond all if it is in none.

    Where the places list people is written into a table, and read from it: a row for each place, so that one place
    after the other writes into a row, and one person after the other reads down nearly the same column. Where the
    table would be much longer than the lists, some people at a time. ``place`` is the owner of each position.
    """
    import numpy as np

    people, places = len(wishes.owners), len(wanted.owners)
    listed, suitor, who = _numbers(wishes), _numbers(wanted), _owner(wishes)
    width = max(1, min(people, _CELLS * (len(listed) + len(suitor)) // max(1, places)))
    by_block, cuts = (None, [0, len(suitor)]) if width == people else _in_blocks(suitor, width, people)
    table = np.empty(places * width, dtype=np.int32)
    found = np.empty(len(listed), dtype=np.int32)
    for block, first in enumerate(range(0, people, width)):
        table.fill(_NO_PAIR)
        for some in _chunks(cuts[block], cuts[block + 1]):
            mine: Any = some if by_block is None else by_block[some]
            cell = np.multiply(place[mine], width, dtype=np.int64)
            cell += suitor[mine] - first
            table[cell] = np.arange(some.start, some.stop, dtype=np.int32) if by_block is None else mine
        last = min(people, first + width)
        for some in _chunks(wishes.starts[first], wishes.starts[last]):
            cell = np.multiply(listed[some], width, dtype=np.int64)
            cell += who[some] - first
            found[some] = table[cell]
    return found


def _in_blocks(suitor: Array, width: int, people: int) -> tuple[Array, list[int]]:
    """The entries of so many people after those of the ones before, and where each block's begin."""
    import numpy as np

    block = suitor // width
    # Few blocks are few bits, which are sorted in no time.
    order = np.argsort(block.astype(np.min_scalar_type(people // width)), kind="stable")
    return order, [0, *np.bincount(block, minlength=-(-people // width)).cumsum().tolist()]


def _chunks(first: int, last: int) -> Iterator[slice]:
    return (slice(at, min(at + _CHUNK, last)) for at in range(first, last, _CHUNK))


def _numbers(lists: Rankings) -> Array:
    """The listed, all lists one after the other."""
    import numpy as np

    return np.asarray(lists.numbers).view(np.int32)


def _owner(lists: Rankings) -> Array:
    """The number of the owner of each entry."""
    import numpy as np

    owner: Array = np.repeat(np.arange(len(lists.owners), dtype=np.int32), np.diff(lists.starts))
    return owner


def _kept(free: Array, room: Array, wishes: Rankings, position: Array, suitor: Array, place: Array) -> Array:
    """The positions of the pairs that are made, in order."""
    import numpy as np

    listed = _numbers(wishes)
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
