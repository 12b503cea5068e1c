"""Rows that say one person again, and share nothing with the rows of anybody else: told without reading them.

Such rows have one number, one name and one id, and are plain but for standing more than once. What becomes of them
does not depend on any other row: one is a worker's, the others are repeated; which columns they fill and where they
differ is found out when somebody asks.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from laborcoop.exchange.roster.identities import Whose
from laborcoop.exchange.roster.index import keys_of, keys_of_plain
from laborcoop.exchange.roster.merge import by_content
from laborcoop.exchange.roster.people import Entry
from laborcoop.exchange.roster.pieces import Numbered
from laborcoop.exchange.roster.plain import PlainRows
from laborcoop.exchange.roster.rows import OriginalRow, Row, original
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell
from laborcoop.exchange.text_table import ROWS_OF_A_PIECE
from laborcoop.rulebook import Locus


class Held(NamedTuple):
    """A row that is plain but for what it shares with others."""

    number: int
    line: Sequence[Cell]
    given: Sequence[Cell]
    rows: PlainRows
    whose: Whose

    @property
    def table(self) -> Table:
        """The table of the row."""
        return self.rows.table

    @property
    def where(self) -> Locus:
        """The place of the row."""
        return self.table.place(self.number)

    @property
    def row(self) -> Row:
        """The row; it has no 同上."""
        return self.table.plain_row(self.number, self.line, self.given)

    def original(self) -> OriginalRow:
        """The row as the file holds it."""
        return original(self.where, self.table.header.names, self.given)

    @property
    def person(self) -> tuple[str, str, str]:
        """What is the same in all rows of one person: the number, the name, the id."""
        number, name, _, own_id = self.whose
        return number, name, own_id


def for_long(numbered: Numbered) -> Numbered:
    """A row as it is held: of a tuple of texts the garbage collector keeps no account, of a list it does."""
    number, line, given = numbered
    own = tuple(line)
    return number, own, own if given is line else given


def held(rows: PlainRows, numbered: Sequence[Numbered]) -> Iterator[Held]:
    """Plain rows of a table that were held, each with whose it is."""
    for first in range(0, len(numbered), ROWS_OF_A_PIECE):
        some = numbered[first : first + ROWS_OF_A_PIECE]
        persons = rows.identities([line for _, line, _ in some])
        for (number, line, given), whose in zip(some, persons, strict=True):
            yield Held(number, line, given, rows, whose)


def twins(held: Iterable[Held], entries: Iterable[Entry]) -> tuple[list[list[Held]], list[Held]]:
    """The rows of persons who share nothing with anybody else, the row to be followed first; and all other rows.

    Args:
        held: rows that are plain but for what they share.
        entries: the other rows that were held.
    """
    persons: dict[tuple[str, str, str], list[Held]] = {}
    for row in held:
        persons.setdefault(row.person, []).append(row)
    owners: dict[Hashable, int] = {key: -1 for entry in entries for key in keys_of(entry)}
    shared: set[int] = set()
    for index, rows in enumerate(persons.values()):
        for key in chain.from_iterable(keys_of_plain(*whose) for whose in {row.whose for row in rows}):
            owner = owners.setdefault(key, index)
            if owner != index:
                shared |= {owner, index}
    alone: list[list[Held]] = []
    others: list[Held] = []
    for index, rows in enumerate(persons.values()):
        if index in shared:
            others.extend(rows)
        else:
            alone.append(_in_order(rows))
    return alone, others


def _in_order(rows: list[Held]) -> list[Held]:
    """The rows of one person, the one to be followed first."""
    if len(rows) == 1:
        return rows
    first, *others = rows
    said = _but_seq(first)
    # Rows of one table were met in the order of their places, which is that of rows that say the same.
    if all(other.table is first.table and _but_seq(other) == said for other in others):
        return rows
    return sorted(rows, key=_order)


def _but_seq(row: Held) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """The cells of a row before its number in the list, and behind it."""
    seq = row.table.header.columns.get("seq", -1)
    return row.line[:seq] if seq >= 0 else (), row.line[seq + 1 :]


def _order(row: Held) -> tuple[object, ...]:
    said: Mapping[str, Cell] = row.table.said(row.line)
    return by_content(said, row.where)
