"""Seats of people who find no bed later: others have them, who were refused them at first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from attrs import evolve

import laborcoop as lc
from laborcoop.journey import Stage
from laborcoop.kernel.identity import Sex
from laborcoop.planning.not_carried import NotCarried
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant

MAN, WOMAN = Applicant(), Applicant(sex=Sex.FEMALE)
FAMILY = [Applicant(party="P", sex=Sex.FEMALE), Applicant(party="P", sex=Sex.FEMALE, along=True, born=date(2014, 1, 1))]


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
    """Two women have the seats first, then a man and the third woman, then the other man."""
    plan = planned((MAN, MAN, WOMAN, WOMAN, WOMAN), women=0)
    assert (plan.travellers, codes(plan)) == (("W-000", "W-001"), ["beds.full"] * 3)
    seats = plan.outcome(Stage.SEATS)
    assert seats.proof is not None
    assert [goal.value for goal in seats.proof.goals if goal.kind == "people"] == [2, 2, 1]
    assert plan.verify() == ()


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
