"""Resident numbers that nothing is to be said about, told at once by three look-ups.

A number is an area, a birth date and a tail; a roster has few areas, some ten thousand birth dates, and there are
11 000 tails. What each part is worth is worked out once and remembered, so that a number is judged by a sum. Any other
number goes the long way, through the rules of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import add, itemgetter, mul

from laborcoop.exchange.roster.judged import NumberJudge
from laborcoop.exchange.roster.values import Said
from laborcoop.kernel.identity import Sex, check_character, is_possible_birth
from laborcoop.people.identity_check import NumberEntry
from laborcoop.rulebook import Finding, Severity

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_OF_AREA, _OF_BIRTH, _OF_TAIL, _OF_SEX = (itemgetter(slice(*ends)) for ends in ((0, 6), (6, 14), (14, None), (16, 17)))
_LONGEST_TAIL = 4
_SAID = itemgetter(0)
_SEXES = {str(digit): Sex.MALE if digit % 2 else Sex.FEMALE for digit in range(10)}
_RIGHT_SUMS = frozenset(range(1, 9 * sum(_WEIGHTS) + 11, 11))
_RIGHT_BESIDE = tuple(frozenset(total - rest for total in _RIGHT_SUMS) for rest in range(11))
"""Sums that are right beside something that is worth so much, but for elevens."""
_WRONG = -10 * sum(_WEIGHTS)
_BORN = "19900101"


class _Parts(dict[str, int]):
    """What parts of numbers are worth; one that is not right is worth so little that no sum is, and not remembered."""

    def __init__(self, worth: Callable[[str], int | None]) -> None:
        super().__init__()
        self._worth = worth

    def __missing__(self, part: str) -> int:
        found = self._worth(part)
        if found is None:
            return _WRONG
        self[part] = found
        return found


class Numbers:
    """Tells the numbers that the rules of a book find nothing wrong with, on a day."""

    def __init__(self, judge: NumberJudge, synthetic_areas: frozenset[str]) -> None:
        self.judge = judge
        self._synthetic = synthetic_areas
        self._notes: dict[str, Finding] = {}
        self._areas = _Parts(self._area)
        self._births = _Parts(self._birth)
        self._tails = _Parts(_tail)

    def are_plain(
        self, written: Sequence[str], areas: set[str], sexes: Iterable[Said] | None, births: Iterable[Said] | None
    ) -> list[bool]:
        """Of each number whether nothing is to be said of it, by itself and beside what its row declares.

        Args:
            written: the numbers as texts.
            areas: their areas (`areas_of`).
            sexes: what each row says of the sex; None where no row does.
            births: what each row says of the birth date; None where no row does.
        """
        sums = map(
            add,
            map(self._births.__getitem__, map(_OF_BIRTH, written)),
            map(self._tails.__getitem__, map(_OF_TAIL, written)),
        )
        if len(areas) == 1:
            # A county's roster: all have one area, which need not be asked for each.
            (area,) = areas
            right = _right_sums(self._areas[area])
        else:
            sums = map(add, map(self._areas.__getitem__, map(_OF_AREA, written)), sums)
            right = _RIGHT_SUMS
        plain = [*map(right.__contains__, sums)]
        if sexes is not None:
            said, stated = [*map(_SAID, sexes)], [*map(_SEXES.get, map(_OF_SEX, written))]
            if said != stated:
                plain = [
                    holds and (one is None or one is other)
                    for holds, one, other in zip(plain, said, stated, strict=True)
                ]
        if births is not None:
            plain = [
                holds and (born[0] is None or born[0] == _birth_of(number))
                for holds, born, number in zip(plain, births, written, strict=True)
            ]
        return plain

    def notes(self, areas: Iterable[str]) -> list[Finding]:
        """What is to be said of plain numbers of some areas, once for all of one."""
        return [self._notes[area] for area in sorted(areas) if area in self._notes]

    def stated(self, written: str) -> tuple[date, Sex]:
        """The birth date and the sex that a plain number states."""
        return _birth_of(written), _SEXES[_OF_SEX(written)]

    def _area(self, digits: str) -> int | None:
        # A rule that is not known may find something with any number.
        if not (self.judge.knows_the_rules and _are_digits(digits) and digits[0] != "0"):
            return None
        first = f"{digits}{_BORN}001"
        entry = NumberEntry(written=first + check_character(first), synthetic_areas=self._synthetic)
        found = self.judge.book.judge(entry, "", on=self.judge.on, kind="worker")
        if any(finding.rule != "ID-05" or finding.severity is not Severity.INFO for finding in found):
            return None
        if found:
            self._notes[digits] = found[0]
        return _weight(digits, 0)

    def _birth(self, digits: str) -> int | None:
        if not _are_digits(digits):
            return None
        try:
            born = date.fromisoformat(digits)
        except ValueError:
            return None
        return _weight(digits, 6) if is_possible_birth(born, self.judge.on) else None


def _tail(characters: str) -> int | None:
    if len(characters) != _LONGEST_TAIL:
        return None
    serial, check = characters[:3], characters[3]
    if not _are_digits(serial) or not (_are_digits(check) or check == "X"):
        return None
    value = 10 if check == "X" else int(check)
    return _weight(serial, 14) + value


def _birth_of(right: str) -> date:
    """The birth date that a number states whose date is one."""
    return date.fromisoformat(_OF_BIRTH(right))


def _right_sums(area: int) -> frozenset[int]:
    """The sums of birth date and tail that are right beside what an area is worth."""
    return _RIGHT_BESIDE[area % 11] if area >= 0 else frozenset()


def areas_of(written: Iterable[str]) -> set[str]:
    """The areas of some numbers."""
    return {*map(_OF_AREA, written)}


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _weight(digits: str, first: int) -> int:
    return sum(map(mul, map(int, digits), _WEIGHTS[first:]))
