"""The door: settings, empty sides, time, progress, interrupts."""

from __future__ import annotations

import _thread
import threading
from collections.abc import Mapping
from functools import partial
from random import Random
from typing import Any

import pytest
from attrs import evolve

from laborcoop.allocation import (
    Cap,
    PairRule,
    Preference,
    Problem,
    Progress,
    Result,
    allocate,
    allocate_in_stages,
    integer,
    relaxation,
    solver,
)
from laborcoop.allocation.goals import aims_of
from laborcoop.allocation.parties import classes, parties
from laborcoop.allocation.watch import Watch
from laborcoop.allocation.weights import batches, digits, radices
from laborcoop.errors import ProblemError


def crowd(seed: int = 1, people: int = 60, places: int = 12, *, capped: bool) -> Problem:
    """More people than openings, with and without demands across places."""
    chance = Random(seed)
    names, spots = [f"W{n}" for n in range(people)], [f"P{n}" for n in range(places)]
    return Problem.from_pairs(
        [(name, place, chance.randint(1, 99)) for name in names for place in chance.sample(spots, 6)],
        capacity=dict.fromkeys(spots, 4),
        caps=[Cap(f"c{n}", chance.sample(names, 30), chance.sample(spots, 4), most=7) for n in range(4 * capped)],
        groups=[names[n : n + 3] for n in range(0, 9 * capped, 3)],
        size={names[-1]: 2} if capped else {},
    )


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({"mechanism": "random"}, "mechanism must be one of optimal, stable, queue, not random"),
        ({"objective": "count"}, "objective must be one of score, count-then-score, not count"),
        ({"proposing": "nobody"}, "proposing must be one of applicants, places, not nobody"),
        ({"mechanism": ["queue"]}, "mechanism must be one of optimal, stable, queue, not queue"),
        ({"effort": -1}, "effort must be seconds from 0 up, not -1"),
        ({"progress": 5}, "progress must be a function, not int"),
        ({"start": {}}, "start must be a Result, not dict"),
        ({"move_cost": -1}, "move_cost cannot be below 0; it is -1"),
        ({"move_cost": 2**62 + 1}, "all move costs together pass 2⁶²"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused(settings: dict[str, Any], fault: str) -> None:
    problem = Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}, previous={"A": "P"})
    with pytest.raises(ProblemError) as caught:
        allocate(problem, **settings)
    assert [text.en for text in caught.value.faults] == [fault]


@pytest.mark.parametrize("staged", [False, True])
def test_all_that_is_wrong_is_told_before_anything_is_solved(*, staged: bool) -> None:
    wrong: dict[str, Any] = {"mechanism": "random", "objective": "count", "move_cost": -1, "progress": 5}
    nothing: Any = 3
    work = partial(allocate_in_stages, {"first": nothing}) if staged else partial(allocate, nothing)
    with pytest.raises(ProblemError) as caught:
        work(**wrong)
    assert len(caught.value.faults) == 5


def test_no_stage_is_solved_where_a_later_one_asks_too_much_of_the_mechanism() -> None:
    first, later = (
        Problem.from_pairs([(name, "P", 1)], capacity={"P": 1}, caps=[Cap("c", [name], ["P"], most=1)]) for name in "XY"
    )
    with pytest.raises(ProblemError) as caught:
        allocate_in_stages({"first": first, "later": later}, mechanism="stable")
    assert [text.en for text in caught.value.faults] == [
        f"stage '{stage}': the mechanism stable cannot honour caps" for stage in ("first", "later")
    ]


@pytest.mark.parametrize("given", [None, [("A", "P", 1)]])
def test_what_is_no_problem_is_refused(given: Any) -> None:  # noqa: ANN401 - any value
    kind = f"a Problem, not {type(given).__name__}"
    for work, what in (
        (lambda: allocate(given), "the problem"),
        (lambda: allocate_in_stages({"first": given}), "stage 'first'"),
    ):
        with pytest.raises(ProblemError) as caught:
            work()
        assert [text.en for text in caught.value.faults] == [f"{what} must be {kind}"]
    stages: Any = [given]
    with pytest.raises(ProblemError, match="the stages must be a mapping, not list"):
        allocate_in_stages(stages)


