"""The independent check's own question: is there a better answer, where groups, sizes, cohorts and caps leave a gap?

Everything is told as a difference from the answer that is checked, so that the numbers are small. A linear program
proposes prices of the limits; whatever they are, the bound that they give is worked out in whole numbers, and says
which choices no better answer can use. Among the others SCIP looks for one (the mechanisms use CP-SAT). What it finds
is counted in whole numbers before it is believed; where it gives up, so does the check: it never guesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, TypeAlias

from attrs import frozen

from laborcoop.allocation.interrupt import interruptible
from laborcoop.kernel.text import Text

Foreign: TypeAlias = Any
"""A module or an object of the solver."""

Kept: TypeAlias = dict[int, None]
"""The numbers of some columns, in order."""

LARGEST = 200_000
"""Choices among which prices are sought at all."""
_SEARCHED = 25_000
"""Choices that the solver is given."""
_WORK = 2_000_000
"""Choices times branches that it looks at, at the most: a measure that is the same on every machine."""
_FEWEST = 100
"""Branches that it may look at in any case."""
_SETTINGS = (
    "limits/solutions = 1",
    # An interrupt is for the caller.
    "misc/catchctrlc = FALSE",
    # Cuts and this heuristic take many times as long as the branches that they save on what is left here.
    "separating/maxrounds = 0",
    "separating/maxroundsroot = 0",
    "heuristics/shiftandpropagate/freq = -1",
)
_UNIT = 2**20
"""Prices are whole numbers of this part of what is counted."""
_EXACT = 2**40
"""Numbers below this stay whole in the solver's floats, with room for sums of many."""

TOO_MANY = Text("可选的配对有 {count} 个，超过 {most} 个", "there are {count} pairs to choose from, more than {most}")
TOO_LARGE = Text("分值太大，求解器的浮点数容不下", "the scores are too large for the solver's floats")
GAVE_UP = Text("搜索到规定的工作量为止仍未结束", "the search did not end within the work that it may do")
NO_SOLVER = Text("没有安装 ortools（附加项 plan）", "ortools is not installed (extra plan)")


