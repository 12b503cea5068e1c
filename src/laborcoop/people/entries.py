"""A division code, a phone and a name as written in a row; a worker in a programme; a text that leaves the house."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.divisions import DivisionCode, fault_of_code
from laborcoop.kernel.identity import check_character
from laborcoop.kernel.personal import PersonName, Phone
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people.worker import Worker

_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9X](?![0-9])")
_OLD_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{14}(?![0-9])")
_JOINED = re.compile(r"(?<=[0-9])[\s\u200b-\u200f\u2060\ufeff-]+(?=[0-9X])")


@frozen(kw_only=True)
class DivisionEntry(Record):
    """A division code as written for a place on a day: a place of work, an address, a household register.

    Not for the first digits of a resident number, which keep the code of their time (ID-05).
    """

    written: str = field(repr=False)
    on: date
    synthetic_areas: frozenset[str] = frozenset()

    def fault(self) -> Text | None:
        """What is wrong with the code on the day; None where nothing is."""
        try:
            code = DivisionCode(self.written.strip())
        except InvalidValue as refused:
            return refused.text
        if code.code in self.synthetic_areas:
            return None
        return fault_of_code(code, self.on)


@frozen(kw_only=True)
class Member(Record):
    """A worker in a programme whose people come from ``sending``."""

    worker: Worker
    sending: DivisionCode


@frozen
class PhoneEntry(Record):
    """A phone as written; None or blank where nothing was."""

    written: str | None = field(repr=False)

    @property
    def is_missing(self) -> bool:
        """Whether nothing was written."""
        return self.written is None or not self.written.strip()

    @property
    def is_mobile(self) -> bool:
        """Whether it reads as a mobile number of the mainland, once blanks, hyphens and +86 are gone."""
        compact = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", self.written or ""))
        try:
            Phone(re.sub(r"^(?:\+|00)86(?=1)", "", compact))
        except InvalidValue:
            return False
        return True


@frozen
class NameEntry(Record):
    """A name as written."""

    written: str = field(repr=False)

    def length(self) -> int | None:
        """How many characters the name has, the middle dot among them; None where it is no name.

        A text that holds digits, nothing at all, or characters that cannot be seen is not a name.
        """
        try:
            return len(PersonName.parse(self.written).reveal())
        except InvalidValue:
            return None


@frozen
class OutgoingText(Record):
    """A text about to leave the house: a log line, a message, an export that is to be masked."""

    text: str = field(repr=False)

    def numbers(self) -> int:
        """How many unmasked resident numbers it holds: right check character and date, or 15 digits with a date."""
        plain = _JOINED.sub("", unicodedata.normalize("NFKC", self.text).upper())
        new = sum(_is_number(found) for found in _NUMBER.findall(plain))
        return new + sum(_is_day(f"19{found[6:12]}") for found in _OLD_NUMBER.findall(plain))


def _is_number(text: str) -> bool:
    return check_character(text[:17]) == text[17] and _is_day(text[6:14])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
