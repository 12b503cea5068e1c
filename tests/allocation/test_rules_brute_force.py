"""Problems by rules against the same pairs in a list, on every small instance that can be drawn."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import PairRule, Preference, Problem, Result, allocate, descent, priced

RULES = (
    PairRule("age", lambda one: one["age"], lambda post: post["oldest"], lambda age, most: age <= most),
    PairRule("skill", lambda one: one["skill"], lambda post: post["asks"], lambda has, asks: asks in (None, has)),
)
PREFERENCES = (
    Preference("wage", lambda one: one["floor"], lambda post: post["wage"], lambda floor, wage: wage - floor),
    Preference("wish", lambda one: one["wish"], lambda post: post["id"], lambda wish, there: 2 * (wish == there)),
)


def drawn(chance: Random, people: int, spots: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Workers, posts and demands; few different keys, so that ties and equal people abound."""
    widest = chance.choice([1, 3, 9])
    names = [f"a{number}" for number in range(chance.randint(0, people))]
    places = [f"p{number}" for number in range(chance.randint(0, spots))]
    workers = [
        {
            "id": name,
            "age": chance.randint(1, 3),
            "skill": chance.choice("xy"),
            "floor": chance.randint(0, widest),
            "wish": chance.choice([*places, None]),
        }
        for name in names
    ]
    posts = [
        {
            "id": place,
            "oldest": chance.randint(1, 4),
            "asks": chance.choice(["x", "y", None, None]),
            "wage": chance.randint(0, widest + 3),
            "openings": chance.randint(0, 3),
        }
        for place in places
    ]
    demands: dict[str, Any] = {}
    if chance.random() < 0.4:
        demands["tier"] = {name: chance.randint(0, 1) for name in names}
    if chance.random() < 0.4:
        demands["priority"] = {name: chance.randint(0, 2) for name in names if chance.random() < 0.8}
    if chance.random() < 0.4 and places:
        demands["previous"] = {name: chance.choice([*places, "gone"]) for name in names if chance.random() < 0.6}
    if chance.random() < 0.3:
        demands["minimum"] = {place: chance.choice([0, 1, 9]) for place in places}
    return workers, posts, demands


def by_rules(
    workers: list[dict[str, Any]], posts: list[dict[str, Any]], *, listed_up_to: int = 0, **demands: Any
) -> Problem:
    return Problem.from_rules(
        workers,
        posts,
        rules=RULES,
        preferences=PREFERENCES,
        capacity=lambda post: post["openings"],
        id_of=lambda one: one["id"],
        listed_up_to=listed_up_to,
        **demands,
    )


def by_pairs(problem: Problem, **demands: Any) -> Problem:
    pairs = [(name, place, score) for name in problem.applicants for place, score in problem.pairs.of(name).items()]
    return Problem.from_pairs(pairs, capacity=problem.capacity, applicants=problem.applicants, **demands)


def pinned(chance: Random, problem: Problem) -> dict[str, str]:
    found = {}
    room = dict(problem.capacity)
    for name in problem.applicants:
        for place in problem.pairs.of(name):
            fits = room[place] > 0 and problem.minimum.get(place, 0) <= problem.capacity[place]
            if fits and chance.random() < 0.1 and name not in found:
                found[name] = place
                room[place] -= 1
    return found


def told(result: Result) -> tuple[object, ...]:
    """Everything that two ways to the same optimum have to agree in."""
    goals = [(goal.name, goal.value, goal.bound) for goal in result.goals]
    return result.status, goals, dict(result.price), dict(result.worth), dict(result.loss), len(result.moves)


