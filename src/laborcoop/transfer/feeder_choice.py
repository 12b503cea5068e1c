"""Which rows are driven, and who of each place rides in which: as many people as possible, then over few kilometres.

It is a set packing over the rows that were found (as Rochat and Taillard, Probabilistic diversification and
intensification in local search for vehicle routing, Journal of Heuristics 1, 1995), in which a place may be parted
among several coaches, and those who ride together may not. The solver is CP-SAT, on one worker, with a limit on its own
measure of work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import field, frozen

from laborcoop.allocation.solver import load, run
from laborcoop.allocation.watch import Watch
from laborcoop.kernel.ids import PlaceId
from laborcoop.transfer.feeder_rows import CoachKind, Row
from laborcoop.transfer.loads import Waiting

Company = tuple[Waiting, ...]
"""People who ride together."""

_EFFORT = 0.3
_MOST = 2**40
"""More than all people, nights and metres of a question."""


@frozen
class Choice:
    """The rows that are driven, each with those who ride, and whether nothing better is to be had from these rows."""

    driven: tuple[tuple[Row, tuple[Company, ...]], ...] = ()
    proved: bool = field(default=True, eq=False)

    @property
    def people(self) -> int:
        """How many ride."""
        return sum(len(company) for _, riders in self.driven for company in riders)

    def left(self, waiting: Mapping[PlaceId, Sequence[Company]]) -> dict[PlaceId, list[Company]]:
        """Those of each place who do not ride; no place of which all do."""
        riding = {company[0].worker for _, riders in self.driven for company in riders}
        found = {
            place: [one for one in companies if one[0].worker not in riding] for place, companies in waiting.items()
        }
        return {place: companies for place, companies in found.items() if companies}


def choose(
    rows: Sequence[Row],
    kinds: Sequence[CoachKind],
    waiting: Mapping[PlaceId, Sequence[Company]],
    known: Choice | None = None,
    *,
    short: bool = True,
) -> Choice:
    """The best choice: most people; and where it is to be short, fewest nights of people on the way, fewest metres.

    The search starts with a choice that is known.

    Raises:
        MissingExtra: OR-tools is not installed (extra ``plan``).
    """
    sizes = {place: Counter(map(len, companies)) for place, companies in waiting.items()}
    model = _Model(_copies(rows, kinds, sizes), kinds, sizes)
    if not model.columns:
        return Choice()
    counts, proved = model.solved(_as_values(model, known or Choice()), short=short)
    free: dict[tuple[PlaceId, int], list[Company]] = defaultdict(list)
    for place, companies in waiting.items():
        for company in companies:
            free[place, len(company)].append(company)
    riders: dict[int, list[Company]] = defaultdict(list)
    for (number, place, size), count in counts.items():
        riders[number] += [free[place, size].pop(0) for _ in range(count)]
    driven = ((row, tuple(riders[number])) for number, row in enumerate(model.columns) if riders[number])
    return Choice(tuple(driven), proved)


def _copies(rows: Sequence[Row], kinds: Sequence[CoachKind], sizes: Mapping[PlaceId, Counter[int]]) -> list[Row]:
    """Each row as often as its places can use coaches of its kind, and as there are such coaches.

    Of coaches over one row all but one are so full that the largest of those who ride together finds no room.
    """
    columns: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.kind, row.places)):
        kind = kinds[row.kind]
        riding = [(size, count) for place in row.places for size, count in sizes[place].items() if size <= kind.seats]
        people = sum(size * count for size, count in riding)
        full = kind.seats - max((size for size, _ in riding), default=1) + 1
        columns += [row] * min(len(kind.coaches), sum(count for _, count in riding), 1 + max(0, people - 1) // full)
    return columns


def _as_values(model: _Model, known: Choice) -> list[int]:
    """A choice as values of the model's variables."""
    taken: dict[int, tuple[Company, ...]] = {}
    for row, riders in known.driven:
        free = (i for i, column in enumerate(model.columns) if column == row and i not in taken)
        taken |= dict.fromkeys(islice(free, 1), riders)
    return [
        *(int(i in taken) for i in range(len(model.columns))),
        *(
            sum(company[0].place == place and len(company) == size for company in taken.get(i, ()))
            for i, place, size in model.riders
        ),
    ]


class _Model:
    """The integer programme: a column is a row that is driven once, and at each of its places somebody boards."""

    def __init__(
        self, columns: Sequence[Row], kinds: Sequence[CoachKind], sizes: Mapping[PlaceId, Counter[int]]
    ) -> None:
        self.columns, self.sizes = columns, sizes
        self.model = load().CpModel()
        self.driven = [self.model.new_bool_var("") for _ in columns]
        self.riders: dict[tuple[int, PlaceId, int], Any] = {}
        of_place: dict[tuple[PlaceId, int], list[Any]] = defaultdict(list)
        for number, row in enumerate(columns):
            seats = kinds[row.kind].seats
            aboard = []
            for place in row.places:
                here = []
                for size, count in sorted(sizes[place].items()):
                    if size <= seats:
                        some = self.model.new_int_var(0, min(count, seats // size), "")
                        self.riders[number, place, size] = some
                        of_place[place, size].append(some)
                        aboard.append(size * some)
                        here.append(some)
                        # The programme says so already; its relaxation does not, and is the tighter for it.
                        self.model.add(some <= min(count, seats // size) * self.driven[number])
                self.model.add(sum(here) >= self.driven[number])
            self.model.add(sum(aboard) <= seats * self.driven[number])
        for (place, size), some in of_place.items():
            self.model.add(sum(some) <= sizes[place][size])
        for number, kind in enumerate(kinds):
            own = [self.driven[i] for i, row in enumerate(columns) if row.kind == number]
            self.model.add(sum(own) <= len(kind.coaches))
        self._in_order(columns)

    def _in_order(self, columns: Sequence[Row]) -> None:
        """Of copies of one row the first is driven first."""
        for i in range(1, len(columns)):
            if columns[i] == columns[i - 1]:
                self.model.add_implication(self.driven[i], self.driven[i - 1])

    def solved(self, values: Sequence[int], *, short: bool) -> tuple[dict[tuple[int, PlaceId, int], int], bool]:
        """How many companies of a size ride from where in which column; and whether all goals are proved.

        The goals are gone through one by one, each fixed before the next.
        """
        variables = [*self.driven, *self.riders.values()]
        proved = True
        for goal, most in self._goals()[: None if short else 1]:
            aim = self.model.new_int_var(-_MOST, most, "")
            self.model.add(aim == goal)
            self.model.maximize(aim)
            self.model.clear_hints()
            for variable, value in zip(variables, values, strict=True):
                self.model.add_hint(variable, value)
            answer = run(self.model, [*variables, aim], Watch(None, None), effort=_EFFORT)
            proved = proved and answer.status == "best"
            if not answer.values:
                break
            *values, reached = answer.values
            self.model.add(aim >= reached)
        return dict(zip(self.riders, values[len(self.driven) :], strict=True)), proved

    def _goals(self) -> list[tuple[Any, int]]:
        """What is to be as great as can be, and no greater than what: people; nights of people and metres negative."""
        people = sum(size * some for (_, _, size), some in self.riders.items())
        nights = [
            self.columns[number].nights * size * some
            for (number, _, size), some in self.riders.items()
            if self.columns[number].nights
        ]
        metres = sum(row.metres * driven for row, driven in zip(self.columns, self.driven, strict=True))
        everyone = sum(size * count for sizes in self.sizes.values() for size, count in sizes.items())
        return [(people, everyone), *([(-sum(nights), 0)] if nights else []), (-metres, 0)]
