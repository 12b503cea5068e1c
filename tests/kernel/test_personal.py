"""Names and phones: shown masked, whatever they are shown in."""

from __future__ import annotations

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.personal import PersonName, Phone

names = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=25)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@frozen
class Holder:
    name: PersonName
    phone: Phone


@given(names, phones)
def test_nothing_shows_a_name_or_a_phone(name: str, phone: str) -> None:
    holder = Holder(PersonName(name), Phone(phone))
    for shown in (repr(holder), str(holder.name), str(holder.phone), f"{holder.name} {holder.phone}"):
        assert name not in shown
        assert phone not in shown
    assert holder.name.reveal() == name
    assert holder.phone.reveal() == phone


@given(phones)
def test_a_masked_phone_keeps_its_ends(phone: str) -> None:
    assert str(Phone(phone)) == phone[:3] + "****" + phone[-4:]
    assert repr(Phone(phone)) == f"Phone('{phone[:3]}****{phone[-4:]}')"


def test_a_masked_name_hides_its_length() -> None:
    assert str(PersonName("阿普·迪")) == str(PersonName("阿迪")) == "阿**"
    assert repr(PersonName("阿普·迪")) == "PersonName('阿**')"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("阿普·迪", "阿普·迪"),
        ("阿普•迪", "阿普·迪"),
        ("阿普・迪", "阿普·迪"),
        ("姓  名", "姓名"),
        (" 李　雷 ", "李雷"),
        ("Ａｐｕ  Di", "Apu Di"),
        ("阿普 Di", "阿普 Di"),
    ],
)
def test_a_name_is_read_as_written(written: str, kept: str) -> None:
    assert PersonName.parse(written).reveal() == kept


@pytest.mark.parametrize("wrong", ["", "张3", "张\n三", " 张三", "张" * 51, "张\u200b三"])
def test_what_is_no_name_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(InvalidValue, match="a name is 1 to 50") as refused:
        PersonName(wrong)
    assert refused.value.code == "ID-18"
    assert not wrong.strip() or wrong.strip() not in str(refused.value)


def test_the_longest_name_is_50_characters() -> None:
    assert len(PersonName("张" * 50).reveal()) == 50


@pytest.mark.parametrize("wrong", ["", "12800000001", "1380000000", "138000000010", "2380000000a", "１3800000001"])
def test_what_is_no_mobile_number_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(InvalidValue, match="a mobile number is 11 digits") as refused:
        Phone(wrong)
    assert refused.value.code == "ID-17"
    assert not wrong or wrong not in str(refused.value)


def test_names_can_be_ordered() -> None:
    assert sorted([PersonName("乙"), PersonName("一")]) == [PersonName("一"), PersonName("乙")]
