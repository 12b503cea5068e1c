"""Which rows of a piece of a table are plain: told column by column, at a glance.

A row is plain where nothing speaks against its number and each cell means something by itself. If it shares nothing
with another row it is a worker's, whatever its other cells say: what they say is read when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import compress, repeat
from typing import Any, NamedTuple

from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.identities import Identities, IdentityColumns, Whose
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.numbers import Numbers
from laborcoop.exchange.roster.rows import is_ditto
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.roster.values import NOTHING, Remembered, Said, Values
from laborcoop.kernel.ids import keyed_id


class Glanced(NamedTuple):
    """The places of the plain rows among some, those of them that share something with other rows, and their numbers.

    Places of rows that are not plain may stand among ``held``, too.
    """

    plain: frozenset[int]
    held: frozenset[int]
    numbers: list[str]


_NOTHING = Glanced(frozenset(), frozenset(), [])


class Glance:
    """Tells the plain rows of a table.

    Raises:
        InvalidValue: the salt is too short.
    """

    def __init__(self, table: Table, values: Values, numbers: Numbers, index: Index) -> None:
        columns = table.header.columns
        self._values, self._numbers, self._index = values, numbers, index
        self._identities = IdentityColumns(table)
        self._columns = columns
        # Any shared column will do: whether a cell says 同上 depends on nothing but the cell.
        self._shared = [(key, at) for key, at in columns.items() if BY_KEY[key].shared]
        self._dittos = Remembered(partial(is_ditto, "employer"))
        ranks = table.headers.ranks.items()
        self._titles = frozenset(header for header, (key, _) in ranks if key == "name")
        # Made here once, for it refuses a salt that is too short.
        keyed_id("W", values.known.salt, "")

    def plain(self, lines: Sequence[Sequence[Any]]) -> Glanced:
        """What is told at a glance of some rows."""
        identities = self._identities.of(lines)
        columns = tuple(zip(*identities.lines, strict=False))
        if not columns:
            return _NOTHING
        plain = self._numbers.are_plain(
            identities.numbers, self._said("sex", columns), self._said("birth_date", columns)
        )
        for against in self._against(identities, columns):
            plain = [holds and not speaks for holds, speaks in zip(plain, against, strict=True)]
        held = self._index.are_held(identities)
        return Glanced(
            frozenset(compress(identities.at, plain)),
            frozenset(compress(identities.at, held)) if any(held) else frozenset(),
            [*compress(identities.numbers, plain)],
        )

    def whose(self, line: Sequence[Any]) -> Whose | None:
        """Whose a row is, its number being wrong or not; None where it is not plain or shares something with others."""
        whose = self._identities.whose(line)
        if (
            whose is None
            or whose.name in self._titles
            or self._index.are_held(
                Identities((), (), (whose.name,), (whose.number,), (whose.phone,), (whose.own_id,))
            )[0]
            or any(self._dittos[line[at]] for _, at in self._shared)
        ):
            return None
        return whose

    def _said(self, key: str, columns: Sequence[Sequence[Any]]) -> Iterable[Said]:
        if key not in self._columns:
            return repeat(NOTHING)
        return map(self._values.column(key).__getitem__, columns[self._columns[key]])

    def _against(self, identities: Identities, columns: Sequence[Sequence[Any]]) -> Iterable[Iterable[bool]]:
        """What speaks against the rows, each time one answer for every row."""
        if self._index.has_claims:
            yield map(self._is_claimed, identities.numbers, identities.ids)
        if not self._titles.isdisjoint(identities.names):
            yield [name in self._titles for name in identities.names]
        for _, at in self._shared:
            if any(map(self._dittos.__getitem__, set(columns[at]))):
                yield map(self._dittos.__getitem__, columns[at])

    def _is_claimed(self, number: str, own_id: str) -> bool:
        """Whether another row claims the id that a number gives."""
        return not own_id and self._index.is_claimed(keyed_id("W", self._values.known.salt, number))
