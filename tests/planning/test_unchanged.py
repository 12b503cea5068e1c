"""What a plan has as the plan before it had it: the rules are not asked about it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EventId, LodgingId, RoomId, WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.planning import events
from laborcoop.planning.plan import ReturnPlan, noted
from laborcoop.planning.replan import replan
from laborcoop.planning.review import review
from laborcoop.planning.spring_return import plan_return
from laborcoop.planning.subjects import subjects
from laborcoop.planning.unchanged import Unchanged
from laborcoop.rulebook import Findings, RuleBook
from laborcoop.testing import Programme, small_case
from laborcoop.testing.programme import Applicant
from laborcoop.transfer import Handover

ZONE = ZoneInfo("Asia/Shanghai")
Change = Callable[[ReturnPlan], ReturnPlan]
MAN, WOMAN = WorkerId("W-000"), WorkerId("W-001")


@pytest.fixture(scope="module")
def plan() -> ReturnPlan:
    """A man and a woman who ride the same legs and sleep in two rooms."""
    return plan_return(small_case(Programme(applicants=(Applicant(), Applicant(sex=Sex.FEMALE)))))


def test_a_plan_with_other_findings_or_another_log_has_the_rides_and_stays_that_were_put_in_order(
    plan: ReturnPlan,
) -> None:
    log = evolve(plan.log, lists={})
    for made, meant in (
        (noted(plan, findings=Findings(())), evolve(plan, findings=Findings(()))),
        (noted(plan, log=log), evolve(plan, log=log)),
    ):
        assert made == meant
        assert (made.findings, made.log) == (meant.findings, meant.log)
        assert made.rides_of(MAN) == meant.rides_of(MAN) != ()
        assert made.rides_of(MAN) is plan.rides_of(MAN)
        assert made.stays_of(WOMAN) is plan.stays_of(WOMAN)
        assert made.legs() is plan.legs()


def test_all_of_a_plan_is_what_it_was(plan: ReturnPlan) -> None:
    same = Unchanged.between(plan, plan)
    assert same.workers == {MAN, WOMAN}
    assert same.legs == {ride.leg for ride in plan.rides}
    assert same.rooms == {(stay.lodging, stay.room) for stay in plan.stays}


def test_who_steps_back_changes_the_legs_and_the_own_room_and_nobody_else(plan: ReturnPlan) -> None:
    event = events.LateCancel(id=EventId("e"), time=datetime(2023, 2, 4, 8, tzinfo=ZONE), subject=MAN)
    same = Unchanged.between(replan(plan, [event]).plan, plan)
    assert same.workers == {WOMAN}
    assert same.legs == frozenset()
    assert same.rooms == {(stay.lodging, stay.room) for stay in plan.stays if stay.worker == WOMAN}


def _later(plan: ReturnPlan) -> ReturnPlan:
    handover: Handover = plan.handovers[MAN]
    return evolve(plan, handovers={**plan.handovers, MAN: evolve(handover, at=handover.at + timedelta(minutes=1))})


def _captain(plan: ReturnPlan) -> ReturnPlan:
    first, *others = plan.case.convoys
    legs = tuple(evolve(leg, escorts=1) for leg in first.legs)
    return evolve(plan, case=evolve(plan.case, convoys=(evolve(first, legs=legs), *others)))


def _night_more(plan: ReturnPlan) -> ReturnPlan:
    stays = tuple(
        evolve(stay, period=Period(stay.period.start, stay.period.start + timedelta(days=5))) for stay in plan.stays
    )
    return evolve(plan, stays=stays)


def _keeps_his(kept: frozenset[Any], plan: ReturnPlan) -> bool:
    """Whether something of the man is kept."""
    own = {MAN, *(ride.leg for ride in plan.rides_of(MAN))}
    rooms: set[tuple[LodgingId, RoomId]] = {(stay.lodging, stay.room) for stay in plan.stays if stay.worker == MAN}
    return not kept.isdisjoint(own | rooms)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (_later, "workers"),
        (_captain, "workers"),
        (_captain, "legs"),
        (_night_more, "workers"),
        (_night_more, "rooms"),
        (lambda plan: evolve(plan, rides=()), "workers"),
    ],
)
def test_what_a_rule_sees_otherwise_is_asked_for_again(plan: ReturnPlan, change: Change, part: str) -> None:
    assert not _keeps_his(getattr(Unchanged.between(change(plan), plan), part), plan)


def test_under_another_book_or_on_another_day_all_is_asked_for_again(plan: ReturnPlan) -> None:
    empty = RuleBook(title=plan.case.book.title, parameters=plan.case.book.parameters)
    for other in (evolve(plan.case, book=empty), evolve(plan.case, on=plan.case.on - timedelta(days=1))):
        assert Unchanged.between(evolve(plan, case=other), plan) == Unchanged()


def test_what_was_found_of_a_whole_plan_is_not_taken_for_a_part_of_it(plan: ReturnPlan) -> None:
    assert Unchanged.between(plan, plan.only_arriving()) == Unchanged()


def test_findings_of_the_plan_before_stand_as_they_are(plan: ReturnPlan) -> None:
    """What was found of a room that is what it was is not found again: without it in the plan before, it is gone."""
    assert plan.checked is not None
    assert review(plan, plan) == review(plan)
    twice = evolve(plan, stays=(*plan.stays, *(evolve(stay, worker=WOMAN) for stay in plan.stays)))
    said = review(twice)
    assert "AC-05" in {finding.rule for finding in said}
    assert set(review(twice, evolve(twice, findings=plan.checked + said))) == set(said)
    bare = evolve(twice, findings=plan.checked)
    assert "AC-05" not in {finding.rule for finding in review(twice, bare)}


def test_a_driver_who_is_left_aside_is_not_judged_with_the_one_who_drives_the_same_coach() -> None:
    case = small_case(Programme())
    leg = next(leg for convoy in case.convoys for leg in convoy.legs if len(leg.drivers) == 2)
    one, other = sorted(leg.drivers)
    judged = {subject.id for subject in subjects(case, {("driver", one)}) if subject.kind == "driver"}
    assert other in judged
    assert one not in judged
