"""Coaches that deliver: nobody is lost, gates are open, every leg is lawful; and ways as they are driven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId, WorkerId
from laborcoop.packs import national
from laborcoop.transfer import (
    CrewMember,
    Delivering,
    FeederCoach,
    Halt,
    Leg,
    RestPlace,
    Road,
    Stop,
    TrainNumber,
    TransportMode,
    TravelTimes,
    Vehicle,
    Waiting,
    Way,
    collect,
    duties,
    joined_to,
    ways_driven,
)

ZONE = ZoneInfo("Asia/Shanghai")
STATION = PlaceId("S")
AT = {"S": 0, "D": -10, "G1": 30, "G2": 50, "G3": 90}
BOOK = national()


def at(clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2023, 2, 5, hour, minute, tzinfo=ZONE)


ROADS = TravelTimes(
    tuple(
        Way(start=PlaceId(a), end=PlaceId(b), minutes=abs(AT[a] - AT[b]), km=Decimal(abs(AT[a] - AT[b])))
        for a in AT
        for b in AT
        if a != b
    )
)


def coach(number: int, seats: int = 20, depot: str = "S") -> FeederCoach:
    return FeederCoach(
        vehicle=Vehicle(id=VehicleId(f"V-{number}"), mode=TransportMode.CHARTER_COACH, rated=seats),
        depot=PlaceId(depot),
        crew=(CrewMember(driver=DriverId(f"D-{number}")),),
    )


def asked(*coaches: FeederCoach, **changes: Any) -> Delivering:
    base = Delivering(
        coaches=coaches,
        station=STATION,
        travel=ROADS,
        book=BOOK,
        depart_between=(at("09:00"), at("18:00")),
        prefix="L",
    )
    return evolve(base, **changes)


def bound_for(gate: str, count: int) -> list[Waiting]:
    return [Waiting(worker=WorkerId(f"{gate}-{i}"), place=PlaceId(gate)) for i in range(count)]


def clock(moment: datetime) -> str:
    return moment.strftime("%H:%M")


def test_one_coach_delivers_at_gate_after_gate_and_each_alights_there() -> None:
    found = collect([*bound_for("G2", 3), *bound_for("G1", 4)], asked(coach(1)), iterations=50)
    (run,) = found.runs
    assert run.leg.id == "L-V-1"
    assert [(stop.place, clock(stop.arrive)) for stop in run.leg.stops] == [
        ("S", "09:00"),
        ("G1", "09:30"),
        ("G2", "09:50"),
    ]
    assert {(ride.board, ride.alight) for ride in run.rides} == {("S", "G1"), ("S", "G2")}
    assert found.km == 100  # home again
    assert found.gap < 0.0001


def test_a_coach_comes_empty_from_its_depot_and_waits_for_the_train() -> None:
    later = Halt(place=STATION, not_before=at("10:30"))
    found = collect(bound_for("G1", 1), asked(coach(1, depot="D"), points=(later,)), iterations=20)
    (run,) = found.runs
    assert run.empty is not None
    assert (run.empty.stops[0].place, run.empty.stops[-1].place) == ("D", "S")
    assert clock(run.leg.depart) == "10:30"


def test_a_coach_leaves_so_that_no_gate_is_reached_before_it_opens() -> None:
    hours = {PlaceId("G1"): (at("11:00"), at("17:00")), PlaceId("G2"): (at("08:00"), at("17:00"))}
    found = collect([*bound_for("G1", 1), *bound_for("G2", 1)], asked(coach(1), open_between=hours), iterations=20)
    assert [clock(stop.arrive) for stop in found.runs[0].leg.stops] == ["10:30", "11:00", "11:20"]


@pytest.mark.parametrize(
    ("opens", "closes", "code"),
    [
        ("08:00", "09:29", "delivering.gate-closed"),
        ("18:31", "20:00", "delivering.gate-closed"),
        ("18:30", "18:30", ""),
    ],
)
def test_who_cannot_be_there_while_the_gate_is_open_is_left_out(opens: str, closes: str, code: str) -> None:
    hours = {PlaceId("G1"): (at(opens), at(closes))}
    found = collect(bound_for("G1", 1), asked(coach(1), open_between=hours), iterations=20)
    assert [reason.code for reasons in found.left_out.values() for reason in reasons] == ([code] if code else [])


def test_a_deadline_or_a_way_that_is_not_there_leaves_people_out_with_the_reason() -> None:
    late = collect(bound_for("G3", 1), asked(coach(1), arrive_by=at("10:00")), iterations=20)
    assert [reason.code for reasons in late.left_out.values() for reason in reasons] == ["timetable.too-late"]
    nowhere = collect(bound_for("G9", 1), asked(coach(1)), iterations=20)
    (reason,) = nowhere.left_out[WorkerId("G9-0")]
    assert reason.code == "collecting.no-way"
    assert "from S to G9" in reason.text.en


def test_a_depot_without_a_way_to_the_station_is_refused() -> None:
    with pytest.raises(InvalidValue, match="Nowhere"):
        asked(coach(1, depot="Nowhere"))


@given(
    st.lists(st.tuples(st.sampled_from(("G1", "G2", "G3")), st.integers(1, 9)), max_size=3, unique_by=lambda g: g[0]),
    st.lists(st.tuples(st.integers(4, 12), st.sampled_from(("S", "D"))), min_size=1, max_size=3),
    st.sampled_from(("08:00", "10:00", "12:15")),
)
@settings(max_examples=25)
def test_nobody_is_lost_and_legs_are_lawful(
    gates: Sequence[tuple[str, int]], coaches: Sequence[tuple[int, str]], opens: str
) -> None:
    people = [person for gate, count in gates for person in bound_for(gate, count)]
    hours = {PlaceId("G1"): (at(opens), at("17:00"))}
    question = asked(*(coach(i, *one) for i, one in enumerate(coaches)), open_between=hours)
    found = collect(people, question, iterations=30, bound_rounds=20)
    riding = [ride for run in found.runs for ride in run.rides]
    assert sorted([*(ride.worker for ride in riding), *found.left_out]) == sorted(one.worker for one in people)
    assert all(ride.alight == str(ride.worker).partition("-")[0] for ride in riding)
    assert found.bound_km <= found.km
    for leg in found.legs:
        assert all(stop.arrive >= at(opens) for stop in leg.stops if stop.place == "G1")
    judged = [*found.legs, *duties(found.legs)]
    rules = {"TR-04", "TR-05", "TR-06", "TR-07", "TR-08", "TR-09"}
    said = [one.rule for each in judged for one in BOOK.judge(each, "x", on=date(2023, 2, 5)) if one.rule in rules]
    assert said == []


def driven(leg_id: str, *stops: tuple[str, int, int, bool, Road], mode: TransportMode | None = None) -> Leg:
    """Stops by place, minute of arrival, minutes there, whether people board, and the road that follows."""
    start = at("08:00")
    return Leg(
        id=LegId(leg_id),
        vehicle=Vehicle(id=VehicleId("V"), mode=mode or TransportMode.CHARTER_COACH, rated=40),
        train=None if mode is None else TrainNumber(numbers=("D1",)),
        stops=tuple(
            Stop(
                place=PlaceId(place),
                arrive=start + timedelta(minutes=arrive),
                depart=start + timedelta(minutes=arrive + dwell),
                boarding=boards,
                alighting=boards,
                km=Decimal(10),
                road=road,
            )
            for place, arrive, dwell, boards, road in stops
        ),
    )


MOUNTAIN, ORDINARY, MOTORWAY = Road.MOUNTAIN, Road.ORDINARY, Road.MOTORWAY
RUN = driven(
    "1",
    ("A", 0, 0, True, MOUNTAIN),
    ("B", 20, 5, True, ORDINARY),
    ("R", 60, 30, False, MOTORWAY),
    ("S", 100, 0, True, ORDINARY),
)


def test_ways_are_those_between_the_stops_of_legs_without_the_time_of_standing() -> None:
    ways = {(way.start, way.end): way for way in ways_driven([RUN])}
    assert set(ways) == {("A", "B"), ("A", "R"), ("A", "S"), ("B", "R"), ("B", "S"), ("R", "S")}
    whole = ways[PlaceId("A"), PlaceId("S")]
    assert (whole.minutes, whole.km, whole.road) == (20 + 35 + 10, Decimal(30), MOTORWAY)
    rests = [("B", 20, MOUNTAIN), ("R", 55, ORDINARY)]
    assert [(rest.place, rest.minutes, rest.road) for rest in whole.rests] == rests


def test_of_two_legs_the_quicker_says_the_way_and_trains_and_unknown_kilometres_say_none() -> None:
    quick = driven("2", ("A", 0, 0, True, MOUNTAIN), ("B", 15, 0, True, ORDINARY))
    slow = driven("3", ("A", 0, 0, True, MOUNTAIN), ("B", 30, 0, True, ORDINARY))
    for legs in ([quick, slow], [slow, quick]):
        assert [way.minutes for way in ways_driven(legs)] == [15]
    train = driven("4", ("A", 0, 0, True, ORDINARY), ("B", 15, 0, True, ORDINARY), mode=TransportMode.SPECIAL_TRAIN)
    unknown = evolve(quick, stops=(evolve(quick.stops[0], km=None), quick.stops[1]))
    assert ways_driven([train, unknown]) == ()


def test_the_parts_of_a_way_have_the_roads_that_its_rest_places_name_also_on_the_way_back() -> None:
    way = Way(
        start=PlaceId("A"),
        end=PlaceId("B"),
        minutes=100,
        km=Decimal(100),
        road=MOTORWAY,
        rests=(
            RestPlace(place=PlaceId("R"), minutes=20, km=Decimal(20), road=MOUNTAIN),
            RestPlace(place=PlaceId("T"), minutes=50, km=Decimal(50)),
        ),
    )
    assert [part.road for part in way.parts()] == [MOUNTAIN, MOTORWAY, MOTORWAY]
    assert [part.road for part in way.back.parts()] == [MOTORWAY, MOTORWAY, MOUNTAIN]
    assert [part.minutes for part in way.back.parts()] == [50, 30, 20]
    assert way.back.back.parts() == way.parts()


def test_a_place_without_a_way_to_the_station_goes_over_the_one_by_which_it_is_quickest() -> None:
    def way(start: str, end: str, minutes: int, *rests: str) -> Way:
        between = tuple(
            RestPlace(place=PlaceId(rest), minutes=i + 1, km=Decimal(i + 1)) for i, rest in enumerate(rests)
        )
        return Way(start=PlaceId(start), end=PlaceId(end), minutes=minutes, km=Decimal(minutes), rests=between)

    table = (
        way("A", "S", 100, "R"),
        way("B", "S", 60, "R"),
        way("N", "A", 10),
        evolve(way("N", "B", 30), road=Road.MOUNTAIN, estimated=True),
        way("M", "A", 20, "R"),
    )
    joined = joined_to(STATION, TravelTimes(table), [PlaceId(each) for each in "ABNMRS"] + [PlaceId("lost")])
    added = joined.ways[len(table) :]
    assert [each.start for each in added] == ["N"]
    (n,) = added
    assert (n.minutes, n.km, n.estimated) == (90, Decimal(90), True)
    assert [(rest.place, rest.minutes) for rest in n.rests] == [("B", 30), ("R", 31)]
    assert [part.road for part in n.parts()] == [Road.MOUNTAIN, Road.ORDINARY, Road.ORDINARY]