def disagreement(seed: int, people: int = 9, spots: int = 5) -> str | None:
    chance = Random(seed)
    workers, posts, demands = drawn(chance, people, spots)
    settings: dict[str, Any] = {
        "objective": chance.choice(["score", "count-then-score"]),
        "move_cost": chance.choice([0, 1]),
    }
    problem = by_rules(workers, posts, **demands)
    if chance.random() < 0.3:
        demands["pinned"] = pinned(chance, problem)
        problem = by_rules(workers, posts, **demands)
    priced = allocate(problem, **settings)
    listed = allocate(by_pairs(problem, **demands), **settings)
    if told(priced) != told(listed):
        return f"{told(priced)} and {told(listed)}"
    if priced.verify():
        return str(priced.verify()[0])
    chance.shuffle(workers)
    chance.shuffle(posts)
    again = allocate(by_rules(workers, posts, **demands), **settings)
    if dict(again.placed) != dict(priced.placed):
        return "the order of the input decides"
    less = {place: chance.randint(0, room) for place, room in problem.capacity.items() if chance.random() < 0.4}
    less = {place: room for place, room in less.items() if place not in demands.get("pinned", {}).values()}
    smaller = problem.changed(less, previous=priced.placed)
    warm, anew = allocate(smaller, start=priced, **settings), allocate(smaller, **settings)
    if told(warm) != told(anew) or warm.verify():
        return f"from earlier prices {told(warm)}, from none {told(anew)}, {warm.verify()}"
    exact = allocate(by_rules(workers, posts, listed_up_to=10**6, **demands), **settings)
    return None if dict(exact.placed) == dict(listed.placed) else "ties fall otherwise than in a list"


def lost_on_the_way(seed: int, people: int = 12, spots: int = 6) -> str | None:
    """Planned again and again from the plan before, with other demands, against planning from nothing."""
    chance = Random(seed)
    workers, posts, demands = drawn(chance, people, spots)
    objective: Any = chance.choice(["score", "count-then-score"])
    before = allocate(by_rules(workers, posts, **demands), objective=objective)
    for _ in range(4):
        problem = before.problem
        changes: dict[str, Any] = {"previous": before.placed}
        if chance.random() < 0.2:
            changes["tier"] = {name: chance.randint(0, 1) for name in problem.applicants}
        if chance.random() < 0.2:
            changes["priority"] = {name: chance.randint(0, 1) for name in problem.applicants}
        if chance.random() < 0.2:
            changes["minimum"] = {place: chance.choice([0, 9]) for place in problem.capacity}
        room = {place: chance.randint(0, 4) for place in problem.capacity if chance.random() < 0.5}
        moved = problem.changed(room, pinned={}, **changes)
        if chance.random() < 0.3:
            moved = moved.changed(pinned=pinned(chance, moved))
        settings: dict[str, Any] = {"objective": objective, "move_cost": int(chance.random() < 0.2)}
        if chance.random() < 0.1:
            settings["objective"] = chance.choice(["score", "count-then-score"])
        after, anew = allocate(moved, start=before, **settings), allocate(moved, **settings)
        if told(after) != told(anew) or after.verify():
            return f"from the plan before {told(after)}, from nothing {told(anew)}, {after.verify()}"
        before = after
    return None


@pytest.mark.parametrize("few", [1, 64])
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_plan_after_plan_is_as_good_as_planning_from_nothing(few: int, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descent, "FEW", few)
        assert lost_on_the_way(seed) is None


@pytest.mark.parametrize("seed", range(2))
def test_plan_after_plan_for_some_hundred_people_is_as_good_as_from_nothing(seed: int) -> None:
    assert lost_on_the_way(seed, people=200, spots=25) is None


@pytest.mark.parametrize("settled", [0, 6000])
@settings(deadline=None, max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_prices_and_a_list_agree_in_every_goal_price_and_move(settled: int, seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descent, "SETTLED", settled)
        patch.setattr(priced, "_LARGE", settled)
        assert disagreement(seed) is None


@pytest.mark.parametrize("few", [3, 64])
@pytest.mark.parametrize("settled", [0, 6000])
@pytest.mark.parametrize("seed", range(2))
def test_prices_and_a_list_agree_on_some_hundred_people(
    seed: int, settled: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(descent, "SETTLED", settled)
    monkeypatch.setattr(descent, "FEW", few)
    monkeypatch.setattr(priced, "_LARGE", settled)
    monkeypatch.setattr(priced, "_FEWEST", 40)
    assert disagreement(seed, people=400 if settled else 100, spots=30 if settled else 12) is None
