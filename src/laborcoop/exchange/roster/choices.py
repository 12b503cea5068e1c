"""Columns that share one header: those of which a row ticks one (是｜否, 脱贫户｜监测户｜一般户), and others.

What stands below the header (or in brackets behind it) tells such columns apart. Where each of these labels is an
answer by itself, the ticked one is what a row says. Where one of the columns is what the header names (务工企业 over
名称 and 地址), it is read alone. Of others (月工资 over 最低 and 最高) none says what the header asks: none is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from laborcoop.errors import InvalidValue
from laborcoop.exchange import cells
from laborcoop.exchange.roster.columns import ANNOTATION, BY_KEY, DETAILS, Headers
from laborcoop.exchange.roster.owners import WHO, Named
from laborcoop.exchange.roster.readings import ANSWERS, UNCLEAR, UNTICKED
from laborcoop.exchange.sheets import Cell
from laborcoop.exchange.words import folded

_AS_NAMED = frozenset({"名称", "全称", "号码", "内容", "数额", "日期", "时间"})
"""Labels of the column that holds what the header above it names."""
_ANY_WILL_DO = WHO | {"phone", "home_address", "residence", "village"}
"""Columns of which it is no matter which part is read: an address is searched for a county, a number reads or not."""
_TICKS = frozenset({"√", "✓", "✔", "☑", "■", "V", "1", "Y", "YES", "TRUE"})
_CROSSES = frozenset({"×", "✗", "✘", "☐", "□", "0", "N", "NO", "FALSE", "/", "-", "—"})


class Choice(NamedTuple):
    """Columns of which a row ticks one: the index and the label of each. The answer is put where the first stands."""

    key: str
    options: tuple[tuple[int, str], ...]

    @property
    def at(self) -> int:
        """The column in which the answer is looked for."""
        return self.options[0][0]


class Shared(NamedTuple):
    """What columns under one header are: to be ticked, parts of which none is read, and those beside the one read."""

    choices: tuple[Choice, ...]
    apart: Mapping[int, str]
    beside: frozenset[int]

    @property
    def left(self) -> frozenset[int]:
        """The columns that hold nothing to be read by themselves."""
        further = {at for choice in self.choices for at, _ in choice.options[1:]}
        return self.beside | self.apart.keys() | further


def label_of(parts: Sequence[str], key: str, headers: Headers) -> tuple[str, str]:
    """The header that names a column, and the label that tells it from others under it; two empty texts without one."""
    lowest = parts[-1]
    for above in reversed(parts[:-1]):
        found = headers.find(above)
        if found is not None and found[0] == key:
            return above, lowest
    base = ANNOTATION.sub("", lowest)
    if base == lowest or lowest in headers.ranks or not headers.find(base):
        return "", ""
    return base, "".join(ANNOTATION.findall(lowest))[1:-1]


def shared(columns: Iterable[Named]) -> Shared:
    """What columns of one list of people are to each other that share their header."""
    groups: dict[tuple[str, str], list[Named]] = {}
    for one in columns:
        is_read = one.key in BY_KEY and (BY_KEY[one.key].used or one.key in DETAILS)
        if one.label and is_read and one.key not in _ANY_WILL_DO:
            groups.setdefault((one.key, one.under), []).append(one)
    choices: list[Choice] = []
    apart: dict[int, str] = {}
    beside: set[int] = set()
    for (key, _), several in groups.items():
        options = tuple((one.at, one.label) for one in several)
        labels = {label for _, label in options}
        named = [one.at for one in several if one.label in _AS_NAMED or (one.is_lowest and one.says == one.label)]
        if len(several) == 1:
            # 否 beside 原因
            if not several[0].is_lowest and key in ANSWERS and _says_yes_or_no(several[0].label):
                choices.append(Choice(key, options))
        elif len(labels) == 1:
            continue
        elif key in ANSWERS and all(_is_read(ANSWERS[key], label) for label in labels):
            choices.append(Choice(key, options))
        elif len(named) == 1:
            beside |= {one.at for one in several} - {*named}
        else:
            apart |= dict.fromkeys((at for at, _ in options), key)
    return Shared(tuple(choices), apart, frozenset(beside))


def ticked(choices: Sequence[Choice], row: Sequence[Cell]) -> Sequence[Cell]:
    """A row with the answer of each choice in the place of its first column, as text; one that cannot be told, too."""
    return reduce(_answered, choices, row)


def _answered(row: Sequence[Cell], choice: Choice) -> Sequence[Cell]:
    at = choice.at
    if at >= len(row):
        return row
    if all(cells.is_empty(row[index]) for index, _ in choice.options if index < len(row)):
        return (*row[:at], UNTICKED, *row[at + 1 :])
    told = [(label, _is_ticked(label, row[index])) for index, label in choice.options if index < len(row)]
    chosen = [label for label, is_ticked in told if is_ticked]
    is_clear = len(chosen) == 1 and all(is_ticked is not None for _, is_ticked in told)
    answer = chosen[0] if is_clear else UNCLEAR
    return (*row[:at], answer, *row[at + 1 :])


def _is_ticked(label: str, cell: Cell) -> bool | None:
    """Whether a cell ticks its label; None where that cannot be told: 是 below 否 may mean either."""
    if cells.is_empty(cell):
        return False
    written = cells.text(cell).upper()
    if folded(cell) == label or written in _TICKS:
        return True
    if written in _CROSSES:
        return False
    try:
        return None if _says_yes_or_no(label) else cells.yes_no(cell)
    except InvalidValue:
        return None


def _says_yes_or_no(label: str) -> bool:
    return _is_read(cells.yes_no, label)


def _is_read(read: Callable[[Cell], object], label: str) -> bool:
    try:
        read(label)
    except InvalidValue:
        return False
    return True
