"""Cells that are a form to tick, with its answers in it: ☑是 □否, 是√ 否□, 男( ) 女(√)."""

from __future__ import annotations

import re

from laborcoop.exchange import cells
from laborcoop.exchange.roster.readings import UNCLEAR, UNTICKED
from laborcoop.exchange.sheets import Cell

# Word ticks a box of its own with ☒: beside an empty box it is no cross.
_TICKS, _EMPTY, _CROSSES = "√✓✔☑☒✅■●◉⊙", "□☐○◯", "×✗✘"
_MARKS = frozenset(_TICKS + _EMPTY + _CROSSES)
_BESIDE = re.compile(r"[\s/、,;|]+")
_IN_BRACKETS = re.compile(rf"[(\[]\s*([{_TICKS}{_CROSSES}]?)\s*[)\]]")
_MARK, _ANSWER = f"([{_TICKS}{_EMPTY}{_CROSSES}])", f"([^{_TICKS}{_EMPTY}{_CROSSES}]{{1,8}})"
_IN_FRONT, _BEHIND = re.compile(_MARK + _ANSWER), re.compile(_ANSWER + _MARK)
_FEWEST_ANSWERS = 2


def ticked_answer(cell: Cell) -> Cell:
    """The answer that is ticked in a form of two answers or more, each with a mark; a cell that is no form as it is.

    Where nothing is ticked, or it cannot be told what is, it is what such columns side by side say (see `choices`).

    >>> ticked_answer("□是 ☑否"), ticked_answer("男( ) 女(√)"), ticked_answer("√")
    ('否', '女', '√')
    """
    if not isinstance(cell, str):
        return cell
    written = _BESIDE.sub("", _IN_BRACKETS.sub(lambda found: found[1] or "□", cells.text(cell)))
    if _MARKS.isdisjoint(written):
        return cell
    told: list[tuple[str, str]]
    if written[0] in _MARKS:
        told = [(answer, mark) for mark, answer in _IN_FRONT.findall(written)]
    else:
        told = _BEHIND.findall(written)
    if len(told) < _FEWEST_ANSWERS or sum(len(answer) + 1 for answer, _ in told) != len(written):
        return cell
    ticked = [answer for answer, mark in told if mark in _TICKS]
    if len(ticked) == 1:
        return ticked[0]
    return UNTICKED if all(mark in _EMPTY for _, mark in told) else UNCLEAR
