"""Invented people: names put together from common syllables, numbers in an area that was never allocated."""

from __future__ import annotations

import random
from datetime import date, timedelta

from attrs import evolve, field, frozen

from laborcoop.kernel.identity import check_character
from spring_return_maker.frame import AREA, COUNTIES, PLANNED_ON, stream

MAN, WOMAN = "男", "女"
RETURN, NEW = "返岗", "新增"

ETHNIC = {
    "LS": ("傈僳族", "傈僳族", "傈僳族", "白族", "汉族"),
    "LP": ("白族", "普米族", "傈僳族", "汉族"),
    "FG": ("傈僳族", "傈僳族", "怒族"),
    "GS": ("独龙族", "怒族", "傈僳族"),
}
_SURNAMES = {
    "白族": "杨李和张赵段尹",
    "汉族": "李王杨赵周罗何",
    "普米族": "和杨熊胡曹",
}
_GIVEN = {
    MAN: "文志国春建明海江福生金华永平学军雪松宏光",
    WOMAN: "秀春丽花金梅玉兰凤雪琴美芳英娟燕月仙",
}
_FIRST = {"傈僳族": "阿普腊密益迪", "怒族": "阿彭果此迪", "独龙族": "孔木肯迪丙"}
_SECOND = {MAN: "普迪邓此才扒付旺", WOMAN: "娜恰妞妮花蕾玛兰"}
_THIRD = {MAN: "邓才生扒龙益华旺", WOMAN: "娜妹恰珍妮花英叶"}

_VILLAGES = ("清泉村", "新建村", "上河村", "核桃坪村", "大石村", "麦地村", "竹林村", "双龙村", "茶园村")
TUOTUO = "托拖村"
"""The village of the worker whom the article quotes."""


@frozen(kw_only=True)
class Person:
    """Somebody on the rosters, with all that a county writes down; ``role`` says why the case needs the person."""

    role: str
    county: str = ""
    sex: str = MAN
    born: date = date(1990, 1, 1)
    kind: str = RETURN
    worker_id: str = ""
    name: str = ""
    number: str = field(default="", repr=False)
    ethnicity: str = ""
    education: str = ""
    phone: str = field(default="", repr=False)
    township: str = ""
    village: str = ""
    site: str = ""
    status: str = ""
    skills: str = ""
    employer: str = ""
    batch: int = 0
    boarding: str = ""
    available_from: date | None = None
    available_until: date | None = None
    together: str = ""
    accepts_other: bool = False
    lowest_wage: int = 0
    willing: bool = True
    trip: str = ""


def born_at_age(rng: random.Random, age: int) -> date:
    """A birth date of somebody who is this old on the day of planning and on the days after it."""
    youngest = date(PLANNED_ON.year - age, PLANNED_ON.month, PLANNED_ON.day) - timedelta(days=1)
    return youngest - timedelta(days=rng.randrange(330))


def dressed(person: Person, rng: random.Random) -> Person:
    """The person with a name, a township, a village and the other entries that the plan does not turn on."""
    county = next(county for county in COUNTIES if county.key == person.county)
    ethnicity = rng.choice(ETHNIC[person.county])
    if person.boarding == "P-LS-TT":
        township, village = county.townships[0], TUOTUO
    else:
        township = rng.choice(county.townships)
        first = county.townships.index(township) * 2 + COUNTIES.index(county)
        village = _VILLAGES[(first + rng.randrange(3)) % len(_VILLAGES)]
    return evolve(
        person,
        name=invented_name(rng, ethnicity, person.sex),
        ethnicity=ethnicity,
        township=township,
        village=village,
        education=person.education or rng.choice(("小学", "初中", "初中", "初中", "高中", "中专", "大专")),
        status=rng.choices(("脱贫户", "监测户", "一般户"), (55, 8, 37))[0],
    )


def invented_name(rng: random.Random, ethnicity: str, sex: str) -> str:
    """A name as people of an ethnic group have, of syllables that are common there."""
    if ethnicity in _SURNAMES:
        given = "".join(rng.sample(_GIVEN[sex], rng.choice((1, 2, 2, 2))))
        return rng.choice(_SURNAMES[ethnicity]) + given
    name = rng.choice(_FIRST[ethnicity]) + rng.choice(_SECOND[sex])
    third = rng.choice(_THIRD[sex])
    return f"{name}·{third}" if rng.randrange(8) == 0 else name + third


def numbered(people: list[Person]) -> list[Person]:
    """The people with resident numbers and phones, each once: area 533399, right check characters, phones 1990000."""
    rng = stream("numbers")
    taken: set[str] = set()
    phones = rng.sample(range(1000, 9000), len(people))
    done = []
    for person, phone in zip(people, phones, strict=True):
        number = draw_number(rng, person.born, person.sex, taken)
        done.append(evolve(person, number=number, phone=f"1990000{phone}"))
    return done


def draw_number(rng: random.Random, born: date, sex: str, taken: set[str]) -> str:
    """A number that nobody has yet, entered in ``taken``."""
    while True:
        order = rng.randrange(0, 499) * 2 + (sex == MAN)
        first17 = f"{AREA}{born:%Y%m%d}{order:03}"
        if first17 not in taken:
            taken.add(first17)
            return first17 + check_character(first17)
