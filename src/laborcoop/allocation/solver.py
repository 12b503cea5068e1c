"""One search of OR-tools' CP-SAT, made deterministic, stoppable, and deaf to nothing that the caller shouts."""

from __future__ import annotations

from math import inf, nextafter
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

from attrs import frozen

from laborcoop.allocation.interrupt import interruptible
from laborcoop.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from laborcoop.allocation.watch import Watch

_Name = TypeVar("_Name", bound="Hashable")
Foreign: TypeAlias = Any
"""A module, class or object of the solver, which comes without types."""

_SEED = 1
_EXACT_FLOAT = 2**53
_NEARLY = 0.5
_LITTLE_WORK = "limits/nodes = 200"
"""How far a program in whole numbers is searched: by steps and not by the clock, so that machines agree."""


@frozen
class Answer:
    """What one search found: the values of the variables asked for, and the bound on the objective."""

    status: Literal["best", "some", "none", "unknown"]
    values: tuple[int, ...]
    bound: int
    core: tuple[int, ...] = ()
    """Where there is none: the indices of assumptions of the model that are enough to refute it."""


def load() -> Foreign:
    """The solver's module, imported on first use."""
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise MissingExtra("ortools", "plan") from error
    return cp_model


def run(
    model: Foreign,
    variables: Sequence[Any],
    watch: Watch,
    *,
    tell: Callable[[int, int], bool] | None = None,
    first: bool = False,
    effort: float | None = None,
    plain: bool = False,
) -> Answer:
    """Search until proved, stopped, or out of time.

    Args:
        model: a ``CpModel`` with or without an objective to maximise.
        variables: those whose values are wanted.
        watch: the time limit.
        tell: called with each better value and its bound; True stops the search.
        first: take the first answer that is nearly the best, without proof.
        effort: a limit in the solver's own measure of work, which is the same on every machine.
        plain: without probing and symmetries, which take longer than the search of a model that is nearly a flow.
    """
    cp = load()

    class Heard(cp.CpSolverSolutionCallback):  # type: ignore[misc,name-defined]  # the base class has no types
        error: BaseException | None = None

        def on_solution_callback(self) -> None:
            try:
                if tell is not None and tell(_whole(self.objective_value), _whole(self.best_objective_bound)):
                    self.stop_search()
            except BaseException as error:  # noqa: BLE001 - carried out of foreign code and raised again below
                self.error = error
                self.stop_search()

    solver = _single(cp, plain=plain)
    if first:
        solver.parameters.relative_gap_limit = _NEARLY
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    left = watch.left()
    if left is not None:
        solver.parameters.max_time_in_seconds = left
    heard = Heard()
    status = interruptible(lambda: solver.solve(model, heard), solver.stop_search)
    if heard.error is not None:
        raise heard.error
    if status == cp.INFEASIBLE:
        return Answer("none", (), 0, tuple(solver.sufficient_assumptions_for_infeasibility()))
    if status not in {cp.OPTIMAL, cp.FEASIBLE}:
        return Answer("unknown", (), 0)
    values = tuple(solver.value(variable) for variable in variables)
    return Answer(
        "best" if status == cp.OPTIMAL else "some",
        values,
        _whole(solver.best_objective_bound),
    )


def _single(cp: Foreign, *, plain: bool) -> Foreign:
    """A solver of one worker and a fixed seed, so that the same model gives the same answer."""
    solver = cp.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    # The solver's own handler would end the search and swallow the interrupt; ours raises it in the caller.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.linearization_level = 2
    if plain:
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
    return solver


def _whole(bound: float) -> int:
    """A whole number that the solver hands over as a float; never below it where floats skip whole numbers."""
    return round(bound) if abs(bound) < _EXACT_FLOAT else int(nextafter(bound, inf))


def linear(
    columns: Mapping[Hashable, tuple[float, float]],
    rows: Sequence[tuple[Mapping[Hashable, float], float, float]],
) -> list[float]:
    """The dual value of each row of a linear program that maximises; zeros where the solver finds no optimum.

    Args:
        columns: name -> (coefficient in the objective, upper bound); the lower bound is 0.
        rows: (name -> coefficient, lower bound, upper bound).
    """
    return solved(columns, rows)[0]


def solved(
    columns: Mapping[Hashable, tuple[float, float]],
    rows: Sequence[tuple[Mapping[Hashable, float], float, float]],
) -> tuple[list[float], dict[Hashable, float]]:
    """The dual value of each row of a linear program, as `linear`, and the value of each column; zeros without one."""
    if any(least > most for _, least, most in rows):
        # The solver would say so on the caller's terminal.
        return [0.0] * len(rows), dict.fromkeys(columns, 0.0)
    program, variables, constraints = _program("GLOP", columns, rows)
    if interruptible(program.Solve, program.InterruptSolve) != program.OPTIMAL:
        return [0.0] * len(rows), dict.fromkeys(columns, 0.0)
    return (
        [constraint.dual_value() for constraint in constraints],
        {name: variable.solution_value() for name, variable in variables.items()},
    )


def in_whole(
    columns: Mapping[_Name, tuple[float, float]],
    rows: Sequence[tuple[Mapping[_Name, float], float, float]],
) -> dict[_Name, float] | None:
    """The value of each column where all are whole numbers; None where none is found in little work.

    Takes what `solved` takes.
    """
    program, variables, _ = _program("SCIP", columns, rows, whole=True)
    program.SetSolverSpecificParametersAsString(_LITTLE_WORK)
    if interruptible(program.Solve, program.InterruptSolve) not in {program.OPTIMAL, program.FEASIBLE}:
        return None
    return {name: float(round(variable.solution_value())) for name, variable in variables.items()}


def _program(
    solver: str,
    columns: Mapping[_Name, tuple[float, float]],
    rows: Sequence[tuple[Mapping[_Name, float], float, float]],
    *,
    whole: bool = False,
) -> tuple[Foreign, dict[_Name, Foreign], list[Foreign]]:
    load()
    from ortools.linear_solver import pywraplp

    program = pywraplp.Solver.CreateSolver(solver)
    variables = {}
    objective = program.Objective()
    for name, (worth, most) in columns.items():
        variables[name] = program.IntVar(0.0, most, "") if whole else program.NumVar(0.0, most, "")
        objective.SetCoefficient(variables[name], worth)
    objective.SetMaximization()
    constraints = []
    for terms, least, most in rows:
        constraint = program.Constraint(least, most)
        for name, coefficient in terms.items():
            constraint.SetCoefficient(variables[name], coefficient)
        constraints.append(constraint)
    return program, variables, constraints
