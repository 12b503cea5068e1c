"""The free applicants of a ruled problem as classes: those whom no rule, preference or goal tells apart are counted.

Everything here is in the stable order of the ids, so that the order of the input decides nothing that follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered
from laborcoop.allocation.placement import Placement
from laborcoop.allocation.ruled import Ruled, joined
from laborcoop.allocation.weights import radices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem

    Array = NDArray[Any]

_EXACT = 2**62


@frozen(eq=False)
class Crowd:
    """Classes of applicants, in the order of their first member; worths are weighted sums over all goals."""

    names: list[str]
    """The free applicants in the stable order."""
    rows: Any
    """Applicant -> their number among the workers of the pairs."""
    kind: Any
    """Applicant -> number of their class."""
    member: Any
    """Class -> number of its first member among the names."""
    first: Any
    """Class -> number of that member among the workers of the pairs."""
    scale: Any
    """Class -> what one point of score is worth."""
    nowhere: Any
    """Class -> what staying nowhere is worth against being placed with a score of 0: never positive."""
    stay: Any
    """Class -> the column of its members' previous place, or -1."""
    bonus: Any
    """Class -> what it is worth to stay there."""
    places: list[str]
    """The posts in the stable order: the columns."""
    columns: Any
    """Column -> number of the post in the pairs."""
    room: Any
    """Column -> openings that the pinned leave."""
    shut: Any
    """Column -> whether the place stays closed, because its least cohort is above its capacity."""
    weights: list[int]
    """Goal -> its weight."""

    def count(self, people: int) -> Array:
        """How many of the first so many people are of each class."""
        import numpy as np

        return np.bincount(self.kind[:people], minlength=len(self.first))


def weigh(aims: Sequence[Aim], largest: int, places: int, people: int) -> list[int]:
    """The weight of each goal in one sum whose best answers are the best goal by goal.

    Two answers differ by chains and cycles of moves, each of which passes a place at most once and keeps every
    capacity. If some chain gains in the order of the goals, it must gain in the sum. So a weight has to exceed twice
    what one chain, not a whole answer, can bring in lesser goals; prices are lengths of such chains as well.
    """
    moves = 2 * (min(places, people) + 2)
    return radices([moves * (largest + aim.move_cost if aim.kind == "score" else 1) for aim in aims])


def gather(problem: Problem, pairs: Ruled, aims: Sequence[Aim]) -> Crowd:
    """The classes of everybody who is not pinned."""
    import numpy as np

    everybody, rows = pairs.stable
    names, alike = list(everybody), pairs.alike
    if problem.pinned:
        free = [at for at, name in enumerate(everybody) if name not in problem.pinned]
        names, rows, alike = [everybody[at] for at in free], rows[free], alike[free]
    places = ordered(pairs.ids)
    column = {place: number for number, place in enumerate(places)}
    room = {place: min(problem.capacity[place], len(problem.applicants) + 1) for place in places}
    for place in problem.pinned.values():
        room[place] -= 1
    columns = np.array([pairs.column[place] for place in places], dtype=np.int64)
    stay = np.full(len(names), -1)
    if isinstance(problem.previous, Placement) and problem.previous.pairs is pairs:
        # A post's number -> its column; whoever is nowhere has the last number.
        stay[:] = np.append(np.argsort(columns), -1)[problem.previous.place[rows]]
    else:
        stay[:] = _each(problem.previous, names, lambda place: column.get(place, -1), None)
    traits = [alike, stay + 1, *(_codes(given, names) for given in (problem.tier, problem.priority) if given)]
    _, at, kind = np.unique(joined(traits, len(names)), return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(at))
    at = np.sort(at)
    crowd = Crowd(
        names=names,
        rows=rows,
        kind=rank[kind],
        member=at,
        first=rows[at],
        scale=None,
        nowhere=None,
        stay=stay[at],
        bonus=None,
        places=places,
        columns=columns,
        room=np.array([room[place] for place in places], dtype=np.int64),
        shut=np.array([problem.minimum.get(place, 0) > problem.capacity[place] for place in places], dtype=bool),
        weights=[],
    )
    return aimed(crowd, problem, pairs, aims)


def aimed(crowd: Crowd, problem: Problem, pairs: Ruled, aims: Sequence[Aim]) -> Crowd:
    """The same classes with other goals."""
    import numpy as np

    weights = weigh(aims, pairs.reach, len(crowd.places), len(crowd.names))
    weight = {(aim.kind, aim.key): weight for aim, weight in zip(aims, weights, strict=True)}
    move_cost = max((aim.move_cost for aim in aims), default=0)
    classes = len(crowd.member)
    names = list(map(crowd.names.__getitem__, crowd.member.tolist())) if problem.tier or problem.priority else []
    # Weights may pass what a machine word holds, and then this way is not taken.
    kind = np.dtype(np.int64 if max(weights) * (move_cost + 1) < _EXACT // 2 else object)
    scale, nowhere = np.zeros(classes, dtype=kind), np.zeros(classes, dtype=kind)
    scale += _each(problem.tier, names, lambda tier: weight.get(("score", tier), 0), 0)
    nowhere -= _each(problem.tier, names, lambda tier: weight.get(("people", tier), 0), 0)
    nowhere -= _each(problem.priority, names, lambda value: weight.get(("priority", value), 0), None)
    bonus = (weight.get(("moves", 0), 0) + scale * move_cost) * (crowd.stay >= 0)
    return evolve(crowd, scale=scale, nowhere=nowhere, bonus=bonus, weights=weights)


def _each(given: Mapping[str, Any], names: list[str], says: Callable[[Any], int], other: object) -> Any:  # noqa: ANN401 - an array, or one number
    """What is said of each person's own value; ``says`` is asked once for each different value.

    Where nothing is given all are alike: one number.
    """
    import numpy as np

    if not given or not names:
        return says(other)
    own = Fixed(given).each(names, other)
    said = {value: says(value) for value in set(own)}
    return np.array(list(map(said.__getitem__, own)))


def _codes(given: Mapping[str, Any], names: list[str]) -> Array:
    import numpy as np

    number: dict[Any, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in Fixed(given).each(names)], dtype=np.int64)
