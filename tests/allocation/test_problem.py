"""What a problem may and may not say."""

from __future__ import annotations

import pickle
import re
import sys
from copy import deepcopy
from math import inf, nan
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest

from laborcoop.allocation import Cap, PairRule, Preference, Problem, allocate, allocate_in_stages
from laborcoop.allocation.mapping import Fixed
from laborcoop.errors import InvalidValue, MissingExtra, ProblemError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PAIRS = [("A", "P", 1), ("B", "P", 2), ("B", "Q", 3)]
ROOM = {"P": 1, "Q": 1}


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"capacity": {"P": -1, "Q": 1}}, "the capacity of the place P cannot be below 0; it is -1"),
        ({"capacity": {"P": 1.5, "Q": 1}}, "the capacity of the place P must be an integer, not 1.5"),
        ({"capacity": {"P": True, "Q": 1}}, "the capacity of the place P must be an integer, not True"),
        ({"capacity": {"P": 1}}, "a pair names the place Q, which has no capacity"),
        ({"minimum": {"R": 1}}, "the minimum names the place R, which has no capacity"),
        ({"minimum": {"P": -2}}, "the minimum of the place P cannot be below 0; it is -2"),
        ({"size": {"A": 0}}, "the size of A cannot be below 1; it is 0"),
        ({"size": {"B": {"P": 1, "Q": 0}}}, "the size of B at Q cannot be below 1; it is 0"),
        ({"size": {"B": {"P": 1, "Q": "two"}}}, "the size of B at Q must be an integer, not two"),
        ({"size": {"A": {"P": 1, "R": 2}}}, "the size of A names the place R, which has no capacity"),
        (
            {"size": {"B": {"P": 2}}},
            "Q is open to B, but their size does not say how many places they take there",
        ),
        # A size where nobody could go is no contradiction, and nor are applicants without any pair.
        ({"size": {"A": {"P": 1, "Q": 2}, "C": {}}}, None),
        ({"size": {"B": {"P": 1, "Q": 2**62}}}, None),
        ({"size": {"A": 1, "B": {"P": 1, "Q": 2**62}}}, "all sizes together pass 2⁶²"),
        ({"size": {"A": 2**62}}, None),
        ({"size": {"A": 2**62 + 1}}, "all sizes together pass 2⁶²"),
        ({"tier": {"A": "first"}}, "the tier of A must be an integer, not first"),
        ({"priority": {"A": 1.0}}, "the priority of A must be an integer, not 1.0"),
        ({"groups": ["AB"]}, "a group must be several ids, not one text"),
        ({"groups": [None]}, "a group must be several ids, not NoneType"),
        ({"groups": [["A", ["B"]]]}, "a group: an id must be text, not list"),
        ({"applicants": "AB"}, "the applicants must be several ids, not one text"),
        ({"applicants": ["A", "B", ["C"]]}, "the applicants: an id must be text, not list"),
        ({"pinned": {"A": ["P"]}, "groups": [{"A", "B"}]}, "A is pinned to the unknown place P"),
        ({"previous": {"A": ["P"]}}, "the previous place of A must be an id, not P; leave out whoever had none"),
        ({"pairs": [*PAIRS, (["A"], "P", 1)]}, "pair number 4: an id must be text, not list"),
        ({"pairs": [*PAIRS, ("A", {}, 1)]}, "pair number 4: an id must be text, not dict"),
        ({"pairs": [*PAIRS, (None, "P", 1)]}, "pair number 4: an id must be text, not NoneType"),
        ({"pairs": [*PAIRS, ("A", True, 1)]}, "pair number 4: an id must be text, not bool"),
        ({"tier": {None: 1}}, "the mapping of tiers: an id must be text, not NoneType"),
        ({"groups": [{"A", "B"}, {"B"}]}, "B is in more than one group"),
        (
            {"pairs": [*PAIRS, ("A", "Q", 1)], "groups": [{"A", "B"}], "pinned": {"A": "P", "B": "Q"}},
            "the members of the group A, B are pinned apart: P, Q",
        ),
        ({"groups": [{"A", "B"}], "pinned": {"B": "Q"}}, "the group of A is pinned to Q, which is not open to A"),
        ({"pinned": {"A": "R"}}, "A is pinned to the unknown place R"),
        (
            {"previous": {"A": "P", "B": None}},
            "the previous place of B must be an id, not None; leave out whoever had none",
        ),
        ({"pinned": {"A": "Q"}}, "A is pinned to Q, which is not open to them"),
        ({"applicants": ["A"]}, "a pair names B, who is not among the applicants given"),
        (
            {"applicants": ["A", "B"], "tier": {"C": 1}},
            "the mapping of tiers names C, who is not among the applicants given",
        ),
        (
            {"applicants": ["A", "B"], "caps": [Cap("c", ["C"], ["P"])]},
            "the cap c names C, who is not among the applicants given",
        ),
        ({"caps": [Cap("c", ["A"], ["R"])]}, "the cap c names the place R, which has no capacity"),
        ({"caps": [Cap("c", ["A"], ["P"]), Cap("c", ["B"], ["P"])]}, "the cap name c is used twice"),
        ({"caps": [Cap(cast("str", None), ["A"], ["P"])]}, "the name of a cap: an id must be text, not NoneType"),
        ({"caps": [Cap("c", ["A"], ["P"], least=-1)]}, "the least of the cap c cannot be below 0; it is -1"),
        ({"caps": [Cap("c", ["A"], ["P"], most=-1)]}, "the most of the cap c cannot be below 0; it is -1"),
        ({"pairs": [*PAIRS, ("A", "P", 2)]}, "the pair A - P is given twice with different scores"),
        ({"pairs": [*PAIRS, ("A", "P", 1)]}, None),
        ({"pairs": [("A", "P", nan)]}, "the score of the pair A - P is nan; leave out a pair that is not allowed"),
        ({"pairs": [("A", "P", -inf)]}, "the score of the pair A - P is -inf; leave out a pair that is not allowed"),
        (
            {"pairs": [("A", "P", 1.0)]},
            "the score of the pair A - P must be an integer, not 1.0; fractions go through from_matrix(..., scale=)",
        ),
        ({"pairs": [("A", "P", 2**62)]}, None),
        ({"pairs": [("A", "P", 2**61), ("B", "P", -(2**61) - 1)]}, "all scores together pass 2⁶²"),
        ({"pairs": [(("A",), "P", 1)]}, "pair number 1: an id must be text, not tuple"),
        ({"pairs": [("A", "P", np.int32(4))]}, None),
    ],
)
def test_a_contradiction_is_named(parts: dict[str, Any], fault: str | None) -> None:
    given: dict[str, Any] = {"pairs": PAIRS, "capacity": ROOM, **parts}
    if fault is None:
        assert Problem.from_pairs(given.pop("pairs"), **given).capacity == given["capacity"]
        return
    with pytest.raises(ProblemError) as caught:
        Problem.from_pairs(given.pop("pairs"), **given)
    assert fault in [text.en for text in caught.value.faults]


