"""Seats and beds of people who get no further: others have them; and whoever is left out goes where there is room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.allocation import Goal
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LegId, RoomId, VehicleId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.packs.rse_lodgings import PARAMETERS as RSE
from laborcoop.planning import events, onward
from laborcoop.planning.admission import Barred
from laborcoop.planning.not_carried import NotCarried
from laborcoop.planning.room_left import LeftOut, RoomLeft
from laborcoop.planning.seating import seat_requests
from laborcoop.planning.travel import TravelCase
from laborcoop.planning.waits import hub_order
from laborcoop.retention import Room, RoomUse
from laborcoop.rulebook import Findings
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant, Way
from laborcoop.transfer import Leg, TransportMode, Vehicle

MAN, WOMAN = Applicant(), Applicant(sex=Sex.FEMALE)
FAMILY = [Applicant(party="P", sex=Sex.FEMALE), Applicant(party="P", sex=Sex.FEMALE, along=True, born=date(2014, 1, 1))]


ZONE = small_case(Programme(applicants=())).campaign.zone


def with_seats(case: lc.Case, seats: Mapping[str, int]) -> lc.Case:
    """The case with so many rated seats in some of its vehicles."""

    def sized(leg: Leg) -> Leg:
        vehicle = evolve(leg.vehicle, id=VehicleId(f"of-{leg.id}"), rated=seats[leg.id]) if leg.id in seats else None
        return leg if vehicle is None else evolve(leg, vehicle=vehicle)

    convoys = (evolve(convoy, legs=tuple(map(sized, convoy.legs))) for convoy in case.convoys)
    return evolve(case, convoys=tuple(convoys))


def planned(people: Sequence[Applicant], *, men: int = 10, women: int = 10) -> lc.ReturnPlan:
    """A coach with two seats to a night in a hotel with so many beds."""
    programme = Programme(
        applicants=tuple(people), coach_seats=4, family_rooms=0, beds_men=men, beds_women=women, batches=1
    )
    return lc.plan_return(small_case(programme))


def codes(plan: lc.ReturnPlan) -> list[str]:
    return sorted(reasons[0].code for reasons in plan.unplaced.values())


@pytest.mark.parametrize(
    "people", [(MAN, MAN, WOMAN, WOMAN), (WOMAN, WOMAN, MAN, MAN), (WOMAN, MAN, WOMAN, MAN), (*[WOMAN] * 5, MAN, MAN)]
)
def test_no_coach_leaves_with_a_seat_that_somebody_was_refused(people: Sequence[Applicant]) -> None:
    """There are beds for men alone: whoever has the seats first, two men ride on them."""
    plan = planned(people, women=0)
    assert {plan.case.workers[int(worker[2:])].sex for worker in plan.travellers} == {Sex.MALE}
    assert len(plan.travellers) == 2
    assert set(codes(plan)) <= {"beds.full", "seats.coach-full"}
    assert plan.verify() == ()


def test_seats_fall_free_until_nobody_is_refused_one_that_goes_empty() -> None:
    """Two women have the seats first, then both men: for the third woman the coach is full."""
    plan = planned((MAN, MAN, WOMAN, WOMAN, WOMAN), women=0)
    assert (plan.travellers, codes(plan)) == (("W-000", "W-001"), [*["beds.full"] * 2, "seats.coach-full"])
    seats = plan.outcome(Stage.SEATS)
    assert seats.proof is not None
    assert [goal.value for goal in seats.proof.goals if goal.kind == "people"] == [2, 2]
    assert plan.verify() == ()


TWO_GO_ON = {"to-home": 3, "to-gates": 3, "direct": 2}
"""The coaches in the gates' town: one goes straight to the gate, one by the house."""


@pytest.mark.parametrize("beds", [2, 3, 4])
def test_beds_of_people_who_get_no_further_are_not_taken_for_the_others(beds: int) -> None:
    """As many have the beds of the hotel, and two get on: all others are told of the coaches that keep them."""
    case = small_case(Programme(applicants=(MAN,) * 5, beds_men=beds, family_rooms=0))
    plan = lc.plan_return(with_seats(case, TWO_GO_ON))
    why = "beds.coach-full" if beds > 2 else "beds.full"
    assert (len(plan.travellers), sum(stay.lodging == "hotel" for stay in plan.stays)) == (2, 2)
    assert codes(plan) == [why] * 3
    assert plan.verify() == ()
    later = events.LateCancel(id=EventId("n-1"), time=datetime(2023, 2, 1, 8, tzinfo=ZONE), subject=plan.travellers[0])
    again = lc.replan(plan, [later]).plan
    assert (len(again.travellers), codes(again)) == (2, ["EV-02", why, why])
    assert again.verify() == ()


