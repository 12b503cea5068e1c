"""Rows that are refused for their number and have nothing else to do with any other row: told without reading them.

A number is missing, or its check character is wrong, and the row is a person's with a name, a phone and an id as they
are meant, shared with no other row. What the rules say of the number is the same for all such rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from laborcoop.exchange.roster.glance import Glance
from laborcoop.exchange.roster.headers import repeats_header
from laborcoop.exchange.roster.identities import Whose
from laborcoop.exchange.roster.index import Index
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.outcome import RefusedRow
from laborcoop.exchange.roster.plain import PlainRows
from laborcoop.exchange.roster.rows import is_no_person, original, subject_of
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.roster.trusted import moved
from laborcoop.exchange.roster.values import Note, Remembered
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import check_character
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding

# What ends in 000 may be a number that a spreadsheet spoilt, and says so.
_WHOLE = re.compile(r"[1-9][0-9]{16}[0-9X](?<!000)").fullmatch
_DIGITS = "53339919900101001"
_WRONG = NumberEntry(written=_DIGITS + ("1" if check_character(_DIGITS) == "0" else "0"))
_MISSING = NumberEntry(written=None)


class WrongNumbers:
    """Tells rows of a table that are refused for their number alone."""

    def __init__(self, table: Table, rows: PlainRows, glance: Glance, judge: NumberJudge, index: Index) -> None:
        self._table, self._rows, self._glance, self._judge, self._index = table, rows, glance, judge, index
        entries = (_MISSING, _WRONG) if judge.knows_the_rules else ()
        self._excluded = frozenset(entry for entry in entries if any(finding.excludes for finding in judge.of(entry)))
        self._found = Remembered(self._said_of)

    def refused(self, number: int, line: Sequence[Any], given: Sequence[Cell]) -> RefusedRow | None:
        """A row as refused; None where it has to be read to tell."""
        if not self._excluded:
            return None
        whose = self._glance.whose(line)
        if whose is None or self._index.is_held(whose):
            return None
        entry = self._entry(whose, given, has_phone=bool(whose.phone) and line is given)
        if entry not in self._excluded:
            return None
        if self._rows.has_party(line):
            # The party is told that it goes without.
            return None
        where = self._table.place(number)
        place = subject_of(where)
        subject = whose.own_id or place
        return RefusedRow(
            where=where,
            subject=subject,
            person=place,
            findings=partial(self._findings, number, line, entry, subject),
            row=partial(original, where, self._table.header.names, given),
        )

    def _findings(self, number: int, line: Sequence[Any], entry: NumberEntry, subject: str) -> tuple[Finding, ...]:
        at = partial(self._table.cell, number)
        found = self._found[entry, self._rows.read(line).notes]
        return tuple(moved(finding, subject, at(key)) for finding, key in found)

    def _said_of(self, told: tuple[NumberEntry, tuple[Note, ...]]) -> tuple[tuple[Finding, str], ...]:
        """What is to be said of a row with such a number and such cells, in order, with the keys of the cells.

        In which row it stands changes neither the findings nor their order.
        """
        entry, notes = told
        at = partial(self._table.cell, 0)
        found = [(moved(finding, "", at("id_number")), "id_number") for finding in self._judge.of(entry)]
        found += [(finding, note.key) for note in notes for finding in self._rows.worded((note,), "", at)]
        return tuple(sorted(found, key=lambda one: one[0].order()))

    def _entry(self, whose: Whose, given: Sequence[Cell], *, has_phone: bool) -> NumberEntry | None:
        """A number of the kind that the row has; None where it is neither missing nor plainly wrong."""
        if not whose.number:
            # Whoever has a phone, and not only by a merged cell, is a person, whatever else the row says.
            return None if not has_phone and self._is_nobody(given) else _MISSING
        wrong = _WHOLE(whose.number) and check_character(whose.number[:17]) != whose.number[17]
        return _WRONG if wrong else None

    def _is_nobody(self, given: Sequence[Cell]) -> bool:
        header, headers = self._table.header, self._table.headers
        return is_no_person(given, header) or repeats_header(given, header, headers)
