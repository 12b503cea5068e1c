"""Ways come from the table first, then back along it, then from the stated estimate."""

from __future__ import annotations

import math
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.transfer.leg import Road
from laborcoop.transfer.travel_times import GreatCircle, RestPlace, TravelTimes, Way, great_circle_km

A, B, C = PlaceId("A"), PlaceId("B"), PlaceId("C")
ESTIMATE = GreatCircle(detour=Decimal("1.5"), kmh=Decimal(30), road=Road.MOUNTAIN)


def place(name: str, latitude: float | None, longitude: float | None) -> Place:
    return Place(id=PlaceId(name), name=Text.same(name), kind=PlaceKind.STOP, latitude=latitude, longitude=longitude)


def way(start: str = "A", end: str = "B", minutes: int = 60, km: int = 40, *rests: RestPlace) -> Way:
    return Way(start=PlaceId(start), end=PlaceId(end), minutes=minutes, km=Decimal(km), rests=rests)


def test_a_way_is_the_tables_and_the_way_back_the_same_unless_the_table_has_it() -> None:
    travel = TravelTimes((way(), way("B", "C", 30), way("C", "B", 50)))
    assert travel.between(A, B).minutes == 60
    assert (travel.between(B, A).minutes, travel.between(B, A).start) == (60, B)
    assert travel.between(B, C).minutes == 30
    assert travel.between(C, B).minutes == 50


def test_a_way_that_is_neither_given_nor_to_be_estimated_is_named() -> None:
    with pytest.raises(UnknownName, match="no way from A to C"):
        TravelTimes((way(),)).between(A, C)
    located = TravelTimes((), (place("A", 26.0, 99.0), place("C", None, None)), ESTIMATE)
    for end in (A, B, C):
        with pytest.raises(UnknownName):
            located.between(A, end)


def test_an_estimate_is_the_great_circle_times_the_detour_at_the_stated_speed() -> None:
    # A degree along a meridian is 111.195 km on a sphere of 6371.0088 km.
    travel = TravelTimes((), (place("A", 26.0, 99.0), place("B", 27.0, 99.0)), ESTIMATE)
    found = travel.between(A, B)
    assert found.estimated
    assert found.km == Decimal("166.8")
    assert found.minutes == 334  # 166.8 km at 30 km/h are 333.6 minutes
    assert found.road is Road.MOUNTAIN
    assert ESTIMATE.text.en.endswith("great-circle distance times 1.5, at 30 km/h")
    assert TravelTimes((way(),), travel.places, ESTIMATE).between(A, B).minutes == 60


@given(*[st.floats(-89, 89), st.floats(-179, 179)] * 2)
def test_the_distance_agrees_with_the_angle_between_the_two_directions(
    north: float, east: float, north_end: float, east_end: float
) -> None:
    def direction(latitude: float, longitude: float) -> tuple[float, float, float]:
        n, e = math.radians(latitude), math.radians(longitude)
        return math.cos(n) * math.cos(e), math.cos(n) * math.sin(e), math.sin(n)

    one, other = direction(north, east), direction(north_end, east_end)
    cross = math.dist((0, 0, 0), tuple(one[i - 2] * other[i - 1] - one[i - 1] * other[i - 2] for i in range(3)))
    angle = math.atan2(cross, sum(a * b for a, b in zip(one, other, strict=True)))
    found = great_circle_km(place("A", north, east), place("B", north_end, east_end))
    assert found == pytest.approx(6371.0088 * angle, abs=1)


def test_a_place_at_the_same_spot_is_a_minute_away() -> None:
    assert ESTIMATE.way(place("A", 26.0, 99.0), place("B", 26.0, 99.0)) == Way(
        start=A, end=B, minutes=1, km=Decimal("0.0"), road=Road.MOUNTAIN, estimated=True
    )


def test_rest_places_part_a_way_and_lie_the_other_way_round_on_the_way_back() -> None:
    rests = [RestPlace(place=PlaceId(f"R{i}"), minutes=20 * i, km=Decimal(15 * i)) for i in (1, 2)]
    whole = way("A", "B", 60, 40, *rests)
    assert [(str(part.start), str(part.end), part.minutes, int(part.km)) for part in whole.parts()] == [
        ("A", "R1", 20, 15),
        ("R1", "R2", 20, 15),
        ("R2", "B", 20, 10),
    ]
    assert [(str(part.start), str(part.end), int(part.km)) for part in whole.back.parts()] == [
        ("B", "R2", 10),
        ("R2", "R1", 15),
        ("R1", "A", 15),
    ]
    assert whole.back.back == whole
    assert way().parts() == (way(),)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: way("A", "A"), "from one place to another"),
        (lambda: way(minutes=0), "one minute or more"),
        (lambda: way(km=-1), "not negative"),
        (lambda: way("A", "B", 60, 40, RestPlace(place=C, minutes=60, km=Decimal(20))), "in order"),
        (lambda: way("A", "B", 60, 40, RestPlace(place=C, minutes=20, km=Decimal(41))), "in order"),
        (lambda: way("A", "B", 60, 40, RestPlace(place=A, minutes=20, km=Decimal(20))), "each once"),
        (lambda: TravelTimes((way(), way())), "twice: A → B"),
        (lambda: GreatCircle(detour=Decimal("0.9"), kmh=Decimal(30), road=Road.ORDINARY), "1 or more"),
        (lambda: GreatCircle(detour=Decimal(1), kmh=Decimal(0), road=Road.ORDINARY), "above zero"),
    ],
)
def test_what_cannot_be_is_refused(make: object, words: str) -> None:
    assert callable(make)
    with pytest.raises(InvalidValue, match=words):
        make()


def test_a_table_is_pickled_with_its_ways() -> None:
    travel = TravelTimes((way(),))
    again = pickle.loads(pickle.dumps(travel))  # noqa: S301 - written in the line above
    assert again == travel
    assert again.between(B, A) == travel.between(B, A)
