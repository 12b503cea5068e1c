"""What stages gave to people whom a later one left out is checked against the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from laborcoop.journey import Purpose, Stage
from laborcoop.kernel.ids import ConvoyId, EmployerId, EventId, LegId, LodgingId, PlaceId, PostId, RoomId, WorkerId
from laborcoop.kernel.text import Text
from laborcoop.planning import ReturnPlan
from laborcoop.planning.events import BoardElsewhere, LateCancel, NoShow
from laborcoop.planning.replan import replan
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import RuleBook
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Leg

BACK, NEW = Applicant(), Applicant(returns=False, employer=None)
STRANGER = WorkerId("X-99")
SAID = "gave is not what the case allows"


def made(*applicants: Applicant, coaches_to_gates: int = 10, **short: Any) -> ReturnPlan:
    """A plan of a case of which no rules are asked, which is quick."""
    case = small_case(Programme(applicants=applicants, **short))

    def shorter(leg: Leg) -> Leg:
        at_end = leg.id in {"direct", "to-home", "to-gates"}
        return evolve(leg, vehicle=evolve(leg.vehicle, rated=coaches_to_gates)) if at_end else leg

    convoys = tuple(evolve(convoy, legs=tuple(map(shorter, convoy.legs))) for convoy in case.convoys)
    plan = plan_return(
        evolve(case, convoys=convoys, book=RuleBook(title=Text.same("none"), parameters=case.book.parameters))
    )
    assert plan.verify() == ()
    return plan


@pytest.fixture(scope="module")
def new() -> ReturnPlan:
    """Somebody new has a post, a seat and a bed in Kunming, and no coach in Zhuhai."""
    return made(BACK, BACK, BACK, NEW, coaches_to_gates=3)


@pytest.fixture(scope="module")
def back() -> ReturnPlan:
    """One of two goes back to the own works, and has no seat in the train."""
    return made(BACK, BACK, train_seats=1)


def left_out(plan: ReturnPlan) -> WorkerId:
    (one,) = plan.unplaced
    return one


def told(plan: ReturnPlan) -> set[str]:
    """To which stages what they gave is held against, of the one who is left out."""
    return {
        fault.message.en.removeprefix("what the stage ").removesuffix(f" {SAID}")
        for fault in plan.verify()
        if SAID in fault.message.en and fault.subject == left_out(plan)
    }


def gave(plan: ReturnPlan, stage: Stage, change: Callable[[Any], Any]) -> ReturnPlan:
    """The plan with what a stage gave to the one who is left out changed."""
    worker = left_out(plan)
    return evolve(
        plan,
        outcomes=tuple(
            evolve(outcome, placed={**outcome.placed, worker: change(outcome.placed[worker])})
            if outcome.stage is stage and worker in outcome.placed
            else outcome
            for outcome in plan.outcomes
        ),
    )


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        (Stage.ADMISSION, {"worker": STRANGER}),
        (Stage.ADMISSION, {"purpose": Purpose.ACCOMPANYING}),
        (Stage.ADMISSION, {"accepts_other": True}),
        (Stage.ADMISSION, {"boarding": PlaceId("V-2")}),
        (Stage.POSTS, {"worker": STRANGER}),
        (Stage.POSTS, {"worker": WorkerId("W-000")}),
        (Stage.POSTS, {"employer": EmployerId("E-9")}),
        (Stage.POSTS, {"employer": EmployerId("E-1")}),
        (Stage.POSTS, {"post": PostId("P-9")}),
        (Stage.POSTS, {"post": None}),
        (Stage.SEATS, {"convoy": ConvoyId("B-9")}),
        (Stage.SEATS, {"hops": ()}),
        (Stage.BEDS, {"worker": STRANGER}),
        (Stage.BEDS, {"lodging": LodgingId("home")}),
        (Stage.BEDS, {"room": RoomId("none")}),
        (Stage.BEDS, {"bed": 99}),
        (Stage.BEDS, {"bed": 0}),
    ],
)
def test_what_a_stage_cannot_have_given_to_somebody_left_out_later_is_found(
    new: ReturnPlan, stage: Stage, changes: dict[str, Any]
) -> None:
    assert told(gave(new, stage, lambda given: evolve(given, **changes))) == {stage.label.en}


@pytest.mark.parametrize(
    "changes",
    [{"worker": STRANGER}, {"employer": EmployerId("E-2")}, {"employer": EmployerId("E-9")}, {"post": PostId("P-1")}],
)
def test_another_work_than_the_own_is_not_given_to_whoever_goes_back(back: ReturnPlan, changes: dict[str, Any]) -> None:
    assert told(gave(back, Stage.POSTS, lambda given: evolve(given, **changes))) == {Stage.POSTS.label.en}


def test_the_first_day_that_a_post_is_given_for_is_that_of_the_post_or_of_the_campaign(
    new: ReturnPlan, back: ReturnPlan
) -> None:
    for plan in (new, back):
        later = gave(plan, Stage.POSTS, lambda given: evolve(given, first_day=given.first_day + timedelta(days=1)))
        assert told(later) == {Stage.POSTS.label.en}


def test_a_way_of_somebody_left_out_later_begins_at_the_own_stop_and_goes_on_in_the_order_of_time(
    new: ReturnPlan,
) -> None:
    assert told(gave(new, Stage.SEATS, lambda way: evolve(way, hops=way.hops[1:]))) == {Stage.SEATS.label.en}
    assert told(gave(new, Stage.SEATS, lambda way: evolve(way, hops=way.hops[::-1]))) == {Stage.SEATS.label.en}
    assert told(gave(new, Stage.SEATS, lambda way: evolve(way, hops=way.hops * 2))) == {Stage.SEATS.label.en}
    on = gave(new, Stage.SEATS, lambda way: evolve(way, hops=(evolve(way.hops[0], board=1), *way.hops[1:])))
    assert told(on) == {Stage.SEATS.label.en}


def test_nothing_is_given_to_somebody_whom_the_case_does_not_have(new: ReturnPlan) -> None:
    for stage in (Stage.ADMISSION, Stage.POSTS, Stage.SEATS):
        one = new.outcome(stage)
        more = evolve(one, came_in=one.came_in | {STRANGER}, placed={STRANGER: one.placed[left_out(new)], **one.placed})
        plan = evolve(new, outcomes=tuple(more if each is one else each for each in new.outcomes))
        assert f"what the stage {stage.label.en} {SAID}" in {
            fault.message.en for fault in plan.verify() if fault.subject == STRANGER
        }


def test_the_gate_takes_nobody_who_does_not_arrive(back: ReturnPlan) -> None:
    gone = evolve(back, handovers={})
    said = {fault.message.en for fault in gone.verify() if SAID in fault.message.en}
    assert said == {f"what the stage {Stage.GATE.label.en} {SAID}"}


def test_a_way_that_has_ended_may_be_older_than_the_wish_for_another_stop() -> None:
    """Whoever missed the coach asks for a stop that it has left as well, and steps back."""
    plan = made(BACK, BACK, batches=2)
    start = plan.case.convoys[0].legs[0].depart
    absent = NoShow(id=EventId("a"), time=start + timedelta(minutes=5), subject=WorkerId("W-000"), leg=LegId("feeder"))
    asks = BoardElsewhere(
        id=EventId("b"), time=start + timedelta(minutes=9), subject=WorkerId("W-000"), place=PlaceId("V-2")
    )
    back_out = LateCancel(id=EventId("c"), time=start + timedelta(minutes=20), subject=WorkerId("W-000"))
    change = replan(plan, [absent, asks, back_out])
    assert not change.findings
    assert change.plan.verify() == ()
