"""Rosters as counties send them, in every kind of file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from attrs import evolve

from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.rulebook import RuleBook, Severity

NumberOf = Callable[..., str]
Reader = Callable[..., RosterResult]


def county_workbook(path: Path, number: NumberOf) -> None:
    """Two townships on two sheets: titles, a header of two rows, merged cells, sums, signatures, a hidden row."""
    people = [
        ("甲子", number("1990-03-07", 1), "男", 32939, "某村", "13800000001", "合成电子", "第一批"),
        ("乙 丑", "'" + number("1991-01-01", 2).lower(), "女", "1991.1.1", None, "13800000002", None, "1"),
        ("丙寅", float(number("1992-02-02", 3)[:17] + "0"), "男", "1992年2月2日", None, 13800000003, None, 2),
        ("丁卯·合", number("1993-03-03", 5), "1", "1993/03/03", "另村", "１３８００００００04", "示范", "同上"),
    ]
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("上帕镇")
        page.merge_range(0, 0, 0, 8, "福贡县2023年返珠务工人员花名册")
        page.write(1, 0, "填报单位：福贡县某局")
        page.write(1, 8, "单位：人")
        for column, header in enumerate(["序号", "姓  名", "身份证\n号码", "性别", "出生\n日期"]):
            page.merge_range(2, column, 3, column, header)
        page.merge_range(2, 5, 2, 6, "本人情况")
        page.write(3, 5, "村委会")
        page.write(3, 6, "联系电话")
        page.merge_range(2, 7, 3, 7, "务工企业")
        page.merge_range(2, 8, 3, 8, "批次")
        for index, row in enumerate(people):
            page.write(4 + index, 0, index + 1)
            for column, cell in enumerate(row):
                if cell is not None:
                    page.write(4 + index, 1 + column, cell)
        page.merge_range(4, 5, 6, 5, "某村")
        page.merge_range(4, 7, 6, 7, "合成电子")
        page.set_row(5, None, None, {"hidden": True})
        page.write(8, 0, 5)
        page.write(9, 1, "合  计")
        page.write(9, 2, 4)
        page.write(11, 0, "填表人：某某")
        page.write(11, 5, "审核人：")
        second = book.add_worksheet("石月亮乡")
        second.write_row(0, 0, ["姓名", "证件号码", "村", "拟去企业", "幸运色"])
        second.write_row(1, 0, ["甲子", number("1990-03-07", 1), "某村", "合成电子", "红"])
        second.write_row(2, 0, ["戊辰", number("1994-04-04", 7), "远村", "某厂", "绿"])
        book.add_worksheet("Sheet3")
        summary = book.add_worksheet("汇总")
        summary.write_row(0, 0, ["乡镇", "人数"])
        summary.write_row(1, 0, ["上帕镇", 4])


def test_a_workbook_as_a_county_sends_it(tmp_path: Path, read_files: Reader, number: NumberOf) -> None:
    path = tmp_path / "a.xlsx"
    county_workbook(path, number)
    result = read_files([(path, "花名册/福贡县.xlsx")])
    intake = result.intake
    assert (intake.rows, len(intake.workers), len(intake.merged), len(intake.refused)) == (6, 4, 1, 1)
    by_name = {worker.name.reveal(): worker for worker in result.workers}
    assert set(by_name) == {"甲子", "乙丑", "丁卯·合", "戊辰"}
    assert {worker.village for worker in result.workers} == {"某村", "另村", "远村"}
    assert by_name["乙丑"].born == date(1991, 1, 1)
    assert all(worker.registered.code == "533323" for worker in result.workers)
    employers = {one.worker: one.employer or one.employer_as_written for one in result.registrations}
    assert {name: employers[worker.id] for name, worker in by_name.items()} == {
        "甲子": "e-001",
        "乙丑": "e-001",
        "丁卯·合": "e-002",
        "戊辰": "某厂",
    }
    batches = {one.worker: one.batches for one in result.registrations}
    assert batches[by_name["丁卯·合"].id] == {"K-2", "K-2b"}
    (refused,) = intake.refused
    assert (refused.where.sheet, refused.where.row) == ("上帕镇", 7)
    assert {finding.rule for finding in refused.findings} == {"ID-10"}
    assert result.refused[0].cells["姓名"] == "丙寅"
    assert [(one.where.sheet, one.where.row) for one in intake.merged] == [("石月亮乡", 2)]
    told = {(one.rule, one.where.sheet, one.where.row, one.where.column) for one in result.findings}
    assert told == {
        ("ID-05", "", None, ""),
        ("ID-09", "上帕镇", 6, "C"),
        ("ID-10", "上帕镇", 7, "C"),
        ("RO-01", "石月亮乡", 1, "E"),
        ("RO-03", "石月亮乡", 3, "D"),
        ("RO-07", "汇总", None, ""),
        ("RO-15", "上帕镇", None, ""),
    }


def test_a_finding_about_a_person_says_so_and_one_about_a_sheet_or_file_does_not(
    tmp_path: Path, read_files: Reader, number: NumberOf
) -> None:
    path = tmp_path / "a.xlsx"
    county_workbook(path, number)
    found = read_files([(path, "花名册/福贡县.xlsx")]).findings
    assert {finding.rule for finding in found if finding.kind == "worker"} == {"ID-09", "ID-10", "RO-03"}
    assert {finding.rule for finding in found if finding.kind == ""} == {"ID-05", "RO-01", "RO-07", "RO-15"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_text_rosters_in_every_encoding_are_one(
    tmp_path: Path, read_files: Reader, number: NumberOf, encoding: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"兰坪县花名册,,\n姓名,身份证号,批次\n阿普·迪,{number()},第一批\n合计,1,\n", encoding=encoding)
    result = read_files([(path, "a.csv")])
    (worker,) = result.workers
    assert worker.name.reveal() == "阿普·迪"
    assert worker.registered.code == "533325"
    assert result.registrations[0].batches == {"K-1"}
    assert set(result.findings.by_rule()) == {"ID-05"}


def test_a_file_that_cannot_be_read_is_told_of_and_the_others_go_on(
    tmp_path: Path, read_files: Reader, number: NumberOf
) -> None:
    good = tmp_path / "b.csv"
    good.write_text(f"姓名,身份证号\n甲,{number()}\n", encoding="utf-8")
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"<html>")
    result = read_files([(bad, "a.xlsx"), (tmp_path / "none.xlsx", "none.xlsx"), (good, "b.csv")])
    assert len(result.workers) == 1
    told = [finding for finding in result.findings if finding.rule == "RO-16"]
    assert [(finding.subject, finding.severity, finding.where.file) for finding in told] == [
        ("a.xlsx", Severity.ERROR, "a.xlsx"),
        ("none.xlsx", Severity.ERROR, "none.xlsx"),
    ]
    assert "not a workbook" in told[0].message.en
    assert "不是工作簿" in told[0].message.zh


def test_files_and_sheets_named_after_people_are_told_apart_without_their_numbers(
    tmp_path: Path, read_files: Reader, number: NumberOf
) -> None:
    files = []
    for index, person in enumerate([number(), number("1991-01-01")]):
        path = tmp_path / f"{index}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet(person)
            page.write_row(0, 0, ["姓名", "身份证号"])
            page.write_row(1, 0, ["甲", person])
            page.write_row(2, 0, ["乙", "123"])
        files.append((path, f"rosters/{person}.xlsx"))
    intake = read_files(files).intake
    assert {(where.file, where.sheet) for where in intake.workers.values()} == {
        ("rosters/***.xlsx (1)", "***"),
        ("rosters/***.xlsx (2)", "***"),
    }
    assert [row.subject for row in intake.refused] == ["rosters/***.xlsx (1):***:3", "rosters/***.xlsx (2):***:3"]


def test_the_limit_holds_for_each_file(tmp_path: Path, known: Known, book: RuleBook, number: NumberOf) -> None:
    path = tmp_path / "b.csv"
    path.write_text(f"姓名,身份证号\n甲,{number()}\n", encoding="utf-8")
    assert len(read_rosters([(path, "b.csv")], known, book, limit=100).workers) == 1
    assert read_rosters([(path, "b.csv")], known, book, limit=10).findings.by_rule() == {"RO-16": 1}


def test_no_rosters_are_no_people(read_files: Reader) -> None:
    result = read_files([])
    assert (result.workers, result.registrations, result.merged, result.intake.rows) == ((), (), (), 0)
    assert len(result.findings) == 0


def test_a_short_salt_is_refused(tmp_path: Path, known: Known, book: RuleBook, number: NumberOf) -> None:
    path = tmp_path / "b.csv"
    path.write_text(f"姓名,身份证号\n甲,{number()}\n", encoding="utf-8")
    with pytest.raises(InvalidValue, match="salt"):
        read_rosters([(path, "b.csv")], evolve(known, salt="short"), book)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_persons_above_the_header_are_refused_and_counted(
    tmp_path: Path, read_files: Reader, number: NumberOf, suffix: str
) -> None:
    rows = [
        ["花名册", "533399199013010011", "138****0001"],
        ["甲子", number(), "某村"],
        ["乙丑", "533399900101001", "某村"],
        ["丁卯", "533399********001X", "某村"],
        ["姓名", "身份证号码", "村委会"],
        ["丙寅", number(sequence=3), "某村"],
    ]
    path = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("a")
            for index, row in enumerate(rows):
                page.write_row(index, 0, row)
    result = read_files([(path, path.name)])
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (5, 1, 4)
    assert [row.where.row for row in result.refused] == [1, 2, 3, 4]
    assert dict(result.refused[1].cells) == {"A": "甲子", "B": number(), "C": "某村"}
    assert [finding.rule for row in result.refused for finding in row.findings if finding.excludes] == ["RO-24"] * 4
