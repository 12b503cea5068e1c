"""Resident identity numbers and unified social credit codes, as values that cannot be wrong.

A number is parsed, not checked: every `ResidentNumber` is a right one, or one that is openly masked.
Its ``repr``, ``str`` and every message show it masked; `ResidentNumber.reveal` is the one way to the digits.

Sources: GB 11643-1999 (resident number, check character ISO 7064 MOD 11-2) and GB 32100-2015 (credit code) as run in
`python-stdnum` ``stdnum/cn/ric.py`` and ``uscc.py``; the rules ID-01 to ID-14 of the catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import matching
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.field_kinds import is_of_kind
from laborcoop.kernel.personal import Personal
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FULL = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"[0-9]{15}")
_MASKED = re.compile(r"[1-9][0-9]{5}\*{8}[0-9]{3}[0-9X]")
_PLACEHOLDER = re.compile(r"0{15}|0{18}|0{6}[0-9]{8}0{4}")
NOISE = r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff'\"=’‘-]"
"""A character that people and programs write into numbers, as a regular expression."""
_NOISE = re.compile(NOISE)
_OLDEST = 120


class Sex(Enum):
    """The sex entered in the household register."""

    MALE = "male"
    FEMALE = "female"


def normalise_number(written: str) -> str:
    """A number without what writing adds: full width, blanks, zero-width marks, quotes, ``=``, a small x (ID-09).

    Raises:
        InvalidValue: it is no text; code ID-01.
    """
    if not isinstance(written, str):
        raise InvalidValue(Text("号码应为文字", "a number must be given as a text"), "ID-01")
    return _NOISE.sub("", unicodedata.normalize("NFKC", written)).upper()


def check_character(first17: str) -> str:
    """The check character of 17 digits, by ISO 7064 MOD 11-2 (ID-02)."""
    return _CHECKS[sum([int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)]) % 11]


def modern_number(text: str) -> str:
    """A normalised number of 15 digits as its twin of 18 characters; any other text as it is (ID-07)."""
    if not _OLD.fullmatch(text) or text[0] == "0":
        return text
    first = f"{text[:6]}19{text[6:]}"
    return first + check_character(first)


def is_placeholder(text: str) -> bool:
    """Whether a normalised number is one that systems put where they know none: all zeros, or zeros around a date."""
    return bool(_PLACEHOLDER.fullmatch(text))


def is_possible_birth(born: date, on: date) -> bool:
    """Whether somebody who lives on a day may be born on another: not after it, and 120 calendar years before at most.

    ID-03; the limit is experience.

    Raises:
        InvalidValue: one of the two is not a date (a datetime is refused).
    """
    if not (is_of_kind(born, date) and is_of_kind(on, date)):
        raise InvalidValue(Text("应为日期（不带时刻）", "a date without an hour is expected"))
    return date(on.year - _OLDEST, 1, 1) <= born <= on


class ResidentNumber(Personal):
    """A resident identity number of 18 characters, or its masked form (``533399********0079``).

    Build one with `parse`, which says by rule code what is wrong.

    Raises:
        InvalidValue: the text is neither a right number nor a masked one.
    """

    __slots__ = ()
    shape = f"{_FULL.pattern}|{_MASKED.pattern}"

    def _check(self, text: str) -> None:
        if not _MASKED.fullmatch(text):
            _refuse_wrong(text)

    @classmethod
    def parse(cls, written: str, on: date) -> ResidentNumber:
        """Read a number as written; an old one of 15 digits becomes its 18-character twin (ID-07).

        Args:
            written: the cell as text; blanks, full width and a small x are forgiven (ID-09).
            on: the day that must not lie before the birth date (ID-03).

        Raises:
            InvalidValue: ``written`` is not a right number: with ``code`` ID-01, ID-02, ID-03 or ID-12, and never with
                the number itself.
        """
        number = cls(modern_number(normalise_number(written)))
        if not number.is_masked and not is_possible_birth(number.birth_date, on):
            raise _wrong_date()
        return number

    @property
    def is_masked(self) -> bool:
        """Whether the digits are hidden: a state, not an error (ID-11)."""
        return "*" in self._text

    @property
    def area(self) -> DivisionCode:
        """The county of first registration, by the code of its time."""
        return DivisionCode(self._text[:6])

    @property
    def birth_date(self) -> date:
        """The birth date that the number states.

        Raises:
            InvalidValue: the number is masked and does not state a birth date.
        """
        if self.is_masked:
            raise InvalidValue(
                Text("号码已遮蔽，不能从中读出出生日期", "the number is masked: no birth date can be read from it"),
                "ID-11",
            )
        return _date(self._text)

    @property
    def sex(self) -> Sex:
        """The sex that the 17th digit states: odd male, even female (ID-04); a mask leaves this digit."""
        return Sex.MALE if int(self._text[16]) % 2 else Sex.FEMALE

    @property
    def masked(self) -> str:
        """The form that may be shown: area, eight stars, the last four characters."""
        return self._text[:6] + "*" * 8 + self._text[14:]


def _refuse_wrong(text: str) -> None:
    if is_placeholder(text):
        raise InvalidValue(
            Text("这是占位号码，不是真实的身份证号码", "this is a placeholder, not a resident number"), "ID-12"
        )
    if not _FULL.fullmatch(text) or text[0] == "0":
        raise InvalidValue(
            Text(
                "身份证号码应为 17 位数字加一位数字或 X，这里有 {length} 个字符",
                "a resident number must be 17 digits and a digit or X; this has {length} characters",
            ).format(length=len(text)),
            "ID-01",
        )
    if check_character(text[:17]) != text[17]:
        raise InvalidValue(
            Text("身份证号码的校验码不对，请核对证件", "the check character is wrong: compare with the card"), "ID-02"
        )
    _date(text)


def _date(text: str) -> date:
    # Raised outside the handler: what Python says of a wrong date may hold its digits, and would be kept as context.
    with suppress(ValueError):
        return date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    raise _wrong_date()


def _wrong_date() -> InvalidValue:
    return InvalidValue(
        Text(
            "身份证号码第 7 至 14 位不是可能的出生日期",
            "digits 7 to 14 of the number are not a possible birth date",
        ),
        "ID-03",
    )


_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT = re.compile(rf"[{_CREDIT_ALPHABET}]{{18}}")


@frozen(order=True)
class CreditCode(Record):
    """A unified social credit code of 18 characters with a right check character (ID-14).

    >>> CreditCode("91350100M000100Y43").code
    '91350100M000100Y43'

    Raises:
        InvalidValue: ``code`` has the wrong length, a letter that credit codes do not use, or a wrong check character;
            code ID-14.
    """

    code: str = field(
        validator=matching(
            _CREDIT,
            Text(
                "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）",
                "a credit code must be 18 digits or capital letters (without I, O, S, V, Z)",
            ),
            "ID-14",
        )
    )

    def __attrs_post_init__(self) -> None:
        total = sum(_CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(self.code[:17]))
        if _CREDIT_ALPHABET[-total % 31] != self.code[17]:
            raise InvalidValue(
                Text(
                    "统一社会信用代码的校验码不对，请核对执照",
                    "the credit code's check character is wrong: compare with the licence",
                ),
                "ID-14",
            )

    @classmethod
    def parse(cls, written: str) -> CreditCode:
        """Read a code as written: full width, blanks and small letters are forgiven.

        Raises:
            InvalidValue: ``written`` is not a right code; code ID-14.
        """
        return cls(normalise_number(written))

    def __str__(self) -> str:
        return self.code
