"""The independent check of ``optimal``: the goals, their values, their bounds, and that nothing better exists.

Goals are compared through one whole number of any length per pair, so that nothing is rounded and no goal is mixed up
with another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from laborcoop.allocation.audit_search import NOT_ASKED, give_up, is_beaten
from laborcoop.allocation.better import LARGEST, TOO_MANY
from laborcoop.allocation.chains import gains, improved, longest, open_places
from laborcoop.allocation.ledger import Ledger
from laborcoop.allocation.loads import Loads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from laborcoop.allocation.ledger import Team
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.result import Result

Goals = list[tuple[str, int]]

_EFFORT = 500_000
"""Pairs that are looked at in search of a placement beyond a bound; enough for problems of a thousand."""
_SMALL = 2**60
"""Flows multiply the scores by the people and places together."""


def check_best(result: Result, ledger: Ledger) -> None:
    """The goals are the problem's own, honestly counted, and the placement cannot be improved."""
    problem = ledger.problem
    scores = {name: problem.pairs.of(name)[place] for name, place in result.placed.items()}
    if not check_goals(result, ledger, scores):
        return
    if result.status != "proved":
        check_bounds(result, ledger)
        return
    scale = _Scale(ledger, goals_of(problem, result.objective), result.move_cost)
    if is_plain(problem):
        _check_prices(result, ledger, scale)
    else:
        _check_moves(ledger, scale)
        if improved(ledger, scale.worth) is not None:
            ledger.fault("一连串变动可以改进结果", "a chain of moves would improve the answer")
        elif not ledger.faults and _is_beaten(ledger, scale, [0] * len(scale.goals)):
            ledger.fault("搜索找到了更好的结果", "a search found a better answer")


def _is_beaten(ledger: Ledger, scale: _Scale, more: Sequence[int]) -> bool | None:
    """Whether an answer is better by more than so much in each goal; None where that was not found out."""
    if not ledger.may_search:
        give_up(ledger, NOT_ASKED)
        return None
    free = {team: ledger.places(team) for team in ledger.teams if not ledger.is_pinned(team)}
    count = sum(map(len, free.values()))
    if count > LARGEST:
        give_up(ledger, TOO_MANY.format(count=count, most=LARGEST))
        return None
    worth = {team: {place: scale.parts(team, place) for place in places} for team, places in free.items()}
    return is_beaten(ledger, worth, more)


def check_bounds(result: Result, ledger: Ledger) -> None:
    """No chain of moves after another leads beyond the bounds, nor does a search, as far as both go."""
    scale = _Scale(ledger, goals_of(ledger.problem, result.objective)[: len(result.goals)], result.move_cost)
    bounds = [goal.bound * (-1 if goal.kind == "moves" else 1) for goal in result.goals]
    passed, plain = _chains_pass(result, ledger, scale, bounds), is_plain(ledger.problem)
    if passed:
        ledger.fault("上界不成立：另一结果超过了它", "the bound is false: a chain of moves leads beyond it")
    if passed or (plain and passed is not None):
        return
    if len(bounds) == 1 and plain and scale.is_small:
        _check_obvious(result, ledger, scale)
    if not ledger.faults and _is_beaten(ledger, scale, [goal.gap for goal in result.goals]):
        ledger.fault("上界不成立：搜索找到了超过它的结果", "the bound is false: a search found an answer beyond it")


