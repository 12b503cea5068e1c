"""All hostile content in every column, key and parameter: findings or a refusal, no other error, and nobody lost."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.errors import CaseError
from laborcoop.exchange.case import load_case
from laborcoop.exchange.case.table import Table
from laborcoop.exchange.case.tables import TABLES
from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.roster.columns import COLUMNS, Column
from laborcoop.packs import national

BOOK = national()
NUMBER = "533399199001010012"
Folder = Callable[..., Path]

TEXTS = (
    "NaN", "inf", "1e999", "-1", "0", "1" * 30, "1" * 5_000, "９" * 30, "٣", "=1+1", "@x", "\u202eabc\u200b", "\ufeff",
    "x" * 5_000, "、" * 200, "-" * 200, "/" * 300, "(" * 300, "2023-02-30", "1988-04-17 02:30", "99:99", "9999-12-31",
    "0001-01-01 00:00", "第" * 50 + "批", "1至2至3", "D3812/" + "9" * 40, NUMBER, "13800000001", "a\nb", "½", "²",
    "2023-02-05 08:00至2023-02-05 07:00", "2月29日", "99999999", "00000000", "长期" * 99, "5千万", "9" * 9 + "万",
)  # fmt: skip
STORED = (
    float(NUMBER), 1e300, -1e300, 0.1, -0.0, 99_999_999.0, True, False, datetime(1900, 3, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC), time(23, 59, 59),
)  # fmt: skip


FREE = {"name_en", "hub", "aliases", "work", "skills", "conditions"}
"""Columns of tables that hold any text."""


def counted(result: RosterResult, rows: int) -> None:
    intake = result.intake
    assert intake.rows == len(intake.workers) + len(intake.merged) + len(intake.refused) <= rows


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_roster_takes_whatever_stands_in_a_column(column: Column, tmp_path: Path, known: Known) -> None:
    header = ["登记编号", "姓名", "身份证号码"]
    at = header.index(column.header) if column.header in header else len(header)
    text, book = tmp_path / "list.csv", tmp_path / "list.xlsx"
    with text.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*header, column.header][: max(at + 1, len(header))])
        for cell in TEXTS:
            row = ["", "阿普", NUMBER, ""]
            row[at] = cell
            writer.writerow(row)
    with xlsxwriter.Workbook(book, {"remove_timezone": True}) as made:
        page = made.add_worksheet("名单")
        page.write_row(0, 0, [*header, column.header][: max(at + 1, len(header))])
        for number, stored in enumerate(STORED, 1):
            page.write_row(number, 0, ["", "阿普", NUMBER])
            page.write(number, at, stored)
    counted(read_rosters([(text, text.name), (book, book.name)], known, BOOK), len(TEXTS) + len(STORED))


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column.key) for table in TABLES for column in table.columns],
    ids=lambda part: part if isinstance(part, str) else part.stem,
)
def test_a_case_takes_whatever_stands_in_a_column_of_a_table(
    table: Table, column: str, case_folder: Folder, sound_rows: Mapping[str, dict[str, str]]
) -> None:
    rows = []
    for number, cell in enumerate(TEXTS):
        keys = {key.key: f"X-{number}" for key in table.keys}
        rows.append({**sound_rows.get(table.stem, {}), **keys, column: cell})
    case = load_case(case_folder(tables={table.stem: rows}))
    assert column in FREE or [finding for finding in case.findings if finding.where.file == f"{table.stem}.csv"]
    lc.check(case)


# fmt: off
TOML = ("nan", "1e999", "-1", "true", '""', '"\u202e"', "[]", "{}", "2023-02-30T25:00:00", "9999-12-31", "0001-01-01",
        "07:32:00", "1979-05-27T07:32:00Z", '"Asia/../../etc/passwd"', "[[1]]", "[{}]", '["1", 2]', "1" * 30)
# fmt: on


@pytest.mark.parametrize("value", TOML)
def test_a_case_takes_or_refuses_whatever_stands_under_a_key(
    value: str, case_folder: Folder, sound_keys: tuple[str, ...]
) -> None:
    for key in sound_keys:
        try:
            case = load_case(case_folder({key: value}))
        except CaseError:
            continue
        lc.check(case)


@pytest.mark.parametrize(
    "value", ["-1", "0", "0.5", "25", "1000", "12000", "365000", "8760000", "525600000", "1e9", "1e12", '"x"']
)
def test_parameters_of_any_size_are_refused_or_can_be_used(value: str, case_folder: Folder) -> None:
    plain = load_case(case_folder()).book.parameters
    why = '{ zh = "合成", en = "synthetic" }'
    tables = ", ".join(f'{{ name = "{one.name}", value = {value}, why = {why} }}' for one in plain)
    case = load_case(case_folder({"parameters": f"[{tables}]"}))
    refused = {finding.subject for finding in case.findings if finding.rule == "CF-19"}
    changed = {one.name for one in case.book.parameters if one != plain[one.name]}
    assert refused | changed == {one.name for one in plain}
    lc.check(case)
