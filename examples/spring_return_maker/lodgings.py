"""Where people sleep on the way: invented hotels in Kunming and Zhuhai, and the Employees' Home with invented rooms."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

_WARD = 4
"""Beds of the usual room for men or women."""


@frozen
class House:
    """A lodging with its beds for men and women and its family rooms of two and of three."""

    id: str
    name: str
    name_en: str
    kind: str
    place: str
    price: str
    men: int
    women: int
    twos: int
    threes: int


HOUSES = (
    House("H-KM-1", "昆明示例一号酒店", "Kunming Sample Hotel 1", "中转酒店", "P-KM-H1", "60", 120, 94, 12, 3),
    House("H-KM-2", "昆明示例二号酒店", "Kunming Sample Hotel 2", "中转酒店", "P-KM-H2", "65", 104, 82, 10, 3),
    House("H-KM-3", "昆明示例三号酒店", "Kunming Sample Hotel 3", "中转酒店", "P-KM-H3", "70", 84, 66, 8, 2),
    House("H-HOME", "怒江员工之家", "Nujiang Employees' Home", "员工之家", "P-ZH-HOME", "0", 112, 132, 8, 4),
    House("H-ZH-1", "珠海示例中转酒店", "Zhuhai Sample Transit Hotel", "中转酒店", "P-ZH-H1", "90", 64, 10, 8, 2),
)


def lodging_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of lodgings."""
    yield "住宿编号", "名称", "英文名", "类型", "地点编号", "单价(元/床夜)", "向务工人员收费(元)"
    for house in HOUSES:
        yield house.id, house.name, house.name_en, house.kind, house.place, house.price, "0"


def room_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of rooms: five square metres to a bed."""
    yield "住宿编号", "房间编号", "床位数", "用途", "面积(平方米)"
    for house in HOUSES:
        sizes = [
            *_rooms(house.men, "男"),
            *_rooms(house.women, "女"),
            *[(2, "家庭")] * house.twos,
            *[(3, "家庭")] * house.threes,
        ]
        for number, (beds, use) in enumerate(sizes):
            yield house.id, f"{number // 20 + 1}{number % 20 + 1:02}", str(beds), use, str(beds * 5)


def _rooms(beds: int, use: str) -> list[tuple[int, str]]:
    rest = [(beds % _WARD, use)] if beds % _WARD else []
    return [(_WARD, use)] * (beds // _WARD) + rest