def test_all_faults_come_at_once_in_both_languages() -> None:
    with pytest.raises(ProblemError) as caught:
        Problem.from_pairs([("A", "P", cast("int", nan)), ("A", "Q", 1)], capacity={"P": -1}, size={"A": 0})
    assert len(caught.value.faults) == 4
    assert all(text.zh != text.en for text in caught.value.faults)
    assert "4 faults" in str(caught.value)


def refused(work: Callable[[], object]) -> set[str]:
    with pytest.raises(ProblemError) as caught:
        work()
    assert all(text.zh != text.en for text in caught.value.faults)
    return {text.en for text in caught.value.faults}


def test_what_is_of_another_kind_than_a_problem_is_made_of_is_named_all_at_once() -> None:
    wrong: Any = dict.fromkeys(("minimum", "size", "tier", "priority", "pinned", "previous"))
    kind = "must be a mapping, not NoneType"
    pairs: Any = [("A", "P", 1), ("A", "P"), 5, None]
    none: Any = None
    assert refused(lambda: Problem.from_pairs(pairs, capacity=cast("Any", 3), groups=none, caps=[none], **wrong)) == {
        "pair number 2 must be (applicant, place, score), not tuple",
        "pair number 3 must be (applicant, place, score), not int",
        "pair number 4 must be (applicant, place, score), not NoneType",
        "the capacity must be a mapping, not int",
        "a pair names the place P, which has no capacity",
        "groups must be something to go through, not NoneType",
        "a cap must be a Cap, not NoneType",
        *(f"{name} {kind}" for name in wrong),
    }


