"""Read a table: its file into rows, its rows into records that are whole, unique and point at something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.header import Cells, read_header
from laborcoop.exchange.case.notices import CELL_LEFT_EMPTY, NOTICES, ROW_LEFT_OUT, TO_BE_SETTLED
from laborcoop.exchange.case.references import resolved
from laborcoop.exchange.case.table import AnyColumn, IfWrong, Row, Table
from laborcoop.exchange.failed_cells import check_no_error
from laborcoop.exchange.notices import notice
from laborcoop.exchange.private import hidden, public_id
from laborcoop.exchange.sheets import Sheet, column_letters, read_sheets
from laborcoop.rulebook import Locus, Severity

_THEN = {IfWrong.LEFT_OUT: ROW_LEFT_OUT, IfWrong.HELD: TO_BE_SETTLED, IfWrong.EMPTY: CELL_LEFT_EMPTY}


def rows_of(table: Table, desk: Desk) -> tuple[Row, ...]:
    """The rows of a table that can be used; the others are reported and entered as lost."""
    return tuple(row for row in all_rows_of(table, desk) if row.sound)


def all_rows_of(table: Table, desk: Desk) -> tuple[Row, ...]:
    """Every row of a table, those that cannot be used with ``sound`` off; all that is wrong is reported."""
    path = desk.files.get(table.stem)
    if path is None:
        return ()
    rows = [resolved(row, desk) for row in _read(path, table, desk)]
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(row.identity, []).append(row)
    return tuple(
        _entered(row, alike[row.identity], desk) for row in rows if not _repeats(row, alike[row.identity], desk)
    )


def _repeats(row: Row, alike: Sequence[Row], desk: Desk) -> bool:
    """Whether a row says again what the first of its identity says, and nothing else does otherwise: it is reported."""
    first, *others = alike
    if not row.identity or row is first or any(other.values != first.values for other in others):
        return False
    desk.report(
        "CF-23", row.where, subject=row.subject, noun=row.table.noun, key=hidden(row.identity), first=first.where
    )
    return True


def _entered(row: Row, alike: Sequence[Row], desk: Desk) -> Row:
    """The row, entered as used or lost: two rows of one identity that differ are both lost, whichever came first."""
    if row.identity and any(other.values != row.values for other in alike):
        times = len(alike)
        desk.report("CF-06", row.where, subject=row.subject, noun=row.table.noun, key=hidden(row.identity), times=times)
        row = evolve(row, sound=False)
    if row.sound:
        desk.keep(row)
    elif row.table.dated is None or row.key not in desk.known[row.table.kind]:
        desk.lose(row)
    return row


def _read(path: Path, table: Table, desk: Desk) -> list[Row]:
    try:
        sheets = [evolve(sheet, name=hidden(sheet.name)) for sheet in read_sheets(path, path.name) if sheet.rows]
    except DocumentError as error:
        desk.report("CF-02", Locus(path.name), reason=error.text)
        return []
    # What is hidden was not meant to be read first; the order of the workbook decides among the others.
    used, *others = sorted(sheets, key=lambda sheet: sheet.hidden)
    for other in others:
        desk.report("CF-11", Locus(other.file, other.name), sheet=other.name)
    return _rows(used, table, desk)


def _rows(sheet: Sheet, table: Table, desk: Desk) -> list[Row]:
    filled = [
        (sheet.row_number(index), row)
        for index, row in enumerate(sheet.rows)
        if index > 0 and not all(map(cells.is_empty, row))
    ]
    columns = read_header(sheet, [row for _, row in filled], table, desk)
    given = {column.key for column, _ in columns}
    blank = Row(
        table=table,
        where=Locus(sheet.file, sheet.name),
        values={},
        letters={column.key: column_letters(index) for column, index in columns},
        sound=all(column.key in given for column in table.columns if column.needed),
    )
    return [_row(evolve(blank, where=evolve(blank.where, row=number)), row, columns, desk) for number, row in filled]


def _row(blank: Row, written: Cells, columns: list[tuple[AnyColumn, int]], desk: Desk) -> Row:
    """The row with its cells read; what is wrong with them is reported once the record's id is known."""
    values: dict[str, object] = {}
    faults: list[tuple[AnyColumn, InvalidValue | None]] = []
    for column, index in columns:
        cell = written[index] if index < len(written) else None
        if not cells.is_empty(cell):
            try:
                check_no_error(cell)
                values[column.key] = column.read(cell, desk.zone)
            except InvalidValue as error:
                faults.append((column, error))
        elif column.needed:
            faults.append((column, None))
    shown = {
        column.key: _shown(values[column.key], desk.salt)
        for column, _ in columns
        if column.is_public and column.key in values
    }
    replaced = [column for column, _ in columns if column.key in shown and shown[column.key] != values[column.key]]
    usable = all(column.if_wrong is not IfWrong.LEFT_OUT for column, _ in faults)
    row = evolve(blank, values={**values, **shown}, sound=blank.sound and usable)
    for column, fault in faults:
        _report_fault(row, column, fault, desk)
    for column in replaced:
        desk.report_cell("CF-20", row, column)
    return row


def _shown(ids: object, salt: str) -> object:
    """An id or a list of them as they may be shown.

    One prefix for all kinds: a waiver must name its record as the record's own table does.
    """
    if isinstance(ids, frozenset):
        return frozenset(_shown(one, salt) for one in ids)
    return public_id("W", salt, str(ids))


def _report_fault(row: Row, column: AnyColumn, error: InvalidValue | None, desk: Desk) -> None:
    if error is None:
        desk.report_cell("CF-04", row, column, then=ROW_LEFT_OUT)
        return
    found = notice(
        NOTICES,
        "CF-05",
        row.at(column),
        {"noun": row.table.noun, "column": column.title, "reason": error.text, "then": _THEN[column.if_wrong]},
        subject=row.subject,
        kind=row.table.kind,
        path=column.key,
        severity=Severity.WARN if column.if_wrong is IfWrong.EMPTY else Severity.ERROR,
    )
    desk.report_refusal(error, found)
