"""Numbers of people that strayed into a text which is shown as it is: an id, a file's name, a village, a skill.

They are resident numbers, mobile numbers, and landlines with their area code, in whatever groups they are written.
What counts is the shape, not whether the number is right: a number with a slip of the pen tells as much.
"""

from __future__ import annotations

import re
import unicodedata

from laborcoop.kernel.identity import NOISE, check_character, modern_number, normalise_number
from laborcoop.kernel.ids import keyed_id

_STARS = "***"
_DOTS = "[.·•‧∙_‐‑‒–—−]"
_GAP = f"(?:{NOISE}|{_DOTS}){{0,3}}"
_FEWEST = re.compile("(?:[0-9][^0-9]*){9}")
"""As many digits as the shortest of the numbers shows, with a mask and an X."""


def _grouped(*digits: str) -> str:
    """Digits with blanks, dots or dashes between any of them."""
    return _GAP.join(digits)


_ANY = "[0-9]"
_START = f"(?<!{_ANY})"
_END = f"(?!{_ANY})"
_DAY = ("[01]", _ANY, "[0-3]", _ANY)
_AREA = ("[1-9]", *(_ANY,) * 5)
_SERIAL = (_ANY,) * 3
# The check character follows from the other seventeen: without it a number tells no less.
_NUMBER = re.compile(
    f"{_START}{_grouped(*_AREA)}{_GAP}(?:{_grouped('1', '9')}|{_grouped('2', '0')})"
    f"{_GAP}{_grouped(_ANY, _ANY, *_DAY, *_SERIAL)}(?:{_GAP}[0-9Xx])?{_END}"
)
# Nobody with a number of 15 digits was born after 1999; a year below 30 is the date of a form, not of a birth. No area
# begins with 19 or 20, as a date does.
_OLD_NUMBER = re.compile(f"{_START}(?!19|20){_grouped(*_AREA, '[3-9]', _ANY, *_DAY, *_SERIAL)}{_END}")
_MASKED_NUMBER = re.compile(f"{_START}[1-9][0-9]{{5}}{_GAP}\\*{{8}}{_GAP}[0-9]{{3}}[0-9Xx]")
_COUNTRY = rf"(?:(?:\+|00)?{_grouped('8', '6')}{_GAP})?"
_MOBILE = re.compile(f"{_START}{_COUNTRY}1[3-9][0-9]{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}{_END}")
# Behind a dash or a dot stands the rest of a date rather than the beginning of a phone.
_SPLIT_MOBILE = re.compile(f"{_START}(?<![0-9][-./]){_COUNTRY}{_grouped('1', '[3-9]', *(_ANY,) * 9)}{_END}")
# A day of eight digits behind a short number is a part of an id; without a gap no local number begins with 0, 1 or 9.
_LANDLINE = re.compile(
    rf"{_START}\(?{_START}0(?:10|2[0-9]|[3-9][0-9]{{2}})"
    rf"(?:[)]?{_GAP}(?<![0-9])(?!(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9]{_END})|(?=[2-8]))"
    rf"{_grouped(*(_ANY,) * 7)}(?:{_GAP}[0-9])?{_END}"
)

# What offices number people and parties with; a name may be anything else, in Chinese or in letters.
_TOKEN = re.compile(
    r"(?=[^0-9]*[0-9])[A-Za-z0-9][A-Za-z0-9._/#:+()-]*|[A-Za-z]{1,3}"
    r"|第?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸A-Za-z])[组号户批家队班]"
    r"|(?:岗位|岗|工位|工号|职位|车间|班组|小组|组|户|家庭|批次|批|车|编号|人员|务工|登记|报名|同行)[-_#]?[0-9]{1,6}"
)


def is_token(text: str) -> bool:
    """Whether a text is what one numbers people or parties with (``W-0001``, ``第1组``), so that it can be no name.

    >>> is_token("TX-999"), is_token("岗位-12"), is_token("李四"), is_token("李四-12")
    (True, True, False, False)
    """
    return _TOKEN.fullmatch(_plain(text)) is not None


def may_be_shown(written: str) -> bool:
    """Whether an id is one that offices number with, and tells of nobody."""
    return is_token(written) and not tells_person(written)


def tells_identity(text: str) -> bool:
    """Whether a text holds a whole resident number, of 18 characters or of 15."""
    return _without_numbers(text) != _plain(text)


def tells_person(text: str) -> bool:
    """Whether a text holds a resident number, whole or masked, or a phone."""
    return hidden(text) != text


def hidden(text: str) -> str:
    """The text with stars for each resident number, whole or masked, and each phone; else as it is.

    >>> hidden("合成电子 13800000001"), hidden("K-1")
    ('合成电子 ***', 'K-1')
    """
    plain = _plain(text)
    if not _FEWEST.search(plain):
        return text
    shown = _without_numbers(text)
    for pattern in (_MASKED_NUMBER, _MOBILE, _SPLIT_MOBILE, _LANDLINE):
        shown = pattern.sub(_STARS, shown)
    return text if shown == plain else shown


def public_id(prefix: str, salt: str, written: str) -> str:
    """An id that may be shown: the one written, or where it tells a person a keyed hash of it.

    A number of 15 digits and its twin of 18 give one id, and so do the ways in which either may be written.

    Raises:
        InvalidValue: a hash is needed, and the salt is too short.
    """
    if not tells_person(written):
        return written
    return hashed_id(prefix, salt, written)


def hashed_id(prefix: str, salt: str, written: str) -> str:
    """A keyed hash of an id, the same however a number in it is written.

    Raises:
        InvalidValue: the salt is too short.
    """
    return keyed_id(prefix, salt, modern_number(joined(written)))


def joined(written: str) -> str:
    """A number without what writing adds, dots and dashes included."""
    return re.sub(_DOTS, "", normalise_number(written))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _without_numbers(text: str) -> str:
    return _OLD_NUMBER.sub(_STARS, _NUMBER.sub(_stars_for, _plain(text)))


def _stars_for(match: re.Match[str]) -> str:
    """Stars for a number; ids that offices make of an area, a day and a serial number have the same shape.

    Their days are recent: from 2010 on the check character decides.
    """
    number = joined(match[0])
    first, check = number[:17], number[17:]
    return _STARS if number[6:10] < "2010" or check_character(first) == check else match[0]