@pytest.mark.parametrize("given", [None, 5, "AP1"])
def test_what_cannot_be_gone_through_is_no_input(given: Any) -> None:  # noqa: ANN401 - any value
    how = f"must be something to go through, not {type(given).__name__}"
    assert refused(lambda: Problem.from_pairs(given, capacity={}, caps=given)) == {f"the pairs {how}", f"caps {how}"}
    assert refused(lambda: Problem.from_matrix([[1]], capacity=given)) >= {f"the capacity {how}"}
    assert refused(lambda: Problem.from_rules(given, given, rules=given, preferences=given, capacity={})) == {
        f"the {what} {how}" for what in ("workers", "posts", "rules", "preferences")
    }
    kind = f"must be a mapping, not {type(given).__name__}"
    assert refused(lambda: Problem.from_preferences(applicants=given, places=given, capacity=given)) == {
        f"the rankings of the applicants {kind}",
        f"the rankings of the places {kind}",
        f"the capacity {kind}",
    }
    if given is not None:
        changed = Problem.from_pairs(PAIRS, capacity=ROOM).changed
        assert refused(lambda: changed(capacity=given, tier=given)) == {f"the capacity {kind}", f"tier {kind}"}


def test_what_is_no_rule_and_no_preference_is_named() -> None:
    rules: Any = [None, Preference("p", str, str, lambda *_: 1)]
    preferences: Any = [PairRule("r", str, str, lambda *_: True)]
    assert refused(
        lambda: Problem.from_rules("A", ["P"], rules=rules, preferences=preferences, id_of=str, capacity={"P": 1})
    ) == {
        "the workers must be something to go through, not str",
        "the rules must be each a PairRule, not NoneType",
        "the rules must be each a PairRule, not Preference",
        "the preferences must be each a Preference, not PairRule",
    }


def test_a_matrix_has_rows_of_one_length() -> None:
    ragged = "the scores must be a matrix of numbers with two dimensions, every row as long"
    assert refused(lambda: Problem.from_matrix([[1, 2], [3]], capacity=[1, 1])) == {ragged}
    number: Any = 5
    assert refused(lambda: Problem.from_matrix([], capacity=[1], places=number)) >= {
        "the ids of the columns must be several ids, not int"
    }


def test_an_unknown_demand_is_named() -> None:
    with pytest.raises(ProblemError, match="there is no demand minimums; there are minimum, groups, size"):
        Problem.from_pairs(PAIRS, capacity=ROOM).changed(minimums={})  # type: ignore[call-arg]  # the error is the test
    with pytest.raises(ProblemError, match="there is no demand minimums"):
        Problem.from_pairs(PAIRS, capacity=ROOM, minimums={})  # type: ignore[call-arg]  # the error is the test


def test_everyone_named_anywhere_is_an_applicant() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 1)],
        capacity={"P": 1},
        groups=[["C", "B"]],
        size={"D": 1},
        tier={"E": 1},
        priority={"F": 1},
        previous={"G": "gone"},
    )
    assert problem.applicants == ("A", "B", "C", "D", "E", "F", "G")
    assert repr(problem) == "Problem(7 applicants, 1 places, 1 pairs)"


def test_a_problem_and_its_result_cannot_be_changed_and_can_be_pickled() -> None:
    problem = Problem.from_pairs(PAIRS, capacity=ROOM)
    with pytest.raises(AttributeError):
        problem.pairs = None  # type: ignore[misc,assignment]  # the error is the test
    with pytest.raises(TypeError):
        problem.capacity["P"] = 9  # type: ignore[index]  # the error is the test
    result = allocate(problem)
    again = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
    assert again.placed == result.placed == {"A": "P", "B": "Q"}
    assert again.verify() == ()


