"""Employers, posts and wages as records: unlawful ones are kept, impossible ones refused."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.employers import Contact, Employer, JobPost, WageRange
from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import EmployerId, PlaceId, PostId
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.text import Text

EMPLOYER = Employer(
    id=EmployerId("E-1"),
    name=Text("合成制造", "Synthetic Works"),
    division=DivisionCode("440402"),
    gate=PlaceId("gate-1"),
    gate_opens=time(8),
    gate_closes=time(20),
)
POST = JobPost(
    id=PostId("P-1"), employer=EmployerId("E-1"), title="包装工", openings=0, division=DivisionCode("440402")
)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [(time(7, 59), False), (time(8), True), (time(20), True), (time(20, 1), False)],
)
def test_both_hours_of_a_gate_are_included(at: time, is_open: bool) -> None:  # noqa: FBT001 - a column of the table
    assert EMPLOYER.gate_open_at(at) is is_open


def test_a_gate_without_hours_is_open_at_any() -> None:
    gate = evolve(EMPLOYER, gate_opens=None, gate_closes=None)
    assert gate.gate_open_at(time(3))


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(time(8), None), (None, time(20)), (time(20), time(8))],
)
def test_a_gate_has_both_hours_in_order_or_none(opens: time | None, closes: time | None) -> None:
    with pytest.raises(InvalidValue, match="both hours of a gate must be given"):
        evolve(EMPLOYER, gate_opens=opens, gate_closes=closes)


def test_a_gate_may_be_open_for_a_moment() -> None:
    assert evolve(EMPLOYER, gate_opens=time(8), gate_closes=time(8)).gate_open_at(time(8))


def test_an_employer_does_not_show_who_opens_the_gate() -> None:
    shown = repr(evolve(EMPLOYER, contact=Contact(name=PersonName("迪阿普"), phone=Phone("13800000001"))))
    assert "迪阿普" not in shown
    assert "13800000001" not in shown


@pytest.mark.parametrize("changes", [{"openings": -1}, {"deposit": Decimal(-1)}, {"fee": Decimal("-0.01")}])
def test_openings_and_amounts_are_not_negative(changes: dict[str, Decimal | int]) -> None:
    with pytest.raises(InvalidValue, match="not be negative"):
        evolve(POST, **changes)  # type: ignore[arg-type]  # the columns are of different types


def test_the_upper_age_is_not_below_the_lower() -> None:
    assert evolve(POST, lowest_age=18, highest_age=18).highest_age == 18
    with pytest.raises(InvalidValue, match="upper age"):
        evolve(POST, lowest_age=18, highest_age=17)


def test_one_bound_of_the_age_is_enough() -> None:
    assert evolve(POST, lowest_age=18).highest_age is None
    assert evolve(POST, highest_age=45).lowest_age is None


def test_an_unlawful_post_is_still_a_record() -> None:
    assert evolve(POST, deposit=Decimal(500), holds_papers=True, conditions="不招云南人").deposit == 500


@pytest.mark.parametrize(
    ("low", "high"),
    [("0", "1"), ("-1", "1"), ("2", "1.99"), ("NaN", "1"), ("1", "NaN"), ("1", "Infinity")],
)
def test_a_wage_is_finite_above_zero_and_in_order(low: str, high: str) -> None:
    with pytest.raises(InvalidValue, match=r"monthly wage|finite number, not negative"):
        WageRange(Decimal(low), Decimal(high))


@given(st.decimals("0.01", "99999", places=2), st.decimals("0", "99999", places=2))
def test_a_wage_shows_one_figure_or_two(low: Decimal, more: Decimal) -> None:
    shown = str(WageRange(low, low + more)).split("-")
    assert [Decimal(figure) for figure in shown] == ([low] if more == 0 else [low, low + more])
