from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.exchange.roster import intents, readings
from laborcoop.exchange.sheets import Cell
from laborcoop.journey.registration import OtherTrip, Purpose
from laborcoop.kernel.identity import Sex
from laborcoop.people import Education, FlagKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
ON = date(2023, 1, 28)
POOR, WATCHED = FlagKind.OUT_OF_POVERTY, FlagKind.RELAPSE_MONITORED


@pytest.mark.parametrize(
    ("cell", "nothing"), [(None, True), (" ", True), ("/", True), ("—", True), ("无", True), ("N/A", True), (0, False)]
)
def test_a_dash_is_nothing(cell: Cell, nothing: bool) -> None:  # noqa: FBT001 - a column of the table
    assert readings.is_nothing(cell) is nothing


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("男", Sex.MALE), ("女性", Sex.FEMALE), (1.0, Sex.MALE), ("2", Sex.FEMALE), ("Ｍ", Sex.MALE), ("f", Sex.FEMALE)],
)
def test_the_sex(cell: Cell, sex: Sex) -> None:
    assert readings.sex(cell) is sex


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("半文盲", Education.NONE),
        ("小学毕业", Education.PRIMARY),
        ("初中", Education.JUNIOR_SECONDARY),
        ("高中", Education.SENIOR_SECONDARY),
        ("中等专科", Education.SENIOR_SECONDARY),
        ("技工学校", Education.SENIOR_SECONDARY),
        ("大专（高职）", Education.COLLEGE),
        ("大学专科", Education.COLLEGE),
        ("大学本科", Education.UNIVERSITY),
        ("硕士研究生", Education.UNIVERSITY),
        ("全日制大学本科学历", Education.UNIVERSITY),
        ("高职高专", Education.COLLEGE),
        ("高中（中专）", Education.SENIOR_SECONDARY),
        ("初中文化程度", Education.JUNIOR_SECONDARY),
        ("没上过学", Education.NONE),
        ("未上学", Education.NONE),
    ],
)
def test_schools(cell: Cell, level: Education) -> None:
    assert readings.education(cell) is level


@pytest.mark.parametrize(
    "cell",
    [
        "13800000001",
        13800000001.0,
        13800000001,
        "138 0000 0001",
        "138-0000-0001",
        "+86 138-0000-0001",
        "8613800000001",
        "１３８００００００01",
        "0886-123456/13800000001",
        "13800000001、13900000002",
        "（138）0000-0001",
    ],
)
def test_phones(cell: Cell) -> None:
    assert readings.phone(cell).reveal() == "13800000001"


@pytest.mark.parametrize(
    ("cell", "asked", "flags"),
    [
        ("是", POOR, {POOR}),
        ("√", WATCHED, {WATCHED}),
        ("否", POOR, set()),
        ("脱贫户", POOR, {POOR}),
        ("建档立卡户", POOR, {POOR}),
        ("监测户", POOR, {WATCHED}),
        ("边缘易致贫户", WATCHED, {WATCHED}),
        ("脱贫不稳定户", WATCHED, {POOR, WATCHED}),
        ("脱贫监测户", WATCHED, {POOR, WATCHED}),
        ("脱贫不稳定", POOR, {POOR, WATCHED}),
        ("是（脱贫户）", POOR, {POOR}),
        ("建档立卡脱贫户", POOR, {POOR}),
        ("防返贫监测对象", POOR, {WATCHED}),
        ("边缘易致贫", WATCHED, {WATCHED}),
        ("一般户", POOR, set()),
        ("已消除风险", WATCHED, set()),
    ],
)
def test_no_flag_follows_from_another(cell: Cell, asked: FlagKind, flags: set[FlagKind]) -> None:
    assert readings.household(cell, asked) == flags


@pytest.mark.parametrize(
    ("cell", "purpose"),
    [
        ("返岗", Purpose.RETURN_TO_POST),
        ("节后返岗", Purpose.RETURN_TO_POST),
        ("复工", Purpose.RETURN_TO_POST),
        ("回厂", Purpose.RETURN_TO_POST),
        ("新增", Purpose.NEW_PLACEMENT),
        ("新增转移", Purpose.NEW_PLACEMENT),
        ("首次外出", Purpose.NEW_PLACEMENT),
        ("随行", Purpose.ACCOMPANYING),
        ("随行子女", Purpose.ACCOMPANYING),
        ("随迁", Purpose.ACCOMPANYING),
        ("随迁子女", Purpose.ACCOMPANYING),
        ("随迁家属", Purpose.ACCOMPANYING),
    ],
)
def test_purposes(cell: Cell, purpose: Purpose) -> None:
    assert intents.purpose(cell) is purpose


def test_the_question_of_the_first_time() -> None:
    assert intents.first_time("是") is Purpose.NEW_PLACEMENT
    assert intents.first_time("否") is Purpose.RETURN_TO_POST


