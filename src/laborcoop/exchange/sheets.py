"""Sheets of cells from the files that a bureau has: workbooks (.xlsx, .xls, .ods) and CSV.

A sheet is what the file holds, nothing read into it: rows as tuples of cells, numbered as the spreadsheet shows them.
The declared size of a sheet is never believed, and a file that would unpack to more than the limits is refused
before it is opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from laborcoop.errors import DocumentError, MissingExtra
from laborcoop.exchange.failed_cells import ERRORS, Corner, Failed
from laborcoop.exchange.files import check_file, refused, shown_name
from laborcoop.exchange.old_workbook import MAGIC, BrokenContainerError, OldLayout, inspect_old
from laborcoop.exchange.text_table import TextTable
from laborcoop.exchange.unpacking import LARGEST_FILE, LARGEST_SHEET, Layout, inspect_zip, too_wide

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; ``None`` where it is empty."""


class NumberSince1904(float):
    """A number of a workbook that counts its days from 1 January 1904, as Excel for the Mac once did.

    It is a number as any other; which day it stands for, where it stands for one, the cell alone could not tell.
    """

    __slots__ = ()


class TextSince1904(str):
    """A text of such a workbook with five digits in it, as of a day that was stored as text."""

    __slots__ = ()


WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
TABLES = frozenset({".csv"})

LONGEST_CELL = 32_767
"""The most characters of a cell of a workbook, as spreadsheets have it."""

MOST_TOLD = 10
"""How many cells of failed formulas are told of in a sheet."""

_LETTERS = 26
_FIVE_DIGITS = re.compile(r"(?<![0-9０-９])[0-9０-９]{5}(?![0-9０-９])")
"""As the number of a day has them, of any width."""


