"""Tables as CSV that a spreadsheet opens without harm: UTF-8, CRLF, no cell that it would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM = "\ufeff"


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet runs: one that starts like a formula gets an apostrophe in front.

    >>> harmless("=1+1"), harmless("W-0412"), harmless("-5")
    ("'=1+1", 'W-0412', "'-5")
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str | int | None]], *, bom: bool = False) -> bytes:
    """A table as CSV; texts are made `harmless`, numbers stand as they are, None is an empty cell.

    Args:
        header: the names of the columns.
        rows: the cells of each row, as many as the header has.
        bom: whether the bytes start with a byte-order mark, by which spreadsheets know UTF-8.
    """
    written = io.StringIO(_BOM if bom else "", newline="")
    written.seek(0, io.SEEK_END)
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    # A lone surrogate (a file's name that is not UTF-8) is shown by its number instead of ending the table.
    return written.getvalue().encode("utf-8", "backslashreplace")
