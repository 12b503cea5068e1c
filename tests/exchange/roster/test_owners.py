"""Whose a column is: other people that a roster names beside the worker never take the worker's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

import laborcoop as lc
from laborcoop.exchange.roster import RosterResult
from laborcoop.rulebook import Severity

NumberOf = Callable[..., str]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
WORKER = ("序号", "姓名", "身份证号码", "联系电话")
NOTHING = ("",) * 4
PHONES = ("13800000001", "13800000002")
OTHERS_PHONE = "13911111111"


def told(result: RosterResult, code: str) -> list[tuple[int | None, str, Severity]]:
    return [(one.where.row, one.where.column, one.severity) for one in result.findings if one.rule == code]


def who(result: RosterResult) -> dict[str, str]:
    return {one.name.reveal(): one.phone.reveal() if one.phone else "" for one in result.workers}


@pytest.fixture
def people(number: NumberOf) -> list[tuple[str, ...]]:
    return [("1", "甲子", number(), PHONES[0]), ("2", "乙丑", number("1991-01-01"), PHONES[1])]


@pytest.mark.parametrize("lower", [("姓名", "身份证号码"), ("姓名", "联系电话"), ("姓名", "手机号"), ("关系", "电话")])
@pytest.mark.parametrize(
    "group", ["户主", "监护人", "配偶", "紧急联系人", "家庭联系人", "村级联络员", "带队干部", "企业联系人", "家属"]
)
def test_people_in_a_group_of_their_own_take_nobody_s_place(
    sheet_file: Path,
    people: list[tuple[str, ...]],
    group: str,
    lower: tuple[str, str],
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    other = ("丙寅", number("1960-01-01") if lower[1] == "身份证号码" else OTHERS_PHONE)
    rows = [(*WORKER, group, ""), (*NOTHING, *lower), *((*person, *other) for person in people)]
    result = read_file(sheet_file, rows)
    assert who(result) == {"甲子": PHONES[0], "乙丑": PHONES[1]}
    assert result.counts == lc.read_roster(sheet_file, on=date(2023, 1, 28)).counts
    assert (result.counts.rows, result.counts.refused, result.counts.repeated) == (2, 0, 0)


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("lower", [("姓名", "身份证号码"), ("姓名", "电话")])
def test_merged_groups_are_read_as_those_that_are_not(
    tmp_path: Path,
    people: list[tuple[str, ...]],
    lower: tuple[str, str],
    number: NumberOf,
    is_merged: bool,  # noqa: FBT001 - a column of the table
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名单")
        rows = [("某县花名册",), (*WORKER, "监护人"), (*NOTHING, *lower)]
        for at, row in enumerate([*rows, *((*person, "丙寅", number("1960-01-01")) for person in people)]):
            page.write_row(at, 0, row)
        if is_merged:
            page.merge_range(0, 0, 0, 5, "某县花名册")
            for column, header in enumerate(WORKER):
                page.merge_range(1, column, 2, column, header)
            page.merge_range(1, 4, 1, 5, "监护人")
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",))
    assert who(result) == {"甲子": PHONES[0], "乙丑": PHONES[1]}
    assert told(result, "RO-30") == [(3, "E", Severity.INFO), (3, "F", Severity.INFO)]


def test_a_group_that_no_word_tells_of_is_told_of_as_doubtful(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    rows = [(*WORKER, "某某", ""), (*NOTHING, "姓名", "电话"), *((*person, "丙寅", OTHERS_PHONE) for person in people)]
    result = read_file(sheet_file, rows)
    assert who(result) == {"甲子": PHONES[0], "乙丑": PHONES[1]}
    assert told(result, "RO-30") == [(2, "E", Severity.WARN), (2, "F", Severity.WARN)]


CASES: list[tuple[list[tuple[str, ...]], tuple[str, ...], dict[str, str]]] = [
    # 联系方式 is a worse header of a phone than 联系电话, and the worker's all the same.
    (
        [
            ("姓名", "身份证号码", "联系方式", "务工情况", "", "联系人", ""),
            ("", "", "", "务工企业", "岗位", "姓名", "联系电话"),
        ],
        ("甲子", "N", PHONES[0], "某厂", "普工", "丙寅", OTHERS_PHONE),
        {"甲子": PHONES[0]},
    ),
    (
        [("姓名", "身份证号码", "务工情况", "", "联系人", ""), ("", "", "务工企业", "岗位", "姓名", "联系电话")],
        ("甲子", "N", "某厂", "普工", "丙寅", OTHERS_PHONE),
        {"甲子": ""},
    ),
    (
        [("姓名", "身份证号码", "驻村干部", "", "企业联系人", ""), ("", "", "姓名", "电话", "姓名", "电话")],
        ("甲子", "N", "丙寅", OTHERS_PHONE, "丁卯", OTHERS_PHONE),
        {"甲子": ""},
    ),
    ([("务工人员", "", "户主", ""), ("姓名", "身份证号码") * 2], ("甲子", "N", "丙寅", "O"), {"甲子": ""}),
    ([("户主", "", "家庭成员", ""), ("姓名", "身份证号码") * 2], ("丙寅", "O", "甲子", "N"), {"甲子": ""}),
    ([("某某", "", "本人", ""), ("姓名", "身份证号码") * 2], ("丙寅", "O", "甲子", "N"), {"甲子": ""}),
    # Who has a number is the worker, and who has none is somebody else.
    (
        [("甲组", "", "乙组", ""), ("姓名", "电话", "姓名", "身份证号码")],
        ("丙寅", OTHERS_PHONE, "甲子", "N"),
        {"甲子": ""},
    ),
    (
        [("姓名", "身份证号码", "务工企业", "", ""), ("", "", "名称", "联系人", "联系电话")],
        ("甲子", "N", "某厂", "丙寅", OTHERS_PHONE),
        {"甲子": ""},
    ),
    (
        [("姓名", "身份证号码", "联系电话", ""), ("", "", "家属", "本人")],
        ("甲子", "N", OTHERS_PHONE, PHONES[0]),
        {"甲子": PHONES[0]},
    ),
    (
        [("基本情况", "", "家属", ""), ("姓名", "身份证号码", "关系", "电话")],
        ("甲子", "N", "父", OTHERS_PHONE),
        {"甲子": ""},
    ),
    (
        [("姓名", "身份证号码", "手机", "务工情况", ""), ("", "", "", "岗位", "联系电话")],
        ("甲子", "N", PHONES[0], "普工", OTHERS_PHONE),
        {"甲子": PHONES[0]},
    ),
    # Groups of the worker's own stay the worker's.
    (
        [("序号", "基本情况", "", "联系方式", ""), ("", "姓名", "身份证号码", "手机", "座机")],
        ("1", "甲子", "N", PHONES[0], ""),
        {"甲子": PHONES[0]},
    ),
    # In one row: what stands behind the householder or a contact.
    ([("姓名", "身份证号", "户主姓名", "身份证号码")], ("甲子", "N", "丙寅", "O"), {"甲子": ""}),
    (
        [("姓名", "身份证号", "手机", "紧急联系人", "联系电话")],
        ("甲子", "N", PHONES[0], "丙寅", OTHERS_PHONE),
        {"甲子": PHONES[0]},
    ),
    ([("姓名", "身份证号", "紧急联系人", "联系电话")], ("甲子", "N", "丙寅", OTHERS_PHONE), {"甲子": ""}),
    ([("姓名", "身份证号", "紧急联系人", "本人电话")], ("甲子", "N", "丙寅", PHONES[0]), {"甲子": PHONES[0]}),
    ([("姓名", "身份证号", "紧急联系人", "本人手机号码")], ("甲子", "N", "丙寅", PHONES[0]), {"甲子": PHONES[0]}),
    ([("姓名", "身份证号", "紧急联系人", "务工人员联系电话")], ("甲子", "N", "丙寅", PHONES[0]), {"甲子": PHONES[0]}),
    ([("姓名", "身份证号", "村联络员", "联系电话")], ("甲子", "N", "丙寅", OTHERS_PHONE), {"甲子": ""}),
    ([("姓名", "身份证号", "联系人电话", "联系电话")], ("甲子", "N", OTHERS_PHONE, PHONES[0]), {"甲子": PHONES[0]}),
    ([("姓名", "与户主关系", "身份证号", "联系电话")], ("甲子", "子", "N", PHONES[0]), {"甲子": PHONES[0]}),
    ([("户主", "姓名", "身份证号", "联系电话")], ("丙寅", "甲子", "N", PHONES[0]), {"甲子": PHONES[0]}),
    # With the worker's headers in the lower row.
    (
        [("", "", "", "户主", ""), ("序号", "姓名", "身份证号码", "姓名", "身份证号码")],
        ("1", "甲子", "N", "丙寅", "O"),
        {"甲子": ""},
    ),
    # Each cell has one of its own above it.
    (
        [("姓名", "身份证号码", "电话", "某", "某某"), ("", "", "", "身份证号码", "联系电话")],
        ("甲子", "N", PHONES[0], "O", OTHERS_PHONE),
        {"甲子": PHONES[0]},
    ),
]
LINES: list[tuple[str, ...]] = [
    ("填报单位：某局", "", "带队干部：丙寅", ""),
    ("", "", "带队干部", "13911111111"),
    ("", "带队干部", "丙寅", ""),
    ("", "", "驻村干部花名册", ""),
    ("驻村干部", "", "", ""),
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_or_a_title_above_a_table_names_no_group_of_it(
    sheet_file: Path, people: list[tuple[str, ...]], line: tuple[str, ...], read_file: ReadFile
) -> None:
    result = read_file(sheet_file, [line, WORKER, *people])
    assert who(result) == {"甲子": PHONES[0], "乙丑": PHONES[1]}
    assert told(result, "RO-30") == []


@pytest.mark.parametrize(("header", "person", "wanted"), CASES)
@pytest.mark.parametrize("times", [1, 2])
def test_each_column_is_whose_the_header_says(
    sheet_file: Path,
    header: list[tuple[str, ...]],
    person: tuple[str, ...],
    wanted: dict[str, str],
    times: int,
    number: NumberOf,
    read_file: ReadFile,
) -> None:
    numbers = {"N": number(), "O": number("1960-01-01")}
    row = tuple(numbers.get(cell, cell) for cell in person)
    result = read_file(sheet_file, [*header, row] * times)
    assert who(result) == wanted
    assert (result.counts.rows, result.counts.refused) == (times * len(wanted), 0)
    named = {worker.name.reveal(): worker.number.reveal() for worker in result.workers}
    assert named["甲子"] == numbers["N"]


def test_where_only_other_people_are_named_nobody_is_taken_for_a_worker(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [("序号", "务工者", "户主", ""), ("", "", "姓名", "身份证号码"), ("1", "甲子", "丙寅", number())]
    result = read_file(sheet_file, rows)
    assert result.workers == ()
    assert told(result, "RO-07") == [(None, "", Severity.ERROR), (3, "", Severity.ERROR)]
    assert (result.counts.rows, result.counts.refused) == (1, 1)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("姓名", "户主姓名", "身份证号码", "户主身份证号码"), ["D"]),
        (("姓名", "身份证号码", "户主身份证号码", "与户主关系"), ["D"]),
        (("姓名", "身份证号码", "身份证号码（户主）"), ["C"]),
        (("姓名", "身份证号码（户主）", "身份证号码"), ["B"]),
        (("姓名", "联系电话", "身份证号码", "联系电话（家属）"), ["D"]),
    ],
)
def test_what_a_column_says_of_other_people_is_not_the_same_again(
    sheet_file: Path, number: NumberOf, read_file: ReadFile, header: tuple[str, ...], columns: list[str]
) -> None:
    own = {"姓名": "甲子", "身份证号码": number(), "联系电话": PHONES[0]}
    result = read_file(sheet_file, [header, tuple(own.get(column, "") for column in header)])
    assert told(result, "RO-18") == []
    assert told(result, "RO-30") == [(1, column, Severity.INFO) for column in columns]
    (worker,) = result.workers
    assert worker.number.reveal() == own["身份证号码"]


def test_a_number_that_the_header_says_is_the_householder_s_is_not_the_worker_s(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [("姓名", "身份证号码（户主）", "联系电话"), ("甲子", number("1960-01-01"), PHONES[0])]
    result = read_file(sheet_file, rows)
    assert (result.workers, result.counts.refused) == ((), 1)
    assert told(result, "RO-30") == [(1, "B", Severity.INFO)]


def test_what_a_column_says_of_the_worker_and_others_is_the_worker_s(
    sheet_file: Path, number: NumberOf, read_file: ReadFile
) -> None:
    rows = [("姓名", "身份证号码（本人，不是户主）"), ("甲子", number())]
    assert who(read_file(sheet_file, rows)) == {"甲子": ""}


def test_groups_that_are_alike_are_lists_of_workers(
    sheet_file: Path, people: list[tuple[str, ...]], read_file: ReadFile
) -> None:
    rows = [("上帕镇", "", "鹿马登乡", ""), WORKER[1:3] * 2, (*people[0][1:3], *people[1][1:3])]
    result = read_file(sheet_file, rows)
    assert who(result) == {"甲子": "", "乙丑": ""}
    assert [code for code in ("RO-26", "RO-30") if told(result, code)] == ["RO-26"]


WHOSE_PHONE = (
    *("户主", "紧急联系人", "家属", "配偶", "村干部", "带队干部", "企业", "务工单位", "丈夫", "老婆", "哥哥", "监护人"),
)


@pytest.mark.parametrize("whose", WHOSE_PHONE)
@pytest.mark.parametrize("own", ["联系电话(本人)", "手机号", ""])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_phone_that_the_header_says_is_somebody_else_s_is_not_the_worker_s(
    read: Callable[..., RosterResult],
    number: NumberOf,
    whose: str,
    own: str,
    is_first: bool,  # noqa: FBT001 - a column of the table
) -> None:
    phones = [(f"联系电话（{whose}）", OTHERS_PHONE), *([(own, PHONES[0])] if own else [])]
    columns = [("姓名", "甲子"), ("身份证号码", number()), *(phones if is_first else phones[::-1])]
    result = read([[header for header, _ in columns], [cell for _, cell in columns]])
    assert who(result) == {"甲子": PHONES[0] if own else ""}
    at = "C" if is_first or not own else "D"
    assert told(result, "RO-30") == [(1, at, Severity.INFO)]
    assert told(result, "RO-18") == []


@pytest.mark.parametrize("header", ["文化程度（配偶）", "性别(户主)", "民族(户主)", "家庭住址(户主)"])
def test_what_a_header_says_of_others_is_not_read(
    read: Callable[..., RosterResult], number: NumberOf, header: str
) -> None:
    result = read([["姓名", "身份证号码", header], ["甲子", number(), "大学"]])
    assert result.workers[0].education is None
    assert told(result, "RO-30") == [(1, "C", Severity.INFO)]


@pytest.mark.parametrize("header", ["联系电话(本人或家属)", "联系电话(个人)", "手机号(11位)", "联系电话(微信)"])
def test_a_phone_that_may_be_the_worker_s_is(read: Callable[..., RosterResult], number: NumberOf, header: str) -> None:
    result = read([["姓名", "身份证号码", header], ["甲子", number(), PHONES[0]]])
    assert who(result) == {"甲子": PHONES[0]}


@pytest.mark.parametrize(
    ("headers", "taken", "severities"),
    [
        (("介绍人姓名", "手机"), False, [Severity.WARN]),
        (("推荐人", "推荐人手机", "介绍人姓名", "手机"), False, [Severity.WARN]),
        (("村干部", "联系电话"), False, [Severity.WARN]),
        (("紧急联系人", "手机"), False, [Severity.INFO]),
        (("与户主关系", "手机"), True, []),
        (("亲属关系", "手机"), True, []),
        (("介绍人电话", "手机"), True, []),
        (("户主姓名", "手机"), True, []),
    ],
)
def test_the_only_phone_right_behind_somebody_else_s_name_is_not_taken_for_the_worker_s(
    read: Callable[..., RosterResult],
    number: NumberOf,
    headers: tuple[str, ...],
    taken: bool,  # noqa: FBT001 - a column of the table
    severities: list[Severity],
) -> None:
    cells = [PHONES[0] if header in {"手机", "联系电话"} else "某某" for header in headers]
    result = read([["姓名", "身份证号码", *headers], ["甲子", number(), *cells]])
    assert who(result) == {"甲子": PHONES[0] if taken else ""}
    assert [severity for _, _, severity in told(result, "RO-30")] == severities


@pytest.mark.parametrize("cell", ["13800000001(妻)", "13800000001（母亲）", "父亲13800000001", "13800000001老婆"])
def test_a_number_that_the_cell_says_is_another_person_s_is_told_of(
    read: Callable[..., RosterResult], number: NumberOf, cell: str
) -> None:
    result = read([["姓名", "身份证号码", "联系电话"], ["甲子", number(), cell]])
    assert who(result) == {"甲子": ""}
    assert told(result, "RO-02") == [(2, "C", Severity.WARN)]


@pytest.mark.parametrize("cell", ["13800000001(本人)", "13800000001 微信同号"])
def test_a_number_of_the_person_s_own_is_taken_with_what_is_said_of_it(
    read: Callable[..., RosterResult], number: NumberOf, cell: str
) -> None:
    assert who(read([["姓名", "身份证号码", "联系电话"], ["甲子", number(), cell]])) == {"甲子": PHONES[0]}


def test_a_header_that_the_caller_names_is_the_worker_s_wherever_it_stands(tmp_path: Path, number: NumberOf) -> None:
    path = tmp_path / "a.csv"
    rows = ["姓名,身份证号码,手机,紧急联系人,号码甲", f"甲子,{number()},{OTHERS_PHONE},丙寅,{PHONES[0]}"]
    path.write_text("\n".join(rows), encoding="utf-8")
    result = lc.read_roster(path, on=date(2023, 1, 28), synthetic_areas=("533399",), columns={"号码甲": "phone"})
    assert who(result) == {"甲子": PHONES[0]}
