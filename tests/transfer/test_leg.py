"""Legs and convoys: stops in order of time, sections between them, seats for workers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import ConvoyId, DriverId, LegId, PlaceId, VehicleId
from laborcoop.kernel.text import Text
from laborcoop.transfer import Convoy, Leg, Road, Section, Stop, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer.hours import Span

ZONE = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2023, 2, 6, 8, 35, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)
COACH = Vehicle(id=VehicleId("V-1"), mode=TransportMode.CHARTER_COACH, rated=49)
TRAIN = Vehicle(id=VehicleId("V-2"), mode=TransportMode.SPECIAL_TRAIN, rated=613)


def stop(place: str, arrive: int, depart: int | None = None, driver: str | None = None) -> Stop:
    """A stop, in minutes after the start."""
    return Stop(
        place=PlaceId(place),
        arrive=START + arrive * MINUTE,
        depart=START + (arrive if depart is None else depart) * MINUTE,
        driver=None if driver is None else DriverId(driver),
        km=Decimal(40),
    )


def leg(*stops: Stop, vehicle: Vehicle = COACH, escorts: int = 0, number: str = "") -> Leg:
    return Leg(
        id=LegId("L-1"),
        vehicle=vehicle,
        stops=stops,
        escorts=escorts,
        train=TrainNumber.parse(number) if number else None,
    )


WAY = (stop("A", 0, driver="D-1"), stop("B", 60, 80, driver="D-2"), stop("C", 200, driver="D-1"))


@pytest.mark.parametrize("name", ["", " D-1", "D" * 65])
def test_a_driver_who_has_no_id_drives_no_section(name: str) -> None:
    with pytest.raises(InvalidValue, match=r"Stop\.driver is not a valid id"):
        stop("A", 0, driver=name)


def test_sections_lie_between_the_stops_and_carry_their_driver_and_distance() -> None:
    assert leg(*WAY).sections() == (
        Section(
            start=PlaceId("A"),
            end=PlaceId("B"),
            depart=START,
            arrive=START + 60 * MINUTE,
            driver=DriverId("D-1"),
            km=Decimal(40),
            road=Road.ORDINARY,
        ),
        Section(
            start=PlaceId("B"),
            end=PlaceId("C"),
            depart=START + 80 * MINUTE,
            arrive=START + 200 * MINUTE,
            driver=DriverId("D-2"),
            km=Decimal(40),
            road=Road.ORDINARY,
        ),
    )


def span(start: int, end: int) -> Span:
    return Span(START + start * MINUTE, START + end * MINUTE)


@pytest.mark.parametrize(
    ("stood", "driven"),
    [
        ((), (span(0, 60),)),
        ((span(10, 30),), (span(0, 10), span(30, 60))),
        ((span(0, 10), span(10, 20), span(50, 60)), (span(20, 50),)),
        ((span(0, 60),), ()),
    ],
)
def test_nobody_is_at_the_wheel_while_the_vehicle_stands(stood: tuple[Span, ...], driven: tuple[Span, ...]) -> None:
    way, _ = leg(evolve(WAY[0], stood=stood), *WAY[1:]).sections()
    assert tuple(way.driven()) == driven


@pytest.mark.parametrize(
    "stood", [(span(-1, 10),), (span(50, 61),), (span(20, 30), span(10, 15)), (span(10, 20), span(15, 30))]
)
def test_a_vehicle_stands_on_the_way_and_once_at_a_time(stood: tuple[Span, ...]) -> None:
    with pytest.raises(InvalidValue, match="between A and B are not on the way, or out of order"):
        leg(evolve(WAY[0], stood=stood), *WAY[1:])


def test_there_is_no_way_after_the_last_stop_to_stand_on() -> None:
    with pytest.raises(InvalidValue, match="L-1 cannot stand on a way after its last stop"):
        leg(*WAY[:2], evolve(WAY[2], stood=(span(200, 210),)))


@settings(deadline=None)
@given(times=st.lists(st.tuples(st.integers(1, 300), st.integers(0, 60)), min_size=2, max_size=8))
def test_the_sections_and_the_stops_between_them_fill_the_way_from_departure_to_arrival(
    times: list[tuple[int, int]],
) -> None:
    stops, minute = [], 0
    for i, (under_way, wait) in enumerate(times):
        minute += under_way
        stops.append(stop(f"P{i}", minute, minute + wait))
        minute += wait
    run = leg(*stops)
    waits = sum((second.depart - first.arrive for first, second in pairwise(run.sections())), timedelta(0))
    assert sum((section.duration for section in run.sections()), waits) == run.arrive - run.depart
    assert [run.index(place.place) for place in run.stops] == list(range(len(stops)))


@pytest.mark.parametrize("late", [0, -1])
def test_stops_are_in_order_of_time(late: int) -> None:
    with pytest.raises(InvalidValue, match="out of order"):
        leg(stop("A", 0, 10), stop("B", 10 + late))


def test_the_order_of_stops_is_that_of_instants_when_clocks_go_back() -> None:
    before = datetime(2023, 10, 29, 2, 50, tzinfo=BERLIN)
    after = datetime(2023, 10, 29, 2, 10, tzinfo=BERLIN, fold=1)
    run = leg(
        Stop(place=PlaceId("A"), arrive=before, depart=before), Stop(place=PlaceId("B"), arrive=after, depart=after)
    )
    assert run.sections()[0].duration == 20 * MINUTE


@pytest.mark.parametrize("stops", [(), WAY[:1]])
def test_a_leg_has_two_stops(stops: tuple[Stop, ...]) -> None:
    with pytest.raises(InvalidValue, match="two stops or more"):
        leg(*stops)


def test_a_leg_stops_once_at_a_place() -> None:
    with pytest.raises(InvalidValue, match="stops twice"):
        leg(stop("A", 0), stop("B", 10), stop("A", 20))


def test_escorts_are_not_negative() -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        leg(*WAY, escorts=-1)


def test_a_stop_has_zones() -> None:
    with pytest.raises(InvalidValue, match="must have a zone"):
        evolve(WAY[0], depart=START.replace(tzinfo=None))


def test_a_stop_is_left_after_it_is_reached() -> None:
    with pytest.raises(InvalidValue, match="departs before it arrives"):
        stop("A", 10, 9)


@pytest.mark.parametrize("km", [Decimal(-1), Decimal("NaN"), Decimal("Infinity")])
def test_kilometres_are_a_number_not_below_zero(km: Decimal) -> None:
    assert evolve(WAY[0], km=Decimal(0)).km == 0
    with pytest.raises(InvalidValue, match="finite number, not negative"):
        evolve(WAY[0], km=km)


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_section_takes_time(minutes: int) -> None:
    with pytest.raises(InvalidValue, match="no later than"):
        evolve(leg(*WAY).sections()[0], arrive=START + minutes * MINUTE)


def test_a_leg_knows_where_it_does_not_stop_and_who_drives() -> None:
    run = leg(*WAY)
    assert run.index(PlaceId("Z")) is None
    with pytest.raises(UnknownName, match="does not stop at Z"):
        run.position(PlaceId("Z"))
    assert run.drivers == {"D-1", "D-2"}
    assert run.mode is TransportMode.CHARTER_COACH


@pytest.mark.parametrize(
    ("vehicle", "escorts", "drivers_count", "crew", "seats"),
    [
        (COACH, 0, False, 0, 49),
        (COACH, 0, True, 2, 47),
        (COACH, 2, False, 2, 47),
        (COACH, 2, True, 4, 45),
        (COACH, 60, True, 62, 0),
        (TRAIN, 3, True, 3, 610),
    ],
)
def test_escorts_take_seats_and_drivers_where_the_rating_counts_them(
    vehicle: Vehicle,
    escorts: int,
    drivers_count: bool,  # noqa: FBT001 - a case as data
    crew: int,
    seats: int,
) -> None:
    run = leg(*WAY, vehicle=vehicle, escorts=escorts)
    assert run.crew_seats(drivers_count=drivers_count) == crew
    assert run.worker_seats(drivers_count=drivers_count) == seats


@pytest.mark.parametrize(
    ("drivers", "gets_off", "relieved"),
    [
        ("1213", {2: "1"}, set()),
        ("1323", {1: "1"}, {"1"}),
        ("1232", {3: "1", 2: "1"}, {"1"}),
        ("1223", {3: "12"}, {"1", "2"}),
        ("1232", {2: "2"}, set()),
        ("1222", {4: "1"}, set()),
        ("2222", {1: "1"}, set()),
    ],
)
def test_who_is_relieved_gets_off_and_takes_no_seat(drivers: str, gets_off: dict[int, str], relieved: set[str]) -> None:
    stops = (stop(f"P{i}", 60 * i, driver=drivers[i] if i < len(drivers) else None) for i in range(5))
    run = leg(*(evolve(one, relieved=frozenset(map(DriverId, gets_off.get(i, "")))) for i, one in enumerate(stops)))
    assert run.relieved == relieved
    assert run.crew_seats(drivers_count=True) == len(set(drivers)) - len(relieved)
    assert run.crew_seats(drivers_count=False) == 0


@pytest.mark.parametrize(
    ("number", "on", "same"),
    [
        ("D3812", date(2023, 2, 6), True),
        ("D3809", date(2023, 2, 6), True),
        ("D3812", date(2023, 2, 7), False),
        ("D3813", date(2023, 2, 6), False),
    ],
)
def test_a_ticket_of_either_number_and_the_same_day_is_for_the_same_train(
    number: str,
    on: date,
    same: bool,  # noqa: FBT001 - a case as data
) -> None:
    assert leg(*WAY, vehicle=TRAIN, number="D3812/D3809").runs_as(number, on) is same
    assert not leg(*WAY, vehicle=TRAIN).runs_as(number, on)


def convoy(*legs: Leg, batch: int = 1, listed_at: datetime | None = None) -> Convoy:
    return Convoy(id=ConvoyId("CV-1"), batch=batch, name=Text("第一批", "first"), legs=legs, listed_at=listed_at)


@pytest.mark.parametrize(("legs", "batch"), [((), 1), ((leg(*WAY),), 0)])
def test_a_convoy_has_a_leg_and_a_number_from_one(legs: tuple[Leg, ...], batch: int) -> None:
    with pytest.raises(InvalidValue, match="must count from 1"):
        convoy(*legs, batch=batch)


def test_the_legs_of_a_convoy_have_ids_of_their_own() -> None:
    with pytest.raises(InvalidValue, match="two legs of one id"):
        convoy(leg(*WAY), leg(*WAY))


def test_a_convoy_leaves_with_its_first_leg_and_finds_each_by_id() -> None:
    later = evolve(leg(stop("A", 5), stop("B", 10)), id=LegId("L-2"))
    both = convoy(later, leg(*WAY))
    assert both.depart == START
    assert both.leg(LegId("L-2")) is later
    with pytest.raises(UnknownName, match="L-3"):
        both.leg(LegId("L-3"))


def test_the_time_of_listing_has_a_zone() -> None:
    with pytest.raises(InvalidValue, match="must have a zone"):
        convoy(leg(*WAY), listed_at=START.replace(tzinfo=None))
