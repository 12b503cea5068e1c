"""Who makes room for somebody whom a disruption leaves without: whoever can, where it helps, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import ConvoyId, DriverId, EventId, LegId, LodgingId, PartyId, PlaceId, VehicleId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.places import PlaceKind
from laborcoop.planning import events
from laborcoop.planning.case import Case
from laborcoop.planning.disruptions import wider
from laborcoop.planning.disruptions.difference import Replanned
from laborcoop.planning.disruptions.posts_again import posts_again
from laborcoop.planning.disruptions.reseating import Boarding, reseat
from laborcoop.planning.disruptions.towns import InTheWay
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.seating import take_routes
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Ride, Stop, TransportMode, Vehicle

ZONE = ZoneInfo("Asia/Shanghai")
ONE, TWO, THREE, FOUR, FIVE = (WorkerId(f"W-00{number}") for number in range(5))
BACK = Applicant()
PAIR = evolve(BACK, party="P")
WOMAN = Applicant(sex=Sex.FEMALE)
TO_TWO = Applicant(employer=2)
B1, B2, B3 = (frozenset({ConvoyId(f"B-{number}")}) for number in (1, 2, 3))
ANY: frozenset[ConvoyId] = frozenset()


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZONE)


def case_of(*people: tuple[Applicant, frozenset[ConvoyId]], **short: Any) -> Case:
    """A small case in which each of some people goes with one of some batches."""
    case = small_case(Programme(applicants=tuple(one for one, _ in people), **short))
    registrations = tuple(
        evolve(one, batches=batches) for one, (_, batches) in zip(case.registrations, people, strict=True)
    )
    return evolve(case, registrations=registrations)


def after(plan: ReturnPlan, *happened: events.Event) -> Replanned:
    change = replan(plan, happened, cut_off=timedelta(hours=1))
    assert [finding.render("en") for finding in change.findings] == []
    assert change.plan.verify() == ()
    return change


def with_first_batch(worker: WorkerId, number: int = 1) -> events.Event:
    """Somebody goes with the first batch after all."""
    return events.BoardElsewhere(
        id=EventId(f"event-{number}"), time=at(5, 6), subject=worker, place=PlaceId("V-1"), convoy=ConvoyId("B-1")
    )


def convoys(plan: ReturnPlan) -> dict[str, str]:
    """The batch that each goes with."""
    return {worker: "B-2" if plan.rides_of(worker)[0].leg.endswith("-2") else "B-1" for worker in plan.travellers}


def codes(change: Replanned) -> dict[str, list[str]]:
    return {worker: [reason.code for reason in reasons] for worker, reasons in change.left_out.items()}


@pytest.fixture
def seats_sought(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For how many people the seats alone were sought, to see whether others can make room."""
    sought: list[int] = []
    real: Callable[..., Any] = take_routes

    def counting(travel: Any, requests: Any) -> Any:  # noqa: ANN401 - passed on as they are
        sought.append(len(requests))
        return real(travel, requests)

    monkeypatch.setattr(wider, "take_routes", counting)
    return sought


def test_nothing_is_tried_where_nobody_in_the_way_has_another_way(seats_sought: list[int]) -> None:
    plan = plan_return(case_of((BACK, B2), (BACK, B1), coach_seats=3, batches=2))
    change = after(plan, with_first_batch(ONE))
    assert codes(change) == {ONE: ["EV-03", "seats.coach-full"]}
    assert change.moved == ()
    assert seats_sought == []


def test_who_has_another_way_goes_it_where_that_lets_one_more_arrive(seats_sought: list[int]) -> None:
    """To stop before the seats are sought would leave out somebody for whom there is room."""
    plan = plan_return(case_of((BACK, B2), (BACK, B1 | B2), coach_seats=3, batches=2))
    change = after(plan, with_first_batch(ONE))
    assert change.left_out == {}
    assert convoys(plan) == {ONE: "B-2", TWO: "B-1"}
    assert convoys(change.plan) == {ONE: "B-1", TWO: "B-2"}
    assert seats_sought == [2]


