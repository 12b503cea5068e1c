"""Names and phones: shown masked, whatever they are shown in."""

from __future__ import annotations

import copy

import pytest
from attrs import frozen
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.kernel.personal import Personal, PersonName, Phone

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
        ("阿普‧迪", "阿普·迪"),
        ("阿普．迪", "阿普·迪"),
        ("阿普.迪", "阿普·迪"),
        ("阿普 · 迪", "阿普·迪"),
        ("A.P. Di", "A.P. Di"),
        ("姓  名", "姓名"),
        (" 李　雷 ", "李雷"),
        ("Ａｐｕ  Di", "Apu Di"),
        ("阿普 Di", "阿普 Di"),
    ],
)
def test_a_name_is_read_as_written(written: str, kept: str) -> None:
    assert PersonName.parse(written).reveal() == kept


@pytest.mark.parametrize("wrong", ["", "张3", "张\n三", " 张三", "张" * 51, "张\u200b三", "〃", '"', "。", "-"])
def test_what_is_no_name_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(InvalidValue, match="a name must be 1 to 50") as refused:
        PersonName(wrong)
    assert refused.value.code == "ID-18"
    assert not wrong.strip() or wrong.strip() not in str(refused.value)


def test_the_longest_name_is_50_characters() -> None:
    assert len(PersonName("张" * 50).reveal()) == 50


@pytest.mark.parametrize("wrong", ["", "12800000001", "1380000000", "138000000010", "2380000000a", "１3800000001"])
def test_what_is_no_mobile_number_is_refused_without_being_shown(wrong: str) -> None:
    with pytest.raises(InvalidValue, match="a mobile number must be 11 digits") as refused:
        Phone(wrong)
    assert refused.value.code == "ID-17"
    assert not wrong or wrong not in str(refused.value)


def test_names_can_be_ordered() -> None:
    assert sorted([PersonName("乙"), PersonName("一")]) == [PersonName("一"), PersonName("乙")]


def test_a_personal_text_does_not_change() -> None:
    phone = Phone("13800000001")
    with pytest.raises(FrozenInstanceError):
        setattr(phone, "_text", "13900000001")  # noqa: B010 - what mypy would refuse
    with pytest.raises(FrozenInstanceError):
        del phone._text  # noqa: SLF001 - what must not be possible
    assert phone.reveal() == "13800000001"


def test_personal_texts_are_equal_by_kind_and_text() -> None:
    class Nickname(PersonName):
        pass

    name = PersonName("阿迪")
    assert name == PersonName("阿迪")
    assert hash(name) == hash(PersonName("阿迪"))
    assert name != PersonName("阿普")
    assert name != Nickname("阿迪")
    assert name != "阿迪"
    assert len({name, PersonName("阿迪"), PersonName("阿普")}) == 2
    assert len({hash(PersonName(text)) for text in ("甲", "乙", "丙")}) == 3
    assert hash(name) != hash(Nickname("阿迪"))


def test_a_personal_text_is_copied_and_pickled_by_its_text() -> None:
    name = PersonName("阿迪")
    assert name.__reduce__() == (PersonName, ("阿迪",))
    assert copy.deepcopy(name) == name


def test_what_a_kind_of_personal_text_shows_and_refuses_is_its_own() -> None:
    class Whatever(Personal):
        def _check(self, text: str) -> None:
            pass

    with pytest.raises(NotImplementedError):
        Personal("x")
    with pytest.raises(NotImplementedError):
        str(Whatever("x"))


def test_a_name_has_one_visible_character_at_least() -> None:
    assert PersonName("张").masked == "张**"
    assert [name.reveal() for name in sorted([PersonName("乙"), PersonName("一"), PersonName("乙")])] == [
        "一",
        "乙",
        "乙",
    ]


def test_a_name_comes_before_a_later_one_and_not_before_itself() -> None:
    first, second = PersonName("一"), PersonName("乙")
    assert (first < second, second < first, first < PersonName("一")) == (True, False, False)
    assert (first <= PersonName("一"), first >= second, second > first, second > PersonName("乙")) == (
        True,
        False,
        True,
        False,
    )
