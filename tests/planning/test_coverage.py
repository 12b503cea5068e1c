"""Shares of a return: of everyone who wants to go, in each group, and of the posts that are open."""

from __future__ import annotations

from hypothesis import given, settings

from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.identity import Sex
from laborcoop.kernel.ids import EmployerId
from laborcoop.planning.coverage import (
    Group,
    demand_filled,
    return_coverage,
    return_coverage_by_group,
    ticket_coverage,
)
from laborcoop.planning.spring_return import plan_return
from laborcoop.testing.programme import Applicant, Programme, small_case
from laborcoop.testing.strategies import programmes


def persons(number: int) -> Count:
    return Count(number, Unit.PERSON)


def test_who_does_not_want_to_go_is_in_no_share_and_who_finds_no_seat_is_in_the_whole() -> None:
    programme = Programme(applicants=(Applicant(), Applicant(sex=Sex.FEMALE), Applicant(willing=False)), train_seats=1)
    plan = plan_return(small_case(programme))
    for share in (ticket_coverage(plan), return_coverage(plan)):
        assert (share.part, share.whole) == (persons(1), persons(2))
    groups = return_coverage_by_group(plan)
    assert set(groups) == {Group.WOMEN, Group.MEN, Group.RETURNING}
    assert groups[Group.WOMEN].part + groups[Group.MEN].part == persons(1)
    assert groups[Group.RETURNING].whole == persons(2)


def test_posts_are_filled_by_new_workers_and_not_by_those_who_return() -> None:
    programme = Programme(applicants=(Applicant(), Applicant(returns=False, employer=2)), openings=4)
    assert {employer: str(share) for employer, share in demand_filled(plan_return(small_case(programme))).items()} == {
        EmployerId("E-2"): "1 of 4 persons (25.0 %)"
    }


@settings(max_examples=25, deadline=None)
@given(programmes(4))
def test_a_seat_is_had_by_everyone_who_arrives_and_groups_of_one_kind_make_the_whole(programme: Programme) -> None:
    plan = plan_return(small_case(programme))
    whole = return_coverage(plan)
    assert whole.part <= ticket_coverage(plan).part
    groups = return_coverage_by_group(plan)
    for kind in ((Group.WOMEN, Group.MEN), (Group.RETURNING, Group.NEW)):
        shares = [groups[group] for group in kind if group in groups]
        assert sum(share.part.value for share in shares) == whole.part.value
        assert sum(share.whole.value for share in shares) == whole.whole.value
