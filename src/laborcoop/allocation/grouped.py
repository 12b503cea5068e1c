"""The optimal mechanism for many people under rules, with groups, sizes, least cohorts or caps: goal by goal.

Prices of places and dues of caps bound each goal over all pairs, and say by how much an answer that uses a pair stays
below that bound. An integer program over the pairs that lose little finds an answer; it is proved where it meets the
bound, or where every pair that a better answer could use was in the program. If neither, the bound stays, and with it
the gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from laborcoop.allocation.bidders import ALL, Bidders
from laborcoop.allocation.bidding import read
from laborcoop.allocation.counting import Counts, Gains, Pair, Program
from laborcoop.allocation.dues import Found, find
from laborcoop.allocation.greedy import start
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.proof import Proof
from laborcoop.allocation.watch import Progress, Watch
from laborcoop.allocation.weights import shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]
    Pairs = tuple[Array, Array, Array]

_MOST = 400_000
"""Pairs that one integer program may hold, or as many for each bidder as the next line says, if that is more."""
_MANY = 4
_WIDER = 4
"""How many times as much a pair may lose each time that the program grows."""


def solve(problem: Problem, pairs: Ruled, aims: tuple[Aim, ...], watch: Watch) -> Outcome | None:
    """The best placement goal by goal, with its bound.

    None where this way has no answer: sizes that differ by place, weights that pass exact arithmetic, demands that the
    pinned break, or no placement found that keeps every demand.
    """
    sealed = _sealed(problem)
    is_open = {place: problem.minimum.get(place, 0) <= count for place, count in problem.capacity.items()}
    if not all(isinstance(size, int) for size in problem.size.values()):
        return None
    if not all(is_open[place] for place in sealed.pinned.values()):
        return None
    search = _Search(sealed, pairs, aims, watch)
    is_proved = all(search.settle(goal) for goal in range(len(aims)))
    return None if search.counts is None else search.outcome(search.counts, is_proved=is_proved)


def _sealed(problem: Problem) -> Problem:
    """The same problem, with everybody pinned whose group has a pinned member."""
    pinned = dict(problem.pinned)
    for group in problem.groups:
        for place in [problem.pinned[name] for name in group if name in problem.pinned]:
            pinned |= dict.fromkeys(group, place)
    return evolve(problem, pinned=Fixed(pinned))


class _Search:
    """The answer so far, what it adds to each goal, and what bounds that."""

    def __init__(self, problem: Problem, pairs: Ruled, aims: tuple[Aim, ...], watch: Watch) -> None:
        self.problem, self.pairs, self.aims, self.watch = problem, pairs, aims, watch
        self.counts: Counts | None = None
        self.gains: dict[Pair, Gains] = {}
        self.kept: list[int] = []
        """What the answer adds to each goal, the pinned left out."""
        self.tops: list[int] = []
        """What no answer can add to it; the same where the answer is proved."""
        self.proofs: list[Proof] = []
        self.price: dict[str, tuple[int, ...]] = {}
        self.bidders: Bidders
        self.market: Found

    def settle(self, goal: int) -> bool:
        """Make one goal as good as can be and keep it; whether that is proved, so that the next may follow."""
        weighed = read(self.problem, self.pairs, self.aims[: goal + 1])
        bidders = weighed or read(self.problem, self.pairs, self.aims[goal : goal + 1])
        if bidders is None or (bidders.room < 0).any() or (bidders.most < 0).any():
            self.counts = None
            return False
        self.bidders = bidders
        weights = tuple(bidders.base.crowd.weights) if weighed else (*[0] * goal, 1)
        told = Progress(self.aims[goal].name, goal + 1, len(self.aims), None, None)
        self.market = find(bidders, lambda: self.watch.tell(told))
        price, dues = self.market.price, self.market.dues
        before = sum(weight * value for weight, value in zip(weights, self.kept, strict=False))
        bound = bidders.bound(price, dues) - bidders.unit * before
        is_best = self._narrow(goal, price, dues, bound)
        if self.counts is None:
            return False
        self._record(weights, price, dues)
        self.kept[goal:] = [self._total(goal, self.counts)]
        self.tops.append(self.kept[goal] if is_best else bound // bidders.unit)
        return is_best

    def _narrow(self, goal: int, price: Array, dues: Array, bound: int) -> bool:
        """Search the pairs that lose least, then wider, as long as that may help; whether the answer is the best.

        ``bound`` is that of the goal, in units.
        """
        bidders = self.bidders
        window, near = self._first(price, dues)
        while True:
            used = dict.fromkeys([*zip(near[0].tolist(), near[1].tolist(), strict=True), *(self.counts or ())])
            self._learn(used)
            program = Program(bidders, {pair: self.gains[pair] for pair in sorted(used)}, self._cohorts())
            is_searched = self._improve(goal, program, near, bound)
            needed = ALL
            if self.counts is not None:
                # An answer that uses a pair that loses more than this is no better than the one at hand.
                needed = bound - bidders.unit * (self._total(goal, self.counts) + 1)
            if needed < 0 or (is_searched and window >= needed):
                return True
            window = min(needed, _WIDER * max(window, 1) if window < bidders.base.top else ALL)
            wider = bidders.near(price, dues, window, self._most) if is_searched else None
            if wider is None:
                self._follow(goal, program)
                return False
            near = wider

    @property
    def _most(self) -> int:
        return max(_MOST, _MANY * len(self.bidders.size))

    def _first(self, price: Array, dues: Array) -> tuple[int, Pairs]:
        """The pairs within a point of the best; fewer where they are too many to hold."""
        window = self.bidders.unit
        while True:
            near = self.bidders.near(price, dues, window, self._most if window else None)
            if near is not None:
                return window, near
            window //= _WIDER

    def _widest(self, near: Pairs) -> Pairs:
        """As many pairs as may be held: whoever finds no room where the market says may find some elsewhere."""
        window = self.bidders.unit
        while window < self.bidders.base.top:
            window *= _WIDER
            wider = self.bidders.near(self.market.price, self.market.dues, window, self._most)
            if wider is None:
                break
            near = wider
        return near

    def _improve(self, goal: int, program: Program, near: Pairs, bound: int) -> bool:
        """Look for a better answer among the pairs of a program; whether it was searched to the end."""
        if self.counts is None:
            self.counts = start(self.bidders, self._widest(near), self.market.seating, program.cohorts)
            self._learn(self.counts or ())
        if self.counts is None:
            # There would be nothing to hand back: an answer is sought whatever the time limit says.
            answer, self.counts = program.best(goal, (), None, Watch(None, None), self._teller(goal, bound))
            return answer.status in {"best", "none"}
        value = self._total(goal, self.counts)
        if self.watch.over() or value >= bound // self.bidders.unit:
            return False
        answer, found = program.best(goal, self.kept[:goal], value, self.watch, self._teller(goal, bound))
        self.counts = self.counts if found is None else found
        return answer.status in {"best", "none"}

    def _follow(self, goal: int, program: Program) -> None:
        """Make the goals after one that is not proved as good as its pairs allow; nothing bounds them."""
        if self.counts is None or goal + 1 == len(self.aims):
            return
        self.kept[goal:] = [self._total(goal, self.counts)]
        for later in range(goal + 1, len(self.aims)):
            if self.watch.over():
                return
            value = self._total(later, self.counts)
            _, found = program.best(later, self.kept, value, self.watch)
            self.counts = self.counts if found is None else found
            self.kept.append(self._total(later, self.counts))

    def _teller(self, goal: int, bound: int) -> Callable[[int, int], bool]:
        aim, unit, fixed = self.aims[goal], self.bidders.unit, self._fixed(goal)

        def tell(value: int, _: int) -> bool:
            return self.watch.tell(
                Progress(aim.name, goal + 1, len(self.aims), fixed + value, fixed + max(value, bound // unit))
            )

        return tell

    def _total(self, goal: int, counts: Counts) -> int:
        return sum(self.gains[pair][goal] * parties for pair, parties in counts.items())

    def _fixed(self, goal: int) -> int:
        """What no choice changes of a goal."""
        aim, problem, pairs = self.aims[goal], self.problem, self.pairs
        return aim.constant + sum(
            aim.gain(problem, name, place, pairs.of(name)[place]) for name, place in problem.pinned.items()
        )

    def _learn(self, used: Iterable[Pair]) -> None:
        """Work out what the pairs add to each goal, where that is not yet known."""
        import numpy as np

        bidders, problem, pairs = self.bidders, self.problem, self.pairs
        new = [pair for pair in used if pair not in self.gains]
        named = [
            (pair, name, bidders.base.crowd.places[pair[1]]) for pair in new for name in bidders.parties[pair[0]][0]
        ]
        rows = np.array([pairs.number[name] for _, name, _ in named], dtype=np.int64)
        columns = np.array([pairs.column[place] for _, _, place in named], dtype=np.int64)
        for (pair, name, place), score in zip(named, pairs.scores(rows, columns).tolist(), strict=True):
            before = self.gains.get(pair, (0,) * len(self.aims))
            gains = (aim.gain(problem, name, place, score) for aim in self.aims)
            self.gains[pair] = tuple(one + more for one, more in zip(before, gains, strict=True))

    def _cohorts(self) -> dict[int, tuple[int, int]]:
        problem = self.problem
        pinned: dict[str, int] = {}
        for name, place in problem.pinned.items():
            pinned[place] = pinned.get(place, 0) + problem.size_of(name, place)
        return {
            column: (problem.minimum[place], pinned.get(place, 0))
            for column, place in enumerate(self.bidders.base.crowd.places)
            if 1 < problem.minimum.get(place, 0) <= problem.capacity[place]
        }

    def _record(self, weights: tuple[int, ...], price: Array, dues: Array) -> None:
        crowd, unit = self.bidders.base.crowd, self.bidders.unit
        named = dict(zip(crowd.places, price.tolist(), strict=True))
        caps = [cap.name for cap in self.problem.caps]
        self.proofs.append(Proof(weights, unit, Fixed(named), Fixed(dict(zip(caps, dues.tolist(), strict=True)))))
        rest = (0,) * (len(self.aims) - len(weights))
        if all(weights):
            largest = [self.pairs.reach + aim.move_cost if aim.kind == "score" else 1 for aim in self.aims]
            self.price = {
                place: (*shares((2 * named[place] + unit) // (2 * unit), weights, largest[: len(weights)]), *rest)
                for place, is_shut in zip(crowd.places, crowd.shut.tolist(), strict=True)
                if not is_shut
            }

    def outcome(self, counts: Counts, *, is_proved: bool) -> Outcome:
        """The answer by name: the parties of a bidder in the stable order to its places in theirs."""
        bidders = self.bidders
        placed = dict(self.problem.pinned)
        waiting: dict[int, Iterator[tuple[str, ...]]] = {}
        for bidder, column in sorted(counts):
            parties = waiting.setdefault(bidder, iter(bidders.parties[bidder]))
            for _ in range(counts[bidder, column]):
                placed.update(dict.fromkeys(next(parties), bidders.base.crowd.places[column]))
        return Outcome(
            status="proved" if is_proved else "feasible",
            placed=placed,
            bounds=tuple(self._fixed(goal) + top for goal, top in enumerate(self.tops)),
            estimate=self.price,
            proofs=tuple(self.proofs),
        )
