"""A way with two kinds of road becomes a leg with both: what rules forbid on a part of it, they find on the leg."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.packs.china.travel import PARAMETERS
from laborcoop.rulebook import RuleBook
from laborcoop.rulebook.parameter import Parameters
from laborcoop.transfer import (
    CrewMember,
    Halt,
    Leg,
    RestPlace,
    Road,
    Stop,
    Timetable,
    TransportMode,
    TravelTimes,
    Vehicle,
    Way,
    duties,
    joined,
    timetable,
    ways_driven,
)
from laborcoop.transfer.rules import RULES

DRIVING = ("TR-04", "TR-05", "TR-06", "TR-07", "TR-08", "TR-09")
BOOK = RuleBook(
    title=Text.same("driving"),
    rules=tuple(rule for rule in RULES if rule.code in DRIVING),
    parameters=Parameters.of(PARAMETERS),
)
COACH = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
MINUTE = timedelta(minutes=1)
MIDNIGHT = datetime(2023, 2, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
MOTORWAY, ORDINARY, MOUNTAIN = Road.MOTORWAY, Road.ORDINARY, Road.MOUNTAIN
Parts = list[tuple[str, int, Road]]
"""Where each part of a way ends, its minutes (and kilometres), its road."""


def at(hour: int, minute: int = 0) -> datetime:
    return MIDNIGHT + timedelta(hours=hour, minutes=minute)


def way(start: str, parts: Parts) -> Way:
    minutes, rests = 0, []
    for place, more, road in parts:
        minutes += more
        rests.append(RestPlace(place=PlaceId(place), minutes=minutes, km=Decimal(minutes), road=road))
    end = PlaceId(parts[-1][0])
    return Way(
        start=PlaceId(start), end=end, minutes=minutes, km=Decimal(minutes), road=parts[-1][2], rests=tuple(rests[:-1])
    )


def table(*ways: Parts) -> tuple[list[Halt], TravelTimes]:
    """Halts P0, P1, … and the ways between them, each of its parts."""
    places = ["P0", *(parts[-1][0] for parts in ways)]
    halts = [Halt(place=PlaceId(place)) for place in places]
    return halts, TravelTimes(tuple(way(start, parts) for start, parts in zip(places, ways, strict=False)))


def found_by(
    halts: list[Halt], travel: TravelTimes, depart: datetime, drivers: int = 1, latest: datetime | None = None
) -> Timetable | None:
    found = timetable(
        halts,
        travel,
        crew=[CrewMember(driver=DriverId(f"D-{i}")) for i in range(drivers)],
        depart_between=(depart, latest or depart),
        book=BOOK,
        most_states=8,
    )
    return found if isinstance(found, Timetable) else None


def run_of(halts: list[Halt], travel: TravelTimes, depart: datetime) -> Leg:
    found = found_by(halts, travel, depart)
    assert found is not None
    return found.leg(LegId("L-1"), COACH)


def broken(leg: Leg) -> set[str]:
    subjects = [(leg.id, leg), *((duty.driver, duty) for duty in duties([leg]))]
    return {finding.rule for name, subject in subjects for finding in BOOK.judge(subject, name, on=date(2023, 1, 28))}


def in_parts(leg: Leg, ways: list[Parts]) -> Leg:
    """The same run with a stop wherever two parts meet, each under a name of its own."""
    parts = iter([part for parts in ways for part in parts])
    stops: list[Stop] = []
    arrived = leg.depart
    for section in leg.sections():
        now = section.depart
        while now < section.arrive:
            _, minutes, road = next(parts)
            stops.append(
                Stop(
                    place=PlaceId(f"S-{len(stops)}"),
                    arrive=arrived,
                    depart=now,
                    driver=section.driver,
                    km=Decimal(minutes),
                    road=road,
                )
            )
            arrived = now = now + minutes * MINUTE
        assert arrived == section.arrive
    return evolve(leg, stops=(*stops, Stop(place=PlaceId("end"), arrive=arrived, depart=arrived)))


def later(leg: Leg, minutes: int) -> Leg:
    delay = minutes * MINUTE
    return evolve(
        leg, stops=tuple(evolve(one, arrive=one.arrive + delay, depart=one.depart + delay) for one in leg.stops)
    )


@st.composite
def mixed_ways(draw: st.DrawFn) -> list[Parts]:
    """One to three ways of one to four parts; rest places in common are passed twice."""
    roads, minutes = st.sampled_from(list(Road)), st.integers(1, 150)
    common = ["R", "Q"] if draw(st.booleans()) else []
    ways = []
    for i in range(draw(st.integers(1, 3))):
        own = [f"P{i}-{j}" for j in range(draw(st.integers(0, 3)))]
        rests = draw(st.permutations([*own, *common]))[:3]
        ways.append([(place, draw(minutes), draw(roads)) for place in (*rests, f"P{i + 1}")])
    return ways


@settings(max_examples=25)
@given(mixed_ways(), st.integers(0, 24 * 60), st.integers(1, 2), st.integers(0, 24 * 60))
def test_the_leg_of_a_timetable_breaks_the_rules_that_its_parts_break_and_is_lawful_as_it_was_made(
    ways: list[Parts], minutes: int, drivers: int, delay: int
) -> None:
    halts, travel = table(*ways)
    depart = MIDNIGHT + minutes * MINUTE
    found = found_by(halts, travel, depart, drivers, depart + timedelta(hours=8))
    if found is None:
        return
    leg = found.leg(LegId("L-1"), COACH)
    parted = in_parts(leg, ways)
    assert broken(leg) == broken(parted) == set()
    late, late_in_parts = later(leg, delay), later(parted, delay)
    assert broken(late) >= broken(late_in_parts)
    passed_once = len({place for parts in ways for place, _, _ in parts}) == sum(map(len, ways))
    if passed_once:
        assert broken(late) == broken(late_in_parts)


@pytest.mark.parametrize(
    ("parts", "depart", "stops"),
    [
        ([("M", 150, MOUNTAIN), ("B", 60, ORDINARY)], at(19, 22), ["P0", "M", "B"]),
        ([("M", 40, ORDINARY), ("B", 150, MOUNTAIN)], at(12), ["P0", "M", "B"]),
        ([("M", 40, MOTORWAY), ("B", 150, ORDINARY)], at(12), ["P0", "M", "B"]),
        ([("M", 40, MOUNTAIN), ("N", 40, ORDINARY), ("B", 50, ORDINARY)], at(12), ["P0", "M", "B"]),
        ([("M", 40, ORDINARY), ("B", 150, ORDINARY)], at(12), ["P0", "B"]),
    ],
)
def test_a_rest_place_at_which_the_road_changes_is_a_stop(parts: Parts, depart: datetime, stops: list[str]) -> None:
    leg = run_of(*table(parts), depart)
    assert [stop.place for stop in leg.stops] == stops
    assert [section.road for section in leg.sections()] == [parts[0][2], parts[-1][2]][: len(stops) - 1]
    assert all(not stop.boarding and not stop.alighting for stop in leg.stops[1:-1])
    assert broken(leg) == set()


def test_a_mountain_road_driven_by_night_after_a_delay_is_found_though_the_way_begins_on_another_road() -> None:
    leg = run_of(*table([("M", 40, ORDINARY), ("B", 150, MOUNTAIN)]), at(12))
    assert broken(leg) == set()
    assert broken(later(leg, 500)) == {"TR-08"}
    assert broken(later(leg, 300)) == set()  # off the mountain by 20:10


def test_a_way_joined_of_two_roads_keeps_both_to_the_leg_and_back_from_it() -> None:
    travel = TravelTimes((way("A", [("M", 150, MOUNTAIN)]), way("M", [("B", 60, ORDINARY)])))
    ends = [PlaceId("A"), PlaceId("B")]
    leg = run_of([Halt(place=one) for one in ends], joined(travel, ends), at(19, 22))
    assert broken(leg) == set()
    (driven,) = [one for one in ways_driven([leg]) if (one.start, one.end) == ("A", "B")]
    assert [part.road for part in driven.parts()] == [MOUNTAIN, ORDINARY]


def test_a_stop_at_which_the_road_changes_is_a_rest_place_of_the_ways_driven_past_it() -> None:
    parts = [("M", 40, ORDINARY)], [("N", 60, MOUNTAIN)], [("B", 50, MOUNTAIN)]
    leg = run_of(*table(*parts), at(12))
    (driven,) = [one for one in ways_driven([leg]) if (one.start, one.end) == ("P0", "B")]
    assert [(rest.place, rest.road) for rest in driven.rests] == [("M", ORDINARY)]
    assert driven.road is MOUNTAIN


@pytest.mark.parametrize(
    ("first", "second", "harder"),
    [
        (ORDINARY, MOTORWAY, ORDINARY),
        (MOTORWAY, ORDINARY, ORDINARY),
        (MOTORWAY, MOTORWAY, MOTORWAY),
        (MOUNTAIN, ORDINARY, MOUNTAIN),
        (ORDINARY, MOUNTAIN, MOUNTAIN),
    ],
)
def test_a_part_without_the_rest_place_that_is_passed_twice_is_of_the_harder_of_its_two_roads(
    first: Road, second: Road, harder: Road
) -> None:
    halts, travel = table([("R", 60, MOUNTAIN), ("B", 60, ORDINARY)], [("R", 60, first), ("C", 60, second)])
    leg = run_of(halts, travel, at(10))
    roads = [("P0", MOUNTAIN), ("R", ORDINARY), ("B", harder)]
    assert [(stop.place, stop.road) for stop in leg.stops[:-1]] == roads
    assert broken(later(leg, 10 * 60)) == ({"TR-08"} if harder is MOUNTAIN else set())  # from B at 22:00