def test_a_long_mapping_prints_as_one_line() -> None:
    assert repr(Fixed({"A": 1})) == "{'A': 1}"
    assert repr(Fixed(dict.fromkeys(range(10), 0))).endswith("7: 0, ... 2 more}")


def test_a_matrix_is_a_problem_with_numbers_for_ids() -> None:
    scores = np.array([[5.0, nan], [4.0, 1.0]])
    result = allocate(Problem.from_matrix(scores, capacity=[1, 1]))
    placed: Mapping[Any, Any] = result.placed
    assert placed == {0: 0, 1: 1}
    assert result.score == 6


def test_a_matrix_may_bring_its_ids_a_scale_and_demands() -> None:
    problem = Problem.from_matrix(
        [[0.5, 0.25], [0.124, nan]],
        capacity={"P": 1, "Q": 1},
        scale=100,
        applicants=["A", "B"],
        places=["P", "Q"],
        pinned={"B": "P"},
    )
    assert dict(problem.pairs.of("A")) == {"P": 50, "Q": 25}
    assert dict(problem.pairs.of("B")) == {"P": 12}
    assert allocate(problem).placed == {"A": "Q", "B": "P"}


def test_a_matrix_of_large_integers_is_not_rounded() -> None:
    problem = Problem.from_matrix(np.array([[2**60 + 1]]), capacity=np.array([1]))
    row, column = cast("tuple[str, str]", (0, 0))
    assert problem.pairs.of(row)[column] == 2**60 + 1
    for whole in (2**53 + 1, 2.0**53 + 2):
        scaled = Problem.from_matrix(np.array([[whole]]), capacity=[1], scale=3)
        assert scaled.pairs.of(row)[column] == 3 * int(whole)


def test_masked_cells_of_a_matrix_are_not_allowed() -> None:
    for kind in (int, float):
        scores: Any = np.ma.array([[5, 9], [4, 1]], mask=[[False, True], [False, False]], dtype=kind)
        for scale in (None, 2):
            problem = Problem.from_matrix(scores, capacity=[1, 1], scale=scale)
            assert len(problem.pairs) == 3
            assert allocate(problem).score == 6 * (scale or 1)


def test_numbers_of_numpy_are_ids_as_integers() -> None:
    one, two = np.int64(1), np.int32(2)
    rooms: Any = {one: 1, two: 1}
    both: Any = [one, two]
    lists: Any = {one: both, two: both}
    mixed: Any = {one: [(one, two)], two: np.array(both)}
    tied: Any = {one: [(one, two)], two: [(one, two)]}
    demands: Any = {
        "pinned": {one: two},
        "previous": {two: one},
        "tier": {one: 1},
        "priority": {two: 1},
        "minimum": {one: 1},
        "size": {one: {one: 1, two: 1}, two: 1},
        "groups": [[one], [two]],
        "caps": [Cap("c", both, both, most=2)],
    }
    rows = [{"id": name} for name in both]
    made = [
        Problem.from_pairs(
            [(who, place, 3) for who in both for place in both], capacity=rooms, applicants=both, **demands
        ),
        Problem.from_matrix([[3, 3], [3, 3]], capacity=rooms, applicants=both, places=both, **demands),
        Problem.from_preferences(applicants=lists, places=lists, capacity=rooms, **demands),
        Problem.from_preferences(applicants=mixed, places=tied, capacity=rooms, **demands),
        Problem.from_rules(rows, rows, capacity=rooms, id_of=lambda one: one["id"], **demands),
    ]
    for problem in made:
        (group, other), [cap] = problem.groups, problem.caps
        parts: Any = [
            *problem.applicants,
            *problem.capacity,
            *problem.pinned.items(),
            *problem.previous.items(),
            *problem.tier,
            *problem.priority,
            *problem.minimum,
            *problem.size,
            *cast("Mapping[str, int]", problem.size[problem.applicants[0]]),
            *group,
            *other,
            *cap.applicants,
            *cap.places,
            *problem.pairs.of(problem.applicants[1]),
            *(problem.regard or ()),
        ]
        flat = [name for part in parts for name in (part if isinstance(part, tuple) else [part])]
        assert {type(name) for name in flat} == {int}
        result = allocate(problem)
        assert repr(result.placed) == "{1: 2, 2: 1}"
        assert result.verify() == ()


