"""The same data as classes of three kinds: records of this library, plain attrs classes, pydantic models.

Sixteen fields like those of a worker or a post: ids, texts, numbers, truth values, dates, money, a choice, what may
be absent, a set, and records within.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import field, frozen
from pydantic import BaseModel, ConfigDict

from laborcoop.kernel.bounds import at_least
from laborcoop.kernel.ids import check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_NATURAL = at_least(0, Text("不能为负数", "not negative"))


class Schooling(Enum):
    """The highest school finished."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


@frozen(kw_only=True)
class Label(Record):
    """A property with its source."""

    kind: str
    as_of: date
    source: str


@frozen(kw_only=True)
class Wish(Record):
    """What somebody registered for."""

    employer: str | None
    accepts_other: bool
    lowest_wage: Decimal | None
    from_day: date


@frozen(kw_only=True)
class Person(Record):
    """Sixteen fields, two of them nested."""

    id: str = field(validator=check_id)
    village: str
    county: str
    sex: str
    born: date
    height: int = field(validator=_NATURAL)
    children: int = field(validator=_NATURAL)
    schooling: Schooling
    site: str | None
    phone: str | None
    willing: bool
    skills: frozenset[str]
    labels: tuple[Label, ...]
    wage: Decimal
    wish: Wish
    note: str = ""


@frozen(kw_only=True)
class PlainLabel:
    """As `Label`, without what a record checks: for those that check themselves or not at all."""

    kind: str
    as_of: date
    source: str


@frozen(kw_only=True)
class PlainWish:
    """As `Wish`."""

    employer: str | None
    accepts_other: bool
    lowest_wage: Decimal | None
    from_day: date


@frozen(kw_only=True)
class PlainPerson:
    """As `Person`, with its validators."""

    id: str = field(validator=check_id)
    village: str
    county: str
    sex: str
    born: date
    height: int = field(validator=_NATURAL)
    children: int = field(validator=_NATURAL)
    schooling: Schooling
    site: str | None
    phone: str | None
    willing: bool
    skills: frozenset[str]
    labels: tuple[PlainLabel, ...]
    wage: Decimal
    wish: PlainWish
    note: str = ""


class LabelModel(BaseModel):
    """As `Label`."""

    model_config = ConfigDict(frozen=True)
    kind: str
    as_of: date
    source: str


class WishModel(BaseModel):
    """As `Wish`."""

    model_config = ConfigDict(frozen=True)
    employer: str | None
    accepts_other: bool
    lowest_wage: Decimal | None
    from_day: date


class PersonModel(BaseModel):
    """As `Person`."""

    model_config = ConfigDict(frozen=True)
    id: str
    village: str
    county: str
    sex: str
    born: date
    height: int
    children: int
    schooling: Schooling
    site: str | None
    phone: str | None
    willing: bool
    skills: frozenset[str]
    labels: tuple[LabelModel, ...]
    wage: Decimal
    wish: WishModel
    note: str = ""


def people(count: int) -> list[dict[str, object]]:
    """As many people as plain values, no two alike."""
    return [
        {
            "id": f"W-{i:06}",
            "village": f"第 {i % 40} 村",
            "county": "533301",
            "sex": "male" if i % 2 else "female",
            "born": f"19{70 + i % 30}-0{1 + i % 9}-1{i % 10}",
            "height": 150 + i % 40,
            "children": i % 4,
            "schooling": ("primary", "junior", "senior")[i % 3],
            "site": f"S-{i % 7}" if i % 3 else None,
            "phone": None if i % 5 else "13812340001",
            "willing": i % 11 != 0,
            "skills": ["电焊", "缝纫"][: i % 3],
            "labels": [
                {"kind": "relocated", "as_of": "2022-12-31", "source": "县搬迁办"},
                {"kind": "out-of-poverty", "as_of": "2021-12-31", "source": "县乡村振兴局"},
            ][: 1 + i % 2],
            "wage": f"{3000 + i % 2000}.50",
            "wish": {
                "employer": f"E-{i % 90}" if i % 2 else None,
                "accepts_other": i % 7 == 0,
                "lowest_wage": "3500" if i % 2 else None,
                "from_day": "2023-02-05",
            },
            "note": "",
        }
        for i in range(count)
    ]
