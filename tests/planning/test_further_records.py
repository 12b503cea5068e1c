"""Further records of a case: every rule of the catalogue can be run on a case, each record by its place and its day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.cooperation import EastWestResult
from laborcoop.employers.insurance import SocialInsurance
from laborcoop.kernel.duties import Duties, Venue
from laborcoop.kernel.ids import EmployerId, FairId, LodgingId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.outreach import FairPlan
from laborcoop.outreach.plan import Organiser
from laborcoop.outreach.squad import Cadre, CadreLevel
from laborcoop.people import Flag, FlagKind
from laborcoop.people.assignment import Assignment
from laborcoop.planning.further import day_of, record_key, region_of
from laborcoop.retention import BedNeed
from laborcoop.retention.housing import LodgingPlan
from laborcoop.retention.station_work import JobSeekerLodging
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer.departure_check import DepartureCheck

CASE = small_case(Programme(applicants=(Applicant(born=date(2005, 6, 1)), Applicant())))
MINOR, GROWN = CASE.workers
LEG = CASE.convoys[0].legs[0]
FAIR = lc.RecruitmentFair(
    id=FairId("F-1"),
    name=Text("招聘会", "fair"),
    division=lc.DivisionCode("533323"),
    starts=datetime(2023, 1, 10, 1, tzinfo=UTC),
    ends=datetime(2023, 1, 10, 8, tzinfo=UTC),
)
BAR = Assignment(worker=MINOR, duties=Duties(venue=Venue.BAR), on=date(2023, 2, 7))
SEATS = JobSeekerLodging(station=StationId("S-1"), places=2, guests=3)


def found(*records: Record, case: lc.Case = CASE) -> set[tuple[str, str, str]]:
    """What the further records add to the findings: rule, kind, id."""
    with_them = lc.check(evolve(case, records=records))
    without = set(lc.check(case))
    return {(finding.rule, finding.kind, finding.subject) for finding in with_them if finding not in without}


def test_a_record_is_judged_under_its_own_kind_and_id() -> None:
    assert ("ST-08", "job-seeker-lodging", "S-1") in found(SEATS)


def test_a_record_that_decides_about_somebody_leaves_that_person_out_of_the_plan() -> None:
    assert ("WK-09", "worker", "W-000") in found(BAR)
    plan = lc.plan_return(evolve(CASE, records=(BAR,)))
    assert {"WK-09"} <= {reason.code for reason in plan.unplaced[WorkerId("W-000")]}
    assert WorkerId("W-001") in plan.travellers


def test_a_departure_check_that_fails_leaves_the_leg_out() -> None:
    failed = DepartureCheck(leg=LEG, riders=2, seat_belts=False)
    assert any(kind == "leg" and leg == LEG.id for _, kind, leg in found(failed))


def test_a_record_about_what_the_case_does_not_have_is_said() -> None:
    elsewhere = LodgingPlan(lodging=LodgingId("nowhere"), first_arrival=date(2023, 2, 6))
    assert ("PL-05", "lodging", "nowhere") in found(elsewhere)
    nobody = BedNeed(worker=WorkerId("W-999"), lower_bed=True)
    assert ("PL-05", "worker", "W-999") in found(nobody)
    assert not any(rule == "PL-05" for rule, *_ in found(BAR, SEATS))


def test_a_record_that_names_nobody_is_called_by_its_place_among_the_records() -> None:
    result = EastWestResult(year=2023, helped=10, out_of_poverty=11)
    assert record_key(result, 4) == ("east-west-result", "5")


def test_a_record_about_a_worker_by_id_is_called_by_it() -> None:
    insurance = SocialInsurance(
        worker=WorkerId("W-001"),
        employer=EmployerId("E-1"),
        division=lc.DivisionCode("440402"),
        first_day=date(2023, 2, 7),
    )
    assert record_key(insurance, 0) == ("social-insurance", "W-001")
    assert region_of(insurance) == lc.DivisionCode("440402")


def test_a_fair_is_judged_by_the_place_where_it_is_held() -> None:
    plan = FairPlan(fair=FAIR, organiser=Organiser.AGENCY)
    assert region_of(plan) == lc.DivisionCode("533323")
    here = found(plan, case=evolve(CASE, fairs=(FAIR,)))
    zhuhai = evolve(FAIR, division=lc.DivisionCode("440402"))
    there = found(evolve(plan, fair=zhuhai), case=evolve(CASE, fairs=(zhuhai,)))
    assert here != there


def test_a_record_of_no_place_is_judged_by_the_receiving_region() -> None:
    assert region_of(SEATS) is None


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (BAR, date(2023, 2, 7)),
        (DepartureCheck(leg=LEG, riders=2), date(2023, 2, 5)),
        (SEATS, None),
    ],
)
def test_a_record_is_judged_by_its_own_day_where_it_has_one(record: Record, day: date | None) -> None:
    assert day_of(record) == day


def test_a_flag_without_a_source_is_found_at_the_flag() -> None:
    flag = Flag(kind=FlagKind.RELOCATED, as_of=date(2022, 1, 1), source=" ")
    case = evolve(CASE, workers=(evolve(MINOR, flags=(flag,)), GROWN))
    assert [f.path for f in lc.check(case) if f.rule == "WK-19"] == ["flags[0].source"]


def test_a_worker_from_outside_the_sending_region_is_told_of() -> None:
    stranger = evolve(GROWN, registered=lc.DivisionCode("440402"))
    findings = lc.check(evolve(CASE, workers=(MINOR, stranger)))
    assert [f.subject for f in findings if f.rule == "ID-16"] == ["W-001"]


def test_a_station_without_the_agreement_of_every_county_is_found() -> None:
    counties = ("533301", "533323", "533324")
    station = lc.WorkStation(
        id=StationId("S-1"),
        name=Text("工作站", "station"),
        home=lc.DivisionCode("533300"),
        host=lc.DivisionCode("440400"),
        agreements=tuple(
            lc.Agreement(
                title=Text("协议", "agreement"), county=lc.DivisionCode(county), period=Period(date(2022, 1, 1))
            )
            for county in counties
        ),
    )
    findings = lc.check(evolve(CASE, stations=(station,)))
    assert [(f.subject, "533325" in f.message.en) for f in findings if f.rule == "ST-01"] == [("S-1", True)]


def test_a_cadre_in_two_squads_is_found() -> None:
    cadre = Cadre(id="C-1", level=CadreLevel.COUNTY)  # type: ignore[arg-type] # a plain text is the id
    squads = tuple(
        lc.EmploymentSquad(id=name, name=Text.same(name), cadres=(cadre,))  # type: ignore[arg-type] # as above
        for name in ("Q-1", "Q-2")
    )
    assert "SQ-03" in lc.check(evolve(CASE, squads=squads)).by_rule()
