"""A workbook to print: sheets of texts and counts, the same bytes for the same content, nothing that can run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from unicodedata import east_asian_width

from attrs import field, frozen

from laborcoop.errors import InvalidValue, MissingExtra
from laborcoop.exchange.visible import visible
from laborcoop.kernel.text import Locale, Text

# Chinese-capable, and on every Windows machine since 2001; others put their own in its place.
_FONT = "SimSun"
_A4 = 9
_LINE = 14
"""The height of a line of text of ten points, in points."""
_HIGHEST_ROW = 409
"""The greatest height of a row that a spreadsheet takes, in points."""
_LONGEST_NAME = 31
_MOST_ROWS, _MOST_COLUMNS, _LONGEST_CELL = 1_048_576, 16_384, 32_767
_LONGEST_HEAD = 250
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_MOST_BREAKS = 1000
_PAGE = Text("第 &P 页，共 &N 页", "page &P of &N")


@frozen(kw_only=True)
class Page:
    """One sheet: a title for the printed head, the names of the columns, their widths in characters, and the rows.

    ``breaks`` are the rows (from 0) with which a new printed page starts; ``bold`` the rows that are sums; ``numbers``
    the columns of numbers with their units, set to the right. With ``fit`` a row is as high as its longest cell needs:
    not every program that opens a workbook sees to that itself.
    """

    name: str
    title: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str | int, ...], ...] = field(repr=False)
    breaks: tuple[int, ...] = ()
    bold: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    fit: bool = False


def workbook_bytes(pages: Sequence[Page], *, created: date, title: str, locale: Locale) -> bytes:
    """The workbook (.xlsx) of some pages, in their order: frozen header, A4 across, header row on every page.

    Args:
        pages: the sheets; their names are made fit for a spreadsheet.
        created: the day that the file's properties give; the machine's clock is not read.
        title: the title in the file's properties.
        locale: the language of the page numbers.

    Raises:
        InvalidValue: a sheet has more rows or columns, or a cell more characters, than a workbook takes.
        MissingExtra: xlsxwriter is not installed.
    """
    for page in pages:
        _check_limits(page)
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtra("xlsxwriter", "plan") from None
    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True})
    book.set_properties({"title": visible(title), "author": "laborcoop", "created": datetime.combine(created, time())})
    look = {"font_name": _FONT, "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}
    looks = {
        (heavy, right): book.add_format({**look, "bold": heavy} | ({"align": "right", "indent": 1} if right else {}))
        for heavy in (False, True)
        for right in (False, True)
    }
    head = book.add_format({**look, "bold": True, "bg_color": "#DDE8F0", "align": "center"})
    for page, name in zip(pages, sheet_names([page.name for page in pages]), strict=True):
        sheet = book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        # A number that is a text, such as a resident number, is meant: no green corner on its cell.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_MOST_ROWS}"})
        sheet.set_header("&C" + _head(page.title))
        sheet.set_footer("&C" + _PAGE.render(locale))
        for column, (text, width) in enumerate(zip(page.header, page.widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, text, head)
        for row, cells in enumerate(page.rows):
            if page.fit:
                sheet.set_row(row + 1, min(_LINE * _lines(cells, page.widths), _HIGHEST_ROW))
            for column, cell in enumerate(cells):
                # Written as what it is: a text that starts with an equals sign stays a text.
                write = sheet.write_number if isinstance(cell, int) else sheet.write_string
                write(row + 1, column, cell, looks[row in page.bold, column in page.numbers])
        sheet.set_h_pagebreaks([row + 1 for row in page.breaks[:_MOST_BREAKS]])
    book.close()
    return written.getvalue()


def _check_limits(page: Page) -> None:
    """Refuse what a workbook would cut off without a word."""
    if len(page.rows) >= _MOST_ROWS or len(page.header) > _MOST_COLUMNS:
        raise InvalidValue(
            Text(
                "工作表最多 {rows} 行 {columns} 列（含表头）：请拆分，或改用 CSV",
                "a sheet takes {rows} rows and {columns} columns, header included: split the table, or write CSV",
            ).format(rows=_MOST_ROWS, columns=_MOST_COLUMNS)
        )
    for number, row in enumerate(page.rows, start=2):
        for title, cell in zip(page.header, row, strict=True):
            if isinstance(cell, str) and _length(cell) > _LONGEST_CELL:
                raise InvalidValue(
                    Text(
                        "第 {row} 行“{column}”超过 {most} 个字符，单元格放不下：请改用 CSV",
                        "row {row}, {column}: over {most} characters, more than a cell takes: write CSV",
                    ).format(row=number, column=title, most=_LONGEST_CELL)
                )


def _length(text: str) -> int:
    """How long a text is to a spreadsheet, which counts a character beyond the first 65 536 as two."""
    return len(text) + sum(one > "\uffff" for one in text) if len(text) > _LONGEST_CELL // 2 else len(text)


def _head(title: str) -> str:
    """A title as a printed head: an ampersand there starts a code; of a very long one the middle is left out."""
    doubled = visible(title).replace("&", "&&")
    if _length(doubled) <= _LONGEST_HEAD:
        return doubled
    half = _LONGEST_HEAD // 5
    shortened = f"{title[:half]}…{title[-half:]}"
    return visible(shortened).replace("&", "&&")


def _lines(cells: Sequence[str | int], widths: Sequence[int]) -> int:
    """How many lines the longest cell of a row takes; a Chinese character is as wide as two others."""
    return max((_lines_of(str(cell), width - 1) for cell, width in zip(cells, widths, strict=True)), default=1)


def _lines_of(cell: str, width: int) -> int:
    parts = (sum(2 if east_asian_width(one) in "WF" else 1 for one in part) for part in cell.split("\n"))
    return sum(max(1, -(-length // width)) for length in parts)


def _cut(name: str, room: int) -> str:
    """As much of a name as there is room for, up to the end of a word.

    A word that would leave less than half of the room, as Chinese names do, is cut.
    """
    if len(name) <= room or name[room] == " ":
        return name[:room]
    words = name[:room].rpartition(" ")[0]
    return words if len(words) > room // 2 else name[:room].strip()


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that a spreadsheet takes: no forbidden character, at most 31 characters, no two alike.

    >>> sheet_names(["a/b", "A b", ""])
    ['a b', 'A b 2', '-']
    """
    taken: set[str] = set()
    names: list[str] = []
    for name in wanted:
        fit = _cut(" ".join(visible(_NOT_IN_A_NAME.sub(" ", name)).split()), _LONGEST_NAME) or "-"
        made, number = fit, 1
        while made.casefold() in taken:
            number += 1
            made = f"{_cut(fit, _LONGEST_NAME - 1 - len(str(number)))} {number}"
        taken.add(made.casefold())
        names.append(made)
    return names
