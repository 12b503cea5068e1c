"""The integer program over the pairs that prices name: interchangeable bidders are one whole number for each place.

Two bidders are interchangeable where they have the same pairs left with the same gains, take as many openings and are
counted by the same caps; that is more of them the fewer pairs are left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from laborcoop.allocation.solver import Answer, load, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from laborcoop.allocation.bidders import Bidders
    from laborcoop.allocation.watch import Watch

Pair = tuple[int, int]
"""A bidder and a column."""
Counts = dict[Pair, int]
"""How many parties of a bidder are at a place, where there are any."""
Gains = tuple[int, ...]

EFFORT = 4.0
"""The solver's own measure of work after which one search ends without proof."""


@frozen(eq=False)
class Program:
    """The pairs that may be used, and what one party adds to each goal there."""

    bidders: Bidders
    gains: Mapping[Pair, Gains]
    cohorts: Mapping[int, tuple[int, int]]
    """Column -> (the least cohort there, how many openings the pinned take of it), where it wants more than one."""
    _alike: list[tuple[list[int], list[int]]] = field(init=False)
    """(bidders, columns) of each class."""

    @_alike.default
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

    def total(self, goal: int, counts: Counts) -> int:
        """What an answer adds to one goal."""
        return sum(self.gains[pair][goal] * people for pair, people in counts.items())

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
        model = load().CpModel()
        linear = load().LinearExpr
        bidders = self.bidders
        loads: dict[int, list[tuple[Any, int]]] = {}
        taken: list[list[tuple[Any, int]]] = [[] for _ in bidders.most]
        goals: list[list[tuple[Any, int]]] = [[] for _ in range(goal + 1)]
        variables: list[Any] = []
        for same, columns in self._alike:
            people = int(bidders.people[same].sum())
            own = [model.new_int_var(0, people, "") for _ in columns]
            model.add(linear.sum(own) <= people)
            size = int(bidders.size[same[0]])
            used = [(cap, amount) for cap, amount in enumerate(bidders.loads[bidders.sign[same[0]]].tolist()) if amount]
            for column, variable in zip(columns, own, strict=True):
                loads.setdefault(column, []).append((variable, size))
                for cap, amount in used:
                    if bidders.covers[cap, column]:
                        taken[cap].append((variable, amount))
                for number, gain in enumerate(self.gains[same[0], column][: goal + 1]):
                    goals[number].append((variable, gain))
            variables += own

        def summed(terms: list[tuple[Any, int]]) -> Any:  # noqa: ANN401 - an expression of the solver
            return linear.weighted_sum([variable for variable, _ in terms], [factor for _, factor in terms])

        for column, terms in loads.items():
            load_of, room = summed(terms), int(bidders.room[column])
            least, fixed = self.cohorts.get(column, (0, 0))
            if least - fixed > 0:
                is_open = 1 if fixed else model.new_bool_var("")
                model.add(load_of <= room * is_open)
                model.add(load_of >= (least - fixed) * is_open)
            else:
                model.add(load_of <= room)
        for column, (least, fixed) in self.cohorts.items():
            if 0 < fixed < least and column not in loads:
                model.add_bool_or([])
        for cap, terms in enumerate(taken):
            if bidders.is_limited[cap]:
                model.add(summed(terms) <= int(bidders.most[cap]))
            if bidders.least[cap]:
                model.add(summed(terms) >= int(bidders.least[cap]))
        for number, value in enumerate(kept):
            model.add(summed(goals[number]) >= value)
        if above is not None:
            model.add(summed(goals[goal]) > above)
        model.maximize(summed(goals[goal]))
        answer = run(model, variables, watch, tell=tell, effort=EFFORT)
        return answer, self._counts(answer.values) if answer.values else None

    def _counts(self, values: Sequence[int]) -> Counts:
        """The numbers of each class spread over its bidders, both in the order they are in."""
        counts: Counts = {}
        given = iter(values)
        for same, columns in self._alike:
            waiting = iter([bidder for bidder in same for _ in range(int(self.bidders.people[bidder]))])
            for column in columns:
                for _ in range(next(given)):
                    pair = next(waiting), column
                    counts[pair] = counts.get(pair, 0) + 1
        return counts
