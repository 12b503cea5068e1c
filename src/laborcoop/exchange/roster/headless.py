"""Sheets in whose first rows no header stands: where one is found further down, and who stands above it.

Pages of notes may stand before a list. `find_header` compares what the first rows (`SEARCHED_ROWS`) say, each with
those below it: of a whole sheet it would take too long and hold too much. Further down a header is therefore known by a
row that says who somebody is (姓名, 身份证号码) and one column more; how far down it stands does not matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from laborcoop.exchange.roster.columns import Headers
from laborcoop.exchange.roster.headers import MOST_HEADER_ROWS, find_header, names_columns
from laborcoop.exchange.roster.rows import stands_for_somebody
from laborcoop.exchange.sheets import Cell, Sheet

MOST_TRIED = 100
"""How many rows are tried that look like a header and are none: a file of nothing else would be read for hours."""


class Headless(NamedTuple):
    """Who stands above the header, each with the number of the row, and the row from which on it is found.

    ``start`` is None where there is no header: then all whom the sheet names stand in ``persons``.
    """

    persons: tuple[tuple[int, Sequence[Cell]], ...]
    start: int | None


def search(sheet: Sheet, rows: Iterable[tuple[int, Sequence[Cell]]], headers: Headers) -> Headless:
    """Look for a header in all rows, and for persons above it; no more rows are held than a header may have.

    Args:
        sheet: the sheet, or the first rows of a CSV file.
        rows: all rows with their numbers, one after another.
        headers: the headers that are known.
    """
    persons: list[tuple[int, Sequence[Cell]]] = []
    above: deque[tuple[Cell, ...]] = deque(maxlen=MOST_HEADER_ROWS - 1)
    tried = 0
    for number, row in rows:
        if tried < MOST_TRIED and names_columns(row, headers):
            # The rows above may say whose the columns are.
            start = number - len(above)
            if find_header(sheet.part(start, (*above, tuple(row))), headers) is not None:
                return Headless(tuple(persons), start)
            tried += 1
        if stands_for_somebody(row, headers):
            persons.append((number, row))
        above.append(tuple(row))
    return Headless(tuple(persons), None)
