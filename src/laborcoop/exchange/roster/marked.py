"""The copy of a roster that goes back to the county: its own cells, and in each that is to be corrected why.

The first sheet lists the rows that were refused, with their reasons; then come the sheets as they were sent
(but for such a list of an earlier copy). A cell to
be corrected is coloured (red: the row is refused, yellow: the value is doubtful or left out, blue: a note) and says in
a comment what is wrong and what to do. All texts are written as texts: nothing that a roster holds can run.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from attrs import evolve

from laborcoop.errors import MissingExtra
from laborcoop.exchange.private import hidden
from laborcoop.exchange.roster.outcome import RefusedRow
from laborcoop.exchange.roster.read import RosterResult
from laborcoop.exchange.roster.returned import LEGEND, LIST_NAME, is_list_of_refused
from laborcoop.exchange.sheets import TABLES, Cell, NumberSince1904, Sheet, TextSince1904, column_letters, read_sheets
from laborcoop.exchange.unpacking import LARGEST_FILE
from laborcoop.exchange.workbook import sheet_names
from laborcoop.kernel.text import Locale, Text
from laborcoop.rulebook import Finding, Severity

_FONT = "SimSun"
_LONGEST_CELL = 32_767
_EXACT_BELOW = 10**15
_MOST_MERGED = 10_000
_At = tuple[int, int]
"""A cell by its row and its column, both from 0."""
_WIDEST, _NARROWEST = 36, 8
_TITLES = 2
_COMMENT = {"author": "laborcoop", "width": 320, "height": 120, "font_size": 9}
_FILLS = {
    Severity.BLOCK: "#FFC7CE",
    Severity.ERROR: "#FFC7CE",
    Severity.WARN: "#FFEB9C",
    Severity.INFO: "#DDEBF7",
}
_HEAD = (
    Text("工作表", "sheet"),
    Text("行", "row"),
    Text("为什么退回", "why it is refused"),
    Text("怎么改", "what to do"),
)
_TITLE = Text(
    "{file}：退回 {count} 行，请在后面的工作表里改正后重新报送（本表只是清单，不读取）",
    "{file}: {count} rows are refused; correct them in the sheets behind this list (it is not read), and send it again",
)
_ABOUT = Text("关于整张表或整个文件", "about a whole sheet or file")
_OF_ROW = Text("第 {row} 行：{said}", "row {row}: {said}")
_CUT = Text(
    "此单元格超过 32767 个字符，此处只留开头", "this cell has more than 32767 characters: only its start stands here"
)


def marked_copy(
    path: Path, file: str, result: RosterResult, *, created: date, locale: Locale, limit: int = LARGEST_FILE
) -> bytes:
    """The workbook (.xlsx) of a roster with what was found in its cells; the same bytes for the same roster.

    It holds whatever the roster holds, personal data included: it is for whoever sent the roster.

    Args:
        path: the roster.
        file: the name under which the findings cite it.
        result: what the roster came to.
        created: the day that the file's properties give; the machine's clock is not read.
        locale: the language of the comments.
        limit: the most bytes that the roster may hold when unpacked.

    Raises:
        DocumentError: the roster cannot be read.
        MissingExtra: xlsxwriter is not installed, or what reads the roster.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtra("xlsxwriter", "tables") from None
    # A list that was saved as CSV has no sheets behind it: it is the roster.
    is_text = path.suffix.lower() in TABLES
    sheets = [one for one in read_sheets(path, file, limit=limit) if is_text or not is_list_of_refused(one)]
    found = [finding for finding in result.findings if finding.where.file == file]
    refused = [row for row in result.refused if row.where.file == file]
    written = io.BytesIO()
    # Numbers that are days keep meaning what they do.
    counted_so = (NumberSince1904, TextSince1904)
    since_1904 = any(isinstance(cell, counted_so) for sheet in sheets for row in sheet.rows for cell in row)
    book = Workbook(written, {"in_memory": True, "date_1904": since_1904})
    book.set_properties({"title": file, "author": "laborcoop", "created": datetime.combine(created, time())})
    pen = _Pen(book, locale)
    names = sheet_names([LIST_NAME.render(locale), *(sheet.name for sheet in sheets)])
    _list_refused(pen, book.add_worksheet(names[0]), file, refused, found)
    for sheet, name in zip(sheets, names[1:], strict=True):
        page = book.add_worksheet(name)
        own = [finding for finding in found if finding.where.sheet == hidden(sheet.name)]
        _copy(pen, page, sheet, own)
        _open_at(page, _first_row(result, file, sheet), own)
        if sheet.hidden:
            page.hide()
    book.close()
    return written.getvalue()


