"""Coaches planned by the library carry people in a plan that verifies itself."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import DriverId, PlaceId, VehicleId
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import (
    Collecting,
    CrewMember,
    FeederCoach,
    TransportMode,
    TravelTimes,
    Vehicle,
    Waiting,
    Way,
    collect,
)


def test_people_whom_a_planned_feeder_collects_ride_it_in_a_plan_that_is_sound() -> None:
    case = small_case(Programme(applicants=(Applicant(), Applicant(), Applicant())))
    (convoy,) = case.convoys
    before = next(leg for leg in convoy.legs if leg.id == "feeder")
    village, park = before.stops[0].place, before.stops[-1].place
    coach = FeederCoach(
        vehicle=Vehicle(id=VehicleId("V-9"), mode=TransportMode.CHARTER_COACH, rated=19),
        depot=PlaceId("D"),
        crew=(CrewMember(driver=DriverId("D-9")),),
        captain="C-9",
        deputy="C-8",
    )
    ways = (("D", village, 60), (village, park, 180))
    collected = collect(
        [Waiting(worker=worker.id, place=village) for worker in case.workers],
        Collecting(
            coaches=(coach,),
            station=park,
            travel=TravelTimes(
                tuple(Way(start=PlaceId(a), end=PlaceId(b), minutes=m, km=Decimal(m)) for a, b, m in ways)
            ),
            book=case.book,
            region=case.region_of(village),
            depart_between=(before.depart.replace(hour=6), before.depart.replace(hour=14)),
            arrive_by=before.arrive,
        ),
        iterations=20,
    )
    assert collected.left_out == {}
    without = evolve(convoy, legs=tuple(leg for leg in convoy.legs if leg.id != "feeder"))
    stranded = lc.plan_return(evolve(case, convoys=(without,)))
    assert stranded.travellers == ()
    plan = lc.plan_return(evolve(case, convoys=(collected.added_to(without),)))
    assert plan.verify() == ()
    assert plan.travellers == tuple(sorted(worker.id for worker in case.workers))
    for worker in plan.travellers:
        first = plan.itinerary(worker).steps[0]
        assert (first.start, first.end, first.vehicle) == (village, park, "V-9")
