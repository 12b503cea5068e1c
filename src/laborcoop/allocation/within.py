"""Limits beyond what all applicants take together, for solvers that count in machine words.

Such a limit says no more than one that is a single place beyond: an upper one binds nobody, a lower one is never met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.sizes import largest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from laborcoop.allocation.conflict import Demand, Relaxation
    from laborcoop.allocation.outcome import Outcome
    from laborcoop.allocation.problem import Problem

_HARMLESS = 2**32
"""Limits up to here are left as they are: no sum that a solver makes of them passes a machine word."""


def within(problem: Problem) -> Problem:
    """The same problem with every limit in the range of its solvers; the problem itself where all of them are."""
    limits = [*problem.capacity.values(), *problem.minimum.values()]
    limits += [limit for cap in problem.caps for limit in (cap.least, cap.most or 0)]
    if max(limits, default=0) <= _HARMLESS:
        return problem
    beyond = 1 + sum(largest(problem.size.get(name, 1)) for name in problem.applicants)

    def cut(given: Mapping[str, int]) -> Mapping[str, int]:
        return Fixed({name: min(limit, beyond) for name, limit in given.items()})

    return evolve(
        problem,
        capacity=cut(problem.capacity),
        minimum=cut(problem.minimum),
        caps=tuple(
            evolve(cap, least=min(cap.least, beyond), most=None if cap.most is None else min(cap.most, beyond))
            for cap in problem.caps
        ),
    )


def as_given(outcome: Outcome, problem: Problem) -> Outcome:
    """An outcome of the problem within range, its conflict and relaxation in the numbers that were given."""
    caps = {cap.name: cap for cap in problem.caps}
    given: dict[str, Callable[[str], int]] = {
        "pin": lambda _: 1,
        "least": lambda name: caps[name].least,
        "most": lambda name: caps[name].most or 0,
        "minimum": lambda name: problem.minimum[name],
        "capacity": lambda name: problem.capacity[name],
    }

    def demand(one: Demand) -> Demand:
        return evolve(one, count=given[one.kind](one.name))

    def relaxation(one: Relaxation) -> Relaxation:
        whole = demand(one.demand)
        more = whole.count - one.demand.count if one.demand.kind in {"least", "minimum"} else 0
        return evolve(one, demand=whole, by=one.by + more)

    return evolve(
        outcome,
        conflict=tuple(map(demand, outcome.conflict)),
        relaxation=tuple(map(relaxation, outcome.relaxation)),
    )
