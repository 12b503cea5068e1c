"""The example case and its plan, read and made once for all the facts that they carry."""

from __future__ import annotations

from pathlib import Path

import pytest

import laborcoop as lc

EXAMPLE = Path(__file__).parents[2] / "examples" / "spring-return"


@pytest.fixture(scope="session")
def case() -> lc.Case:
    return lc.load_case(EXAMPLE)


@pytest.fixture(scope="session")
def plan(case: lc.Case) -> lc.ReturnPlan:
    return lc.plan_return(case)
