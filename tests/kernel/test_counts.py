"""Counts and figures: units refuse to mix, and a qualifier is never lost."""

from __future__ import annotations

import operator
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue, UnitMismatch
from laborcoop.kernel.counts import Count, Figure, Qualifier, Unit

values = st.integers(0, 10**6)
units = st.sampled_from(Unit)
different = st.tuples(units, units).filter(lambda pair: pair[0] is not pair[1])
MIXING = [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge]
posts = st.builds(Count, values, st.just(Unit.POST_TIME))


@given(values, values, values, units)
def test_addition_is_associative_and_commutative(a: int, b: int, c: int, unit: Unit) -> None:
    x, y, z = Count(a, unit), Count(b, unit), Count(c, unit)
    assert (x + y) + z == x + (y + z) == Count(a + b + c, unit)
    assert x + y == y + x
    assert x + Count(0, unit) == x


@given(values, values, units)
def test_subtraction_undoes_addition(a: int, b: int, unit: Unit) -> None:
    assert Count(a, unit) + Count(b, unit) - Count(b, unit) == Count(a, unit)


@given(values, values, units)
def test_counts_of_one_unit_are_ordered_as_their_values(a: int, b: int, unit: Unit) -> None:
    x, y = Count(a, unit), Count(b, unit)
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)


@given(values, values, different, st.sampled_from(MIXING))
def test_units_refuse_to_mix(a: int, b: int, pair: tuple[Unit, Unit], mixing: Callable[[Count, Count], object]) -> None:
    with pytest.raises(UnitMismatch, match="different units"):
        mixing(Count(a, pair[0]), Count(b, pair[1]))
    assert Count(a, pair[0]) != Count(a, pair[1])


def test_a_mismatch_names_both_units_in_both_languages() -> None:
    with pytest.raises(UnitMismatch) as refused:
        Count(1000, Unit.PERSON_TIME) + Count(700, Unit.PERSON)
    assert "人次 与 人 是" in refused.value.text.zh
    assert "person-times and persons are" in refused.value.text.en


@pytest.mark.parametrize("wrong", [-1, True, 1.0, "1", None])
def test_a_count_is_a_whole_number_of_zero_or_more(wrong: object) -> None:
    with pytest.raises(InvalidValue, match="whole number"):
        Count(wrong, Unit.PERSON)  # type: ignore[arg-type]  # what a careless caller might pass


def test_a_difference_below_zero_is_no_count() -> None:
    with pytest.raises(InvalidValue, match="zero or more"):
        Count(1, Unit.PERSON) - Count(2, Unit.PERSON)


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (Count(0, Unit.PERSON), "0 人", "0 persons"),
        (Count(1, Unit.PERSON), "1 人", "1 person"),
        (Count(997, Unit.PERSON), "997 人", "997 persons"),
        (Count(45, Unit.EMPLOYER_TIME), "45 家次", "45 employer attendances"),
        (Count(1, Unit.BATCH), "1 批次", "1 batch"),
        (Count(4998, Unit.POST_TIME), "4998 个次", "4998 post-times"),
    ],
)
def test_a_count_is_worded_with_its_measure_word(count: Count, zh: str, en: str) -> None:
    assert (count.render("zh"), count.render("en")) == (zh, en)
    assert str(count) == f"{en} / {zh}"


def test_a_count_shows_its_unit_to_a_programmer() -> None:
    assert repr(Count(3, Unit.PERSON)) == "Count(3, PERSON)"


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_its_words(unit: Unit) -> None:
    assert unit.zh
    assert (unit.en(1) == unit.en(2)) is (unit is Unit.FEN)  # yuan has no plural


def test_no_two_units_share_a_wording() -> None:
    assert len({(unit.zh, unit.en(2)) for unit in Unit}) == len(Unit)


SAID = Count(5000, Unit.POST_TIME)


