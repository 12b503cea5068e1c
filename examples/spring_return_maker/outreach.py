"""Fairs and booths, squads and cadres, the work station and its agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from spring_return_maker.frame import COUNTIES, stream
from spring_return_maker.geography import SITES, TARGETS

_ATTENDANCES = (3, 2, 3, 4, 2, 3, 3, 2, 4, 3, 2, 3, 3, 3, 2, 3)
"""Employers present at each of the 16 fairs: 45 attendances in all."""

_POST_TIMES = 4962
"""The sum over the fairs of the posts offered: just under 5 000."""

_LEAST = 45
"""Posts that an employer offers at a fair at least."""

_BIG, _SMALL = 21, 20
_BIG_SQUADS = 20
_SQUADS = 24
_SENDING, _RECEIVING = "533300", "440400"
"""Nujiang, whose bureau forms the squads, and Zhuhai, whose bureau holds the fairs."""

_PREFECTURE, _COUNTY = 3, 7
"""Cadres of a squad from the prefecture and from the county; the rest are from the townships."""


def fair_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of fairs: four a half-year or so, in each county in turn, since 2021."""
    yield "招聘会编号", "名称", "英文名", "举办地区划", "开始时间", "结束时间", "主办地区划"
    for number in range(len(_ATTENDANCES)):
        county = COUNTIES[number % len(COUNTIES)]
        day = date(2021, 3, 13) + timedelta(days=45 * number)
        yield (
            f"RF-{number + 1:02}",
            f"{day.year}年珠海重点企业赴{county.short}招聘会（第{number + 1}场）",
            f"Zhuhai employers in {county.name_en}, fair {number + 1} ({day.year})",
            county.code,
            f"{day} 09:00",
            f"{day} 16:00",
            _RECEIVING,
        )


def booth_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of booths: ten employers take turns."""
    yield "招聘会编号", "企业编号", "招聘人数"
    booths = [
        (number, (number * 3 + place) % 10 + 1) for number, count in enumerate(_ATTENDANCES) for place in range(count)
    ]
    offered = _parts(_POST_TIMES, len(booths))
    for (number, employer), openings in zip(booths, offered, strict=True):
        yield f"RF-{number + 1:02}", f"E-{employer:02}", str(openings)


def _parts(total: int, count: int) -> list[int]:
    """A total in parts of uneven size, none of them small."""
    rng = stream("booths")
    cuts = sorted(rng.sample(range(1, total - _LEAST * count), count - 1))
    return [high - low + _LEAST for low, high in pairwise([0, *cuts, total - _LEAST * count])]


def site_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of sites, one for each date on which the people were counted."""
    yield "安置点编号", "名称", "英文名", "区划", "人口数", "统计日期"
    codes = {county.key: county.code for county in COUNTIES}
    for site in SITES:
        for day, people in site.people:
            yield site.id, site.name, site.name_en, codes[site.county], str(people), day


def squad_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of squads: some serve two sites, some sites are served by two squads."""
    yield "小分队编号", "名称", "英文名", "服务安置点", "组建地区划"
    for number in range(_SQUADS):
        first = TARGETS[number * 2 % len(TARGETS) if number < _SQUADS // 2 else number * 5 % len(TARGETS)]
        sites = [first.id]
        if number < _SQUADS // 2:
            sites.append(TARGETS[number * 2 + 1].id)
        yield (
            f"SQ-{number + 1:02}",
            f"就业小分队第{number + 1}队",
            f"Employment squad {number + 1}",
            "、".join(sites),
            _SENDING,
        )


def cadre_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of cadres: 20 squads of 21 and 4 of 20, from three levels."""
    yield "干部编号", "小分队编号", "级别"
    number = 0
    for squad in range(_SQUADS):
        for place in range(_BIG if squad < _BIG_SQUADS else _SMALL):
            number += 1
            level = "州级" if place < _PREFECTURE else "县级" if place < _PREFECTURE + _COUNTY else "乡镇级"
            yield f"K-{number:03}", f"SQ-{squad + 1:02}", level


def station_rows() -> Iterator[tuple[str, ...]]:
    """The one row of the table of work stations."""
    yield "工作站编号", "名称", "英文名", "派出地区划", "所在地区划", "住宿编号"
    yield "WS-1", "怒江州驻珠海劳务工作站", "Nujiang work station in Zhuhai", _SENDING, _RECEIVING, "H-HOME"


def agreement_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of agreements: one with each county; the days are made up."""
    yield "工作站编号", "协议名称", "英文名", "县区划", "生效日期", "终止日期", "签订日期"
    for county in COUNTIES:
        title = "劳务工作站合作协议书"
        yield (
            "WS-1",
            title,
            "Labour work-station cooperation agreement",
            county.code,
            "2021-07-01",
            "2024-07-01",
            "2021-06-21",
        )
