"""Shares and averages: inside one unit, or over one that makes sense."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal, localcontext
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.ratios import Average, Share


def persons(number: int) -> Count:
    return Count(number, Unit.PERSON)


def test_a_share_says_both_its_numbers() -> None:
    share = Share(persons(997), persons(1036))
    assert share.render("en") == str(share) == "997 of 1036 persons (96.2 %)"
    assert share.render("zh") == "997/1036 人（96.2 %）"


def test_a_share_that_is_not_full_never_says_100_per_cent() -> None:
    almost = Share(persons(9_999), persons(10_000))
    assert (almost.per_cent, almost.is_full) == (Decimal("99.9"), False)
    assert Share(persons(3), persons(3)).per_cent == Decimal("100.0")


def test_a_share_of_somebody_never_says_0_per_cent() -> None:
    assert Share(persons(1), persons(10_000)).per_cent == Decimal("0.1")
    assert Share(persons(0), persons(10_000)).per_cent == Decimal("0.0")


def test_a_share_of_nothing_has_no_per_cent() -> None:
    nothing = Share(persons(0), persons(0))
    assert (nothing.per_cent, nothing.is_full) == (None, True)
    assert nothing.render("en") == "0 of 0 persons (none)"


def test_a_part_is_no_more_than_its_whole() -> None:
    with pytest.raises(InvalidValue, match="more than the whole"):
        Share(persons(2), persons(1))


def test_a_part_is_counted_in_the_unit_of_its_whole() -> None:
    with pytest.raises(UnitMismatch):
        Share(persons(1), Count(2, Unit.PERSON_TIME))


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=1, max_value=10**6))
def test_only_a_full_share_is_100_per_cent(part: int, rest: int) -> None:
    share = Share(persons(part), persons(part + rest))
    assert share.per_cent is not None
    assert Decimal(0) <= share.per_cent < 100


def test_an_average_says_both_its_units() -> None:
    average = Average(Count(45, Unit.EMPLOYER_TIME), Count(16, Unit.FAIR))
    assert average.render("zh") == "2.8 家次/场"
    assert str(average) == "2.8 employer attendances / fair"


def test_an_average_over_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="one or more"):
        Average(persons(3), Count(0, Unit.SQUAD))


def test_no_unit_is_averaged_over_itself_nor_any_two_both_ways_round() -> None:
    def makes_sense(total: Unit, over: Unit) -> bool:
        try:
            Average(Count(1, total), Count(1, over))
        except UnitMismatch:
            return False
        return True

    pairs = {(total, over) for total, over in product(Unit, Unit) if makes_sense(total, over)}
    assert pairs
    assert not {(over, total) for total, over in pairs} & pairs


@pytest.mark.parametrize(
    ("total", "over", "value", "zh", "en"),
    [
        (Count(5, Unit.PERSON), Count(20, Unit.SQUAD), "0.2", "0.2 人/支", "0.2 persons / squad"),  # half to even
        (Count(7, Unit.PERSON), Count(20, Unit.SQUAD), "0.4", "0.4 人/支", "0.4 persons / squad"),
        (Count(6, Unit.BED_NIGHT), Count(2, Unit.PERSON), "3.0", "3.0 床夜/人", "3.0 bed-nights / person"),
        (Count(0, Unit.PERSON), Count(1, Unit.BATCH), "0.0", "0.0 人/批次", "0.0 persons / batch"),
    ],
)
def test_an_average_has_one_decimal_and_is_rounded_half_to_even(
    total: Count, over: Count, value: str, zh: str, en: str
) -> None:
    average = Average(total, over)
    assert str(average.value) == value
    assert (average.render("zh"), average.render("en")) == (zh, en)


@pytest.mark.parametrize(
    ("part", "whole", "zh", "en"),
    [
        (1, 1, "1/1 人（100.0 %）", "1 of 1 person (100.0 %)"),
        (0, 0, "0/0 人（无）", "0 of 0 persons (none)"),
        (2, 3, "2/3 人（66.7 %）", "2 of 3 persons (66.7 %)"),
        (0, 3, "0/3 人（0.0 %）", "0 of 3 persons (0.0 %)"),
        (1, 400, "1/400 人（0.2 %）", "1 of 400 persons (0.2 %)"),
        (3, 400, "3/400 人（0.8 %）", "3 of 400 persons (0.8 %)"),
    ],
)
def test_a_share_is_rounded_half_to_even(part: int, whole: int, zh: str, en: str) -> None:
    share = Share(persons(part), persons(whole))
    assert (share.render("zh"), share.render("en")) == (zh, en)


def test_an_average_and_a_share_are_rounded_the_same_whatever_the_context_of_the_caller() -> None:
    with localcontext() as context:
        context.rounding = ROUND_UP
        assert Average(persons(5), Count(20, Unit.SQUAD)).value == Decimal("0.2")
        assert Share(persons(2), persons(3)).per_cent == Decimal("66.7")
