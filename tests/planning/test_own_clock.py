"""Nights and the hours of gates go by the clock of the campaign, in whatever zone its timetables are written."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.ids import WorkerId
from laborcoop.planning.case import Case
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

CASE = small_case(Programme(applicants=(Applicant(), Applicant(employer=2))))


def written_in(zone: str) -> Case:
    convoys = tuple(
        evolve(
            convoy,
            legs=tuple(
                evolve(
                    leg,
                    stops=tuple(
                        evolve(
                            stop,
                            arrive=stop.arrive.astimezone(ZoneInfo(zone)),
                            depart=stop.depart.astimezone(ZoneInfo(zone)),
                        )
                        for stop in leg.stops
                    ),
                )
                for leg in convoy.legs
            ),
        )
        for convoy in CASE.convoys
    )
    return evolve(CASE, convoys=convoys)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_a_timetable_of_another_zone_gives_the_plan_of_its_own(zone: str) -> None:
    plan, same = plan_return(written_in(zone)), plan_return(CASE)
    assert plan.verify() == ()
    assert (plan.handovers, plan.stays, plan.rides) == (same.handovers, same.stays, same.rides)
    assert {str(step.depart.tzinfo) for step in plan.itinerary(WorkerId("W-000")).steps} == {"Asia/Shanghai"}


def test_a_timetable_on_the_clock_of_the_campaign_is_left_as_it_is() -> None:
    assert plan_return(CASE).case is CASE
    assert plan_return(written_in("Asia/Singapore")).case.convoys[0].legs[0].depart.tzinfo == ZoneInfo("Asia/Singapore")
