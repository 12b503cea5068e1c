"""Reasons: for everyone and every place, in both languages."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random
from typing import Any, Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, PairRule, PlacementRate, Problem, allocate, allocate_in_stages
from laborcoop.allocation.wording import goal_of
from laborcoop.errors import InvalidValue, UnknownName
from laborcoop.kernel.text import Text

ROOM = {"P": 1, "Q": 1, "R": 0}
AS_MUCH = "and it is proved that others would lose at least as much by it, if the demands allow it at all"


def reason(
    name: str,
    place: str,
    *,
    mechanism: Any = "optimal",  # noqa: ANN401 - one of three literals
    move_cost: int = 0,
    pairs: list[tuple[str, str, int]],
    **demands: Any,
) -> tuple[str, str]:
    problem = Problem.from_pairs(pairs, **{"capacity": ROOM, **demands})
    refusal = allocate(problem, mechanism=mechanism, move_cost=move_cost).why_not(name, place)
    assert refusal.render("zh") != refusal.render("en")
    return refusal.code, refusal.render("en")


@pytest.mark.parametrize(
    ("code", "words", "name", "place", "parts"),
    [
        ("here", "A is at P", "A", "P", {"pairs": [("A", "P", 1)]}),
        (
            "not-open",
            "Q is not open to A: the data given do not list the two together",
            "A",
            "Q",
            {"pairs": [("A", "P", 1)]},
        ),
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
            "P wants at least 3 but has only 1 opening, so it stays closed",
            "A",
            "P",
            {"pairs": [("A", "P", 1)], "minimum": {"P": 3}},
        ),
        (
            "too-large",
            "A would take 2 openings; P has only 1",
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
            ("P is full (1 opening); B there would add 3 to the total score, and others would lose at least 5 by it"),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)]},
        ),
        (
            "full",
            (
                "P is full (1 opening); B there would add 2 to the total score, and others would lose at least 4 by it"
                " (3 there, 1 at Q)"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3), ("B", "Q", 1), ("A", "Q", 1)]},
        ),
        (
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 5; B would have 3;"
                f" B there would add 3 to the total score, {AS_MUCH}"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)], "caps": [Cap("c", ["A"], ["Q"])]},
        ),
        (
            "too-large",
            "B and their group would take 2 openings; P has only 1",
            "B",
            "P",
            {"pairs": [("B", "P", 3), ("C", "P", 3)], "groups": [{"B", "C"}], "capacity": {"P": 1}},
        ),
        (
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 5; B would have 3;"
                f" B there would add 3 to the total score, {AS_MUCH};"
                " used up: the cap bus (at most 1)"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)], "caps": [Cap("bus", list("AB"), ["P"], most=1)]},
        ),
        (
            "full",
            "P is full (1 opening); what is taken went to the pinned and to those whose turn came before",
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 9)], "mechanism": "queue"},
        ),
        (
            "full",
            "P is full (1 opening); used up: the cap bus (at most 1)",
            "B",
            "P",
            {
                "pairs": [("A", "P", 5), ("B", "P", 9)],
                "caps": [Cap("bus", list("AB"), ["P"], most=1)],
                "mechanism": "queue",
            },
        ),
        (
            "full",
            "P is full (1 opening); P wants everyone there at least as much as B",
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 3)], "mechanism": "stable"},
        ),
        (
            "full",
            "P is full (2 openings); letting go of those whom P wants less, and who are not pinned, does not free 1",
            "B",
            "P",
            {
                "pairs": [("A", "P", 3), ("B", "P", 5), ("C", "P", 7)],
                "capacity": {"P": 2},
                "pinned": {"A": "P"},
                "mechanism": "stable",
            },
        ),
        (
            "full",
            (
                "P is full (2 openings); letting go of those whom P wants less, and who are not pinned, does not free 1"
                " (a group is wanted as much as the one of it who is wanted least)"
            ),
            "B",
            "P",
            {
                "pairs": [("A", "P", 3), ("B", "P", 5), ("C", "P", 7), ("D", "Q", 1), ("E", "Q", 1)],
                "capacity": {"P": 2, "Q": 2},
                "pinned": {"A": "P"},
                "groups": [{"D", "E"}],
                "mechanism": "stable",
            },
        ),
        (
            "full",
            (
                "P is full (2 openings); P wants everyone there at least as much as B (of their group the one whom it"
                " wants least)"
            ),
            "A",
            "P",
            {
                "pairs": [("A", "P", 9), ("B", "P", 1), ("C", "P", 5), ("D", "P", 5)],
                "capacity": {"P": 2},
                "groups": [{"A", "B"}],
                "mechanism": "stable",
            },
        ),
        (
            "pinned-away",
            (
                "P has 2 openings, of which those who are pinned there (with their groups) take 1; B and their group"
                " would take 2"
            ),
            "B",
            "P",
            {
                "pairs": [("A", "P", 3), ("B", "P", 5), ("C", "P", 7)],
                "capacity": {"P": 2},
                "pinned": {"A": "P"},
                "groups": [{"B", "C"}],
            },
        ),
        (
            "cap-too-small",
            "whatever others do, B at P would pass the cap bus (at most 1)",
            "B",
            "P",
            {
                "pairs": [("A", "P", 3), ("B", "P", 5)],
                "capacity": {"P": 2},
                "pinned": {"A": "P"},
                "caps": [Cap("bus", ["A", "B"], ["P"], most=1), Cap("none", ["A"], ["P"], most=9)],
            },
        ),
        (
            "pinned",
            "A of the same group is pinned to P, and a group is not split",
            "B",
            "Q",
            {
                "pairs": [(name, place, 1) for name in "AB" for place in "PQ"],
                "capacity": {"P": 2, "Q": 2},
                "groups": [{"A", "B"}],
                "pinned": {"A": "P"},
            },
        ),
        (
            "worse",
            (
                "B at P would bring 1 less to the total score (1 there, 2 at Q); even with the best that others could"
                " make of it, the total score would be lower by 6"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 1), ("B", "Q", 2)]},
        ),
        (
            # C would take the opening at Q.
            "worse",
            (
                "B at P would bring 4 less to the total score (1 there, 5 at Q); even with the best that others could"
                " make of it, the total score would be lower by 1"
            ),
            "B",
            "P",
            {"pairs": [("B", "P", 1), ("B", "Q", 5), ("C", "Q", 3)]},
        ),
        (
            "equal",
            "P would be exactly as good; between equals a fixed draw by the ids decides, not order or name",
            "B",
            "P",
            {"pairs": [("B", "P", 1), ("B", "Q", 5), ("G", "Q", 4), ("G", "P", 0)]},
        ),
        (
            "worse",
            (
                "B and their group at P would bring 2 less to the total score (4 there, 6 at Q); it is proved that no"
                " way of making room within the demands would be better"
            ),
            "B",
            "P",
            {
                "pairs": [(name, place, {"P": 2, "Q": 3}[place]) for name in "BC" for place in "PQ"],
                "capacity": {"P": 2, "Q": 2},
                "groups": [{"B", "C"}],
            },
        ),
        (
            "full",
            (
                "P is full (1 opening); B there would add nothing to the total score in tier 0,"
                " and others would lose at least 5 by it"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 9)], "tier": {"B": 1}},
        ),
        (
            "full",
            (
                "P is full (1 opening); B there would add nothing to the number of people who stay where they were,"
                " and others would lose at least 1 by it, or something in a goal before that"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 5)], "previous": {"A": "P"}},
        ),
        (
            "full",
            (
                "P is full (1 opening); B there would add 5 to the total score (less what moves cost),"
                " and others would lose at least 6 by it"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 5)], "previous": {"A": "P"}, "move_cost": 1},
        ),
        (
            "full",
            (
                "P is full (1 opening); B there would add nothing to the number of people placed of priority 0,"
                " and others would lose at least 1 by it, or something in a goal before that"
            ),
            "B",
            "P",
            {"pairs": [("A", "P", 5), ("B", "P", 5)], "priority": {"A": 0}},
        ),
        (
            "cap",
            "what Q counts towards is used up: the cap bus (at most 1)",
            "B",
            "Q",
            {"pairs": [("A", "P", 5), ("B", "Q", 3)], "caps": [Cap("bus", list("AB"), list("PQ"), most=1)]},
        ),
        (
            "needed",
            "if A left P for Q and all others stayed, the least that P, floor asks for would not be reached",
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
            "going to Q would lower the total score by 4",
            "A",
            "Q",
            {"pairs": [("A", "P", 5), ("A", "Q", 1)]},
        ),
        (
            "worse",
            "going to P would lower the total score by 2",
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
            "prefers",
            "P, which A got, suits them no less than Q",
            "A",
            "Q",
            {"pairs": [("A", "P", 5), ("A", "Q", 1), ("B", "Q", 3)], "mechanism": "stable"},
        ),
        (
            # A alone was not enough for P, so it closed, and then the two had no turn any more.
            "turn",
            "in the queue, P wants at least 2; in the order of arrival they did not come together, so it was closed",
            "B",
            "P",
            {
                "pairs": [("A", "P", 1), ("B", "P", 1), ("C", "P", 1)],
                "capacity": {"P": 2},
                "groups": [{"B", "C"}],
                "minimum": {"P": 2},
                "mechanism": "queue",
            },
        ),
        (
            # A place where somebody is pinned called A.
            "turn",
            (
                "in the queue, somebody is pinned to P: to reach the minimum there goes before the order of arrival,"
                " and before what people like better"
            ),
            "A",
            "Q",
            {
                "pairs": [("A", "P", 1), ("A", "Q", 9), ("B", "P", 1)],
                "capacity": {"P": 2, "Q": 1},
                "minimum": {"P": 2},
                "pinned": {"B": "P"},
                "mechanism": "queue",
            },
        ),
        (
            "prefers",
            "by the sum of their scores, P suits A and their group no less than Q",
            "A",
            "Q",
            {
                "pairs": [("A", "P", 0), ("B", "P", 9), ("A", "Q", 5), ("B", "Q", 1)],
                "capacity": {"P": 2, "Q": 2},
                "groups": [{"A", "B"}],
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
    assert reason(name, place, **parts) == (code, words)


FLOOR = Cap("quota", ["A", "C"], ["P", "Q"], least=1)


@pytest.mark.parametrize(
    ("code", "words", "parts"),
    [
        (
            "too-few-left",
            (
                "P has only 1 of its 2 openings free; B and their group would take 2;"
                " 1 person is there, with a score of 5; B would have 1;"
                f" B and their group there would add 2 to the total score, {AS_MUCH}"
            ),
            {"pairs": [("B", "P", 1), ("C", "P", 1), ("A", "P", 5)], "capacity": {"P": 2}, "groups": [{"B", "C"}]},
        ),
        (
            "too-few-left",
            (
                "P has only 1 of its 2 openings free; B would take 2;"
                " what is taken went to the pinned and to those whose turn came before"
            ),
            {
                "pairs": [("A", "P", 5), ("B", "P", 9)],
                "capacity": {"P": 2},
                "size": {"B": 2},
                "mechanism": "queue",
            },
        ),
        (
            "full",
            (
                "P is full (3 openings); when the turn of B came, 1 opening had gone to the pinned and to those whose"
                " turn came before"
            ),
            {
                "pairs": [("A", "P", 5), ("B", "P", 9), ("C", "P", 1), ("D", "P", 1)],
                "capacity": {"P": 3},
                "size": {"B": 3},
                "mechanism": "queue",
            },
        ),
        (
            "full",
            (
                "P is full (2 openings); 2 people are there, with scores from 1 to 5; B would have 2;"
                f" 1 of those there is pinned to it; B there would add 2 to the total score, {AS_MUCH}"
            ),
            {
                "pairs": [("A", "P", 1), ("B", "P", 2), ("C", "P", 5)],
                "capacity": {"P": 2},
                "pinned": {"A": "P"},
                "caps": [Cap("c", ["A"], ["P"])],
            },
        ),
        (
            # C is there with A, who is pinned, and so is kept as well.
            "full",
            (
                "P is full (3 openings); 3 people are there, with scores from 1 to 9; B would have 9;"
                " 2 of those there are pinned to it, or of a group with somebody who is;"
                f" B there would add 9 to the total score, {AS_MUCH}"
            ),
            {
                "pairs": [("A", "P", 1), ("C", "P", 1), ("B", "P", 9), ("D", "P", 9)],
                "capacity": {"P": 3},
                "priority": {"D": 0},
                "pinned": {"A": "P"},
                "groups": [{"A", "C"}],
            },
        ),
        (
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 1; B would have 9;"
                " the cap quota (at least 1) asks for people who are there;"
                f" B there would add 9 to the total score, {AS_MUCH}"
            ),
            {"pairs": [("A", "P", 1), ("B", "P", 9)], "caps": [FLOOR]},
        ),
        (
            # Nothing is gained there, so that others may lose nothing.
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 9; B would have 3;"
                " it is proved that no way of making room within the demands would be better"
            ),
            {
                "pairs": [("A", "P", 9), ("B", "P", 3), ("B", "Q", 3)],
                "caps": [Cap("c", ["A"], ["P"], most=9)],
            },
        ),
        (
            # The floor counts B too, so it is not what keeps A there.
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 9; B would have 1;"
                f" B there would add 1 to the total score, {AS_MUCH}"
            ),
            {"pairs": [("A", "P", 9), ("B", "P", 1)], "caps": [Cap("quota", ["A", "B"], ["P"], least=1)]},
        ),
        (
            # Another whom the floor counts is at Q, so A could be spared.
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 9; B would have 1;"
                f" B there would add 1 to the total score, {AS_MUCH}"
            ),
            {"pairs": [("A", "P", 9), ("B", "P", 1), ("C", "Q", 1)], "caps": [FLOOR]},
        ),
        (
            "full",
            (
                "P is full (1 opening); 1 person is there, with a score of 1; B would have 9;"
                f" B there would add 9 to the total score, {AS_MUCH} (9 there, 0 at Q);"
                " if B left Q for P and all others stayed, the least that Q, floor asks for would not be reached"
            ),
            {
                "pairs": [("A", "P", 1), ("B", "P", 9), ("B", "Q", 0), ("C", "Q", 5)],
                "capacity": {"P": 1, "Q": 2},
                "minimum": {"Q": 2},
                "caps": [Cap("floor", ["B", "C"], ["Q"], least=2)],
            },
        ),
    ],
)
def test_what_is_in_the_way_at_a_place_that_is_taken_is_named(code: str, words: str, parts: dict[str, Any]) -> None:
    assert reason("B", "P", **parts) == (code, words)


def test_in_chinese_too_whatever_keeps_people_at_a_place_is_named() -> None:
    pairs = [("A", "P", 1), ("B", "P", 9)]
    proved = "；已证明：即使各项要求允许，其他人也至少同样减少"
    said = [
        allocate(problem).why_not("B", "P").render("zh")
        for problem in (
            Problem.from_pairs(
                [*pairs, ("C", "P", 10)], capacity={"P": 2}, pinned={"A": "P"}, caps=[Cap("c", ["A"], ["P"])]
            ),
            Problem.from_pairs(pairs, capacity={"P": 1}, caps=[Cap("quota", ["A"], ["P"], least=1)]),
            Problem.from_pairs([("A", "P", 19), ("B", "P", 9)], capacity={"P": 2}, size={"B": 2}),
        )
    ]
    assert said == [
        (
            "P 已满（2 个名额）；那里有 2 人，分值 1 至 10；B 为 9；其中 1 人已固定在那里；"
            f"B 去那里可使总分增加 9{proved}"
        ),
        (
            "P 已满（1 个名额）；那里有 1 人，分值 1；B 为 9；限额 quota（至少 1）要求那里的人留下；"
            f"B 去那里可使总分增加 9{proved}"
        ),
        f"P 的 2 个名额只空 1 个，B 要 2 个；那里有 1 人，分值 19；B 为 9；B 去那里可使总分增加 9{proved}",
    ]


def test_in_chinese_too_the_turns_of_a_queue_and_the_pinned_are_told() -> None:
    pairs = [("A", "P", 5), ("B", "P", 9), ("C", "P", 1)]
    queue = Problem.from_pairs(pairs, capacity={"P": 3}, size={"B": 3})
    pinned = Problem.from_pairs(pairs, capacity={"P": 1}, pinned={"A": "P"})
    assert [
        allocate(queue, mechanism="queue").why_not("B", "P").render("zh"),
        allocate(pinned).why_not("B", "P").render("zh"),
    ] == [
        "P 的 3 个名额只空 1 个，B 要 3 个；轮到 B 时，1 个名额已归固定者和轮次在前的人",
        "P 有 1 个名额，已固定在那里的人（及其同组）占 1 个，B 要 1 个",
    ]


def test_equally_good_answers_are_decided_by_the_ids() -> None:
    problem = Problem.from_pairs([("A", "P", 5), ("A", "Q", 5)], capacity={"P": 1, "Q": 1})
    result = allocate(problem)
    (other,) = {"P", "Q"} - set(result.placed.values())
    assert result.why_not("A", other).code == "equal"
    full = Problem.from_pairs([("A", "P", 5), ("B", "P", 5)], capacity={"P": 1})
    result = allocate(full)
    (left,) = result.unplaced
    assert f"what {left} would gain there, others would lose at least" in result.why_not(left, "P").render("en")


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
    assert why.render("en").splitlines() == [
        "A is at S, with a score of 6",
        (
            "- Q is full (1 opening); A there would add 1 to the total score, and others would lose at least 9 by it"
            " (7 there, 6 at S)"
        ),
        "- going to P would lower the total score by 1",
    ]
    assert why.render("zh").splitlines()[0] == "A 安排在 S，分值 6"
    assert result.why("B").render("en").splitlines()[1:] == [
        "- P is not open to B: the data given do not list the two together; likewise S",
    ]


def test_why_names_every_rule_that_closes_a_place() -> None:
    rules = [
        PairRule("odd", lambda one: one, lambda post: post, lambda one, post: (one + post) % 2 == 1),
        PairRule("near", lambda one: one, lambda post: post, lambda one, post: abs(one - post) < 4),
    ]
    problem = Problem.from_rules([0, 1], [1, 2, 3, 4, 5, 6], rules=rules, capacity=lambda _: 1, id_of=str)
    why = allocate(problem, objective="count-then-score").why("0")
    assert {refusal.place: refusal.rules for refusal in why.closed} == {
        "2": ("odd",),
        "4": ("odd", "near"),
        "5": ("near",),
        "6": ("odd", "near"),
    }
    assert why.render("en").splitlines()[2:] == [
        "- 2 is not open to 0, by the rule: odd",
        "- 4 is not open to 0, by the rule: odd, near; likewise 6",
        "- 5 is not open to 0, by the rule: near",
    ]
    pair = Problem.from_rules([0, 1], [2], rules=rules, capacity=lambda _: 2, id_of=str, groups=[{"0", "1"}])
    assert allocate(pair).why_not("1", "2").render("en") == (
        "2 is not open to 0 (odd) of the same group, and a group is not split"
    )


@settings(max_examples=60, deadline=None)
@given(chance=st.randoms(use_true_random=True), objective=st.sampled_from(["score", "count-then-score"]))
def test_others_lose_at_least_what_a_reason_says(chance: Random, objective: Any) -> None:  # noqa: ANN401 - one of two
    names, places = "ABCDE", "PQR"
    pairs = [(name, place, chance.randint(0, 9)) for name in names for place in places if chance.random() < 0.7]
    capacity = {place: chance.randint(1, 2) for place in places}
    parts: dict[str, Any] = {"capacity": capacity, "tier": {name: chance.randint(0, 1) for name in names}}
    problem = Problem.from_pairs(pairs, **parts)
    result = allocate(problem, objective=objective)
    for name, place, score in pairs:
        refusal = result.why_not(name, place)
        said = re.search(r"add (nothing|-?\d+) to (.*), and others would lose at least (-?\d+) by it", refusal.text.en)
        if said is None:
            continue
        forced = allocate(Problem.from_pairs(pairs, pinned={name: place}, **parts), objective=objective)
        here = result.placed.get(name)
        now = 0 if here is None else problem.pairs.of(name)[here]
        change = [
            0 if aim.key != problem.tier.get(name, 0) else score - now if aim.kind == "score" else int(here is None)
            for aim in result.aims
        ]
        lost = [more - (there - before) for more, there, before in zip(change, forced.bound, result.bound, strict=True)]
        at = [goal_of(aim, result.aims).en for aim in result.aims].index(said[2])
        assert change[at] == (0 if said[1] == "nothing" else int(said[1]))
        assert lost[: at + 1] >= [*change[:at], int(said[3])]
        assert ("in a goal before that" in refusal.text.en) == (at > 0)


def test_several_people_at_a_place_are_told_by_their_scores() -> None:
    pairs = [("A", "P", 5), ("B", "P", 3), ("C", "P", 2)]
    capped = Problem.from_pairs(pairs, capacity={"P": 2}, caps=[Cap("c", ["A"], ["P"], most=9)])
    said = allocate(capped).why_not("C", "P")
    assert "2 people are there, with scores from 3 to 5; C would have 2" in said.render("en")
    assert "那里有 2 人，分值 3 至 5；C 为 2" in said.render("zh")


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
            ["R has no openings", "going to P would lower the total score by 1"],
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


def test_places_of_which_something_else_is_true_are_told_apart_and_the_last_of_many_by_name() -> None:
    pairs = [("W", "A", 4), ("W", "B", 2), ("X", "A", 99), ("Y", "B", 3), ("Y2", "B", 3)]
    said = allocate(Problem.from_pairs(pairs, capacity={"A": 1, "B": 2})).unplaced["W"]
    assert [text.en for text in said] == [
        "A is full (1 opening); W there would add 4 to the total score, and others would lose at least 99 by it",
        "B is full (2 openings); W there would add 2 to the total score, and others would lose at least 3 by it",
    ]
    numbers = range(12)
    pairs = [pair for n in numbers for pair in ((f"X{n}", f"P{n}", 50), ("W", f"P{n}", 20 - n))]
    told = [
        text.en for text in allocate(Problem.from_pairs(pairs, capacity={f"P{n}": 1 for n in numbers})).unplaced["W"]
    ]
    assert [text.split()[0] for text in told[:5]] == ["P0", "P1", "P2", "P3", "P4"]
    assert told[5:] == ["P5, P6, P7, P8, P9 and 2 more: reasons of the same kind, each with its own figures"]


def test_the_best_place_of_a_kind_is_told_in_full_and_the_others_by_name() -> None:
    pairs = [("A", f"R{number}", number) for number in range(9)]
    (said,) = allocate(Problem.from_pairs(pairs, capacity={f"R{number}": 0 for number in range(9)})).unplaced["A"]
    assert said.en == "R8 has no openings; likewise R7, R6, R5, R4, R3 and 3 more"
    assert said.zh == "R8 没有名额；另有 R7、R6、R5、R4、R3 等共 8 处同此类"


def test_the_order_of_the_caps_is_that_of_their_names() -> None:
    caps = [Cap(name, ["A", "B"], ["P"], most=1) for name in "zab"]
    for one in (caps, caps[::-1]):
        result = allocate(Problem.from_pairs([("A", "P", 2), ("B", "P", 1)], capacity={"P": 2}, caps=one))
        assert (
            result.why_not("B", "P").render("en")
            == "what P counts towards is used up: the cap a (at most 1), the cap b (at most 1), the cap z (at most 1)"
        )


def test_unknown_names_are_refused() -> None:
    result = allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}))
    with pytest.raises(UnknownName, match="there is no applicant Z"):
        result.why("Z")
    with pytest.raises(UnknownName, match="there is no place Z"):
        result.why_not("A", "Z")


@pytest.mark.parametrize(("name", "shown"), [([], "[]"), (("A",), "('A',)"), ("", "''"), (None, "None"), (7, "7")])
def test_what_is_no_name_is_shown_as_it_was_written(name: Any, shown: str) -> None:  # noqa: ANN401 - any value
    result = allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}))
    for ask, en, zh in (
        (result.why, f"there is no applicant {shown}", f"没有申请人 {shown}"),
        (lambda one: result.why_not("A", one), f"there is no place {shown}", f"没有去处 {shown}"),
        (result.why_moved, f"{shown} has not moved", f"{shown} 没有变动"),
        (allocate_in_stages({"all": result.problem}).stage_of, f"there is no applicant {shown}", f"没有申请人 {shown}"),
    ):
        with pytest.raises(UnknownName) as caught:
            ask(name)
        assert caught.value.text == Text(zh, en)


@pytest.mark.parametrize("name", [["A"], {"A": 1}, {"A"}, (["A"],)])
def test_what_can_be_no_name_is_refused_as_an_unknown_one_is(name: Any) -> None:  # noqa: ANN401 - on purpose
    result = allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}))
    for asked in (result.why, result.why_moved, lambda wrong: result.why_not(wrong, "P")):
        with pytest.raises(UnknownName, match="A") as caught:
            asked(name)
        assert caught.value.text.zh.startswith("没有申请人" if asked != result.why_moved else "")
    with pytest.raises(UnknownName, match="there is no place") as caught:
        result.why_not("A", name)
    assert caught.value.text.zh.startswith("没有去处")


def test_short_names_where_one_more_opening_is_worth_most() -> None:
    pairs = [("A", "P", 5), ("B", "P", 4), ("C", "Q", 2), ("D", "Q", 2), ("E", "Q", 2), ("F", "R", -1)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1, "R": 1, "S": 1}))
    assert [(short.place, short.worth, short.waiting) for short in result.short()] == [
        ("P", 4, 1),
        ("Q", 2, 2),
        ("R", 0, 1),
    ]
    assert [short.text.en for short in result.short()][:1] == [
        "P: one more opening would add 4 to the score; it is open to 1 without a place"
    ]
    counted = allocate(result.problem, objective="count-then-score").short()
    assert [(short.place, short.worth, short.people) for short in counted] == [("P", 4, 1), ("Q", 2, 1)]
    assert counted[0].text == Text(
        "P：每增加 1 个名额可多安置 1 人，使总分增加 4；没有去处的人中，对 1 人开放",
        "P: one more opening would place 1 more and add 4 to the score; it is open to 1 without a place",
    )
    queue = allocate(result.problem, mechanism="queue")
    assert queue.short()[0].text.en == "Q: it is open to 2 without a place"
    assert [(short.place, short.worth, short.waiting) for short in queue.short()] == [("Q", None, 2), ("P", None, 1)]


def test_where_no_price_says_it_small_problems_are_solved_again() -> None:
    pair = Problem.from_pairs([("A", "P", 8), ("B", "P", 5)], capacity={"P": 1}, groups=[{"A", "B"}])
    cohort = Problem.from_pairs([("A", "P", 9), ("B", "P", 5), ("C", "P", 1)], capacity={"P": 2}, minimum={"P": 3})
    for problem, worth in ((pair, 13), (cohort, 15)):
        result = allocate(problem)
        (short,) = result.short()
        assert (short.worth, short.is_exact, short.waiting) == (worth, True, len(problem.applicants))
    counted = allocate(pair, objective="count-then-score").short()[0]
    assert (counted.people, counted.worth) == (2, 13)


def test_beyond_the_places_that_most_wait_for_the_linear_price_is_told_as_a_guide() -> None:
    places = [f"P{number}" for number in range(7)]
    pairs = [(f"{place}{way}", place, 5 - number) for place in places for number, way in enumerate("ab")]
    caps = [Cap("c", [pairs[0][0]], ["P0"], most=1)]
    result = allocate(Problem.from_pairs(pairs, capacity=dict.fromkeys(places, 1), caps=caps))
    shorts = result.short()
    assert [short.is_exact for short in shorts] == [True] * 5 + [False] * 2
    assert {short.worth for short in shorts if short.is_exact} == {4}
    guide = shorts[-1].worth
    assert guide == result.price["P6"]
    assert shorts[-1].text == Text(
        f"P6：按线性松弛的价格，每增加 1 个名额可使总分增加约 {guide}，实际可能相差很远；没有去处的人中，对 1 人开放",
        f"P6: by the price of the linear relaxation, which may be far off, one more opening would add about {guide} to"
        " the score; it is open to 1 without a place",
    )


def test_where_solving_again_proves_nothing_in_time_the_guide_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(0)
    pairs = [(f"W{name}", f"P{place}", chance.randint(1, 30)) for name in range(24) for place in range(4)]
    groups = [{f"W{3 * number + member}" for member in range(3)} for number in range(8)]
    problem = Problem.from_pairs(pairs, capacity={f"P{place}": 4 for place in range(4)}, groups=groups)
    result = allocate(problem)
    assert all(short.is_exact for short in result.short())
    monkeypatch.setattr("laborcoop.allocation.shortages._EFFORT", 1e-9)
    shorts = result.short()
    assert not any(short.is_exact for short in shorts)
    assert [short.worth for short in shorts] == sorted(result.price.values(), reverse=True)


def test_a_larger_problem_is_not_solved_again() -> None:
    pairs = [(f"W{number}", f"P{place}", 1) for number in range(300) for place in range(7)]
    caps = [Cap("c", ["W0"], ["P0"], most=1)]
    shorts = allocate(
        Problem.from_pairs(pairs, capacity=dict.fromkeys((f"P{at}" for at in range(7)), 1), caps=caps)
    ).short()
    assert len(shorts) == 7
    assert not any(short.is_exact for short in shorts)


def test_only_those_wait_whom_groups_caps_and_pins_would_let_go_there() -> None:
    pairs = [(name, place, 1) for name in "ABCD" for place in "PQ"] + [("E", "P", 1)]
    groups = [{"D", "E"}]
    caps = [Cap("none", ["A", "B"], ["Q"], most=0), Cap("many", ["C"], ["P"], most=1)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 0, "Q": 0}, groups=groups, caps=caps))
    assert {short.place: short.waiting for short in result.short()} == {"P": 5, "Q": 1}
    impossible = allocate(
        Problem.from_pairs(
            pairs, capacity={"P": 0, "Q": 1}, pinned={"A": "P"}, caps=[Cap("none", ["A"], ["P"], most=0)]
        )
    )
    assert {short.place: short.waiting for short in impossible.short()} == {"P": 4, "Q": 3}


@pytest.mark.parametrize(
    ("placed", "total", "rate"), [(2, 3, 67), (1, 3, 33), (199, 200, 99), (1, 1000, 1), (0, 9, 0), (9, 9, 100)]
)
def test_only_all_are_100_per_cent_and_only_none_0(placed: int, total: int, rate: int) -> None:
    assert PlacementRate(placed, total).text.en == f"{placed} of {total} placed ({rate} %)"


def test_fairness_counts_and_corrects_nothing() -> None:
    result = allocate(Problem.from_pairs([("A", "P", 2), ("B", "P", 1)], capacity={"P": 1}, applicants=list("ABC")))
    assert result.fairness({"A": "north", "B": "north"}) == {"": PlacementRate(0, 1), "north": PlacementRate(1, 2)}
    assert result.fairness(str.lower)["a"].rate == Fraction(1)
    assert result.fairness(lambda _: "all")["all"].text == Text("3 人中安置 1 人（33%）", "1 of 3 placed (33 %)")
    assert list(result.fairness(str.lower)) == ["a", "b", "c"]
    county: Any = "county"
    with pytest.raises(InvalidValue, match="by must be a mapping or a function, not str"):
        result.fairness(by=county)
    for labels, fault in (
        (
            {"A": None, "B": 1.5},
            Text(
                "by 给出的组别种类不同（NoneType、float、str），无法排序；请都用文本",
                "by gives labels of kinds that have no common order (NoneType, float, str); make all of them texts",
            ),
        ),
        (
            lambda name: [name],
            Text(
                "by 给 A 的组别是 list，不能作为组别；请用文本",
                "by gives a list as the group of A, which cannot be a label; give a text",
            ),
        ),
    ):
        with pytest.raises(InvalidValue) as caught:
            result.fairness(by=cast("Any", labels))
        assert caught.value.text == fault
    with pytest.raises(InvalidValue, match="by gives a tuple as the group of A"):
        result.fairness(by=cast("Any", lambda name: ([name],)))


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
    assert [result.why_moved(name).en for name in "AB"] == [
        "A from gone to P: there is no gone any more",
        (
            "B was at P, is now nowhere: P is full (1 opening); B there would add 1 to the total score,"
            " and others would lose at least 2 by it"
        ),
    ]
    assert result.why_moved("A").zh == "A 由 gone 改到 P：已没有 gone"
    with pytest.raises(UnknownName, match="C has not moved"):
        result.why_moved("C")
    assert repr(result) == "Result(optimal, proved, 2 placed, 1 unplaced, score 3)"
    assert [goal.name.en for goal in result.goals] == ["total score", "moves"]
    assert result.bound == (3, 2)


def test_a_move_is_made_only_for_more_than_it_costs() -> None:
    problem = Problem.from_pairs([("A", "P", 1), ("A", "Q", 3)], capacity={"P": 1, "Q": 1}, previous={"A": "P"})
    placed = [allocate(problem, move_cost=cost).placed["A"] for cost in (0, 1, 2, 3)]
    assert placed == ["Q", "Q", "P", "P"]
    assert allocate(problem, move_cost=1).score == 3


def test_what_holds_of_every_place_is_said_once() -> None:
    pairs = [("A", "P", 1), ("B", "P", 1), ("B", "Q", 1)]
    caps = [Cap("floor", ["A"], ["Q"], least=1)]
    why = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1}, caps=caps)).why("B")
    assert len(why.options) == 2
    assert why.render("en").splitlines() == [
        "B is not placed",
        "- the demands contradict one another, so nothing was placed",
    ]


@pytest.mark.parametrize("mechanism", ["optimal", "stable", "queue"])
@pytest.mark.parametrize("demands", [{}, {"groups": [[0, 1]]}, {"size": {0: 3, 1: 2}}])
def test_rows_and_columns_that_have_numbers_for_ids_have_reasons_too(
    mechanism: Literal["optimal", "stable", "queue"], demands: dict[str, Any]
) -> None:
    problem = Problem.from_matrix([[5, 1], [4, 3], [2, 2]], capacity=[1, 0], **demands)
    result = allocate(problem, mechanism=mechanism)
    assert result.unplaced
    assert all(reason.en and reason.zh for reasons in result.unplaced.values() for reason in reasons)
    assert all(result.why(row).render(locale) for row in problem.applicants for locale in ("zh", "en"))
