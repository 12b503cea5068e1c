"""The example of a template: a row that calls itself one is refused, whatever it holds, and nobody is by a name."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from laborcoop.exchange.roster.marked import marked_copy
from laborcoop.exchange.roster.read import RosterResult

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
ON = date(2023, 1, 28)
HEADER = ("序号", "姓名", "身份证号码", "村委会", "联系电话")


def refused(result: RosterResult) -> list[tuple[int | None, str, list[str]]]:
    """The rows refused as examples: row, column, and all rules that speak against it."""
    return [
        (row.where.row, one.where.column, [other.rule for other in row.findings if other.excludes])
        for row in result.refused
        for one in row.findings
        if one.rule == "RO-32"
    ]


WORDS = (
    *(
        "例",
        "示例",
        "样例",
        "范例",
        "例子",
        "例如：",
        "（例）",
        "【示例】",
        "填写示例",
        "填表范例",
        "示例1",
        "例一",
        " 例 ",
    ),
    *("範例", "樣例", "e.g.", "E.G.", "eg", "Example", "EXAMPLE 1", "ｅ．ｇ．", "sample", "例".replace("例", "\uf9b5")),
)


@pytest.mark.parametrize("word", WORDS)
def test_a_row_that_calls_itself_an_example_is_refused_with_its_cells(
    sheet_file: Path, read_file: ReadFile, number: NumberOf, word: str
) -> None:
    wrong = number(sequence=5)[:17] + ("1" if number(sequence=5)[17] != "1" else "2")
    example = (word, "张三", number(sequence=3), "某村", "13800000003")
    result = read_file(
        sheet_file,
        [
            HEADER,
            example,
            ("1", "甲子", number(), "一村", "13800000001"),
            (word, "李四", wrong, "", ""),
            ("2", "乙丑", number(sequence=2), "", ""),
        ],
    )
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (4, 2, 2)
    assert refused(result) == [(2, "A", ["RO-32"]), (4, "A", ["ID-02", "RO-32"])]
    assert tuple(result.refused[0].cells.values()) == example
    assert "张三" not in result.refused[0].findings[0].render("zh")


@pytest.mark.parametrize(
    ("header", "row", "column"),
    [
        (("姓名", "身份证号码", "序号"), ("张三", "", "示例"), "C"),
        (("村委会", "姓名", "身份证号码"), ("示例", "张三", ""), "A"),
        (("乡镇", "序号", "姓名", "身份证号码"), ("例：", "1", "张三", ""), "A"),
        (("", "姓名", "身份证号码"), ("例", "张三", ""), "A"),
    ],
)
def test_the_number_in_the_list_and_the_first_cell_say_so(
    sheet_file: Path, read_file: ReadFile, number: NumberOf, header: tuple[str, ...], row: tuple[str, ...], column: str
) -> None:
    at = header.index("身份证号码")
    result = read_file(sheet_file, [header, (*row[:at], number(), *row[at + 1 :])])
    assert refused(result) == [(2, column, ["RO-32"])]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("姓名", "身份证号码"), ("例", "")),
        (("姓名", "身份证号码", "备注"), ("示例", "", "示例")),
        (HEADER, ("1", "例示", "", "样例村", "")),
        (HEADER, ("1", "甲子", "", "示例", "")),
        (HEADER, ("例1号", "甲子", "", "", "")),
        (HEADER, ("E-1", "甲子", "", "", "")),
        (HEADER, ("示范", "甲子", "", "", "")),
        (("村委会", "姓名", "身份证号码"), ("样例村", "甲子", "")),
        (("", "姓名", "身份证号码"), ("A", "甲子", "")),
        (("村委会", "姓名", "身份证号码"), ("", "甲子", "")),
    ],
)
def test_nobody_is_an_example_by_a_name_or_by_any_other_cell(
    sheet_file: Path, read_file: ReadFile, number: NumberOf, header: tuple[str, ...], row: tuple[str, ...]
) -> None:
    at = header.index("身份证号码")
    result = read_file(sheet_file, [header, (*row[:at], number(), *row[at + 1 :])])
    assert (result.counts.workers, refused(result)) == (1, [])


def test_an_example_with_the_number_of_a_person_takes_nothing_from_that_person(
    sheet_file: Path, read_file: ReadFile, number: NumberOf
) -> None:
    rows = [HEADER, ("例", "张三", number(), "某村", "13800000003"), ("1", "甲子", number(), "一村", "13800000001")]
    result = read_file(sheet_file, rows)
    (worker,) = result.workers
    assert (worker.name.reveal(), worker.village) == ("甲子", "一村")
    assert refused(result) == [(2, "A", ["RO-32"])]
    assert result.merged == ()


def test_the_copy_that_goes_back_marks_the_example_in_its_cell(
    tmp_path: Path, read_file: ReadFile, number: NumberOf
) -> None:
    path = tmp_path / "a.xlsx"
    result = read_file(path, [HEADER, ("例", "张三", number()), ("1", "甲子", number(sequence=2))])
    book = openpyxl.load_workbook(io.BytesIO(marked_copy(path, path.name, result, created=ON, locale="zh")))
    assert "RO-32 这一行开头写着“例”" in book["名单"]["A2"].comment.text
    assert "RO-32" not in book["名单"]["A3"].comment.text
    assert "示例行" in book["退回的行"]["C5"].value
