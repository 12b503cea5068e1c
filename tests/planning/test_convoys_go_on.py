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


IN_TIME = at(5, 15)


ALONE = Programme(applicants=(Applicant(),))


def planned(
    leaves: datetime, hours: int = 1, arrive_by: datetime | None = IN_TIME, programme: Programme = ALONE
) -> PlannedConvoys:
    """One person, or others, from a village an hour away; a coach goes on from the station at 15:30 on the fifth."""
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
        collect_between=(leaves, leaves + timedelta(hours=hours)),
        arrive_by=arrive_by,
        early=True,
    )
    case = small_case(programme)
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


@pytest.mark.parametrize("arrive_by", [at(5, 15), None], ids=["by an hour that is given", "for the last coach on"])
def test_a_coach_sets_out_later_in_its_window_where_nothing_leads_on_from_the_earliest(
    arrive_by: datetime | None,
) -> None:
    """From ten in the evening on it may set out: at eleven it would be where no bed is."""
    found = planned(at(4, 22), hours=20, arrive_by=arrive_by)
    (run,) = found.collected[B1].runs
    assert run.leg.arrive == (at(5, 15) if arrive_by else at(5, 15) + timedelta(minutes=30))
    assert (found.verify(), found.without_way_on, lc.plan_return(found.case).travellers) == ((), {}, (NEAR,))


def test_a_coach_sets_out_as_early_as_it_can_where_people_go_on_from_there() -> None:
    (run,) = planned(at(5, 7), hours=6).collected[B1].runs
    assert run.leg.arrive == at(5, 8)


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


def test_whoever_goes_with_somebody_for_whom_nothing_leads_on_is_told_so_too() -> None:
    """No coach goes from the station to the second gate in the evening: the couple is bound for both."""
    couple = tuple(Applicant(employer=number, party="A") for number in (1, 2))
    found = planned(at(5, 12), programme=Programme(applicants=(*couple, Applicant()), late_gate=True))
    case = evolve(
        found.case,
        convoys=tuple(
            evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id != "to-gates"))
            for convoy in found.case.convoys
        ),
    )
    runs = found.collected[B1].runs
    told = nothing_leads_on(case, found.carried, runs)
    assert {worker: [one.code for one in why] for worker, why in told.items()} == {
        "W-001": ["seats.no-way-on"],
        "W-000": ["seats.company"],
    }
    assert told[NEAR][0].text.en == "nothing leads on for W-001, in the same party"
    assert set(told) == set(lc.plan_return(case).unplaced)
