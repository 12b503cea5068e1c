"""The free applicants of a ruled problem as classes: those whom no rule, preference or goal tells apart are counted.

Everything here is in the stable order of the ids, so that the order of the input decides nothing that follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.allocation.order import ordered
from laborcoop.allocation.weights import radices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from laborcoop.allocation.goals import Aim
    from laborcoop.allocation.problem import Problem
    from laborcoop.allocation.ruled import Ruled

    Array = NDArray[Any]


@frozen(eq=False)
class Crowd:
    """Classes of applicants, in the order of their first member; worths are weighted sums over all goals."""

    names: list[str]
    """The free applicants in the stable order."""
    kind: Any
    """Applicant -> number of their class."""
    first: Any
    """Class -> number of one of its members among the workers of the pairs."""
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

    names = [name for name in ordered(problem.applicants) if name not in problem.pinned]
    places = ordered(pairs.ids)
    column = {place: number for number, place in enumerate(places)}
    room = {place: min(problem.capacity[place], len(problem.applicants) + 1) for place in places}
    for place in problem.pinned.values():
        room[place] -= 1
    weights = weigh(aims, pairs.reach, len(places), len(names))
    weight = {(aim.kind, aim.key): weight for aim, weight in zip(aims, weights, strict=True)}
    move_cost = max((aim.move_cost for aim in aims), default=0)
    rows = np.array([pairs.number[name] for name in names], dtype=np.int64)
    # Object arrays first: weights may pass what a machine word holds, and then this way is not taken.
    tier = np.array([problem.tier.get(name, 0) for name in names], dtype=object)
    scale = np.array([weight.get(("score", one), 0) for one in tier], dtype=object)
    first = {name: weight.get(("priority", value), 0) for name, value in problem.priority.items()}
    nowhere = np.array(
        [-weight.get(("people", one), 0) - first.get(name, 0) for one, name in zip(tier, names, strict=True)],
        dtype=object,
    )
    stay = np.array([column.get(problem.previous.get(name, ""), -1) for name in names], dtype=np.int64)
    bonus = (weight.get(("moves", 0), 0) + scale * move_cost) * (stay >= 0)
    kind = np.zeros(len(names), dtype=np.int64)
    for codes in (*(table.worker[rows] for table in pairs.tables), _codes(scale), _codes(nowhere), stay + 1):
        kind = np.unique(kind * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    _, at, kind = np.unique(kind, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(at))
    at = np.sort(at)
    return Crowd(
        names=names,
        kind=rank[kind],
        first=rows[at],
        scale=scale[at],
        nowhere=nowhere[at],
        stay=stay[at],
        bonus=bonus[at],
        places=places,
        columns=np.array([pairs.column[place] for place in places], dtype=np.int64),
        room=np.array([room[place] for place in places], dtype=np.int64),
        shut=np.array([problem.minimum.get(place, 0) > problem.capacity[place] for place in places], dtype=bool),
        weights=weights,
    )


def _codes(values: Array) -> Array:
    import numpy as np

    number: dict[int, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in values], dtype=np.int64)
