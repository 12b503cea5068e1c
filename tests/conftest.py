"""The example case and its plan, read and planned once for all tests that look at it: neither can be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

import laborcoop as lc


@pytest.fixture(scope="session")
def spring_return() -> lc.Case:
    return lc.load_case(Path(__file__).parents[1] / "examples" / "spring-return")


@pytest.fixture(scope="session")
def spring_return_plan(spring_return: lc.Case) -> lc.ReturnPlan:
    return lc.plan_return(spring_return)
