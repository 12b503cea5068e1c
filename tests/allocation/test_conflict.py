"""An infeasible problem comes back with the smallest conflict and the least relaxation."""

from __future__ import annotations

from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Demand, Problem, Progress, Relaxation, allocate, solver
from laborcoop.allocation import contradiction as contradiction_module
from laborcoop.allocation.solver import Answer
from laborcoop.allocation.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random
    from types import ModuleType


def demands(problem: Problem) -> list[Demand]:
    return [
        *(Demand("pin", name, place, 1) for name, place in problem.pinned.items()),
        *(Demand("capacity", place, None, count) for place, count in problem.capacity.items()),
        *(Demand("minimum", place, None, count) for place, count in problem.minimum.items() if count > 1),
        *(Demand("least", cap.name, None, cap.least) for cap in problem.caps if cap.least),
        *(Demand("most", cap.name, None, cap.most) for cap in problem.caps if cap.most is not None),
    ]


def relaxed(problem: Problem, changes: Iterable[tuple[Demand, int | None]]) -> Problem:
    """The problem with demands lowered or raised by so much; None drops them."""
    pinned, room, minimum = dict(problem.pinned), dict(problem.capacity), dict(problem.minimum)
    caps = {cap.name: cap for cap in problem.caps}
    for demand, by in changes:
        name = demand.name
        if demand.kind == "pin":
            del pinned[name]
        elif demand.kind == "capacity":
            room[name] += 99 if by is None else by
        elif demand.kind == "minimum":
            minimum[name] = 0 if by is None else demand.count - by
        elif demand.kind == "least":
            caps[name] = evolve(caps[name], least=0 if by is None else demand.count - by)
        else:
            caps[name] = evolve(caps[name], most=None if by is None else demand.count + by)
    return evolve(problem, pinned=pinned, capacity=room, minimum=minimum, caps=tuple(caps.values()))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.randoms(use_true_random=True))
def test_the_conflict_is_a_smallest_one_and_the_relaxation_a_least_one(oracle: ModuleType, chance: Random) -> None:
    problem = oracle.draw(chance, 4, 3).problem()
    result = allocate(problem)
    assume(result.status == "infeasible")
    every = demands(problem)

    def clash(kept: tuple[Demand, ...]) -> bool:
        dropped = relaxed(problem, [(demand, None) for demand in every if demand not in kept])
        return next(oracle.placements(dropped), None) is None

    assert set(result.conflict) <= set(every)
    assert clash(result.conflict)
    assert not any(clash(kept) for kept in combinations(every, len(result.conflict) - 1))

    def helps(units: Iterable[Demand]) -> bool:
        count = {demand: list(units).count(demand) for demand in units}
        most = {"pin": 1, "least": 99, "minimum": 99, "most": 99, "capacity": 99}
        if any(
            by > min(most[demand.kind], demand.count if demand.kind in {"least", "minimum"} else 99)
            for demand, by in count.items()
        ):
            return False
        return next(oracle.placements(relaxed(problem, count.items())), None) is not None

    units = [relaxation.demand for relaxation in result.relaxation for _ in range(relaxation.by)]
    assert helps(units)
    assert not any(helps(fewer) for fewer in combinations_with_replacement(every, len(units) - 1))


