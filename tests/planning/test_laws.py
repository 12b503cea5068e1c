"""The promise: nobody is lost between home and gate, whatever is short."""

from __future__ import annotations

from random import Random
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, programmes, small_case

FEW = settings(max_examples=60, deadline=None)


@FEW
@given(programmes())
def test_each_stage_accounts_for_everyone_who_came_in(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    came_in = {worker.id for worker in plan.case.workers}
    for outcome in plan.outcomes:
        assert outcome.came_in == came_in
        parts = [*outcome.placed, *outcome.not_needed, *outcome.left_out]
        assert sorted(parts) == sorted(came_in)
        assert all(outcome.left_out.values())
        came_in = set(outcome.went_on)
    assert set(plan.travellers) == came_in
    assert sorted([*plan.travellers, *plan.unplaced]) == sorted(worker.id for worker in plan.case.workers)


@FEW
@given(programmes())
def test_a_plan_verifies_and_every_stage_is_proved(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    assert plan.verify() == ()
    assert all(outcome.proof is None or outcome.proof.gap == 0 for outcome in plan.outcomes)
    assert not [finding for finding in plan.findings.excluding() if finding.rule.startswith(("TR", "AC"))]


@FEW
@given(programmes())
def test_every_itinerary_leads_from_the_village_to_the_gate_without_a_gap(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    boarding = {registration.worker: registration.boarding for registration in plan.case.registrations}
    for worker, way in plan.itineraries().items():
        assert way.gaps() == ()
        assert way.steps[0].start == boarding[worker]
        assert way.steps[-1].end == plan.handovers[worker].gate
        assert plan.itinerary(worker) == way


@FEW
@given(programmes(), st.randoms(use_true_random=True))
def test_the_order_of_the_records_does_not_change_the_plan(programme: Programme, random: Random) -> None:
    case = small_case(programme)
    assert _content(plan_return(_shuffled(case, random))) == _content(plan_return(case))


def _shuffled(case: Case, random: Random) -> Case:
    def shuffle(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(records, len(records)))

    convoys = tuple(evolve(convoy, legs=shuffle(convoy.legs)) for convoy in case.convoys)
    lodgings = tuple(evolve(lodging, rooms=shuffle(lodging.rooms)) for lodging in case.lodgings)
    return evolve(
        case,
        workers=shuffle(case.workers),
        registrations=shuffle(case.registrations),
        employers=shuffle(case.employers),
        posts=shuffle(case.posts),
        places=shuffle(case.places),
        convoys=shuffle(convoys),
        lodgings=shuffle(lodgings),
    )


def _content(plan: ReturnPlan) -> tuple[object, ...]:
    return (
        dict(plan.matches),
        sorted(plan.rides, key=repr),
        sorted(plan.stays, key=repr),
        dict(plan.handovers),
        dict(plan.unplaced),
        list(plan.findings),
    )
