"""The one door to every mechanism."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from attrs import evolve

from laborcoop.allocation import cohorts, flow, grouped, integer, priced
from laborcoop.allocation.checks import Faults
from laborcoop.allocation.conflict import of_pins
from laborcoop.allocation.contradiction import contradiction
from laborcoop.allocation.deferred import matched
from laborcoop.allocation.explain import Judge
from laborcoop.allocation.goals import Goal, aims_of
from laborcoop.allocation.later import Later
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered, readable
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.parties import classes, parties
from laborcoop.allocation.placement import Placement
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.queue import called_by_pins, in_turn
from laborcoop.allocation.result import Result
from laborcoop.allocation.ruled import Ruled
from laborcoop.allocation.settings import check_settings, not_honoured
from laborcoop.allocation.watch import Watch
from laborcoop.allocation.within import as_given, within
from laborcoop.errors import MissingExtra
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from laborcoop.allocation.conflict import Contradiction
    from laborcoop.allocation.explain import Mechanism
    from laborcoop.allocation.goals import Aim, Objective
    from laborcoop.allocation.outcome import Status
    from laborcoop.allocation.watch import Progress


Value = TypeVar("Value")


def allocate(  # noqa: PLR0913 - the problem, and settings that are independent of one another
    problem: Problem,
    *,
    mechanism: Mechanism = "optimal",
    objective: Objective = "score",
    move_cost: int = 0,
    time_limit: float | None = None,
    effort: float | None = None,
    progress: Callable[[Progress], bool | None] | None = None,
    proposing: Literal["applicants", "places"] = "applicants",
    start: Result | None = None,
) -> Result:
    """Place the applicants of a problem.

    Args:
        problem: what to solve.
        mechanism: ``optimal`` (the best by every goal, proved), ``stable`` (deferred acceptance: nobody and no place
            would both rather have each other), or ``queue`` (the baseline to beat: strict order of arrival. One
            exception: if a place with pinned people would stay below its minimum, others are sent there when their
            turn comes; if that is not enough, those whom ``optimal`` would put there are served first).
        objective: of ``optimal``: the best score, or as many people as possible before the score.
        move_cost: of ``optimal``: what a move from ``previous`` costs in the score goal of the applicant's tier.
        time_limit: seconds after which ``optimal`` hands back the best it has, with its bound. Where the demands leave
            no obvious answer, finding the first, or that there is none, takes as long as it takes; what conflicts is
            then sought in the time that is left.
        effort: a limit on each integer program of ``optimal``, in the solver's own measure of work (about seconds):
            unlike ``time_limit`` it gives the same answer on every machine. Programs end earlier where they are proved.
        progress: told how the search stands; returning True stops it as the time limit would.
        proposing: of ``stable``: which side asks, and so gets its best stable answer. Where groups or sizes leave that
            side without a stable answer, the other side's is taken if it is stable.
        start: an earlier result of ``optimal`` for nearly the same problem, whose prices the search begins with. It is
            only a matter of time: the goals, their values and the prices are the same without it.

    Raises:
        ProblemError: ``mechanism``, ``objective`` or ``proposing`` is none of the above, another setting is of the
            wrong type, or the mechanism cannot honour a demand of ``problem``.
        MissingExtra: ``optimal`` needs numpy and OR-tools; so does ``queue`` where a place with pinned people would
            stay below its minimum.
    """
    faults = Faults()
    faults.seconds(time_limit)
    faults.seconds(effort, "effort")
    check_settings(
        faults,
        mechanism=mechanism,
        objective=objective,
        move_cost=move_cost,
        progress=progress,
        proposing=proposing,
    )
    if start is not None:
        faults.kind(start, Result, Text.same("start"))
    if faults.kind(problem, Problem, Text("分配问题", "the problem")):
        faults.extend(not_honoured(problem, mechanism, move_cost))
    faults.done()
    aims: tuple[Aim, ...] = ()
    if mechanism == "optimal":
        aims = aims_of(problem, objective, move_cost)
        outcome = as_given(_optimal(within(problem), aims, Watch(time_limit, progress, effort=effort), start), problem)
    elif mechanism == "stable":
        held, is_stable = matched(problem, proposing)
        outcome = _settled(problem, held, "proved" if is_stable else "not-stable")
    else:
        outcome = _queued(problem)
    everybody = _in_order(problem)
    placed = _placed(outcome.placed, everybody)
    judge = partial(
        Judge.of,
        problem,
        placed,
        mechanism=mechanism,
        aims=aims,
        status=outcome.status,
        worth=outcome.worth,
        loss=outcome.loss,
    )
    is_large = isinstance(problem.pairs, Ruled) and problem.pairs.is_large
    nowhere = placed.without(everybody)
    return Result(
        problem=problem,
        mechanism=mechanism,
        objective=objective,
        move_cost=move_cost,
        proposing=proposing,
        status=outcome.status,
        placed=placed,
        unplaced=Later(judge, nowhere),
        aims=aims,
        goals=tuple(
            Goal.of(aim, bound if is_large and outcome.status == "proved" else aim.value(problem, placed), bound)
            for aim, bound in zip(aims, outcome.bounds, strict=False)
        ),
        price=_by_name({place: _in_score(aims, worth) for place, worth in (outcome.worth or outcome.estimate).items()}),
        worth=_by_name(outcome.worth),
        loss=_by_name(outcome.loss),
        conflict=outcome.conflict,
        relaxation=outcome.relaxation,
        is_smallest=outcome.is_smallest,
        is_least=outcome.is_least,
        proofs=outcome.proofs,
        trace=outcome.trace,
    )


def _placed(found: Mapping[str, str], everybody: Sequence[str]) -> Fixed[str, str] | Placement:
    """A placement in the order a reader expects."""
    if isinstance(found, Placement):
        return found
    placed = Fixed({name: found[name] for name in everybody if name in found})
    # A backend that places strangers is not to be hidden from the check.
    return placed if len(placed) == len(found) else _by_name(found)


def _by_name(given: Mapping[str, Value]) -> Fixed[str, Value]:
    return Fixed({name: given[name] for name in readable(given)})


def _in_order(problem: Problem) -> Sequence[str]:
    """The applicants in the order a reader expects, sorted once for the same pairs."""
    pairs = problem.pairs
    if isinstance(pairs, Ruled) and len(pairs.workers) == len(problem.applicants):
        return pairs.readable
    return readable(problem.applicants)


def _in_score(aims: tuple[Aim, ...], worth: tuple[int, ...]) -> int:
    return sum(part for aim, part in zip(aims, worth, strict=False) if aim.kind == "score")


def _settled(problem: Problem, placed: dict[str, str], status: Status) -> Outcome:
    """The outcome of a mechanism that places everyone in one go: only the pinned can be in its way."""
    broken = of_pins(problem, placed)
    return Outcome(status=status, placed=placed) if broken is None else _infeasible(broken)


def _infeasible(why: Contradiction) -> Outcome:
    return Outcome(
        status="infeasible",
        conflict=why.conflict,
        relaxation=why.relaxation,
        is_smallest=why.is_smallest,
        is_least=why.is_least,
    )


def _queued(problem: Problem) -> Outcome:
    """The outcome of the queue; where its order does not bring a pinned place to its minimum, whether any can."""
    placed = in_turn(problem, problem.applicants)
    broken = of_pins(problem, placed)
    called = called_by_pins(problem)
    if broken is None or not called:
        return _settled(problem, placed, "feasible")
    found = _optimal(problem, aims_of(problem, "score", 0), Watch(None, None), None)
    if found.status == "infeasible":
        return found
    sent = {name: place for name, place in found.placed.items() if place in called}
    fixed = evolve(problem, pinned=Fixed({**problem.pinned, **sent}))
    return Outcome(status="feasible", placed=in_turn(fixed, problem.applicants))


def _prices(start: Result | None) -> dict[tuple[str, int], dict[str, int]]:
    """What one more opening was worth to each goal of an earlier result."""
    if start is None:
        return {}
    return {
        (aim.kind, aim.key): {place: parts[at] for place, parts in start.worth.items()}
        for at, aim in enumerate(start.aims)
    }


def _optimal(problem: Problem, aims: tuple[Aim, ...], watch: Watch, earlier: Result | None) -> Outcome:
    try:
        import numpy as np  # noqa: F401 - every way below needs it
    except ImportError as error:
        raise MissingExtra("numpy", "plan") from error
    if isinstance(problem.pairs, Ruled) and problem.pairs.is_large:
        if flow.suits(problem):
            outcome = priced.solve(
                problem, problem.pairs, aims, watch, _prices(earlier), None if earlier is None else earlier.trace
            )
        else:
            outcome = grouped.solve(problem, problem.pairs, aims, watch)
        if outcome is not None:
            return outcome
    start = in_turn(problem, ordered(problem.applicants))
    broken = of_pins(problem, start)
    # A floor of a cap is beyond the queue: only where there is none is its answer known to keep every demand.
    known = None if broken is not None or any(cap.least > 0 for cap in problem.caps) else start
    if known is None or not flow.suits(problem):
        found = cohorts.solve(flow.read(problem, aims), known, watch) if cohorts.suits(problem) else None
        if found is None:
            return _by_integers(problem, aims, known, watch)
        done = found.status == "proved" or watch.over()
        return found if done else _by_integers(problem, aims, found.placed, watch)
    network = flow.read(problem, aims)
    outcome = flow.solve(network, known, watch) or _by_integers(problem, aims, known, watch)
    worth, loss = flow.worths(network, outcome.placed) if outcome.status == "proved" else ({}, {})
    return evolve(outcome, worth=worth, loss=loss)


def _by_integers(problem: Problem, aims: tuple[Aim, ...], start: Mapping[str, str] | None, watch: Watch) -> Outcome:
    found = integer.solve(problem, classes(problem, parties(problem, aims)), aims, start, watch)
    return _infeasible(contradiction(problem, watch)) if found is None else found