def test_a_party_that_was_refused_together_goes_together() -> None:
    plan = planned((MAN, MAN, *FAMILY), men=0)
    assert (len(plan.travellers), codes(plan)) == (2, ["beds.full", "beds.full"])
    assert plan.verify() == ()


def test_those_whom_planned_convoys_leave_out_come_after_all_turns_of_the_others() -> None:
    case = small_case(Programme(applicants=(WOMAN, WOMAN, MAN, MAN), coach_seats=4, beds_women=0, family_rooms=0))
    left_out = NotCarried(worker=case.workers[3].id, convoys=frozenset({case.convoys[0].id}))
    plan = lc.plan_return(evolve(case, records=(*case.records, left_out)))
    assert plan.travellers == ("W-002", "W-003")
    assert plan.verify() == ()


def by_leg(plan: lc.ReturnPlan, *legs: str) -> list[int]:
    """How many ride each of some legs."""
    return [sum(ride.leg == leg for ride in plan.rides) for leg in legs]


def in_two_batches(people: Sequence[Applicant] = (MAN,) * 4, **short: Any) -> lc.Case:
    """Two batches two days apart, by which everybody can go."""
    return small_case(Programme(applicants=tuple(people), batches=2, family_rooms=0, **short))


@pytest.mark.parametrize("short", [{"beds_men": 2}, {"shuttle_seats": 4}, {"coach_seats": 4}, {"train_seats": 2}])
def test_whatever_is_short_in_one_batch_others_go_with_the_next(short: dict[str, Any]) -> None:
    plan = lc.plan_return(in_two_batches(**short))
    assert len(plan.travellers) == 4
    assert all(by_leg(plan, "feeder", "feeder-2"))
    assert all(outcome.proof is None or outcome.proof.gap == 0 for outcome in plan.outcomes)
    assert plan.verify() == ()


@pytest.mark.parametrize("order", ["MMFF", "FMMF", "FFMM"])
def test_whoever_finds_the_train_full_has_the_seat_of_another_batch_that_falls_free(order: str) -> None:
    """The train of the first batch has one seat; two women, who have no bed, want both seats of the second's coach."""
    case = in_two_batches([MAN if one == "M" else WOMAN for one in order], beds_women=0, coach_seats=4)
    first, second = case.convoys
    legs = [
        evolve(leg, vehicle=evolve(leg.vehicle, id=VehicleId("short-train"), rated=1)) if leg.id == "train" else leg
        for leg in first.legs
    ]
    wishes = [
        evolve(wish, batches=frozenset({second.id})) if one == "F" else wish
        for wish, one in zip(case.registrations, order, strict=True)
    ]
    plan = lc.plan_return(evolve(case, convoys=(evolve(first, legs=tuple(legs)), second), registrations=tuple(wishes)))
    assert by_leg(plan, "feeder", "feeder-2") == [1, 1]
    assert codes(plan) == ["beds.full", "beds.full"]
    assert plan.verify() == ()


@pytest.mark.parametrize("employers", [(2, 2, 1, 1), (1, 2, 1, 2), (1, 1, 2, 2)])
def test_a_bed_that_falls_free_has_whoever_needs_none_in_the_next_town(employers: tuple[int, ...]) -> None:
    """The gate of the second employer is closed on the evening of arrival, and there is no bed to wait in for it."""
    people = tuple(evolve(WOMAN, employer=employer) for employer in employers)
    case = small_case(Programme(applicants=people, beds_women=2, family_rooms=0))
    homes = [one if one.id == "hotel" else evolve(one, rooms=()) for one in case.lodgings]
    plan = lc.plan_return(evolve(case, lodgings=tuple(homes)))
    assert [plan.matches[worker].employer for worker in plan.travellers] == ["E-1", "E-1"]
    assert plan.verify() == ()


