"""Sheets in which no header is found: everybody in them comes out as refused, with the cells as they were sent."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.roster.marked import marked_copy
from laborcoop.rulebook import Severity

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
ON = date(2023, 1, 28)
PHONE = "13800000001"


def test_persons_of_a_sheet_without_a_header_are_refused(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    persons = [
        ("1", "甲子", number()),
        ("2", "乙丑", number()[:16]),
        ("3", "丙寅", "533399********0011"),
        (f"丁丑{number('1992-01-01')}",),
        ("4", "丁·卯", PHONE),
        ("5", "戊辰", f" {number('1991-01-01')[:6]} {number('1991-01-01')[6:]}"),
    ]
    nobody = [
        ("某县", "人数"),
        ("合计", "5"),
        ("填表人", "己巳", PHONE),
        ("联系电话", PHONE),
        ("6", "庚午"),
        ("7", PHONE),
    ]
    result = read_file(sheet_file, [*persons, *nobody])
    assert (result.counts.rows, result.counts.refused) == (6, 6)
    assert [tuple(cell for cell in row.row.cells.values() if cell) for row in result.refused] == [
        tuple(map(str, person)) for person in persons
    ]
    assert [row.where.row for row in result.refused] == [1, 2, 3, 4, 5, 6]
    assert {finding.rule for row in result.refused for finding in row.findings} == {"RO-07"}
    assert {finding.severity for finding in result.findings} == {Severity.ERROR}


def test_a_header_far_down_leaves_nobody_uncounted(sheet_file: Path, number: NumberOf, read_file: ReadFile) -> None:
    result = read_file(sheet_file, [*[("某县", "人数")] * 60, ("姓名", "身份证号码"), ("甲子", number())])
    assert (result.counts.rows, result.counts.refused) == (1, 1)


@pytest.mark.parametrize("is_hidden", [True, False])
def test_a_second_sheet_without_a_header_counts_hidden_or_not_and_is_marked(
    tmp_path: Path,
    number: NumberOf,
    is_hidden: bool,  # noqa: FBT001 - a column of the table
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("一")
        page.write_row(0, 0, ("姓名", "身份证号码"))
        page.write_row(1, 0, ("甲子", number()))
        further = book.add_worksheet("二")
        for at, born in enumerate(("1991-01-01", "1992-01-01", "1993-01-01")):
            further.write_row(at, 0, ("乙丑", number(born)))
        if is_hidden:
            further.hide()
    result = lc.read_roster(path, on=ON, synthetic_areas=("533399",))
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (4, 1, 3)
    assert {row.where.sheet for row in result.refused} == {"二"}
    stream = lc.stream_roster(path, on=ON, synthetic_areas=("533399",))
    assert sum(1 for _ in stream) == stream.counts.rows == 4
    copy = marked_copy(path, path.name, result, created=ON, locale="zh")
    marked = openpyxl.load_workbook(io.BytesIO(copy))["二"]
    assert ["RO-07" in (row[0].comment.text if row[0].comment else "") for row in marked.iter_rows()] == [True] * 3
