"""A waiting list moves up in the order of registration, and as before where nobody's time is known (AL-09)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LegId, LodgingId, PostId, RoomId, WorkerId
from laborcoop.people import Flag, FlagKind
from laborcoop.planning import events
from laborcoop.planning.disruptions.waiting_list import turns_of
from laborcoop.planning.simulate import simulate
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

NEW = Applicant(returns=False, employer=None)
ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2023, 1, 10, 9, tzinfo=ZONE)
ONE, TWO, THREE, FOUR = names = tuple(WorkerId(f"W-00{i}") for i in range(4))


def registered(case: lc.Case, *hours: int | None) -> lc.Case:
    """The case with people who registered so many hours after the first could."""
    times = [None if hour is None else FIRST + timedelta(hours=hour) for hour in hours]
    registrations = (evolve(one, registered_at=at) for one, at in zip(case.registrations, times, strict=True))
    return evolve(case, registrations=tuple(registrations))


@pytest.mark.parametrize("applicant", [Applicant(), Applicant(returns=False, employer=None)])
def test_whoever_registered_first_of_those_who_wait_gets_the_place_that_falls_free(applicant: Applicant) -> None:
    """A seat on a coach for one, or one opening: whichever of those who wait came first gets it."""
    seats = 3 if applicant.returns else 10
    case = small_case(Programme(applicants=(applicant,) * 4, coach_seats=seats, openings=1))
    (had,) = lc.plan_return(case).travellers
    others = [name for name in names if name != had]
    cancelled = events.LateCancel(id=EventId("e"), time=datetime(2023, 2, 1, 8, tzinfo=ZONE), subject=had)
    for first in others:
        later = [name for name in others if name != first]
        times: dict[str, int | None] = {had: 9, first: 1, later[0]: 2, later[1]: None}
        plan = lc.plan_return(registered(case, *(times[name] for name in names)))
        assert plan.travellers == (had,)
        after = lc.replan(plan, [cancelled]).plan
        assert after.travellers == (first,)
        assert after.verify() == ()
    unknown = lc.replan(lc.plan_return(case), [cancelled]).plan
    assert len(unknown.travellers) == 1


def test_who_waits_without_a_time_comes_last_and_a_party_by_the_last_of_it() -> None:
    case = registered(
        small_case(Programme(applicants=(Applicant(), *(Applicant(party="P"),) * 2, Applicant()))), 3, 1, 4, None
    )
    by_worker = {one.worker: one for one in case.registrations}
    assert turns_of(by_worker, names) == {ONE: 1, TWO: 2, THREE: 2, FOUR: 3}
    assert turns_of(by_worker, (TWO, FOUR)) == {TWO: 1, FOUR: 2}
    assert turns_of(by_worker, (FOUR,)) == {FOUR: 1}
    alone = {**by_worker, THREE: evolve(by_worker[THREE], registered_at=None)}
    assert turns_of(alone, names) == {ONE: 1, TWO: 2, THREE: 2, FOUR: 2}


def flagged(case: lc.Case, kinds: Mapping[WorkerId, FlagKind]) -> lc.Case:
    """The case with flags on some people."""
    flags = {worker: (Flag(kind=kind, as_of=date(2020, 1, 1), source="register"),) for worker, kind in kinds.items()}
    return evolve(case, workers=tuple(evolve(one, flags=flags.get(one.id, ())) for one in case.workers))


@pytest.mark.parametrize("hours", [(1, 4, 3, 2), (4, 3, 1, 2), (5, 5, 5, 5), (None,) * 4], ids=str)
def test_an_opening_goes_by_class_and_inside_a_class_to_whoever_registered_first(hours: tuple[int | None, ...]) -> None:
    """Out of poverty first, relocated next (AL-03), as in the first plan; in each by the time (AL-09)."""
    case = registered(small_case(Programme(applicants=(NEW,) * 4, openings=1)), *hours)
    kinds = {ONE: FlagKind.RELOCATED, TWO: FlagKind.OUT_OF_POVERTY, FOUR: FlagKind.OUT_OF_POVERTY}
    plan = lc.plan_return(flagged(case, kinds))
    came: list[WorkerId] = []
    while plan.travellers:
        came += plan.travellers
        back = events.LateCancel(id=EventId(f"e{len(came)}"), time=at(1, 7 + len(came)), subject=came[-1])
        plan = lc.replan(plan, [back]).plan
        assert plan.verify() == ()
    first, second, *others = came
    assert ({first, second}, others) == ({TWO, FOUR}, [ONE, THREE])


def test_an_opening_goes_inside_a_class_to_whoever_registered_first() -> None:
    """The one who has it steps back, and of three out of poverty the earliest gets it, though others are earlier."""
    everyone = tuple(WorkerId(f"W-00{number}") for number in range(5))
    case = small_case(Programme(applicants=(NEW,) * 5, openings=1))
    poor = dict.fromkeys(everyone[1:4], FlagKind.OUT_OF_POVERTY)
    (had,) = lc.plan_return(flagged(case, poor)).travellers
    for earliest in poor.keys() - {had}:
        hours = (3 if name == earliest else 1 if name not in poor else 9 for name in everyone)
        plan = lc.plan_return(flagged(registered(case, *hours), poor))
        assert plan.travellers == (had,)
        back = events.LateCancel(id=EventId("e"), time=at(1, 8), subject=had)
        assert lc.replan(plan, [back]).plan.travellers == (earliest,)


def test_of_two_classes_each_has_its_turns_and_a_last_one() -> None:
    case = registered(small_case(Programme(applicants=(Applicant(),) * 4)), 4, 3, 2, None)
    by_worker = {one.worker: one for one in case.registrations}
    assert turns_of(by_worker, names, {ONE: 0, TWO: 2, THREE: 2, FOUR: 0}) == {ONE: 1, FOUR: 2, THREE: 3, TWO: 4}
    assert turns_of(by_worker, names, dict.fromkeys(names, 2)) == turns_of(by_worker, names)


@pytest.mark.parametrize("first", [0, 40], ids=["one class", "two classes"])
def test_behind_the_first_sixty_times_each_class_has_one_turn(first: int) -> None:
    registration = small_case(Programme()).registrations[0]
    people = [WorkerId(f"W-{i}") for i in range(200)]
    many = {
        one: evolve(registration, worker=one, registered_at=FIRST - timedelta(minutes=i))
        for i, one in enumerate(people)
    }
    turns = turns_of(many, people, {one: int(i >= first) for i, one in enumerate(people)})
    assert max(turns.values()) == 61
    assert all(turns[one] <= first for one in people[:first])
    assert sorted(turns[one] for one in people) == [*range(1, 61), *[61] * 140]


def test_behind_the_first_sixty_times_all_are_of_one_turn() -> None:
    registration = small_case(Programme()).registrations[0]
    many = {
        WorkerId(f"W-{i}"): evolve(registration, worker=WorkerId(f"W-{i}"), registered_at=FIRST + timedelta(minutes=i))
        for i in range(63)
    }
    turns = turns_of(many, many)
    assert [turns[WorkerId(f"W-{i}")] for i in (0, 59, 60, 62)] == [1, 60, 61, 61]


def test_a_plan_that_is_played_moves_up_who_registered_first() -> None:
    case = small_case(Programme(applicants=(Applicant(),) * 4, coach_seats=3))
    (had,) = lc.plan_return(case).travellers
    for first in (name for name in names if name != had):
        plan = lc.plan_return(registered(case, *(1 if name == first else 5 for name in names)))
        played = simulate(plan, runs=20, no_show=0.5, seed=1)
        others = [one for one in names if one not in {had, first}]
        assert played.by_person[first] > max(played.by_person.get(one, 0) for one in others)


def told(plan: lc.ReturnPlan) -> dict[str, list[str]]:
    return {worker: [reason.code for reason in reasons] for worker, reasons in plan.unplaced.items()}


def full_legs(plan: lc.ReturnPlan) -> list[str]:
    return [finding.subject for finding in plan.findings if finding.rule == "PL-03"]


def at(day: int, hour: int) -> datetime:
    return datetime(2023, 2, day, hour, tzinfo=ZONE)


def test_whoever_waits_for_a_seat_that_falls_free_too_late_is_told_that() -> None:
    """The coach leaves on the 5th at eight, empty: a larger one would help nobody."""
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 2, coach_seats=3)))
    (had,) = plan.travellers
    (waits,) = plan.unplaced
    assert (told(plan)[waits], full_legs(plan)) == (["seats.coach-full"], ["feeder"])
    late = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=at(5, 7), subject=had)]).plan
    assert (late.travellers, told(late)[waits], full_legs(late), late.verify()) == ((), ["seats.too-late"], [], ())
    (reason,) = late.unplaced[waits]
    assert "24 hours before" in reason.text.en
    still = lc.replan(
        late,
        [events.RoomOutOfService(id=EventId("f"), time=at(5, 9), subject=RoomId("men-0"), lodging=LodgingId("home"))],
    )
    assert told(still.plan)[waits] == ["seats.too-late"]
    in_time = [events.LateCancel(id=EventId("e"), time=at(5, 7), subject=had)]
    assert lc.replan(plan, in_time, cut_off=timedelta(minutes=30)).plan.travellers == (waits,)


IN_THE_MORNING = at(5, 7)


def test_whoever_waits_for_an_opening_that_falls_free_too_late_is_told_that() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(NEW,) * 3, openings=1)))
    (had,) = plan.travellers
    waiting = [worker for worker in names[:3] if worker != had]
    assert [told(plan)[worker] for worker in waiting] == [["posts.no-opening"]] * 2
    cancelled = events.LateCancel(id=EventId("e"), time=IN_THE_MORNING, subject=had)
    late = lc.replan(plan, [cancelled]).plan
    assert (late.travellers, late.verify()) == ((), ())
    assert [told(late)[worker] for worker in waiting] == [["posts.too-late"]] * 2
    assert (
        "an opening fell free too late: whoever waits must hear of it 24 hours" in late.unplaced[waiting[0]][0].text.en
    )
    withdrawn = events.PostWithdrawn(id=EventId("f"), time=at(5, 9), subject=PostId("P-1"))
    gone = lc.replan(late, [withdrawn]).plan
    assert [told(gone)[worker] for worker in waiting] == [["posts.none-suits"]] * 2
    in_time = lc.replan(plan, [cancelled], cut_off=timedelta(minutes=30)).plan
    assert (len(in_time.travellers), in_time.verify()) == (1, ())


def test_whoever_waits_for_an_opening_that_stays_filled_is_told_that() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(NEW,) * 2, openings=1)))
    (waits,) = plan.unplaced
    other = events.RoomOutOfService(id=EventId("f"), time=at(5, 7), subject=RoomId("men-0"), lodging=LodgingId("home"))
    assert told(lc.replan(plan, [other]).plan)[waits] == ["posts.no-opening"]


def test_an_opening_that_falls_free_is_kept_for_whoever_can_still_hear_of_it() -> None:
    """Whoever registered first goes with the first batch alone, which leaves in an hour; the next with the second."""
    case = small_case(Programme(applicants=(NEW,) * 3, openings=1, batches=2))
    (had,) = lc.plan_return(case).travellers
    first, second = (worker for worker in names[:3] if worker != had)
    case = registered(case, *({had: 9, first: 1, second: 2}[worker] for worker in names[:3]))
    soon, later = (frozenset({convoy.id}) for convoy in case.convoys)
    wished = tuple(evolve(one, batches=later if one.worker == second else soon) for one in case.registrations)
    plan = lc.plan_return(evolve(case, registrations=wished))
    assert plan.travellers == (had,)
    change = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=IN_THE_MORNING, subject=had)]).plan
    assert (change.travellers, change.verify()) == ((second,), ())
    assert told(change)[first] == ["posts.no-opening"]


def test_whoever_waits_for_an_opening_in_a_party_is_told_and_the_party_goes() -> None:
    people = (NEW, evolve(NEW, party="P"), Applicant(party="P"))
    case = registered(small_case(Programme(applicants=people, openings=1)), 1, 2, 3)
    plan = lc.plan_return(case)
    assert THREE in plan.travellers
    (had,) = set(plan.travellers) - {THREE}
    (waits,) = plan.unplaced
    change = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=IN_THE_MORNING, subject=had)]).plan
    assert (change.travellers, told(change)[waits], change.verify()) == ((THREE,), ["posts.too-late"], ())


@pytest.mark.parametrize(
    ("is_free", "why"), [(False, ["posts.no-opening"]), (True, ["posts.too-late"])], ids=["filled", "free too late"]
)
def test_whoever_goes_along_with_one_who_waits_for_an_opening_is_told_of_that_one(
    why: list[str], *, is_free: bool
) -> None:
    people = (NEW, evolve(NEW, party="P"), evolve(NEW, party="P", along=True))
    plan = lc.plan_return(registered(small_case(Programme(applicants=people, openings=1)), 1, 2, 2))
    waits = [worker for worker in (ONE, TWO) if worker in plan.unplaced]
    assert (waits, plan.travellers) == ([TWO], (ONE,))
    room = events.RoomOutOfService(id=EventId("f"), time=at(5, 7), subject=RoomId("men-0"), lodging=LodgingId("home"))
    back = events.LateCancel(id=EventId("e"), time=at(5, 7), subject=ONE)
    after = lc.replan(plan, [back if is_free else room]).plan
    assert (told(after)[TWO], told(after)[THREE]) == (why, ["posts.without-adult", *why])
    assert after.verify() == ()


@pytest.mark.parametrize("batches", [1, 2], ids=["waits", "goes with the next batch"])
def test_a_larger_vehicle_after_a_smaller_one_takes_who_waits_and_brings_back_nobody_who_has_another_way(
    batches: int,
) -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 3, batches=batches)))
    coach = next(leg.vehicle for leg in plan.case.convoys[0].legs if leg.id == "feeder")
    small, large = (
        events.VehicleSwap(
            id=EventId(f"e-{seats}"), time=at(1, seats), subject=LegId("feeder"), vehicle=evolve(coach, rated=seats)
        )
        for seats in (4, 9)
    )
    moved = lc.replan(plan, [small]).plan
    (other,) = {worker for worker in plan.travellers if plan.rides_of(worker) != moved.rides_of(worker)}
    back = lc.replan(moved, [large]).plan
    assert (other in moved.travellers, other in back.travellers) == (batches == 2, True)
    assert next(ride.leg for ride in back.rides_of(other)) == ("feeder" if batches == 1 else "feeder-2")


def test_a_seat_is_not_kept_for_those_who_wait_first_and_find_no_bed() -> None:
    """There are beds for men alone; two women registered before the man who waits as well."""
    woman = Applicant(sex=Sex.FEMALE)
    programme = Programme(
        applicants=(Applicant(), woman, Applicant(), woman), coach_seats=3, beds_women=0, family_rooms=0
    )
    plan = lc.plan_return(registered(small_case(programme), 2, 1, 2, 1))
    (had,) = plan.travellers
    (waits,) = {ONE, THREE} - {had}
    change = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=at(1, 7), subject=had)]).plan
    assert (change.travellers, change.verify()) == ((waits,), ())
    # One of them had a seat at first; for the other the coach is full, since the man rides on it.
    assert sorted((*told(change)[TWO], *told(change)[FOUR])) == ["beds.full", "seats.coach-full"]


def test_a_plan_that_calls_a_leg_full_which_has_room_is_found() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 2, coach_seats=3)))
    (had,), (waits,) = plan.travellers, plan.unplaced
    late = lc.replan(plan, [events.LateCancel(id=EventId("e"), time=at(5, 7), subject=had)]).plan
    outcomes = tuple(
        evolve(one, left_out={**one.left_out, waits: plan.unplaced[waits]}) if waits in one.left_out else one
        for one in late.outcomes
    )
    said = {fault.message.en for fault in evolve(late, outcomes=outcomes).verify() if fault.subject == waits}
    assert "left out for a full leg, and the leg has room on all of its way" in said


def test_whoever_waits_for_a_leg_that_stays_full_is_told_that() -> None:
    plan = lc.plan_return(small_case(Programme(applicants=(Applicant(),) * 2, coach_seats=3)))
    (waits,) = plan.unplaced
    other = events.RoomOutOfService(id=EventId("f"), time=at(5, 7), subject=RoomId("men-0"), lodging=LodgingId("home"))
    change = lc.replan(plan, [other])
    assert (told(change.plan)[waits], full_legs(change.plan)) == (["seats.coach-full"], ["feeder"])


@pytest.mark.parametrize(("cancelled", "reason"), [(1, "seats.train-full"), (2, "seats.too-late")])
def test_of_a_party_that_waits_all_hear_too_late_or_none(cancelled: int, reason: str) -> None:
    people = (Applicant(), Applicant(), Applicant(), Applicant(party="P"), Applicant(party="P"))
    plan = lc.plan_return(small_case(Programme(applicants=people, train_seats=3)))
    alone = [worker for worker in plan.travellers if worker in names[:3]]
    back = [
        events.LateCancel(id=EventId(f"e-{number}"), time=at(5, 7), subject=worker)
        for number, worker in enumerate(alone[:cancelled])
    ]
    after = lc.replan(plan, back).plan
    assert {*map(tuple, (told(after)[worker] for worker in plan.unplaced))} == {(reason,)}
    assert full_legs(after) == ["train"] * (cancelled == 1)
    assert after.verify() == ()
