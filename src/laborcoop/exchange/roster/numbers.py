"""Resident numbers that nothing is to be said about, told at once by three look-ups.

A number is an area, a birth date and a tail; a roster has few areas, some ten thousand birth dates, and there are
11 000 tails. What each part is worth is worked out once and remembered, so that a number is judged by a sum. Any other
number goes the long way, through the rules of the book.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.sheets import Cell
from laborcoop.kernel.identity import Sex, check_character, is_possible_birth
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding, Severity

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_SUM = 11
_RIGHT = 1
_BORN = "19900101"


class Area(NamedTuple):
    """What the first six digits are worth; ``note`` is what is said of such numbers once for a file."""

    weight: int
    note: Finding | None


class Birth(NamedTuple):
    """What the birth date is worth."""

    weight: int
    born: date


class Tail(NamedTuple):
    """What the last four characters are worth, and the sex that they state."""

    weight: int
    sex: Sex


class PlainNumber(NamedTuple):
    """What a number states that nothing is to be said about; ``note`` is for the file."""

    born: date
    sex: Sex
    note: Finding | None


class _Parts(dict[str, Any]):
    """What parts of numbers are worth; one that is not right is worth nothing and not remembered."""

    def __init__(self, worth: Callable[[str], Any]) -> None:
        super().__init__()
        self._worth = worth

    def __missing__(self, part: str) -> Any:  # noqa: ANN401 - what a part is worth
        found = self._worth(part)
        if found is not None:
            self[part] = found
        return found


class Numbers:
    """Tells the numbers that the rules of a book find nothing wrong with, on a day."""

    def __init__(self, judge: NumberJudge, synthetic_areas: frozenset[str]) -> None:
        self._judge = judge
        self._synthetic = synthetic_areas
        self._areas = _Parts(self._area)
        self._births = _Parts(self._birth)
        self._tails = _Parts(_tail)

    def plain(self, written: Cell, sex: Sex | None, born: date | None) -> PlainNumber | None:
        """A number with what it states; None where something may have to be said, or what is declared differs."""
        if type(written) is not str or len(written) != _LENGTH:
            return None
        area, birth, tail = self._areas[written[:6]], self._births[written[6:14]], self._tails[written[14:]]
        if area is None or birth is None or tail is None or (area[0] + birth[0] + tail[0]) % _SUM != _RIGHT:
            return None
        if (sex is not None and sex is not tail[1]) or (born is not None and born != birth[1]):
            return None
        return PlainNumber(birth[1], tail[1], area[1])

    def _area(self, digits: str) -> Area | None:
        # A rule that is not known may find something with any number.
        if not (self._judge.knows_the_rules and _are_digits(digits) and digits[0] != "0"):
            return None
        first = f"{digits}{_BORN}001"
        entry = NumberEntry(written=first + check_character(first), synthetic_areas=self._synthetic)
        found = self._judge.book.judge(entry, "", on=self._judge.on, kind="worker")
        if any(finding.rule != "ID-05" or finding.severity is not Severity.INFO for finding in found):
            return None
        return Area(_weight(digits, 0), found[0] if found else None)

    def _birth(self, digits: str) -> Birth | None:
        if not _are_digits(digits):
            return None
        try:
            born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
        return Birth(_weight(digits, 6), born) if is_possible_birth(born, self._judge.on) else None


def _tail(characters: str) -> Tail | None:
    serial, check = characters[:3], characters[3]
    if not _are_digits(serial) or not (_are_digits(check) or check == "X"):
        return None
    value = 10 if check == "X" else int(check)
    return Tail(_weight(serial, 14) + value, Sex.MALE if int(serial[2]) % 2 else Sex.FEMALE)


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _weight(digits: str, first: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS[first:], strict=False))
