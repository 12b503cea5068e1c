"""Vehicles and their seats; a train that runs under two numbers is one train (TR-16)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.ids import VehicleId
from laborcoop.transfer import TrainNumber, TransportMode, Vehicle


def vehicle(rated: int, *carriages: int, mode: TransportMode = TransportMode.CHARTER_COACH) -> Vehicle:
    return Vehicle(id=VehicleId("V-1"), mode=mode, rated=rated, carriages=carriages)


@pytest.mark.parametrize(
    ("mode", "rail", "coach"),
    [
        (TransportMode.CHARTER_COACH, False, True),
        (TransportMode.SPECIAL_TRAIN, True, False),
        (TransportMode.RESERVED_CARRIAGE, True, False),
        (TransportMode.ORDINARY_TRAIN, True, False),
        (TransportMode.CHARTER_FLIGHT, False, False),
    ],
)
def test_each_mode_is_under_the_law_of_the_road_the_rails_or_neither(
    mode: TransportMode,
    rail: bool,  # noqa: FBT001 - a case as data
    coach: bool,  # noqa: FBT001 - the same
) -> None:
    assert (mode.is_rail, mode.is_coach) == (rail, coach)


@pytest.mark.parametrize(("rated", "carriages"), [(0, ()), (-1, ()), (2, (2, 0))])
def test_a_vehicle_and_each_carriage_has_a_seat(rated: int, carriages: tuple[int, ...]) -> None:
    with pytest.raises(InvalidValue, match="1 to 5000 seats"):
        vehicle(rated, *carriages)


def test_the_carriages_add_up_to_the_rating() -> None:
    with pytest.raises(InvalidValue, match="613"):
        vehicle(613, 100, 100, mode=TransportMode.SPECIAL_TRAIN)


def test_seats_are_labelled_by_number_in_a_coach_and_by_carriage_in_a_train() -> None:
    assert vehicle(3).seat_labels() == ("01", "02", "03")
    assert vehicle(3, 1, 2).seat_labels() == ("01-01", "02-01", "02-02")


@settings(deadline=None)
@given(carriages=st.lists(st.integers(1, 120), max_size=18))
def test_there_are_as_many_labels_as_seats_and_no_two_alike(carriages: list[int]) -> None:
    train = vehicle(sum(carriages) or 49, *carriages)
    labels = train.seat_labels()
    assert len(labels) == len(set(labels)) == train.rated


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("D3812/D3809", ("D3812", "D3809")),
        ("D3812/D3809次", ("D3812", "D3809")),
        (" d3812→d3809 ", ("D3812", "D3809")),
        ("Ｄ３８１２／Ｄ３８０９", ("D3812", "D3809")),
        ("D3812/09", ("D3812", "D3809")),
        ("K1234/1235", ("K1234", "K1235")),
        ("1461/2", ("1461", "1462")),
        ("D6565→D6564→D6565", ("D6565", "D6564", "D6565")),
        ("K9/1235", ("K9", "1235")),
        ("7", ("7",)),
    ],
)
def test_train_numbers_are_read_as_they_are_written(written: str, numbers: tuple[str, ...]) -> None:
    assert TrainNumber.parse(written).numbers == numbers


def test_one_train_has_two_numbers_and_no_third() -> None:
    train = TrainNumber.parse("D3812/D3809")
    assert train.names("D3812")
    assert train.names("D3809")
    assert not train.names("D3813")
    assert str(train) == "D3812/D3809"


def test_what_is_no_text_is_no_train_number() -> None:
    with pytest.raises(InvalidValue, match="must be given as a text"):
        TrainNumber.parse(3812)  # type: ignore[arg-type]  # what must not work


@pytest.mark.parametrize("written", ["", "次", "D", "D381200", "DD12", "D0123", "D3812/", "/D3812", "D3812/去程"])
def test_what_is_no_train_number_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        TrainNumber.parse(written)
    assert refused.value.code == "TR-16"


def test_a_train_without_a_number_is_refused() -> None:
    with pytest.raises(InvalidValue):
        TrainNumber(())
