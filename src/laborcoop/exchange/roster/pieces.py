"""The rows of a table behind its header, some at a time: of a sheet with merged cells filled in, of a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from laborcoop.exchange import cells
from laborcoop.exchange.roster.choices import ticked
from laborcoop.exchange.roster.columns import BY_KEY
from laborcoop.exchange.roster.headed import as_headed
from laborcoop.exchange.roster.headers import Header, all_columns
from laborcoop.exchange.sheets import Cell, Sheet
from laborcoop.exchange.text_table import ROWS_OF_A_PIECE, TextTable

Line = Sequence[Cell]
"""The cells of a row; of a text also all of them as the line that they stand in (`Table.parted`)."""
Numbered = tuple[int, Line, Line]
"""The number of a row, its cells with merged ones filled in, and as given."""


class Piece(NamedTuple):
    """Rows that follow one another: the number of the first, their cells with merged ones filled in, and as given."""

    first: int
    lines: Sequence[Line]
    given: Sequence[Line]

    def numbered(self) -> Iterator[Numbered]:
        """Each row with its number."""
        return zip(count(self.first), self.lines, self.given)


Pieces = Callable[[], Iterator[Piece]]
"""What gives rows, some at a time, as often as it is asked."""


def text_columns(text: TextTable, behind: int, header: Header) -> tuple[Pieces, Pieces]:
    """The rows of a CSV file behind a header, a table's ``pieces`` and ``again``."""
    pieces, again = partial(text_pieces, text.pieces, behind), partial(text_pieces, text.unparted, behind)
    # What is ticked is told cell by cell: both times the cells are needed.
    return (pieces, again) if not _changes(header) else (partial(_answered, pieces, header),) * 2


def _changes(header: Header) -> bool:
    """Whether cells are to be read as their header says, and not as they stand."""
    return bool(header.choices or header.headed)


def _answered(pieces: Pieces, header: Header) -> Iterator[Piece]:
    for first, lines, given in pieces():
        yield Piece(first, [as_headed(header.headed, ticked(header.choices, line)) for line in lines], given)


def text_pieces(read: Callable[[], Iterator[Sequence[Line]]], behind: int) -> Iterator[Piece]:
    """The rows of a CSV file but for the first."""
    first = 1
    for lines in read():
        rows = lines[max(behind + 1 - first, 0) :]
        first += len(lines)
        if rows:
            yield Piece(first - len(rows), rows, rows)


def sheet_pieces(sheet: Sheet, header: Header) -> Pieces:
    """The rows of a sheet behind a header."""
    filled = partial(_filled_pieces, sheet, header)
    return partial(_answered, filled, header) if _changes(header) else filled


def _filled_pieces(sheet: Sheet, header: Header) -> Iterator[Piece]:
    """The rows behind the header, with merged cells filled down, those of shared columns along, and as they are."""
    known = [(index, BY_KEY[key]) for columns in all_columns(header) for key, index in columns.items()]
    known += [(index, BY_KEY[choice.key]) for choice in header.choices for index, _ in choice.options]
    shared = {index for index, column in known if column.shared}
    filled_down = {index for index, column in known if column.merges}
    filled: dict[int, dict[int, Cell]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        for column in sorted({index for index in shared if left <= index <= right} | (filled_down & {left})):
            # Merged ranges do not overlap in a sound file; in another, the first one counts.
            if top > header.last and column not in filled.get(top, {}):
                for row in range(top, min(bottom + 1, len(sheet.rows))):
                    filled.setdefault(row, {})[column] = sheet.rows[top][left]
    for first in range(header.last + 1, len(sheet.rows), ROWS_OF_A_PIECE):
        given = sheet.rows[first : first + ROWS_OF_A_PIECE]
        if not filled:
            yield Piece(sheet.row_number(first), given, given)
            continue
        lines = [
            tuple(changes.get(column) if cells.is_empty(cell) else cell for column, cell in enumerate(row))
            if (changes := filled.get(index))
            else row
            for index, row in enumerate(given, first)
        ]
        yield Piece(sheet.row_number(first), lines, given)
