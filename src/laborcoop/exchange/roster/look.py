"""The first look at the rows of a table: a mark for each, which the second look goes by.

All tables are looked at before any row is given away: only then is known which rows share something with others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count
from typing import NamedTuple

from laborcoop.exchange.roster.below import ended
from laborcoop.exchange.roster.glance import Glance
from laborcoop.exchange.roster.headers import is_lower_part, repeats_header, starts_another
from laborcoop.exchange.roster.identities import Identities
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.numbers import Numbers, areas_of
from laborcoop.exchange.roster.pieces import Piece
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell
from laborcoop.rulebook import Finding

TO_READ, PLAIN, HELD = range(3)
"""Marks: a row that has to be read to tell what it is; a plain one; a plain one that shares something with others."""


class Below(NamedTuple):
    """The row in which the header of another table begins, and the row above it."""

    number: int
    above: Sequence[Cell]


class Look:
    """A table that was looked at once: ``marks`` of its rows in their order, ``notes`` on the numbers of plain rows.

    ``may_end`` says that another header below ends the table.
    """

    def __init__(self, table: Table, glance: Glance, numbers: Numbers, *, may_end: bool = True) -> None:
        self.below: Below | None = None
        """The header of another table, where one ends this one; told by `add_to`."""
        self._may_end = may_end
        self.table, self.glance = table, glance
        self.marks = bytearray()
        self.notes: dict[Finding, None] = {}
        self._numbers = numbers
        self._areas: set[str] = set()
        # By kind, what plain rows may share with others; the hashes are those that the index holds, so it takes little.
        self._keys: tuple[list[int], ...] = ([], [], [])

    def add_to(self, index: Index) -> None:
        """Look at all rows, and let the index know of them.

        Raises:
            DocumentError: the file cannot be read to its end.
        """
        for piece, identities, others in self._pieces():
            keys = index.add_plain(identities)
            areas = areas_of(identities.numbers)
            plain = self.glance.are_plain(identities, areas)
            marks = plain
            if others:
                marks = [*plain]
                for place in others:
                    self._add_other(piece.lines[place], index)
                    marks.insert(place, False)
            self.marks.extend(marks)
            if not areas <= self._areas:
                areas = areas_of(compress(identities.numbers, plain)) - self._areas
                self._areas |= areas
                self.notes |= dict.fromkeys(self._numbers.notes(areas))
            for kept, kind in zip(self._keys, keys, strict=True):
                kept.extend(compress(kind, plain))

    def _add_other(self, line: Sequence[Cell], index: Index) -> None:
        """Let the index know of a row whose identity is not plain: but for a missing number it mostly is."""
        whose = self.glance.whose(line)
        if whose is not None and not whose.number:
            index.add_without_number(whose)
        else:
            index.add(self.table.said(line))

    def _pieces(self) -> Iterator[tuple[Piece, Identities, Sequence[int]]]:
        """The pieces of the table, up to the header of another, whose their rows are, and where it is not plain."""
        table = self.table
        above: Sequence[Cell] | None = None
        for piece in self.table.pieces():
            first, lines, given = piece
            identities = self.glance.identities(lines)
            others = _others(len(lines), identities)
            at = self._other_header(given, others, above)
            if at is None:
                yield piece, identities, others
                above = given[-1]
                continue
            self.below = Below(first + at, given[at - 1] if at else above or ())
            self.table = ended(table, first + at)
            if at:
                identities = self.glance.identities(lines[:at])
                yield Piece(first, lines[:at], given[:at]), identities, _others(at, identities)
            return

    def _other_header(
        self, lines: Sequence[Sequence[Cell]], others: Sequence[int], above: Sequence[Cell] | None
    ) -> int | None:
        """Where the header of another table stands, if among the ``others``: whose identity is not plain.

        ``above`` is the row above the first, None below the header of the table.
        """
        if not self._may_end:
            return None
        header, headers = self.table.header, self.table.headers

        def is_header(at: int) -> bool:
            before = lines[at - 1] if at else above
            below_header = before is None or repeats_header(before, header, headers)
            return not (below_header and is_lower_part(lines[at], header))

        return next((at for at in others if starts_another(lines[at], header, headers) and is_header(at)), None)

    def compare(self, index: Index) -> None:
        """Mark what is held, once the index knows all rows of all tables."""
        for kind in self._keys:
            # A row that is held stays one of the plain ones.
            plain = compress(count(), self.marks)
            for place in compress(plain, index.are_held(kind)):
                self.marks[place] = HELD
        self._keys = ()


def _others(rows: int, identities: Identities) -> Sequence[int]:
    """The places, in order, of the rows of a piece whose identity is not plain."""
    return () if len(identities.at) == rows else sorted({*range(rows)}.difference(identities.at))
