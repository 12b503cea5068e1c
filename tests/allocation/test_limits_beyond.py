"""Limits that no machine word holds, or that come as numpy's integers, mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from laborcoop.allocation import Cap, PairRule, Preference, Problem, allocate

if TYPE_CHECKING:
    from collections.abc import Callable

HUGE = 10**30
ROOM = {"P": 2, "Q": 2}
OPEN = {"P": HUGE, "Q": HUGE}


def listed(capacity: dict[str, int], **demands: Any) -> Problem:
    pairs = [("A", "P", 1), ("B", "P", 2), ("B", "Q", 3), ("C", "P", 3), ("C", "Q", 4)]
    return Problem.from_pairs(pairs, capacity=capacity, **demands)


def ruled(capacity: dict[str, int], **demands: Any) -> Problem:
    return Problem.from_rules(
        [{"id": name, "key": at} for at, name in enumerate("ABC")],
        [{"id": name, "key": at} for at, name in enumerate("PQ")],
        rules=[PairRule("level", lambda one: one["key"], lambda post: post["key"], lambda has, asks: has >= asks)],
        preferences=[
            Preference("both", lambda one: one["key"], lambda post: post["key"], lambda has, asks: has + asks + 1)
        ],
        capacity=capacity,
        id_of=lambda one: one["id"],
        listed_up_to=0,
        **demands,
    )


def cap(**limits: Any) -> Cap:
    return Cap("c", list("ABC"), ["P", "Q"], **limits)


@pytest.mark.parametrize("made", [listed, ruled])
@pytest.mark.parametrize(
    ("capacity", "demands", "placed", "relaxed"),
    [
        (ROOM, {"caps": [cap(most=np.int64(1))]}, 1, None),
        (ROOM, {"caps": [cap(least=np.int64(1))]}, 3, None),
        (ROOM, {"caps": [cap(least=np.int64(4))]}, None, "the cap c wants at least 3 instead of 4"),
        (ROOM, {"caps": [cap(least=2**63)]}, None, f"the cap c wants at least 3 instead of {2**63}"),
        (ROOM, {"caps": [cap(most=HUGE)]}, 3, None),
        (ROOM, {"caps": [cap(least=HUGE, most=HUGE)]}, None, f"the cap c wants at least 3 instead of {HUGE}"),
        (OPEN, {}, 3, None),
        (OPEN, {"caps": [cap(most=2)]}, 2, None),
        (OPEN, {"minimum": {"P": 2}, "groups": [{"A", "B"}]}, 3, None),
        (OPEN, {"minimum": {"P": HUGE, "Q": 2}}, 2, None),
        (OPEN, {"minimum": {"P": HUGE, "Q": 2}, "caps": [cap(most=2)]}, 2, None),
        (OPEN, {"size": {"A": 2**61}, "caps": [cap(most=2**61)]}, 2, None),
        (
            OPEN,
            {"minimum": {"P": HUGE}, "pinned": {"A": "P"}, "caps": [cap(most=2)]},
            None,
            "A is no longer pinned to P",
        ),
    ],
)
def test_a_limit_of_any_size_is_honoured_or_named(
    made: Callable[..., Problem],
    capacity: dict[str, int],
    demands: dict[str, Any],
    placed: int | None,
    relaxed: str | None,
) -> None:
    problem = made(capacity, **demands)
    assert all(type(number) is int for one in problem.caps for number in (one.least, one.most or 0))
    result = allocate(problem)
    assert result.verify() == ()
    assert (result.status == "infeasible") == (placed is None)
    assert len(result.placed) == (placed or 0)
    assert [one.text.en for one in result.relaxation] == ([relaxed] if relaxed else [])
    assert problem.capacity == capacity


def test_a_minimum_beyond_everybody_says_by_how_much_it_would_have_to_give_way() -> None:
    problem = listed({"P": HUGE, "Q": HUGE}, minimum={"P": HUGE}, caps=[Cap("c", ["A", "B"], ["P"], least=2)])
    result = allocate(problem)
    assert (result.status, result.verify()) == ("infeasible", ())
    assert {(one.kind, one.count) for one in result.conflict} == {("minimum", HUGE), ("least", 2)}
    wide = listed(ROOM, minimum={"P": 2**33}, pinned={"A": "P", "B": "P"}, caps=[Cap("c", ["A"], ["Q"], most=HUGE)])
    assert allocate(wide).verify() == ()
    full = listed({"P": 1, "Q": HUGE}, caps=[cap(least=3), Cap("none", ["B"], ["Q"], most=0)])
    said = allocate(full)
    assert (said.status, said.verify()) == ("infeasible", ())
    assert {one.kind for one in said.conflict} >= {"capacity"}
