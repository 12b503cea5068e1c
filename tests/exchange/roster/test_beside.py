"""Lists of people side by side in one sheet: everybody in each of them is a row, with a place of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
WHO = ("姓名", "身份证号码", "联系电话")
GAP = ("",)


def names(result: RosterResult) -> set[str]:
    return {worker.name.reveal() for worker in result.workers}


def codes(result: RosterResult) -> set[str]:
    return {finding.rule for finding in result.findings} - {"ID-05", "RO-14"}


@pytest.fixture
def people(number: NumberOf) -> list[tuple[str, ...]]:
    given = enumerate(["甲子", "乙丑", "丙寅", "丁卯", "戊辰", "己巳"])
    return [(name, number(f"199{at}-01-01"), f"1380000000{at}") for at, name in given]


def test_everybody_on_the_right_is_a_row(sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile) -> None:
    rows = [(*left, *GAP, *right) for left, right in zip(people[:3], people[3:], strict=True)]
    result = read_file(sheet_file, [(*WHO, *GAP, *WHO), *rows])
    assert {(one.name.reveal(), one.number.reveal(), one.phone and one.phone.reveal()) for one in result.workers} == {
        *people
    }
    assert result.counts.rows == 6
    (told,) = [one for one in result.findings if one.rule == "RO-26"]
    assert (told.where.row, told.where.column) == (1, "E")
    assert codes(result) == {"RO-26"}
    places = {(where.row, where.column) for where in result.intake.workers.values()}
    assert places == {(2, ""), (3, ""), (4, ""), (2, "E"), (3, "E"), (4, "E")}


@pytest.mark.parametrize("longer", ["left", "right"])
def test_lists_of_different_lengths_say_nothing_of_what_is_empty(
    sheet_file: Path, people: list[tuple[str, ...]], longer: str, read_file: ReadFile
) -> None:
    nobody = ("", "", "")
    lists = [people[:4], [*people[4:], nobody, nobody]]
    left, right = lists if longer == "left" else lists[::-1]
    result = read_file(sheet_file, [(*WHO, *WHO), *((*one, *other) for one, other in zip(left, right, strict=True))])
    assert len(result.workers) == result.counts.rows == 6
    assert codes(result) == {"RO-26"}


def test_three_lists_with_their_numbers_and_a_row_that_breaks_off(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    header = ("序号", *WHO)
    rows = [("1", *people[0], "2", *people[1], "3", *people[2]), ("4", *people[3], "5", *people[4])]
    result = read_file(sheet_file, [(*header, *header, *header), *rows, ("6", *people[5])])
    assert names(result) == {"甲子", "乙丑", "丙寅", "丁卯", "戊辰", "己巳"}
    assert [one.where.column for one in result.findings if one.rule == "RO-26"] == ["E", "I"]
    assert codes(result) == {"RO-26"}


def test_who_is_refused_on_the_right_comes_back_with_the_cells_of_the_right(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    damaged = (people[1][0], people[1][1][:17] + "?", people[1][2])
    only_phone = ("", "", "13900000009")
    result = read_file(sheet_file, [(*WHO, *WHO), (*people[0], *damaged), (*people[2], *only_phone)])
    assert names(result) == {"甲子", "丙寅"}
    first, second = result.refused
    assert [cell for cell in first.row.cells.values() if cell] == [*damaged]
    assert [cell for cell in second.row.cells.values() if cell] == ["13900000009"]
    assert [(one.where.row, one.where.column) for one in (first, second)] == [(2, "D"), (3, "D")]
    assert first.subject != second.subject
    assert {one.where.column for one in first.findings if one.excludes} == {"E"}


def test_both_refused_in_one_row_are_told_apart(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    damaged = [(name, digits[:17] + "?", phone) for name, digits, phone in people]
    result = read_file(sheet_file, [(*WHO, *WHO), (*damaged[0], *damaged[1]), (*people[2], *people[3])])
    assert [one.where.column for one in result.refused] == ["", "D"]
    assert len({one.subject for one in result.refused}) == 2
    assert result.counts.rows == 4


def test_wrong_numbers_side_by_side_are_refused_each(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    wrong = [(name, digits[:17] + str((int(digits[17].replace("X", "0")) + 5) % 10), p) for name, digits, p in people]
    result = read_file(sheet_file, [(*WHO, *WHO), (*wrong[0], *wrong[1])])
    assert [one.where.column for one in result.refused] == ["", "D"]
    assert len({one.subject for one in result.refused}) == 2


def test_whom_a_row_names_twice_is_one_row(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    result = read_file(sheet_file, [(*WHO, *WHO[:2]), (*people[0], *people[0][:2]), (*people[1], *people[2][:2])])
    assert names(result) == {"甲子", "乙丑", "丙寅"}
    assert (result.counts.rows, result.counts.repeated) == (3, 0)


def test_somebody_on_the_left_and_on_the_right_is_merged(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    result = read_file(sheet_file, [(*WHO, *WHO), (*people[0], *people[1]), (*people[1], *people[0])])
    assert (result.counts.rows, result.counts.workers, result.counts.repeated) == (4, 2, 2)


def test_without_numbers_names_with_other_phones_are_rows(sheet_file: Path, read_file: ReadFile) -> None:
    header = ("姓名", "联系电话")
    result = read_file(sheet_file, [(*header, *header), ("甲子", "13800000001", "甲子", "13800000002")])
    assert [cell for one in result.refused for cell in one.row.cells.values() if cell][-2:] == ["甲子", "13800000002"]
    assert result.counts.rows == 2


@pytest.mark.parametrize("more", [("姓名",), ("身份证号",), ("联系电话",)])
def test_a_column_that_repeats_one_alone_is_no_list(
    sheet_file: Path, people: list[tuple[str, ...]], more: tuple[str, ...], read_file: ReadFile
) -> None:
    result = read_file(sheet_file, [(*WHO, *more), (*people[0], "乙丑")])
    assert result.counts.rows == 1
    assert codes(result) == {"RO-18"}


def test_lists_side_by_side_end_where_another_table_begins(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    result = read_file(
        sheet_file,
        [
            (*WHO, *WHO),
            (*people[0], *people[1]),
            ("联系电话", "姓名", "身份证号码", "联系电话", "姓名", "身份证号码"),
            (people[2][2], *people[2][:2], people[3][2], *people[3][:2]),
        ],
    )
    assert {(one.name.reveal(), one.phone and one.phone.reveal()) for one in result.workers} == {
        (name, phone) for name, _, phone in people[:4]
    }
    assert [(one.where.row, one.where.column) for one in result.findings if one.rule == "RO-26"] == [(1, "D"), (3, "D")]


def test_a_header_said_again_and_sums_are_nobody_on_both_sides(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    header = (*WHO, *WHO)
    result = read_file(
        sheet_file,
        [header, (*people[0], *people[1]), header, (*people[2], *people[3]), ("合计", "2人", "", "合计", "2人")],
    )
    assert result.counts.rows == result.counts.workers == 4


def test_merged_cells_of_the_right_are_filled_down(tmp_path: Path, people: list[tuple[str, ...]]) -> None:
    sheet_file = tmp_path / "a.xlsx"
    header = ("姓名", "身份证号码", "村委会")
    with xlsxwriter.Workbook(sheet_file) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, (*header, *header))
        for at in (0, 1):
            page.write_row(at + 1, 0, (*people[at][:2], "一村", *people[at + 2][:2]))
        page.merge_range(1, 5, 2, 5, "二村")
    result = lc.read_roster(sheet_file, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert {(one.name.reveal(), one.village) for one in result.workers} == {
        ("甲子", "一村"),
        ("乙丑", "一村"),
        ("丙寅", "二村"),
        ("丁卯", "二村"),
    }


def test_a_phone_that_a_household_has_in_one_merged_cell_is_that_of_each(
    tmp_path: Path, people: list[tuple[str, ...]]
) -> None:
    sheet_file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(sheet_file) as book:
        page = book.add_worksheet("名单")
        page.write_row(0, 0, ("姓名", "身份证号码", "联系电话", "备注"))
        page.write_row(1, 0, people[0][:2])
        page.write_row(2, 0, people[1][:2])
        page.write_row(3, 0, (people[2][0], people[2][1][:17]))
        # Whatever a merged cell covers, it makes no person of a remark and of a sum.
        page.write_row(4, 0, ("", "", "", "一户四人"))
        page.write_row(5, 0, ("合计",))
        page.merge_range(1, 2, 5, 2, "13800000001")
        page.write_row(6, 0, ("丁卯", people[3][1], ""))
    result = lc.read_roster(sheet_file, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert {(one.name.reveal(), one.phone and one.phone.reveal()) for one in result.workers} == {
        ("甲子", "13800000001"),
        ("乙丑", "13800000001"),
        ("丁卯", None),
    }
    assert [row.where.row for row in result.refused] == [4]
    assert [one.where.row for one in result.findings if one.rule == "RO-11"] == [5]


def test_each_row_of_a_header_of_two_rows_is_said_again_on_both_sides(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    header = [("姓名", "身份证号码", "住址", "") * 2, ("", "", "县(市)", "村委会") * 2]
    rows = [(*left[:2], "福贡县", "一村", *right[:2], "泸水市", "二村") for left, right in (people[:2], people[2:4])]
    result = read_file(sheet_file, [*header, rows[0], *header, rows[1]])
    assert (result.counts.rows, result.counts.workers) == (4, 4)
    assert {worker.village for worker in result.workers} == {"一村", "二村"}