@frozen(kw_only=True)
class Sheet:
    """One sheet: its cells from column A on, from the first row that holds anything to the last.

    ``file`` is the name under which findings cite the file. ``rows[0]`` is row ``first_row`` of the spreadsheet
    (from 1). ``merged`` gives merged cells as (row, column) of the first and of the last, both as indexes into
    ``rows``. ``failed`` are the first cells (``B7``) in which a formula has failed or was never calculated; they read
    as the error that they show, or as `UNCALCULATED`. ``blank`` are the first cells whose formula shows nothing in an
    .xls in which none shows anything: it may never have been calculated.
    ``struck`` are the first cells that are struck through, wholly or in part (.xlsx). ``hidden`` says that the sheet
    itself is hidden, ``hidden_rows`` the numbers of its hidden rows; both only where the format tells.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    first_row: int = 1
    merged: tuple[tuple[Corner, Corner], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    failed: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    def row_number(self, index: int) -> int:
        """The number that the spreadsheet shows for ``rows[index]``."""
        return self.first_row + index

    def part(self, number: int, rows: tuple[tuple[Cell, ...], ...]) -> Sheet:
        """The sheet from the row of a number on, as far as ``rows`` are those rows."""
        index = number - self.first_row
        merged = (
            ((top - index, left), (bottom - index, right))
            for (top, left), (bottom, right) in self.merged
            if top >= index
        )
        return evolve(self, rows=rows, first_row=number, merged=tuple(merged))


def column_letters(index: int) -> str:
    """The letters that a spreadsheet shows for a column, from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def read_sheets(path: Path, file: str, *, limit: int = LARGEST_FILE) -> tuple[Sheet, ...]:
    """The sheets of a workbook, in its order, or the one sheet of a CSV file.

    Args:
        path: the file; its suffix says whether it is a workbook or a CSV file.
        file: the name under which messages and findings cite it.
        limit: the most bytes that the file may hold when unpacked.

    Raises:
        DocumentError: the file is missing, empty, encrypted, too large, or not what its suffix says.
        MissingExtra: it is a workbook, and the package that reads workbooks is not installed.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise refused(file, "这是文件夹：请逐一给出其中的文件", "it is a folder: name the files in it")
    if suffix not in WORKBOOKS | TABLES:
        raise refused(
            file,
            "不支持这种格式：请另存为 .xlsx、.xls、.ods 或 .csv",
            "this format is not read: save it as .xlsx, .xls, .ods or .csv",
        )
    if suffix in TABLES:
        return (_csv_sheet(TextTable.open(path, file, limit=limit), shown_name(path.stem)),)
    check_file(path, file, limit)
    return _workbook_sheets(path.read_bytes(), file, limit)


def _workbook_sheets(data: bytes, file: str, limit: int) -> tuple[Sheet, ...]:
    layout = Layout()
    old = OldLayout()
    if data.startswith(MAGIC):
        old = _old_layout(data, file)
    elif data.startswith(b"PK"):
        layout = inspect_zip(data, file, limit)
        if layout.encrypted:
            raise _encrypted(file)
    else:
        raise refused(
            file,
            "内容不是工作簿，请用电子表格软件打开后另存为 .xlsx",
            "its content is not a workbook: open it in a spreadsheet program and save it as .xlsx",
        )
    sheets = tuple(_calamine_sheets(data, file, layout, old))
    if not any(sheet.rows for sheet in sheets):
        raise refused(file, "工作簿里没有任何内容", "the workbook holds nothing")
    if all(cell is None or cell in ERRORS for sheet in sheets for row in sheet.rows for cell in row):
        raise refused(
            file,
            "工作簿里只有出错或从未计算过的公式，请用电子表格软件打开，改正后保存",
            "the workbook holds nothing but formulas that have failed or were never calculated: open it in a "
            "spreadsheet program, correct them and save it",
        )
    return sheets


def _old_layout(data: bytes, file: str) -> OldLayout:
    """What was seen of a workbook of the old format; one that a reader could not hold is refused."""
    try:
        layout = inspect_old(data)
    except BrokenContainerError:
        raise _damaged(file) from None
    if layout.encrypted:
        raise _encrypted(file)
    if layout.cells > LARGEST_SHEET:
        raise too_wide(file, LARGEST_SHEET)
    return layout


def _damaged(file: str) -> DocumentError:
    return refused(
        file,
        "工作簿已损坏，请用电子表格软件打开后另存为 .xlsx",
        "the workbook is damaged: open it in a spreadsheet program and save it as .xlsx",
    )


def _encrypted(file: str) -> DocumentError:
    return refused(
        file,
        "工作簿有密码保护，请取消密码后再交",
        "the workbook is encrypted: remove its password and send it again",
    )


def _calamine_sheets(data: bytes, file: str, layout: Layout, old: OldLayout) -> list[Sheet]:
    try:
        from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook
    except ImportError:
        raise MissingExtra("python-calamine", "tables") from None
    try:
        with load_workbook(io.BytesIO(data)) as book:
            entries = book.sheets_metadata
            # The old format tells its sheets in their order, without names that could be relied on.
            names = [entry.name for entry in entries]
            if old.hidden_rows:
                layout = evolve(
                    layout,
                    hidden_rows=dict(zip(names, old.hidden_rows, strict=False)),
                    blank=dict(zip(names, old.blank, strict=False)),
                    failed=dict(zip(names, old.failed, strict=False)),
                    since_1904=old.since_1904,
                )
            return [
                _sheet(
                    book,
                    file,
                    entry.name,
                    layout,
                    hidden=entry.visible is not SheetVisibleEnum.Visible,
                )
                for entry in entries
                if entry.typ is SheetTypeEnum.WorkSheet
            ]
    except CalamineError:
        raise _damaged(file) from None
    except BaseException as panic:
        # The reader is written in Rust; where it meets what it took for impossible, it raises no `Exception`.
        if type(panic).__name__ != "PanicException":
            raise
        raise _damaged(file) from None


def _sheet(book: CalamineWorkbook, file: str, name: str, layout: Layout, *, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    # Columns count from A whatever the first filled one is, so that a finding names the column the reader sees.
    before: tuple[Cell, ...] = (None,) * left
    # One by one where nothing lies above: the lists of a whole sheet would be searched for cycles again and again.
    # Where rows do lie above, there may be a million of them.
    given = sheet.to_python(skip_empty_area=True) if top else sheet.iter_rows()
    rows = tuple(_rows(before, given, file))
    failed = layout.failed.get(name, {})
    if failed:
        top, rows = _with_failed(top, rows, failed)
    if units := layout.units.get(name):
        rows = _with_units(top, rows, units)
    if layout.since_1904:
        rows = tuple(tuple(map(_since_1904, row)) for row in rows)
    ranges = sheet.merged_cell_ranges or layout.merged.get(name, ())
    return Sheet(
        file=file,
        name=name,
        rows=rows,
        first_row=top + 1,
        merged=tuple(
            sorted(
                ((first[0] - top, first[1]), (last[0] - top, last[1]))
                for first, last in ranges
                if top <= first[0] < top + len(rows)
            )
        ),
        hidden=hidden,
        hidden_rows=layout.hidden_rows.get(name, frozenset()),
        failed=_shown(islice(failed, MOST_TOLD)),
        blank=_shown(layout.blank.get(name, ())),
        struck=layout.struck.get(name, ()),
    )


def _shown(cells: Iterable[Corner]) -> tuple[str, ...]:
    return tuple(f"{column_letters(column)}{row + 1}" for row, column in cells)


def _since_1904(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return TextSince1904(cell) if _FIVE_DIGITS.search(cell) else cell
    return NumberSince1904(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def _with_units(
    top: int, rows: tuple[tuple[Cell, ...], ...], units: Mapping[Corner, str]
) -> tuple[tuple[Cell, ...], ...]:
    """The rows with numbers as their format shows them: 0.5 as 0.5万, which is 5000."""
    found = [list(row) for row in rows]
    for (number, column), unit in units.items():
        row = found[number - top] if top <= number < top + len(found) else []
        value = row[column] if column < len(row) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            row[column] = f"{value:.10g}{unit}"
    return tuple(map(tuple, found))


def _with_failed(
    top: int, rows: tuple[tuple[Cell, ...], ...], cells: Failed
) -> tuple[int, tuple[tuple[Cell, ...], ...]]:
    """The first row and the rows of a sheet with an error in each cell whose formula came to nothing.

    Read as empty, a row of such cells alone would be no row at all.
    """
    found = {top + index: [*row] for index, row in enumerate(rows)}
    for (number, column), error in cells.items():
        row = found.setdefault(number, [])
        row.extend([None] * (column + 1 - len(row)))
        row[column] = error
    first = min(found)
    width = max(map(len, found.values()))
    filled = (found.get(number, []) for number in range(first, max(found) + 1))
    return first, tuple((*row, *(None,) * (width - len(row))) for row in filled)


def _rows(before: tuple[Cell, ...], given: Iterable[Sequence[Cell]], file: str) -> Iterator[tuple[Cell, ...]]:
    """The rows from column A on; a cell that is longer than a spreadsheet lets it be is refused."""
    for row in given:
        try:
            # Nearly all rows hold nothing but texts, and together they are no longer than one may be.
            is_short = len("".join(row)) <= LONGEST_CELL  # type: ignore[arg-type]  # another cell is a TypeError
        except TypeError:
            is_short = False
        if is_short:
            yield before + tuple([cell or None for cell in row])
            continue
        if any(len(cell) > LONGEST_CELL for cell in row if isinstance(cell, str)):
            raise refused(
                file,
                "有单元格超过 {most} 个字符，不予读取：请删去或改短",
                "a cell holds more than {most} characters and is not read: delete or shorten it",
                most=LONGEST_CELL,
            )
        yield before + tuple([None if cell == "" else cell for cell in row])


def _csv_sheet(table: TextTable, name: str) -> Sheet:
    read = list(table.rows())
    filled = [number for number, row in enumerate(read) if any(cell.strip() for cell in row)]
    if not filled:
        raise refused(table.file, "文件里没有任何内容", "the file holds nothing")
    rows = tuple(tuple(cell or None for cell in row) for row in read[filled[0] : filled[-1] + 1])
    return Sheet(file=table.file, name=name, rows=rows, first_row=filled[0] + 1)
