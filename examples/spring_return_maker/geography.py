"""The places of the case and the resettlement sites. Coordinates are rough and made up: for pictures only."""

from __future__ import annotations

from attrs import frozen

from spring_return_maker.frame import COUNTIES


@frozen
class Spot:
    """A place: where people board, rest, change, sleep or arrive."""

    id: str
    name: str
    name_en: str
    kind: str
    division: str
    hub: str
    longitude: float
    latitude: float


@frozen
class Site:
    """A resettlement site with its people by date; the last is the one in force."""

    id: str
    name: str
    name_en: str
    county: str
    people: tuple[tuple[str, int], ...]

    @property
    def place(self) -> str:
        """The id of the stop at the site."""
        return f"P-{self.id}"


NOW = "2022-12-31"
BEFORE = "2021-12-31"

_SITES = {
    "LS": (
        ("向阳", "Xiangyang", 6120),
        ("清江", "Qingjiang", 3480),
        ("和谐", "Hexie", 2206),
        ("新月", "Xinyue", 1854),
        ("杜鹃", "Dujuan", 1312),
        ("红叶", "Hongye", 1075),
        ("白鹭", "Bailu", 934),
        ("松林", "Songlin", 861),
    ),
    "LP": (
        ("金桥", "Jinqiao", 9870),
        ("银杏", "Yinxing", 4415),
        ("翠屏", "Cuiping", 2730),
        ("云岭", "Yunling", 1622),
        ("玉泉", "Yuquan", 1190),
        ("百花", "Baihua", 988),
        ("长风", "Changfeng", 815),
    ),
    "FG": (
        ("江畔", "Jiangpan", 3965),
        ("石榴", "Shiliu", 2044),
        ("彩虹", "Caihong", 1517),
        ("望江", "Wangjiang", 1103),
        ("春晓", "Chunxiao", 800),
    ),
    "GS": (
        ("雪松", "Xuesong", 1290),
        ("梨园", "Liyuan", 1021),
        ("牧歌", "Muge", 905),
        ("明珠", "Mingzhu", 842),
    ),
}

# Two sites have moved over or under the threshold of 800 people since the year before.
_EARLIER = {"长风": 790, "小河": 806}
_CENTRES = {"LS": (98.86, 25.85), "LP": (99.41, 26.45), "FG": (98.87, 26.90), "GS": (98.67, 27.74)}


def _people(name: str, now: int) -> tuple[tuple[str, int], ...]:
    earlier = ((BEFORE, _EARLIER[name]),) if name in _EARLIER else ()
    return (*earlier, (NOW, now))


def _sites() -> tuple[Site, ...]:
    listed = [(county.key, entry) for county in COUNTIES for entry in _SITES[county.key]]
    listed.append(("LP", ("小河", "Xiaohe", 799)))
    return tuple(
        Site(f"S-{number:02}", f"{name}安置点", f"{name_en} resettlement site", county, _people(name, people))
        for number, (county, (name, name_en, people)) in enumerate(listed, start=1)
    )


SITES = _sites()
TARGETS = SITES[:-1]
"""The 24 sites of 800 people or more; the last of `SITES` has 799."""

_STOPS = (
    ("LS", "TT", "托拖村", "Tuotuo village", "村"),
    ("LS", "LK", "六库集合点", "Liuku meeting point", "集合点"),
    ("LS", "PM", "片马集合点", "Pianma meeting point", "集合点"),
    ("LP", "LP", "兰坪县城集合点", "Lanping meeting point", "集合点"),
    ("FG", "SP", "福贡县城集合点", "Fugong meeting point", "集合点"),
    ("FG", "SY", "石月亮集合点", "Shiyueliang meeting point", "集合点"),
    ("GS", "CK", "贡山县城集合点", "Gongshan meeting point", "集合点"),
    ("GS", "PD", "捧当集合点", "Pengdang meeting point", "集合点"),
)


def _boarding() -> list[Spot]:
    codes = {county.key: county.code for county in COUNTIES}
    spots = [
        Spot(f"P-{county}-{key}", name, name_en, kind, codes[county], "", *_near(county, number))
        for number, (county, key, name, name_en, kind) in enumerate(_STOPS)
    ]
    spots += [
        Spot(site.place, site.name, site.name_en, "安置点", codes[site.county], "", *_near(site.county, number))
        for number, site in enumerate(TARGETS, start=len(_STOPS))
    ]
    return spots


def _near(county: str, number: int) -> tuple[float, float]:
    longitude, latitude = _CENTRES[county]
    return round(longitude + (number * 37 % 19 - 9) / 100, 2), round(latitude + (number * 53 % 23 - 11) / 100, 2)


_OTHERS = (
    # rest places along the feeder roads
    Spot("P-R-FG", "福贡停车休息点", "Fugong rest stop", "集合点", "533323", "", 98.87, 26.88),
    Spot("P-R-LK", "六库停车休息点", "Liuku rest stop", "集合点", "533301", "", 98.86, 25.82),
    Spot("P-R-JC", "剑川停车休息点", "Jianchuan rest stop", "集合点", "532931", "", 99.91, 26.53),
    Spot("P-R-BS", "保山停车休息点", "Baoshan rest stop", "集合点", "530502", "", 99.17, 25.11),
    Spot("P-R-CX", "楚雄停车休息点", "Chuxiong rest stop", "集合点", "532301", "", 101.53, 25.04),
    # Kunming
    Spot("P-KM-HUB", "昆明集散点", "Kunming coach park", "集合点", "530114", "kunming", 102.80, 24.93),
    Spot("P-KM-H1", "昆明示例一号酒店", "Kunming Sample Hotel 1", "住宿", "530114", "kunming", 102.81, 24.92),
    Spot("P-KM-H2", "昆明示例二号酒店", "Kunming Sample Hotel 2", "住宿", "530114", "kunming", 102.83, 24.91),
    Spot("P-KM-H3", "昆明示例三号酒店", "Kunming Sample Hotel 3", "住宿", "530114", "kunming", 102.84, 24.90),
    Spot("P-KM-S", "昆明南站", "Kunming South station", "车站", "530114", "kunming", 102.87, 24.88),
    # Zhuhai
    Spot("P-ZH-S", "珠海站", "Zhuhai station", "车站", "440402", "zhuhai", 113.55, 22.22),
    Spot("P-ZH-HOME", "怒江员工之家", "Nujiang Employees' Home", "住宿", "440403", "zhuhai", 113.30, 22.22),
    Spot("P-ZH-H1", "珠海示例中转酒店", "Zhuhai Sample Transit Hotel", "住宿", "440403", "zhuhai", 113.31, 22.20),
)


def spots(gates: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Every place of the case, the employers' gates last."""
    return (*_boarding(), *_OTHERS, *gates)