@pytest.mark.parametrize(
    ("mechanism", "parts", "conflict", "relaxation"),
    [
        (
            "optimal",
            {"caps": [Cap("county", ["A", "B"], ["P"], least=3)]},
            ["the cap county wants at least 3"],
            ["the cap county wants at least 2 instead of 3"],
        ),
        (
            "optimal",
            {"caps": [Cap("county", ["A", "B"], ["P"], least=2), Cap("bus", ["A", "C"], ["P", "Q"], most=0)]},
            ["the cap county wants at least 2", "the cap bus allows at most 0"],
            ["the cap county wants at least 1 instead of 2"],
        ),
        (
            "optimal",
            {"caps": [Cap("nobody", [], [], least=1)]},
            ["the cap nobody wants at least 1"],
            ["the cap nobody wants at least 0 instead of 1"],
        ),
        *(
            (
                mechanism,
                {"pinned": {"A": "P", "B": "P", "C": "P"}},
                ["A is pinned to P", "B is pinned to P", "C is pinned to P", "P has 2 openings"],
                ["A is no longer pinned to P"],
            )
            for mechanism in ("optimal", "stable", "queue")
        ),
        *(
            (
                mechanism,
                {"pinned": {"A": "P", "B": "P"}, "size": {"A": 3}},
                ["A is pinned to P", "P has 2 openings"],
                ["A is no longer pinned to P"],
            )
            for mechanism in ("optimal", "stable", "queue")
        ),
        *(
            (
                mechanism,
                {
                    "pinned": {"A": "P", "B": "P"},
                    "size": {"A": 2},
                    "groups": [["B", "C"]],
                    "capacity": {"P": 3, "Q": 9},
                },
                ["A is pinned to P", "B is pinned to P", "P has 3 openings"],
                ["A is no longer pinned to P"],
            )
            for mechanism in ("stable", "queue")
        ),
        *(
            (
                mechanism,
                {"pinned": {"A": "P", "B": "P"}, "minimum": {"P": 3}},
                ["P wants at least 3", "A is pinned to P", "P has 2 openings"],
                ["P wants at least 2 instead of 3"],
            )
            for mechanism in ("queue",)
        ),
        (
            "queue",
            {"pinned": {"A": "Q"}, "minimum": {"Q": 4}},
            ["Q wants at least 4", "A is pinned to Q"],
            ["Q wants at least 3 instead of 4"],
        ),
        (
            "queue",
            {"pinned": {"A": "P", "B": "Q"}, "caps": [Cap("bus", ["A", "B"], ["P", "Q"], most=1)]},
            ["A is pinned to P", "B is pinned to Q", "the cap bus allows at most 1"],
            ["A is no longer pinned to P"],
        ),
    ],
)
def test_a_conflict_is_named(
    mechanism: Any,  # noqa: ANN401 - one of three literals
    parts: dict[str, Any],
    conflict: list[str],
    relaxation: list[str],
) -> None:
    pairs = [(name, place, 1) for name in "ABC" for place in "PQ"]
    problem = Problem.from_pairs(pairs, **{"capacity": {"P": 2, "Q": 9}, **parts})
    result = allocate(problem, mechanism=mechanism)
    assert (result.status, dict(result.placed), result.score) == ("infeasible", {}, 0)
    assert (result.bound, result.gap, set(result.unplaced)) == ((), None, {"A", "B", "C"})
    assert [demand.text.en for demand in result.conflict] == conflict
    assert [change.text.en for change in result.relaxation] == relaxation
    texts = [demand.text for demand in result.conflict] + [change.text for change in result.relaxation]
    assert all(text.zh != text.en for text in texts)
    assert result.verify() == ()


def test_a_relaxation_says_what_is_asked_instead_of_what() -> None:
    said = [
        Relaxation(Demand("least", "county", None, 3), 1),
        Relaxation(Demand("most", "bus", None, 3), 2),
        Relaxation(Demand("minimum", "P", None, 3), 1),
        Relaxation(Demand("capacity", "P", None, 0), 1),
    ]
    assert [change.text.en for change in said] == [
        "the cap county wants at least 2 instead of 3",
        "the cap bus allows at most 5 instead of 3",
        "P wants at least 2 instead of 3",
        "P has 1 opening instead of 0",
    ]
    assert [change.text.zh for change in said] == [
        "限额 county 由至少 3 改为至少 2",
        "限额 bus 由至多 3 改为至多 5",
        "P 的最低人数由 3 改为 2",
        "P 由 0 个名额增至 1 个",
    ]


def test_a_pin_and_a_cohort_that_cannot_come_together_need_no_third_demand() -> None:
    problem = Problem.from_pairs([("A", "P", 2)], capacity={"P": 2}, minimum={"P": 3}, pinned={"A": "P"})
    result = allocate(problem)
    assert [demand.text.en for demand in result.conflict] == ["P wants at least 3", "A is pinned to P"]
    assert [change.text.en for change in result.relaxation] == ["A is no longer pinned to P"]


@pytest.mark.parametrize("mechanism", ["optimal", "queue", "stable"])
@pytest.mark.parametrize("capacity", [1, 2, 3, 4, 5])
def test_a_group_stays_pinned_as_long_as_one_of_it_is(
    oracle: ModuleType, mechanism: Literal["optimal", "queue", "stable"], capacity: int
) -> None:
    """All pins of a group go, or none helps; where that is more than the limit would have to give way, it does."""
    names = ["A", "B", "C", "D"]
    sizes = {"A": 1, "B": 1, "C": 3, "D": 1}
    problem = Problem.from_pairs(
        [(name, "P", 1) for name in names],
        capacity={"P": capacity},
        groups=[["A", "B"]],
        size=sizes,
        pinned=dict.fromkeys(names, "P"),
    )
    result = allocate(problem, mechanism=mechanism)
    changes = [(change.demand, change.by) for change in result.relaxation]
    assert (result.status, result.is_least, result.verify()) == ("infeasible", True, ())
    assert next(oracle.placements(relaxed(problem, changes)), None) is not None
    # C alone brings three for one change; whatever else has to go brings one for each.
    assert sum(by for _, by in changes) == {5: 1, 4: 1, 3: 1, 2: 2, 1: 3}[capacity]


