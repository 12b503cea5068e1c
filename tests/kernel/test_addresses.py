"""Addresses as people write them, and what they officially are."""

from __future__ import annotations

from datetime import date

import pytest

from laborcoop.errors import InvalidValue
from laborcoop.kernel.addresses import Address
from laborcoop.kernel.divisions import DivisionCode

DAY = date(2023, 2, 6)


@pytest.mark.parametrize(
    "written",
    [
        "怒江州泸水市洛本卓乡托拖村",
        "云南省怒江傈僳族自治州泸水市洛本卓白族乡托拖村",
        " 泸水洛本卓托拖村 ",
    ],
)
def test_short_and_full_names_are_one_address(written: str) -> None:
    address = Address.parse(written, DAY)
    assert address == Address(county=DivisionCode("533301"), township="洛本卓白族乡", village="托拖村")
    assert address.lines() == ("云南省", "怒江傈僳族自治州", "泸水市", "洛本卓白族乡", "托拖村")
    assert Address.parse(str(address), DAY) == address


@pytest.mark.parametrize(
    ("written", "township", "village"),
    [
        ("福贡县石月亮乡", "石月亮乡", ""),
        ("贡山县茨开镇某村", "茨开镇", "某村"),
        ("香洲区前山街道", "前山街道", ""),
        ("兰坪县", "", ""),
        ("福贡县石月亮乡某乡村", "石月亮乡", "某乡村"),  # the first such character ends it
    ],
)
def test_a_township_that_the_table_does_not_know_is_read_by_its_last_character(
    written: str, township: str, village: str
) -> None:
    address = Address.parse(written, DAY)
    assert (address.township, address.village) == (township, village)


def test_a_county_is_read_by_the_name_that_it_had_on_the_day() -> None:
    assert Address.parse("泸水县洛本卓乡", date(2015, 12, 31)).county == DivisionCode("533321")
    assert Address.parse("泸水市洛本卓乡", DAY).county == DivisionCode("533301")
    with pytest.raises(InvalidValue, match="no county"):
        Address.parse("泸水县洛本卓乡", DAY)


def test_a_county_of_another_prefecture_is_not_taken_for_one_of_this() -> None:
    with pytest.raises(InvalidValue, match="no county"):
        Address.parse("珠海市泸水市", DAY)


@pytest.mark.parametrize("written", ["", "怒江州", "某地某村"])
def test_an_address_without_a_county_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue, match="no county"):
        Address.parse(written, DAY)


@pytest.mark.parametrize("written", ["泸水市托拖村", "泸水市乡"])
def test_what_follows_the_county_is_not_lost_where_no_township_is_read(written: str) -> None:
    with pytest.raises(InvalidValue, match="no township"):
        Address.parse(written, DAY)


def test_an_address_is_in_a_county_and_its_village_in_a_township() -> None:
    with pytest.raises(InvalidValue, match="not the code of a county"):
        Address(county=DivisionCode("533300"))
    with pytest.raises(InvalidValue, match="must name its township"):
        Address(county=DivisionCode("533301"), village="托拖村")


def test_a_county_outside_the_table_has_the_levels_that_are_known() -> None:
    assert Address(county=DivisionCode("530102"), township="某街道").lines() == ("云南省", "昆明市", "某街道")


def test_the_longest_of_a_divisions_names_is_read_first() -> None:
    assert Address.parse("遵义市红花岗区老城街道", DAY) == Address(county=DivisionCode("520302"), township="老城街道")
    assert Address.parse("珠海市香洲区前山街道", DAY).county == DivisionCode("440402")


def test_a_short_name_of_a_township_stands_for_it_in_its_own_county_only() -> None:
    assert Address.parse("泸水市洛本卓某村", DAY).township == "洛本卓白族乡"
    elsewhere = Address.parse("福贡县洛本卓乡某村", DAY)
    assert (elsewhere.township, elsewhere.village) == ("洛本卓乡", "某村")


def test_an_address_shows_all_that_it_says_from_the_province_down() -> None:
    assert str(Address.parse("泸水洛本卓托拖村", DAY)) == "云南省怒江傈僳族自治州泸水市洛本卓白族乡托拖村"
    assert str(Address(county=DivisionCode("440402"))) == "广东省珠海市香洲区"


def test_what_is_not_said_of_an_address_is_empty() -> None:
    bare = Address(county=DivisionCode("533301"))
    assert (bare.township, bare.village) == ("", "")
    assert Address.parse("泸水市", DAY) == bare
