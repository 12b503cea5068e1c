"""Further tables of a sheet: each behind a header of its own, somewhere below the table before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, takewhile

from attrs import evolve

from laborcoop.exchange import cells
from laborcoop.exchange.notices import notice
from laborcoop.exchange.roster.headers import MOST_HEADER_ROWS, Header, find_header
from laborcoop.exchange.roster.notices import NOTICES
from laborcoop.exchange.roster.pieces import Piece, sheet_pieces, text_columns
from laborcoop.exchange.roster.rows import stands_for_somebody
from laborcoop.exchange.roster.sheet_notices import about_columns, about_stayers
from laborcoop.exchange.roster.table import Table, without_numbers
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.exchange.text_table import TextTable
from laborcoop.rulebook import Finding, Locus

MOST_TABLES = 100
"""How many tables of a sheet are told apart; each of a CSV file is sought from the first row of the file on."""


def ended(table: Table, number: int) -> Table:
    """A table that ends above a row."""
    return evolve(table, pieces=partial(_above, table.pieces, number), again=partial(_above, table.again, number))


def table_below(table: Table, number: int, above: Sequence[Cell]) -> tuple[Table, tuple[Finding, ...]]:
    """The table whose header begins in a row (`headers.starts_another`), and what is to be said of its columns.

    Args:
        table: the table before.
        number: the number of the row.
        above: the row above, which may be the title; else that of the table before holds.
    """
    source = _from(table.source, table.sheet, number)
    header = find_header(evolve(source, rows=source.rows[:MOST_HEADER_ROWS]), table.headers)
    # A row that starts another table is a header by itself.
    assert header is not None  # noqa: S101 - as it was found
    if isinstance(table.source, TextTable):
        pieces, again = text_columns(table.source, source.row_number(header.last), header)
    else:
        pieces = again = sheet_pieces(source, header)
    said = [written for cell in above if (written := cells.text(cell))]
    made = evolve(
        table,
        header=header,
        title=without_numbers(said[0]) if len(said) == 1 else table.title,
        above=(),
        pieces=pieces,
        again=again,
    )
    of_title = about_stayers(made.file, made.sheet, made.title, header) if made.title != table.title else ()
    return made, (*about_columns(source, header), *of_title)


def rest_of(table: Table, number: int) -> tuple[Table, tuple[Finding, ...]]:
    """What lies from a row on below the last table that is read: its persons, none of whom is read, and what is said.

    Args:
        table: the last table.
        number: the number of the row in which one more header begins.
    """
    rows = enumerate(_rows_from(table.source, number), number)
    persons = tuple((at, row) for at, row in rows if stands_for_somebody(row, table.headers))
    nothing = Header(first=-1, last=-1, columns={})
    where = Locus(table.file, table.sheet, number)
    told = notice(NOTICES, "RO-41", where, {"most": MOST_TABLES}, subject=f"{table.file}:{table.sheet}")
    return evolve(table, header=nothing, above=persons, pieces=_no_pieces, again=_no_pieces), (told,)


def _no_pieces() -> Iterator[Piece]:
    return iter(())


def _rows_from(source: Sheet | TextTable, number: int) -> Iterable[Sequence[Cell]]:
    return islice(source.rows(), number - 1, None) if isinstance(source, TextTable) else _from(source, "", number).rows


def _from(source: Sheet | TextTable, name: str, number: int) -> Sheet:
    """A sheet from a row on; of a CSV file no more than a header."""
    if isinstance(source, TextTable):
        rows = islice(source.rows(), number - 1, number - 1 + MOST_HEADER_ROWS)
        return Sheet(file=source.file, name=name, rows=tuple(map(tuple, rows)), first_row=number)
    return source.part(number, source.rows[number - source.first_row :])


def _above(pieces: Callable[[], Iterator[Piece]], number: int) -> Iterator[Piece]:
    for first, lines, given in takewhile(lambda piece: piece.first < number, pieces()):
        rows = number - first
        yield Piece(first, lines[:rows], given[:rows])