def test_very_many_faults_of_one_kind_are_counted_not_listed() -> None:
    with pytest.raises(ProblemError) as caught:
        Problem.from_matrix(np.full((100, 20), 0.5), capacity=[1] * 20)
    assert caught.value.text.en == "the allocation problem contradicts itself: 2000 faults"
    assert len(caught.value.faults) == 21
    assert caught.value.faults[-1].en.startswith("... and 1980 more like this: the score 0.5 in row 0, column 0 is not")
    assert caught.value.faults[-1].zh.startswith("……另有 1980 处与此同类：第 0 行第 0 列")
    with pytest.raises(ProblemError, match="contradicts itself: 1 fault /"):
        Problem.from_pairs(PAIRS, capacity={"P": -1, "Q": 1})
    with pytest.raises(ProblemError) as few:
        Problem.from_pairs(PAIRS, capacity=ROOM, tier=dict.fromkeys(map(str, range(20)), -1))
    assert len(few.value.faults) == 20


@pytest.mark.parametrize("limit", [nan, -1, -0.5, "5", True])
def test_a_time_limit_that_is_no_time_is_refused(limit: Any) -> None:  # noqa: ANN401 - any value
    problem = Problem.from_pairs(PAIRS, capacity=ROOM)
    for work in (lambda: allocate(problem, time_limit=limit), lambda: allocate_in_stages({}, time_limit=limit)):
        with pytest.raises(ProblemError, match="time_limit must be seconds from 0 up, not "):
            work()
    assert allocate(problem, time_limit=cast("float", np.float32(5))).status == "proved"


@pytest.mark.parametrize("what", ["time_limit", "effort"])
def test_seconds_that_no_float_holds_are_refused(what: str) -> None:
    endless: dict[str, Any] = {what: 10**5000}
    with pytest.raises(ProblemError, match=f"{what} is too large for seconds; give None") as caught:
        allocate(Problem.from_pairs(PAIRS, capacity=ROOM), **endless)
    assert caught.value.faults[0].zh == f"{what} 过大，不能作为秒数；不设限度请用 None"


@pytest.mark.parametrize("side", ["applicants", "places"])
@pytest.mark.parametrize(
    ("rankings", "fault"),
    [
        ({"A": "A"}, "the ranking of A must be a list of ids, not one text"),
        ({"A": None}, "the ranking of A must be a list of ids, not NoneType"),
        ({"A": {"A"}}, "the ranking of A must be a list of ids, not set"),
        ({"A": [None]}, "the ranking of A: an id must be text, not NoneType"),
        ({"A": [{}]}, "the ranking of A: an id must be text, not dict"),
        ({"A": [("A", ["A"])]}, "the ranking of A: an id must be text, not list"),
        ({"A": [], None: ["A"]}, "the rankings of the {side}: an id must be text, not NoneType"),
        ({"A": [], ("A",): ["A"]}, "the rankings of the {side}: an id must be text, not tuple"),
    ],
)
def test_rankings_that_are_no_rankings_are_refused(side: str, rankings: Any, fault: str) -> None:  # noqa: ANN401 - any value
    given: Any = {"applicants": {"A": ["A"]}, "places": {"A": ["A"]}, side: rankings}
    with pytest.raises(ProblemError) as caught:
        Problem.from_preferences(**given, capacity={"A": 1})
    assert fault.format(side=side) in [text.en for text in caught.value.faults]


@pytest.mark.parametrize("name", [None, ["A"]])
def test_rules_over_people_or_posts_without_an_id_are_refused(name: object) -> None:
    for workers, posts in (([{"id": name}], [{"id": "P"}]), ([{"id": "A"}], [{"id": name}])):
        with pytest.raises(ProblemError, match=r"the id of (worker|post) number 1 \(dict\): an id must be text, not "):
            Problem.from_rules(workers, posts, capacity=lambda _: 1, id_of=lambda one: one["id"])


