"""The seats stage: as many as possible travel, groups party, and nobody sits on anybody's seat."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Problem, Result, allocate
from laborcoop.journey import Reason, Stage
from laborcoop.kernel.ids import ConvoyId, LegId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import RuleBook
from laborcoop.transfer import Leg, SeatUse, Stop, TrainNumber, TransportMode, Vehicle
from laborcoop.transfer import seats as seats_stage
from laborcoop.transfer.route import Hop, Route
from laborcoop.transfer.rules_boarding import one_person_one_seat
from laborcoop.transfer.seats import SeatRequest, Seats, choose_routes, label_seats, seats_outcome
from laborcoop.transfer.seats_apart import apart

START = datetime(2023, 2, 5, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)
SEAT_RULE = RuleBook(title=Text.same("seats"), rules=(one_person_one_seat,))
STOPS = 4


def leg(name: str, rated: int = 4, number: str = "") -> Leg:
    return Leg(
        id=LegId(name),
        vehicle=Vehicle(
            id=VehicleId(f"V-{name}"),
            mode=TransportMode.SPECIAL_TRAIN if number else TransportMode.CHARTER_COACH,
            rated=rated,
        ),
        stops=tuple(
            Stop(place=PlaceId(f"{name}{i}"), arrive=START + i * HOUR, depart=START + i * HOUR) for i in range(STOPS)
        ),
        train=TrainNumber.parse(number) if number else None,
    )


COACH, OTHER = leg("A"), leg("B")
TRAIN = leg("T", number="D3812/D3809")


def route(*hops: tuple[Leg, int, int]) -> Route:
    return Route(
        convoy=ConvoyId("CV-1"), hops=tuple(Hop(leg=run, board=board, alight=alight) for run, board, alight in hops)
    )


def request(number: int, *routes: Route, party: str = "") -> SeatRequest:
    return SeatRequest(worker=WorkerId(f"W-{number}"), routes=routes, party=PartyId(party) if party else None)


ALL_THE_WAY = route((COACH, 0, 3))
FIRST_HALF, SECOND_HALF = route((COACH, 0, 1)), route((COACH, 1, 3))
BY_OTHER = route((OTHER, 0, 3))
BY_TRAIN = route((COACH, 0, 3), (TRAIN, 0, 3))


def seats(**on_leg: int) -> Seats:
    return Seats({LegId(name): free for name, free in on_leg.items()})


def test_seats_are_taken_section_by_section() -> None:
    left = seats(A=4).after([FIRST_HALF, FIRST_HALF, ALL_THE_WAY])
    assert [left.free((LegId("A"), i)) for i in range(3)] == [1, 3, 3]
    assert left.after([SECOND_HALF]).free((LegId("A"), 2)) == 2


def test_two_halves_of_a_way_share_a_seat() -> None:
    seated = choose_routes([request(1, FIRST_HALF), request(2, SECOND_HALF)], seats(A=1))
    assert repr(seated) == "<Seated: 2 seated, 0 left out>"
    assert seated.routes == {"W-1": FIRST_HALF, "W-2": SECOND_HALF}
    assert seated.proof is not None
    assert (seated.proof.status, seated.proof.gap) == ("proved", 0)


def test_two_that_meet_on_one_section_do_not() -> None:
    seated = choose_routes([request(1, FIRST_HALF), request(2, ALL_THE_WAY)], seats(A=1))
    assert len(seated.routes) == 1
    ((reason,),) = seated.left_out.values()
    assert reason.code == "seats.coach-full"
    assert reason.text.en == "full: coach A"


def test_more_people_go_before_better_routes() -> None:
    seated = choose_routes([request(1, ALL_THE_WAY, BY_OTHER), request(2, ALL_THE_WAY)], seats(A=1, B=1))
    assert seated.routes == {"W-1": BY_OTHER, "W-2": ALL_THE_WAY}


def test_the_better_route_is_taken_where_it_costs_nobody() -> None:
    assert choose_routes([request(1, ALL_THE_WAY, BY_OTHER)], seats(A=1, B=1)).routes == {"W-1": ALL_THE_WAY}


def test_the_route_planned_before_is_left_only_for_somebody_who_could_not_go_otherwise() -> None:
    had = evolve(request(1, ALL_THE_WAY, BY_OTHER), kept=BY_OTHER.id)
    assert choose_routes([had], seats(A=1, B=1)).routes == {"W-1": BY_OTHER}
    both = choose_routes([had, request(2, BY_OTHER)], seats(A=1, B=1))
    assert both.routes == {"W-1": ALL_THE_WAY, "W-2": BY_OTHER}


def test_no_seat_is_sought_for_whom_no_route_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands wait for full trains; they are told which, and make no search the longer."""
    asked: list[Problem] = []

    def seen(problem: Problem, **settings: Any) -> Result:
        asked.append(problem)
        return allocate(problem, **settings)

    monkeypatch.setattr(seats_stage, "allocate", seen)
    had = evolve(request(1, ALL_THE_WAY, BY_OTHER), kept=ALL_THE_WAY.id)
    pair = [request(number, BY_OTHER, party="G") for number in (2, 3)]
    seated = choose_routes([had, *pair, request(4, ALL_THE_WAY)], seats(A=0, B=1))
    assert seated.routes == {"W-1": BY_OTHER}
    assert {worker: reasons[0].text.en for worker, reasons in seated.left_out.items()} == {
        "W-2": "full: coach B",
        "W-3": "full: coach B",
        "W-4": "full: coach A",
    }
    assert [(set(one.applicants), set(one.capacity)) for one in asked] == [({"W-1"}, {BY_OTHER.id})]