def test_nobody_goes_another_way_where_the_seats_alone_do_not_bring_one_more(seats_sought: list[int]) -> None:
    """A party of two needs two seats of the second coach, and only one of those in it can go with the third."""
    people = [(PAIR, B1 | B2), (PAIR, B1 | B2), (BACK, B2), (BACK, B2 | B3)]
    plan = plan_return(case_of(*people, coach_seats=4, batches=3))
    change = after(plan, events.TripCancelled(id=EventId("event"), time=at(5, 6), subject=LegId("feeder")))
    assert {worker: reasons[-1] for worker, reasons in codes(change).items()} == dict.fromkeys(
        (ONE, TWO), "seats.coach-full"
    )
    assert change.moved == ()
    assert seats_sought == [3]


@pytest.mark.parametrize(
    ("batches", "asked", "left_out"),
    [(B2 | B3, 0, {ONE: ["EV-04", "seats.train-full"]}), (ANY, 1, {})],
    ids=["only by full trains", "past them"],
)
def test_those_in_full_legs_are_asked_for_ways_only_if_one_of_them_may_get_past_all_that_are_full(
    monkeypatch: pytest.MonkeyPatch, batches: frozenset[ConvoyId], asked: int, left_out: dict[str, list[str]]
) -> None:
    """The second and the third batch are full; in the fourth there is a seat."""
    people = [(BACK, B1 | B2 | B3), (BACK, batches), (BACK, B2 | B3)]
    case = case_of(*people, train_seats=1, batches=4)
    later = {ONE: B1, TWO: B2, THREE: B3}
    first = evolve(case, registrations=tuple(evolve(one, batches=later[one.worker]) for one in case.registrations))
    plan = evolve(plan_return(first), case=case)
    times: list[int] = []
    real: Callable[..., Any] = posts_again

    def counting(*given: Any) -> Any:  # noqa: ANN401 - passed on as they are
        times.append(1)
        return real(*given)

    monkeypatch.setattr(wider, "posts_again", counting)
    change = replan(
        plan,
        [events.TripCancelled(id=EventId("event"), time=at(5, 6), subject=LegId("train"))],
        cut_off=timedelta(hours=1),
    )
    assert codes(change) == left_out
    assert sum(times) == asked


def test_people_in_the_way_are_named_by_town() -> None:
    one, two = frozenset({ONE}), frozenset({TWO})
    here = InTheWay(people={"west": one | two}, guests={"west": one})
    there = InTheWay(people={"east": two})
    both = here.joined(there)
    assert both == InTheWay(people={"west": one | two, "east": two}, guests={"west": one})
    assert both.beyond(frozenset({"west"})) == there
    assert (both.everybody(), InTheWay().everybody()) == (one | two, frozenset())


def test_a_party_is_asked_to_make_room_only_if_all_of_it_can(seats_sought: list[int]) -> None:
    people = [(BACK, B2), (PAIR, B1 | B2), (PAIR, B1)]
    plan = plan_return(case_of(*people, coach_seats=4, batches=2))
    change = after(plan, with_first_batch(ONE))
    assert set(change.left_out) == {ONE}
    assert change.moved == ()
    assert seats_sought == []


def test_nobody_moves_for_a_seat_that_a_bed_makes_worthless(seats_sought: list[int]) -> None:
    """By the seats alone the woman could go with the second batch; that night there is no bed for her."""
    case = case_of((BACK, B2), (WOMAN, ANY), coach_seats=3, batches=2, beds_women=1, family_rooms=0)
    closed = Period(date(2023, 2, 7), date(2023, 2, 8))
    hotel, home = case.lodgings
    rooms = tuple(evolve(one, closed=(closed,)) if one.id == "women-0" else one for one in hotel.rooms)
    plan = plan_return(evolve(case, lodgings=(evolve(hotel, rooms=rooms), home)))
    change = after(plan, with_first_batch(ONE))
    assert set(change.left_out) == {ONE}
    assert change.moved == ()
    assert seats_sought == [2]


