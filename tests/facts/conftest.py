"""The example case and its plan, for all the facts that they carry."""

from __future__ import annotations

import pytest

import laborcoop as lc


@pytest.fixture(scope="session")
def case(spring_return: lc.Case) -> lc.Case:
    return spring_return


@pytest.fixture(scope="session")
def plan(spring_return_plan: lc.ReturnPlan) -> lc.ReturnPlan:
    return spring_return_plan