def test_those_who_had_a_place_come_before_those_who_wait() -> None:
    for waits, has in ((1, 2), (2, 1)):
        asking = [evolve(request(waits, ALL_THE_WAY), turn=1), request(has, ALL_THE_WAY)]
        assert set(choose_routes(asking, seats(A=1)).routes) == {f"W-{has}"}


@pytest.mark.parametrize(
    ("requests", "on_leg", "code", "says"),
    [
        ([request(1, BY_TRAIN), request(2, BY_TRAIN)], {"A": 1, "T": 1}, "seats.train-full", "T (D3812/D3809)"),
        ([request(1, BY_TRAIN), request(2, BY_TRAIN)], {"A": 1, "T": 2}, "seats.coach-full", "A"),
        (
            [request(1, ALL_THE_WAY, party="G"), request(2, BY_OTHER, party="G")],
            {"A": 4, "B": 4},
            "seats.not-together",
            "2 who go together",
        ),
        (
            [request(1, ALL_THE_WAY, party="G"), request(2, ALL_THE_WAY, party="G")],
            {"A": 1},
            "seats.coach-full",
            "A",
        ),
    ],
)
def test_who_gets_no_seat_is_told_why(
    requests: list[SeatRequest], on_leg: dict[str, int], code: str, says: str
) -> None:
    left_out = choose_routes(requests, seats(**on_leg)).left_out
    assert left_out
    for reasons in left_out.values():
        assert [reason.code for reason in reasons] == [code]
        assert says in reasons[0].text.en


def test_who_has_no_route_keeps_the_reason_given() -> None:
    reason = Reason(code="seats.no-leg", text=Text("没有班次", "no leg"))
    seated = choose_routes([SeatRequest(worker=WorkerId("W-1"), no_route=(reason,))], seats())
    assert seated.left_out == {"W-1": (reason,)}


def test_a_group_goes_by_the_route_that_all_of_it_can_take() -> None:
    requests = [
        request(1, ALL_THE_WAY, BY_OTHER, party="G"),
        request(2, BY_OTHER, party="G"),
        request(3, ALL_THE_WAY, party="alone"),
    ]
    seated = choose_routes(requests, seats(A=1, B=2))
    assert seated.routes == {"W-1": BY_OTHER, "W-2": BY_OTHER, "W-3": ALL_THE_WAY}
    outcome = seats_outcome(requests, seated)
    assert outcome.stage is Stage.SEATS
    assert outcome.went_on == {request.worker for request in requests}


