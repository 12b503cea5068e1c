"""A number that its format shows with 万 or 千 is read as it is shown: 0.5 in the format 0.0"万" is 5000 yuan."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.sheets import read_sheets
from laborcoop.exchange.shown_units import unit_of
from laborcoop.kernel.identity import Sex
from laborcoop.testing import synthetic_number

SHOWN = {
    "万": (
        '0.0"万"',
        '0.00"万元"',
        'General"万"',
        'G/通用格式"万"',
        "0.0\\万",
        "0.0万",
        '#,##0.0"万"',
        '0.0"万";-0.0"万"',
        '0 "万"',
    ),
    "千": ('0"千"', '0.0"千元"', "0\\千", '0"千元/月"'),
    "": ('0!.0,"万"', '0.0,"千"', "0.00", "General", '0"元"', '"约"0"万"', "@", '0.0"万人次"', "[红色]0", ""),
}


@pytest.mark.parametrize(("unit", "code"), [(unit, code) for unit, codes in SHOWN.items() for code in codes])
def test_the_unit_of_a_plain_format_is_told_and_of_no_other(unit: str, code: str) -> None:
    assert unit_of(code) == unit


def workbook(path: Path, code: str, *wages: float | str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page, shown = book.add_worksheet("名单"), book.add_format({"num_format": code})
        page.write_row(0, 0, ("姓名", "身份证号码", "期望月工资"))
        for row, wage in enumerate(wages, start=1):
            page.write_row(row, 0, ("甲乙丙丁"[row], synthetic_number(row, date(1990, 1, 1), Sex.MALE).reveal()))
            page.write(row, 2, wage, shown)
        book.add_worksheet("另").write(0, 0, 7, shown)
    return path


def lowest(path: Path) -> list[Decimal | None]:
    """The wages in the order of the rows."""
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    wages = {one.worker: one.lowest_wage for one in result.registrations}
    return [wages[worker] for worker in sorted(wages, key=lambda one: result.intake.workers[one].row or 0)]


def test_a_wage_shown_in_tens_of_thousands_is_read_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", '0.0"万"', 0.5, "面议", 1)
    assert lowest(path) == [Decimal(5000), None, Decimal(10000)]
    assert [sheet.rows[-1][-1] for sheet in read_sheets(path, "a.xlsx")] == ["1万", "7万"]


def test_a_format_that_scales_what_it_shows_changes_nothing(tmp_path: Path) -> None:
    assert lowest(workbook(tmp_path / "a.xlsx", '0!.0,"万"', 5000)) == [Decimal(5000)]


def test_a_plain_number_stays_implausible(tmp_path: Path) -> None:
    assert lowest(workbook(tmp_path / "a.xlsx", "0.0", 0.5)) == [None]


def _single_quotes(text: bytes) -> bytes:
    return re.sub(rb'<c r="([A-Z0-9]+)"([^>/]*)', rb"<c\2 r='\1'", text)


def test_it_is_read_however_a_program_writes_its_cells(tmp_path: Path) -> None:
    _rewritten(workbook(tmp_path / "a.xlsx", '0.0"万"', 0.5), tmp_path / "b.xlsx", _single_quotes)
    assert lowest(tmp_path / "b.xlsx") == [Decimal(5000)]


@pytest.mark.parametrize(
    ("written", "instead"),
    [("</styleSheet>", "<!-- <c a='1'/> --></styleSheet>"), ("万", "&#19975;"), ("万", "&#x4E07;")],
)
def test_it_is_read_where_the_styles_are_written_in_another_way(tmp_path: Path, written: str, instead: str) -> None:
    styles = {"xl/styles.xml": lambda text: text.replace(written.encode(), instead.encode())}
    _rewritten(workbook(tmp_path / "a.xlsx", '0.0"万"', 0.5), tmp_path / "b.xlsx", lambda text: text, styles)
    assert lowest(tmp_path / "b.xlsx") == [Decimal(5000)]


def test_a_workbook_without_styles_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(workbook(tmp_path / "a.xlsx", '0.0"万"', 0.5)) as read, zipfile.ZipFile(path, "w") as whole:
        for name in read.namelist():
            if name != "xl/styles.xml":
                whole.writestr(name, read.read(name))
    assert lowest(path) == [None]


def test_what_another_program_wrote_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["B3"], page["C9"] = 0.5, "字"
    page["B3"].number_format = page["C9"].number_format = page["D1"].number_format = '0.0"万"'
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_sheets(tmp_path / "a.xlsx", "a.xlsx")
    assert [cell for row in sheet.rows for cell in row if cell] == ["0.5万", "字"]


def _rewritten(
    path: Path,
    to: Path,
    cells: Callable[[bytes], bytes],
    others: dict[str, Callable[[bytes], bytes]] | None = None,
) -> None:
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(to, "w") as whole:
        for name in read.namelist():
            change = (others or {}).get(name, cells if name.startswith("xl/worksheets/") else bytes)
            whole.writestr(name, change(read.read(name)))
