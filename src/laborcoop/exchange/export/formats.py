"""The bytes of a table in each format: for people (xlsx, CSV) worded, for programs (JSON Lines, Parquet) plain."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from laborcoop.errors import MissingExtra
from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.exchange.export.columns import Column, Kind
from laborcoop.exchange.export.table import Table
from laborcoop.exchange.export.wording import worded_cell
from laborcoop.exchange.workbook import Page, workbook_bytes
from laborcoop.kernel.text import Locale

if TYPE_CHECKING:
    import polars as pl

_NARROWEST, _WIDEST = 6, 40
_MEASURED = 1000
_DAY_OF_NO_DATE = date(1980, 1, 1)


@frozen(kw_only=True)
class Style:
    """How a table is written: its language, whether for people, and the day that it is of."""

    locale: Locale
    worded: bool
    on: date | None = None


def header_of(table: Table, style: Style) -> list[str]:
    """The names of the columns: their titles for people, else their keys."""
    if style.worded:
        return [column.title.render(style.locale) for column in _columns(table, style).values()]
    return [column.key for column in table.columns]


def text_rows(table: Table, style: Style) -> Iterable[list[str]]:
    """The rows as texts: worded for people, else as JSON has them, where no quotation marks are needed."""
    columns = _columns(table, style)
    for row in table.rows:
        if style.worded:
            yield [_worded(column, row[index], style.locale) for index, column in columns.items()]
        else:
            yield [_plain_text(row[index]) for index in columns]


def _columns(table: Table, style: Style) -> dict[int, Column]:
    """The columns that are written, by their place in the rows; of a text in two languages people see one."""
    seen = {None, style.locale} if style.worded else {None, "zh", "en"}
    return {index: column for index, column in enumerate(table.columns) if column.language in seen}


def _worded(column: Column, cell: object, locale: Locale) -> str:
    return column.absent if cell is None else worded_cell(column.form, cell, locale)


def _plain_text(cell: object) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False, sort_keys=True)


def to_csv(table: Table, style: Style) -> bytes:
    """CSV: UTF-8 with a byte-order mark, by which spreadsheets know it; no cell that one would run."""
    return csv_bytes(header_of(table, style), text_rows(table, style), bom=True)


def to_xlsx(table: Table, style: Style) -> bytes:
    """A workbook of one sheet, to print on A4 across: every cell a text, the header frozen and on every page.

    Raises:
        MissingExtra: xlsxwriter is not installed.
        InvalidValue: more rows, columns or characters in a cell than a sheet takes.
    """
    header, rows = header_of(table, style), tuple(tuple(row) for row in text_rows(table, style))
    title = table.full_title.render(style.locale)
    page = Page(
        name=table.title.render(style.locale),
        title=f"{title} {style.on}" if style.on else title,
        header=tuple(header),
        widths=tuple(map(_width, zip(header, *rows[:_MEASURED], strict=True))),
        rows=rows,
        fit=True,
    )
    # A workbook has a day on which it was made; where none is given it is the first that a zip file knows.
    return workbook_bytes([page], created=style.on or _DAY_OF_NO_DATE, title=title, locale=style.locale)


def _width(column: Iterable[str]) -> int:
    """The width that a column asks for, in narrow characters: that of its longest line, within bounds."""
    lines = (line for cell in column for line in cell.split("\n"))
    widest = max(sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line) for line in lines)
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def to_json_lines(table: Table, style: Style) -> bytes:  # noqa: ARG001 - one signature for all formats
    """JSON Lines: an object for each row, its keys those of the columns; UTF-8, in the order of the columns."""
    keys = [column.key for column in table.columns]
    lines = (json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in table.rows)
    return "".join(f"{line}\n" for line in lines).encode()


def to_parquet(table: Table, style: Style) -> bytes:
    """Parquet: dates, moments (UTC), decimals, numbers, lists as such; the file's metadata hold the titles.

    Raises:
        MissingExtra: polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra("polars", "tables") from None
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    frame = pl.DataFrame([_series(column, cells) for column, cells in zip(table.columns, columns, strict=True)])
    written = io.BytesIO()
    titles = {column.key: column.title.render(style.locale) for column in table.columns}
    frame.write_parquet(
        written,
        metadata={
            "title": table.title.render(style.locale),
            "titles": json.dumps(titles, ensure_ascii=False),
            "masked": json.dumps(table.masked),
        },
    )
    return written.getvalue()


def _series(column: Column, cells: tuple[Any, ...]) -> pl.Series:
    """A column of Parquet."""
    import polars as pl

    read: Callable[[Any], object] = _READ.get(column.kind, _as_it_is)
    values = [None if cell is None else read(cell) for cell in cells]
    plain: Mapping[Kind, pl.DataType | type[pl.DataType]] = {
        Kind.DATE: pl.Date,
        Kind.MOMENT: pl.Datetime("us", "UTC"),
        Kind.LIST: pl.List(pl.String),
        Kind.INTEGER: pl.Int64,
        Kind.NUMBER: pl.Float64,
        Kind.BOOLEAN: pl.Boolean,
    }
    kind = plain.get(column.kind, pl.String)
    if column.kind is Kind.DECIMAL:
        kind = pl.Decimal(None, max((_decimals(value) for value in values if isinstance(value, Decimal)), default=0))
    return pl.Series(column.key, values, kind)


def _as_it_is(cell: object) -> object:
    return cell


_READ: Mapping[Kind, Callable[[Any], object]] = {
    Kind.DATE: date.fromisoformat,
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DECIMAL: Decimal,
    Kind.JSON: _plain_text,
}


def _decimals(amount: Decimal) -> int:
    return max(0, -int(amount.as_tuple().exponent))
