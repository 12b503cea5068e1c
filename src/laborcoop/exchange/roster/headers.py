"""Finding the header of a sheet behind title rows, in one row or several, with merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from laborcoop.exchange import cells
from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.sheets import Cell, Sheet, column_letters
from laborcoop.exchange.words import folded

SEARCHED_ROWS = 50
"""How many rows a header may be away from the first that holds anything."""
MOST_HEADER_ROWS = 3
"""How many rows a header may have."""
_FEWEST_COLUMNS = 2
_LONGEST_HEADER = 40
_WHO = frozenset({"name", "id_number"})
_LONG_NUMBER = re.compile(r"[0-9*x]{11,}")


@frozen(kw_only=True)
class Block:
    """Columns that list other people beside those of the first columns: who somebody is stands there once more.

    ``columns`` gives the index of the column of each key; the block is from column ``first`` on up to ``end``, which is
    no part of it.
    """

    first: int
    end: int
    columns: dict[str, int]


@frozen(kw_only=True)
class Header:
    """Where a header is and what it says.

    ``columns`` gives the index of the column of each key; ``repeated`` columns say again what another column says
    (index and the index of the other); ``unknown`` are columns with a header that nothing is known about. ``beside``
    are the blocks on the right of the first columns. ``first`` and ``last`` are the rows of the header as indexes into
    the sheet's rows, ``rows`` what they say.
    """

    first: int
    last: int
    columns: dict[str, int]
    repeated: tuple[tuple[int, int], ...] = ()
    unknown: tuple[int, ...] = ()
    beside: tuple[Block, ...] = ()
    names: tuple[str, ...] = ()
    rows: frozenset[tuple[str, ...]] = frozenset()

    @property
    def worth(self) -> tuple[int, int]:
        """How good the header is as a guess: the columns that it explains, then the fewest rows."""
        return len({*self.columns}.union(*(block.columns for block in self.beside))), self.first - self.last


def find_header(sheet: Sheet, headers: Headers) -> Header | None:
    """The header of a sheet: the one that explains most columns, of equals the shortest; None where there is none.

    A header names the person (姓名) or the number (身份证号码) and at least one column more. Behind the first row of
    somebody under a header no other is looked for: with it, whoever stands above it would be lost.
    """
    filled = _filled_right(sheet)
    best: Header | None = None
    for first in range(min(len(sheet.rows), SEARCHED_ROWS)):
        if best is not None and first > best.last and _has_long_number(sheet.rows[first]):
            break
        for last in range(first, min(first + MOST_HEADER_ROWS, len(sheet.rows))):
            if _has_long_number(sheet.rows[last]):
                break
            header = _read(filled[first : last + 1], first, last, headers)
            if header is not None and (best is None or header.worth > best.worth):
                best = header
    if best is None:
        return None
    return evolve(best, names=_names(sheet, best), rows=frozenset(map(_said, sheet.rows[best.first : best.last + 1])))


def _has_long_number(row: Sequence[Cell]) -> bool:
    return any(_LONG_NUMBER.search(folded(cell)) for cell in row)


def repeats_header(row: Sequence[Cell], header: Header, headers: Headers) -> bool:
    """Whether a row says the header again, as printed pages do."""

    def says(key: str, index: int) -> bool:
        return index < len(row) and _key(folded(row[index]), headers) == key

    # Asked of every row: two cells tell of nearly all that they are no header.
    if not any(says(key, header.columns[key]) for key in ("name", "id_number") if key in header.columns):
        return False
    return sum(says(key, index) for key, index in header.columns.items()) >= _FEWEST_COLUMNS


def starts_another(row: Sequence[Cell], header: Header, headers: Headers) -> bool:
    """Whether a row is the header of another table: more than half of it headers, and not of the columns above it."""
    said = _said(row)
    if any(map(_LONG_NUMBER.search, said)):
        return False
    found = {index: key for index, written in enumerate(said) if (key := _key(written, headers))}
    if not _WHO.intersection(found.values()) or len({*found.values()}) < _FEWEST_COLUMNS:
        return False
    if len(found) * 2 <= sum(map(bool, said)) or said in header.rows:
        return False
    keys = {index: key for columns in all_columns(header) for key, index in columns.items()}
    keys |= {index: keys[other] for index, other in header.repeated}
    return any(keys.get(index) != key for index, key in found.items())


def all_columns(header: Header) -> tuple[dict[str, int], ...]:
    """The columns of each key, in the first columns and in each block beside them."""
    return header.columns, *(block.columns for block in header.beside)


def _said(row: Sequence[Cell]) -> tuple[str, ...]:
    """What a row says, without the empty cells at its end."""
    said = [folded(cell) for cell in row]
    while said and not said[-1]:
        said.pop()
    return tuple(said)


def _key(header: str, headers: Headers) -> str:
    found = headers.find(header)
    return found[0] if found else ""


def _names(sheet: Sheet, header: Header) -> tuple[str, ...]:
    """What stands above each column, as a reader sees it; two of one name are told apart by their letters."""
    rows = _filled_right(sheet, lambda cell: "".join(cells.text(cell).split()))[header.first : header.last + 1]
    names: dict[str, None] = {}
    for index in range(max(map(len, rows))):
        said = "".join(dict.fromkeys(row[index] for row in rows if index < len(row)))
        name = said or column_letters(index)
        while name in names:
            name += f"({column_letters(index)})"
        names[name] = None
    return tuple(names)


def _filled_right(sheet: Sheet, read: Callable[[Cell], str] = folded) -> list[list[str]]:
    """The first rows as texts, with merged cells filled in each of their columns and rows."""
    rows = [[read(cell) for cell in row] for row in sheet.rows[: SEARCHED_ROWS + MOST_HEADER_ROWS]]
    for (top, left), (bottom, right) in sheet.merged:
        if top < len(rows) and left < len(rows[top]):
            for row in rows[top : bottom + 1]:
                # What a sound file merges is empty but for its first cell; in another each cell keeps what it says.
                row[left : right + 1] = [said or rows[top][left] for said in row[left : right + 1]]
    return rows


def _read(rows: Sequence[Sequence[str]], first: int, last: int, headers: Headers) -> Header | None:
    named: list[_Named] = []
    unknown: list[int] = []
    for index in range(max(len(row) for row in rows)):
        parts = [row[index] for row in rows if index < len(row) and row[index]]
        if not parts or len(parts[-1]) > _LONGEST_HEADER:
            continue
        found, says_lowest = _found(parts, headers)
        if found is None:
            unknown.append(index)
        elif found[0] in _WHO and not says_lowest:
            # Below the header of a name or a number stands what no header says: somebody's row.
            return None
        else:
            named.append(_Named(index, *found))
    keys = {key for _, key, _ in named}
    if len(keys) < _FEWEST_COLUMNS or not keys & _WHO:
        return None
    blocks = _blocks(named)
    columns = [
        {key: min((one.rank, one.at) for one in block if one.key == key)[1] for key in dict.fromkeys(_keys(block))}
        for block in blocks
    ]
    repeated = [
        (index, chosen[key])
        for block, chosen in zip(blocks, columns, strict=True)
        for index, key, _ in block
        if index != chosen[key]
    ]
    starts = [block[0].at for block in blocks]
    ends = [*starts[1:], max(map(len, rows))]
    beside = [Block(first=at, end=end, columns=one) for at, end, one in zip(starts, ends, columns, strict=True)][1:]
    return Header(
        first=first,
        last=last,
        columns=columns[0],
        repeated=tuple(repeated),
        unknown=tuple(unknown),
        beside=tuple(beside),
    )


class _Named(NamedTuple):
    """A column that a header says something of, with the rank of the header among those of the key."""

    at: int
    key: str
    rank: int


def _keys(named: Sequence[_Named]) -> list[str]:
    return [one.key for one in named]


def _blocks(named: Sequence[_Named]) -> list[Sequence[_Named]]:
    """The columns parted where those that tell who somebody is start again, all of them.

    Columns before them are part of a block where they are part of the first one: a number in the list, for one.
    """
    who = _WHO.intersection(_keys(named))
    starts: list[int] = []
    seen: set[str] = set()
    for at, (_, key, _) in enumerate(named):
        if key in who:
            if seen == who:
                starts.append(at)
                seen = set()
            seen.add(key)
    if seen != who:
        starts.pop()
    first = next(at for at, key in enumerate(_keys(named)) if key in who)
    before = {*_keys(named[:first])}
    cuts = [0]
    for start in starts:
        at = start
        while named[at - 1].key in before:
            at -= 1
        cuts.append(at)
    return [named[at:end] for at, end in zip(cuts, [*cuts[1:], len(named)], strict=True)]


def _found(parts: Sequence[str], headers: Headers) -> tuple[tuple[str, int] | None, bool]:
    """What a column of a header of several rows is, by all rows together, the lowest, the highest.

    With it, whether the lowest row has part in saying so.
    """
    distinct = list(dict.fromkeys(parts))
    lowest = headers.find("".join(distinct)) or headers.find(distinct[-1])
    if lowest or len(distinct) == 1:
        return lowest, True
    return next(filter(None, map(headers.find, reversed(distinct[:-1]))), None), False
