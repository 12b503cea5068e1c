"""What is to be said of a sheet of a roster as a whole: columns, header, what is hidden, struck through or failed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import evolve

from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.going_along import asks_who_goes_along
from laborcoop.exchange.roster.headers import Header, all_columns
from laborcoop.exchange.roster.intents import asks_whether, words_of_stayers
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.rows import holds_number, subject_of
from laborcoop.exchange.sheets import Sheet, column_letters
from laborcoop.rulebook import Finding, Locus, Severity

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHOWN_ROWS = 10
_SEARCHED_ROWS = 100
"""How many rows below a header are searched for numbers in columns that are not read."""


def _subject(sheet: Sheet) -> str:
    return f"{sheet.file}:{sheet.name}"


def about_list(sheet: Sheet) -> Finding:
    """A note on the list of refused rows of a copy that went back."""
    return notice(NOTICES, "RO-28", Locus(sheet.file, sheet.name), {}, subject=_subject(sheet))


def about_list_alone(file: str) -> Finding:
    """A warning that a CSV file is such a list, and that the others of its roster are not in it."""
    return notice(NOTICES, "RO-31", Locus(file), {}, subject=file)


def about_missing_header(sheet: Sheet, *, has_persons: bool) -> Finding:
    """An ERROR where persons are refused; of a sheet without any a WARN, and a note of a hidden one."""
    lost = notice(NOTICES, "RO-07", Locus(sheet.file, sheet.name), {}, subject=_subject(sheet))
    if has_persons:
        return lost
    return evolve(lost, severity=Severity.INFO if sheet.hidden else Severity.WARN)


def about_columns(sheet: Sheet, header: Header) -> Iterator[Finding]:
    """What is to be said of columns: unknown ones, other people's, those that say again what another says.

    Those that are not read and hold resident numbers are told of, too: whoever has them is not a worker of the roster.
    """
    row = sheet.row_number(header.last)
    for index in header.unknown:
        column = column_letters(index)
        where = Locus(sheet.file, sheet.name, row, column)
        code = _code_of_unknown(header.names[index])
        yield notice(NOTICES, code, where, {"column": column}, subject=_subject(sheet))
    for index, is_said in sorted(header.theirs.items()):
        column = column_letters(index)
        found = notice(
            NOTICES, "RO-30", Locus(sheet.file, sheet.name, row, column), {"column": column}, subject=_subject(sheet)
        )
        yield evolve(found, severity=Severity.INFO) if is_said else found
    wills = {columns[key] for columns in all_columns(header) for key in ("kind", "willing") if key in columns}
    for index, other in header.repeated:
        column = column_letters(index)
        where = Locus(sheet.file, sheet.name, row, column)
        found = notice(
            NOTICES, "RO-18", where, {"column": column, "other": column_letters(other)}, subject=_subject(sheet)
        )
        # A no in a column that is not read would be a yes.
        yield evolve(found, severity=Severity.WARN) if other in wills else found
    for index in header.no_month_s:
        column = column_letters(index)
        where = Locus(sheet.file, sheet.name, row, column)
        yield notice(NOTICES, "RO-38", where, {"column": column}, subject=_subject(sheet))
    for index, key in header.apart.items():
        where = Locus(sheet.file, sheet.name, row, column_letters(index))
        facts = {"column": where.column, "name": BY_KEY[key].title}
        yield notice(NOTICES, "RO-35", where, facts, subject=_subject(sheet))
    for block in header.beside:
        where = Locus(sheet.file, sheet.name, row, column_letters(block.first))
        yield notice(NOTICES, "RO-26", where, {"column": where.column}, subject=_subject(sheet))
    for index in _unread_numbers(sheet, header):
        where = Locus(sheet.file, sheet.name, row, column_letters(index))
        yield notice(NOTICES, "RO-39", where, {"column": where.column}, subject=_subject(sheet))


def _code_of_unknown(header: str) -> str:
    if asks_who_goes_along(header):
        return "RO-50"
    return "RO-47" if asks_whether(header) else "RO-01"


def _unread_numbers(sheet: Sheet, header: Header) -> list[int]:
    """The columns that nobody reads, and that hold resident numbers in one of the first rows below the header."""
    rows = sheet.rows[header.last + 1 : header.last + 1 + _SEARCHED_ROWS]
    read = {index for columns in all_columns(header) for index in columns.values()}
    told = read.union(header.theirs, (index for index, _ in header.repeated))
    return sorted({index for row in rows for index, cell in enumerate(row) if index not in told and holds_number(cell)})


def about_stayers(file: str, sheet: str, title: str, header: Header) -> Iterator[Finding]:
    """A warning that a list may be of people who need no seat, where no column says whether they go."""
    words = next(filter(None, map(words_of_stayers, (sheet, title, file))), "")
    if words and "willing" not in header.columns:
        yield notice(NOTICES, "RO-48", Locus(file, sheet), {"words": words}, subject=f"{file}:{sheet}")


def about_names(file: str, sheet: str, letters: Mapping[str, str]) -> Iterator[Finding]:
    """A note on each column of names of which, without a case, nothing is kept; others are, as they are written."""
    for key in ("resettlement_site", "batch"):
        if key in letters:
            facts = {"column": letters[key], "name": BY_KEY[key].title}
            yield notice(NOTICES, "RO-44", Locus(file, sheet, None, letters[key]), facts, subject=f"{file}:{sheet}")


def about_failed(sheet: Sheet) -> Iterator[Finding]:
    """What is to be said of formulas that have failed, or show nothing."""
    for code, cells in (("RO-25", sheet.failed), ("RO-43", sheet.blank)):
        if cells:
            yield notice(NOTICES, code, Locus(sheet.file, sheet.name), {"cells": [*cells]}, subject=_subject(sheet))


def about_struck(sheet: Sheet, header: Header) -> Iterator[Finding]:
    """What is to be said of the rows below the header in which something is struck through."""
    rows: dict[int, list[str]] = {}
    for cell in sheet.struck:
        if found := _REFERENCE.fullmatch(cell):
            rows.setdefault(int(found[2]), []).append(found[1])
    for row, columns in rows.items():
        if row > sheet.row_number(header.last):
            where = Locus(sheet.file, sheet.name, row, columns[0])
            facts = {"cells": [f"{column}{row}" for column in columns]}
            yield notice(NOTICES, "RO-29", where, facts, subject=subject_of(where))


def about_hidden(sheet: Sheet, header: Header) -> Iterator[Finding]:
    """What is to be said of a hidden sheet, or of hidden rows below the header."""
    last = sheet.row_number(len(sheet.rows) - 1)
    rows = sorted(row for row in sheet.hidden_rows if sheet.row_number(header.last) < row <= last)
    if sheet.hidden or rows:
        shown = [str(row) for row in rows[:_SHOWN_ROWS]] + ["…"] * (len(rows) > _SHOWN_ROWS)
        where = Locus(sheet.file, sheet.name)
        yield notice(NOTICES, "RO-15", where, {"hidden": shown or [sheet.name]}, subject=_subject(sheet))
