"""What a cell of a case's tables may hold: ids, codes, words with a fixed meaning, lists.

A reader takes a cell and the time zone of the case and returns a value, or raises `InvalidValue` with a sentence that
says what is expected and never what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from laborcoop.employers import EmployerLabel, WageRange
from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.private import tells_person
from laborcoop.exchange.sheets import Cell
from laborcoop.exchange.words import SCHOOLS, SEXES
from laborcoop.journey.journey import EarlyEnd
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.education import Education
from laborcoop.kernel.identity import CreditCode, Sex
from laborcoop.kernel.ids import LONGEST_ID, PostId, is_id
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.places import PlaceKind
from laborcoop.kernel.text import Text
from laborcoop.outreach import CadreLevel
from laborcoop.retention import LodgingKind, ReceptionItem, RoomUse
from laborcoop.transfer import Road, TrainNumber, TransportMode

Value = TypeVar("Value")
Reader = Callable[[Cell, ZoneInfo], Value]


def text(cell: Cell, _: ZoneInfo) -> str:
    """The cell's words."""
    return cells.text(cell)


def identifier(cell: Cell, _: ZoneInfo) -> str:
    """An id: 1 to 64 visible characters."""
    return _identifier(cells.text(cell))


def identifiers(cell: Cell, _: ZoneInfo) -> frozenset[str]:
    """A list of ids."""
    return frozenset(_identifier(item) for item in cells.listed(cell))


def _identifier(written: str) -> str:
    if not is_id(written):
        raise InvalidValue(
            Text("应为 1 到 {longest} 个可见字符", "1 to {longest} visible characters are expected").format(
                longest=LONGEST_ID
            )
        )
    return written


def label(cell: Cell, _: ZoneInfo) -> str:
    """What names a record or a person in public: an id, a post, a place in the files."""
    return cells.text(cell)


# What these read is shown as it is: a resident number or a phone in its stead would be.
IDS: tuple[Reader[Any], ...] = (identifier, identifiers, label)


def whole(cell: Cell, _: ZoneInfo) -> int:
    """A whole number."""
    return cells.whole(cell)


def wholes(cell: Cell, _: ZoneInfo) -> tuple[int, ...]:
    """A list of whole numbers in their order, repetitions and all."""
    parts = (part.strip() for part in re.split(r"[、;,\n]", cells.text(cell)))
    return tuple(cells.whole(part) for part in parts if part)


def by_post(cell: Cell, _: ZoneInfo) -> Mapping[PostId, int]:
    """Head-counts by the ids of posts: ``P-01:12、P-02:8``."""
    found: dict[PostId, int] = {}
    for item in cells.listed(cell):
        name, _mark, number = (part.strip() for part in item.rpartition(":"))
        if not is_id(name) or name in found or tells_person(name):
            raise InvalidValue(_BY_POST)
        found[PostId(name)] = cells.whole(number)
    return found


_BY_POST = Text(
    "应为各岗位的编号和人数，每个岗位一次，例如 P-01:12、P-02:8",
    "the id and the head-count of each post, once, are expected, such as P-01:12、P-02:8",
)


def amount(cell: Cell, _: ZoneInfo) -> Decimal:
    """A decimal number, exact as written."""
    return cells.amount(cell)


def degrees(cell: Cell, _: ZoneInfo) -> float:
    """Degrees of longitude or latitude."""
    return float(cells.amount(cell))


def day(cell: Cell, _: ZoneInfo) -> date:
    """A date."""
    return cells.day(cell)


def hour(cell: Cell, _: ZoneInfo) -> time:
    """An hour of the day."""
    return cells.hour(cell)


def moment(cell: Cell, zone: ZoneInfo) -> datetime:
    """A date and an hour, in the zone of the case."""
    return cells.moment(cell, zone)


def yes_no(cell: Cell, _: ZoneInfo) -> bool:
    """Yes or no."""
    return cells.yes_no(cell)


def items(cell: Cell, _: ZoneInfo) -> frozenset[str]:
    """A list of words."""
    return frozenset(cells.listed(cell))


def wage(cell: Cell, _: ZoneInfo) -> WageRange:
    """Yuan a month, one figure or two."""
    return cells.wage(cell)


def division(cell: Cell, _: ZoneInfo) -> DivisionCode:
    """A division code of six digits."""
    return DivisionCode(cells.text(cell))


def credit_code(cell: Cell, _: ZoneInfo) -> CreditCode:
    """A unified social credit code (ID-14)."""
    return CreditCode.parse(cells.text(cell))


def train(cell: Cell, _: ZoneInfo) -> TrainNumber:
    """One train's numbers (TR-16)."""
    return TrainNumber.parse(cells.text(cell))


def person(cell: Cell, _: ZoneInfo) -> PersonName:
    """A person's name; it shows itself masked."""
    return PersonName.parse(cells.text(cell))


