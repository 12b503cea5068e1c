"""The integer program over the pairs that prices name: interchangeable bidders are one whole number for each place.

Two bidders are interchangeable where they have the same pairs left with the same gains, take as many openings and are
counted by the same caps; that is more of them the fewer pairs are left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from laborcoop.allocation.bidders import Bidders
from laborcoop.allocation.solver import Answer, Foreign, load, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laborcoop.allocation.watch import Watch

Pair = tuple[int, int]
"""A bidder and a column."""
Counts = dict[Pair, int]
"""How many parties of a bidder are at a place, where there are any."""
Gains = tuple[int, ...]
Terms = list[tuple[Foreign, int]]
"""Variables with their factors."""

EFFORT = 4.0
"""The solver's own measure of work after which one search ends without proof.

Five times as much for five times as many pairs was tried: at 20 000 people it brought nothing.
"""


@frozen(eq=False)
class Program:
    """The pairs that may be used, and what one party adds to each goal there."""

    bidders: Bidders
    gains: Mapping[Pair, Gains]
    cohorts: Mapping[int, tuple[int, int]]
    """Column -> (the least cohort there, how many openings the pinned take of it), where it wants more than one."""
    alike: list[tuple[list[int], list[int]]] = field(init=False)
    """(bidders, columns) of each class."""

    @alike.default
    def _(self) -> list[tuple[list[int], list[int]]]:
        bidders = self.bidders
        columns: dict[int, list[int]] = {}
        for bidder, column in self.gains:
            columns.setdefault(bidder, []).append(column)
        found: dict[object, list[int]] = {}
        for bidder, where in columns.items():
            gains = tuple(self.gains[bidder, column] for column in where)
            own = int(bidders.size[bidder]), int(bidders.sign[bidder])
            found.setdefault((own, tuple(where), gains), []).append(bidder)
        return [(same, columns[same[0]]) for same in found.values()]

    def best(
        self,
        goal: int,
        kept: Sequence[int],
        above: int | None,
        watch: Watch,
        tell: Callable[[int, int], bool] | None = None,
    ) -> tuple[Answer, Counts | None]:
        """The most of one goal above what is known, given what is kept of those before it, and the answer.

        The answer at hand is no hint to the solver: it was measured to hold it back.
        """
        draft = _Draft(self, goal)
        draft.limit()
        for number, value in enumerate(kept):
            draft.model.add(_summed(draft.goals[number]) >= value)
        objective = _summed(draft.goals[goal])
        if above is not None:
            draft.model.add(objective > above)
        draft.model.maximize(objective)
        answer = run(draft.model, draft.variables, watch, tell=tell, effort=EFFORT)
        return answer, self._counts(answer.values) if answer.status in {"best", "some"} else None

    def _counts(self, values: Sequence[int]) -> Counts:
        """The numbers of each class spread over its bidders, both in the order they are in."""
        counts: Counts = {}
        given = iter(values)
        for same, columns in self.alike:
            waiting = iter([bidder for bidder in same for _ in range(int(self.bidders.people[bidder]))])
            for column in columns:
                for _ in range(next(given)):
                    pair = next(waiting), column
                    counts[pair] = counts.get(pair, 0) + 1
        return counts


class _Draft:
    """The solver's model of a program: a variable for each class and place, and what counts it."""

    def __init__(self, program: Program, goal: int) -> None:
        self.program = program
        self.model: Foreign = load().CpModel()
        self.variables: list[Foreign] = []
        self.loads: dict[int, Terms] = {}
        self.taken: list[Terms] = [[] for _ in program.bidders.most]
        self.goals: list[Terms] = [[] for _ in range(goal + 1)]
        for same, columns in program.alike:
            self._add(same, columns)

    def _add(self, same: list[int], columns: list[int]) -> None:
        bidders = self.program.bidders
        people = int(bidders.people[same].sum())
        own = [self.model.new_int_var(0, people, "") for _ in columns]
        self.model.add(_summed([(variable, 1) for variable in own]) <= people)
        self.variables += own
        size = int(bidders.size[same[0]])
        used = [(cap, amount) for cap, amount in enumerate(bidders.loads[bidders.sign[same[0]]].tolist()) if amount]
        for column, variable in zip(columns, own, strict=True):
            self.loads.setdefault(column, []).append((variable, size))
            for cap, amount in used:
                if bidders.covers[cap, column]:
                    self.taken[cap].append((variable, amount))
            for terms, gain in zip(self.goals, self.program.gains[same[0], column], strict=False):
                terms.append((variable, gain))

    def limit(self) -> None:
        """Capacities, cohorts and caps."""
        bidders, cohorts = self.program.bidders, self.program.cohorts
        for column in sorted(self.loads.keys() | cohorts.keys()):
            taken, room = _summed(self.loads.get(column, [])), int(bidders.room[column])
            least, pinned = cohorts.get(column, (0, 0))
            # Where somebody is pinned the place is open.
            is_open = 1 if pinned or least == 0 else self.model.new_bool_var("")
            self.model.add(taken <= room * is_open)
            self.model.add(taken >= max(0, least - pinned) * is_open)
        for cap, terms in enumerate(self.taken):
            if bidders.is_limited[cap]:
                self.model.add(_summed(terms) <= int(bidders.most[cap]))
            self.model.add(_summed(terms) >= int(bidders.least[cap]))


def _summed(terms: Terms) -> Foreign:
    return load().LinearExpr.weighted_sum([variable for variable, _ in terms], [factor for _, factor in terms])
