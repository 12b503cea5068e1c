"""How many people a convoy takes: as many as its own trains, flights and coaches carry on from their station."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import laborcoop as lc
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.planning.convoy_coaches import ConvoyCoaches
from laborcoop.planning.convoy_seats import seats_onward
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import CrewMember, FeederCoach, Leg, Stop, TrainNumber, TransportMode, TravelTimes, Vehicle, Way
from laborcoop.transfer.route import Network, Route

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 2, day, hour, minute, tzinfo=ZONE)


def place(name: str, town: str) -> Place:
    where = DivisionCode("440404" if town == "zhuhai" else "530114")
    return Place(id=PlaceId(name), name=lc.Text.same(name), kind=PlaceKind.STATION, hub=town, division=where)


PLACES = (
    place("B-air", "baoshan"),
    place("K-air", "kunming"),
    place("M", "guangzhou"),
    place("Z-air", "zhuhai"),
    place("Z-home", "zhuhai"),
)


def leg(name: str, seats: int, *stops: tuple[str, int], mode: TransportMode = TransportMode.SPECIAL_TRAIN) -> Leg:
    """A leg on 6 February from (place, hour) of each stop."""
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(id=VehicleId(f"v-{name}"), mode=mode, rated=seats),
        stops=tuple(Stop(place=PlaceId(where), arrive=at(6, hour), depart=at(6, hour)) for where, hour in stops),
        train=TrainNumber.parse(f"D{seats + 1}") if mode.is_rail else None,
    )


FLIGHT, COACH = TransportMode.CHARTER_FLIGHT, TransportMode.CHARTER_COACH


def with_legs(applicants: int, train_seats: int, *more: Leg, without: str = "") -> lc.Case:
    """The small case with seats for all, but on its train, and with more legs."""
    people = tuple(Applicant() for _ in range(applicants))
    case = small_case(Programme(applicants=people, coach_seats=30, shuttle_seats=30, train_seats=train_seats))
    (convoy,) = case.convoys
    kept = tuple(one for one in convoy.legs if one.id != without)
    known = {one.id for one in case.places}
    places = (*case.places, *(one for one in PLACES if one.id not in known))
    return evolve(case, places=places, convoys=(evolve(convoy, legs=(*kept, *more)),))


def carried(case: lc.Case, **changes: Any) -> int:
    coaches = evolve(
        ConvoyCoaches.of_legs(case, case.convoys[0], PlaceId("K-park")),
        feeders=(
            FeederCoach(
                vehicle=Vehicle(id=VehicleId("VF"), mode=TransportMode.CHARTER_COACH, rated=31),
                depot=PlaceId("V-1"),
                crew=(CrewMember(driver=DriverId("DF")), CrewMember(driver=DriverId("DG"))),
                captain="C",
                deputy="E",
            ),
        ),
        **changes,
    )
    ways = TravelTimes((Way(start=PlaceId("V-1"), end=PlaceId("K-park"), minutes=230, km=Decimal(200)),))
    found = lc.plan_convoys(case, [coaches], ways, iterations=5, bound_rounds=0)
    assert found.verify() == ()
    assert found.carried <= set(lc.plan_return(found.case).travellers)
    return len(found.carried)


ELSEWHERE = leg("flight", 2, ("B-air", 10), ("Z-air", 13), mode=FLIGHT)


@pytest.mark.parametrize(
    ("case", "people"),
    [
        (with_legs(8, 10), 8),
        (with_legs(8, 5), 5),
        (with_legs(8, 10, ELSEWHERE), 8),  # of which nobody at this station could take a seat
        (with_legs(8, 3, ELSEWHERE), 3),
        (with_legs(8, 3, leg("other", 2, ("K-station", 9), ("Z-station", 18))), 5),  # one beside the other
    ],
    ids=["enough", "few", "elsewhere", "elsewhere-and-few", "beside"],
)
def test_seats_are_those_that_the_people_of_the_station_can_take(case: lc.Case, people: int) -> None:
    assert carried(case) == people


AFTER = (leg("first", 7, ("K-station", 7), ("M", 10)), leg("second", 4, ("M", 11), ("Z-station", 15)))


@pytest.mark.parametrize(
    ("case", "goal", "seats"),
    [
        (with_legs(1, 9, *AFTER, without="train"), "G-1", 4),  # one after the other
        (with_legs(1, 9, *AFTER), "G-1", 13),  # and one beside the two
        (with_legs(1, 9, leg("air", 5, ("K-air", 9), ("Z-air", 11), mode=FLIGHT)), "G-1", 14),  # anywhere in the town
        (with_legs(1, 9, leg("gone", 5, ("K-station", 5), ("Z-station", 9))), "G-1", 9),  # before anybody is there
        (with_legs(1, 9, leg("overland", 5, ("K-station", 9), ("Z-home", 18), mode=COACH)), "G-1", 14),
        (with_legs(1, 9, without="train"), "G-1", None),
        (with_legs(1, 9, leg("long", 3, ("K-station", 9), ("M", 12), ("Z-station", 18)), without="train"), "Z-home", 3),
    ],
)
def test_the_smallest_counts_only_where_all_must_take_it(case: lc.Case, goal: str, seats: int | None) -> None:
    (convoy,) = case.convoys
    asked = evolve(ConvoyCoaches.of_legs(case, convoy, PlaceId("K-park")), collect_between=(at(6, 6), at(6, 7)))
    legs = [one for one in convoy.legs if one.id != "feeder"]
    assert seats_onward(case, asked, legs, {PlaceId(goal)}) == seats
    assert seats_onward(case, asked, [], {PlaceId(goal)}) is None  # of legs that are still to come nothing is known


def most(routes: Sequence[Route], free: Mapping[tuple[LegId, int], int]) -> int:
    """Brute force: how many people find seats on these routes, each as many times as it is taken."""
    if not routes:
        return 0
    first, *others = routes
    taken, found = dict(free), 0
    for times in range(max(free.values()) + 1):
        found = max(found, times + most(others, taken))
        taken |= {section: taken[section] - 1 for section in first.sections()}
        if min(taken.values()) < 0:
            break
    return found


TRAINS = st.sampled_from(
    [
        (("K-station", 7), ("M", 10), ("Z-station", 16)),
        (("K-station", 8), ("M", 11)),
        (("M", 12), ("Z-station", 16)),
        (("M", 12), ("N", 14), ("Z-station", 17)),
        (("K-air", 8), ("Z-air", 12)),
        (("K-station", 7), ("N", 13)),
        (("N", 15), ("Z-station", 18)),
    ]
)


@given(st.lists(st.tuples(TRAINS, st.integers(1, 3)), min_size=1, max_size=4))
def test_as_many_as_brute_force_seats_on_the_ways_onward(trains: list[tuple[tuple[tuple[str, int], ...], int]]) -> None:
    own = [leg(f"t-{number}", seats, *stops) for number, (stops, seats) in enumerate(trains)]
    case = with_legs(1, 1, *own, without="train")
    (convoy,) = case.convoys
    asked = evolve(ConvoyCoaches.of_legs(case, convoy, PlaceId("K-park")), collect_between=(at(6, 6), at(6, 7)))
    legs = [one for one in convoy.legs if one.id != "feeder"]
    hubs = {one.id: one.hub for one in case.places if one.hub}
    network = Network.of([evolve(convoy, legs=tuple(legs))], hubs)
    routes = network.onward(ConvoyId("B-1"), PlaceId("K-park"), at(6, 6), PlaceId("G-1"))
    free = {(one.id, i): one.vehicle.rated for one in own for i in range(len(one.stops) - 1)}
    assert seats_onward(case, asked, legs, {PlaceId("G-1")}) == (most(routes, free) if routes else None)
