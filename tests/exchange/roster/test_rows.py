from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from laborcoop.exchange.roster.columns import BY_KEY, COLUMNS, Headers
from laborcoop.exchange.roster.read import RosterResult
from laborcoop.exchange.roster.rows import Row, may_hold_ditto
from laborcoop.exchange.roster.table import table_of
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.rulebook import Finding, Locus, Severity

HEADER: tuple[Cell, ...] = ("序号", "姓名", "身份证号", "村委会", "务工企业", "备注")
NUMBER = "533399199001010011"
Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]


RowReader = Callable[[Sheet], tuple[tuple[Row, ...], tuple[Finding, ...]]]
ReadFile = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]
RowsOf = Callable[..., tuple[tuple[Row, ...], list[Finding]]]


@pytest.fixture(scope="session")
def rows_of(read_rows: RowReader) -> RowsOf:
    """The persons' rows of a sheet of some rows, and what is to be said of it."""

    def read(*rows: tuple[Cell, ...], merged: Merged = (), **more: Any) -> tuple[tuple[Row, ...], list[Finding]]:
        persons, findings = read_rows(Sheet(file="a.xlsx", name="上帕镇", rows=rows, merged=merged, **more))
        return persons, list(findings)

    return read


def test_rows_keep_their_place_and_their_cells(rows_of: RowsOf) -> None:
    read, findings = rows_of(("标题", None), HEADER, (1, "甲", NUMBER, "某村"), first_row=4)
    assert [row.where for row in read] == [Locus("a.xlsx", "上帕镇", 6)]
    (row,) = read
    assert row.cell("village") == "某村"
    assert row.cell("employer") is None
    assert row.cell("phone") is None
    assert row.at("village").column == "D"
    assert row.at("phone") == row.where
    assert row.title == "标题"
    assert row.subject == "a.xlsx:上帕镇:6"
    assert findings == []


def test_a_row_does_not_show_its_cells(rows_of: RowsOf) -> None:
    (row,), _ = rows_of(HEADER, (1, "合成人", NUMBER))
    assert "合成人" not in repr(row)
    assert NUMBER not in repr(row)


NO_PERSON: list[tuple[Cell, ...]] = [
    (),
    (None, " ", "\u200b", None),
    (17, None, None),
    ("合计", None, 25),
    (None, "合  计", 25, None),
    (3, "小计", None, None),
    (None, None, None, "上帕镇小计", "12人"),
    ("合计：25人", None),
    ("本页共计25人",),
    ("填表人：某某", None, None, "审核人：", "填报日期：2023年1月"),
    ("制表人某某",),
    ("单位负责人（签字）：",),
    ("（盖章）",),
    ("注：本表一式两份",),
    ("备注1：按时报送",),
    (None, "联系电话：13800000009"),
    (None, "手机号：13800000009", None, None),
    (None, "必填", "必填", "选填"),
    (1, 2, 3, 4, 5, 6),
    ("(1)", "(2)", "(3)", "(4)"),
    ("序号", "姓名", "身份证号", "村委会"),
    (None, "泸水市花名册（第2页）"),
    ("务工人员登记表（续）",),
    (None, "第 3 页，共 5 页"),
]