def test_a_party_takes_the_seats_of_its_one_way_from_where_each_of_it_boards() -> None:
    """On the first section there is one seat: one of the two boards behind it, and somebody else has none before."""
    early, late = route((COACH, 0, 3), (TRAIN, 0, 3)), route((COACH, 1, 3), (TRAIN, 0, 3))
    two = [request(1, early, party="G"), request(2, BY_OTHER, late, party="G")]
    free = Seats({LegId("A"): 2, LegId("B"): 2, LegId("T"): 2}, {(LegId("A"), 0): 1})
    seated = choose_routes([*two, request(3, FIRST_HALF)], free)
    assert seated.routes == {"W-1": early, "W-2": late}
    assert [reason.code for reason in seated.left_out[WorkerId("W-3")]] == ["seats.coach-full"]
    full = choose_routes(two, Seats({LegId("A"): 2, LegId("B"): 2, LegId("T"): 2}, {(LegId("A"), 0): 2}))
    for worker in ("W-1", "W-2"):
        assert [reason.about for reason in full.left_out[WorkerId(worker)]] == [("A",)]


def test_who_boards_at_one_stop_of_two_with_the_party_boards_there() -> None:
    both = request(1, SECOND_HALF, ALL_THE_WAY, party="G")
    seated = choose_routes([both, request(2, ALL_THE_WAY, party="G")], seats(A=2))
    assert set(seated.routes.values()) == {ALL_THE_WAY}


def test_a_party_keeps_the_way_planned_before() -> None:
    ways = {1: (BY_OTHER, ALL_THE_WAY), 2: (route((OTHER, 1, 3)), SECOND_HALF)}
    asking = [request(number, *own, party="G") for number, own in ways.items()]
    assert choose_routes(asking, seats(A=2, B=2)).routes == {"W-1": ways[1][0], "W-2": ways[2][0]}
    kept = [evolve(one, kept=one.routes[1].id) for one in asking]
    assert choose_routes(kept, seats(A=2, B=2)).routes == {"W-1": ways[1][1], "W-2": ways[2][1]}


WAYS = [route((COACH, board, alight)) for board in range(STOPS) for alight in range(board + 1, STOPS)]
WISHES = st.lists(st.lists(st.sampled_from(WAYS), min_size=1, max_size=2, unique=True), min_size=1, max_size=5)


def most_people(wishes: list[list[Route]], free: int) -> int:
    """The most who can travel, by trying every choice."""
    best = 0
    for choice in product(*([None, *ways] for ways in wishes)):
        chosen = [way for way in choice if way is not None]
        load = [section for way in chosen for section in way.sections()]
        if all(load.count(section) <= free for section in load):
            best = max(best, len(chosen))
    return best


@settings(deadline=None, max_examples=40)
@given(wishes=WISHES, free=st.integers(1, 3))
def test_as_many_travel_as_trying_every_choice_finds(wishes: list[list[Route]], free: int) -> None:
    requests = [request(i, *ways) for i, ways in enumerate(wishes)]
    seated = choose_routes(requests, seats(A=free))
    assert len(seated.routes) == most_people(wishes, free)
    left = seats(A=free).after(seated.routes.values())
    assert all(left.free((LegId("A"), i)) >= 0 for i in range(STOPS - 1))
    assert all(way in wishes[int(worker.removeprefix("W-"))] for worker, way in seated.routes.items())
    seats_outcome(requests, seated)


_HOMES = st.tuples(st.integers(0, STOPS - 2), st.sets(st.integers(1, STOPS - 1), min_size=1))


@settings(deadline=None, max_examples=40)
@given(parties=st.lists(st.lists(_HOMES, min_size=1, max_size=2), min_size=1, max_size=3), free=st.integers(1, 3))
def test_as_many_travel_as_trying_every_way_of_every_party_finds(
    parties: list[list[tuple[int, set[int]]]], free: int
) -> None:
    """Each of a party boards at one stop; a way is then where all get off, or where they part, each to the own end."""
    asking = [
        request(10 * number + i, *(route((COACH, home, end)) for end in sorted(ends) if end > home), party=f"P{number}")
        for number, party in enumerate(parties)
        for i, (home, ends) in enumerate(party)
    ]
    seated = choose_routes(asking, seats(A=free))
    left = seats(A=free).after(seated.routes.values())
    assert all(left.free((LegId("A"), i)) >= 0 for i in range(STOPS - 1))
    open_to = [[sorted(end for end in ends if end > home) for home, ends in party] for party in parties]
    ways = [
        [[end] * len(own) for end in set.intersection(*map(set, own))]
        or ([[ends[0] for ends in own]] if all(own) else [])
        for own in open_to
    ]
    best = 0
    for choice in product(*([None, *own] for own in ways)):
        going = [(party, ends) for party, ends in zip(parties, choice, strict=True) if ends is not None]
        load = [
            i for party, ends in going for (home, _), end in zip(party, ends, strict=True) for i in range(home, end)
        ]
        if all(load.count(i) <= free for i in load):
            best = max(best, sum(len(party) for party, _ in going))
    assert len(seated.routes) == best
    for number, party in enumerate(parties):
        taken = [seated.routes.get(WorkerId(f"W-{10 * number + i}")) for i in range(len(party))]
        assert [None if one is None else one.hops[0].alight for one in taken] in [[None] * len(party), *ways[number]]


