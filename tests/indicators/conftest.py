"""A small case to count from: five workers of two counties, and whatever records a test adds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.people import Worker
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

LUSHUI, LANPING = lc.DivisionCode("533301"), lc.DivisionCode("533325")
ZHUHAI = lc.DivisionCode("440404")


@pytest.fixture(scope="session")
def five() -> lc.Case:
    """Five workers: the first three of Lushui, the others of Lanping."""
    case = small_case(Programme(applicants=(Applicant(),) * 5))
    moved = [evolve(one, registered=LANPING) for one in case.workers[3:]]
    return evolve(case, on=date(2023, 2, 7), workers=(*case.workers[:3], *moved))


@pytest.fixture
def counted(five: lc.Case) -> Callable[..., lc.Case]:
    """The case with these records."""

    def build(*records: Record, **changed: Any) -> lc.Case:
        return evolve(five, records=records, **changed)

    return build


@pytest.fixture(scope="session")
def spell() -> Callable[..., TransferEmployment]:
    """A spell of work of a worker; of one who is named by id alone, of Lushui."""

    def build(
        worker: Worker | str,
        start: date,
        end: date | None = None,
        division: lc.DivisionCode = ZHUHAI,
        *,
        organised: bool | None = None,
    ) -> TransferEmployment:
        return TransferEmployment(
            worker=worker.id if isinstance(worker, Worker) else WorkerId(worker),
            registered=worker.registered if isinstance(worker, Worker) else LUSHUI,
            division=division,
            period=Period(start, end),
            employer=EmployerId("E-1"),
            organised=organised,
        )

    return build
