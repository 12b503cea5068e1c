"""Cells that are struck through, by their format or within their text, as several programs write them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

import laborcoop as lc
from laborcoop.exchange.sheets import read_sheets
from laborcoop.kernel.identity import check_character

HEADER = ("姓名", "身份证号码", "村委会")


def people() -> list[tuple[str, str, str]]:
    digits = [f"53339919900101{at:03}" for at in range(1, 5)]
    return [(name, one + check_character(one), "一村") for name, one in zip("甲乙丙丁", digits, strict=True)]


def told(path: Path) -> list[tuple[int | None, str, str]]:
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert result.counts.workers == 4
    found = [one for one in result.findings if one.rule == "RO-29"]
    return [(one.where.row, one.where.column, one.message.en.rpartition(": ")[2]) for one in found]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        struck = book.add_format({"font_strikeout": True})
        page = book.add_worksheet("名单")
        page.write_row(0, 0, HEADER, struck)
        rows = people()
        page.write_row(1, 0, rows[0])
        page.write_row(2, 0, rows[1], struck)
        page.write_row(3, 0, rows[2])
        page.write_rich_string(3, 2, "一", struck, "二", "村")
        page.write_row(4, 0, rows[3])
        page.write_blank(4, 3, None, struck)
        book.add_worksheet("另").write(0, 0, "甲")
    return path


WANTED = [(3, "A", "A3, B3, C3"), (4, "C", "C4")]


def test_struck_rows_and_parts_of_texts_are_told_of(written: Path) -> None:
    assert told(written) == WANTED


def test_they_are_told_of_however_a_program_writes_its_cells(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(written) as read, zipfile.ZipFile(path, "w") as changed:
        for name in read.namelist():
            changed.writestr(name, re.sub(rb'<c r="([A-Z0-9]+)"([^>/]*)', rb"<c\2 r='\1'", read.read(name)))
    assert told(path) == WANTED


def test_what_another_program_wrote_is_told_of(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row in (HEADER, *people()):
        page.append(row)
    page["B3"].font = Font(strike=True)
    page["A4"] = CellRichText("丙", TextBlock(InlineFont(strike=True), "旧"))
    page["A5"] = CellRichText("丁", TextBlock(InlineFont(strike=False, b=True), "新"))
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert told(path) == [(3, "B", "B3"), (4, "A", "A4")]


def test_a_font_that_nothing_is_written_in_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_format({"font_strikeout": True})
        page = book.add_worksheet("名单")
        for at, row in enumerate((HEADER, *people())):
            page.write_row(at, 0, row)
    assert told(path) == []


def test_cells_without_a_reference_name_no_place(written: Path, tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(written) as read, zipfile.ZipFile(path, "w") as changed:
        for name in read.namelist():
            changed.writestr(name, re.sub(rb'<c r="[A-Z0-9]+"', b"<c", read.read(name)))
    assert told(path) == []


def test_no_more_than_a_thousand_cells_of_a_sheet_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        struck = book.add_format({"font_strikeout": True})
        page = book.add_worksheet("名单")
        for row in range(1100):
            page.write(row, 0, "x", struck)
    (sheet,) = read_sheets(path, "a.xlsx")
    assert sheet.struck[-1] == "A1000"
