"""Stable placement of people whose lists hold no ties: with numpy in rounds, without it one after the other."""

from __future__ import annotations

import sys
from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Problem, allocate, read_rankings, rounds
from laborcoop.errors import ProblemError
from laborcoop.kernel.text import Text

WHY = (Text.same("-"),)
PAIRED: dict[str, Any] = {
    "applicants": {"A": ["P", "Q"], "B": ["P", "R"], "C": ["Q", "P"], "D": []},
    "places": {"P": ["B", "A", "C"], "Q": ["A", "C"]},
    "capacity": {"P": 1, "Q": 1, "R": 1},
}


def market(chance: Random, people: int, places: int) -> dict[str, Any]:
    """Lists of any length; some are on one side alone, some places are closed, somebody is pinned."""
    names, ids = [f"W{number}" for number in range(people)], [f"P{number}" for number in range(places)]
    wishes = {name: chance.sample(ids, chance.randint(0, places)) for name in names}
    wanted = {place: chance.sample(names, chance.randint(0, people)) for place in ids}
    pairs = [(name, place) for name in names for place in wishes[name] if name in wanted[place]]
    return {
        "applicants": wishes,
        "places": wanted,
        "capacity": {place: chance.randint(0, 3) for place in ids},
        "pinned": dict(chance.sample(pairs, min(len(pairs), 1))),
    }


def answer(parts: dict[str, Any]) -> tuple[str, dict[str, str]]:
    result = allocate(Problem.from_preferences(**parts), mechanism="stable")
    assert result.verify() == ()
    return result.status, dict(result.placed)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=True), st.integers(0, 40), st.integers(0, 40), st.sampled_from([0, 1, 100]))
def test_with_and_without_numpy_the_answer_is_the_same(chance: Random, people: int, places: int, cells: int) -> None:
    parts = market(chance, people, places)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds, "_CELLS", cells)
        patch.setattr(read_rankings, "_CELLS", cells)
        found = answer(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "numpy", None)
        assert rounds.strict_lists(Problem.from_preferences(**parts)) is None
        assert answer(parts) == found


@pytest.mark.parametrize("gone", [[], ["numpy"]])
@pytest.mark.parametrize("cells", [1, 2**20])
def test_each_list_that_names_somebody_twice_is_told(
    gone: list[str], cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_rankings, "_CELLS", cells)
    for name in gone:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ProblemError) as caught:
        Problem.from_preferences(
            applicants={"A": ["P", "Q"], "B": ["Q", "P", "Q"], "C": []},
            places={"P": ["C", "A", "B", "C", "A"], "Q": ["B"]},
            capacity={"P": 1, "Q": 1},
        )
    assert {text.en for text in caught.value.faults} == {"B lists Q twice", "P lists A twice", "P lists C twice"}


def test_whoever_takes_more_places_or_goes_with_others_does_not_ask_in_rounds() -> None:
    plain = Problem.from_preferences(**PAIRED)
    assert rounds.strict_lists(plain) is not None
    tied = {**PAIRED, "places": {"P": [("A", "B")]}}
    for other in (
        plain.changed(size={"A": 2}),
        plain.changed(groups=[["A", "B"]]),
        Problem.from_preferences(**tied),
        Problem.from_pairs([("A", "P", 1)], capacity={"P": 1}),
    ):
        assert rounds.strict_lists(other) is None


@pytest.mark.parametrize(
    ("placed", "pinned", "fault"),
    [
        ({"A": "Q", "B": "P"}, {}, None),
        ({"A": "P"}, {}, "B and P would both rather have each other"),
        ({"B": "P"}, {}, "A and Q would both rather have each other"),
        ({"A": "Q", "B": "R"}, {}, "R is not open to B"),  # the place does not list B
        ({"A": "R", "B": "P"}, {}, "R is not open to A"),  # A does not list the place
        ({"B": "P", "C": "Q"}, {}, "A and Q would both rather have each other"),
        # Who is pinned is not let go, and leaves for no other place.
        ({"B": "P", "C": "Q"}, {"C": "Q"}, None),
        ({"A": "Q", "C": "P"}, {"C": "P"}, None),
        ({"A": "P", "C": "Q"}, {"A": "P"}, None),
        ({"A": "P", "C": "Q"}, {"C": "Q"}, "B and P would both rather have each other"),
    ],
)
def test_the_check_goes_down_both_lists(placed: dict[str, str], pinned: dict[str, str], fault: str | None) -> None:
    problem = Problem.from_preferences(**PAIRED, pinned=pinned)
    result = allocate(problem, mechanism="stable")
    changed = evolve(result, placed=placed, unplaced={name: WHY for name in "ABCD" if name not in placed})
    found = [text.en for text in changed.verify()]
    assert fault in found if fault else found == []


def test_an_answer_that_denies_its_stability_is_refused() -> None:
    result = evolve(allocate(Problem.from_preferences(**PAIRED), mechanism="stable"), status="not-stable")
    assert [text.en for text in result.verify()] == ["the answer says that it is not stable, but it is"]


def test_lists_are_mappings_made_when_they_are_asked_for() -> None:
    problem = Problem.from_preferences(**PAIRED)
    lists = rounds.strict_lists(problem)
    assert lists is not None
    wishes, wanted = lists
    assert [len(row) for row in wishes.values()] == [2, 2, 2, 0]
    assert {name: dict(row) for name, row in wishes.items()} == {
        "A": {"P": 2, "Q": 1},
        "B": {"P": 2, "R": 1},
        "C": {"Q": 2, "P": 1},
        "D": {},
    }
    assert (len(wanted), list(wanted), "P" in wanted, "S" in wanted) == (3, ["P", "Q", "R"], True, False)
    assert dict(wanted["P"]) == {"B": 0, "A": -1, "C": -2}
    assert wanted["P"] is wanted["P"]


def test_numbers_as_ids_are_read_one_by_one() -> None:
    given: Any = {"applicants": {1: [2, 3], 4: [2]}, "places": {2: [4, 1], 3: [1]}, "capacity": {2: 1, 3: 1}}
    assert sorted(map(str, answer(given)[1].items())) == ["(1, 3)", "(4, 2)"]
    with pytest.raises(ProblemError, match="an id must be text, not bool"):
        Problem.from_preferences(applicants={1: [2]}, places={2: [True]}, capacity={2: 1})  # type: ignore[dict-item, list-item]  # on purpose
