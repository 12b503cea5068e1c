"""What a header says of the cells below it: that a wage is in 万元, that 1 means 否, that a figure is no month's.

``月工资(万元)`` with 0.5 is 5 000 yuan, ``是否脱贫户(1.否 2.是)`` with 2 is a yes. A wage by the day, the hour, the
year or the piece, or in other money, is no monthly one, and not read: nobody knows how many days somebody will work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from laborcoop.exchange import cells
from laborcoop.exchange.roster.columns import ANNOTATION
from laborcoop.exchange.roster.readings import ANSWERS, UNCLEAR
from laborcoop.exchange.sheets import Cell

WAGES = frozenset({"wage", "lowest_wage"})
_NO_MONTH = re.compile(
    "[/每按一][天日周年件趟次个时]|小时|时薪|日薪|年薪|周薪|计件|计时|[日天年时周]工资|[日天年时周]结|美元|港[元币]|澳门元|澳元|日元|欧元|外币|百元"
)
_A_MONTH = re.compile("[/每按一]个?月")
_UNIT = re.compile("([千万])元?")
_FIGURES = re.compile(r"[0-9][0-9.,\s]*(?:[-—–~至到/]+\s*[0-9.,\s]+)?")
_CODE_FIRST = re.compile(r"([0-9])[^\w]*([^\W0-9]+)")
_CODE_LAST = re.compile(r"([^\W0-9]+)[^\w]*([0-9])")
_FEWEST_CODES = 2


class Headed(NamedTuple):
    """What a header says of the cells of its column: the unit of a wage (千, 万), or what codes mean."""

    at: int
    unit: str = ""
    codes: tuple[tuple[str, str], ...] = ()


def heads(columns: Iterable[tuple[int, str, Sequence[str]]]) -> tuple[tuple[Headed, ...], tuple[int, ...]]:
    """What the headers of columns say of the cells below them, and the columns of wages that are no monthly ones.

    Args:
        columns: the index of each, its key, and what stands above it, the lowest last.
    """
    several: list[Headed] = []
    no_month_s: list[int] = []
    for at, key, parts in columns:
        if key in WAGES and any(_NO_MONTH.search(_A_MONTH.sub("", said)) for said in parts):
            no_month_s.append(at)
        elif (says := _headed(at, key, parts)) is not None:
            several.append(says)
    return tuple(several), tuple(no_month_s)


def _headed(at: int, key: str, parts: Sequence[str]) -> Headed | None:
    said = [text for part in parts for text in ANNOTATION.findall(part)] + [*parts[1:]]
    if key in WAGES:
        return next((Headed(at, found[1]) for text in said if (found := _UNIT.search(text))), None)
    tables = (_codes(text) for text in said if key in ANSWERS)
    return next((Headed(at, codes=codes) for codes in tables if len(codes) >= _FEWEST_CODES), None)


def _codes(said: str) -> tuple[tuple[str, str], ...]:
    """The codes of a text and what each means: 1否2是, or 否1是2."""
    inside = said.strip("()[]【】〔〕")
    if inside[:1].isdigit():
        return tuple(_CODE_FIRST.findall(inside))
    return tuple((code, meaning) for meaning, code in _CODE_LAST.findall(inside))


def as_headed(several: Sequence[Headed], row: Sequence[Cell]) -> Sequence[Cell]:
    """A row with the cells of some columns as their headers mean them."""
    return reduce(_as_headed, several, row)


def _as_headed(row: Sequence[Cell], one: Headed) -> Sequence[Cell]:
    at = one.at
    if at >= len(row) or cells.is_empty(row[at]):
        return row
    written = cells.text(row[at])
    if one.unit:
        # What gives a unit of its own keeps it.
        cell = f"{written}{one.unit}" if _FIGURES.fullmatch(written) else row[at]
    else:
        cell = dict(one.codes).get(written, UNCLEAR if written.isdigit() else row[at])
    return (*row[:at], cell, *row[at + 1 :])
