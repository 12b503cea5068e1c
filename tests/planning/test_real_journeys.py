"""TR-24 of what really happened: once a convoy is to be there, everyone registered with it is accounted for."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Journey
from laborcoop.journey.journey import EarlyEnd, JourneyEnd
from laborcoop.kernel.ids import ConvoyId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.rulebook import Finding, Findings, Locus
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

LATER = date(2023, 12, 31)
THERE = date(2023, 2, 7)
"""The day on which the last leg of the convoy arrives."""


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def journey(number: int, *, passed: int = 5, end: EarlyEnd | None = None) -> Journey:
    """As far as it has come: out of the home, aboard, arrived, received, at the gate."""
    names = ("left_home_at", "boarded_at", "arrived_at", "received_at", "entered_factory_at")
    return Journey(
        worker=WorkerId(f"W-{number:03}"),
        convoy=ConvoyId("B-1"),
        registered_at=at(1, 9),
        end=None if end is None else JourneyEnd(at=at(7, 20), how=end),
        **{name: at(5, 8 + hour) for hour, name in enumerate(names[:passed])},
    )


def case_with(*records: Record, on: date = LATER) -> lc.Case:
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    where = {f"record:{number}": Locus(file="journeys.csv", row=1 + number) for number in range(1, len(records) + 1)}
    return evolve(case, on=on, records=records, where=where)


def told(case: lc.Case) -> list[Finding]:
    return [finding for finding in lc.check(case) if finding.rule == "TR-24"]


DONE, ABOARD, AT_HOME = journey(0), journey(1, passed=2), journey(1, passed=0)


@pytest.mark.parametrize(
    ("open_one", "says"),
    [
        (ABOARD, "boarded 2 ≠ handed over 1"),
        (AT_HOME, "registered 2 ≠ boarded 1"),
        (journey(1, passed=1), "registered 2 ≠ boarded 1"),
        (journey(1, passed=4), "boarded 2 ≠ handed over 1"),
    ],
)
def test_a_journey_that_nobody_ended_is_told_with_its_place(open_one: Journey, says: str) -> None:
    (finding,) = told(case_with(DONE, open_one))
    assert says in finding.message.en
    assert (finding.kind, finding.subject) == ("journey", "B-1")
    assert (finding.where.file, finding.where.row) == ("journeys.csv", 3)


@pytest.mark.parametrize(
    "records",
    [
        (),
        (DONE,),
        (DONE, journey(1, passed=2, end=EarlyEnd.HOSPITAL)),
        (DONE, journey(1, passed=0, end=EarlyEnd.WITHDRAWN)),
        (DONE, evolve(ABOARD, convoy=ConvoyId("another"))),  # whose timetable nobody knows
        (DONE, journey(1), ABOARD),  # a second record of one journey, told as such
    ],
)
def test_where_every_journey_has_ended_nothing_is_told(records: tuple[Record, ...]) -> None:
    assert told(case_with(*records)) == []


def test_nothing_is_told_before_the_day_is_over_on_which_the_convoy_is_to_be_there() -> None:
    assert told(case_with(DONE, ABOARD, on=date(2023, 2, 6))) == []
    assert len(told(case_with(DONE, ABOARD, on=THERE))) == 1
    still_to_come = evolve(
        journey(1, passed=2, end=EarlyEnd.MISSING), end=JourneyEnd(at=at(8, 1), how=EarlyEnd.MISSING)
    )
    assert len(told(case_with(still_to_come, on=THERE))) == 1
    assert told(case_with(still_to_come, on=date(2023, 2, 8))) == []


def test_a_plan_of_such_a_case_tells_it_and_its_check_knows_when_it_does_not() -> None:
    plan = lc.plan_return(case_with(DONE, ABOARD))
    assert [finding.rule for finding in plan.findings if finding.kind == "journey"] == ["TR-24"]
    assert plan.verify() == ()
    silent = evolve(plan, findings=Findings.of(one for one in plan.findings if one.rule != "TR-24"))
    assert ["TR-24" in fault.message.en for fault in silent.verify()] == [True]


def test_what_a_plan_has_carried_out_adds_up() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(), Applicant()))))
    assert told(plan.carried_out()) == []
    assert told(plan.carried_out(at(6, 12))) == []