@pytest.mark.parametrize("mechanism", ["optimal", "stable", "queue"])
@pytest.mark.parametrize(
    ("names", "room"),
    [([], {}), (["A"], {}), ([], {"P": 1}), (["A"], {"P": 0})],
    ids=["none", "people", "places", "both"],
)
def test_empty_sides_give_an_empty_result(mechanism: Any, names: list[str], room: dict[str, int]) -> None:  # noqa: ANN401 - one of three literals
    result = allocate(Problem.from_pairs([], capacity=room, applicants=names), mechanism=mechanism)
    assert (dict(result.placed), list(result.unplaced), result.score) == ({}, names, 0)
    assert result.verify() == ()


@pytest.mark.parametrize("capped", [False, True])
def test_without_time_there_is_still_an_answer_with_its_bound(*, capped: bool) -> None:
    problem = crowd(capped=capped)
    best = allocate(problem)
    result = allocate(problem, time_limit=0)
    assert (best.status, best.gap, result.status) == ("proved", 0, "feasible")
    assert result.score <= best.score <= result.bound[0]
    assert result.gap == result.bound[0] - result.score
    assert result.verify() == ()
    assert allocate(problem, time_limit=3600).placed == best.placed


def _two_tiers(rows: Mapping[tuple[str, str], int], capacity: Mapping[str, int], *, listed: bool) -> Problem:
    """Two people of two tiers: as pairs, or as rules whose pairs are never listed."""
    tier = {"a": 0, "b": 1}
    if listed:
        pairs = [(*pair, score) for pair, score in rows.items()]
        return Problem.from_pairs(pairs, capacity=capacity, applicants=("a", "b"), tier=tier)
    return Problem.from_rules(
        ("a", "b"),
        ("A", "B"),
        rules=[PairRule("pair", str, str, lambda one, place: (one, place) in rows)],
        preferences=[Preference("score", str, str, lambda one, place: rows.get((one, place), 0))],
        capacity=capacity.__getitem__,
        id_of=str,
        tier=tier,
        listed_up_to=0,
    )


@pytest.mark.parametrize("listed", [True, False])
def test_a_search_that_was_stopped_tells_the_first_goal_that_may_not_be_the_best(*, listed: bool) -> None:
    rows = {("a", "A"): 6, ("a", "B"): 7, ("b", "A"): 2, ("b", "B"): 9}
    problem = _two_tiers(rows, {"A": 2, "B": 1}, listed=listed)
    result = allocate(problem, objective="count-then-score", time_limit=0)
    first, *others = [goal.gap for goal in result.goals[::-1]]
    assert (result.status, others.count(0), result.gap) == ("feasible", len(others), first)
    assert first > 0
    assert len(result.goals) > 1
    assert result.verify() == ()
    lower = evolve(result.goals[-1], bound=result.goals[-1].value)
    assert evolve(result, goals=(*result.goals[:-1], lower)).verify() != ()
    assert listed or evolve(result, proofs=result.proofs[:1]).verify() != ()


@pytest.mark.parametrize("listed", [True, False])
def test_an_answer_that_nothing_can_pass_is_proved_however_little_time_there_was(*, listed: bool) -> None:
    rows = {("a", "A"): 6, ("a", "B"): 4, ("b", "A"): 5, ("b", "B"): 1}
    problem = _two_tiers(rows, {"A": 2, "B": 0}, listed=listed)
    best = allocate(problem, objective="count-then-score")
    for moment in range(3):
        told: list[Progress] = []

        def stop(progress: Progress, told: list[Progress] = told, moment: int = moment) -> bool:
            told.append(progress)
            return len(told) > moment

        result = allocate(problem, objective="count-then-score", progress=stop)
        assert (result.status, result.gap, result.verify()) == ("proved", 0, ())
        assert (result.placed, result.worth) == (best.placed, best.worth)


