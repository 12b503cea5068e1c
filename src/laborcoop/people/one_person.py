"""By what two records are told to be of one person: one resident number and one name.

The number alone does not do: it may have been copied wrong. Capitals, blanks and a reading in Latin letters within
brackets (续(xù)三) make no other name. Traditional characters do: telling that 張 is 张 takes tables of which there are
none here.
"""

from __future__ import annotations

import re
from datetime import date

from laborcoop.kernel.identity import ResidentNumber
from laborcoop.kernel.personal import PersonName

_READING = re.compile(r"[(\[【〔][A-Za-z\u00c0-\u024f\s'·-]*[)\]】〕]")


def identity_of(number: ResidentNumber, born: date | None) -> str:
    """What a number says, as its 18 characters: a masked one with a birth date beside it says the same as a whole one.

    Empty where a mask hides it for good. Personal data.
    """
    digits = number.reveal()
    if not number.is_masked:
        return digits
    return f"{digits[:6]}{born:%Y%m%d}{digits[14:]}" if born else ""


def name_as_compared(name: PersonName) -> str:
    """A name as it is compared with another that has the same number. Personal data."""
    written = name.reveal()
    return "".join((_READING.sub("", written).strip() or written).casefold().split())
