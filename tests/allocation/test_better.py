"""The search of the independent check, against going through every choice."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import better
from laborcoop.allocation.better import Choice, Limit, Search

NOWHERE = Choice(0, ())


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """A few teams and limits of both kinds; a choice may count under any of them, more than once over."""
    limits = []
    for _ in range(draw(st.integers(0, 4))):
        least = draw(st.integers(0, 4))
        or_none = draw(st.booleans())
        most = draw(st.integers(0, 6) if or_none else st.one_of(st.none(), st.integers(0, 6)))
        limits.append(Limit(draw(st.integers(0, 2)), least, most, or_none=or_none))
    takes = st.dictionaries(st.integers(0, len(limits) - 1), st.integers(1, 3)) if limits else st.just({})
    choice = st.builds(lambda worth, takes: Choice(worth, tuple(takes.items())), st.integers(-3, 9), takes)
    teams = draw(st.lists(st.lists(choice, max_size=3), max_size=5))
    return Search([[NOWHERE, *team] for team in teams], limits)


def best(search: Search) -> int | None:
    """The most that choices add up to that keep every limit; None if there are none."""
    found = []
    for choices in product(*search.teams):
        loads = [limit.own for limit in search.limits]
        for choice in choices:
            for at, much in choice.takes:
                loads[at] += much
        if all(
            (limit.most is None or load <= limit.most) and (load >= limit.least or (limit.or_none and not load))
            for limit, load in zip(search.limits, loads, strict=True)
        ):
            found.append(sum(choice.worth for choice in choices))
    return max(found, default=None)


@settings(deadline=None, max_examples=150)
@given(search=searches(), value=st.integers(-15, 50))
def test_an_answer_is_beaten_exactly_if_choices_within_the_limits_add_up_to_more(search: Search, value: int) -> None:
    truth = best(search)
    assert search.is_beaten(value) == (truth is not None and truth > value)
    if truth is not None:
        assert search.is_beaten(truth) is False
        assert search.is_beaten(truth - 1) is True


@settings(deadline=None)
@given(search=searches(), steps=st.integers(0, 20), effort=st.integers(0, 200))
def test_a_search_that_is_cut_short_says_the_same_or_nothing(search: Search, steps: int, effort: int) -> None:
    truth = best(search)
    value = 0 if truth is None else truth
    with pytest.MonkeyPatch.context() as less:
        less.setattr(better, "_STEPS", steps)
        less.setattr(better, "_EFFORT", effort)
        assert search.is_beaten(value) in {False, None}
        assert truth is None or search.is_beaten(value - 1) in {True, None}


def test_prices_alone_settle_what_is_divisible() -> None:
    """Three hundred alike, of whom a hundred fit: there would be no end to trying, and the bound is reached."""
    team = [NOWHERE, Choice(3, ((0, 1),)), Choice(2, ((1, 1),))]
    search = Search([team] * 300, [Limit(0, 0, 60, or_none=True), Limit(0, 0, 40, or_none=True)])
    with pytest.MonkeyPatch.context() as less:
        less.setattr(better, "_STEPS", 0)
        assert search.is_beaten(60 * 3 + 40 * 2) is False
