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
from laborcoop.exchange.roster.headless import MOST_TRIED
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


NOTES = ("填报说明", "请如实填写")
FAR = 1200
HEADERS: list[list[tuple[str, ...]]] = [
    [("姓名", "身份证号码", "县(市)")],
    [("本人", "", "户籍"), ("姓名", "身份证号码", "县(市)")],
    [("姓名", "身份证号码", "户籍"), ("", "", "县(市)")],
]


@pytest.mark.parametrize(
    ("notes", "header"),
    [(51, HEADERS[0]), (60, HEADERS[1]), (FAR, HEADERS[1]), *((at, HEADERS[2]) for at in range(47, 53))],
)
def test_a_header_below_many_rows_of_notes_is_found(
    sheet_file: Path, number: NumberOf, read_file: ReadFile, notes: int, header: list[tuple[str, ...]]
) -> None:
    result = read_file(sheet_file, [*[NOTES] * notes, *header, ("甲子", number(), "福贡县"), ("乙丑", "1", "福贡县")])
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (2, 1, 1)
    assert result.workers[0].registered.code == "533323"
    (refused,) = result.refused
    assert (refused.where.row, refused.cells["县(市)" if len(header) == 1 else [*refused.cells][2]]) == (
        notes + len(header) + 2,
        "福贡县",
    )
    assert [finding.rule for finding in result.findings if finding.rule.startswith("RO")] == []


def test_whoever_stands_above_a_header_far_down_is_refused_and_those_below_are_read(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    above = [("甲子", number()), ("乙丑", PHONE), ("丙寅", "533399********0011")]
    strayed = [*above, *[NOTES] * 60, ("丁卯", PHONE), ("姓名", "身份证号码"), ("戊辰", number("1991-01-01"))]
    result = read_file(sheet_file, strayed)
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (5, 1, 4)
    assert [row.where.row for row in result.refused] == [1, 2, 3, 64]
    assert {finding.rule for row in result.refused for finding in row.findings} == {"RO-24"}
    assert "".join(worker.name.reveal() for worker in result.workers) == "戊辰"


@pytest.mark.parametrize("notes", [0, 48, 60])
def test_whoever_stands_above_a_header_is_refused_however_far_down_it_is(
    sheet_file: Path, number: NumberOf, read_file: ReadFile, notes: int
) -> None:
    persons = [("乙丑", PHONE), (PHONE, "丁卯"), ("己巳", number()[:16])]
    nobody = [
        ("某县花名册", PHONE),
        ("联系人", "庚午", PHONE),
        ("填表人：辛未", PHONE),
        ("咨询电话", "某县人社局", PHONE),
        ("20230101-20230131", ""),
    ]
    rows = [*persons, *nobody, *[NOTES] * notes, ("姓名", "身份证号码"), ("戊辰", number("1991-01-01"))]
    result = read_file(sheet_file, rows)
    assert [row.where.row for row in result.refused] == [1, 2, 3]
    assert {finding.rule for row in result.refused for finding in row.findings} == {"RO-24"}
    assert (result.counts.rows, result.counts.workers) == (4, 1)


@pytest.mark.parametrize("notes", [0, 60])
def test_people_above_a_header_tell_no_county(
    sheet_file: Path, number: NumberOf, read_file: ReadFile, notes: int
) -> None:
    rows = [("贡山县花名册", ""), ("甲子", PHONE, "福贡县"), *[NOTES] * notes, ("姓名", "身份证号码")]
    (worker,) = read_file(sheet_file, [*rows, ("戊辰", number("1991-01-01"))]).workers
    assert worker.registered.code == "533324"


def test_the_titles_above_a_header_far_down_tell_the_county_and_not_the_people_above_it(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [("贡山县花名册", ""), ("甲子", number(), "福贡县"), *[NOTES] * 60, ("姓名", "身份证号码")]
    (worker,) = read_file(sheet_file, [*rows, ("戊辰", number("1991-01-01"))]).workers
    assert worker.registered.code == "533324"


def test_other_people_above_their_own_header_far_down_take_nobody_s_place(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    header = [("务工人员", "", "户主", ""), ("姓名", "身份证号码", "姓名", "身份证号码")]
    person = ("戊辰", number("1991-01-01"), "己巳", number("1960-01-01"))
    result = read_file(sheet_file, [*[NOTES] * 60, *header, person])
    assert [worker.name.reveal() for worker in result.workers] == ["戊辰"]
    assert result.counts.rows == 1


def test_rows_that_look_like_a_header_and_are_none_are_not_tried_for_ever(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    others, person = (
        [("", "户主", ""), ("序号", "姓名", "联系电话"), NOTES, NOTES],
        [("姓名", "身份证号码"), ("甲子", number())],
    )
    few = read_file(sheet_file, [*[NOTES] * 60, *others * (MOST_TRIED - 1), *person])
    assert (few.counts.rows, few.counts.workers) == (1, 1)
    many = read_file(sheet_file, [*[NOTES] * 60, *others * MOST_TRIED, *person])
    assert (many.counts.rows, many.counts.refused) == (1, 1)


def test_a_row_of_words_of_headers_that_names_nobody_s_columns_is_no_header(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    words = [("姓名", "某县"), ("联系电话", "村"), ("姓名", "身份证号码", "533399199001010011")]
    result = read_file(sheet_file, [*[NOTES] * 60, *words, ("甲子", number())])
    assert (result.counts.rows, result.counts.refused) == (2, 2)
    assert {finding.rule for row in result.refused for finding in row.findings} == {"RO-07"}


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
