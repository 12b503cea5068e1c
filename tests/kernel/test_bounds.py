"""Bounds that a field declares: what they let pass, and what they say."""

from __future__ import annotations

import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT, Pattern, Range, at_least, between, matching
from laborcoop.kernel.text import Text

_WHAT = Text("不行", "no good")


@frozen
class Bed:
    number: int | None = field(validator=between(1, 4, _WHAT, "AC-01"))
    area: Decimal | None = field(default=None, validator=at_least(0, _WHAT))
    label: str = field(default="A1", validator=matching(re.compile("[A-Z][0-9]"), _WHAT))


@pytest.mark.parametrize("number", [1, 4, None])
def test_a_number_within_the_bounds_or_none_passes(number: int | None) -> None:
    assert Bed(number).number == number


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_number_outside_is_refused_with_the_sentence_and_the_code(number: int) -> None:
    with pytest.raises(InvalidValue, match=r"Bed\.number: no good / Bed\.number：不行") as raised:
        Bed(number)
    assert raised.value.code == "AC-01"


@pytest.mark.parametrize("area", ["0", "-0", "12.5", "1E+9"])
def test_without_an_upper_bound_any_larger_number_passes(area: str) -> None:
    assert Bed(1, Decimal(area)).area == Decimal(area)


@pytest.mark.parametrize("area", ["-0.01", "NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_finite_number_is_refused_like_one_outside(area: str) -> None:
    with pytest.raises(InvalidValue, match="no good"):
        Bed(1, Decimal(area))


@pytest.mark.parametrize("number", ["5", 2.0, True, Decimal(2)])
def test_what_is_no_int_is_refused_where_one_is_declared(number: int) -> None:
    with pytest.raises(InvalidValue, match=r"Bed\.number must be a whole number"):
        Bed(number)


@pytest.mark.parametrize("area", ["5", 2.0, True, 2])
def test_what_is_no_decimal_is_refused_where_one_is_declared(area: Decimal) -> None:
    with pytest.raises(InvalidValue, match=r"Bed\.area must be a decimal number"):
        Bed(1, area)


def test_none_is_refused_where_it_is_not_declared() -> None:
    @frozen
    class Room:
        beds: int = field(validator=at_least(1, _WHAT))

    nobody_knows: Any = None
    assert Room(1).beds == 1
    with pytest.raises(InvalidValue, match=r"Room\.beds must be a whole number"):
        Room(nobody_knows)


@pytest.mark.parametrize("label", ["", "a1", "A12", "A1\n", "A１", 7, None])
def test_a_text_matches_as_a_whole(label: str) -> None:
    with pytest.raises(InvalidValue, match="no good"):
        Bed(1, None, label)


def test_a_bound_says_what_it_is_made_of() -> None:
    shape = re.compile("[A-Z]")
    assert at_least(1, _WHAT) == Range(1, None, _WHAT, "")
    assert at_least(1, _WHAT, "AC-01") == Range(1, None, _WHAT, "AC-01")
    assert between(1, 4, _WHAT) == Range(1, 4, _WHAT, "")
    assert between(1, 4, _WHAT, "AC-01") == Range(1, 4, _WHAT, "AC-01")
    assert matching(shape, _WHAT) == Pattern(shape, _WHAT, "")
    assert matching(shape, _WHAT, "AC-01") == Pattern(shape, _WHAT, "AC-01")
    assert (AMOUNT.least, AMOUNT.most) == (0, None)


def test_a_bound_can_be_asked_without_a_field() -> None:
    at_least(0, _WHAT)(None, None, 7)
    with pytest.raises(InvalidValue, match="no good"):
        at_least(0, _WHAT)(None, None, -1)


@pytest.mark.parametrize(("number", "holds"), [(0, False), (1, True), (4, True), (5, False), (Decimal("4.01"), False)])
def test_both_ends_are_within(number: int | Decimal, *, holds: bool) -> None:
    assert between(1, 4, _WHAT).holds(number) is holds


def test_a_refused_text_names_its_rule() -> None:
    with pytest.raises(InvalidValue) as refused:
        matching(re.compile("[A-Z]"), _WHAT, "AC-01")(None, None, "a")
    assert (refused.value.text, refused.value.code) == (_WHAT, "AC-01")


@pytest.mark.parametrize("value", [None, Decimal(1), 1.0])
def test_where_no_kind_is_declared_a_whole_number_is_expected(value: object) -> None:
    with pytest.raises(InvalidValue, match="beds must be a whole number"):
        at_least(0, _WHAT)(None, SimpleNamespace(name="beds"), value)


def test_what_is_refused_names_its_class_and_field() -> None:
    with pytest.raises(InvalidValue) as refused:
        Bed(9)
    assert refused.value.text == Text("Bed.number：" + _WHAT.zh, "Bed.number: " + _WHAT.en)
