"""Administrative division codes (GB/T 2260) with the dates between which they were in force.

A resident number keeps the code of the place and year of its issue, so an abolished code is as good as a current one.
The table holds what this library needs to name, not the country; a code outside it is unknown, not wrong.

Source: `modood/Administrative-divisions-of-China` ``dist/areas.csv`` and the historical areas of `python-stdnum`
(``stdnum/cn/loc.dat``); the dates where a code's end or start is known to the year are given as 1 January.
"""

from __future__ import annotations

import re
from datetime import date

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import matching
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_CODE = re.compile(r"[1-9][0-9]{5}")


@frozen(order=True)
class DivisionCode(Record):
    """Six digits: two of the province, two of the prefecture, two of the county.

    >>> DivisionCode("533301").prefecture
    DivisionCode('533300')

    Raises:
        InvalidValue: ``code`` is not six ASCII digits of which the first is not zero.
    """

    code: str = field(
        validator=matching(
            _CODE,
            Text("行政区划代码必须是 6 位数字，例如 533301", "a division code must be six digits, such as 533301"),
            "ID-15",
        )
    )

    @property
    def province(self) -> DivisionCode:
        """The province that the division lies in."""
        return DivisionCode(self.code[:2] + "0000")

    @property
    def prefecture(self) -> DivisionCode:
        """The prefecture (or prefecture-level city) that the division lies in."""
        return DivisionCode(self.code[:4] + "00")

    def within(self, wider: DivisionCode) -> bool:
        """Whether this division is the wider one or lies in it."""
        return wider.code in {self.code, self.code[:4] + "00", self.code[:2] + "0000"}

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"DivisionCode({self.code!r})"