def phone(cell: Cell, _: ZoneInfo) -> Phone:
    """A mobile number; it shows itself masked."""
    return Phone(cells.text(cell).replace(" ", "").replace("-", ""))


def _word_of(words: Mapping[str, Value]) -> Callable[[str], Value]:
    """Read one of some words; case, blanks and ``_`` for ``-`` are forgiven."""
    known = {word.casefold(): value for word, value in words.items()}
    expected = Text("应为以下之一：{words}", "one of these is expected: {words}").format(words=tuple(words))

    def read(written: str) -> Value:
        value = known.get(written.casefold().replace(" ", "").replace("_", "-"))
        if value is None:
            raise InvalidValue(expected)
        return value

    return read


def one_of(words: Mapping[str, Value]) -> Reader[Value]:
    """A reader of one word that has a fixed meaning."""
    read = _word_of(words)

    def reader(cell: Cell, _: ZoneInfo) -> Value:
        return read(cells.text(cell))

    return reader


def some_of(words: Mapping[str, Value]) -> Reader[frozenset[Value]]:
    """A reader of a list of such words."""
    read = _word_of(words)

    def reader(cell: Cell, _: ZoneInfo) -> frozenset[Value]:
        return frozenset(read(item) for item in cells.listed(cell))

    return reader


place_kind = one_of(
    {
        "村": PlaceKind.VILLAGE,
        "安置点": PlaceKind.RESETTLEMENT_SITE,
        "集合点": PlaceKind.STOP,
        "车站": PlaceKind.STATION,
        "住宿": PlaceKind.LODGING,
        "厂门": PlaceKind.GATE,
        **{kind.value: kind for kind in PlaceKind},
    }
)
mode = one_of(
    {
        "包车": TransportMode.CHARTER_COACH,
        "专列": TransportMode.SPECIAL_TRAIN,
        "包车厢": TransportMode.RESERVED_CARRIAGE,
        "普通列车": TransportMode.ORDINARY_TRAIN,
        "包机": TransportMode.CHARTER_FLIGHT,
        **{kind.value: kind for kind in TransportMode},
    }
)
road = one_of(
    {"高速": Road.MOTORWAY, "普通": Road.ORDINARY, "山区": Road.MOUNTAIN, **{kind.value: kind for kind in Road}}
)
labels = some_of(
    {
        "重点企业": EmployerLabel.KEY,
        "优质企业": EmployerLabel.QUALITY,
        "用工大户": EmployerLabel.MAJOR_ABSORBER,
        **{label.value: label for label in EmployerLabel},
    }
)
education = one_of({**SCHOOLS, **{school.value: school for school in Education}})
sex = one_of({**SEXES, **{sex.value: sex for sex in Sex}})
lodging_kind = one_of(
    {
        "员工之家": LodgingKind.EMPLOYEES_HOME,
        "中转酒店": LodgingKind.TRANSIT_HOTEL,
        **{kind.value: kind for kind in LodgingKind},
    }
)
room_use = one_of(
    {"男": RoomUse.MEN, "女": RoomUse.WOMEN, "家庭": RoomUse.FAMILY, **{use.value: use for use in RoomUse}}
)
_KINDS = {
    "人员": "worker",
    "企业": "employer",
    "岗位": "post",
    "批次": "convoy",
    "班次": "leg",
    "驾驶员": "driver",
    "住宿": "lodging",
    "招聘会": "fair",
    "安置点": "site",
    "小分队": "squad",
    "工作站": "station",
}
record_kind = one_of({**_KINDS, **{kind: kind for kind in _KINDS.values()}})
services = some_of(
    {
        "防疫": ReceptionItem.PREVENTION,
        "吃": ReceptionItem.FOOD,
        "住": ReceptionItem.LODGING,
        "组织到岗": ReceptionItem.DELIVERY_TO_POST,
        **{item.value: item for item in ReceptionItem},
    }
)
journey_end = one_of(
    {
        "未到": EarlyEnd.NO_SHOW,
        "已退出": EarlyEnd.WITHDRAWN,
        "已改批次": EarlyEnd.MOVED,
        "提前下车": EarlyEnd.ALIGHTED_EARLY,
        "就医": EarlyEnd.HOSPITAL,
        "失联": EarlyEnd.MISSING,
        **{end.value: end for end in EarlyEnd},
    }
)
cadre_level = one_of(
    {
        **dict.fromkeys(("州级", "全州"), CadreLevel.PREFECTURE),
        **dict.fromkeys(("县级", "县(市)", "县(市)级", "县市级"), CadreLevel.COUNTY),
        **dict.fromkeys(("乡镇级", "乡镇(街道)", "乡镇(街道)级", "街道级"), CadreLevel.TOWNSHIP),
        **{level.value: level for level in CadreLevel},
    }
)
