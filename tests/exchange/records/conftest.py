"""Records of a small programme, whole and with everything a worker may have."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.kernel.education import Education
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.people import Flag, FlagKind, Worker
from laborcoop.planning.case import Case
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant


@pytest.fixture(scope="session")
def case() -> Case:
    """A small case with people of each kind."""
    return small_case(Programme(applicants=(Applicant(), Applicant(returns=False), Applicant(willing=False))))


@pytest.fixture(scope="session")
def worker(case: Case) -> Worker:
    """A worker of whom everything is known."""
    return evolve(
        case.workers[0],
        name=PersonName("阿普·迪"),
        phone=Phone("13812340001"),
        education=Education.PRIMARY,
        skills=frozenset({"缝纫", "电焊"}),
        flags=(Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 12, 31), source="县搬迁办"),),
    )


@pytest.fixture(scope="session")
def records(case: Case, worker: Worker) -> tuple[Record, ...]:
    """Records of many classes: those of a case, of its plan, and of its book."""
    plan = plan_return(case)
    parts: list[Record] = [worker, case.campaign, case.intake, *case.workers, *case.posts, *case.employers]
    parts += [*case.convoys, *case.places, *case.lodgings, *case.registrations, *plan.outcomes, *plan.rides]
    parts += [*plan.stays, *plan.matches.values(), *plan.handovers.values(), *plan.findings, plan.summary()]
    return (*parts, *case.book.parameters)
