"""Resident numbers and phones that strayed into a text which is shown as it is: an id, a file's name, a wish.

What counts is the shape, not whether the number is right: a number with a slip of the pen tells as much.
"""

from __future__ import annotations

import re
import unicodedata

from laborcoop.kernel.identity import NOISE, check_character, modern_number, normalise_number
from laborcoop.kernel.ids import keyed_id

_STARS = "***"
_GAP = f"{NOISE}{{0,2}}"


def _born(*digits: str) -> str:
    """A birth date between the area and the serial number; blanks may stand around it and between its digits."""
    return _GAP + _GAP.join(digits) + _GAP


_ANY = "[0-9]"
_DAY = ("[01]", _ANY, "[0-3]", _ANY)
_AREA = f"(?<!{_ANY})[1-9]{_ANY}{{5}}"
# The check character follows from the other seventeen: without it a number tells no less.
_NUMBER = re.compile(
    f"{_AREA}(?:{_born('1', '9', _ANY, _ANY, *_DAY)}|{_born('2', '0', _ANY, _ANY, *_DAY)}){_ANY}{{3}}"
    f"(?:{_GAP}[0-9Xx])?(?!{_ANY})"
)
# Nobody with a number of 15 digits was born after 1999; a year below 30 is the date of a form, not of a birth.
_OLD_NUMBER = re.compile(f"{_AREA}{_born('[3-9]', _ANY, *_DAY)}{_ANY}{{3}}(?!{_ANY})")
_MASKED_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{5}\*{8}[0-9]{3}[0-9Xx]")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")


def tells_identity(text: str) -> bool:
    """Whether a text holds a whole resident number, of 18 characters or of 15."""
    return _without_numbers(text) != _plain(text)


def tells_person(text: str) -> bool:
    """Whether a text holds a resident number, whole or masked, or a mobile number."""
    return hidden(text) != text


def hidden(text: str) -> str:
    """The text with stars for each resident number, whole or masked, and each mobile number; else as it is.

    >>> hidden("合成电子 13800000001"), hidden("K-1")
    ('合成电子 ***', 'K-1')
    """
    shown = _MOBILE.sub(_STARS, _MASKED_NUMBER.sub(_STARS, _without_numbers(text)))
    return text if shown == _plain(text) else shown


def public_id(prefix: str, salt: str, written: str) -> str:
    """An id that may be shown: the one written, or where it tells a person a keyed hash of it.

    A number of 15 digits and its twin of 18 give one id, and so do the ways in which either may be written.

    Raises:
        InvalidValue: a hash is needed, and the salt is too short.
    """
    if not tells_person(written):
        return written
    return keyed_id(prefix, salt, modern_number(normalise_number(written)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _without_numbers(text: str) -> str:
    return _OLD_NUMBER.sub(_STARS, _NUMBER.sub(_stars_for, _plain(text)))


def _stars_for(match: re.Match[str]) -> str:
    """Stars for a number; ids that offices make of an area, a day and a serial number have the same shape.

    Their days are recent: from 2010 on the check character decides.
    """
    number = normalise_number(match[0])
    first, check = number[:17], number[17:]
    return _STARS if number[6:10] < "2010" or check_character(first) == check else match[0]
