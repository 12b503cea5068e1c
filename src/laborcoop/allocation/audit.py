"""The independent check of ``optimal`` where rules give the pairs: the keys are read anew, every pair is gone through.

Goals are compared in order, goal by goal: worths and prices are tuples, of which the first that differ decide. Prices
bound every answer in that order just as they do with single numbers, so an answer that reaches the bound is the best.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count, filterfalse
from typing import TYPE_CHECKING, Any

from laborcoop.allocation.certificate import check_bounds, check_goals, goals_of
from laborcoop.allocation.rules import PairRule, Preference

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from laborcoop.allocation.certificate import Goals
    from laborcoop.allocation.ledger import Ledger
    from laborcoop.allocation.result import Result
    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]

_CELLS = 2**16
"""Pairs that are looked at together: as many as a processor keeps at hand."""
_KEYS = 2**11
"""Keys of rules that are taken together, at the most."""


class _Sheet:
    """What some rules and preferences say together, for each of their keys that occur and each post."""

    def __init__(self, row: Array, said: Array) -> None:
        self.row = row
        """Worker -> number of their key."""
        self.said = said
        """Key -> post -> score."""

    def joined(self, other: _Sheet, workers: int) -> _Sheet | None:
        """Both in one, if that is small."""
        import numpy as np

        if len(self.said) == len(other.said) and np.array_equal(self.row, other.row):
            return _Sheet(self.row, self.said + other.said)
        if len(self.said) * len(other.said) > min(_KEYS, workers):
            return None
        both = (self.said[:, None] + other.said[None]).reshape(-1, self.said.shape[1])
        return _Sheet(self.row * len(other.said) + other.row, both)


class Reading:
    """Every rule and preference over the keys that occur, and everybody's key, by calls of its own."""

    def __init__(self, pairs: Ruled, closed: Array) -> None:
        import numpy as np

        self.number = {name: at for at, name in enumerate(pairs.workers)}
        self.column = {name: at for at, name in enumerate(pairs.posts)}
        workers, posts = list(pairs.workers.values()), list(pairs.posts.values())
        every: tuple[PairRule | Preference, ...] = (*pairs.rules, *pairs.preferences)
        read = [_read(one, workers, posts, pairs.on) for one in every]
        self.reach = sum(
            max((abs(score) for line in said for score in line if score is not None), default=0) for _, _, said in read
        )
        """No score is larger, nor its negative."""
        # Whatever a rule forbids is below every score, however many rules do.
        far = 2 * self.reach + 1
        self.type = _smallest((len(every) + 1) * far + self.reach)
        nobody = np.zeros(len(workers), dtype=np.int64)
        self.sheets = [_Sheet(nobody, np.array([[-far * shut for shut in closed.tolist()]], dtype=self.type))]
        for row, column, said in read:
            values: Array = np.array(
                [[-far if score is None else score for score in line] for line in said], dtype=self.type
            )
            self._add(_Sheet(row, np.take(values.reshape(len(said), -1), column, axis=1)), len(workers))
        self._width = len(posts)

    def _add(self, sheet: _Sheet, workers: int) -> None:
        for at, other in enumerate(self.sheets):
            both = other.joined(sheet, workers)
            if both is not None:
                self.sheets[at] = both
                return
        self.sheets.append(sheet)

    def blocks(self, rows: Array) -> Iterator[tuple[Array, Array]]:
        """Workers, and the score of each post, below ``-reach`` where it is barred; used again for the next ones."""
        import numpy as np

        step = max(1, _CELLS // max(1, self._width))
        shape = (min(step, len(rows)), self._width)
        score: Array = np.empty(shape, dtype=self.type)
        more: Array = np.empty(shape, dtype=self.type)
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            here, there = score[: len(some)], more[: len(some)]
            np.take(self.sheets[0].said, self.sheets[0].row[some], axis=0, out=here, mode="clip")
            for sheet in self.sheets[1:]:
                here += np.take(sheet.said, sheet.row[some], axis=0, out=there, mode="clip")
            yield some, here


def _read(
    one: PairRule | Preference, workers: list[Any], posts: list[Any], on: object
) -> tuple[Array, Array, list[list[int | None]]]:
    """Worker -> key, post -> key, and what is said of each two keys; None where a rule forbids it."""
    import numpy as np

    worker_key, post_key = _with_day(one.worker_key, on), _with_day(one.post_key, on)
    # A key that was not met before gets the next number.
    number: defaultdict[Any, int] = defaultdict(count().__next__)
    asked: defaultdict[Any, int] = defaultdict(count().__next__)
    row, column = (
        np.fromiter(map(known.__getitem__, map(key, side)), dtype=np.int64, count=len(side))
        for known, key, side in ((number, worker_key, workers), (asked, post_key, posts))
    )
    said: list[list[int | None]] = [
        [(0 if one.allows(left, right) else None) for right in asked]
        if isinstance(one, PairRule)
        else [int(one.score(left, right)) for right in asked]
        for left in number
    ]
    return row, column, said


def _smallest(reach: int) -> type:
    """The numbers that hold so much, and twice that."""
    import numpy as np

    return next((kind for kind in (np.int16, np.int32, np.int64) if 2 * reach <= np.iinfo(kind).max), object)


def _with_day(key: Callable[..., Any], on: object) -> Callable[[Any], Any]:
    from inspect import signature

    try:
        wants = "on" in signature(key).parameters
    except ValueError:
        wants = False
    return (lambda one: key(one, on=on)) if wants else key


def _numbers(number: Mapping[str, int], names: Collection[str]) -> Array:
    """The number of each of many names."""
    import numpy as np

    return np.fromiter(map(number.__getitem__, names), dtype=np.int64, count=len(names))


def _check_limits(result: Result, ledger: Ledger) -> None:
    """Openings and pins, where everybody takes one place."""
    problem, placed = result.problem, result.placed
    load = Counter(placed.values())
    for place, taken in load.items():
        high = problem.capacity.get(place, 0)
        if taken > high or problem.minimum.get(place, 0) > high:
            ledger.fault("{place} 超员", "{place} has {taken} for {high} openings", place=place, taken=taken, high=high)
    for name, place in problem.pinned.items():
        if placed.get(name) != place:
            ledger.fault("{name} 应固定在 {place}", "{name} is pinned to {place}", name=name, place=place)


def check_ruled(result: Result, ledger: Ledger, pairs: Ruled) -> None:
    """Demands, values of the goals, and the bound by the prices of the result."""
    import numpy as np

    problem, placed = result.problem, result.placed
    _check_limits(result, ledger)
    if ledger.faults:
        return
    reading = Reading(pairs, np.array([problem.minimum.get(name, 0) > problem.capacity[name] for name in pairs.posts]))
    number, column = reading.number, reading.column
    here = np.full(len(number), -1)
    at = _numbers(number, placed)
    here[at] = _numbers(column, placed.values())
    got = np.zeros(len(number), dtype=object if reading.type is object else np.int64)
    for some, score in reading.blocks(np.flatnonzero(here >= 0)):
        got[some] = score[np.arange(len(some)), here[some]]
    for row in np.flatnonzero(got < -reading.reach).tolist():
        ledger.fault("{name} 不能去指派的岗位", "a post is not open to {name}", name=list(number)[row])
    scores = dict(zip(placed, map(int, got[at].tolist()), strict=True))
    if ledger.faults or not check_goals(result, ledger, scores):
        return
    if result.status == "proved":
        _check_optimum(result, ledger, reading, scores)
    elif not result.proofs:
        # Where numbers pass exact arithmetic no price was sought, and the pairs were gone through one by one.
        check_bounds(result, ledger)
    else:
        _check_proofs(result, ledger, reading, scores)


def _check_optimum(result: Result, ledger: Ledger, reading: Reading, scores: Mapping[str, int]) -> None:
    """The answer reaches the bound of its prices in every goal."""
    values = [-goal.value if goal.kind == "moves" else goal.value for goal in result.goals]
    bound = _bound(result, ledger, reading, (goals_of(result.problem, result.objective), result.worth), scores)
    if bound not in (None, values):
        ledger.fault("价格给出的上界高于结果", "the bound by the prices is above the answer: it is not proved the best")


def _check_proofs(result: Result, ledger: Ledger, reading: Reading, scores: Mapping[str, int]) -> None:
    """Each goal that is told has the bound of the prices of its proof."""
    goals = goals_of(result.problem, result.objective)
    if len(result.proofs) != len(result.goals):
        ledger.fault("目标与证明的数目不同", "there are not as many proofs as goals")
        return
    for goal, wanted, proof in zip(result.goals, goals, result.proofs, strict=False):
        price = {place: (count,) for place, count in proof.price.items()}
        bound = _bound(result, ledger, reading, ([wanted], price), scores)
        claimed = -goal.bound if goal.kind == "moves" else goal.bound
        if bound is not None and bound != [claimed]:
            ledger.fault(
                "目标“{goal}”的上界应为 {bound}，声称 {claimed}",
                "by its prices the goal '{goal}' has the bound {bound}; claimed {claimed}",
                goal=goal.name,
                bound=bound[0],
                claimed=claimed,
            )


def _bound(
    result: Result,
    ledger: Ledger,
    reading: Reading,
    priced: tuple[Goals, Mapping[str, tuple[int, ...]]],
    scores: Mapping[str, int],
) -> list[int] | None:
    """What no answer passes: what everybody gets at best after paying, plus what the openings cost, goal by goal."""
    import numpy as np

    problem, (goals, told) = result.problem, priced
    column = reading.column
    shut = {place for place, least in problem.minimum.items() if least > problem.capacity[place]}
    price = {place: told.get(place, ()) for place in column if place not in shut}
    none = (0,) * len(goals)
    if any(len(parts) != len(goals) or parts < none for parts in price.values()):
        ledger.fault("价格缺失或为负", "a price is missing or negative")
        return None
    left = dict(problem.capacity)
    for place in problem.pinned.values():
        left[place] -= 1
    total = [sum(parts[at] * left[place] for place, parts in price.items()) for at in range(len(goals))]
    total = [one + own for one, own in zip(total, fixed(result, goals, scores), strict=True)]
    code = _Code(result, goals, price, reading.reach)
    names = list(filterfalse(problem.pinned.__contains__, problem.applicants))
    rows = _numbers(reading.number, names)
    point: Array = code.each(problem.tier, names, code.point)
    base: Array = code.each({**problem.tier, **problem.priority}, names, code.base)
    stay = np.full(len(names), -1)
    if problem.previous:
        before = map(problem.previous.get, names)
        stay[:] = [-1 if place is None else column.get(place, -1) for place in before]
    bonus: Array = code.each(problem.previous, names, code.stay)
    dues: Array = np.array([code.joined(price.get(place, none)) for place in column], dtype=code.type)
    plain = bool((point == 1).all() and not base.any())
    start = 0
    for some, score in reading.blocks(rows):
        mine = slice(start, start + len(some))
        start += len(some)
        worth: Array = score.astype(code.type)
        if not plain:
            worth *= point[mine, None]
            worth += base[mine, None]
        worth -= dues
        had = np.flatnonzero(stay[mine] >= 0)
        worth[had, stay[mine][had]] += bonus[mine][had]
        np.copyto(worth, 0, where=score < -reading.reach)
        best = worth.max(axis=1, initial=0)
        total = [one + more for one, more in zip(total, code.parts(best), strict=True)]
    return total


def fixed(result: Result, goals: Goals, scores: Mapping[str, int]) -> list[int]:
    """What no choice changes: the pinned, and the moves that everybody in the previous placement might make."""
    problem = result.problem
    tier = problem.tier
    found = []
    for kind, key in goals:
        of_tier = [name for name in problem.pinned if tier.get(name, 0) == key]
        before = [name for name in problem.previous if tier.get(name, 0) == key]
        kept = {name for name, place in problem.pinned.items() if problem.previous.get(name) == place}
        if kind == "people":
            found.append(len(of_tier))
        elif kind == "score":
            gone = len(before) - len(kept & set(before))
            found.append(sum(scores[name] for name in of_tier) - result.move_cost * gone)
        elif kind == "priority":
            found.append(sum(problem.priority.get(name) == key for name in problem.pinned))
        else:
            found.append(len(kept) - len(problem.previous))
    return found


class _Code:
    """Tuples of goals as single numbers that compare alike: digits in a base that each goal's largest entry sets."""

    def __init__(self, result: Result, goals: Goals, price: Mapping[str, tuple[int, ...]], reach: int) -> None:
        self.problem = result.problem
        self.goals = goals
        self.move_cost = result.move_cost
        gain = [reach + result.move_cost if kind == "score" else 1 for kind, _ in goals]
        due = [max((abs(parts[at]) for parts in price.values()), default=0) for at in range(len(goals))]
        self.unit = [1] * len(goals)
        for at in range(len(goals) - 1, 0, -1):
            self.unit[at - 1] = self.unit[at] * (2 * (gain[at] + due[at]) + 1)
        # Three times, for what is barred.
        self.type = _smallest(3 * self.unit[0] * (gain[0] + due[0] + 1))
        self._at = dict(zip(goals, self.unit, strict=True))

    def each(self, named: Mapping[str, Any], names: list[str], says: Callable[[str], int]) -> Array:
        """What is said of everybody; all who are not named are alike."""
        import numpy as np

        other = next((says(name) for name in names if name not in named), 0)
        if not named:
            return np.full(len(names), other, dtype=self.type)
        return np.array([says(name) if name in named else other for name in names], dtype=self.type)

    def joined(self, parts: tuple[int, ...]) -> int:
        """A tuple as a number."""
        return sum(part * unit for part, unit in zip(parts, self.unit, strict=True))

    def parts(self, numbers: Array) -> list[int]:
        """The sum, goal by goal, of many tuples."""
        import numpy as np

        found = []
        numbers = numbers if self.type is object else numbers.astype(np.int64)
        for unit in self.unit:
            part = (2 * numbers + unit) // (2 * unit)
            numbers = numbers - part * unit
            found.append(int(part.sum()))
        return found

    def point(self, name: str) -> int:
        """One point of score of an applicant."""
        return self._at.get(("score", self.problem.tier.get(name, 0)), 0)

    def base(self, name: str) -> int:
        """Being placed at all."""
        first = self._at.get(("priority", self.problem.priority[name]), 0) if name in self.problem.priority else 0
        return self._at.get(("people", self.problem.tier.get(name, 0)), 0) + first

    def stay(self, name: str) -> int:
        """Being where they were."""
        return self._at.get(("moves", 0), 0) + self.move_cost * self.point(name)
