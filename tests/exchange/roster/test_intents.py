"""Whether somebody goes, and to what: a no is a no in whatever words, and nobody travels by a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster import RosterResult, intents
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import Purpose

Read = Callable[..., RosterResult]
NumberOf = Callable[..., str]
One = Callable[..., RosterResult]
WILLS: dict[bool, tuple[Cell, ...]] = {
    True: (
        *(
            "是",
            "√",
            "Y",
            1,
            True,
            "愿意",
            "愿",
            "自愿",
            "同意",
            "有意愿",
            "有 意向",
            "愿意外出",
            "自愿外出务工",
            "想去",
        ),
        *("是，和妻子一起", "愿意（节后）", "有外出意愿", "是。"),
    ),
    False: (
        *(
            "否",
            "×",
            0,
            False,
            "无",
            "N/A",
            "没有",
            "无意愿",
            "没有意愿",
            "不愿意",
            "不愿",
            "不同意",
            "不自愿",
            "非自愿",
        ),
        *(
            "拒绝",
            "拒绝外出",
            "暂不外出",
            "暂不",
            "暂无",
            "不想去",
            "不外出",
            "放弃",
            "取消",
            "否，在家照顾老人",
            "暂时不去",
        ),
    ),
}
NEITHER: tuple[Cell, ...] = (
    *("/", "—", "-", "待定", "再说", "看情况", "是否", "愿意，但不去珠海", "是（已取消）", "√?", "不限", "未定", 2),
)


@pytest.mark.parametrize(("will", "cell"), [(will, cell) for will, several in WILLS.items() for cell in several])
def test_a_will_is_read_in_the_words_that_people_use(will: bool, cell: Cell) -> None:  # noqa: FBT001 - of the table
    assert intents.will(cell) is will


@pytest.mark.parametrize("cell", NEITHER)
def test_what_is_neither_a_yes_nor_a_no_is_refused(cell: Cell) -> None:
    with pytest.raises(InvalidValue):
        intents.will(cell)


@pytest.mark.parametrize("header", ["是否自愿外出", "外出意愿", "是否愿意外出", "是否愿意返岗", "是否有外出务工意愿"])
@pytest.mark.parametrize(
    ("cell", "will", "rules"),
    [
        ("愿意", True, []),
        ("", True, []),
        ("无", False, []),
        ("不愿意", False, []),
        ("待定", False, ["RO-36"]),
        ("/", False, ["RO-36"]),
        ("#N/A", False, ["RO-36"]),
    ],
)
def test_whose_will_cannot_be_read_stays_and_is_told_of(
    one: One,
    header: str,
    cell: str,
    will: bool,  # noqa: FBT001 - a column of the table
    rules: list[str],
) -> None:
    result = one(**{header: cell})
    (registration,) = result.registrations
    assert registration.willing is will
    assert [finding.rule for finding in result.findings if finding.rule in {"RO-02", "RO-36"}] == rules
    assert all(finding.where.column == "C" for finding in result.findings if finding.rule == "RO-36")


DENIED = (
    *("不返岗", "暂不返岗", "取消返岗", "返岗(不去了)", "返岗（已取消）", "返乡", "返乡创业", "暂缓返岗", "放弃返岗"),
    *("非首次", "非新增", "不是新增", "未返岗", "不新增", "无需随行", "返岗待定"),
)


@pytest.mark.parametrize("cell", DENIED)
def test_whoever_is_said_not_to_return_or_not_to_be_new_does_not_go(one: One, cell: str) -> None:
    with pytest.raises(InvalidValue):
        intents.purpose(cell)
    result = one(**{"返岗/新增": cell, "务工企业": "合成电子"})
    (registration,) = result.registrations
    assert not registration.willing
    assert [(found.rule, found.where.column) for found in result.findings if found.rule != "RO-14"][:1] == [
        ("RO-36", "C")
    ]


def test_a_reason_to_go_that_is_not_known_stops_nobody(one: One) -> None:
    result = one(**{"返岗/新增": "务工"})
    (registration,) = result.registrations
    assert (registration.willing, registration.purpose) == (True, Purpose.NEW_PLACEMENT)
    assert [found.rule for found in result.findings if found.rule in {"RO-02", "RO-36"}] == ["RO-02"]


@pytest.mark.parametrize("wills", [("是", "否"), ("否", "是"), ("", "否"), ("愿意", "待定"), ("是", "是", "否")])
def test_of_rows_that_say_yes_and_no_the_no_counts_and_it_is_told(
    read: Read, number: NumberOf, wills: tuple[str, ...]
) -> None:
    rows = [("姓名", "身份证号码", "联系电话", "是否自愿外出")]
    rows += [("合成人", number(), "13800000001" if not at else "", will) for at, will in enumerate(wills)]
    result = read(rows)
    (registration,) = result.registrations
    assert not registration.willing
    told = [found for found in result.findings if found.rule in {"RO-06", "RO-37"}]
    assert [found.rule for found in told] == (["RO-37"] if "" not in wills else [])
    assert all("r0.xlsx" in found.suggestion.zh for found in told)


def test_a_no_by_the_reason_counts_against_another_row_s_yes(read: Read, number: NumberOf) -> None:
    rows = [
        ("姓名", "身份证号码", "联系电话", "返岗/新增", "是否自愿外出"),
        ("合成人", number(), "13800000001", "返岗", "是"),
        ("合成人", number(), "", "取消返岗", ""),
    ]
    (registration,) = read(rows).registrations
    assert (registration.willing, registration.purpose) == (False, Purpose.RETURN_TO_POST)


GONE = (
    *(
        "返岗(已自行前往)",
        "返岗（已自行返岗）",
        "已自行返岗",
        "自行前往",
        "已到岗",
        "已返岗",
        "已返厂",
        "已在岗",
        "已上岗",
    ),
    *("返岗（不用安排，已自行前往）", "返岗（已自行返岗，不需乘车）"),
    *("返岗，已自行出发", "返岗 已经自行前往", "返岗(自驾)", "返岗（自行乘车前往）", "已提前返岗", "已外出务工"),
)
STILL_TRAVELS = (
    "返岗",
    "返岗（自行前往上车点）",
    "返岗(自行到集合点)",
    "返岗（自行前往县城车站乘车）",
    "新增",
    "返岗（自己决定）",
    "返岗（难以自行前往，请安排）",
    "返岗（自行前往高铁站）",
    "返岗（已前往集合点）",
    "返岗（已出发去上车点）",
)


@pytest.mark.parametrize("header", ["返岗/新增", "是否自愿外出"])
@pytest.mark.parametrize("cell", GONE)
def test_whoever_has_gone_already_wants_no_seat_and_is_told_of(one: One, header: str, cell: str) -> None:
    result = one(**{header: cell, "务工企业": "合成电子"})
    (registration,) = result.registrations
    assert (registration.willing, registration.purpose) == (False, Purpose.RETURN_TO_POST)
    (told,) = [found for found in result.findings if found.rule in {"RO-02", "RO-36", "RO-37", "RO-42"}]
    assert (told.rule, told.severity.value, told.where.column) == ("RO-42", "INFO", "C")
    assert (len(result.workers), result.intake.rows) == (1, 1)


def test_whoever_is_new_and_has_gone_is_new(one: One) -> None:
    (registration,) = one(**{"返岗/新增": "新增（已自行前往）", "务工企业": "合成电子"}).registrations
    assert (registration.willing, registration.purpose) == (False, Purpose.NEW_PLACEMENT)


@pytest.mark.parametrize("cell", STILL_TRAVELS)
def test_whoever_goes_to_the_stop_without_help_still_travels(one: One, cell: str) -> None:
    result = one(**{"返岗/新增": cell})
    (registration,) = result.registrations
    assert registration.willing
    assert not {"RO-02", "RO-36", "RO-42"} & {found.rule for found in result.findings}


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "未自行前往",
            "没有自行返岗",
            "不自行前往",
            "返岗（无法自行前往）",
            "返岗（不能自己去）",
            "返岗（不便自行前往）",
        ),
        *("返岗（取消自驾）", "返岗（还没已到岗）", "不愿意自行前往", "已自行返乡"),
    ],
)
def test_who_has_not_gone_without_help_is_asked_about(one: One, cell: str) -> None:
    assert "RO-36" in {found.rule for found in one(**{"返岗/新增": cell}).findings}


def test_a_will_to_go_without_help_is_none_for_a_seat(one: One) -> None:
    (registration,) = one(是否自愿外出="愿意（自行前往）").registrations
    assert not registration.willing
