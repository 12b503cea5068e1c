"""Lodgings, rooms, stays and the work stations that run them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from laborcoop.cooperation import Agreement
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import LodgingId, PlaceId, RoomId, StationId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.retention import Lodging, LodgingKind, Room, RoomUse, Stay, WorkStation


def room(name: str = "101", beds: int = 4) -> Room:
    return Room(id=RoomId(name), beds=beds, use=RoomUse.MEN)


def lodging(*rooms: Room, price: str = "0", charge: str = "0") -> Lodging:
    return Lodging(
        id=LodgingId("H-1"),
        name=Text("员工之家", "Employees' Home"),
        kind=LodgingKind.EMPLOYEES_HOME,
        place=PlaceId("home"),
        price=Decimal(price),
        charge=Decimal(charge),
        rooms=rooms,
    )


@pytest.mark.parametrize("beds", [0, -1])
def test_a_room_has_a_bed(beds: int) -> None:
    assert room(beds=1).beds == 1
    with pytest.raises(InvalidValue, match="1 to 500 beds"):
        room(beds=beds)


def test_the_rooms_of_a_lodging_have_ids_of_their_own() -> None:
    assert len(lodging(room("101"), room("102")).rooms) == 2
    with pytest.raises(InvalidValue, match="two rooms of one id"):
        lodging(room("101"), room("101"))


@pytest.mark.parametrize(("price", "charge"), [("-0.01", "0"), ("0", "-0.01")])
def test_amounts_are_not_negative(price: str, charge: str) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        lodging(price=price, charge=charge)


def stay(start: int, end: int) -> Stay:
    return Stay(
        worker=WorkerId("W-1"),
        lodging=LodgingId("H-1"),
        room=RoomId("101"),
        bed=1,
        period=Period(date(2023, 2, start), date(2023, 2, end)),
    )


@pytest.mark.parametrize(("second", "meet"), [((7, 8), False), ((6, 8), True), ((4, 5), False), ((4, 6), True)])
def test_out_on_the_7th_and_in_on_the_7th_do_not_meet(
    second: tuple[int, int],
    meet: bool,  # noqa: FBT001 - a case as data
) -> None:
    assert stay(5, 7).period.overlaps(stay(*second).period) is meet


def test_a_stay_has_an_end() -> None:
    with pytest.raises(InvalidValue, match="on which it ends"):
        evolve(stay(5, 7), period=Period(date(2023, 2, 5)))


def nights(one: Stay) -> list[int]:
    return [night.day for night in one.nights()]


def test_a_bed_is_held_for_every_night_that_is_booked() -> None:
    booked = stay(5, 8)
    assert booked.held == booked.period
    assert nights(booked) == [5, 6, 7]
    assert nights(booked.check_in(date(2023, 2, 6))) == [5, 6, 7]


@pytest.mark.parametrize(("left", "held"), [(5, []), (6, [5]), (7, [5, 6]), (8, [5, 6, 7])])
def test_who_leaves_before_the_end_holds_no_bed_from_then_on(left: int, held: list[int]) -> None:
    gone = stay(5, 8).check_in(date(2023, 2, 5)).check_out(date(2023, 2, left))
    assert nights(gone) == held
    assert gone.held == (Period(date(2023, 2, 5), date(2023, 2, left)) if held else None)


def test_a_cancelled_stay_holds_no_bed() -> None:
    cancelled = stay(5, 8).cancel(date(2023, 2, 6), "火车停运")
    assert nights(cancelled) == []
    assert cancelled.held is None


def test_a_station_speaks_for_the_counties_whose_agreement_is_in_force() -> None:
    first, second = DivisionCode("533301"), DivisionCode("533325")
    station = WorkStation(
        id=StationId("ST-1"),
        name=Text("怒江驻珠海劳务工作站", "Nujiang work station in Zhuhai"),
        home=DivisionCode("533300"),
        host=DivisionCode("440400"),
        agreements=(
            Agreement(title=Text("协议", "agreement"), county=first, period=Period(date(2022, 1, 1), date(2023, 1, 1))),
            Agreement(title=Text("协议", "agreement"), county=second, period=Period(date(2022, 7, 1))),
        ),
    )
    assert station.counties(date(2021, 12, 31)) == frozenset()
    assert station.counties(date(2022, 1, 1)) == {first}
    assert station.counties(date(2022, 12, 31)) == {first, second}
    assert station.counties(date(2023, 1, 1)) == {second}
