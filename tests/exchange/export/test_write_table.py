"""Tables in every format, read back by the readers that people use: nothing lost, nothing run, nobody shown."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable
from datetime import UTC, date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pyarrow.parquet
import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import laborcoop as lc
from laborcoop.errors import DocumentError, InvalidValue, MissingExtra, UnknownName
from laborcoop.exchange.csv_text import harmless
from laborcoop.exchange.export import Table, table_bytes, table_of, write_table
from laborcoop.exchange.records.classes import record_classes
from laborcoop.exchange.roster import Known, read_rosters
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Locale, Text
from laborcoop.packs import china_with_regions
from laborcoop.people import Worker
from laborcoop.planning.case import Case
from laborcoop.planning.plan import ReturnPlan
from laborcoop.rulebook import Citation, Convention, Document, Fact, Finding, Severity
from laborcoop.testing import records

SUFFIXES = (".csv", ".jsonl", ".ndjson", ".parquet", ".xlsx")
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


def bytes_of(
    records: Table | Iterable[Record],
    suffix: str,
    *,
    locale: Locale = "zh",
    worded: bool | None = None,
    on: date | None = None,
    **asked: Any,
) -> bytes:
    """What the suffix makes of them."""
    table = records if isinstance(records, Table) else table_of(records, **asked)
    return table_bytes(table, suffix, locale=locale, worded=worded, on=on)


def _csv(content: bytes) -> list[list[str]]:
    assert content.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def _calamine(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def _openpyxl(content: bytes) -> list[list[Any]]:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


# What is written, as its readers give it back.


def test_a_worker_stands_in_a_csv_as_people_read_it_and_masked(worker: Worker) -> None:
    header, row = _csv(bytes_of([worker], ".csv"))
    assert dict(zip(header, row, strict=True)) == {
        "编号": "W-000",
        "姓名": "阿**",
        "性别": "男",
        "公民身份号码": "533399********0012",
        "户籍县": "泸水市",
        "村": '\'=HYPERLINK("http://example.com")',
        "联系电话": "138****0001",
        "安置点": "",
        "文化程度": "小学",
        "技能": "'@电焊、缝纫",
        "身份标识": "易地搬迁 2022-12-31 县搬迁办",
        "证件有效期至": "2030-01-01",
        "户籍起算日": "",
    }


def test_in_english_and_revealed(worker: Worker) -> None:
    header, row = _csv(bytes_of([worker], ".csv", locale="en", reveal=True))
    found = dict(zip(header, row, strict=True))
    assert found["name"] == "阿普·迪"
    assert found["birth date"] == "1990-01-01"
    assert found["county of household registration"] == "Lushui"
    assert (found["sex"], found["education level"]) == ("male", "primary")
    assert found["resident number"] == worker.number.reveal()


def test_a_csv_for_programs_has_the_names_of_fields_and_plain_cells(worker: Worker) -> None:
    header, row = _csv(bytes_of([worker], ".csv", worded=False, columns=["id", "sex", "skills", "site"]))
    assert header == ["id", "sex", "skills", "site"]
    assert row == ["W-000", "male", '["@电焊", "缝纫"]', ""]


def test_a_line_of_json_lines_is_what_write_json_says_field_by_field(worker: Worker) -> None:
    (masked,) = _lines(bytes_of([worker], ".jsonl"))
    value = json.loads(lc.write_json(worker))["value"]
    assert value.pop("born") is None
    assert masked == value
    (revealed,) = _lines(bytes_of([worker], ".jsonl", reveal=True))
    assert revealed == json.loads(lc.write_json(worker, reveal=True))["value"]


def test_parquet_has_types_and_says_what_it_holds(case: Case, tmp_path: Path) -> None:
    path = write_table(case.posts, tmp_path / "posts.parquet")
    (row,) = pl.read_parquet(path).to_dicts()
    post = case.posts[0]
    assert (row["id"], row["openings"], row["holds_papers"]) == (post.id, post.openings, False)
    assert post.wage is not None
    assert (row["wage.low"], row["wage.high"]) == (post.wage.low, post.wage.high)
    assert (row["skills"], row["starts_on"], row["lowest_age"]) == ([], None, 18)
    (other,) = pyarrow.parquet.read_table(path).to_pylist()
    assert other == row
    schema = pyarrow.parquet.read_schema(path)
    assert str(schema.field("wage.low").type).startswith("decimal128")
    assert str(schema.field("starts_on").type) == "date32[day]"
    said = {key.decode(): value.decode() for key, value in pyarrow.parquet.read_metadata(path).metadata.items()}
    assert (said["title"], said["masked"]) == ("岗位", "false")
    assert json.loads(said["titles"])["wage.low"] == "月工资（元）：下限（元）"


def test_moments_and_whole_plans_go_to_parquet(plan: ReturnPlan, tmp_path: Path) -> None:
    handovers = list(plan.handovers.values())
    frame = pl.read_parquet(write_table(handovers, tmp_path / "handovers.parquet"))
    assert frame["at"].to_list() == [handover.at.astimezone(UTC) for handover in handovers]
    people = pl.read_parquet(write_table(lc.placements(plan), tmp_path / "people.parquet"))
    assert json.loads(people["reasons"][2])[0]["en"]


def test_a_workbook_is_text_and_nothing_but_text(worker: Worker, case: Case) -> None:
    content = bytes_of([worker, *case.workers], ".xlsx", reveal=True)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    found = dict(zip(*_openpyxl(content)[:2], strict=True))
    assert found["村"] == '=HYPERLINK("http://example.com")'
    assert found["公民身份号码"] == worker.number.reveal()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "<f>" not in parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name.lower()]


def test_a_workbook_prints_as_a_bureau_sends_it(case: Case) -> None:
    content = bytes_of(case.workers, ".xlsx", on=date(2023, 2, 6))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert sheet.title == "务工人员"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.oddHeader.center.text == "务工人员（个人信息已遮蔽） 2023-02-06"
    assert sheet.column_dimensions["D"].width > 19  # a number of 18 characters
    assert sheet.column_dimensions["B"].width < 8
    english = openpyxl.load_workbook(io.BytesIO(bytes_of(case.workers, ".xlsx", locale="en", reveal=True)))
    assert english.worksheets[0].oddFooter.center.text == "page &P of &N"
    assert english.worksheets[0].oddHeader.center.text == "worker"


def test_a_row_is_as_high_as_its_longest_cell_has_lines() -> None:
    texts = ["短", "字" * 45, "a" * 45, "一\n二", "字" * 32_000]
    content = bytes_of([Titled(said=text) for text in texts], ".xlsx")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert sheet.column_dimensions["A"].width > 40
    assert [sheet.row_dimensions[row].height for row in range(2, 7)] == [14.25, 42, 27.75, 27.75, 408.75]


def test_no_green_corner_stands_on_a_number_that_is_a_text(case: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes_of(case.workers, ".xlsx"))) as parts:
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - written here
    (ignored,) = sheet.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}ignoredError")
    assert ignored.attrib == {"sqref": "A1:XFD1048576", "numberStoredAsText": "1"}


def test_a_revealed_workbook_read_as_a_roster_gives_the_same_people(case: Case, tmp_path: Path) -> None:
    path = write_table(case.workers, tmp_path / "花名册.xlsx", reveal=True)
    known = Known(
        on=case.on,
        zone=case.campaign.zone,
        sending=case.campaign.pairing.sending,
        salt="sixteen characters or more",
        columns={"编号": "worker_id"},
        synthetic_areas=frozenset({"533399"}),
    )
    result = read_rosters([(path, path.name)], known, china_with_regions())
    assert result.workers == case.workers


# Laws.


@settings(max_examples=25)
@given(st.lists(st.tuples(PRINTABLE, PRINTABLE), min_size=1, max_size=5))
def test_every_text_comes_back_from_every_format(texts: list[tuple[str, str]]) -> None:
    places = [Note(first=first, second=second) for first, second in texts]
    expected = [list(pair) for pair in texts]
    assert _csv(bytes_of(places, ".csv", reveal=True))[1:] == [[harmless(cell) for cell in row] for row in expected]
    assert [list(line.values()) for line in _lines(bytes_of(places, ".jsonl", reveal=True))] == expected
    parquet = bytes_of(places, ".parquet", reveal=True)
    assert [list(row) for row in pl.read_parquet(parquet).rows()] == expected
    workbook = bytes_of(places, ".xlsx", reveal=True)
    # What ends in blanks or is empty at the edge is for the reader to say.
    assert _filled(_calamine(workbook)[1:]) == _filled(expected)
    assert _filled(_openpyxl(workbook)[1:]) == _filled(expected)


def _filled(rows: list[list[Any]]) -> list[tuple[int, int, str]]:
    return [(i, j, cell) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell != ""]


@frozen(kw_only=True)
class Note(Record):
    """Two texts."""

    first: str
    second: str


def test_every_class_of_records_that_is_data_has_columns_with_titles() -> None:
    for kind in record_classes().values():
        table = table_of([], kind=kind, reveal=True)
        (header,) = _csv(bytes_of(table, ".csv"))
        assert len({column.key for column in table.columns}) == len(table.columns) > 0
        assert header
        assert all(header)


def test_whatever_a_plan_is_made_of_is_written_in_every_format(case: Case, plan: ReturnPlan) -> None:
    parts: list[Record] = [case.campaign, *case.workers, *case.posts, *case.employers, *case.convoys, *case.places]
    parts += [*case.lodgings, *case.registrations, *plan.rides, *plan.stays, *plan.matches.values(), *plan.findings]
    parts += [*plan.handovers.values(), *plan.itineraries().values(), *plan.summary(), *case.book.parameters]
    by_class: dict[type[Record], list[Record]] = {}
    for part in parts:
        by_class.setdefault(type(part), []).append(part)
    assert len(by_class) > 12
    for found in by_class.values():
        table = table_of(found, reveal=True)
        assert len(_csv(bytes_of(table, ".csv"))) == len(found) + 1
        assert len(_calamine(bytes_of(table, ".xlsx"))) == len(found) + 1
        lines = _lines(bytes_of(table, ".jsonl"))
        frame = pl.read_parquet(bytes_of(table, ".parquet"))
        assert [list(line) for line in lines] == [frame.columns] * len(found)
        assert frame.height == len(found)


@settings(max_examples=25)
@given(st.lists(records(Worker), min_size=1, max_size=4), st.sampled_from(SUFFIXES))
def test_a_masked_table_tells_no_name_number_phone_or_birth(workers: list[Worker], suffix: str) -> None:
    content = bytes_of(workers, suffix, columns=["name", "number", "born", "phone"])
    if suffix == ".xlsx":
        cells = {cell for row in _calamine(content)[1:] for cell in row}
    elif suffix == ".parquet":
        cells = {cell for row in pl.read_parquet(content).rows() for cell in row}
    elif suffix == ".csv":
        cells = {cell for row in _csv(content)[1:] for cell in row}
    else:
        cells = {cell for line in _lines(content) for cell in line.values()}
    masks = {
        personal.masked for worker in workers for personal in (worker.name, worker.number, worker.phone) if personal
    }
    assert cells - {None, ""} <= masks | {harmless(mask) for mask in masks}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_records_give_the_same_bytes(case: Case, suffix: str) -> None:
    assert bytes_of(case.workers, suffix) == bytes_of(tuple(case.workers), suffix)


# What is wanted of it.


def test_columns_are_those_asked_for_in_that_order(case: Case) -> None:
    table = table_of(case.posts, columns=["wage", "id"])
    assert [column.key for column in table.columns] == ["wage.low", "wage.high", "id"]
    with pytest.raises(UnknownName, match=r"no columns pay, open; there are id, employer"):
        table_of(case.posts, columns=["pay", "id", "open"])


def test_a_text_in_two_languages_is_one_column_for_people_and_two_for_programs(case: Case) -> None:
    header, first, *_ = _csv(bytes_of(case.employers, ".csv", columns=["id", "name"]))
    assert (header, first) == (["编号", "名称"], ["E-1", "第1厂"])
    header, first, *_ = _csv(bytes_of(case.employers, ".csv", columns=["name"], locale="en"))
    assert (header, first) == (["name"], ["Works 1"])
    line, *_ = _lines(bytes_of(case.employers, ".jsonl", columns=["name"]))
    assert line == {"name.zh": "第1厂", "name.en": "Works 1"}


def test_of_no_records_the_class_is_asked_for() -> None:
    with pytest.raises(InvalidValue, match="`kind` must name"):
        bytes_of([], ".csv")
    assert _csv(bytes_of([], ".csv", kind=lc.Worker, columns=["id", "name"])) == [["编号", "姓名"]]
    assert pl.read_parquet(bytes_of([], ".parquet", kind=lc.Worker)).columns[:2] == ["id", "name"]
    assert _calamine(bytes_of([], ".xlsx", kind=lc.Worker))[0][:2] == ["编号", "姓名"]


def test_records_of_two_classes_are_two_tables(case: Case) -> None:
    with pytest.raises(InvalidValue, match="records of one class only, here worker"):
        bytes_of([case.workers[0], case.posts[0]], ".csv")


def test_what_is_asked_of_a_table_that_was_made_is_what_it_is(worker: Worker) -> None:
    table = table_of([worker], columns=["id"], title=Text("名单", "list"))
    assert (table.full_title.zh, table.masked) == ("名单（个人信息已遮蔽）", True)
    assert not table_of([worker], reveal=True).masked
    assert _calamine(bytes_of(table, ".xlsx")) == [["编号"], ["W-000"]]


@pytest.mark.parametrize("name", ["a.docx", "a", "a.csv.gz"])
def test_a_suffix_that_is_no_format_is_told_with_those_that_are(case: Case, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValue, match=r"use \.csv, \.jsonl, \.jsonld, \.ndjson, \.parquet, \.xlsx"):
        write_table(case.workers, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_suffix_may_be_in_capitals(case: Case, tmp_path: Path) -> None:
    assert write_table(case.workers, tmp_path / "A.CSV").read_bytes() == bytes_of(case.workers, ".csv")


def test_a_failure_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(InvalidValue, match=r"row 2, said: over 32767 characters"):
        write_table([Titled(said="字" * 32_768)], path)
    assert path.read_bytes() == b"before"
    assert _calamine(bytes_of([Titled(said="字" * 32_767)], ".xlsx"))[1] == ["字" * 32_767]


@frozen(kw_only=True)
class Titled(Record):
    """A text."""

    said: str


def test_more_rows_than_a_sheet_takes_are_refused(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laborcoop.exchange.workbook._MOST_ROWS", 4)
    assert len(_calamine(bytes_of(case.workers, ".xlsx"))) == 4
    with pytest.raises(InvalidValue, match="a sheet takes 4 rows and 16384 columns, header included"):
        bytes_of([*case.workers, *case.workers], ".xlsx")


def test_what_is_no_data_has_no_table(case: Case) -> None:
    with pytest.raises(DocumentError, match="its form is the case folder"):
        bytes_of([case], ".csv")


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet", ".xlsx"])
def test_half_a_surrogate_pair_is_a_fault_that_does_not_show_the_text(suffix: str) -> None:
    with pytest.raises(DocumentError, match="half a surrogate pair") as raised:
        bytes_of([Titled(said="秘密\ud800")], suffix)
    assert "秘密" not in str(raised.value)
    assert raised.value.__context__ is None


def test_what_a_field_must_not_hold_is_told_with_its_row() -> None:
    wrong = object.__new__(Titled)
    object.__setattr__(wrong, "said", 7)
    with pytest.raises(DocumentError, match=r"\[1\]\.said"):
        bytes_of([Titled(said="x"), wrong], ".csv")


@pytest.mark.parametrize(("package", "suffix"), [("polars", ".parquet"), ("xlsxwriter", ".xlsx")])
def test_without_the_package_the_extra_is_named(
    case: Case, monkeypatch: pytest.MonkeyPatch, package: str, suffix: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=package):
        bytes_of(case.workers, suffix)


def test_sources_and_facts_of_findings_are_words_of_the_language_asked_for() -> None:
    law = Document(key="X1", name=Text("某法", "some act"))
    finding = Finding(
        rule="X-01",
        severity=Severity.WARN,
        subject="W-1",
        message=Text("甲", "a"),
        sources=(Citation(document=law, article="1"), Convention(Text("惯常如此", "it is usual"))),
        facts=(
            Fact("found", Text("乙", "b")),
            Fact("most", 3),
            Fact("on", date(2023, 2, 6)),
        ),
    )
    said: tuple[tuple[Locale, str, str], ...] = (
        ("zh", "《某法》第1条、惯例：惯常如此", "found 乙；most 3；on 2023-02-06"),
        ("en", "some act, art. 1, convention: it is usual", "found b; most 3; on 2023-02-06"),
    )
    for locale, sources, facts in said:
        [header, row] = _csv(bytes_of([finding], ".csv", locale=locale))
        assert (row[7], row[-1]) == (sources, facts), header