def test_a_party_of_which_some_arrive_sends_nobody_after_them_by_another_way() -> None:
    """Both go by the first batch; there the other's gate cannot be reached, and by the second it could."""
    people = (Applicant(party="P", employer=1), Applicant(party="P", employer=2))
    case = in_two_batches(people)
    first, second = case.convoys
    legs = tuple(leg for leg in first.legs if leg.id != "to-home")
    plan = lc.plan_return(evolve(case, convoys=(evolve(first, legs=legs), second)))
    assert len({ride.leg for ride in plan.rides if ride.leg.startswith("train")}) <= 1
    assert plan.verify() == ()


@pytest.mark.parametrize("leg", ["feeder", "evening", "morning"])
def test_after_a_smaller_vehicle_whoever_has_no_seat_goes_with_the_next_batch(leg: str) -> None:
    case = in_two_batches()
    plan = lc.plan_return(case)
    van = Vehicle(id=VehicleId("van"), mode=TransportMode.CHARTER_COACH, rated=4)
    at = datetime(2023, 2, 1, 8, tzinfo=case.campaign.zone)
    change = lc.replan(plan, [events.VehicleSwap(id=EventId("n-1"), time=at, subject=LegId(leg), vehicle=van)])
    assert change.left_out == {}
    assert by_leg(change.plan, leg, f"{leg}-2")[0] <= 3
    assert sum(by_leg(change.plan, leg, f"{leg}-2")) == 4
    assert change.plan.verify() == ()


def test_whoever_waits_has_the_bed_of_one_who_steps_back_and_the_others_are_told_so() -> None:
    case = in_two_batches(beds_men=1)
    plan = lc.plan_return(evolve(case, convoys=case.convoys[:1]))
    at = datetime(2023, 2, 1, 8, tzinfo=case.campaign.zone)
    change = lc.replan(plan, [events.LateCancel(id=EventId("n-1"), time=at, subject=plan.travellers[0])])
    assert codes(plan) == ["beds.full"] * 3
    assert len(change.plan.travellers) == 1
    assert change.plan.travellers != plan.travellers
    assert change.plan.verify() == ()


def test_a_couple_for_whom_there_is_but_one_bed_waits_on_after_an_event_as_before() -> None:
    """Each of them alone could have the one bed in a family room; together they cannot."""
    couple = [Applicant(party="P", sex=sex) for sex in (Sex.MALE, Sex.FEMALE)]
    case = small_case(Programme(applicants=(MAN, *couple), beds_men=0, beds_women=0, family_rooms=1))
    hotel, *others = case.lodgings
    rooms = tuple(evolve(room, beds=1, upper_beds=0) for room in hotel.rooms)
    plan = lc.plan_return(evolve(case, lodgings=(evolve(hotel, rooms=rooms), *others)))
    at = datetime(2023, 2, 1, 8, tzinfo=case.campaign.zone)
    change = lc.replan(plan, [events.LateCancel(id=EventId("n-1"), time=at, subject=case.workers[0].id)])
    assert (plan.travellers, change.plan.travellers) == ((), ())
    assert codes(change.plan) == ["EV-02", "beds.not-together", "beds.not-together"]
    assert change.plan.verify() == ()


def test_who_finds_the_only_coach_to_the_gate_full_is_told_that_and_not_that_none_goes() -> None:
    case = small_case(Programme(applicants=(MAN, MAN)))
    (convoy,) = case.convoys
    legs = [
        evolve(leg, vehicle=evolve(leg.vehicle, id=VehicleId("van"), rated=2)) if leg.id == "direct" else leg
        for leg in convoy.legs
        if leg.id not in {"to-home", "to-gates"}
    ]
    plan = lc.plan_return(evolve(case, convoys=(evolve(convoy, legs=tuple(legs)),)))
    (reasons,) = plan.unplaced.values()
    assert [(reason.code, reason.about) for reason in reasons] == [("gate.coach-full", ("direct",))]
    assert [found.rule for found in plan.findings if found.subject == "direct"].count("PL-03") == 1
    assert plan.verify() == ()


