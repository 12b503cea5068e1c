"""What tells of a person is found in any text, and the numbers that offices make are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laborcoop.errors import InvalidValue
from laborcoop.exchange.private import hidden, may_be_shown, public_id, tells_identity, tells_person
from laborcoop.kernel.identity import check_character

SALT = "sixteen characters or more"
WHOLE = "53339919900101001" + check_character("53339919900101001")
YOUNG = "53339920120101001" + check_character("53339920120101001")
OLD = WHOLE[:6] + WHOLE[8:17]
MASKED = WHOLE[:6] + "*" * 8 + WHOLE[14:]

WHOLES = [
    WHOLE,
    "53339919900307001x",
    WHOLE[:17] + ("1" if WHOLE[17] != "1" else "2"),  # a slip in the check character
    WHOLE[:17],
    f"{WHOLE[:6]} {WHOLE[6:14]} {WHOLE[14:]}",
    f"{WHOLE[:6]}-{WHOLE[6:14]}-{WHOLE[14:]}",
    WHOLE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    YOUNG,
    OLD,
    f"证{WHOLE}号",
    f"{OLD[:6]} {OLD[6:12]} {OLD[12:]}",
    f"{WHOLE[:6]}\N{ZERO WIDTH SPACE}{WHOLE[6:]}",
    f"13800000001 {WHOLE[:6]} 1990 01 01 {WHOLE[14:]}",
    f"{WHOLE[:17]} {WHOLE[17]}",
    f"{WHOLE[:4]} {WHOLE[4:8]} {WHOLE[8:12]} {WHOLE[12:16]} {WHOLE[16:]}",
    f"{WHOLE[:15]} {WHOLE[15:]}",
    f"{WHOLE[:16]} {WHOLE[16:]}",
    f"{WHOLE[:6]}.{WHOLE[6:14]}.{WHOLE[14:]}",
    f"{WHOLE[:6]} - {WHOLE[6:14]} – {WHOLE[14:]}",
    " ".join(WHOLE),
    f"{OLD[:5]} {OLD[5:10]} {OLD[10:]}",
    f"{OLD[:3]}·{OLD[3:13]}—{OLD[13:]}",
]
OTHERS = [
    MASKED,
    "13800000001",
    "138 0000 0001",
    "138-0000-0001",
    "+86 13800000001",
    "8613800000001",
    "阿迪13800000001",
    "138.0000.0001",
    "138·0000·0001",
    "1380 000 0001",
    "1380000 0001",
    "138 00 00 00 01",
    "1-3-8-0-0-0-0-0-0-0-1",
    "138—0000—0001",
    "+86.138.0000.0001",
    "0086 138 0000 0001",
    "0886-1234567",
    "0886 123 4567",
    "(0886)1234567",
    "（0886）2234567",
    "0886.223.4567",
    "08862234567",
    "010-12345678",
    "021 1234 5678",
    "0756-2234567 转",
    f"{MASKED[:6]} {MASKED[6:14]} {MASKED[14:]}",
]
HARMLESS = [
    "",
    "W-0001",
    "K-1",
    "533323202301280002",  # an area, a day, a serial number
    "53332320230128001",
    "533323230128001",
    "91440400123456789X",
    "914404001234567890",
    "20230205080001",
    "12800000001",
    "138000000011",
    "6222020200112233445",
    "5333991990010100155",
    "2022-12-31 2009-01-01 080012",
    "533301 1990-01-01 13:30",
    "533301 45",
    "2023-02-13 2023-02-15 8:00",
    "2023.02.13 2023.02.15 8:00",
    "2023-01-31-0801-123",
    "K-0301-20230128",
    "0533230001",
    "05330000012",
    "0886-123",
    "4500-6000、5000-7000",
]


@pytest.mark.parametrize("text", WHOLES)
def test_a_whole_number_tells_an_identity(text: str) -> None:
    assert tells_identity(text)
    assert tells_person(text)
    assert not tells_person(hidden(text))
    assert "***" in hidden(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_mask_or_a_phone_tells_of_a_person(text: str) -> None:
    assert not tells_identity(text)
    assert tells_person(text)
    assert not tells_person(hidden(text))


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not tells_identity(text)
    assert hidden(text) == text
    assert public_id("W", SALT, text) == text


def test_what_stands_around_a_number_stays() -> None:
    assert hidden(f"合成电子 13800000001、{WHOLE}、{MASKED}，K-1") == "合成电子 ***、***、***,K-1"


def test_an_id_that_tells_of_somebody_is_a_hash_that_only_the_salt_gives() -> None:
    made = public_id("W", SALT, WHOLE)
    assert made.startswith("W-")
    assert WHOLE[:6] not in made
    assert made != public_id("W", SALT + "!", WHOLE)
    assert public_id("T", SALT, WHOLE) == "T" + made[1:]


def test_one_number_in_several_writings_is_one_id() -> None:
    assert len({public_id("W", SALT, text) for text in (WHOLE, OLD, WHOLES[4], WHOLES[5], WHOLES[6])}) == 1
    assert len({public_id("W", SALT, text) for text in OTHERS if text.startswith("1")}) == 1


def test_a_short_salt_makes_no_id() -> None:
    assert public_id("W", "short", "W-1") == "W-1"
    with pytest.raises(InvalidValue, match="salt"):
        public_id("W", "short", WHOLE)


@given(st.sampled_from([WHOLE, WHOLE[:17], OLD]), st.integers(6, 14), st.sampled_from(" -\t\N{IDEOGRAPHIC SPACE}"))
def test_a_blank_inside_the_birth_date_hides_no_number_from_the_stars(number: str, place: int, blank: str) -> None:
    place = min(place, len(number) - 3)
    written = f"村民 {number[:place]}{blank}{number[place:]} 愿意外出"
    assert hidden(written) == "村民 *** 愿意外出"
    assert public_id("W", SALT, number) == public_id("W", SALT, f"{number[:place]}{blank}{number[place:]}")


@given(st.text())
def test_what_is_hidden_once_is_hidden_for_good(text: str) -> None:
    assert hidden(hidden(text)) == hidden(text)


@pytest.mark.parametrize("written", ["岗位-12", "岗位12", "车间3", "组-3", "批次_2", "户１２", "同行-7"])
def test_what_an_office_counts_with_in_chinese_tells_of_nobody(written: str) -> None:
    assert may_be_shown(written)


@pytest.mark.parametrize("written", ["张三-12", "张三12", "岗位", "岗位-张三", "岗位-13800000001", "户" + WHOLE])
def test_what_may_be_a_name_or_a_number_is_not_shown_for_the_word_before_it(written: str) -> None:
    assert not may_be_shown(written)