@pytest.mark.parametrize("ids", [None, 5, [["A"]]])
def test_a_cap_over_what_is_no_set_of_ids_is_refused(ids: Any) -> None:  # noqa: ANN401 - any value
    for sets in ((ids, ["P"]), (["A"], ids)):
        with pytest.raises(InvalidValue, match="the applicants and places of a cap must be sets of ids"):
            Cap("c", *sets)


def test_the_best_placement_names_numpy_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem.from_pairs(PAIRS, capacity=ROOM)
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtra) as caught:
        allocate(problem)
    assert (caught.value.package, caught.value.extra) == ("numpy", "plan")


def test_an_empty_matrix_is_an_empty_problem() -> None:
    assert Problem.from_matrix([], capacity=[]).applicants == ()
    assert Problem.from_matrix([], capacity=[1], places=["P"]).capacity == {"P": 1}


@pytest.mark.parametrize(
    ("scores", "parts", "fault"),
    [
        ([1, 2], {}, "the scores must be a matrix of numbers with two dimensions, every row as long"),
        ([["x"]], {}, "the scores must be a matrix of numbers with two dimensions, every row as long"),
        ([[1, 2]], {"capacity": [1]}, "the matrix has 2 columns, but 1 capacity is given"),
        ([[1]], {"capacity": [1, 2]}, "the matrix has 1 column, but 2 capacities are given"),
        ([[1]], {"applicants": ["A", "B"]}, "the matrix has 1 row and needs 1 id"),
        ([[1, 2]], {"places": ["P", "P"]}, "the matrix has 2 columns and needs as many different ids"),
        (
            [[0.5]],
            {},
            "the score 0.5 in row 0, column 0 is not an integer; give a scale, or NaN where it is not allowed",
        ),
        ([[1]], {"scale": -1}, "scale cannot be below 1; it is -1"),
        ([[1]], {"scale": 0}, "scale cannot be below 1; it is 0"),
        ([[1]], {"scale": True}, "scale must be an integer, not True"),
        ([[1]], {"scale": 1.5}, "scale must be an integer, not 1.5"),
        ([[1]], {"scale": nan}, "scale must be an integer, not nan"),
        ([[1.0]], {"scale": 2**63}, "scale together pass 2⁶²"),
        ([[1.0]], {"scale": 10**400}, "scale is too large: 10^400"),
        ([[1]], {"applicants": [["A"]]}, "the ids of the rows: an id must be text, not list"),
        ([[1e300]], {"scale": 2**61}, f"the score 1e+300 in row 0, column 0, times the scale {2**61}, passes 2⁶²"),
        ([[0, 2**61]], {"scale": 4}, f"the score {2**61} in row 0, column 1, times the scale 4, passes 2⁶²"),
        ([[1, 1e20]], {}, "the score 1e+20 in row 0, column 1 passes 2⁶²; give NaN where a pair is not allowed"),
        ([[1, -(2**63)]], {}, f"the score {-(2**63)} in row 0, column 1 passes 2⁶²"),
        ([[2**63]], {}, f"the score {2**63} in row 0, column 0 passes 2⁶²"),
        ([[1, -inf]], {}, "the score -inf in row 0, column 1 passes 2⁶²; give NaN where a pair is not allowed"),
        ([[2**61, 2**61], [0, 1]], {}, "all scores together pass 2⁶²"),
        ([[1]], {"places": "P"}, "the ids of the columns must be several ids, not one text"),
        ([[1, inf]], {"scale": 2}, "the score inf in row 0, column 1, times the scale 2, passes 2⁶²; give NaN"),
    ],
)
def test_a_matrix_that_cannot_be_read_is_refused(scores: Any, parts: dict[str, Any], fault: str) -> None:  # noqa: ANN401 - any matrix
    with pytest.raises(ProblemError) as caught:
        Problem.from_matrix(
            scores, **{"capacity": [1] * len(scores[0]) if isinstance(scores[0], list) else [], **parts}
        )
    assert any(text.en.startswith(fault) for text in caught.value.faults)


