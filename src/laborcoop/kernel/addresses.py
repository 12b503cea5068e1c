"""Home addresses of four levels below the province: prefecture, county, township, village.

People write short names: 怒江州泸水市洛本卓乡托拖村 lies in 洛本卓白族乡. Reading one gives the official names and the
code of the county in force on the day.
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DIVISIONS, Division, DivisionCode, find_division
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_DIVISION_ENDS = ("省", "州", "市", "县", "区")
_TOWNSHIP_ENDS = ("街道", "乡", "镇")


@frozen(kw_only=True)
class Township(Record):
    """A township, town or sub-district of a county, with the short names that people write."""

    county: DivisionCode
    name: Text
    aliases: tuple[str, ...] = ()


TOWNSHIPS: tuple[Township, ...] = (
    # Source: phyour.com, a secondary page. The library names what it needs to, not the country.
    Township(
        county=DivisionCode("533301"),
        name=Text("洛本卓白族乡", "Luobenzhuo Bai Township"),
        aliases=("洛本卓乡", "洛本卓"),
    ),
)


@frozen(kw_only=True)
class Address(Record):
    """Where somebody is at home; ``township`` and ``village`` are empty where they are not known.

    Raises:
        InvalidValue: the code is not of a county, or a village stands without its township.
    """

    county: DivisionCode
    township: str = ""
    village: str = ""

    def __attrs_post_init__(self) -> None:
        if self.county == self.county.prefecture:
            raise InvalidValue(
                Text("{code} 不是县级区划代码", "{code} is not the code of a county").format(code=self.county)
            )
        if self.village and not self.township:
            raise InvalidValue(Text("写明村的要写明乡镇", "an address with a village must name its township"))

    @classmethod
    def parse(cls, written: str, on: date) -> Address:
        """Read an address as people write it, with full or short names; province and prefecture may be left out.

        Raises:
            InvalidValue: no county that is in force on the day stands in it, or no township in what follows.
        """
        rest, county = written.strip(), None
        for division in _from_the_top(on):
            name = next((name for name in _names(division) if _begins(rest, name)), "")
            if name and (county is None or division.code.within(county)):
                county, rest = division.code, rest.removeprefix(name)
        if county is None or county == county.prefecture:
            raise InvalidValue(
                Text(
                    "地址中没有当日有效的县（市、区）名称，例如 怒江州泸水市",
                    "the address names no county in force that day, such as 怒江州泸水市",
                )
            )
        township, village = _split(rest, county)
        return cls(county=county, township=township, village=village)

    def lines(self) -> tuple[str, ...]:
        """The official names from the province down; levels that are not known are left out."""
        codes = (self.county.province, self.county.prefecture, self.county)
        known = (find_division(code) for code in codes)
        names = (division.name.zh for division in known if division is not None)
        return (*names, *(name for name in (self.township, self.village) if name))

    def __str__(self) -> str:
        return "".join(self.lines())


def _from_the_top(on: date) -> list[Division]:
    """The divisions in force, provinces before prefectures before counties."""
    here = [division for division in DIVISIONS if division.in_force(on)]
    return sorted(here, key=lambda division: (_level(division.code), division.code))


def _level(code: DivisionCode) -> int:
    return (code != code.province) + (code != code.prefecture)


def _names(division: Division) -> list[str]:
    return sorted({division.name.zh, *division.aliases}, key=len, reverse=True)


def _begins(rest: str, name: str) -> bool:
    """Whether the text begins with the name, and not with a longer one: 泸水县 is not 泸水."""
    return rest.startswith(name) and not rest.removeprefix(name).startswith(_DIVISION_ENDS)


def _split(rest: str, county: DivisionCode) -> tuple[str, str]:
    """The township by its official name, and what is left of the address; both empty where nothing is."""
    for township in TOWNSHIPS:
        for name in sorted((township.name.zh, *township.aliases), key=len, reverse=True):
            if township.county == county and rest.startswith(name):
                return township.name.zh, rest.removeprefix(name)
    for end in _TOWNSHIP_ENDS:
        head, found, tail = rest.partition(end)
        if found and head:
            return head + end, tail
    if rest:
        raise InvalidValue(Text("县（市、区）之后没有写明乡镇、街道", "no township or sub-district follows the county"))
    return "", ""
