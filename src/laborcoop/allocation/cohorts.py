"""The optimal mechanism for single people at places with a least cohort: which places open is decided by branching.

Once it is settled which places stay closed and which have their cohort, the rest is a minimum-cost flow. What is not
settled is left out of the flow, which makes its value a bound. Where its best answer leaves a place short of its
cohort, the place is closed on one branch and filled on the other; branches that cannot beat the best answer known
are dropped. Values are lists of whole numbers, one for each batch of goals, so that every comparison is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.flow import Flow, by_hash
from laborcoop.allocation.network import Network, attempt, best, ceiling, prices, restricted
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.sizes import amounts
from laborcoop.allocation.watch import Progress
from laborcoop.allocation.weights import batches, digits, radices

if TYPE_CHECKING:
    from laborcoop.allocation.network import Array
    from laborcoop.allocation.outcome import Status
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.watch import Watch

_PATIENCE = 300
"""Branches after which the question is not one of a few places."""

Values = tuple[int, ...]
"""The weighted sum of each batch of goals, the most important first."""


def suits(problem: Problem) -> bool:
    """Whether least cohorts alone keep a problem from being a plain flow, and the pinned leave it a flow."""
    pinned = Counter(problem.pinned.values())
    return (
        not problem.caps
        and all(len(group) <= 1 for group in problem.groups)
        and all(taken == 1 for size in problem.size.values() for taken in amounts(size))
        and all(max(held, problem.minimum.get(place, 0)) <= problem.capacity[place] for place, held in pinned.items())
    )


@frozen
class Branch:
    """Some places are settled; what the best flow of everything else is worth, and where it falls short."""

    is_open: Mapping[int, bool]
    """Number of a settled place -> whether it is open, with its cohort."""
    values: Values
    """No answer on this branch is worth more."""
    load: Any
    """Place -> how many are there in the best flow."""
    short: tuple[int, ...]
    """Places that are not settled, and have some people but not their cohort; the least decided first."""


def solve(flow: Flow, start: Mapping[str, str] | None, watch: Watch) -> Outcome | None:
    """The best placement; None if there is none, or none was found.

    That is so where the scores are too large for exact flows, where the demands contradict one another, and where so
    many branches say nothing that an integer program is the better tool: an answer is then "feasible" though there may
    be time left. ``start`` is a placement that keeps every demand, where one is known.
    """
    plan = batches(flow.reaches, flow.largest, flow.network.limit)
    return None if plan is None else Search(flow, plan, start, watch).run()


class Search:
    """The branches that are still to be looked at, and the best answer so far."""

    def __init__(self, flow: Flow, plan: list[range], start: Mapping[str, str] | None, watch: Watch) -> None:
        import numpy as np

        self.flow, self.plan, self.watch = flow, plan, watch
        self.weights = [radices([flow.reaches[goal] for goal in goals]) for goals in plan]
        self.worth = [
            sum(flow.gains[goal] * weight for goal, weight in zip(goals, weights, strict=True))
            for goals, weights in zip(plan, self.weights, strict=True)
        ]
        here = Counter(flow.problem.pinned.values())
        minimum = [flow.problem.minimum.get(place, 0) for place in flow.places]
        self.least = np.array(
            # A cohort of one is no condition: nobody has to be there.
            [max(0, least - here[place]) * (least > 1) for least, place in zip(minimum, flow.places, strict=True)],
            dtype=np.int64,
        )
        # Where somebody is pinned the place is open, come what may.
        self.settled = {at: True for at, place in enumerate(flow.places) if here[place] or minimum[at] <= 1}
        self.start = start
        self.floor = None if start is None else self._values_of(start)
        self.best: Branch | None = None

    def run(self) -> Outcome | None:
        """Look at the branch with the highest bound first: an answer that comes up first is the best."""
        if self.floor is not None and self._stops(self._ceiling()):
            return self._outcome(self._ceiling())
        root = self._branch(self.settled)
        if root is not None:
            self._dive(root)
        waiting: list[tuple[tuple[int, ...], int, Branch]] = []
        made = 0
        fresh = [root]
        while True:
            for branch in fresh:
                if branch is not None and self._note(branch):
                    made += 1
                    heappush(waiting, (tuple(-value for value in branch.values), -made, branch))
            if not waiting or (self.floor is not None and waiting[0][2].values <= self.floor):
                return None if self.floor is None else self._outcome(self.floor)
            top = waiting[0][2].values
            if made > _PATIENCE or (self.floor is not None and self._stops(top)):
                return None if self.floor is None else self._outcome(top)
            fresh = self._halves(heappop(waiting)[2])

    def _note(self, branch: Branch) -> bool:
        """Keep a branch that is an answer, if it is the best so far; whether one has to be looked into."""
        if self.floor is not None and branch.values <= self.floor:
            return False
        if not branch.short:
            self.best, self.floor = branch, branch.values
        return bool(branch.short)

    def _dive(self, branch: Branch) -> None:
        """A good answer soon: always on along the better half, until no place is short."""
        down: Branch | None = branch
        while down is not None and self._note(down) and not self.watch.over():
            halves = [half for half in self._halves(down) if half is not None]
            down = max(halves, key=lambda half: half.values, default=None)

    def _halves(self, branch: Branch) -> list[Branch | None]:
        """The branch with its least decided place closed, and with that place filled."""
        return [self._branch({**branch.is_open, branch.short[0]: is_open}) for is_open in (False, True)]

    def _network(self, is_open: Mapping[int, bool]) -> Network:
        import numpy as np

        capacity, least = self.flow.network.capacity.copy(), np.zeros(len(self.least), dtype=np.int64)
        for at, opens in is_open.items():
            if opens:
                least[at] = self.least[at]
            else:
                capacity[at] = 0
        return evolve(self.flow.network, capacity=capacity, least=least)

    def _branch(self, is_open: Mapping[int, bool]) -> Branch | None:
        """The best flow where these places are settled; None where there is none."""
        import numpy as np

        network, alive = self._network(is_open), np.arange(len(self.flow.network.place))
        values: list[int] = []
        used = alive
        for worth in self.worth:
            chosen = attempt(network, worth[alive])
            if chosen is None:
                return None
            used = alive[chosen[chosen >= 0]]
            values.append(int(worth[used].sum(dtype=object)))
            if len(values) < len(self.worth):
                network, kept = restricted(network, worth[alive], chosen)
                alive = alive[kept]
        load = np.bincount(self.flow.network.place[used], minlength=len(self.least))
        short = [at for at in np.flatnonzero((load > 0) & (load < self.least)).tolist() if at not in is_open]
        short.sort(key=lambda at: -min(load[at], self.least[at] - load[at]))
        return Branch(is_open, tuple(values), load, tuple(short))

    def _values_of(self, placed: Mapping[str, str]) -> Values:
        used = self._pairs_of(placed)
        return tuple(int(worth[used].sum(dtype=object)) for worth in self.worth)

    def _pairs_of(self, placed: Mapping[str, str]) -> Array:
        """The numbers of the pairs that a placement uses, the pinned left out."""
        import numpy as np

        flow = self.flow
        at = zip(flow.network.applicant.tolist(), flow.network.place.tolist(), strict=True)
        return np.array(
            [pair for pair, (who, where) in enumerate(at) if placed.get(flow.names[who]) == flow.places[where]],
            dtype=np.int64,
        )

    def _ceiling(self) -> Values:
        """What no answer can pass, though everybody got what they like best."""
        return tuple(ceiling(self.flow.network, worth) for worth in self.worth)

    def _goals(self, values: Values) -> list[int]:
        """The goals, as they are reported, that batches of this worth stand for."""
        parts = [part for value, weights in zip(values, self.weights, strict=True) for part in digits(value, weights)]
        return [
            part + aim.value(self.flow.problem, self.flow.pinned)
            for part, aim in zip(parts, self.flow.aims, strict=True)
        ]

    def _stops(self, top: Values) -> bool:
        """Tell how the first goal stands that is not settled; whether to stop."""
        value, bound = self._goals(self.floor or top), self._goals(top)
        at = next((at for at, (low, high) in enumerate(zip(value, bound, strict=True)) if low != high), 0)
        return self.watch.tell(Progress(self.flow.aims[at].name, at + 1, len(value), value[at], bound[at]))

    def _outcome(self, top: Values) -> Outcome:
        """The best answer known, with what is proved of it."""
        bounds: list[int] = []
        for value, bound in zip(self._goals(self.floor or top), self._goals(top), strict=True):
            bounds.append(bound)
            if bound != value:
                break
        status: Status = "proved" if top == self.floor else "feasible"
        if self.best is None and status == "proved":
            # What was known is the best there is; its cohorts are the ones to keep.
            used = set((self.start or {}).values())
            self.best = self._branch({at: at in self.settled or one in used for at, one in enumerate(self.flow.places)})
        if self.best is None:
            return Outcome(status=status, placed=self.start or {}, bounds=tuple(bounds))
        placed, price = self._told(self.best)
        return Outcome(status=status, placed=placed, bounds=tuple(bounds), estimate=price)

    def _told(self, branch: Branch) -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
        """The placement of an answer, the last choice by the hash of the ids; prices that prove it for its cohorts."""
        import numpy as np

        is_open = {at: at in self.settled or bool(branch.load[at]) for at in range(len(self.least))}
        whole = network = self._network(is_open)
        alive = np.arange(len(network.place))
        for worth in self.worth:
            network, kept = restricted(network, worth[alive], best(network, worth[alive]))
            alive = alive[kept]
        chosen = by_hash(self.flow, network, alive)
        weights, worth = self.flow.weighted(range(len(self.flow.aims)))
        found = enumerate(prices(whole, worth, chosen).tolist())
        # A negative price is what an opening costs that is filled for the cohort's sake: one more is worth nothing, and
        # nor is one where there is no cohort.
        price = [max(0, int(one)) if is_open[at] else 0 for at, one in found]
        told = {place: digits(one, weights) for place, one in zip(self.flow.places, price, strict=True)}
        return self.flow.placement(chosen), told
