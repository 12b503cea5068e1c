"""Pairs that are computed from rules and preferences, never listed: a few numbers per person, a small table per rule.

Every rule and preference is a table over the different keys of the two sides. A single pair is read from the tables
with plain indexing; whole blocks of people are numpy's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve, frozen

from laborcoop.allocation.mapping import Fixed
from laborcoop.allocation.order import ordered, readable
from laborcoop.allocation.rules import PairRule, Preference

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

_BLOCK = 2**18
_EXACT = 2**62


@frozen(eq=False, repr=False)
class Table:
    """One rule or preference: what it says of each pair of different keys, and the number of everybody's key."""

    of: PairRule | Preference
    worker: Any
    """Worker number -> number of their key."""
    post: Any
    """Post number -> number of its key."""
    values: Any
    """Of a rule: whether it allows (bool); of a preference: its points (64-bit integers); worker keys by post keys."""

    @property
    def is_rule(self) -> bool:
        """Whether it forbids pairs, rather than scoring them."""
        return isinstance(self.of, PairRule)


@frozen(eq=False, repr=False, slots=False)
class Ruled:
    """The pairs that every rule allows, each with the sum of its preferences."""

    workers: Mapping[str, Any]
    """Worker id -> the worker, in order of arrival."""
    posts: Mapping[str, Any]
    """Post id -> the post."""
    rules: tuple[PairRule, ...]
    preferences: tuple[Preference, ...]
    on: date | None
    listed_up_to: int
    tables: tuple[Table, ...]
    reach: int
    """No score is larger, nor its negative."""
    number: Mapping[str, int]
    """Worker id -> their number."""
    column: Mapping[str, int]
    """Post id -> its number."""
    ids: tuple[str, ...]
    """The posts' ids by number."""

    @cached_property
    def stable(self) -> tuple[tuple[str, ...], Array]:
        """The workers' ids in the stable order, and their numbers."""
        import numpy as np

        names = tuple(ordered(self.workers))
        return names, np.array([self.number[name] for name in names], dtype=np.int64)

    @cached_property
    def readable(self) -> tuple[str, ...]:
        """The workers' ids in the order a reader expects."""
        return readable(self.workers)

    @cached_property
    def readable_rows(self) -> Array:
        """The workers' numbers in the order a reader expects."""
        import numpy as np

        return np.array([self.number[name] for name in self.readable], dtype=np.int64)

    @cached_property
    def alike(self) -> Array:
        """A number for each worker, in the stable order, that is the same for those whom no table tells apart."""
        import numpy as np

        rows = self.stable[1]
        return np.unique(joined([table.worker[rows] for table in self.tables], len(rows)), return_inverse=True)[1]

    @property
    def is_large(self) -> bool:
        """Whether there are too many combinations to list."""
        return len(self.workers) * len(self.posts) > self.listed_up_to

    @property
    def extent(self) -> str:
        """How the pairs are given."""
        return f"pairs by {len(self.rules)} rules and {len(self.preferences)} preferences"

    def of(self, applicant: str) -> Mapping[str, int]:
        """The places open to one applicant, each with its score, computed when they are asked for."""
        number = self.number.get(applicant)
        return Fixed({}) if number is None else Row(self, number)

    def barriers(self, applicant: str, place: str) -> tuple[str, ...]:
        """The rules, by name, that forbid one pair."""
        row, column = self.number[applicant], self.column[place]
        return tuple(
            table.of.name
            for table in self.tables
            if table.is_rule and not table.values[table.worker[row], table.post[column]]
        )

    def score(self, row: int, column: int) -> int | None:
        """The score of one pair by numbers; None where a rule forbids it."""
        total = 0
        for table in self.tables:
            value = table.values.item(table.worker.item(row), table.post.item(column))
            if value is False:
                return None
            if value is not True:
                total += value
        return total

    def scores(self, rows: Array, columns: Array) -> Array:
        """The score of each of some allowed pairs, given by numbers."""
        import numpy as np

        found = np.zeros(len(rows), dtype=np.int64)
        for table in self.tables:
            if not table.is_rule:
                found += table.values[table.worker[rows], table.post[columns]]
        return found

    def block(self, rows: Array) -> tuple[Array, Array]:
        """Of some workers and all posts: whether the pair is allowed, and its score."""
        import numpy as np

        shape = (len(rows), len(self.ids))
        allowed, score = np.ones(shape, dtype=bool), np.zeros(shape, dtype=np.int64)
        for table in self.tables:
            values = table.values[table.worker[rows]][:, table.post]
            if table.is_rule:
                allowed &= values
            else:
                score += values
        return allowed, score

    def open_to(self, applicants: Iterable[str]) -> Mapping[str, int]:
        """Place id -> to how many of these applicants it is open."""
        import numpy as np

        rows = np.array([self.number[name] for name in applicants], dtype=np.int64)
        total = np.zeros(len(self.ids), dtype=np.int64)
        for some in _blocks(rows, len(self.ids)):
            total += self.block(some)[0].sum(axis=0)
        return dict(zip(self.ids, total.tolist(), strict=True))

    def only(self, applicants: AbstractSet[str]) -> Self:
        """The pairs of these workers alone, numbered anew; no key is read again."""
        import numpy as np

        workers = {name: worker for name, worker in self.workers.items() if name in applicants}
        rows = np.array([self.number[name] for name in workers], dtype=np.int64)
        return evolve(
            self,
            workers=workers,
            number={name: number for number, name in enumerate(workers)},
            tables=tuple(evolve(table, worker=table.worker[rows]) for table in self.tables),
        )

    def __len__(self) -> int:
        return sum(self.open_to(self.number).values())


