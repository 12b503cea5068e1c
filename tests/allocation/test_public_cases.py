"""Public cases with known answers; they lie beside the checkout and are optional."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from laborcoop.allocation import Problem, allocate

CASES = Path(__file__).parents[3] / "shared" / "cases"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the public cases are not beside this checkout")


@pytest.mark.parametrize(("name", "cost"), [("assign100", 305), ("assign500", 991)])
def test_the_assignment_problems_of_the_or_library(name: str, cost: int) -> None:
    size, *numbers = map(int, (CASES / "assignment" / f"{name}.txt").read_text().split())
    costs = np.array(numbers).reshape(size, size)
    result = allocate(Problem.from_matrix(-costs, capacity=[1] * size), objective="count-then-score")
    assert (result.status, len(result.placed), -result.score, result.bound) == ("proved", size, cost, (size, -cost))
    assert result.verify() == ()


def test_a_market_with_one_sided_and_empty_lists_gets_a_stable_answer() -> None:
    case = json.loads((CASES / "stable" / "issue_159.json").read_text())
    sides = [
        {f"{side[0]}{name}": ranking for name, ranking in case[side].items()} for side in ("residents", "hospitals")
    ]
    residents, hospitals = sides
    for rankings, prefix, known in ((residents, "h", hospitals), (hospitals, "r", residents)):
        for name, ranking in rankings.items():
            rankings[name] = [f"{prefix}{other}" for other in ranking if f"{prefix}{other}" in known]
    # The case names no capacities: one place each.
    capacity = dict.fromkeys(hospitals, 1)
    sides_asking: tuple[Literal["applicants", "places"], ...] = ("applicants", "places")
    for proposing in sides_asking:
        problem = Problem.from_preferences(applicants=residents, places=hospitals, capacity=capacity)
        result = allocate(problem, mechanism="stable", proposing=proposing)
        assert (result.status, result.blocking_pairs(), result.verify()) == ("proved", (), ())
        assert len(result.placed) > 0
