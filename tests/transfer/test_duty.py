"""What one driver drives, over all legs of all coaches."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import DriverId, LegId, PlaceId, VehicleId
from laborcoop.transfer import (
    DriverDuty,
    DriverHours,
    Leg,
    Road,
    Section,
    Stop,
    TransportMode,
    Vehicle,
    duties,
    in_turn,
)
from laborcoop.transfer.hours import Span

START = datetime(2023, 2, 5, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = timedelta(minutes=1)


def section(start: int, end: int, driver: str = "D-1", *, stays: bool = False) -> Section:
    return Section(
        start=PlaceId(f"P{start}"),
        end=PlaceId(f"P{start}" if stays else f"P{end}"),
        depart=START + start * MINUTE,
        arrive=START + end * MINUTE,
        driver=DriverId(driver),
        km=None,
        road=Road.ORDINARY,
    )


def leg(name: str, *times: int, drivers: str, mode: TransportMode = TransportMode.CHARTER_COACH) -> Leg:
    """A leg that stops at these minutes; the drivers of its sections by letter, a dot for none."""
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(id=VehicleId(f"V-{name}"), mode=mode, rated=49),
        stops=tuple(
            Stop(
                place=PlaceId(f"{name}-{minute}"),
                arrive=START + minute * MINUTE,
                depart=START + minute * MINUTE,
                driver=None if driver == "." else DriverId(driver),
            )
            for minute, driver in zip(times, drivers, strict=True)
        ),
    )


def test_duties_gather_what_each_driver_drives_over_all_coaches() -> None:
    found = duties(
        [
            leg("late", 300, 360, drivers="A."),
            leg("early", 0, 60, 120, drivers="AB."),
            leg("train", 0, 60, drivers="A.", mode=TransportMode.SPECIAL_TRAIN),
            leg(
                "driverless",
                0,
                60,
                drivers="..",
            ),
        ]
    )
    assert [(duty.driver, [section.start for section in duty.sections]) for duty in found] == [
        ("A", ["early-0", "late-300"]),
        ("B", ["early-60"]),
    ]
    assert found[0].start == START


@settings(deadline=None)
@given(starts=st.sets(st.integers(0, 20), min_size=1), order=st.randoms(use_true_random=True))
def test_a_duty_does_not_depend_on_the_order_of_the_sections(starts: set[int], order: Random) -> None:
    sections = [section(10 * start, 10 * start + 10) for start in sorted(starts)]
    shuffled = order.sample(sections, len(sections))
    duty = DriverDuty(driver=DriverId("D-1"), sections=tuple(shuffled))
    assert duty.sections == tuple(sections)
    assert duty.clashes() == ()


@settings(deadline=None)
@given(drives=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), min_size=1, max_size=6))
def test_a_driver_clashes_exactly_where_a_minute_is_driven_twice(drives: list[tuple[int, int]]) -> None:
    minutes = [minute for start, length in drives for minute in range(start, start + length)]
    duty = DriverDuty(
        driver=DriverId("D-1"), sections=tuple(section(start, start + length) for start, length in drives)
    )
    assert bool(duty.clashes()) == (len(set(minutes)) < len(minutes))
    assert [(span.start, span.end) for span in duty.spans()] == [(way.depart, way.arrive) for way in duty.sections]


def test_a_long_drive_clashes_with_every_short_one_inside_it() -> None:
    duty = DriverDuty(driver=DriverId("D-1"), sections=(section(0, 100), section(10, 20), section(50, 60)))
    assert [(first.start, second.start) for first, second in duty.clashes()] == [("P0", "P10"), ("P0", "P50")]


def test_a_driver_is_at_one_place_at_a_time() -> None:
    def clashes(*sections: Section) -> int:
        return len(DriverDuty(driver=DriverId("D-1"), sections=sections).clashes())

    assert clashes(section(0, 10), section(10, 20)) == 0
    assert clashes(section(0, 10, stays=True), section(10, 20)) == 1
    assert clashes(section(0, 10, stays=True), section(11, 20)) == 0


def test_hours_behind_a_driver_are_at_the_wheel_too() -> None:
    behind = Span(START - 120 * MINUTE, START - 60 * MINUTE)
    ahead = leg("L", 0, 60, drivers="A.")
    found = duties([ahead], [DriverHours(driver=DriverId(name), driven=(behind,)) for name in ("A", "A", "B")])
    assert [(one.driver, one.spans()) for one in found] == [("A", (behind, behind, Span(START, START + 60 * MINUTE)))]


def test_legs_follow_each_other_by_vehicle_and_captain() -> None:
    def of(name: str, *times: int, vehicle: str, captain: str, deputy: str = "", mode: TransportMode) -> Leg:
        one = leg(name, *times, drivers="..", mode=mode)
        return evolve(one, vehicle=evolve(one.vehicle, id=VehicleId(vehicle)), captain=captain, deputy=deputy)

    coach, train = TransportMode.CHARTER_COACH, TransportMode.ORDINARY_TRAIN
    legs = [
        of("long", 0, 100, vehicle="V", captain="", mode=coach),
        of("short", 10, 20, vehicle="V", captain="C", deputy="D", mode=coach),
        of("late", 50, 60, vehicle="V", captain="D", mode=coach),
        of("rail", 0, 70, vehicle="T", captain="C", mode=train),
        of("again", 30, 90, vehicle="T", captain="", mode=train),
    ]
    assert [(one.shared.value, one.name, one.first.id, one.second.id) for one in in_turn(reversed(legs))] == [
        ("captain", "C", "rail", "short"),
        ("captain", "D", "short", "late"),
        ("vehicle", "V", "long", "short"),
        ("vehicle", "V", "long", "late"),
    ]


@pytest.mark.parametrize("sections", [(), (section(0, 10, "D-2"),)])
def test_a_duty_has_sections_and_they_are_the_drivers_own(sections: tuple[Section, ...]) -> None:
    with pytest.raises(InvalidValue, match="all driven by D-1"):
        DriverDuty(driver=DriverId("D-1"), sections=sections)
