"""Allocation in parts: the same answer however people are parted, a gap that is honest, and every failure told."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from fractions import Fraction
from functools import partial
from multiprocessing import get_context
from operator import ge, itemgetter, mul
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import (
    Cap,
    PairRule,
    PartsResult,
    Preference,
    Problem,
    Progress,
    allocate,
    allocate_in_parts,
)
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import key
from laborcoop.allocation.part_reading import Reading, joined, read_part
from laborcoop.allocation.part_rounds import apportioned
from laborcoop.errors import MissingExtra, ProblemError, TaskError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


Person = tuple[str, int, int]
"""Id, school years, skill."""
Post = tuple[str, int, int, int]
"""Id, openings, school years asked, pay for a point of skill."""

# Functions of the standard library are importable in any process, however the tests are imported.
SCHOOL = PairRule("school", itemgetter(1), itemgetter(2), ge)
PAY = Preference("pay", itemgetter(2), itemgetter(3), mul)
PEOPLE: list[Person] = [(f"W{n:03}", n % 7, n * 5 % 11) for n in range(120)]
POSTS: list[Post] = [(f"P{n}", 6 + n, n, 1 + n * 3 % 5) for n in range(6)]


def in_parts(parts: Sequence[Any], posts: Sequence[Post] = POSTS, **changes: Any) -> PartsResult:
    asked: dict[str, Any] = {"rules": [SCHOOL], "preferences": [PAY], "capacity": itemgetter(1), "id_of": itemgetter(0)}
    return allocate_in_parts(parts, posts, **asked | changes)


def whole(people: Sequence[Person], posts: Sequence[Post] = POSTS) -> int:
    problem = Problem.from_rules(
        people, posts, rules=[SCHOOL], preferences=[PAY], capacity=itemgetter(1), id_of=itemgetter(0)
    )
    return allocate(problem).score


people_of_any_kind = st.lists(
    st.tuples(st.integers(0, 60).map("W{}".format), st.integers(0, 3), st.integers(-2, 6)),
    max_size=30,
    unique_by=itemgetter(0),
)
posts_of_any_kind = st.lists(
    st.tuples(st.integers(0, 9).map("P{}".format), st.integers(0, 5), st.integers(0, 3), st.integers(-1, 4)),
    max_size=6,
    unique_by=itemgetter(0),
)


def parted(people: Sequence[Person], marks: Sequence[int]) -> list[list[Person]]:
    parts: list[list[Person]] = [[] for _ in range(4)]
    for one, mark in zip(people, marks, strict=False):
        parts[mark].append(one)
    return parts


marks_for_thirty = st.lists(st.integers(0, 3), min_size=30, max_size=30)


@settings(max_examples=60, deadline=None)
@given(people=people_of_any_kind, posts=posts_of_any_kind, marks=marks_for_thirty, per_task=st.integers(3, 12))
def test_the_gap_is_honest_and_nobody_is_lost(
    people: list[Person], posts: list[Post], marks: list[int], per_task: int
) -> None:
    result = in_parts(parted(people, marks), posts, per_task=per_task)
    assert result.score <= whole(people, posts) <= result.bound
    assert (result.gap <= result.most_gap) == (result.status != "feasible")
    assert (result.gap == 0) == (result.status == "proved")
    assert sorted([*result.placed, *result.unplaced]) == sorted(one[0] for one in people)
    assert result.verify() == ()


@settings(max_examples=30, deadline=None)
@given(
    people=people_of_any_kind,
    posts=posts_of_any_kind,
    marks=marks_for_thirty,
    others=marks_for_thirty,
    mixed=st.randoms(use_true_random=True),
)
def test_neither_the_parts_nor_any_order_decides_anything(
    people: list[Person], posts: list[Post], marks: list[int], others: list[int], mixed: Random
) -> None:
    one = in_parts(parted(people, marks), posts, per_task=5)
    other = in_parts(parted(mixed.sample(people, len(people)), others), mixed.sample(posts, len(posts)), per_task=5)
    assert (dict(one.placed), dict(one.price), one.bound) == (dict(other.placed), dict(other.price), other.bound)
    assert {name: one.unplaced[name] for name in one.unplaced} == {
        name: other.unplaced[name] for name in other.unplaced
    }


def said(reading: Reading) -> tuple[Any, ...]:
    return reading.ids, reading.part.tolist(), reading.keys, reading.codes.tolist()


@settings(max_examples=60, deadline=None)
@given(people=people_of_any_kind, marks=marks_for_thirty)
def test_readings_are_merged_in_any_order_and_any_grouping(people: list[Person], marks: list[int]) -> None:
    a, b, c, d = (
        read_part(part, number, [SCHOOL, PAY], None, itemgetter(0)) for number, part in enumerate(parted(people, marks))
    )
    assert said((a + b) + c) == said(a + (b + c)) == said((c + a) + b)
    assert said(joined([a, b, c, d])) == said((d + c) + (b + a))


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1, max_size=5),
    st.lists(st.integers(0, 9), min_size=3, max_size=3),
)
def test_openings_are_shared_out_to_the_last_one(wanted: list[list[int]], room: list[int]) -> None:
    import numpy as np

    shared = apportioned(np.array(room), np.array(wanted), np.arange(1, len(wanted) + 1))
    assert shared.min() >= 0
    assert shared.sum(axis=0).tolist() == room
    sole = [place for place, column in enumerate(zip(*wanted, strict=True)) if sum(map(bool, column)) == 1]
    assert all(shared[np.argmax(np.array(wanted)[:, place]), place] == room[place] for place in sole)


def test_in_one_task_it_is_the_best_there_is() -> None:
    result = in_parts([PEOPLE[:50], PEOPLE[50:]])
    assert (result.status, result.gap, result.score) == ("proved", Fraction(0), whole(PEOPLE))
    assert (
        repr(result) == f"PartsResult(proved, {len(result.placed)} placed, {len(result.unplaced)} unplaced,"
        f" score {result.score}, gap 0.0000%)"
    )


def crowd() -> tuple[list[Person], list[Post]]:
    people = [(f"W{n:05}", n * 7 % 13, n * 31 % 97) for n in range(1200)]
    return people, [(f"P{n}", 40 + n % 9, n % 12, 1 + n * 7 % 5) for n in range(20)]


def test_shares_that_settle_apart_come_within_a_thousandth_of_the_best() -> None:
    people, posts = crowd()
    told: list[Progress] = []
    result = in_parts([people[:500], people[500:]], posts, per_task=300, progress=told.append)
    assert result.status == "certified"
    assert 0 < result.gap <= Fraction(1, 1000)
    assert result.score <= whole(people, posts) <= result.bound
    assert (told[-1].value, told[-1].bound) == (result.score, result.bound)


def test_more_rounds_only_help() -> None:
    people, posts = crowd()
    told: list[Progress] = []
    result = in_parts([people], posts, per_task=300, most_gap=0, progress=told.append)
    scores, bounds = [one.value for one in told], [one.bound for one in told]
    assert scores == sorted(scores, key=lambda one: one or 0)
    assert bounds == sorted(bounds, key=lambda one: -(one or 0))
    assert len(told) > 2
    assert result.verify() == ()


def test_progress_that_says_so_ends_it_after_a_round() -> None:
    people, posts = crowd()
    told: list[Progress] = []

    def stop(one: Progress) -> bool:
        told.append(one)
        return True

    result = in_parts([people], posts, per_task=300, most_gap=0, progress=stop)
    assert len(told) == 1
    assert (result.status, result.verify()) == ("feasible", ())


def loaded(people: Sequence[Person]) -> partial[list[Person]]:
    return partial(list, people)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("start", ["spawn", pytest.param("fork", marks=pytest.mark.skipif(os.name == "nt", reason=""))])
def test_a_pool_of_processes_gives_the_same_answer(start: str) -> None:
    people, posts = crowd()
    here = in_parts([people], posts, per_task=500)
    with ProcessPoolExecutor(2, mp_context=get_context(start)) as pool:
        there = in_parts([loaded(people[:500]), loaded(people[500:])], posts, per_task=500, executor=pool)
        assert there.verify(pool) == ()
    assert (dict(there.placed), dict(there.price), there.bound) == (dict(here.placed), dict(here.price), here.bound)


def test_threads_will_do_as_well() -> None:
    with ThreadPoolExecutor(2) as pool:
        result = in_parts([PEOPLE[::2], PEOPLE[1::2]], executor=pool, per_task=20)
    assert dict(result.placed) == dict(in_parts([PEOPLE], per_task=20).placed)


def test_a_process_that_dies_is_an_error_and_not_a_wait() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(TaskError) as caught:
            in_parts([PEOPLE, partial(os._exit, 1)], executor=pool)
        assert "came to no end: BrokenProcessPool. See its cause" in caught.value.text.render("en")
        with pytest.raises(TaskError, match="piece 0, counted from 0"):
            in_parts([PEOPLE], executor=pool)


def test_what_fails_within_a_part_is_told_by_the_number_of_the_part() -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(TaskError) as caught:
        in_parts([PEOPLE, partial(int, "no number")], executor=pool)
    assert caught.value.text.render("en").startswith("piece 1, counted from 0, came to no end: ValueError.")
    assert isinstance(caught.value.__cause__, ValueError)
    assert pickle.loads(pickle.dumps(caught.value)).text == caught.value.text  # noqa: S301 - our own bytes


def test_a_function_that_cannot_travel_is_told_as_that() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, pytest.raises(TaskError) as caught:
        in_parts([PEOPLE], executor=pool, rules=[evolve(SCHOOL, allows=lambda *_: True)])
    assert "cannot be sent to another process" in caught.value.text.render("en")


class Interrupting:
    """An executor that the user interrupts."""

    def __init__(self) -> None:
        self.cancelled = 0

    def submit(self, *_: object) -> Interrupting:
        return self

    def result(self) -> None:
        raise KeyboardInterrupt

    def cancel(self) -> None:
        self.cancelled += 1


def test_an_interrupt_is_not_swallowed_and_stops_what_has_not_begun() -> None:
    executor = Interrupting()
    with pytest.raises(KeyboardInterrupt):
        in_parts([PEOPLE[:9], PEOPLE[9:]], executor=executor)
    assert executor.cancelled == 2


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"groups": [{"W000", "W001"}]}, "allocation in parts cannot honour groups: use allocate for the whole"),
        ({"caps": [Cap("van", ["W000"], ["P0"], most=1)]}, "allocation in parts cannot honour caps"),
        ({"previous": {"W000": "P0"}}, "allocation in parts cannot honour previous"),
        ({"most_gap": 1}, "most_gap must be from 0 up to 1, not 1"),
        ({"most_gap": -0.1}, "most_gap must be from 0 up to 1, not -0.1"),
        ({"per_task": 0}, "per_task cannot be below 1; it is 0"),
        ({"per_task": 1.5}, "per_task must be an integer, not 1.5"),
        ({"rules": [SCHOOL, SCHOOL]}, "the rule name school is used twice"),
        ({"capacity": {"P0": 1}}, "a pair names the place P1, which has no capacity"),
        ({"posts": [*POSTS, ("P0", 1, 1, 1)]}, "the post id P0 is used twice"),
        ({"posts": [*POSTS, POSTS[0]]}, "the post id P0 is used twice"),
        (
            {"parts": [PEOPLE, PEOPLE[:1], PEOPLE[:1]]},
            "the worker id W000 is used more than once: in the parts 0, 1, 2, counted from 0",
        ),
        (
            {"parts": [PEOPLE, [(1.5, 1, 1)]]},
            "the id of part 1 (counted from 0), worker number 1 (tuple): an id must be",
        ),
        (
            {"parts": [[None]]},
            "the id of part 0 (counted from 0), worker number 1 (NoneType) cannot be read: TypeError",
        ),
        ({"parts": [[("W0",)]]}, "what the rule school reads of W0 cannot be read: IndexError"),
        ({"parts": [PEOPLE, [("W0", None, 1)]]}, "the rule school fails for W0 and P"),
        (
            {"parts": [PEOPLE, [("W9", None, 1), ("W8", None, 2)]]},
            f"the rule school fails for {min(('W8', 'W9'), key=key)} and P",
        ),
        ({"parts": [PEOPLE, None]}, "part 1, counted from 0, must be something to go through, not NoneType"),
        ({"parts": None}, "the parts must be something to go through, not NoneType"),
        ({"posts": None}, "the posts must be something to go through, not NoneType"),
        ({"posts": [None]}, "the id of post number 1 (NoneType) cannot be read: TypeError"),
        ({"rules": None}, "the rules must be something to go through, not NoneType"),
        ({"preferences": [SCHOOL]}, "the preferences must be each a Preference, not PairRule"),
        ({"progress": 5}, "progress must be a function, not int"),
        ({"most_gap": "small"}, "most_gap must be from 0 up to 1, not small"),
        ({"colour": {}}, "there is no demand colour"),
        ({"parts": [[("W0", [], 1)]]}, "a key of the rule school is not hashable"),
        ({"preferences": [Preference("huge", itemgetter(1), itemgetter(1), lambda *_: 2**57)]}, "all scores together"),
        ({"preferences": [Preference("large", itemgetter(1), itemgetter(1), lambda *_: 2**54)]}, "the scores are too"),
    ],
)
def test_what_cannot_be_is_refused_by_name(changes: dict[str, Any], fault: str) -> None:
    asked = {"parts": [PEOPLE]} | changes
    with pytest.raises(ProblemError) as caught:
        in_parts(asked.pop("parts"), **asked)
    assert any(one.render("en").startswith(fault) for one in caught.value.faults)


def test_the_faults_of_all_parts_are_told_at_once() -> None:
    with pytest.raises(ProblemError) as caught:
        in_parts([[(1.5, 1, 1)], [("W0", [], 1)], PEOPLE])
    assert [fault.render("en") for fault in caught.value.faults] == [
        "a key of the rule school is not hashable; make it a tuple, a text or a number",
        "the id of part 0 (counted from 0), worker number 1 (tuple): an id must be text, not float",
    ]


def test_an_empty_demand_asks_for_nothing() -> None:
    assert in_parts([PEOPLE], groups=[], caps=()).status == "proved"


def test_nobody_and_no_places_are_answers() -> None:
    assert (in_parts([]).status, in_parts([], ()).score, len(in_parts([PEOPLE], ()).unplaced)) == ("proved", 0, 120)
    assert in_parts([[], []]).verify() == ()


def test_openings_beyond_everybody_are_worth_nothing() -> None:
    # The better post has none; of the other one's two openings one stays free.
    result = in_parts([[("W1", 5, 1)]], [("P0", 0, 5, 5), ("P1", 2, 5, 3)])
    assert (result.status, dict(result.placed), result.price["P1"]) == ("proved", {"W1": "P1"}, 0)
    assert result.verify() == ()


def test_an_answer_that_is_not_proved_does_not_pay_for_openings_that_nobody_can_take() -> None:
    people = [("W0", 5, 1), ("W1", 5, 4), ("W2", 5, 5), ("W3", 5, 1)]
    posts = [("P0", 9, 0, 2), ("P1", 0, 0, 4)]
    result = in_parts([people], posts, per_task=1, most_gap=0, progress=lambda _: True)
    # The average of the tasks' prices asks something for P0, where more openings are free than there are people.
    assert (result.status, result.price["P0"] > 0) == ("feasible", True)
    assert result.score <= whole(people, posts) <= result.bound
    assert result.verify() == ()


def test_each_reason_tells_what_was_open_and_what_is_missing() -> None:
    people = [("W1", 0, 3), ("W2", 5, 4), ("W3", 5, 9)]
    result = in_parts([people], [("P1", 1, 5, 1)])
    assert dict(result.placed) == {"W3": "P1"}
    worth = result.price["P1"]
    assert 4 <= worth <= 9
    assert result.unplaced["W1"][0].render("en") == "no place is open to them under the rules"
    assert result.unplaced["W2"][0].render("en") == (
        f"of the 1 places open to them P1 is the nearest: their score there is 4, and an opening is worth {worth}"
        " to others"
    )
    assert all(reason.zh for reasons in result.unplaced.values() for reason in reasons)
    assert ("W1" in result.unplaced, "W3" in result.unplaced, repr(result.unplaced)) == (True, False, "<reasons of 2>")
    with pytest.raises(KeyError):
        result.unplaced["W3"]


def test_whoever_is_nowhere_within_the_gap_is_told_so() -> None:
    # Four people in tasks of their own, and one opening that all want more than its price: one round is not enough.
    people = [(f"W{n}", 5, 3 + n) for n in range(4)]
    result = in_parts([people], [("P1", 1, 5, 1), ("P2", 1, 5, 2)], per_task=1, progress=lambda _: True)
    assert result.status == "feasible"
    reasons = [reason.render("en") for name in result.unplaced for reason in result.unplaced[name]]
    assert any("that is within the gap that is not proved away" in one for one in reasons)


def with_place(result: PartsResult, name: str, place: str | None) -> PartsResult:
    placed = {**result.placed, name: place}
    unplaced = [*(one for one in result.unplaced if one != name), *([name] if place is None else [])]
    return evolve(
        result,
        placed=Fixed({one: there for one, there in placed.items() if there is not None}),
        unplaced=Fixed(dict.fromkeys(unplaced, ())),
    )


def someone_at(result: PartsResult, place: str) -> str:
    return next(name for name, there in result.placed.items() if there == place)


UNSCHOOLED = PEOPLE[0][0]
CORRUPTED: dict[str, tuple[Any, str]] = {
    "someone sent home": (
        lambda one: with_place(one, someone_at(one, "P5"), None),
        "the score is not the sum of the pairs",
    ),
    "someone lost": (
        lambda one: evolve(one, placed=Fixed(dict(list(one.placed.items())[1:]))),
        "those in the answer are not those in the parts",
    ),
    "someone twice": (
        lambda one: evolve(one, unplaced=Fixed(dict.fromkeys([*one.unplaced, someone_at(one, "P1")], ()))),
        "somebody is both placed and not",
    ),
    "a place too full": (
        lambda one: with_place(one, someone_at(one, "P2"), "P1"),
        "P1 has 8 for 7 openings",
    ),
    "a rule broken": (
        lambda one: with_place(with_place(one, someone_at(one, "P5"), None), UNSCHOOLED, "P5"),
        "W000 cannot go to the post that they are sent to",
    ),
    "a place that is not": (
        lambda one: with_place(one, someone_at(one, "P5"), "P99"),
        "there is no place P99",
    ),
    "a price below zero": (
        lambda one: evolve(one, price={**one.price, "P0": -1}),
        "a price is missing or negative",
    ),
    "a price missing": (
        lambda one: evolve(one, price={place: price for place, price in one.price.items() if place != "P0"}),
        "a price is missing or negative",
    ),
    "a price too high": (
        lambda one: evolve(one, price={**one.price, "P0": 1000}),
        "the bound is not what the prices give",
    ),
    "a score too high": (
        lambda one: evolve(one, score=one.score + 1),
        "the score is not the sum of the pairs",
    ),
    "a bound too low": (
        lambda one: evolve(one, bound=one.bound - 1),
        "the bound is not what the prices give",
    ),
    "another status": (
        lambda one: evolve(one, status="certified"),
        "the status is not what the gap allows",
    ),
    "other people in a part": (
        lambda one: evolve(one, parts=(PEOPLE[1:],)),
        "a part no longer has the people it had",
    ),
    "a person in two parts": (
        lambda one: evolve(one, parts=(PEOPLE, PEOPLE[:1]), members=(*one.members, (PEOPLE[0][0],))),
        "those in the answer are not those in the parts",
    ),
}


@pytest.mark.parametrize("kind", CORRUPTED)
def test_the_check_finds(kind: str) -> None:
    result = in_parts([PEOPLE])
    assert result.verify() == ()
    change, fault = CORRUPTED[kind]
    assert fault in [text.render("en") for text in change(result).verify()]


def test_scores_beyond_32_bits_are_checked_exactly() -> None:
    result = in_parts([PEOPLE], preferences=[evolve(PAY, score=lambda skill, pay: skill * pay * 2**33)])
    assert (result.status, result.verify()) == ("proved", ())
    assert result.score > 2**33


def test_numpy_that_is_missing_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "numpy", None)
    with pytest.raises(MissingExtra) as caught:
        in_parts([PEOPLE])
    assert (caught.value.package, caught.value.extra) == ("numpy", "plan")


def test_ids_may_be_numbers_and_texts_together() -> None:
    people: Any = [(at if at % 2 else f"W{at}", *rest) for at, (_, *rest) in enumerate(PEOPLE)]
    posts: Any = [(at if at % 2 else f"P{at}", *rest) for at, (_, *rest) in enumerate(POSTS)]
    result = in_parts([people[:50], people[50:]], posts)
    assert result.score == in_parts([PEOPLE]).score
    assert list(result.price) == [1, 3, 5, "P0", "P2", "P4"]
    assert result.verify() == ()
