"""Wrong answers of some size that say that they are proved; and what the check says where it cannot tell."""

from __future__ import annotations

import sys
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from laborcoop.allocation import (
    Audit,
    Cap,
    PairRule,
    Preference,
    Problem,
    allocate,
    better,
    certificate,
    integer,
    trial,
)
from laborcoop.allocation.outcome import Outcome

if TYPE_CHECKING:
    from laborcoop.allocation import Result

PEOPLE, PLACES = 120, 10
BEYOND = "whether any answer goes beyond what is claimed was not derived again: "


def problem_of(seed: int, *, is_listed: bool) -> Problem:
    """Households, caps and least cohorts; nobody's scores are like anybody else's."""
    chance = Random(seed)
    workers = [f"w{number}" for number in range(PEOPLE)]
    places = [f"p{number}" for number in range(PLACES)]
    score = {name: {place: chance.randint(1, 99) for place in places} for name in workers}
    barred = {(name, place) for name in workers for place in places if chance.random() < 1 / 2}
    demands: dict[str, Any] = {
        "groups": [set(workers[first : first + 2 + first // 3 % 3]) for first in range(0, PEOPLE // 2, 4)],
        "caps": [
            Cap(f"c{number}", workers[number::4], places[number::3], most=PEOPLE // 20 - number) for number in range(3)
        ],
        "minimum": dict.fromkeys(places[::3], PEOPLE // 15),
    }
    openings = dict.fromkeys(places, PEOPLE // 15 + 1)
    if is_listed:
        pairs = [(name, place, score[name][place]) for name in workers for place in places]
        return Problem.from_pairs([one for one in pairs if one[:2] not in barred], capacity=openings, **demands)
    return Problem.from_rules(
        workers,
        places,
        rules=[PairRule("open", str, str, lambda name, place: (name, place) not in barred)],
        preferences=[Preference("score", str, str, lambda name, place: score[name][place])],
        capacity=openings.__getitem__,
        id_of=str,
        listed_up_to=0,
        **demands,
    )


def without(result: Result, pair: tuple[str, str]) -> Result:
    """The best answer without one pair, as the proved best of all."""
    barred = Cap("barred", [pair[0]], [pair[1]], most=0)
    other = allocate(result.problem.changed(caps=(*result.problem.caps, barred)))
    goals = tuple(evolve(goal, bound=goal.value) for goal in other.goals)
    return evolve(result, placed=other.placed, unplaced=other.unplaced, goals=goals)


def wrong(best: Result, count: int) -> list[Result]:
    """Answers that are worse than the best, and say that they are it."""
    pairs = Random(1).sample(sorted(best.placed.items()), count)
    return [one for one in (without(best, pair) for pair in pairs) if one.score < best.score]


@pytest.mark.parametrize("is_listed", [True, False], ids=["listed", "by rules"])
def test_worse_answers_of_a_hundred_people_do_not_pass_for_the_best(*, is_listed: bool) -> None:
    best = allocate(problem_of(3, is_listed=is_listed))
    assert (best.status, best.audit()) == ("proved", Audit((), ()))
    lies = wrong(best, 6)
    found = {fault.en for one in lies for fault in one.verify()}
    assert all(one.verify() for one in lies)
    assert "a search found a better answer" in found
    # Most of them only a search finds: no move leads on from them.
    assert sum(one.verify(search=False) == () for one in lies) > len(lies) // 2 > 1


def test_a_backend_that_keeps_the_best_pair_of_a_hundred_people_to_itself_is_caught(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = problem_of(2, is_listed=True)
    [lie, *_] = [one for one in wrong(allocate(problem), 5) if one.verify(search=False) == ()]
    outcome = Outcome(status="proved", placed=lie.placed, bounds=(lie.score,))
    monkeypatch.setattr(integer, "solve", lambda *_, **__: outcome)
    told = allocate(problem)
    assert (told.status, told.gap, told.score) == ("proved", 0, lie.score)
    assert [text.en for text in told.verify()] == ["a search found a better answer"]


def told(result: Result, **asked: bool) -> tuple[list[str], list[str]]:
    audit = result.audit(**asked)
    return [text.en for text in audit.faults], [text.en for text in audit.unproved]


def couples_of(scale: int) -> Problem:
    """Two couples, who are worth a little more at home than in each other's place."""
    pairs = [
        (name, place, scale * score + (place == home))
        for names, score, home in (("AB", 9, "P"), ("CD", 5, "Q"))
        for name in names
        for place in "PQ"
    ]
    return Problem.from_pairs(pairs, capacity={"P": 2, "Q": 2}, groups=[{"A", "B"}, {"C", "D"}])


couples = couples_of(1)


def exchanged(problem: Problem) -> Result:
    """The couples in each other's place, as the best."""
    best = allocate(problem)
    placed = {"A": "Q", "B": "Q", "C": "P", "D": "P"}
    value = sum(problem.pairs.of(name)[place] for name, place in placed.items())
    return evolve(best, placed=placed, goals=(evolve(best.goals[0], value=value, bound=value),))


@pytest.mark.parametrize(
    ("module", "name", "value", "why"),
    [
        (certificate, "LARGEST", 3, "there are 4 pairs to choose from, more than 3"),
        (better, "_SEARCHED", 3, "there are 4 pairs to choose from, more than 3"),
        (better, "_EXACT", 1, "the scores are too large for the solver's floats"),
        (better.Row, "holds", lambda *_: False, "the search did not end within the work that it may do"),
        (better, "_SETTINGS", ("no/such = 0",), "the search did not end within the work that it may do"),
        (better, "_SETTINGS", ("limits/time = 0",), "the search did not end within the work that it may do"),
    ],
)
def test_where_the_search_gives_up_the_audit_says_so_and_nobody_is_accused(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: object, why: str
) -> None:
    best, lie = allocate(couples), exchanged(couples)
    assert told(lie) == (["a search found a better answer"], [])
    assert told(best) == ([], [])
    monkeypatch.setattr(module, name, value)
    assert told(lie) == ([], [BEYOND + why])


def test_a_search_that_was_not_asked_for_or_has_no_solver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lie = exchanged(couples)
    assert told(lie, search=False) == ([], [BEYOND + "no search was asked for"])
    monkeypatch.setitem(sys.modules, "ortools.linear_solver", None)
    assert told(lie) == ([], [BEYOND + "ortools is not installed (extra plan)"])


@pytest.mark.parametrize("scale", [2**10, 2**20, 2**35, 2**50])
def test_one_point_more_is_seen_beside_large_scores_or_it_is_told_that_it_could_not_be(scale: int) -> None:
    best, lie = allocate(couples_of(scale)), exchanged(couples_of(scale))
    assert best.score - lie.score == 4
    # Prices are exact for any scores; a search is not.
    assert told(best) == ([], [])
    assert told(lie) == (
        (["a search found a better answer"], [])
        if scale < 2**40
        else ([], [BEYOND + "the scores are too large for the solver's floats"])
    )


def test_what_is_not_found_out_of_a_contradiction_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    quarrel = Cap("c", list("ABCD"), list("PQ"), least=5)
    result = allocate(couples.changed(caps=[quarrel]))
    assert (result.status, told(result)) == ("infeasible", ([], []))
    monkeypatch.setattr(trial, "_DEPTH", -1)
    assert told(result) == (
        [],
        [
            "whether the demands contradict one another was not derived again",
            "whether the relaxation is enough was not derived again",
        ],
    )