class GaveUpError(Exception):
    """Whether there is a better answer was not found out; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@frozen
class Column:
    """A choice that so many may make alike, told by how many more or fewer could than make it now."""

    low: int
    high: int
    worth: tuple[int, ...]
    """What each adds to the goals, in order."""
    gate: int | None = None
    """The column of 0 or 1 without which nobody can make it."""


@frozen
class Row:
    """A limit on what changes of some columns add up to; None where there is none on that side."""

    terms: Mapping[int, int]
    """Number of a column -> how much each counts."""
    least: int | None = None
    most: int | None = None

    def holds(self, changes: Mapping[int, int]) -> bool:
        """Whether these changes keep the limit."""
        load = sum(much * changes[at] for at, much in self.terms.items())
        return (self.least is None or load >= self.least) and (self.most is None or load <= self.most)


@frozen(eq=False)
class Search:
    """The choices of everybody, as changes of an answer that keeps every row; no change is one, too."""

    columns: Sequence[Column]
    rows: Sequence[Row]

    def is_beaten(self, more: Sequence[int], first: int = 0) -> bool:
        """Whether changes add more than so much to a goal, and at least so much to each goal before it.

        Args:
            more: a number for each goal, in order.
            first: the first goal that is asked for; those before only have to be kept.

        Raises:
            GaveUpError: it was not found out.
        """
        kept: Kept = dict.fromkeys(range(len(self.columns)))
        rows = list(self.rows)
        failed: GaveUpError | None = None
        for goal, least in enumerate(more):
            if goal >= first:
                kept, within = self._narrowed(kept, rows, goal, least)
                try:
                    if within and self._reaches(self._worth(within, goal), rows, least + 1):
                        return True
                except GaveUpError as error:
                    failed = error
            rows.append(Row(self._worth(kept, goal), least))
        if failed is not None:
            raise failed
        return False

    def _worth(self, kept: Kept, goal: int) -> dict[int, int]:
        return {at: self.columns[at].worth[goal] for at in kept}

    def _narrowed(self, kept: Kept, rows: Sequence[Row], goal: int, least: int) -> tuple[Kept, Kept]:
        """The columns that an answer can use that is as good in a goal, and those that a better one can.

        Of what is made now every column may change, whatever it loses.
        """
        over, loss = self._priced(self._worth(kept, goal), rows)
        over -= least * _UNIT
        links = self._links(self._within(loss, over)) if over >= _UNIT else []
        if links:
            # There are as many of these as choices, so only those that matter.
            over, loss = self._priced(self._worth(self._within(loss, over), goal), [*rows, *links])
            over -= least * _UNIT
        return self._within(loss, over), self._within(loss, over - _UNIT) if over >= _UNIT else {}

    def _within(self, loss: Mapping[int, int], most: int) -> Kept:
        return dict.fromkeys(at for at, one in loss.items() if one <= most or self.columns[at].low)

    def _links(self, kept: Kept) -> list[Row]:
        """That each choice is made only where its gate is open."""
        found = []
        for at in kept:
            column = self.columns[at]
            if column.gate is not None:
                upper = column.high - column.low
                is_open = -self.columns[column.gate].low
                found.append(Row({at: 1, column.gate: -upper}, most=upper * is_open + column.low))
        return found

    def _priced(self, worth: Mapping[int, int], rows: Sequence[Row]) -> tuple[int, Mapping[int, int]]:
        """What no changes add more than, by the prices of a linear program, and what is lost by each choice.

        Both in units; exact, whatever the program says.
        """
        solver = _load()
        program, _, limits = self._program("GLOP", worth, rows)
        is_solved = interruptible(program.Solve, program.InterruptSolve) == solver.OPTIMAL
        duals = [limit.dual_value() if is_solved else 0.0 for limit in limits]
        net = {at: one * _UNIT for at, one in worth.items()}
        total = 0
        for row, dual in zip(rows, duals, strict=True):
            price = round(dual * _UNIT)
            # A price is for the most, or if it is negative for the least.
            side = row.most if price > 0 else row.least
            if price and side is not None:
                total += price * side
                for at, much in row.terms.items():
                    if at in net:
                        net[at] -= price * much
        total += sum(one * (self.columns[at].high if one > 0 else self.columns[at].low) for at, one in net.items())
        return total, {at: max(0, -one) for at, one in net.items()}

    def _reaches(self, worth: Mapping[int, int], limits: Sequence[Row], least: int) -> bool:
        """Whether changes of these columns add at least so much."""
        if len(worth) > _SEARCHED:
            raise GaveUpError(TOO_MANY.format(count=len(worth), most=_SEARCHED))
        rows = [*limits, *self._links(dict.fromkeys(worth)), Row(worth, least)]
        if max(abs(much) for row in rows for much in (row.least or 0, *row.terms.values())) >= _EXACT:
            raise GaveUpError(TOO_LARGE)
        program, variables, _ = self._program("SCIP", worth, rows)
        settings = [*_SETTINGS, f"limits/nodes = {_FEWEST + _WORK // (1 + len(worth))}"]
        if not program.SetSolverSpecificParametersAsString("\n".join(settings)):
            # Another release of the solver: without a limit the search might never end.
            raise GaveUpError(GAVE_UP)
        status = interruptible(program.Solve, program.InterruptSolve)
        if status == program.INFEASIBLE:
            return False
        if status in {program.OPTIMAL, program.FEASIBLE}:
            changes = dict.fromkeys(range(len(self.columns)), 0) | {
                at: round(variable.solution_value()) for at, variable in variables.items()
            }
            if self._is_sound(changes) and all(row.holds(changes) for row in rows):
                return True
        raise GaveUpError(GAVE_UP)

    def _is_sound(self, changes: Mapping[int, int]) -> bool:
        return all(column.low <= changes[at] <= column.high for at, column in enumerate(self.columns))

    def _program(
        self, kind: str, worth: Mapping[int, int], rows: Sequence[Row]
    ) -> tuple[Foreign, Mapping[int, Foreign], Sequence[Foreign]]:
        """The program of some columns for a solver, its variables and its limits."""
        program = _load().CreateSolver(kind)
        objective = program.Objective()
        objective.SetMaximization()
        variables = {}
        for at, one in worth.items():
            variables[at] = program.IntVar(self.columns[at].low, self.columns[at].high, "")
            objective.SetCoefficient(variables[at], one)
        limits = []
        for row in rows:
            limit = program.Constraint(-inf if row.least is None else row.least, inf if row.most is None else row.most)
            for at, much in row.terms.items():
                if at in variables:
                    limit.SetCoefficient(variables[at], much)
            limits.append(limit)
        return program, variables, limits


def _load() -> Foreign:
    try:
        from ortools.linear_solver import pywraplp
    except ImportError as error:
        raise GaveUpError(NO_SOLVER) from error
    return pywraplp.Solver
