"""How counties write: dates and wages in five styles, numbers with blanks or in full width, yes and no by habit."""

from __future__ import annotations

import random
from datetime import date, datetime

from spring_return_maker.left_out import MASKED
from spring_return_maker.people import MAN, WOMAN, Person

Cell = str | int | float | datetime | None
"""What is put into a cell; a `datetime` becomes a real date of the spreadsheet."""

_FULL_WIDTH = {ord("0") + digit: chr(ord("０") + digit) for digit in range(10)}
_OLD_STYLE_BEFORE = 1985
"""Some people born before are still listed with their number of 15 digits."""


def day(when: date | None, rng: random.Random) -> Cell:
    """A date in one of five styles."""
    if when is None:
        return None
    style = rng.randrange(5)
    if style == 0:
        return datetime.combine(when, datetime.min.time())
    plain = f"{when.year}{{0}}{when.month}{{0}}{when.day}"
    return (
        when.isoformat(),
        plain.format("/"),
        plain.format("."),
        f"{when.year}年{when.month}月{when.day}日",
    )[style - 1]


def wage(yuan: int, rng: random.Random) -> Cell:
    """A monthly wage in one of five styles; 4500 as ``0.45万``."""
    if not yuan:
        return None
    return rng.choice((yuan, f"{yuan}元", f"{yuan}-{yuan + 1500}", f"{yuan / 1000:g}千", f"{yuan / 10000:g}万"))


def name(person: Person, rng: random.Random) -> str:
    """A name; some of two characters are spread to the width of three."""
    if len(person.name) == 2 and rng.randrange(3) == 0:  # noqa: PLR2004 - two characters, as the docstring says
        return f"{person.name[0]}　{person.name[1]}"
    return person.name


def number(person: Person, rng: random.Random) -> Cell:
    """A resident number: mostly plain text, now and then as people type it."""
    plain = person.number
    if person.role == MASKED:
        return plain[:6] + "*" * 8 + plain[14:]
    if person.born.year < _OLD_STYLE_BEFORE and rng.randrange(60) == 0:
        old = plain[:6] + plain[8:17]
        return rng.choice((old, int(old)))
    typed = (f"{plain[:6]} {plain[6:14]} {plain[14:]}", plain.translate(_FULL_WIDTH), f"'{plain}", f"{plain} ")
    style = rng.randrange(24)
    return typed[style] if style < len(typed) else plain.lower()


_SEXES: dict[str, dict[str, str | int]] = {
    "text": {MAN: "男", WOMAN: "女"},
    "number": {MAN: 1, WOMAN: 2},
    "letter": {MAN: "M", WOMAN: "F"},
}


def sex(person: Person, style: str, rng: random.Random) -> Cell:
    """A sex as the county writes it; one in three hundred is wrong."""
    wrong = rng.randrange(300) == 0
    return _SEXES[style][{MAN: WOMAN, WOMAN: MAN}[person.sex] if wrong else person.sex]


def phone(person: Person, rng: random.Random) -> Cell:
    """A phone: text, a quantity, spaced, or (one in two hundred) a digit short."""
    plain = person.phone
    if rng.randrange(200) == 0:
        return plain[:-1]
    return rng.choice((plain, plain, plain, int(plain), f"{plain[:3]} {plain[3:7]} {plain[7:]}"))


def yes(is_so: bool, style: tuple[Cell, Cell]) -> Cell:  # noqa: FBT001 - the first of the two words, or the second
    """One of the county's two words for yes and no."""
    return style[0] if is_so else style[1]
