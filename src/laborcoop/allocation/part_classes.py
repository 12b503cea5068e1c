"""Everybody who was read, as classes of people whom no rule and no preference tells apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from laborcoop.allocation.checks import LARGEST_TOTAL, Faults
from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered
from laborcoop.allocation.part_market import Share
from laborcoop.allocation.part_reading import Reading, Rule
from laborcoop.allocation.problem import Problem
from laborcoop.allocation.rules import PairRule, Preference
from laborcoop.errors import ProblemError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from laborcoop.allocation.part_rounds import Seats

    Array = NDArray[Any]


@frozen(eq=False, repr=False)
class Classes:
    """The classes in the stable order of their first members, before the places in theirs."""

    share: Share
    kind: Any
    """Person, in the stable order -> their class."""
    room: Any
    """Openings of each place, at most one more than there are people."""
    capacity: Mapping[str, int]

    @classmethod
    def of(
        cls,
        reading: Reading,
        posts: Sequence[Any],
        rules: Sequence[Rule],
        on: date | None,
        capacity: Mapping[str, int] | Callable[[Any], int],
        id_of: Callable[[Any], str],
    ) -> Classes:
        """Ask every rule and preference once about each pair of different keys.

        Raises:
            ProblemError: with every contradiction in ``faults``.
        """
        import numpy as np

        names = [f"#{at}" for at in range(max(map(len, reading.keys), default=0))]
        ask = partial(_of_keys, posts=posts, on=on, capacity=capacity, id_of=id_of)
        try:
            problem = ask(reading.keys, names, rules=rules)
        except ProblemError:
            _tell_by_name(reading, rules, ask)
            raise
        pairs: Any = problem.pairs
        faults = Faults()
        if pairs.reach * len(reading) > LARGEST_TOTAL:
            faults.add("全部分值合计超过 2⁶²", "all scores together pass 2⁶²")
        faults.done()
        first, kind = _kinds(reading.codes)
        places = ordered(pairs.ids)
        share = Share(
            pairs=evolve(pairs, workers=Fixed({}), posts=Fixed({}), number=Fixed({}), column=Fixed({})),
            codes=reading.codes[first],
            count=np.bincount(kind, minlength=len(first)),
            places=tuple(places),
            columns=np.array([pairs.column[place] for place in places], dtype=np.int64),
        )
        # Openings beyond everybody are worth nothing. One of them stays, so that the price of the place says so.
        room = np.array([min(problem.capacity[place], len(reading) + 1) for place in places], dtype=np.int64)
        return cls(share, kind, room, problem.capacity)

    def places_of(self, seats: Seats) -> Array:
        """Person -> number of their place, or -1: the members of a class in their order to its places in theirs."""
        import numpy as np

        order = np.lexsort((seats.place, seats.kind))
        kind = np.repeat(seats.kind[order], seats.people[order])
        place = np.repeat(seats.place[order], seats.people[order])
        member = np.argsort(self.kind, kind="stable")
        first = np.searchsorted(self.kind[member], kind)
        # The n-th entry of a class is its n-th member's.
        turn = np.arange(len(kind)) - np.searchsorted(kind, kind)
        where = np.full(len(self.kind), -1)
        where[member[first + turn]] = place
        return where


def _kinds(codes: Array) -> tuple[Array, Array]:
    """The first member of each class, and the class of everybody; classes in the order of their first members."""
    import numpy as np

    kind = np.zeros(len(codes), dtype=np.int64)
    for column in codes.T:
        kind = np.unique(kind * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1]
    _, first, kind = np.unique(kind, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    return np.sort(first), rank[kind]


class _Example(tuple[Any, ...]):
    """Nobody: a key of each rule, so that every key is somebody's."""

    __slots__ = ()


@frozen
class _Nth:
    """Reads the key of one rule from an example."""

    rule: int

    def __call__(self, example: _Example) -> Any:  # noqa: ANN401 - whatever the key is
        return example[self.rule]


def _tell_by_name(reading: Reading, rules: Sequence[Rule], ask: Callable[..., Problem]) -> None:
    """Ask one rule after the other again, each key in the name of the first worker who has it, and tell what is wrong.

    Raises:
        ProblemError: a rule alone shows what is wrong.
    """
    import numpy as np

    faults = Faults()
    for at, rule in enumerate(rules):
        names = [reading.ids[first] for first in np.unique(reading.codes[:, at], return_index=True)[1].tolist()]
        try:
            ask([reading.keys[at]], names, rules=[rule])
        except ProblemError as error:
            faults.extend(error.faults)
    faults.done()


def _of_keys(
    keys: Sequence[Sequence[Any]],
    names: Sequence[str],
    posts: Sequence[Any],
    rules: Sequence[Rule],
    on: date | None,
    capacity: Mapping[str, int] | Callable[[Any], int],
    id_of: Callable[[Any], str],
) -> Problem:
    """A problem whose people, of these names, have all keys, in their order: its tables are those of everybody."""
    examples = [_Example(some[min(at, len(some) - 1)] for some in keys) for at in range(len(names))]
    name_of = dict(zip(map(id, examples), names, strict=True))
    told = [evolve(rule, worker_key=_Nth(at)) for at, rule in enumerate(rules)]
    return Problem.from_rules(
        examples,
        posts,
        rules=[rule for rule in told if isinstance(rule, PairRule)],
        preferences=[rule for rule in told if isinstance(rule, Preference)],
        on=on,
        capacity=capacity,
        id_of=lambda one: name_of[id(one)] if isinstance(one, _Example) else id_of(one),
    )
