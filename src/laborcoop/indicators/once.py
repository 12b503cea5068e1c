"""Of several records of one thing a figure counts one, a person's day once; all of them where it counts times."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import evolve

from laborcoop.cooperation import FigureRow
from laborcoop.kernel.counts import Unit

THINGS = frozenset(
    {
        Unit.PERSON,
        Unit.EMPLOYER,
        Unit.POST,
        Unit.FAIR,
        Unit.SQUAD,
        Unit.BATCH,
        Unit.SITE,
        Unit.TRIP,
        Unit.AGREEMENT,
        Unit.CASE,
        Unit.CLAIM,
        Unit.PAYMENT,
    }
)
"""Units of things that are counted once, however often a record names them; the others are times and days."""


def once(rows: Iterable[FigureRow], unit: Unit) -> tuple[FigureRow, ...]:
    """The rows that a figure of this unit counts, of all those of its days and its region."""
    if unit in THINGS:
        return _each_once(rows)
    return _each_day_once(rows) if unit is Unit.STAFF_DAY else tuple(rows)


def _in_order(rows: Iterable[FigureRow]) -> list[FigureRow]:
    """By day; of two of one day the place decides, and not where they stand in the files."""
    return sorted(rows, key=lambda row: (row.on, row.counted, str(row.division or ""), row.source))


def _each_once(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """The first row of each thing, of a post the first with most openings."""
    kept: dict[str, FigureRow] = {}
    for row in _in_order(rows):
        if row.counted not in kept or kept[row.counted].amount < row.amount:
            kept[row.counted] = row
    return tuple(kept.values())


def _each_day_once(rows: Iterable[FigureRow]) -> tuple[FigureRow, ...]:
    """Each posting with those of its days, in a row from its first, that no earlier one of the person has."""
    covered: dict[str, date] = {}
    kept: list[FigureRow] = []
    for row in _in_order(rows):
        end = row.on + timedelta(days=row.amount)
        start = max(row.on, covered.get(row.counted, row.on))
        if start < end:
            covered[row.counted] = end
            kept.append(evolve(row, on=start, amount=(end - start).days))
    return tuple(kept)
