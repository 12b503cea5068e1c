"""Resident numbers and credit codes, with python-stdnum as the oracle."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.identity import (
    CreditCode,
    ResidentNumber,
    Sex,
    check_character,
    is_placeholder,
    is_possible_birth,
    modern_number,
    normalise_number,
)

ON = date(2023, 1, 28)
NUMBER = "533399199101010079"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

firsts = st.builds("533399{:%Y%m%d}{:03}".format, st.dates(date(1930, 1, 1), date(2007, 12, 31)), st.integers(0, 999))
numbers = firsts.map(lambda first: first + str(ric.calc_check_digit(first + "0")))
credit_firsts = st.text(ALPHABET, min_size=17, max_size=17)


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_character_is_that_of_the_oracle(first: str) -> None:
    assert check_character(first) == ric.calc_check_digit(first + "0")


@given(numbers)
def test_a_right_number_is_read_as_it_stands(text: str) -> None:
    number = ResidentNumber.parse(text, ON)
    assert number.reveal() == text
    assert number.area == DivisionCode("533399")
    assert number.birth_date == ric.get_birth_date(text)
    assert number.sex is (Sex.MALE if int(text[16]) % 2 else Sex.FEMALE)


@given(numbers, st.integers(6, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(text: str, place: int, other: str) -> None:
    changed = text[:place] + other + text[place + 1 :]
    if changed == text:
        assert ResidentNumber.parse(changed, ON).reveal() == text
    else:
        with pytest.raises(InvalidValue) as refused:
            ResidentNumber.parse(changed, ON)
        assert refused.value.code in {"ID-01", "ID-02"}


@given(numbers)
def test_a_number_never_shows_its_birth_date_or_order(text: str) -> None:
    number = ResidentNumber.parse(text, ON)
    masked = ResidentNumber(number.masked)
    for shown in (repr(number), str(number), f"{number}", repr(masked)):
        assert text not in shown
        assert text[6:14] not in shown
        assert text[:6] + "*" * 8 + text[14:] in shown
    assert masked.is_masked
    assert not number.is_masked
    assert masked.masked == number.masked
    assert (masked.area, masked.sex) == (number.area, number.sex)


@given(numbers, st.text("\u200b\ufeff\u3000 '-", max_size=3), st.integers(0, 18))
def test_what_writing_adds_is_forgiven(text: str, noise: str, place: int) -> None:
    written = (text[:place] + noise + text[place:]).lower()
    full_width = written.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert normalise_number(full_width) == text
    assert ResidentNumber.parse(full_width, ON) == ResidentNumber(text)


@given(st.dates(date(1930, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_an_old_number_becomes_its_twin(born: date, order: int) -> None:
    number = ResidentNumber.parse(f"533399{born:%y%m%d}{order:03}", ON)
    first = f"533399{born:%Y%m%d}{order:03}"
    assert number.reveal() == first + ric.calc_check_digit(first + "0")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ID-01"),
        ("53339919910101007", "ID-01"),
        ("5333991991010100790", "ID-01"),
        ("53339919910101007A", "ID-01"),
        ("X33399199101010079", "ID-01"),
        ("033399880512002", "ID-01"),
        ("533399*******0079", "ID-01"),
        ("533399199101010078", "ID-02"),
        ("110105194913310021", "ID-03"),
        ("440524188001010014", "ID-03"),
        ("533399202301290014", "ID-03"),
        ("000000000000000000", "ID-12"),
        ("000000000000000", "ID-12"),
        ("000000199001010000", "ID-12"),
    ],
)
def test_a_wrong_number_is_refused_by_the_rule_it_breaks_and_not_shown(text: str, code: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        ResidentNumber.parse(text, ON)
    assert refused.value.code == code
    assert not text or text not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("first", "is_right"),
    [
        ("53339919030101001", True),  # the year 120 years ago, from its first day
        ("53339919021231001", False),
        ("53339920230128001", True),  # born on the day
        ("53339920230129001", False),
    ],
)
def test_a_birth_date_lies_between_120_years_ago_and_today(first: str, is_right: bool) -> None:  # noqa: FBT001 - a column of the table
    text = first + ric.calc_check_digit(first + "0")
    assert is_possible_birth(date(int(text[6:10]), int(text[10:12]), int(text[12:14])), ON) is is_right
    if is_right:
        assert ResidentNumber.parse(text, ON).reveal() == text
    else:
        with pytest.raises(InvalidValue) as refused:
            ResidentNumber.parse(text, ON)
        assert refused.value.code == "ID-03"


def test_a_mask_does_not_tell_a_birth_date() -> None:
    masked = ResidentNumber.parse("533399********0079", ON)
    with pytest.raises(InvalidValue) as refused:
        _ = masked.birth_date
    assert refused.value.code == "ID-11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0" * 18, True), ("0" * 15, True), ("000000199001010000", True), (NUMBER, False), ("0" * 17, False), ("", False)],
)
def test_a_placeholder_is_known(text: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_placeholder(text) is expected


def test_equal_numbers_are_one_key() -> None:
    assert len({ResidentNumber(NUMBER), ResidentNumber.parse(f" {NUMBER}", ON)}) == 1


@given(credit_firsts)
def test_a_credit_code_is_right_exactly_with_the_check_character_of_the_oracle(first: str) -> None:
    oracle = uscc.calc_check_digit(first)
    assert str(CreditCode(first + oracle)) == first + oracle
    for wrong in set(ALPHABET) - {oracle}:
        with pytest.raises(InvalidValue, match="check character") as refused:
            CreditCode(first + wrong)
        assert refused.value.code == "ID-14"


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L", "91440400MA00000030"])
def test_the_right_codes_of_the_catalogue_are_right(code: str) -> None:
    assert CreditCode(code).code == code


@pytest.mark.parametrize(
    "wrong", ["", "91350100M000100Y4", "91350100M000100Y433", "91350100M000100S43", "91350100m000100y43"]
)
def test_a_code_of_another_shape_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidValue, match="18 digits or capital letters") as refused:
        CreditCode(wrong)
    assert refused.value.code == "ID-14"


def test_a_code_is_read_as_written() -> None:
    assert CreditCode.parse(" ９１３５0100 m000100y43").code == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("53339919910101007x", "53339919910101007X"),
        ("５３３３９９", "533399"),
        ("533399 1991-0101", "53339919910101"),
        ("'533399", "533399"),
        ("\u200b533399\ufeff", "533399"),
    ],
)
def test_writing_adds_blanks_quotes_dashes_and_small_letters(written: str, read: str) -> None:
    assert normalise_number(written) == read


@pytest.mark.parametrize(
    ("text", "modern"),
    [
        ("533399880512002", "533399198805120028"),
        ("033399880512002", "033399880512002"),  # no area starts with zero
        ("53339988051200", "53339988051200"),
        (NUMBER, NUMBER),
        ("", ""),
    ],
)
def test_only_an_old_number_of_15_digits_has_a_twin(text: str, modern: str) -> None:
    assert modern_number(text) == modern


def test_a_number_tells_its_area_its_birth_its_sex_and_its_mask() -> None:
    number = ResidentNumber(NUMBER)
    assert (number.area.code, number.birth_date, number.sex) == ("533399", date(1991, 1, 1), Sex.MALE)
    assert number.masked == "533399********0079"
    assert ResidentNumber("533399198805120028").sex is Sex.FEMALE


@pytest.mark.parametrize("area", ["033399", "003399"])
def test_no_area_starts_with_zero_however_right_the_check_character_is(area: str) -> None:
    first = f"{area}19910101007"
    with pytest.raises(InvalidValue) as refused:
        ResidentNumber(first + ric.calc_check_digit(first + "0"))
    assert refused.value.code == "ID-01"


def test_a_second_digit_may_be_zero() -> None:
    first = "50339919910101007"
    assert ResidentNumber(first + ric.calc_check_digit(first + "0")).area == DivisionCode("503399")


@pytest.mark.parametrize("digits", ["1" * 16, "1" * 18, ""])
def test_a_check_character_is_of_seventeen_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="zip"):
        check_character(digits)
