"""What everything else hangs on: the seed, the days, the counties, the two batches."""

from __future__ import annotations

import random
from datetime import date, datetime

from attrs import frozen

SEED = 20230206
AREA = "533399"
"""An area code that was never allocated: no real person has a number in it."""

PLANNED_ON = date(2023, 1, 28)
FIRST_WORKING_DAY = date(2023, 2, 4)


@frozen
class County:
    """A county of Nujiang: its short key, division code and names."""

    key: str
    code: str
    name: str
    short: str
    name_en: str
    townships: tuple[str, ...]


COUNTIES = (
    County(
        "LS",
        "533301",
        "泸水市",
        "泸水",
        "Lushui",
        ("洛本卓白族乡", "六库街道", "上江镇", "鲁掌镇", "大兴地镇"),
    ),
    County(
        "LP",
        "533325",
        "兰坪白族普米族自治县",
        "兰坪",
        "Lanping",
        ("金顶街道", "啦井镇", "通甸镇", "营盘镇"),
    ),
    County("FG", "533323", "福贡县", "福贡", "Fugong", ("上帕镇", "鹿马登乡", "架科底乡")),
    County("GS", "533324", "贡山独龙族怒族自治县", "贡山", "Gongshan", ("茨开镇", "丙中洛镇")),
)


@frozen
class Batch:
    """A batch: its number, the day of the coaches, the train and its hours."""

    number: int
    feeder_day: date
    train_day: date
    train: str
    depart: tuple[int, int]
    arrive: tuple[int, int]
    next_day: date

    @property
    def convoy(self) -> str:
        """The id of the convoy."""
        return f"C-{self.number}"


BATCHES = (
    Batch(1, date(2023, 2, 1), date(2023, 2, 2), "D99801", (8, 50), (19, 5), date(2023, 2, 3)),
    Batch(2, date(2023, 2, 5), date(2023, 2, 6), "D3812/D3809", (8, 35), (18, 40), date(2023, 2, 7)),
)


def at(day: date, hour: int, minute: int) -> datetime:
    """A moment of a day, in the case's time zone."""
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


def stream(name: str) -> random.Random:
    """A random stream of its own for each part, so that a change in one part leaves the others alone."""
    return random.Random(f"{SEED}/{name}")  # noqa: S311 - invented data must be repeatable, nothing here is a secret
