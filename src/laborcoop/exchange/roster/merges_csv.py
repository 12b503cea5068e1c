"""merges.csv: which rows were taken for one person, so that somebody can look, and undo it."""

from __future__ import annotations

from collections.abc import Iterable

from laborcoop.exchange.csv_text import csv_bytes
from laborcoop.exchange.roster.settle import Merge

COLUMNS = ("worker", "file", "sheet", "row", "kept", "filled", "differing")


def merges_csv(merges: Iterable[Merge]) -> bytes:
    """One line for each row of a person named more than once: UTF-8 with BOM, no personal datum.

    ``kept`` marks the row that is followed; ``filled`` and ``differing`` are the columns that others filled, and in
    which the rows differ, said with that row.
    """
    return csv_bytes(COLUMNS, (line for merge in merges for line in _lines(merge)), bom=True)


def _lines(merge: Merge) -> Iterable[tuple[str | int | None, ...]]:
    for where in (merge.kept, *merge.others):
        kept = where == merge.kept
        said = (" ".join(merge.filled), " ".join(merge.differing)) if kept else ("", "")
        yield merge.worker, where.file, where.sheet, where.row, "yes" if kept else "", *said
