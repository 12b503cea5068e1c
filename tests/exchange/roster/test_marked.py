"""The copy that goes back: read with another reader than the one that wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.cell import MergedCell

import laborcoop as lc
from laborcoop.errors import MissingExtra
from laborcoop.exchange.roster.marked import marked_copy
from laborcoop.exchange.sheets import read_sheets
from laborcoop.kernel.text import Locale
from laborcoop.rulebook import Severity

ON = date(2023, 1, 28)
NumberOf = Callable[..., str]
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


def marked(path: Path, locale: Locale = "zh") -> Any:  # noqa: ANN401 - openpyxl ships no types
    result = lc.read_roster(path, on=ON)
    copy = marked_copy(path, path.name, result, created=ON, locale=locale)
    assert copy == marked_copy(path, path.name, result, created=ON, locale=locale)
    return openpyxl.load_workbook(io.BytesIO(copy))


@pytest.fixture
def roster(tmp_path: Path, number: NumberOf) -> Path:
    path = tmp_path / "福贡县.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.merge_range(0, 0, 0, 6, "福贡县花名册")
        page.write_row(1, 0, ["姓名", "身份证号码", "联系电话", "村委会", "可出发日期", "备注", "说明2"])
        page.write_row(2, 0, ["甲子", number(), "13800000001", None, None, "=1+1", True])
        page.merge_range(2, 3, 3, 3, "某村")
        page.write_datetime(2, 4, datetime(2023, 2, 6), day)  # noqa: DTZ001 - a cell has no zone
        page.write_row(3, 0, ["乙丑", "123", "5", None, "3023-01-01", 0.5])
        page.write_datetime(3, 6, time(8, 30), book.add_format({"num_format": "hh:mm"}))
        page.set_row(3, None, None, {"hidden": True})
        notes = book.add_worksheet("说明")
        notes.write(0, 0, "没有表头")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        notes.write_datetime(0, 1, datetime(2023, 2, 6, 8, 35), moment)  # noqa: DTZ001 - a cell has no zone
        book.get_worksheet_by_name("说明").hide()
    return path


def test_what_is_said_of_a_cell_that_a_merged_one_covers_stands_where_it_is_seen(
    tmp_path: Path, number: NumberOf
) -> None:
    path = tmp_path / "一户.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["户主", "姓名", "身份证号码", "联系电话", "可出发日期"])
        page.write_row(1, 0, [None, "甲子", number(sequence=1), "13800000001", None])
        page.write_row(2, 0, [None, "乙丑", "123", None, None])
        page.write_row(3, 0, [None, "丙寅", number(sequence=3), None, None])
        page.merge_range(1, 0, 3, 0, "甲子")
        page.merge_range(1, 3, 2, 3, "1380")
        page.merge_range(1, 4, 3, 4, "3023-01-01")
    cells = marked(path)["Sheet1"]
    said = {cell.coordinate: cell.comment.text for row in cells.iter_rows() for cell in row if cell.comment}
    seen = {cell.coordinate for row in cells.iter_rows() for cell in row if not isinstance(cell, MergedCell)}
    assert said.keys() <= seen
    assert "第 3 行：" in said["E2"]
    assert "第 4 行：" in said["E2"]


def test_titles_and_header_stay_in_sight_and_every_page_is_printed_on_a4(roster: Path) -> None:
    book = marked(roster)
    assert {page.page_setup.paperSize for page in book} == {9}
    page = book["名单"]
    assert (page.freeze_panes, page.print_title_rows, page.sheet_view.pane.topLeftCell) == ("A3", "$1:$2", "A3")
    assert book["说明"].freeze_panes is None


def test_a_page_opens_at_its_first_refused_row_below_its_header(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "贡山县.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, above in (("名单", 0), ("下面", 20)):
            page = book.add_worksheet(name)
            page.write_row(above, 0, ["姓名", "身份证号码"])
            for row in range(1, 30):
                page.write_row(above + row, 0, ["甲子", number(sequence=row) if row < 20 else "123"])
    pages = marked(path)
    assert pages["名单"].sheet_view.pane.topLeftCell == "A17"
    assert pages["名单"].sheet_view.topLeftCell is None
    assert (pages["下面"].freeze_panes, pages["下面"].sheet_view.topLeftCell) == (None, "A37")


def test_each_problem_is_marked_in_its_cell(roster: Path) -> None:
    page = marked(roster)["名单"]
    assert page["B4"].fill.start_color.rgb == RED
    assert "ID-01" in page["B4"].comment.text
    assert page["C4"].fill.start_color.rgb == YELLOW
    assert "11 位手机号码" in page["C4"].comment.text
    assert page["B3"].comment is None or "ID-01" not in page["B3"].comment.text
    english = marked(roster, "en")["名单"]
    assert "a mobile number of 11 digits" in english["C4"].comment.text


def test_the_cells_are_those_that_were_sent(roster: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(marked_copy(roster, roster.name, lc.read_roster(roster, on=ON), created=ON, locale="zh"))
    sent = {sheet.name: sheet for sheet in read_sheets(roster, "a")}
    back = {sheet.name: sheet for sheet in read_sheets(copy, "b")}
    assert list(back) == ["退回的行", *sent]
    for name, sheet in sent.items():
        assert back[name].rows == sheet.rows
        assert back[name].merged == sheet.merged
        assert (back[name].hidden, back[name].hidden_rows) == (sheet.hidden, sheet.hidden_rows)


def test_a_roster_that_counts_days_from_1904_is_read_and_goes_back_so(tmp_path: Path, number: NumberOf) -> None:
    path, born = tmp_path / "苹果电脑.xlsx", date(1990, 1, 1)
    serial = (born - date(1904, 1, 1)).days
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ["姓名", "身份证号码", "出生日期", "可出发日期"])
        page.write_row(1, 0, ["甲子", number(), serial, (ON - date(1904, 1, 1)).days])
        page.write_row(2, 0, ["乙丑", "123", serial, None])
    result = lc.read_roster(path, on=ON)
    assert [
        (worker.born, one.available_from) for worker, one in zip(result.workers, result.registrations, strict=True)
    ] == [(born, ON)]
    assert "ID-06" not in result.findings.by_rule()
    back = tmp_path / "back.xlsx"
    back.write_bytes(marked_copy(path, path.name, result, created=ON, locale="zh"))
    assert [sheet.rows[1][2] for sheet in read_sheets(back, back.name) if sheet.name == "名单"] == [serial]
    again = lc.read_roster(back, on=ON)
    assert [worker.born for worker in again.workers] == [born]
    assert again.registrations[0].available_from == ON


def test_days_from_1904_that_are_stored_as_text_are_read_and_go_back_so(tmp_path: Path, number: NumberOf) -> None:
    path, born = tmp_path / "苹果电脑.xlsx", date(1990, 1, 1)
    serial = str((born - date(1904, 1, 1)).days)
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet("名单")
        for row, cells in enumerate(
            (
                ["登记编号", "姓名", "身份证号码", "出生日期"],
                ["10001", "甲子", number(), serial],
                ["10002", "乙丑", "1", serial],
            )
        ):
            for column, cell in enumerate(cells):
                page.write_string(row, column, cell)
    result = lc.read_roster(path, on=ON)
    assert [(worker.id, worker.born) for worker in result.workers] == [("10001", born)]
    assert "ID-06" not in result.findings.by_rule(), "it is the day that the number says, and not one four years before"
    assert lc.read_records(lc.write_records(result.workers, reveal=True)).value == result.workers
    back = tmp_path / "back.xlsx"
    back.write_bytes(marked_copy(path, path.name, result, created=ON, locale="zh"))
    again = lc.read_roster(back, on=ON)
    assert [worker.born for worker in again.workers] == [born]
    assert "ID-06" not in again.findings.by_rule()


def test_the_refused_rows_come_first_with_their_reasons(roster: Path) -> None:
    book = marked(roster)
    page = book.worksheets[0]
    assert book.active is page
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert "退回 1 行" in rows[0][0]
    assert rows[3][4:7] == ["姓名", "身份证号码", "联系电话"]
    assert rows[4][:2] == ["名单", 4]
    assert "ID-01" in rows[4][2]
    assert rows[4][4:6] == ["乙丑", "123"]
    assert page["F5"].fill.start_color.rgb == RED
    assert any("RO-07" in str(cell) for row in rows[5:] for cell in row)


def test_nothing_that_a_roster_holds_can_run(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.csv"
    evil = ["=HYPERLINK(1)", "+1", "-1", "@x"]
    rows = [f"甲,{number()},{evil[0]}", f"=cmd(),123,{evil[1]}", f"@乙,123,{evil[2]}", f"丙,=1+1,{evil[3]}"]
    path.write_text("\n".join(["姓名,身份证号码,=备注", *rows]), encoding="utf-8")
    for page in marked(path).worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert marked(path)["a"]["C2"].value == "=HYPERLINK(1)"


def test_a_giant_cell_keeps_its_start_and_says_so(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,身份证号码,备注\n甲,{number()}1,{'长' * 40_000}\n", encoding="utf-8")
    page = marked(path)["a"]
    assert page["C2"].value == "长" * 32_767
    assert "32767" in page["C2"].comment.text


def test_a_problem_of_a_row_that_breaks_off_is_marked_where_its_cell_would_be(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"姓名,身份证号码\n甲\n乙,{number()}\n", encoding="utf-8")
    page = marked(path)["a"]
    assert page["B2"].value is None
    assert page["B2"].fill.start_color.rgb == RED
    assert "ID-01" in page["B2"].comment.text


def test_merged_chaos_loses_no_cell(tmp_path: Path, number: NumberOf, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrs import evolve

    from laborcoop.exchange.roster import marked as module

    path = tmp_path / "a.csv"
    path.write_text(f"姓名,身份证号码,备注\n甲,123,x\n乙,{number()},\n", encoding="utf-8")
    ranges = (((1, 0), (2, 0)), ((1, 2), (900_000, 2)), ((1, 2), (2, 2)), ((0, 5), (0, 5)), ((2, 2), (2, 3)))
    result = lc.read_roster(path, on=ON)
    sheets = tuple(evolve(sheet, merged=ranges) for sheet in read_sheets(path, "a.csv"))
    monkeypatch.setattr(module, "read_sheets", lambda *_, **__: sheets)
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy(path, path.name, result, created=ON, locale="zh")))
    page = copy["a"]
    assert [page[f"A{row}"].value for row in (1, 2, 3)] == ["姓名", "甲", "乙"]
    assert [str(area) for area in page.merged_cells.ranges] == ["C2:C3"]


def test_without_the_writer_the_extra_is_named(roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    result = lc.read_roster(roster, on=ON)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"laborcoop\[tables\]"):
        marked_copy(roster, roster.name, result, created=ON, locale="zh")


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_the_list_of_a_copy_saved_as_csv_is_read_and_told_of(
    roster: Path, tmp_path: Path, number: NumberOf, locale: Locale
) -> None:
    saved = tmp_path / "清单.csv"
    rows = [list(row) for row in marked(roster, locale).worksheets[0].iter_rows(values_only=True)]
    sent = lc.read_roster(roster, on=ON)

    def read() -> lc.RosterResult:
        with saved.open("w", encoding="utf-8", newline="") as written:
            csv.writer(written).writerows(rows)
        return lc.read_roster(saved, on=ON)

    back = read()
    assert (back.counts.rows, back.counts.refused) == (len(sent.refused),) * 2
    (told,) = [one for one in back.findings if one.rule == "RO-31"]
    assert (told.severity, told.where.file, told.where.sheet) == (Severity.WARN, "清单.csv", "")
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy(saved, saved.name, back, created=ON, locale=locale)))
    assert [page.title for page in copy][1:] == ["清单"]
    head = next(at for at, row in enumerate(rows) if "身份证号码" in row)
    rows[head + 1][rows[head].index("身份证号码")] = number("1991-01-01", 5)
    assert read().counts.workers == 1
    assert "RO-31" not in sent.findings.by_rule()


@pytest.mark.parametrize(("locale", "renamed"), [("zh", ""), ("en", ""), ("en", "清单")])
def test_a_copy_that_comes_back_counts_its_rows_once(
    roster: Path, tmp_path: Path, number: NumberOf, locale: Locale, renamed: str
) -> None:
    sent = lc.read_roster(roster, on=ON)
    book = marked(roster, locale)
    if renamed:
        book.worksheets[0].title = renamed
    returned = tmp_path / "back.xlsx"
    book.save(returned)
    back = lc.read_roster(returned, on=ON)
    assert (back.counts, len(back.refused)) == (sent.counts, 1)
    (told,) = [one for one in back.findings if one.rule == "RO-28"]
    assert told.where.sheet == (renamed or {"zh": "退回的行", "en": "refused rows"}[locale])
    assert {one.where.sheet for one in back.findings} == {told.where.sheet, *(one.where.sheet for one in sent.findings)}
    assert marked(returned, locale).sheetnames == marked(roster, locale).sheetnames
    book["名单"]["B4"] = number("1991-01-01", 5)
    book.save(returned)
    assert lc.read_roster(returned, on=ON).counts.workers == 2
