"""Numbers as they are written in Chinese: 一千四百, 两百, 五千零六, 一万二 (12000), 5千4百."""

from __future__ import annotations

import re

NUMERAL = r"(?:(?<![0-9.,])[1-9](?=[十百千万亿])|[〇零一二两三四五六七八九十百千万亿])+"
"""What such a number is made of; an Arabic digit stands right before the word of its place alone."""

_ORDER = "零一二三四五六七八九"
_DIGITS = {digit: value for value, digit in enumerate(_ORDER)} | {"两": 2}
_MYRIAD, _MYRIADS = 10**4, 10**8
_DIGIT = "[一二两三四五六七八九]"
_WHOLE = re.compile("(?:(?P<myriads>[^万亿]+)亿)?(?:(?P<myriad>[^万亿]+)万)?(?P<rest>[^万亿]*)")
# Below ten thousand. Two digits side by side are an estimate (三四百 is 300 to 400), and no number.
_PART = re.compile(
    rf"(?:零?(?P<thousands>{_DIGIT})千)?(?:零?(?P<hundreds>{_DIGIT})百)?(?:零?(?P<tens>{_DIGIT}?十))?"
    rf"(?:(?P<zero>零?)(?P<last>{_DIGIT}))?"
)


def chinese_number(written: str) -> int | None:
    """The number that Chinese numerals say; None where they say none.

    >>> chinese_number("一千四百"), chinese_number("两百零五"), chinese_number("一万二"), chinese_number("百")
    (1400, 205, 12000, 100)

    A last digit without 零 before it is of the next lower place: 一千五 is 1500, 一千零五 is 1005. A place without its
    digit (百余人, 近万人) begins a number.
    """
    plain = re.sub("[1-9]", lambda digit: _ORDER[int(digit[0])], written).replace("〇", "零")
    if plain == "零":
        return 0
    found = _WHOLE.fullmatch(f"一{plain}" if plain[:1] in {"百", "千", "万", "亿"} else plain)
    if found is None:
        return None
    above = _MYRIAD if found["myriad"] else _MYRIADS if found["myriads"] else 0
    value = 0
    for times, part in (
        (_MYRIADS, _part(found["myriads"] or "")),
        (_MYRIAD, _part(found["myriad"] or "")),
        (1, _part(found["rest"], above)),
    ):
        if part is None:
            return None
        value += times * part
    return value


def _part(written: str, above: int = 0) -> int | None:
    """A number below ten thousand; of a digit alone right below a place (一万二) the place is the next lower one."""
    found = _PART.fullmatch(written)
    if found is None:
        return None
    places = ((1_000, found["thousands"]), (100, found["hundreds"]), (10, found["tens"]))
    value = sum(place * _DIGITS.get(digit[0], 1) for place, digit in places if digit)
    if found["last"]:
        lowest = next((place for place, digit in reversed(places) if digit), above)
        value += _DIGITS[found["last"]] * (1 if found["zero"] or not lowest else lowest // 10)
    return value