class _Pen:
    """Writes cells as what they are, in the colours of what was found in them."""

    def __init__(self, book: Any, locale: Locale) -> None:  # noqa: ANN401 - xlsxwriter ships no types
        self._book = book
        self.locale: Locale = locale
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **more: object) -> Any:  # noqa: ANN401 - a format of xlsxwriter
        """A format, made once."""
        key = tuple(sorted(more.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {"font_name": _FONT, "font_size": 10, "border": 1, "valign": "vcenter", **more}
            )
        return self._formats[key]

    def write(
        self,
        page: Any,  # noqa: ANN401 - a sheet of xlsxwriter
        row: int,
        column: int,
        cell: Cell,
        found: Sequence[Finding] = (),
        **more: object,
    ) -> None:
        """A cell with its colour and its comment."""
        if found:
            worst = min(found, key=lambda finding: finding.severity.rank)
            more["bg_color"] = _FILLS[worst.severity]
        says = [self.sentence(finding) for finding in found]
        match cell:
            case None:
                page.write_blank(row, column, None, self.look(**more))
            case bool():
                page.write_boolean(row, column, cell, self.look(**more))
            case int() | float() if math.isfinite(cell) and abs(cell) < _EXACT_BELOW:
                page.write_number(row, column, cell, self.look(**more))
            case datetime() if cell.year >= _FIRST_YEAR:
                page.write_datetime(row, column, cell, self.look(**more, num_format="yyyy-mm-dd hh:mm"))
            case date() if cell.year >= _FIRST_YEAR:
                page.write_datetime(row, column, cell, self.look(**more, num_format="yyyy-mm-dd"))
            case time() | timedelta():
                page.write_datetime(row, column, cell, self.look(**more, num_format="hh:mm:ss"))
            case _:
                text = str(cell)
                if len(text) > _LONGEST_CELL:
                    says.append(_CUT.render(self.locale))
                page.write_string(row, column, text[:_LONGEST_CELL], self.look(**more))
        if says:
            page.write_comment(row, column, "\n".join(dict.fromkeys(says))[:_LONGEST_CELL], _COMMENT)

    def sentence(self, finding: Finding) -> str:
        """What is wrong and what to do, with the code of the rule."""
        said = (f"{finding.rule} {finding.message.render(self.locale)}", finding.suggestion.render(self.locale))
        return "\n".join(filter(None, said))


_FIRST_YEAR = 1900
_A4 = 9
_MOST_FROZEN = 8
"""Rows above the first person that may stay in sight: more would leave no room for the people."""


def _list_refused(pen: _Pen, page: Any, file: str, refused: Sequence[RefusedRow], found: Iterable[Finding]) -> None:  # noqa: ANN401
    page.activate()
    _for_print(page)
    for column, width in enumerate((14, 6, 44, 36)):
        page.set_column(column, column, width)
    page.set_column(len(_HEAD), 60, 14)
    head = pen.look(bold=True, bg_color="#DDE8F0", text_wrap=True)
    plain = pen.look(border=0, bold=True)
    page.write_string(0, 0, _TITLE.format(file=file, count=len(refused)).render(pen.locale), plain)
    page.write_string(1, 0, LEGEND.render(pen.locale), pen.look(border=0))
    at = 3
    headers: tuple[str, tuple[str, ...]] | None = None
    for row in refused:
        if headers != (row.where.sheet, tuple(row.row.cells)):
            headers = row.where.sheet, tuple(row.row.cells)
            for column, title in enumerate((*(text.render(pen.locale) for text in _HEAD), *headers[1])):
                page.write_string(at, column, title, head)
            at += 1
        against = [finding for finding in row.findings if finding.excludes]
        why = "\n".join(dict.fromkeys(f"{one.rule} {one.message.render(pen.locale)}" for one in against))
        todo = "\n".join(dict.fromkeys(one.suggestion.render(pen.locale) for one in against))
        for column, said in enumerate((row.where.sheet, row.where.row, why, todo)):
            pen.write(page, at, column, said, text_wrap=True)
        for column, cell in enumerate(row.row.cells.values(), len(_HEAD)):
            here = [one for one in row.findings if one.where.column == column_letters(column - len(_HEAD))]
            pen.write(page, at, column, cell, here)
        at += 1
    about = [finding for finding in found if finding.where.row is None]
    if about:
        page.write_string(at + 1, 0, _ABOUT.render(pen.locale), plain)
    for line, finding in enumerate(about, at + 2):
        page.write_string(line, 0, finding.where.sheet, pen.look(border=0))
        page.write_string(line, 2, pen.sentence(finding).replace("\n", " "), pen.look(border=0))


def _copy(pen: _Pen, page: Any, sheet: Sheet, found: Iterable[Finding]) -> None:  # noqa: ANN401 - a sheet of xlsxwriter
    _for_print(page)
    # Before the cells, which stand in what was merged.
    covered = _merge(pen, page, sheet)
    marks: dict[_At, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.where.row is not None:
            at, said = _in_sight(finding, finding.where.row - 1, covered)
            marks[at].append(said)
    above = sheet.first_row - 1
    for row, cells in enumerate(sheet.rows, above):
        for column, cell in enumerate(cells):
            here = marks.pop((row, column), [])
            if cell is not None or here:
                pen.write(page, row, column, cell, here)
    for (row, column), here in marks.items():
        pen.write(page, row, column, None, here)
    for column, width in _widths(sheet).items():
        page.set_column(column, column, width)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})


