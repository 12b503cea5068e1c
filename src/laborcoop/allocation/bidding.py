"""Reads the bidders of a problem: who is alike, who goes together, which caps count whom, what the pinned leave."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.allocation.bidders import ALL, Bidders
from laborcoop.allocation.blocks import blocks
from laborcoop.allocation.crowd import gather
from laborcoop.allocation.order import key, ordered
from laborcoop.allocation.sizes import largest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from laborcoop.allocation.blocks import Blocks
    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]
    Members = tuple[str, ...]
    Sign = tuple[tuple[int, int], ...]
    """(number of a cap, how much of it somebody takes) for each cap that counts them."""

_FINEST = 60
_PART = 12
"""Prices are whole numbers of this fraction of a point where sizes and caps make fractions of a point matter."""
_HEADROOM = 32
"""Prices and dues together may take so many times the largest worth from everybody, exactly."""


def read(problem: Problem, pairs: Ruled, aims: Sequence[Aim]) -> Bidders | None:
    """The bidders of a problem whose pinned parties are pinned as a whole; None if worths are too large to be exact.

    Sizes have to be the same at every place.
    """
    size = {name: largest(problem.size.get(name, 1)) for name in problem.applicants}
    groups = [tuple(ordered(group)) for group in problem.groups if len(group) > 1 and not group & problem.pinned.keys()]
    crowd = gather(problem, pairs, aims)
    unit = lcm(*size.values(), *(sum(size[name] for name in group) for group in groups), _PART if problem.caps else 1)
    unit = unit if unit <= _FINEST else _PART
    finer = {name: getattr(crowd, name).astype(object) * unit for name in ("scale", "nowhere", "bonus")}
    crowd = evolve(crowd, **finer)
    base = blocks(pairs, crowd)
    if base is None or _HEADROOM * base.top * sum(size.values()) >= ALL:
        return None
    number = dict(zip(crowd.names, crowd.kind.tolist(), strict=True))
    together = {name for group in groups for name in group}
    singles = [(name,) for name in crowd.names if name not in together]
    signs = _signs(problem, size, [*singles, *groups])
    alike: dict[object, list[Members]] = {}
    for one in singles:
        if size[one[0]] == 1:
            alike.setdefault((number[one[0]], signs[one]), []).append(one)
    teams = sorted([*groups, *(one for one in singles if size[one[0]] > 1)], key=lambda team: key(team[0]))
    parties = [*alike.values(), *([team] for team in teams)]
    return _assembled(problem, base, unit, parties, len(alike), size, signs)


def _signs(problem: Problem, size: dict[str, int], parties: Sequence[Members]) -> dict[Members, Sign]:
    """What each party takes of the caps that count it."""
    counted: dict[str, list[int]] = {}
    for at, cap in enumerate(problem.caps):
        for name in cap.applicants:
            counted.setdefault(name, []).append(at)
    found: dict[Members, Sign] = {}
    for members in parties:
        taken: dict[int, int] = {}
        for name in members:
            for at in counted.get(name, ()):
                taken[at] = taken.get(at, 0) + size[name]
        found[members] = tuple(sorted(taken.items()))
    return found


def _assembled(
    problem: Problem,
    base: Blocks,
    unit: int,
    parties: list[list[Members]],
    singles: int,
    size: dict[str, int],
    signs: dict[Members, Sign],
) -> Bidders:
    """The arrays of the bidders: so many singles first, then teams."""
    import numpy as np

    number = dict(zip(base.crowd.names, base.crowd.kind.tolist(), strict=True))
    first = [same[0] for same in parties]
    teams = first[singles:]
    member = np.full((len(teams), max(map(len, teams), default=0)), -1, dtype=np.int64)
    for at, members in enumerate(teams):
        member[at, : len(members)] = [number[name] for name in members]
    row: dict[Sign, int] = {}
    sign = [row.setdefault(signs[members], len(row)) for members in first]
    loads = np.zeros((max(1, len(row)), len(problem.caps)), dtype=np.int64)
    for taken, at in row.items():
        for cap, amount in taken:
            loads[at, cap] = amount
    nowhere = [sum(int(base.crowd.nowhere[number[name]]) for name in members) for members in first]
    return Bidders(
        base=base,
        unit=unit,
        parties=parties,
        solo=np.array([number[members[0]] for members in first[:singles]], dtype=np.int64),
        member=member,
        nowhere=np.array(nowhere, dtype=np.int64),
        size=np.array([sum(size[name] for name in members) for members in first], dtype=np.int64),
        people=np.array([len(same) for same in parties], dtype=np.int64),
        sign=np.array(sign, dtype=np.int64),
        loads=loads,
        **_limits(problem, base.crowd.places, size),
    )


def _limits(problem: Problem, places: Sequence[str], size: dict[str, int]) -> dict[str, Array]:
    """What the pinned leave of every place and every cap."""
    import numpy as np

    total = sum(size.values()) + 1
    room = {place: min(problem.capacity[place], total) for place in places}
    for name, place in problem.pinned.items():
        room[place] -= size[name]
    own = [
        sum(size[name] for name, place in problem.pinned.items() if name in cap.applicants and place in cap.places)
        for cap in problem.caps
    ]
    covers = [[place in cap.places for place in places] for cap in problem.caps]
    least = [max(0, min(cap.least, total) - held) for cap, held in zip(problem.caps, own, strict=True)]
    most = [
        min(total if cap.most is None else cap.most, total) - held for cap, held in zip(problem.caps, own, strict=True)
    ]
    return {
        "covers": np.array(covers, dtype=np.int64).reshape(len(problem.caps), len(places)),
        "room": np.array([room[place] for place in places], dtype=np.int64),
        "least": np.array(least, dtype=np.int64),
        "most": np.array(most, dtype=np.int64),
        "is_limited": np.array([cap.most is not None for cap in problem.caps], dtype=bool),
    }