@pytest.mark.parametrize(
    ("cell", "on", "day"),
    [
        ("2月6日", ON, date(2023, 2, 6)),
        ("2.6", ON, date(2023, 2, 6)),
        ("1月3日", date(2022, 12, 20), date(2023, 1, 3)),
        ("12月30日", date(2023, 1, 5), date(2022, 12, 30)),
        ("2月29日", date(2023, 12, 1), date(2024, 2, 29)),
        ("2月29日", date(2024, 8, 1), date(2024, 2, 29)),
        ("2023年2月6日", ON, date(2023, 2, 6)),
        (date(2023, 2, 6), ON, date(2023, 2, 6)),
    ],
)
def test_a_date_without_a_year_is_the_nearest(cell: Cell, on: date, day: date) -> None:
    assert readings.near_day(cell, on) == day
    assert readings.lacks_year(cell) is (cell in {"2月6日", "2.6", "1月3日", "12月30日", "2月29日"})


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("第一批", ("第一批",)),
        ("第一批、第二批", ("第一批", "第二批")),
        ("1/2", ("1", "2")),
        ("第一批或第二批；3", ("第一批", "第二批", "3")),
        (1.0, ("1",)),
        ("均可", ()),
    ],
)
def test_batches(cell: Cell, items: tuple[str, ...]) -> None:
    assert readings.batches(cell) == items


@pytest.mark.parametrize(
    ("cell", "arrive"),
    [
        ("2023-02-05 10:00至2023-02-06 09:00", datetime(2023, 2, 6, 9, tzinfo=SHANGHAI)),
        ("2023年2月5日10:00 ~ 2023年2月6日9:00", datetime(2023, 2, 6, 9, tzinfo=SHANGHAI)),
        ("2023-02-05 10:00 - 2023-02-06 09:00", datetime(2023, 2, 6, 9, tzinfo=SHANGHAI)),
        ("2023-02-05 10:00—12:30", datetime(2023, 2, 5, 12, 30, tzinfo=SHANGHAI)),
    ],
)
def test_another_trip(cell: Cell, arrive: datetime) -> None:
    depart = datetime(2023, 2, 5, 10, tzinfo=SHANGHAI)
    assert readings.other_trip(cell, SHANGHAI) == OtherTrip(depart=depart, arrive=arrive)


def test_a_card_may_be_valid_for_good() -> None:
    assert readings.valid_until("长期") is None
    assert readings.valid_until("2030.1.2") == date(2030, 1, 2)


def trip(cell: Cell) -> OtherTrip:
    return readings.other_trip(cell, SHANGHAI)


def near(cell: Cell) -> date:
    return readings.near_day(cell, ON)


def poor(cell: Cell) -> frozenset[FlagKind]:
    return readings.household(cell, POOR)


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (readings.sex, "未知"),
        (readings.education, "很高"),
        (readings.education, "没上过小学"),
        (readings.education, "未上过大学"),
        (readings.education, "高中在读"),
        (readings.education, "高中以下"),
        (readings.education, "初中肄业"),
        (readings.education, "小学未毕业"),
        (readings.education, "小学/初中"),
        (readings.education, "无"),
        (readings.education, "毕业"),
        (readings.phone, "1380000000"),
        (readings.phone, "123"),
        (intents.purpose, "返岗新增"),
        (intents.purpose, "随行返岗"),
        (intents.purpose, "随迁新增"),
        (intents.purpose, "qq"),
        (intents.first_time, "qq"),
        (poor, "也许"),
        (near, "年后"),
        (near, "2月30日"),
        (near, "2月29日"),
        (near, "2.29"),
        (trip, "2023-02-05 晚上12点至2023-02-06 09:00"),
        (trip, "2023-02-05 晚上12:30至2023-02-06 09:00"),
        (trip, "2023-02-05 晚上1点至2023-02-06 09:00"),
        (near, "1990.3"),
        (trip, "2023-03-05 10:00"),
        (trip, "2023-03-05 10:00至"),
        (trip, "2023-02-06 10:00至2023-02-05 09:00"),
        (trip, "2023-02-05 10:00至10:00"),
        (trip, "a至b至c"),
        (readings.valid_until, "永远"),
    ],
)
def test_what_is_something_else_is_refused(read: Callable[[Cell], object], cell: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        read(cell)
    assert cell not in str(caught.value)


@pytest.mark.parametrize("written", ["13800000002.0", "13800000002.00", '="13800000002"', '="13800000002.0"'])
def test_a_phone_that_a_spreadsheet_made_a_number_of_is_read(written: str) -> None:
    assert readings.phone(written).reveal() == "13800000002"


def test_a_formula_that_computes_is_no_phone() -> None:
    with pytest.raises(InvalidValue):
        readings.phone('="1380000"&"0002"')
