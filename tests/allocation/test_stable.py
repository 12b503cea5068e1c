"""The mechanism ``stable``, against every stable answer there is."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, PairRule, Preference, Problem, allocate, wishes_by_blocks
from laborcoop.allocation.deferred import _by_places
from laborcoop.allocation.sides import Sides
from laborcoop.allocation.stability import blocking
from laborcoop.allocation.wishes import in_order
from laborcoop.errors import ProblemError
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from random import Random
    from types import ModuleType

    from laborcoop.allocation.explain import Mechanism
    from laborcoop.allocation.outcome import Status

NAMES, PLACES = ["A", "B", "C", "D"], ["P", "Q", "R"]
WHY = (Text.same("-"),)

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


@st.composite
def problems_by_scores(draw: st.DrawFn) -> dict[str, Any]:
    """What from_pairs takes: few different scores, so that there are ties, and all that breaks them."""
    pairs = [
        (name, place, score)
        for name, place in product(NAMES, PLACES)
        if (score := draw(st.sampled_from([None, -1, 2, 3, 3]))) is not None
    ]
    allowed = {(name, place) for name, place, _ in pairs}
    pinned: dict[str, str] = {}
    for name, place in sorted(allowed):
        if draw(st.integers(0, 9)) == 0:
            pinned.setdefault(name, place)
    return {
        "pairs": pairs,
        "applicants": NAMES,
        "capacity": {place: draw(st.integers(0, 2)) + list(pinned.values()).count(place) for place in PLACES},
        "priority": draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 1))),
        "previous": draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from([*PLACES, "gone"]))),
        "pinned": pinned,
    }


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
@given(markets(strict=True))
def test_every_stable_answer_places_the_same_people_and_fills_each_place_as_far(
    market: tuple[Lists, Lists, dict[str, int]],
) -> None:
    # The law of the rural hospitals (Roth 1986): whoever asks, and whichever stable answer it is.
    known = {
        (frozenset(one), tuple(sorted(Counter(one.values()).items()))) for one in map(dict, stable_answers(market))
    }
    for proposing in BOTH:
        placed = allocate(made(market), mechanism="stable", proposing=proposing).placed
        assert known == {(frozenset(placed), tuple(sorted(Counter(placed.values()).items())))}


@settings(max_examples=60, deadline=None)
@given(markets(strict=False), st.randoms(use_true_random=True))
def test_the_order_of_the_input_decides_nothing(market: tuple[Lists, Lists, dict[str, int]], chance: Random) -> None:
    wishes, wants, room = market
    shuffled = [dict(chance.sample(list(side.items()), len(side))) for side in (wishes, wants)]
    # Within a tie as well.
    for side in shuffled:
        for name, ranking in side.items():
            side[name] = [
                tuple(chance.sample(tied, len(tied))) if isinstance(tied, tuple) else tied for tied in ranking
            ]
    for proposing in BOTH:
        answers = [
            allocate(
                Problem.from_preferences(applicants=some[0], places=some[1], capacity=room),
                mechanism="stable",
                proposing=proposing,
            ).placed
            for some in ((wishes, wants), shuffled)
        ]
        assert answers[0] == answers[1]


@settings(max_examples=40, deadline=None)
@given(markets(strict=False))
def test_verify_finds_every_change_of_one_person_that_makes_the_answer_unstable(
    market: tuple[Lists, Lists, dict[str, int]],
) -> None:
    problem = made(market)
    result = allocate(problem, mechanism="stable")
    for name, other in product(NAMES, (None, *PLACES)):
        placed = {one: place for one, place in {**result.placed, name: other}.items() if place is not None}
        changed = evolve(result, placed=placed, unplaced={one: WHY for one in NAMES if one not in placed})
        is_possible = all(
            rank(market[0][one], place) is not None and rank(market[1][place], one) is not None
            for one, place in placed.items()
        ) and all(count <= market[2][place] for place, count in Counter(placed.values()).items())
        assert (changed.verify() == ()) == (is_possible and not blocks(market, placed))


@settings(max_examples=60, deadline=None)
@given(problems_by_scores())
def test_where_both_sides_rank_by_the_same_scores_it_does_not_matter_who_asks(parts: dict[str, Any]) -> None:
    problem = Problem.from_pairs(**parts)
    answer = allocate(problem, mechanism="stable")
    sides = Sides.of(problem)
    by_places = {name: place for number, place in _by_places(sides).items() for name in sides.members[number]} | dict(
        sides.fixed
    )
    assert by_places == answer.placed == allocate(problem, mechanism="stable", proposing="places").placed
    assert (answer.status, answer.blocking_pairs(), answer.verify()) == ("proved", (), ())


@settings(max_examples=60, deadline=None)
@given(problems_by_scores(), st.sampled_from([1, 2, 16]))
def test_people_under_rules_get_what_they_would_get_from_listed_pairs(parts: dict[str, Any], few: int) -> None:
    scores = {(name, place): score for name, place, score in parts.pop("pairs")}
    parts.pop("applicants")
    by_rules = Problem.from_rules(
        NAMES,
        PLACES,
        rules=[PairRule("listed", str, str, lambda name, place: (name, place) in scores)],
        preferences=[Preference("score", str, str, lambda name, place: scores.get((name, place), 0))],
        id_of=str,
        listed_up_to=0,
        **parts,
    )
    listed = Problem.from_pairs(
        [(name, place, score) for (name, place), score in scores.items()], applicants=NAMES, **parts
    )
    with pytest.MonkeyPatch.context() as patch:
        # The best few at a time, and few people at a time, so that some come to the end of what they had ahead.
        patch.setattr(wishes_by_blocks, "_FEW", few)
        patch.setattr(wishes_by_blocks, "_CELLS", 2 * len(PLACES))
        result = allocate(by_rules, mechanism="stable")
    assert result.placed == allocate(listed, mechanism="stable").placed
    assert (result.status, result.blocking_pairs(), result.verify()) == ("proved", (), ())
    for name in result.placed:
        # Whoever goes back home leaves room for somebody who wants it: themselves.
        placed = {one: place for one, place in result.placed.items() if one != name}
        changed = evolve(result, placed=placed, unplaced={one: WHY for one in NAMES if one not in placed})
        assert any("would both rather" in text.en for text in changed.verify()) == (name not in by_rules.pinned)


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=True))
def test_blocking_parties_are_those_of_the_definition(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    kept = {part: case.demands[part] for part in ("groups", "size", "pinned", "previous") if part in case.demands}
    problem = Problem.from_pairs(case.pairs, capacity=case.capacity, applicants=case.applicants, **kept)
    for proposing in BOTH:
        result = allocate(problem, mechanism="stable", proposing=proposing)
        if result.status != "infeasible":
            assert oracle.keeps(problem, result.placed)
            found = blocking_members(problem, result.placed)
            assert set(result.blocking_pairs()) == found
            assert result.status == ("not-stable" if found else "proved")
            assert result.verify() == ()
            other: Status = "proved" if found else "not-stable"
            assert evolve(result, status=other).verify() != ()


def blocking_members(problem: Problem, placed: Mapping[str, str]) -> set[tuple[str, str]]:
    """Who blocks, by the definition: every set of those whom a place wants less may have to go."""
    grouped = {name: group for group in problem.groups for name in group}
    parties = {grouped.get(name, frozenset([name])) for name in problem.applicants}

    def size(party: Iterable[str], place: str) -> int:
        return sum(problem.size_of(name, place) for name in party)

    def score(party: Iterable[str], place: str) -> list[int]:
        return [problem.pairs.of(name)[place] for name in party]

    found = set()
    for party, place in product(parties, problem.capacity):
        here = placed.get(next(iter(party)))
        if not party.isdisjoint(problem.pinned) or any(place not in problem.pairs.of(name) for name in party):
            continue
        if here is not None and sum(score(party, place)) <= sum(score(party, here)):
            continue
        stay = [
            other
            for other in parties
            if placed.get(next(iter(other))) == place
            and (not other.isdisjoint(problem.pinned) or min(score(other, place)) >= min(score(party, place)))
        ]
        if sum(size(other, place) for other in stay) + size(party, place) <= problem.capacity[place]:
            found |= {(name, place) for name in party}
    return found


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
    assert result.why_not(name, place).code in {"unstable", "full", "too-few-left"}


def test_where_the_side_that_asks_ends_in_no_stable_answer_that_of_the_other_is_taken() -> None:
    problem = Problem.from_preferences(
        applicants={"A": ["Q"], "B": ["Q"], "C": ["P", "Q"], "D": ["Q"]},
        places={"P": ["C"], "Q": ["B", "C", "A"]},
        capacity={"P": 2, "Q": 2},
        groups=[{"A", "B"}],
    )
    # Q asks C first and then has no room for A and B, to whom it does not come back when C leaves for P.
    for proposing in BOTH:
        result = allocate(problem, mechanism="stable", proposing=proposing)
        assert (result.status, dict(result.placed)) == ("proved", {"A": "Q", "B": "Q", "C": "P"})


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


def test_a_small_party_keeps_its_seat_when_a_larger_one_has_to_go() -> None:
    # G and H, of two, come to P before C, of one and wanted most; D, of one, fits beside C though G does not.
    problem = Problem.from_preferences(
        applicants={"C": ["Q", "P"], "D": ["P"], "E": ["Q"], "G": ["P"]},
        places={"P": ["C", "G", "D"], "Q": ["E", "C"]},
        capacity={"P": 3, "Q": 1},
        size={"G": 2, "C": 2, "E": 1},
    )
    result = allocate(problem, mechanism="stable")
    assert (result.status, dict(result.placed)) == ("proved", {"C": "P", "D": "P", "E": "Q"})
    assert result.verify() == ()


def test_a_ranking_is_a_mapping_of_the_pairs_that_both_list() -> None:
    problem = Problem.from_preferences(
        applicants={"A": ["P", ["Q", "R"]], "B": [("Q",)]},  # type: ignore[list-item]  # a tie may be any sequence
        places={"P": ["A"], "R": ["A", "B"], "Q": ["B"]},
        capacity={"P": 1, "Q": 1, "R": 1, "S": 1},
    )
    row = problem.pairs.of("A")
    assert (list(row), list(row.values()), list(row.items()), len(row)) == (
        ["P", "R"],
        [2, 1],
        [("P", 2), ("R", 1)],
        2,
    )
    assert (row.get("Q"), row.get("S"), "R" in row, problem.pairs.barriers("A", "Q")) == (None, None, True, ())
    assert (dict(problem.pairs.of("nobody")), len(problem.pairs), problem.pairs.extent) == ({}, 3, "3 pairs")
    assert dict(problem.pairs.open_to(["A", "B"])) == {"P": 1, "Q": 1, "R": 1}
    assert allocate(problem, mechanism="stable").placed == {"A": "P", "B": "Q"}


def test_whoever_closes_before_their_turn_comes_is_passed_over() -> None:
    closed: set[str] = set()
    order = in_order([("Q", 1), ("P", 1), ("R", 0)], lambda place: place not in closed, str)
    assert next(order) == "P"
    closed.add("Q")
    assert list(order) == ["R"]


def test_the_first_column_of_a_matrix_is_a_place_like_any_other() -> None:
    problem = Problem.from_matrix([[5, 1], [4, 3]], capacity=[1, 1])
    mechanisms: tuple[Mechanism, Mechanism] = ("stable", "queue")
    for mechanism in mechanisms:
        result = allocate(problem, mechanism=mechanism)
        placed = {str(name): str(place) for name, place in result.placed.items()}
        assert (placed, result.verify()) == ({"0": "0", "1": "1"}, ())


def test_an_unstable_answer_under_rules_is_refused() -> None:
    problem = Problem.from_rules(
        NAMES,
        PLACES,
        preferences=[Preference("score", str, str, lambda name, _: ord(name))],
        id_of=str,
        capacity=dict.fromkeys(PLACES, 1),
    )
    result = allocate(problem, mechanism="stable")
    assert set(result.placed) == {"B", "C", "D"}
    placed = {("A" if name == "B" else name): place for name, place in result.placed.items()}
    changed = evolve(result, placed=placed, unplaced={"B": WHY})
    assert [text.en for text in changed.verify() if "both" in text.en] == [
        f"B and {result.placed['B']} would both rather have each other"
    ]
