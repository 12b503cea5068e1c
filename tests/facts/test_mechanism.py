"""The opening of the article's last paragraph: pairing, the four no-removals, mandate, mechanism (F053 to F059)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from laborcoop.cooperation import (
    Basis,
    EligibilityEnd,
    EndedEligibility,
    Exchange,
    ExchangeField,
    ExchangeForm,
    ExchangeLevel,
    ExchangeMechanism,
    FigureClaim,
    FigureComparison,
    Hired,
    NoRemoval,
    NoRemovalReview,
    Pairing,
    PolicyGoal,
    PolicyMandate,
    Programme,
    RetentionClaim,
)
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.periods import Period
from laborcoop.kernel.text import Text
from laborcoop.packs import national
from laborcoop.rulebook import Severity

NUJIANG, ZHUHAI, ZUNYI = DivisionCode("533300"), DivisionCode("440400"), DivisionCode("520300")
LUSHUI = DivisionCode("533301")
DAY = date(2023, 2, 6)
ADJUSTED = date(2021, 5, 1)
"""An invented day: the article says that pairings were adjusted, and not when."""

BEFORE = Pairing(sending=NUJIANG, receiving=ZHUHAI, period=Period(date(2017, 1, 1), ADJUSTED))
AFTER = Pairing(sending=ZUNYI, receiving=ZHUHAI, period=Period(ADJUSTED))
MANDATE = PolicyMandate(
    title=Text("深化拓展劳务协作、持续推进稳岗就业", "deepen labour cooperation, keep employment stable"),
    issued_by=frozenset({NUJIANG, ZHUHAI}),
    period=Period(ADJUSTED),
    goals=frozenset({PolicyGoal.DEEPER_COOPERATION, PolicyGoal.STABLE_EMPLOYMENT}),
)
PROGRAMME = Programme(
    name=Text("劳务协作", "labour cooperation"), slogan=Text("江海情", "River and Sea"), pairings=(AFTER, BEFORE)
)


def said(subject: object, on: date = DAY) -> list[tuple[str, Severity, str]]:
    """What the national book says of something: rule, severity, field."""
    found = national().judge(subject, "S-1", on=on)
    return [(finding.rule, finding.severity, finding.path) for finding in found]


def claim(title: str, number: int, *, goals: frozenset[PolicyGoal] = frozenset(), **changes: Any) -> FigureClaim:
    base = FigureClaim(
        title=Text.same(title),
        figure=Figure(Count(number, Unit.PERSON)),
        definition="new-transfers",
        basis=Basis.CUMULATIVE,
        goals=goals,
    )
    return evolve(base, **changes)


@pytest.mark.fact(
    "F053", "新阶段东西部协作结对关系调整后", carries="`Programme.pairings`, `Programme.paired`, `Pairing`"
)
def test_a_pairing_has_its_days_and_another_follows_when_pairings_are_adjusted() -> None:
    assert PROGRAMME.paired(date(2021, 4, 30)) == (BEFORE,)
    assert PROGRAMME.paired(ADJUSTED) == (AFTER,)
    assert PROGRAMME.paired(date(2016, 12, 31)) == ()
    with pytest.raises(InvalidValue, match="must not share a day"):
        evolve(PROGRAMME, pairings=(BEFORE, evolve(BEFORE, period=Period(date(2021, 4, 30)))))
    with pytest.raises(InvalidValue, match="one pairing or more"):
        evolve(PROGRAMME, pairings=())


@pytest.mark.fact("F054", "不忘初心，接续合作", carries="`Programme.interruptions`, `PolicyMandate`")
def test_work_carries_on_after_the_pairing_ended_where_a_mandate_bridges_it() -> None:
    window = Period(date(2020, 1, 1), date(2024, 1, 1))
    alone = evolve(PROGRAMME, pairings=(BEFORE,))
    assert alone.interruptions(window) == (Period(ADJUSTED, date(2024, 1, 1)),)
    assert evolve(alone, mandates=(MANDATE,)).interruptions(window) == ()
    late = evolve(MANDATE, period=Period(date(2021, 6, 1), date(2023, 1, 1)))
    assert evolve(alone, mandates=(late,)).interruptions(window) == (
        Period(ADJUSTED, date(2021, 6, 1)),
        Period(date(2023, 1, 1), date(2024, 1, 1)),
    )


@pytest.mark.fact(
    "F055", "坚持贯彻“四个不摘”要求", carries="`NoRemoval`, `NoRemovalReview`, `EndedEligibility`, rule CO-01"
)
def test_leaving_the_poverty_register_removes_none_of_four_and_ends_nothing_in_the_transition_period() -> None:
    assert [one.label.zh for one in NoRemoval] == ["不摘责任", "不摘政策", "不摘帮扶", "不摘监管"]
    kept = NoRemovalReview(county=LUSHUI, on=DAY, kept=dict.fromkeys(NoRemoval, True))
    assert said(kept) == []
    removed = evolve(kept, kept={**kept.kept, NoRemoval.ASSISTANCE: False})
    assert said(removed) == [("CO-01", Severity.ERROR, "kept[assistance]")]
    ended = EndedEligibility(worker=WorkerId("W-0412"), on=DAY, because=EligibilityEnd.LEFT_REGISTER)
    assert said(ended) == [("CO-01", Severity.ERROR, "because")]
    assert said(evolve(ended, because=EligibilityEnd.DECLINED)) == []
    assert said(evolve(ended, on=date(2026, 1, 1))) == []


@pytest.mark.fact(
    "F056", "落实两地市政府关于深化拓展劳务协作的工作要求", carries="`PolicyMandate`, `Programme.unserved`"
)
def test_a_mandate_of_both_governments_sets_goals_that_some_figure_must_serve() -> None:
    assert MANDATE.binds(BEFORE)
    assert not MANDATE.binds(AFTER)
    programme = evolve(PROGRAMME, mandates=(MANDATE,))
    assert programme.unserved([], date(2021, 4, 30)) == frozenset()
    served = claim("new transfers", 2369, goals=frozenset({PolicyGoal.DEEPER_COOPERATION}))
    assert programme.unserved([served], DAY) == {PolicyGoal.STABLE_EMPLOYMENT}
    with pytest.raises(InvalidValue, match="an issuer and a goal"):
        evolve(MANDATE, goals=frozenset())


@pytest.mark.fact("F057", "持续推进稳岗就业", carries="`RetentionClaim`, rule IN-06, `PolicyGoal.STABLE_EMPLOYMENT`")
def test_stable_employment_is_measured_by_who_stayed_of_those_who_could_be_seen_for_long_enough() -> None:
    stayed = Hired(worker=WorkerId("W-1"), on=date(2022, 9, 1))
    left = Hired(worker=WorkerId("W-2"), on=date(2022, 9, 1), left_on=date(2022, 10, 1))
    fresh = Hired(worker=WorkerId("W-3"), on=date(2023, 1, 20))
    right = RetentionClaim(days=90, known_until=DAY, cohort=(stayed, left, fresh), stayed=1, observed=2)
    assert said(right) == []
    assert said(evolve(right, observed=3)) == [("IN-06", Severity.ERROR, "observed")]
    tagged = claim("in post after 90 days", 1, goals=frozenset({PolicyGoal.STABLE_EMPLOYMENT}))
    programme = evolve(PROGRAMME, mandates=(MANDATE,))
    assert PolicyGoal.STABLE_EMPLOYMENT not in programme.unserved([tagged], DAY)


@pytest.mark.fact("F058", "建立常态化交流合作机制", carries="`ExchangeMechanism`, `Exchange`, rule CO-02")
def test_a_regular_mechanism_lives_only_by_dated_meetings_of_both_sides() -> None:
    meeting = Exchange(
        on=date(2022, 2, 7),
        field=ExchangeField.LABOUR,
        level=ExchangeLevel.PREFECTURE,
        form=ExchangeForm.MEETING,
        parties=frozenset({LUSHUI, ZHUHAI}),
    )
    mechanism = ExchangeMechanism(pairing=BEFORE, exchanges=(meeting,))
    dead = [("CO-02", Severity.WARN, "exchanges")]
    assert said(mechanism) == []
    assert said(mechanism, on=date(2023, 2, 7)) == dead
    assert said(evolve(mechanism, exchanges=())) == dead
    assert said(evolve(mechanism, exchanges=(evolve(meeting, form=ExchangeForm.VISIT),))) == dead
    among_themselves = evolve(meeting, parties=frozenset({LUSHUI, NUJIANG}))
    assert said(evolve(mechanism, exchanges=(among_themselves,))) == dead


@pytest.mark.fact("F059", "不断加大就业帮扶力度", carries="`FigureComparison.growth`, `Growth`, rule IN-08")
def test_growth_is_said_of_two_years_of_one_definition_and_of_exact_figures() -> None:
    two_years = FigureComparison(earlier=claim("2021", 1150), later=claim("2022", 1219))
    assert two_years.growth().per_cent == Decimal("6.0")
    assert two_years.growth().text().zh == "1150 人 → 1219 人（+6.0 %）"
    assert said(two_years) == []
    other = evolve(two_years, later=claim("2022", 1219, definition="all transfers"))
    assert said(other) == [("IN-08", Severity.ERROR, "definition")]
    nearly = Figure(Count(1219, Unit.PERSON), Qualifier.NEARLY)
    with pytest.raises(InvalidValue, match="not exact"):
        evolve(two_years, later=claim("2022", 1219, figure=nearly)).growth()
