"""Tables of different columns, one below the other in a sheet: each is read by its own header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from laborcoop.exchange.roster import RosterResult
from laborcoop.exchange.roster.below import MOST_TABLES

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
HEADER = ("序号", "姓名", "身份证号码", "联系电话")
OTHER = ("姓名", "联系电话", "村委会", "身份证号码")


def test_each_table_is_read_by_its_own_columns(sheet_file: Path, number: NumberOf, read_file: ReadFile) -> None:
    result = read_file(
        sheet_file,
        [
            ("福贡县花名册",),
            HEADER,
            ("1", "甲子", number(), "13800000001"),
            ("泸水市花名册",),
            OTHER,
            ("乙丑", "13800000002", "一村", number("1991-01-01")),
            ("丙寅", "13800000003", "二村", number("1992-01-01")[:17] + "?"),
            HEADER,
            ("2", "丁卯", number("1993-01-01"), "13800000004"),
        ],
    )
    workers = {worker.name.reveal(): worker for worker in result.workers}
    assert {name: worker.phone and worker.phone.reveal() for name, worker in workers.items()} == {
        "甲子": "13800000001",
        "乙丑": "13800000002",
        "丁卯": "13800000004",
    }
    assert workers["乙丑"].village == "一村"
    # The last table has no title of its own.
    assert [workers[name].registered.code for name in ("甲子", "乙丑", "丁卯")] == ["533323", "533301", "533301"]
    (refused,) = result.refused
    assert refused.where.row == 7
    assert refused.cells["村委会"] == "二村"
    assert (result.counts.rows, result.counts.workers, result.counts.refused) == (4, 3, 1)


def test_persons_of_two_tables_are_compared(sheet_file: Path, number: NumberOf, read_file: ReadFile) -> None:
    rows = [HEADER, ("1", "甲子", number(), "13800000001"), OTHER, ("甲子", "13800000001", "一村", number())]
    counts = read_file(sheet_file, rows).counts
    assert (counts.rows, counts.workers, counts.repeated) == (2, 1, 1)


def test_columns_of_a_further_table_that_nothing_is_known_about_are_told_in_its_row(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [HEADER, ("1", "甲子", number(), ""), ("姓名", "身份证号码", "甚么"), ("乙丑", number("1991-01-01"), "x")]
    (told,) = [one for one in read_file(sheet_file, rows).findings if one.rule == "RO-01"]
    assert (told.where.row, told.where.column) == (3, "C")


@pytest.mark.parametrize(
    "again",
    [
        HEADER,
        ("序 号", "姓名", "身份证号", "手机"),
        ("序号", "姓名"),
        ("", "姓名", "身份证号码", ""),
    ],
)
def test_a_header_said_again_starts_no_other_table(
    sheet_file: Path, number: NumberOf, again: tuple[str, ...], read_file: ReadFile
) -> None:
    rows = [HEADER, ("1", "甲子", number(), ""), again, ("2", "乙丑", number("1991-01-01"), "13800000002")]
    result = read_file(sheet_file, rows)
    assert result.counts.workers == 2
    assert [worker.phone is None for worker in result.workers].count(False) == 1


def test_each_row_of_a_header_of_two_rows_may_be_said_again(
    tmp_path: Path, number: NumberOf, read_file: ReadFile
) -> None:
    # The lower row alone would be the header of other columns.
    header = [("序号", "姓名", "身份证号码", "紧急联系人", ""), ("", "", "", "姓名", "联系电话")]
    people = [
        ("1", "甲子", number(), "丁", "13800000001"),
        ("2", "乙丑", number("1991-01-01"), "戊", "13800000002"),
    ]
    result = read_file(tmp_path / "a.csv", [*header, people[0], *header, people[1]])
    assert sorted(worker.name.reveal() for worker in result.workers) == ["乙丑", "甲子"]


def test_a_row_with_few_headers_or_with_a_number_is_no_header(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [
        HEADER,
        ("1", "甲子", number(), ""),
        ("姓名", "联系电话", "一", "二"),
        ("姓名", "联系电话", "村委会", number("1991-01-01")),
        ("2", "乙丑", number("1992-01-01"), ""),
    ]
    result = read_file(sheet_file, rows)
    assert {worker.name.reveal() for worker in result.workers} >= {"甲子", "乙丑"}


def test_a_table_may_begin_at_the_end_of_a_piece_or_of_the_file(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    numbers = [number("1990-01-01", at) for at in range(1, 103)]
    for before in (98, 99, 100, 101):
        people = [(str(at), "甲子", numbers[at], "") for at in range(before)]
        result = read_file(sheet_file, [HEADER, *people, OTHER, ("乙丑", "", "一村", numbers[-1])])
        assert result.counts.workers == before + 1
        assert [worker.village for worker in result.workers].count("一村") == 1
        assert read_file(sheet_file, [HEADER, *people, OTHER]).counts.workers == before


def test_more_tables_than_are_told_apart_lose_nobody(sheet_file: Path, number: NumberOf, read_file: ReadFile) -> None:
    rows: list[tuple[str, ...]] = []
    for at in range(1, MOST_TABLES + 4):
        one = number("1990-01-01", at)
        rows += [HEADER, ("1", "甲子", one, "")] if at % 2 else [OTHER, ("甲子", "", "一村", one)]
    result = read_file(sheet_file, rows)
    counts = result.counts
    assert (counts.rows, counts.workers, counts.refused) == (MOST_TABLES + 3, MOST_TABLES, 3)
    told = [(one.where.row, one.rule) for one in result.findings if one.rule == "RO-41"]
    assert told == [(2 * MOST_TABLES + 1, "RO-41")]
    assert [row.where.row for row in result.refused] == [2 * (MOST_TABLES + at) for at in (1, 2, 3)]
