"""Those who go together sit side by side: in one row of one carriage, each minor beside the adult who answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop import InvalidValue
from laborcoop.kernel.ids import LegId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import RuleBook
from laborcoop.transfer import Leg, SeatUse, Stop, TransportMode, Vehicle
from laborcoop.transfer.minders import Rider, accompanied, in_seat_order, knots, minders
from laborcoop.transfer.rules_boarding import one_person_one_seat
from laborcoop.transfer.seat_plan import SeatPlan, give_seats

START = datetime(2023, 2, 5, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)
SEAT_RULE = RuleBook(title=Text.same("seats"), rules=(one_person_one_seat,))
LAST = 3


def leg(rated: int, *carriages: int, row: int | None = None) -> Leg:
    return Leg(
        id=LegId("A"),
        vehicle=Vehicle(id=VehicleId("V"), mode=TransportMode.SPECIAL_TRAIN, rated=rated, carriages=carriages, row=row),
        stops=tuple(
            Stop(place=PlaceId(f"A{i}"), arrive=START + i * HOUR, depart=START + i * HOUR) for i in range(LAST + 1)
        ),
    )


def people(*groups: str, board: int = 0, alight: int = LAST, seat: str = "") -> list[Rider]:
    """Riders by name: those of a group are a party, the eldest first, and small letters are minors."""
    riders = []
    for group in groups:
        party = PartyId(group) if len(group) > 1 else None
        for order, name in enumerate(group):
            riders.append(Rider(worker=WorkerId(name), board=board, alight=alight, party=party, order=order, seat=seat))
    return accompanied(riders, {rider.worker for rider in riders if rider.worker.islower()})


def seated(run: Leg, riders: Iterable[Rider], crew: int = 0, rear: int = 0) -> dict[str, str]:
    rides = give_seats(run, riders, crew=crew, rear=rear)
    assert SEAT_RULE.judge(SeatUse(leg=run, rides=tuple(rides)), "A", on=date(2023, 2, 5)) == ()
    return {str(ride.worker): ride.seat for ride in rides}


def apart(run: Leg, riders: Iterable[Rider], seats: dict[str, str]) -> set[str]:
    """The minors who do not sit beside the adult who answers for them."""
    return {
        str(rider.worker)
        for rider in riders
        if rider.adult is not None and not run.vehicle.are_beside(seats[rider.worker], seats[rider.adult])
    }


@pytest.mark.parametrize(
    ("run", "one", "other", "beside"),
    [
        (leg(4), "01", "02", True),
        (leg(4), "01", "03", False),
        (leg(4), "02", "02", False),
        (leg(4, 2, 2), "01-01", "01-02", True),
        (leg(4, 2, 2), "01-02", "02-01", False),
        (leg(8, row=4), "04", "05", False),
        (leg(8, row=4), "05", "06", True),
        (leg(9, row=4), "08", "09", True),
        (leg(10, row=4), "08", "09", False),
        (leg(2, row=4), "01", "02", True),
        (leg(3, row=1), "02", "03", False),
        (leg(4), "01", "99", False),
        (leg(4), "99", "01", False),
    ],
)
def test_seats_are_beside_each_other_in_one_row_of_one_carriage(
    run: Leg, one: str, other: str, *, beside: bool
) -> None:
    assert run.vehicle.are_beside(one, other) is beside
    assert run.vehicle.are_beside(other, one) is beside


def test_the_seat_that_is_left_over_is_of_the_last_row() -> None:
    assert [row for _, row in leg(9, row=4).vehicle.seat_rows()] == [1] * 4 + [2] * 5
    assert [row for _, row in leg(11, row=4).vehicle.seat_rows()] == [1] * 4 + [2] * 4 + [3] * 3
    assert leg(5, 2, 3, row=2).vehicle.seat_rows() == ((1, 1), (1, 1), (2, 1), (2, 1), (2, 1))


@pytest.mark.parametrize(
    ("company", "order", "parts"),
    [
        ("Aa", "Aa", ["Aa"]),
        ("Aab", "aAb", ["aAb"]),
        ("Aabc", "aAbc", ["aAb", "c"]),
        ("ABab", "AbBa", ["Ab", "Ba"]),
        ("ABa", "AaB", ["Aa", "B"]),
        ("AB", "AB", ["A", "B"]),
        ("ab", "ab", ["a", "b"]),
        ("ABabc", "aAcBb", ["aAc", "Bb"]),
    ],
)
def test_each_adult_sits_between_two_of_the_minors_answered_for(company: str, order: str, parts: list[str]) -> None:
    """The youngest minor is the eldest adult's, the next one the next adult's, and so on."""
    found = in_seat_order(people(company))
    assert "".join(rider.worker for rider in found) == order
    assert ["".join(rider.worker for rider in knot) for knot in knots(found)] == parts


def test_an_adult_answers_for_a_minor_only_who_is_there_all_the_way() -> None:
    minor = Rider(worker=WorkerId("m"), board=0, alight=3)
    short = Rider(worker=WorkerId("A"), board=0, alight=2)
    late = Rider(worker=WorkerId("B"), board=1, alight=3)
    whole = evolve(minor, worker=WorkerId("C"))
    assert minders([minor], [short, late]) == {}
    assert minders([minor], [short, late, whole]) == {"m": "C"}
    assert minders([evolve(minor, board=1)], [late, whole]) == {"m": "B"}


@pytest.mark.parametrize(
    ("run", "groups", "crew"),
    [
        pytest.param(leg(6, 3, 3), ["X", "Y", "Aa"], 0, id="no carriage ends between them"),
        pytest.param(leg(8, row=4), ["X", "Y", "Z", "Aa"], 0, id="no row ends between them"),
        pytest.param(leg(8, row=4), ["X", "Aab", "Z"], 0, id="two minors, one at each side"),
        pytest.param(leg(8, row=4), ["Aab", "Bcd"], 1, id="a row is left to three of them"),
        pytest.param(leg(10, row=5), ["Aa", "Bb", "Ccd", "Def"], 0, id="those with most minors choose first"),
        pytest.param(leg(8, row=4), ["XYZ", "ABab", "W"], 0, id="two adults, a minor each"),
        pytest.param(leg(8, row=4), ["ABCDEa"], 0, id="a party longer than a row is parted elsewhere"),
        pytest.param(leg(6, row=2), ["ABabCc"], 0, id="a party over several rows"),
        pytest.param(leg(6, 2, 2, 2), ["ABab"], 1, id="a party over several carriages"),
    ],
)
def test_minors_sit_beside_who_answers_for_them(run: Leg, groups: Sequence[str], crew: int) -> None:
    riders = people(*groups)
    seats = seated(run, riders, crew)
    assert len(set(seats.values())) == len(riders)
    assert apart(run, riders, seats) == set()


def test_a_minor_who_boards_later_sits_beside_the_adult_though_others_were_aboard_before() -> None:
    """Seat by seat in the order of boarding the two would find 1 and 3: who rides through sits elsewhere instead."""
    run = leg(4)
    riders = [*people("U", "W", alight=1), *people("V", "X"), *people("Aa", board=1)]
    assert apart(run, riders, seated(run, riders)) == set()


@pytest.mark.parametrize(
    "ways",
    [
        pytest.param({"U": (0, 1), "V": (0, 2), "W": (0, 1), "Aa": (2, 3), "X": (1, 3)}, id="who rides longer first"),
        pytest.param({"X": (1, 3), "Aa": (2, 3), "V": (0, 2), "Bb": (0, 1)}, id="one family at its turn"),
    ],
)
def test_families_choose_first_only_where_everybody_else_finds_a_seat(ways: dict[str, tuple[int, int]]) -> None:
    run = leg(3)
    riders = [rider for group, (board, alight) in ways.items() for rider in people(group, board=board, alight=alight)]
    assert apart(run, riders, seated(run, riders)) == set()


@pytest.mark.parametrize(
    ("run", "group", "left"),
    [
        pytest.param(leg(4, row=2), "Aab", 1, id="no row holds three: one minor in the next row"),
        pytest.param(leg(4, row=4), "Aabc", 1, id="an adult has two sides"),
        pytest.param(leg(2, row=1), "Aa", 1, id="rows of one seat"),
        pytest.param(leg(3, 1, 2), "Aab", 1, id="one beside, one in another carriage"),
        pytest.param(leg(2, 1, 1), "Aa", 1, id="carriages of one seat"),
    ],
)
def test_where_no_row_holds_them_as_many_as_may_be_sit_beside(run: Leg, group: str, left: int) -> None:
    riders = people(group)
    assert len(apart(run, riders, seated(run, riders))) == left


def test_grown_companions_sit_in_one_row_where_one_holds_them() -> None:
    run = leg(8, row=4)
    seats = seated(run, people("X", "Y", "Z", "KL"))
    assert run.vehicle.are_beside(seats["K"], seats["L"])
    assert seated(leg(2, 1, 1), people("KL")) == {"K": "01-01", "L": "02-01"}


def test_a_row_that_holds_a_family_is_theirs_though_it_does_not_hold_all_who_go_with_them() -> None:
    run, riders = leg(5, 1, 4), people("Ab", "CDe")
    assert apart(run, riders, seated(run, riders)) == set()


def test_more_riders_than_seats_are_refused() -> None:
    with pytest.raises(InvalidValue, match="A"):
        give_seats(leg(1), people("K", "L"), crew=0)
    with pytest.raises(InvalidValue, match="A"):
        give_seats(leg(3), people("Aa"), crew=1, rear=1)


GROUPS = st.lists(st.sampled_from(("1", "2", "Aa", "Aab", "AB", "ABa")), min_size=1, max_size=3)


def named(groups: Sequence[str]) -> list[str]:
    """The groups with names of their own."""
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return ["".join(next(letters).lower() if one.islower() else next(letters) for one in group) for group in groups]


@settings(deadline=None, max_examples=40)
@given(groups=GROUPS, rows=st.sampled_from((None, 2, 3, 4)), carriages=st.sampled_from(((5,), (2, 3), (1, 4))))
def test_nobody_is_apart_who_could_sit_beside_as_trying_every_seat_finds(
    groups: list[str], rows: int | None, carriages: tuple[int, ...]
) -> None:
    run = leg(5, *carriages, row=rows)
    riders = people(*named(groups))[:5]
    labels = run.vehicle.seat_labels()
    names = [str(rider.worker) for rider in riders]
    fewest = min(
        len(apart(run, riders, dict(zip(names, seats, strict=True)))) for seats in permutations(labels, len(names))
    )
    assert len(apart(run, riders, seated(run, riders))) == fewest


WAYS = st.tuples(st.integers(0, LAST - 1), st.integers(1, LAST)).filter(lambda way: way[0] < way[1])


@settings(deadline=None)
@given(
    groups=st.lists(st.tuples(st.sampled_from(("1", "2", "Aa", "Aab", "AB", "ABab")), WAYS), max_size=5),
    rows=st.sampled_from((None, 2, 4)),
    spare=st.integers(0, 2),
)
def test_everybody_has_a_seat_where_the_numbers_fit_whoever_boards_and_alights_where(
    groups: list[tuple[str, tuple[int, int]]], rows: int | None, spare: int
) -> None:
    riders = [
        rider
        for name, (_, (board, alight)) in zip(named([group for group, _ in groups]), groups, strict=True)
        for rider in people(name, board=board, alight=alight)
    ]
    most = max((sum(rider.board <= at < rider.alight for rider in riders) for at in range(LAST)), default=0)
    run = leg(max(1, most + spare), row=rows)
    assert len(seated(run, riders)) == len(riders)


def test_a_seat_that_is_held_is_nobody_elses_and_one_of_the_crew_is_held_by_none() -> None:
    run = leg(2)
    [held], [other] = people("U", seat="02"), people("V", seat="01")
    plan = SeatPlan(run, 1, 0)
    plan.hold(other)
    plan.hold(held)
    assert plan.sit((people("W")[0],)) is None