def test_of_two_batches_each_is_told_by_what_is_full_in_it() -> None:
    """The train of the first has two seats, the village's coach of the second none that is free."""
    case = in_two_batches([MAN] * 4, train_seats=2)
    first, second = case.convoys
    legs = [
        evolve(leg, vehicle=evolve(leg.vehicle, id=VehicleId("van"), rated=3)) if leg.id == "feeder-2" else leg
        for leg in second.legs
    ]
    plan = lc.plan_return(evolve(case, convoys=(first, evolve(second, legs=tuple(legs)))))
    (reasons,) = plan.unplaced.values()
    assert [(reason.code, reason.about) for reason in reasons] == [
        ("seats.train-full", ("train",)),
        ("seats.coach-full", ("feeder-2",)),
    ]
    assert plan.verify() == ()


def test_towns_stand_in_one_order_in_all_turns() -> None:
    """The first turn sleeps in Zhuhai alone; of the second one is left out in Kunming, and one goes on to Zhuhai."""
    one, two, three = (worker.id for worker in small_case(Programme(applicants=(MAN,) * 3)).workers)
    full = (Reason(code="beds.full", text=lc.Text.same("full")),)

    def stage(
        came_in: set[WorkerId], *, at: Stage = Stage.BEDS, hub: str = "", out: Sequence[WorkerId] = ()
    ) -> Outcome[str]:
        placed = dict.fromkeys(sorted(came_in.difference(out)), "given")
        return Outcome(stage=at, hub=hub, came_in=frozenset(came_in), placed=placed, left_out=dict.fromkeys(out, full))

    first = [stage({one}, at=Stage.SEATS), stage({one}, hub="zhuhai"), stage({one}, at=Stage.GATE)]
    second = [
        stage({two, three}, at=Stage.SEATS),
        stage({two, three}, hub="kunming", out=[two]),
        stage({three}, hub="zhuhai"),
        stage({three}, at=Stage.GATE),
    ]
    case = small_case(Programme(batches=2))
    travel = TravelCase.of(case, Barred.of(case, Findings(())))
    joined = onward._outcomes([first, second], hub_order(travel))  # noqa: SLF001 - the turns are made by hand
    assert [outcome.hub for outcome in joined] == ["", "kunming", "zhuhai", ""]
    assert [len(outcome.came_in) for outcome in joined] == [3, 3, 2, 2]


def test_after_an_event_towns_stand_in_the_order_in_which_they_are_reached() -> None:
    """The town of the first night has a name behind that of the gates."""
    case = small_case(Programme(applicants=(MAN, WOMAN), late_gate=False, way=Way(hub="zunyi")))
    plan = lc.plan_return(case)
    at = datetime(2023, 2, 1, 8, tzinfo=case.campaign.zone)
    after = lc.replan(plan, [events.LateCancel(id=EventId("n-1"), time=at, subject=plan.travellers[0])]).plan
    for one in (plan, after):
        assert [outcome.hub for outcome in one.outcomes if outcome.stage is Stage.BEDS] == ["zunyi", "zhuhai"]
        assert one.verify() == ()


NIGHT = Period(date(2023, 2, 5), date(2023, 2, 6))
"""The night of the first batch in Kunming."""


def with_rooms(case: lc.Case, lodging: str, *rooms: Room) -> lc.Case:
    """The case with other rooms in one of its houses."""
    return evolve(case, lodgings=tuple(evolve(one, rooms=rooms) if one.id == lodging else one for one in case.lodgings))


def room(name: str, use: RoomUse, beds: int, *closed: Period) -> Room:
    return Room(id=RoomId(name), use=use, beds=beds, closed=closed)


COUPLE = [Applicant(party="P", sex=sex) for sex in (Sex.MALE, Sex.FEMALE)]
FRIENDS = [Applicant(party="P")] * 2
LEFT_ALONE = [
    Applicant(party="P"),
    Applicant(party="P", sex=Sex.FEMALE, returns=False, employer=None, willing=False),
]


@pytest.mark.parametrize(
    ("people", "rooms", "travel"),
    [
        pytest.param([MAN], [room("m", RoomUse.MEN, 1, NIGHT)], 1, id="a room is out of service"),
        pytest.param(
            FRIENDS, [room("m", RoomUse.MEN, 1), room("n", RoomUse.MEN, 1, NIGHT)], 2, id="one bed is not two"
        ),
        pytest.param(
            LEFT_ALONE,
            [room("m", RoomUse.MEN, 1, NIGHT), room("f", RoomUse.FAMILY, 4)],
            1,
            id="a family room is for no one alone",
        ),
    ],
)
def test_whoever_has_no_bed_in_the_first_batch_goes_with_the_second(
    people: Sequence[Applicant], rooms: Sequence[Room], travel: int
) -> None:
    plan = lc.plan_return(with_rooms(in_two_batches(people), "hotel", *rooms))
    assert by_leg(plan, "feeder", "feeder-2") == [0, travel]
    assert plan.verify() == ()