@pytest.mark.parametrize("capped", [False, True])
def test_progress_is_told_and_can_stop(*, capped: bool) -> None:
    problem = crowd(capped=capped)
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return True

    result = allocate(problem, progress=stop)
    assert result.status == "feasible"
    assert (told[0].goal.en, told[0].step, told[0].steps, told[0].value) == ("total score", 1, 1, result.score)
    assert told[0].bound is not None
    assert told[0].bound >= result.score
    assert allocate(problem, progress=lambda _: None).status == "proved"


def test_stopping_in_mid_search_keeps_the_better_answer_and_a_bound() -> None:
    problem = crowd(capped=True)
    start, best = allocate(problem, time_limit=0), allocate(problem)
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return len(told) == 3

    result = allocate(problem, progress=stop)
    assert result.verify() == ()
    assert start.score <= result.score <= best.score <= result.bound[0]


class NoTime(Watch):
    """Time enough to begin, and none to search."""

    def left(self) -> float:
        return 1e-9

    def over(self) -> bool:
        return False


def test_a_search_that_finds_nothing_hands_back_what_it_was_given() -> None:
    problem = crowd(capped=True)
    aims = aims_of(problem, "score", 0)
    outcome = integer.solve(problem, classes(problem, parties(problem, aims)), aims, {}, NoTime(None, None))
    assert outcome is not None
    assert (outcome.status, dict(outcome.placed)) == ("feasible", {})
    assert outcome.bounds[0] >= allocate(problem).score


def test_a_floor_is_met_whatever_the_time_limit() -> None:
    pairs = [(f"W{n}", "P", -n) for n in range(5)]
    problem = Problem.from_pairs(
        pairs, capacity={"P": 5}, caps=[Cap("c", [name for name, _, _ in pairs], ["P"], least=3)]
    )
    assert len(allocate(problem, time_limit=0).placed) >= 3
    assert set(allocate(problem).placed) == {"W0", "W1", "W2"}


@pytest.mark.parametrize("capped", [False, True])
def test_an_interrupt_is_never_swallowed(*, capped: bool) -> None:
    def interrupt(_: Progress) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        allocate(crowd(capped=capped), progress=interrupt)


@pytest.mark.usefixtures("interrupts")
def test_an_interrupt_from_the_keyboard_stops_the_solver() -> None:
    pressed = threading.Event()

    def press(_: Progress) -> None:
        if threading.current_thread() is not threading.main_thread() and not pressed.is_set():
            pressed.set()
            _thread.interrupt_main()

    with pytest.raises(KeyboardInterrupt):
        allocate(crowd(people=200, places=40, capped=True), progress=press)


def test_an_error_of_the_callback_during_the_search_reaches_the_caller() -> None:
    def fail(_: Progress) -> None:
        if threading.current_thread() is not threading.main_thread():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        allocate(crowd(capped=True), progress=fail)


def test_a_linear_program_without_an_optimum_proves_nothing_and_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert solver.linear({"x": (1.0, float("inf"))}, [({"x": -1}, -float("inf"), 1.0)]) == [0.0]
    best = allocate(crowd(capped=True))
    monkeypatch.setattr(relaxation, "solved", lambda columns, rows: ([0.0] * len(rows), dict.fromkeys(columns, 0.0)))
    assert allocate(crowd(capped=True)).score == best.score


def test_policies_differ_as_their_names_say() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 9), ("A", "Q", 1), ("B", "P", 2), ("C", "Q", 5)],
        capacity={"P": 1, "Q": 1},
        tier={"B": 0, "A": 1, "C": 1},
    )

    def placed(**settings: Any) -> dict[str, str]:
        return dict(allocate(problem, **settings).placed)

    assert placed() == {"B": "P", "C": "Q"}
    assert placed(objective="count-then-score") == {"B": "P", "C": "Q"}
    assert placed(mechanism="queue") == {"A": "P", "C": "Q"}
    free = Problem.from_pairs([("A", "P", 9), ("A", "Q", 1), ("B", "P", 2)], capacity={"P": 1, "Q": 1})
    assert dict(allocate(free).placed) == {"A": "P"}
    assert dict(allocate(free, objective="count-then-score").placed) == {"A": "Q", "B": "P"}