@pytest.mark.parametrize("row", NO_PERSON)
def test_what_is_no_person_is_skipped_in_silence(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    read, findings = rows_of(HEADER, (1, "甲", NUMBER), row, (2, "乙", NUMBER))
    assert [one.cell("name") for one in read] == ["甲", "乙"]
    assert findings == []


FILL_IN: list[tuple[Cell, ...]] = [
    (None, None, None, None, "年-月-日", None, "元", "是/否"),
    (None, None, "男/女", "18位", "年月日", "11位", "（元）", "是或否"),
    (None, None, "男、女", "18位数字", "yyyy-mm-dd", "11位数字", "元/月", "有/无"),
    ("必填", "必填", "男或女", "必填", "XXXX年XX月XX日", None, "万元", "√/×"),
    (None, None, None, None, "如：yyyy/mm/dd", None, None, None),
    (None, None, None, None, "yyyy.mm", None, "单位：元", None),
]


@pytest.mark.parametrize("row", FILL_IN)
def test_a_row_that_says_how_to_fill_in_the_columns_is_no_person(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    header = ("序号", "姓名", "性别", "身份证号", "出生日期", "电话", "月工资", "是否脱贫户")
    read, findings = rows_of(header, row, (1, "甲", "男", NUMBER))
    assert [one.cell("name") for one in read] == ["甲"]
    assert findings == []


@pytest.mark.parametrize(
    "row",
    [
        (None, "元", None, None, "年-月-日", None, None, None),
        (None, "李四", None, None, "年-月-日", None, "元", None),
        (None, None, None, None, "1990年", None, "元", None),
        (None, None, None, None, "年-月-日", "13800000001", None, None),
    ],
)
def test_whoever_leaves_the_hint_of_a_column_stand_is_a_person(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    header = ("序号", "姓名", "性别", "身份证号", "出生日期", "电话", "月工资", "是否脱贫户")
    read, _ = rows_of(header, (1, "甲", "男", NUMBER), row)
    assert [one.where.row for one in read] == [2, 3]


@pytest.mark.parametrize(
    "row",
    [("例", "某某", None, "某村"), ("示例：", "某某"), ("制表人：", "阿迪"), ("合计", "阿 迪")],
)
def test_a_skipped_row_that_holds_a_name_is_told_of(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    read, findings = rows_of(HEADER, (1, "甲", NUMBER), row)
    assert len(read) == 1
    assert [(one.rule, one.severity, one.where.row, one.kind) for one in findings] == [("RO-19", Severity.INFO, 3, "")]
    assert "迪" not in findings[0].render("zh")


@pytest.mark.parametrize("title", ["老窝镇", "六库街道（3人）", "一、返岗人员", "返岗人员名单"])
@pytest.mark.parametrize("column", ["身份证号", "电话", "出生日期"])
def test_the_title_of_a_group_in_the_place_of_a_number_is_nobody(rows_of: RowsOf, title: str, column: str) -> None:
    read, findings = rows_of((column, "姓名", "公民身份号码"), (None, "甲", NUMBER), (title, None, None))
    assert [one.cell("name") for one in read] == ["甲"]
    assert [one.rule for one in findings if one.rule != "RO-18"] == []


@pytest.mark.parametrize("row", [("老窝镇", None, "是"), ("老窝", None, None), ("老窝镇53339919900101", None, None)])
def test_more_than_a_title_in_the_place_of_a_number_is_somebody(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    read, _ = rows_of(("身份证号", "姓名", "备注"), (NUMBER, "甲", None), row)
    assert [one.where.row for one in read] == [2, 3]


GROUPS = ["老窝乡", "六库镇：", "上帕镇（23人）", "某某村民委员会第3组", "独龙江乡 ", "某街道办事处", "某安置点共12人"]


@pytest.mark.parametrize("first", [None, "一", "（二）", "三、"])
@pytest.mark.parametrize("title", GROUPS)
def test_the_title_of_a_group_in_the_place_of_a_name_is_told_of_and_is_nobody(
    rows_of: RowsOf, title: str, first: Cell
) -> None:
    read, findings = rows_of(HEADER, (1, "甲", NUMBER), (first, title, None, " "), (2, "乙", NUMBER))
    assert [one.cell("name") for one in read] == ["甲", "乙"]
    assert [(one.rule, one.severity, one.where.row) for one in findings] == [("RO-19", Severity.INFO, 3)]


LONE_NAMES = ["李还乡", "王九州", "张 念 镇", "陈新村"]


@pytest.mark.parametrize("name", LONE_NAMES)
def test_a_name_that_may_be_a_place_is_a_persons_where_no_number_in_the_list_is_given(
    rows_of: RowsOf, name: str
) -> None:
    read, findings = rows_of(HEADER[1:], (name,), ("甲", NUMBER))
    assert ([one.cell("name") for one in read], findings) == ([name, "甲"], [])


@pytest.mark.parametrize("name", LONE_NAMES)
def test_the_same_without_its_number_in_a_list_of_numbers_is_a_title_and_told_of(rows_of: RowsOf, name: str) -> None:
    read, findings = rows_of(HEADER, (None, name), (1, "甲", NUMBER))
    assert [one.cell("name") for one in read] == ["甲"]
    assert [(one.rule, one.where.row) for one in findings] == [("RO-19", 2)]


@pytest.mark.parametrize("title", ["老窝乡", "李家村", "李还乡：", "李还乡(3人)", "李王还乡", "上帕镇"])
def test_what_is_no_common_name_is_the_title_of_a_group_whatever_the_header(rows_of: RowsOf, title: str) -> None:
    read, findings = rows_of(HEADER[1:], (title,), ("甲", NUMBER))
    assert [one.cell("name") for one in read] == ["甲"]
    assert [(one.rule, one.where.row) for one in findings] == [("RO-19", 2)]


def test_a_person_of_whom_nothing_but_such_a_name_is_given_is_refused_and_counted(
    sheet_file: Path, read_file: ReadFile, number: Callable[[], str]
) -> None:
    result = read_file(sheet_file, [("姓名", "身份证号码"), ("李还乡", ""), ("甲子", number())])
    assert (result.counts.rows, result.counts.workers) == (2, 1)
    assert [(row.where.row, [one.rule for one in row.findings if one.excludes]) for row in result.refused] == [
        (2, ["ID-01"])
    ]


@pytest.mark.parametrize("name", ["老窝乡", "乡德", "王村", "李镇"])
@pytest.mark.parametrize(
    "others", [(NUMBER,), ("待补",), (None, "某村"), (None, None, "某企业"), (None, None, None, "13800000001")]
)
def test_a_person_called_like_a_place_is_a_person_by_any_other_cell(
    rows_of: RowsOf, name: str, others: tuple[Cell, ...]
) -> None:
    read, _ = rows_of((*HEADER[:5], "联系电话"), (None, name, *others), (7, name), (None, f"{name[:1]}建"))
    assert len(read) == 3


@pytest.mark.parametrize("name", ["乡德", "王村", "李镇"])
def test_a_name_of_two_characters_is_no_title(rows_of: RowsOf, name: str) -> None:
    read, _ = rows_of(HEADER, (None, name))
    assert len(read) == 1


@pytest.mark.parametrize(
    ("number", "born", "phone", "is_read"),
    [
        (NUMBER, None, None, True),
        (None, "1990.1.1", None, True),
        (None, None, "138 0000 0001", True),
        (None, None, 13800000001, True),
        (None, "2023年1月", "电话", False),
        (None, 12, 3, False),
        (None, None, None, False),
    ],
)
@pytest.mark.parametrize("remark", ["合计", "统计", "必填"])
def test_a_row_with_a_number_a_birth_date_or_a_phone_is_never_skipped(
    rows_of: RowsOf,
    remark: str,
    number: Cell,
    born: Cell,
    phone: Cell,
    is_read: bool,  # noqa: FBT001 - a column of the table
) -> None:
    header = ("序号", "姓名", "身份证号", "出生日期", "联系电话")
    for first, name in ((remark, "阿迪"), (remark, None), (None, remark)):
        read, _ = rows_of(header, (first, name, number, born, phone))
        assert len(read) == is_read


PERSONS: list[tuple[Cell, ...]] = [
    (1, "甲", None),
    (1, None, NUMBER),
    (1, "合计", NUMBER),
    ("合计", "甲", "533399********0011"),
    (1, "甲", None, "主管村"),
    (None, "甲", 5.33e17),
    (None, "统万", None, "例村"),
    (None, "阿迪", None, "统计"),
    (1, "阿 迪", None, "合计"),
    (1, "阿迪", "待补", "负责人"),
    (1, "阿迪", None, None, None, "注：已返岗"),
]


@pytest.mark.parametrize("row", PERSONS)
def test_what_may_be_a_person_is_kept(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    read, _ = rows_of(HEADER, row)
    assert len(read) == 1


SOMEBODY: list[tuple[Cell, ...]] = [
    (f"补充：李补充 {NUMBER} 13800000002",),
    (f"2;李二;{NUMBER};13800000003;某村",),
    (NUMBER,),
    ("王三 13800000004",),
    ("7、王三，13800000004",),
    (f"备注：张丒，{NUMBER}",),
    ("合计", None, None, None, None, NUMBER),
    (None, "说明：另有", None, None, None, f"张丒{NUMBER}"),
    (9, None, None, f"张丒 {NUMBER[:6]}********{NUMBER[14:]}"),
    (9, None, None, None, None, "张丒13800000004"),
    (9, None, None, None, "张丒", "13800000004"),
]


@pytest.mark.parametrize("row", SOMEBODY)
def test_a_person_who_stands_in_other_columns_is_a_row_to_refuse(rows_of: RowsOf, row: tuple[Cell, ...]) -> None:
    read, findings = rows_of(HEADER, (1, "甲", NUMBER), row)
    assert ([one.where.row for one in read], findings) == ([2, 3], [])


@pytest.mark.parametrize(
    "said", ["服务热线13800000004", "联系电话：13800000004", "负责人张三，13800000004", "共计13800000004"]
)
def test_a_phone_behind_a_label_is_nobody_s(rows_of: RowsOf, said: str) -> None:
    read, _ = rows_of(HEADER, (1, "甲", NUMBER), (said,), (None, None, None, None, None, said))
    assert len(read) == 1


def test_people_beside_the_table_without_a_header_are_told_of(rows_of: RowsOf) -> None:
    beside = (None,) * 6
    other = "533399199001020017"
    _, findings = rows_of(HEADER, (1, "甲", NUMBER), (2, "乙", NUMBER, *beside[:4], 1, "丙", other), (3, "丁", NUMBER))
    assert [(one.rule, one.severity, one.where.column) for one in findings] == [("RO-39", Severity.WARN, "J")]
    assert other not in findings[0].render("zh")


@pytest.mark.parametrize(
    ("header", "rules"),
    [
        ("户主身份证号码", []),
        ("家属身份证号码", ["RO-01", "RO-39"]),
        ("身份证号", ["RO-18"]),
        ("备注二", ["RO-01", "RO-39"]),
    ],
)
def test_of_a_column_with_numbers_is_told_why_it_is_not_read(rows_of: RowsOf, header: str, rules: list[str]) -> None:
    _, findings = rows_of((*HEADER, header), (1, "甲", NUMBER, None, None, None, NUMBER))
    assert [one.rule for one in findings] == rules


def test_a_row_with_neither_person_nor_reason_is_reported(rows_of: RowsOf) -> None:
    read, findings = rows_of(HEADER, (1, None, None, "某村", "某企业"))
    assert read == ()
    assert [(finding.rule, finding.severity, finding.where.row) for finding in findings] == [
        ("RO-11", Severity.INFO, 2)
    ]


def test_shared_cells_are_filled_over_merged_cells_and_others_are_not(rows_of: RowsOf) -> None:
    read, _ = rows_of(
        HEADER,
        (1, "甲", NUMBER, "某村", "某企业"),
        (2, "乙", NUMBER, None, None),
        (3, "丙", NUMBER, None, "别家"),
        merged=(((1, 3), (3, 3)), ((1, 4), (2, 4)), ((1, 1), (2, 1)), ((2, 3), (9, 3)), ((3, 9), (3, 10))),
    )
    assert [row.cell("village") for row in read] == ["某村", "某村", "某村"]
    assert [row.cell("employer") for row in read] == ["某企业", "某企业", "别家"]
    assert [row.cell("name") for row in read] == ["甲", "乙", "丙"]


def test_a_merged_cell_makes_no_person_of_a_prepared_row(rows_of: RowsOf) -> None:
    read, findings = rows_of(HEADER, (1, "甲", NUMBER, "某村"), (2, None, None, None), merged=(((1, 3), (2, 3)),))
    assert len(read) == 1
    assert findings == []


@pytest.mark.parametrize("mark", ["同上", "〃", '"', " 同 上 ", "″", "↓", "￬"])
def test_ditto_marks_repeat_the_row_above(rows_of: RowsOf, mark: str) -> None:
    read, _ = rows_of(HEADER, (1, "甲", NUMBER, "某村"), (2, "乙", NUMBER, mark), (3, "同上", NUMBER, mark))
    assert [row.cell("village") for row in read] == ["某村"] * 3
    assert read[2].cell("name") == "同上"


REPEATED = [column.key for column in COLUMNS if column.repeats]


def test_whatever_is_read_may_be_said_by_a_ditto_but_what_is_one_persons_own() -> None:
    own = {column.key for column in COLUMNS if column.used and not column.repeats}
    assert own == {"worker_id", "name", "id_number", "birth_date", "phone"}
    assert {"wage", "start_date", "departure_date", "employer_code"} < {*REPEATED}


@pytest.mark.parametrize("key", REPEATED)
def test_a_ditto_mark_repeats_each_column_of_the_row_above(key: str, rows_of: RowsOf) -> None:
    read, _ = rows_of(("姓名", "身份证号码", BY_KEY[key].header), ("甲", NUMBER, "上"), ("乙", NUMBER, "同上"))
    assert [row.cell(key) for row in read] == ["上", "上"]


def test_every_character_that_reads_as_a_part_of_a_ditto_mark_is_looked_for() -> None:
    spelling = {*"同〃々\"'′“”↓"}
    read_so = {mark for mark in map(chr, range(0x10000)) if spelling & {*unicodedata.normalize("NFKC", mark)}}
    assert {mark for mark in read_so if not may_hold_ditto([mark])} == set()


def test_a_merged_cell_is_filled_down_wherever_people_may_have_it_in_common_and_along_where_they_often_do(
    rows_of: RowsOf,
) -> None:
    header: tuple[Cell, ...] = ("姓名", "身份证号", "文化程度", "期望工资", "联系电话", "村委会")
    merged = (((1, 2), (2, 2)), ((1, 4), (2, 4)), ((1, 3), (1, 5)))
    first: tuple[Cell, ...] = ("甲", NUMBER, "初中", "5千", None, None)
    read, _ = rows_of(header, first, ("乙", NUMBER, None, None, None, None), merged=merged)
    assert [row.cell("education") for row in read] == ["初中", "初中"]
    assert [row.cell("phone") for row in read] == [None, None]
    assert [row.cell("village") for row in read] == ["5千", None]


def test_a_ditto_mark_without_a_row_above_says_nothing(rows_of: RowsOf) -> None:
    (row,), _ = rows_of(HEADER, (1, "甲", NUMBER, "同上"))
    assert row.cell("village") is None
    assert row.unfilled == ("village",)


def test_unknown_and_repeated_columns_are_named_by_their_letters(rows_of: RowsOf) -> None:
    _, findings = rows_of(("姓名", "身份证号", "身份证号码", "星座"), ("甲", NUMBER, NUMBER, "x"))
    assert [(finding.rule, finding.where.column) for finding in findings] == [("RO-01", "D"), ("RO-18", "B")]
    assert "column B repeats column C" in findings[1].message.en


def test_an_empty_sheet_is_nothing(rows_of: RowsOf) -> None:
    assert rows_of() == ((), [])


@pytest.mark.parametrize(
    ("rows", "hidden", "severity"),
    [
        ((("姓名",), ("甲",), (NUMBER,)), False, Severity.ERROR),
        ((("县", "人数"), ("福贡县", 3)), False, Severity.WARN),
        ((("男",), ("女",)), True, Severity.INFO),
    ],
)
def test_a_sheet_without_header_is_reported_by_what_may_be_lost(
    rows_of: RowsOf,
    rows: tuple[tuple[Cell, ...], ...],
    hidden: bool,  # noqa: FBT001 - a column of the table
    severity: Severity,
) -> None:
    read, findings = rows_of(*rows, hidden=hidden)
    assert read == ()
    assert [(finding.rule, finding.severity) for finding in findings] == [("RO-07", severity)]


def test_hidden_rows_are_read_and_told_of_once(rows_of: RowsOf) -> None:
    people = [(index, "甲", NUMBER) for index in range(15)]
    read, findings = rows_of(HEADER, *people, hidden_rows=frozenset({1, 3, 4, 99}))
    assert len(read) == 15
    assert [(finding.rule, finding.message.en) for finding in findings] == [
        ("RO-15", "the sheet or rows of it are hidden; they are read like others: 3, 4")
    ]
    _, findings = rows_of(HEADER, *people, hidden_rows=frozenset(range(2, 17)))
    assert findings[0].message.en.endswith("10, 11, …")
    _, findings = rows_of(HEADER, *people, hidden=True)
    assert findings[0].message.en.endswith("上帕镇")
    _, findings = rows_of(HEADER, *people, hidden_rows=frozenset({1, 99}))
    assert findings == []


@pytest.mark.parametrize(
    "strayed",
    [NUMBER, NUMBER[:17], f"{NUMBER[:16]}?", NUMBER[:14], f"{NUMBER[:6]} 1990 1301 001", "533399-19901301-0011"],
)
def test_a_number_that_strayed_into_a_title_is_not_kept_in_it(strayed: str) -> None:
    table, _ = table_of(Sheet(file="a", name="b", rows=(("福贡县花名册",), ("甲", strayed), HEADER)), Headers.known({}))
    assert table is not None
    assert "福贡县花名册" in table.title
    assert not any(map(str.isdigit, table.title))


@pytest.mark.parametrize(
    ("header", "row", "is_read"),
    [
        (("备注", "姓名", "身份证号"), ("说明：已返岗", "阿迪", None), True),
        (("工种", "姓名", "身份证号"), ("统计", "阿迪", None), True),
        (("村委会", "姓名", "身份证号"), ("制表人：", "阿迪", None), False),
        (("姓名", "身份证号", "联系电话"), ("填表人：某某", None, "13800000002"), False),
        (("姓名", "身份证号", "联系电话"), ("填表人：某某", NUMBER, "13800000002"), True),
        (("姓名", "身份证号", "联系电话"), ("联系电话：13800000009", None, None), False),
        (("序号", "姓名", "身份证号", "联系电话"), ("制表：", "某某", None, "13800000002"), False),
        (("序号", "姓名", "身份证号", "联系电话"), ("制表：", "某某", NUMBER, "13800000002"), True),
        (("序号", "姓名", "身份证号", "联系电话"), ("负责人", "某某", None, "13800000002"), True),
        (("序号", "姓名", "身份证号", "联系电话"), ("说明：补录", "某某", None, "13800000002"), True),
        (("姓名", "身份证号", "联系电话"), ("返岗人员", None, None), False),
        (("姓名", "身份证号", "联系电话"), ("返岗人员", "待补", None), True),
    ],
)
def test_whoever_is_named_is_no_signature_and_a_signature_is_nobody(
    rows_of: RowsOf,
    header: tuple[Cell, ...],
    row: tuple[Cell, ...],
    is_read: bool,  # noqa: FBT001 - a column of the table
) -> None:
    read, _ = rows_of(header, row)
    assert len(read) == is_read