@frozen(kw_only=True)
class Division(Record):
    """A division as it was named from ``since`` to ``until`` (not included); None where it goes on.

    Raises:
        InvalidValue: it would go out of use before it came into use, or a part is of another kind.
    """

    code: DivisionCode
    name: Text
    since: date | None = None
    until: date | None = None
    aliases: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise InvalidValue(
                Text("{code} 停用不晚于启用", "{code} cannot go out of use before it comes into use").format(
                    code=self.code
                ),
                "ID-15",
            )

    @property
    def short_name(self) -> Text:
        """The name in daily use: 泸水 for 泸水市, 贡山 for 贡山县; the full one where there is no shorter."""
        return Text(min((self.name.zh, *self.aliases), key=len), self.name.en)

    def in_force(self, on: date) -> bool:
        """Whether the code was in force on the day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def _division(
    code: str, zh: str, en: str, *aliases: str, since: int | None = None, until: int | None = None
) -> Division:
    return Division(
        code=DivisionCode(code),
        name=Text(zh, en),
        since=date(since, 1, 1) if since else None,
        until=date(until, 1, 1) if until else None,
        aliases=aliases,
    )


DIVISIONS: tuple[Division, ...] = (
    _division("520000", "贵州省", "Guizhou", "贵州"),
    _division("520300", "遵义市", "Zunyi", "遵义"),
    _division("520302", "红花岗区", "Honghuagang", "遵义市红花岗区"),
    _division("520303", "汇川区", "Huichuan", "遵义市汇川区"),
    _division("520330", "习水县", "Xishui", "习水"),
    _division("520381", "赤水市", "Chishui", "赤水"),
    _division("520382", "仁怀市", "Renhuai", "仁怀"),
    _division("530000", "云南省", "Yunnan", "云南"),
    _division("530100", "昆明市", "Kunming", "昆明"),
    _division("530114", "呈贡区", "Chenggong"),
    _division("533300", "怒江傈僳族自治州", "Nujiang", "怒江州", "怒江"),
    _division("533301", "泸水市", "Lushui", "泸水", since=2016),
    _division("533321", "泸水县", "Lushui County", until=2016),
    _division("533322", "碧江县", "Bijiang County", until=1986),
    _division("533323", "福贡县", "Fugong", "福贡"),
    _division("533324", "贡山独龙族怒族自治县", "Gongshan", "贡山县", "贡山"),
    _division("533325", "兰坪白族普米族自治县", "Lanping", "兰坪县", "兰坪"),
    _division("440000", "广东省", "Guangdong", "广东"),
    _division("440100", "广州市", "Guangzhou", "广州"),
    _division("440400", "珠海市", "Zhuhai", "珠海"),
    _division("440401", "珠海市市辖区", "Zhuhai, districts", since=1984),
    _division("440402", "香洲区", "Xiangzhou", "珠海市香洲区"),
    _division("440403", "斗门区", "Doumen", "珠海市斗门区", since=2001),
    _division("440404", "金湾区", "Jinwan", "珠海市金湾区", since=2001),
    _division("440421", "斗门县", "Doumen County", since=1983, until=2001),
    _division("442725", "斗门县", "Doumen County", until=1983),
)


def find_division(code: DivisionCode) -> Division | None:
    """The division that has or had this code; none where the table does not know it."""
    return next((division for division in DIVISIONS if division.code == code), None)


def division_named(name: str, on: date) -> Division | None:
    """The division of this name or short name in force on the day; none where the table does not know it."""
    return next(
        (
            division
            for division in DIVISIONS
            if division.in_force(on) and name in {division.name.zh, division.name.en, *division.aliases}
        ),
        None,
    )


# 83 stands in the permits of Taiwan residents, 81 and 82 in those of Hong Kong and Macao. The standard numbers cities
# 01 to 20 and 51 to 70, prefectures 21 to 50, and counties directly under a province 90.
_PLAUSIBLE = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])(?:[0-6][0-9]|70|90)")
_COMPLETE_PREFECTURES = frozenset({DivisionCode("533300"), DivisionCode("440400")})


def is_known_area(area: DivisionCode) -> bool:
    """Whether a number may carry this area: a division of the table now or ever, or one the table cannot know.

    The table of divisions is complete for Nujiang and Zhuhai only; elsewhere the province decides, and whether a city
    or prefecture may be numbered so. The year of birth does not: a number keeps the code of its issue, and codes are
    older and younger than people.
    """
    if find_division(area) is not None:
        return True
    return bool(_PLAUSIBLE.match(area.code)) and area.prefecture not in _COMPLETE_PREFECTURES


def fault_of_code(code: DivisionCode, on: date) -> Text | None:
    """Why a place cannot be called by a code on a day, as far as the table knows; None where it can."""
    division = find_division(code)
    if division is None:
        return None if is_known_area(code) else _UNKNOWN.format(code=code, parent=code.prefecture)
    if division.in_force(on):
        return None
    ended = division.until is not None and division.until <= on
    return (_ENDED if ended else _NOT_YET).format(
        code=code, name=division.name, on=on, day=division.until if ended else division.since
    )


def never_called(code: DivisionCode, *days: date) -> Text | None:
    """Why a place can be called by a code on none of some days, as it is on the last; None where it can on one."""
    faults = [fault_of_code(code, day) for day in days]
    return None if None in faults else faults[-1]


def meant_instead(code: DivisionCode, region: DivisionCode, on: date) -> tuple[DivisionCode, ...]:
    """The divisions of a region on a day for which a code may be miswritten, as far as the table knows.

    One of its digits is another there, or two beside each other are swapped. A county goes before the region itself.

    >>> meant_instead(DivisionCode("535301"), DivisionCode("533300"), date(2023, 2, 7))
    (DivisionCode('533301'),)
    """
    digits = code.code
    near = {digits[:at] + digit + digits[at + 1 :] for at in range(6) for digit in "0123456789"}
    near |= {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(5)}
    there = {DivisionCode(one) for one in near - {digits} if one[0] != "0"}
    found = sorted(one for one in there if one.within(region) and fault_of_code(one, on) is None)
    known = [one for one in found if find_division(one) is not None] or found
    return tuple(one for one in known if one != region) or tuple(known)


_UNKNOWN = Text("{code} 不是上级 {parent} 的下级区划", "{code} is no division of {parent}, which it would lie in")
_ENDED = Text("{code}（{name}）到 {day} 为止，{on} 已停用", "{code} ({name}) was in use until {day}, not on {on}")
_NOT_YET = Text("{code}（{name}）自 {day} 起使用，{on} 尚未启用", "{code} ({name}) is in use from {day}, not on {on}")
