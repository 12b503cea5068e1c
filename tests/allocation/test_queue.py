"""The mechanism ``queue``: strict order of arrival."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Problem, allocate
from laborcoop.errors import ProblemError
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from types import ModuleType


def test_who_comes_first_chooses_first() -> None:
    pairs = [("B", "P", 2), ("B", "Q", 1), ("A", "P", 9), ("A", "Q", 1)]
    room = {"P": 1, "Q": 1}
    assert allocate(Problem.from_pairs(pairs, capacity=room), mechanism="queue").placed == {"B": "P", "A": "Q"}
    listed = Problem.from_pairs(pairs, capacity=room, applicants=["A", "B"])
    result = allocate(listed, mechanism="queue")
    assert result.placed == {"A": "P", "B": "Q"}
    assert (result.status, result.bound, result.gap, dict(result.price)) == ("feasible", (), None, {})


def test_the_pinned_and_their_groups_are_seated_before_anybody() -> None:
    problem = Problem.from_pairs(
        [(name, "P", 1) for name in "ABCD"],
        capacity={"P": 2},
        applicants=list("ABCD"),
        groups=[{"C", "D"}],
        pinned={"D": "P", "C": "P"},
    )
    assert allocate(problem, mechanism="queue").placed == {"C": "P", "D": "P"}


def test_a_group_goes_when_its_first_member_comes_and_only_whole() -> None:
    pairs = [(name, place, 2 if place == "P" else 1) for name in "ABC" for place in "PQ"]
    problem = Problem.from_pairs(pairs, capacity={"P": 2, "Q": 2}, groups=[{"B", "C"}])
    assert allocate(problem, mechanism="queue").placed == {"A": "P", "B": "Q", "C": "Q"}


def test_a_place_whose_cohort_does_not_come_together_closes_and_the_queue_starts_again() -> None:
    pairs = [("A", "P", 5), ("A", "Q", 1), ("B", "Q", 3), ("C", "R", 3)]
    problem = Problem.from_pairs(pairs, capacity={"P": 3, "Q": 3, "R": 3}, minimum={"P": 3, "Q": 2, "R": 2})
    result = allocate(problem, mechanism="queue")
    assert result.placed == {"A": "Q", "B": "Q"}
    assert result.verify() == ()


def test_a_cap_turns_people_away() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 1), ("B", "P", 2), ("B", "Q", 1)],
        capacity={"P": 2, "Q": 2},
        caps=[Cap("bus", ["A", "B"], ["P"], most=1)],
    )
    assert allocate(problem, mechanism="queue").placed == {"A": "P", "B": "Q"}


def test_a_floor_is_more_than_a_queue_can_promise() -> None:
    problem = Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}, caps=[Cap("c", ["A"], ["P"], least=1)])
    with pytest.raises(ProblemError, match="cannot honour caps, least"):
        allocate(problem, mechanism="queue")


def test_a_place_with_a_pin_calls_the_next_who_can_go_there_until_its_minimum_is_kept() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 1), ("B", "P", 1), ("B", "Q", 5), ("C", "P", 1), ("C", "Q", 5)],
        capacity={"P": 3, "Q": 2},
        minimum={"P": 2},
        pinned={"A": "P"},
    )
    result = allocate(problem, mechanism="queue")
    assert (result.status, result.placed) == ("feasible", {"A": "P", "B": "P", "C": "Q"})
    assert result.verify() == ()
    passed = evolve(result, placed={"A": "P", "B": "P"}, unplaced={"C": (Text("无", "none"),)})
    assert [text.en for text in passed.verify()] == [
        "P still had room when the turn of C came",
        "Q still had room when the turn of C came",
    ]


def test_where_calling_in_turn_is_not_enough_those_are_sent_who_keep_every_minimum() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 1), ("B", "Q", 1), ("C", "R", 9), ("C", "P", 5), ("C", "Q", 1), ("D", "R", 9), ("D", "P", 1)],
        capacity={"P": 2, "Q": 2, "R": 2},
        minimum={"P": 2, "Q": 2},
        pinned={"A": "P", "B": "Q"},
    )
    result = allocate(problem, mechanism="queue")
    assert (result.status, result.placed) == ("feasible", {"A": "P", "B": "Q", "C": "Q", "D": "P"})
    assert result.verify() == ()


def test_pins_are_lifted_one_conflict_at_a_time_and_the_answer_says_that_less_may_be_enough() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 1), ("B", "P", 1)],
        capacity={"P": 1},
        pinned={"A": "P", "B": "P"},
        caps=[Cap("c", ["B"], ["P"], most=0)],
    )
    result, least = allocate(problem, mechanism="queue"), allocate(problem)
    assert [change.demand.name for change in result.relaxation] == ["A", "B"]
    assert [change.demand.name for change in least.relaxation] == ["B"]
    assert (result.is_least, least.is_least, result.verify()) == (False, True, ())


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=True))
def test_every_answer_of_a_queue_keeps_the_demands_and_passes_nobody_over(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    caps = [Cap(cap.name, cap.applicants, cap.places, 0, cap.most) for cap in case.demands.get("caps", [])]
    problem = case.problem(caps=caps)
    result = allocate(problem, mechanism="queue")
    assert result.verify() == ()
    if result.status == "feasible":
        assert oracle.keeps(problem, result.placed)
        best = allocate(problem)
        assert [goal.value for goal in best.goals[:1]] >= [
            oracle.values(problem, result.placed, "score", 0)[0] for _ in best.goals[:1]
        ]
    else:
        best = allocate(problem)
        assert best.status == "infeasible"
        assert len(result.conflict) == len(best.conflict)
        least, by = (sum(change.by for change in one.relaxation) for one in (best, result))
        assert by == least if result.is_least else by >= least
