"""All stages seen together: never fewer arrive than stage by stage, and never more than the bound says."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings

from laborcoop.allocation import Cap
from laborcoop.journey import Stage
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import PlaceId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning import onward
from laborcoop.planning.joint import together
from laborcoop.planning.joint.limits import Limit, caps_of
from laborcoop.planning.plan import ReturnPlan
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing import Programme, programmes, small_case
from laborcoop.testing.programme import Applicant

FEW = settings(max_examples=15, deadline=None)


def bound(plan: ReturnPlan) -> int:
    proof = plan.outcome(Stage.GATE).proof
    assert proof is not None
    assert proof.goals[-1].value == len(plan.matches)
    assert (proof.status == "proved") == (proof.gap == 0)
    return proof.goals[-1].bound


@FEW
@given(programmes())
def test_as_many_arrive_as_stage_by_stage_or_more_and_no_more_than_the_bound(programme: Programme) -> None:
    case = small_case(programme)
    staged, joint = plan_return(case), plan_return(case, joint=True)
    assert len(staged.matches) <= len(joint.matches) <= bound(joint)
    assert joint.verify() == ()
    assert sorted([*joint.travellers, *joint.unplaced]) == sorted(worker.id for worker in case.workers)


def test_somebody_who_takes_another_post_leaves_a_bed_to_somebody_who_does_not() -> None:
    """The second gate needs a bed in the home; the first is reached in the evening. One bed, two who return there."""
    returning = Applicant(employer=2)
    programme = Programme(applicants=(returning, evolve(returning, accepts_other=True)), beds_men=2, late_gate=True)
    case = small_case(programme)
    home = evolve(case.lodgings[1], rooms=case.lodgings[1].rooms[:1])
    posts = (evolve(case.posts[0], employer=case.employers[0].id),)
    case = evolve(case, lodgings=(case.lodgings[0], home), posts=posts)
    assert len(plan_return(case).handovers) == 1
    joint = plan_return(case, joint=True)
    assert (len(joint.handovers), bound(joint), joint.verify()) == (2, 2, ())
    assert [joint.matches[WorkerId(f"W-00{number}")].returns for number in range(2)] == [True, False]


@pytest.mark.parametrize(("beds", "closed", "most"), [(2, False, 2), (2, True, 1)])
def test_the_bound_counts_no_bed_of_a_room_out_of_service(beds: int, closed: bool, most: int) -> None:  # noqa: FBT001
    case = small_case(Programme(applicants=(Applicant(), Applicant()), beds_men=beds, family_rooms=0))
    hotel, *others = case.lodgings
    night = Period(date(2023, 2, 5), date(2023, 2, 6))
    first, *rooms = hotel.rooms
    shut = evolve(hotel, rooms=(evolve(first, closed=(night,) if closed else ()), *rooms))
    joint = plan_return(evolve(case, lodgings=(shut, *others)), joint=True)
    assert (len(joint.matches), bound(joint)) == (most, most)


@pytest.mark.parametrize("accepts_other", [False, True])
def test_children_who_go_along_take_the_seats_of_others_in_the_choice(accepts_other: bool) -> None:  # noqa: FBT001
    """Three seats: the mother with two children, or a man alone: one of the two who work, and not both."""
    child = Applicant(party="P", along=True, returns=False, employer=None, born=date(2014, 1, 1))
    mother = Applicant(party="P", sex=Sex.FEMALE, accepts_other=accepts_other)
    case = small_case(Programme(applicants=(mother, child, child, Applicant()), train_seats=3, beds_women=3))
    joint = plan_return(case, joint=True)
    assert (len(joint.matches), bound(joint)) == (1, 1)
    assert len(joint.handovers) == 3
    assert joint.verify() == ()


@pytest.mark.parametrize(("rounds", "arrive"), [(1, 2), (4, 3)])
def test_ways_that_lead_nowhere_are_taken_out_and_the_choice_is_made_again(
    rounds: int, arrive: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A family room holds one party, however many beds it has: where two seem to fit, another takes a woman's bed."""
    couples = [Applicant(sex=sex, employer=2, party=name) for name in "XY" for sex in (Sex.MALE, Sex.FEMALE)]
    programme = Programme(
        applicants=(*couples, Applicant(employer=2, sex=Sex.FEMALE)),
        train_seats=4,
        beds_men=0,
        beds_women=2,
        family_rooms=1,
        late_gate=False,
    )
    monkeypatch.setattr(together, "_ROUNDS", rounds)
    # Nobody has another turn for what falls free: the choice alone is looked at.
    monkeypatch.setattr(onward, "_told_untruly", lambda *_: frozenset())
    monkeypatch.setattr(onward, "_with_a_way", lambda *_: frozenset())
    joint = plan_return(small_case(programme), joint=True)
    # Of the choice that was made but once, the check finds whom it leaves without.
    assert {found.subject for found in joint.verify()} == ({"W-004"} if arrive == 2 else set())
    assert len(joint.handovers) == arrive <= bound(joint)


def test_a_limit_on_some_ways_of_a_person_counts_no_others_of_theirs() -> None:
    a, b = WorkerId("A"), WorkerId("B")
    limits = [Limit(name="n", pairs=frozenset({(a, "P"), (b, "P"), (a, "Q")}), most=1)]
    ways = {a: frozenset({"P", "Q"}), b: frozenset({"P", "Q"})}
    assert caps_of(limits, ways) == []
    ways[b] = frozenset({"P"})
    assert caps_of(limits, ways) == [Cap("n", frozenset({a, b}), frozenset({"P", "Q"}), most=1)]


@pytest.mark.parametrize(("end", "employer"), [("G-1", 1), ("Z-home", 2)])
def test_a_train_to_the_gate_or_the_home_itself_needs_no_local_coach_there(end: str, employer: int) -> None:
    case = small_case(Programme(applicants=(Applicant(employer=employer), Applicant(employer=employer))))
    convoy = case.convoys[0]
    train = next(leg for leg in convoy.legs if leg.id == "train")
    through = evolve(train, stops=(train.stops[0], evolve(train.stops[1], place=PlaceId(end))))
    legs = tuple(through if leg.id == "train" else leg for leg in convoy.legs)
    joint = plan_return(evolve(case, convoys=(evolve(convoy, legs=legs),)), joint=True)
    assert (len(joint.handovers), bound(joint)) == (2, 2)
