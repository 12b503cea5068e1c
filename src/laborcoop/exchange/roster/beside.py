"""Further lists of people beside the first one of a sheet: each is read as a table of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from attrs import evolve

from laborcoop.exchange import cells
from laborcoop.exchange.roster.blocks import Block
from laborcoop.exchange.roster.headers import Header, header_beside
from laborcoop.exchange.roster.pieces import Piece
from laborcoop.exchange.roster.table import Table
from laborcoop.exchange.sheets import Cell, column_letters
from laborcoop.exchange.words import folded
from laborcoop.kernel.identity import normalise_number

_Row = Sequence[Cell]


def tables_beside(table: Table) -> Iterator[Table]:
    """The lists beside the first one, in their order; rows that name whom the same row names on the left are blank."""
    header = table.header
    for block in header.beside:
        pieces = partial(_pieces, table.pieces, partial(_part, header, block, empty="" if table.is_text else None))
        yield evolve(
            table,
            header=header_beside(header, block),
            pieces=pieces,
            again=pieces,
            above=(),
            column=column_letters(block.first),
        )


def without_others(table: Table) -> Table:
    """A table without the rows in which nobody stands but beside it; the same where no list does."""
    if not table.header.beside:
        return table
    pieces = partial(_pieces, table.pieces, partial(_unless_empty, table.header.beside[0].first))
    return evolve(table, pieces=pieces, again=pieces)


def _pieces(pieces: Callable[[], Iterator[Piece]], change: Callable[[_Row], _Row]) -> Iterator[Piece]:
    for first, lines, given in pieces():
        yield Piece(first, [*map(change, lines)], [*map(change, given)])


def _part(header: Header, block: Block, row: _Row, *, empty: Cell) -> _Row:
    """The cells of a row that stand in a block, each in its column."""
    who = _who(row, block.columns)
    if any(who) and who == _who(row, header.columns):
        return ()
    return (*(empty for _ in range(block.first)), *row[block.first : block.end])


def _who(row: _Row, columns: Mapping[str, int]) -> tuple[str, str]:
    """Whom a row names in some columns: the name, and the number or else the phone."""
    name, number, phone = (
        folded(row[at]) if (at := columns.get(key, len(row))) < len(row) else ""
        for key in ("name", "id_number", "phone")
    )
    return name, normalise_number(number or phone)


def _unless_empty(end: int, row: _Row) -> _Row:
    return row if any(not cells.is_empty(cell) for cell in row[:end]) else ()