def test_a_party_that_a_coach_brings_to_several_gates_goes_by_it_each_to_the_own() -> None:
    two = [request(1, FIRST_HALF, party="G"), request(2, ALL_THE_WAY, party="G")]
    assert choose_routes(two, seats(A=2)).routes == {"W-1": FIRST_HALF, "W-2": ALL_THE_WAY}
    assert choose_routes([*two, request(3, FIRST_HALF)], seats(A=1)).routes == {"W-3": FIRST_HALF}


def test_a_party_goes_to_gates_by_coaches_that_all_of_them_have_seats_on() -> None:
    """Each goes by another coach; of two parties of this kind and one seat on each coach one party goes."""
    asking = [
        request(number, BY_OTHER if number % 2 else FIRST_HALF, party=party)
        for number, party in enumerate(["G", "H", "H", "G"])
    ]
    seated = choose_routes(asking, seats(A=1, B=1), Stage.GATE)
    assert len(seated.routes) == 2
    assert len({one.party for one in asking if one.worker in seated.routes}) == 1
    assert choose_routes(asking, seats(A=2, B=2), Stage.GATE).left_out == {}
    assert len(choose_routes(asking, seats(A=2, B=2)).left_out) == 4


def test_a_party_keeps_the_coaches_to_several_gates_that_were_planned_before() -> None:
    other_half = route((OTHER, 0, 1))
    asking = [
        evolve(request(1, other_half, FIRST_HALF, party="G"), kept=FIRST_HALF.id),
        evolve(request(2, BY_OTHER, ALL_THE_WAY, party="G"), kept=BY_OTHER.id),
    ]
    assert choose_routes(asking, seats(A=2, B=2), Stage.GATE).routes == {"W-1": FIRST_HALF, "W-2": BY_OTHER}


@settings(deadline=None)
@given(
    ways=st.lists(st.sampled_from(WAYS), max_size=12), crew=st.integers(0, 2), order=st.randoms(use_true_random=True)
)
def test_riders_who_fit_get_seats_of_their_own_behind_the_crew_in_any_order(
    ways: list[Route], crew: int, order: Random
) -> None:
    load = [sum(board <= i < alight for way in ways for _, board, alight in _hops(way)) for i in range(STOPS - 1)]
    coach = leg("A", rated=max(1, max(load, default=0) + crew))
    pairs = [
        (request(i), route(*((coach, board, alight) for _, board, alight in _hops(way)))) for i, way in enumerate(ways)
    ]
    rides = label_seats(pairs, {coach.id: crew})
    assert SEAT_RULE.judge(SeatUse(leg=coach, rides=rides), "A", on=date(2023, 2, 5)) == ()
    assert len(rides) == len(ways)
    assert not {ride.seat for ride in rides} & set(coach.vehicle.seat_labels()[:crew])
    assert sorted(rides, key=str) == sorted(label_seats(order.sample(pairs, len(pairs)), {coach.id: crew}), key=str)


def _hops(way: Route) -> list[tuple[LegId, int, int]]:
    return [(hop.leg.id, hop.board, hop.alight) for hop in way.hops]


def test_neighbours_sit_side_by_side() -> None:
    pairs = [
        (SeatRequest(worker=WorkerId(f"W-{i}"), beside=(village,)), ALL_THE_WAY)
        for i, village in enumerate(["x", "y", "x", "y"])
    ]
    seat_of = {ride.worker: ride.seat for ride in label_seats(pairs, {LegId("A"): 0})}
    assert {seat_of[WorkerId("W-0")], seat_of[WorkerId("W-2")]} == {"01", "02"}
    assert {seat_of[WorkerId("W-1")], seat_of[WorkerId("W-3")]} == {"03", "04"}


