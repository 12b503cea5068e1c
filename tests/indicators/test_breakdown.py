"""Figures in parts: they add up, and what is small is withheld so that nobody can reckon it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.indicators import Breakdown, Part, withhold
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text


def breakdown(*numbers: int, unit: Unit = Unit.PERSON) -> Breakdown:
    return Breakdown(
        code="x",
        title=Text("数", "figure"),
        by=Text("按县", "by county"),
        whole=Count(sum(numbers), unit),
        parts=tuple(Part(label=Text.same(str(n)), count=Count(one, unit)) for n, one in enumerate(numbers)),
    )


@pytest.mark.parametrize(
    ("numbers", "hidden", "total"),
    [
        ((120, 3, 40), (False, True, True), False),
        ((120, 5, 40), (False, False, False), False),
        ((120, 4, 2, 40), (False, True, True, False), False),
        ((120, 1, 1), (True, True, True), False),
        ((0, 3, 0, 9), (False, True, False, True), False),
        ((3, 2), (True, True), True),
        ((3,), (True,), True),
        ((3, 0), (True, False), True),
        ((), (), False),
    ],
)
def test_small_parts_are_withheld_with_what_would_tell_them(
    numbers: tuple[int, ...], hidden: tuple[bool, ...], total: object
) -> None:
    assert withhold(numbers) == (hidden, total)


@given(st.lists(st.integers(0, 30), max_size=6), st.integers(1, 8))
def test_no_small_part_can_be_reckoned_from_the_sum_and_the_others(numbers: list[int], least: int) -> None:
    hidden, total = withhold(numbers, least)
    small = [place for place, number in enumerate(numbers) if 0 < number < least]
    assert all(hidden[place] for place in small)
    assert any(hidden) == bool(small)
    assert total or not 0 < sum(numbers) < least
    if small and not total:
        # What the hidden ones make together is told; each may be all of it but one for each other.
        together = sum(number for number, hide in zip(numbers, hidden, strict=True) if hide)
        assert together - sum(hidden) + 1 >= least


def test_what_is_withheld_is_not_shown() -> None:
    parts = breakdown(120, 3, 40).published().parts
    assert [part.text().en for part in parts] == ["120 persons", "withheld", "withheld"]
    assert [part.text().zh for part in breakdown(120, 3, 40).published(least=2).parts] == ["120 人", "3 人", "40 人"]


def test_numbers_of_trains_are_no_secret() -> None:
    assert breakdown(117, 1, 1, unit=Unit.TRIP).published() == breakdown(117, 1, 1, unit=Unit.TRIP)
    assert breakdown(9, 1, unit=Unit.PERSON_TIME).published().parts[1].hidden


def test_parts_make_up_the_whole() -> None:
    with pytest.raises(InvalidValue, match="do not make up the whole"):
        Breakdown(
            code="x",
            title=Text("数", "figure"),
            by=Text("按县", "by county"),
            whole=Count(3, Unit.PERSON),
            parts=(Part(label=Text.same("a"), count=Count(2, Unit.PERSON)),),
        )
