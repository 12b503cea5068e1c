"""The mechanism ``stable``, against every stable answer there is."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, Problem, allocate
from laborcoop.allocation.stability import blocking
from laborcoop.errors import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES, PLACES = ["A", "B", "C", "D"], ["P", "Q", "R"]

Side = Literal["applicants", "places"]
BOTH: tuple[Side, Side] = ("applicants", "places")

Lists = dict[str, list[str | tuple[str, ...]]]


def lists(owners: list[str], listed: list[str], *, strict: bool) -> st.SearchStrategy[Lists]:
    def shortened(names: list[str]) -> st.SearchStrategy[list[str | tuple[str, ...]]]:
        return st.integers(0, len(names)).map(lambda cut: [*names[:cut]])

    def tied(names: list[str | tuple[str, ...]]) -> st.SearchStrategy[list[str | tuple[str, ...]]]:
        return st.integers(0, len(names)).map(
            lambda cut: [tuple(map(str, names[:cut])), *names[cut:]] if cut else names
        )

    order = st.permutations(listed).flatmap(shortened)
    return st.fixed_dictionaries(dict.fromkeys(owners, order if strict else order.flatmap(tied)))


def markets(*, strict: bool) -> st.SearchStrategy[tuple[Lists, Lists, dict[str, int]]]:
    return st.tuples(
        lists(NAMES, PLACES, strict=strict),
        lists(PLACES, NAMES, strict=strict),
        st.fixed_dictionaries({place: st.integers(0, 2) for place in PLACES}),
    )


def rank(ranking: list[str | tuple[str, ...]], name: str) -> int | None:
    for at, tied in enumerate(ranking):
        if name == tied or (isinstance(tied, tuple) and name in tied):
            return at
    return None


def blocks(market: tuple[Lists, Lists, dict[str, int]], placed: Mapping[str, str]) -> set[tuple[str, str]]:
    """Blocking pairs straight from the lists."""
    wishes, wants, room = market
    found = set()
    for name, place in product(NAMES, PLACES):
        wish, want = rank(wishes[name], place), rank(wants[place], name)
        if wish is None or want is None:
            continue
        here = placed.get(name)
        own = None if here is None else rank(wishes[name], here)
        there = [rank(wants[place], one) for one, at in placed.items() if at == place]
        if (own is None or wish < own) and (
            len(there) < room[place] or any(other is not None and other > want for other in there)
        ):
            found.add((name, place))
    return found


def stable_answers(market: tuple[Lists, Lists, dict[str, int]]) -> Iterator[dict[str, str]]:
    wishes, wants, room = market
    options = [
        [
            None,
            *(
                place
                for place in PLACES
                if rank(wishes[name], place) is not None and rank(wants[place], name) is not None
            ),
        ]
        for name in NAMES
    ]
    for choice in product(*options):
        placed = {name: place for name, place in zip(NAMES, choice, strict=True) if place is not None}
        full = all(list(placed.values()).count(place) <= room[place] for place in PLACES)
        if full and not blocks(market, placed):
            yield placed


def made(market: tuple[Lists, Lists, dict[str, int]]) -> Problem:
    wishes, wants, room = market
    return Problem.from_preferences(applicants=wishes, places=wants, capacity=room)


@settings(max_examples=80, deadline=None)
@given(markets(strict=False))
def test_with_ties_nobody_blocks_whoever_proposes(market: tuple[Lists, Lists, dict[str, int]]) -> None:
    for proposing in BOTH:
        result = allocate(made(market), mechanism="stable", proposing=proposing)
        assert blocks(market, result.placed) == set()
        assert (result.status, result.blocking_pairs(), result.verify()) == ("proved", (), ())


@settings(max_examples=80, deadline=None)
@given(markets(strict=True))
def test_the_proposing_side_gets_its_best_stable_answer(market: tuple[Lists, Lists, dict[str, int]]) -> None:
    wishes = market[0]
    all_stable = list(stable_answers(market))
    best = allocate(made(market), mechanism="stable").placed
    worst = allocate(made(market), mechanism="stable", proposing="places").placed
    for name in NAMES:
        ranks = [rank(wishes[name], one[name]) for one in all_stable if name in one]
        if name in best:
            assert rank(wishes[name], best[name]) == min(r for r in ranks if r is not None)
            assert rank(wishes[name], worst[name]) == max(r for r in ranks if r is not None)
        else:
            assert not ranks


@settings(max_examples=80, deadline=None)
@given(market=markets(strict=False), flips=st.lists(st.sampled_from(PLACES), min_size=4, max_size=4))
def test_blocking_pairs_of_any_placement_are_those_of_the_lists(
    market: tuple[Lists, Lists, dict[str, int]], flips: list[str]
) -> None:
    problem = made(market)
    pinned = {name: place for name, place in zip(NAMES, flips, strict=True) if place in problem.pairs.of(name)}
    room = {place: max(market[2][place], list(pinned.values()).count(place)) for place in PLACES}
    free = Problem.from_preferences(applicants=market[0], places=market[1], capacity=room)
    assert set(blocking(free, pinned)) == blocks((market[0], market[1], room), pinned)


def test_from_pairs_both_sides_rank_by_score() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 3), ("A", "Q", 1), ("B", "P", 5), ("B", "Q", 4)], capacity={"P": 1, "Q": 1}
    )
    assert allocate(problem, mechanism="stable").placed == {"A": "Q", "B": "P"}


@pytest.mark.parametrize(
    ("demands", "who"),
    [
        ({"previous": {"B": "P"}}, "B"),
        ({"previous": {"A": "P"}}, "A"),
        ({"priority": {"B": 1}}, "B"),
        ({"priority": {"A": 0, "B": 1}}, "A"),
        ({"pinned": {"A": "P"}}, "A"),
        ({"pinned": {"B": "P"}}, "B"),
    ],
)
def test_ties_go_to_who_was_there_then_to_priority_and_pins_stay(demands: dict[str, dict[str, int]], who: str) -> None:
    pairs = [("A", "P", 3), ("B", "P", 3)]
    result = allocate(Problem.from_pairs(pairs, capacity={"P": 1}, **demands), mechanism="stable")  # type: ignore[arg-type]  # pins and numbers
    assert list(result.placed) == [who]
    assert result.verify() == ()


def test_a_group_that_does_not_fit_makes_room_for_whoever_does() -> None:
    problem = Problem.from_pairs(
        [("A", "P", 4), ("B", "P", 4), ("C", "P", 5), ("D", "P", 3)], capacity={"P": 2}, groups=[{"A", "B"}]
    )
    for proposing in BOTH:
        result = allocate(problem, mechanism="stable", proposing=proposing)
        assert (result.status, dict(result.placed), result.verify()) == ("proved", {"C": "P", "D": "P"}, ())


@pytest.mark.parametrize(
    ("proposing", "placed", "blocking"),
    [
        # C was turned away from P for the couple, who then had to go for D: C does not ask twice.
        ("applicants", {"C": "Q", "D": "P"}, (("C", "P"),)),
        ("places", {"C": "P", "D": "Q"}, (("A", "P"), ("B", "P"))),
    ],
)
def test_with_groups_the_answer_may_not_be_stable_and_says_so(
    proposing: Side, placed: dict[str, str], blocking: tuple[tuple[str, str], ...]
) -> None:
    problem = Problem.from_preferences(
        applicants={"A": ["P"], "B": ["P", "Q"], "C": ["P", "Q"], "D": ["Q", "P"]},
        places={"P": ["B", "D", "A", "C"], "Q": ["C", "B", "D"]},
        capacity={"P": 2, "Q": 1},
        groups=[{"A", "B"}],
    )
    result = allocate(problem, mechanism="stable", proposing=proposing)
    assert (result.status, dict(result.placed), result.blocking_pairs()) == ("not-stable", placed, blocking)
    assert result.verify() == ()
    name, place = blocking[0]
    assert result.why_not(name, place).code in {"unstable", "full"}


@pytest.mark.parametrize(
    ("demands", "what"),
    [
        ({"tier": {"A": 1}}, "tier"),
        ({"minimum": {"P": 1}}, "minimum"),
        ({"caps": [Cap("c", ["A"], ["P"], most=1)]}, "caps"),
    ],
)
def test_what_stability_cannot_honour_is_refused(demands: dict[str, object], what: str) -> None:
    problem = Problem.from_pairs([("A", "P", 3)], capacity={"P": 1}, **demands)  # type: ignore[arg-type]  # one demand each
    with pytest.raises(ProblemError) as caught:
        allocate(problem, mechanism="stable")
    assert [text.en for text in caught.value.faults] == [f"the mechanism stable cannot honour {what}"]
