"""Fairs: attendances and post-times are sums over fairs, not numbers of employers and posts (FA-12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, FairId, PostId
from laborcoop.kernel.text import Text
from laborcoop.outreach import Booth, RecruitmentFair, attendances, distinct_posts, employers_present, post_times

START = datetime(2023, 1, 28, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def fair(number: int, *booths: tuple[str, int], lasts: timedelta = timedelta(hours=6)) -> RecruitmentFair:
    return RecruitmentFair(
        id=FairId(f"F-{number}"),
        name=Text("招聘会", "fair"),
        division=DivisionCode("533301"),
        starts=START,
        ends=START + lasts,
        booths=tuple(Booth(employer=EmployerId(employer), openings=openings) for employer, openings in booths),
    )


def test_two_fairs_with_the_same_three_employers_are_six_attendances_of_three_employers() -> None:
    booths = (("E-1", 100), ("E-2", 50), ("E-3", 25))
    fairs = [fair(1, *booths), fair(2, *booths)]
    assert attendances(fairs) == Count(6, Unit.EMPLOYER_TIME)
    assert len({booth.employer for held in fairs for booth in held.booths}) == 3
    assert post_times(fairs) == Count(350, Unit.POST_TIME)


def test_an_attendance_is_not_an_employer() -> None:
    with pytest.raises(UnitMismatch):
        attendances([fair(1, ("E-1", 1))]) + Count(1, Unit.EMPLOYER)


def test_no_fair_counts_nothing() -> None:
    assert attendances([]) == Count(0, Unit.EMPLOYER_TIME)
    assert post_times([]) == Count(0, Unit.POST_TIME)


OPENINGS = st.dictionaries(st.sampled_from(["E-1", "E-2", "E-3", "E-4"]), st.integers(0, 500))


@settings(deadline=None)
@given(first=st.lists(OPENINGS, max_size=4), second=st.lists(OPENINGS, max_size=4))
def test_counts_of_two_tours_add_up(first: list[dict[str, int]], second: list[dict[str, int]]) -> None:
    one = [fair(i, *booths.items()) for i, booths in enumerate(first)]
    two = [fair(i + 10, *booths.items()) for i, booths in enumerate(second)]
    assert attendances(one + two) == attendances(one) + attendances(two)
    assert post_times(one + two) == post_times(one) + post_times(two)


@pytest.mark.parametrize("lasts", [timedelta(0), -timedelta(minutes=1)])
def test_a_fair_ends_after_it_starts(lasts: timedelta) -> None:
    with pytest.raises(InvalidValue, match="must end after it starts"):
        fair(1, lasts=lasts)


def test_an_employer_has_one_booth_at_a_fair() -> None:
    with pytest.raises(InvalidValue, match="entered only once"):
        fair(1, ("E-1", 1), ("E-1", 2))


def test_a_booth_offers_no_fewer_than_no_posts() -> None:
    assert Booth(employer=EmployerId("E-1"), openings=0).openings == 0
    with pytest.raises(InvalidValue, match="not be negative"):
        Booth(employer=EmployerId("E-1"), openings=-1)
    with pytest.raises(InvalidValue, match="not be negative"):
        Booth(employer=EmployerId("E-1"), openings=1, posts={PostId("P-1"): 2, PostId("P-2"): -1})


def test_the_posts_of_a_booth_make_up_its_head_count() -> None:
    assert Booth(employer=EmployerId("E-1"), openings=3, posts={PostId("P-1"): 1, PostId("P-2"): 2}).openings == 3
    with pytest.raises(InvalidValue, match="do not make up"):
        Booth(employer=EmployerId("E-1"), openings=4, posts={PostId("P-1"): 1, PostId("P-2"): 2})


def test_a_post_at_several_fairs_counts_with_the_most_openings_it_had() -> None:
    def held(number: int, **openings: int) -> RecruitmentFair:
        posts = {PostId(post): wanted for post, wanted in openings.items()}
        booth = Booth(employer=EmployerId("E-1"), openings=sum(posts.values()), posts=posts)
        return evolve(fair(number), booths=(booth,))

    fairs = [held(1, a=5, b=2), held(2, a=8), held(3)]
    assert distinct_posts(fairs) == Count(10, Unit.POST)
    assert distinct_posts([*fairs, fair(4, ("E-2", 1))]) is None
    assert employers_present(fairs) == Count(1, Unit.EMPLOYER)


@pytest.mark.parametrize("end", ["starts", "ends"])
def test_a_fair_without_a_time_zone_is_refused(end: str) -> None:
    held = fair(1)
    with pytest.raises(InvalidValue, match="zone"):
        evolve(held, **{end: getattr(held, end).replace(tzinfo=None)})
