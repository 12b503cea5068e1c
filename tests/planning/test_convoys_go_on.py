"""People whom planned coaches bring to where nothing leads on: they are carried, and it is told of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoy_onward import nothing_leads_on
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, FeederCoach, TransportMode, TravelTimes, Vehicle, Way

B1, NEAR = ConvoyId("B-1"), WorkerId("W-000")
ROAD = TravelTimes((Way(start=PlaceId("V-1"), end=PlaceId("K-park"), minutes=60, km=Decimal(60)),))


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def planned(leaves: datetime) -> PlannedConvoys:
    """One person from a village an hour away; a coach goes on from the station at 15:30 on the fifth."""
    coach = FeederCoach(
        vehicle=Vehicle(id=VehicleId("V"), mode=TransportMode.CHARTER_COACH, rated=9),
        depot=PlaceId("V-1"),
        crew=(CrewMember(driver=DriverId("D")),),
        captain="C-8",
        deputy="C-9",
    )
    asked = ConvoyCoaches(
        convoy=B1,
        station=PlaceId("K-park"),
        feeders=(coach,),
        collect_between=(leaves, leaves + timedelta(hours=1)),
        arrive_by=at(5, 15),
        early=True,
    )
    case = small_case(Programme(applicants=(Applicant(),)))
    return lc.plan_convoys(case, [asked], ROAD, iterations=10, bound_rounds=10)


@pytest.mark.parametrize(("leaves", "arrive"), [(at(5, 12), True), (at(4, 22), False)])
def test_who_comes_to_the_station_the_night_before_and_finds_no_bed_there_is_told_of(
    leaves: datetime, *, arrive: bool
) -> None:
    found = planned(leaves)
    plan = lc.plan_return(found.case)
    assert found.carried == {NEAR}
    assert (NEAR in plan.travellers, NEAR in found.without_way_on) == (arrive, not arrive)
    assert found.without_way_on == plan.unplaced


def test_who_has_a_way_on_by_another_coach_of_the_convoy_alone_is_told_when_their_own_comes() -> None:
    found = planned(at(5, 12))
    (run,) = found.collected[B1].runs
    own = evolve(run, leg=evolve(run.leg, id=LegId("F-own")))
    assert nothing_leads_on(found.case, found.carried, [run]) == {}
    told = nothing_leads_on(found.case, found.carried, [own])
    text = (
        "F-own reaches K-park at 2023-02-05 13:00, and nothing leads on from then; "
        "with another coach of the convoy it does"
    )
    assert {worker: [(one.code, one.text.en) for one in why] for worker, why in told.items()} == {
        NEAR: [("seats.no-way-on", text)]
    }
