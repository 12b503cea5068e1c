"""The outcome of a stage loses nobody, and its proof is as good as its weakest part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Problem, Result, allocate
from laborcoop.errors import InvalidValue
from laborcoop.journey import Outcome, Proof, Reason, Stage
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Finding, Severity

FULL = Reason(code="seats.coach-full", text=Text("已满员", "full"))
PEOPLE = st.frozensets(st.sampled_from([WorkerId(f"W-{i}") for i in range(5)]))


@settings(deadline=None)
@given(came_in=PEOPLE, placed=PEOPLE, not_needed=PEOPLE, left_out=PEOPLE)
def test_an_outcome_exists_exactly_where_everyone_who_came_in_is_in_one_of_the_three(
    came_in: frozenset[WorkerId],
    placed: frozenset[WorkerId],
    not_needed: frozenset[WorkerId],
    left_out: frozenset[WorkerId],
) -> None:
    everyone = sorted([*placed, *not_needed, *left_out])

    def made() -> Outcome[str]:
        return Outcome(
            stage=Stage.SEATS,
            came_in=came_in,
            placed=dict.fromkeys(placed, "a seat"),
            not_needed=not_needed,
            left_out=dict.fromkeys(left_out, (FULL,)),
        )

    if everyone == sorted(came_in):
        assert made().went_on == came_in - left_out
    else:
        with pytest.raises(InvalidValue, match="somebody is lost"):
            made()


def test_nobody_is_left_out_without_a_reason() -> None:
    with pytest.raises(InvalidValue, match="without a reason"):
        Outcome[str](stage=Stage.BEDS, came_in=frozenset({WorkerId("W-1")}), left_out={WorkerId("W-1"): ()})


def test_each_stage_has_a_name_of_its_own_in_both_languages() -> None:
    assert len({stage.label.zh for stage in Stage}) == len({stage.label.en for stage in Stage}) == len(Stage)


def test_a_finding_becomes_a_reason_with_its_rule_and_sentence() -> None:
    finding = Finding(rule="WK-01", severity=Severity.BLOCK, subject="W-1", message=Text("未满", "too young"))
    assert Reason.of(finding) == Reason(code="WK-01", text=Text("未满", "too young"))


def answer(least: int = 0) -> Result:
    """One person and one place, which has to hold ``least`` people."""
    caps = [Cap("least", applicants=frozenset({"W-1"}), places=frozenset({"P-1"}), least=least)]
    return allocate(Problem.from_pairs([("W-1", "P-1", 3)], capacity={"P-1": 1}, caps=caps))


def test_several_answers_are_proved_only_if_each_is() -> None:
    assert Proof.joined(()) == Proof(status="proved")
    both = Proof.joined([Proof.of(answer()), Proof.of(answer())])
    assert (both.status, both.gap, both.faults) == ("proved", 0, ())
    assert both.goals == (*answer().goals, *answer().goals)
    assert Proof.joined([Proof.of(answer()), Proof.of(answer(least=2))]).status == "infeasible"
