"""A train whose number changes on the way: which number holds at which stop, and for whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import LegId, PlaceId, VehicleId
from laborcoop.transfer import Leg, Stop, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer.train_numbers import number_at, number_of_ride, numbers_on_way

TRAIN = Vehicle(id=VehicleId("V-1"), mode=TransportMode.ORDINARY_TRAIN, rated=10)
START = datetime(2023, 2, 6, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
STOPS = "ABCD"


def number(written: str) -> TrainNumber | None:
    return TrainNumber.parse(written) if written else None


def train(numbers: str, *said: str) -> Leg:
    """A train with a number said at some stops, first stop first."""
    stops = tuple(
        Stop(place=PlaceId(place), arrive=at, depart=at, train=number(written))
        for i, (place, written) in enumerate(zip(STOPS, said, strict=True))
        for at in (START + timedelta(hours=i),)
    )
    return Leg(id=LegId("T"), vehicle=TRAIN, stops=stops, train=number(numbers))


def told(leg: Leg, board: str, alight: str) -> list[str]:
    way = numbers_on_way(leg, PlaceId(board), PlaceId(alight))
    return [f"{place} {held}" for place, held in way]


THERE_AND_BACK = train("D6565/D6564/D6565", "D6565", "D6564", "", "D6565")


@pytest.mark.parametrize(
    ("leg", "board", "alight", "way", "in_all"),
    [
        (THERE_AND_BACK, "A", "B", ["A D6565"], "D6565"),
        (THERE_AND_BACK, "A", "C", ["A D6565", "B D6564"], "D6565/D6564"),
        (THERE_AND_BACK, "B", "D", ["B D6564"], "D6564"),
        (THERE_AND_BACK, "C", "D", ["C D6564"], "D6564"),
        (train("D6565/D6564/D6565", "D6565", "D6564", "D6565", ""), "A", "D", None, "D6565/D6564/D6565"),
        (train("D3812/D3809", "", "", "", ""), "A", "D", ["A D3812/D3809"], "D3812/D3809"),
        (train("D3812/D3809", "", "", "D3809", ""), "A", "D", ["A D3812/D3809", "C D3809"], "D3812/D3809"),
        (train("", "", "", "", ""), "A", "D", [], ""),
    ],
)
def test_a_rider_knows_the_number_where_one_boards_and_where_it_changes(
    leg: Leg, board: str, alight: str, way: list[str] | None, in_all: str
) -> None:
    assert told(leg, board, alight) == (["A D6565", "B D6564", "C D6565"] if way is None else way)
    assert str(number_of_ride(leg, PlaceId(board), PlaceId(alight)) or "") == in_all


def test_each_stop_has_the_number_that_was_said_last() -> None:
    assert [str(number_at(THERE_AND_BACK, stop)) for stop in THERE_AND_BACK.stops] == [
        "D6565",
        "D6564",
        "D6564",
        "D6565",
    ]
    assert [str(number_at(train("D1/D2", "", "D2", "", ""), stop)) for stop in THERE_AND_BACK.stops[:1]] == ["D1/D2"]


def test_a_way_from_a_place_where_the_train_does_not_stop_is_refused() -> None:
    with pytest.raises(UnknownName, match="T does not stop at X"):
        numbers_on_way(THERE_AND_BACK, PlaceId("X"), PlaceId("D"))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("D3812/D3809", ["D3812", "", "D3811", ""]),
        ("D3812/D3809", ["D3809", "", "D3812", ""]),
        ("D6565/D6564", ["D6565", "D6564", "D6565", ""]),
    ],
)
def test_numbers_at_stops_are_the_trains_own_in_their_order(numbers: str, said: list[str]) -> None:
    with pytest.raises(InvalidValue, match=r"leg T runs as D\d+/D\d+, and not .* at its stops") as refused:
        train(numbers, *said)
    assert refused.value.code == "TR-16"
    assert all(one in str(refused.value) for one in said if one)


def test_a_leg_without_a_number_has_none_at_its_stops() -> None:
    with pytest.raises(InvalidValue, match="leg T has numbers at its stops, and none of its own"):
        train("", "D3812", "", "", "")


def test_one_number_holds_at_a_stop() -> None:
    with pytest.raises(InvalidValue, match="A: a train leaves a stop under one number, not D3812/D3809"):
        train("D3812/D3809", "D3812/D3809", "", "", "")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(("D1", "D2")), min_size=1, max_size=4), st.tuples(*[st.sampled_from(("", "D1", "D2"))] * 4)
)
def test_numbers_are_refused_exactly_where_the_train_cannot_run_so(
    numbers: list[str], said: tuple[str, str, str, str]
) -> None:
    def can_run(at: int, left: tuple[str, ...]) -> bool:
        return not left or any(numbers[i] == left[0] and can_run(i, left[1:]) for i in range(at, len(numbers)))

    try:
        train("/".join(numbers), *said)
    except InvalidValue:
        made = False
    else:
        made = True
    assert made is can_run(0, tuple(one for one in said if one))


def test_a_train_that_says_nothing_at_its_stops_is_as_it_was() -> None:
    plain = train("D3812/D3809", "", "", "", "")
    assert plain == evolve(plain, stops=tuple(evolve(stop, train=None) for stop in plain.stops))