def _in_sight(finding: Finding, row: int, covered: Mapping[_At, _At]) -> tuple[_At, Finding]:
    """Where a finding of a row is marked: a cell that a merged one covers has no comment.

    What is said of such a cell stands in the merged one, with the number of the row; what is said of a whole row, in
    its first cell that is seen.
    """
    column = _index(finding.where.column)
    if not finding.where.column:
        return (row, next(first for first in count(column) if (row, first) not in covered)), finding
    shown = covered.get((row, column), (row, column))
    if shown[0] == row:
        return shown, finding
    return shown, evolve(finding, message=_OF_ROW.format(row=row + 1, said=finding.message))


def _for_print(page: Any) -> None:  # noqa: ANN401 - a sheet of xlsxwriter
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _first_row(result: RosterResult, file: str, sheet: Sheet) -> int | None:
    """The row of the first person of a sheet."""
    intake = result.intake
    unused = (*(row.where for row in intake.merged), *(row.where for row in intake.refused))
    places = (*intake.workers.values(), *unused)
    here = (place.row for place in places if (place.file, place.sheet) == (file, hidden(sheet.name)))
    return min((row for row in here if row is not None), default=None)


def _open_at(page: Any, first: int | None, found: Iterable[Finding]) -> None:  # noqa: ANN401 - a sheet of xlsxwriter
    """The page opens at the first refused row, its titles and header in sight, as they are on every printed page."""
    refused = min((finding.where.row for finding in found if finding.excludes and finding.where.row), default=None)
    top = 0 if refused is None else max(refused - 5, 0)
    if refused is not None:
        page.set_selection(refused - 1, 0, refused - 1, 0)
    if first is not None and 1 < first <= _MOST_FROZEN + 1:
        page.freeze_panes(first - 1, 0, max(top, first - 1), 0)
        page.repeat_rows(0, first - 2)
    else:
        page.set_top_left_cell(top, 0)


def _widths(sheet: Sheet) -> dict[int, int]:
    """Widths in which most of the texts can be read."""
    widths: dict[int, int] = {}
    for cells in sheet.rows:
        # A title or a signature stands alone in its row and may run over the cells beside it.
        if sum(cell is not None for cell in cells) <= _TITLES:
            continue
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                widths[column] = max(widths.get(column, _NARROWEST), min(_WIDEST, _width(cell) + 2))
    return widths


def _merge(pen: _Pen, page: Any, sheet: Sheet) -> dict[_At, _At]:  # noqa: ANN401 - a sheet of xlsxwriter
    """Merge what was merged, but for ranges that would cover something or one another; gives what covers each cell."""
    taken: set[_At] = set()
    by: dict[_At, _At] = {}
    above = sheet.first_row - 1
    for (top, left), (bottom, right) in sheet.merged:
        last = min(bottom, len(sheet.rows) - 1)
        area = [(row, column) for row in range(top, last + 1) for column in range(left, right + 1)][: _MOST_MERGED + 1]
        covered = any(column < len(sheet.rows[row]) and sheet.rows[row][column] is not None for row, column in area[1:])
        if 1 < len(area) <= _MOST_MERGED and not covered and taken.isdisjoint(area):
            taken.update(area)
            page.merge_range(top + above, left, last + above, right, "", pen.look(align="center"))
            by |= {(row + above, column): (top + above, left) for row, column in area[1:]}
    return by


def _index(letters: str) -> int:
    """The index of a column by its letters; the first where none are given."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return max(index - 1, 0)


def _width(text: str) -> int:
    """The width of a text in characters; a wide one counts twice."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text[:_WIDEST])
