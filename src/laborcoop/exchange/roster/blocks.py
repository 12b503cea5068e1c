"""Lists of people beside each other in one sheet, told by the columns that say who somebody is."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from laborcoop.exchange.roster.owners import WHO, Named


@frozen(kw_only=True)
class Block:
    """Columns that list other people beside those of the first columns: who somebody is stands there once more.

    ``columns`` gives the index of the column of each key; the block is from column ``first`` on up to ``end``, which is
    no part of it.
    """

    first: int
    end: int
    columns: dict[str, int]


def blocks_of(named: Sequence[Named]) -> list[Sequence[Named]]:
    """The columns parted where those that tell who somebody is start again, all of them.

    Columns before them are part of a block where they are part of the first one: a number in the list, for one.
    """
    keys = [one.key for one in named]
    who = WHO.intersection(keys)
    starts: list[int] = []
    seen: set[str] = set()
    for at, key in enumerate(keys):
        if key in who:
            if seen == who:
                starts.append(at)
                seen = set()
            seen.add(key)
    if seen != who:
        starts.pop()
    first = next(at for at, key in enumerate(keys) if key in who)
    before = {*keys[:first]}
    cuts = [0]
    for start in starts:
        at = start
        while named[at - 1].key in before:
            at -= 1
        cuts.append(at)
    return [named[at:end] for at, end in zip(cuts, [*cuts[1:], len(named)], strict=True)]
