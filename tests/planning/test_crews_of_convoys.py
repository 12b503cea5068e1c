"""One coach and its crew in two convoys: hours behind a driver count in both, and each has the crew of its own day."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import ConvoyId, DriverId, PlaceId, VehicleId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoys import PlannedConvoys
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, DriverHours, FeederCoach, TransportMode, TravelTimes, Vehicle, Way
from laborcoop.transfer.hours import Span

B1, B2 = ConvoyId("B-1"), ConvoyId("B-2")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ROAD = TravelTimes((Way(start=PlaceId("V-1"), end=PlaceId("K-park"), minutes=230, km=Decimal(230)),))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def coach(*crew: CrewMember, escorts: int = 0) -> FeederCoach:
    vehicle = Vehicle(id=VehicleId("V"), mode=TransportMode.CHARTER_COACH, rated=9)
    return FeederCoach(vehicle=vehicle, depot=PlaceId("V-1"), crew=crew, captain="C-8", deputy="C-9", escorts=escorts)


def driver(name: str, hours: tuple[Span, ...] = ()) -> CrewMember:
    return CrewMember(driver=DriverId(name), driven=hours)


def planned(case: lc.Case, first: FeederCoach, second: FeederCoach) -> PlannedConvoys:
    """The first convoy sets out on the fifth, the second on the seventh."""
    asked = [
        ConvoyCoaches(
            convoy=convoy,
            station=PlaceId("K-park"),
            feeders=(one,),
            collect_between=(at(day, 8), at(day, 10)),
            arrive_by=at(day, 15, 15),
        )
        for convoy, one, day in ((B1, first, 5), (B2, second, 7))
    ]
    return lc.plan_convoys(case, asked, ROAD, iterations=10, bound_rounds=10)


WEEK = tuple(
    Span(begins, begins + 210 * MINUTE)
    for back in range(6, 0, -1)
    for begins in (at(5, 8) - back * DAY, at(5, 13) - back * DAY)
)
"""42 hours in the six days before the fifth; 28 of them within a week of the seventh."""


@pytest.mark.parametrize(
    ("first", "second", "recorded"),
    [
        (WEEK, (), ()),
        ((), WEEK, ()),
        (WEEK, WEEK, ()),
        (WEEK[:7], WEEK[5:], ()),
        ((), (), WEEK),
        ((), WEEK[6:], WEEK[:6]),
    ],
    ids=["the first", "the second", "both", "a part each", "the case", "the second and the case"],
)
def test_hours_behind_a_driver_count_in_every_coach_wherever_they_are_given(
    first: tuple[Span, ...], second: tuple[Span, ...], recorded: tuple[Span, ...]
) -> None:
    case = small_case(Programme(applicants=(Applicant(), Applicant()), batches=2))
    one, other = case.registrations
    case = evolve(
        case,
        registrations=(evolve(one, batches=frozenset({B1})), evolve(other, batches=frozenset({B2}))),
        records=(DriverHours(driver=DriverId("D"), driven=recorded),) if recorded else (),
    )
    found = planned(case, coach(driver("D", first)), coach(driver("D", second)))
    assert {worker: {reason.code for reason in why} for worker, why in found.left_out.items()} == {
        one.worker: {"TR-06"}
    }
    assert found.carried == {other.worker}
    assert found.verify() == ()
    assert {each.driver: each.driven for each in found.case.records_of(DriverHours)} == {"D": WEEK}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (coach(driver("A")), coach(driver("A"), driver("B"))),
        (coach(driver("A")), coach(driver("A"), escorts=1)),
        (coach(driver("A"), driver("B"), escorts=1), coach(driver("A"))),
    ],
    ids=["a second driver later", "an escort later", "fewer later"],
)
def test_the_crew_of_a_coach_is_that_of_its_convoy_though_another_convoy_has_it_with_another_crew(
    first: FeederCoach, second: FeederCoach
) -> None:
    found = planned(small_case(Programme(applicants=(Applicant(),), batches=2)), first, second)
    assert found.verify() == ()
    [leg] = found.legs
    assert leg.depart < at(6, 0)
    assert leg.escorts == first.escorts + len(first.crew) - 1
    if leg.escorts:
        collected = found.collected[B1]
        (run,) = collected.runs
        fewer = evolve(collected, runs=(evolve(run, leg=evolve(leg, escorts=leg.escorts - 1)),))
        said = evolve(found, collected={**found.collected, B1: fewer}).verify()
        assert f"{leg.id}: somebody of the crew has no seat" in {text.en for text in said}
