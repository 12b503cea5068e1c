"""A station's period from the records of a case, and from a plan of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import Agreement, TransferEmployment
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, LodgingId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import (
    FollowUpCall,
    HelpCase,
    HelpCaseId,
    HelpKind,
    StaffHome,
    StaffId,
    StaffOffer,
    StationStaff,
    TaskKind,
    Visit,
    VisitPace,
    WorkStation,
)
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

WS = StationId("WS-1")
COUNTY = DivisionCode("533301")
MARCH = Period(date(2023, 3, 1), date(2023, 4, 1))
PACE = VisitPace(every_weeks=4)


def spell(worker: str, employer: str, start: date, home: str = "533301", place: str = "440400") -> TransferEmployment:
    return TransferEmployment(
        worker=WorkerId(worker),
        registered=DivisionCode(home),
        division=DivisionCode(place),
        period=Period(start),
        employer=EmployerId(employer),
    )


@pytest.fixture
def case() -> lc.Case:
    base = small_case(Programme(applicants=(Applicant(), Applicant())))
    station = WorkStation(
        id=WS,
        name=Text("工作站", "station"),
        home=DivisionCode("533300"),
        host=DivisionCode("440400"),
        agreements=(
            Agreement(title=Text("协议", "x"), county=COUNTY, period=Period(date(2022, 1, 1), date(2023, 6, 1))),
        ),
    )
    return evolve(
        base,
        stations=(station, evolve(station, id=StationId("WS-9"))),
        records=(
            StationStaff(id=StaffId("S-9"), station=StationId("WS-9"), delegated_by=COUNTY, posted=MARCH),
            StaffOffer(id=StaffId("S-1"), county=COUNTY, available=Period(date(2023, 1, 1))),
            StaffHome(id=LodgingId("H-1"), guaranteed=Period(date(2023, 1, 1))),
            HelpCase(
                id=HelpCaseId("HC-1"),
                worker=WorkerId("A"),
                kind=HelpKind.WAGES,
                opened_on=date(2023, 2, 1),
                owner="S-1",
                due_on=date(2023, 3, 3),
            ),
            spell("A", "E-9", date(2023, 2, 10)),
            spell("B", "E-9", date(2023, 2, 10)),
            spell("C", "E-8", date(2023, 2, 10)),
            spell("D", "E-7", date(2023, 2, 10), home="520382"),
            spell("F", "E-7", date(2023, 2, 10), place="530100"),
            FollowUpCall(worker=WorkerId("B"), on=date(2023, 3, 11), day=30),
        ),
    )


def test_a_months_work_of_a_station_is_read_from_the_cases_records(case: lc.Case) -> None:
    found = lc.plan_station(case, WS, MARCH, pace=PACE)
    assert [posting.id for posting in found.roster.postings] == ["S-1"]
    assert found.roster.verify() == ()
    assert repr(found) == "<StationPlan: 8 tasks>"
    assert repr(found.agenda) == "<StationAgenda WS-1: 8 tasks>"
    assert repr(found.visits) == "<VisitPlan: 4 visits planned, 0 employers left out>"
    assert repr(found.roster) == "<RosterPlan: 1 postings, 0 gaps, 0 without a home>"
    assert [(visit.employer, visit.on.day) for visit in found.visits.planned] == [
        ("E-9", 1),
        ("E-8", 2),
        ("E-9", 29),
        ("E-8", 30),
    ]
    assert [(task.kind, task.due.isoformat(), task.about, task.owner) for task in found.agenda.tasks] == [
        (TaskKind.EMPLOYER_VISIT, "2023-03-01", "E-9", "S-1"),
        (TaskKind.EMPLOYER_VISIT, "2023-03-02", "E-8", "S-1"),
        (TaskKind.HELP_CASE, "2023-03-03", "HC-1", "S-1"),
        (TaskKind.RENEWAL, "2023-03-03", "533301", "S-1"),
        (TaskKind.FOLLOW_UP_CALL, "2023-03-12", "A", "S-1"),
        (TaskKind.FOLLOW_UP_CALL, "2023-03-12", "C", "S-1"),
        (TaskKind.EMPLOYER_VISIT, "2023-03-29", "E-9", "S-1"),
        (TaskKind.EMPLOYER_VISIT, "2023-03-30", "E-8", "S-1"),
    ]


def test_who_arrives_by_a_plan_is_followed_unless_a_record_says_when_work_began(case: lc.Case) -> None:
    plan = lc.plan_return(case)
    first, second = plan.travellers
    starts = plan.matches[first].first_day
    found = lc.plan_station(case, WS, MARCH, pace=PACE, plan=plan)
    called = {task.about: task.due for task in found.agenda.tasks if task.kind is TaskKind.FOLLOW_UP_CALL}
    assert {first, second} <= set(called)
    assert (called[first] - starts).days == 30
    known = evolve(case, records=(*case.records, spell(first, "E-1", date(2022, 12, 1))))
    found = lc.plan_station(known, WS, MARCH, pace=PACE, plan=plan)
    called = {task.about: task.due for task in found.agenda.tasks if task.kind is TaskKind.FOLLOW_UP_CALL}
    assert called[first] == date(2023, 3, 1)
    elsewhere = evolve(case, stations=tuple(evolve(one, host=DivisionCode("440100")) for one in case.stations))
    nobody = lc.plan_station(elsewhere, WS, MARCH, pace=PACE, plan=plan)
    assert TaskKind.FOLLOW_UP_CALL not in {task.kind for task in nobody.agenda.tasks}


def test_employers_are_visited_from_when_their_people_come_by_the_plan(case: lc.Case) -> None:
    plan = lc.plan_return(case)
    starts = min(match.first_day for match in plan.matches.values())
    bare = evolve(
        case, records=tuple(one for one in case.records if not isinstance(one, TransferEmployment | FollowUpCall))
    )
    period = Period(starts - timedelta(days=10), starts + timedelta(weeks=9))
    visits = lc.plan_station(bare, WS, period, pace=PACE, plan=plan).visits
    assert {visit.employer for visit in visits.planned} == {match.employer for match in plan.matches.values()}
    assert min(visit.on for visit in visits.planned) >= starts
    assert visits.round.period.start == starts
    known = evolve(bare, records=(*bare.records, spell("A", "E-9", period.start), spell("B", "E-8", date(2024, 1, 1))))
    visits = lc.plan_station(known, WS, period, pace=PACE, plan=plan).visits
    own = min(match.employer for match in plan.matches.values())
    assert min(visit.on for visit in visits.planned if visit.employer == "E-9") < starts
    assert min(visit.on for visit in visits.planned if visit.employer == own) >= starts
    assert "E-8" not in {visit.employer for visit in visits.planned}
    assert visits.verify() == ()


def test_records_that_name_nothing_of_the_case_are_refused_all_at_once(case: lc.Case) -> None:
    wrong = evolve(
        case,
        records=(
            *case.records,
            StationStaff(id=StaffId("S-8"), station=StationId("WS-8"), delegated_by=COUNTY, posted=MARCH),
            StaffOffer(id=StaffId("S-2"), county=DivisionCode("533323"), available=MARCH),
            FollowUpCall(worker=WorkerId("Z"), on=date(2023, 3, 11), day=30),
            Visit(on=date(2023, 3, 1), employer=EmployerId("E-99")),
            Visit(on=date(2023, 3, 1)),
        ),
    )
    with pytest.raises(InvalidValue) as refused:
        lc.plan_station(wrong, WS, MARCH, pace=PACE)
    for place, name in (("staff", "WS-8"), ("offered", "533323"), ("calls", "Z"), ("made", "E-99")):
        assert f"{place}: nothing has the id {name}" in refused.value.text.en


def test_what_other_stations_do_is_passed_over(case: lc.Case) -> None:
    second = DivisionCode("533323")
    other = evolve(
        case.stations[1],
        agreements=tuple(evolve(one, county=second) for one in case.stations[1].agreements),
    )
    wider = evolve(
        case,
        stations=(case.stations[0], other),
        records=(
            *case.records,
            StaffOffer(id=StaffId("S-2"), county=second, available=MARCH),
            FollowUpCall(worker=WorkerId("D"), on=date(2023, 3, 11), day=30),
        ),
    )
    assert lc.plan_station(wider, WS, MARCH, pace=PACE) == lc.plan_station(case, WS, MARCH, pace=PACE)


def test_a_station_that_the_case_does_not_have_is_named(case: lc.Case) -> None:
    with pytest.raises(UnknownName, match="WS-7"):
        lc.plan_station(case, StationId("WS-7"), MARCH, pace=PACE)
