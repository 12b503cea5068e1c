"""Columns under one header of which one is ticked, and others that must not be taken for one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult
from laborcoop.journey.registration import Purpose, Registration
from laborcoop.people import Education, FlagKind, Worker

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
POOR, WATCHED = FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED


def flags(worker: Worker, _: Registration) -> set[FlagKind]:
    return {flag.kind for flag in worker.flags}


def willing(_: Worker, registration: Registration) -> bool:
    return registration.willing


def purpose(_: Worker, registration: Registration) -> Purpose:
    return registration.purpose


def education(worker: Worker, _: Registration) -> Education | None:
    return worker.education


def told(result: RosterResult, *codes: str) -> list[tuple[str, int | None, str]]:
    return [(one.rule, one.where.row, one.where.column) for one in result.findings if one.rule in codes]


def only(result: RosterResult) -> tuple[Worker, Registration]:
    (worker,), (registration,) = result.workers, result.registrations
    return worker, registration


YES_NO, NO_YES = ("是", "否"), ("否", "是")
KINDS = ("脱贫户", "监测户", "一般户")
Value = Callable[[Worker, Registration], Any]

TICKED: list[tuple[str, tuple[str, ...], tuple[str, ...], Value, Any]] = [
    ("是否脱贫户", YES_NO, ("√", ""), flags, {POOR}),
    ("是否脱贫户", YES_NO, ("", "√"), flags, set()),
    ("是否脱贫户", NO_YES, ("√", ""), flags, set()),
    ("是否脱贫户", NO_YES, ("", "√"), flags, {POOR}),
    ("是否自愿外出", YES_NO, ("√", ""), willing, True),
    ("是否自愿外出", YES_NO, ("", "√"), willing, False),
    ("是否自愿外出", YES_NO, ("×", "√"), willing, False),
    ("是否自愿外出", YES_NO, ("是", ""), willing, True),
    ("是否自愿外出", NO_YES, ("否", ""), willing, False),
    ("是否自愿外出", NO_YES, ("1", "0"), willing, False),
    ("是否自愿外出", ("否", "备注"), ("√", ""), willing, False),
    ("户属性", KINDS, ("√", "", ""), flags, {POOR}),
    ("户属性", KINDS, ("", "√", ""), flags, {WATCHED}),
    ("户属性", KINDS, ("", "是", ""), flags, {WATCHED}),
    ("户属性", KINDS, ("否", "监测户", ""), flags, {WATCHED}),
    ("户属性", KINDS, ("", "", "√"), flags, set()),
    ("返岗/新增", ("返岗", "新增"), ("√", ""), purpose, Purpose.RETURN_TO_POST),
    ("返岗/新增", ("返岗", "新增"), ("", "√"), purpose, Purpose.NEW_PLACEMENT),
    ("返岗/新增", ("新增", "返岗"), ("√", ""), purpose, Purpose.NEW_PLACEMENT),
    ("是否首次外出", YES_NO, ("", "√"), purpose, Purpose.RETURN_TO_POST),
    ("文化程度", ("小学", "初中", "高中"), ("", "", "√"), education, Education.SENIOR_SECONDARY),
]


def rows_of(header: str, labels: tuple[str, ...], *cells: Sequence[str], number: NumberOf) -> list[tuple[str, ...]]:
    people = [
        (str(at), f"合成{'甲乙丙丁'[at]}", number(sequence=2 * at + 1), *marks, "") for at, marks in enumerate(cells)
    ]
    above = (header, *[""] * (len(labels) - 1))
    return [("序号", "姓名", "身份证号码", *above, "民族"), ("", "", "", *labels, ""), *people]


@pytest.mark.parametrize(("header", "labels", "marks", "value", "meant"), TICKED)
def test_of_columns_under_one_header_the_ticked_one_counts(
    sheet_file: Path,
    header: str,
    labels: tuple[str, ...],
    marks: tuple[str, ...],
    value: Value,
    meant: object,
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    result = read_file(sheet_file, rows_of(header, labels, marks, number=number))
    assert value(*only(result)) == meant
    assert told(result, "RO-02", "RO-11", "RO-18", "RO-35") == []


UNCLEAR: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("是否脱贫户", YES_NO, ("√", "√")),
    ("是否自愿外出", NO_YES, ("", "")),
    ("户属性", KINDS, ("√", "√", "")),
    ("户属性", KINDS, ("", "不详", "")),
    ("返岗/新增", ("返岗", "新增"), ("", "")),
]


@pytest.mark.parametrize(("header", "labels", "marks"), UNCLEAR)
def test_where_not_exactly_one_is_ticked_nothing_is_read_and_it_is_told(
    sheet_file: Path,
    header: str,
    labels: tuple[str, ...],
    marks: tuple[str, ...],
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    result = read_file(sheet_file, rows_of(header, labels, marks, number=number))
    worker, _ = only(result)
    assert worker.flags == ()
    assert told(result, "RO-02", "RO-18", "RO-35") == [("RO-02", 3, "D")]
    assert "“" in next(one.message.zh for one in result.findings if one.rule == "RO-02")


@pytest.mark.parametrize("marks", [("×", ""), ("是", ""), ("√", "√"), ("也许", "")])
def test_whose_will_is_not_ticked_clearly_stays(
    sheet_file: Path, marks: tuple[str, str], number: NumberOf, read_file: ReadFile
) -> None:
    result = read_file(sheet_file, rows_of("是否自愿外出", NO_YES, marks, number=number))
    assert not only(result)[1].willing
    assert told(result, "RO-02", "RO-36") == [("RO-36", 3, "D")]


def test_rows_are_read_alike_by_themselves_together_and_merged_down(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.xlsx"
    head, labels, *people = rows_of("户属性", KINDS, *[("", "", "")] * 3, number=number)
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名单")
        for at, row in enumerate([head, labels, *people]):
            page.write_row(at, 0, row)
        for column in (0, 1, 2, 6):
            page.merge_range(0, column, 1, column, head[column])
        page.merge_range(0, 3, 0, 5, "户属性")
        # A household of two.
        page.merge_range(2, 4, 3, 4, "√")
        page.write(4, 5, "√")
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    found = {worker.name.reveal(): flags(worker, result.registrations[0]) for worker in result.workers}
    assert found == {"合成甲": {WATCHED}, "合成乙": {WATCHED}, "合成丙": set()}
    assert told(result, "RO-02", "RO-11", "RO-18", "RO-35") == []


APART: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("月工资", ("最低", "最高"), ("4500", "6000")),
    ("期望月工资", ("最低", "最高"), ("4500", "6000")),
    ("可出发日期", ("月", "日"), ("2", "6")),
    ("入职时间", ("年", "月", "日"), ("2022", "5", "1")),
    ("是否脱贫户", ("是", "否", "不详"), ("√", "", "")),
    ("是否脱贫户", ("是", "不详", "不详"), ("√", "", "")),
    ("户属性", ("甲类", "乙类"), ("√", "")),
    ("技能", ("电焊", "缝纫"), ("√", "")),
    ("务工企业", ("地址", "规模"), ("某地", "某某")),
]


@pytest.mark.parametrize(("header", "labels", "cells"), APART)
def test_columns_under_one_header_of_which_none_says_all_are_not_read(
    sheet_file: Path,
    header: str,
    labels: tuple[str, ...],
    cells: tuple[str, ...],
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    result = read_file(sheet_file, rows_of(header, labels, cells, number=number))
    worker, registration = only(result)
    assert (worker.flags, worker.skills) == ((), frozenset())
    assert (registration.lowest_wage, registration.available_from, registration.employer_as_written) == (None, None, "")
    assert result.details == {}
    assert told(result, "RO-02", "RO-11", "RO-18") == []
    assert told(result, "RO-35") == [("RO-35", 2, "DEF"[at]) for at in range(len(labels))]


@pytest.mark.parametrize(
    ("labels", "cells"),
    [
        (("名称", "地址"), ("某厂", "某地")),
        (("地址", "名称"), ("某地", "某厂")),
        (("地址", "企业名称"), ("某地", "某厂")),
    ],
)
def test_of_columns_under_one_header_that_which_says_what_it_names_is_read(
    sheet_file: Path, labels: tuple[str, ...], cells: tuple[str, ...], number: NumberOf, read_file: ReadFile
) -> None:
    result = read_file(sheet_file, rows_of("务工企业", labels, cells, number=number))
    _, registration = only(result)
    assert registration.employer_as_written == "某厂"
    at = "DE"[labels.index("地址")]
    assert told(result, "RO-01", "RO-18", "RO-35") == [("RO-01", 2, at)]


@pytest.mark.parametrize(
    ("headers", "cells", "meant"),
    [
        (("是否自愿外出（是）", "是否自愿外出（否）"), ("", "√"), False),
        (("是否自愿外出（否）", "是否自愿外出（是）"), ("", "√"), True),
    ],
)
def test_what_stands_in_brackets_tells_columns_apart_as_what_stands_below(
    sheet_file: Path,
    headers: tuple[str, ...],
    cells: tuple[str, ...],
    meant: bool,  # noqa: FBT001 - a column of the table
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    result = read_file(sheet_file, [("姓名", "身份证号码", *headers), ("合成甲", number(), *cells)])
    assert only(result)[1].willing is meant


def test_columns_of_one_header_and_one_label_are_not_told_apart(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    result = read_file(sheet_file, rows_of("技能", ("选填", "选填"), ("电焊", ""), number=number))
    assert only(result)[0].skills == {"电焊"}
    assert told(result, "RO-02", "RO-35") == []


def test_a_wage_told_apart_in_brackets_is_not_read(sheet_file: Path, number: NumberOf, read_file: ReadFile) -> None:
    rows = [("姓名", "身份证号码", "月工资（最低）", "月工资（最高）"), ("合成甲", number(), "4500", "6000")]
    result = read_file(sheet_file, rows)
    assert (result.details, told(result, "RO-18")) == ({}, [])
    assert told(result, "RO-35") == [("RO-35", 1, "C"), ("RO-35", 1, "D")]


def test_a_column_of_its_own_goes_before_columns_that_are_ticked(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [
        ("姓名", "身份证号码", "是否自愿外出", "外出意愿", ""),
        ("", "", "", "是", "否"),
        ("合成甲", number(), "否", "√", ""),
    ]
    result = read_file(sheet_file, rows)
    assert only(result)[1].willing is False
    assert told(result, "RO-18") == [("RO-18", 2, "D"), ("RO-18", 2, "E")]


def test_lists_below_and_beside_each_other_have_their_own_columns_to_tick(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    head = [("姓名", "身份证号码", "是否自愿外出", ""), ("", "", "否", "是")]
    other = [("姓名", "身份证号码", "电话", "是否自愿外出", ""), ("", "", "", "是", "否")]
    rows = [
        *((*one, *one) for one in head),
        ("合成甲", number(), "√", "", "合成乙", number(sequence=3), "", "√"),
        *other,
        ("合成丙", number(sequence=5), "", "", "√"),
        *other,
        ("合成丁", number(sequence=7), "", "√", ""),
    ]
    result = read_file(sheet_file, rows)
    names = {worker.id: worker.name.reveal() for worker in result.workers}
    wills = {names[one.worker]: one.willing for one in result.registrations}
    assert wills == {"合成甲": False, "合成乙": True, "合成丙": False, "合成丁": True}
    assert told(result, "RO-02", "RO-11", "RO-18") == []


def test_a_row_that_ends_before_the_columns_to_tick_is_read(
    tmp_path: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [*rows_of("返岗/新增", ("返岗", "新增"), number=number), ("1", "合成甲", number())]
    assert len(read_file(tmp_path / "a.csv", rows).workers) == 1


def test_a_wage_in_one_column_of_two_is_read_where_the_other_is_known(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    result = read_file(sheet_file, rows_of("月工资", ("数额", "备注"), ("4500", ""), number=number))
    (detail,) = result.details.values()
    assert detail.wage is not None
    assert detail.wage.low == Decimal(4500)
