"""The smallest set of demands that contradict one another, and the least relaxation, for any infeasible problem.

Every demand gets a slack. A set of demands is a conflict if it cannot be kept even with all others dropped. The
smallest one is found by hitting sets: it shares a demand with every set of demands whose removal would help, so the
smallest set that meets all those known so far is tried, until one is itself a conflict. Where time runs out, or the
caller stops the search, the smallest conflict met so far is handed back, and said to be no more than that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attrs import evolve

from laborcoop.allocation.conflict import Contradiction, Demand, Relaxation
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered, readable
from laborcoop.allocation.parties import classes, parties
from laborcoop.allocation.sizes import largest
from laborcoop.allocation.solver import Foreign, load, run
from laborcoop.allocation.watch import Progress
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from laborcoop.allocation.parties import Class
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.watch import Watch

# Among equally small answers: what an office can most easily change comes first.
_EASE = ("least", "minimum", "pin", "most", "capacity")


_NAMES = (Text("最小的矛盾", "the smallest conflict"), Text("最小的放宽", "the least relaxation"))
"""What the search tells of, in its order: the size of a conflict, then the sum of changes."""


def contradiction(problem: Problem, watch: Watch) -> Contradiction:
    """The smallest conflict of an infeasible problem, and the least total relaxation that would end it."""
    model = _Slack(problem, watch)
    conflict, is_smallest = model.smallest()
    relaxation, is_least = model.least()
    return Contradiction(conflict, relaxation, is_smallest, is_least)


class _Slack:
    """The demands of a problem without its goals, each with a slack that says by how much it gives way."""

    def __init__(self, problem: Problem, watch: Watch) -> None:
        self.watch = watch
        self.cp = load()
        self.model: Foreign = self.cp.CpModel()
        self.problem = problem
        self.total = sum(largest(problem.size.get(name, 1)) for name in problem.applicants) + 1
        self.slack: dict[Demand, Foreign] = {}
        self.broken: dict[Demand, Foreign] = {}
        self._load: dict[str, list[Foreign]] = {}
        self._taken: list[list[Foreign]] = [[] for _ in problem.caps]
        free = evolve(problem, pinned=Fixed({}))
        everyone = parties(free, ())
        fixed = [party for party in everyone if not problem.pinned.keys().isdisjoint(party.members)]
        others = [party for party in everyone if problem.pinned.keys().isdisjoint(party.members)]
        for sort in [*(one for party in fixed for one in classes(free, [party])), *classes(free, others)]:
            self._add_class(sort)
        for place in ordered(self._load):
            self._add_place(place)
        self._add_caps()

    def _give(self, demand: Demand, most: int) -> Foreign:
        slack = self.model.new_int_var(0, max(most, 0), "")
        broken = self.model.new_bool_var("")
        self.model.add(slack <= max(most, 0) * broken)
        self.slack[demand], self.broken[demand] = slack, broken
        return slack

    def _add_class(self, sort: Class) -> None:
        counts = {place: self.model.new_int_var(0, len(sort.parties), "") for place in sort.one.gains}
        self.model.add(sum(counts.values()) <= len(sort.parties))
        pinned = [name for name in readable(sort.one.members) if name in self.problem.pinned]
        for name in pinned:
            place = self.problem.pinned[name]
            self.model.add(counts[place] + self._give(Demand("pin", name, place, 1), 1) >= 1)
        for place, count in counts.items():
            self._load.setdefault(place, []).append(sort.one.sizes[place] * count)
            for number, taken in sort.loads[place]:
                if place in self.problem.caps[number].places:
                    self._taken[number].append(taken * count)

    def _add_place(self, place: str) -> None:
        taken, capacity = sum(self._load[place]), self.problem.capacity[place]
        self.model.add(taken <= capacity + self._give(Demand("capacity", place, None, capacity), self.total))
        least = self.problem.minimum.get(place, 0)
        if least > 1:
            is_open = self.model.new_bool_var("")
            self.model.add(taken <= self.total * is_open)
            self.model.add(taken + self._give(Demand("minimum", place, None, least), least) >= least * is_open)

    def _add_caps(self) -> None:
        for cap, terms in zip(self.problem.caps, self._taken, strict=True):
            if cap.least > 0:
                self.model.add(
                    sum(terms) + self._give(Demand("least", cap.name, None, cap.least), cap.least) >= cap.least
                )
            if cap.most is not None and terms:
                self.model.add(
                    sum(terms) <= cap.most + self._give(Demand("most", cap.name, None, cap.most), self.total)
                )

    def least(self) -> tuple[tuple[Relaxation, ...], bool]:
        """The relaxation with the smallest sum of changes, and whether it is known to be that."""
        demands = sorted(self.slack, key=_ease)
        unit = self.total * (len(demands) + 1) ** 2
        # With nobody anywhere only floors and pins are broken.
        nobody = {demand: demand.count for demand in demands if demand.kind in {"least", "pin"}}
        if self._stops(1, sum(nobody.values()), None):
            return _changes(nobody), False
        self.model.minimize(sum((unit + at) * self.slack[demand] for at, demand in enumerate(demands)))
        answer = run(
            self.model,
            [self.slack[demand] for demand in demands],
            self.watch,
            tell=lambda value, bound: self._stops(1, value // unit, -(-bound // unit)),
        )
        found = dict(zip(demands, answer.values, strict=True)) if answer.values else nobody
        return _changes(found), answer.status == "best"

    def smallest(self) -> tuple[tuple[Demand, ...], bool]:
        """A conflict with as few demands as any, and whether it is known to be that."""
        known = tuple(sorted(self.broken, key=_ease))
        helps: list[frozenset[Demand]] = []
        kept: frozenset[Demand] = frozenset()
        if not self._stops(0, len(known), 0):
            known = self._core(known)
        while not self._stops(0, len(known), len(kept)):
            more = list(self._helping(kept, partial(self._stops, 0, len(known), len(kept))))
            # A search that was cut short has not shown that nothing more would help.
            if self.watch.over():
                break
            if not more:
                return tuple(sorted(kept, key=_ease)), True
            helps += more
            hit = self._hitting(helps)
            if hit is None:
                break
            kept = hit
        # A single demand that cannot be kept is as small as a conflict gets, and none is smaller than the set to meet.
        return known, len(known) <= max(1, len(kept))

    def _core(self, known: tuple[Demand, ...]) -> tuple[Demand, ...]:
        """Demands that the solver found enough to refute; all of them where it had no time."""
        model = self.model.clone()
        broken = {model.get_bool_var_from_proto_index(self.broken[demand].index): demand for demand in known}
        model.add_assumptions([~literal for literal in broken])
        refuted = run(model, (), self.watch).core
        return tuple(demand for literal, demand in broken.items() if (~literal).index in refuted) or known

    def _helping(self, kept: frozenset[Demand], stops: Callable[[], bool]) -> Iterable[frozenset[Demand]]:
        """Sets of demands outside ``kept`` whose removal would help, disjoint from one another."""
        demands = list(self.broken)
        while True:
            model = self.model.clone()
            model.clear_objective()
            broken = {demand: model.get_bool_var_from_proto_index(self.broken[demand].index) for demand in demands}
            for demand in kept:
                model.add(broken[demand] == 0)
            model.minimize(sum(broken.values()))
            # Any set that helps will do; a small one only makes the next step larger.
            answer = run(model, list(broken.values()), self.watch, tell=lambda *_: stops(), first=True)
            if not answer.values:
                return
            removed = frozenset(demand for demand, value in zip(demands, answer.values, strict=True) if value)
            if not removed:
                # Nothing has to go: whoever said that there is no answer was wrong, and the check will say so.
                return
            yield removed
            kept |= removed

    def _hitting(self, helps: list[frozenset[Demand]]) -> frozenset[Demand] | None:
        """The smallest set that meets every one of these sets; None where there was no time."""
        model = self.cp.CpModel()
        demands = sorted({demand for one in helps for demand in one}, key=_ease)
        chosen = {demand: model.new_bool_var("") for demand in demands}
        for one in helps:
            model.add_bool_or([chosen[demand] for demand in demands if demand in one])
        unit = (len(demands) + 1) ** 2
        model.minimize(sum((unit + at) * chosen[demand] for at, demand in enumerate(demands)))
        answer = run(model, [chosen[demand] for demand in demands], self.watch)
        if answer.status != "best":
            return None
        return frozenset(demand for demand, value in zip(demands, answer.values, strict=True) if value)

    def _stops(self, step: int, value: int, bound: int | None) -> bool:
        return self.watch.tell(Progress(_NAMES[step], step + 1, len(_NAMES), value, bound))


def _changes(by: Mapping[Demand, int]) -> tuple[Relaxation, ...]:
    return tuple(Relaxation(demand, count) for demand, count in by.items() if count)


def _ease(demand: Demand) -> tuple[int, bool, str]:
    return _EASE.index(demand.kind), isinstance(demand.name, str), demand.name