@pytest.mark.parametrize(
    ("qualifier", "true", "holds"),
    [
        (Qualifier.EXACT, 4999, False),
        (Qualifier.EXACT, 5000, True),
        (Qualifier.EXACT, 5001, False),
        (Qualifier.NEARLY, 4749, False),  # more than five per cent off
        (Qualifier.NEARLY, 4750, True),
        (Qualifier.NEARLY, 4999, True),
        (Qualifier.NEARLY, 5000, False),
        (Qualifier.FEWER_THAN, 4999, True),
        (Qualifier.FEWER_THAN, 0, True),
        (Qualifier.FEWER_THAN, 5000, False),
        (Qualifier.MORE_THAN, 5000, False),
        (Qualifier.MORE_THAN, 5001, True),
        (Qualifier.AT_LEAST, 4999, False),
        (Qualifier.AT_LEAST, 5000, True),
        (Qualifier.AT_LEAST, 9000, True),
        (Qualifier.ABOUT, 4749, False),
        (Qualifier.ABOUT, 4750, True),
        (Qualifier.ABOUT, 5250, True),
        (Qualifier.ABOUT, 5251, False),
    ],
)
def test_a_figure_holds_as_its_qualifier_says(qualifier: Qualifier, true: int, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert Figure(SAID, qualifier).holds(Count(true, Unit.POST_TIME)) is holds


@given(posts, posts, st.integers(0, 100))
def test_a_wider_tolerance_never_makes_a_true_figure_false(said: Count, true: Count, tolerance: int) -> None:
    for qualifier in Qualifier:
        figure = Figure(said, qualifier)
        if figure.holds(true, tolerance):
            assert figure.holds(true, tolerance + 1)


@given(posts, posts)
def test_exactly_one_of_more_than_exact_and_less_holds(said: Count, true: Count) -> None:
    more, exact = (Figure(said, qualifier).holds(true) for qualifier in (Qualifier.MORE_THAN, Qualifier.EXACT))
    assert [more, exact, true < said].count(True) == 1
    assert Figure(said, Qualifier.AT_LEAST).holds(true) is (more or exact)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_a_figure_says_nothing_of_another_unit(qualifier: Qualifier) -> None:
    with pytest.raises(UnitMismatch):
        Figure(SAID, qualifier).holds(Count(5000, Unit.POST))


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        (Qualifier.EXACT, "共5000 个次", "5000 post-times in all"),
        (Qualifier.NEARLY, "近5000 个次", "nearly 5000 post-times"),
        (Qualifier.FEWER_THAN, "不足5000 个次", "fewer than 5000 post-times"),
        (Qualifier.MORE_THAN, "超5000 个次", "more than 5000 post-times"),
        (Qualifier.AT_LEAST, "5000 个次以上", "5000 post-times or more"),
        (Qualifier.ABOUT, "约5000 个次", "about 5000 post-times"),
    ],
)
def test_the_qualifier_never_falls_away(qualifier: Qualifier, zh: str, en: str) -> None:
    figure = Figure(SAID, qualifier)
    assert (figure.render("zh"), figure.render("en")) == (zh, en)
    assert str(figure) == f"{en} / {zh}"


@pytest.mark.parametrize(
    ("unit", "zh", "one", "two"),
    [
        (Unit.PERSON, "人", "person", "persons"),
        (Unit.PERSON_TIME, "人次", "person-time", "person-times"),
        (Unit.EMPLOYER, "家", "employer", "employers"),
        (Unit.EMPLOYER_TIME, "家次", "employer attendance", "employer attendances"),
        (Unit.POST, "个", "post", "posts"),
        (Unit.POST_TIME, "个次", "post-time", "post-times"),
        (Unit.BATCH, "批次", "batch", "batches"),
        (Unit.BED_NIGHT, "床夜", "bed-night", "bed-nights"),
    ],
)
def test_a_unit_is_in_the_singular_for_one_alone(unit: Unit, zh: str, one: str, two: str) -> None:
    assert (unit.zh, unit.en(0), unit.en(1), unit.en(2), unit.en(11)) == (zh, two, one, two, two)


def test_a_figure_is_exact_unless_it_says_otherwise_and_off_by_five_per_cent_at_most() -> None:
    assert Figure(SAID).qualifier is Qualifier.EXACT
    about = Figure(Count(100, Unit.PERSON), Qualifier.ABOUT)
    assert [about.holds(Count(n, Unit.PERSON)) for n in (94, 95, 105, 106)] == [False, True, True, False]
    assert [about.holds(Count(n, Unit.PERSON), 6) for n in (93, 94, 106, 107)] == [False, True, True, False]


def test_a_count_of_more_digits_than_python_writes_out_is_told_by_its_length() -> None:
    many = 10**5000
    assert str(Count(many, Unit.PERSON)) == "10^5000 persons / 10^5000 人"
    assert repr(Count(many, Unit.PERSON)) == "Count(10^5000, PERSON)"
    assert Count(many, Unit.FEN).render("en").startswith("10^4998.00 ")
