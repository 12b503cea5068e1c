"""The rosters as workbooks: titles, unit rows, headers of one or two rows, merged cells, totals and signatures."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from spring_return_maker.cells import Words, row_of
from spring_return_maker.frame import COUNTIES, stream
from spring_return_maker.layouts import FORMS, Form
from spring_return_maker.rows import Entry, Sheets
from spring_return_maker.writing import Cell

_CREATED = datetime(2023, 1, 26, 9, 0)  # noqa: DTZ001 - the date inside a workbook has no zone
_PACKED = (2023, 1, 26, 9, 0, 0)
_GAP = 15
"""Rows after which a blank one may follow."""

Row = dict[str, Cell]


def write_rosters(folder: Path, sheets: Sheets, words: Words) -> None:
    """Write the four workbooks into a folder."""
    for form in FORMS:
        (folder / form.file).write_bytes(_workbook(form, sheets, words))


def _workbook(form: Form, sheets: Sheets, words: Words) -> bytes:
    import xlsxwriter

    rng = stream(f"roster {form.county}")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy/m/d"})
    book.set_properties({"created": _CREATED, "title": form.title.split("（")[0]})
    county = next(county for county in COUNTIES if county.key == form.county)
    for township in county.townships:
        _Page(book, form, township, rng).fill(sheets[form.county, township], words)
    book.close()
    return _repacked(buffer.getvalue())


def _repacked(data: bytes) -> bytes:
    """The same workbook unpacked: how well a machine packs must not change the bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as plain:
        for name in packed.namelist():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.create_system = 3
            plain.writestr(entry, packed.read(name))
    return buffer.getvalue()


class _Page:
    """One sheet under construction: the next free row, and the formats in use."""

    def __init__(self, book: Any, form: Form, township: str, rng: random.Random) -> None:  # noqa: ANN401 - no types
        self.form = form
        self.township = township
        self.rng = rng
        self.page = book.add_worksheet(township)
        self.head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": 1})
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self.centred = book.add_format({"align": "center", "valign": "vcenter"})
        self.next = 0

    def fill(self, entries: list[Entry], words: Words) -> None:
        """Write the whole sheet."""
        form = self.form
        last = len(form.columns) - 1
        for i, column in enumerate(form.columns):
            self.page.set_column(i, i, column.width)
        self.page.merge_range(0, 0, 0, last, form.title.format(township=self.township), self.title)
        self.next = 1
        if form.unit:
            self.page.merge_range(1, 0, 1, last, form.unit.format(township=self.township))
            self.next = 2
        self._header()
        count = self._body(entries, words)
        if form.subtotals:
            self.page.write(self.next, 0, "合计")
            self.page.write(self.next, 2, f"{count}人")
            self.next += 1
        self.page.write(self.next + 1, 0, form.signature)

    def _header(self) -> None:
        columns = list(enumerate(self.form.columns))
        if not self.form.two_rows:
            for i, column in columns:
                self.page.write(self.next, i, column.header, self.head)
            self.next += 1
            return
        for group, grouped in groupby(columns, key=lambda item: item[1].group):
            members = list(grouped)
            if group:
                self.page.merge_range(self.next, members[0][0], self.next, members[-1][0], group, self.head)
            for i, column in members:
                if group:
                    self.page.write(self.next + 1, i, column.header, self.head)
                else:
                    self.page.merge_range(self.next, i, self.next + 1, i, column.header, self.head)
        self.next += 2

    def _body(self, entries: list[Entry], words: Words) -> int:
        listed = [entry for entry in entries if not entry.double]
        rows = [row_of(entry, self.form, words, self.rng) for entry in self._ordered(listed)]
        count = 0
        for block in self._blocks(rows):
            self._write(block, count, joined=True)
            count += len(block)
            if self.form.county == "LP" and len(block) > _GAP:
                self.next += 1
        doubles = [row_of(entry, self.form, words, self.rng) for entry in entries if entry.double]
        if self.form.hidden_doubles:
            for number in range(len(doubles)):
                self.page.set_row(self.next + number, None, None, {"hidden": self.rng.randrange(2) == 0})
        self._write(doubles, count, joined=False)
        return count + len(doubles)

    def _ordered(self, entries: list[Entry]) -> list[Entry]:
        key = self.form.merged or self.form.ditto
        return sorted(entries, key=lambda entry: str(getattr(entry.person, key)))

    def _blocks(self, rows: list[Row]) -> Iterator[list[Row]]:
        key = self.form.merged or self.form.ditto
        for _, block in groupby(rows, key=lambda row: row[key]):
            yield list(block)

    def _write(self, rows: list[Row], before: int, *, joined: bool) -> None:
        first = self.next
        for number, row in enumerate(rows):
            for i, column in enumerate(self.form.columns):
                value = before + number + 1 if column.key == "seq" else row[column.key]
                if column.key == self.form.ditto and joined and number:
                    value = ("同上", "〃")[number % 2]
                self._put(self.next, i, value)
            self.next += 1
        if joined and self.form.merged and len(rows) > 1 and rows[0][self.form.merged] is not None:
            i = [column.key for column in self.form.columns].index(self.form.merged)
            self.page.merge_range(first, i, self.next - 1, i, rows[0][self.form.merged], self.centred)

    def _put(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, str):
            self.page.write_string(row, column, value)
        elif isinstance(value, datetime):
            self.page.write_datetime(row, column, value)
        elif value is not None:
            self.page.write_number(row, column, value)
