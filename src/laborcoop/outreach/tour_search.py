"""The search for a tour: one integer programme, goal by goal, each fixed before the next.

It is a timetable and no allocation: the day of a fair decides which of its employers can come. As many fairs as
possible are held, then with as many booths, then with as many openings at them, then as near as can be to the days
wished. The solver is CP-SAT, on one worker with a fixed seed: the same wishes give the same tour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from attrs import field, frozen

from laborcoop.allocation import Goal
from laborcoop.allocation.solver import load, run
from laborcoop.allocation.watch import Watch
from laborcoop.journey import Proof
from laborcoop.kernel.ids import EmployerId, FairId
from laborcoop.kernel.text import Text
from laborcoop.outreach.fair import Booth
from laborcoop.outreach.tour import FairWish, Touring
from laborcoop.outreach.tour_days import Slot, Spot

_EFFORT = 20.0
"""How long each goal is sought, in the solver's measure of work: where it ends before the proof, the gap says so."""

_GOALS = (
    Text("举办场数", "fairs held"),
    Text("参会家次", "booths"),
    Text("岗位个次", "openings at the booths"),
    Text("与希望日期相差的天数", "days between what was wished and what is planned"),
)


@frozen(kw_only=True)
class Candidate:
    """A fair that can be held: its wish, its slots, and the booths of employers that may come."""

    wish: FairWish
    slots: tuple[Slot, ...]
    booths: tuple[Booth, ...]


@frozen(kw_only=True)
class Found:
    """Where each fair is held, which employers come, and how good that is proved to be."""

    slot: Mapping[FairId, Slot]
    present: Mapping[FairId, tuple[Booth, ...]]
    proof: Proof


def clash(question: Touring, one: FairWish, here: Spot, other: FairWish, there: Spot) -> bool:
    """Whether an employer cannot be at both fairs, each on a day in a county: they overlap, or the way is too long."""
    (on, county), (then, elsewhere) = here, there
    apart = max((then - one.ends(on)).days, (on - other.ends(then)).days)
    return apart <= question.days_between(county, elsewhere)


def is_away(question: Touring, employer: EmployerId, wish: FairWish, on: date) -> bool:
    """Whether an employer sends nobody on a day of the fair."""
    return any(day in period for day in wish.held(on) for period in question.away.get(employer, ()))


