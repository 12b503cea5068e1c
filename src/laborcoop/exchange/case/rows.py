"""Read a table: its file into rows, its rows into records that are whole, unique and point at something."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from attrs import evolve

from laborcoop.errors import DocumentError, InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.case.columns import TABLES
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.hints import did_you_mean
from laborcoop.exchange.case.notices import CELL_LEFT_EMPTY, ENTRY_LEFT_OUT, ROW_LEFT_OUT, TO_BE_SETTLED, notice
from laborcoop.exchange.case.table import AnyColumn, IfWrong, Row, Table
from laborcoop.exchange.sheets import Cell, Sheet, column_letters, read_sheets
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Locus, Severity

_NOUNS = {table.kind: table.noun for table in TABLES}
_THEN = {IfWrong.LEFT_OUT: ROW_LEFT_OUT, IfWrong.HELD: TO_BE_SETTLED, IfWrong.EMPTY: CELL_LEFT_EMPTY}


def rows_of(table: Table, desk: Desk) -> tuple[Row, ...]:
    """The rows of a table that can be used; the others are reported and entered as lost."""
    return tuple(row for row in all_rows_of(table, desk) if row.sound)


def all_rows_of(table: Table, desk: Desk) -> tuple[Row, ...]:
    """Every row of a table, those that cannot be used with ``sound`` off; all that is wrong is reported."""
    path = desk.files.get(table.stem)
    if path is None:
        return ()
    rows = [_resolved(row, desk) for row in _read(path, table, desk)]
    times = Counter(row.identity for row in rows)
    return tuple(_entered(row, times[row.identity], desk) for row in rows)


def _entered(row: Row, times: int, desk: Desk) -> Row:
    """The row, entered as used or lost: two rows of one identity are both lost, whichever came first."""
    if row.identity and times > 1:
        desk.report("CF-06", row.where, subject=row.subject, noun=row.table.noun, key=row.identity, times=times)
        row = evolve(row, sound=False)
    if row.sound:
        desk.keep(row)
    elif row.table.dated is None or row.key not in desk.known[row.table.kind]:
        desk.lose(row)
    return row


def _read(path: Path, table: Table, desk: Desk) -> list[Row]:
    try:
        sheets = [sheet for sheet in read_sheets(path, path.name) if sheet.rows]
    except DocumentError as error:
        desk.report("CF-02", Locus(path.name), reason=error.text)
        return []
    # What is hidden was not meant to be read first; the order of the workbook decides among the others.
    used, *others = sorted(sheets, key=lambda sheet: sheet.hidden)
    for other in others:
        desk.report("CF-11", Locus(other.file, other.name), sheet=other.name)
    return _rows(used, table, desk)


def _rows(sheet: Sheet, table: Table, desk: Desk) -> list[Row]:
    header, *body = sheet.rows
    filled = [(sheet.row_number(i), row) for i, row in enumerate(body, 1) if not all(map(cells.is_empty, row))]
    columns = _columns(sheet, header, [row for _, row in filled], table, desk)
    letters = {column.key: column_letters(index) for column, index in columns}
    given = {column.key for column, _ in columns}
    complete = all(column.key in given for column in table.columns if column.needed)
    rows = []
    for number, row in filled:
        values: dict[str, object] = {}
        faults: list[tuple[AnyColumn, InvalidValue | None]] = []
        for column, index in columns:
            cell = row[index] if index < len(row) else None
            if cells.is_empty(cell):
                if column.needed:
                    faults.append((column, None))
                continue
            try:
                values[column.key] = column.read(cell, desk.zone)
            except InvalidValue as error:
                faults.append((column, error))
        sound = complete and all(column.if_wrong is not IfWrong.LEFT_OUT for column, _ in faults)
        read = Row(
            table=table, where=Locus(sheet.file, sheet.name, number), values=values, letters=letters, sound=sound
        )
        for column, fault in faults:
            _report_fault(read, column, fault, desk)
        rows.append(read)
    return rows


def _report_fault(row: Row, column: AnyColumn, error: InvalidValue | None, desk: Desk) -> None:
    if error is None:
        desk.report_cell("CF-04", row, column, then=ROW_LEFT_OUT)
        return
    found = notice(
        "CF-05",
        row.at(column),
        {"noun": row.table.noun, "column": column.title, "reason": error.text, "then": _THEN[column.if_wrong]},
        subject=row.subject,
        path=column.key,
        severity=Severity.WARN if column.if_wrong is IfWrong.EMPTY else Severity.ERROR,
    )
    desk.report_refusal(error, found)


def _columns(
    sheet: Sheet, header: tuple[Cell, ...], body: list[tuple[Cell, ...]], table: Table, desk: Desk
) -> list[tuple[AnyColumn, int]]:
    """The columns that the header names once, with their indexes; unknown, repeated and missing ones are reported."""
    found: dict[str, list[int]] = {}
    unknown: list[int] = []
    for index in range(max(map(len, (header, *body)))):
        cell = header[index] if index < len(header) else None
        column = table.column(cell)
        if column is not None:
            found.setdefault(column.key, []).append(index)
        elif not cells.is_empty(cell) or any(index < len(row) and not cells.is_empty(row[index]) for row in body):
            unknown.append(index)
    top = Locus(sheet.file, sheet.name, sheet.first_row)
    absent = [column for column in table.columns if column.key not in found]
    for index in unknown:
        _report_unknown(evolve(top, column=column_letters(index)), header[index : index + 1], absent, desk)
    for column in table.columns:
        indexes = found.get(column.key, [])
        if len(indexes) > 1:
            for index in indexes:
                desk.report("CF-13", evolve(top, column=column_letters(index)), column=column.title)
        if column.needed and len(indexes) != 1:
            desk.report("CF-12", top, column=column.title, key=column.key, rows=len(body))
    return [(column, found[column.key][0]) for column in table.columns if len(found.get(column.key, [])) == 1]


def _report_unknown(where: Locus, header: tuple[Cell, ...], absent: list[AnyColumn], desk: Desk) -> None:
    name = cells.text(header[0]) if header else ""
    if not name:
        desk.report(
            "CF-03",
            where,
            name=Text(f"{where.column} 列（无表头）", f"column {where.column}, which has no header"),
            hint=Text("请给该列加上表头", "give the column a header"),
        )
        return
    hint = did_you_mean(name, [spelling for column in absent for spelling in (column.key, column.header)])
    desk.report("CF-03", where, name=name, hint=hint)


def _resolved(row: Row, desk: Desk) -> Row:
    """The row with its references looked up: a needed one that fails makes it unsound, another is emptied."""
    for column in row.table.columns:
        if not column.refers or column.key not in row.values:
            continue
        value = row.values[column.key]
        targets = value if isinstance(value, frozenset) else frozenset({value})
        missing = sorted(str(target) for target in targets if target not in desk.known[column.refers])
        for target in missing:
            _report_reference(row, column, target, desk)
        if not missing:
            continue
        row = (
            evolve(row, sound=False)
            if column.needed
            else evolve(row, values={**row.values, column.key: targets - frozenset(missing)})
        )
    return row


def _report_reference(row: Row, column: AnyColumn, target: str, desk: Desk) -> None:
    lost = target in desk.lost[column.refers]
    desk.report_cell(
        "CF-14" if lost else "CF-07",
        row,
        column,
        severity=Severity.ERROR if column.needed else Severity.WARN,
        target=target,
        kind=_NOUNS[column.refers],
        then=ROW_LEFT_OUT if column.needed else ENTRY_LEFT_OUT,
        hint=did_you_mean(target, desk.known[column.refers]),
    )