def test_who_could_go_straight_to_the_gate_gives_up_a_seat_to_the_home() -> None:
    """The last of four is late for the coach to the home; one who rides in it can go straight, since a seat is free."""
    case = case_of((BACK, B1), (BACK, B1), (BACK, B1), (TO_TWO, B1), (TO_TWO, B2), shuttle_seats=3, batches=2)
    larger = Vehicle(id=VehicleId("large"), mode=TransportMode.CHARTER_COACH, rated=20)
    legs = {
        convoy.id: tuple(
            evolve(leg, vehicle=larger) if leg.id.startswith(("evening", "morning", "to-gates")) else leg
            for leg in convoy.legs
        )
        for convoy in case.convoys
    }
    plan = plan_return(evolve(case, convoys=tuple(evolve(one, legs=legs[one.id]) for one in case.convoys)))
    straight = [worker for worker in plan.travellers if plan.rides_of(worker)[-1].leg == "direct"]
    (through_home,) = {ONE, TWO, THREE} - set(straight)
    back = events.LateCancel(id=EventId("event-0"), time=at(5, 5), subject=straight[0])
    change = after(plan, back, with_first_batch(FIVE))
    assert set(change.left_out) == {straight[0]}
    assert change.plan.rides_of(through_home)[-1].leg == "direct"
    assert change.plan.rides_of(FIVE)[-1].leg == "to-gates"
    assert {one.worker for one in change.moved} == {FIVE, through_home}


def with_inns(case: Case, rated: int = 4) -> Case:
    """Two inns behind the hotel that one small coach leads to, and a later coach to the hotel alone."""
    inns = ("K-inn-1", "K-inn-2")
    (park,) = [place for place in case.places if place.id == "K-park"]
    hotel, home = case.lodgings
    return evolve(
        case,
        places=(*case.places, *(evolve(park, id=PlaceId(inn), kind=PlaceKind.LODGING) for inn in inns)),
        lodgings=(hotel, home, *(evolve(hotel, id=LodgingId(inn), place=PlaceId(inn)) for inn in inns)),
        convoys=tuple(
            evolve(one, legs=tuple(made for leg in one.legs for made in past_inns(leg, inns, rated)))
            for one in case.convoys
        ),
    )


def past_inns(leg: Leg, inns: tuple[str, ...], rated: int) -> tuple[Leg, ...]:
    def stop(of: Stop, inn: str, minutes: int) -> Stop:
        at_inn = of.arrive + timedelta(minutes=minutes)
        return evolve(of, place=PlaceId(inn), arrive=at_inn, depart=at_inn)

    if leg.id.startswith("evening"):
        further = (stop(leg.stops[-1], inn, 10 * number) for number, inn in enumerate(inns, 1))
        later = tuple(
            evolve(
                one,
                arrive=one.arrive + timedelta(minutes=20),
                depart=one.depart + timedelta(minutes=20),
                driver=DriverId(f"later-{leg.id}-{number}"),
            )
            for number, one in enumerate(leg.stops)
        )
        bus = Vehicle(id=VehicleId("later"), mode=TransportMode.CHARTER_COACH, rated=20)
        small = evolve(leg.vehicle, rated=rated)
        return (
            evolve(leg, stops=(*leg.stops, *further), vehicle=small),
            evolve(
                leg,
                id=LegId(leg.id.replace("evening", "later")),
                stops=later,
                vehicle=bus,
                captain=f"C-later-{leg.id}",
                deputy=f"D-later-{leg.id}",
            ),
        )
    if leg.id.startswith("morning"):
        before = (stop(leg.stops[0], inn, -10 * (2 - number)) for number, inn in enumerate(reversed(inns)))
        return (evolve(leg, stops=(*before, *leg.stops)),)
    return (leg,)


def test_who_can_take_another_coach_to_the_same_house_gives_up_the_seat_in_the_only_one_to_another() -> None:
    """By the beds there is room in either inn; the one coach to both has a seat for one, and one for a hotel guest."""
    people = [(BACK, B1 | B2), (BACK, B1 | B2), (BACK, B2)]
    plan = plan_return(with_inns(case_of(*people, beds_men=1, family_rooms=0, batches=2)))
    assert {worker: plan.rides_of(worker)[1].leg for worker in plan.travellers}[THREE] == "evening-2"
    change = after(plan, events.TripCancelled(id=EventId("event"), time=at(5, 6), subject=LegId("feeder")))
    assert change.left_out == {}
    assert [change.plan.rides_of(one)[1].leg for one in (ONE, TWO, THREE)] == ["evening-2", "evening-2", "later-2"]
    assert [one.lodging for one in change.plan.stays_of(THREE)] == ["hotel"]


