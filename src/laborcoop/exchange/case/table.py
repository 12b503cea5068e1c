"""What a table of a case is: its columns by key and header, and what an empty or unreadable cell means in each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from attrs import evolve, field, frozen

from laborcoop.exchange.case.readers import IDS, Reader
from laborcoop.exchange.private import hidden
from laborcoop.exchange.sheets import Cell
from laborcoop.exchange.words import folded
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Locus

Value = TypeVar("Value")


class IfWrong(Enum):
    """What becomes of a record with an unreadable cell; the finding says so in each case."""

    LEFT_OUT = "left-out"
    """The record is not used: read as empty, the cell would let something pass, and no rule could tell."""
    HELD = "held"
    """The record stays in the case, under an error that keeps it out of every plan."""
    EMPTY = "empty"
    """The cell counts as empty: a warning."""


@frozen(kw_only=True)
class Column(Generic[Value]):
    """A column: its English key and Chinese header, how a cell is read, and what it means if that fails.

    ``needed`` cells may not be empty. ``refers`` names the kind of record that the cell names by id.
    """

    key: str
    header: str
    read: Reader[Value]
    needed: bool = False
    if_wrong: IfWrong = IfWrong.EMPTY
    refers: str = ""

    @property
    def is_public(self) -> bool:
        """Whether its cells are ids, which findings and plans show as they are."""
        return self.read in IDS

    @property
    def title(self) -> Text:
        """The column's name in a message; a header with blanks in place of its key's underscores is known as well."""
        return Text(self.header, self.key.replace("_", " "))

    def answers_to(self) -> frozenset[str]:
        """The headers under which a file may give the column, as `folded`."""
        return frozenset({folded(self.key), folded(self.header)})


AnyColumn = Column[Any]


@frozen(kw_only=True)
class Table:
    """A table: its file's stem, the kind of its records, its columns, and those that tell its records apart.

    ``dated`` is a further column that tells apart the rows of one record. ``needed`` says that nobody can be placed
    without the table.
    """

    stem: str
    kind: str
    noun: Text
    columns: tuple[AnyColumn, ...]
    keys: tuple[AnyColumn, ...]
    dated: AnyColumn | None = None
    needed: bool = False

    def column(self, header: Cell) -> AnyColumn | None:
        """The column of this header or key; None where the table has none."""
        name = folded(header)
        return next((column for column in self.columns if name in column.answers_to()), None)


@frozen(kw_only=True)
class Row:
    """A row as read: its values by column, its place, and whether it can be used (``sound``).

    ``letters`` are the letters of the columns in the file, by key.
    """

    table: Table
    where: Locus
    values: Mapping[str, object] = field(repr=False)
    letters: Mapping[str, str] = field(factory=dict)
    sound: bool = True

    def __getitem__(self, column: Column[Value]) -> Value:
        """The value of a column that is needed, and so is given in every sound row."""
        return cast("Value", self.values[column.key])

    def get(self, column: Column[Value]) -> Value | None:
        """The value of a column; None where the cell is empty."""
        return cast("Value | None", self.values.get(column.key))

    def at(self, column: AnyColumn) -> Locus:
        """The place of one of its cells."""
        return evolve(self.where, column=self.letters.get(column.key, ""))

    @property
    def key(self) -> str:
        """The record's id, parts joined by ``/``; empty where a part cannot be read."""
        return self._joined(self.table.keys)

    @property
    def identity(self) -> str:
        """What no other row of the table may have: the id, with its date where a record has several rows."""
        dated = self.table.dated
        return self._joined(self.table.keys if dated is None else (*self.table.keys, dated))

    @property
    def subject(self) -> str:
        """The record's id where it is known, else the row's place."""
        return hidden(self.key) or str(self.where)

    def _joined(self, columns: tuple[AnyColumn, ...]) -> str:
        parts = [self.values.get(column.key) for column in columns]
        return "" if None in parts else "/".join(str(part) for part in parts)
