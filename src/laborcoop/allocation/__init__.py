"""Who gets what: applicants, places with capacity, hard demands, integer scores and a named policy.

>>> from laborcoop.allocation import Cap, Problem, allocate
>>> problem = Problem.from_pairs(
...     [("W1", "P1", 5), ("W1", "P2", 3), ("W2", "P1", 4), ("W3", "P1", 9), ("W4", "P2", 2)],
...     capacity={"P1": 1, "P2": 2},
...     groups=[{"W1", "W4"}],
...     caps=[Cap("van", {"W2", "W3"}, {"P1", "P2"}, most=1)],
... )
>>> result = allocate(problem, objective="count-then-score")
>>> dict(result.placed), result.score, result.gap
({'W1': 'P2', 'W3': 'P1', 'W4': 'P2'}, 14, 0)
>>> print(result.why_not("W1", "P1").render("en"))
P1 is not open to W4 of the same group, and a group is not split
>>> result.verify()
()

The engine knows neither workers nor trains. Numpy and OR-tools load when ``optimal`` is first asked for.
"""

from laborcoop.allocation.allocate import allocate
from laborcoop.allocation.cap import Cap
from laborcoop.allocation.conflict import Demand, Relaxation
from laborcoop.allocation.explain import Refusal, Why
from laborcoop.allocation.goals import Goal
from laborcoop.allocation.ledger import Audit
from laborcoop.allocation.part_result import PartsResult
from laborcoop.allocation.parts import allocate_in_parts
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.reports import Move, PlacementRate, Shortage
from laborcoop.allocation.result import Result
from laborcoop.allocation.rules import PairRule, Preference
from laborcoop.allocation.stages import Staged, allocate_in_stages
from laborcoop.allocation.watch import Progress

__all__ = [
    "Audit",
    "Cap",
    "Demand",
    "Goal",
    "Move",
    "PairRule",
    "PartsResult",
    "PlacementRate",
    "Preference",
    "Problem",
    "Progress",
    "Refusal",
    "Relaxation",
    "Result",
    "Shortage",
    "Staged",
    "Why",
    "allocate",
    "allocate_in_parts",
    "allocate_in_stages",
]
