"""The optimal mechanism for every problem: integer programming, goal by goal, each fixed before the next.

Interchangeable parties are one integer variable per place. Multipliers of the shared limits bound the answer from
above, and tell which slots an answer better than the one at hand can still use: the integer program is solved over
those alone. The solver runs on one worker with a fixed seed, so that the same problem gives the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.outcome import Outcome, Status
from laborcoop.allocation.relaxation import SCALE, Bound, Row, Slot, bound, rows_of
from laborcoop.allocation.solver import Answer, Foreign, load, run
from laborcoop.allocation.watch import Progress, Watch
from laborcoop.allocation.weights import batches, digits, radices, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.parties import Class
    from laborcoop.allocation.problem import Problem

Counts = dict[tuple[int, str], int]

# Weighted goals stay far inside what a float holds, so that the linear program sees the least of them.
_COMBINED = 2**36
# How long goals are tried together, in the solver's own measure of work: each for itself is often the easier.
_TRY = 1.0
# Slots per class that the first integer program looks at.
_FIRST_LOOK = 4


@frozen
class Step:
    """Goals that are solved together: their numbers, their weights and the weighted sum for each slot."""

    goals: range
    weights: list[int]
    largest: list[int]
    """What a party adds to each goal at the most."""
    worth: Mapping[Slot, int]


def solve(
    problem: Problem, sorts: Sequence[Class], aims: Sequence[Aim], start: Mapping[str, str] | None, watch: Watch
) -> Outcome | None:
    """The best placement goal by goal; None if the demands contradict one another.

    ``start`` is a placement that keeps every demand, where one is known. Without it the first feasible answer is
    sought whatever the time limit says, since there would be nothing to hand back.
    """
    search = Search(problem, sorts, aims, watch)
    counts = search.feasible() if start is None else search.counted(start)
    if counts is None:
        return None
    bounds: list[int] = []
    status: Status = "proved"
    waiting = search.steps()
    while waiting:
        step = waiting.pop(0)
        counts, top, is_left = search.best(step, counts)
        if is_left:
            waiting[:0] = search.one_by_one(step)
            continue
        bounds += search.bounds(step, counts, top)
        if search.total(step.worth, counts) < top:
            status = "feasible"
            break
    return Outcome(
        status=status,
        placed=search.placement(counts),
        bounds=tuple(bounds),
        estimate={place: tuple(parts) for place, parts in search.prices.items()},
    )


class Search:
    """The slots that a best answer can still use, and the goals already fixed."""

    def __init__(self, problem: Problem, sorts: Sequence[Class], aims: Sequence[Aim], watch: Watch) -> None:
        self.problem, self.sorts, self.aims, self.watch = problem, sorts, aims, watch
        self.upper: dict[Slot, int] = {}
        for number, sort in enumerate(sorts):
            for place in sort.one.gains:
                capacity = problem.capacity[place]
                room = capacity if problem.minimum.get(place, 0) <= capacity else 0
                most = len(sort.parties)
                upper = most if sort.one.is_pinned else min(most, room // sort.one.sizes[place])
                if upper:
                    self.upper[number, place] = upper
        self.alive = list(self.upper)
        self.fixed: list[Row] = []
        self.prices: dict[str, list[int]] = {place: [] for place in problem.capacity}
        self.effort = watch.effort

    def steps(self) -> list[Step]:
        """The goals in runs that are exact and still easy on the linear program."""
        columns = [[self.sorts[at].one.gains[place][aim] for at, place in self.upper] for aim in range(len(self.aims))]
        # From nowhere counts as well, though the pinned cannot be there: sums themselves are then within reach of 0.
        reaches = [
            sum(
                len(sort.parties) * (max(0, *gains) - min(0, *gains))
                for sort in self.sorts
                for gains in [[0, *(parts[aim] for parts in sort.one.gains.values())]]
            )
            for aim in range(len(self.aims))
        ]
        largest = [max(map(abs, column), default=0) for column in columns]
        plan = batches(reaches, largest, _COMBINED) or [range(at, at + 1) for at in range(len(self.aims))]
        found = []
        for goals in plan:
            weights = radices([reaches[goal] for goal in goals])
            worth = {
                slot: sum(weight * columns[goal][at] for goal, weight in zip(goals, weights, strict=True))
                for at, slot in enumerate(self.upper)
            }
            found.append(Step(goals, weights, [largest[goal] for goal in goals], worth))
        return found

    def one_by_one(self, step: Step) -> list[Step]:
        """The goals of a step, each for itself."""
        gains = {slot: self.sorts[slot[0]].one.gains[slot[1]] for slot in self.upper}
        return [
            Step(range(goal, goal + 1), [1], [0], {slot: parts[goal] for slot, parts in gains.items()})
            for goal in step.goals
        ]

    def _ceiling(self, worth: Mapping[Slot, int]) -> int:
        """What a sum could reach if no limit were shared."""
        best: dict[int, int] = {}
        for (number, _), value in worth.items():
            best[number] = max(best.get(number, value if self.sorts[number].one.is_pinned else 0), value)
        return sum(len(self.sorts[number].parties) * value for number, value in best.items())

    def feasible(self) -> Counts | None:
        """Any answer that keeps every demand."""
        answer = self._program(self.alive, {}, {}, None, Watch(None, None))
        return None if answer.status == "none" else self._counts(self.alive, answer.values)

    def best(self, step: Step, counts: Counts) -> tuple[Counts, int, bool]:
        """The best answer for one step, and the bound on its weighted worth; fixes it for the steps that follow.

        True at the end where its goals together were too hard: nothing is fixed then, and each is to be tried alone.
        """
        is_trial = len(step.goals) > 1 and self.watch.effort is None
        self.effort = _TRY if is_trial else self.watch.effort
        worth = {slot: step.worth[slot] for slot in self.alive}
        value, top = self.total(worth, counts), self._ceiling(worth)
        proof = Bound(top * SCALE, self._losses(worth), {})
        if value < top:
            if self._stops(step, value, top):
                return counts, top, False
            places, caps = rows_of(self.problem, self.sorts, self.alive)
            proof = bound(self.sorts, worth, places, [*caps, *self.fixed], self.watch.over)
            counts, top = self._narrowed(step, worth, counts, proof)
            value = self.total(worth, counts)
            if is_trial and value < top and not self.watch.over():
                return counts, top, True
        for place, known in self.prices.items():
            known.extend(shares(round(proof.price.get(place, 0) / SCALE), step.weights, step.largest))
        self.alive = [slot for slot in self.alive if proof.loss[slot] <= proof.total - value * SCALE]
        self.fixed.append(Row({slot: worth[slot] for slot in self.alive}, value, at_least=True))
        # What was dropped now is in no later program either, and the goals fixed before must not ask for it.
        self.fixed = [
            Row({slot: row.terms[slot] for slot in self.alive}, row.limit, at_least=True) for row in self.fixed
        ]
        return counts, top, False

    def _stops(self, step: Step, value: int, top: int) -> bool:
        """Tell how the first goal of a step stands; whether to stop."""
        goal, weight = step.goals[0], step.weights[0]
        constant = self.aims[goal].constant
        return self.watch.tell(
            Progress(
                self.aims[goal].name,
                goal + 1,
                len(self.aims),
                constant + digits(value, step.weights)[0],
                constant + (top + weight // 2) // weight,
            )
        )

    def _narrowed(self, step: Step, worth: Mapping[Slot, int], counts: Counts, proof: Bound) -> tuple[Counts, int]:
        """Search the slots that cost least by the bound's own account, and then all that could still matter."""
        top = min(proof.total // SCALE, self._ceiling(worth))
        losses = sorted(proof.loss.values())
        reach = losses[min(len(losses), _FIRST_LOOK * len(self.sorts)) - 1]
        rounded = self.watch.effort is None
        while True:
            kept = [slot for slot in self.alive if proof.loss[slot] <= reach or counts.get(slot)]
            answer = self._program(kept, worth, counts, (self.total(worth, counts), top), self.watch, step)
            if answer.values:
                counts = self._counts(kept, answer.values)
            needed = proof.total - self.total(worth, counts) * SCALE
            if answer.status != "best" and not rounded:
                # A search that is cut short begins again beside the answer of the linear program.
                rounded = True
                counts = self._rounded(step, worth, counts, proof.whole)
                continue
            if answer.status != "best":
                # Only a search of every slot that matters says anything about the others.
                return counts, min(top, answer.bound) if answer.values and needed <= reach else top
            if needed <= reach:
                return counts, self.total(worth, counts)
            reach = needed

    def _rounded(self, step: Step, worth: Mapping[Slot, int], counts: Counts, whole: Mapping[Slot, int]) -> Counts:
        """The better of an answer at hand and the best one that has at least the linear program's whole counts."""
        answer = self._program(self.alive, worth, {}, None, self.watch, step, whole)
        if not answer.values:
            return counts
        return max(counts, self._counts(self.alive, answer.values), key=partial(self.total, worth))

    def _program(
        self,
        kept: Sequence[Slot],
        worth: Mapping[Slot, int],
        hint: Counts,
        between: tuple[int, int] | None,
        watch: Watch,
        step: Step | None = None,
        floor: Mapping[Slot, int] | None = None,
    ) -> Answer:
        """One integer program over some of the slots, each with at least so many as ``floor`` says."""
        model = load().CpModel()
        least = floor or {}
        variables = {
            slot: model.new_int_var(min(least.get(slot, 0), self.upper[slot]), self.upper[slot], "") for slot in kept
        }
        own: dict[int, list[Any]] = {}
        for slot, variable in variables.items():
            own.setdefault(slot[0], []).append(variable)
        for number, counted in own.items():
            sort = self.sorts[number]
            if sort.one.is_pinned:
                model.add(sum(counted) == len(sort.parties))
            else:
                model.add(sum(counted) <= len(sort.parties))
        gates: dict[str, Any] = {}
        places, caps = rows_of(self.problem, self.sorts, kept)
        for row in [*chain.from_iterable(places.values()), *caps, *self.fixed]:
            load_of = sum(coefficient * variables[slot] for slot, coefficient in row.terms.items() if slot in variables)
            limit = row.limit
            if row.gate is not None:
                if row.gate not in gates:
                    gates[row.gate] = self._gate(model, row, variables)
                limit = row.limit * gates[row.gate]
            model.add(load_of >= limit if row.at_least else load_of <= limit)
        for slot, variable in variables.items():
            model.add_hint(variable, hint.get(slot, 0))
        if worth:
            objective = sum(worth[slot] * variable for slot, variable in variables.items())
            if between is not None:
                model.add_linear_constraint(objective, *between)
            model.maximize(objective)
        tell = None if step is None else partial(self._stops, step)
        return run(
            model, list(variables.values()), watch, tell=tell, effort=self.effort if step is not None else watch.effort
        )

    def _gate(self, model: Foreign, row: Row, variables: Mapping[Slot, Any]) -> Foreign:
        """Whether a place is open: nobody is there unless it is, which the solver sees best of each slot."""
        gate = model.new_bool_var("")
        for slot in row.terms:
            model.add(variables[slot] <= self.upper[slot] * gate)
        return gate

    def _losses(self, worth: Mapping[Slot, int]) -> dict[Slot, int]:
        best: dict[int, int] = {}
        for (number, _), value in worth.items():
            best[number] = max(best.get(number, value if self.sorts[number].one.is_pinned else 0), value)
        return {slot: (best[slot[0]] - value) * SCALE for slot, value in worth.items()}

    def bounds(self, step: Step, counts: Counts, top: int) -> list[int]:
        """The bound of each goal of a step, up to the first that is not proved."""
        found = []
        values = digits(self.total(step.worth, counts), step.weights)
        for goal, weight, value in zip(step.goals, step.weights, values, strict=True):
            # The lesser goals together stay below half of the weight, in either direction.
            most = (top + weight // 2) // weight
            found.append(self.aims[goal].constant + most)
            if most > value:
                break
            top -= weight * value
        return found

    def total(self, worth: Mapping[Slot, int], counts: Counts) -> int:
        """The weighted worth of an answer."""
        return sum(worth[slot] * count for slot, count in counts.items())

    def counted(self, placed: Mapping[str, str]) -> Counts:
        """A placement as counts."""
        counts: Counts = {}
        for number, sort in enumerate(self.sorts):
            for party in sort.parties:
                place = placed.get(party.members[0])
                if place is not None:
                    counts[number, place] = counts.get((number, place), 0) + 1
        return counts

    @staticmethod
    def _counts(slots: Sequence[Slot], values: Sequence[int]) -> Counts:
        return {slot: value for slot, value in zip(slots, values, strict=True) if value}

    def placement(self, counts: Counts) -> dict[str, str]:
        """Counts spread over the parties of each class, both sides in the stable order."""
        placed: dict[str, str] = {}
        for number, sort in enumerate(self.sorts):
            waiting = iter(sort.parties)
            for place in sort.one.gains:
                for party in islice(waiting, counts.get((number, place), 0)):
                    placed.update(dict.fromkeys(party.members, place))
        return placed
