"""One goal after another: what is reached of one is kept while the next is sought."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from laborcoop.allocation.solver import Foreign, run
from laborcoop.allocation.watch import Watch


@frozen
class Wanted:
    """A goal of a model: an expression to be made as large as it can be, or as small.

    ``ideal`` is a value that nothing can pass, if one is known: where it is reached, nothing is left to seek.
    """

    expression: Foreign
    sign: int
    """1: the more the better; -1: the less."""
    ideal: int | None = None


def best_in_order(
    model: Foreign,
    variables: Sequence[Foreign],
    wanted: Sequence[Wanted],
    *,
    effort: float,
    start: Sequence[int] | None = None,
    plain: bool = False,
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Search a model goal by goal.

    Args:
        model: a ``CpModel`` that zeros of all variables, or ``start``, satisfy; goals that are reached are added to it.
        variables: those whose values are wanted.
        wanted: the goals, the most important first.
        effort: the limit of each search in the solver's own measure of work.
        start: values to begin the first search from, of the first variables; zeros unless given.
        plain: whether the model is nearly a flow, so that much preparation of a search does not pay.

    Returns:
        The values of the variables, and of each goal the value reached and its bound.
    """
    asked = [*variables, *(goal.expression for goal in wanted)]
    values: tuple[int, ...] = ()
    reached: list[tuple[int, int]] = []
    _start_from(model, variables, [0] * len(variables) if start is None else start)
    for at, goal in enumerate(wanted, len(variables)):
        if values and values[at] == goal.ideal:
            bound = values[at]
        else:
            model.maximize(goal.sign * goal.expression)
            answer = run(model, asked, Watch(None, None), effort=effort, plain=plain)
            values, bound = answer.values, goal.sign * answer.bound
        reached.append((values[at], bound))
        model.add(goal.sign * goal.expression >= goal.sign * values[at])
        _start_from(model, variables, values)
    return values[: len(variables)], tuple(reached)


def _start_from(model: Foreign, variables: Sequence[Foreign], values: Sequence[int]) -> None:
    """Let the next search begin where the last one ended."""
    model.clear_hints()
    for variable, value in zip(variables, values, strict=False):
        model.add_hint(variable, value)
