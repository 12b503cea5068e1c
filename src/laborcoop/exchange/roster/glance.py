"""Which rows of a table are plain: told column by column, at a glance.

A row is plain where nothing speaks against its number and each cell means something by itself. If it shares nothing
with another row it is a worker's, whatever its other cells say: what they say is read when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.identities import Identities, IdentityColumns, Whose
from laborcoop.exchange.roster.numbers import Numbers
from laborcoop.exchange.roster.readings import NO_NAMES
from laborcoop.exchange.roster.rows import is_ditto, is_example, may_hold_ditto, may_hold_example
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.roster.values import Remembered, Said, Values

_MOST_REMEMBERED = 100_000


class Glance:
    """Tells the plain rows of a table."""

    def __init__(self, table: Table, values: Values, numbers: Numbers) -> None:
        columns = table.header.columns
        self._values, self._numbers = values, numbers
        self._identities = IdentityColumns(table)
        self._examples = table.examples
        self._columns = columns
        # Any of them will do: whether a cell says 同上 depends on nothing but the cell.
        self._repeating = [at for key, at in columns.items() if BY_KEY[key].repeats]
        self._dittos = Remembered(partial(is_ditto, "employer"))
        # Cells that are known not to say 同上.
        self._own: set[Any] = set()
        ranks = table.headers.ranks.items()
        self._no_names = NO_NAMES.union(header for header, (key, _) in ranks if key == "name")

    def identities(self, lines: Sequence[Sequence[Any]]) -> Identities:
        """The rows whose identity is plain."""
        return self._identities.of(lines)

    def are_plain(self, identities: Identities, areas: set[str]) -> list[bool]:
        """Which of the rows whose identity is plain are plain altogether.

        Args:
            identities: the rows.
            areas: those of their numbers.
        """
        columns = identities.columns
        if not columns:
            return []
        plain = self._numbers.are_plain(
            identities.numbers, areas, self._said("sex", columns), self._said("birth_date", columns)
        )
        for against in self._against(identities, columns):
            plain = [holds and not speaks for holds, speaks in zip(plain, against, strict=True)]
        return plain

    def whose(self, line: Sequence[Any]) -> Whose | None:
        """Whose a row is, its number being wrong or not; None where it is not plain."""
        whose = self._identities.whose(line)
        if whose is None or whose.name in self._no_names or any(is_example(line[at]) for at in self._examples):
            return None
        return None if any(self._dittos[line[at]] for at in self._repeating) else whose

    def _said(self, key: str, columns: Sequence[Sequence[Any]]) -> Iterable[Said] | None:
        if key not in self._columns:
            return None
        return map(self._values.column(key).__getitem__, columns[self._columns[key]])

    def _against(self, identities: Identities, columns: Sequence[Sequence[Any]]) -> Iterable[Iterable[bool]]:
        """What speaks against the rows, each time one answer for every row."""
        if not self._no_names.isdisjoint(identities.names):
            yield [name in self._no_names for name in identities.names]
        for at in self._examples:
            if may_hold_example(columns[at]):
                yield map(is_example, columns[at])
        for at in self._repeating:
            # In most columns that repeat a few words stand again and again.
            if self._own.issuperset(columns[at]):
                continue
            dittos = [*map(self._dittos.__getitem__, columns[at])] if may_hold_ditto(columns[at]) else ()
            if any(dittos):
                yield dittos
            else:
                self._remember(columns[at])

    def _remember(self, column: Sequence[Any]) -> None:
        if len(self._own) >= _MOST_REMEMBERED:
            self._own.clear()
        self._own.update(column)
