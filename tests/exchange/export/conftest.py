"""A small case with everything that a table of people may hold, and its plan."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.kernel.education import Education
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant


@pytest.fixture(scope="session")
def case() -> Case:
    """Three people: one returns, one is new, one does not want to go."""
    return small_case(
        Programme(applicants=(Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False)))
    )


@pytest.fixture(scope="session")
def plan(case: Case) -> ReturnPlan:
    """The plan of the case."""
    return plan_return(case)


@pytest.fixture(scope="session")
def worker(case: Case) -> Worker:
    """A worker of whom everything is known, some of it as a spreadsheet would run it."""
    return evolve(
        case.workers[0],
        name=PersonName("阿普·迪"),
        phone=Phone("13812340001"),
        village='=HYPERLINK("http://example.com")',
        education=Education.PRIMARY,
        skills=frozenset({"缝纫", "@电焊"}),
        flags=(Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 12, 31), source="县搬迁办"),),
        card_valid_until=date(2030, 1, 1),
    )
