"""Numbers that are told let nobody reckon that one which is withheld is small: held against every possible table."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.indicators.sums import Numbers, Sum

PARTS = ("a", "b", "c", "d")


@st.composite
def books(draw: st.DrawFn) -> Numbers:
    """Four numbers with sums of them that hang together: one part is in two, and one sum is part of another."""
    # No larger: the sums of two are to lie within what the law tries for one.
    values = {name: draw(st.integers(0, 6)) for name in PARTS}
    sums = (Sum("ab", ("a", "b")), Sum("cd", ("c", "d")), Sum("abc", ("ab", "c")))
    for one in sums:
        values[one.whole] = sum(values[part] for part in one.parts)
    return Numbers(values=values, few=frozenset(name for name in values if 0 < values[name] < 5), sums=sums)


@given(books())
def test_each_of_the_few_could_be_five_for_all_that_is_told(book: Numbers) -> None:
    items = [(name,) for name in ("abc", "ab", "cd", *PARTS)]
    hidden = book.withheld(items)
    assert book.few <= hidden
    assert not {name for name in hidden if not book.values[name]}
    most = dict.fromkeys(book.few, 0)
    ranges = [range(1, 12) if name in hidden else (book.values[name],) for name in PARTS]
    for numbers in product(*ranges):
        found = dict(zip(PARTS, numbers, strict=True))
        for one in book.sums:
            found[one.whole] = sum(found[part] for part in one.parts)
        if all(found[name] == value for name, value in book.values.items() if name not in hidden):
            most = {name: max(most[name], found[name]) for name in most}
    assert all(number >= 5 for number in most.values())


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ({"a": 120, "b": 3, "ab": 123}, {"a", "b"}),
        ({"a": 3, "b": 2, "ab": 5}, {"a", "b", "ab"}),
        ({"a": 50, "b": 0, "ab": 50}, set()),
    ],
    ids=["one", "all", "none"],
)
def test_no_more_is_withheld_than_it_takes(values: dict[str, int], hidden: set[str]) -> None:
    few = frozenset(name for name in values if 0 < values[name] < 5)
    book = Numbers(values={**values, "c": 9}, few=few, sums=(Sum("ab", ("a", "b")),))
    assert book.withheld([("ab",), ("a",), ("b",), ("c",)]) == hidden


def test_six_claims_of_two_people_are_few() -> None:
    book = Numbers(values={"a": 6, "b": 30, "ab": 36}, few=frozenset("a"), sums=(Sum("ab", ("a", "b")),))
    assert book.withheld([("ab",), ("b",), ("a",)]) == {"a", "b"}


def test_a_circle_of_sums_comes_to_an_end() -> None:
    values = {"a": 10**6, "b": 10**6, "c": 10**6 + 1, "one": 1, "n": 2 * 10**6 + 1}
    sums = (Sum("c", ("a", "one")), Sum("n", ("a", "c")), Sum("c", ("b", "one")), Sum("n", ("b", "c")))
    book = Numbers(values=values, few=frozenset({"one"}), sums=sums)
    assert "one" in book.withheld([(name,) for name in values])
