"""Small cells stay small secrets: no sum, difference or search over all tables tells one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.cooperation.privacy import PublishedTable
from laborcoop.cooperation.suppression import SMALLEST_COUNT, Shown, suppress
from laborcoop.errors import InvalidValue
from laborcoop.packs import national

small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 4), min_size=width, max_size=width), min_size=1, max_size=3 if width < 3 else 2
    )
)
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0, 0, 1, 2, 3, 7, 20, 90]), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def _with_totals(counts: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _consistent(shown: Shown, most: int) -> Iterator[list[list[int]]]:
    """Every table with totals that a reader may think of: as shown, and above nought where nothing is shown."""
    inner = [row[:-1] for row in shown[:-1]]
    unknown = [(i, j) for i, row in enumerate(inner) for j, value in enumerate(row) if value is None]
    for guess in product(range(1, most + 1), repeat=len(unknown)):
        rows = [[0 if value is None else value for value in row] for row in inner]
        for (i, j), value in zip(unknown, guess, strict=True):
            rows[i][j] = value
        whole = _with_totals(rows)
        if all(
            value is None or value == said
            for row, line in zip(shown, whole, strict=True)
            for value, said in zip(row, line, strict=True)
        ):
            yield whole


@given(small_tables, st.integers(1, 4))
def test_whoever_tries_every_table_finds_one_in_which_a_small_cell_is_not_small(
    counts: list[list[int]], least: int
) -> None:
    whole, shown = _with_totals(counts), suppress(counts, least)
    small = [(i, j) for i, row in enumerate(whole) for j, value in enumerate(row) if 0 < value < least]
    # A cell that can be as large as ``least`` can be that with no other cell above all of what is known and that.
    largest = dict.fromkeys(small, 0)
    for table in _consistent(shown, 4 + least):
        for i, j in small:
            largest[i, j] = max(largest[i, j], table[i][j])
        if all(value >= least for value in largest.values()):
            break
    assert all(value >= least for value in largest.values())


@given(tables, st.integers(1, 8))
def test_what_is_shown_is_true_and_nought_and_nothing_small_is_left(counts: list[list[int]], least: int) -> None:
    whole, shown = _with_totals(counts), suppress(counts, least)
    for row, line in zip(shown, whole, strict=True):
        for value, true in zip(row, line, strict=True):
            assert value in (None, true)
            assert value is None or value == 0 or value >= least
            assert true != 0 or value == 0


@given(tables)
def test_a_table_without_small_cells_is_shown_whole(counts: list[list[int]]) -> None:
    large = [[0 if value < 5 else value for value in row] for row in counts]
    assert [list(row) for row in suppress(large, 5)] == _with_totals(large)


def test_one_small_cell_takes_three_others_with_it_and_leaves_the_totals() -> None:
    assert suppress([[2, 30, 41], [20, 40, 80], [60, 70, 90]]) == (
        (None, None, 41, 73),
        (None, None, 80, 140),
        (60, 70, 90, 220),
        (82, 140, 211, 433),
    )


def test_two_cells_of_one_that_sum_to_two_are_not_told_by_that_sum() -> None:
    # No cell that is left out is nought, so 2 could only be 1 and 1.
    shown = suppress([[1], [1], [40], [50]])
    assert [row[0] for row in shown] == [None, None, None, 50, 92]


def test_what_turns_out_needless_is_shown_again() -> None:
    assert suppress([[3, 4, 50], [3, 4, 60]]) == ((None, None, 50, 57), (None, None, 60, 67), (6, 8, 110, 124))


def test_a_table_of_one_small_cell_shows_nothing_of_it() -> None:
    assert suppress([[3]]) == ((None, None), (None, None))
    assert suppress([[0, 3]]) == ((0, None, None), (0, None, None))
    assert suppress([]) == ((0,),)


def test_the_smallest_count_is_that_of_the_book_and_its_rule_finds_nothing_to_say() -> None:
    book = national()
    assert book.context(date(2023, 2, 6)).whole("smallest_count") == SMALLEST_COUNT
    shown = suppress([[2, 30, 4], [20, 0, 80]])
    published = PublishedTable(counts=tuple(value for row in shown for value in row))
    assert book.judge(published, "T-1", on=date(2023, 2, 6)) == ()
    whole = PublishedTable(counts=(2, 30, 4))
    assert [finding.rule for finding in book.judge(whole, "T-1", on=date(2023, 2, 6))] == ["PR-07"]


@pytest.mark.parametrize("counts", [[[1, 2], [3]], [[-1]], [[True]], [["2"]], [[1.5]]])
def test_what_is_no_table_of_counts_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(InvalidValue):
        suppress(counts)


@pytest.mark.parametrize("least", [0, -1, True, 2.5])
def test_a_limit_below_one_is_refused(least: int) -> None:
    with pytest.raises(InvalidValue, match="1 or more"):
        suppress([[1]], least)
