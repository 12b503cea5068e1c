"""What holds for every roster: no row is lost, and no order matters."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcoop.exchange.roster import Known, RosterResult, read_rosters
from laborcoop.exchange.roster.alone import Details, details_of
from laborcoop.exchange.roster.columns import COLUMNS
from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.people import Entry, read_entry
from laborcoop.exchange.roster.rows import Row
from laborcoop.exchange.roster.settle import Settled, settle
from laborcoop.exchange.roster.values import Values
from laborcoop.exchange.sheets import Cell, Sheet, read_sheets
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.ids import keyed_id
from laborcoop.kernel.record import arguments
from laborcoop.planning.case import Intake
from laborcoop.rulebook import Finding, RuleBook

HEADERS = (
    "序号",
    "登记编号",
    "姓名",
    "身份证号码",
    "出生日期",
    "联系电话",
    "村委会",
    "务工企业",
    "批次",
    "同行",
    "备注",
)
FILES = ("泸水市.csv", "福贡县.csv")
BIRTHS = (date(1990, 1, 1), date(1990, 1, 2), date(1991, 5, 6))


def number(born: date, sequence: int) -> str:
    digits = f"533399{born:%Y%m%d}{sequence:03d}"
    return digits + check_character(digits)


KEYED = keyed_id("W", "a salt of more than sixteen", number(BIRTHS[0], 1))
MESSY_COLUMNS = (
    *("性别", "出生日期", "文化程度", "联系电话", "县(市)", "户籍地址", "村委会", "是否脱贫户"),
    *("是否监测对象", "务工企业", "上车点", "可出发日期", "最晚出发", "月工资", "登记编号"),
)
BIRTH_DATES = ("1990-01-01", "1990.1.2")
NUMBERS = [number(born, sequence) for born in BIRTHS for sequence in (1, 2)]
MASKS = [whole[:6] + "*" * 8 + whole[14:] for whole in NUMBERS]

rows = st.fixed_dictionaries(
    {
        "登记编号": st.sampled_from(["", "", "", "W-1", "W-2"]),
        "姓名": st.sampled_from(["甲子", "甲子", "乙丑", "", "合计"]),
        "身份证号码": st.sampled_from([*NUMBERS, *NUMBERS, *MASKS, "123", ""]),
        "出生日期": st.sampled_from(["", "", *BIRTH_DATES, "1990.1"]),
        "联系电话": st.sampled_from(["", "", "13800000001", "13900000002", "5"]),
        "村委会": st.sampled_from(["", "一村", "二村"]),
        "务工企业": st.sampled_from(["", "合成电子", "某厂"]),
        "批次": st.sampled_from(["", "1", "第二批", "九"]),
        "同行": st.sampled_from(["", "", "", "甲子", "乙丑", "T-1"]),
    }
)
rosters = st.lists(st.tuples(st.sampled_from(FILES), rows), max_size=9)
Reader = Callable[..., RosterResult]
SheetReader = Callable[[Sheet], Settled]
RowReader = Callable[[Sheet], tuple[tuple[Row, ...], tuple[Finding, ...]]]
Given = list[tuple[str, dict[str, str]]]


def read(given: Given, read_files: Reader, order: tuple[str, ...] = FILES) -> RosterResult:
    with TemporaryDirectory() as folder:
        files = []
        for file in order:
            path = Path(folder) / file
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, HEADERS)
                writer.writeheader()
                writer.writerows({"序号": index, **row} for index, (of, row) in enumerate(given, 1) if of == file)
            files.append((path, file))
        return read_files(files)


def refusals(result: RosterResult, given: Given) -> Counter[tuple[Any, ...]]:
    """The refused rows by what they say, with their rules: what is left when places are forgotten."""
    by_file = {file: [row for of, row in given if of == file] for file in FILES}
    return Counter(
        (
            row.where.file,
            *by_file[row.where.file][(row.where.row or 0) - 2].values(),
            tuple(sorted(finding.rule for finding in row.findings)),
        )
        for row in result.intake.refused
    )


def merges(result: RosterResult) -> Counter[str]:
    return Counter(merged.kept for merged in result.intake.merged)


law = settings(max_examples=80, deadline=None)


@law
@given(given=rosters, salt=st.sampled_from(["", "a salt of more than sixteen"]))
def test_every_person_s_row_is_a_worker_merged_or_refused(
    given: Given, salt: str, known: Known, book: RuleBook
) -> None:
    result = read(given, lambda files: read_rosters(files, evolve(known, salt=salt), book))
    persons = [
        row
        for _, row in given
        if (
            row["姓名"] != "合计"
            or len(row["身份证号码"]) > 8
            or row["出生日期"] in BIRTH_DATES
            or len(row["联系电话"]) > 8
        )
        and any(row[key] for key in ("姓名", "身份证号码", "联系电话", "登记编号", "出生日期"))
    ]
    intake = result.intake
    assert intake.rows == len(persons) == len(intake.workers) + len(intake.merged) + len(intake.refused)
    places = [*intake.workers.values(), *(one.where for one in intake.merged), *(one.where for one in intake.refused)]
    assert len(set(places)) == intake.rows
    assert [worker.id for worker in result.workers] == [one.worker for one in result.registrations]
    assert {worker.id for worker in result.workers} == set(intake.workers)
    assert len({row.subject for row in intake.refused} | set(intake.workers)) == len(intake.workers) + len(
        intake.refused
    )
    assert len(intake.workers) <= intake.persons <= intake.rows
    assert all(any(finding.excludes for finding in row.findings) for row in intake.refused)
    assert not any(finding.excludes for worker in result.workers for finding in result.findings.about(worker.id))


@law
@given(given=rosters, data=st.data())
def test_the_order_of_rows_and_files_changes_nothing(given: Given, data: st.DataObject, read_files: Reader) -> None:
    shuffled = data.draw(st.permutations(given))
    first = read(given, read_files)
    second = read(shuffled, read_files, FILES[::-1])
    assert first.workers == second.workers
    assert first.registrations == second.registrations
    assert merges(first) == merges(second)
    assert refusals(first, given) == refusals(second, shuffled)
    assert first.findings.by_rule() == second.findings.by_rule()
    assert first.intake.persons == second.intake.persons


@law
@given(given=rosters)
def test_no_finding_says_who_it_is_about(given: Given, read_files: Reader) -> None:
    result = read(given, read_files)
    shown = "".join(finding.render(locale) for finding in result.findings for locale in ("zh", "en"))
    shown += repr(result.workers) + repr(result.intake) + repr(result.merged)
    for personal in (*NUMBERS, "13800000001", "13900000002", "甲子", "乙丑"):
        assert personal not in shown


WRITTEN = [
    *(NUMBERS * 3),
    NUMBERS[0].lower(),
    f" {NUMBERS[1]}",
    NUMBERS[2][:6] + NUMBERS[2][8:17],
    *MASKS[:2],
    NUMBERS[0][:17] + "Y",
    "440402199001010016",
    "999999199001010011",
    "1" * 18,
    "",
]
messy = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.fixed_dictionaries(
            {
                "姓名": st.sampled_from(["甲子", "甲子", "乙 丑", "丙寅·合", "", "合计", "丁\u200b卯"]),
                "性别": st.sampled_from(["", "男", "女", "1", "?"]),
                "身份证号码": st.sampled_from(WRITTEN),
                "出生日期": st.sampled_from(["", *BIRTH_DATES, "1991/05/06", "1990.1"]),
                "文化程度": st.sampled_from(["", "初中", "?"]),
                "联系电话": st.sampled_from(["", "13800000001", "139 0000 0002", "13900000003", "5"]),
                "县(市)": st.sampled_from(["", "福贡县", "同上", "某县"]),
                "户籍地址": st.sampled_from(["", "泸水市某村", "〃"]),
                "村委会": st.sampled_from(["", "一村", "同上"]),
                "是否脱贫户": st.sampled_from(["", "是", "脱贫不稳定户", "?"]),
                "是否监测对象": st.sampled_from(["", "否", "√"]),
                "务工企业": st.sampled_from(["", "合成电子", "某厂", "同上"]),
                "上车点": st.sampled_from(["", "中心广场", "别处", "同上"]),
                "可出发日期": st.sampled_from(["", "2月6日", "2023-02-06"]),
                "最晚出发": st.sampled_from(["", "2023.2.5", "2月8日"]),
                "月工资": st.sampled_from(["", "5千", "面议"]),
                "登记编号": st.sampled_from(["", "", "", "", "W-1", KEYED]),
            }
        ),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(given=messy, columns=st.sets(st.sampled_from(MESSY_COLUMNS)))
def test_files_are_read_row_by_row_as_they_are_read_whole(
    given: Given, columns: set[str], known: Known, book: RuleBook, read_rows: RowReader
) -> None:
    with TemporaryDirectory() as folder:
        files = []
        for file in FILES:
            path = Path(folder) / file
            with path.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(
                    stream, ["姓名", "身份证号码", *sorted(columns)], extrasaction="ignore", lineterminator="\n"
                )
                writer.writeheader()
                writer.writerows(row for of, row in given if of == file)
            files.append((path, file))
        result = read_rosters(files, known, book)
        values = Values(known)
        entries: list[Entry] = []
        about: list[Finding] = []
        for path, file in files:
            (sheet,) = read_sheets(path, file)
            rows, told = read_rows(sheet)
            entries += [read_entry(row, values, NumberJudge(book, known.on)) for row in rows]
            about += told
    notes = {
        note for entry in entries for note in entry.findings if note.rule == "ID-05" and note.severity.value == "INFO"
    }
    entries = [evolve(entry, findings=tuple(one for one in entry.findings if one not in notes)) for entry in entries]
    settled = settle(entries, known, book)
    assert result.workers == tuple(one.worker for one in settled.made)
    assert result.registrations == tuple(one.registration for one in settled.made)
    kept = {one.worker.id: one.merge.kept for one in settled.made}
    assert result.intake == Intake(rows=settled.rows, workers=kept, merged=settled.merged, refused=settled.refused)
    assert result.merged == tuple(one.merge for one in settled.made if one.merge.others)
    assert [one.where for one in result.refused] == [one.where for one in settled.refused]
    expected = [*about, *(finding for made in settled.made for finding in made.findings)]
    expected += [finding for row in settled.refused for finding in row.findings]
    assert [one for one in result.findings if one.where.row or one.rule != "ID-05"] == sorted(
        dict.fromkeys(expected), key=Finding.order
    )
    assert all(type(worker)(**arguments(worker)) == worker for worker in (*result.workers, *result.registrations))
    assert result.details == {
        one.worker.id: said for one in settled.made if (said := details_of(one.facts)) != Details()
    }


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([*NUMBERS, *MASKS, "是", "5千", "2月6日", "脱贫户", "第一批", "福贡县", "2023-02-05 10:00至12:00"]),
    st.text(max_size=12),
)
columns = [column.header for column in COLUMNS]


@law
@given(table=st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=3))
def test_no_cell_breaks_the_reading(table: list[list[Cell]], read_sheet: SheetReader) -> None:
    read = read_sheet(Sheet(file="a", name="b", rows=(tuple(columns), *map(tuple, table))))
    assert read.rows == len(read.made) + len(read.merged) + len(read.refused) <= len(table)
