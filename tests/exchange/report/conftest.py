"""The example of a year's end and its report, read and counted once; and a small case with small numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import TransferEmployment
from laborcoop.indicators import Disclosure, YearEndReport, year_end_report
from laborcoop.kernel.periods import Period
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

EXAMPLE = Path(__file__).parents[3] / "examples" / "year-end"


@pytest.fixture(scope="session")
def report() -> YearEndReport:
    """The report of the example, with two published figures."""
    return year_end_report(
        lc.load_case(EXAMPLE), published={"post_times": "近5000个次", "receptions": "超1400人次", "brought": "超997人"}
    )


@pytest.fixture(scope="session")
def public(report: YearEndReport) -> Disclosure:
    """What of it may be published."""
    return Disclosure.of(report)


@pytest.fixture(scope="session")
def few() -> YearEndReport:
    """The report of three people: every number of them is small."""
    case = small_case(Programme(applicants=(Applicant(),) * 3))
    spells = tuple(
        TransferEmployment(
            worker=worker.id,
            registered=worker.registered,
            division=lc.DivisionCode("440404"),
            period=Period(date(2021 + number, 3, 1), date(2021 + number, 9, 1)),
        )
        for number, worker in enumerate(case.workers[:2])
    )
    return year_end_report(
        evolve(case, records=spells, note=lc.Text("", ""), synthetic=False), until=date(2022, 12, 31)
    )
