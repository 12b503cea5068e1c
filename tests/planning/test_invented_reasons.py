"""Whoever is left out has no way left: a plan that drops somebody for an invented reason is found, no other is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.journey import OtherTrip, Outcome, Proof, Reason, Stage
from laborcoop.kernel.identity import ResidentNumber, Sex
from laborcoop.kernel.ids import (
    ConvoyId,
    DriverId,
    EmployerId,
    EventId,
    LegId,
    LodgingId,
    PlaceId,
    RoomId,
    VehicleId,
    WorkerId,
)
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs.epidemic_2020 import PARAMETERS as EPIDEMIC
from laborcoop.packs.rse_lodgings import PARAMETERS
from laborcoop.planning.events import (
    EmployerSuspended,
    Event,
    LateCancel,
    RoomOutOfService,
    TicketMismatch,
    TripCancelled,
    WorkerRefuses,
)
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.retention import RoomUse
from laborcoop.rulebook import Convention, DatedValue, Findings, Parameter
from laborcoop.testing import Programme, programmes, small_case
from laborcoop.testing.busy import NightCoach, busy_case, busy_programmes
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg, Precautions, RiskLevel

INVENTED = "left out for a reason that does not hold: there is a way with room"
FEW = settings(max_examples=10, deadline=None)
ONE, TWO, THREE = (WorkerId(f"W-00{i}") for i in range(3))


def because(code: str) -> tuple[Reason, ...]:
    return (Reason(code=code, text=Text.same(code)),)


def dropped(plan: ReturnPlan, people: frozenset[WorkerId], stage: Stage, code: str, hub: str = "") -> ReturnPlan:
    """The plan with some people left out at a stage for a reason, and nothing else that gives it away."""

    def without(held: Mapping[WorkerId, Any]) -> dict[WorkerId, Any]:
        return {worker: given for worker, given in held.items() if worker not in people}

    outcomes: list[Outcome[Any]] = []
    gone: frozenset[WorkerId] = frozenset()
    for one in plan.outcomes:
        here = people if (one.stage, one.hub) == (stage, hub) else frozenset()
        placed = without(one.placed) if here or gone else one.placed
        outcomes.append(
            evolve(
                one,
                came_in=one.came_in - gone,
                placed=placed,
                not_needed=one.not_needed - gone - here,
                left_out={**without(one.left_out), **dict.fromkeys(sorted(here), because(code))},
                proof=_fewer(one, len(people)) if here and one.stage is Stage.SEATS else one.proof,
            )
        )
        gone = gone | here
    return evolve(
        plan,
        outcomes=tuple(outcomes),
        matches=without(plan.matches),
        handovers=without(plan.handovers),
        rides=tuple(ride for ride in plan.rides if ride.worker not in people),
        stays=tuple(stay for stay in plan.stays if stay.worker not in people),
    )


def _fewer(outcome: Outcome[Any], by: int) -> Proof:
    proof = outcome.proof
    assert proof is not None
    first, *others = proof.goals
    return evolve(proof, goals=(evolve(first, value=first.value - by, bound=first.bound - by), *others))


def accused(plan: ReturnPlan) -> set[str]:
    """Those of whom verification says that the reason does not hold."""
    return {fault.subject for fault in plan.verify() if fault.message.en == INVENTED}


def stages(plan: ReturnPlan) -> list[tuple[Stage, str]]:
    return [(one.stage, one.hub) for one in plan.outcomes if one.stage in {Stage.SEATS, Stage.BEDS, Stage.GATE}]


@FEW
@given(programmes(), st.integers(0, 11), st.integers(0, 4))
def test_whoever_is_dropped_from_a_plan_is_missed(programme: Programme, one: int, at: int) -> None:
    """But where it is not known what others have taken in a town.

    These are others whom a town left out. And of a party bound for several gates those bound for one of them count as
    riders of each coach and guests of each house that the others could have: where there is room for all of them, and
    none to spare, the party is not missed (`test_a_party_bound_for_two_gates_is_missed_where_there_is_room_to_spare`).
    """
    plan = plan_return(small_case(programme))
    assert plan.verify() == ()
    which = stages(plan)[at % len(stages(plan))]
    if not plan.travellers or any(plan.outcome(*stage).left_out for stage in stages(plan)[1:]):
        return
    worker = plan.travellers[one % len(plan.travellers)]
    party = {wish.worker: wish.together for wish in plan.case.registrations}
    people = frozenset(
        other for other in plan.travellers if other == worker or (party[worker] and party[other] == party[worker])
    )
    if which[0] is Stage.SEATS or len({plan.handovers[worker].employer for worker in people}) == 1:
        assert accused(dropped(plan, people, which[0], "because", which[1])) >= people


def of(*applicants: Applicant, **given: Any) -> ReturnPlan:
    """The plan of a small programme for some people."""
    return plan_return(small_case(Programme(applicants=applicants, **given)))


TO_TWO_GATES = (
    Applicant(party="H"),
    Applicant(party="H", employer=2, sex=Sex.FEMALE),
    Applicant(party="H", employer=2),
)


@pytest.mark.parametrize(
    ("given", "missed"),
    [
        ({"late_gate": False}, {ONE, TWO, THREE}),
        ({"late_gate": False, "beds_men": 2, "beds_women": 1, "family_rooms": 0}, {ONE, TWO, THREE}),
        ({"late_gate": False, "shuttle_seats": 5}, {ONE, TWO, THREE}),
        # The first goes straight to the gate and counts as a guest of the house of the others, who then have no bed:
        # without them the first does not go.
        ({"beds_men": 1, "beds_women": 1, "family_rooms": 1}, set()),
    ],
    ids=["plenty", "the beds that they had", "the seats that they had", "none to spare"],
)
@pytest.mark.parametrize("stage", [(Stage.BEDS, "kunming"), (Stage.BEDS, "zhuhai"), (Stage.GATE, "")])
def test_a_party_bound_for_two_gates_is_missed_where_there_is_room_to_spare(
    given: dict[str, Any], missed: set[WorkerId], stage: tuple[Stage, str]
) -> None:
    plan = of(*TO_TWO_GATES, **given)
    assert set(plan.travellers) == {ONE, TWO, THREE}
    assert accused(dropped(plan, frozenset(plan.travellers), stage[0], "because", stage[1])) == missed


@pytest.mark.parametrize("stage", [Stage.SEATS, Stage.GATE])
def test_a_party_that_one_coach_could_bring_to_two_gates_is_missed(stage: Stage) -> None:
    """One coach goes from the village to both gates."""
    case = small_case(Programme(applicants=TO_TWO_GATES, late_gate=False))
    (convoy,) = case.convoys
    door = next(leg for leg in convoy.legs if leg.id == "feeder")
    first, last = door.stops[0], door.stops[-1]
    gates = [first.depart + timedelta(hours=hours) for hours in (1, 2)]
    stops = (
        first,
        evolve(first, place=PlaceId("G-1"), arrive=gates[0], depart=gates[0]),
        evolve(last, place=PlaceId("G-2"), arrive=gates[1], depart=gates[1]),
    )
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=(evolve(door, stops=stops),)),)))
    everybody = frozenset(plan.travellers)
    assert everybody == {ONE, TWO, THREE}
    assert accused(dropped(plan, everybody, stage, "because")) == everybody


def test_nothing_is_asked_of_who_goes_along_with_one_of_several_once_something_has_happened() -> None:
    """The eldest steps back, with whom a child went to the second gate; another goes there still, and one elsewhere."""
    eldest = Applicant(party="H", employer=2, born=date(1970, 1, 1))
    child = Applicant(party="H", born=date(2015, 1, 1), along=True)
    others = (Applicant(party="H", born=date(1980, 1, 1)), evolve(eldest, born=date(1990, 1, 1)))
    case = small_case(Programme(applicants=(eldest, child, *others)))
    (convoy,) = case.convoys
    legs = tuple(leg for leg in convoy.legs if leg.id != "to-gates")
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),)))
    assert (plan.verify(), plan.travellers) == ((), ())
    back = LateCancel(id=EventId("e"), time=EARLY - timedelta(days=1), subject=ONE)
    after = replan(plan, [back]).plan
    assert [reason.code for reason in after.unplaced[TWO]] == ["seats.no-way-on"]
    assert after.verify() == ()


@pytest.mark.parametrize(
    "code",
    [
        "seats.no-coach-at-stop",
        "seats.not-in-batch",
        "seats.departed",
        "seats.not-in-window",
        "seats.coach-full",
        "TR-4",
    ],
)
def test_a_reason_that_denies_a_way_that_there_is_is_found_whatever_it_says(code: str) -> None:
    plan = of(Applicant(), Applicant())
    assert accused(dropped(plan, frozenset({TWO}), Stage.SEATS, code)) == {TWO}


@pytest.mark.parametrize(("stage", "hub"), [(Stage.SEATS, ""), (Stage.BEDS, "kunming")])
@pytest.mark.parametrize("seats", [9, 5])
def test_companions_of_two_stops_are_missed_though_the_coach_has_one_seat_at_the_first(
    stage: Stage, hub: str, seats: int
) -> None:
    plan = of(Applicant(party="H"), Applicant(party="H", village=2), Applicant(), coach_seats=seats)
    assert (plan.verify(), len(plan.travellers)) == ((), 3)
    people = frozenset({ONE, TWO})
    assert accused(dropped(plan, people, stage, "because", hub)) == people
    full = of(Applicant(party="H"), Applicant(party="H", village=2), Applicant(), coach_seats=4)
    assert full.verify() == ()


def test_a_way_that_is_full_is_not_denied_truly() -> None:
    plan = of(Applicant(), Applicant(), train_seats=1)
    (left,) = plan.unplaced
    assert (plan.verify(), len(plan.travellers)) == ((), 1)

    def told(code: str) -> ReturnPlan:
        seats = [evolve(one, left_out={left: because(code)}) if one.left_out else one for one in plan.outcomes]
        return evolve(plan, outcomes=tuple(seats))

    assert accused(told("seats.train-full")) == set()
    assert accused(told("seats.no-coach-at-stop")) == {left}


FEMALE = Applicant(sex=Sex.FEMALE, party="H")


def _wishing(plan: ReturnPlan, worker: WorkerId, **changes: Any) -> ReturnPlan:
    wishes = (evolve(one, **changes) if one.worker == worker else one for one in plan.case.registrations)
    return evolve(plan, case=evolve(plan.case, registrations=tuple(wishes)))


LATE = datetime.fromisoformat("2023-02-05T09:00+08:00")
WISHES: dict[str, tuple[dict[str, Any], str, bool]] = {
    "any stop of the village": ({"boarding": None}, "because", True),
    "a stop that the case does not have": ({"boarding": None, "boarding_as_written": "x"}, "seats.unknown-stop", False),
    "another batch": ({"batches": frozenset({ConvoyId("B-7")})}, "seats.not-in-batch", False),
    "another batch, and told that nothing calls": (
        {"batches": frozenset({ConvoyId("B-7")})},
        "seats.no-coach-at-stop",
        True,
    ),
    "later days": ({"available_from": date(2023, 2, 9)}, "seats.not-in-window", False),
    "later days, and told that all has left": ({"available_from": date(2023, 2, 9)}, "seats.departed", True),
    "another trip, of which others decide": (
        {"other_trip": OtherTrip(depart=LATE, arrive=LATE + timedelta(hours=2))},
        "TR-15",
        False,
    ),
}


@pytest.mark.parametrize(("wish", "code", "is_found"), WISHES.values(), ids=WISHES.keys())
def test_a_reason_is_measured_by_what_was_wished(wish: dict[str, Any], code: str, *, is_found: bool) -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, code)
    assert accused(_wishing(plan, TWO, **wish)) == ({TWO} if is_found else set())


@pytest.mark.parametrize("stage", [(Stage.BEDS, "kunming"), (Stage.GATE, "")])
def test_who_has_another_trip_and_a_seat_is_missed_where_a_town_has_room(stage: tuple[Stage, str]) -> None:
    """Of ways before the other trip nothing is asked: but a seat was given on this one."""
    trip = OtherTrip(depart=LATE + timedelta(days=60), arrive=LATE + timedelta(days=60, hours=2))
    plan = _wishing(of(Applicant(), Applicant()), TWO, other_trip=trip)
    assert accused(dropped(plan, frozenset({TWO}), stage[0], "because", stage[1])) == {TWO}


def test_before_the_day_of_the_plan_nothing_can_be_ridden() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, "seats.departed")
    late = evolve(plan, case=evolve(plan.case, on=date(2023, 2, 8)))
    assert accused(late) == set()


def _worker(plan: ReturnPlan, worker: WorkerId, **changes: Any) -> ReturnPlan:
    workers = (evolve(one, **changes) if one.id == worker else one for one in plan.case.workers)
    return evolve(plan, case=evolve(plan.case, workers=tuple(workers)))


def test_a_masked_number_rides_no_train() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, "TR-14")
    assert accused(_worker(plan, TWO, number=ResidentNumber("533399********0012"))) == set()


def test_who_names_no_stop_boards_anywhere_in_the_county() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(_worker(_wishing(plan, TWO, boarding=None), TWO, village="")) == {TWO}


def test_a_party_is_left_out_together_or_not_at_all() -> None:
    plan = of(Applicant(), Applicant(party="H"), FEMALE, train_seats=4)
    assert plan.verify() == ()
    couple = frozenset({TWO, THREE})
    assert accused(dropped(plan, couple, Stage.SEATS, "because")) == couple
    assert accused(dropped(plan, couple, Stage.GATE, "because")) == couple
    assert accused(dropped(plan, frozenset({TWO}), Stage.GATE, "because")) == set()
    apart = _wishing(dropped(plan, couple, Stage.SEATS, "because"), THREE, available_from=date(2023, 2, 9))
    assert accused(apart) == set()
    elsewhere = of(Applicant(), Applicant(party="H"), evolve(FEMALE, employer=2))
    assert accused(dropped(elsewhere, couple, Stage.GATE, "because")) == couple
    assert accused(dropped(elsewhere, frozenset({THREE}), Stage.GATE, "because")) == set()


def test_a_couple_without_other_beds_would_have_had_the_family_room() -> None:
    plan = of(Applicant(), Applicant(party="H"), FEMALE, beds_men=1, beds_women=0)
    assert plan.verify() == ()
    couple, hub = frozenset({TWO, THREE}), stages(plan)[1][1]
    short = dropped(plan, couple, Stage.BEDS, "beds.not-together", hub)
    assert accused(short) == couple

    def changed(**changes: Any) -> ReturnPlan:
        houses = (
            evolve(house, rooms=tuple(evolve(room, **changes) for room in house.rooms)) for house in short.case.lodgings
        )
        return evolve(short, case=evolve(short.case, lodgings=tuple(houses)))

    assert accused(changed(closed=(Period(date(2023, 2, 1), date(2023, 3, 1)),))) == set()
    measured = changed(floor_area=Decimal(6))
    book = measured.case.book.overlaid(title=Text.same("RSE"), parameters=PARAMETERS)
    assert accused(evolve(measured, case=evolve(measured.case, book=book))) == set()


def test_a_couple_would_have_had_a_part_of_a_family_room_and_a_bed_beside() -> None:
    people = (Applicant(), Applicant(party="H"), FEMALE, evolve(FEMALE, born=date(2004, 3, 1)))
    family = frozenset({TWO, THREE, WorkerId("W-003")})
    for women, is_found in ((1, True), (0, False)):
        plan = of(*people, beds_men=1, beds_women=1)
        assert (plan.verify(), len(plan.travellers)) == ((), 4)
        rooms = plan.case.lodgings[0].rooms
        fewer = [one for one in rooms if women or one.use is not RoomUse.WOMEN]
        houses = tuple(evolve(house, rooms=tuple(fewer)) for house in plan.case.lodgings)
        short = dropped(plan, family, Stage.BEDS, "beds.not-together", stages(plan)[1][1])
        assert accused(evolve(short, case=evolve(short.case, lodgings=houses))) == (family if is_found else set())


def measures(plan: ReturnPlan, **values: int | bool) -> ReturnPlan:
    """The plan under a book in which some measures against an epidemic are in force."""

    def lasting(one: Parameter) -> Parameter:
        return evolve(one, values=(DatedValue(value=values[one.name], source=Convention(Text.same("test"))),))

    own = [lasting(one) for one in EPIDEMIC if one.name in values]
    book = plan.case.book.overlaid(title=Text.same("measures"), parameters=own)
    return evolve(plan, case=evolve(plan.case, book=book))


def test_seats_that_measures_against_an_epidemic_keep_are_not_free() -> None:
    plan = dropped(of(Applicant(), Applicant(), train_seats=3), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(plan) == {TWO}
    for kept in (measures(plan, load_cap=10), measures(plan, isolation_rows=True, rear_rows_seats=10)):
        assert accused(kept) == set()
    assert accused(measures(plan, load_cap=90, isolation_rows=True)) == {TWO}
    (convoy,) = plan.case.convoys
    train = next(leg for leg in convoy.legs if leg.id == "train")
    trains = measures(plan, isolation_seats=True)
    assert accused(trains) == {TWO}
    free = Precautions(leg=train, riders=1, isolation_seats=2, risk=RiskLevel.LOW)
    assert accused(evolve(trains, case=evolve(trains.case, records=(free,)))) == set()


def _legs(plan: ReturnPlan, legs: Iterable[Leg]) -> ReturnPlan:
    (convoy,) = plan.case.convoys
    return evolve(plan, case=evolve(plan.case, convoys=(evolve(convoy, legs=tuple(legs)),)))


def _employers(plan: ReturnPlan, **changes: Any) -> ReturnPlan:
    return evolve(plan, case=evolve(plan.case, employers=tuple(evolve(one, **changes) for one in plan.case.employers)))


def _charged(plan: ReturnPlan) -> ReturnPlan:
    houses = tuple(evolve(house, charge=Decimal(5)) for house in plan.case.lodgings)
    return evolve(plan, case=evolve(plan.case, lodgings=houses))


def _unknown_employer(plan: ReturnPlan) -> ReturnPlan:
    posts = plan.outcomes[1]
    other = evolve(posts.placed[TWO], employer=EmployerId("E-9"))
    changed = evolve(posts, placed={**posts.placed, TWO: other})
    return evolve(plan, outcomes=(plan.outcomes[0], changed, *plan.outcomes[2:]))


def _nowhere(plan: ReturnPlan) -> ReturnPlan:
    """More legs, one after the other, by which nobody reaches a gate."""
    legs = tuple(plan.legs().values())
    feeder = legs[0]
    places = [PlaceId("V-1"), *(PlaceId(f"X-{number}") for number in range(6))]
    hours = [feeder.depart + timedelta(hours=number) for number in range(7)]
    stops = [
        evolve(feeder.stops[0], place=place, arrive=at, depart=at) for place, at in zip(places, hours, strict=True)
    ]
    chain = (
        evolve(
            feeder,
            id=LegId(f"x-{number}"),
            vehicle=evolve(feeder.vehicle, id=VehicleId(f"x-{number}")),
            captain=f"C-{number}",
            deputy=f"D-{number}",
            stops=tuple(evolve(stop, driver=DriverId(f"x-{number}")) for stop in two),
        )
        for number, two in enumerate(pairwise(stops))
    )
    return _legs(plan, (*legs, *chain))


NO_WAY: dict[str, Callable[[ReturnPlan], ReturnPlan]] = {
    "a rule bars the houses": _charged,
    "nothing goes to a house": lambda plan: _legs(plan, (leg for leg in plan.legs().values() if leg.id != "evening")),
    "gates are closed": lambda plan: _employers(plan, gate_opens=time(3), gate_closes=time(4)),
    "nothing leaves the stop": lambda plan: _wishing(plan, TWO, boarding=PlaceId("K-park")),
    "the employer is unknown": _unknown_employer,
}


@pytest.mark.parametrize("change", NO_WAY.values(), ids=NO_WAY.keys())
def test_where_no_way_is_left_nobody_is_said_to_have_one(change: Callable[[ReturnPlan], ReturnPlan]) -> None:
    plan = of(Applicant(), Applicant(employer=2))
    for stage in (Stage.SEATS, Stage.GATE):
        found = dropped(plan, frozenset({TWO}), stage, "because")
        assert accused(found) == {TWO}
        if stage is Stage.SEATS or "K-park" not in str(change(found).case.registrations[1].boarding):
            assert accused(change(found)) == set()


def test_ways_that_lead_nowhere_and_stops_where_nobody_boards_are_passed_over() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(_nowhere(plan)) == {TWO}

    def closed(leg: Leg) -> Leg:
        return evolve(leg, stops=tuple(evolve(stop, boarding=stop.place != "V-2") for stop in leg.stops))

    assert accused(_legs(plan, map(closed, plan.legs().values()))) == {TWO}


def test_a_town_is_crossed_by_two_coaches_one_after_the_other() -> None:
    case = small_case(Programme(applicants=(Applicant(), Applicant())))
    (convoy,) = case.convoys
    coaches: list[Leg] = []
    for leg in convoy.legs:
        if leg.id == "evening":
            start, end = leg.stops
            change = evolve(
                start, place=PlaceId("K-station"), arrive=LATE.replace(hour=15, minute=40), depart=end.arrive
            )
            end = evolve(end, arrive=end.arrive + timedelta(minutes=20), depart=end.depart + timedelta(minutes=20))
            second = evolve(leg.vehicle, id=VehicleId("second"))
            coaches += [evolve(leg, stops=(start, evolve(change, driver=None)))]
            coaches += [
                evolve(leg, id=LegId("second"), vehicle=second, captain="C-9", deputy="D-9", stops=(change, end))
            ]
        else:
            coaches.append(leg)
    plan = plan_return(evolve(case, convoys=(evolve(convoy, legs=tuple(coaches)),)))
    assert (plan.verify(), plan.travellers) == ((), (ONE, TWO))
    assert accused(dropped(plan, frozenset({TWO}), Stage.SEATS, "because")) == {TWO}


def test_whoever_was_given_no_seat_and_is_left_out_in_a_town_is_asked_for_a_way() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.GATE, "because")
    seats = plan.outcomes[2]
    placed = {ONE: seats.placed[ONE]}
    lost = evolve(
        plan, outcomes=(*plan.outcomes[:2], evolve(seats, came_in=frozenset(placed), placed=placed), *plan.outcomes[3:])
    )
    assert accused(lost) == {TWO}
    assert "PL-11" in {fault.rule for fault in lost.verify()}


def test_whoever_was_given_no_seat_and_has_no_way_is_not_asked_of_in_a_town() -> None:
    """The train has one seat: whoever is refused it may be said to stay at the gate, and no way is open."""
    plan = of(Applicant(), Applicant(), train_seats=1)
    (waits,) = plan.unplaced
    seats, gate = plan.outcomes[2], plan.outcomes[-1]
    moved = evolve(seats, came_in=seats.came_in - {waits}, left_out={})
    at_gate = evolve(
        gate, came_in=gate.came_in | {waits}, left_out={**gate.left_out, waits: because("gate.coach-full")}
    )
    assert accused(evolve(plan, outcomes=(*plan.outcomes[:2], moved, *plan.outcomes[3:-1], at_gate))) == set()


def test_a_plan_without_stages_is_not_asked() -> None:
    plan = dropped(of(Applicant(), Applicant()), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(evolve(plan, outcomes=())) == set()


# After events ---------------------------------------------------------------------------------------------------------

EARLY = datetime.fromisoformat("2023-02-04T08:00+08:00")
DAY = timedelta(days=1)
GONE = LateCancel(id=EventId("e"), time=EARLY, subject=THREE)


def happened(event: Event, *people: Applicant, cut_off: timedelta = timedelta(hours=1), **given: Any) -> ReturnPlan:
    """The plan for some people after an event, the third of whom goes nowhere else."""
    made = replan(of(*(people or (Applicant(), Applicant(), Applicant())), **given), [event], cut_off=cut_off)
    assert (made.findings, made.plan.verify()) == (Findings(()), ())
    return made.plan


@pytest.mark.parametrize("stage", [Stage.SEATS, Stage.GATE])
def test_after_an_event_whoever_could_still_be_told_of_a_free_seat_in_time_is_missed(stage: Stage) -> None:
    plan = dropped(happened(GONE), frozenset({TWO}), stage, "because")
    assert plan.log.cut_off == timedelta(hours=1)
    assert accused(plan) == {TWO}
    for cut_off, is_found in ((DAY, True), (DAY + timedelta(minutes=1), False), (None, False)):
        known = evolve(plan, log=evolve(plan.log, cut_off=cut_off))
        assert accused(known) == ({TWO} if is_found else set()), cut_off


def test_a_way_that_was_not_wished_may_have_been_denied_before_the_last_event() -> None:
    plan = dropped(happened(GONE), frozenset({TWO}), Stage.SEATS, "seats.no-coach-at-stop")
    assert accused(plan) == {TWO}
    assert accused(_wishing(plan, TWO, batches=frozenset({ConvoyId("B-7")}))) == set()
    full = happened(GONE, Applicant(), Applicant(), Applicant(), train_seats=1)
    (left,) = full.unplaced.keys() - {THREE}
    seats = [
        evolve(one, left_out={**one.left_out, left: because("seats.no-coach-at-stop")}) if left in one.left_out else one
        for one in full.outcomes
    ]
    assert accused(evolve(full, outcomes=tuple(seats))) == {left}


EXCUSES: dict[str, Event] = {
    "no right ticket is held": TicketMismatch(id=EventId("f"), time=EARLY, subject=TWO, leg=LegId("train")),
    "the employer takes nobody": EmployerSuspended(id=EventId("f"), time=EARLY, subject=EmployerId("E-1")),
    "the leg does not run": TripCancelled(id=EventId("f"), time=EARLY, subject=LegId("train")),
}


@pytest.mark.parametrize("event", EXCUSES.values(), ids=EXCUSES.keys())
def test_a_way_that_an_event_has_closed_is_none(event: Event) -> None:
    taken = replan(happened(GONE), [event], cut_off=timedelta(hours=1)).plan
    assert (taken.verify(), TWO in taken.unplaced) == ((), True)
    plan = dropped(happened(GONE), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(evolve(plan, case=taken.case, log=taken.log)) == set()


def test_an_employer_whom_somebody_refuses_is_no_goal() -> None:
    refuses = WorkerRefuses(id=EventId("e"), time=EARLY, subject=TWO, takes_other=True)
    plan = dropped(happened(GONE), frozenset({TWO}), Stage.SEATS, "because")
    assert accused(evolve(plan, log=evolve(plan.log, refused={TWO: frozenset({EmployerId("E-1")})}))) == set()
    assert TWO in happened(refuses, Applicant(), Applicant(), openings=0).unplaced


def test_a_room_that_an_event_has_closed_is_not_free() -> None:
    closed = RoomOutOfService(id=EventId("e"), time=EARLY, subject=RoomId("men-0"), lodging=LodgingId("hotel"))
    plan = happened(GONE, *[Applicant(employer=2)] * 3, beds_men=2)
    hub = stages(plan)[1][1]
    short = dropped(plan, frozenset({TWO}), Stage.BEDS, "beds.none", hub)
    assert accused(short) == {TWO}
    assert accused(evolve(short, log=evolve(short.log, events=(GONE, closed)))) == set()


def test_nothing_is_asked_of_whoever_has_set_out_and_their_seats_are_not_free() -> None:
    stranded = TripCancelled(id=EventId("e"), time=LATE.replace(hour=22), subject=LegId("train"))
    plan = happened(stranded, Applicant(), Applicant(), batches=2)
    assert set(plan.unplaced) == {ONE, TWO}
    assert all(map(plan.rides_of, plan.unplaced))


def test_the_seat_of_somebody_who_goes_no_further_is_taken_until_they_get_off() -> None:
    people = (Applicant(), Applicant(village=3, employer=2))
    case = busy_case(Programme(applicants=people, train_seats=1), NightCoach.NONE)
    suspended = EmployerSuspended(id=EventId("e"), time=LATE + DAY, subject=EmployerId("E-1"))
    plan = replan(plan_return(case), [suspended], cut_off=timedelta(hours=1)).plan
    assert [ride.alight for ride in plan.rides if ride.leg == "train"] == ["Z-station"]
    assert (set(plan.unplaced), accused(plan), plan.verify()) == ({ONE, TWO}, set(), ())


@FEW
@given(busy_programmes())
def test_nobody_is_accused_where_trains_share_their_towns(programme: Programme) -> None:
    for joint in (False, True):
        assert plan_return(busy_case(programme), joint=joint).verify() == ()


def test_a_child_whose_only_adult_is_stranded_under_way_is_not_asked_for_a_way() -> None:
    """The adult has boarded at the first village; the child has not yet, and later batches have room."""
    child = Applicant(along=True, party="F", village=2, born=date(2015, 3, 1))
    plan = plan_return(small_case(Programme(applicants=(Applicant(party="F"), child), batches=2)))
    (party,) = {plan.rides_of(ONE)[0].leg, plan.rides_of(TWO)[0].leg}
    leg = plan.legs()[party]
    gone = TripCancelled(id=EventId("a"), time=leg.depart + timedelta(hours=2), subject=LegId("train"))
    after = replan(plan, [gone]).plan
    assert (party, sorted(after.unplaced)) == ("feeder", [ONE, TWO])
    assert not after.rides_of(TWO)
    assert after.verify() == ()