def test_two_who_go_together_do_not_take_a_coach_with_one_seat() -> None:
    case = in_two_batches(FRIENDS)
    first, second = case.convoys
    legs = [
        evolve(leg, vehicle=evolve(leg.vehicle, id=VehicleId("van"), rated=2)) if leg.id == "evening" else leg
        for leg in first.legs
    ]
    plan = lc.plan_return(evolve(case, convoys=(evolve(first, legs=tuple(legs)), second)))
    assert by_leg(plan, "feeder", "feeder-2") == [0, 2]
    assert plan.verify() == ()


def test_who_came_furthest_in_vain_leaves_the_room_to_others() -> None:
    """One family room in Kunming: three have it first, and no beds as three in Zhuhai; a mother and child need none."""
    three = [Applicant(party="Q", employer=2, sex=sex) for sex in (Sex.FEMALE, Sex.FEMALE, Sex.MALE)]
    case = small_case(Programme(applicants=(*three, *FAMILY)))
    case = with_rooms(case, "hotel", room("f", RoomUse.FAMILY, 4))
    plan = lc.plan_return(with_rooms(case, "home", room("f", RoomUse.FAMILY, 1), room("w", RoomUse.WOMEN, 1)))
    assert plan.travellers == ("W-003", "W-004")
    assert plan.verify() == ()


def test_a_party_for_two_gates_of_which_one_has_no_bed_goes_by_the_next_batch() -> None:
    """The other, bound for the second employer, has no bed for the night before its gate opens."""
    people = [Applicant(party="P", sex=Sex.FEMALE), Applicant(party="P", employer=2), MAN]
    night = Period(date(2023, 2, 6), date(2023, 2, 7))
    case = with_rooms(in_two_batches(people), "home", room("w", RoomUse.WOMEN, 1), room("m", RoomUse.MEN, 1, night))
    plan = lc.plan_return(case)
    assert plan.unplaced == {}
    assert {plan.rides_of(WorkerId(worker))[0].leg for worker in ("W-000", "W-001")} == {"feeder-2"}
    assert plan.verify() == ()


def test_who_finds_the_train_full_is_told_what_keeps_them_once_those_aboard_go_with_the_next_batch() -> None:
    """Two friends leave the first batch, which has no bed, in the turn in which nobody else arrives."""
    case = in_two_batches([WOMAN, MAN, *FRIENDS, WOMAN], train_seats=2)
    first, second = (frozenset({convoy.id}) for convoy in case.convoys)
    wishes = [
        evolve(wish, batches=batches)
        for wish, batches in zip(
            case.registrations, [second, first, first | second, first | second, second], strict=True
        )
    ]
    case = with_rooms(evolve(case, registrations=tuple(wishes)), "hotel", room("m", RoomUse.MEN, 2, NIGHT))
    plan = lc.plan_return(case)
    assert plan.travellers == ("W-002", "W-003")
    assert codes(plan) == ["beds.full"] * 3
    assert plan.verify() == ()


@pytest.mark.parametrize(("leaving", "bound"), [({3}, 3), ({2, 3, 4, 5}, 1)])
def test_of_fewer_people_at_most_those_could_be_placed_that_are_left_and_that_could_before(
    leaving: set[int], bound: int
) -> None:
    who = {number: WorkerId(f"W-{number}") for number in range(1, 6)}
    goal = Goal(name=lc.Text.same("people"), kind="people", key=0, value=3, bound=3)
    outcome = Outcome(
        stage=Stage.SEATS,
        came_in=frozenset(who.values()),
        placed=dict.fromkeys((who[1], who[2], who[3]), "a seat"),
        left_out=dict.fromkeys((who[4], who[5]), (Reason(code="seats.train-full", text=lc.Text.same("full")),)),
        proof=Proof(status="proved", goals=(goal,)),
    )
    turn = onward.Onward(outcomes=(outcome,), ways={}, stays=())
    (rest,) = turn.without(frozenset(who[number] for number in leaving)).outcomes
    assert rest.proof is not None
    assert [(one.value, one.bound) for one in rest.proof.goals] == [(len({1, 2, 3} - leaving), bound)]


