"""Read the header of a table: which column stands where, and which are unknown, repeated or missing."""

from __future__ import annotations

from attrs import evolve

from laborcoop.exchange import cells
from laborcoop.exchange.case.desk import Desk
from laborcoop.exchange.case.hints import did_you_mean, nearest, shown
from laborcoop.exchange.case.table import AnyColumn, Table
from laborcoop.exchange.sheets import Cell, Sheet, column_letters
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Locus

Cells = tuple[Cell, ...]

_ALL_THERE = Text(
    "该表的列都已有了；这一列如无用处，可删去", "every column of the table is there: take it out if nobody needs it"
)


def read_header(sheet: Sheet, body: list[Cells], table: Table, desk: Desk) -> list[tuple[AnyColumn, int]]:
    """The columns that the first row names once, with their indexes.

    ``body`` are the rows below that hold anything. What is unknown, repeated or missing is reported.
    """
    header = sheet.rows[0]
    found: dict[str, list[int]] = {}
    unknown: list[int] = []
    for index in range(max(map(len, (header, *body)))):
        column = table.column(_cell(header, index))
        if column is not None:
            found.setdefault(column.key, []).append(index)
        elif not all(cells.is_empty(_cell(row, index)) for row in (header, *body)):
            unknown.append(index)
    top = Locus(sheet.file, sheet.name, sheet.first_row)
    # A first row without one known name is no header but a record: its cells are not to be quoted.
    if found:
        absent = [column for column in table.columns if column.key not in found]
        for index in unknown:
            _report_unknown(evolve(top, column=column_letters(index)), _cell(header, index), absent, desk)
    for column in table.columns:
        indexes = found.get(column.key, [])
        if len(indexes) > 1:
            for index in indexes:
                desk.report("CF-13", evolve(top, column=column_letters(index)), column=column.title)
        if column.needed and len(indexes) != 1:
            todo = _to_be_had(column, [_cell(header, index) for index in unknown])
            desk.report("CF-12", top, column=column.title, rows=Count(len(body), Unit.ROW).text(), todo=todo)
    return [(column, found[column.key][0]) for column in table.columns if len(found.get(column.key, [])) == 1]


def _to_be_had(column: AnyColumn, unknown: list[Cell]) -> Text:
    """How a needed column is to be had: an unknown header that is like it is called by its name, or it is added."""
    names = [shown(cells.text(header)) for header in unknown if not cells.is_empty(header)]
    like = next((near for name in (column.key, column.header) if (near := nearest(name, names))), None)
    if like is not None:
        return Text(
            "请把“{like}”列改名为“{header}”（或英文列名“{key}”）",
            "call the column “{like}” “{key}” (or, in Chinese, “{header}”)",
        ).format(like=like, header=column.header, key=column.key)
    return Text(
        "请补上“{header}”列（或用英文列名“{key}”）", "add a column “{key}” (or, in Chinese, “{header}”)"
    ).format(header=column.header, key=column.key)


def _cell(row: Cells, index: int) -> Cell:
    return row[index] if index < len(row) else None


def _report_unknown(where: Locus, header: Cell, absent: list[AnyColumn], desk: Desk) -> None:
    if cells.is_empty(header):
        desk.report(
            "CF-03",
            where,
            name=Text(f"{where.column} 列（无表头）", f"column {where.column}, which has no header"),
            hint=Text("请给该列加上表头", "give the column a header"),
        )
        return
    name = cells.text(header)
    spellings = [spelling for column in absent for spelling in (column.key, column.header)]
    hint = did_you_mean(name, spellings) if absent else _ALL_THERE
    desk.report("CF-03", where, name=shown(name), hint=hint)