def test_what_else_is_wrong_is_told_beside_the_scores() -> None:
    wrong: dict[str, Any] = {"size": {0: -1}, "groups": [{7}]}
    with pytest.raises(ProblemError) as caught:
        Problem.from_matrix([[0.5, inf]], capacity=[-1, 1], **wrong)
    told = sorted(text.en.split(";")[0] for text in caught.value.faults)
    assert len(told) == 5
    assert [text for text in told if "the score " in text] == [
        "the score 0.5 in row 0, column 0 is not an integer",
        "the score inf in row 0, column 1 passes 2⁶²",
    ]


def test_two_rankings_make_a_problem_of_the_pairs_that_both_list() -> None:
    problem = Problem.from_preferences(
        applicants={"A": ["P", ("Q", "R")], "B": ["Q"], "C": []},
        places={"P": ["A"], "Q": [("A", "B")], "R": []},
        capacity={"P": 1, "Q": 1, "R": 1},
        priority={"B": 1},
    )
    assert {name: dict(problem.pairs.of(name)) for name in problem.applicants} == {
        "A": {"P": 2, "Q": 1},
        "B": {"Q": 2},
        "C": {},
    }
    assert problem.regard_of("Q", "A") == problem.regard_of("Q", "B")


def test_rankings_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        Problem.from_preferences(
            applicants={"A": ["P", "P"], "B": [("Q", "Q")]},
            places={"P": ["Z"], "Q": []},
            capacity={"P": 1},
        )
    assert {text.en for text in caught.value.faults} == {
        "A lists P twice",
        "B lists Q twice",
        "a place lists the unknown applicant Z",
        "the place Q has no capacity",
    }


