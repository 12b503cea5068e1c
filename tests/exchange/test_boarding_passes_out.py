"""Boarding passes: another reader finds every ride in them, and no name that was not asked for."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC
from typing import Any

import pytest
from attrs import evolve
from icalendar import Calendar

from laborcoop.errors import MissingExtra
from laborcoop.exchange.boarding_passes import passes_by_leg, passes_by_person
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Ride

_APPLICANTS = (Applicant(), Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False))


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    return plan_return(small_case(Programme(applicants=_APPLICANTS)))


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_each_traveller_has_a_file_with_every_ride_at_its_times(plan: ReturnPlan) -> None:
    files = passes_by_person(plan, "en")
    assert sorted(files) == [f"pass-{worker}.ics" for worker in plan.travellers]
    legs = plan.legs()
    for worker in plan.travellers:
        found = events(files[f"pass-{worker}.ics"])
        rides = plan.rides_of(worker)
        assert len(found) == len(rides) > 0
        times = {
            (
                next(stop.depart for stop in legs[ride.leg].stops if stop.place == ride.board).astimezone(UTC),
                next(stop.arrive for stop in legs[ride.leg].stops if stop.place == ride.alight).astimezone(UTC),
            )
            for ride in rides
        }
        assert {(event.decoded("dtstart"), event.decoded("dtend")) for event in found} == times
        starts = [event.decoded("dtstart") for event in found]
        assert starts == sorted(starts)
        said = "\n".join(str(event["description"]) for event in found)
        assert all(f"seat {ride.seat}" in said for ride in rides)
        assert worker in said


def test_each_leg_has_a_file_whose_numbers_agree_with_its_riders(plan: ReturnPlan) -> None:
    files = passes_by_leg(plan, "en")
    riders = Counter(ride.leg for ride in plan.rides)
    assert len(files) == len(riders)
    for leg_id, count in riders.items():
        (event,) = events(files[f"leg-{leg_id}.ics"])
        lines = str(event["description"]).splitlines()
        assert sum(int(line.split(": ")[1].split(" board")[0]) for line in lines if " board, " in line) == count
        assert len(lines) == len(plan.legs()[leg_id].stops) + count
        assert event.decoded("dtstart") == plan.legs()[leg_id].depart.astimezone(UTC)


def test_no_two_events_share_an_id(plan: ReturnPlan) -> None:
    files = [*passes_by_person(plan, "zh").values(), *passes_by_leg(plan, "zh").values()]
    uids = [str(event["uid"]) for content in files for event in events(content)]
    assert len(set(uids)) == len(uids)


@pytest.mark.parametrize("make", [passes_by_person, passes_by_leg])
def test_names_are_masked_unless_they_are_asked_for(plan: ReturnPlan, make: Any) -> None:  # noqa: ANN401 - one of two functions
    names = {worker.name.reveal() for worker in plan.case.workers if worker.id in plan.travellers}
    numbers = {worker.number.reveal() for worker in plan.case.workers}

    def said(*, reveal: bool) -> str:
        files = make(plan, "zh", reveal=reveal).values()
        return "\n".join(str(event["description"]) for content in files for event in events(content))

    assert not any(name in said(reveal=False) for name in names)
    assert all(name in said(reveal=True) for name in names)
    assert not any(number in said(reveal=True) for number in numbers)


def test_the_same_plan_gives_the_same_bytes_in_either_language(plan: ReturnPlan) -> None:
    assert passes_by_person(plan, "zh") == passes_by_person(plan, "zh")
    assert "座位" in b"".join(passes_by_person(plan, "zh").values()).decode()
    assert "上 " in b"".join(passes_by_leg(plan, "zh").values()).decode()


def test_an_id_that_is_no_file_name_gets_one_of_its_own(plan: ReturnPlan) -> None:
    first, second = (leg for leg in list(plan.legs())[:2])

    def renamed(leg: Any) -> Any:  # noqa: ANN401 - a leg
        return evolve(leg, id={first: "../a b", second: "../A?B"}.get(leg.id, leg.id))

    convoys = tuple(evolve(convoy, legs=tuple(map(renamed, convoy.legs))) for convoy in plan.case.convoys)
    case = evolve(plan.case, convoys=convoys)
    leg_ids = [leg.id for convoy in convoys for leg in convoy.legs if leg.id.startswith("..")]
    stops = {leg.id: leg.stops for convoy in convoys for leg in convoy.legs}
    rides = tuple(
        Ride(worker=plan.travellers[0], leg=leg, board=stops[leg][0].place, alight=stops[leg][-1].place, seat="01")
        for leg in leg_ids
    )
    files = passes_by_leg(evolve(plan, case=case, rides=rides), "en")
    assert sorted(files) == ["leg-___A_B.ics", "leg-___a_b~2.ics"]


def test_whoever_has_no_ride_has_no_file(plan: ReturnPlan) -> None:
    assert passes_by_person(evolve(plan, rides=()), "en") == {}


def test_without_icalendar_the_extra_is_named(plan: ReturnPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtra, match=r"laborcoop\[calendar\]"):
        passes_by_person(plan, "en")