def _chains_pass(result: Result, ledger: Ledger, scale: _Scale, bounds: list[int]) -> bool | None:
    """Whether moves of single people in no cap, chain after chain, lead beyond bounds; None if there may be more."""
    problem, placed = ledger.problem, dict(result.placed.items())
    pairs = sum(len(problem.pairs.of(name)) for name in problem.applicants)
    for _ in range(max(1, _EFFORT // max(1, pairs))):
        found = improved(Ledger(problem, placed), scale.worth)
        if found is None:
            return False
        placed = found
        scores = {name: problem.pairs.of(name)[place] for name, place in placed.items()}
        values = [
            _total(problem, scores, placed, goal, result.move_cost) * (-1 if goal[0] == "moves" else 1)
            for goal in scale.goals
        ]
        if values > bounds:
            return True
    return None


def _check_obvious(result: Result, ledger: Ledger, scale: _Scale) -> None:
    """A bound of the first goal that the search for chains leaves open follows from the scores alone.

    Where numbers are small a flow proves every goal that it ends with, and one that is stopped has no other bound than
    what single people could reach if nobody were in anybody's way.
    """
    problem, (goal,) = ledger.problem, result.goals
    places = open_places(ledger)
    most = 0
    for team in ledger.teams:
        (name,) = team
        pin = problem.pinned.get(name)
        if pin is None:
            most += max([0, *(scale.worth(team, place) for place in problem.pairs.of(name).keys() & places)])
        else:
            most += scale.worth(team, pin)
    if goal.kind == "score":
        most -= result.move_cost * sum(problem.tier.get(name, 0) == goal.key for name in problem.previous)
    if goal.bound < most:
        ledger.fault(
            "目标“{goal}”的上界没有依据：声称 {claimed}，由各人最高分只能得出 {bound}",
            "nothing proves the bound of the goal '{goal}': claimed {claimed}; everybody's best gives {bound}",
            goal=goal.name,
            claimed=goal.bound,
            bound=most,
        )


def check_goals(result: Result, ledger: Ledger, scores: Mapping[str, int]) -> bool:
    """The goals are the problem's own and honestly counted, given the score of everybody who is placed.

    Whether at least the goals are the right ones.
    """
    problem = ledger.problem
    goals = goals_of(problem, result.objective)
    values = [_total(problem, scores, result.placed, goal, result.move_cost) for goal in goals]
    claimed = [(goal.kind, goal.key) for goal in result.goals]
    proved = result.status == "proved"
    if claimed != goals[: len(claimed)] or not claimed or (proved and len(claimed) != len(goals)):
        ledger.fault("目标与问题不符", "the goals are not those of the problem")
        return False
    for number, (goal, value) in enumerate(zip(result.goals, values, strict=False)):
        beaten = goal.bound > value if goal.kind == "moves" else goal.bound < value
        open_goal = number == len(claimed) - 1 and not proved
        if goal.value != value or beaten or (goal.bound != value and not open_goal):
            ledger.fault(
                "目标“{goal}”实为 {value}，声称 {claimed}，上界 {bound}",
                "the goal '{goal}' is {value}; claimed {claimed}, bound {bound}",
                goal=goal.name,
                value=value,
                claimed=goal.value,
                bound=goal.bound,
            )
    return True


def goals_of(problem: Problem, objective: str) -> Goals:
    """The goals of a problem in order, as (kind, key)."""
    goals: Goals = []
    # Whoever has no tier is in the first.
    tiers = {problem.tier.get(name, 0) for name in problem.applicants} if problem.tier else {0}
    for tier in sorted(tiers or {0}):
        goals += [("people", tier)] * (objective == "count-then-score") + [("score", tier)]
    goals += [("priority", value) for value in sorted(set(problem.priority.values()))]
    return goals + [("moves", 0)] * bool(problem.previous)


def _total(
    problem: Problem, scores: Mapping[str, int], placed: Mapping[str, str], goal: tuple[str, int], move_cost: int
) -> int:
    kind, key = goal
    tier: Sequence[str] = problem.applicants
    if problem.tier:
        tier = [name for name in problem.applicants if problem.tier.get(name, 0) == key]
    moved = {name for name, place in problem.previous.items() if placed.get(name) != place}
    if kind == "people":
        return sum(name in placed for name in tier)
    if kind == "score":
        cost = move_cost * len(moved & set(tier))
        return sum(scores.get(name, 0) for name in tier) - cost
    if kind == "priority":
        return sum(name in placed for name, value in problem.priority.items() if value == key)
    return len(moved)


class _Scale:
    """One number for what a team adds to all goals at a place: lexicographic, exact, of any length."""

    def __init__(self, ledger: Ledger, goals: Goals, move_cost: int) -> None:
        problem = ledger.problem
        largest = max(
            (abs(score) for name in problem.applicants for score in problem.pairs.of(name).values()), default=0
        )
        self.is_small = (largest + move_cost) * (len(problem.applicants) + len(problem.capacity) + 2) < _SMALL
        """Whether flows are exact in each goal."""
        # More than twice what one goal can differ by between any two placements.
        self.base = 4 * (largest + move_cost + 1) * (len(problem.applicants) + 1)
        self.goals = goals
        self._problem = problem
        self._move_cost = move_cost

    def worth(self, team: Team, place: str) -> int:
        """What placing a team somewhere adds."""
        return self.joined(self.parts(team, place))

    def parts(self, team: Team, place: str) -> tuple[int, ...]:
        """What placing a team somewhere adds to each goal."""
        return tuple(sum(self._part(kind, key, name, place) for name in team) for kind, key in self.goals)

    def _part(self, kind: str, key: int, name: str, place: str) -> int:
        problem = self._problem
        stays = problem.previous.get(name) == place
        if kind == "moves":
            return stays
        if kind == "priority":
            return problem.priority.get(name) == key
        if problem.tier.get(name, 0) != key:
            return 0
        return 1 if kind == "people" else problem.pairs.of(name)[place] + stays * self._move_cost

    def joined(self, parts: tuple[int, ...]) -> int:
        """A number from its parts, goal by goal."""
        total = 0
        for part in parts:
            total = total * self.base + part
        return total


def is_plain(problem: Problem) -> bool:
    """Whether prices of single places can prove an optimum: single people, one opening each, no wider demand."""
    return (
        not problem.caps
        and not any(len(group) > 1 for group in problem.groups)
        and all({1}.issuperset([size] if isinstance(size, int) else size.values()) for size in problem.size.values())
        and not any(1 < least <= problem.capacity[place] for place, least in problem.minimum.items())
    )


def _check_prices(result: Result, ledger: Ledger, scale: _Scale) -> None:
    """By strong duality: prices exist exactly if no chain of moves improves the placement.

    The lowest such prices are what one more opening is worth; they are compared with the prices of the result.
    """
    places = open_places(ledger)
    price, cycle = longest(gains(ledger, scale.worth, places), {None: 0})
    if cycle:
        ledger.fault("一连串变动可以改进结果", "a chain of moves would improve the answer")
        return
    for place in sorted(places, key=str):
        claimed = result.worth.get(place)
        if claimed is None or len(claimed) != len(scale.goals) or scale.joined(claimed) != price[place]:
            ledger.fault("{place} 的价格不对", "the price of {place} is wrong", place=place)


def _check_moves(ledger: Ledger, scale: _Scale) -> None:
    """No team could do better by itself, nowhere included, or in the place of the one that is worth least there."""
    worth = {team: 0 if (at := ledger.place(team)) is None else scale.worth(team, at) for team in ledger.teams}
    loads = Loads.of(ledger)
    weakest: dict[str, Team] = {}
    for team in ledger.teams:
        place = ledger.place(team)
        if place is not None and not ledger.is_pinned(team):
            weakest[place] = min(weakest.get(place, team), team, key=worth.__getitem__)
    for team in ledger.teams:
        if ledger.is_pinned(team):
            continue
        if worth[team] < 0 and loads.keep({team: None}):
            ledger.fault("不安排 {team} 会改进结果", "placing {team} nowhere would improve the answer", team=team)
        for place in sorted(ledger.places(team), key=str):
            more = scale.worth(team, place) - worth[team]
            if place == ledger.place(team) or more <= 0:
                continue
            out = weakest.get(place)
            alone = loads.keep({team: place})
            if alone or (out is not None and more > worth[out] and loads.keep({team: place, out: None})):
                ledger.fault(
                    "把 {team} 改到 {place} 会改进结果",
                    "moving {team} to {place} would improve the answer",
                    team=team,
                    place=place,
                )