def joined(codes: Iterable[Array], people: int) -> Array:
    """One number for each person, the same where all the codes are."""
    import numpy as np

    kind, size = np.zeros(people, dtype=np.int64), 1
    seen: list[Array] = []
    for code in codes:
        if any(np.array_equal(code, other) for other in seen):
            continue
        seen.append(code)
        values = int(code.max(initial=0)) + 1
        if size * values > _EXACT:
            found, kind = np.unique(kind, return_inverse=True)
            size = len(found)
        kind, size = kind * values + code, size * values
    return kind


def alike(code: Array) -> tuple[Array, Array]:
    """Of numbers: where one of each kind is, any of them, and the kind of each; in half the time of `numpy.unique`."""
    import numpy as np

    order = np.argsort(code)
    inorder = code[order]
    new = np.ones(len(code), dtype=bool)
    np.not_equal(inorder[1:], inorder[:-1], out=new[1:])
    kind = np.empty(len(code), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    return order[new], kind


def _blocks(rows: Array, width: int) -> Iterator[Array]:
    step = max(1, _BLOCK // max(1, width))
    for first in range(0, len(rows), step):
        yield rows[first : first + step]


class Row(Mapping[str, int]):
    """The places open to one worker; a single one costs a few look-ups, all of them one row of the tables."""

    __slots__ = ("_number", "_pairs")

    def __init__(self, pairs: Ruled, number: int) -> None:
        self._pairs = pairs
        self._number = number

    def __getitem__(self, place: str) -> int:
        score = self._pairs.score(self._number, self._pairs.column[place])
        if score is None:
            raise KeyError(place)
        return score

    def _listed(self) -> dict[str, int]:
        import numpy as np

        allowed, score = self._pairs.block(np.array([self._number]))
        at = np.flatnonzero(allowed[0])
        return {
            self._pairs.ids[column]: value for column, value in zip(at.tolist(), score[0, at].tolist(), strict=True)
        }

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed())

    def items(self) -> Any:  # noqa: ANN401 - an items view of a dict, which the base class types as its own
        """Places with their scores, from one row of the tables."""
        return self._listed().items()

    def values(self) -> Any:  # noqa: ANN401 - the same
        """The scores."""
        return self._listed().values()

    def __len__(self) -> int:
        return len(self._listed())
