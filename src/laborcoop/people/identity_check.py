"""A resident number as somebody wrote it down, before it is a `ResidentNumber`.

The rules ID-01 to ID-12 look at these values. A cell may hold anything: a number spoilt by a spreadsheet, a mask, a
placeholder, nothing at all. `NumberEntry.read` tells which, and at most one fault excludes an entry: the first that
makes the later questions pointless.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.identity import ResidentNumber, Sex, check_character, is_placeholder, normalise_number
from laborcoop.kernel.ids import WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.rulebook.finding import Locus

_EXACT_BELOW = 10**15
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]*)?E\+?[0-9]+")
_DECIMAL = re.compile(r"[0-9]{15,18}\.0+")
_DIGITS = re.compile(r"[0-9]{18}")
_OLD = re.compile(r"[0-9]{15}")


class _Fault(NamedTuple):
    """Why a number cannot be read, and the code of the rule that says so."""

    text: Text
    code: str


_DAMAGED = _Fault(
    Text(
        "号码被电子表格存成了数值，末几位已丢失",
        "a spreadsheet has stored the number as a quantity: its last digits are lost",
    ),
    "ID-10",
)


@frozen(kw_only=True)
class NumberEntry(Record):
    """A number as written in one row of a roster, with what the row declares beside it.

    ``written`` is the cell as it was stored: text, or a number where a spreadsheet made one of it. ``sex`` and ``born``
    are what other cells declare. ``synthetic_areas`` are the six-digit areas that the case declares invented.
    """

    written: str | float | int | None = field(repr=False)
    sex: Sex | None = None
    born: date | None = field(default=None, repr=False)
    synthetic_areas: frozenset[str] = frozenset()
    # Eleven rules ask the same of every entry: what it is read as on a day is found out once.
    _read: dict[date, ResidentNumber | _Fault] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def text(self) -> str:
        """The characters of the number, normalised; empty where nothing was written. Personal data."""
        if self.written is None:
            return ""
        if isinstance(self.written, float) and self.written.is_integer() and abs(self.written) < _EXACT_BELOW:
            return str(int(self.written))
        return normalise_number(str(self.written))

    @property
    def is_damaged(self) -> bool:
        """Whether a spreadsheet has stored the number as a floating point number and lost its last digits (ID-10).

        A spreadsheet keeps 15 digits: 18 of them end in 000 then, or are a multiple of what the processor can hold.
        Such digits with a right check character are taken as they are.
        """
        text = self.text
        if isinstance(self.written, float):
            return not self.written.is_integer() or abs(self.written) >= _EXACT_BELOW
        if _EXPONENT.fullmatch(text) or _DECIMAL.fullmatch(text):
            return True
        if not _DIGITS.fullmatch(text) or check_character(text[:-1]) == text[-1]:
            return False
        return text.endswith("000") or (isinstance(self.written, int) and int(float(text)) == self.written)

    @property
    def was_normalised(self) -> bool:
        """Whether the text was written with blanks, full width, a quote or a small x (ID-09)."""
        return isinstance(self.written, str) and self.written != self.text

    @property
    def was_old(self) -> bool:
        """Whether an old number of 15 digits was written (ID-07)."""
        return bool(_OLD.fullmatch(self.text))

    def read(self, on: date) -> ResidentNumber:
        """The number that was meant.

        Args:
            on: the day that must not lie before the birth date (ID-03).

        Raises:
            InvalidValue: with ``code`` ID-01, ID-02, ID-03, ID-10 or ID-12, and never with the number itself.
        """
        found = self._found(on)
        if isinstance(found, _Fault):
            raise InvalidValue(found.text, found.code)
        return found

    def number(self, on: date) -> ResidentNumber | None:
        """The number that was meant; None where it cannot be read."""
        found = self._found(on)
        return None if isinstance(found, _Fault) else found

    def fault(self, on: date) -> str:
        """The code of the one rule that excludes the entry; empty where the number can be read."""
        found = self._found(on)
        return found.code if isinstance(found, _Fault) else ""

    def _found(self, on: date) -> ResidentNumber | _Fault:
        found = self._read.get(on)
        if found is None:
            found = self._read[on] = self._fresh(on)
        return found

    def _fresh(self, on: date) -> ResidentNumber | _Fault:
        text = self.text
        if self.is_damaged and not is_placeholder(text):
            return _DAMAGED
        try:
            return ResidentNumber.parse(text, on)
        except InvalidValue as refused:
            return _Fault(refused.text, refused.code)


@frozen(kw_only=True)
class SharedNumber(Record):
    """One number in several rows, or of several workers, that are not the same person (ID-08); it is not held."""

    rows: tuple[Locus, ...] = ()
    workers: tuple[WorkerId, ...] = ()
