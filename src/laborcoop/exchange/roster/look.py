"""The first look at the rows of a table: a mark for each, which the second look goes by.

All tables are looked at before any row is given away: only then is known which rows share something with others.
"""

from __future__ import annotations

from array import array
from itertools import compress, count

from laborcoop.exchange.roster.glance import Glance
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.numbers import Numbers, areas_of
from laborcoop.exchange.roster.table import Table
from laborcoop.rulebook import Finding

TO_READ, PLAIN, HELD = range(3)
"""Marks: a row that has to be read to tell what it is; a plain one; a plain one that shares something with others."""


class Look:
    """A table that was looked at once: ``marks`` of its rows in their order, ``notes`` on the numbers of plain rows."""

    def __init__(self, table: Table, glance: Glance, numbers: Numbers) -> None:
        self.table, self.glance = table, glance
        self.marks = bytearray()
        self.notes: dict[Finding, None] = {}
        self._numbers = numbers
        self._areas: set[str] = set()
        # What the plain rows may share with others, by kind.
        self._keys: tuple[array[int], ...] = (array("q"), array("q"), array("q"))

    def add_to(self, index: Index) -> None:
        """Look at all rows, and let the index know of them.

        Raises:
            DocumentError: the file cannot be read to its end.
        """
        for piece in self.table.pieces():
            identities = self.glance.identities(piece.lines)
            keys = index.add_plain(identities)
            plain = self.glance.are_plain(identities)
            marks = plain
            if len(plain) < len(piece.lines):
                marks = [False] * len(piece.lines)
                rest = {*range(len(marks))}.difference(identities.at)
                for place in sorted(rest):
                    index.add(self.table.said(piece.lines[place]))
                for place, is_plain in zip(identities.at, plain, strict=True):
                    marks[place] = is_plain
            self.marks.extend(marks)
            areas = areas_of(compress(identities.numbers, plain)) - self._areas
            if areas:
                self._areas |= areas
                self.notes |= dict.fromkeys(self._numbers.notes(areas))
            for kept, kind in zip(self._keys, keys, strict=True):
                kept.extend(compress(kind, plain))

    def compare(self, index: Index) -> None:
        """Mark what is held, once the index knows all rows of all tables."""
        plain = array("q", compress(count(), self.marks))
        for kind in self._keys:
            for place in compress(plain, index.are_held(kind)):
                self.marks[place] = HELD
        self._keys = ()
