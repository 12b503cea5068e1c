"""Worths of classes against all places, a block at a time: sums of a few table rows, in the smallest integers that do.

The tables of rules and preferences are merged into a few where their keys repeat together, so that a row of worths
is the sum of two or three rows. A broken rule costs more than anything else can bring.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from laborcoop.allocation.crowd import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]

_CELLS = 2**18
"""Cells of a block: small enough for a processor's cache."""
_TABLE = 2**23
"""Cells of a merged table, at the most."""
_LOOK = 4096
"""Classes that are looked at to guess how often keys repeat together."""
_EXACT = 2**62


@frozen(eq=False)
class _Group:
    """Some tables as one: each class's row, and what each row is in the tables' own numbers."""

    row: Any
    keys: tuple[tuple[int, Any], ...]
    """(number of the table, row -> worker key) for each table."""
    rows: int


@frozen(eq=False)
class Blocks:
    """Computes worth minus price of classes against all places; staying nowhere is worth what the crowd says."""

    crowd: Crowd
    groups: list[_Group]
    tables: dict[int, list[Any]]
    """Scale -> the merged tables, weighted by it."""
    kind: Any
    top: int
    """Above every worth: nobody wants a place at this price."""

    @property
    def columns(self) -> int:
        """How many places there are."""
        return len(self.crowd.places)

    def of(self, classes: Array, price: Array, places: Array | None = None) -> Iterator[tuple[Array, Array]]:
        """Positions in ``classes``, a block at a time, each with worth minus price of all places, or of some.

        What is forbidden is far below anything else. The array of worths is used again for the next block.
        """
        import numpy as np

        columns = np.arange(self.columns) if places is None else places
        slot = np.full(self.columns + 1, -1)
        slot[columns] = np.arange(len(columns))
        step = max(1, _CELLS // max(1, len(columns)))
        for scale, whole in self.tables.items():
            some = np.flatnonzero(self.crowd.scale[classes] == scale)
            tables = whole if places is None else [np.take(table, places, axis=1) for table in whole]
            base = tables[0] - price[columns].astype(self.kind)
            net = np.empty((min(step, len(some)), len(columns)), dtype=self.kind)
            more = np.empty_like(net)
            for start in range(0, len(some), step):
                at = some[start : start + step]
                block = classes[at]
                here, there = net[: len(block)], more[: len(block)]
                np.take(base, self.groups[0].row[block], axis=0, out=here, mode="clip")
                for group, table in zip(self.groups[1:], tables[1:], strict=True):
                    np.take(table, group.row[block], axis=0, out=there, mode="clip")
                    here += there
                stay = slot[self.crowd.stay[block]]
                had = np.flatnonzero(stay >= 0)
                here[had, stay[had]] += self.crowd.bonus[block[had]].astype(self.kind)
                yield at, here


@frozen
class _Range:
    """In which numbers worths are exact."""

    kind: Any
    top: int
    broken: int
    """What a broken rule costs."""

    @classmethod
    def of(cls, pairs: Ruled, crowd: Crowd, groups: int) -> _Range | None:
        """For a crowd whose tables are merged into so many; None if worths are too large for the machine's integers."""
        import numpy as np

        most = pairs.reach * (int(crowd.scale.max()) if len(crowd.scale) else 1)
        bonus = int(crowd.bonus.max(initial=0))
        top = most + bonus - int(crowd.nowhere.min(initial=0)) + 1
        # Below what any price takes from any worth, and below whatever is still looked at under that.
        broken = 3 * most + bonus + 3 * top + 1
        # A chain of moves, an amount over everybody, and the sum of the groups' rows must all be exact.
        reach = (groups + 1) * (broken + top)
        if max(4 * top * (len(crowd.names) + len(crowd.places) + 2), reach) >= _EXACT:
            return None
        return cls(next(kind for kind in (np.int16, np.int32, np.int64) if reach <= np.iinfo(kind).max), top, broken)


def in_words(pairs: Ruled, crowd: Crowd, like: Blocks) -> Crowd | None:
    """A crowd in the machine's integers; None if its worths are too large for them.

    ``like`` are blocks of the same classes with other goals.
    """
    return None if _Range.of(pairs, crowd, len(like.groups)) is None else _words(crowd)


def _words(crowd: Crowd) -> Crowd:
    import numpy as np

    return evolve(crowd, **{name: getattr(crowd, name).astype(np.int64) for name in ("scale", "nowhere", "bonus")})


def blocks(pairs: Ruled, crowd: Crowd, like: Blocks | None = None) -> Blocks | None:
    """The blocks of a crowd; None if worths are too large for the machine's integers.

    ``like`` are blocks of the same classes with other goals.
    """
    import numpy as np

    groups = _merged(pairs, crowd) if like is None else like.groups
    reach = _Range.of(pairs, crowd, len(groups))
    if reach is None:
        return None
    crowd = _words(crowd)
    tables: dict[int, list[Any]] = {}
    for scale in sorted(set(crowd.scale.tolist())):
        tables[scale] = [np.empty((group.rows, len(crowd.places)), dtype=reach.kind) for group in groups]
        for number, (table, group) in enumerate(zip(tables[scale], groups, strict=True)):
            # Some rows at a time: what is added up takes several times the room of what is kept.
            step = max(1, _CELLS // max(1, len(crowd.places)))
            for first in range(0, group.rows, step):
                rows = slice(first, first + step)
                score, bars = _sums(pairs, crowd, group, rows, shut=not number)
                table[rows] = np.maximum(scale * score - reach.broken * bars, -reach.broken)
    return Blocks(crowd, groups, tables, reach.kind, reach.top)


def _sums(pairs: Ruled, crowd: Crowd, group: _Group, rows: slice, *, shut: bool) -> tuple[Array, Array]:
    """The scores, and how many rules are broken, of some rows of a group; closed places bar everybody, once."""
    import numpy as np

    score = np.zeros((len(range(*rows.indices(group.rows))), len(crowd.places)), dtype=np.int64)
    bars = np.zeros_like(score)
    bars += crowd.shut * shut
    for number, key in group.keys:
        table = pairs.tables[number]
        values = table.values[key[rows]][:, table.post[crowd.columns]]
        if table.is_rule:
            bars += ~values
        else:
            score += values
    return score, bars


def _merged(pairs: Ruled, crowd: Crowd) -> list[_Group]:
    """The tables merged two by two, those first whose keys repeat together most; the smallest comes first."""
    import numpy as np

    groups = [_Group(np.zeros(len(crowd.first), dtype=np.int64), (), 1)]
    for number, table in enumerate(pairs.tables):
        row, rows = table.worker[crowd.first].astype(np.int64), len(table.values)
        key = ((number, np.arange(rows)),)
        same = [at for at, group in enumerate(groups) if group.rows == rows and np.array_equal(group.row, row)]
        if same:
            groups[same[0]] = evolve(groups[same[0]], keys=groups[same[0]].keys + key)
        else:
            groups.append(_Group(row, key, rows))
    alive = list(range(len(groups)))
    guess: dict[tuple[int, int], int] = {}
    while len(alive) > 1:
        for one, other in combinations(alive, 2):
            if (one, other) not in guess:
                guess[one, other] = _different(_joint(groups[one], groups[other], _LOOK))
        pair = min(combinations(alive, 2), key=guess.__getitem__)
        first, second = (groups[number] for number in pair)
        joint, row = np.unique(_joint(first, second), return_inverse=True)
        if len(joint) * len(crowd.places) > _TABLE or len(joint) > max(_LOOK, len(crowd.first)) // 8:
            break
        left, right = np.divmod(joint, second.rows)
        keys = tuple((number, key[at]) for group, at in ((first, left), (second, right)) for number, key in group.keys)
        alive = [*(number for number in alive if number not in pair), len(groups)]
        groups.append(_Group(row, keys, len(joint)))
    return sorted((groups[number] for number in alive), key=lambda group: group.rows)


def _different(values: Array) -> int:
    """How many different values there are; numpy's own way of counting them loads more of numpy first."""
    import numpy as np

    inorder = np.sort(values)
    return int(np.count_nonzero(inorder[1:] != inorder[:-1])) + min(1, len(values))


def _joint(one: _Group, other: _Group, most: int | None = None) -> Array:
    joint: Array = one.row[:most] * other.rows + other.row[:most]
    return joint


@frozen(eq=False)
class Market:
    """Some people before all places."""

    blocks: Blocks
    classes: Any
    """The classes that take part."""
    count: Any
    """How many people of each."""
    room: Any
    """Openings of each place."""
    nowhere: Any = field(init=False)
    """What staying nowhere is worth to each class."""

    @nowhere.default
    def _(self) -> Array:
        nowhere: Array = self.blocks.crowd.nowhere[self.classes]
        return nowhere

    def bound(self, price: Array) -> int:
        """What no answer can pass, given any prices that are not negative; one pass over all pairs."""
        best = self.nowhere.copy()
        for at, net in self.blocks.of(self.classes, price):
            best[at] = net.max(axis=1, initial=-self.blocks.top)
        return self.total(best, price)

    def total(self, best: Array, price: Array) -> int:
        """The bound from what each class gets at best after paying."""
        return int(self.count @ (best.clip(self.nowhere) - self.nowhere) + price @ self.room)
