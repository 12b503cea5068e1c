"""What stands in the column of names and is none; what says “as above” where nothing stands above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult

NumberOf = Callable[..., str]
HEADER = "姓名,身份证号码,村委会,务工企业"


def read(path: Path, *lines: str) -> RosterResult:
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))


@pytest.mark.parametrize(
    "mark", ["同上", " 同 上 ", "同前", "同左", "〃", "〃〃", '""""', "″", "。", "仝", '"-""-"', "々", "TRUE", "false"]
)
def test_what_says_as_above_is_no_name(tmp_path: Path, number: NumberOf, mark: str) -> None:
    result = read(
        tmp_path / "a.csv", f"甲子,{number()},一村,", f"{mark},{number('1991-01-01')},二村,", f"{mark},同上,同上,"
    )
    assert [worker.name.reveal() for worker in result.workers] == ["甲子"]
    assert [row.where.row for row in result.refused] == [3, 4]
    for row in result.refused:
        assert ("RO-09", row.where.row, "A") in [(one.rule, one.where.row, one.where.column) for one in row.findings]


@pytest.mark.parametrize("cell", [True, False, 123])
def test_what_is_no_text_is_no_name(tmp_path: Path, number: NumberOf, *, cell: bool | int) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate([HEADER.split(","), ("甲子", number()), (cell, number("1991-01-01"))]):
            page.write_row(at, 0, row)
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert [worker.name.reveal() for worker in result.workers] == ["甲子"]
    (refused,) = result.refused
    assert "RO-09" in [one.rule for one in refused.findings]


def test_a_mark_below_nothing_is_told_of_in_its_cell(tmp_path: Path, number: NumberOf) -> None:
    result = read(
        tmp_path / "a.csv",
        f"甲子,{number()},同上,某厂",
        f"乙丑,{number('1991-01-01')},〃,同上",
        f"丙寅,{number('1992-01-01')},一村,同上",
        f"丁卯,{number('1993-01-01')},同上,同上",
    )
    told = [one for one in result.findings if one.rule == "RO-27"]
    assert [(one.where.row, one.where.column) for one in told] == [(2, "C"), (3, "C")]
    assert {one.subject for one in told} <= {worker.id for worker in result.workers}
    assert {worker.name.reveal(): worker.village for worker in result.workers} == {
        "甲子": "",
        "乙丑": "",
        "丙寅": "一村",
        "丁卯": "一村",
    }


@pytest.mark.parametrize("dot", "．.‧・•")
def test_names_that_differ_in_their_dot_are_one_persons(tmp_path: Path, number: NumberOf, dot: str) -> None:
    result = read(tmp_path / "a.csv", f"阿普·李,{number()},一村,", f"阿普{dot}李,{number()},一村,")
    assert (len(result.workers), result.counts.repeated) == (1, 1)


NO_NAMES = (
    "男",
    "女",
    "无",
    "合计",
    "小计",
    "备注",
    "取消:赵六",
    "取消：赵六",
    "赵七(不去了)",
    "赵七（已退出）",
    "赵七，不去",
    "赵七（已故）",
    "赵七(病故)",
)


@pytest.mark.parametrize("cell", NO_NAMES)
def test_a_word_of_another_column_or_a_note_is_no_name_however_sound_the_number(
    tmp_path: Path, number: NumberOf, cell: str
) -> None:
    result = read(tmp_path / "a.csv", f"甲子,{number()},一村,", f"{cell},{number('1991-01-01')},二村,")
    assert [worker.name.reveal() for worker in result.workers] == ["甲子"]
    (refused,) = result.refused
    assert [(one.where.row, one.where.column) for one in refused.findings if one.rule == "RO-09"] == [(3, "A")]


@pytest.mark.parametrize("cell", ["男孩", "吴不去", "阿普·李", "王五（大）"])
def test_a_name_that_holds_such_a_word_is_one(tmp_path: Path, number: NumberOf, cell: str) -> None:
    assert len(read(tmp_path / "a.csv", f"{cell},{number()},一村,").workers) == 1


def test_places_are_named_in_the_language_of_the_message(tmp_path: Path, number: NumberOf) -> None:
    lines = [f"甲子,{number()},一村,", f"甲子,{number()},二村,"]
    (told,) = [one for one in read(tmp_path / "a.csv", *lines).findings if one.rule == "RO-06"]
    assert "第 2 行" in told.suggestion.zh
    assert "row" not in told.suggestion.zh
    assert "row 2" in told.suggestion.en
