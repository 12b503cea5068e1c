"""What remarks, stops, headers and titles say in passing of who goes: it decides nothing and is told of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from laborcoop.exchange.roster import RosterResult, intents
from laborcoop.exchange.sheets import Cell

Read = Callable[..., RosterResult]
NumberOf = Callable[..., str]
One = Callable[..., RosterResult]
STAYS = (
    *(
        "不去了",
        "本人不去了",
        "取消",
        "已取消",
        "取消行程",
        "因病，去不了",
        "暂不外出。",
        "不愿返岗",
        "家里有事，推迟返岗",
    ),
    *("放弃名额", "不参加", "无法外出", "不去珠海了", "已自行返岗", "自驾", "自行前往，不需要座位"),
)
SAYS_NOTHING_OF_IT = (
    *(
        "无",
        "好",
        "不去夜班",
        "不识字",
        "不参加社保",
        "去年未外出",
        "2022年取消",
        "如取消请联系",
        "无法联系",
        "首次外出",
    ),
    *("自行前往集合点", "取消调剂", "不能上夜班", "夫妻同行", 0, True),
)


@pytest.mark.parametrize("cell", STAYS)
def test_a_remark_that_somebody_stays_decides_nothing_and_is_told_of(one: One, cell: str) -> None:
    result = one(备注=cell)
    (registration,) = result.registrations
    assert registration.willing
    (told,) = [found for found in result.findings if found.rule == "RO-46"]
    assert (told.severity.value, told.where.row, told.where.column) == ("WARN", 2, "C")
    assert told.subject == result.workers[0].id


@pytest.mark.parametrize("cell", SAYS_NOTHING_OF_IT)
def test_a_remark_on_something_else_is_not_told_of(one: One, cell: Cell) -> None:
    assert "RO-46" not in {found.rule for found in one(备注=cell).findings}


@pytest.mark.parametrize("header", ["上车点", "批次"])
@pytest.mark.parametrize("cell", ["自驾", "不乘车", "自行前往", "取消", "无需接送", "不去了"])
def test_a_stop_or_a_batch_that_says_that_nobody_boards_is_told_of_as_that(one: One, header: str, cell: str) -> None:
    result = one(**{header: cell})
    (registration,) = result.registrations
    assert (registration.willing, registration.boarding_as_written) == (True, "")
    told = [found for found in result.findings if found.rule in {"RO-04", "RO-05", "RO-46"}]
    assert [(found.rule, found.where.column) for found in told] == [("RO-46", "C")]
    stays = one(**{header: cell, "是否自愿外出": "否"})
    assert not [found for found in stays.findings if found.rule in {"RO-04", "RO-05", "RO-46"}]


@pytest.mark.parametrize("column", [{"是否自愿外出": "否"}, {"返岗/新增": "返岗（已自行返岗）"}])
def test_whoever_stays_by_a_column_is_not_told_of_by_a_remark(one: One, column: dict[str, Cell]) -> None:
    result = one(备注="不去了", **column)
    assert not result.registrations[0].willing
    assert "RO-46" not in {found.rule for found in result.findings}


@pytest.mark.parametrize(
    "header",
    [
        *("是否返岗", "是否外出务工", "今年是否外出", "能否返岗", "是否参加", "是否乘坐专列", "是否需要接送", "是否去"),
        *("务工意愿", "本人意愿", "返岗情况", "出行方式", "人员状态", "是否已返岗", "是否在岗", "是 否 出行"),
    ],
)
def test_a_column_that_may_ask_whether_somebody_goes_is_warned_of_where_it_is_not_read(one: One, header: str) -> None:
    result = one(**{header: "否"})
    told = [found for found in result.findings if found.rule in {"RO-01", "RO-47"}]
    assert [(found.rule, found.severity.value, found.where.column) for found in told] == [("RO-47", "WARN", "C")]
    assert result.registrations[0].willing


@pytest.mark.parametrize(
    "header",
    [
        *("是否有外出务工经历", "是否参加培训", "是否参加社保", "去年是否外出", "2022年外出务工情况", "培训意愿"),
        *("身高", "是否党员", "是否签合同", "婚育状况"),
    ],
)
def test_a_column_that_asks_something_else_is_a_note_where_it_is_not_read(one: One, header: str) -> None:
    result = one(**{header: "否"})
    assert [found.rule for found in result.findings if found.rule in {"RO-01", "RO-47"}] == ["RO-01"]


def test_a_column_that_asks_whether_somebody_goes_is_read_where_it_is_said_to(read: Read, number: NumberOf) -> None:
    rows = [("姓名", "身份证号码", "是否返岗"), ("合成人", number(), "否")]
    result = read(rows, columns={"是否返岗": "willing"})
    assert not result.registrations[0].willing
    assert "RO-47" not in {found.rule for found in result.findings}


LISTS_OF_STAYERS = (
    *("不去的人", "已取消名单", "取消", "放弃返岗人员名单", "取消返岗人员", "福贡县已返岗人员花名册", "自驾返岗人员"),
    *("自行返岗", "暂不外出人员", "2月6日取消.xlsx", "不愿外出务工人员名单", "已自行前往的人员"),
)
OTHER_LISTS = (
    *(
        "返岗人员名单",
        "返岗名单 如有不去的请注明",
        "未返岗人员名单",
        "福贡县",
        "名单（取消的请删除）",
        "自行车厂返岗人员",
    ),
)


@pytest.mark.parametrize("name", LISTS_OF_STAYERS)
def test_a_list_of_people_who_need_no_seat_is_known_by_its_name(name: str) -> None:
    assert intents.words_of_stayers(name)


@pytest.mark.parametrize("name", OTHER_LISTS)
def test_another_list_is_none_of_them(name: str) -> None:
    assert not intents.words_of_stayers(name)


Files = Callable[[Path, Sequence[tuple[str, ...]]], RosterResult]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_title_of_a_list_of_stayers_is_warned_of_once_and_its_people_are_read(
    tmp_path: Path, read_file: Files, number: NumberOf, suffix: str
) -> None:
    head = [("取消返岗人员名单",), ("姓名", "身份证号码"), ("合成人", number())]
    result = read_file(tmp_path / f"a{suffix}", head)
    (told,) = [found for found in result.findings if found.rule == "RO-48"]
    assert (told.severity.value, told.where.row) == ("WARN", None)
    assert "“取消返岗”" in told.message.zh
    assert result.registrations[0].willing


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_list_of_stayers_below_another_is_warned_of(
    tmp_path: Path, read_file: Files, number: NumberOf, suffix: str
) -> None:
    rows = [("返岗人员名单",), ("姓名", "身份证号码", "村委会"), ("合成人", number(), "一村")]
    rows += [("取消返岗人员名单",), ("身份证号码", "姓名", "村委会"), (number("1991-01-01"), "合成二", "一村")]
    result = read_file(tmp_path / f"a{suffix}", rows)
    assert [found.rule for found in result.findings if found.rule == "RO-48"] == ["RO-48"]
    assert len(result.workers) == 2


def test_a_list_of_stayers_that_says_of_each_whether_they_go_is_not_warned_of(
    tmp_path: Path, read_file: Files, number: NumberOf
) -> None:
    head = [("取消返岗人员名单",), ("姓名", "身份证号码", "是否自愿外出"), ("合成人", number(), "否")]
    result = read_file(tmp_path / "取消.csv", head)
    assert "RO-48" not in {found.rule for found in result.findings}


@pytest.mark.parametrize(
    ("headers", "severity"),
    [(("是否自愿外出", "返岗意愿"), "WARN"), (("返岗/新增", "返岗类型"), "WARN"), (("联系电话", "手机号"), "INFO")],
)
def test_a_second_column_on_whether_somebody_goes_is_warned_of(
    read: Read, number: NumberOf, headers: tuple[str, str], severity: str
) -> None:
    result = read([("姓名", "身份证号码", *headers), ("合成人", number(), "", "")])
    assert [(found.severity.value, found.where.column) for found in result.findings if found.rule == "RO-18"] == [
        (severity, "D")
    ]