def test_the_pinned_of_a_place_that_is_shut_and_too_small_are_all_told_of() -> None:
    names = [f"W{number}" for number in range(4)]
    for least, changes in ((3, [("pin", 1), ("pin", 1), ("minimum", 1)]), (9, [("pin", 1)] * 4)):
        problem = Problem.from_rules(
            names,
            ["P"],
            capacity={"P": 2},
            id_of=str,
            listed_up_to=0,
            minimum={"P": least},
            pinned=dict.fromkeys(names, "P"),
        )
        result = allocate(problem)
        assert (result.status, result.is_least, result.verify()) == ("infeasible", False, ())
        assert [(change.demand.kind, change.by) for change in result.relaxation] == changes
        assert {demand.kind for demand in result.conflict} == {"pin", "minimum", "capacity"}


def quarrel(people: int, *, floors: int) -> Problem:
    """Floors that more people are asked for than there are, and caps that none of it is due to."""
    names = [f"W{number}" for number in range(people)]
    return Problem.from_pairs(
        [(name, place, 1) for name in names for place in "PQ"],
        capacity={"P": people, "Q": people},
        caps=[Cap(f"floor {number}", names, "PQ"[number % 2], least=people) for number in range(floors)]
        + [Cap(f"lid {number}", names, ["P"], most=people + number) for number in range(5)],
    )


def test_a_conflict_that_was_sought_to_the_end_says_so() -> None:
    result = allocate(quarrel(4, floors=4), time_limit=3600)
    assert (result.is_smallest, result.is_least) == (True, True)
    assert len(result.conflict) == 2


def test_without_time_the_conflict_is_true_and_said_to_be_perhaps_not_smallest() -> None:
    problem = quarrel(4, floors=4)
    result = allocate(problem, time_limit=0)
    assert (result.status, result.is_smallest, result.is_least) == ("infeasible", False, False)
    assert set(result.conflict) == set(demands(problem))
    # With nobody anywhere every floor has to go.
    assert {(change.demand.kind, change.by) for change in result.relaxation} == {("least", 4)}
    assert result.verify() == ()


def test_a_single_demand_that_cannot_be_kept_is_a_smallest_conflict_whenever_the_search_ends() -> None:
    def stop(progress: Progress) -> bool:
        return progress.step == 1 and progress.value == 1

    many = [Cap(f"lid {number}", ["A", "B"], ["P"], most=number) for number in range(1, 4)]
    problem = Problem.from_pairs(
        [("A", "P", 1), ("B", "P", 1)], capacity={"P": 2}, caps=[Cap("all", ["A", "B"], ["P"], least=3), *many]
    )
    result = allocate(problem, progress=stop)
    assert ([demand.name for demand in result.conflict], result.is_smallest, result.is_least) == (["all"], True, False)


@pytest.mark.parametrize("stop_at", range(1, 12))
def test_a_stop_during_the_conflict_search_keeps_what_is_known(oracle: ModuleType, stop_at: int) -> None:
    problem = quarrel(3, floors=4)
    told: list[Progress] = []

    def stop(progress: Progress) -> bool:
        told.append(progress)
        return len(told) == stop_at

    result = allocate(problem, progress=stop)
    assert result.status == "infeasible"
    assert result.verify() == ()
    best = allocate(problem)
    changes = [sum(change.by for change in one.relaxation) for one in (result, best)]
    # An answer that was the best when the stop came may be known to be.
    assert result.is_smallest <= (len(result.conflict) == len(best.conflict))
    assert result.is_least <= (changes[0] == changes[1])
    assert len(told) >= stop_at or (result.is_smallest and result.is_least)
    assert stop_at > 1 or not (result.is_smallest or result.is_least)
    clash = [(demand, None) for demand in demands(problem) if demand not in result.conflict]
    assert next(oracle.placements(relaxed(problem, clash)), None) is None
    cured = [(change.demand, change.by) for change in result.relaxation]
    assert next(oracle.placements(relaxed(problem, cured)), None) is not None
    sizes = [progress.value or 0 for progress in told if progress.step == 1]
    assert sizes == sorted(sizes, reverse=True)
    assert all(text.zh != text.en for text in {progress.goal for progress in told})


def test_a_search_that_runs_out_of_time_in_the_middle_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver may give up in any of its searches."""
    honest = solver.run
    problem = quarrel(3, floors=4)
    for quits in range(12):
        searches: list[object] = []
        left = [3600.0]

        def tired(
            *args: Any, at: int = quits, searches: list[object] = searches, left: list[float] = left, **kwargs: Any
        ) -> Answer:
            searches.append(args)
            if len(searches) <= at:
                return honest(*args, **kwargs)
            left[0] = 0.0
            return Answer("unknown", (), 0)

        monkeypatch.setattr(contradiction_module, "run", tired)
        monkeypatch.setattr(Watch, "left", lambda _, left=left: left[0])
        result = allocate(problem, time_limit=3600)
        assert (result.status, result.verify()) == ("infeasible", ())
        assert (result.is_smallest and result.is_least) == (left[0] > 0)
