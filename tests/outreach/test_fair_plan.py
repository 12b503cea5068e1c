"""What a fair's plan, its permits, changes and totals refuse, and what they say of themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import FairId
from laborcoop.kernel.text import Text
from laborcoop.outreach import (
    ChangeKind,
    FairChange,
    FairFunnel,
    FairPlan,
    FairTally,
    Organiser,
    Permit,
    PlanKind,
    PoliceLevel,
    RecruitmentFair,
    SafetyElement,
)

START = datetime(2023, 3, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
NAIVE = datetime(2023, 3, 1, 9)  # noqa: DTZ001 - a time without a zone is what is refused
FAIR = RecruitmentFair(
    id=FairId("F-1"),
    name=Text("招聘会", "fair"),
    division=DivisionCode("533301"),
    starts=START,
    ends=START + timedelta(hours=6),
)
PLAN = FairPlan(fair=FAIR, organiser=Organiser.PUBLIC_SERVICE)


def test_the_police_ask_for_nine_elements_and_the_service_rules_for_three_plans() -> None:
    assert len(SafetyElement) == 9
    assert len(PlanKind) == 3


@pytest.mark.parametrize("kinds", [SafetyElement, PlanKind, PoliceLevel, ChangeKind])
def test_every_kind_has_a_name_of_its_own_in_both_languages(kinds: type) -> None:
    labels = [kind.label for kind in kinds]  # type: ignore[attr-defined]  # each is an enum with labels
    assert len({label.zh for label in labels}) == len({label.en for label in labels}) == len(labels)


@pytest.mark.parametrize(
    ("organiser", "is_one"),
    [
        (Organiser.PUBLIC_SERVICE, True),
        (Organiser.AGENCY, True),
        (Organiser.GOVERNMENT, False),
        (Organiser.OTHER, False),
    ],
)
def test_hr_service_bodies_are_the_public_service_and_the_agencies(organiser: Organiser, *, is_one: bool) -> None:
    assert organiser.is_service_body is is_one


@pytest.mark.parametrize("field", ["expected_visitors", "venue_capacity", "most_inside", "staff"])
def test_numbers_of_people_are_not_negative(field: str) -> None:
    none, fewer = {field: 0}, {field: -1}
    assert getattr(evolve(PLAN, **none), field) == 0  # type: ignore[arg-type]  # the field is a row of the table
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(PLAN, **fewer)  # type: ignore[arg-type]  # the same


def test_times_have_a_zone() -> None:
    with pytest.raises(InvalidValue, match="zone"):
        evolve(PLAN, announced_at=NAIVE)
    with pytest.raises(InvalidValue, match="zone"):
        evolve(PLAN, fair=evolve(FAIR, starts=NAIVE, ends=NAIVE + timedelta(hours=1)))
    with pytest.raises(InvalidValue, match="zone"):
        FairChange(kind=ChangeKind.TIME, was_to_start=NAIVE)
    with pytest.raises(InvalidValue, match="zone"):
        FairChange(kind=ChangeKind.TIME, was_to_start=START, told_at=NAIVE)


def test_permits_are_the_first_and_those_of_the_changes_with_their_paths() -> None:
    first, second = Permit(asked_on=date(2023, 2, 1)), Permit(asked_on=date(2023, 2, 9))
    changes = (
        FairChange(kind=ChangeKind.TIME, was_to_start=START),
        FairChange(kind=ChangeKind.PLACE, was_to_start=START, new_permit=second),
    )
    assert list(PLAN.permits()) == []
    assert list(evolve(PLAN, permit=first, changes=changes).permits()) == [
        ("permit", first),
        ("changes[1].new_permit", second),
    ]


def test_a_fair_is_entered_once_in_a_tally() -> None:
    with pytest.raises(InvalidValue, match="once"):
        FairTally(fairs=(FAIR, FAIR))


def test_a_funnel_tells_the_steps_that_were_counted_in_order() -> None:
    funnel = FairFunnel(arrived=0, visitors=9, intents=4)
    assert [(name, count) for name, _, count in funnel.steps()] == [("visitors", 9), ("intents", 4), ("arrived", 0)]
    with pytest.raises(InvalidValue, match="not be negative"):
        FairFunnel(hires=-1)