def test_a_party_sits_side_by_side_though_its_people_are_of_several_villages() -> None:
    people = (("W-0", "x", "P"), ("W-1", "y", None), ("W-2", "z", "P"), ("W-3", "x", None))
    pairs = [
        (SeatRequest(worker=WorkerId(name), beside=(village,), party=PartyId(party) if party else None), ALL_THE_WAY)
        for name, village, party in people
    ]
    seat_of = {ride.worker: ride.seat for ride in label_seats(pairs, {LegId("A"): 0})}
    assert abs(int(seat_of[WorkerId("W-0")]) - int(seat_of[WorkerId("W-2")])) == 1
    assert seat_of[WorkerId("W-1")] == "04"


def test_the_order_in_a_party_is_that_of_its_seats() -> None:
    pairs = [
        (SeatRequest(worker=WorkerId(f"W-{i}"), party=PartyId("P"), order=order), ALL_THE_WAY)
        for i, order in enumerate([2, 1, 0, 1])
    ]
    seat_of = {ride.worker: ride.seat for ride in label_seats(pairs, {LegId("A"): 0})}
    assert seat_of[WorkerId("W-2")] == "01"
    assert seat_of[WorkerId("W-0")] == "04"


def test_a_party_that_boards_later_takes_seats_in_a_row_where_there_are_any() -> None:
    """Seats 1 and 3 are left at the second stop, 4 and 5 were never taken: two who go together sit on 3 and 4."""
    coach = leg("A", rated=5)
    short, long, late = route((coach, 0, 1)), route((coach, 0, 3)), route((coach, 1, 3))
    first = [
        (SeatRequest(worker=WorkerId(f"W-{i}"), beside=(str(i),)), way) for i, way in enumerate([short, long, short])
    ]
    two = [(SeatRequest(worker=WorkerId(f"Z-{i}"), party=PartyId("P")), late) for i in range(2)]
    seat_of = {ride.worker: ride.seat for ride in label_seats([*first, *two], {coach.id: 0})}
    assert seat_of[WorkerId("W-1")] == "02"
    assert {seat_of[WorkerId(f"Z-{i}")] for i in range(2)} == {"03", "04"}
    full = leg("A", rated=3)
    seats = label_seats(
        [
            *((request, route((full, hop.board, hop.alight))) for request, way in first for hop in way.hops),
            *((request, route((full, 1, 3))) for request, _ in two),
        ],
        {full.id: 0},
    )
    assert SEAT_RULE.judge(SeatUse(leg=full, rides=seats), "A", on=date(2023, 2, 5)) == ()
    assert {ride.seat for ride in seats if ride.worker.startswith("Z")} == {"01", "03"}


def parts_of(*requests: SeatRequest) -> list[list[str]]:
    return [[one.worker for one in part] for part in apart(requests)]


def test_only_those_who_share_a_section_or_a_party_compete() -> None:
    one, two, both = request(1, FIRST_HALF), request(2, BY_OTHER), request(3, BY_OTHER, SECOND_HALF)
    assert parts_of(one, two) == [["W-1"], ["W-2"]]
    assert parts_of(one, two, both) == [["W-1"], ["W-2", "W-3"]]
    assert parts_of(one, two, both, request(4, ALL_THE_WAY)) == [["W-1", "W-2", "W-3", "W-4"]]
    assert parts_of(request(1, FIRST_HALF, party="P"), request(2, BY_OTHER, party="P")) == [["W-1", "W-2"]]
    assert parts_of(request(1), one, request(5)) == [["W-1", "W-5"], ["W-1"]]


def test_the_goals_of_those_who_do_not_compete_are_counted_together() -> None:
    asked = [request(1, ALL_THE_WAY), request(2, ALL_THE_WAY), request(3, BY_OTHER, ALL_THE_WAY)]
    others = [request(number, route((TRAIN, 0, 1))) for number in (5, 6)]
    free = seats(A=2, B=0, T=1)
    whole = choose_routes([*asked, *others], free).proof
    alone = [choose_routes(part, free).proof for part in (asked, others)]
    assert [(goal.kind, goal.value, goal.bound) for goal in whole.goals] == [
        (one.kind, one.value + two.value, one.bound + two.bound)
        for one, two in zip(*(proof.goals for proof in alone), strict=True)
    ]
    assert whole.goals[0].value == 3
    assert (whole.status, whole.gap) == ("proved", 0)