def search(candidates: Sequence[Candidate], question: Touring, time_limit: float | None) -> Found:
    """The best tour of the candidates.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    model = _Model.of(candidates, question)
    values, proof = model.solve(Watch(time_limit, None))
    slot = {
        candidates[fair].wish.fair.id: candidates[fair].slots[number]
        for (fair, number), at in model.held.items()
        if values[at]
    }
    present: dict[FairId, tuple[Booth, ...]] = {}
    for fair, candidate in enumerate(candidates):
        chosen = {booth for (which, booth, _), at in model.comes.items() if which == fair and values[at]}
        present[candidate.wish.fair.id] = tuple(candidate.booths[number] for number in sorted(chosen))
    return Found(slot=slot, present=present, proof=proof)


@frozen(kw_only=True)
class _Model:
    """The programme: a variable for each slot of each fair, and for each of its booths on each day in each county."""

    cp: Any
    variables: list[Any] = field(factory=list)
    held: dict[tuple[int, int], int] = field(factory=dict)
    """(fair, slot) -> number of its variable."""
    comes: dict[tuple[int, int, Spot], int] = field(factory=dict)
    """(fair, booth, day and county) -> number of its variable."""
    weights: tuple[dict[int, int], ...] = field(factory=lambda: tuple({} for _ in _GOALS))
    """For each goal: number of a variable -> what it adds."""
    most: int
    """How many fairs there can be at the most."""

    @classmethod
    def of(cls, candidates: Sequence[Candidate], question: Touring) -> _Model:
        """The programme of some candidates."""
        model = cls(cp=load().CpModel(), most=len(candidates))
        for fair, candidate in enumerate(candidates):
            model.add_fair(fair, candidate, question)
        model.add_venues(candidates)
        model.add_employers(candidates, question)
        return model

    def variable(self) -> int:
        """A new variable, 0 or 1; its number."""
        self.variables.append(self.cp.new_bool_var(""))
        return len(self.variables) - 1

    def total(self, weights: Mapping[int, int]) -> Any:  # noqa: ANN401 - the solver comes without types
        """A weighted sum of variables."""
        return sum(weight * self.variables[at] for at, weight in weights.items())

    def add_fair(self, fair: int, candidate: Candidate, question: Touring) -> None:
        """A fair is held once at the most; on its day come as many employers as it is worth, within its stands."""
        of_spot: dict[Spot, dict[int, int]] = defaultdict(dict)
        for number, slot in enumerate(candidate.slots):
            at = self.held[fair, number] = self.variable()
            of_spot[slot.spot][at] = slot.venue.stands
            self.weights[0][at] = 1
            self.weights[3][at] = -abs((slot.on - candidate.wish.wished_on).days)
        self.cp.add_at_most_one(self.variables[at] for held in of_spot.values() for at in held)
        for spot, held in of_spot.items():
            open_then = sum(self.variables[at] for at in held)
            booths = {}
            for number, booth in enumerate(candidate.booths):
                if not is_away(question, booth.employer, candidate.wish, spot[0]):
                    at = self.comes[fair, number, spot] = self.variable()
                    self.weights[1][at], self.weights[2][at] = 1, booth.openings
                    self.cp.add(self.variables[at] <= open_then)
                    booths[at] = 1
            self.cp.add(self.total(booths) <= self.total(held))
            self.cp.add(self.total(booths) >= question.least_employers * open_then)

    def add_venues(self, candidates: Sequence[Candidate]) -> None:
        """A venue holds one fair on a day."""
        taken: dict[tuple[str, date], list[Any]] = defaultdict(list)
        for (fair, number), at in self.held.items():
            slot = candidates[fair].slots[number]
            for day in candidates[fair].wish.held(slot.on):
                taken[slot.venue.id, day].append(self.variables[at])
        for held in taken.values():
            self.cp.add_at_most_one(held)

    def add_employers(self, candidates: Sequence[Candidate], question: Touring) -> None:
        """An employer is at one fair at a time, and on the road between two."""
        spots: dict[EmployerId, dict[int, dict[Spot, Any]]] = defaultdict(lambda: defaultdict(dict))
        for (fair, number, spot), at in self.comes.items():
            spots[candidates[fair].booths[number].employer][fair][spot] = self.variables[at]
        for fairs in spots.values():
            for one, other in combinations(fairs, 2):
                for spot, here in fairs[one].items():
                    there = [
                        elsewhere
                        for then, elsewhere in fairs[other].items()
                        if clash(question, candidates[one].wish, spot, candidates[other].wish, then)
                    ]
                    if there:
                        self.cp.add_at_most_one([here, *there])

    def solve(self, watch: Watch) -> tuple[tuple[int, ...], Proof]:
        """The values of the variables, goal after goal, and the proof."""
        values = (0,) * len(self.variables)
        goals: list[Goal] = []
        status = "proved"
        for key, (name, weights) in enumerate(zip(_GOALS, self.weights, strict=True)):
            self.cp.maximize(self.total(weights))
            self.cp.clear_hints()
            for variable, value in zip(self.variables, values, strict=True):
                self.cp.add_hint(variable, value)
            answer = run(self.cp, self.variables, watch, effort=_EFFORT)
            bound = answer.bound if answer.status != "unknown" else self._trivial(weights)
            values = answer.values or values
            goals.append(_goal(key, name, sum(weight * values[at] for at, weight in weights.items()), bound))
            if answer.status != "best":
                status = "feasible"
                break
            self.cp.add(self.total(weights) >= bound)
        return values, Proof(status=status, goals=tuple(goals), gap=goals[-1].gap)

    def _trivial(self, weights: Mapping[int, int]) -> int:
        """What a goal cannot pass whatever is chosen: each fair once, each booth of it once."""
        return sum(max(0, weight) for weight in weights.values())


def _goal(key: int, name: Text, value: int, bound: int) -> Goal:
    """A goal as it is reported: days moved count from below."""
    if key == len(_GOALS) - 1:
        return Goal(name, "moves", key, -value, -bound)
    return Goal(name, "score", key, value, bound)