def test_of_two_guests_of_a_house_no_more_take_another_coach_than_seats_are_needed() -> None:
    people = [(BACK, B1 | B2), (BACK, B1 | B2), (BACK, B2), (BACK, B2)]
    case = with_inns(case_of(*people, beds_men=2, family_rooms=0, batches=2, shuttle_seats=20), rated=5)
    hotel, home, *inns = case.lodgings
    one_bed = [evolve(inn, rooms=tuple(room for room in inn.rooms if room.id != "men-1")) for inn in inns]
    plan = plan_return(evolve(case, lodgings=(hotel, home, *one_bed)))
    assert {plan.rides_of(worker)[1].leg for worker in (THREE, FOUR)} == {"evening-2"}
    change = after(plan, events.TripCancelled(id=EventId("event"), time=at(5, 6), subject=LegId("feeder")))
    assert change.left_out == {}
    guests = sorted(change.plan.rides_of(one)[1].leg for one in (THREE, FOUR))
    assert guests == ["evening-2", "later-2"]
    assert {stay.lodging for one in (THREE, FOUR) for stay in change.plan.stays_of(one)} == {"hotel"}


def test_a_guest_who_cannot_help_stays_where_a_room_closes() -> None:
    plan = plan_return(case_of((BACK, B1), (BACK, B1), beds_men=2, family_rooms=0))
    bed = next(stay for stay in plan.stays_of(ONE) if stay.lodging == "hotel")
    closed = events.RoomOutOfService(id=EventId("event"), time=at(5, 6), subject=bed.room, lodging=LodgingId("hotel"))
    change = after(plan, closed)
    assert set(change.left_out) == {ONE}
    assert change.moved == ()


def seated(taken: str, *asking: tuple[str, str, str]) -> dict[str, str]:
    """Who sits where on a coach of six seats: those of seats taken stay, others ask by name, party and seat wished."""
    leg = small_case(Programme()).convoys[0].legs[0]
    legs: dict[str, Leg] = {
        leg.id: evolve(leg, vehicle=Vehicle(id=leg.vehicle.id, mode=TransportMode.CHARTER_COACH, rated=6))
    }

    def ride(name: str, seat: str) -> Ride:
        return Ride(worker=WorkerId(name), leg=leg.id, board=PlaceId("V-1"), alight=PlaceId("K-park"), seat=seat)

    held = [ride(f"in-{seat}", f"0{seat}") for seat in taken]
    boarding = [
        Boarding(ride=ride(name, seat), beside=(), party=PartyId(party) if party else None)
        for name, party, seat in asking
    ]
    rides = reseat([Boarding(ride=one) for one in held], boarding, legs, {leg.id: 0})
    return {ride.worker: ride.seat for ride in rides if not ride.worker.startswith("in-")}


def test_whoever_keeps_a_seat_keeps_the_record_of_the_ride() -> None:
    leg = small_case(Programme()).convoys[0].legs[0]
    held = Ride(worker=ONE, leg=leg.id, board=PlaceId("V-1"), alight=PlaceId("K-park"), seat="02")
    asking = evolve(held, worker=TWO, seat="")
    rides = reseat([Boarding(ride=held)], [Boarding(ride=asking)], {leg.id: leg}, {leg.id: 0})
    assert {ride.worker: ride.seat for ride in rides} == {ONE: "02", TWO: "01"}
    assert any(ride is held for ride in rides)


@pytest.mark.parametrize(
    ("taken", "asking", "seats"),
    [
        pytest.param("24", (("a", "P", ""), ("b", "P", "")), {"a": "05", "b": "06"}, id="a row, though 01 is free"),
        pytest.param("246", (("a", "P", ""), ("b", "P", "")), {"a": "01", "b": "03"}, id="no row: the first free"),
        pytest.param("4", (("a", "P", "06"), ("b", "P", "02")), {"a": "06", "b": "02"}, id="both keep their own"),
        pytest.param("2", (("a", "P", "06"), ("b", "P", "02")), {"a": "03", "b": "04"}, id="one has lost the own"),
        pytest.param("246", (("a", "P", "03"), ("b", "P", "02")), {"a": "03", "b": "01"}, id="no row: the own if free"),
        pytest.param("", (("a", "", ""), ("b", "", "")), {"a": "01", "b": "02"}, id="alone: the first free"),
    ],
)
def test_a_party_that_is_seated_again_sits_side_by_side(
    taken: str, asking: tuple[tuple[str, str, str], ...], seats: dict[str, str]
) -> None:
    assert seated(taken, *asking) == seats
