"""The least ticket of each passenger: what TR-27 allows, and nothing more."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.kernel.ids import LegId, PlaceId, VehicleId
from laborcoop.packs import national
from laborcoop.transfer import Leg, Stop, TransportMode, Vehicle
from laborcoop.transfer.fares import Fare, FareParty, TicketKind
from laborcoop.transfer.tickets import least_tickets

BOOK = national()
RAIL, COACH = TransportMode.ORDINARY_TRAIN, TransportMode.CHARTER_COACH
FULL, CHILD, FREE = TicketKind.FULL, TicketKind.CHILD, TicketKind.FREE
START = datetime(2023, 2, 6, 8, tzinfo=ZoneInfo("Asia/Shanghai"))
MOTHER = Fare(id="W-1", born=date(1990, 1, 1), ticket=FULL, alight=PlaceId("B"))


def child(age: int, number: int = 1, **changes: Any) -> Fare:
    """A child whose birthday is the day of travel, without a seat of its own."""
    base = Fare(
        id=f"K-{number}",
        born=date(2023 - age, 2, 6),
        ticket=FULL,
        alight=PlaceId("B"),
        own_seat=False,
        adult="W-1",
    )
    return evolve(base, **changes)


def party(*children: Fare, mode: TransportMode = RAIL, rated: int = 49) -> FareParty:
    leg = Leg(
        id=LegId("L-1"),
        vehicle=Vehicle(id=VehicleId("V-1"), mode=mode, rated=rated),
        stops=tuple(
            Stop(place=PlaceId(place), arrive=START + i * timedelta(hours=1), depart=START + i * timedelta(hours=1))
            for i, place in enumerate("AB")
        ),
    )
    return FareParty(leg=leg, fares=(MOTHER, *children))


def tickets(found: FareParty) -> dict[str, tuple[TicketKind, bool]]:
    return {fare.id: (fare.ticket, fare.own_seat) for fare in found.fares if fare.id != "W-1"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (child(5), (FREE, False)),
        (child(5, own_seat=True), (CHILD, True)),
        (child(5, adult=None), (CHILD, True)),
        (child(6), (CHILD, True)),
        (child(13), (CHILD, True)),
        (child(14), (FULL, True)),
    ],
)
def test_by_rail_age_on_the_day_of_travel_decides(one: Fare, expected: tuple[TicketKind, bool]) -> None:
    assert tickets(least_tickets(party(one), BOOK)) == {"K-1": expected}


@pytest.mark.parametrize(
    ("one", "rated", "expected"),
    [
        (child(6), 49, (FREE, False)),
        (child(7), 49, (FULL, True)),
        (child(7, height=Decimal("1.20")), 49, (FREE, False)),
        (child(7, height=Decimal("1.21")), 49, (FULL, True)),
        (child(6), 9, (FULL, True)),
    ],
)
def test_by_coach_age_or_height_decides(one: Fare, rated: int, expected: tuple[TicketKind, bool]) -> None:
    assert tickets(least_tickets(party(one, mode=COACH, rated=rated), BOOK)) == {"K-1": expected}


def test_an_adult_takes_the_youngest_free_and_the_others_get_seats() -> None:
    found = tickets(least_tickets(party(child(4, 1), child(2, 2)), BOOK))
    assert found == {"K-1": (CHILD, True), "K-2": (FREE, False)}


def test_by_air_nothing_is_changed() -> None:
    flight = party(child(4), mode=TransportMode.CHARTER_FLIGHT)
    assert least_tickets(flight, BOOK) is flight


@given(
    st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.sampled_from((None, "1.10", "1.30"))), max_size=4),
    st.sampled_from((RAIL, COACH)),
    st.sampled_from((9, 49)),
)
def test_the_rule_on_childrens_tickets_finds_nothing(
    drawn: list[tuple[int, bool, str | None]], mode: TransportMode, rated: int
) -> None:
    children = [
        child(age, i, own_seat=seat, height=None if height is None else Decimal(height))
        for i, (age, seat, height) in enumerate(drawn)
    ]
    found = least_tickets(party(*children, mode=mode, rated=rated), BOOK)
    assert [one.rule for one in BOOK.judge(found, "p", on=START.date()) if one.rule == "TR-27"] == []