@pytest.mark.parametrize(
    ("gone", "package"),
    [
        (["numpy"], "numpy"),
        (["ortools.graph.python", "ortools.graph"], "ortools"),
        (["ortools.sat.python", "ortools.sat"], "ortools"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    gone: list[str], package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in gone:
        monkeypatch.setitem(sys.modules, name, None)
    caps = [Cap("c", ["A", "B"], ["P"], most=1)] if "ortools.sat" in gone else []
    problem = Problem.from_pairs([("A", "P", 1), ("B", "P", 2)], capacity={"P": 2}, caps=caps)
    with pytest.raises(MissingExtra) as caught:
        Problem.from_matrix([[1]], capacity=[1]) if package == "numpy" else allocate(problem)
    assert (caught.value.package, caught.value.extra) == (package, "plan")


@pytest.mark.parametrize("mechanism", ["stable", "queue"])
def test_the_small_mechanisms_need_neither_numpy_nor_a_solver(
    mechanism: Any,  # noqa: ANN401 - one of two literals
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("numpy", "ortools", "ortools.sat", "ortools.graph"):
        monkeypatch.setitem(sys.modules, name, None)
    result = allocate(Problem.from_pairs(PAIRS, capacity=ROOM), mechanism=mechanism)
    assert result.placed == {"A": "P", "B": "Q"}
    assert result.verify() == ()
    assert result.why("A").render("zh")


RANKED = Problem.from_preferences(applicants={"A": ["P"]}, places={"P": ["A"]}, capacity={"P": 1})
LISTED = Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}, previous={"A": "gone"})
GIVEN_OUT: dict[str, Any] = {
    "a row of listed pairs": lambda: LISTED.pairs.of("A"),
    "the row of somebody without a pair": lambda: LISTED.pairs.of("nobody"),
    "a row of ranked pairs": lambda: RANKED.pairs.of("A"),
    "the row of somebody who is not ranked": lambda: RANKED.pairs.of("nobody"),
    "what places make of people": lambda: RANKED.regard,
    "what a place makes of people": lambda: (RANKED.regard or {})["P"],
    "the same of some people": lambda: (RANKED.regard_for({"A"}) or {})["P"],
    "the moves": lambda: allocate(LISTED).moves,
}


@pytest.mark.parametrize("what", GIVEN_OUT)
def test_what_a_problem_or_a_result_gives_out_cannot_be_changed(what: str) -> None:
    given_out = GIVEN_OUT[what]()
    for name in ("A", "P"):
        with pytest.raises(TypeError, match="does not support item assignment"):
            given_out[name] = 99
    assert len(GIVEN_OUT[what]()) == (0 if "somebody" in what else 1)


@pytest.mark.parametrize("problem", [LISTED, RANKED])
def test_copies_of_a_problem_have_the_same_pairs(problem: Problem) -> None:
    for copied in (deepcopy(problem), pickle.loads(pickle.dumps(problem))):  # noqa: S301 - our own bytes
        assert dict(copied.pairs.of("A")) == {"P": 1}
        assert copied.regard == problem.regard


BIG = 10**5000
"""More digits than CPython writes out; nobody means it, and a message may have to hold it."""


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"capacity": {"P": BIG}}, "the capacity of the place P is too large: 10^5000"),
        ({"capacity": {"P": -BIG}}, "the capacity of the place P cannot be below 0; it is -10^5000"),
        ({"minimum": {"P": BIG}}, "the minimum of the place P is too large: 10^5000"),
        ({"tier": {"A": BIG}}, "the tier of A is too large: 10^5000"),
        ({"priority": {"A": -BIG}}, "the priority of A is too large: -10^5000"),
        ({"caps": [Cap("c", ["A"], ["P"], least=BIG)]}, "the least of the cap c is too large: 10^5000"),
        ({"caps": [Cap("c", ["A"], ["P"], most=BIG)]}, "the most of the cap c is too large: 10^5000"),
        ({"caps": [Cap(BIG, ["A"], ["P"])]}, "the name of a cap: 10^5000 is too large for an id"),  # type: ignore[arg-type]  # no id
        ({"caps": [Cap("c", ["A"], [BIG])]}, "the cap c names the place 10^5000, which has no capacity"),  # type: ignore[list-item]  # no id
        ({"size": {"A": BIG}}, "the size of A is too large: 10^5000"),
        ({"pairs": [("A", "P", BIG)]}, "all scores together pass 2⁶²"),
        ({"pairs": [("A", "P", [BIG])]}, "the score of the pair A - P must be an integer, not 10^5000"),
        ({"pairs": [(BIG, "P", 1)]}, "pair number 1: 10^5000 is too large for an id"),
        ({"groups": [{"A", BIG}]}, "a group: 10^5000 is too large for an id"),
        ({"pinned": {"A": BIG}}, "A is pinned to the unknown place 10^5000"),
        ({"previous": {"A": -BIG}}, "the previous place of A must be an id, not -10^5000"),
    ],
)
def test_a_number_that_python_does_not_write_out_is_told_by_its_length(changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {"pairs": [("A", "P", 1)], "capacity": {"P": 1}, **changes}
    with pytest.raises(ProblemError) as raised:
        Problem.from_pairs(given.pop("pairs"), **given)
    assert fault in str(raised.value)


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"mechanism": BIG}, "mechanism must be one of optimal, stable, queue, not 10^5000"),
        ({"mechanism": [BIG]}, "mechanism must be one of optimal, stable, queue, not 10^5000"),
        ({"move_cost": -BIG}, "move_cost cannot be below 0; it is -10^5000"),
        ({"move_cost": BIG}, "move_cost is too large: 10^5000"),
        ({"time_limit": -BIG}, "time_limit must be seconds from 0 up, not -10^5000"),
    ],
)
def test_a_setting_that_python_does_not_write_out_is_told_by_its_length(settings: dict[str, Any], fault: str) -> None:
    with pytest.raises(ProblemError, match=re.escape(fault)):
        allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}), **settings)


@pytest.mark.parametrize(("name", "told"), [([BIG], "list"), (BIG, "10^5000")], ids=["list", "number"])
def test_whoever_is_asked_for_by_such_a_number_is_not_known(name: Any, told: str) -> None:  # noqa: ANN401 - no id
    result = allocate(Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}))
    with pytest.raises(UnknownName, match=re.escape(f"there is no applicant {told}")):
        result.why(name)
