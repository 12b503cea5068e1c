"""Finding the header of a sheet behind title rows, in one row or several, with merged cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, pairwise
from operator import and_
from typing import NamedTuple

from attrs import evolve, field, frozen

from laborcoop.exchange import cells
from laborcoop.exchange.roster.blocks import Block, blocks_of
from laborcoop.exchange.roster.choices import Choice, label_of, shared
from laborcoop.exchange.roster.columns import ANNOTATION, Headers
from laborcoop.exchange.roster.headed import Headed, heads
from laborcoop.exchange.roster.owners import (
    WHO,
    Named,
    belongs_to_others,
    is_group,
    names_others,
    owners,
    says_others,
)
from laborcoop.exchange.sheets import Cell, Sheet, column_letters
from laborcoop.exchange.words import folded

SEARCHED_ROWS = 50
"""How many rows, from the first that holds anything, are all compared; further down see `headless`."""
MOST_HEADER_ROWS = 3
"""How many rows a header may have."""
_FEWEST_COLUMNS = 2
_LONGEST_HEADER = 40
_FILLED_IN = re.compile(r":\s*\S|[0-9]{7}")
_MEMBER = "成员"
_LONG_NUMBER = re.compile(r"[0-9*x]{11,}")


@frozen(kw_only=True)
class Header:
    """Where a header is and what it says.

    ``columns`` gives the index of the column of each key; ``repeated`` columns say again what another column says
    (index and the index of the other); ``unknown`` are columns with a header that nothing is known about. ``beside``
    are the blocks on the right of the first columns. ``theirs`` are columns of other people than the workers, by index;
    the value says whether a word tells so, and not their place alone. ``choices`` are columns of which a row ticks one;
    ``apart`` are columns under one header of which none is what it names, by index, with their key. ``headed`` tells
    what the header says of the cells of a column; the figures of the columns ``no_month_s`` are no monthly wages.
    ``first`` and ``last`` are the rows of the header as indexes into the sheet's rows, ``rows`` what they say.
    """

    first: int
    last: int
    columns: dict[str, int]
    repeated: tuple[tuple[int, int], ...] = ()
    unknown: tuple[int, ...] = ()
    beside: tuple[Block, ...] = ()
    theirs: Mapping[int, bool] = field(factory=dict)
    choices: tuple[Choice, ...] = ()
    apart: Mapping[int, str] = field(factory=dict)
    headed: tuple[Headed, ...] = ()
    no_month_s: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    rows: frozenset[tuple[str, ...]] = frozenset()


def find_header(sheet: Sheet, headers: Headers) -> Header | None:
    """The header among the first rows of a sheet: the one that explains most columns; None where there is none.

    A header names the person (姓名) or the number (身份证号码) and at least one column more. Of equals the one goes
    first that tells other people's columns from the worker's (户主 above 姓名), then the shortest. Behind the first row
    of somebody under a header no other is looked for: with it, whoever stands above it would be lost.
    """
    filled = _filled_right(sheet)
    lines = [*map(_is_line, sheet.rows[: len(filled)])]
    best: _Guess | None = None
    of_others: set[int] = set()
    for first in range(min(len(sheet.rows), SEARCHED_ROWS)):
        if best is not None and first > best.header.last and _has_long_number(sheet.rows[first]):
            break
        for last in range(first, min(first + MOST_HEADER_ROWS, len(sheet.rows))):
            if _has_long_number(sheet.rows[last]):
                break
            if last in of_others:
                continue
            guess = _read(filled[first : last + 1], first, lines[first : last + 1], headers)
            if guess is _OF_OTHERS:
                # Without the rows above they would be taken for the workers.
                of_others.add(last)
            elif isinstance(guess, _Guess) and (best is None or guess.worth > best.worth):
                best = guess
    if best is None or best.header.last >= SEARCHED_ROWS:
        # Of one at the edge only a part may have been seen.
        return None
    found = best.header
    said = frozenset(map(_said, sheet.rows[found.first : found.last + 1]))
    return evolve(found, names=_names(sheet, found), rows=said)


def _has_long_number(row: Sequence[Cell]) -> bool:
    return any(_LONG_NUMBER.search(folded(cell)) for cell in row)


def repeats_header(row: Sequence[Cell], header: Header, headers: Headers) -> bool:
    """Whether a row says the header again, or one of its rows, as printed pages do."""

    def says(key: str, index: int) -> bool:
        return index < len(row) and _key(folded(row[index]), headers) == key

    if header.last > header.first and _said(row) in header.rows:
        return True
    # Asked of every row: two cells tell of nearly all that they are no header.
    if not any(says(key, header.columns[key]) for key in ("name", "id_number") if key in header.columns):
        return False
    return sum(says(key, index) for key, index in header.columns.items()) >= _FEWEST_COLUMNS


def names_columns(row: Sequence[Cell], headers: Headers) -> bool:
    """Whether a row by itself may be a header: it says who somebody is, and one column more, and holds no number."""
    keys = {_key(folded(cell), headers) for cell in row if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER}
    return bool(keys & WHO) and len(keys - {""}) >= _FEWEST_COLUMNS and not _has_long_number(row)


def is_lower_part(row: Sequence[Cell], header: Header) -> bool:
    """Whether a row right below a header names no column that says who somebody is, and so is part of that header."""
    said = _said(row)
    return not any(said[at : at + 1] and said[at] for key, at in header.columns.items() if key in WHO)


def starts_another(row: Sequence[Cell], header: Header, headers: Headers) -> bool:
    """Whether a row is the header of another table: more than half of it headers, and not of the columns above it."""
    # Of nearly all rows this tells it, in a fraction of the time.
    if _LONG_NUMBER.search("\n".join([cell for cell in row if isinstance(cell, str)])):
        return False
    said = _said(row)
    if any(map(_LONG_NUMBER.search, said)):
        return False
    found = {index: key for index, written in enumerate(said) if (key := _key(written, headers))}
    if not WHO.intersection(found.values()) or len({*found.values()}) < _FEWEST_COLUMNS:
        return False
    if len(found) * 2 <= sum(map(bool, said)) or said in header.rows:
        return False
    keys = {index: key for columns in all_columns(header) for key, index in columns.items()}
    keys |= {index: keys[other] for index, other in header.repeated}
    keys |= dict.fromkeys(header.no_month_s, "wage")
    keys |= {index: choice.key for choice in header.choices for index, _ in choice.options} | {**header.apart}
    return any(keys.get(index) != key for index, key in found.items())


def header_beside(header: Header, block: Block) -> Header:
    """The header of a list beside the first one."""
    before = ("",) * block.first
    rows = frozenset(_said((*before, *row[block.first : block.end])) for row in header.rows)
    return evolve(header, columns=block.columns, repeated=(), unknown=(), beside=(), theirs={}, rows=rows - {()})


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


class _Guess(NamedTuple):
    """A header that may be the one, and what speaks for it.

    That is: columns explained, others told apart, what is told of columns by a lower row, the fewest rows.
    """

    header: Header
    worth: tuple[int, bool, bool, int]


_OF_OTHERS = object()
"""Stands for the header of people who are none of the workers."""


def _is_line(row: Sequence[Cell]) -> bool:
    """Whether something is filled in in a row above a table (填报人：某某), so that it names no columns."""
    return any(_FILLED_IN.search(ANNOTATION.sub("", cells.text(cell))) for cell in row)


def _read(rows: Sequence[Sequence[str]], first: int, lines: Sequence[bool], headers: Headers) -> _Guess | object | None:
    """The header that some rows are; None if they are none, `_OF_OTHERS` if of other people than the workers alone."""
    named: list[Named] = []
    unknown: list[int] = []
    of_others: dict[int, bool] = {}
    tells_others = False
    last = first + len(rows) - 1
    above_columns = _parts(rows)
    for index, above in enumerate(above_columns):
        parts = [said for _, said in above]
        if not parts or len(parts[-1]) > _LONGEST_HEADER:
            continue
        found, says_lowest = _found(parts, headers)
        if found is not None and not says_lowest and names_others(parts[-1]):
            # 联系电话 above 本人 and 家属
            found, tells_others = None, True
        if found is not None and parts[-1] not in headers.ranks and belongs_to_others(found[0], parts[-1]):
            # 身份证号码(户主): the worker's in no case, be it the only number.
            found, of_others[index] = None, True
        if found is None:
            unknown.append(index)
        elif found[0] in WHO and not says_lowest:
            # Below the header of a name or a number stands what no header says: somebody's row.
            return None
        key, rank = found or ("", 0)
        under, label = label_of(parts, key, headers) if key else ("", "")
        named.append(Named(index, key, rank, parts[-1], is_lowest=says_lowest, under=under, label=label))
    if any(one.key == "name" and _MEMBER not in one.says for one in named):
        # Beside the worker, members of the household are other people.
        of_others |= {one.at: True for one in named if one.key in WHO and _MEMBER in one.says}
        named = [one._replace(key="") if one.at in of_others else one for one in named]
    # What stands above every column is the title, and says nothing of one: 2023年1月25日 is no table of codes.
    title = reduce(
        and_,
        ({said for _, said in above_columns[one.at][:-1]} for one in named),
        {said for above in above_columns for _, said in above},
    )
    parts_of = ((one, [said for _, said in above_columns[one.at] if said not in title]) for one in named)
    meant, no_month_s = heads((one.at, one.key, parts) for one, parts in parts_of)
    named = _grouped(named, above_columns, rows, lines)
    whose = owners(named, {one.group: found[0] for one in named if (found := headers.find(one.group))})
    workers = [one for one in named if one.key and one.at not in {*whose.theirs, *no_month_s}]
    keys = {*_keys(workers)}
    if not keys & WHO or len({*keys, *_keys(named)} - {""}) < _FEWEST_COLUMNS:
        says_who = any(found and found[0] in WHO for found in map(headers.find, (one.says for one in named)))
        return _OF_OTHERS if whose.has_others and says_who and not keys & WHO else None
    blocks = blocks_of(workers)
    by_block = [*map(shared, blocks)]
    left = frozenset[int]().union(*(one.left for one in by_block))
    columns = [
        {
            key: min((one.at in whose.doubtful and one.rank >= 0, one.rank, one.at) for one in ones)[-1]
            for key in dict.fromkeys(_keys(block))
            if (ones := [one for one in block if one.key == key and one.at not in left])
        }
        for block in blocks
    ]
    # What is ticked counts where no column of its own says the same.
    choices = tuple(
        choice
        for part, chosen in zip(by_block, columns, strict=True)
        for choice in part.choices
        if chosen[choice.key] == choice.at
    )
    apart = {at: key for part in by_block for at, key in part.apart.items()}
    beside_named = frozenset[int]().union(*(part.beside for part in by_block))
    said_with = beside_named | apart.keys() | {at for choice in choices for at, _ in choice.options}
    repeated = [
        (one.at, chosen[one.key])
        for block, chosen in zip(blocks, columns, strict=True)
        for one in block
        if one.key in chosen and one.at != chosen[one.key] and one.at not in said_with
    ]
    # Not the same again: the householder's number beside the householder's name is another person's thing each.
    of_others |= {one.at: True for one in workers if one.at in dict(repeated) and says_others(one.says)}
    starts = [block[0].at for block in blocks]
    ends = [*starts[1:], max(map(len, rows))]
    beside = [Block(first=at, end=end, columns=one) for at, end, one in zip(starts, ends, columns, strict=True)][1:]
    header = Header(
        first=first,
        last=last,
        columns=columns[0],
        repeated=tuple((at, other) for at, other in repeated if at not in of_others),
        unknown=tuple(
            index for index in sorted({*unknown} | beside_named) if index not in whose.theirs and index not in of_others
        ),
        beside=tuple(beside),
        theirs={**whose.theirs, **of_others},
        choices=choices,
        apart=apart,
        headed=meant,
        no_month_s=no_month_s,
    )
    tells_apart = bool(meant or no_month_s) or any(one.choices or one.left for one in by_block)
    return _Guess(header, (len({*_keys(named)} - {""}), tells_others or whose.has_others, tells_apart, first - last))


def _parts(rows: Sequence[Sequence[str]]) -> list[list[tuple[int, str]]]:
    """What stands above each column, from the highest row to the lowest, each text once, with the row.

    A cell that is empty beside a filled one, both above filled cells, is part of it: not every file merges such cells.
    """
    width = max(map(len, rows))
    columns: list[dict[str, int]] = [{} for _ in range(width)]
    for at in reversed(range(len(rows))):
        before = ""
        for index, column in enumerate(columns):
            written = rows[at][index] if index < len(rows[at]) else ""
            said = written or (before if column else "")
            # What names a column by itself is no group.
            before = said if column and {*column} != {said} else ""
            if said:
                column.setdefault(said, at)
    return [[(at, said) for said, at in reversed(column.items())] for column in columns]


def _grouped(
    named: Sequence[Named],
    parts: Sequence[Sequence[tuple[int, str]]],
    rows: Sequence[Sequence[str]],
    lines: Sequence[bool],
) -> list[Named]:
    """The columns with the groups that they are part of.

    What stands above all columns is a title. Where the lowest row names every column, and nobody twice, a cell above
    a single one may be a label in a line, and is no group.
    """
    above = [[said for at, said in parts[one.at][:-1] if not lines[at] and is_group(said)] for one in named]
    titles = set(above[0]).intersection(*above) if above else set()
    groups = ["".join(said for said in texts if said not in titles) for texts in above]
    runs = [*accumulate((now != before for before, now in pairwise(("", *groups))), initial=0)][1:]
    keys = [one.key for one in named if one.key in WHO]
    is_sure = len(keys) > len({*keys}) or any(
        one.at < len(row) and row[one.at] == one.says for one in named for row in rows[:-1]
    )
    return [
        one._replace(group=group, run=run) if is_sure or runs.count(run) > 1 else one
        for one, group, run in zip(named, groups, runs, strict=True)
    ]


def _keys(named: Sequence[Named]) -> list[str]:
    return [one.key for one in named]


def _found(parts: Sequence[str], headers: Headers) -> tuple[tuple[str, int] | None, bool]:
    """What a column of a header of several rows is, by all rows together, the lowest, the highest.

    With it, whether the lowest row has part in saying so.
    """
    distinct = list(dict.fromkeys(parts))
    lowest = headers.find("".join(distinct)) or headers.find(distinct[-1])
    if lowest or len(distinct) == 1:
        return lowest, True
    return next(filter(None, map(headers.find, reversed(distinct[:-1]))), None), False
