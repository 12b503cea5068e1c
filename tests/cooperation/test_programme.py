"""Programmes over the years: mandates, growth, breadth, and what must be gone on with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.cooperation import (
    Breadth,
    Commitment,
    CommitmentKind,
    Exchange,
    ExchangeField,
    ExchangeForm,
    ExchangeLevel,
    ExchangeMechanism,
    FigureClaim,
    FigureComparison,
    FollowUpPlan,
    FollowUpStep,
    Growth,
    NoRemoval,
    Pairing,
    Pillar,
    PolicyGoal,
    Programme,
)
from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Figure, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text

NUJIANG, ZHUHAI = DivisionCode("533300"), DivisionCode("440400")
DAY = date(2023, 2, 6)
START = date(2021, 1, 1)
PAIRING = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(START))
PROGRAMME = Programme(name=Text.same("P"), slogan=Text.same("S"), pairings=(PAIRING,))
MEETING = Exchange(
    on=DAY,
    field=ExchangeField.LABOUR,
    level=ExchangeLevel.PREFECTURE,
    form=ExchangeForm.MEETING,
    parties=frozenset({NUJIANG, ZHUHAI}),
)
MECHANISM = ExchangeMechanism(pairing=PAIRING, exchanges=(MEETING,))
HOUSING = Commitment(kind=CommitmentKind.STAFF_HOUSING, by=ZHUHAI, terms=(Period(START, date(2024, 1, 1)),))


def test_an_exchange_has_two_sides() -> None:
    with pytest.raises(InvalidValue, match="two sides"):
        evolve(MEETING, parties=frozenset({ZHUHAI}))


def test_exchanges_are_manifold_from_two_of_each_on() -> None:
    visit = evolve(MEETING, field=ExchangeField.MARKETS, level=ExchangeLevel.COUNTY, form=ExchangeForm.VISIT)
    window = Period(DAY, DAY + timedelta(days=1))
    assert Breadth.of((MEETING, visit), window).is_manifold
    assert not Breadth.of((MEETING, evolve(visit, level=MEETING.level)), window).is_manifold
    assert not Breadth.of((MEETING, evolve(visit, on=DAY + timedelta(days=1))), window).is_manifold


def test_a_commitment_has_terms_that_do_not_meet() -> None:
    with pytest.raises(InvalidValue, match="no two may share a day"):
        HOUSING.renew(Period(date(2023, 12, 31)))
    with pytest.raises(InvalidValue, match="one term or more"):
        evolve(HOUSING, terms=())


def test_a_commitment_runs_on_the_days_of_its_terms() -> None:
    later = HOUSING.renew(Period(date(2024, 2, 1)))
    runs = [later.runs(day) for day in (date(2020, 12, 31), START, date(2024, 1, 1), date(2024, 2, 1))]
    assert runs == [False, True, False, True]
    assert later.lapses() == (Period(date(2024, 1, 1), date(2024, 2, 1)),)


def test_a_follow_up_plan_rests_on_a_commitment_to_follow_up() -> None:
    follow_up = evolve(HOUSING, kind=CommitmentKind.FOLLOW_UP)
    step = FollowUpStep(what=Text("回访", "call back"), due_on=date(2023, 12, 31), done_on=date(2024, 1, 2))
    plan = FollowUpPlan(commitment=follow_up, steps=(step,))
    assert plan.overdue(date(2023, 12, 31)) == ()
    assert plan.overdue(date(2024, 1, 1)) == (step,)
    assert plan.overdue(date(2024, 1, 2)) == ()
    assert evolve(plan, steps=(evolve(step, done_on=None),)).overdue(date(2024, 1, 1)) != ()
    with pytest.raises(InvalidValue, match="renew it first"):
        evolve(plan, steps=(evolve(step, due_on=date(2024, 1, 1)),))
    with pytest.raises(InvalidValue, match="must rest on a commitment"):
        FollowUpPlan(commitment=HOUSING)


def test_growth_is_of_one_unit_and_has_no_rate_from_nothing() -> None:
    with pytest.raises(UnitMismatch):
        Growth(earlier=Count(1, Unit.PERSON), later=Count(1, Unit.PERSON_TIME))
    grown = Growth(earlier=Count(0, Unit.PERSON), later=Count(3, Unit.PERSON))
    assert (grown.change, grown.per_cent) == (3, None)
    assert grown.text().en == "0 persons to 3 persons (no rate)"
    fewer = Growth(earlier=Count(4, Unit.PERSON), later=Count(3, Unit.PERSON))
    assert fewer.text().en == "4 persons to 3 persons (-25.0 %)"


def test_figures_without_a_number_do_not_grow() -> None:
    known, unknown = (
        FigureClaim(title=Text.same("a"), figure=Figure(Count(1, Unit.PERSON))),
        FigureClaim(title=Text.same("b")),
    )
    for pair in (FigureComparison(earlier=known, later=unknown), FigureComparison(earlier=unknown, later=known)):
        with pytest.raises(InvalidValue, match="without a number"):
            pair.growth()


def test_a_programme_says_about_which_line_of_work_no_figure_speaks() -> None:
    fairs = FigureClaim(title=Text.same("fairs"), pillar=Pillar.SEND_POSTS)
    assert PROGRAMME.unreported([fairs]) == set(Pillar) - {Pillar.SEND_POSTS}
    assert evolve(PROGRAMME, pillars=frozenset({Pillar.SEND_POSTS})).unreported([fairs]) == frozenset()


def test_every_goal_and_line_of_work_has_a_label_of_its_own() -> None:
    for kind in (PolicyGoal, Pillar, NoRemoval):
        labels = [one.label for one in kind]
        assert len(set(labels)) == len(labels)


def test_interruptions_are_looked_for_in_a_window_with_an_end() -> None:
    with pytest.raises(InvalidValue, match="on which it ends"):
        PROGRAMME.interruptions(Period(START))


DAYS = st.integers(min_value=0, max_value=40).map(lambda days: START + timedelta(days=days))
PERIODS = st.tuples(DAYS, DAYS).filter(lambda two: two[0] < two[1]).map(lambda two: Period(*two))


@given(PERIODS, PERIODS, PERIODS)
def test_interruptions_are_exactly_the_days_without_a_basis(one: Period, other: Period, window: Period) -> None:
    second = Pairing(sending=NUJIANG, receiving=DivisionCode("310000"), period=other)
    programme = evolve(PROGRAMME, pairings=(evolve(PAIRING, period=one), second))
    interrupted = [day for gap in programme.interruptions(window) for day in gap.days()]
    assert interrupted == [day for day in window.days() if day not in one and day not in other]
