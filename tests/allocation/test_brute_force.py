"""The optimal mechanism against brute force, and the laws that any optimum obeys."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Literal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Problem, allocate

if TYPE_CHECKING:
    from types import ModuleType

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
chances = st.randoms(use_true_random=True)

SIDES: tuple[Literal["applicants", "places"], ...] = ("applicants", "places")


@few
@given(chance=chances)
def test_every_goal_bound_price_and_explanation_agrees_with_brute_force(oracle: ModuleType, chance: Random) -> None:
    assert oracle.disagreements(oracle.draw(chance)) == []


@few
@given(chance=chances, order=chances)
def test_shuffling_the_input_changes_nothing(oracle: ModuleType, chance: Random, order: Random) -> None:
    case = oracle.draw(chance)

    def mixed(items: list[str]) -> list[str]:
        return order.sample(items, len(items))

    demands = {
        key: {name: value[name] for name in mixed(list(value))} if isinstance(value, dict) else mixed(value)
        for key, value in case.demands.items()
    }
    shuffled = evolve(
        case,
        pairs=mixed(case.pairs),
        applicants=mixed(case.applicants),
        capacity={place: case.capacity[place] for place in mixed(list(case.capacity))},
        demands=demands,
    )
    one, other = case.solve(), shuffled.solve()
    assert list(one.placed.items()) == list(other.placed.items())
    assert one.unplaced == other.unplaced
    assert one.goals == other.goals
    assert one.price == other.price
    assert {demand.kind for demand in one.conflict} == {demand.kind for demand in other.conflict}


@few
@given(chance=chances)
def test_a_queue_and_stable_answers_are_sound_whatever_kind_the_ids_are_of(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    floors = [evolve(cap, least=0) for cap in case.demands.get("caps", [])]
    assert allocate(case.problem(caps=floors), mechanism="queue").verify() == ()
    simple = case.problem(caps=(), minimum={}, tier={})
    for proposing in SIDES:
        assert allocate(simple, mechanism="stable", proposing=proposing).verify() == ()


def test_the_sample_has_ids_of_every_kind(oracle: ModuleType) -> None:
    held = Counter(kind for seed in range(200) for kind in oracle.kinds(oracle.draw(Random(seed))))
    assert min(held[kind] for kind in ("numbers as ids", "numbers and texts as ids", "an empty text as an id")) >= 10


@few
@given(chance=chances)
def test_more_capacity_never_lowers_the_optimum(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    # A place that its capacity kept closed would open: then pins and people there may matter in new ways.
    least = case.demands.get("minimum", {})
    more = {place: count + (least.get(place, 0) <= count) for place, count in case.capacity.items()}
    before, after = case.solve(), case.solve(case.problem(capacity=more))
    if before.status == "proved":
        assert after.status == "proved"
        signs = [-1 if goal.kind == "moves" else 1 for goal in before.goals]
        values = [
            [sign * goal.value for sign, goal in zip(signs, result.goals, strict=True)] for result in (before, after)
        ]
        assert values[1] >= values[0]


@few
@given(chance=chances)
@example(chance=Random(2390193438))  # a person and a place of one id: the place keeps its minimum
def test_leaving_out_an_unplaced_single_changes_no_value(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    grouped = {name for group in case.demands.get("groups", []) for name in group}
    result = case.solve()
    previous = case.demands.get("previous", {})
    for gone in sorted(set(result.unplaced) - grouped - set(previous), key=str)[: result.status == "proved"]:
        names = [name for name in case.applicants if name != gone]
        of_people = {key for key, part in case.demands.items() if isinstance(part, dict)} - {"minimum"}
        demands = {
            key: {name: value for name, value in part.items() if name != gone} if key in of_people else part
            for key, part in case.demands.items()
        } | {
            "caps": [
                Cap(cap.name, cap.applicants - {gone}, cap.places, cap.least, cap.most)
                for cap in case.demands.get("caps", [])
            ]
        }
        rest = evolve(case, pairs=[pair for pair in case.pairs if pair[0] != gone], applicants=names, demands=demands)
        after = {(goal.kind, goal.key): goal.value for goal in rest.solve().goals}
        before = {(goal.kind, goal.key): goal.value for goal in result.goals}
        # A tier or a priority that only the one who left had is no longer a goal; it was worth nothing.
        assert all(after.get(goal, 0) == value for goal, value in before.items())


def test_only_the_ids_decide_between_equal_answers() -> None:
    names = [f"W{number}" for number in range(9)]

    def chosen(order: list[str]) -> set[str]:
        problem = Problem.from_pairs([(name, "P", 1) for name in order], capacity={"P": 4})
        return set(allocate(problem).placed)

    assert chosen(names) == chosen(names[::-1]) != set(names[:4])


def test_interchangeable_people_are_spread_by_the_ids_as_well() -> None:
    names = [f"W{number}" for number in range(9)]

    def chosen(order: list[str]) -> dict[str, str]:
        problem = Problem.from_pairs(
            [(name, place, 1) for name in order for place in ("P", "Q")],
            capacity={"P": 3, "Q": 9},
            caps=[Cap("bus", names, ["P", "Q"], most=6)],
        )
        return dict(allocate(problem).placed)

    assert chosen(names) == chosen(names[::-1])
    assert len(chosen(names)) == 6


def test_scores_too_large_for_exact_flows_are_still_exact() -> None:
    huge = 2**59
    pairs = [("A", "P", huge + 1), ("A", "Q", huge), ("B", "P", huge), ("B", "Q", 1), ("C", "Q", 2), ("C", "P", 7)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 1}))
    assert result.placed == {"A": "Q", "B": "P"}
    assert result.score == 2 * huge
    assert result.bound == (2 * huge,)
    assert result.verify() == ()


def test_goals_whose_weights_together_pass_the_machine_word_are_priced_exactly() -> None:
    pairs = [(f"W{n}", f"P{n % 7 - k}", 10**9 + n * k) for n in range(40) for k in (-1, 0, 1, 2)]
    problem = Problem.from_pairs(
        pairs,
        capacity={f"P{n}": 2 for n in range(-3, 9)},
        tier={f"W{n}": n % 3 for n in range(40)},
        priority={f"W{n}": n % 5 for n in range(40)},
    )
    result = allocate(problem, objective="count-then-score")
    assert result.verify() == ()
    assert any(price > 10**9 - 10**6 for price in result.price.values())


@pytest.mark.parametrize("first", range(0, 200, 25))
def test_the_same_few_problems_are_right_on_every_run(oracle: ModuleType, first: int) -> None:
    for seed in range(first, first + 25):
        case = oracle.draw(Random(seed))
        assert oracle.disagreements(case) == []
        floors = [evolve(cap, least=0) for cap in case.demands.get("caps", [])]
        assert allocate(case.problem(caps=floors), mechanism="queue").verify() == ()
        simple = case.problem(caps=(), minimum={}, tier={})
        for proposing in SIDES:
            assert allocate(simple, mechanism="stable", proposing=proposing).verify() == ()
