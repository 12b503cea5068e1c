"""Stages in a row: nobody is lost, nobody is placed twice, and no place holds more than it has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, PairRule, Preference, Problem, Progress, allocate, allocate_in_stages
from laborcoop.errors import ProblemError, UnknownName

if TYPE_CHECKING:
    from random import Random
    from types import ModuleType

own = Problem.from_pairs(
    [("A", "P", 1), ("B", "P", 1), ("C", "Q", 1)], capacity={"P": 1, "Q": 1}, priority={"B": 0, "A": 1}
)
others = Problem.from_pairs(
    [(name, place, 5 if place == "R" else 2) for name in "ABCD" for place in "QR"],
    capacity={"Q": 2, "R": 1},
    priority={"D": 0},
)


def test_own_employer_first_then_the_others_with_priority_among_the_equally_suitable() -> None:
    staged = allocate_in_stages({"own": own, "others": others}, objective="count-then-score")
    assert {name: staged.stage_of(name) for name in "ABCD"} == {"A": "others", "B": "own", "C": "own", "D": "others"}
    # C is at Q since the first stage, so that one opening of its two is left.
    assert staged.results["others"].problem.capacity == {"Q": 1, "R": 1}
    assert set(staged.placed) == set("ABCD")
    assert (dict(staged.unplaced), staged.verify()) == ({}, ())
    assert repr(staged) == "Staged(2 stages, 4 placed, 0 unplaced)"


def test_whoever_is_nowhere_has_the_reasons_of_every_stage_they_took_part_in() -> None:
    staged = allocate_in_stages({"own": own, "others": evolve(others, capacity={"Q": 1, "R": 1})})
    [left] = staged.unplaced
    assert left == "A"
    assert {stage: len(reasons) for stage, reasons in staged.unplaced["A"].items()} == {"own": 1, "others": 2}
    assert staged.unplaced["A"]["own"] == staged.results["own"].unplaced["A"]
    assert staged.stage_of("A") is None
    with pytest.raises(UnknownName, match="there is no applicant Z"):
        staged.stage_of("Z")
    with pytest.raises(UnknownName, match="there is no applicant"):
        staged.stage_of(["A"])  # type: ignore[arg-type]  # on purpose


def test_those_placed_before_count_by_size_in_capacities_cohorts_and_caps() -> None:
    first = Problem.from_pairs([("A", "P", 1)], capacity={"P": 3}, size={"A": {"P": 2}})
    caps = [
        Cap("most", ["A", "B", "C"], ["P"], most=3),
        Cap("passed", ["A", "C"], ["P"], most=1),
        Cap("least", ["A", "B"], ["P"], least=3),
        Cap("other", ["B"], ["P"], least=1, most=2),
    ]
    then = Problem.from_pairs(
        [("A", "P", 1), ("B", "P", 1), ("C", "P", 9)],
        capacity={"P": 6},
        minimum={"P": 3},
        caps=caps,
        size={"A": {"P": 2}},
        tier={"A": 1, "B": 0},
        previous={"A": "P", "B": "P"},
        groups=[{"A"}, {"B"}],
    )
    staged = allocate_in_stages({"first": first, "then": then})
    rest = staged.results["then"].problem
    assert (rest.applicants, rest.capacity, rest.minimum) == (("B", "C"), {"P": 4}, {"P": 1})
    assert [(cap.name, cap.least, cap.most) for cap in rest.caps] == [
        ("least", 1, None),
        ("most", 0, 1),
        ("other", 1, 2),
        ("passed", 0, 0),
    ]
    assert (rest.size, rest.tier, rest.previous, rest.groups) == ({}, {"B": 0}, {"B": "P"}, (frozenset("B"),))
    assert dict(staged.placed) == {"A": "P", "B": "P"}
    assert staged.verify() == ()


@pytest.mark.parametrize(
    ("first", "then", "fault"),
    [
        ({}, {"groups": [{"A", "B"}]}, "the group A, B of stage 'then' is not one in stage 'first', which"),
        ({"groups": [{"A", "B"}]}, {"groups": [{"A", "B"}]}, None),
        ({}, {"groups": [{"C", "D"}]}, None),
        ({}, {"pinned": {"A": "P"}}, "A is pinned in stage 'then', but stage 'first' before it may place them"),
        ({"pinned": {"A": "P"}}, {"pinned": {"A": "P"}}, None),
        ({}, {"pinned": {"C": "P"}}, None),
    ],
)
def test_an_earlier_stage_may_not_divide_a_group_nor_move_a_pin(
    first: dict[str, Any], then: dict[str, Any], fault: str | None
) -> None:
    stages = {
        "first": Problem.from_pairs([("A", "P", 1), ("B", "P", 1)], capacity={"P": 9}, **first),
        "then": Problem.from_pairs([(name, "P", 1) for name in "ABCD"], capacity={"P": 9}, **then),
    }
    if fault is None:
        assert allocate_in_stages(stages).verify() == ()
        return
    with pytest.raises(ProblemError) as caught:
        allocate_in_stages(stages)
    assert [text.en.startswith(fault) for text in caught.value.faults] == [True]


def test_what_is_wrong_in_a_stage_or_between_stages_is_found() -> None:
    staged = allocate_in_stages({"own": own, "others": others})
    again = evolve(staged, results={**staged.results, "others": allocate(others)})
    found = [text.en for text in again.verify()]
    assert "B is missing from stage 'others', or too many there" in found
    assert "by stage 'others' Q has 3, and 2 openings" in found
    broken = evolve(staged.results["own"], unplaced={})
    assert "stage 'own': A is missing from the answer" in [
        text.en for text in evolve(staged, results={**staged.results, "own": broken}).verify()
    ]
    assert all(text.zh != text.en for text in again.verify())


def test_settings_time_and_progress_hold_in_every_stage() -> None:
    told: list[Progress] = []
    staged = allocate_in_stages({"own": own, "others": others}, mechanism="queue")
    assert {result.mechanism for result in staged.results.values()} == {"queue"}
    late = allocate_in_stages({"own": own, "others": others}, time_limit=0, progress=told.append)
    assert {result.status for result in late.results.values()} == {"feasible"}
    assert (len(told), late.verify()) == (2, ())
    assert dict(allocate_in_stages({}).placed) == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_nobody_is_lost_or_placed_twice_and_each_stage_is_the_best_of_what_is_left(
    oracle: ModuleType, chance: Random
) -> None:
    one, other = (oracle.draw(chance, 4, 3).problem(groups=(), pinned={}) for _ in range(2))
    staged = allocate_in_stages({"first": one, "then": other})
    everyone = {*one.applicants, *other.applicants}
    assert {*staged.placed, *staged.unplaced} == everyone
    assert not staged.placed.keys() & staged.unplaced.keys()
    counted = Counter(name for result in staged.results.values() for name in result.placed)
    assert set(counted.values()) <= {1}
    assert dict(staged.results["first"].placed) == dict(allocate(one).placed)
    assert {text.en.endswith("there") for text in staged.verify()} <= {True}  # a cohort that a stage has not filled
    # Whoever the first stage placed is simply not there for the second: brute force on the rest agrees.
    rest = staged.results["then"].problem
    truth = max((oracle.values(rest, placed, "score", 0) for placed in oracle.placements(rest)), default=None)
    result = staged.results["then"]
    assert (truth is None) == (result.status == "infeasible")
    assert truth is None or truth == oracle.values(rest, result.placed, "score", 0)


AT_LEAST = PairRule("level", lambda one: one["level"], lambda post: post["asks"], lambda has, asks: has >= asks)
SAME = Preference("same", lambda one: one["level"], lambda post: post["asks"], lambda has, asks: 5 - has + asks)


def test_a_stage_by_rules_need_not_list_its_pairs() -> None:
    workers = [{"id": f"W{number}", "level": number % 3} for number in range(30)]
    posts = [{"id": f"P{number}", "asks": number, "openings": 6} for number in range(3)]

    def staged(listed_up_to: int) -> dict[str, int]:
        stages = {
            name: Problem.from_rules(
                workers,
                posts[number:],
                rules=[AT_LEAST],
                preferences=[SAME],
                capacity=lambda post: post["openings"],
                id_of=lambda one: one["id"],
                listed_up_to=listed_up_to,
            )
            for name, number in (("hard", 2), ("any", 0))
        }
        found = allocate_in_stages(stages, objective="count-then-score")
        assert found.verify() == ()
        return {place: sum(there == place for there in found.placed.values()) for place in ("P0", "P1", "P2")}

    assert staged(0) == staged(10**6) == {"P0": 6, "P1": 6, "P2": 6}


@pytest.mark.parametrize("listed_up_to", [0, 10**6])
@pytest.mark.parametrize("mechanism", ["optimal", "stable", "queue"])
@pytest.mark.parametrize(
    "demands",
    [
        {},
        {"caps": [Cap("few", [f"W{number}" for number in range(20)], ["P0", "P1"], most=5)]},
        {"groups": [{"W0", "W1"}, {"W5", "W11"}], "size": {"W3": 2}},
        {"minimum": {"P0": 3}, "tier": {"W4": 1}, "previous": {"W7": "P1"}, "pinned": {"W6": "P0"}},
    ],
    ids=["plain", "caps", "groups", "minimum"],
)
def test_a_stage_by_rules_leaves_out_those_whom_an_earlier_one_placed(
    demands: dict[str, Any],
    mechanism: Any,  # noqa: ANN401 - one of three literals
    listed_up_to: int,
) -> None:
    if mechanism == "stable" and (demands.keys() & {"caps", "minimum"}):
        pytest.skip("deferred acceptance honours neither")
    workers = [{"id": f"W{number}", "level": number % 3} for number in range(20)]
    posts = [{"id": f"P{number}", "asks": number} for number in range(3)]
    # Those placed first would be the dearest to the later stage, so that an answer with them in it shows.
    dear = Preference("dear", lambda one: one["level"], lambda post: post["asks"], lambda has, asks: 9 * has + asks)
    then = Problem.from_rules(
        workers,
        posts,
        rules=[AT_LEAST],
        preferences=[dear],
        capacity=dict.fromkeys(["P0", "P1", "P2"], 4),
        id_of=lambda one: one["id"],
        listed_up_to=listed_up_to,
        **demands,
    )
    first = Problem.from_pairs([("W2", "P2", 1), ("W8", "X", 1), ("W17", "X", 1)], capacity={"P2": 1, "X": 2})
    staged = allocate_in_stages({"first": first, "then": then}, mechanism=mechanism)
    assert staged.verify() == ()
    result = staged.results["then"]
    assert {*result.placed, *result.unplaced} == {one["id"] for one in workers} - {"W2", "W8", "W17"}
    assert result.status != "infeasible"
    assert len(result.placed) >= 5
    assert all(staged.unplaced[name]["then"] for name in staged.unplaced)
    barred = [(name, "P2") for name in result.problem.applicants if "P2" not in result.problem.pairs.of(name)]
    assert all(result.problem.pairs.barriers(name, place) == ("level",) for name, place in barred)
    assert len(then.pairs.only({"W2", "W3"})) == 3 + 1


@pytest.mark.parametrize("proposing", ["applicants", "places"])
def test_a_stage_of_rankings_knows_nobody_who_was_placed_before(
    proposing: Any,  # noqa: ANN401 - one of two literals
) -> None:
    then = Problem.from_preferences(
        applicants={"A": ["P", "Q"], "B": [("P", "Q")], "C": ["Q"]},
        places={"P": ["A", "B"], "Q": ["A", ("B", "C")]},
        capacity={"P": 1, "Q": 1},
    )
    first = Problem.from_pairs([("A", "X", 1)], capacity={"X": 1})
    staged = allocate_in_stages({"first": first, "then": then}, mechanism="stable", proposing=proposing)
    assert staged.verify() == ()
    rest = staged.results["then"].problem
    assert dict(staged.placed) == {"A": "X", **staged.results["then"].placed}
    assert rest.regard == {"P": {"B": -1}, "Q": {"B": -1, "C": -1}}
    assert len(rest.pairs) == 3


def test_a_cohort_that_an_earlier_stage_began_and_nobody_filled_is_told() -> None:
    first = Problem.from_pairs([("A", "P", 1)], capacity={"P": 3})
    then = Problem.from_pairs([("B", "Q", 1)], capacity={"P": 3, "Q": 3, "R": 3}, minimum={"P": 3, "R": 2})
    staged = allocate_in_stages({"first": first, "then": then})
    assert dict(staged.placed) == {"A": "P", "B": "Q"}
    [fault] = staged.verify()
    assert fault.en == "by stage 'then' P has 1, fewer than the minimum of 3 there"
    assert fault.zh != fault.en
    more = evolve(then, pairs=Problem.from_pairs([("B", "P", 1)], capacity={"P": 3}).pairs, minimum={"P": 2})
    assert allocate_in_stages({"first": first, "then": more}).verify() == ()
