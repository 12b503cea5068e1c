"""Who is where, as numbers: the same to whoever asks as a dictionary."""

from __future__ import annotations

import copy
import pickle
from operator import itemgetter
from random import Random

import pytest
from attrs import evolve

from laborcoop.allocation import Preference, Problem, Result, allocate
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.placement import Placement


def liking(one: int, post: int) -> int:
    return one * post % 7


LIKING = Preference("liking", itemgetter("number"), itemgetter("number"), liking)
ROOM = {"P0": 3, "P1": 0, "P2": 2, "P3": 4}


def problem(**demands: object) -> Problem:
    """Fourteen people in no order, nine openings."""
    workers = [{"id": f"W{n:02}", "number": n} for n in Random(1).sample(range(14), 14)]
    posts = [{"id": name, "number": n} for n, name in enumerate(("P2", "P0", "P3", "P1"), start=1)]
    return Problem.from_rules(
        workers,
        posts,
        preferences=[LIKING],
        capacity=ROOM,
        id_of=itemgetter("id"),
        listed_up_to=0,
        **demands,  # type: ignore[arg-type]  # whatever a test asks
    )


def solved(**demands: object) -> tuple[Result, Placement]:
    found = allocate(problem(**demands))
    assert isinstance(found.placed, Placement)
    return found, found.placed


def test_a_placement_by_numbers_says_what_a_dictionary_says() -> None:
    found, placed = solved(pinned={"W07": "P3"})
    told = {name: placed[name] for name in placed}
    assert told["W07"] == "P3"
    assert list(told) == sorted(told)
    assert (len(placed), dict(placed.items()), list(placed.values())) == (9, told, list(told.values()))
    assert all(one == told for one in (placed, Fixed(placed), dict(placed)))
    unplaced = sorted(found.problem.applicants - told.keys())
    assert placed.without(found.problem.applicants) == [n for n in found.problem.applicants if n not in told]
    assert placed.without(placed.pairs.readable) == list(found.unplaced) == unplaced
    assert (placed.get(unplaced[0]), placed.get("W07"), placed.get("nobody", "nowhere")) == (None, "P3", "nowhere")
    assert unplaced[0] not in placed
    assert repr(placed) == repr(Fixed(told))


@pytest.mark.parametrize(("name", "error"), [("nobody", KeyError), ([], TypeError)])
def test_who_is_not_there_is_told_as_a_dictionary_tells_it(name: str, error: type[Exception]) -> None:
    _, placed = solved()
    with pytest.raises(error):
        placed[name]
    left_out = next(iter(solved()[0].unplaced))
    with pytest.raises(KeyError, match=left_out):
        placed[left_out]


def test_nobody_writes_into_a_placement_or_a_copy_of_it() -> None:
    _, placed = solved()
    pickled = pickle.loads(pickle.dumps(placed))  # noqa: S301 - our own bytes
    for one in (placed, copy.copy(placed), copy.deepcopy(placed), pickled):
        assert one == placed
        with pytest.raises(ValueError, match="read-only"):
            one.place[0] = 1


def test_planning_again_from_numbers_is_planning_again_from_names() -> None:
    before, placed = solved()
    by_numbers = before.problem.changed({"P3": 1}, previous=placed)
    by_names = before.problem.changed({"P3": 1}, previous=dict(placed))
    # The same people and posts in an order of their own: other numbers, so that the names count.
    elsewhere = problem(previous=placed).changed({"P3": 1})
    assert by_numbers.previous is placed
    assert isinstance(by_names.previous, Fixed)
    assert isinstance(elsewhere.previous, Fixed)
    answers = [allocate(one, start=before) for one in (by_numbers, by_names, elsewhere)]
    assert [one.verify() for one in answers] == [()] * 3
    assert [(one.goals, one.worth, one.loss, one.placed) for one in answers[1:]] == [
        (answers[0].goals, answers[0].worth, answers[0].loss, answers[0].placed)
    ] * 2
    assert answers[0].moves == evolve(answers[0], problem=by_names).moves
    assert len(answers[0].moves) >= 3


def test_pinned_people_stay_close_to_a_placement_by_numbers_too() -> None:
    before, placed = solved()
    pins = {next(iter(placed)): "P2"}
    by_numbers, by_names = (
        allocate(before.problem.changed(pinned=pins, previous=one)) for one in (placed, dict(placed))
    )
    assert (by_numbers.goals, by_numbers.placed) == (by_names.goals, by_names.placed)
    assert by_numbers.verify() == ()


def test_who_is_gone_is_told_of_numbers_and_of_names() -> None:
    before, placed = solved()
    after = allocate(before.problem.changed({"P3": 1}, previous=placed), start=before)
    expected = {name: after.placed.get(name) for name in placed if after.placed.get(name) != placed[name]}
    assert len(expected) >= 3
    assert isinstance(after.placed, Placement)
    assert list(placed.gone(after.placed)) == list(placed.gone(dict(after.placed))) == list(expected)
    assert {name: move.after for name, move in after.moves.items()} == expected
    assert {name: move.before for name, move in after.moves.items()} == {name: placed[name] for name in expected}
