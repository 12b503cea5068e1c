"""Whoever goes along and has no row: told of by the words of remarks and of headers, as nobody plans a seat for them.

The words are experience, checked by no source.
"""

from __future__ import annotations

import re

from laborcoop.exchange import cells
from laborcoop.exchange.sheets import Cell

_FAMILY = "小孩|孩子|儿童|子女|婴儿|幼儿|娃|儿子|女儿|老人|家属|父母|妻儿|家人"
_BRINGS = re.compile(
    rf"(?<![不没未无携])(?:(?:携带?|带)(?:着|有|上)?|随行|随迁|同行).{{0,4}}(?:{_FAMILY})|(?:{_FAMILY})(?:随行|随迁|同行)"
)
_ASKS = re.compile(
    rf"(?:随行|随迁|携带?|同行|带).{{0,2}}(?:{_FAMILY}|人员|人数)|(?:{_FAMILY}).{{0,2}}(?:随行|随迁|同行)"
)


def brings_somebody(remark: Cell) -> bool:
    """Whether a remark may say that others go along: 带1个小孩, 携家属, 子女随行; not 不带小孩."""
    return _BRINGS.search(re.sub(r"\s", "", cells.text(remark))) is not None


def asks_who_goes_along(header: str) -> bool:
    """Whether a header may ask who goes along: 随行人数, 是否携带子女."""
    return _ASKS.search(header) is not None
