"""Valid cases are valid, and a broken one is broken in the one way that it is named after."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings

import laborcoop as lc
from laborcoop.planning.case import Case
from laborcoop.testing import BREAKINGS, broken_cases, cases
from laborcoop.testing.breakings import Breaking

_SOME = settings(max_examples=10, deadline=None)
_MANY = settings(max_examples=30, deadline=None, phases=[Phase.generate], derandomize=True, database=None)
_FEW = settings(max_examples=2, deadline=None, phases=[Phase.generate], derandomize=True, database=None)


@_SOME
@given(cases())
def test_a_valid_case_has_nothing_that_leaves_anybody_out(case: Case) -> None:
    assert list(lc.check(case).excluding()) == []


def test_valid_cases_vary() -> None:
    drawn: list[Case] = []

    @_MANY
    @given(cases())
    def draw(case: Case) -> None:
        drawn.append(case)

    draw()
    assert {len(case.posts) for case in drawn} == {1, 2, 3}
    assert {bool(worker.phone) for case in drawn for worker in case.workers} == {False, True}
    assert min(len(case.workers) for case in drawn) == 0


@pytest.mark.parametrize("breaking", BREAKINGS, ids=lambda breaking: f"{breaking.rule} {breaking.name}")
def test_each_way_to_break_a_case_fires_its_rule_about_its_record_and_no_other(breaking: Breaking) -> None:
    @_FEW
    @given(cases(least_workers=1))
    def fires(case: Case) -> None:
        before, after = set(lc.check(case)), set(lc.check(breaking.change(case)))
        assert [(new.rule, new.kind, new.subject) for new in after - before] == [
            (breaking.rule, breaking.kind, breaking.record(case))
        ]
        assert before <= after

    fires()


@_SOME
@given(broken_cases())
def test_a_broken_case_names_the_rule_and_the_record(broken: tuple[Case, str, str]) -> None:
    case, rule, subject = broken
    assert [finding for finding in lc.check(case).about(subject) if finding.rule == rule]


@_FEW
@given(broken_cases("WK-01"))
def test_the_way_to_break_a_case_can_be_chosen_by_the_rule(broken: tuple[Case, str, str]) -> None:
    case, rule, subject = broken
    assert (rule, subject) == ("WK-01", case.workers[0].id)


def test_a_rule_that_no_way_fires_is_unknown_and_the_others_are_named() -> None:
    with pytest.raises(lc.UnknownName, match="WK-01"):
        broken_cases("XX-99")