ONE_BED, TWO_BEDS = room("f", RoomUse.FAMILY, 1), room("g", RoomUse.FAMILY, 2)


def test_a_couple_for_whom_one_batch_is_in_vain_goes_by_the_next() -> None:
    """In the first night there is one bed that each of them could have; in the second a room for both."""
    case = with_rooms(in_two_batches(COUPLE), "hotel", ONE_BED, evolve(TWO_BEDS, closed=(NIGHT,)))
    plan = lc.plan_return(case)
    assert by_leg(plan, "feeder", "feeder-2") == [0, 2]
    assert plan.verify() == ()


def test_a_couple_whose_room_is_closed_for_a_night_goes_by_the_next_batch() -> None:
    case = with_rooms(in_two_batches(COUPLE), "hotel", ONE_BED, TWO_BEDS)
    plan = lc.plan_return(case)
    at = datetime(2023, 2, 1, 8, tzinfo=case.campaign.zone)
    closed = events.RoomOutOfService(
        id=EventId("n-1"), time=at, subject=TWO_BEDS.id, lodging=case.lodgings[0].id, until=date(2023, 2, 6)
    )
    change = lc.replan(plan, [closed])
    assert by_leg(plan, "feeder", "feeder-2") == [2, 0]
    assert (change.left_out, by_leg(change.plan, "feeder", "feeder-2")) == ({}, [0, 2])
    assert change.plan.verify() == ()


def test_two_who_go_together_and_have_no_way_in_common_ask_no_further() -> None:
    """Each has a batch of the own; a third without a bed lets them ask again, and nobody gets a seat."""
    case = in_two_batches([*FRIENDS, WOMAN], beds_women=0)
    wishes = [
        evolve(wish, batches=frozenset({case.convoys[number % 2].id})) for number, wish in enumerate(case.registrations)
    ]
    plan = lc.plan_return(evolve(case, registrations=tuple(wishes)))
    assert codes(plan) == ["beds.full", "seats.not-together", "seats.not-together"]
    assert plan.verify() == ()


@pytest.mark.parametrize(("area", "is_free"), [(None, True), (8, True), (3, False)])
def test_a_bed_that_a_rule_lets_nobody_sleep_in_is_none_that_is_left(area: int | None, *, is_free: bool) -> None:
    """The book asks for four and a half square metres for each person."""
    case = small_case(Programme(applicants=(MAN,)))
    measured = evolve(room("m", RoomUse.MEN, 1), floor_area=None if area is None else Decimal(area))
    book = case.book.overlaid(title=lc.Text.same("RSE"), parameters=RSE)
    travel = TravelCase.of(evolve(with_rooms(case, "hotel", measured), book=book), Barred.of(case, Findings(())))
    (match,) = lc.plan_return(case).outcome(Stage.POSTS).placed.values()
    asked = {match: seat_requests(travel, [match])[0]}
    assert RoomLeft(travel, [match.worker]).open_to(asked) == ({match.worker} if is_free else set())
    full = (Reason(code="beds.full", text=lc.Text.same("full")),)
    (route,) = asked[match].routes
    told = LeftOut(match=match, reasons=full, route=route, hub="kunming")
    assert RoomLeft(travel, [match.worker]).denied_to([told]) == ({match.worker} if is_free else set())


def test_who_was_told_untruly_that_beds_are_taken_asks_again_with_the_party() -> None:
    """Asked alone, one of two would go by another batch, and the other stay."""
    case = small_case(Programme(applicants=(*FRIENDS, MAN)))
    travel = TravelCase.of(case, Barred.of(case, Findings(())))
    matches = lc.plan_return(case).outcome(Stage.POSTS).placed.values()
    left = [
        LeftOut(
            match=match,
            reasons=(Reason(code=code, text=lc.Text.same("why")),),
            route=seat_requests(travel, [match])[0].routes[0],
            hub="kunming" if code == "beds.full" else "",
        )
        for match, code in zip(matches, ["beds.full", "gate.company", "gate.company"], strict=True)
    ]
    assert RoomLeft(travel, [one.match.worker for one in left]).denied_to(left) == {"W-000", "W-001"}
