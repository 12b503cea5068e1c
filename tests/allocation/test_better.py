"""The search of the independent check, against going through every choice."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import better
from laborcoop.allocation.better import Column, GaveUpError, Row, Search

if TYPE_CHECKING:
    from collections.abc import Iterator


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """A few choices, some of them behind a gate, under limits of both kinds, told from an answer that keeps them."""
    goals = draw(st.integers(1, 2))
    gates = draw(st.integers(0, 2))
    closed = [draw(st.booleans()) for _ in range(gates)]
    columns = [Column(is_closed - 1, int(is_closed), (0,) * goals) for is_closed in closed]
    for _ in range(draw(st.integers(0, 4))):
        gate = draw(st.one_of(st.none(), st.integers(0, gates - 1))) if gates else None
        now = 0 if gate is not None and closed[gate] else draw(st.integers(0, 2))
        worth = tuple(draw(st.lists(st.integers(-3, 9), min_size=goals, max_size=goals)))
        columns.append(Column(-now, draw(st.integers(0, 2)), worth, gate))
    rows = []
    for _ in range(draw(st.integers(0, 4)) if columns else 0):
        terms = draw(st.dictionaries(st.integers(0, len(columns) - 1), st.integers(-2, 3).filter(bool), max_size=4))
        least, most = draw(st.one_of(st.none(), st.integers(-4, 0))), draw(st.one_of(st.none(), st.integers(0, 4)))
        rows.append(Row(terms, least, most))
    return Search(columns, rows)


def answers(search: Search) -> Iterator[tuple[int, ...]]:
    """What every possible change adds to the goals."""
    columns = search.columns
    goals = len(columns[0].worth) if columns else 1
    for choice in product(*(range(column.low, column.high + 1) for column in columns)):
        made = [change - column.low for change, column in zip(choice, columns, strict=True)]
        gated = all(not made[at] or column.gate is None or made[column.gate] for at, column in enumerate(columns))
        if gated and all(row.holds(dict(enumerate(choice))) for row in search.rows):
            yield tuple(
                sum(column.worth[goal] * change for column, change in zip(columns, choice, strict=True))
                for goal in range(goals)
            )


@settings(deadline=None, max_examples=60)
@given(search=searches(), more=st.lists(st.integers(0, 12), min_size=2, max_size=2))
def test_an_answer_is_beaten_exactly_if_changes_within_the_limits_add_up_to_more(
    search: Search, more: list[int]
) -> None:
    best = max(answers(search))
    for asked in (more[: len(best)], list(best), [*best[:-1], best[-1] - 1]):
        if min(asked) >= 0:
            assert search.is_beaten(asked) == any(one > tuple(asked) for one in answers(search))
            last = len(asked) - 1
            assert search.is_beaten(asked, last) == any(
                one[last] > asked[last] and one[:last] >= tuple(asked[:last]) for one in answers(search)
            )


@settings(deadline=None, max_examples=60)
@given(search=searches(), limit=st.sampled_from(["_SEARCHED", "_EXACT", "_SETTINGS"]))
def test_a_search_that_is_cut_short_says_the_same_or_nothing(search: Search, limit: str) -> None:
    best = max(answers(search))
    with pytest.MonkeyPatch.context() as less:
        less.setattr(better, limit, ["limits/nodes = 0", "limits/time = 0"] if limit == "_SETTINGS" else 0)
        try:
            is_beaten = search.is_beaten([0] * len(best))
        except GaveUpError:
            return
    assert is_beaten == (best > (0,) * len(best))
