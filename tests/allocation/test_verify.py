"""The independent check catches whatever a backend may get wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from laborcoop.allocation import (
    Cap,
    Demand,
    Problem,
    Relaxation,
    Result,
    allocate,
    certificate,
    flow,
    integer,
    network,
    trial,
)
from laborcoop.allocation.outcome import Outcome
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from laborcoop.allocation.goals import Objective

PAIRS = [("A", "P", 5), ("A", "Q", 4), ("B", "P", 4), ("B", "Q", 1), ("C", "Q", 3)]
ROOM = {"P": 1, "Q": 1}
WHY = (Text("无", "none"),)

plain = Problem.from_pairs(PAIRS, capacity=ROOM, previous={"C": "Q"})
capped = Problem.from_pairs(
    [*PAIRS, ("D", "P", 1), ("D", "Q", 1)],
    capacity={"P": 2, "Q": 1},
    groups=[{"A", "D"}],
    minimum={"P": 2},
    caps=[Cap("c", list("BC"), list("PQ"), most=1), Cap("d", list("AD"), list("PQ"), least=1)],
    pinned={"C": "Q"},
)
small = Problem.from_pairs(
    PAIRS,
    capacity=ROOM,
    caps=[Cap("most", list("ABC"), list("PQ"), most=2), Cap("least", list("C"), list("Q"), least=0)],
    minimum={"Q": 1},
)

unwanted = Problem.from_pairs(
    [("A", "P", 2), ("B", "P", -1)], capacity={"P": 2}, caps=[Cap("c", list("AB"), list("P"), most=2)]
)


def moved(placed: dict[str, str]) -> Callable[[Result], Result]:
    """The same claims about another placement."""

    def change(result: Result) -> Result:
        nowhere = {name: WHY for name in result.problem.applicants if name not in placed}
        return evolve(result, placed=placed, unplaced=nowhere)

    return change


def claimed(placed: dict[str, str]) -> Callable[[Result], Result]:
    """Another placement, honestly counted, claimed to be the best."""

    def change(result: Result) -> Result:
        changed = moved(placed)(result)
        goals = tuple(
            evolve(goal, value=value, bound=value)
            for goal, aim in zip(result.goals, result.aims, strict=True)
            for value in [abs(aim.value(result.problem, placed))]
        )
        return evolve(changed, goals=goals)

    return change


def goal(number: int, bound: int) -> Callable[[Result], Result]:
    def change(result: Result) -> Result:
        goals = list(result.goals)
        goals[number] = evolve(goals[number], bound=bound)
        return evolve(result, goals=tuple(goals))

    return change


@pytest.mark.parametrize(
    ("problem", "corrupt", "fault"),
    [
        (plain, lambda r: evolve(r, unplaced={}), "B is missing from the answer"),
        (plain, lambda r: evolve(r, unplaced={"B": ()}), "B is unplaced without a reason"),
        (plain, lambda r: evolve(r, unplaced={"B": WHY, "A": WHY}), "A is in the answer twice or without being"),
        (plain, lambda r: evolve(r, unplaced={"B": WHY, "Z": WHY}), "Z is in the answer twice or without being"),
        (plain, moved({"A": "P", "B": "P"}), "P has 2; it must have between 0 and 1"),
        (plain, moved({"C": "P"}), "P is not open to C"),
        (plain, claimed({"A": "P", "C": "Q"}), None),
        (plain, claimed({"A": "P"}), "a chain of moves would improve the answer"),
        (plain, claimed({"B": "P", "C": "Q"}), "a chain of moves would improve the answer"),
        (plain, claimed({"A": "Q", "B": "P"}), None),
        (plain, moved({"A": "P"}), "the goal 'total score' is 5; claimed 8, bound 8"),
        (plain, goal(0, bound=7), "the goal 'total score' is 8; claimed 8, bound 7"),
        (plain, goal(0, bound=9), "the goal 'total score' is 8; claimed 8, bound 9"),
        (plain, goal(1, bound=1), None),
        (plain, lambda r: evolve(r, goals=r.goals[:1]), "the goals are not those of the problem"),
        (plain, lambda r: evolve(r, goals=()), "the goals are not those of the problem"),
        (plain, lambda r: evolve(r, goals=r.goals[::-1]), "the goals are not those of the problem"),
        (plain, lambda r: evolve(r, objective="count-then-score"), "the goals are not those of the problem"),
        (plain, lambda r: evolve(r, worth={**r.worth, "P": (0, 0)}), "the price of P is wrong"),
        (plain, lambda r: evolve(r, worth={**r.worth, "P": (4,)}), "the price of P is wrong"),
        (plain, lambda r: evolve(r, worth={}), "the price of P is wrong"),
        (capped, moved({"A": "P", "D": "P"}), "C is pinned to Q"),
        (capped, moved({"A": "P", "C": "Q", "B": "P"}), "the group A, D is split"),
        (capped, moved({"B": "P", "C": "Q"}), "the cap c is broken: 2"),
        (capped, moved({"B": "P", "C": "Q"}), "P has 1; it must have between 2 and 2"),
        (capped, moved({"C": "Q"}), "the cap d is broken: 0"),
        (small, claimed({"B": "P"}), "moving C to Q would improve the answer"),
        (small, claimed({"B": "P", "C": "Q"}), "moving A to P would improve the answer"),
        (small, claimed({"A": "Q"}), "moving B to P would improve the answer"),
        (unwanted, claimed({"A": "P", "B": "P"}), "placing B nowhere would improve the answer"),
    ],
)
def test_a_corrupted_answer_is_caught(problem: Problem, corrupt: Callable[[Result], Result], fault: str | None) -> None:
    result = allocate(problem)
    assert result.verify() == ()
    found = [text.en for text in corrupt(result).verify()]
    if fault is not None:
        assert any(text.startswith(fault) for text in found), found


def stopped(placed: dict[str, str], *bounds: int) -> Callable[[Result], Result]:
    """A placement that a search was stopped at, with bounds."""

    def change(result: Result) -> Result:
        goals = [evolve(goal, bound=bound) for goal, bound in zip(claimed(placed)(result).goals, bounds, strict=False)]
        return evolve(moved(placed)(result), status="feasible", goals=tuple(goals), worth={}, price={})

    return change


FALSE = "the bound is false: a chain of moves leads beyond it"
beside = Problem.from_pairs([*PAIRS, ("D", "R", 1), ("E", "R", 1)], capacity={**ROOM, "R": 2}, groups=[{"D", "E"}])


@pytest.mark.parametrize(
    ("problem", "placed", "bounds", "faults"),
    [
        (plain, {"A": "P"}, [8], []),
        (plain, {"A": "P"}, [7], [FALSE]),
        (plain, {}, [7], [FALSE]),
        (plain, {"A": "Q", "B": "P"}, [8, 0], []),
        (plain, {"A": "Q", "B": "P"}, [8, 1], [FALSE]),
        (beside, {"B": "P", "D": "R", "E": "R"}, [10], []),
        (beside, {"B": "P", "D": "R", "E": "R"}, [9], [FALSE]),
    ],
)
def test_a_bound_that_another_answer_passes_is_caught(
    problem: Problem, placed: dict[str, str], bounds: list[int], faults: list[str]
) -> None:
    assert [text.en for text in stopped(placed, *bounds)(allocate(problem)).verify()] == faults


def test_a_bound_that_the_search_leaves_open_follows_from_the_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "_EFFORT", 0)
    monkeypatch.setattr(certificate, "LARGEST", -1)
    result = allocate(plain)
    open_bound = "nothing proves the bound of the goal 'total score': claimed 12; everybody's best gives 13"
    best = sum(max(plain.pairs.of(name).values(), default=0) for name in plain.applicants)
    told = open_bound.replace("12", str(best - 1)).replace("13", str(best))
    assert [text.en for text in stopped({}, best - 1)(result).verify()] == [told]
    assert stopped({}, best)(result).verify() == ()
    assert [text.en for text in stopped({}, 1)(result).verify()] == [FALSE]


def test_where_no_flow_is_exact_a_bound_that_the_search_leaves_open_is_let_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(certificate, "_EFFORT", 0)
    monkeypatch.setattr(certificate, "LARGEST", -1)
    large = Problem.from_pairs([(name, place, score * 2**56) for name, place, score in PAIRS], capacity=ROOM)
    assert stopped({}, 7 * 2**56)(allocate(large)).verify() == ()


@pytest.mark.parametrize("objective", ["score", "count-then-score"])
def test_a_search_that_is_stopped_at_once_has_the_bound_of_the_scores(
    objective: Objective, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate, "_EFFORT", 0)
    monkeypatch.setattr(certificate, "LARGEST", -1)
    scores = [(f"W{who}", f"P{where}", (who * 7 + where * 3) % 11 - 2) for who in range(30) for where in range(5)]
    problem = Problem.from_pairs(
        scores,
        capacity={"P0": 2, "P1": 0, "P2": 3, "P3": 1, "P4": 4},
        minimum={"P3": 2},
        tier={f"W{who}": who % 2 for who in range(20)},
        pinned={"W1": "P0"},
        previous={f"W{who}": f"P{who % 5}" for who in range(25)},
    )
    result = allocate(problem, objective=objective, move_cost=2, time_limit=0)
    assert (result.status, len(result.goals), result.verify()) == ("feasible", 1, ())
    [goal] = result.goals
    [fault] = evolve(result, goals=(evolve(goal, bound=goal.bound - 1),)).verify()
    assert fault.en.startswith("nothing proves the bound") or fault.en == FALSE


SWAP = [("A", "P", 5), ("A", "Q", 9), ("B", "P", 9), ("B", "Q", 5), ("D", "R", 1), ("D", "P", 1), ("E", "R", 1)]


@pytest.mark.parametrize(
    "parts",
    [
        {"groups": [{"D", "E"}]},
        {"minimum": {"R": 2}},
        {"minimum": {"P": 2, "Q": 2}, "capacity": {"P": 3, "Q": 3, "R": 2}, "size": {"D": {"P": 2, "R": 1}}},
        {"caps": [Cap("c", ["D", "E"], ["R"], most=1)]},
        {"size": {"D": {"P": 1, "R": 2}}, "capacity": {"P": 1, "Q": 1, "R": 3}},
    ],
    ids=["group", "cohort", "cohorts of those who exchange", "cap", "size"],
)
def test_two_who_would_better_exchange_are_found_beside_a_demand_of_others(parts: dict[str, Any]) -> None:
    more = [("F", "P", 1), ("G", "Q", 1)] if "size" in parts and "minimum" in parts else []
    problem = Problem.from_pairs([*SWAP, *more], **{"capacity": {"P": 1, "Q": 1, "R": 2}, **parts})
    best = allocate(problem)
    assert (best.status, best.verify()) == ("proved", ())
    assert (best.placed["A"], best.placed["B"]) == ("Q", "P")
    worse = claimed({**best.placed, "A": "P", "B": "Q"})(best)
    assert [text.en for text in worse.verify()] == ["a chain of moves would improve the answer"]


@pytest.mark.parametrize(
    ("mechanism", "change", "fault"),
    [
        ("optimal", {"mechanism": "best"}, "there is no mechanism best"),
        ("optimal", {"objective": "count"}, "there is no objective count"),
        ("optimal", {"status": "sure"}, "the status sure does not apply"),
        ("optimal", {"status": "not-stable"}, "the status not-stable does not apply"),
        ("stable", {"status": "feasible"}, "the status feasible does not apply"),
        ("queue", {"status": "proved"}, "the status proved does not apply"),
        ("optimal", {"price": {"P": 99, "Q": 3}}, "the price of P is wrong"),
        ("optimal", {"price": {}}, "the price of P is wrong"),
        ("optimal", {"price": {"P": 4, "Q": 3, "Z": 1}}, "the price of Z is wrong"),
        ("optimal", {"aims": ()}, "the aims are not those of the problem"),
        ("optimal", {"move_cost": 1}, "the aims are not those of the problem"),
        (
            "optimal",
            {"conflict": (Demand("capacity", "P", None, 1),)},
            "the answer places people, and names a conflict",
        ),
        ("stable", {"placed": {"Z": "P"}}, "Z is in the answer twice or without being asked for"),
    ],
)
def test_a_field_that_says_nonsense_is_a_fault_and_no_error(
    mechanism: Any,  # noqa: ANN401 - one of three literals
    change: dict[str, Any],
    fault: str,
) -> None:
    result = allocate(Problem.from_pairs(PAIRS, capacity=ROOM, applicants=list("ABC")), mechanism=mechanism)
    assert result.verify() == ()
    assert fault in [text.en for text in evolve(result, **change).verify()]


class Hostile:
    """A backend that calls the first thing it sees the best."""

    def __init__(self, honest: Callable[..., Any]) -> None:
        self.honest = honest

    def __call__(self, net: network.Network, worth: Any) -> Any:  # noqa: ANN401 - arrays
        return self.honest(net, -worth)


def test_a_hostile_backend_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "best", Hostile(network.best))
    monkeypatch.setattr(flow, "restricted", lambda net, worth, _: (net, range(len(worth))))
    monkeypatch.setattr(flow, "worths", lambda built, _: (dict.fromkeys(built.places, (0, 0)), {}))
    result = allocate(plain)
    assert result.status == "proved"
    assert "a chain of moves would improve the answer" in [text.en for text in result.verify()]


def test_a_hostile_integer_backend_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def lazy(*_: Any, **__: Any) -> Outcome:
        return Outcome(status="proved", placed={"B": "P"}, bounds=(4,))

    monkeypatch.setattr(integer, "solve", lazy)
    assert [text.en for text in allocate(small).verify()] == [
        "moving A to P would improve the answer",
        "moving A to Q would improve the answer",
        "moving C to Q would improve the answer",
    ]


COUPLES = [(name, place, score) for names, score in (("AB", 9), ("CD", 5)) for name in names for place in "PQ"]
couples = Problem.from_pairs(
    [(name, place, score + (place == "PQ"[name in "CD"])) for name, place, score in COUPLES],
    capacity={"P": 2, "Q": 2},
    groups=[{"A", "B"}, {"C", "D"}],
)
exchanged = {"A": "Q", "B": "Q", "C": "P", "D": "P"}


def test_a_hostile_integer_backend_that_leaves_only_an_exchange_of_groups_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    best = allocate(couples)
    assert (dict(best.placed), best.score) == ({"A": "P", "B": "P", "C": "Q", "D": "Q"}, 32)
    lie = Outcome(status="proved", placed=exchanged, bounds=(28,))
    monkeypatch.setattr(integer, "solve", lambda *_, **__: lie)
    result = allocate(couples)
    assert (result.status, dict(result.placed), result.gap) == ("proved", exchanged, 0)
    assert [text.en for text in result.verify()] == ["a search found a better answer"]
    assert result.verify(search=False) == ()


@pytest.mark.parametrize(("bound", "faults"), [(32, 0), (33, 0), (2**70, 0), (31, 1), (28, 1)])
def test_a_bound_that_only_an_exchange_of_groups_passes_is_caught(bound: int, faults: int) -> None:
    found = [text.en for text in stopped(exchanged, bound)(allocate(couples)).verify()]
    assert found == ["the bound is false: a search found an answer beyond it"] * faults


clash = Problem.from_pairs(
    [("A", "P", 1)],
    capacity={"P": 1},
    caps=[Cap("c", list("A"), list("P"), least=2, most=3)],
    minimum={"P": 1},
    pinned={"A": "P"},
)


@pytest.mark.parametrize(
    ("corrupt", "fault"),
    [
        (moved({"A": "P"}), "the answer says that there is none, and places people"),
        (lambda r: evolve(r, conflict=()), "the answer says that there is none, and names no conflict"),
        (lambda r: evolve(r, relaxation=()), "the answer says that there is none, and names no conflict"),
        *(
            (lambda r, d=demand: evolve(r, conflict=(d,)), f"the problem makes no such demand: {demand.text.en}")
            for demand in (
                Demand("pin", "A", "Q", 1),
                Demand("least", "c", None, 1),
                Demand("least", "z", None, 1),
                Demand("most", "c", None, 1),
                Demand("minimum", "P", None, 3),
                Demand("capacity", "P", None, 3),
            )
        ),
        *(
            (lambda r, d=demand: evolve(r, relaxation=(Relaxation(d, 1),)), "the relaxation is not enough")
            for demand in (
                Demand("pin", "A", "P", 1),
                Demand("most", "c", None, 3),
                Demand("minimum", "P", None, 1),
                Demand("capacity", "P", None, 1),
            )
        ),
    ],
)
def test_a_made_up_conflict_is_caught(corrupt: Callable[[Result], Result], fault: str) -> None:
    result = allocate(clash)
    assert (result.status, result.verify()) == ("infeasible", ())
    found = [text.en for text in corrupt(result).verify()]
    assert fault in found


def refused(problem: Problem, conflict: list[Demand], relaxation: list[Relaxation]) -> Result:
    """An answer that says that there is none."""
    nowhere = dict.fromkeys(problem.applicants, WHY)
    return evolve(
        allocate(problem),
        status="infeasible",
        placed={},
        unplaced=nowhere,
        goals=(),
        price={},
        worth={},
        conflict=tuple(conflict),
        relaxation=tuple(relaxation),
    )


FLOOR = Demand("least", "floor", None, 2)
LID = Demand("most", "lid", None, 0)
floor = Problem.from_pairs(
    [(name, place, 1) for name in "ABC" for place in "PQ"],
    capacity={"P": 2, "Q": 1},
    minimum={"P": 2},
    groups=[{"B", "C"}],
    caps=[Cap("floor", list("BC"), list("PQ"), least=2), Cap("lid", ["A"], ["P", "Q"], most=0)],
)
shut = floor.changed(caps=[*floor.caps, Cap("wall", list("ABC"), ["P"], most=1)])
WALL = Demand("most", "wall", None, 1)
ROOM_Q = Demand("capacity", "Q", None, 1)


@pytest.mark.parametrize(
    ("problem", "conflict", "relaxation", "faults"),
    [
        (
            floor,
            [FLOOR],
            [Relaxation(FLOOR, 1)],
            ["the answer says that there is none, but a placement keeps every demand"],
        ),
        (shut, [FLOOR, WALL, ROOM_Q], [Relaxation(WALL, 1)], []),
        (shut, [FLOOR, WALL, ROOM_Q], [Relaxation(ROOM_Q, 1)], []),
        (shut, [FLOOR, WALL], [Relaxation(WALL, 1)], ["the demands that are named do not contradict one another"]),
        (shut, [FLOOR, LID, WALL, ROOM_Q], [Relaxation(LID, 1)], ["the relaxation is not enough"]),
        (shut, [FLOOR, WALL, ROOM_Q], [Relaxation(WALL, 1), Relaxation(LID, 0)], ["the relaxation is not enough"]),
    ],
)
def test_a_contradiction_that_is_none_is_caught(
    problem: Problem, conflict: list[Demand], relaxation: list[Relaxation], faults: list[str]
) -> None:
    assert [text.en for text in refused(problem, conflict, relaxation).verify()] == faults


@pytest.mark.parametrize("limit", ["_EFFORT", "_DEPTH"])
def test_a_contradiction_that_takes_too_long_to_try_is_left_open(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(trial, limit, -1)
    assert refused(floor, [FLOOR], [Relaxation(FLOOR, 1)]).verify() == ()


market = Problem.from_pairs(PAIRS, capacity=ROOM)


@pytest.mark.parametrize(
    ("corrupt", "fault"),
    [
        (moved({"B": "P", "C": "Q"}), "A and P would both rather have each other"),
        (moved({"A": "P"}), "C and Q would both rather have each other"),
        (lambda r: evolve(r, status="not-stable"), "the answer says that it is not stable, but it is"),
        (lambda r: evolve(r, status="feasible"), "the status feasible does not apply"),
    ],
)
def test_an_unstable_answer_is_caught(corrupt: Callable[[Result], Result], fault: str) -> None:
    result = allocate(market, mechanism="stable")
    assert result.verify() == ()
    assert fault in [text.en for text in corrupt(result).verify()]


@pytest.mark.parametrize(
    ("corrupt", "fault"),
    [
        (moved({"B": "P", "C": "Q"}), "P still had room when the turn of A came"),
        (moved({"A": "P"}), "Q still had room when the turn of C came"),
        (lambda r: evolve(r, status="proved"), "the status proved does not apply"),
    ],
)
def test_an_unfair_queue_is_caught(corrupt: Callable[[Result], Result], fault: str) -> None:
    result = allocate(Problem.from_pairs(PAIRS, capacity=ROOM, applicants=list("ABC")), mechanism="queue")
    assert result.verify() == ()
    assert fault in [text.en for text in corrupt(result).verify()]
