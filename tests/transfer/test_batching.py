"""Batches: as many people as possible, companions together, one employer's people on few trips, nobody lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.journey import Proof
from laborcoop.kernel.ids import ConvoyId, EmployerId, PartyId, PlaceId, WorkerId
from laborcoop.transfer.batching import Batches, Trip, Wish, make_batches

A, B = PlaceId("A"), PlaceId("B")


def day(number: int) -> date:
    return date(2023, 2, number)


def wish(name: str, home: str = "A", employer: str | None = "E", party: str | None = None, **more: Any) -> Wish:
    return Wish(
        worker=WorkerId(name),
        home=PlaceId(home),
        employer=None if employer is None else EmployerId(employer),
        together=None if party is None else PartyId(party),
        **more,
    )


def trip(name: str, seats: int, leaves: int = 5, collects: str = "AB", delivers: str = "") -> Trip:
    return Trip(
        id=ConvoyId(name),
        leaves_on=day(leaves),
        seats=seats,
        collects=frozenset(map(PlaceId, collects)),
        delivers=frozenset(map(EmployerId, delivers)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Wish], list[Trip]]:
    wishes = [
        Wish(
            worker=WorkerId(f"W{i}"),
            home=draw(st.sampled_from([A, B])),
            employer=draw(st.sampled_from([None, EmployerId("E"), EmployerId("F")])),
            earliest=draw(st.none() | st.integers(4, 7).map(day)),
            latest=draw(st.none() | st.integers(4, 7).map(day)),
            together=draw(st.sampled_from([None, None, PartyId("X")])),
        )
        for i in range(draw(st.integers(0, 6)))
    ]
    trips = [
        trip(
            f"T{i}",
            draw(st.integers(0, 4)),
            draw(st.integers(4, 7)),
            draw(st.sampled_from(["A", "AB"])),
            draw(st.sampled_from(["", "E", "EF"])),
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    return wishes, trips


def allowed(wishes: Sequence[Wish], trips: Sequence[Trip]) -> Iterator[list[ConvoyId | None]]:
    """Every way to give wishes trips that keeps to what is wished, the seats, and the company."""
    for chosen in product([None, *trips], repeat=len(wishes)):
        pairs = list(zip(wishes, chosen, strict=True))
        suit = all(own is None or own.suits(each) for each, own in pairs)
        seats = all(sum(own is each for own in chosen) <= each.seats for each in trips)
        company = {own.id if own is not None else None for each, own in pairs if each.together is not None}
        if suit and seats and len(company) <= 1:
            yield [None if own is None else own.id for own in chosen]


@settings(max_examples=30)
@given(cases())
def test_nobody_is_lost_and_no_other_way_takes_more_people(case: tuple[list[Wish], list[Trip]]) -> None:
    wishes, trips = case
    found = make_batches(wishes, trips)
    assert {*found.trip, *found.left_out} == {each.worker for each in wishes}
    mine = [found.trip.get(each.worker) for each in wishes]
    ways = list(allowed(wishes, trips))
    assert mine in ways
    assert len(found.trip) == max(len(way) - way.count(None) for way in ways)
    assert found.proof.status == "proved"
    assert make_batches(wishes[::-1], trips[::-1]) == found


def test_people_of_one_employer_gather_on_one_trip_where_they_fit() -> None:
    wishes = [wish(f"{employer}{i}", employer=employer) for employer in "EFG" for i in range(10)]
    trips = [trip(f"T{i}", 10) for i in range(3)]
    found = make_batches(wishes, trips)
    assert found.trips_of == {"E": 1, "F": 1, "G": 1}
    assert sorted(map(len, map(found.of, (each.id for each in trips)))) == [10, 10, 10]


def test_an_employer_with_more_people_than_seats_takes_few_trips_and_no_seat_is_wasted_for_it() -> None:
    wishes = [wish(f"E{i}") for i in range(25)] + [wish(f"F{i}", employer="F") for i in range(5)]
    found = make_batches(wishes, [trip(f"T{i}", 10) for i in range(3)])
    assert found.left_out == {}
    assert found.trips_of == {"E": 3, "F": 1}
    # Whoever can go with one trip only does so, though the others of the employer go elsewhere.
    late = [wish("late", earliest=day(6))] + [wish(f"E{i}", latest=day(5)) for i in range(3)]
    both = make_batches(late, [trip("T5", 3, 5), trip("T6", 1, 6)])
    assert both.trip[WorkerId("late")] == "T6"
    assert both.trips_of == {"E": 2}


@pytest.mark.parametrize(
    ("wished", "code"),
    [
        (wish("W", earliest=day(7), latest=day(6)), "batching.window"),
        (wish("W", home="Z"), "batching.no-trip-from-home"),
        (wish("W", home="B", employer="F"), "batching.no-trip-to-employer"),
        (wish("W", earliest=day(8)), "batching.no-trip-in-window"),
    ],
)
def test_an_impossible_wish_is_refused_by_name_and_the_rest_goes_on(wished: Wish, code: str) -> None:
    found = make_batches([wished, wish("other")], [trip("T", 5, delivers="E")])
    assert found.left_out[WorkerId("W")][0].code == code
    assert found.trip == {"other": "T"}


def test_companions_go_together_or_not_at_all() -> None:
    pair = [wish("W1", party="X"), wish("W2", party="X")]
    full = make_batches(pair, [trip("T1", 1), trip("T2", 1)])
    assert {reasons[0].code for reasons in full.left_out.values()} == {"batching.full"}
    assert full.left_out[WorkerId("W1")][0].about == ("T1", "T2")
    apart = make_batches(
        [evolve(pair[0], latest=day(5)), evolve(pair[1], earliest=day(6))], [trip("T1", 9), trip("T2", 9, 6)]
    )
    assert {reasons[0].code for reasons in apart.left_out.values()} == {"batching.not-together"}
    stranded = make_batches([pair[0], evolve(pair[1], home=PlaceId("Z"))], [trip("T1", 9)])
    assert stranded.left_out[WorkerId("W1")][0].code == "batching.company"
    assert stranded.left_out[WorkerId("W1")][0].about == ("W2",)
    assert make_batches(pair, [trip("T1", 2)]).of(ConvoyId("T1")) == ("W1", "W2")


def test_what_is_given_twice_or_lost_is_refused() -> None:
    with pytest.raises(InvalidValue, match="twice: W"):
        make_batches([wish("W"), wish("W")], [])
    with pytest.raises(InvalidValue, match="twice: T"):
        make_batches([], [trip("T", 1), trip("T", 2)])
    with pytest.raises(InvalidValue, match="lost or twice"):
        Batches(came_in=frozenset({WorkerId("W")}), proof=Proof(status="proved"))
