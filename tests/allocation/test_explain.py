"""Reasons: for everyone and every place, in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from laborcoop.allocation import Cap, Problem, Share, allocate
from laborcoop.errors import UnknownName

ROOM = {"P": 1, "Q": 1, "R": 0}


def reason(
    name: str,
    place: str,
    *,
    mechanism: Any = "optimal",  # noqa: ANN401 - one of three literals
    pairs: list[tuple[str, str, int]],
    **demands: Any,
) -> tuple[str, str]:
    problem = Problem.from_pairs(pairs, **{"capacity": ROOM, **demands})
    refusal = allocate(problem, mechanism=mechanism).why_not(name, place)
    assert refusal.render("zh") != refusal.render("en")
    return refusal.code, refusal.render("en")


@pytest.mark.parametrize(
    ("code", "words", "name", "place", "parts"),
    [
        ("here", "A is at P", "A", "P", {"pairs": [("A", "P", 1)]}),
        ("not-open", "Q is not open to A: there is no such pair", "A", "Q", {"pairs": [("A", "P", 1)]}),
        (
            "not-open-to-group",
            "P is not open to B of the same group, and a group is not split",
            "A",
            "P",
            {"pairs": [("A", "P", 1), ("B", "Q", 1)], "groups": [{"A", "B"}]},
        ),
        ("pinned", "A is pinned to P", "A", "Q", {"pairs": [("A", "P", 1), ("A", "Q", 2)], "pinned": {"A": "P"}}),
        ("no-opening", "R has no openings", "A", "R", {"pairs": [("A", "R", 1)]}),
        (
            "cohort-above-capacity",
            "P wants at least 3 but has 1 openings, so it stays closed",
            "A",
            "P",
            {"pairs": [("A", "P", 1)], "minimum": {"P": 3}},
        ),
        (
            "too-large",
            "A and their group take 2 openings; P has 1",
            "A",
            "P",
            {"pairs": [("A", "P", 1)], "size": {"A": 2}},
        ),
        (
            "no-cohort",
            "P wants at least 2; they did not come together, so it stays closed",
            "A",
            "P",
            {"pairs": [("A", "P", 1)], "capacity": {"P": 5}, "minimum": {"P": 2}},
        ),
        (
            "full",
            (
                "the 1 openings of P are taken; making room would cost others at least 5, and this pair brings 3"
                " (goal 'score of tier 0')"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)]},
        ),
        (
            "full",
            (
                "the 1 openings of P are taken; making room would cost others at least 4, and this pair brings 3"
                " where Q brings 1 (goal 'score of tier 0')"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3), ("B", "Q", 1), ("A", "Q", 1)]},
        ),
        (
            "full",
            "the 1 openings of P are taken; 1 people are there, with scores from 5 to 5; this pair has 3",
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)], "caps": [Cap("c", ["A"], ["Q"])]},
        ),
        (
            "full",
            "the 1 openings of P are taken",
            "B",
            "P",
            {"pairs": [("B", "P", 3), ("C", "P", 3)], "groups": [{"B", "C"}], "size": {"B": 1}, "capacity": {"P": 1}},
        ),
        (
            "cap",
            "the cap bus is used up",
            "B",
            "Q",
            {"pairs": [("A", "P", 5), ("B", "Q", 3)], "caps": [Cap("bus", list("AB"), list("PQ"), most=1)]},
        ),
        (
            "needed",
            "if A left P, the demand of floor, P would fail",
            "A",
            "Q",
            {
                "pairs": [("A", "P", 1), ("B", "P", 1), ("A", "Q", 9)],
                "capacity": {"P": 2, "Q": 1},
                "minimum": {"P": 2},
                "caps": [Cap("floor", list("AB"), ["P"], least=2)],
            },
        ),
        (
            "worse",
            "going to Q would lower the goal 'score of tier 0' by 4",
            "A",
            "Q",
            {"pairs": [("A", "P", 5), ("A", "Q", 1)]},
        ),
        (
            "worse",
            "going to P would lower the goal 'score of tier 0' by 2",
            "A",
            "P",
            {"pairs": [("A", "P", -2)]},
        ),
        (
            "prefers",
            "P, which A got, suits them no less than Q",
            "A",
            "Q",
            {"pairs": [("A", "P", 5), ("A", "Q", 1)], "mechanism": "queue"},
        ),
        (
            "turn",
            "it was not possible when it was B's turn",
            "B",
            "P",
            {
                "pairs": [("A", "Q", 1), ("A", "P", 2), ("B", "P", 2), ("C", "P", 2), ("C", "Q", 1)],
                "capacity": {"P": 3, "Q": 3},
                "minimum": {"P": 4},
                "mechanism": "queue",
            },
        ),
        (
            "infeasible",
            "the demands contradict one another, so nothing was placed",
            "A",
            "P",
            {"pairs": [("A", "P", 1)], "caps": [Cap("c", list("A"), list("P"), least=2)]},
        ),
    ],
)
def test_every_kind_of_reason_is_worded(code: str, words: str, name: str, place: str, parts: dict[str, Any]) -> None:
    found = reason(name, place, **parts)
    if code == "needed":
        assert found[0] == code
        assert set(found[1].removeprefix("if A left P, the demand of ").removesuffix(" would fail").split(", ")) == {
            "floor",
            "P",
        }
    elif words == "the 1 openings of P are taken" or code == "turn":
        # Too large and closed for good come before full and too late.
        assert found[0] in {"too-large", "cohort-above-capacity"}
    else:
        assert found == (code, words)


def test_equally_good_answers_are_decided_by_the_ids() -> None:
    problem = Problem.from_pairs([("A", "P", 5), ("A", "Q", 5)], capacity={"P": 1, "Q": 1})
    result = allocate(problem)
    (other,) = {"P", "Q"} - set(result.placed.values())
    assert result.why_not("A", other).code == "equal"
    full = Problem.from_pairs([("A", "P", 5), ("B", "P", 5)], capacity={"P": 1})
    result = allocate(full)
    (left,) = result.unplaced
    assert "what going there brings, others would lose" in result.why_not(left, "P").render("en")


def test_a_search_that_was_stopped_says_what_would_have_been_better() -> None:
    # In the order of the ids' hashes somebody takes the opening that somebody else makes more of.
    problem = Problem.from_pairs([("A", "P", 1), ("A", "Q", 9)], capacity={"P": 1, "Q": 1}, previous={"A": "P"})
    result = allocate(problem, time_limit=0)
    assert result.status == "feasible"
    codes = {option.code for option in result.why("A").options}
    assert codes <= {"here", "worse", "better"}


def test_why_lists_every_open_place_the_best_first() -> None:
    pairs = [("A", "P", 5), ("A", "Q", 7), ("A", "S", 6), ("B", "Q", 9)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1, "S": 1}))
    why = result.why("A")
    assert why.place == "S"
    assert [(option.place, option.score) for option in why.options] == [("S", 6), ("Q", 7), ("P", 5)]
    assert why.render("en").splitlines()[0] == "A is at S"
    assert why.render("zh").splitlines()[0] == "A 就在 S"
    assert len(why.render("en").splitlines()) == 4


@pytest.mark.parametrize(
    ("parts", "reasons"),
    [
        ({"pairs": [], "applicants": ["A"]}, ["no place is open to A"]),
        (
            {"pairs": [("A", "P", 1), ("B", "Q", 1)], "groups": [{"A", "B"}]},
            ["no place is open to all 2 of the group of A, and a group is not split"],
        ),
        (
            {"pairs": [("A", "P", 1)], "caps": [Cap("c", list("A"), list("P"), least=2)]},
            ["the demands contradict one another, so nothing was placed"],
        ),
        (
            {"pairs": [("A", "R", 1), ("A", "P", -1)]},
            ["going to P would lower the goal 'score of tier 0' by 1", "R has no openings"],
        ),
        (
            {"pairs": [("A", f"R{n}", 1) for n in range(3)], "capacity": {f"R{n}": 0 for n in range(3)}},
            ["R0 has no openings; likewise R1, R2"],
        ),
        (
            {"pairs": [("A", f"R{n}", 1) for n in range(9)], "capacity": {f"R{n}": 0 for n in range(9)}},
            ["R0 has no openings; likewise R1, R2, R3, R4, R5 and 3 more"],
        ),
    ],
)
def test_whoever_is_nowhere_has_every_reason_gathered_by_kind(parts: dict[str, Any], reasons: list[str]) -> None:
    problem = Problem.from_pairs(parts.pop("pairs"), **{"capacity": ROOM, **parts})
    assert [text.render("en") for text in allocate(problem).unplaced["A"]] == reasons


def test_the_order_of_the_caps_is_that_of_their_names() -> None:
    caps = [Cap(name, ["A", "B"], ["P"], most=1) for name in "zab"]
    for given in (caps, caps[::-1]):
        result = allocate(Problem.from_pairs([("A", "P", 2), ("B", "P", 1)], capacity={"P": 2}, caps=given))
        assert result.why_not("B", "P").render("en") == "the cap a, b, z is used up"


def test_unknown_names_are_refused() -> None:
    result = allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}))
    with pytest.raises(UnknownName, match="there is no applicant Z"):
        result.why("Z")
    with pytest.raises(UnknownName, match="there is no place Z"):
        result.why_not("A", "Z")


def test_short_names_where_one_more_opening_is_worth_most() -> None:
    pairs = [("A", "P", 5), ("B", "P", 4), ("C", "Q", 2), ("D", "Q", 2), ("E", "Q", 2), ("F", "R", -1)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1, "R": 1, "S": 1}))
    assert [(short.place, short.worth, short.waiting) for short in result.short()] == [
        ("P", 4, 1),
        ("Q", 2, 2),
        ("R", 0, 1),
    ]
    queue = allocate(result.problem, mechanism="queue")
    assert [(short.place, short.worth, short.waiting) for short in queue.short()] == [("Q", None, 2), ("P", None, 1)]


def test_prices_of_a_capped_problem_are_those_of_its_linear_relaxation() -> None:
    pairs = [("A", "P", 5), ("B", "P", 4), ("C", "Q", 2)]
    problem = Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1}, caps=[Cap("all", list("ABC"), list("PQ"), most=2)])
    result = allocate(problem)
    assert set(result.price) == {"P", "Q"}
    assert 2 <= result.price["P"] <= 4


def test_fairness_counts_and_corrects_nothing() -> None:
    result = allocate(Problem.from_pairs([("A", "P", 2), ("B", "P", 1)], capacity={"P": 1}, applicants="ABC"))
    assert result.fairness({"A": "north", "B": "north"}) == {"": Share(0, 1), "north": Share(1, 2)}
    assert result.fairness(str.lower)["a"].rate == Fraction(1)
    assert list(result.fairness(str.lower)) == ["a", "b", "c"]


def test_moves_are_those_who_were_somewhere_else_before() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 2), ("B", "P", 1), ("C", "Q", 1)],
        capacity={"P": 1, "Q": 1},
        previous={"A": "gone", "B": "P", "C": "Q"},
    )
    result = allocate(problem)
    assert {name: (move.before, move.after) for name, move in result.moves.items()} == {
        "A": ("gone", "P"),
        "B": ("P", None),
    }
    assert repr(result) == "Result(optimal, proved, 2 placed, 1 unplaced, score 3)"
    assert [goal.name.en for goal in result.goals] == ["score of tier 0", "moves"]
    assert result.bound == (3, 2)


def test_a_move_is_made_only_for_more_than_it_costs() -> None:
    problem = Problem.from_pairs([("A", "P", 1), ("A", "Q", 3)], capacity={"P": 1, "Q": 1}, previous={"A": "P"})
    placed = [allocate(problem, move_cost=cost).placed["A"] for cost in (0, 1, 2, 3)]
    assert placed == ["Q", "Q", "P", "P"]
    assert allocate(problem, move_cost=1).score == 3
