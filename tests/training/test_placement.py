"""A student's placement: enrolled until the end, recommended after graduation only, free to decline (TP-15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.errors import IllegalTransition, InvalidValue
from laborcoop.kernel.ids import EmployerId, PlacementId, SchoolId, WorkerId
from laborcoop.training import Recommendation, TrainingPlacement

ENROLLED = date(2020, 9, 1)
GRADUATED = date(2023, 7, 1)
DAY = timedelta(days=1)
E1, E2 = EmployerId("E-1"), EmployerId("E-2")


def placement(graduated_on: date | None = None, left_on: date | None = None) -> TrainingPlacement:
    return TrainingPlacement(
        id=PlacementId("P-1"),
        worker=WorkerId("W-1"),
        school=SchoolId("SCH-1"),
        programme="数控",
        enrolled_on=ENROLLED,
        graduated_on=graduated_on,
        left_on=left_on,
    )


@pytest.mark.parametrize(
    ("graduated_on", "left_on"),
    [(ENROLLED - DAY, None), (None, ENROLLED - DAY), (GRADUATED, GRADUATED)],
)
def test_a_student_graduates_or_leaves_and_not_before_the_enrolment(
    graduated_on: date | None, left_on: date | None
) -> None:
    with pytest.raises(InvalidValue, match="no step from"):
        placement(graduated_on, left_on)


@settings(deadline=None)
@given(
    stayed=st.one_of(st.none(), st.integers(0, 1000)),
    graduates=st.booleans(),
    asked=st.integers(-10, 1010),
)
def test_a_student_is_enrolled_on_every_day_before_the_end_and_no_other(
    stayed: int | None,
    graduates: bool,  # noqa: FBT001 - hypothesis hands it
    asked: int,
) -> None:
    end = None if stayed is None else ENROLLED + stayed * DAY
    student = placement(graduated_on=end) if graduates else placement(left_on=end)
    assert student.enrolled(ENROLLED + asked * DAY) == (asked >= 0 and (stayed is None or asked < stayed))


@pytest.mark.parametrize(
    ("student", "on"),
    [
        pytest.param(placement(), GRADUATED, id="still at school"),
        pytest.param(placement(graduated_on=GRADUATED), GRADUATED - DAY, id="the day before"),
        pytest.param(placement(left_on=GRADUATED), GRADUATED + DAY, id="left without graduating"),
    ],
)
def test_nobody_is_recommended_before_graduation(student: TrainingPlacement, on: date) -> None:
    with pytest.raises(IllegalTransition, match="no step from"):
        student.recommend(E1, on)


def test_a_graduate_is_recommended_from_the_day_of_graduation_and_may_be_again_after_declining() -> None:
    graduate = placement(graduated_on=GRADUATED)
    once = graduate.recommend(E1, GRADUATED)
    assert graduate.recommendations == ()
    assert once.recommendations == (Recommendation(employer=E1, on=GRADUATED, accepted=None),)
    declined = evolve(once, recommendations=(evolve(once.recommendations[0], accepted=False),))
    assert [offer.employer for offer in declined.recommend(E2, GRADUATED + DAY).recommendations] == [E1, E2]


def test_nobody_is_recommended_after_accepting() -> None:
    accepted = evolve(
        placement(graduated_on=GRADUATED), recommendations=(Recommendation(employer=E1, on=GRADUATED, accepted=True),)
    )
    with pytest.raises(IllegalTransition, match="nothing follows accepted"):
        accepted.recommend(E2, GRADUATED + DAY)
