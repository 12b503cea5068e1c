"""Coaches that cannot be planned as they are asked for are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import ConvoyId, DriverId, PlaceId, VehicleId
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.testing import Programme, small_case
from laborcoop.transfer import (
    Collecting,
    CrewMember,
    FeederCoach,
    Halt,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
    collect,
)
from laborcoop.transfer import timetable as make_timetable
from laborcoop.transfer.batching import make_batches
from laborcoop.transfer.coach_routes import RouteProblem, find_routes

DAY = datetime(2023, 2, 5, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
NAIVE = DAY.replace(tzinfo=None)
LATER = DAY + timedelta(hours=4)
PARK = PlaceId("K-park")


def coach(mode: TransportMode = TransportMode.CHARTER_COACH) -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=9), depot=PARK, crew=(CrewMember(driver=DriverId("D-1")),)
    )


def of_convoy(**given: Any) -> ConvoyCoaches:
    own: dict[str, Any] = {"convoy": ConvoyId("B-1"), "station": PARK, "feeders": (), "collect_between": (DAY, LATER)}
    return ConvoyCoaches(**(own | given))


def question(**given: Any) -> Collecting:
    own: dict[str, Any] = {
        "coaches": (),
        "station": PARK,
        "travel": TravelTimes(),
        "book": lc.national(),
        "depart_between": (DAY, LATER),
    }
    return Collecting(**(own | given))


def times(**given: Any) -> object:
    halts = [Halt(place=PlaceId("A")), Halt(place=PARK)]
    crew = [CrewMember(driver=DriverId("D-1"))]
    own: dict[str, Any] = {
        "halts": halts,
        "travel": TravelTimes(),
        "crew": crew,
        "depart_between": (DAY, LATER),
        "book": lc.national(),
    }
    return make_timetable(**(own | given))


def convoys(**given: Any) -> object:
    return lc.plan_convoys(small_case(Programme()), (), TravelTimes(), **given)


def routes(**given: Any) -> object:
    own: dict[str, Any] = {"problem": RouteProblem(pickups=(), coaches=(), station=PARK, travel=TravelTimes())}
    return find_routes(**(own | given))


def batches(**given: Any) -> object:
    own: dict[str, Any] = {"wishes": [], "trips": []}
    return make_batches(**(own | given))


def collected(**given: Any) -> object:
    own: dict[str, Any] = {"people": [], "question": question()}
    return collect(**(own | given))


@pytest.mark.parametrize("mode", [mode for mode in TransportMode if not mode.is_coach])
def test_a_train_or_flight_is_no_feeder_coach(mode: TransportMode) -> None:
    with pytest.raises(InvalidValue, match="V-1 is no coach"):
        coach(mode)


@pytest.mark.parametrize(
    ("ask", "given", "told"),
    [
        (times, {"arrive_by": NAIVE}, "arrive_by must be a time with a zone"),
        (times, {"before_train": NAIVE}, "before_train must be a time with a zone"),
        (times, {"arrive_by": "09:00"}, "arrive_by must be a time with a zone"),
        (times, {"most_states": 0}, "most_states must be at least 1"),
        (times, {"most_states": "many"}, "most_states must be a whole number"),
        (times, {"halts": "AB"}, r"halts\[0\] must be a Halt, not str"),
        (times, {"halts": None}, "halts must be a list"),
        (times, {"crew": ["D-1"]}, r"crew\[0\] must be a CrewMember, not str"),
        (times, {"travel": []}, "travel must be a TravelTimes, not list"),
        (times, {"book": "china"}, "book must be a RuleBook, not str"),
        (times, {"depart_between": DAY}, "depart_between must be"),
        (times, {"depart_between": (DAY,)}, "depart_between must be"),
        (collected, {"question": "question"}, "question must be a Collecting, not str"),
        (collected, {"people": ["W-1"]}, r"people\[0\] must be a Waiting, not str"),
        (routes, {"problem": "problem"}, "arguments of find_routes: problem must be a RouteProblem, not str"),
        (routes, {"problem": question()}, "problem must be a RouteProblem, not Collecting"),
        (batches, {"wishes": ["W-1"]}, r"arguments of make_batches: wishes\[0\] must be a Wish, not str"),
        (batches, {"wishes": None}, "wishes must be a list"),
        (batches, {"trips": [PARK]}, r"trips\[0\] must be a Trip, not str"),
        (batches, {"trips": 7}, "trips must be a list"),
        (question, {"arrive_by": NAIVE}, r"Collecting.arrive_by: a time must have a zone"),
        (question, {"before_train": NAIVE}, r"Collecting.before_train: a time must have a zone"),
        (of_convoy, {"collect_between": (NAIVE, NAIVE)}, "a time must have a zone"),
        (of_convoy, {"collect_between": (DAY,)}, "collect_between must be"),
        (of_convoy, {"collect_between": (LATER, DAY)}, "collect_between of convoy B-1: the last departure"),
        (
            of_convoy,
            {"deliver_from": PARK, "deliveries": (coach(),), "deliver_between": (LATER, DAY)},
            "deliver_between of convoy B-1: the last departure",
        ),
        (of_convoy, {"deliver_from": PARK, "deliveries": (coach(),)}, "B-1: .* must be given together"),
        (of_convoy, {"deliveries": (coach(),), "deliver_between": (DAY, LATER)}, "must be given together"),
        (of_convoy, {"deliver_from": PARK, "deliver_between": (DAY, LATER)}, "must be given together"),
        *(
            (ask, given, told)
            for ask in (convoys, routes, collected)
            for given, told in (
                ({"iterations": -1}, "must not be negative: iterations"),
                ({"seed": -1}, "must not be negative: seed"),
                ({"seed": "x"}, "seed must be a whole number"),
                ({"iterations": 1.5}, "iterations must be a whole number"),
                ({"bound_rounds": "x"}, "bound_rounds must be a whole number"),
            )
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(ask: Callable[..., object], given: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValue, match=told):
        ask(**given)


def test_where_no_coach_is_asked_for_the_reason_is_not_that_seats_are_full() -> None:
    case = small_case(Programme())
    way = Way(start=PlaceId("V-1"), end=PARK, minutes=60, km=Decimal(60))
    found = lc.plan_convoys(case, [of_convoy()], TravelTimes((way,)), iterations=5)
    assert [reason.code for reasons in found.left_out.values() for reason in reasons] == ["batching.no-seats"]


def staffed(number: int, captain: str = "", deputy: str = "") -> FeederCoach:
    own = coach()
    crew = (CrewMember(driver=DriverId(f"D-{number}")),)
    vehicle = evolve(own.vehicle, id=VehicleId(f"V-{number}"))
    return evolve(own, vehicle=vehicle, crew=crew, captain=captain, deputy=deputy)


@pytest.mark.parametrize(
    ("staff", "named"),
    [
        ([("", "")], "V-1"),
        ([("C-1", "")], "V-1"),
        ([("", "C-1")], "V-1"),
        ([("C-1", "C-1")], "V-1"),
        ([("C-1", "C-2"), ("", "C-3"), ("C-4", "")], "V-2, V-3"),
    ],
)
def test_coaches_without_a_captain_and_a_deputy_are_refused_by_name_while_the_book_asks_for_both(
    staff: list[tuple[str, str]], named: str
) -> None:
    case = small_case(Programme())
    feeders = tuple(staffed(number, *names) for number, names in enumerate(staff, start=1))
    delivering = {"deliver_from": PARK, "deliveries": feeders, "deliver_between": (DAY, LATER)}
    for given in ({"feeders": feeders}, delivering):
        asked = [of_convoy(**given)]
        with pytest.raises(InvalidValue, match=rf"captain and a deputy, two people: {named} \(TR-19\)"):
            lc.plan_convoys(case, asked, TravelTimes())
        other = evolve(case, book=case.book.without("TR-19"))
        assert lc.plan_convoys(other, asked, TravelTimes()).carried == frozenset()


@pytest.mark.parametrize("second", [("C-1", "C-4"), ("C-4", "C-1"), ("C-2", "C-4"), ("C-4", "C-2")])
def test_a_captain_or_deputy_of_two_coaches_at_a_time_is_refused_with_the_coaches(second: tuple[str, str]) -> None:
    coaches = staffed(1, "C-1", "C-2"), staffed(2, *second), staffed(3, "C-5", "C-6"), staffed(4), staffed(5)
    with pytest.raises(InvalidValue, match="is of V-1 and V-2: one coach only, once"):
        question(coaches=coaches)
    assert question(coaches=(coaches[0], *coaches[2:])).coaches
