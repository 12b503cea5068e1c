"""Ready books: the country with the regions of a programme, and with every region whose texts were read.

Whatever is regional holds in its own region only, so one book serves any pair of regions in China; a book of two
regions is shorter to read and says what its programme goes by.
"""

from __future__ import annotations

from functools import cache

from attrs import evolve

from laborcoop.kernel.text import Text
from laborcoop.packs.china import national
from laborcoop.packs.epidemic_2020 import epidemic_2020
from laborcoop.packs.guangdong import guangdong
from laborcoop.packs.local_practice import local_practice
from laborcoop.packs.yunnan import yunnan
from laborcoop.rulebook import RuleBook


def zhuhai_nujiang() -> RuleBook:
    """The book of the programme between Zhuhai and Nujiang: the country, Guangdong, Yunnan."""
    return evolve(yunnan(guangdong(national())), title=Text("珠海—怒江劳务协作", "Zhuhai–Nujiang labour cooperation"))


def zhuhai_zunyi() -> RuleBook:
    """The book of a programme between Zhuhai and Zunyi: the country and Guangdong; no text of Zunyi was read."""
    return evolve(guangdong(national()), title=Text("珠海—遵义劳务协作", "Zhuhai–Zunyi labour cooperation"))


@cache  # it is what every case is read with that brings no book of its own
def china_with_regions() -> RuleBook:
    """Every rule of the catalogue: the country, each region and place whose texts were read, the measures of 2020."""
    return evolve(
        local_practice(epidemic_2020(yunnan(guangdong(national())))),
        title=Text("中国（全国及各地）", "China (national and regional)"),
    )
