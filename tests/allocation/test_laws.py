"""Laws that every answer obeys, whatever the problem."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Literal

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from laborcoop.allocation import Cap, PairRule, Preference, Problem, Result, allocate
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from laborcoop.allocation.explain import Mechanism

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
chances = st.randoms(use_true_random=True)
WHY = (Text("无", "none"),)
MECHANISMS: tuple[Mechanism, ...] = ("optimal", "stable", "queue")


def simple(oracle: ModuleType, chance: Random, **changes: Any) -> Problem:
    """A problem that every mechanism takes."""
    problem: Problem = oracle.draw(chance).problem(tier={}, minimum={}, caps=(), **changes)
    return problem


def even(case: Any, chance: Random) -> Any:  # noqa: ANN401 - a case of a script
    """The case, half of the time with all scores alike, so that many answers are as good."""
    return evolve(case, pairs=[(name, place, 1) for name, place, _ in case.pairs]) if chance.randint(0, 1) else case


def signed(result: Result) -> list[int]:
    """The goals, each the better the larger."""
    return [-goal.value if goal.kind == "moves" else goal.value for goal in result.goals]


@few
@given(chance=chances)
@example(chance=Random(2253))  # somebody of a group has the id of a place: the place keeps its minimum
def test_leaving_out_a_whole_unplaced_group_changes_no_value(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    result = case.solve()
    if result.status != "proved":
        return
    for group in case.demands.get("groups", []):
        if not group <= set(result.unplaced) - set(case.demands.get("previous", {})):
            continue
        parts = {
            key: {name: value for name, value in part.items() if name not in group or key == "minimum"}
            for key, part in case.demands.items()
            if isinstance(part, dict)
        }
        caps = [
            Cap(cap.name, cap.applicants - group, cap.places, cap.least, cap.most)
            for cap in case.demands.get("caps", [])
        ]
        rest = evolve(
            case,
            pairs=[pair for pair in case.pairs if pair[0] not in group],
            applicants=[name for name in case.applicants if name not in group],
            demands=parts | {"caps": caps, "groups": [one for one in case.demands["groups"] if one != group]},
        )
        after = {(goal.kind, goal.key): goal.value for goal in rest.solve().goals}
        # A goal that only the group had is gone; it was worth nothing.
        assert all(after.get((goal.kind, goal.key), 0) == goal.value for goal in result.goals)


@few
@given(chance=chances)
def test_what_was_placed_stays_where_nothing_else_is_asked_for(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    before = case.solve(case.problem(previous={}))
    if before.status != "proved":
        return
    again = case.solve(case.problem(previous=dict(before.placed)))
    assert (dict(again.placed), dict(again.moves)) == (dict(before.placed), {})


@few
@given(chance=chances)
def test_after_openings_go_no_answer_that_is_as_good_moves_fewer(oracle: ModuleType, chance: Random) -> None:
    case = even(oracle.draw(chance), chance)
    before = case.solve(case.problem(previous={}))
    fewer = {place: max(0, count - chance.randint(0, 1)) for place, count in case.capacity.items()}
    problem = case.problem(capacity=fewer, previous=dict(before.placed))
    result = allocate(problem, objective=case.objective)
    if result.status != "proved":
        return
    own = oracle.values(problem, result.placed, case.objective, 0)
    as_good = [
        oracle.values(problem, placed, case.objective, 0)
        for placed in oracle.placements(problem)
        if oracle.values(problem, placed, case.objective, 0)[: len(own) - 1] == own[:-1]
    ]
    # Where nobody was placed there is no goal of moves.
    assert not problem.previous or len(result.moves) == min(-values[-1] for values in as_good)


@few
@given(chance=chances)
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_pins_never_move(oracle: ModuleType, mechanism: Mechanism, chance: Random) -> None:
    problem = simple(oracle, chance)
    result = allocate(problem, mechanism=mechanism)
    assert result.status == "infeasible" or result.placed.items() >= problem.pinned.items()


@few
@given(chance=chances)
def test_pins_never_move_under_any_demand(oracle: ModuleType, chance: Random) -> None:
    case = oracle.draw(chance)
    result = case.solve(case.problem(previous=dict.fromkeys(case.applicants, "gone")))
    assert result.status == "infeasible" or result.placed.items() >= case.demands.get("pinned", {}).items()


def elsewhere(result: Result, placed: dict[str, str]) -> Result:
    """The same claims about another placement."""
    return evolve(result, placed=placed, unplaced={one: WHY for one in result.problem.applicants if one not in placed})


def corrupted(result: Result) -> Iterator[Result]:
    """The result with one applicant elsewhere, or nowhere; what it claims left alone."""
    for name in result.problem.applicants:
        for place in (None, *result.problem.capacity):
            if place == result.placed.get(name):
                continue
            placed = {one: there for one, there in result.placed.items() if one != name}
            yield elsewhere(result, placed | ({} if place is None else {name: place}))


def honest(result: Result) -> Result:
    """The result with its goals counted anew, and each claimed to be the best there is."""
    values = [aim.value(result.problem, result.placed) for aim in result.aims]
    counted = [-value if goal.kind == "moves" else value for goal, value in zip(result.goals, values, strict=True)]
    goals = [evolve(goal, value=value, bound=value) for goal, value in zip(result.goals, counted, strict=True)]
    return evolve(result, goals=tuple(goals))


@few
@given(chance=chances)
def test_every_corruption_of_a_best_answer_is_rejected_unless_it_is_as_good(oracle: ModuleType, chance: Random) -> None:
    case = even(oracle.draw(chance, 4, 3), chance)
    result = case.solve()
    if result.status != "proved":
        return
    problem = result.problem
    best = oracle.values(problem, result.placed, case.objective, case.move_cost)
    for wrong in corrupted(result):
        opens = all(place in problem.pairs.of(name) for name, place in wrong.placed.items())
        sound = opens and oracle.keeps(problem, wrong.placed)
        as_good = sound and oracle.values(problem, wrong.placed, case.objective, case.move_cost) == best
        assert bool(wrong.verify()) == (not as_good)
        # Nor does it help to count the goals of the wrong answer honestly.
        assert not sound or bool(honest(wrong).verify()) == (not as_good)


@few
@given(chance=chances)
def test_no_bound_below_the_best_passes(oracle: ModuleType, chance: Random) -> None:
    """Whatever answer a search was stopped at, in whichever goal."""
    case = oracle.draw(chance)
    best = case.solve()
    if best.status != "proved":
        return
    problem = best.problem
    truth = signed(best)
    for placed in chance.sample(found := list(oracle.placements(problem)), min(4, len(found))):
        own = list(oracle.values(problem, placed, case.objective, case.move_cost))
        at = next((at for at, (value, most) in enumerate(zip(own, truth, strict=True)) if value < most), None)
        if at is None:
            continue
        for bound in (own[at], truth[at] - 1):
            sign = -1 if best.goals[at].kind == "moves" else 1
            reached = honest(elsewhere(best, placed)).goals[: at + 1]
            goals = (*reached[:at], evolve(reached[at], bound=sign * bound))
            stopped = evolve(elsewhere(best, placed), status="feasible", goals=goals, worth={}, price={}, loss={})
            assert stopped.verify() != ()


@settings(few, max_examples=20)
@given(seed=st.integers(0, 10**6))
def test_the_best_without_one_pair_does_not_pass_for_the_best(oracle: ModuleType, seed: int) -> None:
    """Such an answer can only be improved by changes that lead through that pair."""
    chance = Random(seed)
    case = oracle.draw(chance, 10, 6)
    result = case.solve(case.problem(pinned={}))
    for pair in chance.sample(list(result.placed.items()), min(3, len(result.placed))):
        other = case.solve(case.problem(pinned={}, pairs=[one for one in case.pairs if one[:2] != pair]))
        if other.status == "proved":
            claimed = honest(elsewhere(result, dict(other.placed)))
            assert bool(claimed.verify()) == (signed(other) != signed(result))


@few
@given(chance=chances)
def test_every_corruption_of_a_stable_answer_is_rejected_unless_it_is_stable(
    oracle: ModuleType, chance: Random
) -> None:
    result = allocate(simple(oracle, chance, groups=()), mechanism="stable")
    if result.status != "proved":
        return
    problem = result.problem
    for wrong in corrupted(result):
        opens = all(place in problem.pairs.of(name) for name, place in wrong.placed.items())
        stable = opens and oracle.keeps(problem, wrong.placed) and not wrong.blocking_pairs()
        assert bool(wrong.verify()) == (not stable)


def mixed(order: Random, items: Any) -> list[Any]:  # noqa: ANN401 - a list of anything
    return order.sample(list(items), len(items))


def by_pairs(problem: Problem, order: Random) -> Problem:
    pairs = [(name, place, score) for name in problem.applicants for place, score in problem.pairs.of(name).items()]
    return Problem.from_pairs(
        mixed(order, pairs),
        capacity={place: problem.capacity[place] for place in mixed(order, problem.capacity)},
        applicants=mixed(order, problem.applicants),
    )


def by_matrix(problem: Problem, order: Random) -> Problem:
    names, places = mixed(order, problem.applicants), mixed(order, problem.capacity)
    rows = [[problem.pairs.of(name).get(place, float("nan")) for place in places] for name in names]
    return Problem.from_matrix(
        rows, capacity={place: problem.capacity[place] for place in places}, applicants=names, places=places
    )


def by_preferences(problem: Problem, order: Random) -> Problem:
    """Each side ranks the other by score; whom it scores alike it lists as a tie, in any order."""

    def ranked(row: dict[str, int]) -> list[Any]:
        tied = [[name for name in mixed(order, row) if row[name] == score] for score in sorted(set(row.values()))[::-1]]
        return [names[0] if len(names) == 1 else tuple(names) for names in tied]

    rows = {name: dict(problem.pairs.of(name)) for name in problem.applicants}
    columns = {place: {name: row[place] for name, row in rows.items() if place in row} for place in problem.capacity}
    return Problem.from_preferences(
        applicants={name: ranked(rows[name]) for name in mixed(order, rows)},
        places={place: ranked(columns[place]) for place in mixed(order, columns)},
        capacity={place: problem.capacity[place] for place in mixed(order, problem.capacity)},
    )


def digit(one: object) -> int:
    """A small number that an id of any kind says, so that rules have something to read."""
    return sum(str(one).encode()) % 7


RULES = (
    PairRule("odd", lambda one: digit(one) % 2, lambda place: digit(place) % 3, lambda one, place: one + place < 3),
    PairRule("last", lambda one: str(one)[-1:], lambda place: str(place)[-1:], lambda one, place: one != place),
)
WISHES = (
    Preference("last", lambda one: digit(one) % 3, digit, lambda one, place: one * place % 3),
    Preference("one", lambda one: digit(one) == 1, lambda _: 0, lambda is_one, _: int(is_one)),
)


def by_rules(listed_up_to: int) -> Callable[[Problem, Random], Problem]:
    def build(problem: Problem, order: Random) -> Problem:
        return Problem.from_rules(
            mixed(order, problem.applicants),
            mixed(order, problem.capacity),
            rules=mixed(order, RULES),
            preferences=mixed(order, WISHES),
            capacity={place: problem.capacity[place] for place in mixed(order, problem.capacity)},
            id_of=lambda one: one,
            listed_up_to=listed_up_to,
        )

    return build


@few
@given(chance=chances, order=chances)
@pytest.mark.parametrize("mechanism", ["optimal", "stable"])
@pytest.mark.parametrize(
    "build",
    [
        pytest.param(by_pairs, id="pairs"),
        pytest.param(by_matrix, id="matrix"),
        pytest.param(by_preferences, id="preferences"),
        pytest.param(by_rules(10**6), id="rules, few"),
        pytest.param(by_rules(0), id="rules, many"),
    ],
)
def test_the_order_of_the_input_changes_nothing(
    oracle: ModuleType,
    build: Callable[[Problem, Random], Problem],
    mechanism: Literal["optimal", "stable"],
    chance: Random,
    order: Random,
) -> None:
    problem = oracle.draw(chance, 7, 4).problem()
    one, other = (allocate(build(problem, order), mechanism=mechanism) for _ in range(2))
    assert list(one.placed.items()) == list(other.placed.items())
    assert (one.status, one.goals, one.price) == (other.status, other.goals, other.price)
    assert dict(one.unplaced) == dict(other.unplaced)


@few
@given(chance=chances, order=chances)
def test_a_queue_reads_the_order_of_arrival_and_no_other(oracle: ModuleType, chance: Random, order: Random) -> None:
    case = oracle.draw(chance, 7, 4)
    demands = {
        key: {name: part[name] for name in mixed(order, part)} if isinstance(part, dict) else mixed(order, part)
        for key, part in case.demands.items()
    }
    floors = [evolve(cap, least=0) for cap in demands.get("caps", [])]
    shuffled = evolve(
        case,
        pairs=mixed(order, case.pairs),
        capacity={place: case.capacity[place] for place in mixed(order, case.capacity)},
        demands=demands,
    )
    one, other = (allocate(each.problem(caps=floors), mechanism="queue") for each in (case, shuffled))
    assert list(one.placed.items()) == list(other.placed.items())
    assert dict(one.unplaced) == dict(other.unplaced)


@few
@given(chance=chances)
def test_more_openings_never_lower_the_optimum_of_a_problem_by_rules(oracle: ModuleType, chance: Random) -> None:
    problem = oracle.draw(chance, 7, 4).problem()
    before = allocate(by_rules(0)(problem, chance))
    more = {place: count + chance.randint(0, 2) for place, count in problem.capacity.items()}
    after = allocate(by_rules(0)(evolve(problem, capacity=more), chance))
    assert (before.status, after.status) == ("proved", "proved")
    assert signed(after) >= signed(before)
