"""Who the rows of a piece of a table are, where name, number, phone and id can be told from their cells alone.

Nearly all rows are of this kind. They are told column by column, by functions that are no Python code themselves
(patterns, and `map` over them), for a roster may have millions of cells; cells that are not written as they are meant
are tidied one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain, compress
from typing import Any, NamedTuple

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.roster import readings
from laborcoop.exchange.roster.owners import is_others_number
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import NOISE, modern_number, normalise_number
from laborcoop.kernel.personal import PersonName

_TEXTS = frozenset({str, type(None)})
_ADDED = {
    ord(character): None for character in map(chr, range(128)) if character != "\n" and re.match(NOISE, character)
}


class _Form:
    """A form that a cell is written in, or is empty: told of a whole column at once where all of it is, else by cells.

    ``is_needed`` says that an empty cell is not of the form. ``lighten`` gives a text without the ASCII characters that
    writing adds, and tidies a whole column at once where there is nothing else to tidy.
    """

    def __init__(
        self,
        pattern: str,
        tidy: Callable[[str], str],
        *,
        is_needed: bool = False,
        lighten: Callable[[str], str] | None = None,
    ) -> None:
        self._one = re.compile(pattern if is_needed else f"(?:{pattern})?").fullmatch
        # No possessive group, and a branch in the place of what may be missing (see `sheet_glance`).
        self._all = re.compile(f"(?:{pattern}|)(?:\n(?:{pattern}|))*").fullmatch
        self._tidy, self._is_needed, self._lighten = tidy, is_needed, lighten

    def is_of(self, cell: str) -> bool:
        """Whether a cell is of the form."""
        return self._one(cell) is not None

    def tidied(self, column: Sequence[str]) -> tuple[Sequence[str], Sequence[object]]:
        """A column, its cells tidied, and something true for each cell that is of the form; empty where all are."""
        text = "\n".join(column)
        # A line break within a cell would make two cells of it.
        if text.count("\n") == len(column) - 1:
            if self._all(text):
                return column, self._filled(column)
            if self._lighten and text.isascii():
                text = self._lighten(text)
                column = text.split("\n")
                if self._all(text):
                    return column, self._filled(column)
        one, tidy = self._one, self._tidy
        column = [cell if one(cell) else tidy(cell) for cell in column]
        return column, [*map(one, column)]

    def _filled(self, column: Sequence[str]) -> Sequence[object]:
        return column if self._is_needed and "" in column else ()


class Whose(NamedTuple):
    """Whose a row is, tidied; empty where a cell is."""

    number: str
    name: str
    phone: str
    own_id: str


class Identities(NamedTuple):
    """The rows whose identity is plain, tidied; ``at`` are their places in the piece, ``columns`` all their columns.

    Of phones and ids there are none where the table has no such column.
    """

    at: Sequence[int]
    columns: Sequence[Sequence[Any]]
    names: Sequence[str]
    numbers: Sequence[str]
    phones: Sequence[str]
    ids: Sequence[str]


NOBODY = Identities((), (), (), (), (), ())


def _tidy_name(cell: str) -> str:
    """A name without what writing adds; nothing where it is none, or one that has to be told of."""
    if readings.is_doubtful_name(cell) or readings.is_cancelled(cell):
        return ""
    try:
        return PersonName.parse(cells.text(cell)).reveal()
    except InvalidValue:
        return ""


def _tidy_number(cell: str) -> str:
    """A number without what writing adds, an old one as its twin of 18 characters."""
    return modern_number(normalise_number(cell))


def _lighten_number(text: str) -> str:
    """An ASCII text without what `normalise_number` takes out of one; line breaks stay."""
    return text.translate(_ADDED).upper()


def _tidy_phone(cell: str) -> str:
    """A phone without what writing adds; as it is where it is none, or several of which one has to be told of."""
    if readings.is_nothing(cell):
        return ""
    try:
        found = readings.phone(cell)
    except InvalidValue:
        return cell
    is_to_be_told = readings.has_another_number(cell, found) or is_others_number(cells.text(cell))
    return cell if is_to_be_told else found.reveal()


def as_text(cell: Cell) -> str:
    """A cell as a text; a text as it is."""
    return cell if isinstance(cell, str) else cells.text(cell)


def _without_none(column: Sequence[Any]) -> Sequence[str]:
    return [cell or "" for cell in column] if None in column else column


_A_NAME = r"[\u4e00-\u9fa5]{1,12}+(?:·[\u4e00-\u9fa5]{1,12}+|)"
_A_NUMBER = r"[0-9]{17}[0-9X]"
_A_PHONE = r"1[3-9][0-9]{9}"
_TIDY = re.compile(rf"{_A_NUMBER}\n{_A_NAME}\n(?:{_A_PHONE})?").fullmatch
_NAME = _Form(_A_NAME, _tidy_name, is_needed=True)
"""A name as `PersonName.parse` leaves it."""
_NUMBER = _Form(_A_NUMBER, _tidy_number, is_needed=True, lighten=_lighten_number)
_PHONE = _Form(_A_PHONE, _tidy_phone)
"""A mobile number as `Phone` holds it, or nothing."""
_ID = _Form(r"(?:[A-Za-z0-9][A-Za-z0-9._/-]{0,8}|)[0-9]", str)
"""An id too short to hide a phone or a resident number, or nothing."""


class IdentityColumns:
    """The columns of a table that tell whose a row is."""

    def __init__(self, table: Table) -> None:
        columns = table.header.columns
        keys = ("name", "id_number", "phone", "worker_id")
        self.name, self.number, self.phone, self.worker_id = (columns.get(key, -1) for key in keys)
        self._width = max(columns.values(), default=-1) + 1
        self._is_text = table.is_text
        self._can_be_plain = self.name >= 0 and self.number >= 0

    def of(self, lines: Sequence[Sequence[Any]]) -> Identities:
        """The rows whose identity is plain: which is not told of a row that breaks off, or holds what is true or false.

        1 and True are one key to a memory and say two things.
        """
        if not self._can_be_plain:
            return NOBODY
        kinds = _TEXTS if self._is_text else {*map(type, chain.from_iterable(lines))}
        if bool not in kinds and min(map(len, lines)) >= self._width:
            at: Sequence[int] = range(len(lines))
        else:
            at = [place for place, line in enumerate(lines) if len(line) >= self._width and bool not in map(type, line)]
            lines = [lines[place] for place in at]
        columns = tuple(zip(*lines, strict=False))
        if not columns:
            return NOBODY
        names: Sequence[str] = columns[self.name]
        numbers: Sequence[str] = columns[self.number]
        phones: Sequence[str] = columns[self.phone] if self.phone >= 0 else ()
        ids: Sequence[str] = columns[self.worker_id] if self.worker_id >= 0 else ()
        if not kinds <= _TEXTS:
            names, numbers = ([cell if isinstance(cell, str) else "" for cell in column] for column in (names, numbers))
            # A spreadsheet makes a number of a phone, and does it no harm.
            phones, ids = ([as_text(cell) for cell in column] for column in (phones, ids))
        elif not self._is_text:
            names, numbers, phones, ids = map(_without_none, (names, numbers, phones, ids))
        names, right_names = _NAME.tidied(names)
        numbers, right_numbers = _NUMBER.tidied(numbers)
        phones, right_phones = _PHONE.tidied(phones)
        ids, right_ids = _ID.tidied(ids)
        told = (right_names, right_numbers, right_phones, right_ids)
        if not any(told):
            return Identities(at, columns, names, numbers, phones, ids)
        plain = [*map(all, zip(*filter(None, told), strict=True))]
        return Identities(
            tuple(compress(at, plain)),
            tuple(tuple(compress(column, plain)) for column in columns),
            *(tuple(compress(column, plain)) for column in (names, numbers, phones, ids)),
        )

    def whose(self, line: Sequence[Any]) -> Whose | None:
        """Whose a row is where name, phone and id are as they are meant, whatever the number; None where not."""
        if not self._can_be_plain or len(line) < self._width or (not self._is_text and bool in map(type, line)):
            return None
        whose = self.read(line)
        if not isinstance(line[self.name], str) or not isinstance(line[self.number], str | None):
            return None
        return whose if _NAME.is_of(whose.name) and _PHONE.is_of(whose.phone) and _ID.is_of(whose.own_id) else None

    def read(self, line: Sequence[Any]) -> Whose:
        """Whose a row is."""
        number, name = as_text(line[self.number]), as_text(line[self.name])
        phone = as_text(line[self.phone]) if self.phone >= 0 else ""
        own_id = as_text(line[self.worker_id]) if self.worker_id >= 0 else ""
        if _TIDY(f"{number}\n{name}\n{phone}"):
            return Whose(number, name, phone, own_id)
        return Whose(
            number if _NUMBER.is_of(number) else _tidy_number(number),
            name if _NAME.is_of(name) else _tidy_name(name),
            phone if _PHONE.is_of(phone) else _tidy_phone(phone),
            own_id,
        )
