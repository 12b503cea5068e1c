"""Planned coaches are on the roads of the ways: mountains by night are found after a delay, and the check asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, PlaceId, VehicleId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.planning.events import TripDelayed
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import (
    CrewMember,
    FeederCoach,
    Leg,
    RestPlace,
    Road,
    Stop,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
)

B1 = ConvoyId("B-1")


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, 5, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def planned() -> PlannedConvoys:
    """From the depot by motorway to the village, and over the mountains to the station after 40 minutes."""
    rests = (
        RestPlace(place=PlaceId("M"), minutes=40, km=Decimal(40), road=Road.ORDINARY),
        RestPlace(place=PlaceId("N"), minutes=100, km=Decimal(100)),
    )
    village, park, depot = PlaceId("V-1"), PlaceId("K-park"), PlaceId("V-2")
    ways = (
        Way(start=depot, end=village, minutes=30, km=Decimal(30), road=Road.MOTORWAY),
        Way(start=village, end=park, minutes=190, km=Decimal(190), road=Road.MOUNTAIN, rests=rests),
    )
    coach = FeederCoach(
        vehicle=Vehicle(id=VehicleId("V"), mode=TransportMode.CHARTER_COACH, rated=9),
        depot=depot,
        crew=(CrewMember(driver=DriverId("D")),),
        captain="C-8",
        deputy="C-9",
    )
    asked = ConvoyCoaches(
        convoy=B1, station=park, feeders=(coach,), collect_between=(at(11), at(12)), arrive_by=at(15, 15)
    )
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    return lc.plan_convoys(case, [asked], TravelTimes(ways), iterations=10, bound_rounds=10)


FOUND = planned()
(LEG,) = (leg for leg in FOUND.legs if leg.id == "F-B-1-V")


def test_a_mountain_road_by_night_is_found_after_a_delay_though_the_way_begins_on_another_road() -> None:
    assert [(stop.place, stop.road) for stop in LEG.stops[:-1]] == [("V-1", Road.ORDINARY), ("M", Road.MOUNTAIN)]
    plan = lc.plan_return(FOUND.case)
    assert len(plan.travellers) == 2
    late = TripDelayed(id=EventId("1"), time=at(10), subject=LEG.id, minutes=500, held_legs=(LegId("evening"),))
    after = lc.replan(plan, [late]).plan
    assert after.travellers == ()
    assert "TR-08" in {finding.rule for finding in after.findings.excluding()}
    assert after.verify() == ()


def with_stops(stops: tuple[Stop, ...]) -> PlannedConvoys:
    """The convoys with other stops of the leg, in the case and in what was planned."""

    def other(leg: Leg) -> Leg:
        return evolve(leg, stops=stops) if leg.id == LEG.id else leg

    case = evolve(
        FOUND.case,
        convoys=tuple(evolve(convoy, legs=tuple(map(other, convoy.legs))) for convoy in FOUND.case.convoys),
    )
    collected = FOUND.collected[B1]
    runs = tuple(evolve(run, leg=other(run.leg)) for run in collected.runs)
    driven = [leg for run in runs for leg in (run.empty, run.leg) if leg is not None]
    km = sum((stop.km or Decimal(0) for leg in driven for stop in leg.stops), Decimal(0))
    return evolve(FOUND, case=case, collected={B1: evolve(collected, runs=runs, km=km, bound_km=Decimal(0))})


FIRST, MIDDLE, LAST = LEG.stops
SOONER = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("stops", "told"),
    [
        ((FIRST, MIDDLE, LAST), []),
        ((evolve(FIRST, road=Road.MOUNTAIN), MIDDLE, LAST), []),
        ((evolve(FIRST, road=Road.MOUNTAIN), LAST), []),
        ((FIRST, LAST), ["F-B-1-V: from V-1 to K-park the road is harder than is said"]),
        (
            (FIRST, evolve(MIDDLE, road=Road.ORDINARY), LAST),
            ["F-B-1-V: from M to K-park the road is harder than is said"],
        ),
        (
            (evolve(FIRST, road=Road.MOTORWAY), MIDDLE, LAST),
            ["F-B-1-V: from V-1 to M the road is harder than is said"],
        ),
        (
            (FIRST, MIDDLE, evolve(LAST, arrive=LAST.arrive - SOONER, depart=LAST.depart - SOONER)),
            ["F-B-1-V: from M to K-park it takes 150 min"],
        ),
        ((FIRST, evolve(MIDDLE, place=PlaceId("X")), LAST), ["F-B-1-V: X is not on the way from V-1 to K-park"]),
        (
            (FIRST, evolve(MIDDLE, place=PlaceId("N")), evolve(MIDDLE, arrive=at(14), depart=at(14)), LAST),
            [
                "F-B-1-V: from V-1 to N the road is harder than is said",
                "F-B-1-V: from V-1 to N it takes 100 min",
                "F-B-1-V: from M to K-park it takes 150 min",
            ],
        ),
    ],
    ids=[
        "as planned",
        "harder",
        "harder all the way",
        "one road",
        "no mountains",
        "a motorway",
        "too fast",
        "elsewhere",
        "back",
    ],
)
def test_the_check_finds_roads_that_are_easier_than_the_ways_and_coaches_that_are_faster(
    stops: tuple[Stop, ...], told: list[str]
) -> None:
    assert [text.en for text in with_stops(stops).verify()] == told


def test_of_ways_that_the_table_lacks_nothing_is_asked() -> None:
    assert evolve(with_stops((FIRST, LAST)), travel=TravelTimes()).verify() == ()
