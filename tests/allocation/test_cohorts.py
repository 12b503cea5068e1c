"""Least cohorts of single people: branching on places, with flows in between."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Problem, Progress, Result, allocate, cohorts, integer, network, relaxation
from laborcoop.allocation.goals import aims_of
from laborcoop.allocation.parties import classes, parties
from laborcoop.allocation.watch import Watch

if TYPE_CHECKING:
    from types import ModuleType

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
chances = st.randoms(use_true_random=True)


def scarce(seed: int, people: int = 60, places: int = 12, least: int = 6) -> Problem:
    """Too few people for every place to have its cohort."""
    chance = Random(seed)
    spots = [f"P{number}" for number in range(places)]
    return Problem.from_pairs(
        [(f"W{number}", place, chance.randint(1, 30)) for number in range(people) for place in chance.sample(spots, 5)],
        capacity={place: chance.randint(least, 2 * least) for place in spots},
        minimum=dict.fromkeys(spots, least),
        priority={f"W{number}": number % 3 for number in range(people)},
    )


def drawn(oracle: ModuleType, chance: Random) -> Any:  # noqa: ANN401 - a case of a script
    """A small case whose only demand across places is that of cohorts."""
    case = oracle.draw(chance)
    for part in ("groups", "caps", "size"):
        case.demands.pop(part, None)
    case.demands["minimum"] = {place: chance.choice([0, 1, 2, 2, 3]) for place in case.capacity}
    return case


@few
@given(chance=chances)
def test_places_that_open_or_not_agree_with_brute_force(oracle: ModuleType, chance: Random) -> None:
    assert oracle.disagreements(drawn(oracle, chance)) == []


@few
@given(chance=chances)
def test_goals_that_do_not_fit_into_one_number_agree_with_brute_force(oracle: ModuleType, chance: Random) -> None:
    case = drawn(oracle, chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network.Network, "limit", 60)
        assert oracle.disagreements(case) == []


@pytest.mark.parametrize("objective", ["score", "count-then-score"])
@pytest.mark.parametrize("seed", range(3))
def test_branching_and_the_integer_program_find_the_same_values(
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    objective: Any,  # noqa: ANN401 - one of two literals
) -> None:
    problem = scarce(seed)
    branched = allocate(problem, objective=objective)
    monkeypatch.setattr(cohorts, "suits", lambda _: False)
    programmed = allocate(problem, objective=objective)
    assert (branched.status, branched.goals) == ("proved", programmed.goals)
    assert branched.verify() == ()
    loads = {place: list(branched.placed.values()).count(place) for place in problem.capacity}
    assert 0 in loads.values()
    assert all(branched.price[place] >= 0 for place in loads)


def test_the_search_needs_no_integer_program_where_a_few_places_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integer, "solve", None)
    assert allocate(scarce(1)).status == "proved"


@pytest.mark.parametrize("start", [True, False])
def test_what_branching_cannot_settle_soon_the_integer_program_does(
    monkeypatch: pytest.MonkeyPatch, *, start: bool
) -> None:
    best = allocate(scarce(2))
    monkeypatch.setattr(cohorts, "_PATIENCE", 1)
    monkeypatch.setattr(cohorts.Search, "_dive", lambda *_: None)
    if not start:
        monkeypatch.setattr(cohorts.Search, "_values_of", lambda *_: None)
    assert allocate(scarce(2)).goals == best.goals


@pytest.mark.parametrize("stop_at", range(1, 8))
def test_a_stop_keeps_the_best_answer_so_far_and_its_bound(stop_at: int) -> None:
    problem = scarce(3, people=40)
    best = allocate(problem)
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return len(told) == stop_at

    result = allocate(problem, progress=stop)
    assert result.verify() == ()
    assert result.score <= best.score <= result.bound[0]
    assert result.status == ("feasible" if len(told) == stop_at else "proved")
    for progress in told:
        assert (progress.goal.en, progress.step, progress.steps) == ("total score", 1, 4)
        assert (progress.value or 0) <= best.score <= (progress.bound or 0)


def test_without_time_the_answer_of_the_queue_comes_back() -> None:
    result = allocate(scarce(3), time_limit=0)
    assert (result.status, result.verify()) == ("feasible", ())
    assert result.bound[0] >= allocate(scarce(3)).score > result.score


def test_the_pinned_are_part_of_a_cohort_and_keep_their_place_open() -> None:
    pairs = [("A", "P", -5), ("B", "P", -5), ("B", "Q", 4), ("C", "P", -7), ("C", "Q", 4), ("D", "Q", 1)]
    problem = Problem.from_pairs(pairs, capacity={"P": 3, "Q": 3}, minimum={"P": 2, "Q": 3}, pinned={"A": "P"})
    result = allocate(problem)
    assert (dict(result.placed), result.verify()) == ({"A": "P", "B": "P"}, ())
    # P has to open, so that an opening more is worth nothing there; Q lacks people, not openings.
    assert result.price == {"P": 0, "Q": 0}


def test_a_cohort_of_one_asks_for_nobody() -> None:
    pairs = [("A", "P", -3), ("A", "Q", 3), ("B", "R", 0), ("C", "R", 0)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1, "Q": 2, "R": 2}, minimum={"P": 1, "Q": 1, "R": 2}))
    assert (result.placed["A"], result.score, result.verify()) == ("Q", 3, ())


def test_an_opening_where_there_is_none_has_a_price() -> None:
    pairs = [("A", "P", 5), ("B", "P", 3), ("A", "Q", 1), ("B", "Q", 1)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 0, "Q": 2}, minimum={"Q": 2}))
    assert (dict(result.placed), result.price["P"]) == ({"A": "Q", "B": "Q"}, 4)


def test_a_pin_whose_cohort_cannot_come_together_is_a_conflict() -> None:
    pairs = [("A", "P", 1), ("B", "Q", 4)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 3, "Q": 3}, minimum={"P": 2}, pinned={"A": "P"}))
    assert {demand.kind for demand in result.conflict} == {"minimum", "pin"}


def test_scores_too_large_for_flows_are_left_to_the_integer_program() -> None:
    huge = 2**59
    pairs = [("A", "P", huge), ("B", "P", huge), ("A", "Q", 1), ("B", "Q", 1)]
    problem = Problem.from_pairs(pairs, capacity={"P": 2, "Q": 2}, minimum={"P": 2})
    assert cohorts.suits(problem)
    assert dict(allocate(problem).placed) == {"A": "P", "B": "P"}


def test_the_order_of_the_input_decides_nothing() -> None:
    problem = scarce(4)
    pairs = [(name, place, score) for name in problem.applicants for place, score in problem.pairs.of(name).items()]

    def solved(order: list[tuple[str, str, int]]) -> Result:
        places = list(dict.fromkeys(place for _, place, _ in order))
        return allocate(
            Problem.from_pairs(
                order,
                capacity={place: problem.capacity[place] for place in places},
                minimum={place: problem.minimum[place] for place in places},
            )
        )

    one, other = solved(pairs), solved(pairs[::-1])
    assert list(one.placed.items()) == list(other.placed.items())
    assert one.price == other.price


def test_goals_are_aimed_at_in_the_order_that_the_result_tells() -> None:
    problem = scarce(5)
    assert [goal.kind for goal in allocate(problem).goals] == [aim.kind for aim in aims_of(problem, "score", 0)]


def test_nobody_counts_at_a_place_for_more_than_it_is_open() -> None:
    """Each may be half at the place they like, if that is half open: without that, all are where they like best."""
    pairs = [(name, place, 10 if name == place else 1) for name in "AB" for place in "AB"]
    room = {"A": 2, "B": 2}
    cap = Cap("all", ["A", "B"], ["A", "B"], most=4)
    problem = Problem.from_pairs(pairs, capacity=room, minimum=room, caps=[cap])
    without = allocate(problem, effort=0.0)
    assert (without.status, without.bound) == ("feasible", (11,))
    assert (allocate(problem).status, allocate(problem).score) == ("proved", 11)


def test_time_that_is_over_adds_no_limits_to_the_linear_program() -> None:
    pairs = [(name, place, 10 if name == place else 1) for name in "AB" for place in "AB"]
    problem = Problem.from_pairs(pairs, capacity={"A": 2, "B": 2}, minimum={"A": 2, "B": 2})
    aims = aims_of(problem, "score", 0)
    search = integer.Search(problem, classes(problem, parties(problem, aims)), aims, Watch(None, None))
    limits, _ = relaxation.rows_of(problem, search.sorts, search.alive)
    worth = search.steps()[0].worth
    assert relaxation.bound(search.sorts, worth, limits, [], lambda: True).total == 20 * relaxation.SCALE
    assert relaxation.bound(search.sorts, worth, limits, []).total == 11 * relaxation.SCALE
