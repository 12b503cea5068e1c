"""What the values of the kernel say when they refuse, in full, in both languages and with the rule's code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.addresses import Address
from laborcoop.kernel.bounds import YEAR
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import Division, DivisionCode
from laborcoop.kernel.duties import Duties, Exposure, Hazard
from laborcoop.kernel.holidays import Workdays, statutory_holidays
from laborcoop.kernel.identity import CreditCode, ResidentNumber, is_possible_birth, normalise_number
from laborcoop.kernel.ids import PlaceId, WorkerId, check_id, keyed_id
from laborcoop.kernel.kinds import of_kind
from laborcoop.kernel.lifecycle import Lifecycle, Status, check_reason
from laborcoop.kernel.lunar import lunar_year
from laborcoop.kernel.periods import Period
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.places import Place, PlaceKind
from laborcoop.kernel.ratios import Average, Share
from laborcoop.kernel.text import Text
from laborcoop.kernel.worklist import WorkList

DAY = date(2023, 2, 6)
NOON = datetime(2023, 2, 6, 12, tzinfo=UTC)
NAIVE = datetime(2023, 2, 6, 12)  # noqa: DTZ001 - a moment without a zone is one of the wrong values
LUSHUI = DivisionCode("533301")


class Light(Status):
    RED = "red", Text("红", "red"), Text("停", "stop")
    GREEN = "green", Text("绿", "green"), Text("行", "go")


def lights(table: dict[Status, frozenset[Status]] | None = None, *, hourly: bool = False) -> Lifecycle[Light]:
    whole: Any = {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset()} if table is None else table
    return Lifecycle(of=Text("灯", "light"), start=Light.RED, table=whole, hourly=hourly)


@frozen
class Thing:
    id: WorkerId = field(default=WorkerId("T"), validator=check_id)
    label: Any = field(default="", validator=of_kind(str))
    number: Any = field(default=0, validator=of_kind(int))
    flag: Any = field(default=False, validator=of_kind(bool))
    day: Any = field(default=DAY, validator=of_kind(date))
    moment: Any = field(default=NOON, validator=of_kind(datetime))
    hour: Any = field(default=time(8), validator=of_kind(time))
    amount: Any = field(default=Decimal(0), validator=of_kind(Decimal))
    unit: Any = field(default=Unit.PERSON, validator=of_kind(Unit))
    year: int = field(default=2023, validator=YEAR)


REFUSED: list[tuple[Callable[[], object], str, str, str]] = [
    (
        lambda: Address(county=DivisionCode("533300")),
        "533300 不是县级区划代码",
        "533300 is not the code of a county",
        "",
    ),
    (
        lambda: Address(county=LUSHUI, village="托拖村"),
        "写明村的要写明乡镇",
        "an address with a village must name its township",
        "",
    ),
    (
        lambda: Address.parse("怒江州", DAY),
        "地址中没有当日有效的县（市、区）名称，例如 怒江州泸水市",
        "the address names no county in force that day, such as 怒江州泸水市",
        "",
    ),
    (
        lambda: Address.parse("泸水市托拖村", DAY),
        "县（市、区）之后没有写明乡镇、街道",
        "no township or sub-district follows the county",
        "",
    ),
    (
        lambda: Thing(year=1899),
        "Thing.year：年份应在 1900 至 2999 之间",
        "Thing.year: a year from 1900 to 2999 is expected",
        "",
    ),
    (
        lambda: Thing(year=3000),
        "Thing.year：年份应在 1900 至 2999 之间",
        "Thing.year: a year from 1900 to 2999 is expected",
        "",
    ),
    (
        lambda: Duties(load_kg=Decimal(-1)),
        "Duties.load_kg：应为有限数值，不能为负数",
        "Duties.load_kg: a finite number, not negative, is expected",
        "",
    ),
    (lambda: Count(-1, Unit.PERSON), "计数必须是不小于零的整数", "a count must be a whole number, zero or more", ""),
    (
        lambda: Count(1, Unit.PERSON_TIME) + Count(1, Unit.PERSON),
        "人次 与 人 是不同的统计单位，不能相加或比较",
        "person-times and persons are different units and cannot be added or compared",
        "",
    ),
    (
        lambda: DivisionCode("53330"),
        "行政区划代码必须是 6 位数字，例如 533301",
        "a division code must be six digits, such as 533301",
        "ID-15",
    ),
    (
        lambda: Division(code=LUSHUI, name=Text.same("泸水市"), since=DAY, until=DAY),
        "533301 停用不晚于启用",
        "533301 cannot go out of use before it comes into use",
        "ID-15",
    ),
    (
        lambda: Exposure(Hazard.DIVING, 1),
        "潜水作业：等级应为 1 至 4，且只用于有国家分级标准的作业",
        "diving: a grade must be 1 to 4, and may be given only where a national standard has grades",
        "",
    ),
    (
        lambda: Duties(line_moves=-1),
        "岗位作业情况：每种危害只写一次，负重、次数、频率不能为负数",
        "duties must name each hazard once, and no load, count or speed may be negative",
        "",
    ),
    (
        lambda: statutory_holidays(2007),
        "法定节假日只有 2008 至 2035 年",
        "statutory holidays are known for 2008 to 2035",
        "",
    ),
    (
        lambda: Workdays(rest_weekdays=frozenset({7})),
        "每周休息日用 0（星期一）至 6（星期日）表示，不能全部休息；同一天不能既休息又上班",
        (
            "weekly rest days must be numbers from 0 (Monday) to 6 (Sunday), not all of them; no day may be both off "
            "and worked"
        ),
        "",
    ),
    (lambda: normalise_number(as_any(5)), "号码应为文字", "a number must be given as a text", "ID-01"),
    (lambda: is_possible_birth(NOON, DAY), "应为日期（不带时刻）", "a date without an hour is expected", ""),
    (lambda: is_possible_birth(DAY, NOON), "应为日期（不带时刻）", "a date without an hour is expected", ""),
    (
        lambda: ResidentNumber("533399********0079").birth_date,
        "号码已遮蔽，不能从中读出出生日期",
        "the number is masked: no birth date can be read from it",
        "ID-11",
    ),
    (
        lambda: ResidentNumber("0" * 18),
        "这是占位号码，不是真实的身份证号码",
        "this is a placeholder, not a resident number",
        "ID-12",
    ),
    (
        lambda: ResidentNumber("5333991991"),
        "身份证号码应为 17 位数字加一位数字或 X，这里有 10 个字符",
        "a resident number must be 17 digits and a digit or X; this has 10 characters",
        "ID-01",
    ),
    (
        lambda: ResidentNumber("533399199101010078"),
        "身份证号码的校验码不对，请核对证件",
        "the check character is wrong: compare with the card",
        "ID-02",
    ),
    (
        lambda: ResidentNumber("110105194913310021"),
        "身份证号码第 7 至 14 位不是可能的出生日期",
        "digits 7 to 14 of the number are not a possible birth date",
        "ID-03",
    ),
    (
        lambda: CreditCode("91350100M000100Y4"),
        "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）",
        "a credit code must be 18 digits or capital letters (without I, O, S, V, Z)",
        "ID-14",
    ),
    (
        lambda: CreditCode("91350100M000100Y44"),
        "统一社会信用代码的校验码不对，请核对执照",
        "the credit code's check character is wrong: compare with the licence",
        "ID-14",
    ),
    (
        lambda: Thing(id=WorkerId("")),
        "Thing.id 不是有效的编号：应为 1 到 64 个可见字符，首尾无空格",
        "Thing.id is not a valid id: it must be 1 to 64 visible characters, without blanks at the ends",
        "",
    ),
    (
        lambda: keyed_id("W", "short", "a"),
        "salt 太短：至少 16 个字符",
        "the salt is too short: at least 16 characters",
        "",
    ),
    (lambda: Thing(label=1), "Thing.label 应为文字，而不是 int", "Thing.label must be a text, not int", ""),
    (
        lambda: Thing(number="1"),
        "Thing.number 应为整数，而不是 str",
        "Thing.number must be a whole number, not str",
        "",
    ),
    (lambda: Thing(flag=1), "Thing.flag 应为是或否，而不是 int", "Thing.flag must be true or false, not int", ""),
    (
        lambda: Thing(day=NOON),
        "Thing.day 应为日期（不带时刻），而不是 datetime",
        "Thing.day must be a date without an hour, not datetime",
        "",
    ),
    (lambda: Thing(moment=DAY), "Thing.moment 应为时刻，而不是 date", "Thing.moment must be a moment, not date", ""),
    (
        lambda: Thing(hour=8),
        "Thing.hour 应为一天中的时刻，而不是 int",
        "Thing.hour must be an hour of the day, not int",
        "",
    ),
    (
        lambda: Thing(amount=1.5),
        "Thing.amount 应为十进制数 (Decimal)，而不是 float",
        "Thing.amount must be a decimal number (Decimal), not float",
        "",
    ),
    (lambda: Thing(unit="person"), "Thing.unit 应为 Unit，而不是 str", "Thing.unit must be a Unit, not str", ""),
    (
        lambda: lights({Light.RED: frozenset({Light.GREEN})}),
        "灯的状态表必须列出每一个状态，且不含其他状态",
        "the table of the light must name each of its statuses and no others",
        "",
    ),
    (
        lambda: lights({Light.RED: frozenset(), Light.GREEN: frozenset()}),
        "灯永远不会到达状态：绿",
        "the light can never become: green",
        "",
    ),
    (
        lambda: lights().check(Light.RED, Light.RED),
        "灯不能从“红”变为“红”；只能变为：绿",
        "light: no step from red to red; allowed: green",
        "",
    ),
    (
        lambda: lights().check(Light.GREEN, Light.RED),
        "灯不能从“绿”变为“红”；“绿”之后没有下一步",
        "light: no step from green to red; nothing follows green",
        "",
    ),
    (
        lambda: lights().status(NOON, []),
        "灯按日期记录，不能给时刻",
        "the light must be recorded by the day, not by the moment",
        "",
    ),
    (
        lambda: lights().status("2023-02-06", []),  # type: ignore[arg-type] # what must not work
        "应为日期或时刻",
        "a day or a moment is expected",
        "",
    ),
    (
        lambda: lights(hourly=True).status(DAY, []),
        "灯按时刻记录，不能只给日期",
        "the light must be recorded by the moment, not by the day",
        "",
    ),
    (lambda: lights(hourly=True).status(NAIVE, []), "时刻必须带时区", "a time must have a zone", ""),
    (
        lambda: check_reason(DAY, " "),
        "取消或终止要同时写明日期和原因",
        "a cancellation or an end must have its day and its reason",
        "",
    ),
    (
        lambda: lunar_year(2036),
        "农历日期表只有 1990 至 2035 年，没有 2036 年",
        "the table of the Chinese calendar has the years 1990 to 2035, not 2036",
        "",
    ),
    (
        lambda: Period(DAY, DAY),
        "时期的结束日 2023-02-06 必须晚于开始日 2023-02-06（结束日不含在内）",
        "a period must end after it starts: 2023-02-06 to 2023-02-06 (the end is not part of it)",
        "",
    ),
    (lambda: PersonName(as_any(5)), "PersonName 应为文字", "a PersonName must be made of a text", ""),
    (lambda: PersonName.parse(as_any(5)), "姓名应为文字", "a name must be given as a text", "ID-18"),
    (
        lambda: PersonName("张3"),
        "姓名应为 1 到 50 个可见字符，须有文字，不含数字",
        "a name must be 1 to 50 visible characters without digits, one of them a letter",
        "ID-18",
    ),
    (
        lambda: Phone("12800000001"),
        "手机号码应为 11 位数字，以 13 至 19 开头",
        "a mobile number must be 11 digits from 13… to 19…",
        "ID-17",
    ),
    (
        lambda: Place(id=PlaceId("P"), name=Text.same("x"), kind=PlaceKind.STOP, latitude=90.5),
        "纬度应在 -90 到 90 度之间，经度应在 -180 到 180 度之间",
        "a latitude must lie from -90 to 90 degrees, a longitude from -180 to 180",
        "",
    ),
    (
        lambda: Share(Count(3, Unit.PERSON), Count(1, Unit.PERSON)),
        "部分 3 人 多于总数 1 人",
        "the part of 3 persons is more than the whole of 1 person",
        "",
    ),
    (
        lambda: Average(Count(3, Unit.PERSON), Count(1, Unit.POST_TIME)),
        "“人”除以“个次”没有统计意义，不计算平均数",
        "persons over post-times says nothing: no average is made of them",
        "",
    ),
    (
        lambda: Average(Count(3, Unit.PERSON), Count(0, Unit.SQUAD)),
        "平均数的分母不能为零",
        "an average must be taken over one or more",
        "",
    ),
    (lambda: Text("一", as_any(None)), "Text.en 应为文字，而不是 None", "Text.en must be a text, not None", ""),
    (lambda: Text(as_any(1), "one"), "Text.zh 应为文字，而不是 int", "Text.zh must be a text, not int", ""),
    (
        lambda: WorkList("sawing"),
        "“sawing”不是禁忌劳动清单的词：应为 height:2、underground-mine 或 other-toxic? 这样的词",
        (
            "sawing is not a word of a list of forbidden work; it must be one such as height:2, underground-mine or "
            "other-toxic?"
        ),
        "",
    ),
]


def as_any(value: object) -> Any:  # noqa: ANN401 - what a careless caller might pass
    return value


@pytest.mark.parametrize(("asked", "zh", "en", "code"), REFUSED, ids=[f"{n}-{row[2]}" for n, row in enumerate(REFUSED)])
def test_a_refusal_is_a_sentence_in_both_languages_and_names_its_rule(
    asked: Callable[[], object], zh: str, en: str, code: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        asked()
    assert (refused.value.text, refused.value.code) == (Text(zh, en), code)
