"""The optimal mechanism for every problem: integer programming, goal by goal, each fixed before the next.

Interchangeable parties are one integer variable per place; the solver runs on one worker with a fixed seed, so that
the same problem gives the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from laborcoop.allocation.order import key
from laborcoop.allocation.outcome import Outcome
from laborcoop.allocation.solver import load, run
from laborcoop.allocation.watch import Progress, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.parties import Class
    from laborcoop.allocation.problem import Problem


class Model:
    """The constraints of a problem over counts of parties per class and place."""

    def __init__(self, problem: Problem, sorts: Sequence[Class]) -> None:
        cp = load()
        self.model: Any = cp.CpModel()
        self.problem = problem
        self.sorts = sorts
        self.count: dict[tuple[int, str], Any] = {}
        self._at: dict[str, list[tuple[int, Any]]] = {}
        for number, sort in enumerate(sorts):
            self._add_class(number, sort)
        for place in sorted(self._at, key=key):
            self._add_place(place)
        self._add_caps()

    def _add_class(self, number: int, sort: Class) -> None:
        own = []
        most = len(sort.parties)
        for place in sort.one.gains:
            upper = most if sort.one.pin else min(most, self.room(place) // sort.one.size)
            if upper:
                variable = self.model.new_int_var(0, upper, "")
                self.count[number, place] = variable
                self._at.setdefault(place, []).append((sort.one.size, variable))
                own.append(variable)
        if sort.one.pin:
            self.model.add(sum(own) == most)
        elif len(own) > 1:
            self.model.add(sum(own) <= most)

    def room(self, place: str) -> int:
        """Places that can be filled at all: none where the least cohort does not fit."""
        capacity = self.problem.capacity[place]
        return capacity if self.problem.minimum.get(place, 0) <= capacity else 0

    def _add_place(self, place: str) -> None:
        load = sum(size * variable for size, variable in self._at[place])
        least = self.problem.minimum.get(place, 0)
        if least > 1:
            is_open = self.model.new_bool_var("")
            self.model.add(load <= self.room(place) * is_open)
            self.model.add(load >= least * is_open)
        else:
            self.model.add(load <= self.room(place))

    def _add_caps(self) -> None:
        terms: list[list[Any]] = [[] for _ in self.problem.caps]
        for (number, place), variable in self.count.items():
            for at, taken in self.sorts[number].loads:
                if place in self.problem.caps[at].places:
                    terms[at].append(taken * variable)
        for cap, load in zip(self.problem.caps, terms, strict=True):
            total = sum(load)
            if cap.least > 0:
                self.model.add(total >= cap.least) if load else self.model.add_bool_or([])
            if cap.most is not None and load:
                self.model.add(total <= cap.most)

    def worth(self, aim: int) -> Any:
        """One aim as an expression, without its constant."""
        return sum(
            self.sorts[number].one.gains[place][aim] * variable for (number, place), variable in self.count.items()
        )

    def placement(self, counts: dict[tuple[int, str], int]) -> dict[str, str]:
        """Counts spread over the parties of each class, both sides in the stable order."""
        placed = {}
        for number, sort in enumerate(self.sorts):
            waiting = iter(sort.parties)
            for place in sort.one.gains:
                for _ in range(counts.get((number, place), 0)):
                    placed.update(dict.fromkeys(next(waiting).members, place))
        return placed


def solve(
    problem: Problem, sorts: Sequence[Class], aims: Sequence[Aim], start: dict[str, str] | None, watch: Watch
) -> Outcome | None:
    """The best placement goal by goal; None if the demands contradict one another.

    ``start`` is a placement that keeps every demand, where one is known. Without it the first feasible answer is
    sought whatever the time limit says, since there would be nothing to hand back.
    """
    build = Model(problem, sorts)
    slots = list(build.count)
    variables = [build.count[slot] for slot in slots]
    placed = start
    bounds: list[int] = []
    if placed is None:
        answer = run(build.model, variables, Watch(None, None))
        if answer.status == "none":
            return None
        placed = build.placement(dict(zip(slots, answer.values, strict=True)))
        _hint(build, variables, answer.values)
    for step, aim in enumerate(aims):
        value = aim.value(problem, placed)
        ceiling = _ceiling(sorts, step) + aim.constant
        if value == ceiling:
            bounds.append(value)
        elif watch.tell(Progress(aim.name, step + 1, len(aims), value, ceiling)):
            return Outcome(status="feasible", placed=placed, bounds=(*bounds, ceiling))
        else:
            worth = build.worth(step)
            build.model.maximize(worth)
            answer = run(build.model, variables, watch, tell=_teller(aim, step, len(aims), watch))
            if answer.status in {"best", "some"} and answer.value + aim.constant >= value:
                placed = build.placement(dict(zip(slots, answer.values, strict=True)))
                value = answer.value + aim.constant
                _hint(build, variables, answer.values)
            if answer.status != "best":
                bound = ceiling if answer.status == "unknown" else min(ceiling, answer.bound + aim.constant)
                return Outcome(status="feasible", placed=placed, bounds=(*bounds, bound))
            bounds.append(value)
        build.model.add(build.worth(step) >= value - aim.constant)
    return Outcome(status="proved", placed=placed, bounds=tuple(bounds))


def _teller(aim: Aim, step: int, steps: int, watch: Watch) -> Callable[[int, int], bool]:
    def tell(value: int, bound: int) -> bool:
        return watch.tell(Progress(aim.name, step + 1, steps, value + aim.constant, bound + aim.constant))

    return tell


def _hint(build: Model, variables: Sequence[Any], values: Sequence[int]) -> None:
    build.model.clear_hints()
    for variable, value in zip(variables, values, strict=True):
        build.model.add_hint(variable, value)


def _ceiling(sorts: Sequence[Class], aim: int) -> int:
    """What an aim could reach if nobody were in anybody's way."""
    return sum(
        len(sort.parties) * max([gains[aim] for gains in sort.one.gains.values()] + [0] * (sort.one.pin is None))
        for sort in sorts
    )