def test_priority_decides_only_among_equally_good_answers() -> None:
    pairs = [("A", "P", 5), ("B", "P", 5), ("C", "P", 6)]
    problem = Problem.from_pairs(pairs, capacity={"P": 2}, priority={"B": 0, "A": 1})
    assert set(allocate(problem).placed) == {"B", "C"}


def test_weights_keep_goals_apart_and_give_them_back() -> None:
    weights = radices([5, 1000, 3])
    for values in ((5, -1000, 3), (-5, 1000, -3), (0, 0, 0), (1, -999, 2)):
        total = sum(weight * value for weight, value in zip(weights, values, strict=True))
        assert digits(total, weights) == values
    assert batches([5, 1000, 3], [1, 10, 1], 10**6) == [range(3)]
    assert batches([5, 1000, 3], [1, 10, 1], 100) == [range(1), range(1, 3)]
    assert batches([5, 1000, 3], [1, 101, 1], 100) is None


def test_the_same_problem_twice_is_the_same_answer() -> None:
    def answer() -> Result:
        return allocate(crowd(seed=3, capped=True), objective="count-then-score")

    assert list(answer().placed.items()) == list(answer().placed.items())


def test_a_result_can_be_read_from_many_threads() -> None:
    result = allocate(crowd(capped=True))
    seen: list[str] = []
    threads = [threading.Thread(target=lambda: seen.append(result.why("W7").render("zh"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1


@pytest.mark.parametrize("effort", [1e-9, 0.001, 0.01, 10.0])
def test_a_search_of_little_effort_hands_back_a_sound_answer_and_a_bound_that_holds(effort: float) -> None:
    problem = crowd(capped=True)
    best, found = allocate(problem), allocate(problem, effort=effort)
    assert found.verify() == ()
    assert found.goals[0].value <= best.goals[0].value <= found.goals[0].bound
    assert allocate(problem, effort=effort).placed == found.placed


def test_a_program_in_whole_numbers_has_them_or_says_that_there_are_none() -> None:
    columns = {"x": (3.0, 5.0), "y": (2.0, 5.0)}
    assert solver.in_whole(columns, [({"x": 2.0, "y": 2.0}, 0.0, 3.0)]) == {"x": 1.0, "y": 0.0}
    assert solver.in_whole(columns, [({"x": 2.0}, 3.0, 3.5)]) is None


def test_goals_that_are_too_hard_together_are_solved_each_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"W{n}" for n in range(10)]
    problem = Problem.from_pairs(
        [(name, place, (7 * n + 5 * at) % 11) for n, name in enumerate(names) for at, place in enumerate("PQR")],
        capacity={"P": 4, "Q": 5, "R": 3},
        size={name: 1 + n % 3 for n, name in enumerate(names)},
        priority={name: n % 2 for n, name in enumerate(names)},
    )
    together = allocate(problem, objective="count-then-score")
    asked: list[range] = []
    honest = integer.Search.best

    def best(search: integer.Search, step: integer.Step, *args: Any) -> Any:  # noqa: ANN401 - what the search gives
        asked.append(step.goals)
        return honest(search, step, *args)

    monkeypatch.setattr(integer.Search, "best", best)
    monkeypatch.setattr(integer, "_TRY", 0.0)
    alone = allocate(problem, objective="count-then-score")
    assert asked == [range(4), range(1), range(1, 2), range(2, 3), range(3, 4)]
    assert (alone.status, alone.goals, alone.verify()) == ("proved", together.goals, ())
    assert set(alone.price) == set(together.price)
