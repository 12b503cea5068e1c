"""The optimal mechanism for many people under rules: by prices of the places, without a list of the pairs.

Prices come from a quarter of the people with a quarter of the openings, theirs from a quarter of those, and so on; each
descent starts where the one before ended, so that only a few steps are left for everybody. At the end a placement
meets the bound of the prices: that is the proof, and `verify` repeats it with code of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laborcoop.allocation.among_equals import best_among_equals, with_the_idle
from laborcoop.allocation.blocks import Blocks, Market, blocks, in_words
from laborcoop.allocation.conflict import of_pins
from laborcoop.allocation.crowd import Crowd, aimed, gather
from laborcoop.allocation.descent import descend
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.margins import margins
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.placement import Placement
from laborcoop.allocation.proof import Proof
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.seating import Seating, wishes_at
from laborcoop.allocation.trace import Trace
from laborcoop.allocation.watch import Progress
from laborcoop.allocation.weights import digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.seating import Flow
    from laborcoop.allocation.shortlist import Standing
    from laborcoop.allocation.watch import Watch

    Array = NDArray[Any]

_PART = 4
_LARGE_PART = 2
_LARGE = 6000
"""Above so many people a sample is half of them, below it a quarter."""
_FEWEST = 1000
_SMALL = 20000
"""A step of a sample is small where it lowers the bound by less than one part in so many."""
_WINDOW = 2
"""Points of score below the best within which pairs are held."""


def solve(
    problem: Problem,
    pairs: Ruled,
    aims: tuple[Aim, ...],
    watch: Watch,
    start: Mapping[tuple[str, int], Mapping[str, int]],
    trace: Trace | None = None,
) -> Outcome | None:
    """The best placement in every goal; None if the weights of the goals pass exact arithmetic.

    ``start`` are prices to begin with: (kind, key) of a goal -> place id -> price. ``trace`` is what is known of an
    earlier solution.
    """
    import numpy as np

    why = of_pins(problem, problem.pinned)
    if why is not None:
        return Outcome(status="infeasible", conflict=why.conflict, relaxation=why.relaxation, is_least=why.is_least)
    every = gather(problem, pairs, aims)
    last = max(at for at, aim in enumerate(aims) if aim.kind == "score") + 1
    greater = aimed(every, problem, pairs, aims[:last])
    again = None if trace is None else trace.blocks(pairs, greater)
    found = blocks(pairs, greater) if again is None else again
    crowd = None if found is None else in_words(pairs, every, found)
    if found is None or crowd is None:
        return None

    def tell(bound: int | None) -> bool:
        return watch.tell(Progress(aims[0].name, 1, len(aims), None, bound if last == 1 else None))

    people, weights = len(crowd.names), found.crowd.weights
    begin = _begin(found.crowd, aims[:last], start)
    tiers = [at + 1 for at, aim in enumerate(aims[: last - 1]) if aim.kind == "score"]
    if begin is None and people > _LARGE and tiers:
        crowds = [aimed(crowd, problem, pairs, aims[:end]) for end in tiers]
        begin = _by_tier(crowds, pairs, found, tell)
    here, flow = _prices(found, people, tell, begin, None if again is None else trace)
    if not flow.is_full:
        seating = flow.seating()
        seating = _filled(found, seating, _idle(found, seating))
        price = np.where(crowd.shut, 0, (here.price + weights[0] // 2) // weights[0])
        values = _values(problem, pairs, aims, crowd, seating)
        bounds, proofs = _bounded(problem, pairs, aims, values, price)
        if bounds[-1] > values[len(bounds) - 1]:
            placed = _placement(problem, pairs, crowd, seating)
            return Outcome(status="feasible", placed=placed, bounds=bounds, proofs=proofs)
        # Nothing is left to find, and the prices of that are soon found: the clock does not matter.
        here, flow = _prices(found, people, lambda _: False, np.zeros_like(price))
    # What follows asks for pairs in order: put so once, and the others are not kept beside them. And for all that are
    # as good as the best: a few of very many say too little of where others could go, once some have to.
    before = here.in_order()
    here = before.with_equals()
    wishes = flow.wishes if here is before else wishes_at(here)
    if last < len(aims):
        seating = best_among_equals(here, wishes, aimed(crowd, problem, pairs, aims[last:]))
    else:
        seating = flow.seating()
    seating = with_the_idle(here, wishes, seating)
    placed = _placement(problem, pairs, crowd, seating)
    lowest, highest = margins(here, seating, crowd)
    return Outcome(
        status="proved",
        placed=placed,
        bounds=_values(problem, pairs, aims, crowd, seating),
        worth=_vectors(crowd, lowest, ~crowd.shut),
        loss=_vectors(crowd, highest, ~crowd.shut & (crowd.room > 0)),
        trace=Trace.of(pairs, here),
    )


def _by_tier(tiers: list[Crowd], pairs: Ruled, whole: Blocks, tell: Callable[[int | None], bool]) -> Array:
    """Prices in the weights of ``whole`` that are exact for all tiers but the last.

    Steps of a later tier could not mend in any reasonable time what is wrong in an earlier one.
    """
    import numpy as np

    weights = whole.crowd.weights
    parts = np.zeros((whole.columns, len(weights)), dtype=np.int64)
    for crowd in tiers:
        found = blocks(pairs, crowd, whole)
        assert found is not None  # noqa: S101 - some of the goals weigh less than all of them
        first = len(crowd.weights)
        begin = parts[:, :first] @ np.array(crowd.weights) if parts.any() else None
        price = _prices(found, len(crowd.names), tell, begin)[0].price
        parts[:, :first] = np.stack(digits(price, crowd.weights), axis=1)
    found_prices: Array = parts @ np.array(weights)
    return found_prices


def _begin(crowd: Crowd, aims: tuple[Aim, ...], start: Mapping[tuple[str, int], Mapping[str, int]]) -> Array | None:
    """The prices to begin with, in the weights of the goals."""
    import numpy as np

    if not start:
        return None
    known = [(weight, start.get((aim.kind, aim.key), {})) for weight, aim in zip(crowd.weights, aims, strict=True)]
    price = [sum(weight * prices.get(place, 0) for weight, prices in known) for place in crowd.places]
    return np.array(price, dtype=np.int64)


def _idle(found: Blocks, seating: Seating) -> Array:
    """How many of each class are nowhere."""
    import numpy as np

    idle = found.crowd.count(len(found.crowd.names))
    np.subtract.at(idle, seating.kind, seating.people)
    return idle


def _prices(
    found: Blocks,
    people: int,
    tell: Callable[[int | None], bool],
    begin: Array | None = None,
    trace: Trace | None = None,
) -> tuple[Standing, Flow]:
    """Prices and placement of the first so many people with their share of the openings."""
    import numpy as np

    everybody = people == len(found.crowd.names)
    price, reach = np.zeros(found.columns, dtype=np.int64), found.top
    if trace is not None:
        # From just there, what was near the best still is.
        price, reach = trace.price, 0
    elif begin is not None:
        price, reach = begin.clip(0, found.top), 0
    elif people >= _FEWEST:
        part = _LARGE_PART if people > _LARGE else _PART
        price = _prices(found, people // part, tell)[0].price
        # What a sample says of a price is right within a fraction of what anything can be worth.
        reach = found.top // 5
    room = found.crowd.room
    if not everybody:
        room = np.diff(np.cumsum(room) * people // len(found.crowd.names), prepend=0)
    count = found.crowd.count(people)
    # Whoever has nothing to gain by these goals asks for nothing.
    crowd = found.crowd
    classes = np.flatnonzero((count > 0) & ((crowd.scale > 0) | (crowd.nowhere < 0)))
    market = Market(found, classes, count[classes], room)
    window = _WINDOW * int(found.crowd.scale.max(initial=1))
    if everybody:
        return descend(market, price, window, tell, reach, None if trace is None else trace.shortlist(market))
    last = np.array([np.iinfo(np.int64).max])

    def enough(bound: int) -> bool:
        # A sample is not exact anyway: small steps are left to everybody.
        fell, last[0] = int(last[0]) - bound, bound
        return tell(None) or 0 < fell * _SMALL < bound

    return descend(market, price, window, enough, reach)


def _values(problem: Problem, pairs: Ruled, aims: tuple[Aim, ...], crowd: Crowd, seating: Seating) -> tuple[int, ...]:
    """What a placement is worth to each goal."""
    import numpy as np

    people = seating.people
    score = pairs.scores(crowd.first[seating.kind], crowd.columns[seating.place])
    stays = crowd.stay[seating.kind] == seating.place
    names = list(map(crowd.names.__getitem__, crowd.member.tolist())) if problem.tier or problem.priority else []
    found = []
    for aim in aims:
        given, other = (problem.priority, None) if aim.kind == "priority" else (problem.tier, 0)
        concerned = np.ones(len(crowd.first), dtype=bool)
        if aim.kind != "moves" and given:
            concerned = np.array([one == aim.key for one in Fixed(given).each(names, other)], dtype=bool)
        each = {"score": score + aim.move_cost * stays, "moves": stays}.get(aim.kind, 1)
        pinned = sum(
            aim.gain(problem, name, place, problem.pairs.of(name)[place]) for name, place in problem.pinned.items()
        )
        found.append(aim.constant + pinned + int((each * people * concerned[seating.kind]).sum()))
    return tuple(found)


def _placement(problem: Problem, pairs: Ruled, crowd: Crowd, seating: Seating) -> Placement:
    """Who goes where: the members of a class in the stable order to its places in theirs."""
    import numpy as np

    order = np.lexsort((seating.place, seating.kind))
    kind = np.repeat(seating.kind[order], seating.people[order])
    place = np.repeat(seating.place[order], seating.people[order])
    member = np.argsort(crowd.kind, kind="stable")
    first = np.searchsorted(crowd.kind[member], kind, side="left")
    # The n-th entry of a class is its n-th member's.
    turn = np.arange(len(kind)) - np.searchsorted(kind, kind, side="left")
    who = member[first + turn]
    found = np.full(len(pairs.workers), -1, dtype=np.int32)
    found[crowd.rows[who]] = crowd.columns[place]
    for name, pin in problem.pinned.items():
        found[pairs.number[name]] = pairs.column[pin]
    return Placement(pairs, found)


def _filled(found: Blocks, seating: Seating, idle: Array) -> Seating:
    """A placement that was stopped, with those who are nowhere put, one class after the other, where they gain most."""
    import numpy as np

    room = found.crowd.room.copy()
    np.subtract.at(room, seating.place, seating.people)
    added: list[tuple[int, int, int]] = []
    classes = np.flatnonzero(idle)
    for at, net in found.of(classes, np.zeros(found.columns, dtype=np.int64)):
        for row, one in enumerate(classes[at].tolist()):
            left = int(idle[one])
            for column in np.argsort(-net[row], kind="stable").tolist():
                people = min(left, int(room[column]))
                if left == 0 or net[row, column] <= found.crowd.nowhere[one]:
                    break
                room[column] -= people
                left -= people
                added.append((one, column, people))
    more = np.array(added, dtype=np.int64).reshape(-1, 3)
    return Seating(
        kind=np.concatenate([seating.kind, more[:, 0]]),
        place=np.concatenate([seating.place, more[:, 1]]),
        people=np.concatenate([seating.people, more[:, 2]]),
        is_full=False,
    )


def _bounded(
    problem: Problem, pairs: Ruled, aims: tuple[Aim, ...], values: Sequence[int], price: Array
) -> tuple[tuple[int, ...], tuple[Proof, ...]]:
    """The bounds of the goals up to the first that is not reached, and what proves each.

    The first is bounded by the prices, in its own units; those after it by what everybody's best pair adds.
    """
    import numpy as np

    bounds: list[int] = []
    proofs: list[Proof] = []
    for goal, (aim, value) in enumerate(zip(aims, values, strict=True)):
        found = blocks(pairs, gather(problem, pairs, (aim,)))
        assert found is not None  # noqa: S101 - one goal weighs less than several, and those were small enough
        count = found.crowd.count(len(found.crowd.names))
        market = Market(found, np.arange(len(count)), count, found.crowd.room)
        asked = np.zeros_like(price) if goal else price
        named = Fixed(dict(zip(found.crowd.places, asked.tolist(), strict=True)))
        proofs.append(Proof(weights=(*[0] * goal, 1), unit=1, price=named, dues=Fixed({})))
        bounds.append(market.bound(asked) + aim.value(problem, problem.pinned))
        if bounds[-1] > value:
            break
    return tuple(bounds), tuple(proofs)


def _vectors(crowd: Crowd, price: Array, keep: Array) -> dict[str, tuple[int, ...]]:
    at = keep.nonzero()[0]
    parts = zip(*(part.tolist() for part in digits(price[at], crowd.weights)), strict=True)
    return dict(zip(map(crowd.places.__getitem__, at.tolist()), parts, strict=True))
